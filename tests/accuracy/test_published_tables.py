"""Seventeen published tables under the national rule-set, judged as a bureau would.

1. Everything known to be wrong is found at one of its cells, at least as grave as it is.
2. No error stands anywhere else: weights and totals of incomplete tables aside, and blank fields of the head, which are
   errors and are listed by table.
3. The fields listed as blank are indeed reported.
4. docs/accuracy.md shows what this finds.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.accuracy.published import BLANK_HEAD, Table, findings_of, tables
from tests.accuracy.report import page


@pytest.mark.parametrize("table", tables(), ids=lambda one: one.name)
def test_1_everything_wrong_is_found(table: Table) -> None:
    assert table.missed() == []


@pytest.mark.parametrize("table", tables(), ids=lambda one: one.name)
def test_2_no_error_elsewhere(table: Table) -> None:
    assert [f"{one.code} {one.cell} {one.message}" for one in table.false_alarms()] == []


@pytest.mark.parametrize("name", list(BLANK_HEAD))
def test_3_blank_heads_are_reported(name: str) -> None:
    assert set(BLANK_HEAD[name]) <= {one.code for one in findings_of(name)}


def test_4_the_page_is_fresh() -> None:
    path = Path(__file__).parents[2] / "docs" / "accuracy.md"
    assert path.read_text(encoding="utf-8") == page(), "run: python -m tests.accuracy.report > docs/accuracy.md"
