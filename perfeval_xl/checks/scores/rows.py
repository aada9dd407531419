"""Checks of the family S on one row: results and targets missing, scores missing, scores against the rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.funds import amount_places, real_rate, scored_fund
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, Row, check
from perfeval_xl.checks.kit.relation import (
    Relation,
    above_every_formula,
    expected_points,
    formula_followed,
    gives_reason,
    is_given,
    own_points,
    relation,
)
from perfeval_xl.checks.kit.spans import span
from perfeval_xl.form import Fund, Indicator, MeaningKind, SaidKind, Score, Severity, Status, VerdictFamily
from perfeval_xl.form_words import is_framework
from perfeval_xl.rules.sentences import REVERSE_FORMULAS
from perfeval_xl.units import plain

_EMPTY = (SaidKind.BLANK, SaidKind.NOT_APPLICABLE)
_BASIS = re.compile(r"(?:依据：|通行做法).+?(?=。|$)")
_TELLS_TARGET = re.compile(r"\d|[≥≤＞＜]|[一二三四五六七八九十百]月|年底|全覆盖")


# ------------------------------------------------------------------------------------ targets and results missing


def has_points(row: Indicator) -> bool:
    """Points are set for the row, or given to it."""
    return not row.is_breakdown and (
        bool(row.weight.value and row.weight.value > 0) or row.self_score.value is not None
    )


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


_ROW = ("target", "actual", "weight", "self_score")


def row_places(row: Indicator) -> list[tuple[Row, str]]:
    """What a judgement of a row rests on."""
    return [(row, place) for place in _ROW]


RESULT_BLANK = Kind(
    code="S520",
    severity=Severity.ERROR,
    title="实际完成值未填",
    says="年度指标值为“{target}”，实际完成值却是空的。",
    do="请填写实际完成值。",
    explains=("S501", "S503", "S504", "S505", "S506", "S507", "S512", "S513", "S514", "S516", "S525"),
)


@check(RESULT_BLANK, over="indicator")
def result_is_given(row: Indicator, case: Case) -> Draft | None:
    """检查内容：有分值或得分的指标填了实际完成值；不打分的表，每条指标都填了。
    依据：没有完成值就没有得分的依据；有得分而无完成值的表会被退回。
    例（好）：年度指标值 100%，实际完成值 100%，得分 10。
    例（坏）：年度指标值 3 台，实际完成值空白，得分 9.3。
    """
    if not asks_for_result(row, case) or not _blank(row, "actual") or _blank(row, "target"):
        return None
    target = row.target or ""
    return case.at(RESULT_BLANK, row, "actual", stated="空白", touching=row_places(row), target=target)


TARGET_BLANK = Kind(
    code="S521",
    severity=Severity.ERROR,
    title="年度指标值未填",
    says="实际完成值为“{actual}”，年度指标值却是空的，无从判断是否完成。",
    do="请填写批复的年度指标值。",
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
    if not asks_for_result(row, case) or not both <= {MeaningKind.BLANK, MeaningKind.NOT_APPLICABLE}:
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


def lacks_score(row: Fund | Indicator) -> bool:
    """A place for a score with nothing (or a dash) in it."""
    return row.self_score.value is None and row.self_score.cell is not None and row.self_score.said.kind in _EMPTY


def should_have_score(row: Indicator) -> bool:
    """A row with points of its own and a 得分 of its own (not below a merged one)."""
    return not row.is_breakdown and row.score_rows != 0 and bool(row.weight.value and row.weight.value > 0)


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
        if all(lacks_score(row) and row.score_rows != 0 for row in rows):
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
    says="得分空白，按规则不能自动评定：{why}。可在 {low}～{high} 分之间评定。",
    do="请人工评定后填写得分。",
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
    says="得分 {stated} 不能按规则核定：{why}。按规则可在 {low}～{high} 分之间评定，所填得分在此范围内。",
    do="请人工复核这一行的得分；能把完成值写得更明确的，请补充。",
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
    if relation(row, case) is not Relation.UNKNOWN:
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


def _open_range(score: Score) -> dict[str, Any]:
    """Why a score is open and what the rules allow, for the templates."""
    most = score.weight if score.weight is not None else "满"
    return {
        "why": score.why.rstrip("。"),
        "low": score.open_from if score.open_from is not None else "0",
        "high": score.open_to if score.open_to is not None else most,
    }


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


# ---------------------------------------------------------------------------------------------- scores and the rule


SCORE_OUT_OF_RANGE = Kind(
    code="S502",
    severity=Severity.ERROR,
    title="得分超出分值范围",
    says="得分为 {stated}，应在 0～{weight} 分之间。",
    do="请改正得分；得分最高为分值，最低为 0。",
    explains=("S503", "S504", "S505", "S506", "S507", "S508", "S512", "S513", "S514"),
)


@check(SCORE_OUT_OF_RANGE, over="form")
def score_is_within_the_weight(case: Case) -> Iterable[Draft]:
    """检查内容：得分在 0 与分值之间，包括预算执行一行；有复核分一栏的，复核分也在其间。
    依据：得分必须小于等于分值，不能为负。
    例（好）：分值 10，得分 9.5。
    例（坏）：分值 10，得分 12。
    """
    fund = scored_fund(case)
    for row in (*([fund] if fund is not None else []), *case.indicators):
        own, weight = row.self_score.value, row.weight.value
        score = case.score_of(row)
        if isinstance(row, Indicator) and row.score_rows > 1:
            weight = score.weight if score is not None else None  # one 得分 over several rows: their points together
        trim = case.rules.rounding.trim
        if own is None or (own >= 0 and (weight is None or trim(own) <= trim(weight))):
            continue
        limit = plain(weight) if weight is not None else "分值"
        yield case.at(
            SCORE_OUT_OF_RANGE,
            row,
            "self_score",
            expected=f"0～{limit}",
            touching=[(row, "weight")],
            weight=limit,
        )
    for row in case.indicators:
        if (
            row.review_score.value is None
            or row.weight.value is None
            or 0 <= row.review_score.value <= row.weight.value
        ):
            continue
        said = plain(row.review_score.value)
        yield case.at(
            SCORE_OUT_OF_RANGE,
            row,
            "review_score",
            stated=said,
            expected=f"0～{plain(row.weight.value)}",
            weight=plain(row.weight.value),
        )


def _against_rule(kind: Kind, row: Fund | Indicator, case: Case, severity: Severity | None = None) -> Draft | None:
    score = case.score_of(row)
    if score is None:
        return None
    touching: list[tuple[Row, str]] = (
        row_places(row) if isinstance(row, Indicator) else [*amount_places(row, case.rules)]
    )
    touching += [(row, "reason"), (row, "rate"), (row, "weight")]
    return case.at(
        kind,
        row,
        "self_score",
        stated=own_points(row, case) if score.rows > 1 else None,
        expected=expected_points(score),
        severity=severity,
        touching=touching,
        derivation=_derivation(score),
        decimals=case.rules.rounding.decimals.value,
    )


def _derivation(score: Score) -> str:
    """How the rule's points come about, and where the rule comes from."""
    basis = _BASIS.search(score.rule)
    said = (score.derivation or score.why or score.rule).rstrip("。")
    return f"{said}；{basis.group()}" if basis is not None and basis.group() not in said else said


