"""What a person sees in a number cell: stored value + format code -> text, day, and the interval its digits mean."""

from __future__ import annotations

import struct
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from perfeval_xl.reading.grids.format_codes import Section, choose, sections
from perfeval_xl.units import plain

_DIGITS = Decimal(10) ** 15
_ONE = Decimal(1)
_WEEKDAYS = "一二三四五六日"

_TAIL_DIGITS = 13  # significant digits of a number that nobody typed


class Shown(NamedTuple):
    """How a number shows.

    `low`..`high` in the terms of the stored value (0.985..0.995 for a cell that shows 99%), moved by `scale` powers of
    ten where the format shows another unit (1203456 as 120.3: scale -4, 120.25..120.35).
    """

    text: str
    low: Decimal
    high: Decimal
    percent: bool = False
    day: date | None = None  # the day, where the format makes a date of the number
    scale: int = 0


@lru_cache(maxsize=8192)
def exact(literal: str) -> Decimal | None:
    """The number a file's literal stands for, with the 15 digits Excel keeps (0.98999999999999999 -> 0.99).

    A number that an exporting program kept in single precision is the one it was made of (9.89999961853027 -> 9.9).
    """
    try:
        value = Decimal(literal)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return tidy_number(_of_single_precision(value) or value)


def _of_single_precision(value: Decimal) -> Decimal | None:
    """The number of at most seven digits that a tail of single precision stands for; None where it is none."""
    if len(value.as_tuple().digits) < _TAIL_DIGITS or not -30 < value.adjusted() < 30:
        return None
    single = _single(float(value))
    if tidy_number(Decimal(single)) != tidy_number(value):
        return None
    return next(
        (one for digits in range(1, 8) if _single(float(one := Decimal(f"{single:.{digits}g}"))) == single), None
    )


def _single(number: float) -> float:
    return struct.unpack("f", struct.pack("f", number))[0]


def tidy_number(value: Decimal) -> Decimal:
    """At most 15 significant digits, no exponent, no trailing zeros after the point."""
    size = len(value.as_tuple().digits)
    if size > 15:
        value = value.quantize(Decimal(1).scaleb(value.adjusted() - 14), rounding=ROUND_HALF_UP)
    if value == value.to_integral_value():
        return value.quantize(_ONE) if value.adjusted() < 25 else value
    return value.normalize()


def is_date_format(code: str) -> bool:
    """True where the format makes a date or a time of a number."""
    return sections(code)[0].kind == "date"


@lru_cache(maxsize=8192)
def shown(value: Decimal, code: str, date_1904: bool = False) -> Shown:
    """How `value` shows under the format `code`, and the interval that its digits stand for.

    Exact where the digits shown are the whole value; half a unit of the last digit shown where the format rounds, and
    always for percentages (a rate is written rounded).
    """
    if code.lower() in ("general", ""):
        return Shown(_general(value), value, value)
    section, magnitude = choose(value, code)
    if section is None:
        return Shown(_general(value), value, value)
    if section.kind == "date":
        return _as_date(value, section, date_1904)
    if section.kind in ("number", "scientific"):
        return _as_number(value, magnitude, section)
    text = _plain_section(magnitude, section)
    return Shown(text if text.strip() else _general(value), value, value)


# ------------------------------------------------------------------------------------------------------- numbers


def _general(value: Decimal) -> str:
    """As the General format shows it, without regard to the column's width."""
    if value and (abs(value) >= Decimal("1e20") or abs(value) < Decimal("1e-9")):
        return format(value.normalize(), "E")
    return plain(value)


def _as_number(value: Decimal, magnitude: Decimal, section: Section) -> Shown:
    if section.kind == "scientific":
        text = f"{magnitude:.{section.decimals}E}"
        mantissa, _, exponent = text.partition("E")
        text = f"{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}"
        return Shown(text, value, value)
    number, percents = value.scaleb(section.scale), 2 * section.percents
    scaled = magnitude.scaleb(section.scale + percents)
    if scaled.adjusted() + section.decimals > 26:  # beyond what a form can mean; shown as it is stored
        return Shown(_general(value), value, value)
    rounded = scaled.quantize(_ONE.scaleb(-section.decimals), rounding=ROUND_HALF_UP)
    text = _lay_out(rounded, section).strip() or _general(number)
    if not percents and rounded == scaled:
        return Shown(text, number, number, scale=section.scale)
    half = Decimal(5).scaleb(-section.decimals - 1)
    low, high = (rounded - half).scaleb(-percents), (rounded + half).scaleb(-percents)
    if value != magnitude:
        low, high = -high, -low
    low, high = min(number, tidy_number(low)), max(number, tidy_number(high))
    return Shown(text, low, high, percents > 0, scale=section.scale)


def _lay_out(rounded: Decimal, section: Section) -> str:
    """The digits of an already rounded number put into the places of a section."""
    negative = rounded < 0
    digits = format(abs(rounded), "f")
    whole, _, fraction = digits.partition(".")
    fraction = fraction[: section.fixed_decimals] + fraction[section.fixed_decimals :].rstrip("0")
    point = next((index for index, (name, _) in enumerate(section.tokens) if name == "point"), len(section.tokens))
    left = _whole_part(whole, section, section.tokens[:point])
    right: list[str] = []
    used = 0
    for name, text in section.tokens[point:]:
        if name == "point":
            right.append("." if section.fixed_decimals or fraction else "")
        elif name == "digit":
            right.append(fraction[used : used + 1])
            used += 1
        elif name == "percent":
            right.append("%")
        elif name == "text":
            right.append(text)
    text = left + "".join(right)
    return f"-{text}" if negative and rounded else text


