"""Which kind of form it is, by its title, its columns and what is filled in."""

from __future__ import annotations

import re

from perfeval_xl.form import Form, FormKind, Fund, Indicator
from perfeval_xl.form_words import is_nothing
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.places import FormPlaces

_EXAMPLE = re.compile(r"示例|样例|范例|样表|填报样式|填表样式")
_STAND_IN = re.compile(r"^(?:[×xX*＊○〇]{2,}|某{2,})")
_DEPARTMENT = re.compile(r"(?:部门|单位)(?:\(单位\))?整体|整体支出|整体绩效")
_TRANSFER = re.compile(r"转移支付")
_PROJECT = re.compile(r"项目(?:支出)?(?:绩效)?自评|项目支出")
_REVIEW = re.compile(r"复核表|复核底稿|复评表|抽查复核|评审表|审核表")


def kind_of(places: FormPlaces, form: Form, funds: list[Fund], indicators: list[Indicator]) -> FormKind:
    """The kind; "project" where nothing says another."""
    title, sheet = plain_text(form.title or ""), plain_text(form.sheet)
    columns = [block.columns for block in places.indicators if block.kind == "actual"]
    if _is_blank(form, funds, indicators):
        return "blank"
    if _EXAMPLE.search(sheet) or _EXAMPLE.search(title) or _is_stand_in(places):
        return "example"
    if _REVIEW.search(title) or any(one.has("review_actual") for one in columns):
        return "review"
    if _DEPARTMENT.search(title):
        return "department"
    if columns and not any(one.has("target") or one.has("actual") or one.unknown for one in columns):
        return "score_table"
    if columns and not any(one.has("target") or one.has("weight") or one.has("self_score") for one in columns):
        return "checklist"
    local = any(pair.concept in ("local_department", "central_department") for pair in places.pairs)
    return "transfer" if _TRANSFER.search(title) or (local and not _PROJECT.search(title)) else "project"


def _is_stand_in(places: FormPlaces) -> bool:
    """××项目（示例）: the name of no project."""
    named = [pair for pair in places.pairs if pair.concept == "project"]
    texts = [plain_text(pair.inline or (pair.value.text if pair.value else "")) for pair in named]
    return any(_EXAMPLE.search(text) or _STAND_IN.match(text) for text in texts)


def _is_blank(form: Form, funds: list[Fund], indicators: list[Indicator]) -> bool:
    """Nothing that a unit fills in is filled in: no project, no money, no target or result, no score."""
    texts = (form.project, form.unit, form.goal_expected, form.goal_actual)
    return not (
        any(text and not is_nothing(text) for text in texts)
        or any(_money_said(one) for one in funds)
        or any(one.target or one.actual or one.self_score.value is not None or one.reason for one in indicators)
    )


def _money_said(fund: Fund) -> bool:
    return any((fund.initial_budget.value, fund.annual_budget.value, fund.executed.value))
