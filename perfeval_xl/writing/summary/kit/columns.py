"""A sheet declared as the list of its columns, each with its head, width, look and where its value comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum, auto
from pathlib import Path
from typing import Any, Generic, TypeVar

from perfeval_xl.writing.summary.kit.expressions import Cells, Expression, Plain

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to a file, there to a cell; shown as `text`."""

    text: str
    path: Path
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class InRow:
    """A formula over the record's own row: [金额] is the cell under that head, [项目汇总!预算单位] a whole column.

    `of_row`: its value by what the row's cells show, where that rests on what people typed; `value` without them.
    """

    formula: str
    value: Plain
    of_row: Callable[[Mapping[str, Plain]], Plain] | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed into a cell, with the number format it has there."""

    value: str | Decimal | bool
    number_format: str = "General"


Value = Plain | Link | InRow | Typed


class Look(Enum):
    """How a value stands in its cell."""

    TEXT = auto()
    CENTRED = auto()
    SERIAL = auto()  # 1, 2, 3 …
    COUNT = auto()  # 0 is –
    MONEY = auto()  # 万元, two decimals
    MONEY_DIFFERENCE = auto()  # with its sign; red below nothing
    RATE = auto()
    POINTS = auto()
    DIFFERENCE = auto()
    OPEN = auto()  # points; 0 is –
    DATE = auto()
    LINK = auto()
    LINKED_TEXT = auto()  # a text to read that leads somewhere: at the left, wrapped


class Keeper(Enum):
    """Whose column it is."""

    OURS = auto()
    REVIEWER = auto()  # typed by people; carried over by the key
    OWN = auto()  # a column that the reviewer added himself
    PROGRAM = auto()  # keys and codes; hidden


class Sum(Enum):
    """What stands above a column's head, following the filter."""

    SUM = auto()
    COUNT = auto()
    MEAN = auto()


@dataclass(frozen=True, slots=True)
class Alert:
    """A conditional colour: where the formula over the row ([执行率] is its cell) is true."""

    formula: str
    colour: str


# A total made of others: of the totals so far (each with the address of its cell) and of the sheet's own columns.
Total = Callable[[Mapping[str, Expression], Mapping[str, Cells]], Expression]


@dataclass(frozen=True, slots=True)
class Column(Generic[Record]):
    """One column. `value` None: the reviewer's, or a serial number (Look.SERIAL)."""

    head: str
    width: float  # characters, a Chinese one counts 2
    value: Callable[[Record], Value] | None = None
    look: Look = Look.TEXT
    total: Sum | Total | None = None
    tint: Callable[[Record], str | None] | None = None  # a colour by the record
    words: Mapping[str, str] = field(default_factory=dict[str, str])  # a colour by the word that stands there
    alerts: tuple[Alert, ...] = ()
    choices: tuple[str, ...] = ()
    note: str = ""  # how it is counted: a comment at the head
    keeper: Keeper = Keeper.OURS
    folded: bool = False  # hidden at first, opened by the + above
    group: str = ""
    is_mean: bool = False  # the total made of others is a mean


def group(name: str, *columns: Column[Any]) -> list[Column[Any]]:
    """Columns under one heading."""
    return [replace(one, group=name) for one in columns]


def reviewer(head: str, width: float, look: Look = Look.TEXT, **rest: Any) -> Column[Any]:
    """A column that people fill in."""
    return Column(head, width, look=look, keeper=Keeper.REVIEWER, **rest)


AUTHOR = "perfeval-xl"  # of the comments at the heads
KEY, CODE = "键", "内容码"


def program(head: str, value: Callable[[Any], Value]) -> Column[Any]:
    """A hidden column by which the next run finds a row again."""
    return Column(head, 12, value, keeper=Keeper.PROGRAM, group="程序用")


class Paper(Enum):
    """A size of paper, as Excel numbers them."""

    A4 = 9
    A3 = 8


Columns = Mapping[str, Mapping[str, Cells]]  # sheet -> head -> its cells


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Record]):
    """One sheet: its columns and a record a row. `proof` makes the 勾稽 line; it may look at every sheet."""

    name: str
    title: str
    rows: Sequence[Record]
    columns: Sequence[Column[Record]]
    proof: Callable[[Columns], Expression]
    note: str = ""
    warning: str = ""  # instead of the note, in red
    paper: Paper = Paper.A4
    frozen: str = ""  # the last column that stays
    new_line: str = ""  # a darker line where this column's value changes
    new_page: str = ""  # a page break where it changes
    signed: bool = True  # 制表, 复核, 负责人 in the footer
    landscape: bool = True
