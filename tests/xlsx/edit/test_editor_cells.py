"""Cells: what is asked for is done, byte for byte, and nothing else in the sheet changes.

1. A value goes into a cell that is there, keeps its style and drops what belonged to the old value.
2. Cells and rows that are not there are put in their place, with the look that the place had.
3. Shared formulas go on working when a cell of theirs gets a value; the calculation chain stays true.
4. A part of an array formula or data table cannot be changed alone: refused, nothing done. One in a single cell can.
5. A merged area means its top left cell.
6. Texts come back as they were put in, whatever they hold; they never become formulas.
7. Numbers are written without exponent, exactly.
8. Odd markup (prefixes, comments, CDATA, implied addresses) is understood.
9. A stored result can be brought up to date; a formula stays as it is.
10. What stands in a cell can be asked, pending edits counted in.
11. A sheet that cannot be understood is refused (R908) before anything is written.
"""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from perfeval_xl.refusals import file_error
from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit.cells import SheetCells, plain_number
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from tests.xlsx.comparer import Edits, differences
from tests.xlsx.fixtures import MAIN, MAKERS, SHEET, base, parts_of, zipped

SHEET_PART = "xl/worksheets/sheet1.xml"


def editor_of(name: str) -> Editor:
    return Editor(Package.from_bytes(MAKERS[name]()), AUTHOR)


def sheet(data: str, before: str = "", after: str = "") -> SheetCells:
    text = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'
    return SheetCells(text.encode())


def written(cells: SheetCells) -> str:
    cells.apply()
    text = cells.markup.result().decode()
    return (
        text[text.index("<sheetData") : text.index("</worksheet>")]
        .removeprefix("<sheetData>")
        .removesuffix("</sheetData>")
    )


@pytest.mark.parametrize(
    ("there", "now"),
    [
        ('<c r="G2" s="5"/>', '<c r="G2" s="5"><v>9.5</v></c>'),
        ('<c r="G2" s="5"></c>', '<c r="G2" s="5"><v>9.5</v></c>'),
        ('<c r="G2" s="5" t="s"><v>3</v></c>', '<c r="G2" s="5"><v>9.5</v></c>'),
        ('<c r="G2" s="5" t="str"><f>A1</f><v>x</v></c>', '<c r="G2" s="5"><v>9.5</v></c>'),
        ('<c t="inlineStr" r="G2"><is><r><t>a</t></r></is></c>', '<c r="G2"><v>9.5</v></c>'),
        ('<c r="G2" cm="1" vm="2" ph="1"><v>1</v></c>', '<c r="G2" ph="1"><v>9.5</v></c>'),
        ("<c  s = '5'  r = 'G2' />", "<c  s = '5'  r = 'G2'><v>9.5</v></c>"),
    ],
)
def test_1_values_of_cells_there(there: str, now: str) -> None:
    cells = sheet(f'<row r="2"><c r="F2"/>{there}<c r="H2"/></row>')
    cells.set_number(2, 7, Decimal("9.50"))
    assert written(cells) == f'<row r="2"><c r="F2"/>{now}<c r="H2"/></row>'


@pytest.mark.parametrize(
    ("there", "at", "now"),
    [
        ('<row r="2"><c r="F2"/></row>', (2, 7), '<row r="2"><c r="F2"/>{}</row>'),
        ('<row r="2"><c r="H2"/></row>', (2, 7), '<row r="2">{}<c r="H2"/></row>'),
        ('<row r="2" spans="6:6"><c r="F2"/></row>', (2, 7), '<row r="2" spans="6:7"><c r="F2"/>{}</row>'),
        ('<row r="2" spans="1:3 9:12"/>', (2, 7), '<row r="2" spans="1:12">{}</row>'),
        ('<row r="2" ht="30"/>', (2, 7), '<row r="2" ht="30">{}</row>'),
        ('<row r="1"/><row r="3"/>', (2, 7), '<row r="1"/><row r="2">{}</row><row r="3"/>'),
        ('<row r="1"/>', (2, 7), '<row r="1"/><row r="2">{}</row>'),
        ("", (2, 7), '<row r="2">{}</row>'),
    ],
)
def test_2_new_cells_in_their_place(there: str, at: tuple[int, int], now: str) -> None:
    cells = sheet(there)
    cells.set_number(*at, Decimal(1))
    assert written(cells) == now.format('<c r="G2"><v>1</v></c>')


