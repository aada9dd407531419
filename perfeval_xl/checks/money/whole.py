"""Checks of the family B on the form as a whole: sums of the sources, outputs and costs against the money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.funds import amount, amount_places, figure, rate_is_surely_below, real_rate, total_of
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, Row, check
from perfeval_xl.checks.kit.spans import Span, percent_span, span, total
from perfeval_xl.checks.money.source import follows_from_amounts, is_blank
from perfeval_xl.form import Indicator, cell_of, figure_of
from perfeval_xl.result import Severity

AMOUNTS = ("annual_budget", "executed", "initial_budget")
HARDLY_SPENT = Decimal("0.5")  # below this rate, outputs that are all full deserve a look
# Sources that stand directly under the total; central, local and the like may be parts of one of them.
_DIRECT = ("fiscal", "carried_over", "other", "special_account")
_TOTAL_COST = re.compile(r"总成本|总投资|总投入|总支出|总费用|总金额|项目成本|成本总额|资金总额|项目投资|投资总额")


UNIT_IN_CELL = Kind(
    code="B211",
    severity=Severity.HINT,
    title="金额单元格内写了单位",
    says="金额单元格里带了单位（{stated}），这样的单元格是文字，不能参加公式计算。共 {count} 处：{where}。",
    do="请只填数字，单位以表头的“{unit}”为准。",
)


@check(UNIT_IN_CELL, over="form")
def amounts_are_plain_numbers(case: Case) -> Draft | None:
    """检查内容：金额单元格里只有数字，没有“万”“元”等单位。
    依据：带单位的单元格是文字，不能参加公式计算，也容易与表头的单位混淆。
    例（好）：表头（万元），单元格 3359.62。
    例（坏）：表头（万元），单元格 3359.62万。
    """
    found = [(fund, field) for fund in case.funds for field in sorted(AMOUNTS) if figure_of(fund, field).said.unit]
    if not found:
        return None
    fund, field = found[0]
    cells = [cell_of(one, name) for one, name in found]
    return case.at(UNIT_IN_CELL, fund, field, cells=cells, unit=case.form.amount_unit)


SPENT_LITTLE_DONE_ALL = Kind(
    code="B212",
    severity=Severity.WARNING,
    title="资金支出很少而产出全部得满分",
    says="执行率只有 {rate}，{count} 条产出指标却全部{done}。",
    do="请核对执行数和各项产出的完成情况；确已完成的，请说明资金尚未支付的原因。",
)


@check(SPENT_LITTLE_DONE_ALL, over="form")
def outputs_fit_the_money(case: Case) -> Draft | None:
    """检查内容：执行率不到一半时，产出指标没有全部得满分。
    依据：钱基本没有花而事情全部办完，至少有一处需要说明。
    例（好）：执行率 40%，产出指标按实际完成情况得分。
    例（坏）：执行率 12%，五条产出指标全部满分。
    """
    whole = total_of(case)
    rate = real_rate(whole, case.rules) if whole is not None else None
    if whole is None or rate is None or rate.high >= HARDLY_SPENT:
        return None
    if not rate_is_surely_below(whole, HARDLY_SPENT, case):
        return None
    outputs = [row for row in case.indicators if "产出" in (row.level1 or "") and not row.is_breakdown]
    if case.form.has_weights or case.form.has_scores:
        outputs = [row for row in outputs if row.weight.value and row.self_score.value is not None]
    if not outputs or not all(_is_done(row, case) for row in outputs):
        return None
    return case.at(
        SPENT_LITTLE_DONE_ALL,
        whole,
        "executed",
        touching=amount_places(whole, case.rules),
        rate=percent_span(rate),
        count=len(outputs),
        done="得满分" if case.form.has_scores else "完成",
    )


def _is_done(row: Indicator, case: Case) -> bool:
    """All its points are taken; in a form without points, its target is met."""
    if row.weight.value is not None and row.self_score.value is not None:
        return row.self_score.value == row.weight.value
    score = case.own_score(row)
    return score is not None and score.completion is not None and score.completion >= 1


COST_DIFFERS = Kind(
    code="B213",
    severity=Severity.WARNING,
    title="成本指标与执行数不符",
    says="成本指标填写的实际总成本为 {stated}，全年执行数为 {executed}，两者不一致。",
    do="请核对实际总成本和全年执行数；口径不同的，请说明。",
)


@check(COST_DIFFERS, over="indicator")
def total_cost_is_the_money_spent(row: Indicator, case: Case) -> Draft | None:
    """检查内容：成本指标里的项目总成本（总投资、总支出）等于全年执行数；带小数的按填写的位数允许四舍五入。
    依据：项目当年的总成本就是当年花掉的钱，两处口径应当一致。
    例（好）：项目总成本 20 万元，全年执行数 20 万元。
    例（坏）：项目总成本 90 万元，全年执行数 89.974 万元。
    """
    cost = _total_cost(row)
    if cost is None:
        return None
    whole = total_of(case)
    spent = [span(whole, "executed") if whole is not None else None]
    spent.append(total(span(fund, "executed") for fund in case.funds if fund is not whole))
    known = [one for one in spent if one is not None]
    amounts = [one for one in known if one.high > 0] or known  # a total left at 0 above its parts is out
    if not amounts or any(one.meets(cost) for one in amounts):
        return None
    touching: list[tuple[Row, str]] = [(whole, "executed")] if whole is not None else []
    spent_in_all = amounts[0].low
    executed = amount(spent_in_all, case)
    return case.at(COST_DIFFERS, row, "actual", touching=touching, executed=executed)


def _total_cost(row: Indicator) -> Span | None:
    """The total cost that a row states as its result, in 万元; a number without a unit takes the target's."""
    if "成本" not in (row.level2 or row.level1 or "") or not _TOTAL_COST.search(row.name or ""):
        return None
    actual, target = row.actual_value, row.target_value
    factor = Decimal(10000)  # 元 in a 万元
    if actual.value is None or actual.base is None:
        return None
    if actual.dimension == "money":
        value = actual.base / factor
        step = actual.base / actual.value / factor if actual.value else Decimal(1)
    elif not actual.unit and target.dimension == "money" and target.value and target.base is not None:
        step = target.base / target.value / factor
        value = actual.value * step
    else:
        return None
    exponent = actual.value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    slack = step.scaleb(-decimals) / 2 if decimals else Decimal(0)
    return Span(value - slack, value + slack)


