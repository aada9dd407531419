"""A declared sheet laid out: which column and row everything is in, and the values in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from perfeval_xl.writing.summary.kit.columns import (
    KEY,
    Column,
    Columns,
    InRow,
    Keeper,
    Link,
    Look,
    Sheet,
    Sum,
    Typed,
    Value,
)
from perfeval_xl.writing.summary.kit.expressions import Cells, Expression, Plain
from perfeval_xl.xlsx.names import column_letters

TITLE_ROW, ABOUT_ROW, PROOF_ROW, TOTAL_ROW = 1, 2, 3, 4
OWN_WIDTH = 16  # of a column that somebody added
_NAMED = re.compile(r"\[([^\[\]!]+)(?:!([^\[\]!]+))?\]")
_FUNCTIONS = {Sum.SUM: 109, Sum.COUNT: 103, Sum.MEAN: 101}

Old = Mapping[str, Mapping[str, Typed]]  # key -> head -> what a person typed there


@dataclass(frozen=True, slots=True)
class Placed:
    """Rows and columns count from 1."""

    sheet: Sheet[Any]
    columns: Sequence[Column[Any]]
    values: Sequence[Sequence[Value]]
    letters: Mapping[str, str]  # of each head's column

    @property
    def keys(self) -> set[str]:
        """The keys of its rows."""
        at = next((at for at, one in enumerate(self.columns) if one.head == KEY), None)
        return set() if at is None else {str(row[at]) for row in self.values}

    @property
    def has_groups(self) -> bool:
        return any(one.group for one in self.columns if one.keeper is not Keeper.PROGRAM)

    @property
    def head_row(self) -> int:
        return TOTAL_ROW + 1 + self.has_groups

    @property
    def first_row(self) -> int:
        return self.head_row + 1

    @property
    def last_row(self) -> int:
        """The last row of data; without any, an empty one."""
        return self.head_row + max(1, len(self.values))

    @property
    def last_printed(self) -> int:
        """The last column that is printed."""
        return max(at for at, one in enumerate(self.columns, 1) if one.keeper is not Keeper.PROGRAM)

    def number(self, head: str) -> int:
        """The column of a head."""
        return next(at for at, one in enumerate(self.columns, 1) if one.head == head)

    def letter(self, head: str) -> str:
        """The same, as a letter."""
        return self.letters[head]

    def area(self, head: str) -> str:
        """The column's cells, with the sheet."""
        letter = self.letter(head)
        return f"{self.sheet.name}!${letter}${self.first_row}:${letter}${self.last_row}"

    def cells(self, head: str) -> Cells:
        """The column's cells and what they hold."""
        at = self.number(head) - 1
        return Cells(self.area(head), [plain_value(row[at]) for row in self.values])

    def total(self, at: int, done: Mapping[str, Expression]) -> Expression | None:
        """What stands above the column's head (`at` from 0); `done` are the totals before it, by their cells."""
        column = self.columns[at]
        if column.total is None:
            return None
        if not isinstance(column.total, Sum):
            return column.total(done, _Lazy(self))
        letter = column_letters(at + 1)
        formula = f"SUBTOTAL({_FUNCTIONS[column.total]},{letter}{self.first_row}:{letter}{self.last_row})"
        cells = self.cells(column.head)
        match column.total:
            case Sum.SUM:
                return Expression(formula, cells.sum().value)
            case Sum.COUNT:
                return Expression(formula, cells.filled().value)
            case Sum.MEAN:
                numbers = cells.numbers
                mean = sum(numbers, Decimal(0)) / len(numbers) if numbers else ""
                return Expression(formula, mean).or_blank()


def place(sheet: Sheet[Any], old: Old, own: Sequence[str]) -> Placed:
    """The sheet with what people typed in it last time; `own`: heads of columns that they added."""
    added: list[Column[Any]] = [Column(head, OWN_WIDTH, keeper=Keeper.OWN, group="自加的栏") for head in own]
    columns = [*sheet.columns, *added]
    values = [_row(columns, one, number, old) for number, one in enumerate(sheet.rows, 1)]
    return Placed(sheet, columns, values, {one.head: column_letters(at) for at, one in enumerate(columns, 1)})


def _row(columns: Sequence[Column[Any]], record: Any, number: int, old: Old) -> list[Value]:
    given = [None if one.value is None else one.value(record) for one in columns]
    key = next((value for one, value in zip(columns, given, strict=True) if one.head == KEY), None)
    typed = old.get(key, {}) if isinstance(key, str) else {}
    row = [
        _of_person(one, value, typed) if one.keeper in (Keeper.REVIEWER, Keeper.OWN) else _ours(one, value, number)
        for one, value in zip(columns, given, strict=True)
    ]
    return _resting_on(typed, columns, row) if typed else row


def _resting_on(typed: Mapping[str, Typed], columns: Sequence[Column[Any]], row: list[Value]) -> list[Value]:
    """The row, with the stored results of its formulas as they are with what people typed."""
    shown = {one.head: plain_value(typed.get(one.head, value)) for one, value in zip(columns, row, strict=True)}
    return [
        replace(one, value=one.of_row(shown)) if isinstance(one, InRow) and one.of_row is not None else one
        for one in row
    ]


def _of_person(column: Column[Any], given: Value, typed: Mapping[str, Typed]) -> Value:
    """What was typed; where nothing was, what we begin with."""
    return typed.get(column.head, given)


def _ours(column: Column[Any], value: Value, number: int) -> Value:
    return number if column.look is Look.SERIAL and column.value is None else value


def plain_value(value: Value) -> Plain:
    """What a cell shows, as a number or text."""
    match value:
        case str() | Decimal() | int() | datetime() | None:  # first: nearly all are
            return value
        case Link():
            return value.text
        case InRow():
            return value.value
        case Typed():
            return str(value.value).upper() if isinstance(value.value, bool) else value.value


def resolved(formula: str, placed: Placed, row: int, sheets: Mapping[str, Placed]) -> str:
    """The formula of a row with addresses for its names."""

    def address(found: re.Match[str]) -> str:
        if found[2] is None:
            return f"{placed.letter(found[1])}{row}"
        return sheets[found[1]].area(found[2])

    return _NAMED.sub(address, formula)


def columns_of(sheets: Mapping[str, Placed]) -> Columns:
    """Every column of every sheet, made when asked for."""
    return {name: _Lazy(one) for name, one in sheets.items()}


class _Lazy(dict[str, Cells]):
    """The columns of a sheet by head."""

    def __init__(self, placed: Placed) -> None:
        super().__init__()
        self._placed = placed

    def __missing__(self, head: str) -> Cells:
        self[head] = self._placed.cells(head)
        return self[head]
