"""A batch of filings.

1. Every file of the folders and files named is a member once, with its fate.
2. Amounts are the form's whole sum in 万元; points, range and difference are those of its score.
3. The disposition is the first that applies: an error without explanation sends a form back, open points ask a person.
"""

from __future__ import annotations

import shutil
from decimal import Decimal

import pytest

from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.filings.batch import Batch, Disposition, Fate, UnitFrom
from perfeval_xl.pipeline import Options
from tests.filings.folder import Filing
from tests.samples import FAULTY


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    top = tmp_path_factory.mktemp("上报") / "自评材料"
    (top / "石弦镇").mkdir(parents=True)
    (top / "石弦镇" / "自评表.xlsx").write_bytes(Filing(executed="120").xlsx())
    shutil.copy(FAULTY, top / "有误.xlsx")
    (top / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    (top / "~$有误.xlsx").write_bytes(b"x")
    return gather(Asked((str(top), str(top / "有误.xlsx")), Options(jobs=1)))


def test_1_every_file_once(batch: Batch) -> None:
    assert {one.name: one.fate for one in batch.members} == {
        "自评材料/~$有误.xlsx": Fate.OTHER,
        "自评材料/坏.xlsx": Fate.FAILED,
        "自评材料/有误.xlsx": Fate.READ,
        "自评材料/石弦镇/自评表.xlsx": Fate.READ,
    }
    assert all(one.why for one in batch.members)


def test_2_money_and_points(batch: Batch) -> None:
    clean = next(one for one in batch.forms if "石弦镇" in one.member.name)
    assert (clean.annual, clean.executed, clean.rate) == (Decimal(120), Decimal(120), Decimal(1))
    assert (clean.self_score, clean.score, clean.difference) == (100, 100, 0)
    assert clean.unit_from is UnitFrom.FORM
    assert batch.units[0].annual == sum((one.annual or 0 for one in batch.units[0].forms), Decimal(0))


def test_3_dispositions(batch: Batch) -> None:
    by_name = {one.member.name: one for one in batch.forms}
    assert by_name["自评材料/石弦镇/自评表.xlsx"].disposition is Disposition.ACCEPT
    assert by_name["自评材料/有误.xlsx"].disposition is Disposition.RETURN
    assert any("B201" in one for one in by_name["自评材料/有误.xlsx"].reasons)
