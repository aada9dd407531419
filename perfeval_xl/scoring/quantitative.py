"""Indicators with a figure as target: reached, missed, above a limit, inside a range."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfeval_xl.form import Indicator, Meaning, MeaningKind
from perfeval_xl.form_words import TURNS
from perfeval_xl.rules.ruleset import RuleSet
from perfeval_xl.scoring import durations
from perfeval_xl.scoring.compare import Pair, compare
from perfeval_xl.scoring.judgement import Judgement, met, undecided
from perfeval_xl.scoring.names import Direction, direction, is_bad, is_fall
from perfeval_xl.scoring.phrases import stated
from perfeval_xl.units import ONE, ZERO, percent

_WITH_OPERATOR = frozenset(
    {MeaningKind.AT_LEAST, MeaningKind.MORE_THAN, MeaningKind.AT_MOST, MeaningKind.LESS_THAN, MeaningKind.BETWEEN}
)
_STRICT = frozenset({MeaningKind.MORE_THAN, MeaningKind.LESS_THAN})
_ABOUT = frozenset({"左右", "上下", "约", "约为", "大约"})
_TIME_WORDS = ("时间", "时限", "期限", "日期")
_SERIALS = range(36526, 58440)  # 2000年 to 2059年 in the days of a spreadsheet program
NUMERIC = _WITH_OPERATOR | {MeaningKind.EQUAL}


def judge(row: Indicator, target: Meaning, actual: Meaning, rules: RuleSet) -> Judgement:
    """A numeric target against a numeric result."""
    if _lost_their_format(row, target, actual):
        why = f"目标 {target.text}、实际 {actual.text} 像是没有设成日期格式的日期，请把单元格设为日期格式"
        return undecided("deadline", why)
    turned = _turn(row, target, actual)
    if turned is not None:
        return turned
    judged = durations.judge(row, target, actual)
    if judged is not None:
        return judged
    pair = compare(row, target, durations.in_one_unit(row, target, actual))
    if isinstance(pair, str):
        return _cannot_compare(row, target, actual, pair, rules)
    if actual.kind in _WITH_OPERATOR:
        judged = _against_bounds(row, target, actual, pair, rules)
    elif target.kind is MeaningKind.BETWEEN:
        judged = _in_range(direction(row, target), pair)
    else:
        judged = _against_figure(row, target, pair, rules)
    judged = _own_standard(row, judged)
    flags = pair.flags + (("repeats_operator",) if actual.kind in _WITH_OPERATOR else ())
    return _with_flags(judged, flags) if flags else judged


def _lost_their_format(row: Indicator, target: Meaning, actual: Meaning) -> bool:
    """45657 and 45660 in a row about time: days as the spreadsheet program counts them, never to be divided."""
    about_time = "时效" in (row.level2 or "") or any(word in (row.name or "") for word in _TIME_WORDS)
    return about_time and all(
        one.value is not None and not one.unit and one.value in _SERIALS for one in (target, actual)
    )


def _turn(row: Indicator, target: Meaning, actual: Meaning) -> Judgement | None:
    """下降5% for 下降10% are held against each other, 上升5% has missed it, a bare 5% may be anything."""
    falls = (target.turn and TURNS[target.turn] < 0) or is_fall(row.name or "")
    if falls and target.base is not None and actual.base is not None and actual.base < 0 < target.base:
        why = f"目标“{target.text}”说的是下降多少，实际“{actual.text}”是负数，不能确定是下降还是上升"
        return undecided("change", why)
    said = f"目标“{target.text}”，实际“{actual.text}”"
    if target.turn_since and actual.turn_since and target.turn_since != actual.turn_since:
        return undecided("change", f"{said}：不是与同一年相比，不能直接比较")
    if target.turn == actual.turn or (target.turn and actual.turn and TURNS[target.turn] == TURNS[actual.turn]):
        return None
    if not (target.turn and actual.turn):
        word = target.turn or actual.turn
        if any(TURNS[one] == TURNS[word] for one in TURNS if one in (row.name or "")):
            return None
        return undecided("change", f"{said}：一个写的是变化幅度，另一个没有写明是升是降，不能直接比较")
    if target.kind in (MeaningKind.AT_MOST, MeaningKind.LESS_THAN):
        return met(f"{said}，没有超过上限", "kept", None)
    return _none(f"{said}，方向相反，没有达到目标", "positive", ZERO)


def _cannot_compare(row: Indicator, target: Meaning, actual: Meaning, why: str, rules: RuleSet) -> Judgement:
    """0.75 for ≥80% may be 75% or 0.75%; where it is missed either way, the better reading bounds the points."""
    way, goal, value = direction(row, target), target.base, actual.value
    bare_share = not actual.dimension and actual.kind is MeaningKind.EQUAL and value is not None and 0 < value <= 1
    if target.dimension != "ratio" or not bare_share or value is None or not goal or target.upper is not None:
        return undecided("not_comparable", why)
    best = value if way is Direction.UP else value / 100
    if way not in (Direction.UP, Direction.DOWN) or (best >= goal if way is Direction.UP else best <= goal):
        return undecided("not_comparable", why)
    why += f"，都没有达到目标 {stated(target)}"
    rule = "positive" if way is Direction.UP else "negative"
    return undecided("not_comparable", why, rule=rule, high=_share_at(way, best, goal, rules), missed=True)


def _with_flags(judged: Judgement, flags: tuple[str, ...]) -> Judgement:
    return replace(judged, flags=judged.flags + flags)


def _own_standard(row: Indicator, judged: Judgement) -> Judgement:
    """A form's own standard for a row (每少 1% 扣 0.5 分) settles a missed target, not the formula."""
    text = row.rule_text
    if not text or judged.is_full or not judged.decided or "比例" in text or "÷" in text or "/" in text:
        return judged
    why = f"未达到目标，本表写有评分标准“{text}”，请按该标准核定"
    return undecided("own_standard", why, rule="own", completion=judged.completion, missed=True, flags=judged.flags)


