"""What a sheet of our own looks like, and its worksheet part.

Relies on ECMA-376 Part 1: 18.3.1.99 (worksheet, the order of its children), 18.3.1.13 (col), 18.3.1.73 (row),
18.3.1.47 (hyperlink by location), 18.3.1.63 (pageSetup), 18.3.1.46 (headerFooter), 18.3.1.74 (rowBreaks), 18.2.5
(definedName: print titles).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from perfeval_xl.xlsx.edit.cells import inline_string, plain_number
from perfeval_xl.xlsx.edit.markup import escaped, escaped_text
from perfeval_xl.xlsx.names import column_letters, ref
from perfeval_xl.xlsx.xml import MAIN

MOST_OF_A_LINK = 2084  # signs of a place; Excel takes no longer one


@dataclass(frozen=True, slots=True)
class StyleDesign:
    """How a cell of ours looks. Colours are RRGGBB."""

    size: float = 11
    bold: bool = False
    underline: bool = False
    color: str | None = None
    fill: str | None = None
    border: str | None = None  # "thin", "medium", "hair", …; None for no border
    horizontal: str | None = None  # "left", "center", "right"; None: by the kind of value
    wrap: bool = False
    indent: int = 0
    number_format: str = "General"
    locked: bool = True


class CellDesign(NamedTuple):
    """One cell. `row` and `column` count from 1. With a `formula` (no leading "="), `value` is its stored result."""

    row: int
    column: int
    value: str | Decimal | int | None = None
    style: StyleDesign = StyleDesign()
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class PrintDesign:
    """How the sheet prints: on A4, as wide as the page, its number at the foot. Margins are in inches."""

    landscape: bool = False
    fit_height: int = 0  # pages; 0: as many as it takes
    repeat_rows: tuple[int, int] | None = None  # first and last row printed on every page
    left: float = 0.5
    right: float = 0.5
    top: float = 0.6
    bottom: float = 0.6


@dataclass(slots=True)
class SheetDesign:
    """A whole sheet of ours. Column numbers and row numbers count from 1; widths in characters, heights in points.

    `links` maps an A1 address to (sheet, address, tooltip) inside the workbook. A page ends after each of `row_breaks`.
    """

    name: str
    cells: list[CellDesign] = field(default_factory=list)
    state: str = "visible"  # "visible", "hidden"
    column_widths: Mapping[int, float] = field(default_factory=dict)
    row_heights: Mapping[int, float] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first row, first column, last row, last column
    links: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    row_breaks: list[int] = field(default_factory=list)
    frozen_rows: int = 0
    printing: PrintDesign = PrintDesign()


_COLUMN = attrgetter("column")


def worksheet(design: SheetDesign, style_of: Callable[[StyleDesign], int]) -> bytes:
    """The worksheet part. `style_of` gives the index of a format in the host's styles."""
    rows: dict[int, list[CellDesign]] = {}
    for cell in design.cells:
        rows.setdefault(cell.row, []).append(cell)
    for number in design.row_heights:
        rows.setdefault(number, [])
    formats = {id(style): style_of(style) for style in {id(cell.style): cell.style for cell in design.cells}.values()}
    parts = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<worksheet xmlns="{MAIN}">',
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
        f'<dimension ref="{_dimension(design)}"/>',
        _view(design),
        '<sheetFormatPr defaultRowHeight="15"/>',
        _columns(design),
        "<sheetData>",
        *(_row(number, rows[number], design.row_heights.get(number), formats) for number in sorted(rows)),
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
    if design.printing.repeat_rows:
        first_row, last_row = design.printing.repeat_rows
        names["_xlnm.Print_Titles"] = f"{sheet}!${first_row}:${last_row}"
    return names


def quoted(sheet: str) -> str:
    """A sheet's name as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"


def _dimension(design: SheetDesign) -> str:
    if not design.cells:
        return "A1"
    rows = [cell.row for cell in design.cells]
    columns = [cell.column for cell in design.cells]
    first, last = ref(min(rows), min(columns)), ref(max(rows), max(columns))
    return first if first == last else f"{first}:{last}"


def _view(design: SheetDesign) -> str:
    if not design.frozen_rows:
        return '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
    corner = ref(design.frozen_rows + 1, 1)
    return (
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{design.frozen_rows}" topLeftCell="{corner}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{corner}" sqref="{corner}"/></sheetView></sheetViews>'
    )


def _columns(design: SheetDesign) -> str:
    if not design.column_widths:
        return ""
    cols = "".join(
        f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'
        for number, width in sorted(design.column_widths.items())
    )
    return f"<cols>{cols}</cols>"


def _row(number: int, cells: list[CellDesign], height: float | None, formats: Mapping[int, int]) -> str:
    """`formats`: the index of a style's format, by the identity of the style."""
    tall = f' ht="{height:g}" customHeight="1"' if height is not None else ""
    cells.sort(key=_COLUMN)
    inside = [
        f'<c r="{column_letters(cell.column)}{number}" s="{formats[id(cell.style)]}"{_content(cell)}' for cell in cells
    ]
    return f'<row r="{number}"{tall}>{"".join(inside)}</row>'


def _content(cell: CellDesign) -> str:
    """The rest of the cell's element: its type, and what it holds."""
    value = cell.value
    if cell.formula is not None:
        kind = ' t="str"' if isinstance(value, str) else ""
        result = "" if value is None else f"<v>{_plain(value)}</v>"
        return f"{kind}><f>{escaped_text(cell.formula)}</f>{result}</c>"
    if value is None or value == "":
        return "/>"
    if isinstance(value, str):
        return f' t="inlineStr">{inline_string(value, "")}</c>'
    return f"><v>{_plain(value)}</v></c>"


def _plain(value: str | Decimal | int) -> str:
    return escaped_text(value) if isinstance(value, str) else plain_number(Decimal(value))


def _merges(design: SheetDesign) -> str:
    if not design.merges:
        return ""
    areas = "".join(f'<mergeCell ref="{ref(a[0], a[1])}:{ref(a[2], a[3])}"/>' for a in design.merges)
    return f'<mergeCells count="{len(design.merges)}">{areas}</mergeCells>'


def _links(design: SheetDesign) -> str:
    places = {at: (f"{quoted(sheet)}!{cell}", tooltip) for at, (sheet, cell, tooltip) in design.links.items()}
    links = "".join(
        f'<hyperlink ref="{at}" location="{escaped(place)}"'
        + (f' tooltip="{escaped(tooltip)}"' if tooltip else "")
        + "/>"
        for at, (place, tooltip) in places.items()
        if len(place) <= MOST_OF_A_LINK
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _printing(design: SheetDesign) -> str:
    one = design.printing
    breaks = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in sorted(design.row_breaks))
    count = len(design.row_breaks)
    return "".join(
        (
            '<printOptions horizontalCentered="1"/>',
            f'<pageMargins left="{one.left:g}" right="{one.right:g}" top="{one.top:g}" bottom="{one.bottom:g}"'
            ' header="0.3" footer="0.3"/>',
            f'<pageSetup paperSize="9" fitToWidth="1" fitToHeight="{one.fit_height}"'
            f' orientation="{"landscape" if one.landscape else "portrait"}"/>',
            "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>",
            f'<rowBreaks count="{count}" manualBreakCount="{count}">{breaks}</rowBreaks>' if breaks else "",
        )
    )
