"""Indicators whose target holds several figures (电脑10台、打印机5台): each against its own."""

from __future__ import annotations

from perfeval_xl.form import Indicator, Meaning
from perfeval_xl.rules.ruleset import RuleSet
from perfeval_xl.scoring import quantitative
from perfeval_xl.scoring.judgement import Judgement, met, undecided
from perfeval_xl.scoring.phrases import figure


def judge(row: Indicator, target: Meaning, actual: Meaning, rules: RuleSet) -> Judgement:
    """Full points where every figure is reached; where one is missed or cannot be matched, a person decides."""
    said = f"目标“{target.text}”，实际“{actual.text}”"
    pairs = _pairs(target.parts, actual.parts)
    if pairs is None:
        return undecided("several", f"{said}：各有几个数，不能逐一对应，需要人工判断")
    judged = [(one, result, quantitative.judge(row, one, result, rules)) for one, result in pairs]
    missed = [
        f"{one.remark}{figure(one)} 实际 {figure(result)}"
        for one, result, each in judged
        if each.missed or (each.decided and not each.is_full)
    ]
    if missed:
        return undecided("several", f"{said}：{'、'.join(missed)}，没有全部达到目标", rule="positive", missed=True)
    if all(each.is_full for _, _, each in judged):
        return met(f"{said}，各数均达到目标", "met", None)
    return undecided("several", f"{said}：含有几个数，是否都达到目标需要人工判断")


def _pairs(targets: tuple[Meaning, ...], actuals: tuple[Meaning, ...]) -> list[tuple[Meaning, Meaning]] | None:
    """Each figure asked for with its result, by the thing counted and the unit; None where one finds no partner."""
    left = list(actuals)
    found: list[tuple[Meaning, Meaning]] = []
    for number, one in enumerate(targets):
        alike = [other for other in left if _same_thing(one, other)]
        in_place = [other for other in alike if actuals.index(other) == number]
        if len(alike) != 1 and not in_place:
            return None
        partner = in_place[0] if in_place else alike[0]
        left.remove(partner)
        found.append((one, partner))
    return found


def _same_thing(one: Meaning, other: Meaning) -> bool:
    if one.dimension != other.dimension and one.dimension and other.dimension:
        return False
    return not one.remark or not other.remark or one.remark.endswith(other.remark) or other.remark.endswith(one.remark)