def _softened(score: Score | None) -> Severity | None:
    """A rule that nobody has read in a text does not make an error of itself."""
    return None if score is None or score.confirmed else Severity.WARNING


FULL_FOR_MISSED = Kind(
    code="S504",
    severity=Severity.ERROR,
    title="未完成目标却得满分",
    says="没有完成年度指标值却得满分 {stated}，按评分规则应为 {expected}（{derivation}）。",
    do="请核对实际完成值；确未完成的，改为 {expected}，并说明原因。",
    explains=("S503", "S512", "S513", "S514"),
)


@check(FULL_FOR_MISSED, over="indicator")
def missed_target_is_not_full(row: Indicator, case: Case) -> Draft | None:
    """检查内容：没有完成年度指标值的指标没有得满分；与四舍五入无关。
    依据：完成目标得满分，未完成的按完成比例得分，满分与未完成不能同时成立。
    例（好）：目标 ≥4754 人，实际 4604 人，分值 5，得分 4.84。
    例（坏）：目标 ≥4754 人，实际 4604 人，分值 5，得分 5。
    """
    if relation(row, case) is not Relation.FULL_FOR_MISSED:
        return None
    return _against_rule(FULL_FOR_MISSED, row, case)


SCORE_ABOVE_RULE = Kind(
    code="S503",
    severity=Severity.ERROR,
    title="得分高于核算得分",
    says="得分为 {stated}，按评分规则应为 {expected}（{derivation}）。",
    do="请改为 {expected}，并在偏差原因栏说明。",
    explains=("S512", "S513", "S514"),
)


