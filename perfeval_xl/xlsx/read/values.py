"""What stands in a cell: kind and text of its `v` or `is` by the declared type. ECMA-376 part 1, 18.18.11 ST_CellType.

A number is one that a spreadsheet program can hold, a double: what is nearer to nothing than that is 0, and what is
larger, or is no number at all (NaN; 7,5), is an error value, shown as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from math import isinf

from perfeval_xl.xlsx.read.shared_strings import unescaped

KINDS = frozenset({"", "n", "s", "str", "inlineStr", "b", "e", "d"})
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LONGEST = 40  # characters; a double has 17 digits that count
_BOOLEANS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}


def value_of(declared: str, value: str, shared: Callable[[str], str]) -> tuple[str, str]:
    """Kind (n, s, str, b, e, d) and text; `shared` gives the text of an index. `declared` is one of KINDS."""
    if declared == "s":
        return ("s", shared(value.strip())) if value.strip() else ("n", "")
    if declared == "inlineStr":
        return "s", value
    if declared == "str":
        return "str", unescaped(value)
    value = value.strip()
    if declared in ("", "n"):
        return _number(value)
    if declared == "b":
        return "b", _BOOLEANS.get(value, value)
    return declared, value


@lru_cache(maxsize=8192)
def _number(text: str) -> tuple[str, str]:
    if not text:
        return "n", ""
    if _NUMBER.fullmatch(text) is None:
        return "e", _short(text)
    if len(text) <= _LONGEST and "e" not in text and "E" not in text:
        return "n", text
    number = float(text)
    if isinf(number):
        return "e", _short(text)
    if number == 0:
        return "n", "0"
    return "n", text if len(text) <= _LONGEST else repr(number)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