# ------------------------------------------------------------------------------------------------ a plain figure


def _against_figure(row: Indicator, target: Meaning, pair: Pair, rules: RuleSet) -> Judgement:
    way = direction(row, target)
    if pair.goal == 0:
        return _zero_goal(row, target, pair, rules)
    if pair.goal < 0:
        return _negative_goal(way, target, pair)
    if way in (Direction.DOWN, Direction.UP):
        judged = _at_most(target, pair, rules) if way is Direction.DOWN else _at_least(target, pair, rules)
        return _about(target, pair, judged) if target.remark in _ABOUT else judged
    if pair.actual == pair.goal:
        return met(f"实际 {pair.actual_text} 与目标 {pair.goal_text} 一致", "equal_met", ONE)
    return _unclear(way, target, pair, rules)


def _about(target: Meaning, pair: Pair, judged: Judgement) -> Judgement:
    """98次 for 100次左右: near enough may count as reached, and no text says how near."""
    if not judged.decided or judged.is_full or abs(pair.actual - pair.goal) > pair.goal / 10:
        return judged
    why = f"目标写的是“{target.text}”，实际 {pair.actual_text} 与之相近，是否算达到目标需要人工判断"
    share = judged.share_of / judged.share_to
    return undecided("about", why, rule=judged.rule, low=share, completion=judged.completion)


def _at_least(target: Meaning, pair: Pair, rules: RuleSet) -> Judgement:
    completion = pair.actual / pair.goal
    is_equal = target.kind is MeaningKind.EQUAL
    is_met = pair.actual > pair.goal or (pair.actual == pair.goal and target.kind is not MeaningKind.MORE_THAN)
    if is_met:
        if (
            is_equal
            and target.operator
            and pair.actual > pair.goal
            and rules.quantitative.equal_exceeded.value == "by_hand"
        ):
            why = f"实际 {pair.actual_text} 超过目标 {stated(target)}，由人工判断"
            return undecided("over_equal", why, rule="equal_exceeded", completion=completion)
        if target.kind is MeaningKind.MORE_THAN and pair.goal % 1 == 0 and pair.actual % 1 == 0:
            completion = pair.actual / (pair.goal + 1)  # 4 is the least that is more than 3
        return _reached(target, pair, rules, completion, "equal_met" if is_equal else "met")
    quantity = rules.quantitative
    missed, rule = quantity.positive_missed.value, "positive"
    if is_equal and target.operator:
        missed, rule = quantity.equal_missed.value, "equal"
    if pair.actual < 0:
        return _none(f"实际 {pair.actual_text} 为负数，按 0 计", rule, ZERO)
    if pair.actual == pair.goal and missed == "ratio":
        return _just_not(f"目标是大于 {pair.goal_text}，实际 {pair.actual_text} 正好等于它，没有大于", rule)
    return _missed(missed, rule, pair, completion, rules)


