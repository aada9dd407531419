"""What a sheet of our own looks like, and its worksheet part.

Relies on ECMA-376 Part 1: 18.3.1.99 (worksheet, the order of its children), 18.3.1.13 (col), 18.3.1.73 (row),
18.3.1.47 (hyperlink by location), 18.3.1.63 (pageSetup), 18.3.1.46 (headerFooter), 18.3.1.74 (rowBreaks), 18.2.5
(definedName: print titles and print area).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval_xl.xlsx.edit.cells import inline_string, plain_number
from perfeval_xl.xlsx.edit.markup import escaped, escaped_text
from perfeval_xl.xlsx.names import ref
from perfeval_xl.xlsx.xml import MAIN

LINE_PER_SIZE = 1.4  # height of a line of Chinese text, in points per point of its font size
ROW_MARGIN = 3.0  # points above and below the text together
SMALLEST_ROW = 15.0  # points
TALLEST_ROW = 409.0  # points; the most that a spreadsheet program accepts
DEFAULT_WIDTH = 9.0  # characters
CELL_MARGIN = 1.0  # characters of a column's width that text does not get
NORMAL_SIZE = 11  # points of the font that column widths are counted in


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
    merges: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first row, first column, last row, last column
    links: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    row_breaks: list[int] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()
    frozen_rows: int = 0
    frozen_columns: int = 0
    gridlines: bool = False
    zoom: int = 100
    tab_color: str | None = None
    printing: PrintDesign = PrintDesign()


def worksheet(design: SheetDesign, style_of: Callable[[StyleDesign], int]) -> bytes:
    """The worksheet part. `style_of` gives the index of a format in the host's styles."""
    rows: dict[int, list[CellDesign]] = {}
    for cell in design.cells:
        rows.setdefault(cell.row, []).append(cell)
    for number in design.row_heights:
        rows.setdefault(number, [])
    heights = _heights(design)
    known: dict[int, int] = {}  # by identity: a design is quicker found than compared

    def format_of(style: StyleDesign) -> int:
        return known[id(style)] if id(style) in known else known.setdefault(id(style), style_of(style))

    parts = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<worksheet xmlns="{MAIN}">',
        _properties(design),
        f'<dimension ref="{_dimension(design)}"/>',
        _view(design),
        '<sheetFormatPr defaultRowHeight="15"/>',
        _columns(design),
        "<sheetData>",
        *(_row(number, rows[number], heights.get(number), format_of) for number in sorted(rows)),
        "</sheetData>",
        _merges(design),
        _links(design),
        _printing(design),
        "</worksheet>",
    )
    return "".join(parts).encode()


def defined_names(design: SheetDesign) -> dict[str, str]:
    """The built-in names that the sheet's print set-up needs, in the order that Excel writes them."""
    sheet = quoted(design.name)
    names: dict[str, str] = {}
    if design.printing.area:
        first, _, last = design.printing.area.partition(":")
        names["_xlnm.Print_Area"] = f"{sheet}!{_absolute(first)}" + (f":{_absolute(last)}" if last else "")
    if design.printing.repeat_rows:
        first_row, last_row = design.printing.repeat_rows
        names["_xlnm.Print_Titles"] = f"{sheet}!${first_row}:${last_row}"
    return names


