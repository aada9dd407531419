"""What the rules say of one indicator row: the choice of method."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfeval_xl.form import Indicator, Meaning, MeaningKind, VerdictFamily
from perfeval_xl.form_words import BUDGET, bare_name
from perfeval_xl.patterns import lazy
from perfeval_xl.rules.ruleset import RuleSet
from perfeval_xl.scoring import against_last_year, qualitative, quantitative, scales, several
from perfeval_xl.scoring.judgement import Judgement, met, undecided
from perfeval_xl.scoring.names import is_bad
from perfeval_xl.scoring.phrases import stated
from perfeval_xl.units import ONE, ZERO, percent, plain

_K = MeaningKind
_TEN_THOUSAND = 10000
_EMPTY = frozenset({_K.BLANK, _K.NOT_APPLICABLE})


def is_not_applicable(row: Indicator) -> bool:
    """A row that says of itself that it does not apply: 无, / or — as target, and no result either."""
    if row.actual_value.text.strip() == "无" and is_bad(row.name):
        return False
    kinds = {row.target_value.kind, row.actual_value.kind}
    return kinds <= _EMPTY and row.target_value.kind is _K.NOT_APPLICABLE


def judge(row: Indicator, rules: RuleSet, rate: Decimal | None, budget: Decimal | None = None) -> Judgement:
    """One row judged; `rate` is the budget execution rate of the money block, None where it cannot be computed, and
    `budget` what may be spent, in 万元."""
    target, actual = row.target_value, row.actual_value
    target, actual = _in_the_others_sense(row, target, actual), _in_the_others_sense(row, actual, target)
    if row.is_execution and actual.kind is _K.BLANK and rate is not None:
        return _execution_as_indicator(row, rate, rules)
    if is_bad(row.name) and actual.text.strip() == "无":
        return _nothing_bad(target)
    missing = _missing(target, actual)
    if missing is not None:
        return missing
    if target.kind in quantitative.NUMERIC:
        figure = _figure_of(target, actual)
        if figure is not None:
            return quantitative.judge(row, target, figure, rules)
    if target.parts and actual.parts and not qualitative.same_words(target, actual):
        return several.judge(row, target, actual, rules)
    if target.kind is _K.VERDICT and target.remark == BUDGET and budget is not None:
        kept = _within_the_budget(target, actual, budget)
        if kept is not None:
            return kept
    return (
        against_last_year.judge(target, actual)
        or scales.judge(target, actual)
        or qualitative.judge(target, actual, rules)
    )


_NONE_HAPPENED = lazy("(?:全年|均)?(?:未|不|没有|零|无|杜绝)(?:再)?(?:发生|出现)|杜绝")
_HAPPENED = lazy(
    r"(?:全年|共|已|累计|发生|出现|收到|接到|有|受理|产生){0,4}(?P<thing>[^0-9]{2,12}?)(?P<count>[0-9]{1,6})(?:起|件|次|例|宗|人次?|户次?)"
)
_MONTHS = lazy(r"([0-9]{1,2})月份?")


def _in_the_others_sense(row: Indicator, meaning: Meaning, other: Meaning) -> Meaning:
    """Words that only the row or the other cell makes plain: 未发生 of 安全事故 is 0, 12月 beside 12个月 is no date."""
    is_count = other.kind is _K.EQUAL and other.dimension != "ratio"
    if (
        meaning.kind is _K.TEXT
        and (is_bad(row.name) or is_count)
        and _NONE_HAPPENED.fullmatch(meaning.text.strip(" 。；;"))
    ):
        return replace(meaning, kind=_K.EQUAL, operator="不发生", value=ZERO, base=ZERO, low=ZERO, high=ZERO)
    happened = _how_often(row, meaning, other)
    if happened is not None:
        return replace(meaning, kind=_K.EQUAL, value=happened, base=happened, low=happened, high=happened)
    months = _MONTHS.fullmatch(meaning.text.strip())
    if months is None or meaning.day is None or other.dimension != "months" or other.base is None:
        return meaning
    count = Decimal(months[1])
    read = replace(meaning, kind=_K.EQUAL, unit="个月", dimension="months", day=None)
    return replace(read, value=count, base=count, low=count, high=count)


def _how_often(row: Indicator, meaning: Meaning, other: Meaning) -> Decimal | None:
    """2 of 投诉2起 for 零投诉: how often that happened which was not to happen; 一般事故 is no 重大安全事故."""
    found = _HAPPENED.fullmatch(meaning.text.strip(" 。；;")) if meaning.kind is _K.TEXT and other.base == 0 else None
    if found is None or not is_bad(found["thing"]):
        return None
    thing, unwanted = found["thing"], other.remark or bare_name(row.name)
    is_it = unwanted in thing or (not other.remark and thing in unwanted)
    return Decimal(found["count"]) if is_it else None


def _figure_of(target: Meaning, actual: Meaning) -> Meaning | None:
    """The result as a figure; 已完成100% is one for a target that is a rate."""
    if actual.kind in quantitative.NUMERIC:
        return actual
    is_done = actual.kind is _K.VERDICT and actual.family is VerdictFamily.MET and actual.is_number
    return replace(actual, kind=_K.EQUAL) if is_done and target.dimension == "ratio" else None


def _within_the_budget(target: Meaning, actual: Meaning, budget: Decimal) -> Judgement | None:
    """190.12万元 for 控制在预算内: held against the budget of the form."""
    if actual.kind is not _K.EQUAL or actual.dimension != "money" or actual.base is None or actual.turn:
        return None
    said = f"目标“{target.text}”，实际“{actual.text}”，全年预算数 {plain(budget)} 万元"
    if actual.base <= budget * _TEN_THOUSAND:
        return met(f"{said}，没有超过", "kept", None)
    return undecided("over_budget", f"{said}，超过了预算，扣多少分没有统一规定", rule="negative", missed=True)


def _nothing_bad(target: Meaning) -> Judgement:
    """无 as the result of 安全事故: none happened, which is what a limit asks for."""
    limit = target.kind in (_K.AT_MOST, _K.LESS_THAN, _K.EQUAL)
    if limit or target.text.strip() == "无":
        return met(f"实际“无”，没有发生；目标 {stated(target)}", "kept", None)
    return undecided("missing", "实际完成值写的是“无”，不能与目标比较")


def _missing(target: Meaning, actual: Meaning) -> Judgement | None:
    for what, meaning in (("年度指标值", target), ("实际完成值", actual)):
        if meaning.kind is _K.ERROR:
            return undecided("unreadable", f"{what}是错误值 {meaning.text}，请改正")
        if meaning.kind is _K.NO_RESULT:
            return undecided("unreadable", f"{what}的公式没有保存计算结果，请用 Excel 或 WPS 打开后保存一次")
    if target.kind is _K.BLANK:
        what = "年度指标值和实际完成值都" if actual.kind is _K.BLANK else "年度指标值"
        return undecided("missing", f"{what}没有填写")
    if actual.kind is _K.BLANK:
        return undecided("missing", "实际完成值没有填写")
    if target.kind is _K.NOT_APPLICABLE:
        what = "年度指标值和实际完成值都" if actual.kind is _K.NOT_APPLICABLE else "年度指标值"
        return undecided("not_applicable", f"{what}写的是“{target.text}”，本行是否计分需要人工判断")
    if actual.kind is _K.NOT_APPLICABLE:
        return undecided("missing", f"实际完成值写的是“{actual.text}”，没有完成情况可供判断")
    return None


def _execution_as_indicator(row: Indicator, rate: Decimal, rules: RuleSet) -> Judgement:
    """The execution rate written as an ordinary indicator, its result left to the money block."""
    target = row.target_value
    goal = target.base if target.dimension == "ratio" and target.base else ONE
    shown = f"资金部分执行率 {percent(rate)}"
    if rate >= goal:
        return Judgement("rate", "rate", f"{shown}，达到目标 {percent(goal)}", completion=rate)
    share = rules.execution.step_share(rate)
    if share is not None:
        return Judgement(
            "rate_steps", "rate_steps", f"{shown}，得分值的 {percent(share)}", share_of=share, completion=rate
        )
    head = shown if goal == 1 else f"{shown} ÷ {percent(goal)}"
    return Judgement("rate", "rate", head, share_of=max(rate, ZERO), share_to=goal, completion=rate / goal)
