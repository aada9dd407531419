"""Text as people type it: one width, one kind of space, one glyph for one sign."""

from __future__ import annotations

import re

_SPACES = (
    *range(0x09, 0x0E),  # tab, line breaks
    *range(0x1C, 0x20),
    *(0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
    *range(0x2000, 0x200B),
)
_NOTHING = (
    *range(0x00, 0x09),
    *range(0x0E, 0x1C),
    *(0x7F, 0xAD, 0x180E, 0xFEFF, 0xFFFD),
    *range(0x200B, 0x2010),  # zero width, marks of direction
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
)
_GLYPHS = {
    "〜": "~", "∼": "~", "﹣": "-", "−": "-", "‐": "-", "‑": "-", "‒": "-", "–": "—", "―": "—", "─": "—", "━": "—",
    "﹦": "=", "═": "=", "⁼": "=", "﹪": "%", "٪": "%", "﹥": ">", "﹤": "<", "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤",
    "﹢": "+", "﹡": "*", "∗": "*", "・": "·", "•": "·", "∙": "·", "⋅": "·", "‧": "·", "˙": "·", "∶": ":", "︰": ":",
    "〔": "(", "〕": ")", "【": "(", "】": ")", "﹙": "(", "﹚": ")", "⁄": "/", "∕": "/", "÷": "/", "㎡": "平方米",
    "㎥": "立方米", "㎞": "km", "㎝": "cm", "㎜": "mm", "㎏": "kg", "㎎": "mg", "㎢": "平方公里", "²": "2", "³": "3",
    "￥": "¥", "｡": "。",
}  # fmt: skip
_TABLE: dict[int, str | None] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width letters, digits, signs
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_NOTHING),
    **{ord(sign): glyph for sign, glyph in _GLYPHS.items()},
}

_RUN = re.compile(" {2,}")
_SPACE = re.compile(r"(?<![0-9]) +| +(?![0-9])")
_TAIL = "。;,、.!: "


def normalise_text(text: str) -> str:
    """Half-width letters, digits and signs; one glyph for one sign; runs of spaces and line breaks are one space."""
    return _RUN.sub(" ", text.translate(_TABLE)).strip()


def compact(text: str) -> str:
    """Normalised, without spaces (one between two digits stays: 10 20 is not 1020) and without closing marks."""
    return _SPACE.sub("", normalise_text(text)).rstrip(_TAIL).lstrip(":, ")
