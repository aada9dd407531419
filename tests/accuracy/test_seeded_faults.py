"""Faults put one at a time into honest forms: what a bureau would find is found, where it is.

1. The honest forms have no error and, between them, one warning (their split of points is another place's).
2. Each fault is told at its cell, at least as gravely as it is.
3. A fault brings no error but at its cells.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.result import Severity
from tests.accuracy.honest import LAYOUTS, SEEDS, Seed, judged, seeded
from tests.accuracy.published import RANK, places
from tests.checks.sampling import told

# What a fault also makes untrue: a row behind the total is counted with the others.
ELSEWHERE = {"a row behind the total": ["W401 F15"]}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_1_honest_forms_are_free_of_errors(layout: str, tmp_path: Path) -> None:
    form = judged(tmp_path, LAYOUTS[layout])
    loud = [f"{one.code} {one.cell}" for one in form.findings if one.severity is not Severity.HINT]
    assert loud == (["W405 A9"] if layout == "split" else []), told(form)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.what)
def test_2_faults_are_found(seed: Seed, tmp_path: Path) -> None:
    form = seeded(tmp_path, seed)
    found = [one for one in form.findings if places(one) & set(seed.at) and RANK[one.severity] <= RANK[seed.at_least]]
    assert found, told(form)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.what)
def test_3_no_error_stands_elsewhere(seed: Seed, tmp_path: Path) -> None:
    form = seeded(tmp_path, seed)
    errors = [one for one in form.findings if one.severity is Severity.ERROR]
    assert [f"{one.code} {one.cell}" for one in errors if not places(one) & set(seed.at)] == ELSEWHERE.get(
        seed.what, []
    )
