"""One form on two sheets: head and money on one, the indicators on the next."""

from __future__ import annotations

from dataclasses import fields, replace

from perfeval_xl.form import Figure, Fund
from perfeval_xl.reading.records.remarks import Remarks
from perfeval_xl.result import FormResult

_TELLS_WHOSE = ("project", "department", "unit")
_HEAD = ("title", "year", *_TELLS_WHOSE, "goal_expected", "goal_actual")


def is_body(one: FormResult) -> bool:
    """Indicators without anything that says whose they are."""
    return bool(one.indicators) and all(getattr(one.form, name) is None for name in _TELLS_WHOSE)


def join(body: FormResult, head: FormResult) -> None:
    """Gives a form what it lacks of the head and money that stand on another sheet.

    What is taken from there has no cell on the form's own sheet.
    """
    form = body.form
    for name in _HEAD:
        if getattr(form, name) is None:
            setattr(form, name, getattr(head.form, name))
    form.kind = head.form.kind if form.kind == "project" else form.kind
    if not body.funds:
        form.has_funds, form.amount_unit = head.form.has_funds, head.form.amount_unit
        body.funds = [_without_cells(fund, form.form_id) for fund in head.funds]
    for text in head.texts:
        text.form_id = form.form_id
    body.texts += head.texts
    remarks = Remarks(form.form_id, form.sheet)
    text = f"表头写在工作表“{head.form.sheet}”，指标写在工作表“{form.sheet}”，已合为一张表核对。"
    remarks.add("two_sheets", form.first_cell, "", text)
    body.notes += remarks.notes


def _without_cells(fund: Fund, form_id: str) -> Fund:
    fund.form_id = form_id
    for one in fields(Fund):
        value = getattr(fund, one.name)
        if isinstance(value, Figure):
            setattr(fund, one.name, replace(value, cell=None))
        elif one.name.endswith("_cell"):
            setattr(fund, one.name, None)
    return fund
