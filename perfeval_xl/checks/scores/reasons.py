"""Checks of the family S on the reasons for points lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perfeval_xl.checks.kit.elsewhere import loss_is_explained
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.reasons import (
    gives_reason,
    is_given,
    reason_of,
    says_nothing,
    tells_of_deviation,
    without_marks,
)
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.kit.rows import row_places
from perfeval_xl.form import Indicator
from perfeval_xl.result import Severity


def _loss(row: Indicator, case: Case) -> dict[str, Any] | None:
    """Points lost, for the templates; None where none are. A blank score that `process` fills in counts as filled."""
    if row.is_breakdown or row.weight.value is None or row.score_rows > 1:
        return None
    computed = case.score_of(row) if case.filling else None
    score = row.self_score.value if row.self_score.value is not None or computed is None else computed.points
    if score is None:
        return None
    weight, score = (case.rules.rounding.trim(one) for one in (row.weight.value, score))
    return {"weight": weight, "score": score, "lost": weight - score} if score < weight else None


REASON_BLANK = Kind(
    code="S512",
    severity=Severity.ERROR,
    title="扣分未说明原因",
    says="分值 {weight} 分，得分 {score} 分，扣了 {lost} 分，{where}没有说明原因。",
    do="请填写扣分原因和改进措施{elsewhere}。",
)


@check(REASON_BLANK, over="indicator")
def lost_points_have_a_reason(row: Indicator, case: Case) -> Draft | None:
    """检查内容：得分低于分值的指标填写了偏差原因（“无”“/”不算）。表内没有原因栏的，只作提醒。
    依据：指标未完成时，偏差原因分析及改进措施为必填。
    例（好）：分值 2，得分 1.95，原因：部分儿童随父母外出，未能按时接种。
    例（坏）：分值 2，得分 1.95，原因空白。
    """
    loss = _loss(row, case)
    if loss is None or not case.rules.reasons.points_lost.value or is_given(reason_of(row, case)):
        return None
    if loss_is_explained(row, case):
        return None
    no_column = row.reason_cell is None
    return case.at(
        REASON_BLANK,
        row,
        "self_score" if no_column else "reason",
        stated=None if no_column else row.reason or "空白",
        severity=Severity.WARNING if no_column else None,
        touching=row_places(row),
        where="表内" if no_column else "原因栏",
        elsewhere="（表内没有原因栏的，写在自评报告或情况说明里）" if no_column else "",
        **loss,
    )


# How the scoring of a row without points says that its target was missed.
_MISSED = frozenset({"ratio", "reverse_ratio", "zero", "late"})


MISSED_WITHOUT_REASON = Kind(
    code="S523",
    severity=Severity.WARNING,
    title="没有完成目标而未说明原因",
    says="年度指标值“{target}”，实际完成值“{actual}”，没有完成，原因栏也没有说明原因。",
    do="请核对实际完成值；确未完成的，填写原因和改进措施。",
)


@check(MISSED_WITHOUT_REASON, over="indicator")
def missed_targets_have_a_reason(row: Indicator, case: Case) -> Draft | None:
    """检查内容：不打分的自评表里，没有完成目标的指标填写了原因（打分的表看扣分，见 S512、S504）。
    依据：指标未完成时，偏差原因分析及改进措施为必填。
    例（好）：目标 ≥1000人，完成 900人，原因：部分对象外出务工。
    例（坏）：目标 ≥1000人，完成 900人，原因空白。
    """
    form, score = case.form, case.own_score(row)
    if form.has_weights or form.has_scores or row.is_breakdown or row.reason_cell is None or score is None:
        return None
    if row.level1_points is not None or score.method not in _MISSED or gives_reason(row, case):
        return None
    if not case.rules.reasons.points_lost.value:
        return None
    return case.at(
        MISSED_WITHOUT_REASON,
        row,
        "reason",
        stated=row.reason or "空白",
        touching=row_places(row),
        target=row.target or "",
        actual=row.actual or "",
    )


REASON_EMPTY_WORDS = Kind(
    code="S513",
    severity=Severity.WARNING,
    title="扣分原因没有实际内容",
    says="扣了 {lost} 分，原因只写了“{stated}”，看不出为什么扣分。",
    do="请写明未完成的具体原因和改进措施。",
)


@check(REASON_EMPTY_WORDS, over="indicator")
def reason_says_something(row: Indicator, case: Case) -> Draft | None:
    """检查内容：扣分原因有实际内容，不是“已完成”“正常”，也不是上一行没有原因的“同上”。
    依据：原因要能说明为什么没有得满分。
    例（好）：原因：雨季推迟开工，验收顺延至次年 1 月，已调整进度计划。
    例（坏）：原因：已完成。
    """
    loss = _loss(row, case)
    if loss is None or not says_nothing(row, case) or loss_is_explained(row, case):
        return None
    return case.at(REASON_EMPTY_WORDS, row, "reason", touching=row_places(row), **loss)


REASON_WITHOUT_LOSS = Kind(
    code="S514",
    severity=Severity.HINT,
    title="得满分却写了偏差原因",
    says="这条指标得满分，偏差原因栏却写了“{stated}”。",
    do="请看一下是否应当扣分；没有偏差的，原因栏可以留空。",
)


@check(REASON_WITHOUT_LOSS, over="indicator")
def reason_goes_with_a_loss(row: Indicator, case: Case) -> Draft | None:
    """检查内容：得满分的指标没有写偏差原因；写“无偏差”“已完成”“超额完成”等说明的不算。
    依据：有偏差而不扣分，或没有偏差而写原因，至少一处需要看一眼；只作建议。
    例（好）：得满分，原因栏空白。
    例（坏）：得满分，原因：特困人员实行动态管理，人数减少。
    """
    if row.weight.value is None or row.self_score.value != row.weight.value or row.is_breakdown:
        return None
    score = case.score_of(row)
    if not tells_of_deviation(row.reason or "") or (score is not None and "over_achieved" in score.flags):
        return None
    return case.at(REASON_WITHOUT_LOSS, row, "reason", touching=row_places(row))


SAME_REASON = Kind(
    code="S526",
    severity=Severity.HINT,
    title="不同指标写了相同的原因",
    says="{count} 条不同类别的指标写了同一个原因“{stated}”：{where}。",
    do="请按每条指标各自的情况写明原因；确属同一原因的，可以不改。",
)


@check(SAME_REASON, over="form")
def reasons_are_their_own(case: Case) -> Iterator[Draft]:
    """检查内容：三条以上、分属不同一级或二级指标的行没有照抄同一个原因（合并的原因格不算；标点、空格和“由于”一类字样不计）。
    依据：原因要说明这一条为什么没有完成，互不相干的指标很少恰好是同一个原因。
    例（好）：巡查次数：台风期间停巡两次；满意度：停车位不足，居民不满意。
    例（坏）：巡查次数、受益居民人数、满意度三条都写“受疫情影响”。
    """
    groups: dict[str, dict[str, Indicator]] = {}
    for row in case.indicators:
        reason = row.reason or ""
        if row.reason_cell and is_given(reason) and tells_of_deviation(reason):
            groups.setdefault(without_marks(reason), {}).setdefault(row.reason_cell, row)
    for same in groups.values():
        rows = list(same.values())
        if len(rows) < 3 or len({row.level2_cell or row.level1_cell for row in rows}) < 2:
            continue
        yield case.at(SAME_REASON, rows[0], "reason", cells=[row.reason_cell for row in rows])
