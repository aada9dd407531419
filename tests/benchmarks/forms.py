"""Makes forms of the national layout to measure with.

Run: forms.py FOLDER -> r14, r60, r250 … r2000 (indicator rows), w… (every third score wrong), f75 … f300 (forms in one
workbook), c250 … c1000 (thousands of numbers on a sheet beside the form).
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter


def make(rows_wanted: int, path: Path, forms: int = 1, wrong: bool = False, number: int = 0) -> None:
    """`number`: of a form whose texts and figures are its own, unlike those of any other number."""
    own = f"{number}号" if number else ""
    book = openpyxl.Workbook()
    book.remove(book.active)
    side = Side(style="thin")
    border, wrap = Border(side, side, side, side), Alignment(wrap_text=True, vertical="center")
    for f in range(forms):
        sheet = book.create_sheet("自评表" if forms == 1 else f"自评表{f + 1}")
        rows = [
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", f"{own}村级道路维修养护项目{f + 1}"],
            ["主管部门", "（主管部门）", None, None, "实施单位", "（实施单位）"],
            ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            [None, "年度资金总额", 100, 100, 98, 10, 0.98, 9.8],
            [None, "其中：当年财政拨款", 100, 100, 98, "—", 0.98, "—"],
            [None, "上年结转资金", None, None, None, "—", None, "—"],
            [None, "其他资金", None, None, None, "—", None, "—"],
            ["年度总体目标", "预期目标", None, None, "实际完成情况"],
            [None, f"完成{own}道路养护", None, None, f"已完成{own}道路养护"],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ]
        for k in range(rows_wanted):
            first = ["产出指标", "效益指标", "满意度指标"][min(2, k * 3 // rows_wanted)]
            second = {
                "产出指标": ["数量指标", "质量指标", "时效指标"][k % 3],
                "效益指标": "社会效益指标",
                "满意度指标": "服务对象满意度指标",
            }[first]
            target = 100 + k + number
            actual = target - (20 if k % 10 == 9 else 0)
            weight = round(90 / rows_wanted, 4)
            score = weight if actual >= target else round(weight * actual / target, 4)
            if wrong and k % 3 == 0:
                score = round(weight * 0.5, 4)
            reason = f"{own}雨季停工，已列入下年计划继续实施。" if k % 10 == 9 else None
            rows.append(
                [
                    first,
                    second,
                    f"{own}第{k + 1}段道路养护里程（第{k // 7 + 1}标段）",
                    f"≥{target}公里",
                    f"{actual}公里",
                    weight,
                    score,
                    reason,
                ]
            )
        rows.append(["总分", None, None, None, None, 100, round(sum(r[6] for r in rows[11:]) + 9.8, 2)])
        for row in rows:
            sheet.append(row)
        for row in sheet.iter_rows():
            for cell in row:
                cell.border, cell.alignment = border, wrap
        for area in ("A1:H1", "B2:H2", "B3:D3", "F3:H3", "A4:A8", "A9:A10", "B9:D9", "E9:H9", "B10:D10", "E10:H10"):
            sheet.merge_cells(area)
        for first in ("产出指标", "效益指标", "满意度指标"):
            at = [12 + i for i in range(rows_wanted) if rows[11 + i][0] == first]
            if len(at) > 1:
                sheet.merge_cells(start_row=at[0], end_row=at[-1], start_column=1, end_column=1)
    book.save(path)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for rows in (14, 60, 250, 500, 1000, 2000):
        make(rows, folder / f"r{rows}.xlsx")
    for rows in (250, 500, 1000):
        make(rows, folder / f"w{rows}.xlsx", wrong=True)
    for count in (75, 150, 300):
        make(10, folder / f"f{count}.xlsx", forms=count)
    for thousands in (250, 500, 999):
        beside(folder / "r14.xlsx", folder / f"c{thousands}.xlsx", 1000 * thousands)


def beside(source: Path, target: Path, numbers: int) -> None:
    """A form with a sheet of so many numbers, in rows of a hundred, beside it."""
    book = openpyxl.load_workbook(source)
    book.create_sheet("数据").append(["月份", "数"])
    whole = io.BytesIO()
    book.save(whole)
    columns = [get_column_letter(column) for column in range(1, 101)]
    cells = "".join(f'<c r="{column}%s"><v>%s7</v></c>' for column in columns)
    rows = "".join(f'<row r="{row}">{cells % ((str(row),) * 200)}</row>' for row in range(2, numbers // 100 + 2))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            is_data = name == "xl/worksheets/sheet2.xml"
            new.writestr(name, part.replace(b"</sheetData>", f"{rows}</sheetData>".encode()) if is_data else part)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
