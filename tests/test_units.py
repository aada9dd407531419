"""Units and numbers as a clerk writes them.

1. Units of one dimension are comparable, exactly; classifiers are their own dimension and stay apart.
2. 万 and 亿 scale any unit; a unit of money stays whole.
3. Per units are one however their parts are joined; nothing is converted below the stroke.
4. What can be no unit is none; an unknown classifier is kept.
5. Numbers are written without exponent and trailing zeros, rounded half up.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl import units


@pytest.mark.parametrize(
    ("written", "dimension", "factor"),
    [
        ("%", "ratio", "0.01"),
        ("百分比", "ratio", "0.01"),
        ("‰", "ratio", "0.001"),
        ("比例", "ratio", "1"),
        ("元", "money", "1"),
        ("万元", "money", "10000"),
        ("亿元", "money", "100000000"),
        ("千元", "money", "1000"),
        ("公里", "length", "1000"),
        ("km", "length", "1000"),
        ("KM", "length", "1000"),
        ("千米", "length", "1000"),
        ("厘米", "length", "0.01"),
        ("平方米", "area", "0.0015"),
        ("公顷", "area", "15"),
        ("万亩", "area", "10000"),
        ("吨", "mass", "1000"),
        ("斤", "mass", "0.5"),
        ("万立方米", "volume", "10000"),
        ("分钟", "hours", "60"),
        ("小时", "hours", "3600"),
        ("天", "days", "1"),
        ("日", "days", "1"),
        ("工作日", "workdays", "1"),
        ("个月", "months", "1"),
        ("年", "months", "12"),
        ("万人次", "人次", "10000"),
        ("名", "人", "1"),
        ("", "", "1"),
        ("架", "架", "1"),
        ("榀", "榀", "1"),
        ("不知道", "不知道", "1"),
    ],
)
def test_dimension_and_factor(written: str, dimension: str, factor: str) -> None:  # 1, 2, 4
    assert units.normalise(written) == (dimension, Decimal(factor))


def test_classifiers_stay_apart() -> None:  # 1
    kinds = {
        units.normalise(unit)[0] for unit in ("人", "人次", "户", "户次", "个", "次", "天", "小时", "工作日", "月")
    }
    assert len(kinds) == 10


@pytest.mark.parametrize(
    "written", ["元/人*月", "元/人·月", "元/人/月", "元/(人·月)", "元每人每月", "元/名·个月", "元/月/人"]
)
def test_per_units_are_one(written: str) -> None:  # 3
    assert units.normalise(written) == ("元/人/月", Decimal(1))


def test_per_units_convert_above_the_stroke_only() -> None:  # 3
    assert units.normalise("万元/户") == ("元/户", Decimal(10000))
    assert units.normalise("公里/小时") == ("米/小时", Decimal(1000))
    assert units.normalise("元/吨")[0] != units.normalise("元/公斤")[0]
    assert units.normalise("元/平米")[0] == units.normalise("元/平方米")[0]


@pytest.mark.parametrize("written", ["以上", "不合格", "12个", "次宣传活动开展情况", "第三", "%以上"])
def test_no_units(written: str) -> None:  # 4
    read = units.read_unit(written)
    assert read is None or not read.known


@pytest.mark.parametrize(
    ("value", "written"),
    [("1E+2", "100"), ("65.660", "65.66"), ("-0", "0"), ("0.00", "0"), ("1234567.10", "1234567.1"), ("1E-3", "0.001")],
)
def test_plain(value: str, written: str) -> None:  # 5
    assert units.plain(Decimal(value)) == written


def test_percent_points_amount() -> None:  # 5
    assert units.percent(Decimal("0.99104")) == "99.1%"
    assert units.percent(Decimal("0.99105"), 2) == "99.11%"
    assert units.percent(Decimal("0.99995"), 1) == "100%"
    assert units.percent(Decimal(1)) == "100%"
    assert units.points(Decimal("9.665")) == "9.67"
    assert units.points(Decimal("10.00")) == "10"
    assert units.amount(Decimal("65.660")) == "65.66 万元"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_plain_is_the_same_number(value: Decimal) -> None:  # 5
    assert Decimal(units.plain(value)) == value


@given(st.text(max_size=20))
def test_any_unit_has_a_meaning(text: str) -> None:  # 4
    dimension, factor = units.normalise(text)
    assert factor > 0
    assert units.normalise(text) == (dimension, factor)


def test_percentages_of_numbers_too_long_to_round() -> None:
    assert units.percent(Decimal(10) ** 40).startswith("1000000")
    assert units.percent(Decimal("0.99104")) == "99.1%"
    assert units.percent(Decimal("1E-40")) == "0%"
