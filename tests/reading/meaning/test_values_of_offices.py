"""Spellings of targets and results that offices use.

1. One figure, for and against. 2. Numbered lists of several. 3. Years in two digits. 4. A figure led by its year.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from perfeval_xl.form import MeaningKind
from perfeval_xl.reading.meaning.values import parse_actual, parse_target

_K = MeaningKind


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("从90%提高到95%", _K.AT_LEAST, 95, "%"),
        ("由上年85%提升至95%以上", _K.AT_LEAST, 95, "%"),
        ("由30天压缩至20天", _K.AT_MOST, 20, "天"),
        ("12+", _K.AT_LEAST, 12, ""),
        ("90分+", _K.AT_LEAST, 90, "分"),
        ("平均8分钟", _K.EQUAL, 8, "分钟"),
        ("每餐6元", _K.EQUAL, 6, "元/餐"),
        ("2023年达到95%以上", _K.AT_LEAST, 95, "%"),
        ("2.4米", _K.EQUAL, Decimal("2.4"), "米"),
        ("20年", _K.EQUAL, 20, "年"),
    ],
)
def test_1_one_figure(text: str, kind: MeaningKind, value: Decimal, unit: str) -> None:
    read = parse_target(text, year=2023)
    assert (read.kind, read.value, read.unit) == (kind, value, unit)


def test_1_a_result_that_was_risen_to() -> None:
    read = parse_actual("由90%提高到96.4%")
    assert (read.kind, read.value) == (_K.EQUAL, Decimal("96.4"))


@pytest.mark.parametrize(
    "text", ["1.助餐点12个\n2.保温箱30个", "1、助餐点12个；2、保温箱30个", "1)助餐点12个 2)保温箱30个。"]
)
def test_2_numbered_lists(text: str) -> None:
    parts = parse_target(text).parts
    assert [(one.remark, one.value, one.unit) for one in parts] == [("助餐点", 12, "个"), ("保温箱", 30, "个")]


@pytest.mark.parametrize(("text", "values"), [("1.5倍、2.3倍", "1.5 2.3"), ("1.2万人，2.4万户", "1.2 2.4")])
def test_2_decimals_are_no_numbers_of_a_list(text: str, values: str) -> None:
    assert [one.value for one in parse_target(text).parts] == [Decimal(one) for one in values.split()]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23年12月底前", date(2023, 12, 31)),
        ("23年12月15日前", date(2023, 12, 15)),
        ("2023年12月底前", date(2023, 12, 31)),
    ],
)
def test_3_years_in_two_digits(text: str, day: date) -> None:
    read = parse_target(text, year=2024)
    assert (read.kind, read.day) == (_K.DEADLINE, day)


@pytest.mark.parametrize(("text", "kind"), [("2023年为96.4%", _K.EQUAL), ("2022年为96.4%", _K.TEXT)])
def test_4_a_figure_of_the_form_s_own_year(text: str, kind: MeaningKind) -> None:
    assert parse_actual(text, year=2023).kind is kind
