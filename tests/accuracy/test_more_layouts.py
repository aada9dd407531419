"""Faults put one at a time into honest forms of eight more layouts.

1. The honest forms have no error and no warning.
2. Each fault is told at its cell, at least as gravely as it is.
"""

from __future__ import annotations

import pytest

from perfeval_xl.checks import check_forms
from perfeval_xl.result import Finding, Severity
from perfeval_xl.scoring import score_form
from perfeval_xl.shares import in_points
from tests.accuracy.honest_more import LAYOUTS, RULES, SEEDS
from tests.accuracy.published import RANK, places
from tests.checks.sampling import changed, rules_of
from tests.sheets import forms_from


def judged(layout: str, cells: dict[str, str]) -> list[Finding]:
    forms, rules = forms_from(changed(cells, LAYOUTS[layout])), rules_of(RULES.get(layout, "mof-2020"))
    for form in forms:
        form.score = score_form(in_points(form, rules).result, rules)
    check_forms(forms, rules, filling=False, chosen=layout in RULES)
    return [one for form in forms for one in form.findings]


def told(findings: list[Finding]) -> list[str]:
    return [f"{one.code} {one.severity} {one.cell}：{one.message}" for one in findings]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_1_honest_forms(layout: str) -> None:
    assert told([one for one in judged(layout, {}) if one.severity is not Severity.HINT]) == []


@pytest.mark.parametrize(("layout", "what", "cells", "at", "least"), SEEDS)
def test_2_faults(layout: str, what: str, cells: dict[str, str], at: tuple[str, ...], least: Severity) -> None:
    found = judged(layout, cells)
    assert [one for one in found if places(one) & set(at) and RANK[one.severity] <= RANK[least]], (what, told(found))
