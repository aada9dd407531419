"""One form on two sheets: head and money on one and the indicators on the next, or its table going on there."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import TypeVar

from perfeval_xl.addresses import seen_from
from perfeval_xl.form import Figure, Form, Fund, Indicator
from perfeval_xl.reading.records.remarks import Remarks
from perfeval_xl.result import FormResult

_Row = TypeVar("_Row", Fund, Indicator)
_TELLS_WHOSE = ("project", "department", "unit")
_HEAD = ("title", "year", *_TELLS_WHOSE, "goal_expected", "goal_actual")
_TOTALS = ("total_weight", "total_self_score", "grade")
_COLUMNS = ("has_targets", "has_actuals", "has_weights", "has_scores")
_FULL = Decimal(100)  # points: a table that gives so many is no half of one


def is_body(one: FormResult) -> bool:
    """Indicators without anything that says whose they are."""
    return bool(one.indicators) and all(getattr(one.form, name) is None for name in _TELLS_WHOSE)


def is_money_alone(one: FormResult) -> bool:
    return bool(one.funds) and all(getattr(one.form, name) is None for name in _TELLS_WHOSE)


def breaks_off(one: FormResult) -> bool:
    """A form that says whose it is and has no total: its table may go on elsewhere."""
    return bool(one.indicators) and not one.form.has_total and not is_body(one)


def goes_on(form: FormResult, page: FormResult) -> bool:
    """Whether a table without a head can be the rest of this one: together they give no more points than a form has."""
    if not breaks_off(form) or not is_body(page):
        return False
    points = [row.weight.value for row in (*form.indicators, *page.indicators) if row.weight.value is not None]
    return sum(points, Decimal(0)) <= max(_FULL, page.form.total_weight.value or _FULL)


def join(body: FormResult, head: FormResult) -> None:
    """Gives a form what it lacks of the head and money that stand on another sheet."""
    form = body.form
    _take(form, head.form, _HEAD)
    form.kind = head.form.kind if form.kind == "project" else form.kind
    if not body.funds:
        _take_money(body, head)
    what = "资金" if is_money_alone(head) else "表头"
    text = f"{what}写在工作表“{head.form.sheet}”，指标写在工作表“{form.sheet}”，已合为一张表核对。"
    _take_the_rest(body, head, text)


def append(form: FormResult, page: FormResult) -> None:
    """Gives a form the rows, and the total, that stand on another sheet."""
    for row in page.indicators:
        row.form_id, row.row = form.form.form_id, len(form.indicators)
        form.indicators.append(_from_elsewhere(row, form.form.sheet, page.form.sheet))
    if not form.funds:
        _take_money(form, page)
    _take(form.form, page.form, ("goal_expected", "goal_actual"))
    for name in _TOTALS:
        _take_field(form.form, page.form, name)
    form.form.has_total = page.form.has_total
    for name in _COLUMNS:
        setattr(form.form, name, getattr(form.form, name) or getattr(page.form, name))
    text = f"指标从工作表“{form.form.sheet}”接到工作表“{page.form.sheet}”，已合为一张表核对。"
    _take_the_rest(form, page, text)


def _take(form: Form, other: Form, names: tuple[str, ...]) -> None:
    """What the form lacks of these fields, with their cells."""
    for name in names:
        if getattr(form, name) is None:
            _take_field(form, other, name)


def _take_field(form: Form, other: Form, name: str) -> None:
    value = getattr(other, name)
    if isinstance(value, Figure):
        cell = value.cell and seen_from(form.sheet, other.sheet, value.cell)
        setattr(form, name, replace(value, cell=cell))
        return
    cell = getattr(other, f"{name}_cell")
    setattr(form, name, value)
    setattr(form, f"{name}_cell", cell and seen_from(form.sheet, other.sheet, cell))


def _take_money(form: FormResult, other: FormResult) -> None:
    form.form.has_funds, form.form.amount_unit = other.form.has_funds, other.form.amount_unit
    for fund in other.funds:
        fund.form_id = form.form.form_id
    form.funds = [_from_elsewhere(fund, form.form.sheet, other.form.sheet) for fund in other.funds]


def _take_the_rest(form: FormResult, other: FormResult, text: str) -> None:
    for one in (*other.texts, *other.notes):
        one.form_id = form.form.form_id
    form.texts += other.texts
    form.notes += other.notes
    remarks = Remarks(form.form.form_id, form.form.sheet)
    remarks.add("two_sheets", form.form.first_cell, "", text)
    form.notes += remarks.notes


def _from_elsewhere(row: _Row, sheet: str, other: str) -> _Row:
    """The row with its cells as a form on `sheet` calls them."""
    for one in fields(row):
        value = getattr(row, one.name)
        if isinstance(value, Figure):
            setattr(row, one.name, replace(value, cell=value.cell and seen_from(sheet, other, value.cell)))
        elif one.name.endswith("_cell") and value:
            setattr(row, one.name, seen_from(sheet, other, value))
    return row
