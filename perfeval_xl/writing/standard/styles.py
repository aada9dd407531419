"""Looks of the standard workbook, and the one way in which its cells are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from perfeval_xl.result import Severity
from perfeval_xl.writing.colours import COMPUTED_FILL, SEVERITY_FILLS
from perfeval_xl.writing.standard.cell_contents import Content, SheetContents
from perfeval_xl.writing.text_size import TALLEST, text_height

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

INPUT = "FFFDF3"  # tint of the cells to fill in
LABEL = "F2F2F2"
LINE = "#7F7F7F"
BODY, HEADING = "宋体", "黑体"

_LINED = {"border": 1, "border_color": LINE, "text_wrap": True}
_LABEL = {**_LINED, "bg_color": f"#{LABEL}", "align": "center"}
_ENTRY = {**_LINED, "bg_color": f"#{INPUT}", "locked": False}
_ADVICE = {**_LINED, "align": "left", "indent": 1, "font_color": "#595959", "font_size": 9.5, "bg_color": "#FAFAFA"}
_RATE = "0.00%"
YEAR_FORMAT = '"（"0"年度）";;;@'

STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": HEADING, "font_size": 18, "align": "center"},
    "subtitle": {"font_name": HEADING, "font_size": 13},
    "year": {"font_size": 12, "align": "center", "locked": False, "num_format": YEAR_FORMAT},
    "label": _LABEL,
    "label_bold": {**_LABEL, "bold": True},
    "label_left": {**_LABEL, "align": "left", "indent": 1},
    "label_deep": {**_LABEL, "align": "left", "indent": 2},
    "entry": {**_ENTRY, "align": "left", "indent": 1},
    "entry_center": {**_ENTRY, "align": "center"},
    "entry_top": {**_ENTRY, "align": "left", "valign": "top", "indent": 1},
    "fixed": {**_LINED, "align": "center"},
    "rate": {**_LINED, "align": "center", "num_format": _RATE},
    "result": {**_LINED, "align": "center", "bold": True},
    "sign": {"align": "left", "locked": False},
    "text": {"align": "left", "text_wrap": True, "indent": 1},
    "text_lined": {**_LINED, "align": "left", "indent": 1},
    "advice": _ADVICE,
    "value": {**_LINED, "align": "left", "bold": True, "indent": 1},
    "swatch_error": {**_LINED, "align": "center", "bg_color": f"#{SEVERITY_FILLS[Severity.ERROR]}"},
    "swatch_warning": {**_LINED, "align": "center", "bg_color": f"#{SEVERITY_FILLS[Severity.WARNING]}"},
    "swatch_hint": {**_LINED, "align": "center", "bg_color": f"#{SEVERITY_FILLS[Severity.HINT]}"},
    "swatch_computed": {**_LINED, "align": "center", "bg_color": f"#{COMPUTED_FILL}"},
    "swatch_input": {**_LINED, "align": "center", "bg_color": f"#{INPUT}"},
    "swatch_red": {
        **_LINED,
        "align": "center",
        "bg_color": f"#{SEVERITY_FILLS[Severity.ERROR]}",
        "font_color": "#9C0006",
    },
    "alarm": {"bg_color": f"#{SEVERITY_FILLS[Severity.ERROR]}", "font_color": "#9C0006"},
}
_BASE = {"font_name": BODY, "font_size": 10.5, "valign": "vcenter"}
_FONT_PER_POINT = 0.74  # font size whose line is one point high, roughly, in Excel and LibreOffice


@dataclass(slots=True)
class Looks:
    """The formats of one workbook, made once each."""

    book: Workbook
    made: dict[tuple[str, str | None], Format] = field(default_factory=dict[tuple[str, "str | None"], "Format"])

    def of(self, name: str, num_format: str | None = None) -> Format:
        key = name, num_format
        if key not in self.made:
            own = {} if num_format is None else {"num_format": num_format}
            self.made[key] = self.book.add_format({**_BASE, **STYLES[name], **own})
        return self.made[key]

    def spacer(self, points: float) -> Format:
        """A blank cell with a big font: fitted anew, the row stays at least so high."""
        key = f"spacer {points}", None
        if key not in self.made:
            size = round(points * _FONT_PER_POINT * 2) / 2
            self.made[key] = self.book.add_format({"font_name": BODY, "font_size": size})
        return self.made[key]


@dataclass(slots=True)
class Page:
    """One sheet being written. Rows and columns count from 1; texts never become formulas.

    What `contents` has for a cell goes there in place of what the blank form has, in the blank form's look.
    """

    sheet: Worksheet
    looks: Looks
    contents: SheetContents
    spacer: int  # column right of the print area that holds up the row heights
    growing: set[int] = field(default_factory=set[int])
    _widths: dict[int, float] = field(default_factory=dict[int, float])

    def text(self, row: int, column: int, text: str, style: str) -> None:
        self._put(row, column, self.contents.cells.get((row, column)) or Content(text), style)

    def number(self, row: int, column: int, value: Decimal, style: str) -> None:
        self._put(row, column, self.contents.cells.get((row, column)) or Content(number=value), style)

    def formula(self, row: int, column: int, formula: str, style: str) -> None:
        """A formula; on the blank form its result is an empty text."""
        entry = self.contents.cells.get((row, column)) or Content(is_result=True)
        if not entry.is_result:
            self._put(row, column, entry, style)
            return
        result: Any = entry.text if entry.number is None else float(entry.number)
        self.sheet.write_formula(row - 1, column - 1, f"={formula}", self.looks.of(style), result)

    def _put(self, row: int, column: int, entry: Content, style: str) -> None:
        look = self.looks.of(style, entry.num_format)
        if entry.number is not None:
            self.sheet.write_number(row - 1, column - 1, float(entry.number), look)
        elif entry.text:
            self.sheet.write_string(row - 1, column - 1, entry.text, look)
        else:
            self.sheet.write_blank(row - 1, column - 1, None, look)

    def area(self, row: int, column: int, last_row: int, last_column: int, text: str, style: str) -> None:
        """One cell, merged where it covers more than one."""
        if (row, column) != (last_row, last_column):
            look = self.looks.of(style)
            self.sheet.merge_range(row - 1, column - 1, last_row - 1, last_column - 1, "", look)
        self.text(row, column, text, style)

    def advise(self, place: str, title: str, advice: str) -> None:
        """Advice that shows when the cell is chosen; whatever is typed is accepted."""
        self.sheet.data_validation(place, {"validate": "any", "input_title": title, "input_message": f"{advice}。"})

    def offer(self, place: str, source: str, title: str, advice: str) -> None:
        """A list to choose from, with advice; whatever else is typed is accepted."""
        allowed = {"validate": "list", "source": source, "show_error": False}
        self.sheet.data_validation(place, {**allowed, "input_title": title, "input_message": f"{advice}。"})

    def height(self, row: int, points: float) -> None:
        """A fixed height."""
        self.sheet.set_row(row - 1, min(TALLEST, ceil(points)))

    def height_for(self, row: int, least: float, *spans: tuple[int, int]) -> None:
        """A height that shows the texts of merged cells (first column, last column) whole."""
        self.height(row, max([least, *(self._needed(row, first, last) for first, last in spans)]))

    def at_least(self, row: int, points: float) -> None:
        """A smallest height; the row grows by itself with the text that is typed (see `finish`)."""
        self.height(row, max([points, *(self._needed(row, column, column) for column in self._widths)]))
        self.sheet.write_blank(row - 1, self.spacer - 1, None, self.looks.spacer(points))
        self.growing.add(row)

    def _needed(self, row: int, first: int, last: int) -> float:
        entry = self.contents.cells.get((row, first))
        width = sum(self._widths[column] for column in range(first, last + 1))
        return text_height(entry.text, width, indent=1) if entry and entry.text else 0

    def widths(self, widths: Mapping[int, float]) -> None:
        for column, width in widths.items():
            self.sheet.set_column(column - 1, column - 1, width)
        self.sheet.set_column(self.spacer - 1, self.spacer - 1, 0.5)
        self._widths = dict(widths)

    def printing(self, last_row: int, *, landscape: bool, repeat: int | None = None) -> None:
        """A4, one page wide, page numbers in the footer."""
        sheet = self.sheet
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页，共 &N 页", {"margin": 0.35})
        sheet.print_area(0, 0, last_row - 1, self.spacer - 2)
        sheet.hide_gridlines(2)
        if repeat is not None:
            sheet.repeat_rows(repeat - 1)

    def protect(self) -> None:
        """Only the cells to fill in are open; no password; rows may be inserted and made higher, columns wider."""
        self.sheet.protect("", {"format_rows": True, "format_columns": True, "insert_rows": True})
