"""What checks ask of the points: which rows carry some, and their sums under each heading and over the form."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from perfeval_xl.checks.kit.funds import scored_fund
from perfeval_xl.checks.kit.registry import Case
from perfeval_xl.checks.kit.spans import Span, exactly, in_points, span, total
from perfeval_xl.form import Indicator, MeaningKind, SaidKind

Level = Literal["level1", "level2"]
_NOTHING = (MeaningKind.BLANK, MeaningKind.NOT_APPLICABLE)
_UNREAD = (SaidKind.TEXT, SaidKind.ERROR, SaidKind.NO_RESULT)


def carries_points(row: Indicator) -> bool:
    """A row that has its own points (an 其中 row has none)."""
    return not row.is_breakdown


def has_content(row: Indicator) -> bool:
    """A target, a result or a score is there: more than a name or a dash."""
    return (
        row.target_value.kind not in _NOTHING
        or row.actual_value.kind not in _NOTHING
        or row.self_score.value is not None
    )


def lacks_weight(row: Indicator) -> bool:
    """A row that should have points of its own and whose 分值 is empty."""
    return (
        row.weight.value is None
        and row.weight.cell is not None
        and row.weight.said.kind is SaidKind.BLANK
        and row.has_own_score
        and has_content(row)
    )


def awaits_points(row: Indicator, case: Case) -> bool:
    """A row without 分值 that points are meant for: it has content, or its heading's points are not given out."""
    if lacks_weight(row):
        return True
    if row.weight.value is not None or row.weight.cell is None or row.weight.said.kind is not SaidKind.BLANK:
        return False
    if row.level1_points is None or not row.has_own_score:
        return False
    group = next((one for one in weight_sums(case).level1 if row in one.rows), None)
    return group is not None and (group.total is None or group.total.high < row.level1_points)


def any_weight(case: Case) -> bool:
    """Somebody has filled in a 分值 among the indicators."""
    return case.once(("any_weight",), lambda: any(row.weight.value is not None for row in case.indicators))


@dataclass(slots=True)
class Group:
    """The rows under one heading."""

    rows: list[Indicator]
    points: Decimal | None  # of the heading
    total: Span | None  # of the rows' weights, None where no row has one
    complete: bool  # no row of it lacks a weight, and the table does not break off in it

    @property
    def first(self) -> Indicator:
        """The row beside the heading."""
        return self.rows[0]


@dataclass(slots=True)
class Sums:
    """Sums of weights of one form."""

    level1: list[Group] = field(default_factory=list[Group])
    level2: list[Group] = field(default_factory=list[Group])
    indicators: Span | None = None  # rows, and headings where their rows have none
    complete: bool = True


def weight_sums(case: Case) -> Sums:
    """Sums of weights of the form, computed once."""
    return case.once(("weight_sums",), lambda: _sums_of(case))


def _sums_of(case: Case) -> Sums:
    sums = Sums(level1=_groups(case, "level1"), level2=_groups(case, "level2"))
    given = [one.total or (exactly(one.points) if one.points is not None else None) for one in sums.level1]
    sums.indicators = total(one for one in given if one is not None)
    for group in (*sums.level1, *sums.level2):
        group.total = in_points(group.total, case.rules)
    sums.indicators = in_points(sums.indicators, case.rules)
    no_points = all(one.points is None for one in sums.level1)
    sums.complete = not any(
        (lacks_weight(row) and (no_points or any_weight(case))) or row.weight.said.kind in _UNREAD
        for row in case.indicators
    )
    return sums


def _groups(case: Case, level: Level) -> list[Group]:
    groups: dict[str | None, list[Indicator]] = {}
    for row in case.indicators:
        if carries_points(row):
            groups.setdefault(row.level1_cell if level == "level1" else row.level2_cell, []).append(row)
    found: list[Group] = []
    for index, rows in enumerate(groups.values(), 1):
        breaks_off = index == len(groups) and not case.form.has_total
        lacking = any(lacks_weight(row) or row.weight.said.kind in _UNREAD for row in rows)
        headed = (row.level1_points if level == "level1" else row.level2_points for row in rows)
        points = next((one for one in headed if one is not None), None)
        weights = total(span(row, "weight") for row in rows)
        found.append(Group(rows, points, weights, not breaks_off and not lacking))
    return found


def is_subtotal(case: Case, sums: Sums) -> bool:
    """The last row adds up the indicators alone, the execution beside them makes up the whole (90 and 10)."""
    fund, printed = scored_fund(case), in_points(span(case.form, "total_weight"), case.rules)
    own = in_points(span(fund, "weight"), case.rules) if fund is not None else None
    if own is None or own.high <= 0 or printed is None or sums.indicators is None or not sums.complete:
        return False
    full = case.rules.weights.total.value
    scores = sum((row.self_score.value for row in case.indicators if row.self_score.value is not None), Decimal(0))
    stated, trim = case.form.total_self_score.value, case.rules.rounding.trim
    if stated is not None and trim(stated) != trim(scores):
        return False
    return printed.meets(sums.indicators) and printed.low + own.low <= full <= printed.high + own.high
