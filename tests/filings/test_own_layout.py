"""The bureau's own empty 汇总表 is filled by the meaning of its heads.

1. Each form has a row with what its heads ask for, in the amounts' own unit; heads without an answer are named.
2. Nothing else of the workbook changes: parts that are not the sheet are the same bytes.
3. A list that names its projects already: each form goes to its row, what stands there stays, new ones go below.
4. A workbook without such a list, no blank row above the totals, too few where none can be inserted: one sentence,
   nothing filled.
5. A list of units gets a row a unit.
6. A text that begins with = stays a text.
7. Too few blank rows above the totals: as many are inserted as there are too few, and the totals count them, too;
   the formulas of the workbook are stored with what they come to (LibreOffice computes the same, slow).
"""

from __future__ import annotations

import io
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.styles import Border, Side
from openpyxl.worksheet.formula import ArrayFormula

from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.filings.batch import Batch
from perfeval_xl.filings.own_layout import fill
from perfeval_xl.pipeline import Options
from perfeval_xl.problems import FileError
from tests.office import errors, saved_by_libreoffice
from tests.samples import CLEAN, FAULTY
from tests.writing.summary.test_clients import without_results

GUANGDONG = [
    "序号",
    "单位名称",
    "项目名称",
    "资金级次",
    "预算安排",
    "实际支出",
    "支出率",
    "自评分数",
    "自评等级",
    "主要问题",
    "改进措施",
]
TITLES = {"B201": "执行率与金额不符", "S504": "未完成目标却得满分", "S509": "总分不等于各项得分之和"}


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    top = tmp_path_factory.mktemp("上报")
    shutil.copy(FAULTY, top / "甲.xlsx")
    book = openpyxl.load_workbook(CLEAN)
    cells = [cell for row in book["自评表"].iter_rows() for cell in row]
    next(cell for cell in cells if cell.value == "家庭综合服务中心运营经费").value = "路灯维护"
    book.save(top / "乙.xlsx")
    return gather(Asked((str(top),), Options(jobs=1)))


def layout(path: Path, heads: list[str], below: dict[str, Any], unit: str = "万元") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "汇总"
    sheet["A1"] = "项目支出绩效自评情况汇总表"
    sheet["A2"] = f"单位：{unit}"
    for column, head in enumerate(heads, 1):
        sheet.cell(3, column, head)
        sheet.cell(4, column).border = Border(bottom=Side(style="double"))
    for place, value in below.items():
        sheet[place] = value
    book.create_sheet("填报说明")["A1"] = "按通知要求填写"
    book.save(path)
    return path


def rows(data: bytes, first: int = 4) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["汇总"]
    return [row for row in sheet.iter_rows(min_row=first, values_only=True) if any(one is not None for one in row)]


def test_1_by_meaning(batch: Batch, tmp_path: Path) -> None:
    filled = fill(layout(tmp_path / "空表.xlsx", GUANGDONG, {}, "元"), batch, TITLES)
    one, other = rows(filled.data)
    assert filled.rows == 2
    assert filled.left == ["资金级次", "改进措施"]
    by_project = {row[2]: row for row in (one, other)}
    good, bad = by_project["路灯维护"], by_project["家庭综合服务中心运营经费"]
    assert good[4:9] == (1_200_000, 1_200_000, 1, 100, "优")
    assert bad[5] == 1_152_000
    assert bad[9] == "执行率与金额不符；未完成目标却得满分；总分不等于各项得分之和"
    sheet = openpyxl.load_workbook(io.BytesIO(filled.data))["汇总"]
    assert {sheet.cell(row, 3).border.bottom.style for row in (4, 5)} == {"double"}
    assert sheet.cell(5, 7).number_format == "0.00%"


def test_2_lossless(batch: Batch, tmp_path: Path) -> None:
    empty = layout(tmp_path / "空表.xlsx", GUANGDONG, {})
    filled = fill(empty, batch, TITLES).data
    with ZipFile(empty) as old, ZipFile(io.BytesIO(filled)) as new:
        assert new.namelist() == old.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"}


def test_3_projects_that_are_there(batch: Batch, tmp_path: Path) -> None:
    unit = batch.forms[0].unit
    there = {"A4": 1, "B4": unit, "C4": "路灯维护（2023年）", "E4": 99, "K4": "已约谈"}
    first, second = rows(fill(layout(tmp_path / "空表.xlsx", GUANGDONG, there), batch, TITLES).data)
    assert first[:6] == (1, unit, "路灯维护（2023年）", None, 99, 120)
    assert first[10] == "已约谈"
    assert second[:3] == (2, unit, "家庭综合服务中心运营经费")


def test_3_two_forms_of_one_name_have_a_row_each(batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in batch.forms:
        monkeypatch.setattr(one, "project", "路灯维护")
    unit = batch.forms[0].unit
    there = {"A4": 1, "B4": unit, "C4": "路灯维护", "A5": 2, "B5": unit, "C5": "路灯维护"}
    for below in ({}, there):
        shown = rows(fill(layout(tmp_path / "空表.xlsx", GUANGDONG, below), batch, TITLES).data)
        assert [row[5] for row in shown if row[2]] in ([120, 115.2], [115.2, 120]), shown


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ({"A4": "合计"}, "第 4 行起只有 0 个空行，放不下 2 行，没有空行可以照着加，.*请在第 4 行上面插入至少 2 个空行"),
        (
            {"A5": "合计", "E5": "=SUM(E4:E4)", "M1": ArrayFormula("M1:M9", "=E1:E9*2")},
            "放不下 2 行，有数组公式或模拟运算表跨过要插入的地方，.*请在第 5 行上面插入至少 1 个空行",
        ),
    ],
)
def test_4_too_few_rows(batch: Batch, tmp_path: Path, below: dict[str, Any], said: str) -> None:
    with pytest.raises(FileError, match=said):
        fill(layout(tmp_path / "空表.xlsx", GUANGDONG, below), batch, TITLES)


