"""As a bureau does it: 40 projects of 12 units handed in, a draw, the 底稿 of `review start`, filled, then checked.

1. Filled with sensible cuts by four reviewers: nothing is found.
2. With 22 faults put in: every one is found at its cell, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfeval_xl.cli import run as typed
from perfeval_xl.desk.review_check import Asked, check
from perfeval_xl.filings.review.words import Beside, Head
from tests.filings.folder import PROJECTS, UNITS, Filing, put

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Print area cannot be set")]

QUANTITY, QUALITY, TIME, COST, EFFECT, LASTING, PLEASED = (
    *("整治小区次数", "验收合格率", "按时完成时间", "项目总成本"),
    *("受益居民人次", "新增志愿者人数", "服务对象满意度"),
)
RATE = "预算执行率"
REVIEWERS = "甲乙丙丁"


@dataclass
class Sheet:
    """One project's sheet, by the names of its rows and heads."""

    book: Any
    sheet: Any
    path: Path

    def __post_init__(self) -> None:
        self.columns = {cell.value: cell.column_letter for cell in self.sheet[3] if cell.value}
        names = self.sheet[self.columns[Head.NAME.value]]
        self.lines = {cell.value: cell.row for cell in names[3:] if cell.value}
        self.total = next(cell.row for cell in self.sheet["A"] if cell.value == "合计")

    def place(self, name: str, head: str) -> str:
        return f"{self.columns[str(head)]}{self.lines[name]}"

    def get(self, name: str, head: str) -> Any:
        return self.sheet[self.place(name, head)].value

    def set(self, name: str, head: str, value: Any) -> None:
        self.sheet[self.place(name, head)].value = value

    def cut(self, name: str, share: float, ground: str, remark: str) -> None:
        self.set(name, Head.REVIEW_SCORE, round(self.get(name, Head.SELF_SCORE) * (1 - share), 2))
        self.set(name, Beside.GROUND, ground or None)
        self.set(name, Head.REMARK, remark or None)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the filings, 抽样.xlsx and 复核底稿."""
    top = tmp_path_factory.mktemp("复核")
    for number in range(40):
        unit, project = UNITS[number % 12], PROJECTS[number // 12]
        one = Filing(unit, project, thing="整治小区", times=20 + number, done=23 + number, people=400 + 30 * number)
        budget = 30 + number
        one = one.but(**_cells(number, budget))
        put(top / "材料" / unit / f"{project}.xlsx", one.xlsx())
    assert typed(["sample", str(top / "材料"), "--rate", "100%", "--seed", "7", "-o", str(top / "抽样.xlsx")]) == 0
    assert typed(["review", "start", str(top / "抽样.xlsx"), "-o", str(top / "底稿")]) == 0
    return top


def _cells(number: int, budget: int) -> dict[str, str]:
    """Every fourth form misses its target."""
    return {"E14": "81.7%", "G14": "8.6", "G20": "98.5"} if number % 4 == 3 and budget else {}


def filled(top: Path) -> list[Sheet]:
    """The books, filled with sensible cuts; kept open."""
    sheets: list[Sheet] = []
    for at, path in enumerate(sorted((top / "底稿").glob("*.xlsx"))):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            if sheet.title.startswith("附件"):
                one = Sheet(book, sheet, path)
                sheets.append(one)
                _fill(one, len(sheets), REVIEWERS[at % 4])
    return sheets


def _fill(one: Sheet, number: int, reviewer: str) -> None:
    for name in one.lines:
        if name in (RATE, QUANTITY, QUALITY, TIME, COST, EFFECT, LASTING, PLEASED):
            one.set(name, Head.REVIEW_SCORE, one.get(name, Head.SELF_SCORE))
    for row in one.sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("复核人："):
                cell.value = cell.value.replace("＿＿＿＿＿＿", reviewer, 1)
    if number % 4 == 0:
        one.cut(PLEASED, 1, "07 满意度无调查数据", "未提供调查问卷，依据口径07，扣100%")
    if number % 4 == 1:
        one.cut(LASTING, 0.6, "05 无法考核（中等）", "名单只有一部分，依据口径05，扣60%")
    if number % 4 == 2:
        one.cut(TIME, 0.3, "10 多项任务中有一项逾期", "三项任务有一项逾期，依据口径10，扣30%")
    if number % 5 == 0:
        one.cut(EFFECT, 0.3, "06 无法考核（轻微）", "只有汇总数没有名单，依据口径06，扣30%")
    if number % 6 == 5:
        one.set(EFFECT, Head.REMARK, "已核对签到表，属实")
    if number % 9 == 8:
        one.cut(QUANTITY, 1, "14 未验收而计完成", "小区整治未验收，不算完成")
        one.cut(QUALITY, 1, "14 未验收而计完成", "小区整治未验收，无从认定")


def save(sheets: list[Sheet], folder: Path) -> None:
    folder.mkdir()
    for path, book in {one.path: one.book for one in sheets}.items():
        book.save(folder / path.name)


def told(folder: Path, top: Path) -> list[tuple[str, str, str]]:
    found = check(Asked((str(folder),), sample=top / "抽样.xlsx")).findings
    return [(one.code, f"{one.book.name if one.book else ''}", one.place) for one in found]


def test_1_sensible_cuts(started: Path, tmp_path: Path) -> None:
    save(filled(started), tmp_path / "底稿")
    assert told(tmp_path / "底稿", started) == []


COPY = "现场抽查 70 处，其中 12 处没有标识"


def test_2_every_fault_is_found(started: Path, tmp_path: Path) -> None:
    sheets = filled(started)
    expected = list(_put(iter(sheets)))
    save(sheets, tmp_path / "底稿")
    got = told(tmp_path / "底稿", started)
    assert len(expected) >= 20
    missed, false = set(expected) - set(got), set(got) - set(expected)
    assert sorted(missed) == []
    assert sorted(false) == []


def _put(sheets: Iterator[Sheet]) -> Iterator[tuple[str, str, str]]:
    """A fault a sheet, each with what it is found by: code, file, place."""
    score, remark = Head.REVIEW_SCORE, Head.REMARK
    cuts: list[tuple[str, str, str, Callable[[Sheet], None]]] = [
        ("V701", QUANTITY, score, lambda one: one.set(QUANTITY, score, 25)),
        ("V702", RATE, score, lambda one: one.set(RATE, score, 9.95)),
        ("V703", COST, score, lambda one: one.set(COST, score, -2)),
        ("V704", COST, score, lambda one: one.set(COST, score, None)),
        ("V705", COST, remark, lambda one: one.cut(COST, 0.2, "", "")),
        ("V706", COST, Beside.GROUND, lambda one: one.cut(COST, 0.2, "", "合同金额不全")),
        ("V707", COST, score, lambda one: one.cut(COST, 0.1, "99 其他", "发票缺一张，扣30%")),
        ("V707", COST, score, lambda one: one.cut(COST, 0.1, "99 其他", "发票缺两张，扣3分")),
        ("V708", COST, score, lambda one: one.cut(COST, 0.3, "05 无法考核（中等）", "只有部分发票")),
        ("V709", COST, remark, lambda one: one.set(COST, remark, "未提供合同")),
        ("V722", COST, score, lambda one: one.cut(COST, 0.5, "99 其他", "附的合同没有签字")),
        ("", COST, score, lambda one: one.cut(COST, 0.2, "99 其他", "附的合同没有签字")),
        ("", COST, score, lambda one: one.cut(COST, 0.2, "99 其他", "附的合同没有签字")),
        ("", COST, score, lambda one: one.cut(COST, 0.2, "99 其他", COPY)),
        ("V724", COST, remark, lambda one: one.cut(COST, 0.2, "99 其他", COPY)),
        ("V725", COST, remark, lambda one: one.cut(COST, 0.2, "99 其他", _of_another(one))),
        ("V723", QUANTITY, score, lambda one: one.cut(QUALITY, 1, "14 未验收而计完成", "小区整治未验收")),
        ("V741", QUANTITY, Head.SELF_SCORE, lambda one: one.set(QUANTITY, Head.SELF_SCORE, 19)),
        ("V741", COST, Head.ACTUAL, lambda one: one.set(COST, Head.ACTUAL, "66万元")),
        ("V734", QUANTITY, Head.DEVIATION, lambda one: one.set(QUANTITY, Head.DEVIATION, 0.4)),
        ("V751", TIME, score, lambda one: one.set(COST, remark, "验收单日期2024年1月16日，属实")),
    ]
    for code, name, head, put_in in cuts:
        one = next(sheet for sheet in sheets if _is_plain(sheet, name, head))
        put_in(one)
        if code:
            yield code, one.path.name, f"{one.sheet.title}!{one.place(name, str(head))}"
    one = next(sheets)
    cell = f"{one.columns[Head.REVIEW_SCORE.value]}{one.total}"
    one.sheet[cell].value = 99
    yield "V731", one.path.name, f"{one.sheet.title}!{cell}"
    one = next(sheets)
    one.book["差值表"]["C4"].value = 50
    yield "V732", one.path.name, "差值表!C4"
    one = next(sheet for sheet in sheets if sheet.path != one.path)
    one.book["汇总"]["H4"].value = 50
    yield "V733", one.path.name, "汇总!H4"


def _is_plain(one: Sheet, name: str, head: str) -> bool:
    """Nothing was cut in the row, nor in the quality of a sheet whose quantity is to be full."""
    rows = (name, QUALITY, TIME) if name in (QUANTITY, TIME) else (name,)
    return all(not one.get(row, Head.REMARK) for row in rows) and str(head) in one.columns


def _of_another(one: Sheet) -> str:
    other = next(unit for unit in UNITS if unit not in one.path.name)
    return f"{other}的发票没有盖章"
