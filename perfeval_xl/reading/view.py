"""A grid seen as a person sees a table: rows of items, each cell with the area it is merged over."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.reading.labels import Label, label
from perfeval_xl.reading.spreadsheet import Grid, GridCell, address


class Item:
    """A cell with content, the area it covers, and the label it may be. One object a cell and view."""

    __slots__ = ("bottom", "cell", "is_words", "label", "left", "right", "text", "top")

    def __init__(self, cell: GridCell, top: int, left: int, bottom: int, right: int) -> None:
        self.cell = cell
        self.top = top
        self.left = left
        self.bottom = bottom
        self.right = right
        self.text = cell.text
        self.is_words = cell.kind == "text"
        self.label: Label = label(cell.text)

    @property
    def address(self) -> str:
        return address(self.top, self.left)

    def covers(self, column: int) -> bool:
        return self.left <= column <= self.right

    def __repr__(self) -> str:
        return f"Item({self.address}, {self.text!r})"


class View:
    """Lookups over one grid."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        places = sorted([place for place, cell in grid.cells.items() if cell.text])
        self.first_row, self.last_row = (places[0][0], places[-1][0]) if places else (1, 0)
        columns = {column for _, column in places} or {1}
        self.first_column, self.last_column = min(columns), max(columns)
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
        self._at: dict[tuple[int, int], Item] = {}
        self._showing: dict[int, list[Item]] = {}
        self.heading_rows: dict[tuple[int, str], bool] = {}  # what `headings` found out about rows, for asking once
        for row, column in places:
            area = self._area.get((row, column), (row, column, row, column))
            if area[:2] != (row, column):
                continue  # hidden under a merged cell: nobody sees it
            item = Item(grid.cells[row, column], *area)
            self._rows.setdefault(row, []).append(item)
            if area == (row, column, row, column):
                self._at[row, column] = item
                continue
            for line in range(row, area[2] + 1):
                for one in range(column, area[3] + 1):
                    self._at[line, one] = item
        self.rows: tuple[int, ...] = tuple(self._rows)

    def starts(self, row: int) -> list[Item]:
        """Items whose top row this is, from left to right."""
        return self._rows.get(row, [])

    def area(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The area (top, left, bottom, right) that shows at a place."""
        return self._area.get((row, column), (row, column, row, column))

    def at(self, row: int, column: int) -> Item | None:
        """The item that shows at a place, also where it only reaches there by a merge."""
        return self._at.get((row, column))

    def showing(self, row: int) -> list[Item]:
        """Everything that shows in a row, merged from above or not, from left to right."""
        known = self._showing.get(row)
        if known is None:
            known = self._showing[row] = []
            column, last = self.first_column, self.last_column
            while column <= last:
                item = self._at.get((row, column))
                if item is not None:
                    known.append(item)
                    column = item.right
                column += 1
        return known

    def within(self, row: int, left: int, right: int) -> Item | None:
        """The first item that shows in a row between two columns."""
        at = self._at
        for column in range(left, right + 1):
            item = at.get((row, column))
            if item is not None:
                return item
        return None

    def right_of(self, item: Item) -> Item | None:
        """The next item that shows to the right of one, in its top row."""
        return self.within(item.top, item.right + 1, self.last_column)

    def between(self, first: int, last: int) -> Iterator[int]:
        """Rows with content, first to last."""
        return (row for row in self.rows if first <= row <= last)
