"""Fills and number formats: derived from the cell's own, given back, and nobody else's touched.

1. A fill changes the fill alone: font, border, number format, alignment and protection stay.
2. Other cells that share the style keep it.
3. A merged area is coloured in all its cells that there are, and gets all its fills back.
4. What `fill_of` told, `restore_fill` gives back, also into a file that another program has saved since.
5. A cell that was not there goes again, unless somebody filled it in.
6. The same look is found again, not added twice.
7. Number formats likewise; built-in ones come back by their number.
8. A colour is told only where it is a solid fill given as RGB.
9. Where the looks of the cells are lost (no styles part, though cells name formats), the workbook is refused; likewise
   where a format says of its fill or number format what cannot be.
10. Formats that were added go again, each list as long as it was told to have been; not those that a cell, or another
    format, still needs; nothing goes for sizes that cannot be.
"""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
import pytest

from perfeval_xl.refusals import file_error
from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx import package
from perfeval_xl.xlsx.edit import styles
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from tests.xlsx.fixtures import MAKERS, SHEET, base, changed, parts_of, zipped


def editor_of(data: bytes) -> Editor:
    return Editor(Package.from_bytes(data), AUTHOR)


def read(data: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))[SHEET]


def formats(data: bytes) -> bytes:
    return parts_of(data)["xl/styles.xml"]


def test_1_and_2_only_this_cell_and_only_its_fill() -> None:
    data = base()
    editor = editor_of(data)
    editor.fill(SHEET, "G12", "E2F0D9")
    before, after = read(data), read(editor.build())
    was, now = before["G12"], after["G12"]
    assert now.fill.fgColor.rgb == "FFE2F0D9"
    for look in ("font", "border", "number_format", "alignment", "protection"):
        assert repr(getattr(now, look)) == repr(getattr(was, look))
    for at in ("G11", "G13", "B12", "A1"):
        assert repr(after[at].fill) == repr(before[at].fill)


def test_3_merged_areas() -> None:
    data = base()
    editor = editor_of(data)
    stored = editor.fill_of(SHEET, "C1")
    editor.fill(SHEET, "C1", "FFC9CE")
    coloured = editor.build()
    sheet = openpyxl.load_workbook(io.BytesIO(coloured))[SHEET]
    sheet.unmerge_cells("A1:H1")
    again = parts_of(coloured)["xl/worksheets/sheet1.xml"].decode()
    style = again[again.index('<c r="A1" s="') :][13:].split('"')[0]
    assert all(f'<c r="{letter}1" s="{style}"' in again for letter in "ABCDEFGH")
    back = editor_of(coloured)
    back.restore_fill(SHEET, "A1", stored)
    assert parts_of(back.build())["xl/worksheets/sheet1.xml"] == parts_of(data)["xl/worksheets/sheet1.xml"]


def test_3_a_merged_area_of_several_looks() -> None:
    parts = parts_of(base())
    changed(parts, "xl/worksheets/sheet1.xml", '<c r="D1" s="', '<c r="D1" s="3" x="')
    data = zipped(parts)
    editor = editor_of(data)
    stored = editor.fill_of(SHEET, "A1")
    editor.fill(SHEET, "A1", "FFC9CE")
    back = editor_of(editor.build())
    back.restore_fill(SHEET, "A1", stored)
    assert parts_of(back.build())["xl/worksheets/sheet1.xml"] == parts["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("at", ["G12", "B3", "A1", "F6", "M40"])
def test_4_given_back_after_openpyxl_saved_it(at: str) -> None:
    data = base()
    editor = editor_of(data)
    stored = editor.fill_of(SHEET, at)
    editor.fill(SHEET, at, "FFEBA6")
    buffer = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(editor.build())).save(buffer)
    back = editor_of(buffer.getvalue())
    assert back.fill_colour(SHEET, at) == "FFEBA6"
    back.restore_fill(SHEET, at, stored)
    before, after = read(data)[at], read(back.build())[at]
    assert (after.fill.fill_type, after.fill.fgColor.rgb) == (before.fill.fill_type, before.fill.fgColor.rgb)
    assert after.border.left.style == before.border.left.style


def test_4_a_gradient_comes_back() -> None:
    parts = parts_of(base())
    gradient = '<gradientFill degree="90"><stop position="0"><color theme="0"/></stop></gradientFill>'
    styles_part = parts["xl/styles.xml"].decode()
    grey = '<patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/><bgColor indexed="64"/></patternFill>'
    parts["xl/styles.xml"] = styles_part.replace(grey, gradient).encode()
    assert grey in styles_part
    editor = editor_of(zipped(parts))
    stored = editor.fill_of(SHEET, "G12")
    assert editor.fill_colour(SHEET, "G12") is None
    editor.fill(SHEET, "G12", "FFEBA6")
    back = editor_of(editor.build())
    back.restore_fill(SHEET, "G12", stored)
    assert parts_of(back.build())["xl/worksheets/sheet1.xml"] == parts["xl/worksheets/sheet1.xml"]


def test_5_a_cell_that_was_not_there() -> None:
    data = base()
    editor = editor_of(data)
    stored = editor.fill_of(SHEET, "K9")
    editor.fill(SHEET, "K9", "FFEBA6")
    coloured = editor.build()
    back = editor_of(coloured)
    back.restore_fill(SHEET, "K9", stored)
    assert b'"K9"' not in parts_of(back.build())["xl/worksheets/sheet1.xml"]
    filled_in = editor_of(coloured)
    filled_in.set_text(SHEET, "K9", "我填的")
    later = editor_of(filled_in.build())
    later.restore_fill(SHEET, "K9", stored)
    cell = read(later.build())["K9"]
    assert (cell.value, cell.fill.fill_type) == ("我填的", None)


