"""Where the box of a comment lies, and how big it has to be for its text.

Relies on ECMA-376 Part 4, 19.4.2.1 (x:Anchor: column, pixels, row, pixels of two corners) and Part 1, 18.3.1.13 (col
widths in characters of 7 pixels) and 18.3.1.81 (sheetFormatPr).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from perfeval_xl.xlsx.edit.markup import attributes, local
from perfeval_xl.xlsx.edit.sheetmarkup import SheetMarkup
from perfeval_xl.xlsx.names import LAST_COLUMN, LAST_ROW
from perfeval_xl.xlsx.xml import is_true, size_of, whole_number

PIXELS_PER_CHARACTER = 7  # of the column widths, in the usual fonts
LETTER = 6.2  # pixels of a narrow character of 9 points
LINE = 16  # pixels
BORDER = 14  # pixels of margins, on both sides together
NARROW, WIDE = 300, 460  # pixels
TALL = 480  # a box that would be taller gets the wide measure
POINTS_PER_PIXEL = 0.75


@dataclass(frozen=True, slots=True)
class Anchor:
    """`text` as x:Anchor has it; width and height in points."""

    text: str
    width: float
    height: float


class Boxes:
    """Places boxes in one sheet; measures each of its columns and rows once."""

    def __init__(self, sheet: SheetMarkup) -> None:
        self._columns = cache(_column_pixels(sheet))
        self._rows = cache(_row_pixels(sheet))

    def anchor(self, row: int, last_column: int, text: str) -> Anchor:
        """The box beside a cell (or a merged area that ends in `last_column`), big enough to show the whole text."""
        width, height = _size(text)
        left, right, right_offset = _span(last_column + 1, 15, width, self._columns, LAST_COLUMN)
        top, bottom, bottom_offset = _span(max(row - 1, 1), 4, height, self._rows, LAST_ROW)
        numbers = (left - 1, 15, top - 1, 4, right - 1, right_offset, bottom - 1, bottom_offset)
        return Anchor(", ".join(map(str, numbers)), width * POINTS_PER_PIXEL, height * POINTS_PER_PIXEL)


def _size(text: str) -> tuple[int, int]:
    """Width and height in pixels."""
    for width in (NARROW, WIDE):
        lines = sum(max(1, math.ceil(_length(line) / (width - BORDER))) for line in text.split("\n"))
        height = max(3, lines + 1) * LINE
        if height <= TALL:
            break
    return width, height


def _length(line: str) -> float:
    return LETTER * (2 * len(line) - len(line.encode("ascii", "ignore")))  # all but ASCII is wide


def _span(first: int, offset: int, size: int, pixels: Callable[[int], int], most: int) -> tuple[int, int, int]:
    """From the first column (or row) on: where it begins, where it ends, and how far into the last one."""
    first = max(1, min(first, most - 6))  # beside the last column there is no room: then over it
    left, number = size + offset, first
    while number < most and left > pixels(number):
        left -= pixels(number)
        number += 1
    return first, number, min(left, pixels(number))


def _column_pixels(sheet: SheetMarkup) -> Callable[[int], int]:
    widths: list[tuple[int, int, float]] = []
    default = 8.43 + 5 / PIXELS_PER_CHARACTER
    for element in sheet.head:
        if local(element.name) == "sheetFormatPr":
            default = size_of(sheet.markup.attributes(element).get("defaultColWidth"), default)
        for col in sheet.markup.children(element) if local(element.name) == "cols" else ():
            given = sheet.markup.attributes(col)
            width = 0 if is_true(given.get("hidden")) else size_of(given.get("width"), default)
            widths.append((whole_number(given.get("min")) or 0, whole_number(given.get("max")) or 0, width))

    def pixels(number: int) -> int:
        width = next((width for first, last, width in widths if first <= number <= last), default)
        return round(width * PIXELS_PER_CHARACTER)

    return pixels


def _row_pixels(sheet: SheetMarkup) -> Callable[[int], int]:
    default = 15.0
    for element in sheet.head:
        if local(element.name) == "sheetFormatPr":
            default = size_of(sheet.markup.attributes(element).get("defaultRowHeight"), default)

    def pixels(number: int) -> int:
        row = sheet.row(number)
        given = attributes(sheet.markup.data[row.start : row.inside]) if row else {}
        if is_true(given.get("hidden")):
            return 0
        return round(size_of(given.get("ht"), default) / POINTS_PER_PIXEL)

    return pixels
