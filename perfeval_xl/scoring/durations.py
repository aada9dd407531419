"""Lengths of time in unlike units (2天 for 24小时内, 3个月 for 60天): held against each other in days.

A day has 24 hours where time runs on (a limit), not where it is worked. A month has 30.4 days, two and a half more or
less; 30 days a month, 365 days a year are taken for the same. So many 工作日 take at least as many days.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfeval_xl.form import Indicator, Meaning, MeaningKind
from perfeval_xl.scoring.judgement import Judgement, met, undecided
from perfeval_xl.scoring.names import Direction, direction
from perfeval_xl.scoring.phrases import figure, stated

_UNITS = frozenset({"hours", "days", "workdays", "months"})
_DAY = Decimal(86400)  # seconds: the base of hours
_OF_ELAPSED = frozenset({"hours", "days"})
_Days = tuple[Decimal, Decimal]


def in_one_unit(row: Indicator, target: Meaning, actual: Meaning) -> Meaning:
    """The result in the target's kind of unit where that is a matter of arithmetic: 2天 for 24小时内 is 48 hours."""
    kinds = {target.dimension, actual.dimension}
    if kinds ^ _OF_ELAPSED or actual.base is None or direction(row, target) is not Direction.DOWN:
        return actual
    times = _DAY if actual.dimension == "days" else 1 / _DAY
    low, high = (one * times if one is not None else None for one in (actual.low, actual.high))
    return replace(actual, dimension=target.dimension, base=actual.base * times, low=low, high=high)


def judge(row: Indicator, target: Meaning, actual: Meaning) -> Judgement | None:
    """Met, missed or open, where one is in 月 or 工作日 and the other is not; None where it is not about that."""
    if not is_about(target, actual) or target.kind is MeaningKind.BETWEEN or actual.kind is not MeaningKind.EQUAL:
        return None
    way, goal, done = direction(row, target), _in_days(target), _in_days(actual)
    if way not in (Direction.UP, Direction.DOWN) or goal is None or done is None:
        return None
    said = f"实际 {figure(actual)}，目标 {stated(target)}"
    is_limit = way is Direction.DOWN
    if _taken_for_the_same(target, actual) or (done[1] <= goal[0] if is_limit else done[0] >= goal[1]):
        return met(said, "kept" if is_limit else "met", None)
    rule = "negative" if is_limit else "positive"
    if done[0] > goal[1] if is_limit else done[1] < goal[0]:
        return undecided("duration", f"{said}，换算后没有达到目标", rule=rule, missed=True)
    return undecided("duration", f"{said}，单位不同，换算后仍不能确定是否达到目标", rule=rule)


def is_about(target: Meaning, actual: Meaning) -> bool:
    """Whether both are lengths of time, in units that are not multiples of each other."""
    kinds = {target.dimension, actual.dimension}
    return len(kinds) == 2 and kinds <= _UNITS and bool(kinds ^ _OF_ELAPSED)


def _in_days(meaning: Meaning) -> _Days | None:
    """How many days it may be, at least and at most."""
    base = meaning.base
    if base is None or base <= 0:
        return None
    if meaning.dimension == "hours":
        return base / _DAY, base / _DAY
    if meaning.dimension == "months":
        mean = base * 365 / 12
        return mean - Decimal("2.5"), mean + Decimal("2.5")
    if meaning.dimension == "workdays":
        return base, base * 7 / 5 + 10  # weekends, and the longest holiday
    return base, base


def _taken_for_the_same(one: Meaning, other: Meaning) -> bool:
    months, days = (one, other) if one.dimension == "months" else (other, one)
    if months.dimension != "months" or days.dimension != "days" or months.base is None:
        return False
    years, rest = divmod(months.base, 12)
    return days.base == months.base * 30 or (not rest and days.base in {years * 365, years * 366})
