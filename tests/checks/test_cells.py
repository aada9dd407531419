"""What only follows from a text in a formula, a number under a merge or a row left out is not told beside it.

1. No total that is off, no blank score, no far-exceeded target beside the cause.
2. Another fault of the same cell is still told.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.samples_cells import SAMPLES, TOTAL, cells_with, worked
from tests.checks.sampling import Sample, told


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: f"{one.code}-{one.at}")
def test_1_the_cause_alone(sample: Sample) -> None:
    form = sample.form(sample.bad, None, ())
    assert not {one.code for one in form.findings} & {"S509", "S501", "I311", "I324", "B204"}, told(form)


def test_2_another_fault_of_the_cell() -> None:
    grid = worked(
        cells_with(E6="130.8万元", G6=Decimal("1.09")), G21=(TOTAL, "99.4"), H6=("IF(ISNUMBER(E6),9.9,9.9)", "9.9")
    )
    assert "B202" in {one.code for one in Sample("B202", grid, at="E6").form(grid, None, ()).findings}
