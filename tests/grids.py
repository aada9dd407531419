"""Grids put together from plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from perfeval_xl.reading.grids.shown import tidy_number
from perfeval_xl.reading.grids.spreadsheet import Grid, GridCell, Merge, boolean_cell, number_cell
from perfeval_xl.xlsx.names import split_area

_ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
Value = str | int | float | Decimal | bool | date | None
Formatted = tuple[Value, str]


def grid_of(
    rows: Iterable[Sequence[Value | Formatted]],
    merges: Sequence[Merge | str] = (),
    name: str = "自评表",
    state: str = "visible",
) -> Grid:
    """A grid from plain values.

    (0.98, "0%") is a number with its format, a date shows as 2023/12/31, "#REF!" is an error cell and "=SUM(A1:A2)" a
    formula without a result. Merges as numbers from 1 or as "A1:B2".
    """
    cells: dict[tuple[int, int], GridCell] = {}
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            cell = cell_of(row, column, value)
            if cell is not None:
                cells[row, column] = cell
    places = [split_area(one) if isinstance(one, str) else one for one in merges]
    return Grid(name, cells, places, state)


def cell_of(row: int, column: int, value: Value | Formatted) -> GridCell | None:
    """One cell of a plain value; None where it is blank."""
    code = "General"
    if isinstance(value, tuple):
        value, code = value
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return boolean_cell(row, column, value)
    if isinstance(value, date):
        serial = Decimal((date(value.year, value.month, value.day) - date(1899, 12, 30)).days)
        return number_cell(row, column, serial, "yyyy/m/d" if code == "General" else code, None, False)
    if isinstance(value, int | float | Decimal):
        number = tidy_number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))
        return number_cell(row, column, number, code, None, False)
    if value in _ERRORS:
        return GridCell(row, column, value, "error")
    if value.startswith("=") and len(value) > 1 and ("(" in value or value[1:2].isalpha()) and value.isascii():
        return GridCell(row, column, value, "no_result", formula=value[1:])
    return GridCell(row, column, value, "text")
