"""Checks of the family I on results beyond their target: far above it, above all there is, a hundred times it."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.reasons import is_given, reason_of
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.form import Indicator
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity
from perfeval_xl.units import percent, plain

_TIMES = Decimal(10)  # from here on a person says 12 times, not 1200%


FAR_ABOVE_TARGET = Kind(
    code="I311",
    severity=Severity.WARNING,
    title="完成值远高于目标值",
    says="实际完成值“{stated}”是年度指标值“{target}”的 {factor}{reason}。",
    do="请核对目标值和完成值；目标定得偏低的，请在偏差原因栏说明。",
    together="共 {count} 条指标的实际完成值远高于年度指标值{reason}：{where}。",
    foremost="how_far",
)


@check(FAR_ABOVE_TARGET, over="indicator")
def result_is_not_far_above(row: Indicator, case: Case) -> Draft | None:
    """检查内容：完成值没有大幅超过目标值；达到评分规则规定倍数（一般为 130%）而没有原因的为提醒，稍低的（120%）为建议。
    依据：评分规则 over.flag_from、reasons.over_achieved_from；大幅超额说明目标定得偏低，应当说明。
    例（好）：目标 12 次，完成 13 次。
    例（坏）：目标 12 次，完成 96 次，没有原因。
    """
    score = case.own_score(row)
    if score is None or score.completion is None or "over_achieved" not in score.flags:
        return None
    if is_given(reason_of(row, case)):
        return None
    limit: Decimal = case.rules.reasons.over_achieved_from.value
    if score.completion < limit:
        reason, severity = "", Severity.HINT
    else:
        reason = f"，没有说明原因（达到 {percent(limit)} 的，一般应当说明）"
        severity = None
    return case.at(
        FAR_ABOVE_TARGET,
        row,
        "actual",
        severity=severity,
        touching=[(row, "target"), (row, "reason")],
        target=row.target or "",
        factor=percent(score.completion, 1) if score.completion < _TIMES else f"{plain(round(score.completion, 1))} 倍",
        reason=reason,
        how_far=score.completion,
    )


# Shares of a whole by their name; 完成率, 增长率, 执行率 may well be above 100%.
_OF_A_WHOLE = lazy(
    "(?:满意度|满意率|合格率|达标率|优良率|优秀率|完好率|准确率|正确率|及时率|知晓率|知晓度|覆盖率|到位率|出勤率|"
    "通过率|入住率|好评率|解决率|办结率|处理率|回访率|规范率)(?:[(（].*)?$"
)


SHARE_ABOVE_ALL = Kind(
    code="I324",
    severity=Severity.WARNING,
    title="比率超过 100%",
    says="“{name}”的实际完成值为“{stated}”，这类比率不会超过 100%。",
    do="请核对实际完成值。",
)


@check(SHARE_ABOVE_ALL, over="indicator")
def share_is_within_the_whole(row: Indicator, case: Case) -> Draft | None:
    """检查内容：满意度、合格率、覆盖率、及时率这类占比的完成值不超过 100%（完成率、增长率可以超过，不在此列）。
    依据：占全部的比例最多为 100%，超过的多为分子分母口径不一或录入错误。
    例（好）：居民满意度 95%。
    例（坏）：居民满意度 105%。
    """
    actual = row.actual_value
    above = actual.dimension == "ratio" and actual.base is not None and actual.base > 1
    if row.is_breakdown or not above or not _OF_A_WHOLE.search((row.name or "").strip()):
        return None
    return case.at(SHARE_ABOVE_ALL, row, "actual", touching=[(row, "target")], name=words.name_of(row))


HUNDREDFOLD = Kind(
    code="I325",
    severity=Severity.WARNING,
    title="百分比可能多了一百倍",
    says="实际完成值显示为“{stated}”，年度指标值为“{target}”{how}，可能应为 {expected}。",
    do="请核对；应为 {expected} 的，把 {address} 改为 {expected}{typed}。",
    explains=("I311", "I324", "R139", "S504", "S503", "S525"),
)


@check(HUNDREDFOLD, over="indicator")
def percentage_is_not_a_hundredfold(row: Indicator, case: Case) -> Draft | None:
    """检查内容：目标是百分比的，完成值没有多出一百倍。
    依据：在百分比格式的单元格里填 100，得到的是 10000%；除以一百恰好与目标相当的，多半是这种情况。
    例（好）：目标 ≥95%，完成值 100%。
    例（坏）：目标 ≥95%，完成值 10000%。
    """
    target, actual = row.target_value, row.actual_value
    if row.is_breakdown or target.dimension != "ratio" or actual.dimension != "ratio":
        return None
    if not target.base or actual.base is None or target.base > 2 or actual.base < 20:
        return None
    meant = actual.base / 100
    if not target.base / 2 <= meant <= max(target.base * 2, Decimal(1)):
        return None
    meant_text = percent(meant)
    in_format = any(note.kind == "percent_twice" and note.cell == row.actual_cell for note in case.result.notes)
    how = f"，这一格是百分比格式，存的是 {plain(actual.base)}（{meant_text} 应存成 {plain(meant)}）"
    return case.at(
        HUNDREDFOLD,
        row,
        "actual",
        expected=meant_text,
        how=how if in_format else "",
        typed="（请连百分号一起输入）" if in_format else "",
        touching=[(row, "target"), (row, "self_score")],
        target=row.target or "",
        address=row.actual_cell or "这一格",
    )
