"""How our sheets look: colours, words and styles they share, and a builder that lays out rows of wrapped text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from math import ceil
from pathlib import PurePath
from typing import NamedTuple

from perfeval_xl.result import CLEAN_ENDING, SCORED_ENDING
from perfeval_xl.writing.cell_text import cell_text
from perfeval_xl.writing.text_size import TALLEST, text_height
from perfeval_xl.xlsx.edit.added_sheets import CellDesign, PrintDesign, SheetDesign, StyleDesign
from perfeval_xl.xlsx.names import ref

HEADING_FILL = "F2F2F2"
INPUT_FILL = "FFFFF2"  # where the unit writes

TITLE = StyleDesign(size=16, bold=True, horizontal="center")
SECTION = StyleDesign(size=11, bold=True, horizontal="left")
NOTE = StyleDesign(size=9, color="595959", horizontal="left", wrap=True)
PLAIN = StyleDesign(size=10, horizontal="left", wrap=True)
LABEL = StyleDesign(size=10, bold=True, border="thin", fill=HEADING_FILL, horizontal="center", wrap=True)
TEXT = StyleDesign(size=10, border="thin", horizontal="left", indent=1, wrap=True)
CENTRED = replace(TEXT, horizontal="center", indent=0)
POINTS = StyleDesign(size=10, border="thin", horizontal="center", number_format="0.00", wrap=True)
DIFFERENCE = replace(POINTS, number_format="+0.00;-0.00;0.00")
AMOUNT = StyleDesign(size=10, border="thin", horizontal="right", number_format="#,##0.00####", wrap=True)
RATE = StyleDesign(size=10, border="thin", horizontal="center", number_format="0.00%", wrap=True)
SMALL = StyleDesign(size=9, horizontal="left")
SMALL_LABEL = StyleDesign(size=9, bold=True, fill=HEADING_FILL, horizontal="left")
INPUT = StyleDesign(
    size=10, border="thin", horizontal="left", wrap=True, fill=INPUT_FILL, number_format="@", locked=False
)

_A4_LONG, _A4_SHORT = 841.9, 595.3  # points
_POINTS_PER_COLUMN, _COLUMN_MARGIN = 6.0, 3.75  # points: a character at 11 point, and what is around it


@lru_cache(maxsize=256)
def filled(style: StyleDesign, fill: str | None) -> StyleDesign:
    """The same style on another ground."""
    return replace(style, fill=fill)


@lru_cache(maxsize=16)
def linked(style: StyleDesign) -> StyleDesign:
    """The same style for a cell that leads somewhere."""
    return replace(style, color="0563C1", underline=True)


def file_words(file: str) -> str:
    """The name of a unit's workbook as our sheets print it: the same for the file and for its scored copy."""
    return PurePath(file.replace("\\", "/")).stem.removesuffix(SCORED_ENDING).removesuffix(CLEAN_ENDING)


class _Block(NamedTuple):
    """One placed value with the columns and rows it spans."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    style: StyleDesign


class Page:
    """Lays out a sheet top down. `widths` are the columns' widths in characters; `row` is the next free row."""

    def __init__(self, name: str, widths: tuple[float, ...]) -> None:
        self.row = 1
        self._widths = widths
        self._design = SheetDesign(name, column_widths=dict(enumerate(widths, 1)))
        self._spanning: list[_Block] = []  # blocks over several rows, not yet settled
        self._least: dict[int, float] = {}
        self._links: dict[str, tuple[str, str, str]] = {}

    @property
    def last_column(self) -> int:
        return len(self._widths)

    def put(
        self,
        column: int,
        value: str | Decimal | int | None,
        style: StyleDesign,
        *,
        columns: int = 1,
        rows: int = 1,
        row: int | None = None,
        formula: str | None = None,
    ) -> None:
        """Puts a value into the current row (or `row`), merged over so many columns and rows.

        With a `formula` (no leading "="), the value is its stored result.
        """
        top = self.row if row is None else row
        value = cell_text(value) if isinstance(value, str) else value
        cells, is_drawn = self._design.cells, bool(style.border or style.fill)
        if value is not None or is_drawn:
            cells.append(CellDesign(top, column, value, style, formula))
        if rows > 1 or columns > 1:
            self._design.merges.append((top, column, top + rows - 1, column + columns - 1))
            if is_drawn:
                places = ((below, beside) for below in range(rows) for beside in range(columns) if below or beside)
                cells += (CellDesign(top + below, column + beside, None, style) for below, beside in places)
        block = _Block(top, column, rows, columns, "" if value is None else str(value), style)
        if rows > 1:
            self._spanning.append(block)
        elif (needed := self._needed(block)) > self._least.get(top, 0):
            self._least[top] = needed

    def link(self, column: int, sheet: str, address: str, tooltip: str) -> None:
        """Makes this column's cell of the current row lead to a cell of the workbook."""
        self._links[ref(self.row, column)] = (sheet, address, tooltip)

    def next_row(self, least: float = 18.0) -> None:
        """Ends the current row, at least so many points high."""
        self._least[self.row] = max(self._least.get(self.row, 0), least)
        self.row += 1

    def end_page(self, row: int | None = None) -> None:
        """The rows so far, or up to this one, end a printed page."""
        self._design.row_breaks.append(self.row - 1 if row is None else row)

    def pages_of(self, rows: Iterable[int], printing: PrintDesign) -> float:
        """How many A4 pages these rows take on a landscape sheet, fitted to one page's width."""
        wide = _A4_LONG - (printing.left + printing.right) * 72
        tall = _A4_SHORT - (printing.top + printing.bottom) * 72
        width = sum(one * _POINTS_PER_COLUMN + _COLUMN_MARGIN for one in self._widths)
        self._settle()
        return sum(_full(self._least.get(row, 0)) for row in rows) * min(1.0, wide / width) / tall

    def finish(self, printing: PrintDesign, *, frozen_rows: int = 0, state: str = "visible") -> SheetDesign:
        """The design, with row heights that let every text be read whole."""
        self._design.state = state
        self._settle()
        self._design.row_heights = {row: _full(height) for row, height in self._least.items()}
        self._design.links = self._links
        self._design.printing = printing
        self._design.frozen_rows = frozen_rows
        return self._design

    def _needed(self, block: _Block) -> float:
        style = block.style
        width = sum(self._widths[block.column - 1 : block.column - 1 + block.columns])
        return text_height(block.text, width, size=style.size, indent=style.indent, wrap=style.wrap)

    def _settle(self) -> None:
        """Gives the rows under blocks that span several of them what those still miss."""
        heights = self._least
        for block in sorted(self._spanning, key=lambda one: one.rows):
            spanned = range(block.row, block.row + block.rows)
            missing = self._needed(block) - sum(heights.get(row, 0) for row in spanned)
            if missing > 0:
                for row in spanned:
                    heights[row] = heights.get(row, 0) + missing / block.rows
        self._spanning.clear()


def _full(height: float) -> float:
    """A row's height as it is written."""
    return min(TALLEST, float(ceil(height)))
