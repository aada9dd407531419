"""Formulas moved to another cell, and addresses.

1. Relative references move, absolute ones stay; ranges, whole rows and columns, other sheets.
2. What only looks like a reference stays: texts, names, functions, sheets' names, columns of tables.
3. What leaves the sheet is #REF!.
4. As openpyxl moves them; there and back is where it began.
5. Addresses go from text to numbers and back.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from perfeval_xl.xlsx.formulas.shift import shift
from perfeval_xl.xlsx.names import column_letters, column_number, ref, split_area, split_ref

MOVED = [  # moved 2 rows down, 1 column right
    ("A1", "B3"),
    ("$A$1+$A1+A$1", "$A$1+$A3+B$1"),
    ("SUM(A1:B2,$C:$D,E:F,3:4,$3:4)", "SUM(B3:C4,$C:$D,F:G,5:6,$3:6)"),
    ("自评表!E6/'年 初'!E5", "自评表!F8/'年 初'!F7"),
    ("[1]Sheet1!A1+'[a b.xlsx]S'!A1", "[1]Sheet1!B3+'[a b.xlsx]S'!B3"),
    ("ROUND(E6/D6,4)", "ROUND(F8/E8,4)"),
    ("IF(A1>=1E5,-A1%,A1:A1)", "IF(B3>=1E5,-B3%,B3:B3)"),
    ("z9", "AA11"),
    ("A1#", "B3#"),
]
STAY = [
    '"A1 ""B2"" C3"',
    "LOG10(1)",
    "数据A1+预算_2023",
    "A1B+TAX2023.1+_A1+A1_+x.A1",
    "表1[[#This Row],[A1]]+表1[B2]",
    "'A1'!$B$2",
    "A1!$B$2",
    "1.5+2",
    "XFE1+A0+A1048577+ABCD1",
    "TRUE+FALSE",
    "#REF!",
]


@pytest.mark.parametrize(("formula", "moved"), MOVED)
def test_1_moves(formula: str, moved: str) -> None:
    assert shift(formula, 2, 1) == moved


@pytest.mark.parametrize("formula", STAY)
def test_2_stays(formula: str) -> None:
    assert shift(formula, 2, 1) == formula


@pytest.mark.parametrize(
    ("formula", "rows", "columns"), [("A1", -1, 0), ("A1", 0, -1), ("XFD1", 0, 1), ("A1048576", 1, 0)]
)
def test_3_beyond_the_edge(formula: str, rows: int, columns: int) -> None:
    assert shift(f"{formula}+$A$1", rows, columns) == "#REF!+$A$1"


PIECES = st.sampled_from(
    [
        "C5",
        "$C5",
        "C$5",
        "$C$5",
        "B7:D9",
        "D:E",
        "$D:E",
        "6:8",
        "SUM(C5:C9)",
        '"C5"',
        "表!C5",
        "'C5'!D6",
        "1.5",
        "名称",
        "LOG10(D4)",
    ]
)
FORMULAS = st.lists(PIECES, min_size=1, max_size=5).map("+".join)
MOVES = st.integers(-3, 3)


@given(FORMULAS, MOVES, st.integers(-1, 3))
def test_4_as_openpyxl_moves_them_and_back(formula: str, rows: int, columns: int) -> None:
    moved = shift(formula, rows, columns)
    theirs = Translator("=" + formula, origin="J10").translate_formula(ref(10 + rows, 10 + columns))
    assert "=" + moved == theirs
    assert shift(moved, -rows, -columns) == formula


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_5_there_and_back(row: int, column: int) -> None:
    assert split_ref(ref(row, column)) == (row, column)
    assert column_number(column_letters(column)) == column


@pytest.mark.parametrize(("text", "area"), [("A1", (1, 1, 1, 1)), ("B3:A1", (1, 1, 3, 2)), ("$C$2:D9", (2, 3, 9, 4))])
def test_5_areas(text: str, area: tuple[int, int, int, int]) -> None:
    assert split_area(text) == area


@pytest.mark.parametrize(
    "text", ["", "A", "1", "A0", "A01", "XFE1", "A1048577", "A1:", "A1:B2:C3", "Ａ1", "A1 ", "-A1", "A١"]
)
def test_5_no_addresses(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        split_area(text)


@pytest.mark.parametrize("number", [0, -1, 16_385])
def test_5_no_columns(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        column_letters(number)
