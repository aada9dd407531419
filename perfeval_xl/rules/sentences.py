"""The rules of a rule-set in words, as scores and findings cite them: each a sentence with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfeval_xl.form_words import FUND_WORDS
from perfeval_xl.units import percent, plain

if TYPE_CHECKING:
    from perfeval_xl.rules.model import RuleSet

REVERSE_FORMULAS = {
    "limit_over_actual": "分值 × 上限 ÷ 实际值",
    "one_minus_excess": "分值 ×〔1 －（实际值 － 上限）÷ 上限〕",
}
_NEGATIVE = {
    "limit_over_actual": f"超出上限的反向指标，得分 = {REVERSE_FORMULAS['limit_over_actual']}",
    "one_minus_excess": f"超出上限的反向指标，得分 = {REVERSE_FORMULAS['one_minus_excess']}，达到上限 2 倍不得分",
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
    bare: str  # without its source


def sentences_of(rules: RuleSet) -> dict[str, Rule]:
    """Every rule by its key."""
    return {key: _rule(rules, path, text) for key, (path, text) in _sentences(rules).items()}


def _rule(rules: RuleSet, path: str, text: str) -> Rule:
    confirmed = bool(path) and rules.parameter(path).confirmed
    source = rules.cite(path) if path else ""
    return Rule(
        f"{text}。{'依据：' if confirmed else ''}{source}" if source else text, confirmed, f"{text}。" if text else ""
    )


def _sentences(rules: RuleSet) -> dict[str, tuple[str, str]]:
    """Rule key -> (key path of the parameter it follows, the rule in words)."""
    quantity, evidence = rules.quantitative, rules.evidence
    bands = "、".join(
        f"{word} {percent(band.share_to)}～{percent(band.share_from)}"
        for word, band in zip(("达成", "部分达成", "未达成"), rules.qualitative.bands.value, strict=True)
    )
    denominator = FUND_WORDS[rules.execution.denominator.value]
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
        "kept": ("quantitative.positive_missed", "未超过上限的反向指标得满分"),
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
        "asked_of": ("evidence.asked_of", f"{'、'.join(evidence.asked_of.value)}得分须列佐证材料"),
        "survey": ("evidence.survey", "满意度得分须有调查材料，写明样本量、方式和时间"),
        "acceptance": ("evidence.acceptance", "工程、采购类数量指标得满分须有验收材料"),
        "in_year": ("evidence.in_year", "佐证材料的日期不得晚于年度"),
        "own": ("", "本表自带的评分标准"),
        "none": ("", ""),
    }
