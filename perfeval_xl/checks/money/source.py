"""Checks of the family B on one source of money: budget, executed amount and rate."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.elsewhere import change_is_explained, money_is_explained, places_read
from perfeval_xl.checks.kit.funds import (
    amount_of,
    amount_places,
    budget_field,
    rate_is_surely_below,
    real_rate,
    scored_fund,
    total_of,
)
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.reasons import is_given
from perfeval_xl.checks.kit.registry import Case, Draft, Row, check
from perfeval_xl.checks.kit.spans import percent_span, span
from perfeval_xl.form import Fund, SaidKind, cell_of, figure_of
from perfeval_xl.result import Severity
from perfeval_xl.units import percent, plain

RATE_MISMATCH = Kind(
    code="B201",
    severity=Severity.ERROR,
    title="执行率与金额不符",
    says="填写的执行率为 {stated}，按执行数 {executed} ÷ 预算数 {budget} 应为 {expected}{score}（{resting_on}）。",
    do="请核对执行数、预算数及其单位，或改正执行率。",
    explains=("B205",),
)


@check(RATE_MISMATCH, over="fund")
def rate_agrees_with_amounts(fund: Fund, case: Case) -> Draft | None:
    """检查内容：每一行的执行率等于全年执行数 ÷ 全年预算数；执行率按填写的小数位数允许四舍五入。
    依据：执行率 = 全年执行数 ÷ 全年预算数（B/A）。
    例（好）：预算数 65.66，执行数 65.07，执行率 99%（实为 99.10%，保留到整数）。
    例（坏）：预算数 100，执行数 89.5，执行率 98%（应为 89.5%）。
    """
    stated, real = span(fund, "rate"), real_rate(fund, case.rules)
    if stated is None or real is None or stated.meets(real) or _is_said_at_the_total(fund, case):
        return None
    budget = budget_field(fund, case.rules)
    return case.at(
        RATE_MISMATCH,
        fund,
        "rate",
        expected=percent_span(real),
        touching=amount_places(fund, case.rules),
        executed=words.said(fund, "executed"),
        budget=words.said(fund, budget),
        score=_score_that_follows(fund, case),
        source=case.rules.cite("execution.denominator"),
    )


def _is_said_at_the_total(fund: Fund, case: Case) -> bool:
    """A source that is all the money there is repeats the total's figures: what is wrong with them is told once."""
    whole = total_of(case)
    if whole is None or whole is fund:
        return False
    figures = (budget_field(fund, case.rules), "executed", "rate")
    return all(span(fund, one) == span(whole, one) for one in figures)


def _score_that_follows(fund: Fund, case: Case) -> str:
    """The points that the amounts give, where the unit's own are others."""
    score = case.score_of(fund)
    own = span(fund, "self_score")
    if score is None or score.points is None or own is None or own.low <= score.points <= own.high:
        return ""
    return f"，预算执行得分相应为 {plain(score.points)} 分"


OVERSPENT = Kind(
    code="B203",
    severity=Severity.ERROR,
    title="执行数超过预算数",
    says="全年执行数 {executed}，超过预算数 {budget}{parts}。",
    do="请核对执行数；年中追加预算的，请按调整后的金额填写全年预算数。",
    explains=("B201", "B205", "B213", "S508"),
)


@check(OVERSPENT, over="fund")
def not_more_than_budget(fund: Fund, case: Case) -> Draft | None:
    """检查内容：全年执行数不超过全年预算数。
    依据：预算是支出的上限，年中追加的应计入全年预算数。
    例（好）：全年预算数 251.89，全年执行数 251.89。
    例（坏）：全年预算数 100，全年执行数 102.59。
    """
    if not _is_overspent(fund):
        return None
    whole = total_of(case)
    if whole is not None and whole is not fund and _is_overspent(whole):
        return None  # said once, at the total
    parts = [one for one in case.funds if fund is whole and one is not whole and _is_overspent(one)]
    rates: list[tuple[Row, str]] = [(one, "rate") for one in (fund, *parts)]
    return case.at(
        OVERSPENT,
        fund,
        "executed",
        touching=[(fund, fund.ceiling), *rates],
        executed=amount_of(fund, "executed", case),
        budget=amount_of(fund, fund.ceiling, case),
        parts="".join(_over_as_well(one, case) for one in parts if one.executed.value != fund.executed.value),
    )


def _is_overspent(fund: Fund) -> bool:
    budget, executed = span(fund, fund.ceiling), span(fund, "executed")
    return budget is not None and executed is not None and executed.low > budget.high


