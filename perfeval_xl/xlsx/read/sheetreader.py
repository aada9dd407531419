"""Reads a sheet in one pass: its cells with content, merged areas, hidden rows and columns, widths of columns.

ECMA-376 part 1, 18.3.1: sheetData, row (18.3.1.73), c (18.3.1.4), f (18.3.1.40), v, is, cols, mergeCells; 18.18.11
ST_CellType. The declared dimension is not believed. Cells and rows without content, of which a formatted sheet may
hold millions, are taken out of the bytes before a tree is built (`sparse`). A large sheet is read row by row, without
a whole tree; it comes out the same. What cannot be used (a style that is no number, a merged area without an address)
is left out; what makes it doubtful which cell is meant is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain

from perfeval_xl.xlsx.formulas.shift import shift
from perfeval_xl.xlsx.names import LAST_COLUMN, LAST_ROW, ref, split_area, split_ref
from perfeval_xl.xlsx.package import Package, SheetRef
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read import sparse
from perfeval_xl.xlsx.read.shared_strings import shared_strings, text_of, unescaped
from perfeval_xl.xlsx.read.values import KINDS, value_of
from perfeval_xl.xlsx.xml import (
    MAIN,
    MAIN_STRICT,
    TREE_AT_ONCE,
    Element,
    damaged,
    elements,
    is_true,
    local_name,
    namespace,
    parse,
    whole_number,
)

Taken = Callable[[list[tuple[bytes, bytes]]], None]


@dataclass(slots=True)
class RawCell:
    """A cell with content. `kind`: n number, s text, b boolean, e error, str text of a formula, d ISO date.

    `text`: the text; for n the number as stored (0.98999999999999999), for b TRUE or FALSE, for e the error (#REF!) or
    what stood where a number should; "" without result. `formula` without "=" (shared ones as of this cell; "" for a
    data table). `style` is an index of cellXfs. `is_picture`: the error is what older programs show for a picture.
    """

    row: int
    column: int
    kind: str
    text: str
    formula: str | None
    has_result: bool
    style: int
    is_picture: bool = False

    @property
    def ref(self) -> str:
        """G12."""
        return ref(self.row, self.column)


@dataclass(slots=True)
class RawSheet:
    """What a sheet holds. Rows and columns count from 1; areas are (first row, first column, last row, last column)."""

    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_column_spans: list[tuple[int, int]] = field(default_factory=list)
    widths: list[tuple[int, int, float]] = field(default_factory=list)  # first column, last column, characters
    default_width: float | None = None  # in characters, where the sheet says it

    @property
    def hidden_columns(self) -> set[int]:
        """The hidden columns one by one, up to the last one with content."""
        last = max((column for _, column in self.cells), default=0)
        return {column for first, end in self.hidden_column_spans for column in range(first, min(end, last) + 1)}


def read_sheet(package: Package, sheet: SheetRef, *, keep: bool = True) -> RawSheet:
    """The sheet's content, to be looked at and not changed: unless it is large, it is kept for the next call (`keep`).

    Refused when the part is damaged or contradicts itself, or has too many cells.
    """
    if not sheet.part:
        return RawSheet()
    kept = package.raw_sheets.get(sheet.part)
    if kept is not None:
        return kept
    reading, size = _Reading(package, sheet.part), package.size(sheet.part)
    if size < sparse.WORTH_IT:
        _read_tree(reading, package.tree(sheet.part, keep=False))
    elif not _read(reading, sparse.without_empty(package.pieces(sheet.part), size)):
        keep = False
    if keep:
        package.raw_sheets[sheet.part] = reading.sheet
    return reading.sheet


def is_large(package: Package, sheet: SheetRef) -> bool:
    """Whether it is worth asking first what a sheet's texts are (`read_texts`)."""
    return bool(sheet.part) and package.size(sheet.part) > TREE_AT_ONCE


def read_texts(package: Package, sheet: SheetRef, take: Taken | None = None) -> RawSheet:
    """A large sheet without its plain numbers, of which there may be a million: its texts, formulas and merged areas.

    `take` is given the numbers, piece by piece, as pairs of address and number.
    """
    reading = _Reading(package, sheet.part)
    count = 0

    def counted(numbers: list[tuple[bytes, bytes]]) -> None:
        nonlocal count
        count += len(numbers)
        package.limits.check_cells(count)
        if take is not None:
            take(numbers)

    _read(reading, sparse.without_numbers(package.pieces(sheet.part), package.size(sheet.part), counted))
    return reading.sheet


def _read(reading: _Reading, pieces: Iterator[bytes]) -> bool:
    """Reads a sheet as a whole tree, or row by row where it is too large for one; says whether it was a tree."""
    start = list(_up_to(pieces, TREE_AT_ONCE))
    is_small = sum(map(len, start)) <= TREE_AT_ONCE
    if is_small:
        _read_tree(reading, parse(b"".join(start), reading.part))
    else:
        _read_rows(reading, chain(start, pieces))
    return is_small


def _read_tree(reading: _Reading, root: Element) -> None:
    inside = namespace(root)
    for row in root.iterfind(f"{inside}sheetData/{inside}row"):
        reading.take_row(row)
    reading.take_rest(root)
    for area in root.iterfind(f"{inside}mergeCells/{inside}mergeCell"):
        reading.take_merge(area)


def _read_rows(reading: _Reading, pieces: Iterable[bytes]) -> None:
    """As `_read_tree`; of a row or merged area nothing is kept once it has been taken."""
    for element in elements(pieces, reading.part, _names("row", "mergeCell")):
        place = _path(element)
        if place == ["sheetData", "row"]:
            reading.take_row(element)
        elif place == ["mergeCells", "mergeCell"]:
            reading.take_merge(element)
        elif not place:
            reading.take_rest(element)


def _path(element: Element) -> list[str]:
    """The names from below the root down to the element; one of another namespace than the root's keeps its own."""
    line = [element, *element.iterancestors()]
    inside = namespace(line[-1])
    return [one.tag.removeprefix(inside) for one in line[-2::-1]]


def _names(*names: str) -> list[str]:
    return [f"{{{space}}}{name}" for space in (MAIN, MAIN_STRICT) for name in names]


def _up_to(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Pieces until there are more bytes than `size`; the rest stays where it is."""
    while size >= 0 and (piece := next(pieces, None)) is not None:
        size -= len(piece)
        yield piece


class _Reading:
    """One pass over a sheet: where the last row and cell stood, the shared formulas met, what was found."""

    def __init__(self, package: Package, part: str) -> None:
        self.package = package
        self.part = part
        self.sheet = RawSheet()
        self.row = 0
        self.column = 0
        self.strings: list[str] | None = None
        self.masters: dict[str, tuple[str, int, int]] = {}
        self.expanded = 0  # characters of formulas that the file has once and cells have again
        self.styles: dict[str | None, int] = {None: 0}
        self.tags = ("", "", "", "")  # c, v, f, is; with the sheet's namespace once a row is met

    def take_row(self, row: Element) -> None:
        """18.3.1.73: `r` may be absent, then it is the next row."""
        if not self.tags[0]:
            inside = namespace(row)
            self.tags = (inside + "c", inside + "v", inside + "f", inside + "is")
        number = row.get("r")
        self.row = self._row(number) if number else self.row + 1
        self.column = 0
        if is_true(row.get("hidden")) or _is_zero(row.get("ht")):
            self.sheet.hidden_rows.add(self.row)
        for cell in row.iterchildren(self.tags[0]):
            place = cell.get("r")  # 18.3.1.4: may be absent, then it is the next column
            self.column = self._column(place) if place else self.column + 1
            if len(cell):  # else a format and no content
                self._take_cell(cell)

    def _take_cell(self, cell: Element) -> None:
        """Keeps the cell when it has a value or a formula."""
        value = formula = None
        _, v, f, inline = self.tags
        for child in cell:
            tag = child.tag
            if tag == v:
                value = child.text or ""
            elif tag == f:
                formula = self._formula(child)
            elif tag == inline:
                value = text_of(child)
        if value is None and formula is None:
            return
        declared = cell.get("t", "n")
        if declared not in KINDS:
            raise damaged(self.part)
        kind, text = value_of(declared, value or "", self._shared)
        has_result = value is not None and (text != "" or kind in ("s", "str"))
        if has_result or formula is not None:
            style = self._style(cell.get("s"))
            is_picture = declared == "e" and cell.get("vm") is not None and self.package.has_pictures_in_cells
            self._keep(RawCell(self.row, self.column, kind, text, formula, has_result, style, is_picture))

    def _column(self, place: str) -> int:
        try:
            row, column = split_ref(place)
        except ValueError as problem:
            raise damaged(self.part) from problem
        if row != self.row:  # Excel refuses it too: nobody can say which row is meant
            raise damaged(self.part)
        return column

    def _style(self, text: str | None) -> int:
        style = self.styles.get(text)
        if style is None:
            style = self.styles[text] = whole_number(text, 0xFFFFFF) or 0
        return style

    def _keep(self, cell: RawCell) -> None:
        cells = self.sheet.cells
        if cell.column > LAST_COLUMN or cell.row > LAST_ROW or (cell.row, cell.column) in cells:
            raise damaged(self.part)
        cells[cell.row, cell.column] = cell
        if len(cells) > self.package.limits.cells:
            self.package.limits.check_cells(len(cells))

    def _shared(self, index: str) -> str:
        """Refused for an index that is not there: the text is lost, and nobody may take the cell for empty."""
        if self.strings is None:
            self.strings = shared_strings(self.package)
        number = whole_number(index)
        if number is not None and number < len(self.strings):
            return self.strings[number]
        raise PackageError("text_missing", cell=ref(self.row, self.column))

    def _formula(self, element: Element) -> str:
        """18.3.1.40: the first cell of a shared formula has its text, the others are as if it had been filled down."""
        text = unescaped(element.text or "").removeprefix("=")
        number = element.get("si")
        if element.get("t") != "shared" or number is None:
            return text
        if text:
            self.masters[number] = (text, self.row, self.column)
            return text
        master = self.masters.get(number)
        if master is None:
            return ""
        self.expanded += len(master[0])
        self.package.limits.check_formulas(self.expanded)
        return shift(master[0], self.row - master[1], self.column - master[2])

    def take_rest(self, root: Element) -> None:
        """What stands beside cells and merged areas: hidden columns, and how wide the others are."""
        inside = namespace(root)
        if not local_name(root).endswith("sheet") or inside[1:-1] not in (MAIN, MAIN_STRICT):  # worksheet, chartsheet …
            raise damaged(self.part)
        if (usual := root.find(f"{inside}sheetFormatPr")) is not None:
            self.sheet.default_width = _size(usual.get("defaultColWidth"))
        for column in root.iterfind(f"{inside}cols/{inside}col"):
            first, last = (whole_number(column.get(name), LAST_COLUMN) for name in ("min", "max"))
            if not first or not last:
                continue
            if is_true(column.get("hidden")) or _is_zero(column.get("width")):
                self.sheet.hidden_column_spans.append((first, last))
            elif (width := _size(column.get("width"))) is not None:
                self.sheet.widths.append((first, last, width))

    def take_merge(self, area: Element) -> None:
        """18.3.1.55. One without an address that can be is none."""
        self.package.limits.check_merges(len(self.sheet.merges))
        with suppress(ValueError):
            self.sheet.merges.append(split_area(area.get("ref", "")))

    def _row(self, text: str) -> int:
        number = whole_number(text, LAST_ROW)
        if not number:
            raise damaged(self.part)
        return number


def _is_zero(size: str | None) -> bool:
    """A height or width of nothing."""
    return size is not None and size.strip("0.") == "" and "0" in size


def _size(text: str | None) -> float | None:
    """A width in characters, within what a column can have (18.3.1.13: at most 255)."""
    try:
        size = float(text or "")
    except ValueError:
        return None
    return size if 0 < size <= 255 else None
