"""Rows and forms to be scored, put together from a few words: what the tests of scoring share."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfeval_xl.form import Figure, Form, Fund, Indicator, Said, SaidKind
from perfeval_xl.reading.meaning.values import parse_actual, parse_target
from perfeval_xl.result import FormResult, FormScore, Score
from perfeval_xl.rules.ruleset import RuleSet, load
from perfeval_xl.scoring import score_form
from tests.figures import put

FILES = Path(__file__).parents[1] / "fixtures" / "rulesets"
NATIONAL = load("mof-2020")


def D(value: object) -> Decimal:  # noqa: N802 (short, as it stands everywhere)
    return Decimal(str(value))


def said(value: object) -> Said:
    return Said(str(value), SaidKind.NUMBER, D(value), D(value))


def fund(budget: object, executed: object, weight: object = 10, **more: Any) -> Fund:
    """The total row of a money block."""
    row = Fund("f1", 0, "total", "年度资金总额", annual_budget=Figure(cell="D5"), executed=Figure(cell="E5"))
    put(row, annual_budget=D(budget), annual_budget_said=said(budget))
    put(row, executed=D(executed), executed_said=said(executed), weight=None if weight is None else D(weight))
    return put(row, **more)


def row(target: str, actual: str, weight: object = 10, **more: Any) -> Indicator:
    """An indicator row; `level2`, `name`, `self_score`, `score_rows` … as keywords."""
    made = Indicator("f1", 0, level1="产出指标", level2="数量指标", name="服务人次", target=target, actual=actual)
    made.target_value, made.actual_value = parse_target(target, year=2023), parse_actual(actual, year=2023)
    put(made, weight=None if weight is None else D(weight))
    for name, value in more.items():
        put(made, **{name: D(value) if name in ("self_score", "level1_points") and value is not None else value})
    return made


def scored(
    rows: Iterable[Indicator] = (), funds: Iterable[Fund] = (), rules: RuleSet = NATIONAL, **head: Any
) -> FormScore:
    """The scores of a form with these rows."""
    indicators, money = list(rows), list(funds)
    for at, one in enumerate(indicators):
        one.row = at
    for at, one in enumerate(money):
        one.row = at
    form = Form("f1", "自评表.xlsx", "自评表", "A1:H20", year=2023)
    form.has_weights, form.has_scores, form.has_funds = True, True, bool(money)
    for name, value in head.items():
        setattr(form, name, value)
    return score_form(FormResult(form, money, indicators, [], [], []), rules)


def one(target: str, actual: str, weight: object = 10, rules: RuleSet = NATIONAL, **more: Any) -> Score:
    """The score of one indicator row."""
    (score,) = scored([row(target, actual, weight, **more)], rules=rules).scores
    return score


def accepts(score: Score, self_score: object) -> bool:
    assert score.accept_low is not None
    assert score.accept_high is not None
    return score.accept_low <= D(self_score) <= score.accept_high
