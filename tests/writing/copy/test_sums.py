"""Formulas that only add up.

1. SUM of cells, areas and numbers, additions, and a ROUND around them come out exactly; texts in a SUM count nothing.
2. Anything else is unknown: other functions and signs, other sheets, texts in an addition, errors, missing results.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.writing.copy.sums import sum_of
from perfeval_xl.xlsx.read.sheetreader import RawCell

CELLS = {
    "A1": RawCell(1, 1, "n", "9.96", None, True, 0),
    "A2": RawCell(2, 1, "n", "0.1", None, True, 0),
    "A3": RawCell(3, 1, "s", "—", None, True, 0),
    "A5": RawCell(5, 1, "n", "0.2", "B5*2", True, 0),
    "C1": RawCell(1, 3, "e", "#REF!", None, True, 0),
    "C2": RawCell(2, 3, "n", "", "B2*2", False, 0),
}


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("SUM(A1:A5)", "10.26"),
        ("SUM(A1,A2,A4)", "10.06"),
        ("A1+A2", "10.06"),
        ("A4+1.5", "1.5"),
        ("$A$1 + SUM(a2:A5)+10", "20.26"),
        ("ROUND(SUM(A1:A5),1)", "10.3"),
        ("SUM(A5:A1,5)", "15.26"),
    ],
)
def test_1_sums(formula: str, result: str) -> None:
    assert sum_of(formula, CELLS.get) == Decimal(result)


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(A1:A5)*2",
        "A1-A2",
        "A1+A3",
        "SUM(C1:C1)",
        "SUM(A1:C2)",
        "A1+C2",
        "SUM(其他!A1:A5)",
        "SUM(A:A)",
        "SUM(A1:A99999)",
        "IF(A1>1,A1,0)",
        "SUM(A1:A2",
        "A1++A2",
        "ROUND(A1,2)+ROUND(A2,2)",
        "",
    ],
)
def test_2_unknown(formula: str) -> None:
    assert sum_of(formula, CELLS.get) is None
