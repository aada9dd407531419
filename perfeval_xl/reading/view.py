"""A grid seen as a person sees a table: rows of items, each cell with the area it is merged over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfeval_xl.reading.labels import Label, label
from perfeval_xl.reading.spreadsheet import Grid, GridCell, address


class Item(NamedTuple):
    """A cell with content, and the area it covers."""

    cell: GridCell
    top: int
    left: int
    bottom: int
    right: int

    @property
    def text(self) -> str:
        return self.cell.text

    @property
    def label(self) -> Label:
        return label(self.cell.text)

    @property
    def is_words(self) -> bool:
        return self.cell.kind == "text"

    @property
    def address(self) -> str:
        return address(self.top, self.left)

    def covers(self, column: int) -> bool:
        return self.left <= column <= self.right


class View:
    """Lookups over one grid."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        places = [place for place, cell in grid.cells.items() if cell.text]
        self.first_row = min((row for row, _ in places), default=1)
        self.last_row = max((row for row, _ in places), default=0)
        self.first_column = min((column for _, column in places), default=1)
        self.last_column = max((column for _, column in places), default=0)
        self._area: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for top, left, bottom, right in grid.merges:
            bottom, right = min(bottom, max(self.last_row, top)), min(right, max(self.last_column, left) + 64)
            if (top, left) == (bottom, right):
                continue
            area = (top, left, bottom, right)
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    self._area[row, column] = area
        self._rows: dict[int, list[Item]] = {}
        for row, column in sorted(places):
            area = self._area.get((row, column), (row, column, row, column))
            if area[:2] != (row, column):
                continue  # hidden under a merged cell: nobody sees it
            self._rows.setdefault(row, []).append(Item(grid.cells[row, column], *area))
        self.rows: tuple[int, ...] = tuple(self._rows)

    def starts(self, row: int) -> list[Item]:
        """Items whose top row this is, from left to right."""
        return self._rows.get(row, [])

    def area(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The area (top, left, bottom, right) that shows at a place."""
        return self._area.get((row, column), (row, column, row, column))

    def at(self, row: int, column: int) -> Item | None:
        """The item that shows at a place, also where it only reaches there by a merge."""
        top, left, bottom, right = self._area.get((row, column), (row, column, row, column))
        cell = self.grid.cells.get((top, left))
        return Item(cell, top, left, bottom, right) if cell is not None and cell.text else None

    def showing(self, row: int) -> list[Item]:
        """Everything that shows in a row, merged from above or not, from left to right."""
        out: list[Item] = []
        column = self.first_column
        while column <= self.last_column:
            item = self.at(row, column)
            right = self._area[row, column][3] if (row, column) in self._area else column
            if item:
                out.append(item)
            column = right + 1
        return out

    def within(self, row: int, left: int, right: int) -> Item | None:
        """The first item that shows in a row between two columns."""
        column = left
        while column <= right:
            item = self.at(row, column)
            if item:
                return item
            column = self._area[row, column][3] + 1 if (row, column) in self._area else column + 1
        return None

    def right_of(self, item: Item) -> Item | None:
        """The next item that shows to the right of one, in its top row."""
        return self.within(item.top, item.right + 1, self.last_column)

    def between(self, first: int, last: int) -> Iterator[int]:
        """Rows with content, first to last."""
        return (row for row in self.rows if first <= row <= last)
