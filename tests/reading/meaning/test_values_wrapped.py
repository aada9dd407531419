"""Words wrapped around a figure.

1. 比上年下降10% is how far something went down; 降至10% is what it came down to, a bound where it is asked for.
2. 合同签订后90天内 is a length of time, at most so long where it is asked for.
3. 零投诉 and 未发生安全事故 are 0.
4. A value of several figures is a text with its parts.
5. What is under way or waits for something is not done; 次年 is the year after the form's.
"""

from __future__ import annotations

from datetime import date

import pytest

from perfeval_xl.form import Meaning, MeaningKind
from perfeval_xl.form_words import AWAITS, UNDER_WAY
from perfeval_xl.reading.meaning.values import parse_actual, parse_target
from perfeval_xl.units import plain


def said(read: Meaning) -> str:
    return f"{read.kind} {read.turn}{plain(read.value)}{read.unit}" if read.value is not None else str(read.kind)


@pytest.mark.parametrize(
    ("written", "target", "actual"),
    [
        ("下降10%", "equal 下降10%", "equal 下降10%"),
        ("比上年下降10%", "equal 下降10%", "equal 下降10%"),
        ("较上年增长≥5%", "at_least 增长5%", "at_least 增长5%"),
        ("同比提高3个百分点", "equal 提高3个百分点", "equal 提高3个百分点"),
        ("增长不超过3%", "at_most 增长3%", "at_most 增长3%"),
        ("减少5起", "equal 减少5起", "equal 减少5起"),
        ("节约5万元", "equal 节约5万元", "equal 节约5万元"),
        ("提高到95%", "at_least 95%", "equal 95%"),
        ("满意度提高到95%", "at_least 95%", "equal 95%"),
        ("降至5%", "at_most 5%", "equal 5%"),
    ],
)
def test_1_change_and_level(written: str, target: str, actual: str) -> None:
    assert (said(parse_target(written)), said(parse_actual(written))) == (target, actual)


@pytest.mark.parametrize("written", ["改善10户", "稳步提高", "下降", "提高群众收入10%"])
def test_1_no_change(written: str) -> None:
    assert not parse_target(written).turn


@pytest.mark.parametrize(
    ("written", "target", "actual"),
    [
        ("合同签订后90天内", "at_most 90天", "at_most 90天"),
        ("合同签订后90天", "at_most 90天", "equal 90天"),
        ("自受理之日起5个工作日内", "at_most 5个工作日", "at_most 5个工作日"),
        ("验收合格后不超过3个月", "at_most 3个月", "at_most 3个月"),
    ],
)
def test_2_from_an_event(written: str, target: str, actual: str) -> None:
    assert (said(parse_target(written)), said(parse_actual(written))) == (target, actual)


@pytest.mark.parametrize(
    "written",
    ["零投诉", "无安全事故", "未发生安全事故", "没有发生投诉", "0投诉", "全年未出现安全事故", "零事故发生"],
)
def test_3_none_of_it(written: str) -> None:
    assert said(parse_target(written)) == said(parse_actual(written)) == "equal 0"


@pytest.mark.parametrize("written", ["无事故处理记录本", "未发生", "零距离服务", "无障碍"])
def test_3_something_else(written: str) -> None:
    assert parse_actual(written).value is None


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("电脑10台、打印机5台", ["电脑 equal 10台", "打印机 equal 5台"]),
        ("培训3期，每期50人", [" equal 3期", " equal 50人/期"]),
        ("改造道路≥3公里；路灯≥20盏", ["改造道路 at_least 3公里", "路灯 at_least 20盏"]),
        ("走访、慰问困难家庭50户", []),
        ("新建厂房1座，提升形象", []),
    ],
)
def test_4_several(written: str, parts: list[str]) -> None:
    for read in (parse_target(written), parse_actual(written)):
        assert read.kind is MeaningKind.TEXT
        assert [f"{one.remark} {said(one)}" for one in read.parts] == parts


@pytest.mark.parametrize(
    ("written", "tier", "remark"),
    [
        ("未完全完成", 2, ""),
        ("未全部完成", 2, ""),
        ("完成大部分", 2, ""),
        ("个别指标未完成", 2, ""),
        ("除绿化工程外，其余均已完成", 2, ""),
        ("正在推进", 2, UNDER_WAY),
        ("项目正在实施", 2, UNDER_WAY),
        ("建设中", 2, UNDER_WAY),
        ("即将完工", 2, UNDER_WAY),
        ("在建", 2, UNDER_WAY),
        ("已完工待验收", 2, f"{AWAITS}验收"),
        ("主体已完工，尚未验收", 2, f"{AWAITS}验收"),
        ("已完成，待付款", 2, f"{AWAITS}付款"),
        ("未完成", 3, ""),
        ("已完成", 1, ""),
    ],
)
def test_5_not_done_yet(written: str, tier: int, remark: str) -> None:
    read = parse_actual(written)
    assert (read.kind, read.tier, read.remark) == (MeaningKind.VERDICT, tier, remark)


@pytest.mark.parametrize(
    ("written", "day", "assumed"),
    [
        ("次年1月", date(2024, 1, 31), False),
        ("翌年3月底前", date(2024, 3, 31), False),
        ("次年", date(2024, 12, 31), False),
        ("1月10日", date(2023, 1, 10), True),
        ("2023年1月10日", date(2023, 1, 10), False),
        ("当年12月", date(2023, 12, 31), False),
    ],
)
def test_5_years(written: str, day: date, assumed: bool) -> None:
    read = parse_actual(written, year=2023)
    assert (read.day, read.year_assumed) == (day, assumed)
