"""Checks of the family S on what a row lacks: target, result, score, or a score that can be settled by rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.funds import scored_fund
from perfeval_xl.checks.kit.kind import HABIT, Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.kit.relation import (
    Relation,
    expected_points,
    own_points,
    relation,
)
from perfeval_xl.checks.kit.rows import has_points, lacks_score, row_places, should_have_score
from perfeval_xl.form import Fund, Indicator, MeaningKind
from perfeval_xl.form_words import BAD_THINGS, is_framework
from perfeval_xl.result import Score, Severity, Status
from perfeval_xl.units import plain

_TELLS_TARGET = re.compile(r"\d|[≥≤＞＜]|[一二三四五六七八九十百]月|年底|全覆盖")


# ------------------------------------------------------------------------------------ targets and results missing


def asks_for_result(row: Indicator, case: Case) -> bool:
    """The form wants a target and a result of the row: for its points, or, without points at all, by its columns."""
    form = case.form
    if not (form.has_targets and form.has_actuals):
        return False  # what the form does not ask for, or was not recognised and is told so
    if form.has_weights or form.has_scores or any(one.level1_points is not None for one in case.indicators):
        return has_points(row)
    return not row.is_breakdown and row.actual_cell is not None and row.target_cell is not None


def _blank(row: Indicator, place: str) -> bool:
    return getattr(row, f"{place}_value").kind is MeaningKind.BLANK


RESULT_BLANK = Kind(
    code="S520",
    severity=Severity.ERROR,
    title="实际完成值未填",
    says="年度指标值为“{target}”，实际完成值{what}。",
    do="请填写实际完成值{nothing_done}。",
    together="共 {count} 条指标填了年度指标值，实际完成值却没有填写：{where}。",
    fewest=HABIT,
    explains=("I312", "S501", "S503", "S504", "S505", "S506", "S507", "S512", "S513", "S514", "S516", "S525"),
)
_EVENTS = re.compile(f"{BAD_THINGS}|突发|应急|险情|灾|申请|来访|举报")  # of which there may have been none to deal with
_DOES_NOT_APPLY = re.compile("涉及|适用|发生")


@check(RESULT_BLANK, over="indicator")
def result_is_given(row: Indicator, case: Case) -> Draft | None:
    """检查内容：有分值或得分的指标填了实际完成值（“无”“/”不算）；不打分的表，每条指标都填了。写“不涉及”“不适用”的，
    以及可能没有发生过的事（突发事件处置率）写“无”的，只作提醒。
    依据：没有完成值就没有得分的依据；有得分而无完成值的表会被退回。
    例（好）：年度指标值 100%，实际完成值 100%，得分 10。
    例（坏）：年度指标值 3 台，实际完成值空白，得分 9.3。
    """
    if not asks_for_result(row, case) or _blank(row, "target"):
        return None
    is_blank, said = _blank(row, "actual"), (row.actual or "").strip()
    if not is_blank and not _says_nothing_of_it(row, case):
        return None
    nothing_done = "；没有开展的填 0 并说明原因"
    open_to_doubt = not is_blank and (_EVENTS.search(row.name or "") or _DOES_NOT_APPLY.search(said))
    return case.at(
        RESULT_BLANK,
        row,
        "actual",
        stated="空白" if is_blank else said,
        severity=Severity.WARNING if open_to_doubt else None,
        touching=row_places(row),
        target=row.target or "",
        what="却是空的" if is_blank else f"只写了“{said}”，没有完成情况",
        nothing_done="" if is_blank else "；确实没有发生的，请写明" if open_to_doubt else nothing_done,
    )


def _says_nothing_of_it(row: Indicator, case: Case) -> bool:
    """无 or / for 100%; not 无 for a limit on what is not wanted, which says that there was none."""
    score = case.own_score(row)
    nothing = row.actual_value.kind is MeaningKind.NOT_APPLICABLE
    asked = row.target_value.kind is not MeaningKind.NOT_APPLICABLE
    return nothing and asked and score is not None and score.method == "missing"


TARGET_BLANK = Kind(
    code="S521",
    severity=Severity.ERROR,
    title="年度指标值未填",
    says="实际完成值为“{actual}”，年度指标值却是空的，无从判断是否完成。",
    do="请填写批复的年度指标值。",
    together="共 {count} 条指标填了实际完成值，年度指标值却是空的：{where}。",
    fewest=HABIT,
    explains=("S501", "S503", "S504", "S505", "S506", "S507", "S512", "S513", "S514", "S516", "S525"),
)


@check(TARGET_BLANK, over="indicator")
def target_is_given(row: Indicator, case: Case) -> Draft | None:
    """检查内容：有分值或得分的指标（不打分的表：每条指标）填了年度指标值。指标名称里已写明目标（如“12月底之前完成”）的，只作提醒；
    决策、过程、管理类指标按评价标准打分，不要求年度指标值。
    依据：没有目标就无从判断是否完成。
    例（好）：年度指标值 ≥95%，实际完成值 96%。
    例（坏）：年度指标值空白，实际完成值 96%，得分 10。
    """
    if not asks_for_result(row, case) or not _blank(row, "target") or _blank(row, "actual"):
        return None
    if is_framework(row.level1):
        return None
    told = _TELLS_TARGET.search(re.sub(r"^指标\s*\d+", "", row.name or "")) is not None
    return case.at(
        TARGET_BLANK,
        row,
        "target",
        stated="空白",
        severity=Severity.WARNING if told else None,
        touching=row_places(row),
        actual=row.actual or "",
    )


TARGET_AND_RESULT_BLANK = Kind(
    code="S522",
    severity=Severity.ERROR,
    title="年度指标值和实际完成值都未填",
    says="{points}年度指标值和实际完成值{what}。",
    do="请填写年度指标值和实际完成值；确实不适用的，请按本地规定确定是否计分，并在原因栏写明。",
    explains=(
        "S501",
        "S503",
        "S504",
        "S505",
        "S506",
        "S507",
        "S512",
        "S513",
        "S514",
        "S516",
        "S525",
        "S520",
        "S521",
    ),
)


@check(TARGET_AND_RESULT_BLANK, over="indicator")
def target_and_result_are_given(row: Indicator, case: Case) -> Draft | None:
    """检查内容：有分值或得分的指标，年度指标值和实际完成值没有两栏都空着；两栏都写“/”“不适用”却得了分的，作提醒。
    依据：没有目标和结果，得分没有任何依据。
    例（好）：年度指标值“合格”，实际完成值“合格”，得分 10。
    例（坏）：“工程质量合格”两栏都空白，得分 10。
    """
    both = {row.target_value.kind, row.actual_value.kind}
    if is_framework(row.level1) or not asks_for_result(row, case):
        return None
    if not both <= {MeaningKind.BLANK, MeaningKind.NOT_APPLICABLE}:
        return None
    is_blank = both == {MeaningKind.BLANK}
    score = case.score_of(row)
    if not is_blank and (not row.self_score.value or score is None or score.status is not Status.NEEDS_REVIEW):
        return None
    given = "self_score" if row.self_score.value is not None else "weight"
    points = f"这条指标{words.field_word(given)}为 {words.said(row, given)}，" if has_points(row) else "这条指标的"
    said = next(text for text in (row.target, row.actual) if text) if not is_blank else ""
    return case.at(
        TARGET_AND_RESULT_BLANK,
        row,
        "target",
        stated="空白" if is_blank else said,
        severity=None if is_blank else Severity.WARNING,
        touching=row_places(row),
        points=points,
        what="都是空的" if is_blank else f"没有内容（“{said.strip()}”），看不出凭什么得分",
    )


# ------------------------------------------------------------------------------------------------- scores missing


SCORE_BLANK = Kind(
    code="S501",
    severity=Severity.ERROR,
    title="得分未填",
    says="{points}，得分一栏是空的。",
    do="请按完成情况填写得分。",
    together="共 {count} 处有分值而得分一栏是空的：{where}。",
)


@check(SCORE_BLANK, over="form")
def score_is_given(case: Case) -> Iterable[Draft]:
    """检查内容：有分值的指标和预算执行一行都填了得分（process 会在评分件中算好，不再提示）。
    没有“分值”栏的表，同一二级指标下整组都没有得分的，只作提醒。
    依据：自评表须由填报单位自己打分，财政部门不代填。
    例（好）：分值 10，得分 10。
    例（坏）：分值 10，得分空白。
    """
    if not case.form.has_scores and not any(fund.self_score.cell for fund in case.funds):
        return
    if case.filling:
        return
    for fund in case.funds:
        if fund is scored_fund(case) and fund.weight.value and lacks_score(fund):
            yield _blank_draft(fund, case, f"分值 {words.spoken(fund.weight.value)} 分")
    for row in case.indicators:
        if should_have_score(row) and lacks_score(row):
            yield _blank_draft(row, case, f"分值 {words.spoken(row.weight.value)} 分")
    if not case.form.has_weights:
        yield from _groups_without_score(case)


def _blank_draft(row: Fund | Indicator, case: Case, points: str, severity: Severity | None = None) -> Draft:
    return case.at(SCORE_BLANK, row, "self_score", stated="空白", severity=severity, points=points)


def _groups_without_score(case: Case) -> Iterable[Draft]:
    groups: dict[str | None, list[Indicator]] = {}
    for row in case.indicators:
        if not row.is_breakdown:
            groups.setdefault(row.level2_cell or row.level1_cell, []).append(row)
    if not any(row.self_score.value is not None for row in case.indicators):
        return
    for rows in groups.values():
        first = next((row for row in rows if row.target or row.actual), None)
        if first is None or _heading_is_used_up(first, case):
            continue
        if all(lacks_score(row) and row.has_own_score for row in rows):
            yield _blank_draft(first, case, f"“{first.level2 or first.level1}”有完成情况", Severity.WARNING)


def _heading_is_used_up(row: Indicator, case: Case) -> bool:
    """The scores under the row's first-level heading already make up its points: none is left to give."""
    given = [
        one.self_score.value
        for one in case.indicators
        if one.level1_cell == row.level1_cell and one.self_score.value is not None
    ]
    return row.level1_points is not None and sum(given, Decimal(0)) >= row.level1_points


