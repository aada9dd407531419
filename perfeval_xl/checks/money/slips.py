"""A slip of the unit: an amount that is 10,000 times what all other amounts of the form say (元 for 万元)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.funds import total_of
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, cell_of, check
from perfeval_xl.checks.kit.spans import span
from perfeval_xl.form import Fund
from perfeval_xl.result import Severity
from perfeval_xl.units import plain

_SLIP = Decimal(10_000)
_COLUMNS = ("annual_budget", "executed", "initial_budget")
_ALIKE = (Decimal("0.98"), Decimal("1.02"))  # a total and its parts, an adjusted budget: one thing
_SPENT = (Decimal("0.3"), Decimal("1.2"))  # executed against budget: anything that could be a rate of spending
_ADJUSTED = (Decimal("0.5"), Decimal("2"))  # the budget of the year against that of its beginning


class _Amount(NamedTuple):
    fund: Fund
    column: str
    value: Decimal  # 万元


UNIT_SLIP = Kind(
    code="R109",
    severity=Severity.ERROR,
    title="金额单位写错",
    says="{what}（程序没有改动您的数字，核对仍按表内数字进行）。",
    do="请{advice}",
    explains=("B201", "B202", "B203", "B205", "B206", "B209", "B210", "B212", "B213", "N60", "S503", "S508", "S516"),
)


@check(UNIT_SLIP, over="form")
def amounts_are_in_one_unit(case: Case) -> Iterator[Draft]:
    """检查内容：同一张表的金额之间没有一万倍的差距；报告在与全表其他金额不合的那一格，并写明合适的数字。
    依据：“元”和“万元”混用是常见的填报错误；不擅自换算，由此引起的其他不符不再重复报告。
    例（好）：预算数 120，执行数 119.5（万元）。
    例（坏）：预算数 120，执行数 1195000（万元）。
    """
    amounts = [
        _Amount(fund, column, given.low)
        for fund in case.funds
        for column in _COLUMNS
        if (given := span(fund, column)) is not None and given.low > 0
    ]
    pair = _ten_thousand_apart(case, amounts)
    if pair is not None:
        yield _slip_draft(case, _odd_ones(case, amounts, pair), pair)
        return
    for note in case.result.notes:
        if note.kind == "unit_slip":
            advice = f"核对该金额的单位（表头为“{case.form.amount_unit}”）。"
            severity = None if note.detail else Severity.WARNING
            yield case.at_note(
                UNIT_SLIP,
                note,
                severity=severity,
                stated=case.said_at(note.cell),
                places=_places(case, amounts),
                what=note.text.rstrip("。"),
                advice=advice,
            )


def _ten_thousand_apart(case: Case, amounts: list[_Amount]) -> tuple[_Amount, _Amount] | None:
    """Two amounts, the smaller first, that should be alike and are 10,000 times apart."""
    for one in amounts:
        for other in amounts:
            limits = _limits(one, other)
            if limits is not None and limits[0] <= other.value / one.value / _SLIP <= limits[1]:
                return one, other
    return _sum_apart(case, amounts)


def _limits(small: _Amount, big: _Amount) -> tuple[Decimal, Decimal] | None:
    """How near the two have to be, the factor apart; None where they may differ by anything."""
    if small.fund is not big.fund or small.column == big.column:
        return None
    columns = {small.column, big.column}
    if "executed" not in columns:
        return _ADJUSTED
    if small.column == "executed" and _rate_says_so(small, big):
        return None  # so little was spent, and the form says so
    low, high = _SPENT
    return (low, high) if big.column == "executed" else (1 / high, 1 / low)


def _rate_says_so(executed: _Amount, budget: _Amount) -> bool:
    rate = span(executed.fund, "rate")
    return rate is not None and rate.low <= executed.value / budget.value <= rate.high


def _sum_apart(case: Case, amounts: list[_Amount]) -> tuple[_Amount, _Amount] | None:
    whole = total_of(case)
    for column in _COLUMNS:
        total = next((one for one in amounts if one.fund is whole and one.column == column), None)
        parts = [one for one in amounts if one.fund is not whole and one.column == column]
        if total is None or not parts:
            continue
        most = max(parts, key=lambda one: one.value)
        ratio = sum((one.value for one in parts), Decimal(0)) / total.value
        if _ALIKE[0] <= ratio / _SLIP <= _ALIKE[1]:
            return total, most
        if _ALIKE[0] <= 1 / ratio / _SLIP <= _ALIKE[1]:
            return most, total
    return None


def _odd_ones(case: Case, amounts: list[_Amount], pair: tuple[_Amount, _Amount]) -> list[_Amount]:
    """The fewer of the amounts, about as large as one or the other of the pair; of as many, those in the other unit
    than the heading says."""
    small, big = ([one for one in amounts if _about(one, model)] for model in pair)
    in_other_unit = small if case.form.amount_unit == "元" else big
    odd = in_other_unit if len(small) == len(big) else min(small, big, key=len)
    return sorted(odd, key=lambda one: (one.fund is not total_of(case), one.fund.row))


def _about(one: _Amount, model: _Amount) -> bool:
    return Decimal("0.01") <= one.value / model.value <= Decimal(100)


def _slip_draft(case: Case, odd: list[_Amount], pair: tuple[_Amount, _Amount]) -> Draft:
    small, big = pair
    first = odd[0]
    is_big = _about(first, big)
    fits = first.value / _SLIP if is_big else first.value * _SLIP
    unit = case.form.amount_unit
    factor = _SLIP if unit == "元" else Decimal(1)  # amounts are kept in 万元, the clerk types what the heading says
    wrong, right = ("元", "万元") if is_big else ("万元", "元")
    cell = cell_of(first.fund, first.column)
    wrote = words.said(first.fund, first.column) or plain(first.value * factor)
    also = [cell_of(one.fund, one.column) for one in odd[1:]]
    more = f"，{'、'.join(one for one in also if one)} 也是这样" if any(also) else ""
    models = [one for one in pair if not any(one is each for each in odd)] or [small if is_big else big]
    other = models[0]
    what = (
        f"{words.fund_name(first.fund)}的{words.field_word(first.column, fund=True)}填的是 {wrote}，"
        f"{words.fund_name(other.fund)}的{words.field_word(other.column, fund=True)}"
        f"（{cell_of(other.fund, other.column)}）填的是 {words.said(other.fund, other.column)}，相差约一万倍："
        f"{cell} 可能按“{wrong}”填写，而表头写的是“{unit}”{more}"
    )
    return case.at(
        UNIT_SLIP,
        first.fund,
        first.column,
        expected=plain(fits * factor),
        touching=[(one.fund, one.column) for one in (*odd, *pair)],
        what=what,
        advice=f"把 {cell} 改为 {plain(fits * factor)}；如 {cell} 无误，请核对其他金额是否应按“{right}”填写。",
    )


def _places(case: Case, amounts: list[_Amount]) -> list[tuple[str, str]]:
    cells = [cell_of(one.fund, one.column) for one in amounts]
    return [(case.form.sheet, cell) for cell in cells if cell]
