"""How much room a Chinese text takes in a cell: columns, lines as spreadsheet programs break them, height of a row."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

TALLEST = 409.0  # points; the most that a row can be
_LINE = 1.4  # height of a line per point of its font size
_PADDING = 5.0  # points above and below the text
_BODY = 10.5  # points: the size at which a character is as wide as a column's unit, in the narrowest usual font
_MARGINS, _INDENT = 0.8, 1.4  # characters: what a cell leaves free at its sides, and what one indent takes
# What stays together on a line: a word or number, a Chinese character; with the marks that cannot begin a line.
_UNBROKEN = re.compile(r"(?:[!-~]+|.)[，。；：、！？）】》”％…]*\s*", re.DOTALL)


def columns(text: str) -> int:
    """Width in narrow characters."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def text_height(
    text: str, width: float, *, size: float = _BODY, indent: int = 0, wrap: bool = True, least: float = 0
) -> float:
    """Points that show the whole text in a cell `width` characters wide; a row can be given TALLEST at the most."""
    room = width * _BODY / size - _MARGINS - _INDENT * indent
    count = sum(_lines(line, room) for line in text.split("\n")) if wrap else 1
    return max(least, count * size * _LINE + _PADDING)


def _lines(paragraph: str, room: float) -> int:
    """Lines that one paragraph takes in a cell with room for so many columns."""
    count, used = 1, 0
    for piece in _UNBROKEN.findall(paragraph):
        width = columns(piece.rstrip())
        if used and used + width > room:
            count, used = count + 1, 0
        used += columns(piece)
        if used > room:  # one piece wider than the cell is broken anywhere
            more = int(width / max(room, 1.0))
            count, used = count + more, max(0, used - int(more * room))
    return count
