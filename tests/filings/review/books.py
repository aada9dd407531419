"""复核底稿 made for tests: 40 projects of 12 units, filled by four reviewers with sensible cuts; ready for faults.

folder = Review.of(tmp_path)      the books on disk, in the layout of `review start`
folder.change("石弦镇人民政府", 1, "K5", 17)      one cell of one project's sheet
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.filings.review import words
from perfeval_xl.filings.review.words import HEADS, Beside, Head, Record, Sheet
from tests.filings.folder import UNITS

BESIDE = (Beside.SCORE, Beside.RANGE, Beside.DERIVATION, Beside.FINDINGS, Beside.EVIDENCE, Beside.GROUND, Beside.KEY)
COLUMNS = [*HEADS, *BESIDE]
LETTERS = {head: openpyxl.utils.get_column_letter(at + 1 + (head in BESIDE)) for at, head in enumerate(COLUMNS)}  # type: ignore[attr-defined]
FIRST = 4
REVIEWERS = ("甲", "乙", "丙", "丁")


@dataclass
class Row:
    """One row as the unit and the reviewer filled it."""

    level1: str
    level2: str
    name: str
    sense: str
    target: str
    unit: str
    weight: float
    actual: str
    own: float | None
    review: float | None = None
    ground: str = ""
    remark: str = ""
    score: float | None = None
    evidence: str = ""

    def __post_init__(self) -> None:
        self.review = self.own if self.review is None else self.review
        self.score = self.own if self.score is None else self.score


GROUNDS = {
    "01": "01 未达目标，按评分规则折算",
    "02": "02 无佐证材料",
    "05": "05 无法考核（中等）",
    "06": "06 无法考核（轻微）",
    "07": "07 满意度无调查数据",
    "08": "08 完成值超目标130%",
    "10": "10 多项任务中有一项逾期",
    "11": "11 定性效益指标，有实际成效",
    "14": "14 未验收而计完成",
    "99": "99 其他",
}


def plain_rows(number: int) -> list[Row]:
    """A project of the usual kind; `number` makes its figures its own."""
    people, visits = 200 + number, 30 + number
    return [
        Row("预算执行", "预算执行", "预算执行率", "＝", "100", "%", 10, "98.50%", 9.85),
        Row("产出指标", "数量指标", "开展活动场次", "≥", str(visits), "场", 15, f"{visits + 1}场", 15),
        Row("产出指标", "质量指标", "活动签到率", "≥", "95", "%", 15, "97%", 15),
        Row("产出指标", "时效指标", "活动完成时间", "≤", "2023年12月31日前", "—", 10, "2023年12月10日", 10),
        Row("产出指标", "成本指标", "项目总成本", "≤", "30", "万元", 10, f"{0.8 * visits:.1f}万元", 10),
        Row("效益指标", "社会效益指标", "受益居民人数", "≥", str(people), "人", 15, f"{people + 5}人", 15),
        Row("效益指标", "可持续影响指标", "长效服务机制", "定性", "健全", "—", 15, "健全", 15),
        Row("满意度指标", "服务对象满意度指标", "居民满意度", "≥", "90", "%", 10, "95%", 10),
    ]


def works_rows(number: int) -> list[Row]:
    """A project of works."""
    done = 5 + number % 4
    return [
        Row("预算执行", "预算执行", "预算执行率", "＝", "100", "%", 10, "100.00%", 10),
        Row("产出指标", "数量指标", "改造小区数量", "≥", str(done), "个", 15, f"{done}个", 15),
        Row("产出指标", "质量指标", "改造工程验收合格率", "＝", "100", "%", 15, "100%", 15),
        Row("产出指标", "时效指标", "工程完工时间", "≤", "2023年10月31日前", "—", 10, "2023年8月7日", 10),
        Row("产出指标", "成本指标", "改造工程成本", "≤", "800", "万元", 10, f"{100 * done}万元", 10),
        Row("效益指标", "社会效益指标", "居住环境改善情况", "定性", "效果明显", "—", 20, "效果明显", 20),
        Row("效益指标", "可持续影响指标", "设施正常使用率", "≥", "95", "%", 10, "96%", 10),
        Row("满意度指标", "服务对象满意度指标", "居民满意度", "≥", "90", "%", 10, "92%", 10),
    ]


# What sensible reviewers do: row, review score as a share of the unit's, ground, remark.
SENSIBLE: list[tuple[int, float, str, str]] = [
    (2, 0, "02", "无签到表，依据口径02，扣100%"),
    (6, 0.7, "06", "目标“健全”没有标准，依据口径06，扣30%"),
    (7, 0, "07", "未提供调查问卷和汇总，依据口径07，扣100%"),
    (1, 0.4, "05", "只有部分场次有照片，依据口径05，扣60%"),
    (3, 0.7, "10", "三项任务中有一项逾期，扣30%，即扣3分"),
    (5, 1, "08", "完成值超目标130%，依据口径08，不扣分"),
    (6, 1, "11", "有制度文本和活动总结，有实际成效，不扣分"),
    (1, 1, "", "已核对签到表，属实"),
    (4, 1, "", "合同、发票齐全，未见异常"),
]


@dataclass
class Project:
    """One project's sheet. `works`: of works, else of services."""

    unit: str
    name: str
    number: int
    reviewer: str
    rows: list[Row] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"F{self.number:04d}"

    def cut(self, row: int, review: float, ground: str, remark: str) -> None:
        self.rows[row].review, self.rows[row].ground, self.rows[row].remark = (
            review,
            GROUNDS.get(ground, ground),
            remark,
        )


