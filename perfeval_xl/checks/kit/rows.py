"""What checks ask of a row: its own score, what kind of number it holds, whether points and a score belong to it."""

from __future__ import annotations

from perfeval_xl.checks.kit.registry import Row
from perfeval_xl.form import Fund, Indicator, Meaning, MeaningKind, SaidKind

BOUNDS = frozenset({MeaningKind.AT_LEAST, MeaningKind.AT_MOST, MeaningKind.MORE_THAN, MeaningKind.LESS_THAN})
NUMBERS = BOUNDS | {MeaningKind.EQUAL, MeaningKind.BETWEEN}
UP = frozenset({MeaningKind.AT_LEAST, MeaningKind.MORE_THAN})
DOWN = frozenset({MeaningKind.AT_MOST, MeaningKind.LESS_THAN})
_EMPTY = (SaidKind.BLANK, SaidKind.NOT_APPLICABLE)


def is_figure(meaning: Meaning) -> bool:
    """A number, with or without an operator."""
    return meaning.kind in NUMBERS


def has_points(row: Indicator) -> bool:
    """Points are set for the row, or given to it."""
    return not row.is_breakdown and (
        bool(row.weight.value and row.weight.value > 0) or row.self_score.value is not None
    )


_ROW = ("target", "actual", "weight", "self_score")


def row_places(row: Indicator) -> list[tuple[Row, str]]:
    """What a judgement of a row rests on."""
    return [(row, place) for place in _ROW]


def lacks_score(row: Fund | Indicator) -> bool:
    """A place for a score with nothing (or a dash) in it."""
    return row.self_score.value is None and row.self_score.cell is not None and row.self_score.said.kind in _EMPTY


def should_have_score(row: Indicator) -> bool:
    """A row with points of its own and a 得分 of its own (not below a merged one)."""
    return row.has_own_score and bool(row.weight.value and row.weight.value > 0)