def test_6_found_again() -> None:
    editor = editor_of(base())
    for at in ("G12", "G13", "G14", "B3"):
        editor.fill(SHEET, at, "E2F0D9")
    once = editor.build()
    more = editor_of(once)
    for at in ("G15", "B4"):
        more.fill(SHEET, at, "E2F0D9")
    assert formats(more.build()) == formats(once)
    assert formats(once).count(b"FFE2F0D9") == 1


def test_6_too_many_formats_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "MOST_FORMATS", 4)
    editor = editor_of(base())  # it has four
    with pytest.raises(PackageError) as problem:
        editor.fill(SHEET, "B3", "E2F0D9")
    assert file_error(problem.value).code == "R908"


def test_7_number_formats() -> None:
    data = base()
    editor = editor_of(data)
    assert editor.number_format(SHEET, "G12") == "0.00"
    stored = editor.number_format_of(SHEET, "G12")
    editor.set_number_format(SHEET, "G12", '0.000"分"')
    editor.set_number_format(SHEET, "G13", "0.00%")
    editor.set_number(SHEET, "G13", Decimal("0.98"))
    after = editor.build()
    seen = read(after)
    assert (seen["G12"].number_format, seen["G13"].number_format, seen["G14"].number_format) == (
        '0.000"分"',
        "0.00%",
        "0.00",
    )
    back = editor_of(after)
    back.restore_number_format(SHEET, "G12", stored)
    text = parts_of(back.build())["xl/worksheets/sheet1.xml"]
    assert text.count(b'<c r="G12" s="3">') == parts_of(data)["xl/worksheets/sheet1.xml"].count(b'<c r="G12" s="3">')


def test_7_a_built_in_format_comes_back_by_its_number() -> None:
    parts = parts_of(base())
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b'"164" fontId', b'"57" fontId')
    editor = editor_of(zipped(parts))
    stored = editor.number_format_of(SHEET, "G12")
    editor.set_number_format(SHEET, "G12", "0.00")
    back = editor_of(editor.build())
    back.restore_number_format(SHEET, "G12", stored)
    assert parts_of(back.build())["xl/worksheets/sheet1.xml"] == parts["xl/worksheets/sheet1.xml"]


def test_8_colours() -> None:
    editor = editor_of(base())
    assert editor.fill_colour(SHEET, "G12") == "F2F2F2"
    assert editor.fill_colour(SHEET, "B3") is None
    assert editor.fill_colour(SHEET, "Z99") is None
    plain = editor_of(MAKERS["with_bare_parts"]())
    assert plain.fill_colour(SHEET, "G12") is None
    plain.fill(SHEET, "G12", "DDEBF7")
    assert plain.fill_colour(SHEET, "G12") == "DDEBF7"


def refused(parts: dict[str, bytes]) -> str:
    def coloured() -> None:
        editor = editor_of(zipped(parts))
        editor.fill_of(SHEET, "G12")
        editor.fill(SHEET, "G12", "DDEBF7")
        editor.build()

    with pytest.raises(PackageError) as problem:
        coloured()
    return file_error(problem.value).code


@pytest.mark.parametrize("with_part", [True, False])
def test_9_no_styles(with_part: bool) -> None:
    parts = parts_of(base())
    changed(parts, "xl/_rels/workbook.xml.rels", "relationships/styles", "relationships/true")
    if not with_part:
        del parts["xl/styles.xml"]
    assert refused(parts) == "R908"


def test_9_a_format_that_cannot_be() -> None:
    parts = parts_of(base())
    plain = re.sub(rb' applyFill="."', b"", parts["xl/styles.xml"])
    parts["xl/styles.xml"] = plain.replace(b"<xf ", b'<xf applyFill="x" ')
    assert refused(parts) == "R908"


@pytest.mark.parametrize("size", [100, 317, 1 << 20])
def test_9_a_format_that_is_not_there(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "PIECE", size)  # wherever a piece ends
    parts = parts_of(base())
    part = "xl/worksheets/sheet1.xml"
    place = parts[part].index(b"</row>")
    cells = b"".join(b'<c r="%s9" s="0"/>' % letter for letter in (b"AA", b"AB"))
    parts[part] = parts[part][:place] + cells + b'<c r="AC9" s="9999"/>' + parts[part][place:]
    assert refused(parts) == "R908"


def _added_and_taken_away(clear: bool, **sizes: int) -> tuple[bytes, bytes]:
    """styles.xml before anything was added and after it was taken away again; `clear`: no cell uses it any more."""
    data = base()
    first = editor_of(data)
    known = first.format_sizes() | sizes
    look, shown = first.fill_of(SHEET, "G12"), first.number_format_of(SHEET, "G12")
    first.fill(SHEET, "G12", "ABCDEF")
    first.set_number_format(SHEET, "G12", "0.000")
    second = editor_of(first.build())
    if clear:
        second.restore_number_format(SHEET, "G12", shown)
        second.restore_fill(SHEET, "G12", look)
    second.take_formats_away(known)
    return formats(data), formats(second.build())


def test_10_what_was_added_goes() -> None:
    before, after = _added_and_taken_away(clear=True)
    assert after == before


def test_10_what_a_cell_needs_stays() -> None:
    before, after = _added_and_taken_away(clear=False)
    assert len(after) > len(before)
    assert b"ABCDEF" in after


@pytest.mark.parametrize("sizes", [{"fonts": 0}, {"fills": 2}, {"borders": 1}, {"cellXfs": 0}, {"fonts": 999}])
def test_10_sizes_that_cannot_be(sizes: dict[str, int]) -> None:
    before, after = _added_and_taken_away(clear=True, **sizes)
    assert [after.count(tag) >= before.count(tag) for tag in (b"<font>", b"<fill>", b"<border>", b"<xf ")] == [True] * 4