def _reached(target: Meaning, pair: Pair, rules: RuleSet, completion: Decimal, rule: str) -> Judgement:
    flags = ("over_achieved",) if completion >= rules.over.flag_from.value else ()
    for step in rules.over.deductions.value:
        if completion >= step.factor_from:
            share = step.deduct_share
            head = f"实际 {pair.actual_text} 为目标 {stated(target)} 的 {percent(completion)}，扣 {percent(share)}："
            head += f"{percent(ONE - share)}"
            return Judgement(
                "over_deducted",
                "over",
                head,
                share_of=ONE - share,
                completion=completion,
                accept=(ONE - share, ONE - share),
                flags=flags,
            )
    verb = "与目标一致" if completion == 1 and target.kind is MeaningKind.EQUAL else f"达到目标 {stated(target)}"
    judged = met(f"实际 {pair.actual_text} {verb}", rule, completion, flags)
    return judged if pair.low >= pair.goal else _rounded_to_goal(judged, pair)


def _rounded_to_goal(judged: Judgement, pair: Pair) -> Judgement:
    """Reached as shown, perhaps not as stored: a score by the stored figure is not contradicted either."""
    if pair.low <= 0 or pair.low == pair.high:
        return judged
    return replace(judged, accept=(pair.low / pair.goal, ONE))


def _missed(how: str, rule: str, pair: Pair, completion: Decimal, rules: RuleSet) -> Judgement:
    head = f"{pair.actual_text} ÷ {pair.goal_text}"
    if how == "by_hand":
        why = f"实际 {pair.actual_text} 未达到目标 {pair.goal_text}，评分规则规定由人工判断"
        return undecided("by_hand", why, rule=rule, completion=completion, missed=True)
    if how == "zero":
        return _none(f"实际 {pair.actual_text} 未达到目标 {pair.goal_text}", rule, completion)
    if completion < rules.quantitative.ratio_floor.value:
        return _none(
            f"{head} = {percent(completion)}，低于 {percent(rules.quantitative.ratio_floor.value)}", rule, completion
        )
    accept = None
    if pair.low != pair.high:
        accept = (max(pair.low, ZERO) / pair.goal, min(pair.high / pair.goal, ONE))
    if completion == 0:
        return _none(f"实际 {pair.actual_text}，目标 {pair.goal_text}", rule, ZERO)
    return Judgement(
        "ratio",
        rule,
        head,
        share_of=pair.actual,
        share_to=pair.goal,
        completion=completion,
        accept=accept,
        missed=True,
    )


def _just_not(why: str, rule: str) -> Judgement:
    """3 for >3: the formula would give full points to a target that was missed."""
    return undecided("strict", f"{why}，扣多少分没有规定", rule=rule, completion=ONE, missed=True)


def _none(head: str, rule: str, completion: Decimal | None) -> Judgement:
    return Judgement("zero", rule, head, share_of=ZERO, completion=completion)


def _at_most(target: Meaning, pair: Pair, rules: RuleSet) -> Judgement:
    limit, actual = pair.goal, pair.actual
    completion = actual / limit
    if actual < limit or (actual == limit and target.kind is not MeaningKind.LESS_THAN):
        return met(f"实际 {pair.actual_text} 未超过上限 {pair.goal_text}", "kept", completion)
    how = rules.quantitative.negative_missed.value
    if how == "by_hand":
        why = f"实际 {pair.actual_text} 没有低于上限 {pair.goal_text}，评分规则规定由人工判断"
        if actual > limit:
            why = f"实际 {pair.actual_text} 超过上限 {pair.goal_text}，评分规则规定由人工判断"
        return undecided("by_hand", why, rule="negative", completion=completion, missed=True)
    if actual == limit and how != "zero":
        return _just_not(f"目标是小于 {pair.goal_text}，实际 {pair.actual_text} 正好等于它，没有小于", "negative")
    if how == "zero" or (how == "one_minus_excess" and actual >= 2 * limit):
        twice = f"，达到 {pair.goal_text} 的 2 倍以上" if how != "zero" and actual > 0 else f"超过上限 {pair.goal_text}"
        return _none(f"实际 {pair.actual_text}{twice}", "negative", completion)
    if how == "limit_over_actual":
        share_of, share_to, head = limit, actual, f"{pair.goal_text} ÷ {pair.actual_text}"
    else:
        share_of, share_to = 2 * limit - actual, limit
        head = f"〔1 －（{pair.actual_text} － {pair.goal_text}）÷ {pair.goal_text}〕"
    accept = _accept_at_most(pair, how) if pair.low != pair.high else None
    return Judgement(
        "reverse_ratio",
        "negative",
        head,
        share_of=share_of,
        share_to=share_to,
        completion=completion,
        accept=accept,
        missed=True,
    )


