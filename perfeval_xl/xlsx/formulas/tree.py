"""A formula as a tree of what it does: Excel's precedence, nothing computed yet. ECMA-376 part 1, 18.17.2.

From loosest to tightest: comparisons, &, + -, * /, ^, a sign before, a % behind. What is no formula that this grammar
knows (arrays in braces, other workbooks, columns of tables, intersections) raises UnknownError.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfeval_xl.xlsx.formulas.tokens import tokens
from perfeval_xl.xlsx.formulas.values import Scalar, UnknownError
from perfeval_xl.xlsx.names import LAST_COLUMN, LAST_ROW, column_number, split_area

LONGEST = 8192  # characters of a formula, as in Excel
_DEEPEST = 64  # nested brackets
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))


class Constant(NamedTuple):
    """12.5, "字", TRUE, or an argument left out (None)."""

    value: Scalar


class Area(NamedTuple):
    """G12, Sheet1!E6:F9, A:A. `sheet` None: the formula's own."""

    sheet: str | None
    top: int
    left: int
    bottom: int
    right: int
    is_one: bool  # written as one cell


class Name(NamedTuple):
    """A defined name."""

    text: str


class Operation(NamedTuple):
    """Two operands and the sign between them."""

    sign: str
    left: Node
    right: Node


class Signed(NamedTuple):
    """+x or -x; with the sign % it is x%."""

    sign: str
    operand: Node


class Call(NamedTuple):
    """A function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


Node = Constant | Area | Name | Operation | Signed | Call


@lru_cache(maxsize=1024)
def tree(formula: str) -> Node:
    """The formula (with or without its first =) as a tree."""
    if len(formula) > LONGEST:
        raise UnknownError
    return _Parser(formula.strip().removeprefix("=")).whole()


def nodes(formula: str) -> Iterator[Node]:
    """All nodes of a formula's tree; none for one that cannot be read."""
    try:
        waiting: list[Node] = [tree(formula)]
    except UnknownError:
        return
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Operation):
            waiting += [node.left, node.right]
        elif isinstance(node, Signed):
            waiting.append(node.operand)
        elif isinstance(node, Call):
            waiting += node.arguments


class _Parser:
    """Recursive descent."""

    def __init__(self, formula: str) -> None:
        self.tokens = [token for token in tokens(formula) if token.kind != "space"]
        self.place = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self._level(0)
        if self.place != len(self.tokens):
            raise UnknownError
        return node

    def _sign(self, *signs: str) -> str | None:
        if self.place < len(self.tokens):
            token = self.tokens[self.place]
            if token.kind == "sign" and token.text in signs:
                self.place += 1
                return token.text
        return None

    def _need(self, sign: str) -> None:
        if self._sign(sign) is None:
            raise UnknownError

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._signed()
        left = self._level(level + 1)
        while sign := self._sign(*_LEVELS[level]):
            left = Operation(sign, left, self._level(level + 1))
        return left

    def _signed(self) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UnknownError
        sign = self._sign("+", "-")
        node = Signed(sign, self._signed()) if sign else self._atom()
        while not sign and self._sign("%"):
            node = Signed("%", node)
        self.depth -= 1
        return node

    def _atom(self) -> Node:
        if self._sign("("):
            node = self._level(0)
            self._need(")")
            return node
        if self.place >= len(self.tokens):
            raise UnknownError
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return Constant(Decimal(text))
        if kind == "text":
            return Constant(text[1:-1].replace('""', '"'))
        if kind in ("name", "quoted") and self._sign("!"):
            return self._area(text[1:-1].replace("''", "'") if kind == "quoted" else text)
        if kind in ("cell", "columns", "rows"):
            self.place -= 1
            return self._area(None)
        if kind == "name":
            return self._named(text)
        raise UnknownError

    def _area(self, sheet: str | None) -> Node:
        if self.place >= len(self.tokens):
            raise UnknownError
        kind, text = self.tokens[self.place]
        self.place += 1
        text = text.replace("$", "")
        try:
            if kind == "columns":
                first, last = sorted(column_number(one) for one in text.split(":"))
                return Area(sheet, 1, first, LAST_ROW, last, False)
            if kind == "rows":
                first, last = sorted(int(one) for one in text.split(":"))
                return Area(sheet, first, 1, last, LAST_COLUMN, False)
            if kind != "cell":
                raise UnknownError
            is_one = self._sign(":") is None
            if not is_one:
                corner = self.tokens[self.place] if self.place < len(self.tokens) else None
                self.place += 1
                if corner is None or corner.kind != "cell":
                    raise UnknownError
                text += ":" + corner.text.replace("$", "")
            return Area(sheet, *split_area(text), is_one)
        except ValueError as problem:  # XFE1 is no cell
            raise UnknownError from problem

    def _named(self, text: str) -> Node:
        name = text.upper()
        if self._sign("("):
            return Call(name.removeprefix("_XLFN."), tuple(self._arguments()))
        return Constant(name == "TRUE") if name in ("TRUE", "FALSE") else Name(name)

    def _arguments(self) -> Iterator[Node]:
        if self._sign(")"):
            return
        while True:
            yield self._argument()
            if self._sign(")"):
                return
            self._need(",")

    def _argument(self) -> Node:
        if self.place < len(self.tokens) and self.tokens[self.place].text in (",", ")"):
            return Constant(None)
        return self._level(0)
