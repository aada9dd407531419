"""Formulas without a stored result: simple arithmetic over the same workbook, computed safely; all else stays without.

Known: numbers, texts, TRUE/FALSE, references and areas of the same workbook, + - * / ^ & %, comparisons, and the
functions in `_FUNCTIONS` (those of our own template and its like). Anything unknown, circular or of a wrong kind gives
no result: never a guess, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    DecimalException,
    localcontext,
)

from perfeval_xl.reading.spreadsheet import Grid, boolean_cell, number_cell, place_of
from perfeval_xl.reading.spreadsheet import GridCell as Cell

Scalar = Decimal | str | bool | None  # None: a blank cell
Values = list[Scalar]  # an area
Value = Scalar | Values

_DEEPEST = 64  # nested brackets and chained references
_WIDEST = 5000  # cells of one area
_TOKEN = re.compile(
    r"\s*(?:(\d+(?:\.\d*)?(?:[Ee][+-]?\d+)?|\.\d+)"  # 1 number
    r'|"((?:[^"]|"")*)"'  # 2 text
    r"|((?:'(?:[^']|'')+'|[\w.]+)!)?(\$?[A-Za-z]{1,3}\$?\d{1,7})"  # 3 sheet, 4 reference
    r"(?::(\$?[A-Za-z]{1,3}\$?\d{1,7}))?(?![\w(])"  # 5 its other corner
    r"|([A-Za-z_][\w.]*)"  # 6 name of a function, TRUE, FALSE
    r"|(<>|<=|>=|[-+*/^&=<>%(),]))"  # 7
)


class _NoResultError(Exception):
    """The formula cannot be computed here."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number, text, reference, name, sign
    text: str
    sheet: str = ""
    end: str = ""


def compute_missing(grids: list[Grid], date_1904: bool) -> None:
    """Puts the computed value in place of every formula without a result that can be computed."""
    engine = _Engine(grids)
    for grid in grids:
        for place, cell in list(grid.cells.items()):
            if cell.kind != "no_result" or cell.formula is None:
                continue
            try:
                value = engine.value(grid, place)
            except _NoResultError:
                continue
            grid.cells[place] = _cell(cell, value, date_1904)


def _cell(cell: Cell, value: Scalar, date_1904: bool) -> Cell:
    if isinstance(value, bool):
        return boolean_cell(cell.row, cell.column, value, cell.formula)
    if isinstance(value, Decimal):
        return number_cell(cell.row, cell.column, value, cell.format, cell.formula, date_1904)
    return Cell(cell.row, cell.column, value or "", "text", format=cell.format, formula=cell.formula)


class _Engine:
    """Values of cells, each computed once."""

    def __init__(self, grids: list[Grid]) -> None:
        self.grids = {grid.name: grid for grid in grids}
        self.done: dict[tuple[str, int, int], Scalar] = {}
        self.under_way: set[tuple[str, int, int]] = set()

    def value(self, grid: Grid, place: tuple[int, int]) -> Scalar:
        cell = grid.cells.get(place)
        if cell is None:
            return None
        if cell.kind == "error":
            raise _NoResultError
        if cell.kind != "no_result":
            return (
                cell.text == "TRUE" if cell.kind == "boolean" else cell.number if cell.number is not None else cell.text
            )
        key = (grid.name, *place)
        if key in self.done:
            return self.done[key]
        if key in self.under_way or len(self.under_way) > _DEEPEST or cell.formula is None:
            raise _NoResultError
        self.under_way.add(key)
        try:
            result = _Parser(self, grid, cell.formula).result()
        finally:
            self.under_way.discard(key)
        self.done[key] = result
        return result

    def area(self, grid: Grid, token: _Token) -> Value:
        if token.sheet:
            name = token.sheet[:-1]
            name = name[1:-1].replace("''", "'") if name.startswith("'") else name
            if name not in self.grids:
                raise _NoResultError
            grid = self.grids[name]
        first = place_of(token.text)
        if not token.end:
            return self.value(grid, first)
        last = place_of(token.end)
        rows = range(min(first[0], last[0]), max(first[0], last[0]) + 1)
        columns = range(min(first[1], last[1]), max(first[1], last[1]) + 1)
        if len(rows) * len(columns) > _WIDEST:
            raise _NoResultError
        return [self.value(grid, (row, column)) for row in rows for column in columns]


