"""Formulas without a stored result: simple arithmetic over the same workbook, computed safely; all else stays without.

Known: numbers, texts, TRUE/FALSE, references and areas of the same workbook, + - * / ^ & %, comparisons, and the
functions of `formula_functions` (those of our own template and its like). Anything unknown, circular or of a wrong kind
gives no result: never a guess, never 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, DecimalException, localcontext

from perfeval_xl.reading.grids.formula_functions import (
    FUNCTIONS,
    NoResultError,
    Operation,
    Scalar,
    Value,
    as_number,
    as_text,
    as_truth,
    cell_by_cell,
    compare,
    divided,
    single,
    times,
)
from perfeval_xl.reading.grids.spreadsheet import Grid, boolean_cell, number_cell
from perfeval_xl.reading.grids.spreadsheet import GridCell as Cell
from perfeval_xl.xlsx.names import split_ref

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
            except NoResultError:
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
            raise NoResultError
        if cell.kind != "no_result":
            return (
                cell.text == "TRUE" if cell.kind == "boolean" else cell.number if cell.number is not None else cell.text
            )
        key = (grid.name, *place)
        if key in self.done:
            return self.done[key]
        if key in self.under_way or len(self.under_way) > _DEEPEST or cell.formula is None:
            raise NoResultError
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
                raise NoResultError
            grid = self.grids[name]
        first = split_ref(token.text)
        if not token.end:
            return self.value(grid, first)
        last = split_ref(token.end)
        rows = range(min(first[0], last[0]), max(first[0], last[0]) + 1)
        columns = range(min(first[1], last[1]), max(first[1], last[1]) + 1)
        if len(rows) * len(columns) > _WIDEST:
            raise NoResultError
        return [self.value(grid, (row, column)) for row in rows for column in columns]


def _tokens(formula: str) -> list[_Token]:
    out: list[_Token] = []
    place = 0
    text = formula.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise NoResultError
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
        self.arrays = 0  # inside SUMPRODUCT, where areas are worked through cell by cell

    def result(self) -> Scalar:
        try:
            with localcontext() as context:
                context.prec = 34
                value = self._comparison()
        except (DecimalException, RecursionError, ValueError) as fault:
            raise NoResultError from fault
        if self.place != len(self.tokens) or isinstance(value, list):
            raise NoResultError
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
            raise NoResultError

    def _each(self, left: Value, right: Value, operation: Operation) -> Value:
        return cell_by_cell(left, right, operation) if self.arrays else operation(single(left), single(right))

    def _comparison(self) -> Value:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NoResultError
        left = self._joined()
        while sign := self._sign("=", "<>", "<", ">", "<=", ">="):
            right = self._joined()
            if not self.skipping:
                left = self._each(left, right, lambda a, b, sign=sign: compare(a, sign, b))
        self.depth -= 1
        return left

    def _joined(self) -> Value:
        left = self._sum()
        while self._sign("&"):
            right = self._sum()
            left = None if self.skipping else as_text(single(left)) + as_text(single(right))
        return left

    def _sum(self) -> Value:
        left = self._product()
        while sign := self._sign("+", "-"):
            right = self._product()
            if not self.skipping:
                factor = 1 if sign == "+" else -1
                left = self._each(left, right, lambda a, b, factor=factor: as_number(a) + factor * as_number(b))
        return left

    def _product(self) -> Value:
        left = self._power()
        while sign := self._sign("*", "/"):
            right = self._power()
            if not self.skipping:
                left = self._each(left, right, times if sign == "*" else divided)
        return left

    def _power(self) -> Value:
        left = self._unary()
        while self._sign("^"):
            right = self._unary()
            if not self.skipping:
                exponent = as_number(single(right))
                if abs(exponent) > 64:
                    raise NoResultError
                left = as_number(single(left)) ** exponent
        return left

    def _unary(self) -> Value:
        sign = self._sign("+", "-")
        if sign:
            value = self._unary()
            if self.skipping:
                return None
            return -as_number(single(value)) if sign == "-" else value
        value = self._atom()
        while self._sign("%"):
            value = None if self.skipping else as_number(single(value)) / 100
        return value

    def _atom(self) -> Value:
        if self._sign("("):
            value = self._comparison()
            self._need(")")
            return value
        if self.place >= len(self.tokens):
            raise NoResultError
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
        raise NoResultError

    def _call(self, name: str) -> Value:
        if name in ("TRUE", "FALSE") and not (self.place < len(self.tokens) and self.tokens[self.place].text == "("):
            return name == "TRUE"
        self._need("(")
        if name == "IF":
            return self._if()
        self.arrays += name == "SUMPRODUCT"
        arguments = self._arguments()
        self.arrays -= name == "SUMPRODUCT"
        if self.skipping:
            return None
        function = FUNCTIONS.get(name.removeprefix("_XLFN."))
        if function is None:
            raise NoResultError
        return function(arguments)

    def _arguments(self) -> list[Value]:
        arguments: list[Value] = []
        if self._sign(")"):
            return arguments
        while True:
            arguments.append(self._argument())
            if self._sign(")"):
                return arguments
            self._need(",")

    def _argument(self) -> Value:
        if self.place < len(self.tokens) and self.tokens[self.place].text in (",", ")"):
            return None
        return self._comparison()

    def _if(self) -> Value:
        condition = self._argument()
        holds = False if self.skipping else as_truth(single(condition))
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
