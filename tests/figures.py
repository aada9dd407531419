"""Puts values into records by the names of their fields, so that a test can say rate, rate_said, rate_cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from perfeval_xl.form import Figure, Form, Fund, Indicator, Said

Record = TypeVar("Record", Form, Fund, Indicator)


def put(row: Record, /, **values: object) -> Record:
    """Sets fields: of a figure its value (a Decimal or None), what is said there (`x_said`) or its cell (`x_cell`)."""
    for name, value in values.items():
        field, aspect = next(
            ((name.removesuffix(f"_{one}"), one) for one in ("said", "cell") if name.endswith(f"_{one}")),
            (name, "value"),
        )
        figure = getattr(row, field, None)
        if isinstance(figure, Figure) and not isinstance(value, Figure):
            assert isinstance(value, Decimal | int | Said | str | None), value
            setattr(row, field, replace(figure, **{aspect: value}))
        else:
            setattr(row, name, value)
    return row
