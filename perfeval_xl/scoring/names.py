"""Which way an indicator points where its target has no operator: by its level and name; unclear stays unclear."""

from __future__ import annotations

from enum import Enum, auto

from perfeval_xl.form import Indicator, Meaning, MeaningKind
from perfeval_xl.patterns import lazy


class Direction(Enum):
    """Which way is better."""

    UP = auto()  # more is met
    DOWN = auto()  # less is met
    COST_FIXED = auto()  # an amount of cost with "=": money saved, but the target says exactly
    STANDARD = auto()  # so much a head: neither more nor less is plainly better
    UNCLEAR = auto()  # reached exactly is met, anything else is for a person


_COST_NAME = lazy("成本|造价|费用")
_SAVED = lazy("节约|节省|节支|降低|减少|下降")
_PAID_OUT = lazy("发放|补贴|补助|救助|资助|奖励|兑付|收入|增收|产值|销售|筹集|募集|贷款|征收|税|营业|增加|增长|效益")
_COST_RATE_UP = lazy("节约|节省|达标|完成|合格|到位|支付|兑付|拨付|覆盖|准确|及时|足额")
_PER_HEAD = lazy("每[人户亩名生个件平]|人均|生均|户均|亩均|单价|(?<!高)标准(?!化)|/[人户亩生]")
_PER_TIME = frozenset({"年", "月", "天", "日", "季", "季度", "次"})
_BAD = lazy(
    "投诉|事故|差错|失误|错误|违规|违纪|违法|逾期|超期|超时|拖欠|伤亡|死亡|发病|患病|感染|损耗|漏损|漏失|能耗|排放|浓度|超标|故障|缺陷|返工|上访|信访|"
    "隐患|舆情|中断|流失|偏差|误差|失业|返贫|辍学|发案|犯罪|火灾|溺水|走失|复发|闲置|空置|积压|拥堵|延误"
)
_NOT_GOOD = lazy("不(?:合格|达标|满意|及时|准确|完整)")
_GOOD_OF_BAD = lazy(
    "处理|办结|解决|回复|答复|处置|整改|查处|修复|排除|下降|降低|减少|控制|化解|清收|排查|及时|完成|达标|合格|覆盖|检测|监测|检查|"
    "宣传|培训|教育|演练|满意|防控|防治|预防|报告|受理|调处|救助|消除|治理|响应|防范|保险|率先|就业|零|无|未"
)
_DURATION = lazy(
    "用时|耗时|时限|工期|周期|办结时间|响应时间|等待|办理时间|完成时间|完成天数|办理天数|(?:处理|办理|响应)时长"
)
_TIME_NAME = lazy("时间|时长|天数")
_TIME_GIVEN = lazy("培训|服务|开放|学习|宣传|教育|运行|授课|志愿|值班")
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
    if money and _SAVED.search(name):
        return Direction.UP
    if (money or (cost and not target.dimension)) and (_per_head(target.dimension) or _PER_HEAD.search(name)):
        return Direction.STANDARD
    if cost or (money and _COST_NAME.search(name)):
        return _of_cost(name, target, money)
    if money and "效益" not in level and not _PAID_OUT.search(name):
        return Direction.UNCLEAR
    if is_bad(name):
        return Direction.UNCLEAR if target.operator else Direction.DOWN
    return _of_time(name, level, target)


def _of_time(name: str, level: str, target: Meaning) -> Direction:
    """工期 90天 is a limit, 服务 360天 is not, 时间 30分钟 may be either."""
    is_time = target.dimension in _TIMES
    if _DURATION.search(name) and (is_time or not target.dimension):
        return Direction.UNCLEAR if target.operator else Direction.DOWN
    if is_time and not target.operator and not _TIME_GIVEN.search(name):
        return Direction.UNCLEAR if "时效" in level or _TIME_NAME.search(name) else Direction.UP
    return Direction.UP


def _per_head(dimension: str) -> bool:
    """So much a person, household or 亩; so much a year is no standard but an amount."""
    return not _PER_TIME.issuperset(dimension.split("/")[1:])


def _of_cost(name: str, target: Meaning, money: bool) -> Direction:
    if money or (not target.dimension and "率" not in name):
        return Direction.COST_FIXED if target.operator else Direction.DOWN
    if _COST_RATE_UP.search(name):
        return Direction.UP
    return Direction.UNCLEAR


def is_bad(name: str | None) -> bool:
    """Whether an indicator counts something unwanted (投诉次数, but not 投诉办结率)."""
    if not name:
        return False
    if _NOT_GOOD.search(name):
        name = _NOT_GOOD.sub("差错", name)
    return _BAD.search(name) is not None and _GOOD_OF_BAD.search(name) is None
