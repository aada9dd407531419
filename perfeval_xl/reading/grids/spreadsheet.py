"""Grids of cells as a person sees them: from an .xlsx package, or from an .xls file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from perfeval_xl.form_words import visible
from perfeval_xl.reading.grids.shown import Shown, exact, is_date_format, shown
from perfeval_xl.xlsx.names import ref, split_ref
from perfeval_xl.xlsx.read.shared_strings import StruckText

if TYPE_CHECKING:
    from perfeval_xl.xlsx.package import Package, SheetRef
    from perfeval_xl.xlsx.read.sheetreader import RawCell, RawSheet

PIXELS_A_CHARACTER = 7  # of a column's width, in the usual fonts
USUAL_WIDTH = 8.43 * PIXELS_A_CHARACTER + 5
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column, from 1


class GridCell:
    """One cell as a person sees it.

    `text` is what shows (98%, 65.66, 2023年12月31日), "" only if nothing does: the cell is truly blank, or of the kind
    picture. Other kinds: number, text, boolean, error, no_result, date. `struck` is what is struck through in it and
    left out of `text` (of a cell struck through as a whole: all of it, and `text` stays). `workings` of a formula:
    what was found out about it.

    `number` is the stored value exactly (0.98 for 98%; a date's serial),
    moved by `scale` powers of ten where the format shows another unit (元 as 万元),
    `low`..`high` the closed interval that the digits shown stand for, **in the same terms as `number`** ([0.975, 0.985]
    for 98%): equal to `number` where it was typed exactly, half a unit of the last digit shown where the format rounds,
    and for every percentage. `day` is the day of a date cell. `called`: the place where it has no A1 address.
    """

    __slots__ = (
        "called",
        "column",
        "day",
        "format",
        "formula",
        "high",
        "kind",
        "low",
        "number",
        "percent",
        "row",
        "scale",
        "struck",
        "style",
        "text",
        "workings",
    )

    def __init__(
        self,
        row: int,
        column: int,
        text: str = "",
        kind: str = "text",
        number: Decimal | None = None,
        low: Decimal | None = None,
        high: Decimal | None = None,
        format: str = "General",
        formula: str | None = None,
        percent: bool = False,
        day: date | None = None,
        scale: int = 0,
        struck: str = "",
        called: str = "",
    ) -> None:
        self.row = row
        self.column = column
        self.text = text
        self.kind = kind
        self.number = number
        self.low = low
        self.high = high
        self.format = format
        self.formula = formula
        self.percent = percent
        self.day = day
        self.scale = scale
        self.struck = struck
        self.called = called
        self.style = 0  # of those that `Grid.looks` has
        self.workings: Workings | None = None

    @property
    def address(self) -> str:
        """What the place is called: its A1 address, or its name in a Word document."""
        return self.called or ref(self.row, self.column)

    def __repr__(self) -> str:
        return f"GridCell({self.address}, {self.text!r}, {self.kind})"


@dataclass(slots=True)
class Workings:
    """What was found out about a formula of a form.

    `stored`: the result that the file has, where the formula comes to another one (which is then the cell's). `texts`:
    cells that hold a number as a text, for which the formula gives another result, or none; `meant`: what it shows
    with the numbers. `blocked_by`: other texts, for which it gives none. `covered`: cells under a
    merge, which nobody sees, whose numbers it counts. `inputs`: all cells of its sheet that go into it.
    """

    stored: str | None = None
    texts: tuple[GridCell, ...] = ()
    meant: str = ""
    blocked_by: tuple[GridCell, ...] = ()
    covered: tuple[GridCell, ...] = ()
    inputs: frozenset[tuple[int, int]] = frozenset()


class Names(Protocol):
    """What the places of a grid are called that is no sheet of a workbook."""

    def cell(self, row: int, column: int) -> str: ...
    def last(self, row: int, column: int) -> str: ...
    def row(self, row: int) -> str: ...
    def place(self, name: str) -> tuple[int, int] | None: ...


@dataclass(slots=True)
class Grid:
    """One sheet: its cells with content, merged areas, what is hidden."""

    name: str
    cells: dict[tuple[int, int], GridCell]
    merges: list[Merge] = field(default_factory=list[Merge])
    state: str = "visible"  # visible | hidden | veryHidden
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    unseen: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])  # texts that show nothing
    names: Names | None = None  # what its places are called, where it is no sheet of a workbook
    around: frozenset[int] = frozenset()  # rows of text that stands outside all tables
    widths: list[tuple[int, int, float]] = field(default_factory=list[tuple[int, int, float]])  # columns, pixels
    usual_width: float = USUAL_WIDTH  # pixels, of the columns not named
    looks: Callable[[], list[str]] = list  # of each style: b bold, c in the middle, r right, l left

    def address(self, row: int, column: int) -> str:
        """What a place is called, also where nothing stands there."""
        return ref(row, column) if self.names is None else self.names.cell(row, column)

    def area(self, top: int, left: int, bottom: int, right: int) -> str:
        """What an area is called: its first and its last place."""
        last = ref(bottom, right) if self.names is None else self.names.last(bottom, right)
        return f"{self.address(top, left)}:{last}"

    def row_called(self, row: int) -> str:
        """What a row is called."""
        return f"第 {row} 行" if self.names is None else self.names.row(row)

    def cell_at(self, address: str) -> GridCell | None:
        """The cell with content of this name."""
        if self.names is None:
            return self.cells.get(split_ref(address))
        place = self.names.place(address)
        return None if place is None else self.cells.get(place)

    @property
    def is_hidden(self) -> bool:
        return self.state != "visible"


@dataclass(slots=True)
class Book:
    """A workbook (or a Word document) as it is read: its sheets in order, document properties of its own, and the
    package if it was that of a workbook."""

    name: str
    grids: list[Grid]
    properties: dict[str, str] = field(default_factory=dict[str, str])
    package: Package | None = None
    parts: list[Any] = field(default_factory=list[Any])  # of a Word document: its tables
    margins: Grid | None = None  # of a Word document: what is printed at the head and foot of its pages

    @property
    def word(self) -> str:
        """What it is."""
        return "工作簿"

    @property
    def may_be_a_report(self) -> bool:
        """Whether it is a text with tables in it, so that not every table of indicators is a form."""
        return False


# ----------------------------------------------------------------------------------------------------- cells of a kind

# WPS keeps a picture in a cell as a formula, some writers its text; Excel a picture from the net.
_PICTURE = re.compile(r"=?\s*(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)


def number_cell(row: int, column: int, value: Decimal, code: str, formula: str | None, date_1904: bool) -> GridCell:
    """A cell that holds a number, as its format shows it."""
    seen: Shown = shown(value, code, date_1904)
    kind = "number" if seen.day is None else "date"
    number = value.scaleb(seen.scale) if seen.scale else value
    return GridCell(
        row, column, seen.text, kind, number, seen.low, seen.high, code, formula, seen.percent, seen.day, seen.scale
    )


def boolean_cell(row: int, column: int, value: bool, formula: str | None = None) -> GridCell:
    """TRUE or FALSE, as Excel shows it."""
    return GridCell(row, column, "TRUE" if value else "FALSE", "boolean", formula=formula)


# --------------------------------------------------------------------------------------------------------- packages


def _always(_: Grid) -> bool:
    return True


def book_of(package: Package, name: str, is_of_use: Callable[[Grid], bool] = _always) -> Book:
    """The workbook of an .xlsx or .xlsm package; what its formulas come to is worked out where anyone can tell.

    Of a large sheet `is_of_use` is asked with its texts alone: one that is of no use, and to which no formula and no
    name refers, stays without its numbers.
    """
    from perfeval_xl.xlsx.read.sheetreader import is_large, read_sheet, read_texts

    making = _Making(package)
    grids: list[Grid] = []
    with_texts: list[tuple[int, SheetRef]] = []
    for number, sheet in enumerate(package.sheets):
        if is_large(package, sheet) and not is_of_use(grid := making.grid(sheet, read_texts(package, sheet))):
            with_texts.append((number, sheet))
            grids.append(grid)
        else:
            grids.append(making.grid(sheet, read_sheet(package, sheet)))
    if with_texts:
        texts = [text.lower() for text in (*_formulas(grids), *package.defined_names.values())]
        for number, sheet in with_texts:
            named = sheet.name.lower().replace("'", "''")
            if any(named in text for text in texts):
                grids[number] = making.grid(sheet, read_sheet(package, sheet))
    if next(_formulas(grids), None) is not None:
        from perfeval_xl.reading.grids.formulas import work_out

        work_out(grids, package.date_1904, package.defined_names, package.calculates_on_load)
    return Book(name, grids, dict(package.custom_properties), package)


def _formulas(grids: list[Grid]) -> Iterator[str]:
    return (cell.formula for grid in grids for cell in grid.cells.values() if cell.formula is not None)


class _Making:
    """Makes grids of a package's sheets; the number format of a style is looked up once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.formats: dict[int, str] = {}

    def grid(self, sheet: SheetRef, raw: RawSheet) -> Grid:
        """A sheet as a person sees it."""
        from perfeval_xl.xlsx.read.styles_read import is_struck, looks, number_format

        package, formats, date_1904 = self.package, self.formats, self.package.date_1904
        grid = Grid(
            name=sheet.name,
            cells={},
            merges=list(raw.merges),
            state=sheet.state,
            hidden_rows=set(raw.hidden_rows),
            hidden_columns=set(raw.hidden_columns),
            widths=[(first, last, characters * PIXELS_A_CHARACTER) for first, last, characters in raw.widths],
            usual_width=raw.default_width * PIXELS_A_CHARACTER if raw.default_width else USUAL_WIDTH,
            looks=partial(looks, package),
        )
        for place, one in raw.cells.items():
            code = formats.get(one.style)
            if code is None:
                code = formats[one.style] = number_format(package, one.style)
            cell = _from_raw(one, code, date_1904)
            if cell is not None:
                grid.cells[place] = cell
                cell.style = one.style
                if not cell.struck and is_struck(package, one.style):
                    cell.struck = cell.text
            elif one.text:
                grid.unseen[place] = one.text
        return grid


def _from_raw(raw: RawCell, code: str, date_1904: bool) -> GridCell | None:
    row, column, formula = raw.row, raw.column, raw.formula
    if raw.is_picture or ("(" in (shown_as := formula or raw.text) and _PICTURE.match(shown_as)):
        return GridCell(row, column, "", "picture", format=code)
    if formula is not None and not raw.has_result:
        return GridCell(row, column, f"={formula}", "no_result", format=code, formula=formula)
    if raw.kind == "n":
        value = exact(raw.text)
        if value is not None:
            return number_cell(row, column, value, code, formula, date_1904)
    elif raw.kind == "b":
        return boolean_cell(row, column, raw.text in ("1", "true", "TRUE"), formula)
    elif raw.kind == "d":
        return _iso_date(row, column, raw.text, code, formula, date_1904)
    elif raw.kind == "e":
        return GridCell(row, column, raw.text or "#N/A", "error", format=code, formula=formula)
    whole, struck = (raw.text.kept, raw.text.struck) if isinstance(raw.text, StruckText) else (raw.text, "")
    text = visible(whole)
    if not text:
        return None if formula is None else GridCell(row, column, "", "text", format=code, formula=formula)
    return GridCell(row, column, text, "text", format=code, formula=formula, struck=struck)


def _iso_date(row: int, column: int, text: str, code: str, formula: str | None, date_1904: bool) -> GridCell:
    """A date stored in words (t="d", 2023-12-31T00:00:00)."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return GridCell(row, column, text, "text", format=code, formula=formula)
    start = date(1904, 1, 1) if date_1904 else date(1899, 12, 30)
    code = code if is_date_format(code) else "yyyy/m/d"
    return number_cell(row, column, Decimal((day - start).days), code, formula, date_1904)
