"""Scoring agrees with tables of cases that were worked by hand (tests/cases/*.toml, one case a line).

1. Every case earns what its line says; a range such as 6～8 means: not decided, and this range is what the rules allow.
2. There are at least 80 of them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.form import Figure, Form, Fund, Indicator, Said, SaidKind
from perfeval_xl.reading.meaning.values import parse_actual, parse_target
from perfeval_xl.result import FormResult, Score, Status
from perfeval_xl.rules.ruleset import RuleSet, load, variant
from perfeval_xl.scoring import score_form
from perfeval_xl.units import plain

TESTS = Path(__file__).parents[1]
TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in (TESTS / "cases").glob("*.toml")}


@dataclass(frozen=True)
class Case:
    """One line of a table."""

    name: str
    rules: str
    change: tuple[tuple[str, str], ...]
    level: tuple[str, ...]
    values: tuple[str, ...]
    weight: str
    self_score: str
    expected: str
    settings: dict[str, Any] = field(hash=False)


@cache
def _rules(name: str, change: tuple[tuple[str, str], ...]) -> RuleSet:
    path = TESTS / "fixtures" / "rulesets" / f"{name}.toml"
    rules = load(path if path.is_file() else name)
    return variant(rules, dict(change)) if change else rules


def _cases(table: str) -> list[Case]:
    cases: list[Case] = []
    for group in TABLES[table]["groups"]:
        for line in group["cases"]:
            values, rest = (line[:3], line[3:]) if table == "execution" else (line[:2], line[2:])
            weight, *self_score, expected, _ = [str(one) for one in rest]
            assert len(self_score) == bool(group.get("with_self")), line
            cases.append(
                Case(
                    name=f"{group['title'][:12]}: {' | '.join(values)}",
                    rules=group.get("rules", "mof-2020"),
                    change=tuple(group.get("change", {}).items()),
                    level=tuple(group.get("level", ())),
                    values=tuple(values),
                    weight=weight,
                    self_score=self_score[0] if self_score else "",
                    expected=expected,
                    settings=group,
                )
            )
    return cases


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def said(text: str) -> Said:
    """What a plainly typed number cell says."""
    return Said(text, SaidKind.NUMBER, Decimal(text), Decimal(text)) if text else Said()


def _outcome(score: Score) -> str:
    """A score as the tables write it."""
    if score.status is Status.NEEDS_REVIEW:
        assert score.open_from is not None
        assert score.open_to is not None
        assert score.why
        return f"{plain(score.open_from)}～{plain(score.open_to)}"
    assert score.status is Status.SCORED
    assert score.points is not None
    return plain(score.points)


def _score(funds: list[Fund], rows: list[Indicator], rules: RuleSet) -> list[Score]:
    form = Form("f1", "自评表.xlsx", "自评表", "A1:H20", year=2023, has_weights=True, has_scores=True)
    return score_form(FormResult(form, funds, rows, [], [], []), rules).scores


def _indicator(case: Case) -> Indicator:
    target, actual = case.values
    level1, level2, name = case.level
    return Indicator(
        "f1",
        0,
        level1=level1,
        level2=level2,
        name=name,
        target=target or None,
        target_value=parse_target(target, year=2023),
        actual=actual or None,
        actual_value=parse_actual(actual, year=2023),
        weight=Figure(Decimal(case.weight)),
        self_score=Figure(_number(case.self_score)),
    )


@pytest.mark.parametrize(
    "case",
    [one for table in ("quantitative", "qualitative", "local", "shipped") for one in _cases(table)],
    ids=lambda one: one.name,
)
def test_an_indicator_earns_what_was_worked_by_hand(case: Case) -> None:
    (score,) = _score([], [_indicator(case)], _rules(case.rules, case.change))
    assert _outcome(score) == case.expected, score.derivation


@pytest.mark.parametrize("case", _cases("execution"), ids=lambda one: one.name)
def test_the_execution_rate_earns_what_was_worked_by_hand(case: Case) -> None:
    initial, annual, executed = case.values
    fund = Fund(
        "f1",
        0,
        "total",
        "年度资金总额",
        initial_budget=Figure(_number(initial), said=said(initial), cell="C5"),
        annual_budget=Figure(
            _number(annual), said=said(annual), cell=None if case.settings.get("no_annual_column") else "D5"
        ),
        executed=Figure(_number(executed), said=said(executed), cell="E5"),
        weight=Figure(_number(case.weight)),
    )
    (score,) = _score([fund], [], _rules(case.rules, case.change))
    assert _outcome(score) == case.expected, score.derivation


def test_there_are_cases_enough() -> None:
    assert sum(len(group["cases"]) for table in TABLES.values() for group in table["groups"]) >= 80
