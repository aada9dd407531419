"""Formulas together with what they come to: each is built of others, so that text and stored result cannot part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import reduce

from perfeval_xl.units import plain, rounded

Plain = str | Decimal | int | datetime | None  # what one cell can show


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula (no leading "=") and its value."""

    formula: str
    value: str | Decimal | int

    @property
    def number(self) -> Decimal:
        """The value of one that is a number."""
        assert not isinstance(self.value, str)
        return Decimal(self.value)

    def plus(self, other: Expression) -> Expression:
        """The sum of both."""
        return Expression(f"{self.formula}+{other.formula}", self.number + other.number)

    def minus(self, other: Expression) -> Expression:
        """The difference, at two decimals: what is left of doubles is no difference."""
        return Expression(f"ROUND({self.formula}-({other.formula}),2)", rounded(self.number - other.number, 2))

    def money(self) -> Expression:
        """As a text: 1,234.50."""
        return Expression(f'TEXT({self.formula},"#,##0.00")', f"{rounded(self.number, 2):,.2f}")

    def or_blank(self) -> Expression:
        """The same, "" where the formula gives an error."""
        return Expression(f'IFERROR({self.formula},"")', self.value)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a formula asks, and whether it is so."""

    formula: str
    holds: bool


def said(value: str) -> Expression:
    """A text as an expression."""
    return Expression(_quoted(value), value)


def is_blank(one: Expression) -> Condition:
    """Nothing stands there."""
    return Condition(f'{one.formula}=""', one.value == "")


def is_number(one: Expression) -> Condition:
    """A number stands there."""
    return Condition(f"ISNUMBER({one.formula})", not isinstance(one.value, str))


def is_below(one: Expression, other: Expression) -> Condition:
    """Both are numbers, and the first is the smaller one."""
    numbers = not isinstance(one.value, str) and not isinstance(other.value, str)
    holds = numbers and one.number < other.number
    known = "AND(" + ",".join((*(f"ISNUMBER({part.formula})" for part in (one, other)), ""))
    return Condition(f"{known}{one.formula}<{other.formula})", holds)


def both(*parts: Condition) -> Condition:
    """All of them."""
    return Condition(f"AND({','.join(one.formula for one in parts)})", all(one.holds for one in parts))


def no(one: Condition) -> Condition:
    """The contrary."""
    return Condition(f"NOT({one.formula})", not one.holds)


def when(condition: Condition, yes: Expression, otherwise: Expression) -> Expression:
    """The first where the condition holds, else the second."""
    picked = yes if condition.holds else otherwise
    return Expression(f"IF({condition.formula},{yes.formula},{otherwise.formula})", picked.value)


def first_of(*cases: tuple[Condition, str], otherwise: Expression) -> Expression:
    """The words of the first condition that holds."""
    return reduce(lambda rest, case: when(case[0], said(case[1]), rest), reversed(cases), otherwise)


def joined(*parts: str | Expression) -> Expression:
    """Texts and whole numbers put together to one text."""
    return Expression("&".join(_quoted(one) if isinstance(one, str) else one.formula for one in parts), _shown(parts))


def agreement(left: Expression, right: Expression) -> Expression:
    """✓ where both are the same at two decimals, else ✗."""
    same = left.minus(right)
    return Expression(f'IF({same.formula}=0," ✓"," ✗")', " ✗" if same.number else " ✓")


def added(parts: Sequence[Expression]) -> Expression:
    """All of them together; 0 of none."""
    return reduce(Expression.plus, parts) if parts else Expression("0", 0)


def ratio(part: Expression, whole: Expression) -> Expression:
    """Part ÷ whole, "" where the whole is nothing."""
    formula = f'IF({whole.formula}=0,"",{part.formula}/{whole.formula})'
    return Expression(formula, part.number / whole.number if whole.number else "")


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _shown(parts: Sequence[str | Expression]) -> str:
    values = (one if isinstance(one, str) else one.value for one in parts)
    return "".join(plain(one) if isinstance(one, Decimal) else str(one) for one in values)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one column: their absolute address, with the sheet, and what they hold."""

    address: str
    values: Sequence[Plain]

    @property
    def numbers(self) -> list[Decimal]:
        """Those that are numbers."""
        return [Decimal(one) for one in self.values if isinstance(one, Decimal | int)]

    def sum(self) -> Expression:
        """All numbers added up."""
        return Expression(f"SUM({self.address})", sum(self.numbers, Decimal(0)))

    def filled(self) -> Expression:
        """How many hold something."""
        return Expression(f"COUNTA({self.address})", sum(one is not None and one != "" for one in self.values))

    def counted(self) -> Expression:
        """How many hold a number."""
        return Expression(f"COUNT({self.address})", len(self.numbers))

    def equal(self, word: str) -> Expression:
        """How many hold this text."""
        return Expression(f"COUNTIF({self.address},{_quoted(word)})", sum(one == word for one in self.values))

    def beginning(self, start: str) -> Expression:
        """How many hold a text that begins so."""
        count = sum(isinstance(one, str) and one.startswith(start) for one in self.values)
        return Expression(f"COUNTIF({self.address},{_quoted(start + '*')})", count)

    def other_than(self, word: str) -> Expression:
        """How many hold something else than this text."""
        count = sum(one != word for one in self.values)
        return Expression(f"COUNTIF({self.address},{_quoted('<>' + word)})", count)

    def between(self, low: Decimal, high: Decimal | None = None) -> Expression:
        """How many are numbers from `low` on and below `high`."""
        most = "" if high is None else f",{self.address},{_quoted('<' + plain(high))}"
        count = sum(low <= one and (high is None or one < high) for one in self.numbers)
        return Expression(f"COUNTIFS({self.address},{_quoted('>=' + plain(low))}{most})", count)

    def above_nothing(self) -> Expression:
        """How many are numbers above 0."""
        return Expression(f'COUNTIF({self.address},">0")', sum(one > 0 for one in self.numbers))

    def sum_where(self, other: Cells, word: str) -> Expression:
        """The numbers beside this text in the other column, added up."""
        value = self._beside(other, lambda one: one == word)
        return Expression(f"SUMIF({other.address},{_quoted(word)},{self.address})", value)

    def equal_beside(self, word: str, other: Cells, beside: str) -> Expression:
        """How many hold `word` while the other column holds `beside`."""
        count = sum(pair == (word, beside) for pair in zip(self.values, other.values, strict=True))
        return Expression(f"COUNTIFS({self.address},{_quoted(word)},{other.address},{_quoted(beside)})", count)

    def equal_unless(self, word: str, other: Cells, beside: str) -> Expression:
        """How many hold `word` while the other column does not hold `beside`."""
        count = sum(one == word and its != beside for one, its in zip(self.values, other.values, strict=True))
        return Expression(f"COUNTIFS({self.address},{_quoted(word)},{other.address},{_quoted('<>' + beside)})", count)

    def sum_unless(self, other: Cells, word: str) -> Expression:
        """The numbers beside anything but this text in the other column, added up."""
        return Expression(
            f"SUMIFS({self.address},{other.address},{_quoted('<>' + word)})",
            self._beside(other, lambda one: one != word),
        )

    def sum_beside_blank(self, other: Cells) -> Expression:
        """The numbers beside a blank in the other column, added up."""
        return Expression(f'SUMIFS({self.address},{other.address},"=")', self._beside(other, lambda one: one is None))

    def _beside(self, other: Cells, fits: Callable[[Plain], bool]) -> Decimal:
        picked = (one for one, beside in zip(self.values, other.values, strict=True) if fits(beside))
        return sum((Decimal(one) for one in picked if isinstance(one, Decimal | int)), Decimal(0))
