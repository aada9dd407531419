"""Rows inserted into a sheet, as copies of the row above them.

1. Whatever their number: each cell is where it belongs, formulas below and elsewhere count the new rows, too.
2. The new rows have height, looks, formulas and merged areas of the row, and none of its values.
3. What stands below moves: merged areas, print area, names, rules, validations, links, breaks, comments, pictures.
4. Other parts are the same bytes; where nothing stands below and nothing refers there, no other sheet changes.
5. Shared formulas say the same as before, whether they stay shared or not.
6. What cannot be moved for certain is refused: tables, array formulas and charts over the place, addresses in texts.
7. Whatever people put into their workbooks: another reader finds every value where it belongs, or it is refused.
8. Microsoft's validator has nothing new against the result, and LibreOffice computes the sums (slow).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from perfeval_xl.xlsx.edit.inserted_rows import with_rows
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read.sheetreader import read_sheet
from tests.office import errors, saved_by_libreoffice
from tests.xlsx.edit.test_editor_fixtures import by_calamine
from tests.xlsx.fixtures import MAKERS, SHEET

NAME, LAST = "汇总 表", 13
THIN = Border(*[Side(style="thin")] * 4)
Change = Callable[[Any], object]


def empty(*changes: Change) -> bytes:
    """A list of 10 rows (4 to 13) with 合计 in row 14 and a line to sign in row 15; a second sheet refers to it."""
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = NAME
    sheet.append(["汇总表"])
    sheet.append([])
    sheet.append(["序号", "项目", "预算", "执行", "执行率", "备注"])
    for row in range(4, LAST + 1):
        sheet.row_dimensions[row].height = 22
        for column in range(1, 8):
            sheet.cell(row, column).border = THIN
        sheet.cell(row, 1).value = row - 3
        sheet.cell(row, 5).value = f'=IF(C{row}="","",D{row}/C{row})'
        sheet.cell(row, 5).number_format = "0.00%"
        sheet.merge_cells(f"F{row}:G{row}")
    sheet["A14"] = "合计"
    sheet["C14"], sheet["D14"], sheet["E14"] = "=SUM(C4:C13)", "=SUM(D4:D13)", '=IF(C14=0,"",D14/C14)'
    sheet.merge_cells("A14:B14")
    sheet["A15"] = "填表人：　　　　　　负责人："
    sheet.merge_cells("A15:G15")
    sheet["A15"].comment = Comment("签字后报送", "局")
    red = PatternFill("solid", bgColor="FF0000")
    sheet.conditional_formatting.add("C4:C13", FormulaRule(formula=["$D4>$C4"], fill=red))
    choice = DataValidation(type="list", formula1="说明!$A$1:$A$3")
    choice.add("F4:F13")
    sheet.add_data_validation(choice)
    sheet.print_area, sheet.print_title_rows = "A1:G15", "1:3"
    sheet.row_breaks.append(Break(id=14))
    notes = book.create_sheet("说明")
    notes["A1"], notes["B1"], notes["B2"] = "优", f"='{NAME}'!C14", f"=SUM('{NAME}'!D4:D13)"
    notes["C1"].hyperlink = Hyperlink(ref="C1", location=f"'{NAME}'!A14")
    book.defined_names["总额"] = DefinedName("总额", attr_text=f"'{NAME}'!$C$14")
    for change in changes:
        change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def grown(data: bytes, count: int, row: int = LAST, name: str = NAME) -> bytes:
    return with_rows(Package.from_bytes(data), name, row, count)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("count", [1, 2, 7, 248])
def test_1_every_cell_is_where_it_belongs(count: int) -> None:
    data = empty()
    before, after = opened(data)[NAME], opened(grown(data, count))[NAME]
    assert after.max_row == before.max_row + count
    for row in before.iter_rows():
        for cell in row:
            moved = after.cell(cell.row + count if cell.row > LAST else cell.row, cell.column)
            assert moved.style_id == cell.style_id
            if not str(cell.value).startswith("="):
                assert moved.value == cell.value
    total = 14 + count
    assert after[f"C{total}"].value == f"=SUM(C4:C{total - 1})"
    assert after[f"E{total}"].value == f'=IF(C{total}=0,"",D{total}/C{total})'
    notes = opened(grown(data, count))["说明"]
    assert (notes["B1"].value, notes["B2"].value) == (f"='{NAME}'!C{total}", f"=SUM('{NAME}'!D4:D{total - 1})")


def test_2_the_new_rows() -> None:
    after = opened(grown(empty(), 3))[NAME]
    for row in (14, 15, 16):
        assert after.row_dimensions[row].height == 22
        assert [cell.value for cell in after[row]] == [None] * 4 + [f'=IF(C{row}="","",D{row}/C{row})'] + [None] * 2
        assert after[f"E{row}"].number_format == "0.00%"
        assert [cell.border.top.style for cell in after[row]] == ["thin"] * 7
        assert f"F{row}:G{row}" in after.merged_cells
    assert [after.row_dimensions[row].height for row in (17, 18)] == [None, None]


def test_3_what_stands_below() -> None:
    book = opened(grown(empty(), 5))
    sheet = book[NAME]
    assert {"A19:B19", "A20:G20"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.print_area == f"'{NAME}'!$A$1:$G$20"
    assert sheet.print_title_rows == "$1:$3"
    assert book.defined_names["总额"].attr_text == f"'{NAME}'!$C$19"
    assert [(str(one.sqref), one.rules[0].formula) for one in sheet.conditional_formatting] == [("C4:C18", ["$D4>$C4"])]
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("F4:F18", "说明!$A$1:$A$3")
    assert [one.id for one in sheet.row_breaks.brk] == [19]
    assert sheet["A20"].comment.text == "签字后报送"
    assert book["说明"]["C1"].hyperlink.location == f"'{NAME}'!A19"


def test_3_a_break_a_filter_and_a_link_at_the_place() -> None:
    def more(book: Any) -> None:
        sheet = book[NAME]
        sheet.row_breaks.append(Break(id=13))
        sheet.auto_filter.ref = "A3:G13"
        sheet["A15"].hyperlink = Hyperlink(ref="A15", location=f"'{NAME}'!A1")
        sheet["B13"].hyperlink = Hyperlink(ref="B13", location="说明!A15")

    sheet = opened(grown(empty(more), 5))[NAME]
    assert sorted(one.id for one in sheet.row_breaks.brk) == [18, 19]
    assert sheet.auto_filter.ref == "A3:G18"
    assert (sheet["A20"].hyperlink.location, sheet["B13"].hyperlink.location) == (f"'{NAME}'!A1", "说明!A15")


X14 = """<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
 xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
 xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidations count="2">
