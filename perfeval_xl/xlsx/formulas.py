"""Moves the relative references of a formula, as filling it into another cell does.

ECMA-376 part 1, 18.17.2 (grammar of formulas), 18.3.1.40 (shared formulas: the other cells have the first one's,
moved).
"""

from __future__ import annotations

import re

from perfeval_xl.xlsx.names import LAST_COLUMN, LAST_ROW, column_letters, column_number

_TOKEN = re.compile(
    r"""
      "(?:[^"]|"")*"                                  # a text
    | '(?:[^']|'')*'                                  # a quoted sheet name
    | \[(?:[^\[\]]|\[[^\[\]]*\])*\]                   # another workbook, or a column of a table
    | (?<![\w.\\$])
      (?: (?P<column>\$?[A-Za-z]{1,3})(?P<row>\$?[1-9][0-9]{0,6})
        | (?P<column1>\$?[A-Za-z]{1,3}):(?P<column2>\$?[A-Za-z]{1,3})
        | (?P<row1>\$?[1-9][0-9]{0,6}):(?P<row2>\$?[1-9][0-9]{0,6})
      )
      (?![\w.\\(!$])                                  # else part of a name, a function, a sheet's name
    """,
    re.VERBOSE,
)


def shift(formula: str, rows: int, columns: int) -> str:
    """The formula of a cell so many rows down and columns right. What leaves the sheet becomes #REF!."""
    if not rows and not columns:
        return formula
    return _TOKEN.sub(lambda match: _moved(match, rows, columns), formula)


def _moved(match: re.Match[str], rows: int, columns: int) -> str:
    try:
        if match["column"]:
            return _column(match["column"], columns) + _row(match["row"], rows)
        if match["column1"]:
            return f"{_column(match['column1'], columns)}:{_column(match['column2'], columns)}"
        if match["row1"]:
            return f"{_row(match['row1'], rows)}:{_row(match['row2'], rows)}"
    except IndexError:
        return "#REF!"
    except ValueError:  # no cell: XFE1 may be a name
        pass
    return match[0]


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
