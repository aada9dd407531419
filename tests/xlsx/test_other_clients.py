"""Other programs open what we wrote, show the same values, and keep what is ours when they save it (all slow).

1. LibreOffice shows every cell of the form and of our sheets as openpyxl and calamine read them from our output.
2. Saved by LibreOffice, our comments, fills, properties and the hidden sheet are still there.
3. In LibreOffice's save our comments are found and taken away, theirs stay; our sheets are replaced, not doubled.
4. What LibreOffice wrote is itself a workbook that we can mark; nothing else of it changes.
5. It prints: the PDF has the pages that the page breaks ask for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.comments_read import comments
from tests.office import converted
from tests.xlsx.comparer import differences
from tests.xlsx.fixtures import MAKERS, SHEET
from tests.xlsx.marking import EDITS, FILLED, MESSAGE, PROPERTIES, mark, marked, summary

pytestmark = pytest.mark.slow
NAMES = [
    "plain",
    "with_picture",
    "with_text_box",
    "with_comments",
    "with_modern_control",
    "with_x14_validation",
    "with_rich_text",
    "with_hidden_parts",
    "with_protection",
    "with_prefixes",
    "with_implied_addresses",
    "with_odd_markup",
    "with_bare_parts",
    "with_shared_formulas",
    "with_macros",
]
EACH = pytest.mark.parametrize("name", NAMES)
OWN = ("评分汇总", "核对意见", "评分记录")


@pytest.fixture(scope="module")
def ours() -> dict[str, bytes]:
    return {name: marked(MAKERS[name]()) for name in NAMES}


@pytest.fixture(scope="module")
def saved(ours: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Our outputs as LibreOffice saved them."""
    return converted(ours, "xlsx", tmp_path_factory.mktemp("office"))


def values(data: bytes, sheet: str) -> dict[str, object]:
    """What openpyxl reads, numbers as floats, blanks left out."""
    cells = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[sheet].iter_rows()
    return {cell.coordinate: plain(cell.value) for row in cells for cell in row if cell.value not in (None, "")}


def plain(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 9)
    return value.isoformat() if isinstance(value, datetime) else value


def by_calamine(data: bytes, sheet: str) -> dict[str, object]:
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet)
    first_row, first_column = rows.start or (0, 0)
    return {
        f"{openpyxl.utils.get_column_letter(first_column + column + 1)}{first_row + row + 1}": plain(value)
        for row, line in enumerate(rows.to_python())
        for column, value in enumerate(line)
        if value != ""
    }


def written_results(found: Mapping[str, object]) -> dict[str, object]:
    """Without the results of formulas: LibreOffice computes them anew, from inputs that tests made up."""
    return {at: value for at, value in found.items() if at not in ("F6", "G20") and at[0] not in "HIJ"}


@EACH
def test_1_the_same_values_everywhere(name: str, ours: dict[str, bytes], saved: dict[str, bytes]) -> None:
    for sheet in (SHEET, *OWN):
        by_openpyxl = values(ours[name], sheet)
        assert by_calamine(ours[name], sheet) == by_openpyxl
        assert written_results(values(saved[name], sheet)) == written_results(by_openpyxl)
        assert written_results(by_calamine(saved[name], sheet)) == written_results(by_openpyxl)
    assert values(saved[name], "评分汇总")["B5"] == 9.67


@EACH
def test_2_ours_is_kept(name: str, ours: dict[str, bytes], saved: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(saved[name]))
    assert book.sheetnames == openpyxl.load_workbook(io.BytesIO(ours[name])).sheetnames
    assert book["评分记录"].sheet_state == "hidden"
    for at, colour in FILLED.items():
        assert book[SHEET][at].fill.fgColor.rgb == "FF" + colour
    package = Package.from_bytes(saved[name])
    assert package.custom_properties.items() >= PROPERTIES.items()
    before = Package.from_bytes(ours[name])
    own = {at for at, (author, _) in comments(before, before.sheets[0]).items() if author == AUTHOR}
    assert own
    # LibreOffice drops the authors of all comments.
    assert {at for at, (_, text) in comments(package, package.sheets[0]).items() if text == MESSAGE} == own


@EACH
def test_3_found_again_in_their_save(name: str, saved: dict[str, bytes]) -> None:
    package = Package.from_bytes(saved[name])
    theirs = {at for at, (_, text) in comments(package, package.sheets[0]).items() if text != MESSAGE}
    editor = Editor(package, AUTHOR)
    editor.remove_own_comments((SHEET, at) for at in {"G12", "B3", "A1", "E30"} - theirs)
    for sheet in OWN:
        editor.put_sheet(summary(sheet))
    after = Package.from_bytes(editor.build())
    assert [one.name for one in after.sheets] == [one.name for one in package.sheets]
    assert set(comments(after, after.sheets[0])) == theirs
    for at, colour in FILLED.items():
        assert Editor(after, AUTHOR).fill_colour(SHEET, at) == colour


def test_4_what_libreoffice_wrote_can_be_marked(tmp_path: Path) -> None:
    names = ("with_comments", "with_picture", "with_defined_names", "with_x14_data_bar")
    for data in converted({name: MAKERS[name]() for name in names}, "xlsx", tmp_path).values():
        assert differences(data, marked(data), EDITS) == []
        again = Editor(Package.from_bytes(marked(data)), AUTHOR)
        again.remove_own_comments()
        mark(again)
        assert again.build() == marked(data)


def test_5_it_prints(ours: dict[str, bytes], tmp_path: Path) -> None:
    pdf = converted({"plain": ours["plain"]}, "pdf", tmp_path)["plain"]
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    # The form takes at least one; each of the two visible sheets of ours two, as its page break asks for.
    assert pages >= 5
