"""Rows whose target and result are words that stand on one scale.

1. How the year stands to the one before: met where the way it went was asked for, missed where another was.
2. Steps of a scale: satisfaction, stars, ranks.
3. What is on no common scale stays open.
5. A result that says itself that it is too little has missed a target that measures nothing.
4. All of so many is all; a figure of last year in brackets is the bound.
"""

from __future__ import annotations

import pytest

from perfeval_xl.result import Status
from tests.scoring.rows import accepts, one

_MET = """
不低于上年|高于上年;不低于上年|高于上年1.2个百分点;不低于上年水平|与上年持平;不高于上年|低于上年;高于上年|91.2%，高于上年1.2个百分点
低于上年|1326起，低于上年1446起;同比下降|同比下降8.3%;较上年减少|较上年减少3起;比上年有所增加|增加23人;与上年持平|基本持平
持平或提高|提高1.2个百分点;不降低|提高1.2个百分点;与上年持平及以上|高于上年;同比不增加|与去年持平
满意|非常满意;满意及以上|满意;基本满意以上|满意;三星级及以上|四星级;三星级|3星;前3名|第2名;排名前五|全区第3名
合格|优秀;合格及以上|良好;考核合格|考核优秀;A级|A级;B级以上|A级;AA级|AAA级;≥上年水平|高于上年水平
"""
_MISSED = """
不低于上年|低于上年;不低于上年|低于上年0.6个百分点;不高于上年|高于上年;高于上年|与上年持平;同比下降|同比上升2%;较上年减少|与上年持平
持平或提高|下降1.2个百分点;同比不增加|同比增加3起;增长10%|与上年持平;逐步提高|有所下降
满意|基本满意;满意|不满意;满意及以上|一般;三星级及以上|二星级;前3名|第5名
良好及以上|合格;优秀|达标;优良|合格;A级|B级;AAA级|AA级
"""
_OPEN = """
≥上年|7420次（高于上年7500次）;同比下降|环比下降3%;比去年提高|比前年提高2%;全国前10名|全市第5名
优于上年|下降10%;不低于上年|较好;满意|93%;与上年持平|提高2%
前3名|前5名;与上年持平|提高2%以上但仍有不足;满意|较好;一般以上|满意
"""


def _pairs(text: str) -> list[tuple[str, ...]]:
    return [tuple(each.split("|")) for line in text.strip().splitlines() for each in line.split(";")]


@pytest.mark.parametrize(("target", "actual"), _pairs(_MET))
def test_1_2_met(target: str, actual: str) -> None:
    assert accepts(one(target, actual, 10, self_score="10"), "10")
    assert one(target, actual).points == 10


@pytest.mark.parametrize(("target", "actual"), _pairs(_MISSED))
def test_1_2_missed(target: str, actual: str) -> None:
    score = one(target, actual, 10, self_score="10")
    assert not accepts(score, "10")
    assert accepts(score, "6")


@pytest.mark.parametrize(("target", "actual"), _pairs(_OPEN))
def test_3_open(target: str, actual: str) -> None:
    assert one(target, actual).status is Status.NEEDS_REVIEW
    assert accepts(one(target, actual), "10")


def test_4_so_many_wholly_covered() -> None:
    assert one("全覆盖", "12个社区全覆盖").points == 10


@pytest.mark.parametrize(("actual", "points"), [("96.4%", "10"), ("94.4%", "9.92")])
def test_4_not_below_last_year_s_figure(actual: str, points: str) -> None:
    assert str(one("不低于上年（95.2%）", actual).points) == points


_SHORT = "明显改善|无明显改善;持续改善|未见改善;完善|有待完善;有效保障|保障不足;显著|一般;好|差;高|较低;效果明显|不明显"


@pytest.mark.parametrize(("target", "actual"), _pairs(_SHORT))
def test_5_too_little(target: str, actual: str) -> None:
    score = one(target, actual, 10, self_score="10")
    assert (score.method, accepts(score, "10"), accepts(score, "6")) == ("fell_short", False, True)


@pytest.mark.parametrize(
    ("target", "actual"),
    _pairs("明显改善|明显改善;有效保障|保障到位;较高|不断提高;逐步完善|不断完善;达到省级标准|达到市级标准"),
)
def test_5_no_such_words(target: str, actual: str) -> None:
    assert accepts(one(target, actual, 10, self_score="10"), "10")


def test_5_another_standard_is_open() -> None:
    assert one("达到省级标准", "达到市级标准").status is Status.NEEDS_REVIEW
    assert one("达到省级标准", "达到省级标准").points == 10
