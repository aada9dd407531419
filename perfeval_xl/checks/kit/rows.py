"""What checks ask of an indicator row: its own score, what kind of number it holds, what its name is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from perfeval_xl.checks.kit.registry import Case
from perfeval_xl.form import Indicator, Meaning, MeaningKind, Score

BOUNDS = frozenset({MeaningKind.AT_LEAST, MeaningKind.AT_MOST, MeaningKind.MORE_THAN, MeaningKind.LESS_THAN})
NUMBERS = BOUNDS | {MeaningKind.EQUAL, MeaningKind.BETWEEN}
UP = frozenset({MeaningKind.AT_LEAST, MeaningKind.MORE_THAN})
DOWN = frozenset({MeaningKind.AT_MOST, MeaningKind.LESS_THAN})
MOST_PLACES = 8  # cells named in one finding


@cache
def pattern(text: str) -> re.Pattern[str]:
    """A compiled pattern, made when first asked for."""
    return re.compile(text)


def own_score(row: Indicator, case: Case) -> Score | None:
    """What this very row says by itself: its score, or its part where one score covers several rows."""
    score = case.score_of(row)
    if score is None or not score.parts:
        return score
    return next((part for part in score.parts if part.row == row.row), score)


def is_figure(meaning: Meaning) -> bool:
    """A number, with or without an operator."""
    return meaning.kind in NUMBERS


@cache
def subject(name: str | None) -> str:
    """An indicator's name without its number, marks before it, remarks in brackets and spaces: 指标1：满意度（%） ->
    满意度."""
    bare = "".join((name or "").split())
    bare = pattern(r"^[★☆*※]*(?:指标\d+[:：.、]?|\d{1,2}[、.．)）:：](?!\d))?").sub("", bare, count=1)
    return pattern(r"[（(][^（()）]*[)）]").sub("", bare) or bare


_RATE_ENDS = r"(?:率|满意度|知晓度|占比|比例|比重|百分比)$"
_NO_RATE = r"(?:效|频|功|速|汇|分辨|倍|费|概|税|容积|利|密度|压缩|曝光|点击|采样)率$"


@cache
def is_rate(name: str | None) -> bool:
    """A name that ends in 率 and means a share of something: 合格率, but not 效率, 频率."""
    bare = subject(name)
    return bool(pattern(_RATE_ENDS).search(bare)) and not pattern(_NO_RATE).search(bare)


def where(cells: Sequence[str | None]) -> str:
    """Some cells in one line: E12、E13 等 14 处."""
    given = [cell for cell in cells if cell]
    shown = "、".join(given[:MOST_PLACES])
    return shown if len(given) <= MOST_PLACES else f"{shown} 等"
