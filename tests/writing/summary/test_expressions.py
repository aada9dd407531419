"""A formula and what it comes to are built together.

1. What is counted and added, with blanks, texts and words told apart.
2. Texts are put together as a spreadsheet program would.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.writing.summary.kit.expressions import Cells, Expression, added, agreement, joined, ratio

MONEY = Cells("甲!$A$7:$A$10", [Decimal("1.005"), None, Decimal("2"), 0])
WORDS = Cells("甲!$B$7:$B$10", ["已报", "未报", "已报", None])


@pytest.mark.parametrize(
    ("made", "formula", "value"),
    [
        (MONEY.sum(), "SUM(甲!$A$7:$A$10)", Decimal("3.005")),
        (MONEY.filled(), "COUNTA(甲!$A$7:$A$10)", 3),
        (MONEY.counted(), "COUNT(甲!$A$7:$A$10)", 3),
        (MONEY.above_nothing(), 'COUNTIF(甲!$A$7:$A$10,">0")', 2),
        (MONEY.between(Decimal(0), Decimal(2)), 'COUNTIFS(甲!$A$7:$A$10,">=0",甲!$A$7:$A$10,"<2")', 2),
        (WORDS.equal("已报"), 'COUNTIF(甲!$B$7:$B$10,"已报")', 2),
        (MONEY.sum_where(WORDS, "已报"), 'SUMIF(甲!$B$7:$B$10,"已报",甲!$A$7:$A$10)', Decimal("3.005")),
        (MONEY.sum_unless(WORDS, "已报"), 'SUMIFS(甲!$A$7:$A$10,甲!$B$7:$B$10,"<>已报")', Decimal(0)),
        (MONEY.sum_beside_blank(WORDS), 'SUMIFS(甲!$A$7:$A$10,甲!$B$7:$B$10,"=")', Decimal(0)),
        (added([MONEY.filled(), WORDS.filled()]), "COUNTA(甲!$A$7:$A$10)+COUNTA(甲!$B$7:$B$10)", 6),
        (ratio(Expression("J4", Decimal(1)), Expression("I4", Decimal(4))), 'IF(I4=0,"",J4/I4)', Decimal("0.25")),
        (ratio(Expression("J4", Decimal(1)), Expression("I4", Decimal(0))), 'IF(I4=0,"",J4/I4)', ""),
    ],
)
def test_1_counted_and_added(made: Expression, formula: str, value: object) -> None:
    assert (made.formula, made.value) == (formula, value)


def test_2_texts() -> None:
    made = joined('共"', MONEY.filled(), "＝", MONEY.sum().money(), agreement(MONEY.sum(), Expression("1+2", 3)))
    assert made.value == '共"3＝3.01 ✗'
    assert made.formula.startswith('"共"""&COUNTA(')
