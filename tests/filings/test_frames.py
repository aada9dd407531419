"""The Python interface: a batch as frames.

1. The example of the README holds.
2. Every file is a row of `files`, also one that cannot be read.
3. `form_id` is unique in the batch and joins the frames; a form's rows are in its order.
4. Numbers are Decimal or float64, as asked; a value's cell stands beside it.
5. Scores, derivations and findings are those of the form's own result.
6. `import perfeval_xl` loads neither pandas nor anything else of weight.
"""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl import resources
from perfeval_xl.filings.frames import Frames

SAMPLES = resources.folder("samples")
FAULTY = SAMPLES / "家庭综合服务中心运营经费_含错误.xlsx"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def frames() -> Frames:
    return perfeval_xl.frames(str(SAMPLES))


def test_1_the_example_of_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    example = doctest.DocTestParser().get_doctest(text, {}, "README", "README.md", 0)
    assert len(example.examples) > 4
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        failed = doctest.DocTestRunner().run(example).failed
    finally:
        os.chdir(here)
    assert failed == 0


def test_2_every_file_is_a_row(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04nothing")
    got = perfeval_xl.frames([str(FAULTY), str(broken)])
    assert list(got.files["status"]) == ["ok", "failed"]
    assert str(got.files["error_code"][1]).startswith("R9")
    assert set(got.forms["file"]) == {str(FAULTY)}


def test_3_form_ids_join(frames: Frames) -> None:
    assert frames.forms["form_id"].is_unique
    for table in (frames.funds, frames.indicators, frames.findings, frames.texts):
        assert set(table["form_id"]) <= set(frames.forms["form_id"])
    assert frames.indicators.groupby("form_id")["row"].apply(lambda rows: list(rows) == sorted(rows)).all()


def test_4_numbers_and_cells(frames: Frames) -> None:
    total = frames.funds[frames.funds["source"] == "total"].iloc[0]
    assert isinstance(total["annual_budget"], Decimal)
    assert total["annual_budget_cell"]
    as_float = perfeval_xl.frames(str(FAULTY), numbers="float")
    assert as_float.funds["executed"].dtype == "float64"
    assert as_float.indicators["score"].dtype == "float64"


def test_5_scores_and_findings_are_the_forms(frames: Frames) -> None:
    faulty = frames.forms[frames.forms["file"] == str(FAULTY)].iloc[0]
    mine = frames.findings[frames.findings["form_id"] == faulty["form_id"]]
    assert faulty["errors"] == (mine["severity"] == "error").sum() > 0
    rows = frames.indicators[frames.indicators["form_id"] == faulty["form_id"]]
    funds = frames.funds[frames.funds["form_id"] == faulty["form_id"]]
    given = [*rows["score"].dropna(), *funds["score"].dropna()]
    assert sum(given, Decimal(0)) == faulty["score"]
    assert all(rows[rows["status"] == "scored"]["derivation"])


def test_6_a_cheap_import() -> None:
    program = "import sys, perfeval_xl; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not set(ran.stdout.split()) & {"pandas", "numpy", "lxml", "click"}
