"""Reading a sheet.

1. Values: numbers as their literal; texts shared, inline, rich, escaped, no phonetic runs; booleans, errors, dates.
2. Formulas: stored results, no result, shared ones as of their own cell, array formulas, data tables.
3. Places: cells and rows without `r`; prefixes, attribute order, comments, CDATA, BOM, UTF-16, strict namespace.
4. Beside the cells: merged areas, hidden rows and columns; a lying dimension is of no account.
5. What contradicts itself is refused (R904), never read as something else.
6. Taking empty cells out of the bytes changes nothing: it reads as the whole tree does.
7. Every test here runs with the whole tree and row by row; that both come to the same: test_sheetreader_ways.
8. What cannot be used is nothing: an empty attribute, a number that no program holds, columns or areas without address.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.refusals import file_error
from perfeval_xl.xlsx.limits import Limits
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read import shared_strings, sheetreader, sparse
from perfeval_xl.xlsx.read.sheetreader import RawSheet, read_sheet
from tests.xlsx.small_packages import MAIN, read, sheet, strings, workbook


@pytest.fixture(autouse=True, scope="module", params=["whole tree", "row by row"])
def _both_ways(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "row by row":
            patch.setattr(sheetreader, "TREE_AT_ONCE", 0)
        yield


def texts(part: str, **changed: str) -> dict[str, str]:
    return {cell.ref: cell.text for cell in read(part, **changed).cells.values()}


def row(cells: str) -> str:
    return sheet(f'<row r="1">{cells}</row>')


SHEET_PART = "xl/worksheets/sheet1.xml"
VALUES = [  # what stands in A1, kind, text
    ('<c r="A1"><v>0.98999999999999999</v></c>', "n", "0.98999999999999999"),
    ('<c r="A1" t="n"><v> 1E-3 </v></c>', "n", "1E-3"),
    ('<c r="A1" t="b"><v>1</v></c>', "b", "TRUE"),
    ('<c r="A1" t="b"><v>false</v></c>', "b", "FALSE"),
    ('<c r="A1" t="e"><v>#REF!</v></c>', "e", "#REF!"),
    ('<c r="A1" t="d"><v>2023-12-31</v></c>', "d", "2023-12-31"),
    ('<c r="A1"><v>NaN</v></c>', "e", "NaN"),
    ('<c r="A1"><v>1,5</v></c>', "e", "1,5"),
    ('<c r="A1" t="s"><v>0</v></c>', "s", "执行率"),
    ('<c r="A1" t="s"><v>1</v></c>', "s", "预算数（A）"),
    ('<c r="A1" t="s"><v>2</v></c>', "s", "北京"),
    ('<c r="A1" t="s"><v>3</v></c>', "s", ""),
    ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 98% </t></is></c>', "s", " 98% "),
    ('<c r="A1" t="inlineStr"><is><r><t>≥</t></r><r><rPr><b/></rPr><t>95%</t></r></is></c>', "s", "≥95%"),
    ('<c r="A1" t="inlineStr"><is><t>a_x000D_\nb</t></is></c>', "s", "a\r\nb"),
    ('<c r="A1" t="inlineStr"><is><t>_x005F_x000D_</t></is></c>', "s", "_x000D_"),
    ('<c r="A1" t="inlineStr"><is><t>_xD83D__xDE00_ &lt;&#65;&gt;</t></is></c>', "s", "😀 <A>"),
    ('<c r="A1" t="str"><f>B1&amp;"x"</f><v>ax</v></c>', "str", "ax"),
]
TABLE = strings(
    "<t>执行率</t>",
    "<r><t>预算数</t></r><r><rPr><sz val='9'/></rPr><t>（A）</t></r>",
    '<t>北京</t><rPh sb="0" eb="2"><t>ペキン</t></rPh><phoneticPr fontId="1"/>',
    "<t/>",
)


@pytest.mark.parametrize(("cell", "kind", "text"), VALUES)
def test_1_values(cell: str, kind: str, text: str) -> None:
    found = read(row(cell), strings=TABLE).cells[1, 1]
    assert (found.kind, found.text, found.has_result) == (kind, text, True)


@pytest.mark.parametrize(
    "cell",
    ['<c r="A1" s="3"/>', "<c r='A1' s='3'></c>", '<c r="A1"><v/></c>', '<c r="A1" t="b"/>', '<c r="A1"><v> </v></c>'],
)
def test_1_a_cell_without_content_is_no_cell(cell: str) -> None:
    assert read(row(cell)).cells == {}


def test_1_style_is_kept() -> None:
    assert read(row('<c s="7" r="A1"><v>1</v></c><c r="B1"><v>1</v></c>')).cells[1, 1].style == 7


def test_2_results_and_formulas() -> None:
    found = read(row('<c r="A1"><f>B1/C1</f><v>0.5</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>2</f><v></v></c>'))
    assert [(cell.formula, cell.text, cell.has_result) for cell in found.cells.values()] == [
        ("B1/C1", "0.5", True),
        ("1+1", "", False),
        ("2", "", False),
    ]


def test_2_a_formula_that_gives_an_empty_text_has_a_result() -> None:
    found = read(row('<c r="A1" t="str"><f>""</f><v></v></c>')).cells[1, 1]
    assert (found.text, found.has_result) == ("", True)


def test_2_shared_formulas_are_as_of_their_own_cell() -> None:
    part = sheet(
        '<row r="2"><c r="C2"><f t="shared" ref="C2:D3" si="0">B2/$A$1</f><v>1</v></c>'
        '<c r="D2"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="3"><c r="C3"><f t="shared" si="0"/><v>1</v></c><c r="E3"><f t="shared" si="9"/><v>1</v></c></row>'
    )
    assert {cell.ref: cell.formula for cell in read(part).cells.values()} == {
        "C2": "B2/$A$1",
        "D2": "C2/$A$1",
        "C3": "B3/$A$1",
        "E3": "",
    }


def test_2_array_formula_and_data_table() -> None:
    array = '<c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>4</v></c>'
    data_table = '<c r="B1"><f t="dataTable" ref="B1:B3" r1="C1"/><v>5</v></c>'
    found = read(row(array + data_table))
    assert [cell.formula for cell in found.cells.values()] == ["B1:B2*2", ""]


def test_2_written_out_formulas_have_a_limit() -> None:
    cells = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A9" si="0">{"B1+" * 300}1</f><v>1</v></c></row>' + "".join(
        f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/><v>1</v></c></row>' for n in range(2, 10)
    )
    package = Package.from_bytes(workbook(sheet=sheet(cells)), limits=Limits(formula_characters=5_000))
    with pytest.raises(PackageError) as caught:
        read_sheet(package, package.sheets[0])
    assert file_error(caught.value).code == "R905"


PLACES = {
    "no r": sheet("<row><c><v>1</v></c><c s='1'/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"),
    "no r behind one with": sheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/><c><v>2</v></c></row><row r="2"/><row><c><v>3</v></c></row>'
    ),
    "attribute order": sheet(
        '<row spans="1:3" r="1"><c t="n" r="A1"><v>1</v></c><c s="1" t="n" r="C1"><v>2</v></c></row>'
        '<row r="3"><c s="4" r="A3"><v>3</v></c></row>'
    ),
    "comments and CDATA": sheet(
        '<!-- <row r="9"><c r="A9"><v>9</v></c></row> --><row r="1"><c r="A1"><v><![CDATA[1]]></v></c><?x <c r="B1"/>?>'
        '<c r="B1" s="1"/><c r="C1"><v>2<!-- 2 --></v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
    ),
    "prefix": f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">'
    '<x:c r="A1"><x:v>1</x:v></x:c><x:c r="C1"><x:v>2</x:v></x:c></x:row>'
    '<x:row r="3"><x:c r="A3"><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    "strict": (
        '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row r="1"><c r="A1"><v>1</v></c>'
        '<c r="C1"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row></sheetData></worksheet>'
    ),
    "angle in an attribute": sheet(
        '<row r="1" x=">"><c r="A1"><v>1</v></c><c r="B1" x="/>"/><c r="C1"><v>2</v></c></row>'
        '<row r="2" x=">"></row><row r="3"><c r="A3"><v>3</v></c></row>'
    ),
    "foreign elements": sheet(
        '<row r="1"><c r="A1"><v>1</v><extLst><ext><v>8</v></ext></extLst></c><c r="C1"><v>2</v></c></row>'
        '<row r="3"><c r="A3"><v>3</v></c><y xmlns="urn:y"><c r="B3"><v>5</v></c></y></row>'
    ),
    "dollars and small letters": sheet(
        '<row r="1"><c r="$A$1"><v>1</v></c><c r="c1"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
    ),
}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("part", PLACES.values(), ids=PLACES.keys())
def test_3_places(part: str, at_once: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not at_once:
        monkeypatch.setattr(sheetreader, "TREE_AT_ONCE", 0)
    assert texts(part) == {"A1": "1", "C1": "2", "A3": "3"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gbk"])
def test_3_encodings(encoding: str) -> None:
    declared = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "gbk": "GBK"}[encoding]
    text = f'<?xml version="1.0" encoding="{declared}" standalone="yes"?>' + row(
        '<c r="A1" t="inlineStr"><is><t>执行率</t></is></c>'
    )
    package = Package.from_bytes(workbook({"xl/worksheets/sheet1.xml": text.encode(encoding)}))
    assert read_sheet(package, package.sheets[0]).cells[1, 1].text == "执行率"


def test_4_beside_the_cells() -> None:
    rows = [
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="2" hidden="1"/>',
        '<row r="3" ht="0" customHeight="1"><c r="D3"><v>1</v></c></row>',
        '<row r="4" hidden="true"/>',
        '<row r="5" hidden="0" ht="0.75"/>',
        '<row r="6" ht="0.0"></row>',
    ]
    columns = [
        '<col min="2" max="2" hidden="1"/>',
        '<col min="3" max="3" width="0"/>',
        '<col min="4" max="4" width="9"/>',
        '<col min="9" max="16384" hidden="true"/>',
    ]
    part = sheet(
        "".join(rows),
        before=f'<dimension ref="A1:XFD1048576"/><cols>{"".join(columns)}</cols>',
        after='<mergeCells count="2"><mergeCell ref="A1:B3"/><mergeCell ref="$D$5:C4"/></mergeCells>',
    )
    found = read(part)
    assert found.hidden_rows == {2, 3, 4, 6}
    assert found.hidden_columns == {2, 3}
    assert found.hidden_column_spans == [(2, 2), (3, 3), (9, 16384)]
    assert found.merges == [(1, 1, 3, 2), (4, 3, 5, 4)]


CONTRADICTIONS = {
    "shared index out of range": row('<c r="A1" t="s"><v>4</v></c>'),
    "negative shared index": row('<c r="A1" t="s"><v>-1</v></c>'),
    "shared index no number": row('<c r="A1" t="s"><v>1.5</v></c>'),
    "cell in another row": row('<c r="A2"><v>1</v></c>'),
    "no address": row('<c r="1A"><v>1</v></c>'),
    "column beyond the last": row('<c r="XFE1"><v>1</v></c>'),
    "implied column beyond the last": row('<c r="XFD1"/><c><v>1</v></c>'),
    "row beyond the last": sheet('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
    "row 0": sheet('<row r="0"><c r="A0"><v>1</v></c></row>'),
    "the same cell twice": row('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
    "an unknown type": row('<c r="A1" t="x"><v>1</v></c>'),
    "not closed": sheet('<row r="1"><c r="A1"><v>1</v></row>'),
    "another kind of part": "<html/>",
    "a DTD": '<!DOCTYPE worksheet [<!ENTITY a "b">]>' + row('<c r="A1"><v>1</v></c>'),
}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("part", CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_5_contradictions(part: str, at_once: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not at_once:
        monkeypatch.setattr(sheetreader, "TREE_AT_ONCE", 0)
    with pytest.raises(PackageError) as caught:
        read(part, strings=TABLE)
    assert file_error(caught.value).code == "R904"


def test_5_a_shared_text_without_a_table_is_refused() -> None:
    with pytest.raises(PackageError, match=r"text_missing.*A1"):
        read(row('<c r="A1" t="s"><v>0</v></c>'))


def test_5_a_dtd_hidden_in_another_encoding_is_refused() -> None:
    text = f'<!DOCTYPE worksheet [<!ENTITY a "b">]>{row("")}'
    package = Package.from_bytes(workbook({"xl/worksheets/sheet1.xml": text.encode("utf-16")}))
    with pytest.raises(PackageError) as caught:
        read_sheet(package, package.sheets[0])
    assert file_error(caught.value).code == "R904"


@pytest.mark.parametrize("at_once", [True, False])
def test_5_too_many_merged_areas(at_once: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not at_once:
        monkeypatch.setattr(sheetreader, "TREE_AT_ONCE", 0)
    areas = '<mergeCell ref="A1:B1"/>' * 5
    part = sheet("", after=f"<mergeCells>{areas}</mergeCells>")
    package = Package.from_bytes(workbook(sheet=part), limits=Limits(cells=3))
    with pytest.raises(PackageError) as caught:
        read_sheet(package, package.sheets[0])
    assert file_error(caught.value).code == "R905"


def test_5_a_large_table_of_texts_is_read_in_pieces_and_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_strings, "TREE_AT_ONCE", 0)
    data = workbook(sheet=row('<c r="A1" t="s"><v>2</v></c>'), strings=TABLE)
    package = Package.from_bytes(data)
    assert read_sheet(package, package.sheets[0]).cells[1, 1].text == "北京"
    assert package.strings == ["执行率", "预算数（A）", "北京", ""]
    package = Package.from_bytes(data, limits=Limits(cells=2))
    with pytest.raises(PackageError) as caught:
        read_sheet(package, package.sheets[0])
    assert file_error(caught.value).code == "R905"


def test_5_too_many_cells() -> None:
    package = Package.from_bytes(workbook(sheet=row("<c><v>1</v></c>" * 4)), limits=Limits(cells=3))
    with pytest.raises(PackageError) as caught:
        read_sheet(package, package.sheets[0])
    assert file_error(caught.value).code == "R905"


CELLS = st.sampled_from(
    [
        '<c r="{ref}" s="3"/>',
        '<c r="{ref}"/>',
        '<c r="{ref}" t="n" s="3"></c>',
        '<c r="{ref}" s="3" t="s" />',
        '<c s="3"/>',
        "<c/>",
        '<c r="{ref}" s="3" cm="1"/>',
        "<c r='{ref}'/>",
        '<c r="{ref}"><v>{ref}</v></c>'.replace("{ref}</v>", "1</v>"),
        "<c><v>2</v></c>",
        '<c r="{ref}"><f>A1</f></c>',
    ]
)
ROWS = st.sampled_from(
    [
        '<row r="{n}">',
        '<row r="{n}" hidden="1">',
        '<row r="{n}" customFormat="false" ht="12.8" hidden="false">',
        "<row>",
        '<row r="{n}" ht="0">',
        "<row hidden='1' r='{n}'>",
    ]
)


@given(st.lists(st.tuples(ROWS, st.lists(CELLS, max_size=6)), max_size=8), st.integers(12, 300), st.booleans())
def test_6_taking_out_what_is_empty_changes_nothing(
    rows: list[tuple[str, list[str]]], piece: int, prefixed: bool
) -> None:
    text = sheet(
        "".join(
            start.format(n=n)
            + "".join(cell.format(ref=f"{'ABCDEF'[at]}{n}") for at, cell in enumerate(cells))
            + "</row>"
            for n, (start, cells) in enumerate(rows, 1)
        )
    )
    if prefixed:
        text = re.sub("<(/?)", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
    data = text.encode()
    pieces = [data[start : start + piece] for start in range(0, len(data), piece)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sparse, "WORTH_IT", 0)
        less = b"".join(sparse.without_empty(pieces, len(data)))
    assert _tree(less) == _tree(data)


def _tree(data: bytes) -> RawSheet:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sparse, "without_empty", lambda pieces, _size: iter(pieces))
        package = Package.from_bytes(workbook({"xl/worksheets/sheet1.xml": data}))
        return read_sheet(package, package.sheets[0])


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_6_many_formatted_rows_leave_next_to_nothing(prefix: str) -> None:
    start = random.Random(1).randrange(3, 900)
    rows = "".join(
        f'<row r="{n}" spans="1:3"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>'
        if n != start
        else f'<row r="{n}"><c r="A{n}"><v>7</v></c></row>'
        for n in range(1, 20_000)
    )
    text = re.sub("<(/?)", rf"<\1{prefix}", sheet(rows))
    data = text.replace("xmlns=", "xmlns:x=" if prefix else "xmlns=").encode()
    pieces = [data[at : at + 100_000] for at in range(0, len(data), 100_000)]
    less = b"".join(sparse.without_empty(pieces, len(data)))
    assert len(less) < 2_000
    assert list(_tree(less).cells) == [(start, 1)]


NUMBERS = [  # as written, kind, text
    ("1e-999999999", "n", "0"),
    ("1E+99999999", "e", "1E+99999999"),
    ("NaN", "e", "NaN"),
    ("7,5", "e", "7,5"),
    ("1" * 5000, "e", "1" * 39 + "…"),
    ("0." + "3" * 5000, "n", "0.3333333333333333"),
    ("", "n", ""),
]


@pytest.mark.parametrize(("written", "kind", "text"), NUMBERS, ids=[one[0][:12] for one in NUMBERS])
def test_8_numbers(written: str, kind: str, text: str) -> None:
    cells = read(row(f'<c r="A1"><v>{written}</v></c>')).cells
    assert [(one.kind, one.text) for one in cells.values()] == ([(kind, text)] if written else [])


def test_8_unusable_attributes() -> None:
    found = read(
        sheet(
            '<row r=""><c r="" s="" t=""><v>1</v></c><c s="x"><v>2</v></c></row>',
            before='<cols><col hidden="1"/><col min="" max="3" hidden="1"/><col min="2" max="2" hidden="1"/></cols>',
            after='<mergeCells><mergeCell/><mergeCell ref="A0"/><mergeCell ref="A:B"/></mergeCells>',
        )
    )
    assert [(one.ref, one.style, one.text) for one in found.cells.values()] == [("A1", 0, "1"), ("B1", 0, "2")]
    assert (found.hidden_columns, found.merges) == ({2}, [(1, 1, 1_048_576, 2)])
