"""How a self-score stands to what the rule-set gives: asked by several checks."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto

from perfeval_xl import standing
from perfeval_xl.checks.kit.registry import Case
from perfeval_xl.form import Fund, Indicator
from perfeval_xl.result import Score, Status
from perfeval_xl.rules.sentences import REVERSE_FORMULAS
from perfeval_xl.units import places_of, plain, rounded, without_tail

_SINGLE_PRECISION = 5  # decimals that a score kept in single precision is right to


class Relation(Enum):
    """A self-score beside the rule-set's."""

    UNKNOWN = auto()  # one of the two is missing, or anything would do
    AGREES = auto()
    COARSE = auto()  # right, but rounded to fewer decimals
    BELOW = auto()
    ABOVE = auto()
    FULL_FOR_MISSED = auto()


def relation(row: Fund | Indicator, case: Case) -> Relation:
    """Where the unit's own score stands; computed once a row."""
    return case.once((type(row), row.row, "relation"), lambda: _relation(row, case))


def _relation(row: Fund | Indicator, case: Case) -> Relation:
    score, own = case.score_of(row), own_points(row, case)
    if score is None or own is None or score.status is Status.NOT_SCORED:
        return Relation.UNKNOWN
    low, high = _bounds(score)
    if low is None or high is None:
        return Relation.UNKNOWN
    trim, full = case.rules.rounding.trim, score.weight
    is_missed = full is not None and full > high
    if is_missed and full is not None and _is_full(own, full, case):
        return Relation.FULL_FOR_MISSED
    near_full = is_missed and full is not None and trim(own) >= trim(full)  # 9.996 is not 10: by the figures themselves
    if low <= _exact(own) <= _exact(high) or (not near_full and trim(low) <= trim(own) <= trim(high)):
        return Relation.AGREES if score.status is Status.SCORED else Relation.UNKNOWN
    if near_full:
        return Relation.ABOVE if own > high else Relation.BELOW
    own = trim(own)
    if score.points is not None and _rounds_to(score.points, own, case):
        return Relation.COARSE
    return Relation.ABOVE if own > high else Relation.BELOW


def _is_full(own: Decimal, full: Decimal, case: Case) -> bool:
    """All of the points, as they stand: 9.996 of 10 is not, 3.33 of a third of ten is."""
    written_out = places_of(own) <= case.rules.rounding.shown
    return _exact(own) >= _exact(full) or (written_out and own >= case.rules.rounding.trim(full))


def _exact(points: Decimal) -> Decimal:
    """A score without the tail of single precision (9.99999961853027)."""
    return without_tail(points, _SINGLE_PRECISION)


def own_points(row: Fund | Indicator, case: Case) -> Decimal | None:
    """The unit's own points for what the row's score covers.

    Several rows under one score: the sum of theirs, on the first of them only; None while one is missing.
    """
    rows = scored_together(row, case)
    if len(rows) < 2:
        return row.self_score.value
    return standing.own_points(rows) if row is rows[0] else None


def scored_together(row: Fund | Indicator, case: Case) -> list[Indicator]:
    """The rows that one score covers, in order; none for a source of money."""
    score = case.score_of(row)
    if isinstance(row, Fund):
        return []
    return case.indicators[score.row : score.row + score.rows] if score is not None and score.rows > 1 else [row]


def _bounds(score: Score) -> tuple[Decimal | None, Decimal | None]:
    if score.accept_low is None or score.accept_high is None:
        return score.points, score.points
    return score.accept_low, score.accept_high


def _rounds_to(points: Decimal, own: Decimal, case: Case) -> bool:
    """The rule's points, rounded to as many decimals as the unit wrote, are the unit's; fewer than the rule-set has."""
    places = places_of(own)
    return places < case.rules.rounding.decimals.value and rounded(points, places) == own


def expected_points(score: Score) -> str:
    """What the rule gives, as a person writes it: 9.91 分, or the range that stays open."""
    if score.points is not None:
        return f"{plain(score.points)} 分"
    low = score.open_from if score.open_from is not None else score.accept_low
    tops = [one for one in (score.open_to, score.accept_high) if one is not None]
    if low is None or not tops:
        return "人工评定"
    high = min(tops)
    return f"{plain(low)} 分" if low == high else f"{plain(low)}～{plain(high)} 分"


def formula_followed(row: Indicator, case: Case) -> str | None:
    """The formula of elsewhere that gives the score of an exceeded limit, where the rule-set's own was read nowhere."""
    own = row.self_score.value
    places = places_of(own) if own is not None else 0
    places = min(places, case.rules.rounding.decimals.value)
    return next((one for one, points in _of_elsewhere(row, case) if rounded(points, places) == own), None)


def above_every_formula(row: Indicator, case: Case) -> bool:
    """A score for an exceeded limit that no formula in force gives."""
    others = _of_elsewhere(row, case)
    return (
        bool(others) and row.self_score.value is not None and all(row.self_score.value > points for _, points in others)
    )


def best_of_elsewhere(row: Indicator, case: Case) -> str:
    """What the formula of elsewhere that gives most comes to, for a sentence; "" where there is none."""
    others = _of_elsewhere(row, case)
    if not others:
        return ""
    formula, points = max(others, key=lambda one: one[1])
    decimals = case.rules.rounding.decimals.value
    return f"按“{REVERSE_FORMULAS[formula]}”也只有 {plain(rounded(points, decimals))} 分"


def _of_elsewhere(row: Indicator, case: Case) -> list[tuple[str, Decimal]]:
    """What the other formulas in force give where a limit is exceeded."""
    score, weight, limit, actual = case.score_of(row), row.weight.value, row.target_value, row.actual_value
    if score is None or score.method != "reverse_ratio" or weight is None:
        return []
    same = limit.dimension == actual.dimension
    most, reached = (limit.base, actual.base) if same else (limit.value, actual.value)
    if not most or not reached or most <= 0 or reached <= most:
        return []
    quantity = case.rules.quantitative
    return [(one, weight * quantity.exceeded(one, most, reached)) for one in quantity.formulas_of_elsewhere]
