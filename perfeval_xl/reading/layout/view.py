"""A grid seen as a person sees a table: rows of items, each cell with the area it is merged over."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.reading.grids.spreadsheet import Grid, GridCell
from perfeval_xl.reading.layout.labels import Label, label
from perfeval_xl.xlsx.names import LAST_COLUMN


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
        return self.cell.address

    @property
    def beside(self) -> tuple[int, int]:
        """The place right of it; its last column where it is merged to the sheet's edge."""
        return self.top, min(self.right + 1, LAST_COLUMN)

    def covers(self, column: int) -> bool:
        return self.left <= column <= self.right

    def __repr__(self) -> str:
        return f"Item({self.address}, {self.text!r})"


Area = tuple[int, int, int, int]
_TALLEST, _WIDEST = 2000, 256  # rows and columns of a merged area beyond which no form goes


def _left(item: Item) -> int:
    return item.left


class View:
    """Lookups over one grid."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        places = sorted([place for place, cell in grid.cells.items() if cell.text])
        self.first_row, self.last_row = (places[0][0], places[-1][0]) if places else (1, 0)
        columns = {column for _, column in places} or {1}
        self.first_column, self.last_column = min(columns), max(columns)
        self._area: dict[tuple[int, int], Area] = {}
        for top, left, bottom, right in grid.merges:
            bottom = min(bottom, max(self.last_row, top), top + _TALLEST)
            right = min(right, max(self.last_column, left) + 64, left + _WIDEST)
            area = (top, left, bottom, right)
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    self._area[row, column] = area
        self._rows: dict[int, list[Item]] = {}
        self._showing: dict[int, list[Item]] = {}
        self.heading_rows: dict[tuple[int, str], bool] = {}  # what `headings` found out about rows, for asking once
        carried: dict[int, list[Item]] = {}  # items merged down into a row from above
        for row, column in places:
            top, left, bottom, right = self._area.get((row, column), (row, column, row, column))
            if (top, left) != (row, column):
                continue  # hidden under a merged cell: nobody sees it
            item = Item(grid.cells[row, column], top, left, bottom, right)
            self._rows.setdefault(row, []).append(item)
            for line in range(top + 1, bottom + 1):
                carried.setdefault(line, []).append(item)
        self._showing = {row: list(items) for row, items in self._rows.items()}
        for line, items in carried.items():
            self._showing[line] = sorted([*self._showing.get(line, []), *items], key=_left)
        self.rows: tuple[int, ...] = tuple(self._rows)

    def address(self, row: int, column: int) -> str:
        """What a place is called, also where nothing stands there."""
        return self.grid.address(row, column)

    def starts(self, row: int) -> list[Item]:
        """Items whose top row this is, from left to right."""
        return self._rows.get(row, [])

    def area(self, row: int, column: int) -> Area:
        """The area (top, left, bottom, right) that shows at a place."""
        return self._area.get((row, column), (row, column, row, column))

    def at(self, row: int, column: int) -> Item | None:
        """The item that shows at a place, also where it only reaches there by a merge."""
        return self.within(row, column, column)

    def showing(self, row: int) -> list[Item]:
        """Everything that shows in a row, merged from above or not, from left to right."""
        return self._showing.get(row, [])

    def within(self, row: int, left: int, right: int) -> Item | None:
        """The first item that shows in a row between two columns."""
        for item in self._showing.get(row, ()):
            if item.right >= left:
                return item if item.left <= right else None
        return None

    def right_of(self, item: Item) -> Item | None:
        """The next item that shows to the right of one, in its top row."""
        return self.within(item.top, item.right + 1, item.right + _WIDEST)

    def between(self, first: int, last: int) -> Iterator[int]:
        """Rows with content, first to last."""
        return (row for row in self.rows if first <= row <= last)
