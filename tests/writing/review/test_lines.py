"""One row of a project's sheet: what 检查 says of what a reviewer typed, and the other formulas, each with its result.

1. 检查 says the first thing that is wrong.
2. 偏离度, 扣分 and 口径应扣 come to what the words of the review say; there is none where a score is missing.
3. A row that gives no points asks for nothing.
(That the formulas themselves come to the same: test_clients.py, in LibreOffice.)
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

import pytest

from perfeval_xl.filings.review.grounds import load
from perfeval_xl.filings.review.papers import Judged, Place, Row
from perfeval_xl.filings.review.words import Beside, Head
from perfeval_xl.writing.review.lines import GroundList, Line
from tests.writing.review.reviewing import GROUNDS


def line(typed: dict[Head | Beside, Any], own: str = "10", *, gives_points: bool = True) -> Line:
    """A row of 10 points that the unit gave itself `own` of, as the reviewer left it."""
    row = Row(
        key="k-1",
        level1="产出指标",
        level2="质量指标",
        name="验收合格率",
        sense="≥",
        target="95",
        unit="%",
        actual="96%",
        weight=Decimal(10) if gives_points else None,
        self_score=Decimal(own) if gives_points else None,
        gives_points=gives_points,
        judged=Judged(Decimal(10)),
        findings=(),
        place=Place("自评表", "E14"),
    )
    shown = {head: Decimal(str(value)) if isinstance(value, int | float) else value for head, value in typed.items()}
    return Line(row, 5, shown, GroundList(load()), cast(Any, None))


K, M, T = Head.REVIEW_SCORE, Head.REMARK, Beside.GROUND


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "✓"),
        ({K: ""}, "未填"),
        ({K: "九分"}, "不是数字"),
        ({K: -1}, "低于0"),
        ({K: 11}, "超过权重"),
        ({K: 7}, "扣分无口径"),
        ({K: 7, T: GROUNDS[1]}, "扣分无备注"),
        ({K: 7, T: GROUNDS[1], M: "没有标准，扣30%"}, "✓"),
        ({K: 7, T: GROUNDS[0], M: "没有资料"}, "与口径比例不符"),
        ({K: 6.9, T: GROUNDS[1], M: "扣30%"}, "与口径比例不符"),
        ({K: 7.03, T: GROUNDS[1], M: "扣30%"}, "✓"),
        ({K: 4, T: GROUNDS[2], M: "按条文扣"}, "✓"),
        ({K: 4, T: "自己写的口径", M: "按条文扣"}, "✓"),
    ],
)
def test_1_the_check_of_a_row(typed: dict[Head | Beside, Any], said: str) -> None:
    assert line(typed).value(Beside.CHECK) == said


def test_1_above_the_units_own() -> None:
    assert line({K: 9}, own="8").value(Beside.CHECK) == "高于自评"


@pytest.mark.parametrize(
    ("typed", "deviation", "cut", "should"),
    [
        ({K: 7, T: GROUNDS[1]}, Decimal("0.3"), 3, Decimal("0.3")),
        ({K: 10, T: GROUNDS[2]}, 0, 0, ""),
        ({K: "", T: ""}, "", 0, ""),
        ({K: "九分"}, "", 0, ""),
    ],
)
def test_2_what_the_formulas_come_to(typed: dict[Head | Beside, Any], deviation: Any, cut: Any, should: Any) -> None:
    made = line(typed)
    assert made.value(Head.DEVIATION) == made.value(Beside.SHARE) == deviation
    assert made.value(Beside.CUT) == cut
    assert made.value(Beside.GROUND_SHARE) == should


def test_3_no_points() -> None:
    made = line({}, gives_points=False)
    assert [made.value(head) for head in (K, Head.DEVIATION, Beside.CHECK, Beside.CUT)] == ["", "", "—", 0]
