"""Checks of the family S on a score against what the rule-set gives for the row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from perfeval_xl.checks.kit.funds import amount_places, real_rate, scored_fund
from perfeval_xl.checks.kit.kind import HABIT, Kind
from perfeval_xl.checks.kit.reasons import gives_reason, is_given
from perfeval_xl.checks.kit.registry import Case, Draft, Row, check
from perfeval_xl.checks.kit.relation import (
    Relation,
    above_every_formula,
    best_of_elsewhere,
    expected_points,
    formula_followed,
    own_points,
    relation,
)
from perfeval_xl.checks.kit.rows import row_places
from perfeval_xl.checks.kit.spans import span
from perfeval_xl.form import Fund, Indicator, MeaningKind, VerdictFamily
from perfeval_xl.result import Score, Severity
from perfeval_xl.rules.sentences import REVERSE_FORMULAS
from perfeval_xl.units import plain

_BASIS = re.compile(r"(?:依据：|通行做法).+?(?=。|$)")


SCORE_OUT_OF_RANGE = Kind(
    code="S502",
    severity=Severity.ERROR,
    title="得分超出分值范围",
    says="得分为 {stated}，应在 0～{weight} 分之间。",
    do="请改正得分；得分最高为分值，最低为 0。",
    together="共 {count} 处得分超出分值范围：{where}。",
    fewest=HABIT,
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


def _against_rule(
    kind: Kind,
    row: Fund | Indicator,
    case: Case,
    severity: Severity | None = None,
    besides: str = "",
    elsewhere: str = "",
) -> Draft | None:
    score = case.score_of(row)
    if score is None:
        return None
    touching: list[tuple[Row, str]] = (
        row_places(row) if isinstance(row, Indicator) else [*amount_places(row, case.rules)]
    )
    touching += [(row, "reason"), (row, "rate"), (row, "weight")]
    expected = expected_points(score)
    is_range = "～" in expected
    return case.at(
        kind,
        row,
        "self_score",
        stated=own_points(row, case) if score.rows > 1 else None,
        expected=None if kind is BELOW_RULE else expected,  # what the unit took off with a reason may stay
        severity=severity,
        touching=touching,
        ought=f"应在 {expected}之间" if is_range else f"应为 {expected}",
        mend=f"在 {expected}之间评定一个得分" if is_range else f"改为 {expected}",
        besides=besides,
        derivation=_derivation(score, is_error=(severity or kind.severity) is Severity.ERROR)
        + (f"；{elsewhere}" if elsewhere else ""),
        decimals=case.rules.rounding.decimals.value,
    )


def _derivation(score: Score, *, is_error: bool) -> str:
    """How the rule's points come about, and where the rule comes from.

    An error on a rule that nobody has read rests on the form's own figures: it names nothing else.
    """
    basis = None if is_error and not score.confirmed else _BASIS.search(score.rule)
    open_why = score.why if score.points is None else ""  # a derivation says the range again
    said = (open_why or score.derivation or score.rule).rstrip("。")
    return f"{said}；{basis.group()}" if basis is not None and basis.group() not in said else said


def _softened(score: Score | None) -> Severity | None:
    """A rule that nobody has read in a text does not make an error of itself."""
    return None if score is None or score.confirmed else Severity.WARNING


FULL_FOR_MISSED = Kind(
    code="S504",
    severity=Severity.ERROR,
    title="未完成目标却得满分",
    says="没有完成年度指标值却得满分 {stated}，按评分规则{ought}（{derivation}）。",
    do="请核对实际完成值；确未完成的，{mend}，并说明原因。",
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
    says="得分为 {stated}，按评分规则{ought}（{derivation}）。",
    do="请{mend}，并在偏差原因栏说明。",
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
    is_above_all = above_every_formula(row, case)
    severity = None if is_above_all else _softened(case.score_of(row))
    in_own_words = (
        row.actual_value.kind is MeaningKind.VERDICT and row.actual_value.family is not VerdictFamily.OFFICIAL
    )
    if in_own_words:
        severity = Severity.WARNING
    elsewhere = best_of_elsewhere(row, case) if is_above_all else ""
    return _against_rule(SCORE_ABOVE_RULE, row, case, severity, elsewhere=elsewhere)


OTHER_FORMULA = Kind(
    code="S524",
    severity=Severity.WARNING,
    title="反向指标按另一种算法计分",
    says="得分 {stated} 是按“{other}”算的；所用评分规则按“{own}”，应为 {points}。两种算法都有地方在用，"
    "本地用哪一种，没有读到原文。",
    do="请查本地的评分办法：按“{other}”计分的不必改；按“{own}”计分的，请改为 {points}。",
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
        points=expected_points(score),
        touching=row_places(row),
        other=REVERSE_FORMULAS[other],
        own=REVERSE_FORMULAS[own],
    )


BELOW_RULE_NO_REASON = Kind(
    code="S505",
    severity=Severity.ERROR,
    title="得分低于核算得分而无原因",
    says="得分为 {stated}，按评分规则{ought}（{derivation}），没有说明扣分原因。",
    do="请在偏差原因栏说明扣分原因，或{mend}。",
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
    says="得分为 {stated}，按评分规则{ought}（{derivation}）；已写明原因的自行扣分可以保留，请确认。",
    do="请确认是有意扣分；如系计算有误，{mend}。",
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
    do="请{mend}；{besides}。",
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
        places = f"得分保留 {case.rules.rounding.decimals.value} 位小数"
        return _against_rule(EXECUTION_SCORE_OFF, fund, case, Severity.HINT, places)
    if found not in (Relation.ABOVE, Relation.FULL_FOR_MISSED, Relation.BELOW) or _follows_wrong_rate(fund, case):
        return None
    severity = None if found is Relation.FULL_FOR_MISSED else _softened(case.score_of(fund))
    if found is not Relation.BELOW:
        return _against_rule(EXECUTION_SCORE_OFF, fund, case, severity, "预算执行得分不能高于此数")
    if is_given(fund.reason or ""):
        severity = Severity.WARNING
    return _against_rule(EXECUTION_SCORE_OFF, fund, case, severity, "自行扣分的，请说明原因")


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