def sensible() -> list[Project]:
    """40 projects of 12 units with cuts that a second reader has nothing to say of."""
    projects: list[Project] = []
    for number in range(40):
        unit = UNITS[number % 12]
        works = number % 5 == 4
        name = f"{'老旧小区微改造' if works else '社区便民服务'}（{'一二三四'[number // 12]}期）"
        project = Project(unit, name, number, REVIEWERS[number % 12 % 4], (works_rows if works else plain_rows)(number))
        projects.append(project)
        if works:
            if number % 10 == 4:
                project.cut(1, 0, "14", "改造工程未验收，数量不算完成")
                project.cut(2, 0, "14", "改造工程未验收，质量无从认定")
                project.cut(3, 0, "02", "没有竣工资料，依据口径02，扣100%")
            else:
                project.cut(5, 14, "06", "目标“效果明显”没有标准，依据口径06，扣30%")
            continue
        for at in (number % len(SENSIBLE), (number * 2 + 3) % len(SENSIBLE)):
            row, share, ground, remark = SENSIBLE[at]
            if not project.rows[row].remark:
                project.cut(row, round((project.rows[row].own or 0) * share, 2), ground, remark)
        if number % 7 == 0:
            low = project.rows[2]
            low.actual, low.remark = "81.7%", "按评分规则折算：81.7% ÷ 95% × 15 分 = 12.9 分"
            low.review, low.ground, low.score = 12.9, GROUNDS["01"], 12.9
    return projects


# ------------------------------------------------------------------------------------------------------ the books


def write(projects: list[Project], folder: Path) -> None:
    """A book a unit, in the layout of `review start`."""
    folder.mkdir(parents=True, exist_ok=True)
    for unit in dict.fromkeys(one.unit for one in projects):
        book_of([one for one in projects if one.unit == unit]).save(path_of(unit, folder))


def path_of(unit: str, folder: Path) -> Path:
    return folder / f"复核底稿_{unit}.xlsx"


