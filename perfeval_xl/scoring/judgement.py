"""What the rules say of one row, apart from its points: a share of them, or the range that stays open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.form import Fund, Indicator
from perfeval_xl.result import Score, Status
from perfeval_xl.rules.ruleset import RuleSet
from perfeval_xl.units import ONE, ZERO, plain


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row judged. Decided: it earns `share_of` ÷ `share_to` of its points. Open: between `low` and `high` of them.

    `head` is the sum or the sentence that leads to it, without the points. `band`: a self-score between low and high
    stands; `full_if_blank`: where there is none, full points. `accept`: shares that a self-score may take without
    being contradicted, where wider than the judgement itself; `missed`: full points contradict it in any case, decided
    or not.
    """

    method: str
    rule: str
    head: str = ""
    decided: bool = True
    share_of: Decimal = ONE
    share_to: Decimal = ONE
    low: Decimal = ONE
    high: Decimal = ONE
    completion: Decimal | None = None
    band: bool = False
    full_if_blank: bool = False
    accept: tuple[Decimal, Decimal] | None = None
    missed: bool = False
    why: str = ""
    flags: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        return self.decided and self.share_of == self.share_to

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """The lowest and highest share that is left possible."""
        if self.decided:
            share = self.share_of / self.share_to
            return share, share
        return self.low, self.high


def met(head: str, rule: str, completion: Decimal | None, flags: tuple[str, ...] = ()) -> Judgement:
    """Full points."""
    return Judgement("met", rule, head, completion=completion, flags=flags)


def undecided(
    method: str,
    why: str,
    *,
    rule: str = "none",
    low: Decimal = ZERO,
    high: Decimal = ONE,
    completion: Decimal | None = None,
    accept: tuple[Decimal, Decimal] | None = None,
    missed: bool = False,
    flags: tuple[str, ...] = (),
) -> Judgement:
    """Not to be decided by rule; any self-score up to `high` may stand unless `accept` or `missed` says otherwise."""
    return Judgement(
        method,
        rule,
        decided=False,
        low=low,
        high=high,
        completion=completion,
        accept=accept if accept is not None else (ZERO, high),
        missed=missed,
        why=why,
        flags=flags,
    )


def score_of(row: Fund | Indicator, judged: Judgement, rules: RuleSet) -> Score:
    """A row's score as far as it is judged, without points."""
    rule = rules.rule(judged.rule)
    return Score(
        row.form_id,
        "funds" if isinstance(row, Fund) else "indicators",
        row.row,
        completion=judged.completion,
        method=judged.method,
        rule=rule.text,
        confirmed=rule.confirmed,
        flags=judged.flags,
    )


def scored(row: Fund | Indicator, judged: Judgement, weight: Decimal, rules: RuleSet) -> Score:
    """A row's score of `weight` 分."""
    score, settled = score_of(row, judged, rules), settle(judged, weight, row.self_score.value, rules)
    score.weight, score.status, score.points = weight, settled.status, settled.points
    score.open_from, score.open_to = settled.open_from, settled.open_to
    score.accept_low, score.accept_high = settled.accept_low, settled.accept_high
    score.derivation, score.why = settled.derivation, judged.why if settled.status is Status.NEEDS_REVIEW else ""
    return score


@dataclass(frozen=True, slots=True)
class Settled:
    """A judgement in points."""

    status: Status
    points: Decimal | None
    open_from: Decimal | None
    open_to: Decimal | None
    accept_low: Decimal
    accept_high: Decimal
    derivation: str


def settle(judged: Judgement, weight: Decimal, self_score: Decimal | None, rules: RuleSet) -> Settled:
    """The points of a judgement for a row of `weight` 分, beside the unit's own score."""
    if judged.decided:
        return _decided(judged, weight, rules)
    low, high = rules.rounding.share(weight, judged.low), rules.rounding.share(weight, judged.high)
    if judged.band:
        return _in_band(judged, weight, self_score, low, high, rules)
    accept_low, accept_high = judged.accept or (judged.low, judged.high)
    top = weight * accept_high
    if judged.missed:
        top = min(top, weight - rules.rounding.unit) if weight > rules.rounding.unit else ZERO
    said = f"{judged.head}；" if judged.head else ""
    short = f"（不含 {plain(high)} 分）" if judged.missed and high == weight else ""
    left = f"得 {plain(low)} 分" if low == high else f"得分在 {plain(low)}～{plain(high)} 分之间{short}"
    derivation = f"{said}{judged.why}，{left}"
    return Settled(Status.NEEDS_REVIEW, None, low, high, rules.rounding.floor(weight * accept_low), top, derivation)


def _decided(judged: Judgement, weight: Decimal, rules: RuleSet) -> Settled:
    exact = weight * judged.share_of / judged.share_to
    points = points_of(judged, weight, rules)
    low, high = points, points
    if exact not in (weight, ZERO):
        # A score cut off instead of rounded, or given with more decimals, says the same.
        low, high = min(points, rules.rounding.floor(exact)), max(points, min(exact + rules.rounding.finer, weight))
    if judged.accept is not None:
        low = min(low, rules.rounding.floor(weight * judged.accept[0]))
        top = weight * judged.accept[1]
        high = min(max(high, top + rules.rounding.finer, rules.rounding.round(top)), weight)
    if judged.missed and high >= weight:
        high = max(exact, points)
    return Settled(Status.SCORED, points, None, None, low, high, _sum(judged, weight, points, exact, rules))


def points_of(judged: Judgement, weight: Decimal, rules: RuleSet) -> Decimal:
    """The points of what is decided; a target missed by a hair (89.96% of 90%) is not rounded up to full points."""
    if judged.is_full:
        return weight
    exact = weight * judged.share_of / judged.share_to
    points = min(rules.rounding.round(exact), weight)
    return rules.rounding.floor(exact) if judged.missed and points == weight and exact < weight else points


def _sum(judged: Judgement, weight: Decimal, points: Decimal, exact: Decimal, rules: RuleSet) -> str:
    if judged.is_full:
        return f"{judged.head}，得满分 {plain(weight)} 分"
    if judged.share_of == 0:
        return f"{judged.head}，得 0 分"
    by_a_hair = "（未达到目标，不进为满分）" if points < min(rules.rounding.round(exact), weight) else ""
    return f"{judged.head} × {plain(weight)} 分 = {plain(points)} 分{by_a_hair}"


def _in_band(
    judged: Judgement, weight: Decimal, self_score: Decimal | None, low: Decimal, high: Decimal, rules: RuleSet
) -> Settled:
    is_half_open = judged.high < ONE and low < high  # the upper end belongs to the better tier
    top = max(high - rules.rounding.unit, low) if is_half_open else high
    span = f"{judged.head}，得分应在 {plain(low)}～{plain(high)} 分之间"
    span += f"（不含 {plain(high)} 分）" if is_half_open else ""
    if self_score is not None and low <= self_score and (self_score < high or self_score <= top):
        points = weight if self_score == weight else min(rules.rounding.round(self_score), weight)
        text = f"{span}；自评 {plain(self_score)} 分在此范围内，照此计分"
        return Settled(Status.SCORED, points, None, None, low, max(top, self_score), text)
    if judged.full_if_blank:
        text = f"{judged.head}，得满分 {plain(weight)} 分"
        return Settled(Status.SCORED, weight, None, None, low, high, text)
    return Settled(Status.NEEDS_REVIEW, None, low, high, low, top, span)
