"""Dates, months, periods and deadlines in targets and results.

1. A target that is a date is a deadline: on or before the last day of what it names.
2. A period in which something goes on (全年, 1-12月) is a date with its first and last day, not a deadline.
3. A result is a date, whatever words stand around it.
4. The year comes from the form where none is written; without one no day is known.
5. A day that does not exist, a length of time and a plain number are no dates.
6. 2023.12, 202312, 20231231 are dates in a form of 2023 that gives them no unit, and numbers elsewhere.
7. 每月10日前 is a deadline that comes every month: its value is the day.
"""

from __future__ import annotations

from datetime import date

import pytest

from perfeval_xl.form import MeaningKind
from perfeval_xl.reading.meaning.values import parse_actual, parse_target

DEADLINES = [
    ("2023年12月31日前", "2023-12-31", "2023-12-31"),
    ("2023年12月31日之前完成", "2023-12-31", "2023-12-31"),
    ("于2023年12月31日前完成", "2023-12-31", "2023-12-31"),
    ("12月底之前完成", "2023-12-21", "2023-12-31"),
    ("2018年10月底", "2018-10-21", "2018-10-31"),
    ("9月前", "2023-09-01", "2023-09-30"),
    ("2021年12月完成", "2021-12-01", "2021-12-31"),
    ("2023-12-31", "2023-12-31", "2023-12-31"),
    ("2023/12/31", "2023-12-31", "2023-12-31"),
    ("2023.12.31", "2023-12-31", "2023-12-31"),
    ("２０２３年１２月３１日", "2023-12-31", "2023-12-31"),
    ("2023-12-31 00:00:00", "2023-12-31", "2023-12-31"),
    ("2023-12", "2023-12-01", "2023-12-31"),
    ("二〇二三年十二月三十一日", "2023-12-31", "2023-12-31"),
    ("十月份", "2023-10-01", "2023-10-31"),
    ("2024年2月", "2024-02-01", "2024-02-29"),
    ("2023年", "2023-01-01", "2023-12-31"),
    ("当年完成", "2023-01-01", "2023-12-31"),
    ("年底前", "2023-12-01", "2023-12-31"),
    ("2023年底", "2023-12-01", "2023-12-31"),
    ("上半年", "2023-01-01", "2023-06-30"),
    ("下半年", "2023-07-01", "2023-12-31"),
    ("年初", "2023-01-01", "2023-01-31"),
    ("第三季度", "2023-07-01", "2023-09-30"),
    ("二季度末前", "2023-06-01", "2023-06-30"),
    ("11月中旬", "2023-11-11", "2023-11-20"),
    ("≤12月31日", "2023-12-31", "2023-12-31"),
    ("不晚于12月31日", "2023-12-31", "2023-12-31"),
]


@pytest.mark.parametrize(("written", "first", "last"), DEADLINES)
def test_a_target_that_is_a_date_is_a_deadline(written: str, first: str, last: str) -> None:  # 1
    read = parse_target(written, year=2023)
    assert read.kind is MeaningKind.DEADLINE
    assert (read.day_from, read.day) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("全年", "2023-01-01", "2023-12-31"),
        ("2022年全年", "2022-01-01", "2022-12-31"),
        ("1-12月", "2023-01-01", "2023-12-31"),
        ("1月-12月", "2023-01-01", "2023-12-31"),
        ("2022年3—10月", "2022-03-01", "2022-10-31"),
        ("2023年1月1日至12月31日", "2023-01-01", "2023-12-31"),
        ("2021-2023年", "2021-01-01", "2023-12-31"),
    ],
)
def test_periods(written: str, first: str, last: str) -> None:  # 2
    for read in (parse_target(written, year=2023), parse_actual(written, year=2023)):
        assert read.kind is MeaningKind.DATE
        assert (read.day_from, read.day) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(("written", "first", "last"), DEADLINES)
def test_a_result_is_a_date(written: str, first: str, last: str) -> None:  # 3
    read = parse_actual(written, year=2023)
    assert read.kind is MeaningKind.DATE
    assert (read.day_from, read.day) == (date.fromisoformat(first), date.fromisoformat(last))


def test_words_of_a_date_are_kept() -> None:  # 3
    read = parse_actual("已于2023年11月完成")
    assert (read.day, read.remark) == (date(2023, 11, 30), "已于…完成")
    assert parse_actual("2023年11月底前").operator == "前"


def test_without_a_year_no_day_is_known() -> None:  # 4
    read = parse_target("12月31日前")
    assert (read.kind, read.day, read.day_from) == (MeaningKind.DEADLINE, None, None)
    assert parse_target("2月29日", year=2024).day == date(2024, 2, 29)


@pytest.mark.parametrize(
    "written", ["2月30日", "13月", "0月", "2023年13月", "2023-13-01", "10月-3月", "12月31日未完成", "每月32日前"]
)
def test_no_such_date(written: str) -> None:  # 5
    assert parse_target(written, year=2023).kind is MeaningKind.TEXT


@pytest.mark.parametrize(
    ("written", "day"), [("每月25日前", 25), ("每个月5号前发放", 5), ("每月10日前足额发放到位", 10)]
)
def test_a_deadline_of_every_month(written: str, day: int) -> None:  # 7
    read = parse_target(written, year=2023)
    assert (read.kind, read.value, read.day) == (MeaningKind.DEADLINE, day, None)
    assert parse_actual(written, year=2023).kind is MeaningKind.DATE


@pytest.mark.parametrize("written", ["2023.12", "2023.12.31", "202312", "20231231", "2023.12完成"])
def test_run_together_in_a_form_of_that_year(written: str) -> None:  # 6
    assert parse_actual(written, year=2023).day == date(2023, 12, 31)


@pytest.mark.parametrize("written", ["2023.12", "202312", "20231231"])
def test_run_together_elsewhere_is_a_number(written: str) -> None:  # 6
    for read in (parse_actual(written, year=2022), parse_actual(written), parse_actual(written, unit="元", year=2023)):
        assert read.kind is MeaningKind.EQUAL
    assert parse_target("2023.1", year=2023).kind is MeaningKind.EQUAL  # perhaps 2023.10, which a number cell shortens


@pytest.mark.parametrize("year", [0, -1, 10000, 99999])
def test_an_impossible_year_of_the_form_is_none(year: int) -> None:  # 4
    assert parse_target("12月31日前", year=year).day is None


@pytest.mark.parametrize("written", ["12个月", "20年", "30天", "2023", "2022.12"])
def test_lengths_and_numbers_are_no_dates(written: str) -> None:  # 5
    assert parse_target(written, year=2023).kind is MeaningKind.EQUAL


def test_a_column_of_months_makes_a_number() -> None:  # 5
    read = parse_actual("12月", unit="月", year=2023)
    assert (read.kind, read.dimension) == (MeaningKind.EQUAL, "months")
