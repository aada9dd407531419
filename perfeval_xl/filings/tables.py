"""The frames of a batch as files that other programs read: .csv in UTF-8 for Excel, .parquet where pyarrow is there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING

from perfeval_xl.filings.frames import Frames
from perfeval_xl.units import plain

if TYPE_CHECKING:
    import pandas as pd

_MOST_DIGITS = 76  # of a decimal in Parquet
# Excel takes a text of a .csv that begins with one of these for a formula; ' before it keeps it a text.
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def files_of(frames: Frames, kind: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of a file for each frame; `kind` "csv" or "parquet"."""
    for one in fields(frames):
        frame: pd.DataFrame = getattr(frames, one.name)
        yield f"{one.name}.{kind}", _csv(frame) if kind == "csv" else _parquet(frame)


def has_parquet() -> bool:
    """Whether pyarrow is installed."""
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def _csv(frame: pd.DataFrame) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([_written(one) for one in row])
    return out.getvalue().encode("utf-8-sig")


def _written(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_BEGINS) else value


def _parquet(frame: pd.DataFrame) -> bytes:
    """Decimals stay exact where Parquet has room for their digits; else the column is of doubles."""
    out = io.BytesIO()
    kept = frame.map(_without_surrogates)
    for name in kept.columns:
        numbers = [one for one in kept[name] if isinstance(one, Decimal) and one.is_finite()]
        if numbers and _digits(numbers) > _MOST_DIGITS:
            kept[name] = kept[name].map(_as_double)
    kept.to_parquet(out, index=False)
    return out.getvalue()


def _without_surrogates(one: object) -> object:
    return one.encode("utf-8", "replace").decode() if isinstance(one, str) else one


def _as_double(one: object) -> float | None:
    return float(one) if isinstance(one, Decimal) else None


def _digits(numbers: list[Decimal]) -> int:
    """Digits of a column that holds all of these: the most before the point and the most behind it."""
    before = max(one.adjusted() + 1 for one in numbers)
    behind = max(-int(one.as_tuple().exponent) for one in numbers)
    return max(before, 0) + max(behind, 0)
