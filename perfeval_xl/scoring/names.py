"""Which way an indicator points where its target has no operator: by its level and name; unclear stays unclear."""

from __future__ import annotations

import re
from enum import Enum, auto

from perfeval_xl.form import Indicator, Meaning, MeaningKind


class Direction(Enum):
    """Which way is better."""

    UP = auto()  # more is met
    DOWN = auto()  # less is met
    COST_FIXED = auto()  # an amount of cost with "=": money saved, but the target says exactly
    STANDARD = auto()  # so much a head: neither more nor less is plainly better
    UNCLEAR = auto()  # reached exactly is met, anything else is for a person


_COST_NAME = re.compile("成本|造价|费用")
_PAID_OUT = re.compile(
    "发放|补贴|补助|救助|资助|奖励|兑付|收入|增收|产值|销售|筹集|募集|贷款|征收|税|营业|节约|节支|增加|增长|效益"
)
_COST_RATE_UP = re.compile("节约|节省|达标|完成|合格|到位|支付|兑付|拨付|覆盖|准确|及时|足额")
_PER_HEAD = re.compile("每[人户亩名生个月年天次户件平]|人均|生均|户均|亩均|单价|标准(?!化)|/[人户亩生]")
_BAD = re.compile(
    "投诉|事故|差错|失误|错误|违规|违纪|违法|逾期|超期|超时|拖欠|伤亡|死亡|发病|损耗|能耗|排放|故障|缺陷|返工|上访|信访|隐患|舆情|中断|流失|偏差"
)
_GOOD_OF_BAD = re.compile(
    "处理|办结|解决|回复|答复|处置|整改|查处|修复|排除|下降|降低|减少|控制|化解|清收|排查|及时|完成|达标|合格|覆盖|检测|监测|检查|"
    "宣传|培训|满意|演练|防控|预防|报告|受理|调处|救助|消除|治理|响应|防范|保险|零|无|未"
)
_DURATION = re.compile("用时|耗时|时限|工期|周期|时长不超|办结时间|响应时间|等待|办理时间|完成时间|完成天数|办理天数")
_TIMES = frozenset({"hours", "days", "workdays", "months"})


def direction(row: Indicator, target: Meaning) -> Direction:
    """The direction of a numeric target."""
    if target.kind in (MeaningKind.AT_LEAST, MeaningKind.MORE_THAN):
        return Direction.UP
    if target.kind in (MeaningKind.AT_MOST, MeaningKind.LESS_THAN):
        return Direction.DOWN
    return _of_plain(row, target)


def _of_plain(row: Indicator, target: Meaning) -> Direction:
    name = row.name or ""
    level = f"{row.level1 or ''} {row.level2 or ''}"
    money = target.dimension == "money" or target.dimension.startswith("元/")
    cost = "成本" in level
    if (money or (cost and not target.dimension)) and ("/" in target.dimension or _PER_HEAD.search(name)):
        return Direction.STANDARD
    if cost or (money and _COST_NAME.search(name)):
        return _of_cost(name, target, money)
    if money and "效益" not in level and not _PAID_OUT.search(name):
        return Direction.UNCLEAR
    if _BAD.search(name) and not _GOOD_OF_BAD.search(name):
        return Direction.UNCLEAR if target.operator else Direction.DOWN
    if _DURATION.search(name) and (target.dimension in _TIMES or not target.dimension):
        return Direction.UNCLEAR if target.operator else Direction.DOWN
    if target.dimension in _TIMES and "时效" in level and not target.operator:
        return Direction.UNCLEAR
    return Direction.UP


def _of_cost(name: str, target: Meaning, money: bool) -> Direction:
    if money or (not target.dimension and "率" not in name):
        return Direction.COST_FIXED if target.operator else Direction.DOWN
    if _COST_RATE_UP.search(name):
        return Direction.UP
    return Direction.UNCLEAR


def is_bad(name: str | None) -> bool:
    """Whether an indicator counts something unwanted (投诉次数, but not 投诉办结率)."""
    return bool(name and _BAD.search(name) and not _GOOD_OF_BAD.search(name))


_RATE = re.compile("率|比例|占比|比重|满意度|知晓度|覆盖面|百分比|完成度")


def is_rate(name: str | None) -> bool:
    """Whether an indicator's name says that it is a rate."""
    return bool(name and _RATE.search(name))