def _over_as_well(part: Fund, case: Case) -> str:
    spent, budget = amount_of(part, "executed", case), amount_of(part, part.ceiling, case)
    return f"；其中{words.fund_name(part)}（{part.executed.cell}）{spent}，超过 {budget}"


RATE_BLANK = Kind(
    code="B204",
    severity=Severity.WARNING,
    title="执行率未填",
    says="预算数和执行数都已填写，执行率一栏是空的，应为 {expected}。",
    do="请填写执行率 {expected}。",
)


@check(RATE_BLANK, over="fund")
def rate_is_given(fund: Fund, case: Case) -> Draft | None:
    """检查内容：资金总额一行预算数、执行数都填了时，执行率也已填写（process 会在评分件中算好，不再提示）。
    依据：执行率是表内应填项，也是预算执行得分的依据。
    例（好）：预算数 880，执行数 880，执行率 100%。
    例（坏）：预算数 880，执行数 880，执行率空白。
    """
    if fund.source != "total" or fund.rate.cell is None or case.filling:
        return None
    real = real_rate(fund, case.rules)
    if real is None or fund.rate.said.kind not in (SaidKind.BLANK, SaidKind.NOT_APPLICABLE):
        return None
    return case.at(RATE_BLANK, fund, "rate", stated="空白", expected=percent_span(real))


RATE_ABOVE_ONE = Kind(
    code="B205",
    severity=Severity.ERROR,
    title="执行率超过 100%",
    says="填写的执行率为 {stated}，超过 100%，意味着支出多于预算。",
    do="请核对执行率；年中追加预算的，请以调整后的预算数为分母。",
    explains=("S508",),
)


@check(RATE_ABOVE_ONE, over="fund")
def rate_is_at_most_one(fund: Fund, case: Case) -> Draft | None:
    """检查内容：执行率不超过 100%。
    依据：执行数不应超过预算数；以年初预算为分母而年中有追加时也会出现，应改用调整后的预算数。
    例（好）：执行率 100%。
    例（坏）：执行率 102.59%。
    """
    stated = span(fund, "rate")
    if stated is None or stated.low <= 1:
        return None
    return case.at(RATE_ABOVE_ONE, fund, "rate", touching=amount_places(fund, case.rules))


RATE_OF_NOTHING = Kind(
    code="B206",
    severity=Severity.WARNING,
    title="没有资金却填了执行率",
    says="预算数和执行数都是 0，执行率却填了 {stated}；没有预算时执行率无从计算。",
    do="请将这一行的执行率留空或填“—”。",
)


@check(RATE_OF_NOTHING, over="fund")
def nothing_has_no_rate(fund: Fund, case: Case) -> Draft | None:
    """检查内容：预算数、执行数都是 0 的一行没有填大于 0 的执行率。
    依据：0 ÷ 0 没有意义，既不是 100%，也不应计分。
    例（好）：其他资金 0、0，执行率“—”。
    例（坏）：其他资金 0、0，执行率 100%。
    """
    budget, executed, rate = (span(fund, one) for one in (budget_field(fund, case.rules), "executed", "rate"))
    if budget is None or executed is None or rate is None:
        return None
    if budget.high != 0 or executed.high != 0 or not fund.rate.value:
        return None
    return case.at(RATE_OF_NOTHING, fund, "rate", touching=amount_places(fund, case.rules))


POINTS_FOR_NOTHING = Kind(
    code="B216",
    severity=Severity.WARNING,
    title="没有预算却有预算执行得分",
    says="预算数和执行数都是 0，无从计算执行率，预算执行得分却填了 {stated}。",
    do="请核对预算数、执行数；确实没有预算的，请按本地规定确定这一行是否计分。",
    explains=("S508", "S516", "S525"),
)


@check(POINTS_FOR_NOTHING, over="fund")
def nothing_gives_no_points(fund: Fund, case: Case) -> Draft | None:
    """检查内容：预算数、执行数都是 0 的，预算执行没有得分。
    依据：预算执行得分由执行率算出，没有预算就没有执行率。
    例（好）：预算数 100，执行数 98，预算执行得分 9.8。
    例（坏）：预算数 0，执行数 0，预算执行得分 10。
    """
    budget, executed, own = (span(fund, one) for one in (budget_field(fund, case.rules), "executed", "self_score"))
    if fund is not scored_fund(case) or budget is None or executed is None or own is None:
        return None
    if budget.high != 0 or executed.high != 0 or own.low <= 0:
        return None
    return case.at(POINTS_FOR_NOTHING, fund, "self_score", touching=amount_places(fund, case.rules))


