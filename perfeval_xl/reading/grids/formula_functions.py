"""Functions that formulas without a stored result may use, and how values of different kinds meet, as in Excel."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal

Scalar = Decimal | str | bool | None  # None: a blank cell
Values = list[Scalar]  # an area
Value = Scalar | Values
Operation = Callable[[Scalar, Scalar], Scalar]


class NoResultError(Exception):
    """The formula cannot be computed here."""


# ----------------------------------------------------------------------------------------------------- kinds of value


def single(value: Value) -> Scalar:
    if isinstance(value, list):
        raise NoResultError
    return value


def as_number(value: Scalar) -> Decimal:
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    if value is None:
        return Decimal(0)
    raise NoResultError  # Excel would turn "12" into 12; what a text means here is not ours to guess


def as_text(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def as_truth(value: Scalar) -> bool:
    if isinstance(value, str):
        raise NoResultError
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


def times(left: Scalar, right: Scalar) -> Decimal:
    return as_number(left) * as_number(right)


def divided(left: Scalar, right: Scalar) -> Decimal:
    divisor = as_number(right)
    if not divisor:
        raise NoResultError
    return as_number(left) / divisor


def cell_by_cell(left: Value, right: Value, operation: Operation) -> Value:
    """The operation over two areas of one size, an area and a single value, or two single values."""
    areas = [one for one in (left, right) if isinstance(one, list)]
    if not areas:
        return operation(single(left), single(right))
    lefts = left if isinstance(left, list) else [left] * len(areas[0])
    rights = right if isinstance(right, list) else [right] * len(areas[0])
    if len(lefts) != len(rights):
        raise NoResultError
    return [operation(a, b) for a, b in zip(lefts, rights, strict=True)]


def _rank(value: Decimal | str | bool) -> tuple[int, Decimal, str]:
    if isinstance(value, bool):
        return 2, Decimal(int(value)), ""
    return (0, value, "") if isinstance(value, Decimal) else (1, Decimal(0), value.lower())


# --------------------------------------------------------------------------------------------------------- functions


def _numbers(arguments: list[Value]) -> list[Decimal]:
    """Numbers of areas (texts and blanks left out, as SUM does) and of single arguments."""
    out: list[Decimal] = []
    for argument in arguments:
        values = argument if isinstance(argument, list) else [argument]
        out += [one for one in values if isinstance(one, Decimal)]
    return out


def _flat(arguments: list[Value]) -> Values:
    return [one for argument in arguments for one in (argument if isinstance(argument, list) else [argument])]


def _rounded(mode: str) -> Callable[[list[Value]], Value]:
    def function(arguments: list[Value]) -> Value:
        value = as_number(single(arguments[0]))
        places = int(as_number(single(arguments[1]))) if len(arguments) > 1 else 0
        if not -12 <= places <= 12:
            raise NoResultError
        return value.quantize(Decimal(1).scaleb(-places), rounding=mode)

    return function


def _logical(combine: Callable[[list[bool]], bool]) -> Callable[[list[Value]], Value]:
    def function(arguments: list[Value]) -> Value:
        return combine([as_truth(one) for one in _flat(arguments) if one is not None])

    return function


def _only(arguments: list[Value]) -> Scalar:
    if len(arguments) != 1:
        raise NoResultError
    return single(arguments[0])


def _average(arguments: list[Value]) -> Value:
    numbers = _numbers(arguments)
    if not numbers:
        raise NoResultError
    return sum(numbers, Decimal(0)) / len(numbers)


def _product(arguments: list[Value]) -> Value:
    out = Decimal(1)
    for one in _numbers(arguments):
        out *= one
    return out


def _length(arguments: list[Value]) -> Value:
    if len(arguments) != 1:
        raise NoResultError
    texts = arguments[0]
    return [_count(one) for one in texts] if isinstance(texts, list) else _count(texts)


def _count(text: Scalar) -> Decimal:
    return Decimal(len(as_text(text)))


def _sum_of_products(arguments: list[Value]) -> Value:
    """As Excel: numbers count, texts and TRUE/FALSE that no arithmetic has turned into numbers are 0."""
    product: Value = Decimal(1)
    for argument in arguments:
        values = argument if isinstance(argument, list) else [argument]
        numbers: Values = [one if isinstance(one, Decimal) else Decimal(0) for one in values]
        product = cell_by_cell(product, numbers, times)
    return sum(_numbers([product]), Decimal(0))


FUNCTIONS: dict[str, Callable[[list[Value]], Value]] = {
    "SUM": lambda a: sum(_numbers(a), Decimal(0)),
    "PRODUCT": _product,
    "SUMPRODUCT": _sum_of_products,
    "LEN": _length,
    "AVERAGE": _average,
    "MIN": lambda a: min(_numbers(a), default=Decimal(0)),
    "MAX": lambda a: max(_numbers(a), default=Decimal(0)),
    "ABS": lambda a: abs(as_number(_only(a))),
    "ROUND": _rounded(ROUND_HALF_UP),
    "ROUNDUP": _rounded(ROUND_UP),
    "ROUNDDOWN": _rounded(ROUND_DOWN),
    "TRUNC": _rounded(ROUND_DOWN),
    "INT": lambda a: as_number(_only(a)).to_integral_value(rounding=ROUND_FLOOR),
    "CEILING": lambda a: _step(a, ROUND_CEILING),
    "FLOOR": lambda a: _step(a, ROUND_FLOOR),
    "COUNT": lambda a: Decimal(len(_numbers(a))),
    "COUNTA": lambda a: Decimal(sum(one is not None for one in _flat(a))),
    "COUNTBLANK": lambda a: Decimal(sum(one is None or one == "" for one in _flat(a))),
    "ISNUMBER": lambda a: isinstance(_only(a), Decimal),
    "ISBLANK": lambda a: _only(a) is None,
    "ISTEXT": lambda a: isinstance(_only(a), str),
    "AND": _logical(all),
    "OR": _logical(any),
    "NOT": lambda a: not as_truth(_only(a)),
    "N": lambda a: one if isinstance(one := _only(a), Decimal) else Decimal(0),
}


def _step(arguments: list[Value], mode: str) -> Value:
    if len(arguments) != 2:
        raise NoResultError
    value, step = as_number(single(arguments[0])), as_number(single(arguments[1]))
    if step <= 0:
        raise NoResultError
    return (value / step).to_integral_value(rounding=mode) * step