@check(SCORE_ABOVE_RULE, over="indicator")
def score_is_not_above_the_rule(row: Indicator, case: Case) -> Draft | None:
    """检查内容：得分不高于按评分规则算出的得分（定性指标：不高于所填档次的上限）。
    完成值不是规定的三档用词的，只作提醒。
    依据：评分规则的定量、定性评分办法，来源见汇总表该行的规则。
    例（好）：目标 3807 人，实际 3224 人，分值 2，得分 1.69。
    例（坏）：目标 3807 人，实际 3224 人，分值 2，得分 1.9。
    """
    if relation(row, case) is not Relation.ABOVE or formula_followed(row, case) is not None:
        return None
    severity = None if above_every_formula(row, case) else _softened(case.score_of(row))
    in_own_words = (
        row.actual_value.kind is MeaningKind.VERDICT and row.actual_value.family is not VerdictFamily.OFFICIAL
    )
    if in_own_words:
        severity = Severity.WARNING
    return _against_rule(SCORE_ABOVE_RULE, row, case, severity)


OTHER_FORMULA = Kind(
    code="S524",
    severity=Severity.WARNING,
    title="反向指标按另一种算法计分",
    says="得分 {stated} 是按“{other}”算的；所用评分规则按“{own}”，应为 {expected}。两种算法都有地方在用，"
    "本地用哪一种，没有读到原文。",
    do="请查本地的评分办法：按“{other}”计分的不必改；按“{own}”计分的，请改为 {expected}。",
)


@check(OTHER_FORMULA, over="indicator")
def formula_is_the_local_one(row: Indicator, case: Case) -> Draft | None:
    """检查内容：反向指标超出上限的，得分用的是所用评分规则的算法；符合另一种在用的算法、而规则没有读过原文的，只作提醒。
    依据：评分规则 quantitative.negative_missed、quantitative.negative_also；两种算法分别印在不同地方的表上。
    例（好）：上限 5 天，实际 8 天，分值 10，得分 4：10 ×〔1 −（8 − 5）÷ 5〕。
    例（坏）：同一行得分 6.25：10 × 5 ÷ 8。
    """
    other = formula_followed(row, case)
    score = case.score_of(row)
    if relation(row, case) is not Relation.ABOVE or other is None or score is None:
        return None
    own = case.rules.quantitative.negative_missed.value
    return case.at(
        OTHER_FORMULA,
        row,
        "self_score",
        expected=expected_points(score),
        touching=row_places(row),
        other=REVERSE_FORMULAS[other],
        own=REVERSE_FORMULAS[own],
    )


BELOW_RULE_NO_REASON = Kind(
    code="S505",
    severity=Severity.ERROR,
    title="得分低于核算得分而无原因",
    says="得分为 {stated}，按评分规则应为 {expected}（{derivation}），没有说明扣分原因。",
    do="请在偏差原因栏说明扣分原因，或改为 {expected}。",
    explains=("S512", "S513"),
)


@check(BELOW_RULE_NO_REASON, over="indicator")
def deduction_is_explained(row: Indicator, case: Case) -> Draft | None:
    """检查内容：得分低于按评分规则算出的得分时，说明了原因。表内没有原因栏、评分规则不要求写原因的，只作提醒。
    依据：自行扣分可以，但扣分必须说明原因。
    例（好）：完成目标，分值 10，得分 9，原因：台账登记不及时。
    例（坏）：完成目标，分值 10，得分 7，原因空白。
    """
    if relation(row, case) is not Relation.BELOW or gives_reason(row, case):
        return None
    asked_for = row.reason_cell is not None and case.rules.reasons.points_lost.value
    severity = _softened(case.score_of(row)) if asked_for else Severity.WARNING
    return _against_rule(BELOW_RULE_NO_REASON, row, case, severity)