PART_CARRIES_POINTS = Kind(
    code="B207",
    severity=Severity.WARNING,
    title="分项资金行重复填写分值或得分",
    says="“{name}”一行又填了{what}；预算执行只在资金总额一行计分，这一行没有计入总分。",
    do="请将这一行的分值、得分改为“—”。",
)


@check(PART_CARRIES_POINTS, over="fund")
def parts_carry_no_points(fund: Fund, case: Case) -> Draft | None:
    """检查内容：“其中”各行没有重复填写分值、得分。
    依据：预算执行只按资金总额计一次分，分项行印“—”。
    例（好）：其中：当年财政拨款，分值“—”，得分“—”。
    例（坏）：年度资金总额 10 分，其中：当年财政拨款又填 10 分。
    """
    whole = total_of(case)
    if fund.source == "total" or whole is None or (whole.weight.value is None and whole.self_score.value is None):
        return None
    given = [field for field in ("weight", "self_score") if figure_of(fund, field).value]
    if not given:
        return None
    what = "、".join(f"{words.field_word(one, fund=True)} {words.said(fund, one)}" for one in given)
    return case.at(PART_CARRIES_POINTS, fund, given[0], name=words.fund_name(fund), what=what)


EXECUTION_WEIGHT_WRONG = Kind(
    code="B208",
    severity=Severity.ERROR,
    title="预算执行的分值填错",
    says="预算执行一行的分值填了 {stated}，已达到整张表的满分；绩效指标另有 {others} 分，这一行应为 {expected} 分。",
    do="请将这一行的分值改为 {expected}。",
    explains=("W", "S502", "S508", "S509"),
)


@check(EXECUTION_WEIGHT_WRONG, over="fund")
def execution_weight_is_a_part(fund: Fund, case: Case) -> Draft | None:
    """检查内容：预算执行一行的分值没有误填成整张表的满分。
    依据：满分由预算执行和各绩效指标的分值相加得到。
    例（好）：预算执行 10 分，绩效指标 90 分，合计 100 分。
    例（坏）：预算执行 100 分，绩效指标又有 90 分。
    """
    full = case.rules.weights.total.value
    others = sum(
        (row.weight.value for row in case.indicators if row.weight.value is not None and not row.is_breakdown),
        Decimal(0),
    )
    if fund.source != "total" or fund.weight.value is None or fund.weight.value < full or others <= 0:
        return None
    own = full - others if 0 < others < full else case.rules.execution.weight.value
    return case.at(
        EXECUTION_WEIGHT_WRONG,
        fund,
        "weight",
        expected=own,
        others=others,
        touching=[
            (case.form, "total_weight"),
            (case.form, "total_self_score"),
            *((row, "weight") for row in case.indicators),
        ],
    )


LOW_RATE_WITHOUT_REASON = Kind(
    code="B209",
    severity=Severity.WARNING,
    title="执行率偏低而未说明原因",
    says="执行率为 {stated}，低于 {limit}，没有在{looked}里找到原因（{resting_on}）。",
    do="请说明执行率偏低的原因和改进措施；已在别处说明的，可以不改。",
)


@check(LOW_RATE_WITHOUT_REASON, over="fund")
def low_rate_has_a_reason(fund: Fund, case: Case) -> Draft | None:
    """检查内容：执行率低于评分规则要求时，说明了原因。
    依据：评分规则 reasons.rate_below，来源见提示；为 0 表示不要求。
    例（好）：执行率 83.5%，原因：尾款按合同于次年支付。
    例（坏）：执行率 83.5%，没有原因。
    """
    limit = case.rules.reasons.rate_below.value
    rate = real_rate(fund, case.rules) or span(fund, "rate")
    if fund.source != "total" or limit <= 0 or rate is None or rate.high >= limit or is_given(fund.reason):
        return None
    if not rate_is_surely_below(fund, limit, case) or money_is_explained(case):
        return None
    return case.at(
        LOW_RATE_WITHOUT_REASON,
        fund,
        "executed" if fund.rate.cell is None else "rate",
        stated=words.said(fund, "rate") or percent_span(rate),
        touching=amount_places(fund, case.rules),
        limit=percent(limit),
        looked=places_read(case, fund.reason_cell is not None),
        source=case.rules.cite("reasons.rate_below"),
    )


CHANGE_WITHOUT_REASON = Kind(
    code="B210",
    severity=Severity.WARNING,
    title="年中调整预算而未说明原因",
    says="年初预算数 {initial}，全年预算数 {annual}，{change}。没有在{looked}里找到调整原因（{resting_on}）。",
    do="请补一句调整原因和批准文号；已在别处说明的，可以不改。",
)


