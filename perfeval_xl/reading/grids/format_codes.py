"""Number formats: a format code, taken apart into the sections that show positive, negative, zero or chosen numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r'"([^"]*)"'  # 1 quoted text
    r"|[\\!](.)"  # 2 escaped character
    r"|_(.)"  # 3 a gap as wide as a character
    r"|\*(.)"  # 4 a filling character
    r"|\[([^\]]*)\]"  # 5 colour, condition, currency, elapsed time
    r"|((?i:General)|G/通用格式|通用格式|常规)"  # 6
    r"|([Ee][+-])"  # 7 scientific
    r"|(AM/PM|A/P|上午/下午)"  # 8
    r"|([yYeE]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4})"  # 9 parts of a date or time
    r"|([0#?])|(\.)|(,)|(%)|(@)|(/)"  # 10-15
    r"|(.)",  # 16 anything else stands for itself
    re.DOTALL,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_SYSTEM = {  # what Windows is set to show; here as a Chinese one does
    "[$-f800]": 'yyyy"年"m"月"d"日"',
    "[$-x-sysdate]": 'yyyy"年"m"月"d"日"',
    "[$-f400]": "h:mm:ss",
    "[$-x-systime]": "h:mm:ss",
}
_ELAPSED = re.compile(r"^[hms]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format code."""

    kind: str  # general, number, scientific, fraction, date, literal
    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None
    decimals: int = 0
    fixed_decimals: int = 0  # how many of them are shown even as zeros
    grouped: bool = False
    percents: int = 0
    scale: int = 0  # what shows is what is stored, so many powers of ten on: -4 for 0!.0, which shows 元 as 万元


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a code in order."""
    code = next((shows for sign, shows in _SYSTEM.items() if sign in code.lower()), code)
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


def _section(tokens: list[tuple[str, str]], condition: tuple[str, Decimal] | None) -> Section:
    names = [name for name, _ in tokens]
    if "general" in names:
        return Section("general", tuple(tokens), condition)
    if "elapsed" in names or "date" in names or "noon" in names:
        return Section("date", tuple(tokens), condition)
    if "digit" not in names:
        return Section("literal", tuple(tokens), condition, percents=names.count("percent"))
    if "slash" in names and "point" not in names and _is_fraction(tokens, names.index("slash")):
        return Section("fraction", tuple(tokens), condition)
    return _digits(tokens, condition)


def _is_fraction(tokens: list[tuple[str, str]], slash: int) -> bool:
    """Digits on both sides of the stroke; below it a fixed number, too (# ?/4)."""
    before, after = tokens[:slash], tokens[slash:]
    return any(name == "digit" for name, _ in before) and any(name == "digit" or text.isdigit() for name, text in after)


def _digits(tokens: list[tuple[str, str]], condition: tuple[str, Decimal] | None) -> Section:
    """A section of digits. All of its scaling: trailing commas, a point only written in, a % on a second line."""
    tokens, hidden = _first_line(tokens)
    tokens, written_in = _with_point(tokens)
    names = [name for name, _ in tokens]
    point = names.index("point") if "point" in names else len(names)
    end = names.index("exponent") if "exponent" in names else len(names)
    after = [text for name, text in tokens[point:end] if name == "digit"]
    fixed = max((index + 1 for index, text in enumerate(after) if text in "0?"), default=0)
    whole = names[:point]
    grouped = any(
        name == "comma" and "digit" in whole[:index] and "digit" in whole[index:] for index, name in enumerate(whole)
    )
    last_digit = len(names) - 1 - names[::-1].index("digit")
    thousands = _commas(names[last_digit + 1 :]) + (_commas(whole[::-1]) if point < last_digit else 0)
    scale = 2 * hidden - 3 * thousands - written_in
    kind = "scientific" if "exponent" in names else "number"
    return Section(kind, tuple(tokens), condition, len(after), fixed, grouped, names.count("percent"), scale)


def _commas(names: list[str]) -> int:
    """How many there are before anything else."""
    return next((index for index, name in enumerate(names) if name != "comma"), len(names))


def _first_line(tokens: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], int]:
    """What stands before a line end, and how many % stand behind it, where no cell is high enough to show them."""
    for index, (name, text) in enumerate(tokens):
        rest = [name for name, _ in tokens[index:]]
        if name == "text" and text in "\r\n" and "digit" in [one for one, _ in tokens[:index]] and "digit" not in rest:
            return tokens[:index], rest.count("percent")
    return tokens, 0


def _with_point(tokens: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], int]:
    """A point that is only a sign among the digits (0\\.0) taken for the point it looks like; the digits behind it."""
    names = [name for name, _ in tokens]
    if "point" in names:
        return tokens, 0
    for index, token in enumerate(tokens):
        behind = names[index:].count("digit")
        if token == ("text", ".") and "digit" in names[:index] and behind:
            return [*tokens[:index], ("point", "."), *tokens[index + 1 :]], behind
    return tokens, 0


def choose(value: Decimal, code: str) -> tuple[Section | None, Decimal]:
    """The section that applies to the value, and the value as it goes into it (a sign may be taken off)."""
    numeric = sections(code)[:3]
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
