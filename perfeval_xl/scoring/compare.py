"""A target and a result in one unit, or why they cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from perfeval_xl.form import Indicator, Meaning, MeaningKind
from perfeval_xl.form_words import TURNS, is_rate
from perfeval_xl.scoring.names import Direction, direction
from perfeval_xl.scoring.phrases import figure, number
from perfeval_xl.units import (
    DAYS_A_YEAR,
    DIMENSIONS,
    TIMES_A_YEAR,
    counted,
    is_short_for,
    leaves_open,
    normalise,
    period_of,
    plain,
)

_UNBOUNDED_BELOW = (MeaningKind.AT_MOST, MeaningKind.LESS_THAN)
_UNBOUNDED_ABOVE = (MeaningKind.AT_LEAST, MeaningKind.MORE_THAN)


@dataclass(frozen=True, slots=True)
class Pair:
    """A target and a result in one unit. `least`..`most` is what the result says at all: None where it leaves it open
    (≥266米 says no upper end). `goal_to` is the upper end of a target that is a range. `actual` as shown."""

    goal: Decimal
    goal_to: Decimal
    actual: Decimal
    least: Decimal | None
    most: Decimal | None
    low: Decimal  # the interval that the digits of the result stand for
    high: Decimal
    goal_text: str
    actual_text: str
    flags: tuple[str, ...] = ()


def compare(row: Indicator, target: Meaning, actual: Meaning) -> Pair | str:
    """Both in the base unit of the target's dimension; a Chinese sentence where they cannot be compared."""
    assert target.value is not None
    assert actual.value is not None
    goal_factor, actual_factor = _factor(target), _factor(actual)
    flags: tuple[str, ...] = ()
    if target.dimension != actual.dimension:
        assumed = _assumed(row, target, actual, goal_factor, actual_factor)
        if isinstance(assumed, str):
            return assumed
        goal_factor, actual_factor = assumed
        flags = ("unit_missing",)
    return _pair(target, actual, goal_factor, actual_factor, flags)


def _factor(meaning: Meaning) -> Decimal:
    """From the figure as written to its base unit."""
    if meaning.value and meaning.base is not None and meaning.kind is not MeaningKind.BETWEEN:
        return meaning.base / meaning.value
    return meaning.scale * normalise(meaning.unit)[1]


def _assumed(
    row: Indicator, target: Meaning, actual: Meaning, goal_factor: Decimal, actual_factor: Decimal
) -> tuple[Decimal, Decimal] | str:
    """The factors where one of the two names no unit and may be meant in the other's."""
    if not actual.dimension:
        if target.dimension == "ratio":
            return _plain_for_rate(row, target, actual, goal_factor)
        factor = _bare_factor(actual, target, goal_factor)
        factors = _unless_slip(target, actual, (goal_factor, factor), actual.scale == 1)
        return factors if isinstance(factors, str) else _of_a_year(target, actual, *factors)
    if not target.dimension:
        if actual.dimension == "ratio":
            return _plain_goal_for_rate(row, target, actual_factor)
        factor = _bare_factor(target, actual, actual_factor)
        return _unless_slip(target, actual, (factor, actual_factor), target.scale == 1)
    if leaves_open(target.unit, actual.dimension) or leaves_open(actual.unit, target.dimension):
        return goal_factor, actual_factor  # 10人（次） beside 10人次
    if _points_for_percent(row, target, actual):
        return goal_factor, Decimal("0.01")
    if period_of(target.unit) and period_of(actual.unit) and counted(target.unit) == counted(actual.unit):
        return _of_periods(target, actual, goal_factor, actual_factor)
    if is_short_for(actual.unit, actual.dimension, target.unit):
        return _of_a_year(target, actual, goal_factor, actual_factor)
    if is_short_for(target.unit, target.dimension, actual.unit):
        return _in_a_year(target, actual, goal_factor, actual_factor)
    goal, result = f"{figure(target)} 是{_kind(target)}", f"{figure(actual)} 是{_kind(actual)}"
    return f"目标值 {goal}，实际完成值 {result}，单位不同，不能直接比较"