def _accept_at_most(pair: Pair, how: str) -> tuple[Decimal, Decimal]:
    ends = [max(end, pair.goal) for end in (pair.high, pair.low)]
    if how == "limit_over_actual":
        low, high = (pair.goal / end for end in ends)
    else:
        low, high = (max(2 * pair.goal - end, ZERO) / pair.goal for end in ends)
    return low, high


# ----------------------------------------------------------------------------------------- what is not plain


def _unclear(way: Direction, target: Meaning, pair: Pair, rules: RuleSet) -> Judgement:
    said = f"实际 {pair.actual_text}，目标 {stated(target)}"
    completion = pair.actual / pair.goal
    if way is Direction.STANDARD:
        why = f"{said}：这是按人（户、亩等）计的标准，与标准不一致时是节约还是未达标，需要人工判断"
        return undecided("standard", why, completion=completion)
    if way is Direction.COST_FIXED:
        if pair.actual > pair.goal:
            return _at_most(target, pair, rules)
        why = f"{said}：成本低于目标，节约不应扣分，但目标写的是“{target.operator}”，需要人工判断"
        low = max(completion, ZERO)
        return undecided("cost", why, completion=completion, low=low, accept=(low, ONE))
    why = f"{said}：看不出是多好还是少好（目标值前没有“≥”或“≤”），需要人工判断"
    return undecided("direction", why, completion=completion)


def _zero_goal(row: Indicator, target: Meaning, pair: Pair, rules: RuleSet) -> Judgement:
    if target.kind is MeaningKind.AT_LEAST:
        if pair.actual >= 0:
            return met(f"实际 {pair.actual_text} 达到目标 {stated(target)}", "met", None, ("target_zero",))
        return undecided("target_zero", f"目标值为 0，实际为 {pair.actual_text}，无法计算完成比例", missed=True)
    if target.kind is MeaningKind.MORE_THAN:
        if pair.actual > 0:
            return met(f"实际 {pair.actual_text} 大于 0", "met", None, ("target_zero",))
        return undecided("target_zero", "目标值为 >0，实际未超过 0，无法计算完成比例", missed=True)
    in_words = not any(one.isdigit() for one in target.text)  # 零投诉, 不发生伤亡
    only_less = target.kind is not MeaningKind.EQUAL or bool(target.operator) or is_bad(row.name) or in_words
    if pair.actual == 0 or (pair.actual < 0 and only_less):
        return met(f"实际 {pair.actual_text}，未超过目标 {stated(target)}", "equal_zero", None, ("target_zero",))
    if not only_less:
        why = f"目标值为 0，实际为 {pair.actual_text}：看不出是多好还是少好（目标值没有写“≤0”），需要人工判断"
        return undecided("target_zero", why, flags=("target_zero",))
    if target.kind is not MeaningKind.EQUAL and rules.quantitative.negative_missed.value == "by_hand":
        why = f"实际 {pair.actual_text} 超过上限 {pair.goal_text}，评分规则规定由人工判断"
        return undecided("by_hand", why, rule="negative", missed=True, flags=("target_zero",))
    head = f"实际 {pair.actual_text}，目标 {stated(target)}"
    return Judgement("zero", "equal_zero", head, share_of=ZERO, flags=("target_zero",))


def _negative_goal(way: Direction, target: Meaning, pair: Pair) -> Judgement:
    """A target below zero: whether it was reached can be said, how far it was missed cannot."""
    said = f"实际 {pair.actual_text}，目标 {stated(target)}"
    if (way is Direction.UP and pair.actual >= pair.goal) or (way is Direction.DOWN and pair.actual <= pair.goal):
        return met(said, "met" if way is Direction.UP else "kept", None)
    if pair.actual == pair.goal:
        return met(said, "equal_met", ONE)
    return undecided("target_negative", f"{said}：目标值为负数，无法计算完成比例")


