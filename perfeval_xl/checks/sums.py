"""Sums of a number column over groups of a frame, as intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfeval_xl.checks.kit.spans import Span
from perfeval_xl.form import Said

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd


def sums_by(rows: pd.DataFrame, keys: list[str], field: str) -> dict[Any, Span]:
    """The sum of `field` over each group that has at least one number, by the group's key (a tuple for several)."""
    columns = (rows[name].tolist() for name in (*keys, field, f"{field}_said"))
    sums: dict[Any, Span] = {}
    for *key, value, said in zip(*columns, strict=True):
        if value is None:
            continue
        group, one = tuple(key) if len(key) > 1 else key[0], _span(value, said)
        known = sums.get(group)
        sums[group] = one if known is None else Span(known.low + one.low, known.high + one.high)
    return sums


def _span(value: Decimal, said: Said) -> Span:
    return Span(value if said.low is None else said.low, value if said.high is None else said.high)