def _points_for_percent(row: Indicator, target: Meaning, actual: Meaning) -> bool:
    """提高3个百分点 for 提高3%: points are never less than per cent of a rate, so that the target is met either way.

    The other way round, and where it is not met, what was meant has to be asked.
    """
    name = row.name or ""
    changes = target.turn or actual.turn or any(one in name for one in (*TURNS, "幅"))
    if not changes or target.dimension != "ratio" or actual.unit not in ("个百分点", "百分点"):
        return False
    if target.kind not in (MeaningKind.EQUAL, *_UNBOUNDED_ABOVE) or target.base is None or actual.value is None:
        return False
    return actual.value / 100 >= target.base


def _of_a_year(
    target: Meaning, actual: Meaning, goal_factor: Decimal, actual_factor: Decimal
) -> tuple[Decimal, Decimal] | str:
    """24次 beside ≥2次/月 is the year's count, 2次 the month's; what lies between may be either."""
    top, period = counted(target.unit), period_of(target.unit)
    if not period or normalise(top)[0] == "money":
        return goal_factor, actual_factor
    times = TIMES_A_YEAR.get(period) or DAYS_A_YEAR[1] - 1
    goal, result = (target.value or Decimal(0)) * goal_factor, (actual.value or Decimal(0)) * actual_factor
    if goal <= 0 or result <= goal:
        return goal_factor, actual_factor
    if result >= goal * times:
        return goal_factor, actual_factor / times
    total = number(goal * times / actual_factor, replace(actual, unit=actual.unit or top))
    if period not in TIMES_A_YEAR and result >= goal * DAYS_A_YEAR[0]:
        return f"目标按每{period}计，全年按多少天计没有写明，不能与实际完成值 {figure(actual)} 直接比较"
    return f"目标按每{period}计（全年合 {total}），实际完成值 {figure(actual)} 没有写明是每{period}还是全年的数"


def _in_a_year(
    target: Meaning, actual: Meaning, goal_factor: Decimal, actual_factor: Decimal
) -> tuple[Decimal, Decimal] | str:
    """每月1次 beside ≥12次 is 12 a year; of 每天1次 only what 250 and 366 days say alike is said."""
    period = period_of(actual.unit)
    if not period or normalise(counted(actual.unit))[0] == "money":
        return goal_factor, actual_factor
    if period in TIMES_A_YEAR:
        return goal_factor, actual_factor * TIMES_A_YEAR[period]
    goal, result = (target.value or Decimal(0)) * goal_factor, (actual.value or Decimal(0)) * actual_factor
    fewest, most = (result * days for days in DAYS_A_YEAR)
    if fewest >= goal or most < goal:
        return goal_factor, actual_factor * (DAYS_A_YEAR[0] if fewest >= goal else DAYS_A_YEAR[1])
    return f"实际完成值 {figure(actual)} 是每天的数，全年按多少天计没有写明，不能与目标 {figure(target)} 直接比较"


def _of_periods(
    target: Meaning, actual: Meaning, goal_factor: Decimal, actual_factor: Decimal
) -> tuple[Decimal, Decimal] | str:
    """每月1次 beside 每季度2次: both in a year."""
    goal_times, actual_times = (TIMES_A_YEAR.get(period_of(one.unit)) for one in (target, actual))
    if goal_times is None or actual_times is None:
        return f"目标值 {figure(target)} 与实际完成值 {figure(actual)} 的周期不同，不能直接比较"
    return goal_factor * goal_times, actual_factor * actual_times


def _bare_factor(bare: Meaning, other: Meaning, other_factor: Decimal) -> Decimal:
    """The factor of a figure without a unit: the other's whole unit; with a scale of its own (90万) the base unit."""
    if bare.scale == 1:
        return other_factor
    if other.unit.startswith(("百", "千", "万", "亿")):
        return bare.scale
    return bare.scale * normalise(other.unit)[1]


def _kind(meaning: Meaning) -> str:
    if not meaning.dimension:
        return "没有写单位的数"
    return DIMENSIONS.get(meaning.dimension) or f"以“{meaning.unit}”计的数"


