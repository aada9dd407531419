"""What only follows from a text in a formula, a number under a merge or a row left out is not told beside it.

1. No total that is off, no blank score, no far-exceeded target beside the cause.
2. Another fault of the same cell is still told.
3. A total that is a formula is not asked to be typed over.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.checks.samples_cells import SAMPLES, TOTAL, cells_with, worked
from tests.checks.sampling import Sample, checked, told


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: f"{one.code}-{one.at}")
def test_1_the_cause_alone(sample: Sample) -> None:
    form = sample.form(sample.bad, None, ())
    assert not {one.code for one in form.findings} & {"S509", "S501", "I311", "I324", "B204"}, told(form)


def test_2_another_fault_of_the_cell() -> None:
    grid = worked(
        cells_with(E6="130.8万元", G6=Decimal("1.09")), G21=(TOTAL, "99.4"), H6=("IF(ISNUMBER(E6),9.9,9.9)", "9.9")
    )
    assert "B202" in {one.code for one in Sample("B202", grid, at="E6").form(grid, None, ()).findings}


def test_1_a_count_turned_into_a_date_is_told_once() -> None:
    form = checked(cells_with(E13=(date(2023, 5, 10), 'm"月"d"日"')))
    assert [one.code for one in form.findings if one.cell == "E13"] == ["R135"], told(form)


def test_3_a_total_that_waits_names_the_row_it_waits_for() -> None:
    waits = 'IF(SUMPRODUCT((LEN(C13:C20)>0)*(LEN(G13:G20)=0))>0,"",H6+SUM(G13:G20))'
    form = checked(worked(cells_with(A13="产出指标", D14=None, E14=None, F14=None, G14=None), G21=(waits, "")))
    (found,) = [one for one in form.findings if one.code == "S517"]
    assert found.cell == "G14", told(form)
    assert "总分（G21）是公式" in found.message
    assert "填写总分" not in found.suggestion
    plain = checked(cells_with(G21=None))
    assert [one.cell for one in plain.findings if one.code == "S517"] == ["G21"], told(plain)
