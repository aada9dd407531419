"""The list that a draw was made from, as 抽样.xlsx keeps it (抽样底单): what was drawn, and how the rest looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from perfeval_xl.filings.review.drawn_list import DrawnProject, read_drawn_list, sheets_of_draw
from perfeval_xl.reading.grids.spreadsheet import Grid, GridCell

_LIST = "抽样底单"
_KEY, _PROJECT, _ANNUAL, _RATE, _HOW = "键", "项目名称", "全年预算数", "执行率", "抽中方式"


@dataclass(frozen=True, slots=True)
class FrameLine:
    """One form of the list. `annual` in 万元, `rate` a ratio."""

    annual: Decimal | None
    rate: Decimal | None
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The whole list; and the projects that were drawn, as 抽样名单 has them."""

    path: Path
    lines: tuple[FrameLine, ...]
    drawn: tuple[DrawnProject, ...]

    @property
    def rates(self) -> tuple[Decimal | None, Decimal | None]:
        """The execution rate of the whole list and of the sample."""
        return _rate(self.lines), _rate(one for one in self.lines if one.is_drawn)


def read_frame(path: Path) -> Frame:
    """FileError R907 where the workbook is no 抽样.xlsx; R9xx where it cannot be read."""
    lines = _lines(sheets_of_draw(path)[_LIST])
    return Frame(path, tuple(lines), tuple(read_drawn_list(path)))


def _lines(grid: Grid) -> Iterable[FrameLine]:
    rows: dict[int, dict[int, GridCell]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        rows.setdefault(row, {})[column] = cell
    top = next((row for row, cells in rows.items() if {_KEY, _PROJECT} <= {one.text for one in cells.values()}), None)
    if top is None:
        return
    for row, cells in rows.items():
        line = {rows[top][column].text: cell for column, cell in cells.items() if column in rows[top]}
        if row > top and _KEY in line:
            number = {head: cell.number for head, cell in line.items()}
            yield FrameLine(
                number.get(_ANNUAL),
                number.get(_RATE),
                _HOW in line and bool(line[_HOW].text.strip()),
            )


def _rate(lines: Iterable[FrameLine]) -> Decimal | None:
    known = [(one.annual, one.annual * one.rate) for one in lines if one.annual is not None and one.rate is not None]
    whole = sum((annual for annual, _ in known), Decimal(0))
    return sum((spent for _, spent in known), Decimal(0)) / whole if whole else None
