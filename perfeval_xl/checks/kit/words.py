"""Words of the form for a finding: what a place is called, and what stands there as a person sees it."""

from __future__ import annotations

import re
from decimal import Decimal

from perfeval_xl.form import Approved, Figure, Form, Fund, Indicator
from perfeval_xl.units import plain

_LONGEST_QUOTE = 80  # characters of a cell's text quoted in a message; the finding keeps the whole
LONGEST = 24  # characters of an indicator's name in a label

_FUND = {
    "label": "资金来源",
    "initial_budget": "年初预算数",
    "annual_budget": "全年预算数",
    "executed": "全年执行数",
    "rate": "执行率",
    "weight": "分值",
    "self_score": "得分",
    "reason": "原因",
}
_INDICATOR = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "self_score": "得分",
    "review_score": "复核分",
    "reason": "偏差原因分析及改进措施",
}
_FORM = {
    "title": "标题",
    "year": "年度",
    "project": "项目名称",
    "department": "主管部门",
    "unit": "实施单位",
    "amount_unit": "金额单位",
    "goal_expected": "年度总体目标·预期目标",
    "goal_actual": "年度总体目标·实际完成情况",
    "total_weight": "总分·分值",
    "total_self_score": "总分·得分",
    "grade": "等级",
    "declared_rules": "评分规则编号",
}
_NUMBERED = re.compile(r"^指标\s*\d+\s*[:：.、]\s*")


def label(row: Form | Fund | Indicator | Approved, place: str) -> str:
    """What a place is on the form: 年度资金总额·执行率."""
    if isinstance(row, Form):
        return _FORM.get(place, place)
    if isinstance(row, Fund):
        return f"{fund_name(row)}·{_FUND.get(place, place)}"
    if place in ("level1", "level2"):
        return " ".join((getattr(row, place) or _INDICATOR[place]).split())
    return f"{name_of(row)}·{_INDICATOR.get(place, place)}"


def field_word(place: str, *, fund: bool = False) -> str:
    """The form's word for a column."""
    return (_FUND if fund else _INDICATOR).get(place, place)


def fund_name(fund: Fund) -> str:
    """A source of money as printed, without its colon and 其中."""
    name = fund.label.strip().rstrip(":：")
    return re.sub(r"^其中\s*[:：]?\s*", "", name) or "资金"


def name_of(row: Indicator | Approved) -> str:
    """An indicator's name for a label: without 指标1：, on one line, not too long."""
    name = _NUMBERED.sub("", " ".join((row.name or "").split()))
    name = name or row.level2 or row.level1 or f"第 {row.row + 1} 条指标"
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def home_cell(row: Form | Fund | Indicator | Approved) -> str | None:
    """The cell that stands for the whole row, where the place meant has none."""
    if isinstance(row, Form):
        return row.title_cell or row.range.partition(":")[0] or None
    if isinstance(row, Fund):
        return row.label_cell
    return row.name_cell


def said(row: Form | Fund | Indicator | Approved, place: str) -> str | None:
    """What stands in a field, as a person sees it; None when it is blank."""
    value = getattr(row, place, None)
    if isinstance(value, Figure):
        return value.said.text or None
    return None if value is None else spoken(value)


def spoken(value: object) -> str:
    """A value inside a sentence."""
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)


def on_one_line(text: str) -> str:
    """Line breaks of a cell as spaces; all else as it is."""
    return re.sub(r"\s*[\r\n]\s*", " ", text) if "\n" in text or "\r" in text else text


def quoted(value: object) -> str:
    """What stands in a cell, short enough and on one line, for quoting it in a sentence."""
    said = " ".join(spoken(value).split())
    return said if len(said) <= _LONGEST_QUOTE else said[: _LONGEST_QUOTE - 1] + "…"
