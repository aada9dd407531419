"""How much room a Chinese text takes in a cell: columns, lines as spreadsheet programs break them, height of a row."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import east_asian_width

TALLEST = 409.0  # points; the most that a row can be
_LINE = 1.4  # height of a line per point of its font size
_PADDING = 5.0  # points above and below the text
_BODY = 10.5  # points: the size at which a character is as wide as a column's unit, in the narrowest usual font
_MARGINS, _INDENT = 0.8, 1.4  # characters: what a cell leaves free at its sides, and what one indent takes
# What stays together on a line: a word or number, a Chinese character; with the marks that cannot begin a line.
_UNBROKEN = re.compile(r"(?:[!-~]+|.)[，。；：、！？）】》”％…]*\s*", re.DOTALL)


class _Widths(dict[str, int]):
    """Narrow characters that a sign takes, looked up once a sign."""

    def __missing__(self, sign: str) -> int:
        width = self[sign] = 2 if east_asian_width(sign) in "WFA" else 1
        return width


_WIDTHS = _Widths()


def columns(text: str) -> int:
    """Width in narrow characters."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def text_height(
    text: str, width: float, *, size: float = _BODY, indent: int = 0, wrap: bool = True, least: float = 0
) -> float:
    """Points that show the whole text in a cell `width` characters wide; a row can be given TALLEST at the most."""
    room = width * _BODY / size - _MARGINS - _INDENT * indent
    count = _lines(text, room) if wrap else 1
    return max(least, count * size * _LINE + _PADDING)


@lru_cache(maxsize=8192)  # labels and rules stand on every copy of a run
def _lines(text: str, room: float) -> int:
    return sum(1 if columns(line) <= room else len(broken(line, room)) for line in text.split("\n"))


def broken(paragraph: str, room: float) -> list[str]:
    """One paragraph as the lines that it takes where there is room for so many columns."""
    lines, used = [""], 0
    for piece in _UNBROKEN.findall(paragraph):
        whole = columns(piece)
        width = columns(piece.rstrip()) if piece[-1].isspace() else whole
        if used and used + width > room:
            lines.append("")
            used = 0
        lines[-1] += piece
        used += whole
        while used > room and len(lines[-1]) > 1 and width > room:  # wider than the cell: broken anywhere
            cut = _fitting(lines[-1], room)
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
            used = columns(lines[-1])
            width = columns(lines[-1].rstrip())
    return lines


def _fitting(text: str, room: float) -> int:
    """How many characters fit, at least one."""
    used = 0
    for number, sign in enumerate(text):
        used += columns(sign)
        if used > room and number:
            return number
    return len(text)
