"""A sheet renamed as the programs do it, in a workbook of openpyxl: formulas that look at it follow."""

from __future__ import annotations

from typing import Any


def rename_sheet(book: Any, before: str, now: str) -> None:
    """Gives a sheet another name."""
    book[before].title = now
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.value = cell.value.replace(f"'{before}'!", f"'{now}'!").replace(f"{before}!", f"'{now}'!")
