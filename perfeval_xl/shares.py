"""Points written as shares: a form whose 分值 (0.1 for 10 分) or 得分 (0.98 of 10 分) are shares, in points.

It is told once (W411, S527); everything else is scored and checked as the unit means it. The form itself stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from perfeval_xl.form import Figure, Fund, Indicator
from perfeval_xl.result import FormResult
from perfeval_xl.rules.model import RuleSet
from perfeval_xl.units import ONE, ZERO, plain

_SHARES = (Decimal(100), Decimal(10))  # 0.1, or 1, for 10 分
_ENOUGH = 3  # scores that tell how a form is meant
_WORTH_SHARING = 2  # 分: of less, a score of 1 may well be points
_GOOD = Decimal("0.6")  # most scores are at least so much of their 分值
_HUNDRED = Decimal(100)

Row = Fund | Indicator


@dataclass(frozen=True, slots=True)
class InPoints:
    """A form with its 分值 and 得分 in points.

    `times`: what the 分值 were multiplied with, None where they stand as they are; `whole`: what they, as they stand,
    add up to; `score_cells`: where a 得分 is a share of its 分值.
    """

    result: FormResult
    times: Decimal | None = None
    whole: Decimal = ZERO
    score_cells: frozenset[str] = frozenset()


def in_points(result: FormResult, rules: RuleSet) -> InPoints:
    """The form as its unit means it; as it stands where nothing is a share."""
    weighed = _weights(result, rules)
    if weighed.times is not None:
        return weighed
    shared = _share_rows(result, rules)
    if not shared:
        return InPoints(result)
    cells = frozenset(row.self_score.cell for row in shared if row.self_score.cell)
    return InPoints(_scores_in_points(result, shared, rules.rounding.trim), score_cells=cells)


# ------------------------------------------------------------------------------------------------------------ 分值


def _weights(result: FormResult, rules: RuleSet) -> InPoints:
    """分值 that are shares of the whole (0.1, or 1, for 10 分) beside scores that are points.

    The execution may have its points already.
    """
    fund = next((one for one in result.funds if one.weight.value is not None), None)
    own = fund.weight.value if fund is not None and fund.weight.value is not None else ZERO
    rows = [row for row in result.indicators if row.weight.value is not None and not row.is_breakdown]
    indicators = sum((row.weight.value or ZERO for row in rows), ZERO)
    trim, full = rules.rounding.trim, rules.weights.total.value
    for times in _SHARES if rows else ():
        both: list[tuple[list[Row], Decimal]] = [([*rows, *([fund] if fund else [])], times), ([*rows], ONE)]
        for scaled, of_fund in both:
            if trim(indicators * times + own * of_fund) == full and _scores_are_beyond(scaled, times):
                whole = indicators + (own if of_fund == times else ZERO)
                return InPoints(_weights_in_points(result, scaled, times, full), times, whole)
    return InPoints(result)


def _scores_are_beyond(rows: list[Row], times: Decimal) -> bool:
    """Most scores are above their 分值 and within so many times of it: the two cannot be meant alike."""
    given = list(_pairs(rows))
    beyond = sum(1 for _, weight, score in given if weight < score <= weight * times)
    return len(given) >= _ENOUGH and 2 * beyond > len(given)


def _pairs(rows: list[Row]) -> Iterator[tuple[Row, Decimal, Decimal]]:
    """The rows that have a 分值 and a 得分 of their own, with both."""
    for row in rows:
        weight, score = row.weight.value, row.self_score.value
        if (isinstance(row, Fund) or row.score_rows == 1) and weight is not None and score is not None:
            yield row, weight, score


def _weights_in_points(result: FormResult, rows: list[Row], times: Decimal, full: Decimal) -> FormResult:
    scaled = {id(row) for row in rows}
    sums: dict[str | None, Decimal] = {}
    for row in result.indicators:
        if row.weight.value is not None:
            sums[row.level1_cell] = sums.get(row.level1_cell, ZERO) + row.weight.value
    indicators = [
        replace(
            row,
            weight=_times(row.weight, times) if id(row) in scaled else row.weight,
            level1_points=points * times
            if (points := row.level1_points) is not None and points == sums.get(row.level1_cell)
            else row.level1_points,
        )
        for row in result.indicators
    ]
    funds = [replace(one, weight=_times(one.weight, times)) if id(one) in scaled else one for one in result.funds]
    total = result.form.total_weight
    form = replace(result.form, total_weight=_times(total, times) if total.value == full / times else total)
    return replace(result, form=form, funds=funds, indicators=indicators)


def _times(figure: Figure, times: Decimal) -> Figure:
    said = figure.said
    low, high = (one * times if one is not None else None for one in (said.low, said.high))
    value = figure.value * times if figure.value is not None else None
    return Figure(value, replace(said, low=low, high=high), figure.cell)


# ------------------------------------------------------------------------------------------------------------ 得分


def _share_rows(result: FormResult, rules: RuleSet) -> tuple[Row, ...]:
    """The rows whose 得分 is a share of their 分值 (1, 0.98 or 98% of 10 分); none where scores may be points."""
    fund = next((one for one in result.funds if one.weight.value is not None), None)
    rows: list[Row] = [row for row in result.indicators if not row.is_breakdown]
    weights = sum((row.weight.value or ZERO for row in (*rows, *([fund] if fund else []))), ZERO)
    if rules.rounding.trim(weights) != rules.weights.total.value:
        return ()
    given = [(row, weight, _share(row.self_score)) for row, weight, _ in _pairs([*rows, *([fund] if fund else [])])]
    if len(given) < _ENOUGH or any(not 0 <= share <= 1 for _, _, share in given):
        return ()
    telling = sum(1 for _, weight, share in given if weight >= _WORTH_SHARING and share >= _GOOD)
    return tuple(row for row, _, _ in given) if 2 * telling > len(given) else ()


def _share(score: Figure) -> Decimal:
    value = score.value or ZERO
    return value / _HUNDRED if score.said.unit == "%" else value


def _scores_in_points(result: FormResult, shared: tuple[Row, ...], trim: Callable[[Decimal], Decimal]) -> FormResult:
    points = {id(row): _share(row.self_score) * (row.weight.value or ZERO) for row in shared}
    funds = [replace(one, self_score=_score_in_points(one, points)) for one in result.funds]
    rows = [replace(one, self_score=_score_in_points(one, points)) for one in result.indicators]
    total, summed = result.form.total_self_score, sum((_share(row.self_score) for row in shared), ZERO)
    if total.value is not None and total.value <= 1:
        total = _times(total, _HUNDRED)
    elif total.value is not None and trim(_share(total)) == trim(summed):
        # The shares added up: that they are shares is the whole fault.
        total = Figure(sum(points.values(), ZERO), replace(total.said, low=None, high=None), total.cell)
    return replace(result, form=replace(result.form, total_self_score=total), funds=funds, indicators=rows)


def _score_in_points(row: Row, points: dict[int, Decimal]) -> Figure:
    value, said = points.get(id(row)), row.self_score.said
    if value is None:
        return row.self_score
    text = f"{plain(value)}（填写为 {said.text.strip()}）"
    return Figure(value, replace(said, text=text, low=value, high=value), row.self_score.cell)