BELOW_RULE = Kind(
    code="S506",
    severity=Severity.WARNING,
    title="得分低于核算得分",
    says="得分为 {stated}，按评分规则应为 {expected}（{derivation}）；已写明原因的自行扣分可以保留，请确认。",
    do="请确认是有意扣分；如系计算有误，改为 {expected}。",
    explains=("S513",),
)


@check(BELOW_RULE, over="indicator")
def own_deduction_is_meant(row: Indicator, case: Case) -> Draft | None:
    """检查内容：得分低于核算得分而写了原因的，提请确认。
    依据：填报单位可以自行多扣分；但也可能是计算有误。
    例（好）：分值 15，完成 99.1%，得分 14.86，原因：有新增死亡人员。
    例（坏）：分值 15，完成 99.1%，得分 13，原因：有新增死亡人员。
    """
    if relation(row, case) is not Relation.BELOW or not gives_reason(row, case):
        return None
    return _against_rule(BELOW_RULE, row, case)


SCORE_COARSE = Kind(
    code="S507",
    severity=Severity.HINT,
    title="得分保留的小数位数偏少",
    says="得分为 {stated}，按评分规则应为 {expected}（{derivation}），数值正确但取整较粗。",
    do="请保留 {decimals} 位小数，填写 {expected}。",
)


@check(SCORE_COARSE, over="indicator")
def score_keeps_its_decimals(row: Indicator, case: Case) -> Draft | None:
    """检查内容：按比例计算的得分保留了评分规则规定的小数位数。
    依据：评分规则 rounding.decimals；少保留一位不影响对错，只作建议。
    例（好）：应得 1.95 分，填 1.95。
    例（坏）：应得 1.43 分，填 1.4。
    """
    if relation(row, case) is not Relation.COARSE:
        return None
    return _against_rule(SCORE_COARSE, row, case)


EXECUTION_SCORE_OFF = Kind(
    code="S508",
    severity=Severity.ERROR,
    title="预算执行得分与执行率不符",
    says="预算执行得分为 {stated}，按评分规则应为 {expected}（{derivation}）。",
    do="请改为 {expected}；自行扣分的，请说明原因。",
)


@check(EXECUTION_SCORE_OFF, over="fund")
def execution_score_follows_the_rate(fund: Fund, case: Case) -> Draft | None:
    """检查内容：预算执行得分等于按评分规则由执行率算出的得分。高于规则为错误；低于规则有原因的为提醒，无原因的为错误。
    依据：评分规则 execution.method（一般为分值 × 执行率，最高为分值）。
    例（好）：执行率 99.1%，分值 10，得分 9.91。
    例（坏）：执行率 99.1%，分值 10，得分 9，没有原因。
    """
    found = relation(fund, case)
    if found is Relation.COARSE:
        return _against_rule(EXECUTION_SCORE_OFF, fund, case, Severity.HINT)
    if found not in (Relation.ABOVE, Relation.FULL_FOR_MISSED, Relation.BELOW) or _follows_wrong_rate(fund, case):
        return None
    severity = None if found is Relation.FULL_FOR_MISSED else _softened(case.score_of(fund))
    if found is Relation.BELOW and is_given(fund.reason or ""):
        severity = Severity.WARNING
    return _against_rule(EXECUTION_SCORE_OFF, fund, case, severity)


def _follows_wrong_rate(fund: Fund, case: Case) -> bool:
    """Whether the score is points × a printed rate that the amounts contradict: then the rate alone is told (B201)."""
    printed, real = span(fund, "rate"), real_rate(fund, case.rules)
    if (
        printed is None
        or real is None
        or printed.meets(real)
        or fund.weight.value is None
        or fund.self_score.value is None
    ):
        return False
    low, high = (min(rate * fund.weight.value, fund.weight.value) for rate in (printed.low, printed.high))
    if fund.self_score.value == fund.weight.value:
        return high == fund.weight.value
    slack = Decimal("0.5").scaleb(min(int(fund.self_score.value.normalize().as_tuple().exponent), 0))
    return low - slack <= fund.self_score.value <= high + slack
