"""Samples for and against the checks of the family R on single cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from perfeval_xl.reading.grids.formulas import work_out
from perfeval_xl.reading.grids.spreadsheet import Grid, GridCell, number_cell
from perfeval_xl.result import Severity
from perfeval_xl.xlsx.names import split_ref
from tests.checks.sampling import CLEAN, Sample
from tests.grids import Formatted, Value, cell_of
from tests.sheets import grid_from

TOTAL = "H6+SUM(G13:G20)"


def cells_with(**cells: Value | Formatted) -> Grid:
    """The clean form with other cells, as values."""
    grid = grid_from(CLEAN)
    for address, value in cells.items():
        place = split_ref(address)
        cell = cell_of(*place, value)
        if cell is None:
            grid.cells.pop(place, None)
        else:
            grid.cells[place] = cell
    return grid


def worked(grid: Grid, **formulas: tuple[str, str]) -> Grid:
    """With formulas and the results that the file has for them ("": none that can be seen)."""
    for address, (formula, stored) in formulas.items():
        place = split_ref(address)
        if stored:
            grid.cells[place] = number_cell(*place, Decimal(stored), "General", formula, False)
        else:
            grid.cells[place] = GridCell(*place, "", formula=formula)
    work_out([grid], False)
    return grid


def _covered(points: str, total: str) -> Grid:
    """The scores of two rows merged, one of them still under the merge."""
    grid = cells_with(G14=Decimal(points))
    grid.merges.append((13, 7, 14, 7))
    return worked(grid, G21=(TOTAL, total))


def _struck() -> Grid:
    grid = cells_with()
    grid.cells[18, 4].struck = "≥9000人次"
    return grid


_SHORT = worked(cells_with(), G21=("H6+SUM(G13:G19)", "89.4"))
_RIGHT = worked(cells_with(), G21=(TOTAL, "99.4"))

SAMPLES = [
    Sample("R131", worked(cells_with(), G21=(TOTAL, "95")), at="G21", good=_RIGHT, severity=Severity.WARNING),
    Sample(
        "R132",
        worked(cells_with(G13="10"), G21=(TOTAL, "89.4")),
        at="G13",
        good=worked(cells_with(G13="10"), G21=("H6+G13+SUM(G14:G20)", "99.4")),  # an addition counts it
        severity=Severity.ERROR,
    ),
    Sample(
        "R132",
        worked(cells_with(E6="118.8万元"), H6=('IF(ISNUMBER(E6),E6/D6*F6,"")', ""), G21=(TOTAL, "89.5")),
        at="E6",
        good=worked(cells_with(), H6=('IF(ISNUMBER(E6),E6/D6*F6,"")', "9.9"), G21=(TOTAL, "99.4")),
    ),
    Sample(
        "R132",
        worked(cells_with(E6="待结算"), G6=("E6/D6", ""), H6=("ROUND(G6*F6,2)", ""), G21=(TOTAL, "")),
        at="E6",
        good=worked(cells_with(), G6=("E6/D6", ""), H6=("ROUND(G6*F6,2)", ""), G21=(TOTAL, "")),
    ),
    Sample(
        "R107",
        worked(cells_with(), G20=("ROUND(E20/D20*F20,2)", ""), G21=(TOTAL, "")),
        at="G20",
        good=worked(cells_with(), G20=("MIN(F20,10)", "10"), G21=(TOTAL, "99.4")),
    ),
    Sample(
        "R107",
        worked(cells_with(), G20=("A1/0", "")),  # a reference that has slipped
        at="G20",
    ),
    Sample("R133", _covered("9.5", "99.4"), at="G14", good=_covered("0", "89.9"), severity=Severity.ERROR),
    Sample(
        "R134", worked(cells_with(), G21=("H6+SUM(G13:G19)", "89.4")), at="G21", good=_RIGHT, severity=Severity.ERROR
    ),
    Sample("R135", cells_with(D13="4月1日", E13="4月1日"), at="D13", severity=Severity.WARNING),
    Sample(
        "R135",
        cells_with(D13=(date(2023, 4, 1), 'm"月"d"日"'), E13=(date(2023, 4, 1), 'm"月"d"日"')),
        at="D13",
        good=cells_with(D16=date(2023, 12, 31), E16=date(2023, 12, 20)),
        severity=Severity.WARNING,
    ),
    Sample("R136", cells_with(E6=(Decimal("118.8"), "yyyy/m/d")), at="E6", severity=Severity.WARNING),
    Sample("R137", _struck(), at="D18", severity=Severity.WARNING),
    Sample("R138", {"D13": "&ge;150场"}, at="D13", good={"C13": "R&D活动场次"}, severity=Severity.WARNING),
    Sample("R138", {"E13": "锟斤拷153场"}, at="E13"),
    Sample(
        "R139",
        cells_with(D20=(Decimal(95), "0%")),
        at="D20",
        good=cells_with(D20=(Decimal("0.95"), "0%")),
        severity=Severity.WARNING,
    ),
    Sample("I325", cells_with(E20=(Decimal(95), "0%")), at="E20", good=cells_with(E20=(Decimal("0.95"), "0%"))),
    Sample(
        "R140",
        {"E11": "各项任务均已按计划完成。" * 900},
        at="E11",
        good={"E11": "各项任务均已按计划完成。" * 90},
        severity=Severity.WARNING,
    ),
]
