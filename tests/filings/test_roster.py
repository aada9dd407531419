"""The roster of those who must file, held against what was filed.

1. Any layout by the meaning of its heads: .csv in GBK and UTF-8, .xlsx, .xls, heads over two rows, units merged down.
2. Amounts in 元 and 万元; where the roster does not say, the forms show it.
3. A line is missing, empty, twice, late or filed: the first that applies; the rest is remarked.
4. A form on no line is not on the list, with the near names of its unit.
5. Codes, department and office come from the roster; the key is then the 项目编码.
6. Amounts unlike the accounts ask a person.
7. A form without a unit takes that of the only line with its project.
8. What is not understood is told; a file without a list is refused.
9. A line that stands there twice counts once; of two lines of one name the money tells; a code before a name is none.
10. A list of units only: all forms of a unit answer to its line.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.filings.batch import Batch, Disposition, FilingState, RosterRow, UnitFrom
from perfeval_xl.filings.roster import read_roster
from perfeval_xl.pipeline import Options
from perfeval_xl.problems import FileError
from tests.filings.folder import Filing, put, xls, xlsx, zipped

HEAD = "项目编码,部门编码,预算单位,项目名称,业务处室,截止时间,账上预算数（万元）,账上执行数（万元）"
LINE = "440330123P00001,301001,石弦镇人民政府,社区养老服务,综合科,2024-03-12,120,118.8"


def roster_file(folder: Path, *lines: str, head: str = HEAD, encoding: str = "gbk") -> Path:
    return put(folder / "名单.csv", "\r\n".join([head, *lines]).encode(encoding))


def called(folder: Path, *lines: str, head: str = HEAD) -> Batch:
    return gather(Asked((str(folder / "报"),), Options(jobs=1), roster=roster_file(folder, *lines, head=head)))


def only(batch: Batch) -> RosterRow:
    assert batch.roster is not None
    assert len(batch.roster.rows) == 1, [(one.state, one.remarks) for one in batch.roster.rows]
    return batch.roster.rows[0]


TABLE = """
| 2023年度项目名单 | < | < | < | < |
| 单位：元 | < | < | < | < |
| 预算单位 | 项目 | < | 预算安排 | < |
| ^ | 编码 | 名称 | 年初 | 调整后 |
| 石弦镇人民政府 | P00001 | 社区养老服务 | 1000000 | 1200000 |
| ^ | P00002 | 环卫保洁 | | 50000 |
| 合计 | | | 1000000 | 1250000 |
"""


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_1_heads_over_two_rows(tmp_path: Path, kind: str) -> None:
    data = xlsx(TABLE, names=("名单",)) if kind == "xlsx" else xls(TABLE, "名单")
    lines, roster = read_roster(put(tmp_path / f"名单.{kind}", data))
    assert [(one.unit, one.project_code, one.project) for one in lines] == [
        ("石弦镇人民政府", "P00001", "社区养老服务"),
        ("石弦镇人民政府", "P00002", "环卫保洁"),
    ]
    assert [(one.initial, one.budget) for one in lines] == [(100, 120), (None, 5)]
    assert roster.unit_said


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig"])
def test_1_texts(tmp_path: Path, encoding: str) -> None:
    lines, _ = read_roster(roster_file(tmp_path, LINE, encoding=encoding))
    assert (lines[0].unit, lines[0].office, lines[0].budget) == ("石弦镇人民政府", "综合科", 120)
    assert lines[0].deadline is not None
    assert lines[0].deadline.date().isoformat() == "2024-03-12"


def test_1_the_systems_export(tmp_path: Path) -> None:
    head = "状态,部门编码,项目名称,预算单位,部门名称,业务处室,全年预算数,调整后预算数,全年执行数,得分,截止天数"
    lines, roster = read_roster(roster_file(tmp_path, "未报,301001,养老,石弦镇,民政,综合科,100,120,99,,3", head=head))
    assert (lines[0].initial, lines[0].budget, lines[0].executed) == (100, 120, 99)
    assert any("截止天数" in one for one in roster.remarks)


@pytest.mark.parametrize(
    ("amounts", "difference", "remark"),
    [("1200000,1188000", 0, "按元核对"), ("120,118.8", 0, "按万元核对"), ("130,118.8", -10, "按万元核对")],
)
def test_2_an_unsaid_unit(tmp_path: Path, amounts: str, difference: int, remark: str) -> None:
    put(tmp_path / "报" / "表.xlsx", Filing().xlsx())
    batch = called(tmp_path, f"石弦镇人民政府,社区养老服务,{amounts}", head="预算单位,项目名称,预算数,执行数")
    assert only(batch).budget_difference == difference
    assert batch.roster is not None
    assert remark in batch.roster.remarks[-1]


EARLY, LATE = datetime(2024, 3, 10, 9), datetime(2024, 3, 14, 9)


def _missing(top: Path) -> None:
    put(top / "石弦镇" / "社区养老服务.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def _empty(top: Path) -> None:
    put(top / "表.xlsx", Filing().empty().xlsx(), LATE)


def _twice(top: Path) -> None:
    put(top / "表.xlsx", Filing().xlsx(), EARLY)
    put(top / "表(1).xlsx", Filing().xlsx(), LATE)


def _late(top: Path) -> None:
    put(top / "表.xlsx", Filing().xlsx(), LATE)


def _refiled(top: Path) -> None:
    put(top / "表.xlsx", Filing(executed="100").xlsx(), EARLY)
    put(top / "表_退回修改.xlsx", Filing().xlsx(), LATE)


def _filed_in_a_zip(top: Path) -> None:
    put(top / "报.zip", zipped({"表.xlsx": Filing().xlsx()}, when=EARLY), LATE)


@pytest.mark.parametrize(
    ("make", "state", "remark"),
    [
        (_missing, FilingState.MISSING, "没有读入的文件，名称相近：石弦镇/社区养老服务.doc"),
        (_empty, FilingState.EMPTY, "逾期 2 天"),
        (_twice, FilingState.TWICE, "同一份报了 2 次，只计一份"),
        (_late, FilingState.LATE, "截止 2024-03-12，收到 2024-03-14，逾期 2 天"),
        (_refiled, FilingState.FILED, "报过 2 版，以 表_退回修改.xlsx 为准"),
        (_filed_in_a_zip, FilingState.FILED, ""),
    ],
)
def test_3_states(tmp_path: Path, make: object, state: FilingState, remark: str) -> None:
    (tmp_path / "报").mkdir()
    make(tmp_path / "报")  # pyright: ignore
    row = only(called(tmp_path, LINE))
    assert row.state is state
    assert remark in "；".join(row.remarks)


def test_4_not_on_the_list(tmp_path: Path) -> None:
    put(tmp_path / "报" / "表.xlsx", Filing(project="社区居家养老服务").xlsx(), EARLY)
    put(tmp_path / "报" / "别.xlsx", Filing(unit="云笺街道办事处", project="社区养老服务").xlsx(), EARLY)
    batch = called(tmp_path, LINE)
    assert batch.roster is not None
    missing, *unlisted = batch.roster.rows
    assert missing.remarks == ("名称相近的自评表：社区居家养老服务（石弦镇人民政府）",)
    assert sorted(one.remarks for one in unlisted) == [
        ("名单中没有相近的项目",),
        ("名单中相近的项目：社区养老服务（石弦镇人民政府）",),
    ]


def test_5_codes(tmp_path: Path) -> None:
    put(tmp_path / "报" / "表.xlsx", Filing(project="社区养老服务（2023年）").xlsx(), EARLY)
    batch = called(tmp_path, LINE)
    form = batch.forms[0]
    assert (form.key, form.department_code, form.office) == ("440330123P00001", "301001", "综合科")
    assert batch.units[0].department_code == "301001"


def test_6_accounts(tmp_path: Path) -> None:
    put(tmp_path / "报" / "表.xlsx", Filing(executed="120").xlsx(), EARLY)
    batch = called(tmp_path, LINE)
    assert only(batch).executed_difference == Decimal("1.2")
    assert batch.forms[0].is_unlike_accounts
    assert (batch.forms[0].disposition, batch.forms[0].reasons) == (Disposition.PERSON, ("金额与账上不符",))
    assert {one.name: one.points for one in batch.forms[0].risk}["账表不符"] == 15


def test_7_the_unit_by_the_project(tmp_path: Path) -> None:
    put(tmp_path / "报" / "杂" / "表.xlsx", Filing(unit="（实施单位）").xlsx(), EARLY)
    form = called(tmp_path, LINE).forms[0]
    assert (form.unit, form.unit_from) == ("石弦镇人民政府", UnitFrom.ROSTER)


def test_8_what_is_not_understood(tmp_path: Path) -> None:
    line = "P1,301,石弦镇,养老,综合科,尽快,一百来万,118.8"
    _, roster = read_roster(roster_file(tmp_path, line, head=HEAD + ",负责人"))
    assert [any(word in one for one in roster.remarks) for word in ("负责人", "尽快", "一百来万")] == [True] * 3
    with pytest.raises(FileError, match="没有找到清单"):
        read_roster(put(tmp_path / "空.csv", "甲,乙\r\n1,2".encode("gbk")))


def test_10_units_only(tmp_path: Path) -> None:
    put(tmp_path / "报" / "一.xlsx", Filing(project="养老").xlsx(), EARLY)
    put(tmp_path / "报" / "二.xlsx", Filing(project="路灯").xlsx(), LATE)
    lines = ("301001,石弦镇,2024-03-12,250", "302001,云笺街道,2024-03-12,90")
    batch = called(tmp_path, *lines, head="单位编码,单位名称,截止时间,预算数（万元）")
    assert batch.roster is not None
    missing, late = batch.roster.rows
    assert (missing.state, missing.remarks) == (FilingState.MISSING, ("没有收到这个单位的自评表",))
    assert (late.state, late.remarks[-1], late.budget_difference) == (FilingState.LATE, "报了 2 份", -10)
    assert {one.department_code for one in batch.forms} == {"301001"}
    assert len({one.key for one in batch.forms}) == 2


def test_9_lines_of_one_name(tmp_path: Path) -> None:
    put(tmp_path / "报" / "表.xlsx", Filing(project="44000021R000000019951-社区养老服务").xlsx(), EARLY)
    other = LINE.replace("00001", "00002").replace("120,118.8", "50,50")
    batch = called(tmp_path, LINE, LINE, other)
    assert batch.roster is not None
    assert [(row.state, row.line and row.line.project_code) for row in batch.roster.rows] == [
        (FilingState.MISSING, "440330123P00002"),
        (FilingState.FILED, "440330123P00001"),
    ]
    assert any("只计一行" in one for one in batch.roster.remarks)
