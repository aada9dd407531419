"""Amounts 10,000 times apart (R109): the odd one is told, by the rest of the form and by the heading's unit."""

from __future__ import annotations

import pytest

from perfeval_xl.result import Finding, Severity
from tests.checks.sampling import changed, checked, codes, told

_IN_YUAN_HEAD = {"A5": "项目资金（元）"}
_ALL_YUAN = {
    "C6": "1200000", "D6": "1200000", "E6": "1188000", "C7": "1000000", "D7": "1000000", "E7": "988000",
    "C9": "200000", "D9": "200000", "E9": "200000",
}  # fmt: skip
_NO_TOTAL_COST = {"C17": "人均成本", "D17": "≤2000元/人", "E17": "1980元/人"}


def _slips(cells: dict[str, str]) -> list[Finding]:
    form = checked(changed(cells))
    found = [one for one in form.findings if one.code == "R109"]
    assert len(found) <= 1, told(form)
    return found


@pytest.mark.parametrize(
    ("cells", "at", "expected"),
    [
        # two amounts in 万元 are right under 万元, though they are the fewer
        (_ALL_YUAN | {"E6": "118.8", "E7": "98.8", "E9": "20"}, "D6", "120"),
        (_ALL_YUAN | {"C6": "120", "C7": "100", "C9": "20"} | _NO_TOTAL_COST, "D6", "120"),
        ({"C6": "1200000"}, "C6", "120"),
        # a whole source in 元
        ({"C7": "1000000", "D7": "1000000", "E7": "988000"}, "D7", "100"),
        # under 元, the one in 万元
        (_IN_YUAN_HEAD | _ALL_YUAN | {"E6": "118.8"} | _NO_TOTAL_COST, "E6", "1188000"),
        # one cell of the cost row: the rest of the form bears the money out
        ({"E17": "1188000万元"}, "E17", "118.8万元"),
        ({"E17": "118.8元"}, "E17", "118.8万元"),
        ({"D17": "≤1200000万元"}, "D17", "120万元"),
        ({"E11": "全年支出118.8元，社工服务按计划开展"}, "E11", "118.8万元"),
        # the whole block against goal and cost row
        (_ALL_YUAN, "D6", "120"),
        (_IN_YUAN_HEAD | {"B11": "用120万元提供社工服务"}, "D6", "1200000"),
        (_IN_YUAN_HEAD | {"B11": "用1,200,000元提供社工服务"}, "D6", "1200000"),
    ],
)
def test_the_odd_one_is_told_with_what_would_fit(cells: dict[str, str], at: str, expected: str) -> None:
    found = _slips(cells)
    assert [(one.cell, one.expected) for one in found] == [(at, expected)], told(checked(changed(cells)))


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"B11": "用120万元提供社工服务"},
        {"B11": "每人补助120元，提供社工服务"},
        {"B11": "发放书包120元，提供社工服务"},  # the price of one thing
        {"C17": "人均培训成本", "D17": "≤120元", "E17": "118.8元"},
        {"D6": "100", "E6": "0.01", "G6": "0.01%"},  # little was spent, and the form says so
        _IN_YUAN_HEAD | _ALL_YUAN,
    ],
)
def test_what_is_no_slip(cells: dict[str, str]) -> None:
    assert _slips(cells) == []


def test_never_the_heading_against_itself() -> None:
    for cells in (_ALL_YUAN | {"E6": "118.8"}, {"E6": "1188000"}, _IN_YUAN_HEAD | _ALL_YUAN | {"E6": "118.8"}):
        (found,) = _slips(cells)
        unit = "“元”" if "A5" in cells else "“万元”"
        assert f"可能按{unit}填写" not in found.message, found.message


def test_a_budget_that_grew_is_asked_about_at_both() -> None:
    grown = {"C6": "2", "D6": "20000", "E6": "19800", "C7": "2", "D7": "20000", "E7": "19800", "C9": "0", "D9": "0"}
    cells = grown | {"E9": "0", "G9": "—", "G7": "99%", "D17": "≤20000万元", "E17": "19800万元"}
    (found,) = _slips(cells)
    assert found.severity is Severity.WARNING, found
    assert found.cells == ("C6", "D6")
    assert found.expected is None


def test_what_follows_from_a_slip_in_a_cost_row_or_text_is_not_told_again() -> None:
    assert set(codes(checked(changed(E17="1188000万元")))) == {"R109"}
    assert set(codes(checked(changed(E11="全年支出118.8元，社工服务按计划开展")))) == {"R109"}
    beside = checked(changed(E17="1188000万元", G6="90%"))
    assert "B201" in codes(beside), told(beside)
