"""Grids of cells as a person sees them.

1. Values, formats and merged areas of an .xlsx; formulas with their stored results, computed where they have none.
2. A formula whose result is "" is a blank cell that keeps its formula; errors, booleans and ISO dates say their kind.
3. Hidden sheets, rows and columns are known as such.
4. Pictures in cells show no text and are no error; invisible characters are nothing; what is struck through is left
   out and known.
5. Text tables of the tests: 98% is a number with a percent format, 12.50 keeps its digits, < and ^ merge.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import xlsxwriter
from openpyxl.styles import Font

from perfeval_xl.reading.grids.spreadsheet import Book, GridCell, book_of
from perfeval_xl.xlsx.package import Package
from tests.grids import grid_of
from tests.sheets import grid_from
from tests.xlsx.small_packages import MAIN
from tests.xlsx.small_packages import sheet as small_sheet
from tests.xlsx.small_packages import workbook as small_workbook


def opened(data: io.BytesIO) -> Book:
    return book_of(Package.from_bytes(data.getvalue(), "x.xlsx"), "x.xlsx")


def test_xlsx() -> None:  # 1, 2
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data)
    sheet = workbook.add_worksheet("表")
    sheet.write_number("A1", 0.98, workbook.add_format({"num_format": "0%"}))
    sheet.write_formula("B1", "A1*100", None, 98)
    sheet.write_formula("C1", 'IF(A1>1,1,"")', None, "")
    sheet.write_datetime("D1", date(2023, 12, 31), workbook.add_format({"num_format": "yyyy/m/d"}))
    sheet.write_boolean("E1", True)
    sheet.write_formula("F1", "1/0", None, "#DIV/0!")
    sheet.write_string("G1", "  ")
    sheet.merge_range("A2:C3", "合并")
    workbook.close()
    cells = opened(data).grids[0].cells
    assert (cells[1, 1].text, cells[1, 1].number, cells[1, 1].percent) == ("98%", Decimal("0.98"), True)
    assert (cells[1, 2].text, cells[1, 2].formula) == ("98", "A1*100")
    assert (cells[1, 3].text, cells[1, 3].formula) == ("", 'IF(A1>1,1,"")')
    assert (cells[1, 4].kind, cells[1, 4].day) == ("date", date(2023, 12, 31))
    assert (cells[1, 5].kind, cells[1, 5].text) == ("boolean", "TRUE")
    assert (cells[1, 6].kind, cells[1, 6].text) == ("error", "#DIV/0!")
    assert (1, 7) not in cells
    assert opened(data).grids[0].merges == [(2, 1, 3, 3)]


def test_formulas_without_results() -> None:  # 1
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["C1"] = 100, "=ROUND(A1*0.895,1)", "=OFFSET(A1,0,0)"
    sheet["B1"].number_format = "0.00"
    data = io.BytesIO()
    workbook.save(data)
    cells = opened(data).grids[0].cells
    assert (cells[1, 2].text, cells[1, 2].kind) == ("89.50", "number")
    assert (cells[1, 3].kind, cells[1, 3].number) == ("no_result", None)


def test_days_since_1904() -> None:  # 1
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data, {"date_1904": True})
    sheet = workbook.add_worksheet("表")
    sheet.write_datetime("A1", date(2023, 12, 31), workbook.add_format({"num_format": "yyyy/m/d"}))
    workbook.close()
    cell = opened(data).grids[0].cells[1, 1]
    assert (cell.day, cell.number, cell.text) == (date(2023, 12, 31), Decimal(43829), "2023/12/31")


def test_habits_of_wps() -> None:  # 1
    """A dimension that leaves cells out, formats of its own, a format and a style that are not in the table."""
    row = '<row r="7"><c r="B7" s="1"><v>0.98</v></c><c r="C7" s="2"><v>7</v></c><c r="D7" s="9"><v>5</v></c></row>'
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="178" formatCode="G/通用格式&quot;分&quot;"/>'
        '</numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="178"/></cellXfs></styleSheet>'
    )
    data = small_workbook(sheet=small_sheet(row, before='<dimension ref="A1"/>'), styles=styles)
    cells = opened(io.BytesIO(data)).grids[0].cells
    assert [cells[7, column].text for column in (2, 3, 4)] == ["98.00%", "7分", "5"]


def test_hidden() -> None:  # 3
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data)
    workbook.add_worksheet("甲").write("A1", "x")
    sheet = workbook.add_worksheet("乙")
    sheet.write("B5", "x")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("B:B", None, None, {"hidden": True})
    sheet.hide()
    workbook.close()
    first, second = opened(data).grids
    assert (first.is_hidden, second.is_hidden) == (False, True)
    assert (second.hidden_rows, second.hidden_columns) == ({5}, {2})


def cells_of(*cells: str) -> dict[str, GridCell]:
    """The cells of a small sheet, by address."""
    package = Package.from_bytes(small_workbook(sheet=small_sheet('<row r="1">' + "".join(cells) + "</row>")))
    return {cell.address: cell for cell in book_of(package, "x.xlsx").grids[0].cells.values()}


def test_pictures() -> None:  # 4
    dispimg = '_xlfn.DISPIMG("ID_0123",1)'
    cells = cells_of(
        '<c r="A1" t="e" vm="1"><v>#VALUE!</v></c>',
        f'<c r="B1" t="str"><f>{dispimg}</f><v>=DISPIMG("ID_0123",1)</v></c>',
        '<c r="C1" t="inlineStr"><is><t>=DISPIMG("ID_0123",1)</t></is></c>',
        '<c r="D1" t="e"><v>#VALUE!</v></c>',
    )
    assert {(cell.kind, cell.text) for cell in (cells["A1"], cells["B1"], cells["C1"])} == {("picture", "")}
    assert cells["D1"].kind == "error"


def test_invisible_characters() -> None:  # 4
    cells = cells_of(
        '<c r="A1" t="inlineStr"><is><t>\u200b\ufeff</t></is></c>',
        '<c r="B1" t="inlineStr"><is><t>\ufeff≥95%\u200b</t></is></c>',
        '<c r="C1" t="inlineStr"><is><t> \u200b\u3000</t></is></c>',
    )
    assert [cells[one].text for one in cells] == ["≥95%"]


def test_struck_through() -> None:  # 4
    old, new = "<r><rPr><strike/></rPr><t>≥2800户</t></r>", "<r><t>≥3000户</t></r>"
    kept = '<r><rPr><strike val="0"/></rPr><t>甲</t></r>'
    cells = cells_of(
        f'<c r="A1" t="inlineStr"><is>{old}{new}</is></c>',
        f'<c r="B1" t="inlineStr"><is>{old}</is></c>',
        f'<c r="C1" t="inlineStr"><is>{kept}{new}</is></c>',
    )
    assert (cells["A1"].text, cells["A1"].struck) == ("≥3000户", "≥2800户")
    assert (cells["B1"].text, cells["B1"].struck) == ("≥2800户", "≥2800户")  # nobody can tell what else was meant
    assert (cells["C1"].text, cells["C1"].struck) == ("甲≥3000户", "")


def test_struck_through_as_a_whole() -> None:  # 4
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for place, value, strike in (
        ("A1", "≥3000户", True),
        ("B1", 10, True),
        ("C1", "≥3000户", False),
        ("D1", None, True),
    ):
        sheet[place] = value
        sheet[place].font = Font(strike=strike)
    data = io.BytesIO()
    workbook.save(data)
    cells = opened(data).grids[0].cells
    assert [(cells[1, column].text, cells[1, column].struck) for column in (1, 2, 3)] == [
        ("≥3000户", "≥3000户"),
        ("10", "10"),
        ("≥3000户", ""),
    ]
    assert (1, 4) not in cells


def test_text_tables() -> None:  # 5
    grid = grid_from(
        """
        | 甲 | <  | 98.5% |
        | ^  | ^  | 12.50 | '12 | {2023-12-31} | #REF! | 1,200.00 | =SUM(C2:C3) |
        |
        | '< |
        """
    )
    cells = grid.cells
    assert grid.merges == [(1, 1, 2, 2)]
    assert [cells[place].text for place in ((1, 1), (1, 3), (2, 3), (2, 4), (2, 5), (2, 7), (4, 1))] == [
        "甲",
        "98.5%",
        "12.50",
        "12",
        "2023/12/31",
        "1,200.00",
        "<",
    ]
    assert [cells[2, column].kind for column in (3, 4, 5, 6, 8)] == ["number", "text", "date", "error", "no_result"]


def test_plain_values() -> None:  # 5
    grid = grid_of([[1, 0.1, (0.98, "0%"), None, True]], merges=["A1:B2"])
    assert [cell.text for cell in grid.cells.values()] == ["1", "0.1", "98%", "TRUE"]
    assert grid.merges == [(1, 1, 2, 2)]
