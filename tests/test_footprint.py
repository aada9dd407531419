"""What a workbook of ours held when it was written; what stands in it since is people's.

1. What people write anywhere, over ours or beyond it, is found with its place; nothing else is, as the workbook was.
2. Rows sorted, inserted, copied, deleted, columns moved or inserted, sheets renamed, cells emptied: nothing of that is
   people's content.
3. How a value is formatted or spelled in the file does not matter; a formula of ours is ours whatever it comes to.
4. Pictures, charts and shapes of people are told from our charts.
5. Cells left open to people are not recorded; those that the reader knows of are not asked.
6. A workbook without a record, a sheet that is not in it, a record that somebody spoiled: nothing is said.
7. LibreOffice saves it again: nothing is people's that was not (slow).
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image

from perfeval_xl import footprint
from perfeval_xl.footprint import footprint_of
from perfeval_xl.xlsx.names import ref, split_ref
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.drawings_read import DrawnKind
from perfeval_xl.xlsx.read.sheetreader import read_sheet
from tests.office import saved_by_libreoffice

HEADS = ["单位", "项目", "年初", "全年", "差", "意见"]
ROWS = [[f"{name}街道", f"项目{name}", 100 + at, 120.5 + at] for at, name in enumerate("甲乙丙丁戊己")]


def written() -> bytes:
    """A title, heads, rows with a formula each and a column open to people, a note two rows below; a chart."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet, other = book.add_worksheet("汇 总"), book.add_worksheet("说明")
    is_open = book.add_format({"locked": False})
    sheet.write_string("A1", "汇总表")
    for at, head in enumerate(HEADS):
        sheet.write_string(2, at, head)
    for row, values in enumerate(ROWS, 3):
        for at, value in enumerate(values):
            sheet.write(row, at, value)
        sheet.write_formula(row, 4, f"=D{row + 1}-C{row + 1}", None, 20.5)
        sheet.write_string(row, 5, "待填", is_open)
    sheet.write_string(11, 0, "注：金额单位为万元。\n以下无正文。")
    chart: Any = book.add_chart({"type": "bar"})
    chart.add_series({"values": ["汇 总", 3, 2, 8, 2]})
    sheet.insert_chart("H2", chart)
    other.write_number("B2", 2023)
    other.write_number("C3", 1 / 3)
    footprint.leave(book)
    book.close()
    return out.getvalue()


OURS = written()


def edited(change: Callable[[Any], None], data: bytes = OURS) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(data: bytes) -> Package:
    return Package(data)


def beyond(data: bytes, *known: str) -> list[str]:
    """The places of people's cells, without those that are open to them."""
    package = packed(data)
    found = footprint_of(package)
    places: list[str] = []
    for sheet in package.sheets:
        raw = read_sheet(package, sheet)
        is_open = {place for place, cell in raw.cells.items() if cell.text == "待填"} | {
            split_ref(one) for one in known
        }
        places += [f"{sheet.name}!{ref(*one)}" for one in found.beyond(sheet.name, raw, is_open)]
    return places


def drawn(data: bytes) -> list[tuple[DrawnKind, str]]:
    package = packed(data)
    found = footprint_of(package)
    return [(one.kind, one.cell) for sheet in package.sheets for one in found.drawn(package, sheet)]


def put(cell: str, value: Any, sheet: str = "汇 总") -> Callable[[Any], None]:
    return lambda book: book[sheet].__setitem__(cell, value)


@pytest.mark.parametrize("data", [OURS, edited(lambda _: None)], ids=["as written", "saved again"])
def test_1_as_it_was(data: bytes) -> None:
    assert beyond(data) == []
    assert drawn(data) == []


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("A5", "乙街道办事处"),  # a name corrected
        ("C5", 120.5),  # to a number that stands elsewhere on the sheet
        ("C6", 123),  # … and to one of another row
        ("D4", 100),  # … and of its own
        ("E7", 19),  # over a formula
        ("A1", "2023年汇总表"),
        ("A2", "急"),
        ("G4", "旁注"),
        ("A12", "注：金额单位为元。"),
        ("C20", "下面的话"),
        ("B30", "=SUM(C4:C9)"),
        ("A4", 5),
    ],
)
def test_1_typed(cell: str, value: Any) -> None:
    assert beyond(edited(put(cell, value))) == [f"汇 总!{cell}"]


