"""What a person sees in a number cell: stored value + format code -> text, day, and the interval its digits mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from perfeval_xl.units import plain

_DIGITS = Decimal(10) ** 15
_ONE = Decimal(1)
_TOKEN = re.compile(
    r'"([^"]*)"'  # 1 quoted text
    r"|\\(.)"  # 2 escaped character
    r"|_(.)"  # 3 a gap as wide as a character
    r"|\*(.)"  # 4 a filling character
    r"|\[([^\]]*)\]"  # 5 colour, condition, currency, elapsed time
    r"|(General|G/通用格式|常规)"  # 6
    r"|([Ee][+-])"  # 7 scientific
    r"|(AM/PM|A/P|上午/下午)"  # 8
    r"|([yYeE]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4})"  # 9 parts of a date or time
    r"|([0#?])|(\.)|(,)|(%)|(@)|(/)"  # 10-15
    r"|(.)",  # 16 anything else stands for itself
    re.DOTALL,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_ELAPSED = re.compile(r"^[hms]+$", re.IGNORECASE)
_WEEKDAYS = "一二三四五六日"


class Shown(NamedTuple):
    """How a number shows. `low`..`high` in the terms of the stored value (0.985..0.995 for a cell that shows 99%)."""

    text: str
    low: Decimal
    high: Decimal
    percent: bool = False
    day: date | None = None  # the day, where the format makes a date of the number


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a format code."""

    kind: str  # general, number, scientific, fraction, date, literal
    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None
    decimals: int
    fixed_decimals: int  # how many of them are shown even as zeros
    grouped: bool
    percents: int
    thousands: int  # how many thousands are cut off by trailing commas


def exact(literal: str) -> Decimal | None:
    """The number a file's literal stands for, with the 15 digits Excel keeps (0.98999999999999999 -> 0.99)."""
    try:
        value = Decimal(literal)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return tidy_number(value)


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
    return _sections(code)[0].kind == "date"


@lru_cache(maxsize=8192)
def shown(value: Decimal, code: str, date_1904: bool = False) -> Shown:
    """How `value` shows under the format `code`, and the interval that its digits stand for.

    Exact where the digits shown are the whole value; half a unit of the last digit shown where the format rounds, and
    always for percentages (a rate is written rounded).
    """
    if code in ("General", ""):
        return Shown(_general(value), value, value)
    section, magnitude = _choose(value, code)
    if section is None:
        return Shown(_general(value), value, value)
    if section.kind == "date":
        return _as_date(value, section, date_1904)
    if section.kind in ("number", "scientific"):
        return _as_number(value, magnitude, section)
    text = _plain_section(magnitude, section)
    return Shown(text if text.strip() else _general(value), value, value)


# ------------------------------------------------------------------------------------------------ parsing the code


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, Decimal] | None] = [None]
    for found in _TOKEN.finditer(code):
        group = found.lastindex or 16
        text = found.group(group)
        if group == 16 and text == ";":
            parts.append([])
            conditions.append(None)
            continue
        if group == 5:
            match = _CONDITION.match(text)
            if match:
                conditions[-1] = (match.group(1), Decimal(match.group(2)))
            elif _ELAPSED.match(text):
                parts[-1].append(("elapsed", text.lower()))
            elif text.startswith("$"):
                symbol = text[1:].split("-")[0]
                if symbol:
                    parts[-1].append(("text", symbol))
            continue
        parts[-1].append(_token(group, text))
    return tuple(_section(tokens, condition) for tokens, condition in zip(parts, conditions, strict=True))


def _token(group: int, text: str) -> tuple[str, str]:
    if group in (1, 2, 16):
        return "text", text
    if group == 3:
        return "text", " "
    if group == 4:
        return "text", ""
    names = {6: "general", 7: "exponent", 8: "noon", 9: "date", 10: "digit", 11: "point", 12: "comma", 13: "percent"}
    return names.get(group, "at" if group == 14 else "slash"), text