def _tokens(formula: str) -> list[_Token]:
    out: list[_Token] = []
    place = 0
    text = formula.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise _NoResultError
        place = found.end()
        if found.group(1) is not None:
            out.append(_Token("number", found.group(1)))
        elif found.group(2) is not None:
            out.append(_Token("text", found.group(2).replace('""', '"')))
        elif found.group(4) is not None:
            out.append(_Token("reference", found.group(4), found.group(3) or "", found.group(5) or ""))
        elif found.group(6) is not None:
            out.append(_Token("name", found.group(6).upper()))
        else:
            out.append(_Token("sign", found.group(7)))
    return out


class _Parser:
    """Recursive descent over the tokens of one formula, computing as it goes; only the branch of IF that counts."""

    def __init__(self, engine: _Engine, grid: Grid, formula: str) -> None:
        self.engine = engine
        self.grid = grid
        self.tokens = _tokens(formula.removeprefix("="))
        self.place = 0
        self.depth = 0
        self.skipping = 0

    def result(self) -> Scalar:
        try:
            with localcontext() as context:
                context.prec = 34
                value = self._comparison()
        except (DecimalException, RecursionError, ValueError) as fault:
            raise _NoResultError from fault
        if self.place != len(self.tokens) or isinstance(value, list):
            raise _NoResultError
        if isinstance(value, Decimal):
            return (
                +value.quantize(Decimal(1).scaleb(value.adjusted() - 14))
                if len(value.as_tuple().digits) > 15
                else value
            )
        return Decimal(0) if value is None else value

    def _sign(self, *signs: str) -> str | None:
        if self.place < len(self.tokens):
            token = self.tokens[self.place]
            if token.kind == "sign" and token.text in signs:
                self.place += 1
                return token.text
        return None

    def _need(self, sign: str) -> None:
        if self._sign(sign) is None:
            raise _NoResultError

    def _comparison(self) -> Value:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _NoResultError
        left = self._joined()
        while sign := self._sign("=", "<>", "<", ">", "<=", ">="):
            right = self._joined()
            left = None if self.skipping else _compare(_one(left), sign, _one(right))
        self.depth -= 1
        return left

    def _joined(self) -> Value:
        left = self._sum()
        while self._sign("&"):
            right = self._sum()
            left = None if self.skipping else _text(_one(left)) + _text(_one(right))
        return left

    def _sum(self) -> Value:
        left = self._product()
        while sign := self._sign("+", "-"):
            right = self._product()
            if not self.skipping:
                a, b = _number(_one(left)), _number(_one(right))
                left = a + b if sign == "+" else a - b
        return left

    def _product(self) -> Value:
        left = self._power()
        while sign := self._sign("*", "/"):
            right = self._power()
            if not self.skipping:
                a, b = _number(_one(left)), _number(_one(right))
                if sign == "/" and not b:
                    raise _NoResultError
                left = a * b if sign == "*" else a / b
        return left

    def _power(self) -> Value:
        left = self._unary()
        while self._sign("^"):
            right = self._unary()
            if not self.skipping:
                exponent = _number(_one(right))
                if abs(exponent) > 64:
                    raise _NoResultError
                left = _number(_one(left)) ** exponent
        return left

    def _unary(self) -> Value:
        sign = self._sign("+", "-")
        if sign:
            value = self._unary()
            if self.skipping:
                return None
            return -_number(_one(value)) if sign == "-" else value
        value = self._atom()
        while self._sign("%"):
            value = None if self.skipping else _number(_one(value)) / 100
        return value

    def _atom(self) -> Value:
        if self._sign("("):
            value = self._comparison()
            self._need(")")
            return value
        if self.place >= len(self.tokens):
            raise _NoResultError
        token = self.tokens[self.place]
        self.place += 1
        if token.kind == "number":
            return Decimal(token.text)
        if token.kind == "text":
            return token.text
        if token.kind == "reference":
            return None if self.skipping else self.engine.area(self.grid, token)
        if token.kind == "name":
            return self._call(token.text)
        raise _NoResultError

    def _call(self, name: str) -> Value:
        if name in ("TRUE", "FALSE") and not (self.place < len(self.tokens) and self.tokens[self.place].text == "("):
            return name == "TRUE"
        self._need("(")
        if name == "IF":
            return self._if()
        arguments: list[Value] = []
        if not self._sign(")"):
            while True:
                arguments.append(self._argument())
                if self._sign(")"):
                    break
                self._need(",")
        if self.skipping:
            return None
        function = _FUNCTIONS.get(name.removeprefix("_XLFN."))
        if function is None:
            raise _NoResultError
        return function(arguments)

    def _argument(self) -> Value:
        if self.place < len(self.tokens) and self.tokens[self.place].text in (",", ")"):
            return None
        return self._comparison()

    def _if(self) -> Value:
        condition = self._argument()
        holds = False if self.skipping else _truth(_one(condition))
        self._need(",")
        first = self._branch(holds)
        second: Value = False
        if self._sign(","):
            second = self._branch(not holds)
        self._need(")")
        return first if holds else second

    def _branch(self, wanted: bool) -> Value:
        if not wanted:
            self.skipping += 1
        try:
            return self._argument()
        finally:
            if not wanted:
                self.skipping -= 1


