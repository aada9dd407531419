"""Values of cells and formulas, and how values of different kinds meet, as in Excel."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

_NUMBER = re.compile(r"\s*([+-]?)\s*([0-9]+(?:\.[0-9]*)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|\.[0-9]+)\s*(%?)\s*")
_WORDS = re.compile(r"[㐀-鿿≥≤≧≦＞＜～]")
_TIMES = re.compile(r"[年月日时午]")


class Fault(NamedTuple):
    """An error as a cell shows it (#VALUE!); `origin` is the cell (sheet, row, column) that is at fault, if known."""

    code: str
    origin: tuple[str, int, int] | None = None


Scalar = Decimal | str | bool | Fault | None  # None: a blank cell
Values = list[Scalar]  # an area
Value = Scalar | Values
Operator = Callable[[Scalar, Scalar], Scalar]


class UnknownError(Exception):
    """The formula cannot be computed here: nobody can tell what it comes to."""


class FaultError(Exception):
    """The formula comes to an error."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def wrong_value() -> FaultError:
    return FaultError(Fault("#VALUE!"))


def significant(value: Decimal) -> Decimal:
    """With the 15 digits that Excel shows and compares."""
    if len(value.as_tuple().digits) <= 15:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 14), rounding=ROUND_HALF_UP)


def single(value: Value) -> Scalar:
    """A value that is no area and no error."""
    if isinstance(value, list):
        raise UnknownError
    if isinstance(value, Fault):
        raise FaultError(value)
    return value


def as_number(value: Scalar) -> Decimal:
    if isinstance(value, Fault):
        raise FaultError(value)
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    return Decimal(0) if value is None else number_in(value)


def number_in(text: str) -> Decimal:
    """The number that a text stands for in arithmetic. #VALUE! for what is certainly none; dates: unknown."""
    plain = _NUMBER.fullmatch(text)
    if plain is not None:
        number = Decimal(plain[1] + plain[2].replace(",", ""))
        return number / 100 if plain[3] else number
    if not text.strip() or (_WORDS.search(text) and not _TIMES.search(text)):
        raise wrong_value()
    raise UnknownError


def as_text(value: Scalar) -> str:
    if isinstance(value, Fault):
        raise FaultError(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        value = significant(value)
        if value and not Decimal("1e-9") <= abs(value) < Decimal("1e20"):
            raise UnknownError
        return format(value.normalize(), "f") if value else "0"
    return value


def as_truth(value: Scalar) -> bool:
    if isinstance(value, Fault):
        raise FaultError(value)
    if isinstance(value, str):
        raise UnknownError
    return bool(value)


def compare(left: Scalar, sign: str, right: Scalar) -> bool:
    """As Excel orders them: numbers before texts before TRUE/FALSE; a blank is 0 or ""."""
    if left is None:
        left = "" if isinstance(right, str) else Decimal(0)
    if right is None:
        right = "" if isinstance(left, str) else Decimal(0)
    a, b = _rank(left), _rank(right)
    results = {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}
    return results[sign]


def _rank(value: Scalar) -> tuple[int, Decimal, str]:
    value = single(value)
    if isinstance(value, bool):
        return 2, Decimal(int(value)), ""
    if isinstance(value, Decimal):
        return 0, significant(value), ""
    return 1, Decimal(0), str(value).lower()


def times(left: Scalar, right: Scalar) -> Decimal:
    return as_number(left) * as_number(right)


def divided(left: Scalar, right: Scalar) -> Decimal:
    number, divisor = as_number(left), as_number(right)
    if not divisor:
        raise FaultError(Fault("#DIV/0!"))
    return number / divisor


def power(left: Scalar, right: Scalar) -> Decimal:
    base, exponent = as_number(left), as_number(right)
    if abs(exponent) > 64:
        raise UnknownError
    return base**exponent


def cell_by_cell(left: Value, right: Value, operator: Operator) -> Value:
    """The operation over two areas of one size, an area and a single value, or two single values."""
    areas = [one for one in (left, right) if isinstance(one, list)]
    if not areas:
        return operator(single(left), single(right))
    lefts = left if isinstance(left, list) else [left] * len(areas[0])
    rights = right if isinstance(right, list) else [right] * len(areas[0])
    if len(lefts) != len(rights):
        raise UnknownError
    return [operator(a, b) for a, b in zip(lefts, rights, strict=True)]