def like_rows() -> bytes:
    """Rows of formulas alone, one as another, and rows with equal neighbours."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("清单")
    for row in range(12):
        for at in range(8):
            sheet.write_formula(row, at, "=1+1", None, 2)
    for at, value in enumerate(["小计", 1, 1, 2, 1, 1, 1, 2]):
        sheet.write(12, at, value)
        sheet.write(13, at, value)
    footprint.leave(book)
    book.close()
    return out.getvalue()


ALIKE = like_rows()


@pytest.mark.parametrize("row", [1, 7, 12, 13, 14])
@pytest.mark.parametrize("value", [1, 7, "改了"])
def test_1_one_cell_among_like_ones(row: int, value: Any) -> None:
    """Rows and cells that are the same are counted, and the place decides among them."""
    book = openpyxl.load_workbook(io.BytesIO(ALIKE))
    for letter in "ABCDEFGH":
        cell = book["清单"][f"{letter}{row}"]
        was, cell.value = cell.value, value
        out = io.BytesIO()
        book.save(out)
        assert beyond(out.getvalue()) == ([f"清单!{letter}{row}"] if was != value else [])
        cell.value = was


def test_1_several_among_like_ones() -> None:
    def change(book: Any) -> None:
        book["清单"]["G4"], book["清单"]["C9"], book["清单"]["H14"] = "改", 5, 9
        book["清单"].insert_rows(1)

    assert beyond(edited(change, ALIKE)) == ["清单!G5", "清单!C10", "清单!H15"]


@pytest.mark.parametrize(
    ("ours", "now", "added"),
    [
        ("abc", "abc", []),
        ("abc", "abcd", [3]),
        ("abc", "abc"[1:], []),
        ("abc", "xabc", [0]),
        ("====", "==x==", [2]),
        ("====", "=x==", [1]),
        ("======", "=x==y=", [1, 4]),
        ("", "ab", [0, 1]),
        ("=" * 15_000, "=" * 7_000 + "x" + "=" * 8_000, [7_000]),
        ("=" * 15_000, "x" + "=" * 14_998 + "y", [0, 14_999]),
    ],
)
def test_1_where_a_row_has_more(ours: str, now: str, added: list[int]) -> None:
    assert footprint._added(ours, now) == added


def test_1_several_in_one_row_and_a_row_of_people() -> None:
    def change(book: Any) -> None:
        book["汇 总"]["A5"], book["汇 总"]["D5"] = "乙街道办事处", 7
        for at, value in enumerate(["庚街道", "项目庚", 1, 2], 1):
            book["汇 总"].cell(10, at).value = value
        book["说明"]["B2"] = 2024

    assert beyond(edited(change)) == [*(f"汇 总!{one}" for one in ("A5", "D5", "A10", "B10", "C10", "D10")), "说明!B2"]


def test_1_values_changed_for_each_other_in_one_row() -> None:
    def change(book: Any) -> None:
        book["汇 总"]["C5"], book["汇 总"]["D5"] = book["汇 总"]["D5"].value, book["汇 总"]["C5"].value

    assert beyond(edited(change))


def moved(sheet: Any, order: Callable[[list[list[Any]]], list[list[Any]]]) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(3, 9, 1, 6)]
    for at, row in enumerate(order(rows), 3):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value


@pytest.mark.parametrize(
    "change",
    [
        lambda book: moved(book["汇 总"], lambda rows: [rows[0], *rows[:0:-1]]),
        lambda book: moved(book["汇 总"], lambda rows: [row[::-1] for row in rows]),
        lambda book: moved(book["汇 总"], lambda rows: [[row[1], row[0], *row[2:]] for row in rows]),
        lambda book: book["汇 总"].insert_rows(2, 3),
        lambda book: book["汇 总"].insert_cols(2, 2),
        lambda book: book["汇 总"].delete_rows(5, 2),
        lambda book: [
            setattr(book["汇 总"].cell(10, at), "value", book["汇 总"].cell(5, at).value) for at in range(1, 7)
        ],
        lambda book: book["汇 总"].__setitem__("A5", None),
        lambda book: setattr(book["汇 总"], "title", "今年的 '汇总'"),
        lambda book: book.remove(book["说明"]),
    ],
    ids=["sorted", "turned", "swapped", "rows", "columns", "deleted", "copied", "emptied", "renamed", "removed"],
)
def test_2_moved(change: Callable[[Any], None]) -> None:
    assert beyond(edited(change)) == []


def test_2_moved_and_typed() -> None:
    def change(book: Any) -> None:
        book["汇 总"]["B6"] = "项目丙（更名）"
        moved(book["汇 总"], lambda rows: [[row[1], row[0], *row[2:]] for row in [rows[0], *rows[:0:-1]]])

    assert beyond(edited(change)) == ["汇 总!A7"]


def test_2_a_renamed_sheet_is_followed() -> None:
    def change(book: Any) -> None:
        book["汇 总"].title = "今年"
        record = book[footprint.SHEET]
        record["B1"] = "=ROW(今年!$A$1)"  # as the programs write it; openpyxl changes no formula
        book["今年"]["A5"] = "乙街道办事处"

    assert beyond(edited(change)) == ["今年!A5"]


def test_2_deleted_sheets_are_known_by_what_they_were_called() -> None:
    def change(book: Any) -> None:
        for row in (1, 2):
            book[footprint.SHEET].cell(row, footprint.HELD).value = "=ROW(#REF!$A$1)"
        book.create_sheet("我的")
        del book["汇 总"], book["说明"]

    assert set(footprint_of(packed(edited(change))).were.values()) == {"汇 总", "说明"}


def test_3_spelling() -> None:
    def change(book: Any) -> None:
        book["汇 总"]["A12"] = "注：金额单位为万元。\r\n 以下无正文。"
        book["汇 总"]["C4"].number_format = "0.00%"
        book["汇 总"]["D4"] = "120.5"
        book["说明"]["C3"] = 0.333333333333333
        book["汇 总"]["E4"] = "=ROUND(D4-C4,2)"

    assert beyond(edited(change)) == []


def test_4_drawn() -> None:
    picture = Path(__file__).parents[1] / "docs" / "folder.png"

    def change(book: Any) -> None:
        book["说明"].add_image(Image(str(picture)), "C9")
        chart = BarChart()
        chart.add_data(Reference(book["汇 总"], 3, 4, 3, 9))
        book["汇 总"].add_chart(chart, "B20")

    assert drawn(edited(change)) == [(DrawnKind.CHART, "B20"), (DrawnKind.PICTURE, "C9")]


def test_5_open_cells() -> None:
    assert beyond(edited(put("F5", "同意"))) == ["汇 总!F5"]
    assert beyond(edited(put("F5", "同意")), "F5") == []


def test_6_nothing_is_known() -> None:
    def without(book: Any) -> None:
        del book[footprint.SHEET]
        book["汇 总"]["A5"] = "乙街道办事处"

    def spoiled(book: Any) -> None:
        for row in book[footprint.SHEET]:
            for cell in row:
                cell.value = "坏"

    assert beyond(edited(without)) == []
    assert beyond(edited(spoiled)) == []
    assert beyond(edited(lambda book: book.create_sheet("我的").__setitem__("A1", "草稿"))) == []


@pytest.mark.slow
def test_7_saved_by_another_program(tmp_path: Path) -> None:
    assert beyond(saved_by_libreoffice(OURS, tmp_path)) == []
    assert drawn(saved_by_libreoffice(OURS, tmp_path)) == []
    assert beyond(saved_by_libreoffice(edited(put("A5", "乙街道办事处")), tmp_path)) == ["汇 总!A5"]