def _section(tokens: list[tuple[str, str]], condition: tuple[str, Decimal] | None) -> _Section:
    names = [name for name, _ in tokens]
    if "general" in names:
        return _Section("general", tuple(tokens), condition, 0, 0, False, 0, 0)
    if "elapsed" in names or "date" in names or "noon" in names:
        return _Section("date", tuple(tokens), condition, 0, 0, False, 0, 0)
    if "digit" not in names:
        return _Section("literal", tuple(tokens), condition, 0, 0, False, names.count("percent"), 0)
    if "slash" in names and "point" not in names:
        first = names.index("slash")
        if "digit" in names[:first] and "digit" in names[first:]:
            return _Section("fraction", tuple(tokens), condition, 0, 0, False, 0, 0)
    last_digit = len(names) - 1 - names[::-1].index("digit")
    point = names.index("point") if "point" in names else len(names)
    end = names.index("exponent") if "exponent" in names else len(names)
    after = [text for name, text in tokens[point:end] if name == "digit"]
    fixed = max((index + 1 for index, text in enumerate(after) if text in "0?"), default=0)
    grouped = any(
        name == "comma" and "digit" in names[:index] and index < last_digit and index < point
        for index, name in enumerate(names)
    )
    trailing = 0
    for name in names[last_digit + 1 :]:
        if name != "comma":
            break
        trailing += 1
    kind = "scientific" if "exponent" in names else "number"
    return _Section(kind, tuple(tokens), condition, len(after), fixed, grouped, names.count("percent"), trailing)


def _choose(value: Decimal, code: str) -> tuple[_Section | None, Decimal]:
    """The section that applies to the value, and the value as it goes into it (a sign may be taken off)."""
    sections = _sections(code)
    numeric = sections[:3]
    if any(one.condition for one in numeric):
        for one in numeric:
            if one.condition is None or _meets(value, one.condition):
                return one, value
        return None, value
    if len(numeric) == 1:
        only = numeric[0]
        if any(name == "at" for name, _ in only.tokens):
            return None, value
        return only, value
    if value < 0:
        return numeric[1], -value
    if value == 0 and len(numeric) == 3:
        return numeric[2], value
    return numeric[0], value


def _meets(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    if sign == "<>":
        return value != limit
    if sign == "=":
        return value == limit
    if sign.startswith("<"):
        return value < limit or (sign == "<=" and value == limit)
    return value > limit or (sign == ">=" and value == limit)


# ------------------------------------------------------------------------------------------------------- numbers


def _general(value: Decimal) -> str:
    """As the General format shows it, without regard to the column's width."""
    if value and (abs(value) >= Decimal("1e20") or abs(value) < Decimal("1e-9")):
        return format(value.normalize(), "E")
    return plain(value)


def _as_number(value: Decimal, magnitude: Decimal, section: _Section) -> Shown:
    if section.kind == "scientific":
        text = f"{magnitude:.{section.decimals}E}"
        mantissa, _, exponent = text.partition("E")
        text = f"{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}"
        return Shown(text, value, value)
    shift = 2 * section.percents - 3 * section.thousands
    scaled = magnitude.scaleb(shift) if shift else magnitude
    if scaled.adjusted() + section.decimals > 26:  # beyond what a form can mean; shown as it is stored
        return Shown(_general(value), value, value)
    rounded = scaled.quantize(_ONE.scaleb(-section.decimals), rounding=ROUND_HALF_UP)
    text = _lay_out(rounded, section).strip()
    percent = section.percents > 0
    if not percent and rounded == scaled:
        return Shown(text or _general(value), value, value, percent)
    half = Decimal(5).scaleb(-section.decimals - 1)
    low, high = (rounded - half).scaleb(-shift), (rounded + half).scaleb(-shift)
    if value != magnitude:
        low, high = -high, -low
    low, high = min(value, tidy_number(low)), max(value, tidy_number(high))
    return Shown(text or _general(value), low, high, percent)


def _lay_out(rounded: Decimal, section: _Section) -> str:
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


def _whole_part(whole: str, section: _Section, tokens: tuple[tuple[str, str], ...]) -> str:
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


def _plain_section(magnitude: Decimal, section: _Section) -> str:
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


def _as_date(value: Decimal, section: _Section, date_1904: bool) -> Shown:
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
