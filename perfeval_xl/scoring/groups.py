"""Rows that share points: one merged 得分 over several rows, or points printed only in a heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.form import Indicator
from perfeval_xl.result import Score, Status
from perfeval_xl.rules.ruleset import RuleSet
from perfeval_xl.scoring.judgement import Judgement, points_of, score_of, settle
from perfeval_xl.standing import own_points
from perfeval_xl.units import ZERO, plain


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that one score covers. `weight`: of all together, None if unknown. `why_one`: why they are scored as one."""

    rows: tuple[Indicator, ...]
    judged: tuple[Judgement, ...]
    weight: Decimal | None
    why_one: str
    may_be_full: bool = True  # False: the points themselves are in doubt


def score_group(group: Group, rules: RuleSet) -> Score:
    """One score over the rows of a group, with what each row says by itself in `parts`."""
    parts = tuple(part_of(row, judged, rules) for row, judged in zip(group.rows, group.judged, strict=True))
    first = group.rows[0]
    rule = rules.rule(next((one.rule for one in group.judged if not one.is_full), group.judged[0].rule))
    score = Score(
        first.form_id,
        "indicators",
        first.row,
        rows=group.rows[-1].row - first.row + 1,
        weight=group.weight,
        method="group",
        rule=rule.text,
        confirmed=rule.confirmed,
        flags=tuple(dict.fromkeys(flag for part in parts for flag in part.flags)),
        parts=parts,
    )
    if group.weight is None:
        score.why = group.why_one
        return score
    _fill(score, group, group.weight, rules)
    return score


def _fill(score: Score, group: Group, weight: Decimal, rules: RuleSet) -> None:
    said = own_points(group.rows)
    scored = [pair for pair in zip(group.rows, group.judged, strict=True) if not pair[0].is_breakdown]
    low, high = _span(scored, weight, rules)
    all_full = all(judged.is_full for _, judged in scored)
    can_be_full = all(judged.is_full or judged.full_if_blank for _, judged in scored)
    singly = _sum_of_decided(scored, rules)
    score.accept_low, score.accept_high = low, high
    missed = any(judged.missed or (judged.decided and not judged.is_full) for _, judged in scored)
    top = max(weight - rules.rounding.unit, ZERO) if missed else high
    if all_full and group.may_be_full:
        _decide(score, weight, f"{group.why_one}；各行均已完成，得满分 {plain(weight)} 分")
        score.accept_low = weight
    elif singly is not None and group.may_be_full:
        _decide(score, singly[0], f"{group.why_one}；{singly[1]} = {plain(singly[0])} 分")
    elif group.may_be_full and _only_bands(scored) and said is not None and low <= said <= min(high, top):
        _decide(
            score,
            rules.rounding.round(said),
            f"{group.why_one}；得分应在 {plain(low)}～{plain(high)} 分之间，自评在此范围内",
        )
    elif group.may_be_full and can_be_full:
        _decide(score, weight, f"{group.why_one}；各行均已完成，得满分 {plain(weight)} 分")
    else:
        _leave_open(score, group, low, high)
    if missed and score.accept_high == weight:
        score.accept_high = top


def _decide(score: Score, points: Decimal, derivation: str) -> None:
    score.status, score.points, score.derivation = Status.SCORED, points, derivation
    low, high = score.accept_low, score.accept_high
    score.accept_low = points if low is None else min(points, low)
    score.accept_high = points if high is None else max(points, high)


def _leave_open(score: Score, group: Group, low: Decimal, high: Decimal) -> None:
    reasons = [
        f"{_name(row)}{judged.why or f'未完成（{judged.head}）'}"
        for row, judged in zip(group.rows, group.judged, strict=True)
        if not judged.is_full and not judged.full_if_blank
    ]
    score.status, score.open_from, score.open_to = Status.NEEDS_REVIEW, low, high
    score.why = group.why_one + (f"；其中：{'；'.join(dict.fromkeys(reasons))}" if reasons else "")
    score.derivation = f"{score.why}，得分在 {plain(low)}～{plain(high)} 分之间"
    score.accept_low = ZERO if any(judged.accept == (ZERO, 1) for judged in group.judged) else low


def _name(row: Indicator) -> str:
    return f"“{''.join(row.name.split())}”" if row.name else ""


def _span(scored: Sequence[tuple[Indicator, Judgement]], weight: Decimal, rules: RuleSet) -> tuple[Decimal, Decimal]:
    """The lowest and highest score of the group. Without row weights any split of them is possible."""
    spans = [(row.weight.value, *judged.span) for row, judged in scored]
    if spans and all(own is not None for own, _, _ in spans):
        low = sum((rules.rounding.share(own or ZERO, least) for own, least, _ in spans), ZERO)
        high = sum((rules.rounding.share(own or ZERO, most) for own, _, most in spans), ZERO)
        return low, high
    least = min((one for _, one, _ in spans), default=ZERO)
    most = max((one for _, _, one in spans), default=ZERO)
    return rules.rounding.share(weight, least), rules.rounding.share(weight, most)


def _sum_of_decided(scored: Sequence[tuple[Indicator, Judgement]], rules: RuleSet) -> tuple[Decimal, str] | None:
    """The sum where every row is decided and has a weight of its own."""
    points: list[Decimal] = []
    for row, judged in scored:
        if row.weight.value is None or not judged.decided:
            return None
        points.append(points_of(judged, row.weight.value, rules))
    return sum(points, ZERO), " + ".join(plain(one) for one in points)


def _only_bands(scored: Sequence[tuple[Indicator, Judgement]]) -> bool:
    return all(judged.decided or judged.band for _, judged in scored)


def part_of(row: Indicator, judged: Judgement, rules: RuleSet) -> Score:
    """What one row says by itself where it has no points of its own."""
    score = score_of(row, judged, rules)
    score.derivation, score.why = judged.head or judged.why, judged.why
    if row.weight.value is not None:
        settled = settle(judged, row.weight.value, None, rules)
        score.derivation, score.points, score.weight = settled.derivation, settled.points, row.weight.value
    return score
