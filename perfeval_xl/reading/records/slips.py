"""Amounts that look mistaken by a factor of 10,000 (元 for 万元): noticed and named, never repaired."""

from __future__ import annotations

import re
from decimal import Decimal

from perfeval_xl.form import Form, Fund, Indicator, cell_of, figure_of
from perfeval_xl.form_words import FUND_WORDS
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.records.remarks import Remarks
from perfeval_xl.units import plain

_SLIP = Decimal(10_000)
_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(亿元|万元|元)(?!/|每|[\u4e00-\u9fff]?/)")
_PER_HEAD = re.compile("每|均|标准|单价")  # 每人补助120元 is no sum of the project
_TIMES = {"亿元": Decimal(10_000), "万元": Decimal(1), "元": Decimal("0.0001")}
_COLUMNS = tuple((column, FUND_WORDS[column]) for column in ("annual_budget", "executed", "initial_budget"))
_NEAR = Decimal("0.02")  # how far from exactly 10,000 two figures of one thing may be


def note_unit_slips(form: Form, funds: list[Fund], indicators: list[Indicator], remarks: Remarks) -> None:
    """Notes on suspicion only: where two figures that should be alike are 10,000 times apart."""
    total = next((one for one in funds if one.source == "total"), None)
    if total is not None:
        _against_texts(form, total, indicators, remarks)


def _is_slip(ratio: Decimal, low: Decimal, high: Decimal) -> bool:
    return low <= ratio / _SLIP <= high or (ratio > 0 and low <= 1 / (ratio * _SLIP) <= high)


def _against_texts(form: Form, total: Fund, indicators: list[Indicator], remarks: Remarks) -> None:
    """The budget against amounts named in the goals and in cost indicators."""
    for column, word in _COLUMNS[:2]:
        figure = figure_of(total, column).value
        if not figure:
            continue
        named = _named(form, indicators)
        if not named or any(abs(value - figure) <= figure * _NEAR for value, _, _ in named):
            continue
        for value, where, text in named:
            if value and _is_slip(figure / value, 1 - _NEAR, 1 + _NEAR):
                note = (
                    f"{word}按“{form.amount_unit}”读作 {plain(figure)} 万元，而{where}写的是“{text}”，"
                    "相差一万倍，疑似单位有误，请核对；程序未作改动。"
                )
                sure = text if value >= 1 else ""  # 120元 may be the price of one thing
                remarks.add("unit_slip", cell_of(total, column), f"{total.label}·{word}", note, sure)
                return


def _named(form: Form, indicators: list[Indicator]) -> list[tuple[Decimal, str, str]]:
    out: list[tuple[Decimal, str, str]] = []
    for text, where in ((form.goal_expected, "预期目标"), (form.goal_actual, "实际完成情况")):
        out += [(value, where, said) for value, said in _amounts(text or "")]
    for one in indicators:
        if "成本" in (one.level2 or "") or "成本" in (one.level1 or ""):
            for text in (one.target, one.actual):
                out += [(value, f"成本指标“{one.name or ''}”", said) for value, said in _amounts(text or "")]
    return out


def _amounts(text: str) -> list[tuple[Decimal, str]]:
    """Amounts written in a text, in 万元."""
    words = plain_text(text)
    return [
        (Decimal(one.group(1).replace(",", "")) * _TIMES[one.group(2)], one.group())
        for one in _AMOUNT.finditer(words)
        if not _PER_HEAD.search(words[max(0, one.start() - 8) : one.start()])
    ]