def _whole_part(whole: str, section: Section, tokens: tuple[tuple[str, str], ...]) -> str:
    places = [text for name, text in tokens if name == "digit"]
    if section.grouped:
        least = len(places) - (places.index("0") if "0" in places else len(places))
        number = "" if whole == "0" and not least else whole.zfill(least)
        groups: list[str] = []
        while len(number) > 3:
            groups.append(number[-3:])
            number = number[:-3]
        places_text = ",".join([number, *reversed(groups)]) if groups else number
        out: list[str] = []
        placed = False
        for name, text in tokens:
            if name == "digit":
                out.append("" if placed else places_text)
                placed = True
            elif name == "percent":
                out.append("%")
            elif name == "text":
                out.append(text)
        return "".join(out)
    rest = "" if whole == "0" else whole
    if not places:  # .00 shows all digits before the point, too
        return (
            "".join("%" if name == "percent" else text for name, text in tokens if name in ("text", "percent")) + rest
        )
    reverse: list[str] = []
    left = len(places)
    for name, text in reversed(tokens):
        if name == "digit":
            left -= 1
            if not left:
                reverse.append(rest or ("0" if text == "0" else ""))
            elif rest:
                reverse.append(rest[-1])
                rest = rest[:-1]
            elif text == "0":
                reverse.append("0")
        elif name == "percent":
            reverse.append("%")
        elif name == "text":
            reverse.append(text)
    return "".join(reversed(reverse))


def _plain_section(magnitude: Decimal, section: Section) -> str:
    out: list[str] = []
    for name, text in section.tokens:
        if name in ("general", "digit") and "number" not in out:
            out.append(_general(magnitude) if name == "general" else "")
        elif name == "percent":
            out.append("%")
        elif name in ("text", "slash") and section.kind != "fraction":
            out.append(text)
    if section.kind == "fraction":
        return _general(magnitude)
    return "".join(out).strip()


# --------------------------------------------------------------------------------------------------------- dates


def _moment(serial: Decimal, date_1904: bool) -> datetime | None:
    if not 0 <= serial < 2958466:
        return None
    whole = int(serial)
    seconds = int(((serial - whole) * 86400).quantize(_ONE, rounding=ROUND_HALF_UP))
    # Excel counts a 29 February 1900 that never was; up to it the days lie one later.
    start = datetime(1899, 12, 31) if whole < 60 else datetime(1899, 12, 30)
    if date_1904:
        start = datetime(1904, 1, 1)
    try:
        return start + timedelta(days=whole, seconds=seconds)
    except OverflowError:
        return None


def _as_date(value: Decimal, section: Section, date_1904: bool) -> Shown:
    moment = _moment(value, date_1904)
    if moment is None:
        return Shown(_general(value), value, value)
    noon = any(name == "noon" for name, _ in section.tokens)
    out: list[str] = []
    was_hour = False
    tokens = section.tokens
    for index, (name, text) in enumerate(tokens):
        if name == "date":
            lower = text.lower()
            follows = next((t.lower() for n, t in tokens[index + 1 :] if n == "date"), "")
            minutes = lower[0] == "m" and len(lower) < 3 and (was_hour or follows.startswith("s"))
            out.append(_date_part(moment, lower, minutes, noon))
            was_hour = lower[0] == "h"
        elif name == "elapsed":
            out.append(str(int(value * {"h": 24, "m": 1440, "s": 86400}[text[0]])))
            was_hour = text[0] == "h"
        elif name == "noon":
            out.append(("上午" if moment.hour < 12 else "下午") if "午" in text else moment.strftime("%p"))
        elif name in ("text", "slash", "point", "comma"):
            out.append(text)
    has_day = any(name == "date" and text[0].lower() in "yed" for name, text in tokens) or not any(
        (name == "date" and text[0].lower() in "hs") or name == "elapsed" for name, text in tokens
    )
    return Shown("".join(out).strip(), value, value, day=moment.date() if has_day and value >= 1 else None)


def _date_part(moment: datetime, code: str, minutes: bool, noon: bool) -> str:
    first, size = code[0], len(code)
    if first in "ye":
        return f"{moment.year:04d}" if size > 2 or first == "e" else f"{moment.year % 100:02d}"
    if first == "m":
        if minutes:
            return f"{moment.minute:0{min(size, 2)}d}"
        return moment.strftime("%b" if size == 3 else "%B") if size > 2 else f"{moment.month:0{size}d}"
    if first == "d":
        return moment.strftime("%a" if size == 3 else "%A") if size > 2 else f"{moment.day:0{size}d}"
    if first == "h":
        hour = (moment.hour - 1) % 12 + 1 if noon else moment.hour
        return f"{hour:0{min(size, 2)}d}"
    if first == "s":
        return f"{moment.second:0{min(size, 2)}d}"
    weekday = _WEEKDAYS[moment.weekday()]
    return f"星期{weekday}" if size > 3 else weekday
