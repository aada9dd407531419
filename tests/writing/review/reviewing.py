"""A review for tests: filings of a few units, the 复核底稿 of them, and a reviewer who fills it in.

folder = filings(tmp_path)            forms of three units in 自评材料
started(folder)                       review start over it; what was printed
fill(path, {"居民满意度": {"复核得分": 0, …}})   types into the rows of those names
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner, Result
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.cli import cli
from perfeval_xl.filings.review.words import Beside, Head
from tests.filings.folder import Filing, put

GROUNDS = ("02 无佐证材料", "06 无法考核（轻微）", "99 其他")
ONE, OTHER = "石弦镇人民政府", "云笺街道办事处"


def filings(top: Path, forms: int = 4) -> Path:
    """Three forms of one unit, one of another: one with an open row, one with little spent, one without a total.
    `forms`: the first of them alone."""
    folder = top / "自评材料"
    made = [
        Filing(unit=ONE, project="社区养老服务"),
        Filing(unit=ONE, project="老旧小区微改造", budget="700", executed="350").but(E17="基本完成"),
        Filing(unit=ONE, project="食品安全专项（2023年）").but(A2="", A20="", F20="", G20="", H20=""),
        Filing(unit=OTHER, project="环卫“保洁”/[服务] & <验收>"),
    ]
    for number, one in enumerate(made[:forms], 1):
        put(folder / one.unit / f"{number}_自评表.xlsx", one.xlsx())
    return folder


def run(*words: str | Path) -> Result:
    """The command line, with what it printed."""
    made = CliRunner().invoke(cli, [str(one) for one in words], standalone_mode=False)
    assert made.exception is None, made.exception
    return made


def started(folder: Path, *more: str | Path) -> Result:
    """review start over a folder, into 复核底稿 beside it."""
    return run("review", "start", folder, "-o", folder.parent / "复核底稿", *more)


def book_at(folder: Path, unit: str) -> Path:
    """The 复核底稿 of a unit."""
    return folder.parent / "复核底稿" / f"复核底稿_{unit}.xlsx"


def heads(sheet: Worksheet, row: int = 3) -> dict[str, int]:
    """Where each head stands."""
    return {str(cell.value): cell.column for cell in sheet[row] if cell.value is not None}


def places(book: openpyxl.Workbook, name: str) -> list[tuple[Worksheet, int]]:
    """The rows that name an indicator, on the sheets of projects."""
    found: list[tuple[Worksheet, int]] = []
    for sheet in book.worksheets:
        columns = heads(sheet)
        if Beside.KEY in columns and Head.NAME in columns:
            rows = range(4, sheet.max_row + 1)
            found += [(sheet, row) for row in rows if sheet.cell(row, columns[Head.NAME]).value == name]
    return found


def fill(path: Path, cells: Mapping[str, Mapping[str, Any]], at: int = 0) -> None:
    """Types into the row of each indicator (of the `at`-th project that has it), and saves as another program does."""
    book = openpyxl.load_workbook(path)
    for name, typed in cells.items():
        sheet, row = places(book, name)[at]
        columns = heads(sheet)
        for head, value in typed.items():
            sheet.cell(row, columns[head]).value = value
    book.save(path)


def values(path_or_data: Path | bytes) -> openpyxl.Workbook:
    """The workbook with the results of its formulas."""
    data = path_or_data.read_bytes() if isinstance(path_or_data, Path) else path_or_data
    return openpyxl.load_workbook(BytesIO(data), data_only=True)


def shown(book: openpyxl.Workbook, name: str, head: str, at: int = 0) -> Any:
    """What stands in the row of an indicator under a head."""
    sheet, row = places(book, name)[at]
    return sheet.cell(row, heads(sheet)[head]).value
