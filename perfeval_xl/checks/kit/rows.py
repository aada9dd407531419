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


def where(cells: Sequence[str | None]) -> str:
    """Some cells in one line: E12、E13 等 14 处."""
    given = [cell for cell in cells if cell]
    shown = "、".join(given[:MOST_PLACES])
    return shown if len(given) <= MOST_PLACES else f"{shown} 等"
