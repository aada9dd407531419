"""What checks ask of the money block: the total's row, the row that carries the points, the rate the amounts give."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.registry import Case, Row
from perfeval_xl.checks.kit.spans import Span, over, span
from perfeval_xl.form import Fund
from perfeval_xl.patterns import lazy
from perfeval_xl.units import normalise, plain

if TYPE_CHECKING:
    from perfeval_xl.rules.model import RuleSet


_FIGURE = lazy(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_WAN = Decimal(10000)  # 元 in a 万元


def budget_field(fund: Fund, rules: RuleSet) -> str:
    """Which column the rate is measured against: the rule-set's, or the only one that the form has."""
    return rules.budget_of(fund) or fund.ceiling


def real_rate(fund: Fund, rules: RuleSet) -> Span | None:
    """执行数 ÷ 预算数 of the amounts as they stand; None when one is missing or the budget is zero."""
    field = rules.budget_of(fund)
    budget, executed = span(fund, field) if field is not None else None, span(fund, "executed")
    if budget is None or executed is None:
        return None
    return over(executed, budget)


def rate_is_surely_below(fund: Fund, limit: Decimal, case: Case) -> bool:
    """Both the printed rate and that of the amounts, as far as there are any: where one is not, it is the other's
    fault that has to be told."""
    rates = [one for one in (real_rate(fund, case.rules), span(fund, "rate")) if one is not None]
    return bool(rates) and all(one.high < limit for one in rates)


def total_of(case: Case) -> Fund | None:
    """The row of the whole sum, None where the form has none."""
    return case.once(("total",), lambda: next((fund for fund in case.funds if fund.source == "total"), None))


def scored_fund(case: Case) -> Fund | None:
    """The row that carries the points of the execution: the total, else the first source with points."""

    def find() -> Fund | None:
        pointed = [fund for fund in case.funds if fund.weight.value is not None or fund.self_score.value is not None]
        return next((fund for fund in pointed if fund.source == "total"), pointed[0] if pointed else None)

    return case.once(("scored_fund",), find)


def amount_places(fund: Fund, rules: RuleSet) -> list[tuple[Row, str]]:
    """The places of the amounts that a rate rests on."""
    return [(fund, "executed"), (fund, budget_field(fund, rules))]


def amount(value: Decimal, case: Case) -> str:
    """An amount of so many 万元, spoken of in the form's own unit: 8621800 元 on a form in 元."""
    return f"{figure(value, case)} {case.form.amount_unit}"


def figure(value: Decimal, case: Case) -> str:
    """An amount of so many 万元 as the clerk types it under the heading: 8621800 on a form in 元."""
    return plain(value * _WAN / normalise(case.form.amount_unit)[1])


def amount_of(fund: Fund, field: str, case: Case) -> str:
    """An amount as it stands in its cell, with the form's unit; where another unit rules there, it is converted."""
    said, value = words.said(fund, field) or "", span(fund, field)
    figure = _FIGURE.search(said)
    if value is None or figure is None:
        return said
    unit = case.form.amount_unit
    stated = Decimal(figure.group().replace(",", "")) * normalise(unit)[1] / _WAN
    return f"{said} {unit}" if said == figure.group() and value.meets(Span(stated, stated)) else amount(value.low, case)
