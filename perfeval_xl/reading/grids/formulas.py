"""What the formulas of a workbook come to, beside the results that the file has stored for them.

Results that are missing, or that are not the formula's, are replaced by the computed ones where the evaluator can tell;
all else stays as it stands. And which operands make trouble: numbers written as texts, numbers nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from perfeval_xl.reading.grids.shown import exact, shown
from perfeval_xl.reading.grids.spreadsheet import Grid, GridCell, Workings, boolean_cell, number_cell
from perfeval_xl.xlsx.formulas.evaluate import Content, Evaluator, Place
from perfeval_xl.xlsx.formulas.values import Fault, Scalar, UnknownError

_SAME = Decimal("1e-6")  # relative: what exporting systems store for a number (single precision) is that number
_NUDGE = Decimal("1e-12")  # how far floating point may be from the exact figure before it is rounded
_NO_NUMBER = "#VALUE!"  # what a formula shows that has to count with words
_MOST_TEXTS = 20  # looked at one by one
_FIGURE = re.compile(
    r"\s{0,9}[¥￥]?\s{0,9}([+-]?[0-9]{1,12}(?:[,，][0-9]{3})*(?:\.[0-9]{1,8})?)\s{0,9}(?:%|分|个百分点|[万亿]?元|万|[一-鿿]{1,2})?\s{0,9}"
)


def work_out(
    grids: list[Grid], date_1904: bool, names: Mapping[str, str] | None = None, calculates_on_load: bool = False
) -> None:
    """Gives every formula its result and its workings."""
    formulas = [(grid, place) for grid in grids for place, cell in grid.cells.items() if cell.formula is not None]
    books = _Books(grids, date_1904, names or {}, calculates_on_load and _never_calculated(grids))
    worked = [(grid, place, books.worked(grid, grid.cells[place])) for grid, place in formulas]
    for grid, place, cell in worked:  # all at once: what stands in the grids is what the file has
        cell.style = grid.cells[place].style
        grid.cells[place] = cell


def _never_calculated(grids: list[Grid]) -> bool:
    """All results are 0: the writing program left the calculating to another one (XlsxWriter)."""
    cells = [cell for grid in grids for cell in grid.cells.values() if cell.formula is not None]
    return all(cell.kind == "no_result" or (cell.number is not None and not cell.number) for cell in cells)


class _Books:
    """The grids as the evaluator looks at them, in the ways that are compared."""

    def __init__(self, grids: list[Grid], date_1904: bool, names: Mapping[str, str], never_calculated: bool) -> None:
        self.date_1904 = date_1904
        self.names = names
        self.never_calculated = never_calculated
        cells, as_numbers = _Grids(grids, not never_calculated), _Grids(grids, not never_calculated, True)
        self.exact = Evaluator(cells, names, self._show)
        self.nudged = [Evaluator(cells, names, self._show, nudge) for nudge in (_NUDGE, -_NUDGE)]
        self.with_texts = Evaluator(as_numbers, names, self._show)
        self.covered = {
            grid.name: {
                place
                for top, left, bottom, right in grid.merges
                for place in grid.cells
                if top <= place[0] <= bottom and left <= place[1] <= right and place != (top, left)
            }
            for grid in grids
        }
        self.grids = {grid.name: grid for grid in grids}

    def _show(self, value: Decimal, code: str) -> str:
        return shown(value, code, self.date_1904).text

    def worked(self, grid: Grid, cell: GridCell) -> GridCell:
        """The cell with what its formula comes to."""
        place = (grid.name, cell.row, cell.column)
        try:
            inputs = self.exact.inputs(place)
        except UnknownError:
            inputs = set[Place]()
        workings = Workings(inputs=frozenset(one[1:] for one in inputs if one[0] == grid.name))
        result = cell
        try:
            value = self.exact.result(place)
        except UnknownError:
            value = None
        stored = _value(cell)
        if self.never_calculated and cell.kind != "no_result":
            result = _no_result(cell)
        if value is not None and not isinstance(value, Fault):
            if stored is None:
                result = self._cell(cell, value)
            elif not isinstance(stored, Fault) and not self._agree(place, stored, value):
                workings.stored = cell.text
                result = self._cell(cell, value)
        texts, meant = self._texts(place, inputs, stored if value is None else value)
        workings.texts, workings.meant = tuple(texts), self._cell(cell, meant).text if texts else ""
        no_result = stored in (None, "") or isinstance(stored, Fault)
        if isinstance(value, Fault) and value.code == _NO_NUMBER and no_result and not workings.texts:
            workings.blocked_by = tuple(self._blocking(place, inputs))
        workings.covered = tuple(self._hidden_numbers(inputs))
        result.workings = workings
        return result

    def _cell(self, cell: GridCell, value: Scalar) -> GridCell:
        if isinstance(value, bool):
            return boolean_cell(cell.row, cell.column, value, cell.formula)
        if isinstance(value, Decimal):
            return number_cell(cell.row, cell.column, value, cell.format, cell.formula, self.date_1904)
        return GridCell(cell.row, cell.column, str(value), "text", format=cell.format, formula=cell.formula)

    def _agree(self, place: Place, stored: Scalar, value: Scalar) -> bool:
        """Whether the stored result may be the formula's, with the tails that floating point leaves."""
        return _same(stored, value) or any(_same(stored, book.result(place)) for book in self.nudged)

    def _texts(self, place: Place, inputs: set[Place], value: Scalar) -> tuple[list[GridCell], Scalar]:
        """Numbers written as texts that go into the formula, where it would give another result with the numbers; and
        that result."""
        texts = [
            cell
            for one in sorted(inputs)
            if (cell := self.grids[one[0]].cells.get(one[1:])) is not None and written_number(cell) is not None
        ]
        if not texts:
            return [], None
        try:
            meant = self.with_texts.result(place)
        except UnknownError:
            return [], None
        return ([], None) if isinstance(meant, Fault) or _same(value, meant) else (texts, meant)

    def _blocking(self, place: Place, inputs: set[Place]) -> list[GridCell]:
        """Texts that are no numbers and leave the formula without a result: each, were all others numbers."""
        cells = {one: self.grids[one[0]].cells.get(one[1:]) for one in sorted(inputs)}
        texts = {one: cell for one, cell in cells.items() if cell is not None and _is_words(cell)}
        if len(texts) > _MOST_TEXTS:
            return []
        found: list[GridCell] = []
        for one, cell in texts.items():
            others = {other: Decimal(1) for other in texts if other != one}
            looked_at = _Grids(list(self.grids.values()), not self.never_calculated, numbers=others)
            try:
                value = Evaluator(looked_at, self.names, self._show).result(place)
            except UnknownError:
                continue
            if isinstance(value, Fault):
                found.append(cell)
        return found

    def _hidden_numbers(self, inputs: set[Place]) -> list[GridCell]:
        """Numbers under a merge that go into the formula."""
        covered = [self.grids[one[0]].cells[one[1:]] for one in sorted(inputs) if one[1:] in self.covered[one[0]]]
        return [cell for cell in covered if cell.kind == "number" and cell.number]


