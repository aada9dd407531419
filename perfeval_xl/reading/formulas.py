"""Formulas without a stored result: the simple arithmetic of our own template, computed safely."""

from __future__ import annotations

from perfeval_xl.reading.spreadsheet import Grid


def compute_missing(grids: list[Grid], date_1904: bool) -> None:
    """Fills in what can be computed; the rest stays kind "no_result"."""