<x14:dataValidation type="list"><x14:formula1><xm:f>$C$14:$C$15</xm:f></x14:formula1>
<xm:sqref>H4:H13</xm:sqref></x14:dataValidation>
<x14:dataValidation type="list"><x14:formula1><xm:f>说明!$A$14</xm:f></x14:formula1>
<xm:sqref>H20 A1</xm:sqref></x14:dataValidation>
</x14:dataValidations></ext></extLst></worksheet>"""


def rewritten(data: bytes, change: Callable[[str], str]) -> bytes:
    """The workbook with the first sheet's part changed."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()) if name == "xl/worksheets/sheet1.xml" else part)
    return made.getvalue()


def test_3_rules_of_later_versions() -> None:
    data = rewritten(empty(), lambda part: part.replace("</worksheet>", X14))
    with ZipFile(io.BytesIO(grown(data, 5))) as package:
        part = package.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall("<xm:f>(.*?)</xm:f>", part) == ["$C$19:$C$20", "说明!$A$14"]
    assert re.findall("<xm:sqref>(.*?)</xm:sqref>", part) == ["H4:H18", "H25 A1"]


def test_1_rows_and_cells_without_numbers() -> None:
    data = rewritten(empty(), lambda part: re.sub(r' r="[A-Z]*([4-9]|1[0-9])"', "", part))
    package = Package.from_bytes(grown(data, 2))
    cells = read_sheet(package, package.sheets[0]).cells
    assert [cells[16, column].formula for column in (2, 3)] == ["SUM(C4:C15)", "SUM(D4:D15)"]  # the first cells there
    assert cells[17, 1].text == "填表人：　　　　　　负责人："


def test_1_no_row_to_copy() -> None:
    """A row that has nothing, not even a look, is no element of the part."""
    book: Any = openpyxl.Workbook()
    book.active["A5"], book.active["B5"] = "合计", "=SUM(B2:B4)"
    made = io.BytesIO()
    book.save(made)
    sheet = opened(grown(made.getvalue(), 3, 4, "Sheet")).active
    assert (sheet["A8"].value, sheet["B8"].value, sheet.max_row) == ("合计", "=SUM(B2:B7)", 8)


def test_3_boxes_of_comments() -> None:
    with ZipFile(io.BytesIO(grown(empty(), 5))) as package:
        name = next(name for name in package.namelist() if name.lower().endswith(".vml"))
        assert re.findall(r"Row>(\d+)</", package.read(name).decode()) == ["19"]


@pytest.mark.parametrize(("place", "row"), [("A16", 20), ("C14", 18), ("B2", 1), ("B13", 12)])
def test_3_pictures(tmp_path: Path, place: str, row: int) -> None:
    from PIL import Image as Picture

    Picture.new("RGB", (20, 20)).save(tmp_path / "章.png")
    data = empty(lambda book: book[NAME].add_image(Image(tmp_path / "章.png"), place))
    (picture,) = opened(grown(data, 5))[NAME]._images
    assert picture.anchor._from.row == row


def test_4_other_parts_are_the_same() -> None:
    data = empty(lambda book: book.create_sheet("无关").append(["=SUM(A14:B14)"]))
    with ZipFile(io.BytesIO(data)) as old, ZipFile(io.BytesIO(grown(data, 5))) as new:
        assert new.namelist() == old.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    folders = {name.rpartition("/")[0] for name in changed - {"xl/workbook.xml"}}
    assert folders == {"xl/worksheets", "xl/comments", "xl/drawings"}
    assert not {"xl/worksheets/sheet3.xml", "xl/drawings/drawing1.xml"} & changed