def written_number(cell: GridCell) -> Decimal | None:
    """The number that a text cell holds: 10 as a text, 4分, 832.18万元."""
    if cell.kind != "text" or cell.formula is not None:
        return None
    found = _FIGURE.fullmatch(cell.text)
    return exact(found[1].replace(",", "").replace("，", "")) if found else None


def _is_words(cell: GridCell) -> bool:
    return cell.kind == "text" and cell.formula is None and written_number(cell) is None


def _no_result(cell: GridCell) -> GridCell:
    return GridCell(cell.row, cell.column, f"={cell.formula}", "no_result", format=cell.format, formula=cell.formula)


def _same(left: Scalar, right: Scalar) -> bool:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return abs(left - right) <= _SAME * max(abs(left), abs(right), Decimal(1))
    if {type(left), type(right)} == {Decimal, str}:
        return not left and not right  # a reference to an empty cell: 0 to one program, nothing to another
    return left == right


class _Grids:
    """The grids as the evaluator looks at them; `as_numbers`: as if numbers written as texts were numbers; `numbers`:
    as if these cells held these numbers."""

    def __init__(
        self,
        grids: list[Grid],
        trusted: bool,
        as_numbers: bool = False,
        numbers: Mapping[Place, Decimal] | None = None,
    ) -> None:
        self.grids = {grid.name: grid for grid in grids}
        self.trusted = trusted  # stored results may stand in for what nobody can compute
        self.as_numbers = as_numbers
        self.numbers = numbers or {}
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
        if place in self.numbers:
            return Content(self.numbers[place])
        grid = self.grids[place[0]]
        cell = grid.cells.get(place[1:])
        if cell is None:
            return Content(grid.unseen[place[1:]]) if place[1:] in grid.unseen else None
        value = _value(cell) if self.trusted or cell.formula is None else None
        if self.as_numbers and cell.kind == "text" and (number := written_number(cell)) is not None:
            value = number
        return Content(value, cell.formula, cell.row in grid.hidden_rows)


def _value(cell: GridCell) -> Scalar:
    """What the file has for a cell; None for a formula without a result."""
    if cell.kind == "no_result":
        return None
    if cell.kind == "picture":
        return Fault("#VALUE!")
    if cell.kind == "error":
        return Fault(cell.text)
    if cell.kind == "boolean":
        return cell.text == "TRUE"
    return cell.number.scaleb(-cell.scale) if cell.number is not None else cell.text