NEEDS_A_PERSON = Kind(
    code="S516",
    severity=Severity.WARNING,
    title="得分需要人工评定",
    says="得分空白，按规则不能自动评定：{why}。可在 {range}之间评定。",
    do="请人工评定后填写得分。",
    undecided=True,
)


@check(NEEDS_A_PERSON, over="indicator")
def score_can_be_computed(row: Indicator, case: Case) -> Draft | None:
    """检查内容：process 填写得分时，空白的得分都能按规则算出；算不出的说明原因和可评定的范围。
    依据：不能按规则判断的，既不记零分，也不记满分，须人工评定。
    例（好）：年度指标值 ≥95%，实际完成值 96%，算出 10 分。
    例（坏）：年度指标值“显著提升”，实际完成值“有所改善”。
    """
    score = case.score_of(row)
    if not case.filling or score is None or score.status is not Status.NEEDS_REVIEW or row.row != score.row:
        return None
    if not lacks_score(row) or row.score_rows == 0:
        return None
    return case.at(
        NEEDS_A_PERSON,
        row,
        "self_score",
        stated="空白",
        touching=row_places(row),
        **_open_range(score),
    )


OPEN_SCORE = Kind(
    code="S525",
    severity=Severity.HINT,
    title="得分待人工复核",
    says="得分 {stated} 不能按规则核定：{why}。按规则可在 {range}之间评定，所填得分在此范围内。",
    do="请人工复核得分；能把实际完成值写得更明确的，请补充。",
    undecided=True,
)