# ------------------------------------------------------------------------------------------------------- sums


PARTS_MISMATCH = Kind(
    code="B202",
    severity=Severity.ERROR,
    title="资金总额与各来源之和不符",
    says="{column}总额为 {stated}，各来源之和为 {expected}。",
    do="请核对“{total}”一行与其下各项资金，使各列的总额等于分项之和。",
    together="{each}。",
    foremost="rank",
    explains=("B201", "B203", "B205", "B206", "B209", "B210", "B212", "B215", "B216", "S508"),
)


@check(PARTS_MISMATCH, over="form")
def parts_make_up_the_total(case: Case) -> Iterator[Draft]:
    """检查内容：年初预算数、全年预算数、全年执行数三列，资金总额都等于各来源之和；三列一起报告。
    依据：资金总额由当年财政拨款、上年结转资金、其他资金等相加得到。
    例（好）：总额 100，当年财政拨款 80，其他资金 20。
    例（坏）：总额 0，当年财政拨款 90。
    """
    whole = total_of(case)
    if whole is None:
        return
    for rank, column in enumerate(reversed(AMOUNTS)):
        stated, candidates = span(whole, column), _part_sums(case, column)
        if stated is None or not candidates or any(stated.meets(one) for one in candidates):
            continue
        parts = candidates[-1]
        may_be_incomplete = parts.high < stated.low and all(fund.source != "other" for fund in case.funds)
        yield case.at(
            PARTS_MISMATCH,
            whole,
            column,
            expected=figure(parts.low, case),
            severity=Severity.WARNING if may_be_incomplete else None,
            touching=[(fund, column) for fund in case.funds],
            column=words.field_word(column, fund=True),
            total=words.fund_name(whole),
            rank=rank,
        )


TOTAL_BLANK = Kind(
    code="B214",
    severity=Severity.WARNING,
    title="资金总额未填",
    says="“{name}”的{columns}没有填写，其下各项资金已经填写。",
    do="请填写总额（等于各项资金之和）。",
    explains=("B204", "B215", "S501"),
)


@check(TOTAL_BLANK, over="form")
def total_is_given(case: Case) -> Draft | None:
    """检查内容：分项资金填了金额时，资金总额一行也已填写。
    依据：执行率和预算执行得分都按资金总额计算。
    例（好）：年度资金总额 90，其中：当年财政拨款 90。
    例（坏）：年度资金总额空白，其中：当年财政拨款 90。
    """
    whole = total_of(case)
    if whole is None:
        return None
    blank = [column for column in AMOUNTS if is_blank(whole, column) and _some_part_is_given(case, column)]
    if not blank:
        return None
    return case.at(
        TOTAL_BLANK,
        whole,
        blank[0],
        stated="空白",
        touching=[*((whole, column) for column in blank), *follows_from_amounts(whole)],
        name=words.fund_name(whole),
        columns="、".join(words.field_word(column, fund=True) for column in blank),
    )


def _part_sums(case: Case, column: str) -> list[Span]:
    """What the parts come to: all of them, and (last) those that stand directly under the total."""
    parts = [fund for fund in case.funds if fund.source != "total"]
    direct = [fund for fund in parts if fund.source in _DIRECT]
    sums = (total(span(fund, column) for fund in group) for group in (parts, direct))
    return [one for one in sums if one is not None]


def _some_part_is_given(case: Case, column: str) -> bool:
    sums = _part_sums(case, column)
    return bool(sums) and sums[0].high > 0
