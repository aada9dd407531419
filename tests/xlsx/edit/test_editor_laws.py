"""Any sequence of edits on any workbook reads back as exactly those edits and nothing else.

1. Values: numbers, texts, formulas, results, clearing, in any order, on cells that are there or not: openpyxl and
   calamine read what a plain dictionary says.
2. Fills, comments and added sheets in between change no value, and each cell shows the last fill it was given.
3. Split into several saves, the same edits give the same values and looks.
4. Markup: splices at any places give what a plain string would.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

import openpyxl
import python_calamine
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit.added_sheets import CellDesign, SheetDesign
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.edit.markup import Markup, attributes, with_attribute
from perfeval_xl.xlsx.names import ref
from perfeval_xl.xlsx.package import Package

SHEET = "自评表"
PLACES = st.builds(ref, st.integers(1, 12), st.sampled_from([1, 2, 3, 5, 26, 27, 30]))
TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="￾￿"), min_size=1, max_size=12)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-1_000_000, max_value=1_000_000)
COLOURS = st.sampled_from(["FFC9CE", "FFEBA6", "DDEBF7", "E2F0D9"])
Value = str | Decimal | None
Edit = tuple[str, str, Value]

VALUES = st.one_of(
    st.tuples(st.just("number"), PLACES, NUMBERS),
    st.tuples(st.just("text"), PLACES, TEXTS),
    st.tuples(st.just("formula"), PLACES, NUMBERS),
    st.tuples(st.just("result"), PLACES, NUMBERS),
    st.tuples(st.just("clear"), PLACES, st.none()),
)
LOOKS = st.one_of(
    st.tuples(st.just("fill"), PLACES, COLOURS),
    st.tuples(st.just("comment"), PLACES, TEXTS),
    st.tuples(st.just("sheet"), st.sampled_from(["评分汇总", "核对意见"]), st.none()),
)
BOOKS = st.fixed_dictionaries(
    {}, optional={at: st.one_of(TEXTS, NUMBERS) for at in ("A1", "C1", "B2", "E4", "Z4", "AA4", "C9", "A12", "AD12")}
)


def workbook(contents: dict[str, Value]) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column("E:E", 12, book.add_format({"italic": True}))
    for at, value in contents.items():
        if isinstance(value, Decimal):
            sheet.write_number(at, float(value), book.add_format({"num_format": "0.0000"}))
        else:
            sheet.write_string(at, value or "")
    book.close()
    return data.getvalue()


def do(editor: Editor, edits: Sequence[Edit]) -> None:
    for kind, at, value in edits:
        if kind == "number" and isinstance(value, Decimal):
            editor.set_number(SHEET, at, value)
        elif kind == "text":
            editor.set_text(SHEET, at, str(value))
        elif kind == "formula" and isinstance(value, Decimal):
            editor.set_formula(SHEET, at, "1+1", value)
        elif kind == "result" and isinstance(value, Decimal):
            editor.set_result(SHEET, at, value)
        elif kind == "clear":
            editor.clear(SHEET, at)
        elif kind == "fill":
            editor.fill(SHEET, at, str(value))
        elif kind == "comment":
            editor.comment(SHEET, at, str(value))
        else:
            editor.put_sheet(SheetDesign(at, [CellDesign(1, 1, "本表")]))


def expected(contents: dict[str, Value], edits: Sequence[Edit]) -> dict[str, str | float]:
    """What a reader must find, by a plain dictionary."""
    now = dict(contents)
    formulas: set[str] = set()
    for kind, at, value in edits:
        if kind in ("number", "text", "formula"):
            now[at] = value
            (formulas.add if kind == "formula" else formulas.discard)(at)
        elif kind == "clear":
            now.pop(at, None)
            formulas.discard(at)
        elif kind == "result" and at in formulas:
            now[at] = value
    return {at: float(value) if isinstance(value, Decimal) else str(value) for at, value in now.items()}


def by_openpyxl(data: bytes) -> dict[str, str | float]:
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[SHEET]
    found = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    return {at: float(value) if isinstance(value, int | float) else value for at, value in found.items()}


def by_calamine(data: bytes) -> dict[str, str | float]:
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(SHEET)
    row_from, column_from = sheet.start or (0, 0)
    return {
        ref(row_from + row + 1, column_from + column + 1): float(value) if isinstance(value, int | float) else value
        for row, line in enumerate(sheet.to_python())
        for column, value in enumerate(line)
        if value != ""
    }


def edited(data: bytes, edits: Sequence[Edit]) -> bytes:
    editor = Editor(Package.from_bytes(data), AUTHOR)
    do(editor, edits)
    return editor.build()


@settings(max_examples=120)
@given(BOOKS, st.lists(VALUES, max_size=12))
def test_1_values(contents: dict[str, Value], edits: list[Edit]) -> None:
    after = edited(workbook(contents), edits)
    assert by_openpyxl(after) == by_calamine(after) == expected(contents, edits)


@settings(max_examples=80)
@given(BOOKS, st.lists(VALUES | LOOKS, max_size=12))
def test_2_looks_change_no_value(contents: dict[str, Value], edits: list[Edit]) -> None:
    after = edited(workbook(contents), edits)
    assert by_openpyxl(after) == expected(contents, edits)
    fills = {at: value for kind, at, value in edits if kind == "fill"}
    comments = {at: value for kind, at, value in edits if kind == "comment"}
    sheet = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    shown = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row}
    assert {at: f"FF{colour}" for at, colour in fills.items()} == {
        at: cell.fill.fgColor.rgb for at, cell in shown.items() if cell.fill.fill_type == "solid"
    }
    assert {at: cell.comment.text for at, cell in shown.items() if cell.comment} == comments


@settings(max_examples=60)
@given(BOOKS, st.lists(VALUES | LOOKS, max_size=10), st.integers(0, 10))
@example({}, [("number", "A1", Decimal(5)), ("clear", "A1", None), ("fill", "A1", "FFC9CE")], 1)
def test_3_in_several_saves(contents: dict[str, Value], edits: list[Edit], cut: int) -> None:
    data = workbook(contents)
    once, twice = edited(data, edits), edited(edited(data, edits[:cut]), edits[cut:])
    assert by_openpyxl(once) == by_openpyxl(twice)
    one, two = (Package.from_bytes(each) for each in (once, twice))
    for at in {at for kind, at, _ in edits if kind == "fill"}:
        assert Editor(one, AUTHOR).fill_colour(SHEET, at) == Editor(two, AUTHOR).fill_colour(SHEET, at)
    assert [sheet.name for sheet in one.sheets] == [sheet.name for sheet in two.sheets]


NAMES = st.from_regex(r"[a-z]{1,4}(:[a-z]{1,4})?", fullmatch=True)


@given(st.dictionaries(NAMES, TEXTS, max_size=4), NAMES, st.none() | TEXTS, st.booleans())
def test_4_attributes(there: dict[str, str], name: str, value: str | None, empty: bool) -> None:
    tag = b"<c/>" if empty else b"<c>"
    for key, text in there.items():
        tag = with_attribute(tag, key, text)
    assert attributes(tag) == there
    now = with_attribute(tag, name, value)
    left = {key: text for key, text in there.items() if key != name}
    assert attributes(now) == (left if value is None else {**there, name: value})
    assert now.endswith(b"/>") is empty


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), st.text("ab", max_size=3)), max_size=6))
def test_4_splices(splices: list[tuple[int, int, str]]) -> None:
    text = "<a>0123456789</a>"
    markup, expected_text, taken = Markup(text.encode()), text, -1
    done: list[tuple[int, int, str]] = []
    for start, length, new in sorted(splices, key=lambda one: one[0]):
        begin, end = start + 3, min(start + 3 + length, 13)
        if begin > taken:
            markup.replace(begin, end, new.encode())
            done.append((begin, end, new))
            taken = end
    for begin, end, new in reversed(done):
        expected_text = expected_text[:begin] + new + expected_text[end:]
    assert markup.result().decode() == expected_text
