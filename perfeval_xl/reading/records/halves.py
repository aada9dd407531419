"""One form on two sheets: head and money on one, the indicators on the next."""

from __future__ import annotations

from dataclasses import fields, replace

from perfeval_xl.form import Figure, Fund
from perfeval_xl.reading.records.remarks import Remarks
from perfeval_xl.result import FormResult

_HEAD = ("title", "year", "project", "department", "unit", "goal_expected", "goal_actual")


def is_body(one: FormResult) -> bool:
    """Indicators without any head and money."""
    form = one.form
    return bool(one.indicators) and not one.funds and all(getattr(form, name) is None for name in _HEAD)


def join(body: FormResult, head: FormResult) -> None:
    """Gives a form the head and money that stand on another sheet. They have no cell on the form's own sheet."""
    form = body.form
    for name in _HEAD:
        setattr(form, name, getattr(head.form, name))
    form.kind, form.has_funds, form.amount_unit = head.form.kind, head.form.has_funds, head.form.amount_unit
    body.funds = [_without_cells(fund, form.form_id) for fund in head.funds]
    body.texts += head.texts
    for text in head.texts:
        text.form_id = form.form_id
    remarks = Remarks(form.form_id, form.sheet)
    text = f"表头和资金写在工作表“{head.form.sheet}”，指标写在工作表“{form.sheet}”，已合为一张表核对。"
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
