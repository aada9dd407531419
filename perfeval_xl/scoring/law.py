"""A rule-set made ready for scoring: its numbers at hand, and each rule as a sentence with its source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from perfeval_xl.rules.ruleset import RuleSet
from perfeval_xl.units import percent, plain

ZERO = Decimal(0)
ONE = Decimal(1)

_NEGATIVE = {
    "limit_over_actual": "超出上限的反向指标，得分 = 分值 × 上限 ÷ 实际值",
    "one_minus_excess": "超出上限的反向指标，得分 = 分值 ×〔1 −（实际值 − 上限）÷ 上限〕，达到上限 2 倍不得分",
    "zero": "超出上限的反向指标不得分",
    "by_hand": "超出上限的反向指标由人工判断",
}
_MISSED = {
    "ratio": "得分 = 分值 × 实际值 ÷ 目标值",
    "zero": "不得分",
    "by_hand": "由人工判断",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in words, with its source, and whether it was read there."""

    text: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Law:
    """What scoring needs of a rule-set. Shares are ratios of a row's points."""

    rules: RuleSet
    given: bool
    rescale: bool
    total: Decimal
    execution_scored: bool
    execution_weight: Decimal
    denominator: str
    steps: tuple[tuple[Decimal, Decimal], ...]  # () where the points are linear
    total_caps: tuple[tuple[Decimal, Decimal], ...]
    positive_missed: str
    negative_missed: str
    equal_missed: str
    equal_exceeded: str
    ratio_floor: Decimal
    late: str
    over_from: Decimal
    over_deductions: tuple[tuple[Decimal, Decimal], ...]
    bands: tuple[tuple[Decimal, Decimal], ...]  # tier 1, 2, 3: share from, share to
    unit: Decimal  # the last decimal of a score: 0.01
    finer: Decimal  # half a unit of one decimal more: what a finer rounding may differ by
    rounding: str
    by_key: dict[str, Rule]

    def round(self, points: Decimal) -> Decimal:
        """Points as the rule-set rounds them."""
        return points.quantize(self.unit, self.rounding)

    def of(self, weight: Decimal, share: Decimal) -> Decimal:
        """A share of a row's points, rounded; never more than them (22.5 rounded to 23), and all of them unrounded."""
        return weight if share == ONE else min(self.round(weight * share), weight)

    def floor(self, points: Decimal) -> Decimal:
        """Points cut off at the rule-set's decimals."""
        return points.quantize(self.unit, ROUND_DOWN)

    def rule(self, key: str) -> Rule:
        return self.by_key[key]


def law_of(rules: RuleSet) -> Law:
    """The rule-set made ready; the same one is made ready once."""
    return _law(_Key(rules))


class _Key:
    """A rule-set as a cache key: by what it says."""

    __slots__ = ("hashed", "rules")

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.hashed = rules.digest

    def __hash__(self) -> int:
        return hash(self.hashed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.hashed == self.hashed


@lru_cache(maxsize=64)
def _law(key: _Key) -> Law:
    rules = key.rules
    execution, quantity = rules.execution, rules.quantitative
    unit = ONE.scaleb(-rules.rounding.decimals.value)
    steps = execution.steps.value if execution.method.value == "steps" else ()
    return Law(
        rules=rules,
        given=rules.points.given.value,
        rescale=rules.points.rescale_not_applicable.value,
        total=rules.weights.total.value,
        execution_scored=execution.scored.value,
        execution_weight=execution.weight.value,
        denominator=execution.denominator.value,
        steps=tuple((step.rate_from, step.share) for step in steps),
        total_caps=tuple((cap.rate_below, cap.total_at_most) for cap in execution.total_caps.value),
        positive_missed=quantity.positive_missed.value,
        negative_missed=quantity.negative_missed.value,
        equal_missed=quantity.equal_missed.value,
        equal_exceeded=quantity.equal_exceeded.value,
        ratio_floor=quantity.ratio_floor.value,
        late=quantity.late.value,
        over_from=rules.over.flag_from.value,
        over_deductions=tuple((step.factor_from, step.deduct_share) for step in rules.over.deductions.value),
        bands=tuple((band.share_from, band.share_to) for band in rules.qualitative.bands.value),
        unit=unit,
        finer=unit / 20,
        rounding=ROUND_HALF_UP if rules.rounding.mode.value == "half_up" else ROUND_DOWN,
        by_key={name: _rule(rules, path, text) for name, (path, text) in _sentences(rules).items()},
    )


def _rule(rules: RuleSet, path: str, text: str) -> Rule:
    confirmed = bool(path) and rules.parameter(path).confirmed
    source = rules.cite(path) if path else ""
    return Rule(f"{text}。{'依据：' if confirmed else ''}{source}" if source else text, confirmed)


def _sentences(rules: RuleSet) -> dict[str, tuple[str, str]]:
    """Rule key -> (key path of the parameter it follows, the rule in words)."""
    quantity = rules.quantitative
    bands = "、".join(
        f"{word} {percent(band.share_to)}～{percent(band.share_from)}"
        for word, band in zip(("达成", "部分达成", "未达成"), rules.qualitative.bands.value, strict=True)
    )
    base = {"annual_budget": "全年预算数", "initial_budget": "年初预算数", "arrived": "实际到位资金"}
    denominator = base[rules.execution.denominator.value]
    linear = f"得分 = 分值 × 全年执行数 ÷ {denominator}，最高为分值"
    steps = "；".join(
        f"执行率 {percent(step.rate_from)} 起得分值的 {percent(step.share)}" for step in rules.execution.steps.value
    )
    floor = quantity.ratio_floor.value
    positive = "未完成的定量指标，" + _MISSED[quantity.positive_missed.value]
    if floor and quantity.positive_missed.value == "ratio":
        positive += f"，完成比例低于 {percent(floor)} 不得分"
    over = "；".join(
        f"达到目标 {plain(step.factor_from)} 倍起扣分值的 {percent(step.deduct_share)}"
        for step in rules.over.deductions.value
    )
    return {
        "rate": ("execution.method", linear),
        "rate_steps": ("execution.steps", f"预算执行率按分档计分：{steps}"),
        "met": ("quantitative.positive_missed", "完成目标的定量指标得满分"),
        "kept": ("quantitative.negative_missed", "未超过上限的反向指标得满分"),
        "equal_met": ("quantitative.equal_missed", "达到目标的等于指标得满分"),
        "positive": ("quantitative.positive_missed", positive),
        "negative": ("quantitative.negative_missed", _NEGATIVE[quantity.negative_missed.value]),
        "equal": ("quantitative.equal_missed", "未达到的等于指标，" + _MISSED[quantity.equal_missed.value]),
        "equal_zero": ("quantitative.equal_missed", "目标为 0 的指标，实际为 0 得满分，否则不得分"),
        "equal_exceeded": ("quantitative.equal_exceeded", "超过目标的等于指标由人工判断"),
        "over": ("over.deductions", f"超额完成的扣分：{over}"),
        "late": ("quantitative.late", "逾期完成的时限指标" + _MISSED[quantity.late.value]),
        "bands": ("qualitative.bands", f"定性指标按三档给分：{bands}（下限包含在内）"),
        "words": ("qualitative.bands", f"完成情况用文字表示时按三档给分：{bands}（下限包含在内）"),
        "own": ("", "本表自带的评分标准"),
        "none": ("", ""),
    }