def _plain_for_rate(
    row: Indicator, target: Meaning, actual: Meaning, goal_factor: Decimal
) -> tuple[Decimal, Decimal] | str:
    """97 beside 95% is 97%; 0.97 may be 97% or 0.97%; 无投诉 is no 0% of the complaints that were dealt with."""
    value = actual.value or Decimal(0)
    says_none = not value and actual.remark and not any(sign.isdigit() for sign in actual.text)
    if says_none and direction(row, target) is not Direction.DOWN and target.base:
        return f"目标值是比率，实际完成值“{actual.text}”说的是没有发生，不能直接比较"
    if actual.scale != 1 or abs(value) > 1000:
        return f"目标值是比率，实际完成值 {figure(actual)} 是数量，不能直接比较"
    if 0 < abs(value) <= 1 and goal_factor != 1:
        return f"实际完成值 {figure(actual)} 没有百分号，可能是 {plain(value * 100)}%，也可能是 {plain(value)}%"
    return goal_factor, goal_factor


def _plain_goal_for_rate(row: Indicator, target: Meaning, actual_factor: Decimal) -> tuple[Decimal, Decimal] | str:
    """A target without a percent sign beside a result that is a percentage."""
    value = target.value or Decimal(0)
    if target.scale == 1 and is_rate(row.name):
        if 1 < value <= 100:
            return actual_factor, actual_factor
        if 0 <= value < 1:
            return Decimal(1), actual_factor  # 0 is 0 in either
    return f"目标值 {figure(target)} 没有单位，实际写的是百分比，不能确定目标是否也是百分比"


def _unless_slip(
    target: Meaning, actual: Meaning, factors: tuple[Decimal, Decimal], is_bare: bool
) -> tuple[Decimal, Decimal] | str:
    """A bare figure that is only near its counterpart in another scale (298000 beside 30万元) is not guessed."""
    goal, result = abs((target.value or 0) * factors[0]), abs((actual.value or 0) * factors[1])
    if not is_bare or not goal or not result or Decimal("0.01") < result / goal < 100:
        return factors
    bare, other = (actual, target) if not actual.dimension else (target, actual)
    scale = max(factors)
    other_way = result / goal * (1 / scale if bare is actual else scale)
    if scale == 1 or not Decimal("0.1") <= other_way <= 10:
        return factors
    where = "实际完成值" if bare is actual else "目标值"
    return f"{where} {figure(bare)} 没有写单位，不能确定是否与 {figure(other)} 同一单位"


def _pair(
    target: Meaning, actual: Meaning, goal_factor: Decimal, actual_factor: Decimal, flags: tuple[str, ...]
) -> Pair:
    value, upper = actual.value or Decimal(0), actual.upper
    shown = value * actual_factor
    low, high = _digits(actual, actual_factor, shown)
    least: Decimal | None = shown
    most: Decimal | None = shown if upper is None else upper * actual_factor
    if actual.kind in _UNBOUNDED_BELOW:
        least = None
    elif actual.kind in _UNBOUNDED_ABOVE:
        most = None
    goal = (target.value or Decimal(0)) * goal_factor
    goal_to = goal if target.upper is None else target.upper * goal_factor
    if actual.kind is MeaningKind.BETWEEN and actual.base is not None and not flags:
        least, shown = actual.base, actual.base
    if target.kind is MeaningKind.BETWEEN and target.base is not None and not flags:
        goal = target.base
    text = _as_shown(actual, target, goal_factor, actual_factor)
    return Pair(goal, goal_to, shown, least, most, low, high, figure(target), text, flags)


def _digits(actual: Meaning, factor: Decimal, shown: Decimal) -> tuple[Decimal, Decimal]:
    """The interval of the digits, in the unit that was settled on."""
    if actual.kind is not MeaningKind.EQUAL or actual.low is None or actual.high is None or actual.base is None:
        return shown, shown
    if actual.low == actual.high or not actual.base:
        return shown, shown
    own = _factor(actual)
    return actual.low / own * factor, actual.high / own * factor


def _as_shown(actual: Meaning, target: Meaning, goal_factor: Decimal, actual_factor: Decimal) -> str:
    """The result as written; in the target's unit too where that is another one, in it alone where it names none and
    the bare figure would not compute (99 for ≥100% is 99%)."""
    text = figure(actual)
    bare = not actual.dimension and actual.upper is None and actual.value is not None
    if bare and actual_factor != actual.scale and goal_factor:
        return number((actual.value or Decimal(0)) * actual_factor / goal_factor, target)
    if actual.upper is None and actual.dimension and actual_factor != goal_factor and actual.value is not None:
        return f"{text}（合 {number(actual.value * actual_factor / goal_factor, target)}）"
    return text
