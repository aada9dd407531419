"""A number at a place in a text, however it is written: 1,200.5, 1 200, 十二, 百分之九十五, 3/4, 一半."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.patterns import lazy
from perfeval_xl.reading.meaning.chinese_numbers import SIGNS, read_chinese

_FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,20})?"
_ARABIC = lazy(rf"[+-]?{_FIGURE}(?![0-9.,]| [0-9])")
_WORDS = lazy(f"[{SIGNS}]+(?:点[{SIGNS}]+)?")
_PER_CENT = lazy(rf"(百|千)分之([+-]?{_FIGURE}|[{SIGNS}]+(?:点[{SIGNS}]+)?)")
_SHARE = lazy(f"([{SIGNS}]+)分之([{SIGNS}]+)")
_FRACTION = lazy(r"([0-9]{1,6})/([0-9]{1,6})(?![0-9./%-])")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number found in a text: its value, where it ends, the unit that its own words carry (% of 百分之五),
    how many decimals it was written with, and how it was written."""

    value: Decimal
    end: int
    unit: str = ""
    decimals: int = 0
    in_words: bool = False
    is_share: bool = False  # 3/4, 一半: a ratio by itself


def numeral_at(text: str, start: int = 0) -> Numeral | None:
    """The number that begins at `start`, or None. What could as well be a date (12/31) is none."""
    sign = text[start : start + 1]
    if not sign:
        return None
    if sign in "0123456789+-":
        return _fraction(text, start) or _arabic(text, start)
    if sign in SIGNS or sign == "半":
        return _worded(text, start)
    return None


def _arabic(text: str, start: int) -> Numeral | None:
    found = _ARABIC.match(text, start)
    if found is None:
        return None
    figure = found.group().replace(",", "").replace(" ", "")
    whole, _, decimals = figure.partition(".")
    if len(whole.lstrip("+-")) > 1 and whole.lstrip("+-")[0] == "0":
        return None  # 007, 020: a code, not a quantity
    return Numeral(Decimal(figure), found.end(), decimals=len(decimals))


def _fraction(text: str, start: int) -> Numeral | None:
    found = _FRACTION.match(text, start)
    if found is None:
        return None
    above, below = int(found[1]), int(found[2])
    if below == 0 or above > below or (above <= 12 and 28 <= below <= 31):
        return None
    return Numeral(Decimal(above) / Decimal(below), found.end(), is_share=True)


def _worded(text: str, start: int) -> Numeral | None:
    for whole in ("百分之百", "百分百"):
        if text.startswith(whole, start):
            return Numeral(Decimal(100), start + len(whole), unit="%", in_words=True)
    for half in ("一半", "半数"):
        if text.startswith(half, start):
            return Numeral(Decimal("0.5"), start + len(half), in_words=True, is_share=True)
    found = _PER_CENT.match(text, start)
    if found is not None:
        inner = numeral_at(text, found.start(2))
        if inner is None or inner.end != found.end():
            return None
        return Numeral(inner.value, found.end(), "%" if found[1] == "百" else "‰", inner.decimals, in_words=True)
    found = _SHARE.match(text, start)
    if found is not None:
        below, above = read_chinese(found[1]), read_chinese(found[2])
        if below is None or above is None or not 0 < above <= below:
            return None
        return Numeral(above / below, found.end(), in_words=True, is_share=True)
    found = _WORDS.match(text, start)
    value = read_chinese(found.group()) if found else None
    if found is None or value is None:
        return None
    return Numeral(value, found.end(), in_words=True)


def exponent_of(value: Decimal) -> int:
    """The power of ten of the last written digit: -2 for 65.66."""
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
