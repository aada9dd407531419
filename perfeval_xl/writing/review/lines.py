"""One row of a project's sheet with what the reviewer typed: every formula together with what it comes to now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import perfeval_xl.filings.review.words as words
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.filings.review.papers import NO_POINTS, Cell, Paper, Row
from perfeval_xl.filings.review.words import HEADS, Beside, Head, Sheet
from perfeval_xl.units import plain
from perfeval_xl.writing.summary.kit.expressions import (
    Condition,
    Expression,
    both,
    first_of,
    is_below,
    is_blank,
    is_number,
    no,
    said,
    when,
)
from perfeval_xl.xlsx.names import column_letters

TITLE_ROW, HEAD_ROW = 2, 3
FIRST_ROW = HEAD_ROW + 1
GAP = 1  # an empty column between what is printed and what stands beside it
COLUMNS: Mapping[str, int] = {
    **{head: at for at, head in enumerate(HEADS, 1)},
    **{f"beside {head}": len(HEADS) + GAP + at for at, head in enumerate(Beside, 1)},
}
NAMES = "口径名"  # the workbook's name for the list of grounds
DONE = "✓"
Typed = Mapping[Head | Beside, Cell]


def column(head: Head | Beside) -> int:
    """The column of a head, from 1."""
    return COLUMNS[head if isinstance(head, Head) else f"beside {head}"]


def letter(head: Head | Beside) -> str:
    """The same, as a letter."""
    return column_letters(column(head))


@dataclass(frozen=True, slots=True)
class GroundList:
    """The grounds as they stand on their sheet: names in the first column, the shares beside them."""

    grounds: Grounds

    @property
    def names(self) -> str:
        """The cells of the names, with the sheet."""
        return self._area("A")

    @property
    def cuts(self) -> str:
        """The cells of the shares."""
        return self._area("B")

    def _area(self, column: str) -> str:
        return f"{Sheet.GROUNDS}!${column}${FIRST_ROW}:${column}${FIRST_ROW + len(self.grounds.ground) - 1}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row at its place on the sheet. `typed`: what a reviewer wrote before, for what he did not the beginning."""

    row: Row
    at: int
    typed: Typed
    list: GroundList
    paper: Paper

    def value(self, head: Head | Beside) -> Cell:
        """What stands in its cell."""
        if head in self.typed:
            return self.typed[head]
        made = self.formula(head)
        return _cell(made.value) if made is not None else self.row.given(head)

    def cell(self, head: Head | Beside) -> Expression:
        """The cell, as part of a formula."""
        return Expression(f"{letter(head)}{self.at}", self.value(head))

    def formula(self, head: Head | Beside) -> Expression | None:
        """The formula of a column that has one."""
        match head:
            case Head.DEVIATION:
                return self._deviation()
            case Beside.SHARE:
                return self.cell(Head.DEVIATION)
            case Beside.GROUND_SHARE:
                return self._ground_share()
            case Beside.CHECK:
                return self._check() if self.row.gives_points else None
            case Beside.CUT:
                return self._cut()
            case _:
                return None

    def _scores(self) -> Condition:
        return both(is_number(self.cell(Head.REVIEW_SCORE)), is_number(self.cell(Head.SELF_SCORE)))

    def _deviation(self) -> Expression:
        own, review = self.cell(Head.SELF_SCORE), self.cell(Head.REVIEW_SCORE)
        return deviation(own, review)

    def _cut(self) -> Expression:
        own, review = self.cell(Head.SELF_SCORE), self.cell(Head.REVIEW_SCORE)
        scores = self._scores()
        cut = Expression(
            f"ROUND({own.formula}-{review.formula},4)", own.number - review.number if scores.holds else Decimal(0)
        )
        return when(scores, cut, Expression("0", 0))

    def _ground_share(self) -> Expression:
        found = f"INDEX({self.list.cuts},MATCH({letter(Beside.GROUND)}{self.at},{NAMES},0))"
        chosen = self.value(Beside.GROUND)
        share = next((one.cut for one in self.list.grounds.ground if one.name == chosen), None)
        return Expression(f'IFERROR(IF({found}="","",{found}),"")', "" if share is None else share)

    def _check(self) -> Expression:
        own, review, weight = (self.cell(one) for one in (Head.SELF_SCORE, Head.REVIEW_SCORE, Head.WEIGHT))
        ground, remark = self.cell(Beside.GROUND), self.cell(Head.REMARK)
        share, should = self.cell(Beside.SHARE), self.cell(Beside.GROUND_SHARE)
        is_cut = is_below(review, own)
        return first_of(
            (is_blank(review), "未填"),
            (no(is_number(review)), "不是数字"),
            (is_below(review, Expression("0", 0)), "低于0"),
            (is_below(weight, review), "超过权重"),
            (is_below(own, review), "高于自评"),
            (both(is_cut, is_blank(ground)), "扣分无口径"),
            (both(is_cut, is_blank(remark)), "扣分无备注"),
            (_is_apart(share, should, self.list.grounds.tolerance), "与口径比例不符"),
            otherwise=said(DONE),
        )


