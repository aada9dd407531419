"""Which form is which: its key, the code of its content, whether anything was filled in, what it says of its money."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any

from perfeval_xl.form import Approved, BudgetField, Figure, Form, Fund, Indicator, Meaning, figure_of
from perfeval_xl.form_words import folded_name, is_nothing
from perfeval_xl.result import FormResult
from perfeval_xl.units import plain

DIGITS = 10  # hex digits of a key or a code of content
_BETWEEN = "\x1f"
# Where a file lay, and in which order: no content of the form.
_PLACES = frozenset(("form_id", "file", "sheet", "cell", "range", "is_hidden", "is_shared", "files"))
# Sources that make up the whole sum; all others are parts of one of them.
_SOURCES = ("fiscal", "carried_over", "other", "special_account", "own")


def code_of(*parts: str) -> str:
    """The first digits of a SHA-256 over some texts."""
    return hashlib.sha256(_BETWEEN.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def code_of_bytes(data: bytes) -> str:
    """The same over a file's bytes."""
    return hashlib.sha256(data).hexdigest()[:DIGITS]


WHOLE_UNIT = "部门整体支出"  # what stands for the project of a form about the unit as a whole


def key_of(unit: str, project: str, year: int | None, file_code: str, number: int) -> str:
    """The key of a form that has no 项目编码.

    A form without a project's name is known by its unit and its file, with its number: two such forms must not meet.
    """
    name = folded_name(project)
    if not name:
        return code_of(folded_name(unit), file_code, str(number))
    return code_of(folded_name(unit), name, str(year or ""))


def content_code(result: FormResult) -> str:
    """A code over all that was read of a form, wherever it stands: the same in .xls, .xlsx, .docx and a scored copy."""
    own = [*result.outranked, *(row for row in result.approved if not row.source)]
    rows: list[Any] = [result.form, *result.funds, *result.indicators, *own, *result.texts, *result.evidence]
    return code_of(*(f"{type(row).__name__}{_BETWEEN}{said}" for row in rows for said in _said(row)))


def _said(row: Form | Fund | Indicator | Approved) -> Iterator[str]:
    for name in _content_of(type(row)):
        value = getattr(row, name)
        if value is not None and not isinstance(value, Meaning):
            yield f"{name}={_figure(value) if isinstance(value, Figure) else value}"


@cache
def _content_of(kind: type[Any]) -> list[str]:
    """The fields of a kind of record that are content of a form."""
    return [one.name for one in fields(kind) if one.name not in _PLACES and not one.name.endswith("_cell")]


def _figure(figure: Figure) -> str:
    return figure.said.text if figure.value is None else plain(figure.value)


def is_empty(result: FormResult) -> bool:
    """Nothing was reported: no result, no self-score, no executed amount."""
    rows = [*result.funds, *result.indicators]
    return not (
        any(one.actual and not is_nothing(one.actual) for one in result.indicators)
        or any(one.self_score.value is not None for one in rows)
        or any(one.executed.value for one in result.funds)
        or result.form.total_self_score.value is not None
    )


def amount_of(result: FormResult, field: BudgetField | str) -> Decimal | None:
    """What the form as a whole says of an amount, in 万元: the row of the whole sum, else the sources added up."""
    whole = next((fund for fund in result.funds if fund.source == "total"), None)
    if whole is None and len(result.funds) == 1:
        whole = result.funds[0]
    if whole is not None:
        return figure_of(whole, field).value
    parts = [figure_of(fund, field).value for fund in result.funds if fund.source in _SOURCES]
    known = [one for one in parts if one is not None]
    return sum(known, Decimal(0)) if known else None
