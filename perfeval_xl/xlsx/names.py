"""Addresses: A1 <-> row and column numbers (both from 1). ECMA-376 part 1, 18.18.62 ST_Ref and 18.18.7 ST_CellRef."""

from __future__ import annotations

import re
from functools import lru_cache

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})", re.ASCII)
_ROWS = re.compile(r"\$?([1-9][0-9]{0,6}):\$?([1-9][0-9]{0,6})", re.ASCII)


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """A -> 1, XFD -> 16384; ValueError for anything else."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= LAST_COLUMN:
        raise ValueError(letters)
    return number


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """1 -> A, 28 -> AB; ValueError outside the sheet."""
    if not 1 <= number <= LAST_COLUMN:
        raise ValueError(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=8192)
def ref(row: int, column: int) -> str:
    """(12, 7) -> G12."""
    if not 1 <= row <= LAST_ROW:
        raise ValueError(row)
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=4096)
def split_ref(text: str) -> tuple[int, int]:
    """G12 or $G$12 -> (12, 7); ValueError for what is no address inside the sheet."""
    match = _REF.fullmatch(text)
    if match is None or (row := int(match[2])) > LAST_ROW:
        raise ValueError(text)
    return row, column_number(match[1])


def split_area(text: str) -> tuple[int, int, int, int]:
    """A1:B2 (or A1, A:C, 1:4) -> (first row, first column, last row, last column), in order; ValueError as above."""
    if (columns := _COLUMNS.fullmatch(text)) is not None:
        first, last = f"{columns[1]}1", f"{columns[2]}{LAST_ROW}"
    elif (rows := _ROWS.fullmatch(text)) is not None:
        first, last = f"A{rows[1]}", f"{column_letters(LAST_COLUMN)}{rows[2]}"
    else:
        first, _, last = text.partition(":")
    row, column = split_ref(first)
    row2, column2 = split_ref(last) if ":" in text else (row, column)
    return min(row, row2), min(column, column2), max(row, row2), max(column, column2)


def area_ref(area: tuple[int, int, int, int]) -> str:
    """As it is written: A1, A1:B2, A:C, 1:4."""
    top, left, bottom, right = area
    if top == 1 and bottom == LAST_ROW:
        return f"{column_letters(left)}:{column_letters(right)}"
    if left == 1 and right == LAST_COLUMN:
        return f"{top}:{bottom}"
    return ref(top, left) if area[:2] == area[2:] else f"{ref(top, left)}:{ref(bottom, right)}"