def difference(own: Expression, review: Expression) -> Expression:
    """偏差 of two cells; "" where one of them is no number."""
    known = both(is_number(own), is_number(review))
    made = f"ROUND({review.formula}-({own.formula}),2)"
    return Expression(f'IF({known.formula},{made},"")', review.minus(own).value if known.holds else "")


def deviation(own: Expression, review: Expression) -> Expression:
    """偏离度 of two cells; "" where there is none."""
    numbers = not isinstance(own.value, str) and not isinstance(review.value, str)
    share = words.deviation(own.number, review.number) if numbers else None
    formula = (
        f'IF(AND(ISNUMBER({review.formula}),N({own.formula})<>0),({own.formula}-{review.formula})/{own.formula},"")'
    )
    return Expression(formula, "" if share is None else share)


def _is_apart(one: Expression, other: Expression, tolerance: Decimal) -> Condition:
    numbers = not isinstance(one.value, str) and not isinstance(other.value, str)
    holds = numbers and round(abs(one.number - other.number), 6) > tolerance
    apart = f"ROUND(ABS(N({one.formula})-N({other.formula})),6)>{plain(tolerance)}"
    return Condition(f"AND(ISNUMBER({one.formula}),ISNUMBER({other.formula}),{apart})", holds)


def _cell(value: str | Decimal | int) -> Cell:
    return value if isinstance(value, str) else Decimal(value)


@dataclass(frozen=True, slots=True)
class Placed:
    """A project's sheet: its name and its lines. What follows looks at it by its cells."""

    name: str
    paper: Paper
    lines: Sequence[Line]

    @property
    def last_row(self) -> int:
        """The last row of the lines; without any, an empty one."""
        return HEAD_ROW + max(1, len(self.lines))

    @property
    def total_row(self) -> int:
        """The row of 合计."""
        return self.last_row + 1

    @property
    def scored(self) -> int:
        """How many rows the reviewer has to fill."""
        return sum(line.row.gives_points for line in self.lines)

    def area(self, head: Head | Beside, sheet: str = "") -> str:
        """The cells of a column."""
        return f"{sheet}{letter(head)}{FIRST_ROW}:{letter(head)}{self.last_row}"

    def sum(self, head: Head | Beside) -> Expression:
        """A column added up."""
        return Expression(f"SUM({self.area(head)})", sum(self._numbers(head), Decimal(0)))

    def total(self, head: Head) -> Expression:
        """What 合计 says of a column: of the unit's scores nothing where it gave itself none, never 0."""
        whole = self.sum(head)
        if head is not Head.SELF_SCORE:
            return whole
        area = self.area(head)
        return Expression(f'IF(COUNT({area})=0,"",{whole.formula})', whole.value if self._numbers(head) else "")

    def filled(self, sheet: str = "") -> Expression:
        """How many rows have a score of the reviewer's."""
        return Expression(f"COUNT({self.area(Head.REVIEW_SCORE, sheet)})", len(self._numbers(Head.REVIEW_SCORE)))

    def _numbers(self, head: Head | Beside) -> list[Decimal]:
        return [value for line in self.lines if isinstance(value := line.value(head), Decimal)]

    def open_places(self) -> Expression:
        """How many rows the reviewer has something to do in."""
        area = self.area(Beside.CHECK)
        open_rows = sum(line.value(Beside.CHECK) not in (DONE, NO_POINTS) for line in self.lines)
        return Expression(f'SUMPRODUCT(({area}<>"{DONE}")*({area}<>"{NO_POINTS}")*({area}<>""))', open_rows)
