"""Amounts in what is told: in the unit of the form, as they stand there.

1. A form in 元 is spoken of in 元, one in 万元 in 万元; an amount in the money block, in a cost row, in a text.
2. An amount whose cell names another unit than the form's is told in the form's.
3. The unit stands behind the label with or without brackets.
"""

from __future__ import annotations

import pytest

from perfeval_xl.result import FormResult
from tests.checks.sampling import changed, checked, told

YUAN = {
    "A5": "项目资金（元）",
    **{"C6": "1200000", "D6": "1200000", "E6": "1188000", "C7": "1000000", "D7": "1000000", "E7": "988000"},
    **{"C9": "200000", "D9": "200000", "E9": "200000"},
}


def message(code: str, cells: dict[str, str]) -> str:
    return next(one.message for one in checked(changed(cells)).findings if one.code == code)


@pytest.mark.parametrize(
    ("code", "cells", "said"),
    [
        ("B203", {"E6": "1250000", "E7": "1050000"}, "全年执行数 1250000 元，超过预算数 1200000 元"),
        ("B210", {"C6": "1100000", "C7": "900000"}, "年初预算数 1100000 元，全年预算数 1200000 元"),
        ("B213", {"E17": "110万元"}, "全年执行数为 1188000 元"),
        ("N602", {"E11": "全年实际支出128.8万元"}, "全年执行数为 1188000 元"),
        ("N614", {"E11": "全年支出与预算持平"}, "全年执行数为 1188000 元，全年预算数为 1200000 元"),
    ],
)
def test_1_a_form_in_yuan(code: str, cells: dict[str, str], said: str) -> None:
    assert said in message(code, {**YUAN, **cells})


def test_1_a_form_in_wan() -> None:
    assert "全年执行数 125 万元，超过预算数 120 万元" in message("B203", {"E6": "125", "E7": "105"})


def test_2_another_unit_in_the_cell() -> None:
    assert "全年执行数 1250000 元，超过预算数 1200000 元" in message("B203", {**YUAN, "E6": "125万元", "E7": "105万元"})


@pytest.mark.parametrize(
    ("cells", "at"),
    [
        ({"E6": "125", "E7": "105", "G6": "100%", "G7": "100%", "E17": "119万元"}, "E6"),
        ({"D7": "90", "E7": "98.8", "D9": "30", "G7": "100%", "G9": "66.67%", "C7": "90", "C9": "30"}, "E7"),
    ],
)
def test_2_an_overspending_asks_for_no_rate_above_one(cells: dict[str, str], at: str) -> None:
    form = checked(changed(cells))
    assert [(one.code, one.cell) for one in form.findings if one.code.startswith("B2")] == [("B203", at)], told(form)


def test_2_the_sources_that_are_overspent_are_named_at_the_total() -> None:
    said = message("B203", {"E6": "125", "E7": "105"})
    assert "其中当年财政拨款（E7）105 万元，超过 100 万元" in said


def test_2_another_rate_that_is_wrong_is_told_beside_an_overspending() -> None:
    form = checked(changed({"E6": "125", "E7": "105", "G9": "80%"}))
    assert {"B203": ["E6"], "B201": ["G9"]}.items() <= _cells_of(form).items(), told(form)


def _cells_of(form: FormResult) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for one in form.findings:
        found.setdefault(one.code, []).append(one.cell)
    return found


@pytest.mark.parametrize("label", ["项目资金（元）", "项目资金 单位：元", "项目资金单位:元", "项目资金 金额单位：元"])
def test_3_unit_behind_the_label(label: str) -> None:
    form = checked(changed({**YUAN, "A5": label}))
    assert form.form.amount_unit == "元"
    assert len(form.funds) == 4
