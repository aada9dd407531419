"""Blocks -> areas of one grid: tables below each other, what stands inside a cell in rows and columns of its own.

Columns are where cells begin and end on the page: cells of two tables that stand below each other share a column, and
borders that were drawn a hair apart are one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby

from perfeval_xl import addresses
from perfeval_xl.reading.grids.word.blocks import Block, Table
from perfeval_xl.reading.grids.word.paragraphs import Paragraph, Text, joined

NameOf = Callable[[int, int], str]  # row and cell of a table, from 1 -> what the cell is called
_TOGETHER = 0.01  # of a table's width: borders nearer than that are one
_APART = 0.003  # cells this wide are kept apart, come what may


@dataclass(slots=True)
class Area:
    """A cell on the page: rows from 1, both ends inside; where it begins and ends, from 0 to 1; what it is called."""

    top: int
    bottom: int
    begin: float
    end: float
    name: str
    content: Text

    def moved(self, down: int) -> Area:
        """The same so many rows further down."""
        return replace(self, top=self.top + down, bottom=self.bottom + down) if down else self


@dataclass(slots=True)
class Placed:
    """One table of a document, counted from 1, with the text next to it: its areas in their order, the rows of text."""

    number: int
    areas: list[Area] = field(default_factory=list[Area])
    around: set[int] = field(default_factory=set[int])
    last: int = 0
    first_of_table: int = 0  # its first row

    def text(self, paragraph: Text, name: str) -> None:
        """A paragraph outside all tables, from margin to margin."""
        self.last += 1
        self.around.add(self.last)
        self.areas.append(Area(self.last, self.last, 0.0, 1.0, name, paragraph))

    def table(self, table: Table) -> None:
        """The table itself."""
        self.first_of_table = self.last + 1
        self.last = self._rows(table, self.first_of_table, 0.0, 1.0, partial(addresses.in_table, self.number)) - 1

    @property
    def has_text_above(self) -> bool:
        return self.first_of_table > 1

    @property
    def edges(self) -> set[int]:
        """Where its cells begin and end, in hundredths of its width."""
        cells = [area for area in self.areas if area.top not in self.around]
        return {round(100 * edge) for area in cells for edge in (area.begin, area.end)}

    def _rows(self, table: Table, top: int, begin: float, end: float, name: NameOf) -> int:
        """The rows of a table between two margins; the row after them."""
        open_above: dict[tuple[int, int], Area] = {}
        for number, row in enumerate(table.rows, 1):
            height = max(_height(cell.blocks) for cell in row)
            now: dict[tuple[int, int], Area] = {}
            for count, cell in enumerate(row, 1):
                place = cell.first, cell.end
                left, right = (begin + table.edges[one] * (end - begin) for one in place)
                above = open_above.get(place) if cell.goes_on else None
                if above is not None:
                    above.bottom = top + height - 1
                    now[place] = above
                elif not _holds_tables(cell.blocks):
                    now[place] = Area(top, top + height - 1, left, right, name(number, count), _text_of(cell.blocks))
                    self.areas.append(now[place])
                else:
                    self._inside(cell.blocks, top, left, right, name(number, count))
            open_above = now
            top += height
        return top

    def _inside(self, blocks: list[Block], top: int, begin: float, end: float, cell: str) -> None:
        """A cell that holds tables: they and the text between them below each other."""
        count = 0
        for is_table, some in groupby(blocks, key=lambda one: isinstance(one, Table)):
            if not is_table:
                text = _text_of(list(some))
                if text.text.strip():
                    self.areas.append(Area(top, top, begin, end, cell, text))
                    top += 1
                continue
            for one in some:
                assert isinstance(one, Table)
                count += 1
                top = self._rows(one, top, begin, end, partial(addresses.inside, cell, count))


def _text_of(blocks: Iterable[Block]) -> Text:
    return joined([one for one in blocks if isinstance(one, Paragraph)])


def _holds_tables(blocks: list[Block]) -> bool:
    return any(isinstance(one, Table) for one in blocks)


def _height(blocks: list[Block]) -> int:
    """How many rows the content of a cell takes."""
    if not _holds_tables(blocks):
        return 1
    height = 0
    for is_table, some in groupby(blocks, key=lambda one: isinstance(one, Table)):
        if is_table:
            height += sum(_height_of_table(one) for one in some if isinstance(one, Table))
        else:
            height += bool(_text_of(some).text.strip())
    return height


def _height_of_table(table: Table) -> int:
    return sum(max(_height(cell.blocks) for cell in row) for row in table.rows)


def columns_of(areas: Sequence[Area]) -> list[float]:
    """Where the columns of the grid begin: one for all edges that are nearly the same."""
    widths = [area.end - area.begin for area in areas if area.content.text.strip()]
    together = max(_APART, min([_TOGETHER, *(0.6 * width for width in widths)]))
    begins: list[float] = []
    for edge in sorted({edge for area in areas for edge in (area.begin, area.end)}):
        if not begins or edge - begins[-1] > together:
            begins.append(edge)
    return begins


def spanned(area: Area, begins: Sequence[float]) -> tuple[int, int]:
    """First and last column of an area, from 1; one at least."""
    first = bisect_right(begins, area.begin + 1e-9)
    last = bisect_right(begins, area.end + 1e-9) - 1
    return first, max(first, last)
