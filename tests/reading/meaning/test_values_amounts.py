"""Number cells: money, points, rates.

1. Money is in 万元: the heading's unit, overridden by one inside the cell, which is kept.
2. Points: 15, 15分, (100); a percentage is so many of 100.
3. A rate is a ratio: a sign says so; without one up to 1.5 is a ratio, above it percent points.
4. A rate stands for the interval of its digits; typed money and points are exact; what a format rounds is
   shown and stored together.
5. Blank, not applicable, words, errors: each as itself, never 0.
6. A cell that shows no figure but stores one (- for 0, ####) is that figure.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.form import SaidKind
from perfeval_xl.reading.meaning.amounts import parse_amount, parse_points, parse_rate


@pytest.mark.parametrize(
    ("written", "heading", "amount", "unit"),
    [
        ("65.66", "万元", "65.66", None),
        ("120万", "万元", "120", "万"),
        ("620.82万元", "万元", "620.82", "万元"),
        ("1,200,000元", "万元", "120", "元"),
        ("１２０ 万元", "万元", "120", "万元"),
        ("387664.62", "元", "38.766462", None),
        ("150万元", "元", "150", "万元"),
        ("0.5亿元", "万元", "5000", "亿元"),
        ("2", "亿元", "20000", None),
        ("35", "千元", "3.5", None),
        ("¥1,200.00", "元", "0.12", None),
        ("叁拾万元整", "万元", "30", "元"),
        ("0", "万元", "0", None),
        ("0.00", "万元", "0", None),
        ("-5", "万元", "-5", None),
    ],
)
def test_amounts(written: str, heading: str, amount: str, unit: str | None) -> None:  # 1, 4
    value, said = parse_amount(written, heading_unit=heading)
    assert value == Decimal(amount)
    assert (said.kind, said.unit, said.text) == (SaidKind.NUMBER, unit, written)
    assert said.low == said.high == value


def test_precision_is_kept() -> None:  # 1
    assert str(parse_amount("65.60")[0]) == "65.60"


def test_what_the_format_rounds() -> None:  # 4
    value, said = parse_amount("65.66", number=Decimal("65.6634"), heading_unit="元")
    assert value == Decimal("0.006566")
    assert (said.low, said.high) == (Decimal("0.0065655"), Decimal("0.0065665"))
    assert parse_points("9.33", number=Decimal("9.3333"))[1].high == Decimal("9.335")


def test_a_format_that_scales_is_read_as_it_shows() -> None:  # 4
    value, said = parse_amount("123.46", number=Decimal(1234567))
    assert value == said.low == said.high == Decimal("123.46")


@pytest.mark.parametrize(
    ("written", "points"),
    [("15", "15"), ("15分", "15"), ("15.0", "15"), ("（100）", "100"), ("9.3 分", "9.3"), ("0", "0")],
)
def test_points(written: str, points: str) -> None:  # 2
    value, said = parse_points(written)
    assert (value, said.kind, said.low, said.high) == (Decimal(points), SaidKind.NUMBER, value, value)


def test_points_as_a_percentage() -> None:  # 2
    value, said = parse_points("10%", number=Decimal("0.1"))
    assert (value, said.unit, said.low, said.high) == (Decimal(10), "%", Decimal(10), Decimal(10))


@pytest.mark.parametrize(
    ("written", "rate", "low", "high"),
    [
        ("99%", "0.99", "0.985", "0.995"),
        ("100.00%", "1", "0.99995", "1.00005"),
        ("100 %", "1", "0.995", "1.005"),
        ("100.00", "1", "0.99995", "1.00005"),
        ("1", "1", "0.995", "1.005"),
        ("0", "0", "-0.005", "0.005"),
        ("0.9917", "0.9917", "0.99165", "0.99175"),
        ("83.5%", "0.835", "0.8345", "0.8355"),
        ("102.59%", "1.0259", "1.02585", "1.02595"),
        ("1.0259", "1.0259", "1.02585", "1.02595"),
        ("99.17", "0.9917", "0.99165", "0.99175"),
        ("９９％", "0.99", "0.985", "0.995"),
        ("百分之百", "1", "0.995", "1.005"),
        ("5‰", "0.005", "0.0045", "0.0055"),
    ],
)
def test_rates(written: str, rate: str, low: str, high: str) -> None:  # 3, 4
    value, said = parse_rate(written)
    assert (value, said.low, said.high) == (Decimal(rate), Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("shown", "stored", "low", "high"),
    [("99%", "0.99104", "0.985", "0.995"), ("99%", "0.984", "0.984", "0.995"), ("99%", "0.99", "0.985", "0.995")],
)
def test_rate_shown_and_stored(shown: str, stored: str, low: str, high: str) -> None:  # 4
    value, said = parse_rate(shown, number=Decimal(stored), percent=True)
    assert (value, said.low, said.high) == (Decimal("0.99"), Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("", SaidKind.BLANK),
        ("\u3000\u200b", SaidKind.BLANK),
        ("—", SaidKind.NOT_APPLICABLE),
        ("/", SaidKind.NOT_APPLICABLE),
        ("-", SaidKind.NOT_APPLICABLE),
        ("无", SaidKind.NOT_APPLICABLE),
        ("不适用", SaidKind.NOT_APPLICABLE),
        ("约五万", SaidKind.TEXT),
        ("优", SaidKind.TEXT),
        ("12-15", SaidKind.TEXT),
        ("#REF!", SaidKind.ERROR),
        ("#DIV/0!", SaidKind.ERROR),
    ],
)
def test_no_number(written: str, kind: SaidKind) -> None:  # 5
    for value, said in (parse_amount(written), parse_points(written), parse_rate(written)):
        assert (value, said.kind, said.low, said.high) == (None, kind, None, None)


def test_an_error_cell_is_no_number_whatever_it_stores() -> None:  # 5
    assert parse_amount("#REF!", number=Decimal(5))[0] is None


def test_a_percentage_is_no_amount() -> None:  # 5
    value, said = parse_amount("100%", number=Decimal(1))
    assert (value, said.kind) == (None, SaidKind.TEXT)


def test_a_stored_number_that_does_not_show() -> None:  # 6
    assert parse_amount("-", number=Decimal(0))[0] == 0
    assert parse_amount("####", number=Decimal("12.5"), heading_unit="元")[0] == Decimal("0.00125")
    assert parse_points("####", number=Decimal(15))[0] == 15
    assert parse_rate("####", number=Decimal("0.99"), percent=True)[0] == Decimal("0.99")
