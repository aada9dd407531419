"""Checks of the family W: the split of the points against the rule-set."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfeval_xl.checks.kit.funds import scored_fund
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.kit.weights import Sums, weight_sums
from perfeval_xl.checks.weights.sums import sum_off
from perfeval_xl.result import Severity
from perfeval_xl.units import plain

if TYPE_CHECKING:
    from perfeval_xl.rules.ruleset import RuleSet


def _split(sums: Sums, rules: RuleSet) -> dict[str, Decimal] | None:
    """Points by the rule-set's own first-level names; None where it cannot be told."""
    split: dict[str, Decimal] = {}
    for group in sums.level1:
        name = rules.level1(group.first.level1)
        points = group.total.low if group.total is not None else group.points
        if name is None or points is None:
            return None
        split[name] = split.get(name, Decimal(0)) + points
    return split


def _fits(case: Case, sums: Sums, rules: RuleSet) -> bool | None:
    """Whether the form's points are split as the rule-set has it; None where it cannot be told."""
    split = _split(sums, rules)
    fund = scored_fund(case)
    if split is None or not rules.points.given.value:
        return None
    if fund is not None and fund.weight.value is not None and fund.weight.value != rules.execution.weight.value:
        return False
    if is_free(rules):
        return sum(split.values(), Decimal(0)) == rules.weights.indicators.value
    wanted = [rules.weights.first_level.value, *rules.weights.alternatives.value]
    return any(split == {name: points for name, points in one.items() if points} for one in wanted)


def is_free(rules: RuleSet) -> bool:
    """The rule-set leaves the split to the unit, or lays none down."""
    return rules.weights.free.value or not (rules.weights.first_level.value or rules.weights.alternatives.value)


def _wanted(rules: RuleSet, execution: Decimal | None) -> str:
    if is_free(rules):
        return _in_words({"绩效指标合计": rules.weights.indicators.value}, execution)
    return _in_words({name: points for name, points in rules.weights.first_level.value.items() if points}, execution)


def _in_words(split: dict[str, Decimal], execution: Decimal | None) -> str:
    parts = [f"预算执行 {plain(execution)}"] if execution is not None else []
    return "、".join([*parts, *(f"{name.removesuffix('指标')} {plain(points)}" for name, points in split.items())])


def _misfit(case: Case, sums: Sums) -> dict[str, Decimal] | None:
    """The split of a whole form that is not the rule-set's, else None."""
    if not sums.level1 or not case.form.has_total or not sums.complete or sum_off(case, sums) is not None:
        return None
    return _split(sums, case.rules) if _fits(case, sums, case.rules) is False else None


def _other_rules(case: Case, sums: Sums) -> RuleSet | None:
    from perfeval_xl.rules import ruleset

    fund = scored_fund(case)
    split: dict[str, Decimal] = {}
    for group in sums.level1:
        points = group.total.low if group.total is not None else group.points
        if points is None:
            return None
        heading = group.first.level1 or ""
        split[heading] = split.get(heading, Decimal(0)) + points
    found = ruleset.matching(fund.weight.value if fund is not None else None, split)
    return next((one for one in found if one.id != case.rules.id), None)


SPLIT_DIFFERS = Kind(
    code="W404",
    severity=Severity.WARNING,
    title="分值结构与评分规则不同",
    says="表内分值为{stated}，所用评分规则“{rules}”为{wanted}（{resting_on}）。",
    do="请核对分值设置；本地另有规定的，请换用对应的评分规则再核对。",
)


@check(SPLIT_DIFFERS, over="form")
def split_is_the_rule_sets(case: Case) -> Draft | None:
    """检查内容：预算执行和各一级指标的分值与所用评分规则一致。没有指定规则时只提醒，部门整体支出的表不提（通行做法是项目的分值）；
    指定了规则且规则已见原文的为错误。
    依据：评分规则 weights.first_level，来源见提示；各地可以调整，所以没有指定规则时不算错。
    例（好）：预算执行 10、产出 50、效益 30、满意度 10。
    例（坏）：预算执行 10、产出 70、效益 10、满意度 10。
    """
    if case.form.kind == "department" and not case.context.chosen:
        return None
    sums = weight_sums(case)
    split = _misfit(case, sums)
    return _split_draft(case, sums, split, SPLIT_DIFFERS) if split is not None else None


SPLIT_OF_OTHER_RULES = Kind(
    code="W405",
    severity=Severity.WARNING,
    title="分值结构符合另一套评分规则",
    says="表内分值为{stated}，与所用评分规则“{rules}”不同，而与“{other}”（{other_id}）一致。",
    do="请确认应按哪一套规则评分；应按后一套的，请换用后再核对。",
    explains=("W404",),
)


@check(SPLIT_OF_OTHER_RULES, over="form")
def split_is_not_anothers(case: Case) -> Draft | None:
    """检查内容：分值结构与所用评分规则不同时，看它是否正好符合另一套随程序提供的规则。
    依据：分值结构最能说明该表按哪套规则填写；只提示，不自动换用。
    例（好）：按 guangzhou-baiyun-2023 填写的表，也按它核对。
    例（坏）：预算执行 20、产出 40、效益 30、满意度 10 的表，按 10/50/30/10 核对。
    """
    sums = weight_sums(case)
    split = _misfit(case, sums)
    other = _other_rules(case, sums) if split is not None else None
    if split is None or other is None:
        return None
    return _split_draft(case, sums, split, SPLIT_OF_OTHER_RULES, other)


def _split_draft(case: Case, sums: Sums, split: dict[str, Decimal], kind: Kind, other: RuleSet | None = None) -> Draft:
    rules = case.rules
    fund = scored_fund(case)
    strict = case.context.chosen and rules.weights.first_level.confirmed and other is None
    first = sums.level1[0].first
    return case.at(
        kind,
        first,
        "level1",
        stated=_in_words(split, fund.weight.value if fund is not None else None),
        wanted=_wanted(
            rules, rules.execution.weight.value if fund is not None and fund.weight.value is not None else None
        ),
        severity=Severity.ERROR if strict else None,
        touching=[(case.form, "total_weight")],
        rules=rules.title,
        source=rules.cite("weights.first_level"),
        other=other.title if other is not None else "",
        other_id=other.id if other is not None else "",
    )
