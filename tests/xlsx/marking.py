"""The edits that a scored copy needs, on any of the fixtures, and what a reader must then find."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit.added_sheets import CellDesign, PrintDesign, SheetDesign, StyleDesign
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from tests.xlsx.comparer import Edits
from tests.xlsx.fixtures import SHEET

MESSAGE = "[B201] 执行率与金额不符：填写 98%，应为 89.49%～89.51%。\n请核对 D7、E7，或改正执行率。"
VALUES = {"G12": 9.67, "G13": 0, "B25": "新的一行 =1+1 <&>\n第二行", "M12": 100, "E30": "达成预期指标"}
FILLED = {"G12": "E2F0D9", "B3": "FFC9CE", "A1": "FFEBA6", "J12": "DDEBF7"}
PLACES = {"G12", "G13", "B25", "M12", "E30", "B3", "G20", "J12", *(f"{letter}1" for letter in "ABCDEFGH")}
PROPERTIES = {"perfeval-xl": "0.1.0", "评分规则": "mof-2020 0123456789ab"}
TITLE = StyleDesign(bold=True, size=16, horizontal="center")
BOX = StyleDesign(border="thin", wrap=True)
POINTS = StyleDesign(border="thin", number_format='0.00"分"', fill="DDEBF7", horizontal="right")


def summary(name: str = "评分汇总") -> SheetDesign:
    return SheetDesign(
        name,
        [
            CellDesign(1, 1, "评分汇总", TITLE),
            CellDesign(3, 1, "指标", BOX),
            CellDesign(3, 2, "得分", BOX),
            CellDesign(4, 1, "辖区居民满意度（按问卷统计，回收有效问卷 120 份）" * 3, BOX),
            CellDesign(4, 2, Decimal("9.67"), POINTS),
            CellDesign(5, 1, "合计", BOX),
            CellDesign(5, 2, Decimal("9.67"), POINTS, formula="SUM(B4:B4)"),
            CellDesign(9, 1, "=1+1", BOX),
        ],
        column_widths={1: 40, 2: 12},
        merges=[(1, 1, 1, 2)],
        links={"A4": (SHEET, "G12", "转到该单元格")},
        row_breaks=[5],
        frozen_rows=3,
        printing=PrintDesign(landscape=True, repeat_rows=(1, 3)),
    )


def record() -> SheetDesign:
    return SheetDesign("评分记录", [CellDesign(1, 1, '{"G12":["0.25","' + "甲" * 3000 + '"]}')], state="hidden")


def mark(editor: Editor) -> set[str]:
    """Does all of it; gives the cells that took a comment."""
    editor.set_number(SHEET, "G12", Decimal("9.67"))
    editor.set_number(SHEET, "G13", Decimal("0.00"))
    editor.set_text(SHEET, "B25", "新的一行 =1+1 <&>\n第二行")
    editor.set_number(SHEET, "M12", Decimal("1E+2"))
    editor.set_text(SHEET, "E30", "达成预期指标")
    editor.set_result(SHEET, "G20", Decimal("57.17"))
    for at, colour in FILLED.items():
        editor.fill(SHEET, at, colour)
    commented = {at for at in ("G12", "B3", "A1", "E30") if editor.comment(SHEET, at, MESSAGE)}
    for design in (summary(), summary("核对意见"), record()):
        editor.put_sheet(design)
    editor.set_properties(PROPERTIES)
    editor.recalculate_on_load()
    return commented


def take_back(editor: Editor, before: Editor) -> None:
    """Undoes `mark` with what `before`, an editor of the workbook as it was, can tell."""
    editor.remove_own_comments()
    for at in VALUES:
        cell = before.value_of(SHEET, at)
        if cell is None:
            editor.clear(SHEET, at)
        elif cell.kind == "n":
            editor.set_number(SHEET, at, Decimal(cell.text))
        else:
            editor.set_text(SHEET, at, cell.text)
    for at in FILLED:
        editor.restore_fill(SHEET, at, before.fill_of(SHEET, at))
    for name in ("评分汇总", "核对意见", "评分记录"):
        editor.remove_sheet(name)
    editor.set_properties(dict.fromkeys(PROPERTIES))


def marked(data: bytes) -> bytes:
    editor = Editor(Package.from_bytes(data), AUTHOR)
    mark(editor)
    return editor.build()


EDITS = Edits({SHEET: PLACES}, {SHEET}, {"评分汇总", "核对意见", "评分记录"}, properties=True)