def _in_range(way: Direction, pair: Pair) -> Judgement:
    """Inside a range is met. Outside on the bad side it is missed; on the other side a person has to say."""
    low, high = pair.goal, pair.goal_to
    if low <= pair.actual <= high:
        return met(f"实际 {pair.actual_text} 在目标 {pair.goal_text} 之内", "met", None)
    said = f"实际 {pair.actual_text} 不在目标 {pair.goal_text} 之内"
    if way is Direction.UP and pair.actual < low:
        top = max(pair.actual, ZERO) / low if low > 0 else ONE
        return undecided("range", f"{said}，低于下限", rule="positive", high=top, missed=True)
    if way is Direction.DOWN and pair.actual > high:
        return undecided("range", f"{said}，高于上限", rule="negative", missed=True)
    side = "低于下限" if pair.actual < low else "高于上限"
    return undecided("range", f"{said}，{side}；是好是坏需要人工判断")


# ------------------------------------------------------------------------------ a result that is a bound itself


def _against_bounds(row: Indicator, target: Meaning, actual: Meaning, pair: Pair, rules: RuleSet) -> Judgement:
    """≥266米 for ≥266米: what the bound proves; the figure itself is unknown."""
    way = direction(row, target)
    said = f"实际完成值写的是 {stated(actual)}，没有写出实际数"
    if target.kind is MeaningKind.BETWEEN:
        if pair.least is not None and pair.most is not None and pair.goal <= pair.least and pair.most <= pair.goal_to:
            return met(f"实际 {stated(actual)} 在目标 {pair.goal_text} 之内", "met", None)
        return undecided("bound", f"{said}，不能确定是否在目标 {pair.goal_text} 之内")
    if way in (Direction.UP, Direction.DOWN):
        return _bound_one_way(way, target, actual, pair, rules, said)
    if actual.kind is target.kind and pair.actual == pair.goal:
        return met(f"实际 {stated(actual)} 与目标 {stated(target)} 一致", "equal_met", None)
    return undecided("bound", f"{said}，不能与目标 {stated(target)} 比较")


def _bound_one_way(
    way: Direction, target: Meaning, actual: Meaning, pair: Pair, rules: RuleSet, said: str
) -> Judgement:
    near, far = (pair.least, pair.most) if way is Direction.UP else (pair.most, pair.least)

    strict = target.kind in _STRICT and actual.kind not in _STRICT  # ≥3 does not say >3

    def good(end: Decimal | None) -> bool:
        if end is None or (strict and end == pair.goal):
            return False
        return end >= pair.goal if way is Direction.UP else end <= pair.goal

    if good(near):
        rule = "met" if way is Direction.UP else "kept"
        return met(f"实际 {stated(actual)} 满足目标 {stated(target)}", rule, None)
    rule = "positive" if way is Direction.UP else "negative"
    short = actual.kind in _STRICT and far == pair.goal  # 不足3场 is less than 3
    if far is not None and (short or not good(far)):
        top = _share_at(way, far, pair.goal, rules)
        why = f"{said}，但一定未达到目标 {stated(target)}"
        return undecided("bound", why, rule=rule, high=top, missed=True)
    bottom = _share_at(way, near, pair.goal, rules) if near is not None else ZERO
    return undecided("bound", f"{said}，不能确定是否达到目标 {stated(target)}", rule=rule, low=bottom)


def _share_at(way: Direction, value: Decimal, goal: Decimal, rules: RuleSet) -> Decimal:
    """The share that a figure at this end of the bound would earn."""
    if goal <= 0:
        return ZERO
    if way is Direction.UP:
        how = rules.quantitative.positive_missed.value
        share = value / goal if how == "ratio" and value / goal >= rules.quantitative.ratio_floor.value else ZERO
    elif rules.quantitative.negative_missed.value == "limit_over_actual":
        share = goal / value if value > 0 else ONE
    else:
        share = 2 - value / goal if rules.quantitative.negative_missed.value == "one_minus_excess" else ZERO
    return min(max(share, ZERO), ONE)
