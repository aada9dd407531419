"""What a sheet of our own looks like, and its worksheet part.

Relies on ECMA-376 Part 1: 18.3.1.99 (worksheet, the order of its children), 18.3.1.13 (col), 18.3.1.73 (row),
18.3.1.47 (hyperlink by location), 18.3.1.63 (pageSetup), 18.3.1.46 (headerFooter), 18.3.1.74 (rowBreaks).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

POINT_PER_SIZE = 1.4  # height of a line of Chinese text, in points per point of its font size
SMALLEST_ROW = 15.0  # points
TALLEST_ROW = 409.0  # points; the most that a spreadsheet program accepts


@dataclass(frozen=True, slots=True)
class StyleDesign:
    """How a cell of ours looks. Colours are RRGGBB."""

    font: str = "宋体"
    size: float = 11
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str | None = None
    fill: str | None = None
    border: str | None = None  # "thin", "medium", "hair", …; None for no border
    border_color: str | None = None  # None: automatic (black)
    horizontal: str | None = None  # "left", "center", "right"; None: by the kind of value
    vertical: str = "center"
    wrap: bool = False
    indent: int = 0
    number_format: str = "General"
    locked: bool = True


@dataclass(frozen=True, slots=True)
class CellDesign:
    """One cell. `row` and `column` count from 1. With a `formula` (no leading "="), `value` is its stored result."""

    row: int
    column: int
    value: str | Decimal | int | None = None
    style: StyleDesign = StyleDesign()
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class PrintDesign:
    """How the sheet prints. Margins are in inches; paper 9 is A4."""

    landscape: bool = False
    paper: int = 9
    fit_width: int | None = 1  # pages; None: no fitting
    fit_height: int = 0  # pages; 0: as many as it takes
    repeat_rows: tuple[int, int] | None = None  # first and last row printed on every page
    area: str | None = None  # A1 range
    left: float = 0.5
    right: float = 0.5
    top: float = 0.6
    bottom: float = 0.6
    header: float = 0.3
    footer: float = 0.3
    footer_text: str = "&C第 &P 页，共 &N 页"
    header_text: str = ""
    center_horizontally: bool = True


@dataclass(slots=True)
class SheetDesign:
    """A whole sheet of ours. Column numbers and row numbers count from 1; widths in characters, heights in points.

    Rows without an entry in `row_heights` get a height computed from their wrapped texts. `links` maps an A1 address
    to (sheet, address, tooltip) inside the workbook. A page ends after each row of `row_breaks`.
    """

    name: str
    cells: list[CellDesign] = field(default_factory=list)
    state: str = "visible"  # "visible", "hidden", "veryHidden"
    column_widths: Mapping[int, float] = field(default_factory=dict)
    row_heights: Mapping[int, float] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last row, last column
    links: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    row_breaks: list[int] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()
    frozen_rows: int = 0
    frozen_columns: int = 0
    gridlines: bool = False
    zoom: int = 100
    tab_color: str | None = None
    printing: PrintDesign = PrintDesign()
