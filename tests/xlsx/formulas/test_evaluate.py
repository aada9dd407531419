"""What formulas come to.

1. Sums under conditions, subtotals, texts, defined names, whole columns, errors that IFERROR catches.
2. A text that is a number counts as one in arithmetic, but not in a SUM; words are #VALUE!, at the cell they stand in.
3. Tails of computing count nothing where Excel's 15 digits do not show them.
4. A formula that cannot be computed lends its stored result to others; a circle, however stored, is never computed.
5. The cells that go into a formula, through others, too.
6. The tokens of a formula, put together, are the formula.
7. Long nonsense takes no longer than its length.
"""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.xlsx.formulas.evaluate import Content, Evaluator, Place
from perfeval_xl.xlsx.formulas.tokens import tokens
from perfeval_xl.xlsx.formulas.values import Fault, Scalar, UnknownError
from perfeval_xl.xlsx.names import split_ref

TABLE: dict[str, Scalar | str] = {
    "A1": "产出指标",
    "A2": "产出指标",
    "A3": "效益指标",
    "B1": Decimal("9.96"),
    "B2": Decimal(10),
    "B3": Decimal(8),
    "C1": "10",
    "C2": "4分",
    "C3": "",
    "D1": "=B1/B2",
    "D2": "=SUBTOTAL(9,B1:B2)",
    "D3": "=SUBTOTAL(9,B1:D2)",
    "E1": "=E2+1",
    "E2": "=E1+1",
    "F1": "=VLOOKUP(1,A:B,2)",
}
STORED = {"F1": Decimal(7), "E1": Decimal(5), "E2": Decimal(5)}


class Table:
    def __init__(self, formula: str) -> None:
        cells = {**TABLE, "H9": "=" + formula}
        self.cells = {
            split_ref(address): Content(STORED.get(address), value[1:])
            if isinstance(value, str) and value.startswith("=")
            else Content(value)
            for address, value in cells.items()
        }

    def last(self, sheet: str) -> tuple[int, int] | None:
        return (9, 8) if sheet == "自评表" else None

    def at(self, place: Place) -> Content | None:
        return self.cells.get(place[1:])


def book(formula: str) -> Evaluator:
    names = {"得分": "自评表!$B$1:$B$3", "满分": "10"}
    return Evaluator(Table(formula), names, lambda value, code: f"{value:.2f}" if code == "0.00" else "?")


def result(formula: str) -> Scalar:
    return book(formula).result(("自评表", 9, 8))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('SUMIF(A1:A3,"产出指标",B1:B3)', Decimal("19.96")),
        ('SUMIF(B1:B3,">=9")', Decimal("19.96")),
        ('SUMIFS(B1:B3,A1:A3,"产出*",B1:B3,"<10")', Decimal("9.96")),
        ('COUNTIF(A1:A3,"<>产出指标")', Decimal(1)),
        ("SUBTOTAL(109,B1:B3)", Decimal("27.96")),
        ("D3", Decimal("20.956")),  # the subtotal in D2 is left out
        ("SUM(得分)/满分", Decimal("2.796")),
        ("SUM(B:B)", Decimal("27.96")),
        ('IFERROR(B1/0,"")', ""),
        ('IFERROR(B1+C2,"—")', "—"),
        ("IFERROR(B1/B2,0)", Decimal("0.996")),
        ('TEXT(B1,"0.00")&"分"', "9.96分"),
        ("ISERROR(B1/0)", True),
        ('LEFT("绩效自评",2)', "绩效"),
        ("MOD(7,3)", Decimal(1)),
        ('SUMPRODUCT((A1:A3="产出指标")*B1:B3)', Decimal("19.96")),
        ('SUMPRODUCT(--(A1:A3="产出指标"),B1:B3)', Decimal("19.96")),
    ],
)
def test_1_functions(formula: str, value: Scalar) -> None:
    assert result(formula) == value


def test_2_texts_in_arithmetic_and_in_sums() -> None:
    assert result("B2+C1") == Decimal(20)
    assert result("SUM(B2,C1:C2)") == Decimal(10)
    assert result("B2+C2") == Fault("#VALUE!", ("自评表", 2, 3))
    assert result("ROUND(C2*10,2)") == Fault("#VALUE!", ("自评表", 2, 3))
    assert result("B1/C4") == Fault("#DIV/0!", ("自评表", 4, 3))


@pytest.mark.parametrize(
    ("formula", "value"),
    [("1/3*3=1", True), ("ROUND(2/3*0.75,0)", Decimal(1)), ("INT(1/3*3)", Decimal(1)), ("0.1+0.2=0.3", True)],
)
def test_3_tails(formula: str, value: Scalar) -> None:
    assert result(formula) == value


def test_4_stored_results_of_what_nobody_can_compute() -> None:
    assert result("F1*2") == Decimal(14)
    for formula in (
        "E1",
        "E1+1",
        "H9",
        "IFERROR(E1,0)",
        "IFERROR(未知(1),0)",
        "没有的名称",
        "[1]表!A1",
        "OFFSET(A1,1,1)",
    ):
        with pytest.raises(UnknownError):
            result(formula)


def test_5_what_goes_into_a_formula() -> None:
    found = book("D1+SUM(B2:B3)").inputs(("自评表", 9, 8))
    assert {place[1:] for place in found} == {split_ref(one) for one in ("D1", "B1", "B2", "B3")}


@given(st.text(alphabet="AB1$:!(),'\"[]#.%字 +=<>", max_size=40))
def test_6_nothing_is_lost(formula: str) -> None:
    assert "".join(token.text for token in tokens(formula)) == formula


@pytest.mark.parametrize("piece", ["'", '"', "[", "[a", "1", "A", "((", "''a", "1.", "$"])
def test_7_long_nonsense(piece: str) -> None:
    start = time.process_time()
    with pytest.raises(UnknownError):
        result(piece * 8000 + "字!")
    tokens(piece * 20000 + "字!")
    assert time.process_time() - start < 2