@check(OPEN_SCORE, over="indicator")
def open_scores_are_told(row: Indicator, case: Case) -> Draft | None:
    """检查内容：程序不能按规则核定、得分在可评定范围之内的行，逐条说明原因和范围；填了满分的为提醒，其余为建议。
    依据：不能判断的，既不算对，也不算错，须由人复核。
    例（好）：目标“≥95%”，完成值“96%”，得分可以核定。
    例（坏）：目标“有所提升”，完成值“环境明显改善”，得分 8。
    """
    score, own = case.score_of(row), own_points(row, case)
    if score is None or score.status is not Status.NEEDS_REVIEW or own is None or row.row != score.row:
        return None
    if relation(row, case) is not Relation.UNKNOWN or _goes_by_a_standard(row, case):
        return None
    is_full = score.weight is not None and own >= score.weight
    return case.at(
        OPEN_SCORE,
        row,
        "self_score",
        severity=Severity.WARNING if is_full else None,
        touching=row_places(row),
        **_open_range(score),
    )


def _goes_by_a_standard(row: Indicator, case: Case) -> bool:
    """A row that has a standard instead of a target: of the evaluation framework, or of a table without targets."""
    asks = case.form.has_targets or case.form.has_actuals  # that a table has neither is told (R123)
    return not asks or (_blank(row, "target") and is_framework(row.level1))


