"""The two ways of reading a sheet: from its whole tree, and row by row where it is large.

1. Both come to the same: whatever stands there, in every fixture, in every package of other programs.
2. Cells come in the order of the sheet.
3. A sheet too large for one tree has its merged areas, which stand behind all rows.
4. Texts and plain numbers read apart are what stands in the sheet, each cell once.
5. Many numbers are refused like many cells.
6. A sheet larger than the parser takes at once is read also when its part is kept, and edited.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.limits import Limits
from perfeval_xl.xlsx.names import ref
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read import sheetreader
from perfeval_xl.xlsx.read.sheetreader import RawSheet, read_sheet, read_texts
from perfeval_xl.xlsx.xml import TREE_AT_ONCE
from tests.xlsx.fixtures import MAKERS
from tests.xlsx.small_packages import MAIN, read, sheet, strings, workbook

TABLE = strings("<t>执行率</t>", "<r><t>预算数</t></r><r><t>（A）</t></r>")
CONTENT = st.sampled_from(
    [
        '<c r="{ref}"><v>0.5</v></c>',
        '<c r="{ref}" s="3"/>',
        '<c r="{ref}" s="2" t="s"><v>1</v></c>',
        '<c r="{ref}" t="s"><v>99</v></c>',
        '<c r="{ref}" t="inlineStr"><is><t>a &amp; &#20320; &#x597D; _x000D_\r\nb</t></is></c>',
        '<c r="{ref}" t="inlineStr"><is><r><t>a</t></r></is></c>',
        '<c r="{ref}"><f>A1&lt;&gt;1</f><v>2</v></c>',
        '<c r="{ref}"><f t="shared" ref="A1:B9" si="0">B$1</f><v>2</v></c>',
        '<c r="{ref}"><f t="shared" si="0"/><v>2</v></c>',
        '<c r="{ref}" t="str"><f>"a"</f><v></v></c>',
        '<c r="{ref}" cm="1"><v>4</v></c>',
        "<c><v>5</v></c>",
        '<y xmlns="urn:y"><c r="{ref}"><v>1</v></c></y>',
        '<c r="B1"><v>7</v></c>',
        '<c r="{ref}"><v>&unknown;</v></c>',
        '<c r="{ref}"><v>1]]></v></c>',
    ]
)


@given(st.lists(st.lists(CONTENT, max_size=5), max_size=4), st.binary(max_size=2), st.integers(0, 10_000))
def test_1_row_by_row_it_is_the_same(rows: list[list[str]], new: bytes, place: int) -> None:
    text = "".join(
        f'<row r="{n}">' + "".join(cell.format(ref=f"{'ABCDE'[at]}{n}") for at, cell in enumerate(cells)) + "</row>"
        for n, cells in enumerate(rows, 1)
    )
    data = bytearray(sheet(text, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>').encode())
    place %= len(data)
    data[place : place + len(new)] = new
    assert _outcome(bytes(data), TREE_AT_ONCE) == _outcome(bytes(data), 0)


def _outcome(data: bytes, at_once: int) -> RawSheet | str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheetreader, "TREE_AT_ONCE", at_once)
        package = Package.from_bytes(workbook({"xl/worksheets/sheet1.xml": data, "xl/sharedStrings.xml": TABLE}))
        try:
            return read_sheet(package, package.sheets[0])
        except PackageError:
            return "refused"  # a sheet with two faults may be refused for either


@pytest.mark.parametrize("at_once", [0, TREE_AT_ONCE])
def test_2_cells_come_in_the_order_of_the_sheet(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheetreader, "TREE_AT_ONCE", at_once)
    cells = ['<c r="A{n}" cm="1"><v>1</v></c>', '<c r="B{n}"><v>2</v></c>', '<c r="C{n}" cm="1"><v>3</v></c>']
    rows = "".join(f'<row r="{n}">{"".join(cells).format(n=n)}</row>' for n in (1, 2))
    assert list(read(sheet(rows)).cells) == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]


FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").rglob("*.xls[xm]"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_1_every_fixture(path: Path) -> None:
    package = Package.open(path)
    for one in package.sheets:
        data = package.part(one.part)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sheetreader, "TREE_AT_ONCE", 0)
            by_row = read_sheet(package, one)
            patch.setattr(sheetreader, "TREE_AT_ONCE", len(data))
            assert by_row == read_sheet(package, one)


@pytest.mark.parametrize("name", MAKERS)
def test_1_every_package_of_other_programs(name: str) -> None:
    package = Package.from_bytes(MAKERS[name]())
    for one in package.sheets:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sheetreader, "TREE_AT_ONCE", 0)
            by_row = read_sheet(package, one)
            patch.setattr(sheetreader, "TREE_AT_ONCE", TREE_AT_ONCE)
            assert by_row == read_sheet(package, one)


def test_3_a_large_sheet_with_a_merged_area() -> None:
    text = "字" * 300
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>' for n in range(1, 5000))
    found = read(sheet(rows, after='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'))
    assert (found.merges, len(found.cells)) == ([(1, 1, 2, 2)], 4999)


def _apart(package: Package, number: int) -> tuple[RawSheet, list[tuple[str, str]]]:
    numbers: list[tuple[str, str]] = []

    def take(pairs: list[tuple[bytes, bytes]]) -> None:
        numbers.extend((place.decode(), value.decode()) for place, value in pairs)

    return read_texts(package, package.sheets[number], take), numbers


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_4_texts_and_numbers_are_the_whole(path: Path) -> None:
    package = Package.open(path)
    for number, one in enumerate(package.sheets):
        whole = read_sheet(package, one)
        texts, numbers = _apart(package, number)
        left = {place: cell for place, cell in whole.cells.items() if place in texts.cells}
        assert left == texts.cells
        assert {ref(*place): cell.text for place, cell in whole.cells.items() if place not in left} == dict(numbers)
        assert len(left) + len(numbers) == len(whole.cells)
        assert (texts.merges, texts.hidden_rows) == (whole.merges, whole.hidden_rows)


def test_4_what_is_no_plain_number_stays() -> None:
    cells = (
        '<c r="A1"><v>5</v></c><c r="B1"><v>1E-05</v></c><c r="C1"><f>A1</f><v>5</v></c>'
        '<c r="D1" t="s"><v>0</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" s="2" t="n"><v>-0.50</v></c><c><v>7</v></c>'
        '<c r="H1"><v>8</v></c>'
    )
    data = sheet(f'<row r="1">{cells}</row>')
    package = Package.from_bytes(workbook({"xl/worksheets/sheet1.xml": data, "xl/sharedStrings.xml": TABLE}))
    texts, numbers = _apart(package, 0)
    assert [cell.ref for cell in texts.cells.values()] == ["B1", "C1", "D1", "E1", "F1", "G1"]
    assert numbers == [("A1", "5"), ("H1", "8")]  # G1 counts from the cell before it


def test_5_a_limit_of_cells_holds_for_numbers() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 12))
    data = workbook({"xl/worksheets/sheet1.xml": sheet(rows)})
    package = Package.from_bytes(data, limits=Limits(cells=10))
    with pytest.raises(PackageError):
        read_texts(package, package.sheets[0])


def test_6_a_part_that_is_kept_comes_in_pieces() -> None:
    text = "a" * 30_000
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>' for n in range(1, 400))
    package = Package.from_bytes(workbook(sheet=sheet(rows), styles=f'<styleSheet xmlns="{MAIN}"/>'))  # 12 MB
    first = read_sheet(package, package.sheets[0])
    package.part(package.sheets[0].part)
    assert read_sheet(package, package.sheets[0]) == first
    editor = Editor(package, "某人")
    editor.set_number("自评表", "B1", Decimal(5))
    again = Package.from_bytes(editor.build())
    assert len(read_sheet(again, again.sheets[0]).cells) == 400
