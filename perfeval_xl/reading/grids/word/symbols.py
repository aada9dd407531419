"""Signs that Word writes by the number of a symbol font, and check boxes, as the signs that everybody else writes."""

from __future__ import annotations

TICKED, UNTICKED = "☑", "☐"

# Fonts draw at these numbers what Unicode has elsewhere; Word adds F000 to the number.
_WINGDINGS = {
    **{0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "◆", 0x9F: "•", 0xA0: "•"},
    **{0xA1: "○", 0xA4: "◎", 0xA7: "■", 0xA8: "□", 0xD8: "＞", 0xDF: "←", 0xE0: "→", 0xFB: "✗", 0xFC: "✓"},
    **{0xFD: "☒", 0xFE: TICKED},
}
_WINGDINGS_2 = {
    **{0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: TICKED, 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x98: "●", 0x99: "○"},
}
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB7: "·", 0xB0: "°", 0xA5: "∞"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, number: str) -> str:
    """The sign of <w:sym w:font w:char>; "" for a drawing that no sign stands for."""
    try:
        code = int(number, 16)
    except ValueError:
        return ""
    if code > 0xFFFF:
        return ""
    known = _FONTS.get(font.strip().lower(), {}).get(code & 0xFF if code >= 0xF000 or code < 0x100 else code)
    if known is not None:
        return known
    is_private = 0xE000 <= code <= 0xF8FF or code < 0x20 or 0xD800 <= code <= 0xDFFF
    return (
        chr(code - 0xF000)
        if 0xF020 <= code <= 0xF07E and font.strip().lower() not in _FONTS
        else ""
        if is_private
        else chr(code)
    )
