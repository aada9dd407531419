"""Moves the relative references of a formula, as filling it into another cell does.

ECMA-376 part 1, 18.17.2 (grammar of formulas), 18.3.1.40 (shared formulas: the other cells have the first one's,
moved).
"""

from __future__ import annotations

import re

from perfeval_xl.xlsx.formulas.tokens import Token, tokens
from perfeval_xl.xlsx.names import LAST_COLUMN, LAST_ROW, column_letters, column_number

_CELL = re.compile(r"(\$?[A-Za-z]+)(\$?[0-9]+)")


def shift(formula: str, rows: int, columns: int) -> str:
    """The formula of a cell so many rows down and columns right. What leaves the sheet becomes #REF!."""
    if not rows and not columns:
        return formula
    return "".join(_moved(token, rows, columns) for token in tokens(formula))


def _moved(token: Token, rows: int, columns: int) -> str:
    text = token.text
    try:
        if token.kind == "cell" and (parts := _CELL.fullmatch(text)) is not None:
            return _column(parts[1], columns) + _row(parts[2], rows)
        if token.kind == "columns":
            return ":".join(_column(one, columns) for one in text.split(":"))
        if token.kind == "rows":
            return ":".join(_row(one, rows) for one in text.split(":"))
    except IndexError:
        return "#REF!"
    except ValueError:  # no cell: XFE1 may be a name
        pass
    return text


def _column(text: str, by: int) -> str:
    """ValueError where there is no such column, IndexError where there is none so far on."""
    number = column_number(text.removeprefix("$")) + by
    if text.startswith("$"):
        return text
    if not 1 <= number <= LAST_COLUMN:
        raise IndexError(number)
    return column_letters(number)


def _row(text: str, by: int) -> str:
    """As `_column`."""
    number = int(text.removeprefix("$"))
    if number > LAST_ROW:
        raise ValueError(number)
    if text.startswith("$"):
        return text
    if not 1 <= number + by <= LAST_ROW:
        raise IndexError(number)
    return str(number + by)
