"""What a person sees in a number cell.

1. Text as Excel shows it: General, digits, thousands, percent, literal text, colours, sections, conditions, dates.
2. The interval: exact where the digits shown are the whole value; half a unit of the last digit where the format
   rounds, and always for percentages. The stored value is inside.
3. Literals of the file are numbers of 15 digits: 0.98999999999999999 is 0.99.
4. Nothing raises, whatever format code a file brings; what shows nothing at all shows the number.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.reading.grids.shown import exact, shown

DAY = '[$-804]yyyy"年"m"月"d"日";@'
ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("65.66", "General", "65.66"),
        ("0.0000001", "General", "0.0000001"),
        ("387664.62", "0.00", "387664.62"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("999.995", "#,##0.00", "1,000.00"),
        ("0.99", "0%", "99%"),
        ("0.99104", "0.00%", "99.10%"),
        ("1.0259", "0.00%", "102.59%"),
        ("0.5", "#.##", ".5"),
        ("5", "#.##", "5"),  # Excel leaves a bare point behind
        ("5", "000", "005"),
        ("1.5", "0.0##", "1.5"),
        ("120", '0.00"万元"', "120.00万元"),
        ("7", 'G/通用格式"分"', "7分"),
        ("1", "[$¥-804]#,##0.00", "¥1.00"),
        ("-3", "0.00_);[Red](0.00)", "(3.00)"),
        ("-3", "0.00", "-3.00"),
        ("-0.004", "0.00", "0.00"),
        ("0", ACCOUNTING, "-"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("95", '[>=90]"优";[>=80]"良";"差"', "优"),
        ("75", '[>=90]"优";[>=80]"良";"差"', "差"),
        ("12345678", "#,##0,", "12,346"),
        ("1203456", "0\\.0,", "120.3"),
        ("1203456", "0!.0000", "120.3456"),
        ("1203456", '0"."0,"万元"', "120.3万元"),
        ("1203456", '[>=10000]#,##0!.0,"万";0', "120.3万"),
        ("9999", '[>=10000]#,##0!.0,"万";0', "9999"),
        ("1200000", '0.00,,"万"\n%', "120.00万"),
        ("1200000", "#,##0.0,", "1,200.0"),
        ("1200000", "#,##0,.0", "1,200.0"),
        ("0.99", ".00%", "99.00%"),
        ("12.5", ".00", "12.50"),
        ("0.5", ".00", ".50"),
        ("0.25", "# ?/4", "0.25"),
        ("2.5", "# ??/16", "2.5"),
        ("12", "GENERAL", "12"),
        ("12", 'general"次"', "12次"),
        ("45291", "[$-F800]dddd, mmmm dd, yyyy", "2023年12月31日"),
        ("0.5", "[$-F400]h:mm:ss AM/PM", "12:00:00"),
        ("1234567", "0.00E+00", "1.23E+06"),
        ("45291", "yyyy/m/d", "2023/12/31"),
        ("45291", DAY, "2023年12月31日"),
        ("45291", 'yyyy"年"m"月"', "2023年12月"),
        ("45291.75", "yyyy-mm-dd hh:mm", "2023-12-31 18:00"),
        ("45291", "[$-804]aaaa", "星期日"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("12", "@", "12"),
        ("0", "0;-0;;@", "0"),
        ("3", ";;;", "3"),
    ],
)
def test_text(value: str, code: str, text: str) -> None:  # 1, 4
    assert shown(Decimal(value), code).text == text


@pytest.mark.parametrize(
    ("value", "code", "low", "high"),
    [
        ("65.66", "0.00", "65.66", "65.66"),
        ("20", "General", "20", "20"),
        ("66.666", "0.00", "66.665", "66.675"),
        ("0.99104", "0%", "0.985", "0.995"),
        ("0.99", "0%", "0.985", "0.995"),
        ("0.9917", "0.00%", "0.99165", "0.99175"),
        ("-2.5", "0;-0", "-3.5", "-2.5"),
        ("12346789", "#,##0,", "12346.5", "12347.5"),
        ("1203456", "0!.0,", "120.25", "120.35"),
        ("1200000", "0!.0,", "120", "120"),
        ("1188000", '0.00,,"万"\n%', "118.8", "118.8"),
    ],
)
def test_interval(value: str, code: str, low: str, high: str) -> None:  # 2
    seen = shown(Decimal(value), code)
    assert (seen.low, seen.high) == (Decimal(low), Decimal(high))


def test_days() -> None:  # 1
    assert shown(Decimal(45291), "yyyy/m/d").day == date(2023, 12, 31)
    assert shown(Decimal(43829), "yyyy/m/d", date_1904=True).day == date(2023, 12, 31)
    assert shown(Decimal(59), "yyyy/m/d").day == date(1900, 2, 28)
    assert shown(Decimal("0.5"), "h:mm").day is None
    assert shown(Decimal(99999999), "yyyy/m/d").day is None


@pytest.mark.parametrize(
    ("literal", "value"),
    [("0.98999999999999999", "0.99"), ("65.66", "65.66"), ("1E2", "100"), ("387664.62000000005", "387664.62")],
)
def test_literals(literal: str, value: str) -> None:  # 3
    assert str(exact(literal)) == value


@pytest.mark.parametrize("literal", ["", "abc", "NaN", "Infinity"])
def test_no_number(literal: str) -> None:  # 3
    assert exact(literal) is None


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False),
    st.text(alphabet='0#?.,%;"[]@\\_*ymdhseEAP/+-年分 <>=1', max_size=14),
)
def test_any_format(value: Decimal, code: str) -> None:  # 2, 4
    seen = shown(value, code)
    assert seen.text
    assert seen.low <= value.scaleb(seen.scale) <= seen.high
