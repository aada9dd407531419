"""A whole folder as a bureau has it: everything found again once, in exact sums.

1. Every file on disk is a member once (a zip by its members); each has one fate, and what is not read says why.
2. Every form stands in one member; those that count are the batch's, each in one unit's row.
3. Money and points of the units are those of the forms, and those of the forms what the workbooks say.
4. Every line of the roster is told once, every form that counts once.
5. A second run says the same.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.filings.batch import Batch, Fate, Filed
from perfeval_xl.pipeline import Options
from tests.filings.folder import varied

FORMS = 84


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("区财政局") / "自评材料"
    varied(made, FORMS)
    return made


def gathered(top: Path) -> Batch:
    return gather(Asked((str(top),), Options(jobs=1), roster=top.parent / "名单.csv"))


@pytest.fixture(scope="module")
def batch(top: Path) -> Batch:
    return gathered(top)


def whole(forms: list[Filed], field: str) -> Decimal:
    return sum((getattr(one, field) or Decimal(0) for one in forms), Decimal(0))


def test_1_files(batch: Batch, top: Path) -> None:
    on_disk = [one for one in top.rglob("*") if one.is_file()]
    assert sorted({one.path for one in batch.members}) == sorted(on_disk)
    names = [one.name for one in batch.members]
    assert len(names) == len(set(names))
    assert sum(len(batch.of(fate)) for fate in Fate) == len(batch.members)
    assert all(one.why and (one.fate is Fate.READ or one.do) for one in batch.members)
    assert all(len(batch.of(fate)) for fate in Fate)


def test_2_forms(batch: Batch) -> None:
    everywhere = [one for member in batch.members for one in member.forms]
    assert len({id(one) for one in everywhere}) == len(everywhere)
    assert {id(one) for one in everywhere if one.counts} == {id(one) for one in batch.forms}
    assert sum(len(unit.forms) for unit in batch.units) == len(batch.forms)
    assert len({one.key for one in batch.forms}) == len(batch.forms)
    assert len(batch.units) == 12


@pytest.mark.parametrize("field", ["initial", "annual", "executed"])
def test_3_money(batch: Batch, field: str) -> None:
    units = sum((getattr(one, field) or Decimal(0) for one in batch.units), Decimal(0))
    assert units == whole(batch.forms, field)
    column = {"initial": "initial_budget", "annual": "annual_budget", "executed": "executed"}[field]
    funds = [getattr(fund, column).value for one in batch.forms for fund in one.result.funds if fund.source == "total"]
    assert units == sum((one for one in funds if one is not None), Decimal(0))


def test_3_open_points(batch: Batch) -> None:
    assert sum((one.open for one in batch.units), Decimal(0)) == whole(batch.forms, "open")


def test_4_the_roster(batch: Batch) -> None:
    assert batch.roster is not None
    lines = [row.line.number for row in batch.roster.rows if row.line is not None]
    assert sorted(lines) == list(range(1, len(lines) + 1))
    unlisted = [row.filed for row in batch.roster.rows if row.line is None]
    listed = [one for one in batch.forms if one.line is not None]
    assert len(unlisted) + len(listed) == len(batch.forms)


def test_5_a_second_run(batch: Batch, top: Path) -> None:
    again = gathered(top)
    assert [(one.name, one.fate, one.why) for one in again.members] == [
        (one.name, one.fate, one.why) for one in batch.members
    ]
    assert [(one.key, one.content_code, one.disposition, one.risk) for one in again.forms] == [
        (one.key, one.content_code, one.disposition, one.risk) for one in batch.forms
    ]