def shared(data: bytes, column: str, first: int, last: int, master: str) -> bytes:
    """The workbook with the formulas of a column as one shared formula."""

    def change(part: str) -> str:
        for row in range(first, last + 1):
            text = f't="shared" ref="{column}{first}:{column}{last}" si="0">{master}' if row == first else None
            f = f"<f {text}</f>" if text else '<f t="shared" si="0"/>'
            part = re.sub(rf'(<c r="{column}{row}"[^>]*>)<f>.*?</f>', rf"\1{f}", part)
        return part

    return rewritten(data, change)


@pytest.mark.parametrize(
    ("master", "told"),
    [
        ("D4/C4", ["D4/C4", "D13/C13", "D14/C14", "D15/C15"]),
        ("D4/C$14", ["D4/C$16", "D13/C$16", "D14/C$16", "D15/C$16"]),
        ("RANK(D4,D$4:D$13)", ["RANK(D4,D$4:D$15)", "RANK(D13,D$4:D$15)", "RANK(D14,D$4:D$15)", "RANK(D15,D$4:D$15)"]),
        ("SUM(D$4:D4)", ["SUM(D$4:D4)", "SUM(D$4:D13)", "SUM(D$4:D14)", "SUM(D$4:D15)"]),
        ("D4-D5", ["D4-D5", "D13-D16", "D14-D17", "D15-D18"]),
    ],
)
def test_5_shared_formulas(master: str, told: list[str]) -> None:
    sheet = opened(grown(shared(empty(), "E", 4, 13, master), 2))[NAME]
    assert [sheet[f"E{row}"].value.lstrip("=") for row in (4, 13, 14, 15)] == told


def _chart(book: Any) -> None:
    chart = BarChart()
    chart.add_data(Reference(book[NAME], min_col=3, min_row=4, max_row=13))
    book[NAME].add_chart(chart, "I2")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda book: book[NAME].add_table(Table(displayName="表一", ref="A3:E13")), "tables"),
        (lambda book: book[NAME].__setitem__("I4", ArrayFormula("I4:I20", "=C4:C20*2")), "array"),
        (_chart, "chart"),
        (lambda book: book["说明"].__setitem__("D1", f"=INDIRECT(\"'{NAME}'!C14\")"), "address_in_text"),
        (lambda book: book["说明"].__setitem__("D1", f"=SUM('{NAME}:说明'!C14)"), "several_sheets"),
        (
            lambda book: book[NAME].conditional_formatting.add("D4:D13", FormulaRule(formula=["D4>D5"])),
            "pattern",
        ),
    ],
)
def test_6_what_is_refused(change: Change, what: str) -> None:
    with pytest.raises(PackageError) as refused:
        grown(empty(change), 5)
    assert (refused.value.reason, refused.value.facts) == ("rows_not_insertable", {"what": what})


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book["说明"].add_table(Table(displayName="表一", ref="A3:E13")),
        lambda book: book[NAME].__setitem__("I1", ArrayFormula("I1:I3", "=C4:C6*2")),
        lambda book: book[NAME].__setitem__("I20", ArrayFormula("I20:I22", "=C20:C22*2")),
        lambda book: book["说明"].__setitem__("D1", "=INDIRECT(A1)"),
    ],
)
def test_6_what_is_not_in_the_way(change: Change) -> None:
    assert opened(grown(empty(change), 5))[NAME]["C19"].value == "=SUM(C4:C18)"


IN_THE_WAY = {
    **{"with_chart": "chart", "with_form_control": "element", "with_modern_control": "element"},
    "with_edges": "last_row",
}


@pytest.mark.parametrize("name", [name for name in MAKERS if name != "with_utf16_sheet"])  # calamine reads none
def test_7_whatever_people_put_into_workbooks(name: str) -> None:
    data = MAKERS[name]()
    if name in IN_THE_WAY:
        with pytest.raises(PackageError) as refused:
            grown(data, 3, 12, SHEET)
        assert refused.value.facts == {"what": IN_THE_WAY[name]}
        return
    was, now = by_calamine(data), by_calamine(grown(data, 3, 12, SHEET))
    assert now == {(row + 3 if row >= 12 else row, column): value for (row, column), value in was.items()}


@pytest.mark.slow
def test_8_libreoffice(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for row in range(4, 14):
            book[NAME][f"C{row}"], book[NAME][f"D{row}"] = row * 10, row

    data = grown(empty(fill), 30)
    computed: Any = openpyxl.load_workbook(io.BytesIO(saved_by_libreoffice(data, tmp_path)), data_only=True)
    assert [computed[NAME][place].value for place in ("C44", "D44", "E44")] == [850, 85, 0.1]
    assert [computed["说明"][place].value for place in ("B1", "B2")] == [850, 85]


@pytest.mark.slow
def test_8_validator() -> None:
    data = empty()
    assert errors(grown(data, 30)) == errors(data)
