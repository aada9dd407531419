"""Sums of a number column over groups of a frame, as intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfeval_xl.checks.spans import Span
from perfeval_xl.form import Said

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd


def sums_by(rows: pd.DataFrame, keys: list[str], field: str) -> dict[Any, Span]:
    """The sum of `field` over each group that has at least one number, by the group's key (a tuple for several)."""
    given = rows.loc[rows[field].notna(), [*keys, field, f"{field}_said"]]
    if given.empty:
        return {}
    spans: list[Span] = [
        _span(*pair) for pair in zip(given[field].tolist(), given[f"{field}_said"].tolist(), strict=True)
    ]
    given = given[keys].copy()
    low: list[Any] = [one.low for one in spans]
    high: list[Any] = [one.high for one in spans]
    given["low"], given["high"] = low, high
    sums = given.groupby(keys if len(keys) > 1 else keys[0], sort=False, dropna=False).sum()
    return {key: Span(low, high) for key, low, high in sums.itertuples(name=None)}


def _span(value: Decimal, said: Said) -> Span:
    return Span(value if said.low is None else said.low, value if said.high is None else said.high)
