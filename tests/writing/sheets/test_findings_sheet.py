"""The sheet 核对意见.

1. A row a finding: severity, code, a link to its cell, what stands there and was expected, what to do.
2. Errors first, then reminders, then hints, each in the order they were found.
3. A finding without a cell has its sheet's name and no link.
4. 单位说明 is open, as text, and holds what the unit wrote; stale text is marked once.
5. Explanations whose finding is gone stand at the end.
6. Without findings, one line says so.
7. Headings are frozen and repeated; rows fit their texts; where a comment of theirs kept ours away, the row says it.
8. What the unit wrote is read back wherever columns and rows have moved to.
"""

from __future__ import annotations

import pytest

from perfeval_xl.result import Finding, Severity
from perfeval_xl.writing import colours
from perfeval_xl.writing.sheets.findings_sheet import STALE, findings_design, lines_of, written_on
from perfeval_xl.writing.sheets.record_sheet import Entry, Kind
from perfeval_xl.xlsx.edit.added_sheets import SheetDesign
from perfeval_xl.xlsx.read.sheetreader import RawCell, RawSheet
from tests.writing.judged import file_of, finding, small_form

HEAD = 4


def design_of(*findings: Finding, gone: tuple[Entry, ...] = (), uncommented: tuple[str, ...] = ()) -> SheetDesign:
    lines = lines_of(findings, gone)
    return findings_design(file_of(small_form()), lines, frozenset(("自评表", cell) for cell in uncommented))


def rows_of(design: SheetDesign) -> list[list[object]]:
    """What stands below the headings."""
    last = max(one.row for one in design.cells)
    found: dict[tuple[int, int], object] = {(one.row, one.column): one.value for one in design.cells}
    return [[found.get((row, column)) for column in range(1, 11)] for row in range(HEAD + 1, last + 1)]


def raw(design: SheetDesign, swap: tuple[int, int] | None = None, down: int = 0) -> RawSheet:
    """The design as it is read back, with two columns swapped and all rows moved down."""
    sheet = RawSheet()
    for one in design.cells:
        if one.value is not None:
            column = {swap[0]: swap[1], swap[1]: swap[0]}.get(one.column, one.column) if swap else one.column
            kind = "s" if isinstance(one.value, str) else "n"
            place = (one.row + down, column)
            sheet.cells[place] = RawCell(*place, kind, str(one.value), None, True, 0)
    return sheet


def test_1_row() -> None:
    one = finding(
        "B201",
        Severity.ERROR,
        "G6",
        "填写的执行率为 98%。",
        label="年度资金总额·执行率",
        stated="98%",
        expected="99.58%",
    )
    design = design_of(one)
    assert rows_of(design) == [
        [
            1,
            "错误",
            "B201",
            "自评表!G6",
            "年度资金总额·执行率",
            "填写的执行率为 98%。",
            "98%",
            "99.58%",
            "请核对。",
            None,
        ]
    ]
    assert design.links == {"D5": ("自评表", "G6", "转到 自评表!G6")}


def test_2_order() -> None:
    found = [finding(f"X{n}", severity, "A1", "…") for n, severity in enumerate([*reversed(Severity), *Severity])]
    rows = rows_of(design_of(*found))
    assert [row[2] for row in rows] == ["X2", "X3", "X1", "X4", "X0", "X5"]
    fills = {one.value: one.style.fill for one in design_of(*found).cells if one.row > HEAD and one.column == 2}
    assert fills == {one.word: colours.SEVERITY_FILLS[one] for one in Severity}


def test_3_without_cell() -> None:
    design = design_of(finding("N701", Severity.HINT, None, "没有写经验做法。"))
    assert rows_of(design)[0][3] == "自评表"
    assert design.links == {}


def test_3_range_links_to_its_first_cell() -> None:
    assert design_of(finding("W401", Severity.HINT, "G14:G15", "…")).links["D5"][1] == "G14"


@pytest.mark.parametrize(
    ("text", "stale", "shown"),
    [
        (None, False, None),
        ("已核实", False, "已核实"),
        ("已核实", True, f"{STALE}\n已核实"),
        (f"{STALE}\n旧", True, f"{STALE}\n旧"),
    ],
)
def test_4_explanation(text: str | None, stale: bool, shown: str | None) -> None:
    one = finding("B201", Severity.ERROR, "G6", "…")
    one.explanation, one.explanation_is_stale = text, stale
    design = design_of(one)
    assert rows_of(design)[0][9] == shown
    style = next(cell.style for cell in design.cells if (cell.row, cell.column) == (5, 10))
    assert (style.locked, style.number_format, style.wrap) == (False, "@", True)


def test_5_gone() -> None:
    where = {"place": "自评表!H9", "label": "某行·得分"}
    line = Entry(Kind.GONE, None, None, code="S502", message="得分偏高。", explanation="已改正", **where)
    rows = rows_of(design_of(finding("N701", Severity.HINT, None, "…"), gone=(line,)))
    assert [rows[1][column] for column in (0, 1, 2, 3, 5, 9)] == [
        2,
        "已消除",
        "S502",
        "自评表!H9",
        "得分偏高。",
        "已改正",
    ]


def test_6_nothing_found() -> None:
    assert rows_of(design_of())[0][0] == "未发现问题"


def test_7_layout() -> None:
    design = design_of(finding("B201", Severity.ERROR, "G6", "很长的说明" * 40), uncommented=("G6",))
    assert design.frozen_rows == HEAD
    assert design.printing.repeat_rows == (HEAD, HEAD)
    assert design.row_heights[5] >= 200 * 2 / 38 * 10
    assert "已有批注" in str(rows_of(design)[0][5])


@pytest.mark.parametrize(("swap", "down"), [(None, 0), ((10, 2), 0), ((3, 6), 5)])
def test_8_read_back(swap: tuple[int, int] | None, down: int) -> None:
    first, second = finding("B201", Severity.ERROR, "G6", "甲"), finding("B201", Severity.ERROR, "G7", "乙")
    second.explanation = "说明二"
    written = written_on(raw(design_of(first, second, uncommented=("G7",)), swap, down))
    assert [(one.number, one.code, one.place, one.message, one.explanation) for one in written] == [
        (2, "B201", "自评表!G7", "乙", "说明二")
    ]


def test_8_a_sheet_of_another_kind() -> None:
    assert written_on(RawSheet()) == []
