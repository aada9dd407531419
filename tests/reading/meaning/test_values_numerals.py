"""Chinese numerals, where they are plain and where they are not.

1. Written out numbers, plain and in the forms of cheques, with decimals, digit by digit.
2. What is said but not written (一百二), what is a vague count (两三) and what is no number is None.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.reading.meaning.chinese_numbers import read_chinese


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("零", "0"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("一百十二", "112"),
        ("两千零一", "2001"),
        ("两万三千", "23000"),
        ("一万零三十", "10030"),
        ("三亿零五万", "300050000"),
        ("一万亿", "1000000000000"),
        ("壹佰贰拾万", "1200000"),
        ("叁拾", "30"),
        ("三点五", "3.5"),
        ("十二点零五", "12.05"),
        ("二〇二三", "2023"),
    ],
)
def test_numbers(written: str, number: str) -> None:  # 1
    assert read_chinese(written) == Decimal(number)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "一百二",
        "两万三",
        "两三",
        "三五",
        "百",
        "万",
        "千万",
        "十百",
        "一千一千",
        "零零",
        "点五",
        "三点",
        "三点十",
        "一二三四",
        "个",
    ],
)
def test_not_plain(written: str) -> None:  # 2
    assert read_chinese(written) is None


def test_not_without_end() -> None:  # 2
    assert read_chinese("一" * 31) is None