def book_of(projects: list[Project]) -> Workbook:
    """The book of one unit."""
    book = Workbook()
    summary, differences = book.active, book.create_sheet(Sheet.DIFFERENCES.value)
    assert isinstance(summary, Worksheet)
    summary.title = Sheet.SUMMARY.value
    summary.append([])
    summary.append([f"{projects[0].unit}项目支出绩效自评复核汇总"])
    summary.append([head.value for head in words.Summary])
    differences.append([])
    differences.append([f"{projects[0].unit}自评与复核差值表"])
    differences.append([head.value for head in words.Differences])
    record = book.create_sheet(Sheet.RECORD.value)
    record.append([head.value for head in (*Record, *words.UNITS)])
    record.sheet_state = "hidden"
    for at, project in enumerate(projects, 1):
        name = words.attachment(at)
        total = _sheet(book.create_sheet(name), project)
        own, review = f"={name}!{LETTERS[Head.SELF_SCORE]}{total}", f"={name}!{LETTERS[Head.REVIEW_SCORE]}{total}"
        line = FIRST + at - 1
        money = [120, 118.2, f"=E{line}/D{line}"]
        summary.append(
            [at, project.name, name, *money, own, review, f"=H{line}-G{line}", f"=(G{line}-H{line})/G{line}", "优", ""]
        )
        differences.append([project.name, own, review, f"=C{line}-B{line}", ""])
        for row_at, row in enumerate(project.rows):
            key = words.row_key(project.key, f"{row_at:02d}")
            said = [row.level1, row.level2, row.name, row.sense, row.target, row.unit, row.weight, row.actual, row.own]
            record.append(
                [
                    key,
                    name,
                    project.unit,
                    project.name,
                    project.reviewer,
                    "自评表.xlsx",
                    f"c0de{project.number}",
                    "d1",
                    *said,
                ]
            )
    last = FIRST + len(projects) - 1
    means = [f"=AVERAGE({letter}{FIRST}:{letter}{last})" for letter in "GH"]
    summary.append(["合计／平均", None, None, None, None, None, *means])
    return book


def _sheet(sheet: Worksheet, project: Project) -> int:
    """One project's sheet; the row of its 合计."""
    sheet["A1"] = sheet.title
    sheet["A2"] = words.title_of(project.name)
    for head, letter in LETTERS.items():
        sheet[f"{letter}3"] = head.value
    for at, row in enumerate(project.rows):
        line = FIRST + at
        own, review = f"{LETTERS[Head.SELF_SCORE]}{line}", f"{LETTERS[Head.REVIEW_SCORE]}{line}"
        values: dict[Any, Any] = {
            **dict(zip(words.UNITS, (row.level1, row.level2, row.name, row.sense, row.target, row.unit), strict=False)),
            Head.WEIGHT: row.weight,
            Head.ACTUAL: row.actual,
            Head.SELF_SCORE: row.own,
            Head.REVIEW_ACTUAL: row.actual,
            Head.REVIEW_SCORE: row.review,
            Head.DEVIATION: f'=IF({review}="","",IF({own}=0,0,({own}-{review})/{own}))',
            Head.REMARK: row.remark or None,
            Beside.SCORE: row.score,
            Beside.EVIDENCE: row.evidence or None,
            Beside.GROUND: row.ground or None,
            Beside.KEY: words.row_key(project.key, f"{at:02d}"),
        }
        for head, value in values.items():
            sheet[f"{LETTERS[head]}{line}"] = value
    total = FIRST + len(project.rows)
    sheet[f"A{total}"] = words.TOTAL
    for head in (Head.WEIGHT, Head.SELF_SCORE, Head.REVIEW_SCORE):
        sheet[f"{LETTERS[head]}{total}"] = f"=SUM({LETTERS[head]}{FIRST}:{LETTERS[head]}{total - 1})"
    sheet[f"A{total + 1}"] = f"注：{words.DEVIATION_SAID}。"
    sheet[f"A{total + 2}"] = (
        f"{words.REVIEWER}{project.reviewer}　　　　复核组长：＿＿＿　　　　日期：　　年　　月　　日"
    )
    return total


def edited(path: Path, change: Callable[[Workbook], None]) -> None:
    """Changes a book on disk."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def frame_book(projects: list[Project], drawn: set[str], path: Path) -> None:
    """抽样.xlsx as far as the check reads it: 抽样名单 with those drawn, 抽样底单 with every project."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "抽样底单"
    sheet.append(["次序", "项目名称", "预算单位", "全年预算数", "执行率", "抽中方式", "键"])
    for at, one in enumerate(projects, 1):
        how = "按层抽取" if one.key in drawn else None
        sheet.append([at, one.name, one.unit, 100, 0.95, how, one.key])
    names = book.create_sheet("抽样名单")
    names.append(["序号", "项目名称", "预算单位", "键", "内容码"])
    for one in projects:
        if one.key in drawn:
            names.append([1, one.name, one.unit, one.key, f"c0de{one.number}"])
    book.save(path)
