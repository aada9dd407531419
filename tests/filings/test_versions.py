"""Doubles and new versions: which of several counts, and what is said of the others.

1. The same bytes are one filing; the plainer name stays. In folders of two units that is told.
2. All that was read being the same makes a double: .xls, .xlsx and .docx, a scored copy and its original.
3. The same key with other values: the newer by name and time counts.
4. Name and time disagree, or the times are equal: both stay, and a person is asked.
5. Forms without a project's name never meet; projects of one name in two units are two.
6. Forms about a unit as a whole have no project's name, and meet all the same.
7. A form counts once: what does not count is in no sum.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.filings.batch import Batch, Disposition, Fate
from perfeval_xl.pipeline import Options, run
from tests.filings.folder import Filing, put
from tests.filings.test_intake import fates, gathered
from tests.word_tables import as_document

EARLY, LATE = datetime(2024, 3, 1, 9), datetime(2024, 3, 8, 9)
ONE = Filing()
OTHER = Filing(executed="100")


def two(top: Path, first: str, second: str, early: datetime = EARLY, late: datetime = LATE) -> Batch:
    put(top / first, ONE.xlsx(), early)
    put(top / second, OTHER.xlsx(), late)
    return gathered(top)


def test_1_the_same_bytes(tmp_path: Path) -> None:
    put(tmp_path / "甲镇" / "养老(1).xlsx", ONE.xlsx(), EARLY)
    put(tmp_path / "甲镇" / "养老.xlsx", ONE.xlsx(), LATE)
    batch = gathered(tmp_path)
    assert fates(batch) == {"甲镇/养老(1).xlsx": Fate.DOUBLE, "甲镇/养老.xlsx": Fate.READ}
    assert batch.members[0].why == "与 养老.xlsx 逐字节相同。"
    assert batch.forms[0].doubles[0].member is batch.members[0]


def test_1_in_two_units_folders(tmp_path: Path) -> None:
    put(tmp_path / "甲镇" / "养老.xlsx", ONE.xlsx())
    put(tmp_path / "乙镇" / "养老.xlsx", ONE.xlsx())
    double = gathered(tmp_path).of(Fate.DOUBLE)[0]
    assert "不同单位" in double.why
    assert "放错了文件夹" in double.do


def test_2_the_same_values(tmp_path: Path) -> None:
    put(tmp_path / "a.xlsx", ONE.xlsx(), EARLY)
    put(tmp_path / "b.xls", ONE.xls(), LATE)
    put(tmp_path / "c.docx", as_document(tmp_path / "a.xlsx"), LATE)
    batch = gathered(tmp_path)
    assert len(batch.of(Fate.DOUBLE)) == 2
    assert all("内容相同" in one.why for one in batch.of(Fate.DOUBLE))


def test_2_a_scored_copy(tmp_path: Path) -> None:
    from perfeval_xl.inputs import expand

    put(tmp_path / "表.xlsx", ONE.but(G13="").xlsx(), EARLY)
    run(expand([str(tmp_path)]).inputs, Options(write=True, jobs=1))
    assert fates(gathered(tmp_path)) == {"表.xlsx": Fate.READ, "表_已评分.xlsx": Fate.DOUBLE}


@pytest.mark.parametrize(
    ("first", "second", "ground"),
    [
        ("养老.xlsx", "养老_退回修改.xlsx", "文件名写明“退回修改”，文件时间较晚"),
        ("养老.xlsx", "养老第二版.xlsx", "文件名写明“第二版”"),
        ("养老v1.xlsx", "养老v2.xlsx", "文件名写明“v2”"),
        ("养老.xlsx", "养老(2).xlsx", "文件名写明“(2)”"),
        ("甲/养老.xlsx", "乙/养老.xlsx", "文件时间较晚"),
    ],
)
def test_3_the_newer_counts(tmp_path: Path, first: str, second: str, ground: str) -> None:
    batch = two(tmp_path, first, second)
    assert fates(batch) == {first: Fate.SUPERSEDED, second: Fate.READ}
    old = batch.of(Fate.SUPERSEDED)[0]
    assert ground in old.why
    assert [one.executed for one in batch.forms] == [100]
    assert batch.forms[0].replaces == old.forms


@pytest.mark.parametrize(
    ("first", "second", "late"),
    [
        ("养老_退回修改.xlsx", "养老.xlsx", LATE),
        ("养老v2.xlsx", "养老v1.xlsx", LATE),
        ("养老.xlsx", "养老_退回修改.xlsx", EARLY),
        ("甲/养老.xlsx", "乙/养老.xlsx", EARLY),
    ],
)
def test_4_a_person_decides(tmp_path: Path, first: str, second: str, late: datetime) -> None:
    batch = two(tmp_path, first, second, EARLY, late)
    assert set(fates(batch).values()) == {Fate.READ}
    assert [one.disposition for one in batch.forms] == [Disposition.PERSON] * 2
    assert all("两个版本，请定" in one.reasons for one in batch.forms)
    assert all("请定" in one.do for one in batch.members)


def test_5_what_never_meets(tmp_path: Path) -> None:
    put(tmp_path / "甲镇" / "a.xlsx", Filing(project="", unit="甲镇").xlsx(), EARLY)
    put(tmp_path / "甲镇" / "b.xlsx", Filing(project="", unit="甲镇", executed="90").xlsx(), LATE)
    put(tmp_path / "乙镇" / "c.xlsx", Filing(unit="乙镇").xlsx(), EARLY)
    put(tmp_path / "丙镇" / "c.xlsx", Filing(unit="丙镇").xlsx(), LATE)
    batch = gathered(tmp_path)
    assert len(batch.forms) == 4
    assert len({one.key for one in batch.forms}) == 4


def test_6_a_unit_as_a_whole(tmp_path: Path) -> None:
    title = {"A1": "部门整体支出绩效自评表", "A3": "部门名称", "B3": "石弦镇人民政府", "E4": "", "F4": ""}
    put(tmp_path / "整体.xlsx", ONE.but(**title).xlsx(), EARLY)
    put(tmp_path / "整体_退回修改.xlsx", OTHER.but(**title).xlsx(), LATE)
    batch = gathered(tmp_path)
    assert [one.result.form.kind for one in batch.forms] == ["department"]
    assert fates(batch) == {"整体.xlsx": Fate.SUPERSEDED, "整体_退回修改.xlsx": Fate.READ}


def test_7_each_once(tmp_path: Path) -> None:
    two(tmp_path, "养老.xlsx", "养老_退回修改.xlsx")
    put(tmp_path / "养老_退回修改 - 副本.xlsx", OTHER.xlsx(), LATE)
    batch = gather(Asked((str(tmp_path),), Options(jobs=1)))
    assert [one.annual for one in batch.units] == [120]
    assert sum(len(one.forms) for one in batch.members) == 3


def test_1_the_one_that_lies_with_its_unit_counts(tmp_path: Path) -> None:
    put(tmp_path / "丙镇人民政府" / "养老.xlsx", Filing(unit="丙镇人民政府").xlsx())
    put(tmp_path / "补交" / "养老.xlsx", Filing(unit="丙镇人民政府").xlsx())
    assert fates(gathered(tmp_path)) == {"丙镇人民政府/养老.xlsx": Fate.READ, "补交/养老.xlsx": Fate.DOUBLE}
