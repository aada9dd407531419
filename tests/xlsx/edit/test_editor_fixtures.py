"""Everything that units put into their workbooks is still there after a scored copy was made of it.

1. Nothing differs but what was asked for (the comparer's list), in every fixture.
2. openpyxl and calamine read the values that were written, and the others as they were.
3. The same input and the same edits give the same bytes.
4. Taken back, the cells hold and show what they did before, and nothing of ours is left.
5. Taken back and marked again, the bytes are those of the first time.
6. The comparer is no rubber stamp: it tells each kind of damage.
7. The published forms, written by whatever program, likewise: nothing else differs.
"""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from tests.xlsx.comparer import Edits, differences
from tests.xlsx.fixtures import MAKERS, SHEET, base, changed, parts_of, zipped
from tests.xlsx.marking import EDITS, FILLED, PLACES, PROPERTIES, VALUES, mark, marked, take_back

PUBLISHED = sorted((Path(__file__).parents[2] / "fixtures" / "real_forms").glob("*.xlsx"))
UNREADABLE = {"with_other_case_names"}  # openpyxl looks part names up by exact case
ALL = pytest.mark.parametrize("name", MAKERS)


def by_calamine(data: bytes, sheet: str = SHEET) -> dict[tuple[int, int], object]:
    read = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet)
    first_row, first_column = read.start or (0, 0)
    return {
        (first_row + row, first_column + column): value
        for row, line in enumerate(read.to_python(skip_empty_area=True))
        for column, value in enumerate(line)
        if value != ""
    }


@ALL
def test_1_nothing_else_differs(name: str) -> None:
    data = MAKERS[name]()
    assert differences(data, marked(data), EDITS) == []


@pytest.mark.parametrize("name", [name for name in MAKERS if name not in UNREADABLE])
def test_2_other_readers_find_the_values(name: str) -> None:
    data = MAKERS[name]()
    after = marked(data)
    book = openpyxl.load_workbook(io.BytesIO(after), data_only=True)
    for at, value in VALUES.items():
        assert book[SHEET][at].value == value
    for at, colour in FILLED.items():
        assert book[SHEET][at].fill.fgColor.rgb == "FF" + colour
    assert book["评分汇总"]["A9"].value == "=1+1"
    assert book["评分记录"].sheet_state == "hidden"
    assert {one.name: one.value for one in book.custom_doc_props.props}.items() >= PROPERTIES.items()
    if name in ("with_edges", "with_utf16_sheet"):
        return  # calamine would fill a grid of 17 billion cells; it reads no UTF-16
    places = {(cell.row - 1, cell.column - 1) for cell in (book[SHEET][at] for at in [*VALUES, "G20"])}
    before, now = by_calamine(data), by_calamine(after)
    assert {at: value for at, value in now.items() if at not in places} == {
        at: value for at, value in before.items() if at not in places
    }


@ALL
def test_3_same_bytes(name: str) -> None:
    data = MAKERS[name]()
    assert marked(data) == marked(data)


@ALL
def test_4_and_5_taken_back_and_marked_again(name: str) -> None:
    data = MAKERS[name]()
    first = marked(data)
    editor, before = Editor(Package.from_bytes(first), AUTHOR), Editor(Package.from_bytes(data), AUTHOR)
    take_back(editor, before)
    clean = editor.build()
    package = Package.from_bytes(clean)
    assert {one.name for one in package.sheets} == {one.name for one in Package.from_bytes(data).sheets}
    assert set(package.part_names) - set(Package.from_bytes(data).part_names) <= {"xl/styles.xml"}
    assert package.custom_properties == Package.from_bytes(data).custom_properties
    now, was = Editor(package, AUTHOR), Editor(Package.from_bytes(data), AUTHOR)
    for at in {*VALUES, *FILLED}:
        old, new = was.value_of(SHEET, at), now.value_of(SHEET, at)
        assert (old and (old.kind, old.text)) == (new and (new.kind, new.text))
        assert now.fill_of(SHEET, at) == was.fill_of(SHEET, at)
    again = Editor(package, AUTHOR)
    mark(again)
    assert again.build() == first


def test_6_the_comparer_tells_damage() -> None:
    data = base()

    def told(name: str, old: str, new: str, edits: Edits = EDITS) -> bool:
        spoilt = parts_of(marked(data))
        changed(spoilt, name, old, new)
        return bool(differences(data, zipped(spoilt), edits))

    sheet = "xl/worksheets/sheet1.xml"
    assert told(sheet, '<c r="G14"', '<c r="G14" t="b"')
    assert told(sheet, "<pageMargins ", '<pageMargins x="9" ')
    assert told(sheet, "<mergeCell ", '<mergeCell x="1" ')
    assert told(sheet, '<row r="7"', '<row r="7" hidden="1"')
    assert told("xl/styles.xml", '<sz val="16"', '<sz val="17"')
    assert told("xl/workbook.xml", f'name="{SHEET}"', f'name="{SHEET}1"')
    assert told("docProps/core.xml", "<dc:creator>", "<dc:creator>他人")
    assert told("xl/sharedStrings.xml", "第2行", "第二行")
    fewer = Edits({SHEET: PLACES - {"M12"}}, {SHEET}, EDITS.added_sheets, properties=True)
    assert differences(data, marked(data), fewer)
    assert differences(data, marked(data), Edits({SHEET: PLACES}, {SHEET}, {"评分汇总"}, properties=True))
    assert differences(data, marked(data), Edits({SHEET: PLACES}, set(), EDITS.added_sheets, properties=True))
    repacked = zipped(parts_of(data))
    assert differences(data, repacked, Edits())
    lost = parts_of(marked(data))
    del lost["xl/theme/theme1.xml"]
    assert differences(data, zipped(lost), EDITS)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem[:3])
def test_7_published_forms(path: Path) -> None:
    data = path.read_bytes()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    merged = {at: area for area in sheet.merged_cells.ranges for row in area.rows for at in row}
    editor = Editor(Package.from_bytes(data), AUTHOR)
    touched: set[str] = set()
    for row in range(1, sheet.max_row + 1):
        for column in range(1, 10):
            at = sheet.cell(row, column).coordinate
            area = merged.get((row, column))
            if column % 2:
                editor.fill(sheet.title, at, "FFEBA6")
                touched |= {sheet.cell(*place).coordinate for line in area.rows for place in line} if area else {at}
            elif area is None:
                editor.set_text(sheet.title, at, "改过")
                touched.add(at)
        editor.comment(sheet.title, f"B{row}", "意见")
    assert differences(data, editor.build(), Edits({sheet.title: touched}, {sheet.title})) == []
