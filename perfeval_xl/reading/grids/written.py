"""Numbers as they are typed into a text (a Word table knows nothing else): 1,200.50, 98.5%, １２０."""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import normalize

from perfeval_xl.reading.grids.shown import tidy_number
from perfeval_xl.reading.grids.spreadsheet import GridCell, number_cell

_NUMBER = re.compile(r"([-+−]?)([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,12}))?( ?%)?")
_ERRORS = frozenset(("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))  # copied from a sheet
_LONGEST = 24  # characters; what is longer is no figure of a form
_MOST_DIGITS = 15  # as a spreadsheet keeps them; longer ones are numbers of accounts and documents


def cell_written(row: int, column: int, text: str) -> GridCell:
    """The cell of a text: a number typed as one is a number, an error of a sheet is one; all else is text."""
    if text.strip() in _ERRORS:
        return GridCell(row, column, text.strip(), "error")
    found = _NUMBER.fullmatch(normalize("NFKC", text).strip()) if len(text) <= _LONGEST else None
    if found is None or not _is_figure(found):
        return GridCell(row, column, text)
    sign, whole, decimals, percent = found[1], found[2].replace(",", ""), found[3] or "", found[4]
    value = Decimal(f"{'-' if sign in ('-', '−') else ''}{whole}.{decimals or 0}")
    code = "#,##0" if "," in found[2] else "0"
    code += f".{'0' * len(decimals)}" if decimals else ""
    cell = number_cell(
        row, column, tidy_number(value / 100 if percent else value), f"{code}{'%' * bool(percent)}", None, False
    )
    cell.text = text
    return cell


def _is_figure(found: re.Match[str]) -> bool:
    """No number of a document: 007, 440106198001011234."""
    whole = found[2].replace(",", "")
    return (whole == "0" or not whole.startswith("0")) and len(whole) + len(found[3] or "") <= _MOST_DIGITS