# ----------------------------------------------------------------------------------------------------- kinds of value


def _one(value: Value) -> Scalar:
    if isinstance(value, list):
        raise _NoResultError
    return value


def _number(value: Scalar) -> Decimal:
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    if value is None:
        return Decimal(0)
    raise _NoResultError  # Excel would turn "12" into 12; what a text means here is not ours to guess


def _text(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def _truth(value: Scalar) -> bool:
    if isinstance(value, str):
        raise _NoResultError
    return bool(value)


def _compare(left: Scalar, sign: str, right: Scalar) -> bool:
    """As Excel orders them: numbers before texts before TRUE/FALSE; a blank is 0 or ""."""
    if left is None:
        left = "" if isinstance(right, str) else Decimal(0)
    if right is None:
        right = "" if isinstance(left, str) else Decimal(0)
    a, b = _rank(left), _rank(right)
    results = {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}
    return results[sign]


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
        value = _number(_one(arguments[0]))
        places = int(_number(_one(arguments[1]))) if len(arguments) > 1 else 0
        if not -12 <= places <= 12:
            raise _NoResultError
        return value.quantize(Decimal(1).scaleb(-places), rounding=mode)

    return function


def _logical(combine: Callable[[list[bool]], bool]) -> Callable[[list[Value]], Value]:
    def function(arguments: list[Value]) -> Value:
        return combine([_truth(one) for one in _flat(arguments) if one is not None])

    return function


def _only(arguments: list[Value]) -> Scalar:
    if len(arguments) != 1:
        raise _NoResultError
    return _one(arguments[0])


def _average(arguments: list[Value]) -> Value:
    numbers = _numbers(arguments)
    if not numbers:
        raise _NoResultError
    return sum(numbers, Decimal(0)) / len(numbers)


def _product(arguments: list[Value]) -> Value:
    out = Decimal(1)
    for one in _numbers(arguments):
        out *= one
    return out


_FUNCTIONS: dict[str, Callable[[list[Value]], Value]] = {
    "SUM": lambda a: sum(_numbers(a), Decimal(0)),
    "PRODUCT": _product,
    "AVERAGE": _average,
    "MIN": lambda a: min(_numbers(a), default=Decimal(0)),
    "MAX": lambda a: max(_numbers(a), default=Decimal(0)),
    "ABS": lambda a: abs(_number(_only(a))),
    "ROUND": _rounded(ROUND_HALF_UP),
    "ROUNDUP": _rounded(ROUND_UP),
    "ROUNDDOWN": _rounded(ROUND_DOWN),
    "TRUNC": _rounded(ROUND_DOWN),
    "INT": lambda a: _number(_only(a)).to_integral_value(rounding=ROUND_FLOOR),
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
    "NOT": lambda a: not _truth(_only(a)),
    "N": lambda a: one if isinstance(one := _only(a), Decimal) else Decimal(0),
}


def _step(arguments: list[Value], mode: str) -> Value:
    if len(arguments) != 2:
        raise _NoResultError
    value, step = _number(_one(arguments[0])), _number(_one(arguments[1]))
    if step <= 0:
        raise _NoResultError
    return (value / step).to_integral_value(rounding=mode) * step