def test_2_an_empty_sheet() -> None:
    cells = SheetCells(f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData/></worksheet>'.encode())
    cells.set_number(3, 2, Decimal(1))
    cells.set_number(5, 1, Decimal(2))
    cells.apply()
    assert (
        cells.markup.result()
        .decode()
        .endswith(
            '<dimension ref="A1:B5"/><sheetData><row r="3"><c r="B3"><v>1</v></c></row>'
            '<row r="5"><c r="A5"><v>2</v></c></row></sheetData></worksheet>'
        )
    )


def test_2_many_new_cells_in_order() -> None:
    cells = sheet('<row r="5"><c r="C5"/></row>')
    for at in ((5, 9), (4, 2), (5, 2), (6, 1), (4, 1), (5, 1), (1, 1)):
        cells.set_number(*at, Decimal(1))
    one = '<c r="{}"><v>1</v></c>'
    expected = (
        f'<row r="1">{one.format("A1")}</row><row r="4">{one.format("A4")}{one.format("B4")}</row>'
        f'<row r="5">{one.format("A5")}{one.format("B5")}<c r="C5"/>{one.format("I5")}</row>'
        f'<row r="6">{one.format("A6")}</row>'
    )
    assert written(cells) == expected


def test_2_new_cells_look_like_their_row_or_column() -> None:
    cells = sheet(
        '<row r="2" s="4" customFormat="1"/><row r="3" s="4"/>',
        '<cols><col min="2" max="3" width="9" style="7"/></cols>',
    )
    for at in ((2, 2), (3, 2), (3, 4), (9, 3)):
        cells.set_number(*at, Decimal(1))
    text = written(cells)
    for at, style in (("B2", "4"), ("B3", "7"), ("C9", "7")):
        assert f'<c r="{at}" s="{style}"><v>1</v></c>' in text
    assert '<c r="D3"><v>1</v></c>' in text


def test_2_cleared_again_nothing_is_left() -> None:
    cells = sheet('<row r="2"><c r="A2"/></row>')
    cells.set_number(2, 7, Decimal(1))
    again = sheet(written(cells))
    again.clear(2, 7)
    assert written(again) == '<row r="2"><c r="A2"/></row>'


def test_2_a_cleared_cell_keeps_its_style() -> None:
    cells = sheet('<row r="2"><c r="A2" s="3"><v>1</v></c></row>')
    cells.clear(2, 1)
    assert written(cells) == '<row r="2"><c r="A2" s="3"/></row>'


def test_3_the_next_cell_takes_a_shared_formula_over() -> None:
    cells = sheet(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A4" si="0">B1*$C$1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>'
        '<row r="4"><c r="A4"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    cells.set_number(1, 1, Decimal(9))
    cells.set_number(2, 1, Decimal(8))
    cells.set_result(3, 1, Decimal(7))
    assert written(cells) == (
        '<row r="1"><c r="A1"><v>9</v></c></row><row r="2"><c r="A2"><v>8</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" ref="A3:A4" si="0">B3*$C$1</f><v>7</v></c></row>'
        '<row r="4"><c r="A4"><f t="shared" si="0"/><v>4</v></c></row>'
    )


@pytest.mark.parametrize(
    ("lost", "taking_over"),
    [
        ({"H2"}, {"H3"}),
        ({"H2", "H3", "H19"}, {"H4"}),
        ({"I2"}, {"J2"}),
        ({"I2", "J2"}, {"I3"}),
        ({"I2", "J2", "I3"}, {"J3"}),
        ({"H10"}, set()),
    ],
)
def test_3_other_programs_see_the_same_formulas(lost: set[str], taking_over: set[str]) -> None:
    data = MAKERS["with_shared_formulas"]()
    editor = editor_of("with_shared_formulas")
    for at in lost:
        editor.set_number(SHEET, at, Decimal(77))
    after = editor.build()
    assert {at: formula for at, formula in expanded(data).items() if at not in lost} == expanded(after)
    assert differences(data, after, Edits({SHEET: lost | taking_over})) == []


def expanded(data: bytes) -> dict[str, str]:
    """Every formula of the form, shared ones as openpyxl's own translator has them."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.value for cell in cells if cell.data_type == "f"}


def test_3_another_formula_stays_in_the_chain() -> None:
    data = MAKERS["with_shared_formulas"]()
    editor = editor_of("with_shared_formulas")
    editor.set_formula(SHEET, "G20", "SUM(G2:G18)", Decimal(40))
    editor.set_formula(SHEET, "H2", "G2*3", Decimal(1))
    after = editor.build()
    assert parts_of(after)["xl/calcChain.xml"] == parts_of(data)["xl/calcChain.xml"]
    assert expanded(after) == expanded(data) | {"G20": "=SUM(G2:G18)", "H2": "=G2*3"}


def test_3_the_chain_goes_when_nothing_is_left() -> None:
    editor = editor_of("with_shared_formulas")
    places = [
        "G20",
        "F6",
        *(f"H{row}" for row in range(2, 20)),
        *(f"{letter}{row}" for letter in "IJ" for row in range(2, 6)),
    ]
    for at in places:
        editor.clear(SHEET, at)
    after = parts_of(editor.build())
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]


def test_4_parts_of_array_formulas() -> None:
    data = MAKERS["with_array_formulas"]()
    editor = editor_of("with_array_formulas")
    for at in ("J2", "J4", "L3"):
        assert not editor.set_number(SHEET, at, Decimal(1))
        assert not editor.set_text(SHEET, at, "x")
        assert not editor.set_formula(SHEET, at, "1+1", Decimal(2))
        assert not editor.clear(SHEET, at)
        editor.fill(SHEET, at, "FFEBA6")
    assert editor.set_number(SHEET, "K2", Decimal(5))
    after = editor.build()
    assert differences(data, after, Edits({SHEET: {"K2", "J2", "J4", "L3"}})) == []
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book[SHEET]["J2"].value.ref == "J2:J6"
    assert book[SHEET]["K2"].value == 5


def test_4_data_tables() -> None:
    cells = sheet(
        '<row r="2"><c r="B2"><f t="dataTable" ref="B2:C3" dt2D="1" dtr="1" r1="A1" r2="A2"/><v>1</v></c></row>'
        '<row r="5"><c r="B5"><f t="array" ref="B5">SUM(A1:A2*2)</f><v>1</v></c></row>'
    )
    assert [cells.is_locked_in(*at) for at in ((2, 2), (3, 3), (4, 3), (3, 4), (5, 2))] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_5_a_merged_area_is_its_top_left_cell() -> None:
    data = base()
    editor = editor_of("plain")
    assert editor.set_text(SHEET, "D1", "新标题")
    assert editor.value_of(SHEET, "H1").text == "新标题"
    after = editor.build()
    assert differences(data, after, Edits({SHEET: {"A1"}})) == []


TEXTS = [
    "=SUM(A1)",
    "<&>\"'",
    " 前后空格 ",
    "两行\n文字",
    "制表\t符",
    "_x000D_ 不是回车",
    "\x01\x0b 控制字符",
    "😀𠮷",
    "]]>",
    "1",
    "TRUE",
    "#REF!",
    "+1",
    "@x",
]


@pytest.mark.parametrize("text", TEXTS)
def test_6_texts(text: str) -> None:
    editor = editor_of("plain")
    editor.set_text(SHEET, "B5", text)
    assert editor.value_of(SHEET, "B5").text == text
    after = editor.build()
    again = Editor(Package.from_bytes(after), AUTHOR).value_of(SHEET, "B5")
    assert (again.kind, again.text, again.formula) == ("s", text, None)
    seen = openpyxl.load_workbook(io.BytesIO(after))[SHEET]["B5"]
    assert seen.data_type in ("s", "inlineStr", "f") if text.startswith("=") else seen.data_type == "s"
    assert openpyxl.utils.escape.unescape(str(seen.value)) == text


def test_6_a_text_too_long_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="32767"):
        editor_of("plain").set_text(SHEET, "B5", "字" * 32_768)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("9.670", "9.67"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("0.98999999999999999", "0.98999999999999999"),
        ("100", "100"),
        ("-12.50", "-12.5"),
    ],
)
def test_7_numbers(value: str, text: str) -> None:
    assert plain_number(Decimal(value)) == text


def test_7_no_number() -> None:
    for value in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match=value):
            plain_number(Decimal(value))


def test_8_implied_addresses() -> None:
    cells = sheet("<row><c/><c><v>2</v></c><c/></row><row><c/></row><row r='7'><c/></row>")
    cells.set_number(1, 2, Decimal(5))
    cells.set_number(2, 3, Decimal(6))
    cells.set_number(5, 1, Decimal(7))
    assert written(cells) == (
        '<row><c/><c r="B1"><v>5</v></c><c/></row><row><c/><c r="C2"><v>6</v></c></row>'
        '<row r="5"><c r="A5"><v>7</v></c></row><row r=\'7\'><c/></row>'
    )


def test_8_a_cell_that_the_next_one_counts_on_stays() -> None:
    cells = sheet('<row r="1"><c r="B1"><v>1</v></c><c><v>2</v></c></row>')
    cells.clear(1, 2)
    assert written(cells) == '<row r="1"><c r="B1"/><c><v>2</v></c></row>'


def test_8_what_looks_like_cells_and_is_none() -> None:
    data = '<c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B1"/></row>]]></t></is></c>'
    there = f'<!-- <row r="1"><c r="A1"/> --><row r="1">{data}</row>'
    cells = sheet(there)
    cells.set_number(1, 2, Decimal(5))
    assert written(cells) == there.removesuffix("</row>") + '<c r="B1"><v>5</v></c></row>'


def test_8_prefixes() -> None:
    text = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData></x:worksheet>'
    cells = SheetCells(text.encode())
    cells.set_text(1, 1, "字")
    cells.set_formula(2, 1, "A1", "字")
    cells.apply()
    assert cells.markup.result().decode() == text.replace(
        '<x:c r="A1"/></x:row>',
        '<x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">字</x:t></x:is></x:c></x:row>'
        '<x:row r="2"><x:c r="A2" t="str"><x:f>A1</x:f><x:v>字</x:v></x:c></x:row>',
    )


@pytest.mark.parametrize(
    ("result", "cell"),
    [
        (Decimal("0.98"), '<c r="A1" s="2"><f>B1/C1</f><v>0.98</v></c>'),
        ("优", '<c r="A1" s="2" t="str"><f>B1/C1</f><v>优</v></c>'),
        (True, '<c r="A1" s="2" t="b"><f>B1/C1</f><v>1</v></c>'),
        ("#DIV/0!", '<c r="A1" s="2" t="e"><f>B1/C1</f><v>#DIV/0!</v></c>'),
        (None, '<c r="A1" s="2"><f>B1/C1</f></c>'),
    ],
)
def test_9_stored_results(result: Decimal | str | bool | None, cell: str) -> None:
    cells = sheet('<row r="1"><c r="A1" s="2" t="e"><f>B1/C1</f><v>#REF!</v></c></row>')
    assert cells.set_result(1, 1, result)
    assert written(cells) == f'<row r="1">{cell}</row>'


def test_9_no_formula_no_result() -> None:
    editor = editor_of("plain")
    assert not editor.set_result(SHEET, "G12", Decimal(1))
    assert not editor.set_result(SHEET, "Z99", Decimal(1))
    assert editor.build() == MAKERS["plain"]() or differences(MAKERS["plain"](), editor.build(), Edits()) == []


def test_9_a_result_inside_an_array_formula() -> None:
    editor = editor_of("with_array_formulas")
    assert editor.set_result(SHEET, "J2", Decimal(3))
    cell = editor.value_of(SHEET, "J2")
    assert (cell.text, cell.formula) == ("3", "G2:G6*2")


def test_10_what_stands_there() -> None:
    editor = editor_of("with_shared_formulas")
    told = {at: editor.value_of(SHEET, at) for at in ("B5", "G12", "H7", "E5", "G20", "Z1")}
    assert (told["B5"].kind, told["B5"].text) == ("s", "第5行 第2列")
    assert (told["G12"].kind, told["G12"].text) == ("n", "2.75")
    assert (told["H7"].formula, told["H7"].text) == ("G7*2", "3")
    assert told["G20"].formula == "SUM(G2:G19)"
    assert told["E5"] is told["Z1"] is None
    editor.set_text(SHEET, "E5", "好")
    editor.clear(SHEET, "G12")
    editor.set_result(SHEET, "H7", Decimal(4))
    assert editor.value_of(SHEET, "E5").text == "好"
    assert editor.value_of(SHEET, "G12") is None
    assert (editor.value_of(SHEET, "H7").text, editor.value_of(SHEET, "H7").formula) == ("4", "G7*2")


def test_10_phonetic_runs_are_no_text() -> None:
    assert editor_of("with_phonetic_runs").value_of(SHEET, "B12").text == "东京"


@pytest.mark.parametrize(
    "part",
    [
        "<worksheet/>",
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="1A"/></row></sheetData></worksheet>',
        f'<chartsheet xmlns="{MAIN}"/>',
    ],
)
def test_11_refused(part: str) -> None:
    parts = parts_of(base())
    parts[SHEET_PART] = part.encode()
    with pytest.raises(PackageError) as problem:
        Editor(Package.from_bytes(zipped(parts)), AUTHOR).set_number(SHEET, "A1", Decimal(1))
    assert file_error(problem.value).code == "R908"
