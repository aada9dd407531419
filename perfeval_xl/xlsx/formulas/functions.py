"""Functions that formulas of forms use: those of our own template, and what offices put into theirs.

Each gets its arguments computed. Those that look at cells or leave arguments uncomputed (IF, IFERROR, SUBTOTAL) stand
in `evaluate`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal

from perfeval_xl.xlsx.formulas.values import (
    Fault,
    FaultError,
    Scalar,
    UnknownError,
    Value,
    Values,
    as_number,
    as_text,
    as_truth,
    cell_by_cell,
    compare,
    number_in,
    significant,
    single,
    times,
)

Function = Callable[[list[Value]], Value]
_CRITERION = re.compile(r"(<>|<=|>=|=|<|>)?(.*)", re.DOTALL)


# ---------------------------------------------------------------------------------------------------------- helpers


def _flat(arguments: list[Value]) -> Values:
    return [one for argument in arguments for one in (argument if isinstance(argument, list) else [argument])]


def _numbers(arguments: list[Value]) -> list[Decimal]:
    """Numbers of areas (texts and blanks left out, as SUM does) and of single arguments; an error is an error."""
    out: list[Decimal] = []
    for one in _flat(arguments):
        if isinstance(one, Fault):
            raise FaultError(one)
        if isinstance(one, Decimal):
            out.append(one)
    return out


def _only(arguments: list[Value]) -> Scalar:
    if len(arguments) != 1:
        raise UnknownError
    return single(arguments[0])


def _number_at(arguments: list[Value], place: int, otherwise: int | None = None) -> Decimal:
    if place < len(arguments):
        return as_number(single(arguments[place]))
    if otherwise is None:
        raise UnknownError
    return Decimal(otherwise)


def _count_at(arguments: list[Value], place: int, otherwise: int) -> int:
    count = int(_number_at(arguments, place, otherwise))
    if not 0 <= count <= 32767:
        raise UnknownError
    return count


# ---------------------------------------------------------------------------------------------------------- numbers


def _rounded(mode: str) -> Function:
    def function(arguments: list[Value]) -> Value:
        value, places = significant(_number_at(arguments, 0)), int(_number_at(arguments, 1, 0))
        if not -12 <= places <= 12:
            raise UnknownError
        return value.quantize(Decimal(1).scaleb(-places), rounding=mode)

    return function


def _step(mode: str) -> Function:
    def function(arguments: list[Value]) -> Value:
        value, step = _number_at(arguments, 0), _number_at(arguments, 1)
        if step <= 0 or len(arguments) != 2:
            raise UnknownError
        return significant(value / step).to_integral_value(rounding=mode) * step

    return function


def _average(arguments: list[Value]) -> Value:
    numbers = _numbers(arguments)
    if not numbers:
        raise FaultError(Fault("#DIV/0!"))
    return sum(numbers, Decimal(0)) / len(numbers)


def _product(arguments: list[Value]) -> Value:
    out = Decimal(1)
    for one in _numbers(arguments):
        out *= one
    return out


def _modulo(arguments: list[Value]) -> Value:
    value, divisor = _number_at(arguments, 0), _number_at(arguments, 1)
    if not divisor:
        raise FaultError(Fault("#DIV/0!"))
    return value - divisor * (value / divisor).to_integral_value(rounding=ROUND_FLOOR)


def _sum_of_products(arguments: list[Value]) -> Value:
    """As Excel: numbers count, texts and TRUE/FALSE that no arithmetic has turned into numbers are 0."""
    product: Value = Decimal(1)
    for argument in arguments:
        values = argument if isinstance(argument, list) else [argument]
        numbers: Values = [one if isinstance(one, Decimal | Fault) else Decimal(0) for one in values]
        product = cell_by_cell(product, numbers, times)
    return sum(_numbers([product]), Decimal(0))


# ----------------------------------------------------------------------------------------------- cells that meet a test


def _test(criterion: Scalar) -> Callable[[Scalar], bool]:
    """What the criterion of SUMIF and its like asks of a cell: 90, ">=90", "产出*", "<>"."""
    if not isinstance(criterion, str):
        wanted = Decimal(0) if criterion is None else criterion
        return lambda one: one is not None and _same_kind(one, wanted) and compare(one, "=", wanted)
    found = _CRITERION.fullmatch(criterion)
    sign, rest = (found[1] or "=", found[2]) if found else ("=", criterion)
    try:
        number = number_in(rest)
    except (FaultError, UnknownError):
        number = None
    if number is not None:
        if sign == "<>":
            return lambda one: not isinstance(one, Decimal) or one != number
        return lambda one: isinstance(one, Decimal) and compare(one, sign, number)
    if sign not in ("=", "<>"):
        raise UnknownError
    return lambda one: _is_like(one, rest) == (sign == "=")


def _same_kind(one: Scalar, other: Scalar) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and isinstance(one, Decimal) == isinstance(other, Decimal)


def _is_like(one: Scalar, wanted: str) -> bool:
    """Whether a cell is the text; * at its ends stands for anything."""
    core = wanted.strip("*")
    if any(sign in core for sign in "*?~"):
        raise UnknownError
    if not core:
        return (isinstance(one, str) and one != "") if wanted else one in (None, "")
    if not isinstance(one, str):
        return False
    text, core = one.lower(), core.lower()
    if wanted.startswith("*"):
        return core in text if wanted.endswith("*") else text.endswith(core)
    return text.startswith(core) if wanted.endswith("*") else text == core


def _chosen(tests: list[Value], values: Values) -> Values:
    """The values where all the tests (area, criterion, area, criterion …) are met."""
    chosen = [True] * len(values)
    for area, criterion in zip(tests[::2], tests[1::2], strict=True):
        if not isinstance(area, list) or len(area) != len(values):
            raise UnknownError
        meets = _test(single(criterion))
        chosen = [so_far and meets(one) for so_far, one in zip(chosen, area, strict=True)]
    return [value for value, is_chosen in zip(values, chosen, strict=True) if is_chosen]


def _conditional(arguments: list[Value], values: Value | None, tests: list[Value]) -> Values:
    area = values if values is not None else arguments[0]
    if not isinstance(area, list) or len(tests) < 2 or len(tests) % 2:
        raise UnknownError
    return _chosen(tests, area)


def _sum_if(arguments: list[Value]) -> Value:
    chosen = _conditional(arguments, arguments[2] if len(arguments) > 2 else None, arguments[:2])
    return sum(_numbers([chosen]), Decimal(0))


def _sum_ifs(arguments: list[Value]) -> Value:
    return sum(_numbers([_conditional(arguments, arguments[0], arguments[1:])]), Decimal(0))


def _count_ifs(arguments: list[Value]) -> Value:
    return Decimal(len(_conditional(arguments, None, arguments)))


def _average_if(arguments: list[Value]) -> Value:
    return _average([_conditional(arguments, arguments[2] if len(arguments) > 2 else None, arguments[:2])])


# ------------------------------------------------------------------------------------------------------------ texts


def _length(arguments: list[Value]) -> Value:
    if len(arguments) != 1:
        raise UnknownError
    texts = arguments[0]
    return [_size(one) for one in texts] if isinstance(texts, list) else _size(texts)


def _size(text: Scalar) -> Decimal:
    return Decimal(len(as_text(text)))


def _left(arguments: list[Value]) -> Value:
    return as_text(single(arguments[0]))[: _count_at(arguments, 1, 1)]


def _right(arguments: list[Value]) -> Value:
    text, count = as_text(single(arguments[0])), _count_at(arguments, 1, 1)
    return text[-count:] if count else ""


def _middle(arguments: list[Value]) -> Value:
    start = _count_at(arguments, 1, 1)
    if start < 1 or len(arguments) != 3:
        raise UnknownError
    return as_text(single(arguments[0]))[start - 1 : start - 1 + _count_at(arguments, 2, 1)]


def _value(arguments: list[Value]) -> Value:
    only = _only(arguments)
    return number_in(only) if isinstance(only, str) else as_number(only)


# -------------------------------------------------------------------------------------------------------- TRUE, FALSE


def _logical(combine: Callable[[list[bool]], bool]) -> Function:
    def function(arguments: list[Value]) -> Value:
        return combine([as_truth(one) for one in _flat(arguments) if one is not None])

    return function


def _is_error(arguments: list[Value]) -> Value:
    if len(arguments) != 1 or isinstance(arguments[0], list):
        raise UnknownError
    return isinstance(arguments[0], Fault)


FUNCTIONS: dict[str, Function] = {
    "SUM": lambda a: sum(_numbers(a), Decimal(0)),
    "PRODUCT": _product,
    "SUMPRODUCT": _sum_of_products,
    "SUMIF": _sum_if,
    "SUMIFS": _sum_ifs,
    "COUNTIF": _count_ifs,
    "COUNTIFS": _count_ifs,
    "AVERAGEIF": _average_if,
    "AVERAGE": _average,
    "MIN": lambda a: min(_numbers(a), default=Decimal(0)),
    "MAX": lambda a: max(_numbers(a), default=Decimal(0)),
    "ABS": lambda a: abs(as_number(_only(a))),
    "MOD": _modulo,
    "ROUND": _rounded(ROUND_HALF_UP),
    "ROUNDUP": _rounded(ROUND_UP),
    "ROUNDDOWN": _rounded(ROUND_DOWN),
    "TRUNC": _rounded(ROUND_DOWN),
    "INT": lambda a: significant(as_number(_only(a))).to_integral_value(rounding=ROUND_FLOOR),
    "CEILING": _step(ROUND_CEILING),
    "FLOOR": _step(ROUND_FLOOR),
    "COUNT": lambda a: Decimal(sum(isinstance(one, Decimal) for one in _flat(a))),
    "COUNTA": lambda a: Decimal(sum(one is not None for one in _flat(a))),
    "COUNTBLANK": lambda a: Decimal(sum(one is None or one == "" for one in _flat(a))),
    "ISNUMBER": lambda a: isinstance(_first(a), Decimal),
    "ISBLANK": lambda a: _first(a) is None,
    "ISTEXT": lambda a: isinstance(_first(a), str),
    "ISERROR": _is_error,
    "AND": _logical(all),
    "OR": _logical(any),
    "NOT": lambda a: not as_truth(_only(a)),
    "N": lambda a: one if isinstance(one := _only(a), Decimal) else Decimal(0),
    "LEN": _length,
    "LEFT": _left,
    "RIGHT": _right,
    "MID": _middle,
    "TRIM": lambda a: " ".join(as_text(_only(a)).split()),
    "CONCATENATE": lambda a: "".join(as_text(single(one)) for one in a),
    "CONCAT": lambda a: "".join(as_text(one) for one in _flat(a)),
    "VALUE": _value,
}
ROUNDING = {"ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "INT", "CEILING", "FLOOR"}
TAKE_ERRORS = {"ISNUMBER", "ISBLANK", "ISTEXT", "ISERROR", "COUNT", "COUNTA", "COUNTBLANK"}


def _first(arguments: list[Value]) -> Scalar:
    """The only argument, an error, too."""
    if len(arguments) != 1 or isinstance(arguments[0], list):
        raise UnknownError
    return arguments[0]
