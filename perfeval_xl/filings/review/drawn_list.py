"""Reads 抽样.xlsx again: which projects were drawn, where their forms lay, what they held then, who reviews them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from perfeval_xl.filings.drawn import SHEET, DrawnHead
from perfeval_xl.filings.own_books import SAMPLE
from perfeval_xl.footprint import footprint_of
from perfeval_xl.problems import FileError
from perfeval_xl.reading.grids.spreadsheet import Grid, book_of
from perfeval_xl.refusals import told_of
from perfeval_xl.xlsx.limits import limits_for
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError


@dataclass(frozen=True, slots=True)
class DrawnProject:
    """One line of 抽样名单. `file`: the form's file, of a zip member the zip; "" where the list is of an older program
    that did not note it."""

    key: str
    project: str
    unit: str
    content_code: str
    file: Path | None
    reviewer: str
    draw: str


def is_drawn_list(path: Path) -> bool:
    """Whether this is an 抽样.xlsx."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    try:
        return SAMPLE.is_one(Package.open(path, limits_for(None)))
    except PackageError:
        return False


def sheets_of_draw(path: Path) -> dict[str, Grid]:
    """The sheets of an 抽样.xlsx by what they were called when it was written. FileError R907 where it is none."""
    with told_of(path):
        package = Package.open(path, limits_for(None))
        sheets = {footprint_of(package).was(grid.name): grid for grid in book_of(package, path.name).grids}
    if not sheets.keys() >= SAMPLE.sheets:
        names = "”“".join(sorted(SAMPLE.sheets))
        raise FileError("R907", f"“{path.name}”里没有“{names}”，不是 sample 生成的抽样工作簿，请写上抽样.xlsx。")
    return sheets


def read_drawn_list(path: Path) -> list[DrawnProject]:
    """Its lines. FileError R907 where the list has lost its heads or keys; R9xx where the file cannot be read."""
    grid = sheets_of_draw(path)[SHEET]
    lines = [_project(one, path.parent) for one in _lines(grid) if one.get(DrawnHead.KEY)]
    if not lines:
        raise FileError(
            "R907",
            f"“{path.name}”的“{SHEET}”里没有可用的抽样结果（没有“{DrawnHead.KEY}”一栏，或一行也没有）；"
            "请用 sample 重新抽样。",
        )
    return lines


def _lines(grid: Grid) -> Iterator[dict[str, str]]:
    """The rows below the heads: head -> text."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        rows.setdefault(row, {})[column] = cell.text.strip()
    wanted = {DrawnHead.KEY.value, DrawnHead.PROJECT.value}
    top = next((row for row, cells in rows.items() if wanted <= set(cells.values())), None)
    if top is None:
        return
    for row, cells in rows.items():
        if row > top:
            yield {rows[top].get(column, ""): text for column, text in cells.items()}


def _file(said: str, folder: Path) -> Path:
    """The file that a list names; a name with signs that no cell holds stands there with %XX for them."""
    plain, meant = folder / said, folder / os.fsdecode(unquote_to_bytes(said))
    return meant if meant.is_file() and not plain.is_file() else plain


def _project(line: dict[str, str], folder: Path) -> DrawnProject:
    file = line.get(DrawnHead.FILE, "")
    return DrawnProject(
        line[DrawnHead.KEY],
        line.get(DrawnHead.PROJECT, ""),
        line.get(DrawnHead.UNIT, ""),
        line.get(DrawnHead.CONTENT_CODE, ""),
        _file(file, folder) if file else None,
        line.get(DrawnHead.REVIEWER, ""),
        line.get(DrawnHead.DRAW, ""),
    )
