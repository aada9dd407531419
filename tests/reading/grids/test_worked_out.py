"""What formulas come to beside what the file has stored for them.

1. A stored result that is not the formula's gives way to the computed one; it is kept in the workings.
2. Tails of floating point, of single precision and ties of rounding are no difference; nor is 0 for an empty cell.
3. What nobody can compute stays as stored: unknown functions, circles; errors that are stored stay errors.
4. Where a program left all results at 0 for others to compute, they are no results.
5. Texts that are numbers are named where the formula comes out otherwise with the numbers, and only there;
   so are words where the formula comes out to nothing for them.
6. Numbers under a merge are named; cells that go into a formula are known.
7. Cells that hold only spaces are no blanks to a formula.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.reading.grids.formulas import work_out, written_number
from perfeval_xl.reading.grids.spreadsheet import Grid, GridCell, Workings, number_cell
from tests.grids import grid_of

ROWS = [[Decimal("9.9"), Decimal(10), Decimal("8.345")], ["10", "4分", "—"], [None, None, Decimal(7)]]


def worked(formula: str, stored: str | None, on_load: bool = False) -> GridCell:
    return on(grid_of(ROWS, ["C2:C3"]), formula, stored, on_load)


def on(grid: Grid, formula: str, stored: str | None, on_load: bool = False) -> GridCell:
    if stored is None:
        grid.cells[9, 9] = GridCell(9, 9, f"={formula}", "no_result", formula=formula)
    else:
        grid.cells[9, 9] = number_cell(9, 9, Decimal(stored), "General", formula, False)
    work_out([grid], False, {}, on_load)
    return grid.cells[9, 9]


def workings(cell: GridCell) -> Workings:
    assert cell.workings is not None
    return cell.workings


def test_1_stale() -> None:
    cell = worked("SUM(A1:B1)", "95")
    assert (cell.text, cell.number, workings(cell).stored) == ("19.9", Decimal("19.9"), "95")
    assert workings(worked("SUM(A1:B1)", "19.9")).stored is None


@pytest.mark.parametrize(
    ("formula", "stored"),
    [
        ("A1/B1", "0.990000000000001"),
        ("A1*1", "9.89999961853027"),
        ("ROUND(C1,2)", "8.35"),
        ("ROUND(C1,2)", "8.34"),  # 8.345 is a little less in binary
        ("A9", "0"),
    ],
)
def test_2_no_difference(formula: str, stored: str) -> None:
    cell = worked(formula, stored)
    assert (cell.number, workings(cell).stored) == (Decimal(stored), None)


@pytest.mark.parametrize("formula", ["VLOOKUP(1,A:B,2)", "I9+1", "OFFSET(A1,0,1)", "TODAY()", "A1:B1*2"])
def test_3_nobody_can_tell(formula: str) -> None:
    cell = worked(formula, "5")
    assert (cell.text, workings(cell).stored) == ("5", None)
    assert worked(formula, None).kind == "no_result"


def test_3_errors_stay() -> None:
    grid = grid_of(ROWS)
    grid.cells[9, 9] = GridCell(9, 9, "#DIV/0!", "error", formula="A1+B1")
    work_out([grid], False)
    assert grid.cells[9, 9].kind == "error"


def test_4_left_at_zero() -> None:
    assert worked("SUM(A1:B1)", "0", on_load=True).text == "19.9"
    assert worked("VLOOKUP(1,A:B,2)", "0", on_load=True).kind == "no_result"
    assert worked("VLOOKUP(1,A:B,2)", "0").text == "0"
    assert worked("VLOOKUP(1,A:B,2)", "5", on_load=True).text == "5"


@pytest.mark.parametrize(
    ("formula", "stored", "texts"),
    [
        ("SUM(A1:B2)", "19.9", ["A2", "B2"]),
        ("A1+A2", "19.9", []),  # arithmetic takes "10" for 10
        ("A1+B2", None, ["B2"]),
        ('IF(ISNUMBER(A2),A2,"")', None, ["A2"]),
        ("COUNTA(A1:B2)", "4", []),
        ("SUM(A1:B1)", "19.9", []),
    ],
)
def test_5_numbers_as_texts(formula: str, stored: str | None, texts: list[str]) -> None:
    assert [one.address for one in workings(worked(formula, stored)).texts] == texts


@pytest.mark.parametrize(
    ("formula", "blocked_by"),
    [
        ("A1+A2", ["A2"]),
        ("ROUND(B2/A1,2)", ["B2"]),
        ("A2*B2", ["A2", "B2"]),
        ("SUM(A1:C3)", []),  # a sum passes over them
        ("A2+SUM(A1:C3)", ["A2"]),
        ("A1/C1", []),
    ],
)
def test_5_words_that_leave_a_formula_without_a_result(formula: str, blocked_by: list[str]) -> None:
    rows = [[Decimal(10), None, Decimal(0)], ["七十六", "≥90%", "无"]]
    assert [one.address for one in workings(on(grid_of(rows), formula, None)).blocked_by] == blocked_by


@pytest.mark.parametrize(
    ("text", "number"),
    [("10", "10"), ("4分", "4"), ("832.18万元", "832.18"), ("1,200.5", "1200.5"), ("98%", "98"), ("48次", "48")],
)
def test_5_what_a_text_holds(text: str, number: str) -> None:
    assert written_number(GridCell(1, 1, text)) == Decimal(number)


@pytest.mark.parametrize("text", ["", "—", "≥95%", "2023年12月31日", "指标1", "3台以上的", "1/2"])
def test_5_no_number(text: str) -> None:
    assert written_number(GridCell(1, 1, text)) is None


def test_6_under_a_merge() -> None:
    found = workings(worked("SUM(C1:C3)", "15.345"))
    assert [one.address for one in found.covered] == ["C3"]
    assert found.inputs == {(1, 3), (2, 3), (3, 3)}


def test_7_spaces() -> None:
    grid = grid_of(ROWS)
    grid.unseen[3, 1] = " "
    assert on(grid, 'IF(A3="",1,2)', "2").text == "2"
