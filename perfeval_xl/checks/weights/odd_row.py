"""Checks of the family W: the one row whose weight puts every sum out."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.elsewhere import loss_is_explained
from perfeval_xl.checks.kit.funds import scored_fund
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.reasons import is_given, reason_of
from perfeval_xl.checks.kit.registry import Case, Draft, Row, check
from perfeval_xl.checks.kit.relation import Relation, relation
from perfeval_xl.checks.kit.rows import row_places
from perfeval_xl.checks.kit.weights import Group, carries_points, is_subtotal, weight_sums
from perfeval_xl.checks.weights.sums import execution_points
from perfeval_xl.form import Indicator
from perfeval_xl.result import Severity
from perfeval_xl.units import plain

_IN_ORDER = (Relation.AGREES, Relation.COARSE, Relation.UNKNOWN)


ODD_WEIGHT = Kind(
    code="W413",
    severity=Severity.ERROR,
    title="一条指标的分值填错",
    says="“{name}”的分值填 {stated} 分，得分填 {own} 分；各项分值合计 {sum} 分，比满分 {full} 分{more}，"
    "正好差在这一条。",
    do="请把 {weight_cell} 改为 {expected}；如 {weight_cell} 无误，请改正得分，并调整其他指标的分值。",
    explains=("W401", "W402", "W403", "S502", "S503", "S504", "S505", "S506"),
)


@check(ODD_WEIGHT, over="form")
def sums_are_not_put_out_by_one_row(case: Case) -> Draft | None:
    """检查内容：分值合计与满分不符、而只有一条指标的得分与分值对不上时，看合计之差是否正好在这一条；是的，报告在它的分值上。
    依据：同一处笔误会使合计、标题、得分都不符，只应改一处。
    例（好）：各项分值合计 100，每条得分不超过分值。
    例（坏）：六条指标应为 6 分的一条填了 10 分，得分仍为 6，合计 104 分。
    """
    sums, full = weight_sums(case), case.rules.weights.total.value
    if sums.indicators is None or not sums.complete or not case.form.has_total or is_subtotal(case, sums):
        return None
    total = sums.indicators.low + execution_points(scored_fund(case))
    excess = total - full
    odd = [row for row in case.indicators if excess and _is_odd(row, excess, case)]
    if len(odd) != 1 or odd[0].weight.value is None:
        return None
    row, weight = odd[0], odd[0].weight.value
    touching: list[tuple[Row, str]] = [*row_places(row), (row, "self_score"), (case.form, "total_weight")]
    return case.at(
        ODD_WEIGHT,
        row,
        "weight",
        expected=weight - excess,
        touching=touching,
        name=words.name_of(row),
        own=row.self_score.value,
        sum=total,
        full=full,
        more=f"{'多' if excess > 0 else '少'} {plain(abs(excess))} 分",
        weight_cell=row.weight.cell or words.name_of(row),
    )


def _is_out_by(group: Group, excess: Decimal) -> bool:
    """The rows' sum differs by this from the heading's points, or the heading says none."""
    return group.points is None or group.total is None or group.total.low - group.points == excess


def _is_odd(row: Indicator, excess: Decimal, case: Case) -> bool:
    """The row's score does not go with its weight, and goes with the weight that the sums leave for it."""
    score, own, weight = case.score_of(row), row.self_score.value, row.weight.value
    if score is None or own is None or weight is None or row.score_rows > 1 or not carries_points(row):
        return False
    if own <= weight and relation(row, case) in _IN_ORDER:
        return False
    group = next((one for one in weight_sums(case).level1 if row in one.rows), None)
    if group is not None and not _is_out_by(group, excess):
        return False
    meant = weight - excess
    if meant <= 0:
        return False
    if own == meant:
        is_loss = is_given(reason_of(row, case)) or loss_is_explained(row, case)
        return score.points in (None, weight) and (excess < 0 or not is_loss)
    return score.points is not None and weight != 0 and case.rules.rounding.round(score.points * meant / weight) == own
