"""Formulas without a stored result: computed where the evaluator can tell what they come to; all else stays without."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from perfeval_xl.reading.grids.shown import shown
from perfeval_xl.reading.grids.spreadsheet import Grid, GridCell, boolean_cell, number_cell
from perfeval_xl.xlsx.formulas.evaluate import Content, Evaluator, Place
from perfeval_xl.xlsx.formulas.values import Fault, Scalar, UnknownError


def compute_missing(grids: list[Grid], date_1904: bool, names: Mapping[str, str] | None = None) -> None:
    """Puts the computed value in place of every formula without a result that can be computed."""
    book = Evaluator(_Grids(grids), names, lambda value, code: shown(value, code, date_1904).text)
    for grid in grids:
        for place, cell in list(grid.cells.items()):
            if cell.kind != "no_result":
                continue
            try:
                value = book.result((grid.name, *place))
            except UnknownError:
                continue
            if not isinstance(value, Fault):
                grid.cells[place] = _cell(cell, value, date_1904)


def _cell(cell: GridCell, value: Scalar, date_1904: bool) -> GridCell:
    if isinstance(value, bool):
        return boolean_cell(cell.row, cell.column, value, cell.formula)
    if isinstance(value, Decimal):
        return number_cell(cell.row, cell.column, value, cell.format, cell.formula, date_1904)
    return GridCell(cell.row, cell.column, str(value), "text", format=cell.format, formula=cell.formula)


class _Grids:
    """The grids as the evaluator looks at them."""

    def __init__(self, grids: list[Grid]) -> None:
        self.grids = {grid.name: grid for grid in grids}
        self._last: dict[str, tuple[int, int]] = {}

    def last(self, sheet: str) -> tuple[int, int] | None:
        grid = self.grids.get(sheet)
        if grid is None:
            return None
        if sheet not in self._last:
            rows, columns = (max((place[axis] for place in grid.cells), default=1) for axis in (0, 1))
            self._last[sheet] = rows, columns
        return self._last[sheet]

    def at(self, place: Place) -> Content | None:
        grid = self.grids[place[0]]
        cell = grid.cells.get(place[1:])
        return None if cell is None else Content(_value(cell), cell.formula, cell.row in grid.hidden_rows)


def _value(cell: GridCell) -> Scalar:
    if cell.kind == "no_result":
        return None
    if cell.kind == "error":
        return Fault(cell.text)
    if cell.kind == "boolean":
        return cell.text == "TRUE"
    return cell.number.scaleb(-cell.scale) if cell.number is not None else cell.text