def quoted(sheet: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"


def _absolute(address: str) -> str:
    letters = address.rstrip("0123456789")
    return f"${letters}${address[len(letters) :]}"


def _properties(design: SheetDesign) -> str:
    tab = f'<tabColor rgb="FF{design.tab_color}"/>' if design.tab_color else ""
    fit = '<pageSetUpPr fitToPage="1"/>' if design.printing.fit_width is not None else ""
    return f"<sheetPr>{tab}{fit}</sheetPr>" if tab or fit else ""


def _dimension(design: SheetDesign) -> str:
    if not design.cells:
        return "A1"
    rows = [cell.row for cell in design.cells]
    columns = [cell.column for cell in design.cells]
    first, last = ref(min(rows), min(columns)), ref(max(rows), max(columns))
    return first if first == last else f"{first}:{last}"


def _view(design: SheetDesign) -> str:
    grid = "" if design.gridlines else ' showGridLines="0"'
    zoom = "" if design.zoom == 100 else f' zoomScale="{design.zoom}" zoomScaleNormal="{design.zoom}"'
    rows, columns = design.frozen_rows, design.frozen_columns
    if not rows and not columns:
        return f'<sheetViews><sheetView{grid}{zoom} workbookViewId="0"/></sheetViews>'
    pane = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
    split = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
    corner = ref(rows + 1, columns + 1)
    return (
        f'<sheetViews><sheetView{grid}{zoom} workbookViewId="0"><pane{split} topLeftCell="{corner}" activePane="{pane}"'
        f' state="frozen"/><selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/></sheetView></sheetViews>'
    )


def _columns(design: SheetDesign) -> str:
    numbers = sorted({*design.column_widths, *design.hidden_columns})
    if not numbers:
        return ""
    cols = ""
    for number in numbers:
        hidden = ' hidden="1"' if number in design.hidden_columns else ""
        width = design.column_widths.get(number, DEFAULT_WIDTH)
        cols += f'<col min="{number}" max="{number}" width="{width:g}"{hidden} customWidth="1"/>'
    return f"<cols>{cols}</cols>"


def _row(number: int, cells: list[CellDesign], height: float | None, style_of: Callable[[StyleDesign], int]) -> str:
    tall = f' ht="{height:g}" customHeight="1"' if height is not None else ""
    inside = "".join(_cell(cell, style_of(cell.style)) for cell in sorted(cells, key=lambda cell: cell.column))
    return f'<row r="{number}"{tall}>{inside}</row>'


def _cell(cell: CellDesign, style: int) -> str:
    start = f'<c r="{ref(cell.row, cell.column)}" s="{style}"'
    value = cell.value
    if cell.formula is not None:
        kind = ' t="str"' if isinstance(value, str) else ""
        result = "" if value is None else f"<v>{_plain(value)}</v>"
        return f"{start}{kind}><f>{escaped_text(cell.formula)}</f>{result}</c>"
    if value is None or value == "":
        return f"{start}/>"
    if isinstance(value, str):
        return f'{start} t="inlineStr">{inline_string(value, "").decode()}</c>'
    return f"{start}><v>{_plain(value)}</v></c>"


def _plain(value: str | Decimal | int) -> str:
    return escaped_text(value) if isinstance(value, str) else plain_number(Decimal(value))


def _merges(design: SheetDesign) -> str:
    if not design.merges:
        return ""
    areas = "".join(f'<mergeCell ref="{ref(a[0], a[1])}:{ref(a[2], a[3])}"/>' for a in design.merges)
    return f'<mergeCells count="{len(design.merges)}">{areas}</mergeCells>'


def _links(design: SheetDesign) -> str:
    if not design.links:
        return ""
    links = "".join(
        f'<hyperlink ref="{at}" location="{escaped(f"{quoted(sheet)}!{address}")}"'
        + (f' tooltip="{escaped(tooltip)}"' if tooltip else "")
        + "/>"
        for at, (sheet, address, tooltip) in design.links.items()
    )
    return f"<hyperlinks>{links}</hyperlinks>"


def _printing(design: SheetDesign) -> str:
    one = design.printing
    fit = f' fitToWidth="{one.fit_width}" fitToHeight="{one.fit_height}"' if one.fit_width is not None else ""
    texts = (f"<oddHeader>{escaped(one.header_text)}</oddHeader>" if one.header_text else "") + (
        f"<oddFooter>{escaped(one.footer_text)}</oddFooter>" if one.footer_text else ""
    )
    breaks = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in sorted(design.row_breaks))
    count = len(design.row_breaks)
    return "".join(
        (
            '<printOptions horizontalCentered="1"/>' if one.center_horizontally else "",
            f'<pageMargins left="{one.left:g}" right="{one.right:g}" top="{one.top:g}" bottom="{one.bottom:g}"'
            f' header="{one.header:g}" footer="{one.footer:g}"/>',
            f'<pageSetup paperSize="{one.paper}"{fit} orientation="{"landscape" if one.landscape else "portrait"}"/>',
            f"<headerFooter>{texts}</headerFooter>" if texts else "",
            f'<rowBreaks count="{count}" manualBreakCount="{count}">{breaks}</rowBreaks>' if breaks else "",
        )
    )


# -------------------------------------------------------------------------------------------------------- row heights


def text_width(text: str) -> int:
    """Width in characters of a column: whatever is not ASCII (Chinese, ≥, ÷, ～) counts two."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def text_height(text: str, width: float, size: float) -> float:
    """Points that a wrapped text needs in a column (or merged columns) of this width in characters."""
    room = max((width - CELL_MARGIN) * NORMAL_SIZE / size, 2)
    if 2 * len(text) <= room and "\n" not in text:
        lines = 1
    else:
        lines = sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))
    return lines * size * LINE_PER_SIZE + ROW_MARGIN


def _heights(design: SheetDesign) -> dict[int, float]:
    """Heights of the rows as designed, else by their texts: no program fits rows when it opens a file."""
    spans = {(area[0], area[1]): area for area in design.merges}
    heights: dict[int, float] = {}
    for cell in design.cells:
        first, column, last, last_column = spans.get((cell.row, cell.column), (cell.row, cell.column) * 2)
        if first == last and first in design.row_heights:
            continue
        if isinstance(cell.value, str) and cell.style.wrap:
            width = sum(design.column_widths.get(number, DEFAULT_WIDTH) for number in range(column, last_column + 1))
            needed = text_height(cell.value, width, cell.style.size) / (last - first + 1)
        else:  # one line, however long
            needed = text_height("", 1, cell.style.size) / (last - first + 1)
        for row in range(first, last + 1):
            heights[row] = min(TALLEST_ROW, max(heights.get(row, SMALLEST_ROW), round(needed, 1)))
    return {**heights, **design.row_heights}