def test_4_formulas_and_numbers_stand_in_blank_rows(batch: Batch, tmp_path: Path) -> None:
    below = {"A4": 1, "A5": 2, "G4": '=IF(E4="","",F4/E4)', "A6": "合计", "E6": "=SUM(E4:E5)"}
    data = fill(layout(tmp_path / "空表.xlsx", GUANGDONG, below), batch, TITLES).data
    assert [row[0] for row in rows(data)] == [1, 2, "合计"]
    assert rows(data)[0][6] == '=IF(E4="","",F4/E4)'


def test_4_no_list(batch: Batch, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="没有看懂的汇总表"):
        fill(layout(tmp_path / "空表.xlsx", ["姓名", "电话"], {}), batch, TITLES)


def test_5_units(batch: Batch, tmp_path: Path) -> None:
    heads = ["序号", "单位名称", "年初预算数", "全年预算数", "全年执行数", "执行率"]
    data = fill(layout(tmp_path / "空表.xlsx", heads, {}), batch, TITLES).data
    (row,) = rows(data)
    assert row[1] == batch.units[0].unit
    assert Decimal(repr(row[4])) == batch.units[0].executed


def test_6_texts(batch: Batch, tmp_path: Path) -> None:
    sly = next(one for one in batch.forms if one.project == "路灯维护")
    sly.project = "=1+1"
    try:
        data = fill(layout(tmp_path / "空表.xlsx", GUANGDONG, {}), batch, TITLES).data
    finally:
        sly.project = "路灯维护"
    sheet = openpyxl.load_workbook(io.BytesIO(data))["汇总"]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"] == ["s"]


SIGNED = {
    **{"A4": 1, "G4": '=IF(E4="","",F4/E4)', "A5": "合计", "E5": "=SUM(E4:E4)", "F5": "=SUM(F4:F4)"},
    **{"G5": "=F5/E5", "H5": "=AVERAGE(H4:H4)", "A6": "填表人：", "I6": "负责人："},
}


def test_7_rows_are_inserted(batch: Batch, tmp_path: Path) -> None:
    data = fill(layout(tmp_path / "空表.xlsx", GUANGDONG, SIGNED), batch, TITLES).data
    one, other, total, signed = rows(data)
    assert (one[0], other[0]) == (1, 2)
    assert (one[6], other[6]) == ('=IF(E4="","",F4/E4)', '=IF(E5="","",F5/E5)')
    assert total[:8] == ("合计", None, None, None, "=SUM(E4:E5)", "=SUM(F4:F5)", "=F6/E6", "=AVERAGE(H4:H5)")
    assert (signed[0], signed[8]) == ("填表人：", "负责人：")
    sheet = openpyxl.load_workbook(io.BytesIO(data))["汇总"]
    assert [sheet.cell(row, 3).border.bottom.style for row in (4, 5, 6)] == ["double", "double", None]


def test_7_results_are_stored(batch: Batch, tmp_path: Path) -> None:
    data = fill(layout(tmp_path / "空表.xlsx", GUANGDONG, SIGNED), batch, TITLES).data
    sheet: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["汇总"]
    assert (sheet["E6"].value, sheet["F6"].value) == (240, pytest.approx(235.2))
    assert sheet["G6"].value == pytest.approx(0.98)
    assert [sheet[f"G{row}"].value for row in (4, 5)] == [
        pytest.approx(sheet[f"F{row}"].value / sheet[f"E{row}"].value) for row in (4, 5)
    ]


def test_7_two_lists(batch: Batch, tmp_path: Path) -> None:
    """A list of projects, and one of units on a sheet of its own that refers to it."""
    path = layout(tmp_path / "空表.xlsx", GUANGDONG, SIGNED)
    book: Any = openpyxl.load_workbook(path)
    units = book.create_sheet("单位")
    for row in (["序号", "单位名称", "全年预算数", "全年执行数", "执行率"], [], ["合计", None, "=汇总!E5"]):
        units.append(row)
    book.save(path)
    data = fill(path, batch, TITLES).data
    made = openpyxl.load_workbook(io.BytesIO(data))["单位"]
    assert made["B2"].value == batch.units[0].unit
    assert made["C3"].value == "=汇总!E6"


@pytest.mark.slow
def test_7_recalculated(batch: Batch, tmp_path: Path) -> None:
    data = fill(layout(tmp_path / "空表.xlsx", GUANGDONG, SIGNED), batch, TITLES).data
    bare, count = without_results(data)
    assert count == 6
    stored, computed = (
        openpyxl.load_workbook(io.BytesIO(one), data_only=True)["汇总"]
        for one in (data, saved_by_libreoffice(bare, tmp_path))
    )
    assert [(one, stored[one].value) for one in ("G4", "G5", "E6", "F6", "G6", "H6")] == [
        (one, pytest.approx(computed[one].value)) for one in ("G4", "G5", "E6", "F6", "G6", "H6")
    ]


@pytest.mark.slow
def test_7_validator(batch: Batch, tmp_path: Path) -> None:
    empty = layout(tmp_path / "空表.xlsx", GUANGDONG, SIGNED)
    assert errors(fill(empty, batch, TITLES).data) == errors(empty.read_bytes())