BY_A_STANDARD = Kind(
    code="S528",
    severity=Severity.HINT,
    title="按评价标准打分的行没有核定",
    says="有 {count} 条决策、过程、管理类指标没有年度指标值，按评价标准打分，程序不能核定它们的得分：{where}。",
    do="请对照评价标准和佐证材料人工复核这些得分。",
    undecided=True,
)


@check(BY_A_STANDARD, over="form")
def rows_by_a_standard_are_named(case: Case) -> Draft | None:
    """检查内容：决策、过程、管理类指标没有年度指标值而有得分的，一并列出，不逐条提示；整张表合并为一条。
    依据：这类指标按评价标准打分，标准不在表内，程序既不算对，也不算错。
    例（好）：产出指标：年度指标值 ≥95%，实际完成值 96%，得分可以核定。
    例（坏）：项目立项：立项依据充分性，实际完成值“充分”，没有年度指标值，得分 3。
    """
    rows = [
        row
        for row in case.indicators
        if (score := case.score_of(row)) is not None
        and score.status is Status.NEEDS_REVIEW
        and own_points(row, case) is not None
        and is_framework(row.level1)
        and _blank(row, "target")
    ]
    if not rows:
        return None
    return case.at(BY_A_STANDARD, rows[0], "self_score", count=len(rows), cells=[row.self_score.cell for row in rows])


def _open_range(score: Score) -> dict[str, Any]:
    """Why a score is open and what the rules allow, for the templates."""
    known = score.open_from is not None and score.open_to is not None
    most = f"{plain(score.weight)} 分" if score.weight is not None else "满分"
    return {"why": score.why.rstrip("。"), "range": expected_points(score) if known else f"0～{most}"}


NO_SCORE_COLUMN = Kind(
    code="S515",
    severity=Severity.WARNING,
    title="表内没有得分",
    says="表内有分值，却没有“得分”一栏，无法核对自评得分。",
    do="请使用带“得分”栏的自评表。",
)


@check(NO_SCORE_COLUMN, over="form")
def form_has_scores(case: Case) -> Draft | None:
    """检查内容：有分值的表也有“得分”一栏。
    依据：自评要对照分值打分，没有得分栏就没有自评结果。
    例（好）：……｜分值｜得分｜偏差原因……
    例（坏）：……｜分值｜偏差原因……
    """
    if case.form.has_scores or not any(row.weight.value is not None for row in case.indicators):
        return None
    if not case.rules.points.given.value:
        return None
    return case.at(NO_SCORE_COLUMN, case.indicators[0], "weight", stated="")
