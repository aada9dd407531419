"""Intervals of figures: what a written number stands for. Two contradict only if their intervals do not meet."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import add
from typing import NamedTuple, overload

from perfeval_xl.form import Form, Fund, Indicator, figure_of
from perfeval_xl.rules.model import RuleSet
from perfeval_xl.units import percent


class Span(NamedTuple):
    """A closed interval."""

    low: Decimal
    high: Decimal

    def meets(self, other: Span) -> bool:
        """The two figures may be the same."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Span) -> Span:  # type: ignore[override]  # a sum of figures, not of tuples
        return Span(self.low + other.low, self.high + other.high)


def exactly(value: Decimal) -> Span:
    """A figure that stands for nothing but itself."""
    return Span(value, value)


def total(spans: Iterable[Span | None]) -> Span | None:
    """The sum of the figures there are; None where there is none."""
    given = [one for one in spans if one is not None]
    return reduce(add, given) if given else None


def span(row: Form | Fund | Indicator, field: str) -> Span | None:
    """What a number field stands for, None when it holds no number."""
    figure = figure_of(row, field)
    value, said = figure.value, figure.said
    if value is None:
        return None
    if said.low is None or said.high is None:
        return Span(value, value)
    return Span(min(said.low, value), max(said.high, value))


@overload
def in_points(given: Span, rules: RuleSet) -> Span: ...
@overload
def in_points(given: None, rules: RuleSet) -> None: ...
@overload
def in_points(given: Span | None, rules: RuleSet) -> Span | None: ...
def in_points(given: Span | None, rules: RuleSet) -> Span | None:
    """Points as they are compared: without the tails that formulas left."""
    return None if given is None else Span(rules.rounding.trim(given.low), rules.rounding.trim(given.high))


def over(part: Span, whole: Span) -> Span | None:
    """part ÷ whole; None when the whole may be zero. Both not negative."""
    if whole.low <= 0:
        return None
    return Span(part.low / whole.high, part.high / whole.low)


def percent_span(ratios: Span) -> str:
    """A ratio's interval as percentages: 89.49%～89.51%, or one figure where both show alike."""
    low, high = percent(ratios.low), percent(ratios.high)
    return low if low == high else f"{low}～{high}"
