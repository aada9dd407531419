"""A text longer than any person writes into a cell: judged up to a length, and what was cut is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from perfeval_xl.reading.grids.spreadsheet import Grid

LONGEST = 10_000  # signs; a spreadsheet program takes 32,767


@dataclass(frozen=True, slots=True)
class Cut:
    """A cell whose text was cut, and how many signs it had."""

    sheet: str
    cell: str
    length: int


def cut_long_texts(grids: Iterable[Grid]) -> list[Cut]:
    """Leaves the first LONGEST signs of each cell's text; gives the cells that had more."""
    found: list[Cut] = []
    for grid in grids:
        for cell in grid.cells.values():
            if len(cell.text) > LONGEST:
                found.append(Cut(grid.name, cell.address, len(cell.text)))
                cell.text = cell.text[:LONGEST]
    return found