@check(CHANGE_WITHOUT_REASON, over="fund")
def change_of_budget_has_a_reason(fund: Fund, case: Case) -> Draft | None:
    """检查内容：全年预算数与年初预算数不同时，说明了调整原因；表内没有原因栏的只作建议。
    依据：评分规则 reasons.budget_changed，来源见提示。
    例（好）：年初 238.93，全年 251.89，原因：年中调整工资标准，追加预算。
    例（坏）：年初 238.93，全年 251.89，没有原因。
    """
    initial, annual = span(fund, "initial_budget"), span(fund, "annual_budget")
    if fund.source != "total" or not case.rules.reasons.budget_changed.value or is_given(fund.reason):
        return None
    if initial is None or annual is None or initial.meets(annual) or change_is_explained(case):
        return None
    unit = case.form.amount_unit
    moved = (annual.low - initial.low) * (10_000 if unit == "元" else 1)
    return case.at(
        CHANGE_WITHOUT_REASON,
        fund,
        "annual_budget",
        severity=Severity.HINT if fund.reason_cell is None else None,
        touching=[(fund, "initial_budget")],
        initial=amount_of(fund, "initial_budget", case),
        annual=amount_of(fund, "annual_budget", case),
        change=f"{'调增' if moved > 0 else '调减'} {plain(abs(moved))} {unit}",
        looked=places_read(case, fund.reason_cell is not None),
        source=case.rules.cite("reasons.budget_changed"),
    )


AMOUNT_BLANK = Kind(
    code="B215",
    severity=Severity.ERROR,
    title="预算数或执行数未填",
    says="“{name}”没有填写{columns}，无法核对执行率，也无法评定预算执行得分。",
    do="请填写{columns}（没有支出的填 0）。",
    explains=("S501", "S508"),
)


@check(AMOUNT_BLANK, over="fund")
def amounts_are_given(fund: Fund, case: Case) -> Draft | None:
    """检查内容：资金总额一行的全年预算数、全年执行数都已填写（填 0 也算填写）。
    依据：缺一项就无法计算执行率，预算执行的分值也就没有依据。
    例（好）：全年预算数 120，全年执行数 120。
    例（坏）：全年预算数 120，全年执行数空白。
    """
    if fund.source != "total":
        return None
    budget = budget_field(fund, case.rules)
    missing = [one for one in (budget, "executed") if is_blank(fund, one)]
    if not missing or any(figure_of(part, one).value for part in case.funds if part is not fund for one in missing):
        return None
    columns = "、".join(words.field_word(one, fund=True) for one in missing)
    return case.at(
        AMOUNT_BLANK,
        fund,
        missing[0],
        stated="空白",
        touching=follows_from_amounts(fund),
        name=words.fund_name(fund),
        columns=columns,
    )


NO_EXECUTED_COLUMN = Kind(
    code="B217",
    severity=Severity.WARNING,
    title="有执行率而没有执行数",
    says="“{name}”填了{what}，资金部分却没有“全年执行数”一栏，执行率无从核对；已读到的金额栏：{columns}。",
    do="请核对资金部分的列标题：执行数一列请写明“全年执行数”。",
)


@check(NO_EXECUTED_COLUMN, over="fund")
def a_rate_has_its_amounts(fund: Fund, case: Case) -> Draft | None:
    """检查内容：填了执行率或预算执行得分的，资金部分有全年执行数一栏。
    依据：执行率由执行数和预算数算出，没有执行数就不能核对。
    例（好）：年初预算数、全年预算数、全年执行数、执行率。
    例（坏）：年初预算数、全年预算数、下达金额、执行率：没有执行数一栏。
    """
    stated = [one for one in ("rate", "self_score") if figure_of(fund, one).value is not None]
    if fund.source != "total" or not stated or any(one.executed.cell for one in case.funds):
        return None
    there = [one for one in ("initial_budget", "annual_budget", "arrived") if figure_of(fund, one).value is not None]
    if not there:
        return None
    columns = "、".join(f"{words.field_word(one, fund=True)}（{cell_of(fund, one)}）" for one in there)
    what = words.field_word(stated[0], fund=True)
    return case.at(NO_EXECUTED_COLUMN, fund, stated[0], name=words.fund_name(fund), what=what, columns=columns)


def follows_from_amounts(fund: Fund) -> list[tuple[Row, str]]:
    """What cannot be filled in while an amount is missing."""
    return [(fund, "rate"), (fund, "self_score")]


def is_blank(fund: Fund, field: str) -> bool:
    """A place for a number is there and nothing (or a dash) stands in it."""
    figure = figure_of(fund, field)
    return (
        figure.cell is not None
        and figure.value is None
        and figure.said.kind in (SaidKind.BLANK, SaidKind.NOT_APPLICABLE)
    )
