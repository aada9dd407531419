"""Formulas without a stored result.

1. The arithmetic of our own template is computed: IF, ROUND, SUM, MIN, comparisons, COUNT, COUNTBLANK, AND, ISNUMBER,
   and SUMPRODUCT over conditions, cell by cell (areas of different size, or outside SUMPRODUCT: no result).
2. A result of "" is a blank cell that keeps its formula; a computed number shows under the cell's format.
3. Only the branch of IF that counts is computed.
4. Unknown functions, circular references, division by zero, other files, texts as numbers: no result; never 0 or blank.
5. Nothing raises, whatever the formula says.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.reading.grids.formulas import work_out
from perfeval_xl.reading.grids.spreadsheet import GridCell
from tests.grids import grid_of


def computed(formula: str, code: str = "General") -> GridCell:
    grid = grid_of([[Decimal(100), Decimal("89.5"), None, "字"], [Decimal("0.1"), Decimal("0.2")]])
    grid.cells[9, 9] = GridCell(9, 9, f"={formula}", "no_result", formula=formula, format=code)
    work_out([grid], False)
    return grid.cells[9, 9]


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("A1+B1", "189.5"),
        ("A2+B2", "0.3"),
        ("B1/A1", "0.895"),
        ("ROUND(MIN(1,B1/A1)*10,2)", "8.95"),
        ("SUM(A1:D1)", "189.5"),
        ("SUM($A$1:B2,5)", "194.8"),
        ('IF(COUNT(A1:B1)=2,SUM(A1:B1),"")', "189.5"),
        ("IF(AND(ISNUMBER(A1),B1>0),B1/A1,0)", "0.895"),
        ("COUNTBLANK(A1:D1)", "1"),
        ('IF(A1>=90,"优",IF(A1>=80,"良","差"))', "优"),
        ("-A1^2", "10000"),
        ("50%", "0.5"),
        ('A1&"分"', "100分"),
        ("A1>B1", "TRUE"),
        ("自评表!A1*2", "200"),
        ("IF(TRUE,1,1/0)", "1"),
        ("ROUND(2.5,0)", "3"),
        ("1/3", "0.333333333333333"),
        ("SUMPRODUCT((LEN(A1:D1)>0)*(A1:D1<>B1))", "2"),
        ("SUMPRODUCT(A1:B1,A2:B2)", "27.9"),
        ("LEN(D1)", "1"),
    ],
)
def test_simple_arithmetic(formula: str, text: str) -> None:  # 1, 3
    assert computed(formula).text == text


def test_shows_under_its_format() -> None:  # 2
    cell = computed("B1/A1", "0.00%")
    assert (cell.text, cell.number, cell.formula) == ("89.50%", Decimal("0.895"), "B1/A1")


def test_empty_text_is_blank() -> None:  # 2
    cell = computed('IF(ISNUMBER(C1),C1,"")')
    assert (cell.text, cell.kind, cell.formula) == ("", "text", 'IF(ISNUMBER(C1),C1,"")')


@pytest.mark.parametrize(
    "formula",
    [
        "VLOOKUP(A1,A:B,2)",
        "I9+1",
        "A1/0",
        "[2]Sheet1!A1",
        "别的表!A1",
        "D1*2",
        "SUM(",
        "A1 B1",
        "1+",
        "A1:B1",
        "(A1:B1)*2",
        "SUMPRODUCT(A1:B1,A1:C1)",
        "NOW()",
        "",
    ],
)
def test_otherwise_without_result(formula: str) -> None:  # 4
    assert computed(formula).kind == "no_result"


@given(st.text(alphabet='ABI129$:,()+-*/^&=<>%" "IFSUMROUND.!字', max_size=30))
def test_nothing_raises(formula: str) -> None:  # 5
    computed(formula)
