"""How much room a Chinese text takes: a wide character is two columns, a line some 1.4 times its font size."""

from __future__ import annotations

from unicodedata import east_asian_width

LINE = 1.42  # height of a line per point of its font size
PADDING = 7  # points above and below the text
TALLEST = 409.0  # points; the most that a row can be


def columns(text: str) -> int:
    """Width in narrow characters."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def lines(text: str, width: float) -> int:
    """How many lines the text fills in a cell `width` characters wide."""
    room = max(int(width) - 3, 2)  # margins and indent of the cell, and wide characters that do not fit at the end
    return sum(max(1, -(-columns(line) // room)) for line in text.split("\n"))


def text_height(text: str, width: float, *, size: float = 10.5, least: float = 0) -> float:
    """Row height in points that shows the whole text."""
    return min(TALLEST, max(least, round(lines(text, width) * size * LINE + PADDING)))
