"""Scored copies held against their originals: nothing of theirs is lost.

1. Of published tables, samples and forty kinds of workbook, only the cells that the record names have changed.
2. What is processed again does not change; with everything taken back, only what the comparer allows for is left.
3. Microsoft's validator has nothing against a copy that it had not against the original.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfeval_xl.result import Severity
from perfeval_xl.writing.copy import record
from perfeval_xl.writing.copy.scored import write_scored
from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.writing.sheets.record_sheet import Entry, Kind, record_of
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.names import ref
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.sheetreader import read_sheet
from tests.office import errors
from tests.samples import SAMPLES
from tests.writing.judged import RULES, file_of, finding, small_form
from tests.writing.process import process
from tests.xlsx.comparer import Edits, differences
from tests.xlsx.fixtures import MAKERS

ROOT = Path(__file__).parents[3]
FILES = [*SAMPLES, *sorted((ROOT / "tests/fixtures/real_forms").glob("*.xlsx"))]
UNREADABLE = {"with_other_case_names"}  # the validator cannot open the fixture itself
BOOKS: dict[str, Callable[[], bytes]] = {path.stem: path.read_bytes for path in FILES} | MAKERS
EVERY = pytest.mark.parametrize("name", BOOKS)


def copy_of(name: str, data: bytes) -> bytes:
    """The scored copy. The kinds of workbook hold no form that could be read: there a judged one is written in."""
    if name not in MAKERS:
        return process(data)
    form = small_form((None, "40"))
    form.findings = [
        finding("B201", Severity.ERROR, "C6", "执行率与金额不符。", stated="98%", expected="99.58%"),
        finding("S504", Severity.ERROR, "H15", "得分偏高。"),
        finding("I301", Severity.HINT, "B3", "甲"),
        finding("I302", Severity.WARNING, "G12", "乙"),
        finding("N801", Severity.HINT, "A1", "丙"),
    ]
    package, carried = record.take_back(Package.from_bytes(data, f"表{suffix(name)}"))
    return write_scored(package, file_of(form), RULES, carried, "1.0")


def entries_of(package: Package) -> tuple[Entry, ...]:
    sheet = next(one for one in package.sheets if one.name == "评分记录")
    return record_of(read_sheet(package, sheet)).entries


def opening_as(copy: bytes, data: bytes) -> bytes:
    """The original, opening where its copy does (`test_opening` has what this may change)."""
    opening = [str(one.sheet) for one in entries_of(Package.from_bytes(copy)) if one.kind is Kind.OPENING]
    if not opening:
        return data
    editor = Editor(Package.from_bytes(data), AUTHOR)
    editor.show_first(opening[1])
    return editor.build()


def edits_of(copy: bytes) -> Edits:
    """What the copy's own record says was done."""
    package = Package.from_bytes(copy)
    entries = entries_of(package)
    cells: dict[str, set[str]] = {}
    for one in entries:
        if one.kind not in (Kind.SHEET, Kind.FINDING, Kind.GONE, Kind.OPENING):
            cells.setdefault(str(one.sheet), set()).add(str(one.cell))
    for one in package.sheets:
        for area in read_sheet(package, one).merges if one.name in cells else ():
            if ref(*area[:2]) in cells[one.name]:  # a merged area is coloured as a whole
                rows, columns = range(area[0], area[2] + 1), range(area[1], area[3] + 1)
                cells[one.name] |= {ref(row, column) for row in rows for column in columns}
    commented = {str(one.sheet) for one in entries if one.kind is Kind.COMMENT}
    return Edits(cells, commented, {"评分汇总", "核对意见", "评分记录"}, properties=True)


def suffix(name: str) -> str:
    return ".xlsm" if name == "with_macros" else ".xlsx"


@EVERY
def test_1_and_2_only_what_the_record_names(name: str) -> None:
    data = BOOKS[name]()
    copy = copy_of(name, data)
    assert differences(opening_as(copy, data), copy, edits_of(copy)) == []
    assert copy_of(name, copy) == copy


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in BOOKS if name not in UNREADABLE])
def test_3_no_new_faults(name: str) -> None:
    data = BOOKS[name]()
    assert errors(copy_of(name, data), suffix(name)) - errors(data, suffix(name)) == {}
