"""A review of 40 projects of 12 units, as a bureau would have it.

1. Filled with sensible cuts, nothing is found.
2. With faults put in, one of each kind, every one is found at its cell, and nothing else.
3. The same in a folder of foreign 底稿: other heads, other columns, no keys, no record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from perfeval_xl.desk.review_check import Asked, check
from perfeval_xl.filings.review.reviewed import ReviewFinding
from perfeval_xl.filings.review.words import Beside, Head
from tests.filings.review import books
from tests.filings.review.books import FIRST, GROUNDS, LETTERS, Project

Change = Callable[[list[Project]], None]


@pytest.fixture(scope="module")
def sensible() -> list[Project]:
    return books.sensible()


def found(folder: Path, **asked: object) -> list[ReviewFinding]:
    return check(Asked((str(folder),), **asked)).findings  # type: ignore[arg-type]


def told(findings: list[ReviewFinding]) -> list[str]:
    return [f"{one.code} {one.project.project if one.project else ''} {one.place} {one.message}" for one in findings]


def test_1_nothing_is_found_in_sensible_reviews(sensible: list[Project], tmp_path: Path) -> None:
    books.write(sensible, tmp_path)
    assert told(found(tmp_path)) == []


@dataclass(frozen=True)
class Fault:
    """A fault: in which project and row it is put, and what it is found by."""

    project: int
    row: int
    code: str
    put: Callable[[Project], None]


def score(row: int, review: float) -> Callable[[Project], None]:
    def put(project: Project) -> None:
        project.rows[row].review = review

    return put


def cut(row: int, review: float, ground: str, remark: str) -> Callable[[Project], None]:
    return lambda project: project.cut(row, review, ground, remark)


def remark(row: int, text: str) -> Callable[[Project], None]:
    def put(project: Project) -> None:
        project.rows[row].remark = text

    return put


def both(*changes: Callable[[Project], None]) -> Callable[[Project], None]:
    def put(project: Project) -> None:
        for change in changes:
            change(project)

    return put


def result(row: int, text: str) -> Callable[[Project], None]:
    def put(project: Project) -> None:
        project.rows[row].actual = text

    return put


COPY = "现场抽查 70 个项目点位，其中 12 个没有标识"
FAULTS = [
    Fault(0, 4, "V701", score(4, 12)),
    Fault(1, 0, "V702", score(0, 9.95)),
    Fault(2, 5, "V703", cut(5, -3, "99", "抽查不合格")),
    Fault(3, 5, "V705", cut(5, 12, "", "")),
    Fault(5, 5, "V706", cut(5, 12, "", "台账只有部分姓名")),
    Fault(6, 0, "V707", cut(0, 8.85, "99", "预算执行中结余未说明，扣30%")),
    Fault(7, 5, "V707", cut(5, 13, "99", "人数与台账不一致，扣3分")),
    Fault(8, 5, "V708", cut(5, 10.5, "05", "只有部分名单")),
    Fault(9, 2, "V721", both(cut(1, 0, "14", "改造工程未验收，数量不算完成"), cut(2, 7.5, "14", "工程未验收"))),
    Fault(10, 5, "V722", cut(5, 12, "99", "居民名单没有签字")),
    Fault(11, 5, "V722", cut(5, 9, "99", "居民名单没有签字")),
    Fault(12, 5, "V722", cut(5, 9, "99", "居民名单没有签字")),
    Fault(14, 1, "V723", cut(1, 15, "", "")),
    Fault(13, 3, "V709", cut(3, 10, "", "未提供完成时间的证明")),
    Fault(15, 5, "V724", cut(5, 12, "99", COPY)),
    Fault(16, 5, "V724", cut(5, 12, "99", COPY)),
    Fault(17, 5, "V725", cut(5, 12, "99", "竹汀街道办事处的名单没有电话，扣3分")),
    Fault(19, 3, "V751", remark(3, "验收单日期为2024年1月16日")),
    Fault(20, 4, "V752", result(4, "2900万元")),
]


def test_2_every_fault_is_found(tmp_path: Path) -> None:
    projects = books.sensible()
    for fault in FAULTS:
        fault.put(projects[fault.project])
    books.write(projects, tmp_path)
    after = _on_disk(projects, tmp_path)
    findings = found(tmp_path)
    expected = {
        (one.code, projects[one.project].name, one.row) for one in FAULTS if one.code not in ("V721", "V722", "V724")
    }
    expected |= {("V721", projects[9].name, 2), ("V722", projects[10].name, 5), ("V724", projects[16].name, 5)} | after
    got = {
        (one.code, one.project.project if one.project else "", one.row.at - FIRST if one.row else None)
        for one in findings
    }
    assert expected - got == set(), told(findings)
    assert got - expected == set(), told(findings)


def _on_disk(projects: list[Project], folder: Path) -> set[tuple[str, str, int | None]]:
    """Faults that are put into the books themselves: what was the unit's, sums, tables, sheets."""

    def at(number: int) -> tuple[Path, str]:
        project = projects[number]
        sheet = [one for one in projects if one.unit == project.unit].index(project) + 1
        return books.path_of(project.unit, folder), f"附件{sheet}"

    def cell(number: int, address: str, value: object, sheet: str = "") -> None:
        path, own = at(number)

        def put(book: Workbook) -> None:
            book[sheet or own][address] = value  # type: ignore[index]

        books.edited(path, put)

    cell(21, f"{LETTERS[Head.SELF_SCORE]}{FIRST + 1}", 14)
    cell(22, f"{LETTERS[Head.ACTUAL]}{FIRST + 2}", "99%")
    cell(23, f"{LETTERS[Head.REVIEW_SCORE]}{FIRST + 8}", 99)
    cell(25, f"C{FIRST + 2}", 60, "差值表")
    cell(26, f"G{FIRST + 2}", 60, "汇总")
    cell(27, f"{LETTERS[Head.DEVIATION]}{FIRST + 1}", 0.5)
    path, own = at(28)

    def drop(book: Workbook) -> None:
        sheet = book[own]
        for head in (Head.LEVEL1, Head.LEVEL2, Head.NAME, Head.WEIGHT, Head.SELF_SCORE, Head.REVIEW_SCORE, Beside.KEY):
            sheet[f"{LETTERS[head]}{FIRST + 5}"] = None

    books.edited(path, drop)
    path, own = at(30)
    books.edited(path, lambda book: setattr(book[own], "title", "改过名的表"))
    names = {number: projects[number].name for number in range(40)}
    return {
        ("V741", names[21], 1),
        ("V741", names[22], 2),
        ("V731", names[23], None),
        ("V732", names[25], None),
        ("V733", names[26], None),
        ("V734", names[27], 1),
        ("V742", names[28], None),
        *((code, names[30], None) for code in ("V732", "V733", "V765")),  # the tables point to a sheet that is gone
    }


def test_2_grounds_are_named_as_they_stand() -> None:
    assert set(GROUNDS) <= {"01", "02", "05", "06", "07", "08", "10", "11", "14", "99"}
