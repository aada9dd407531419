"""The 汇总表, and 复核结果 (tests 1 and 2), in other people's programs (slow).

1. Microsoft's validator has nothing against it.
2. With the stored results of all formulas dropped, LibreOffice computes the same.
3. Saved by LibreOffice, it still says what people typed, and under which keys.
"""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from perfeval_xl.desk.review_check import Asked, check
from perfeval_xl.filings.review.reviewed import Reviewed
from perfeval_xl.writing.summary import review_book
from perfeval_xl.writing.summary.sheets import ledger
from perfeval_xl.writing.summary.take_over import before_of
from perfeval_xl.writing.summary.workbook import declared_sheets
from perfeval_xl.xlsx.package import Package
from tests.filings.review import books as review_books
from tests.office import errors, saved_by_libreoffice
from tests.writing.summary.books import column, everything, heads, occasion, written

pytestmark = pytest.mark.slow
_CELL = re.compile(rb"(<c [^>]*>)(<f>.*?</f>)<v>[^<]*</v>", re.DOTALL)


def review_result(folder: Path) -> tuple[Reviewed, bytes]:
    """复核结果.xlsx of 40 projects, with some of what can be wrong."""
    projects = review_books.sensible()
    projects[0].rows[4].review = 12
    projects[8].cut(5, 10.5, "05", "只有部分名单")
    projects[3].cut(5, 12, "", "")
    review_books.write(projects, folder)
    reviewed = check(Asked((str(folder),)))
    occasion_of_review = review_book.Occasion(folder, datetime(2024, 5, 6, 9, 30), "0")
    return reviewed, review_book.write_review_result(reviewed, occasion_of_review)


@pytest.fixture(scope="module", params=[written, everything, review_result])
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return request.param(tmp_path_factory.mktemp("上报"))[1]


def without_results(data: bytes) -> tuple[bytes, int]:
    """The workbook with its formulas alone, and how many there are."""
    out, count = BytesIO(), 0
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part, dropped = _CELL.subn(lambda found: re.sub(rb' t="str"', b"", found[1]) + found[2], part)
                count += dropped
            new.writestr(name, part)
    return out.getvalue(), count


def formulas(data: bytes) -> set[tuple[str, str]]:
    """Where formulas stand."""
    book = openpyxl.load_workbook(BytesIO(data))
    cells = ((sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row)
    return {(name, cell.coordinate) for name, cell in cells if cell.data_type == "f"}


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) < 1e-9 * max(1, abs(ours))
    return (ours or "") == (theirs or "")


def test_1_validator(data: bytes) -> None:
    assert errors(data) == {}


def test_2_recalculated(data: bytes, tmp_path: Path) -> None:
    bare, count = without_results(data)
    places = formulas(data)
    assert count == len(places) > 100
    loaded = (BytesIO(one) for one in (saved_by_libreoffice(bare, tmp_path), data))
    computed, stored = (openpyxl.load_workbook(one, data_only=True) for one in loaded)
    unlike = {
        f"{name}!{cell}": (stored[name][cell].value, computed[name][cell].value)
        for name, cell in places
        if not same(stored[name][cell].value, computed[name][cell].value)
    }
    assert unlike == {}


def test_3_saved_by_libreoffice(tmp_path: Path) -> None:
    batch, data = everything(tmp_path)
    book = openpyxl.load_workbook(BytesIO(data))
    typed: dict[str, list[object]] = {}
    for name, head in (
        ("项目汇总", "复核得分"),
        ("审核关注", "分给谁"),
        ("整改台账", "整改结果"),
        ("核对意见", "采纳"),
    ):
        sheet = book[name]
        top, places = heads(sheet)
        for number, row in enumerate(range(top + 1, sheet.max_row + 1)):
            sheet.cell(row, places[head]).value = number + 0.25 if head == "复核得分" else f"{head}{number}"
        typed[name] = list(zip(column(sheet, "键"), column(sheet, head), strict=True))
    out = BytesIO()
    book.save(out)
    saved = saved_by_libreoffice(out.getvalue(), tmp_path)
    declared = declared_sheets(occasion(batch, tmp_path))
    before = before_of(Package.from_bytes(saved), declared)
    for name, cells in typed.items():
        rows = before.of(name).typed.items()
        found = {(key, *(one.value for one in row.values() if one.value != ledger.STATES[0])) for key, row in rows}
        assert found == set(cells), name
