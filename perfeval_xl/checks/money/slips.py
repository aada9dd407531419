"""A slip of the unit: an amount that is 10,000 times what the rest of the form says (元 for 万元); judged here alone.

Who is the odd one is told by what the form says of the same money elsewhere, then by the heading's unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.funds import figure, total_of
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.quantities import quantities
from perfeval_xl.checks.kit.registry import Case, Draft, Row, cell_of, check
from perfeval_xl.checks.kit.spans import span
from perfeval_xl.form import Fund, Indicator, Meaning, Text
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity
from perfeval_xl.units import plain

_SLIP = Decimal(10_000)  # also 元 in a 万元
_COLUMNS = ("annual_budget", "executed", "initial_budget")
_ALIKE = (Decimal("0.98"), Decimal("1.02"))  # a total and its parts, one amount written twice
_SPENT = (Decimal("0.3"), Decimal("1.2"))  # executed against budget: anything that could be a rate of spending
_ADJUSTED = (Decimal("0.5"), Decimal("2"))  # the budget of the year against that of its beginning
_LEAST = Decimal(1)  # 万元: a project's whole money is hardly less
_FAR = Decimal(100)
_PER_HEAD = lazy("每|均|标准|单价|单位成本")  # 每人补助120元 is no sum of the project
# 购买慰问品80元 may be the price of one thing.
_WHOLE_SUM = lazy("支出|支付|执行|使用|预算|资金|经费|投入|投资|成本|总|共")
_AROUND = 12  # characters before an amount that say what it is


class _Amount(NamedTuple):
    fund: Fund
    column: str
    value: Decimal  # 万元


class _Witness(NamedTuple):
    """The project's money as the form names it with a unit of its own: in a goal, or in a cost indicator."""

    place: Text | Indicator
    field: str  # "target", "actual"; "" in a text
    value: Decimal  # 万元
    said: str
    sure: bool  # says that it is the whole sum; else it may be the price of one thing


UNIT_SLIP = Kind(
    code="R109",
    severity=Severity.ERROR,
    title="金额单位写错",
    says="{what}（程序没有改动您的数字，核对仍按表内数字进行）。",
    do="请{advice}。",
    explains=(
        *("B201", "B202", "B203", "B205", "B206", "B209", "B210", "B212", "B213", "N60"),
        *("S503", "S504", "S505", "S506", "S508", "S512", "S516", "S523", "S524"),
    ),
)


@check(UNIT_SLIP, over="form")
def amounts_are_in_one_unit(case: Case) -> Iterator[Draft]:
    """检查内容：同一张表的金额之间没有一万倍的差距（资金部分、成本指标、目标文字都看）；报告在写错的那一格，并写明合适的数字。
    哪一格写错，先看其他各处写的同一笔金额，再看表头的单位；看不出的，两处都写明，请人核对。
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
    if pair is None:
        yield from _against_witnesses(case, amounts)
        return
    odd = _odd_ones(case, amounts, pair)
    yield _slip_draft(case, odd, pair) if odd else _open_draft(case, pair)


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
    """A total and one of its parts (or the other way round) that fit when those out of scale are scaled."""
    whole = total_of(case)
    for column in _COLUMNS:
        total = next((one for one in amounts if one.fund is whole and one.column == column), None)
        parts = [one for one in amounts if one.fund is not whole and one.column == column]
        if total is None or not parts or _near(sum((one.value for one in parts), Decimal(0)), total.value):
            continue
        most = max(parts, key=lambda one: one.value)
        if _near(sum((one.value for one in parts), Decimal(0)) * _SLIP, total.value):
            return most, total
        big = [one for one in parts if one.value > total.value]
        scaled = sum((one.value / _SLIP if one in big else one.value for one in parts), Decimal(0))
        rest = sum((one.value for one in parts if one not in big), Decimal(0))
        if big and _near(scaled, total.value) and abs(scaled - total.value) < abs(rest - total.value):
            return total, most  # not where the total simply leaves them out
        small = [one for one in parts if one.value * _FAR < total.value]
        if small and _near(
            sum((one.value * _SLIP if one in small else one.value for one in parts), Decimal(0)), total.value
        ):
            return max(small, key=lambda one: one.value), total
    return None


def _near(one: Decimal, other: Decimal) -> bool:
    return other > 0 and _ALIKE[0] <= one / other <= _ALIKE[1]


def _odd_ones(case: Case, amounts: list[_Amount], pair: tuple[_Amount, _Amount]) -> list[_Amount]:
    """The amounts about as large as the one of the pair that is wrong: the one that nothing else on the form bears out,
    else the one that the heading's unit makes wrong. None where that cannot be decided."""
    small, big = ([one for one in amounts if _about(one, model)] for model in pair)
    told = [one.value for one in _witnesses(case)]
    backed_small, backed_big = (
        any(_near(value, one.value) for one in group for value in told) for group in (small, big)
    )
    in_other_unit = small if case.form.amount_unit == "元" else big
    odd = in_other_unit if backed_small == backed_big else small if backed_big else big
    if odd is small or not backed_small:
        raised = all(one.column == "initial_budget" for one in small) and min(one.value for one in small) >= _LEAST
        if raised and (odd is small or not _near(pair[1].value, pair[0].value * _SLIP)):
            return []  # a small budget that grew within the year is possible
    return sorted(odd, key=lambda one: (one.fund is not total_of(case), one.fund.row))


def _about(one: _Amount, model: _Amount) -> bool:
    return 1 / _FAR <= one.value / model.value <= _FAR


def _typed(value: Decimal, case: Case) -> str:
    """An amount as the clerk types it under the heading; amounts are kept in 万元."""
    return figure(value, case)


def _wrote(one: _Amount, case: Case) -> str:
    return words.said(one.fund, one.column) or _typed(one.value, case)


def _spoken(one: _Amount, case: Case) -> str:
    return f"{words.fund_name(one.fund)}的{words.field_word(one.column, fund=True)}填的是 {_wrote(one, case)}"


def _beside(one: _Amount, case: Case) -> str:
    name = f"{words.fund_name(one.fund)}的{words.field_word(one.column, fund=True)}"
    return f"{name}（{cell_of(one.fund, one.column)}）填的是 {_wrote(one, case)}"


def _slip_draft(case: Case, odd: list[_Amount], pair: tuple[_Amount, _Amount]) -> Draft:
    small, big = pair
    first = odd[0]
    is_big = _about(first, big)
    other = small if is_big else big
    what = f"{_spoken(first, case)}，{_beside(other, case)}，相差约一万倍"
    return _fund_draft(case, odd, is_big, what, [*odd, *pair], cell_of(other.fund, other.column) or "其他金额")


def _fund_draft(
    case: Case, odd: list[_Amount], is_big: bool, what: str, touching: Sequence[_Amount], other: str
) -> Draft:
    first = odd[0]
    fits = _typed(first.value / _SLIP if is_big else first.value * _SLIP, case)
    cell, unit = cell_of(first.fund, first.column), case.form.amount_unit
    also = [one for each in odd[1:] if (one := cell_of(each.fund, each.column))]
    more = f"，{'、'.join(also)} 也是这样" if also else ""
    meant = {("元", False): "万元", ("万元", True): "元", ("万元", False): "亿元", ("亿元", True): "万元"}.get(
        (unit, is_big)
    )
    corrected = f"，{'、'.join(also)} 同样改正" if also else ""
    why = f"{cell} 可能按“{meant}”填写，而表头写的是“{unit}”" if meant else f"{cell} 可能多写了一万倍（表头为“{unit}”）"
    return case.at(
        UNIT_SLIP,
        first.fund,
        first.column,
        expected=fits,
        touching=[(one.fund, one.column) for one in touching],
        what=f"{what}：{why}{more}",
        advice=f"把 {cell} 改为 {fits}{corrected}；如 {cell} 无误，请核对 {other}",
    )


def _open_draft(case: Case, pair: tuple[_Amount, _Amount]) -> Draft:
    """Which of the two is wrong, if one is, only the unit can tell."""
    small, big = pair
    cells = [cell_of(one.fund, one.column) for one in pair]
    return case.at(
        UNIT_SLIP,
        small.fund,
        small.column,
        severity=Severity.WARNING,
        touching=[(one.fund, one.column) for one in pair],
        cells=cells,
        what=f"{_spoken(small, case)}，{_beside(big, case)}，相差约一万倍，看不出哪一处的单位有误",
        advice=f"核对 {cells[0]} 和 {cells[1]} 是否都以“{case.form.amount_unit}”为单位；确实如此的，可以不改",
    )


# ------------------------------------------------------------------------- what goals and cost indicators say of it


def _witnesses(case: Case) -> list[_Witness]:
    """The amounts with a unit of their own that may be the project's whole money."""
    return case.once(("money_witnesses",), lambda: [*_in_texts(case), *_in_cost_rows(case)])


def _in_texts(case: Case) -> Iterator[_Witness]:
    for text in case.result.texts:
        if text.key not in ("goal_expected", "goal_actual"):
            continue
        for one in quantities(text.text):
            before = text.text[max(0, one.start - _AROUND) : one.start]
            priced = _PER_HEAD.search(before) or lazy("[/每]").match(text.text[one.end :].lstrip())
            if one.dimension != "money" or priced:
                continue
            value = one.base / _SLIP
            clause = lazy("[，,。；;、\n]").split(before)[-1]
            sure = value >= _LEAST or _WHOLE_SUM.search(clause) is not None
            yield _Witness(text, "", value, one.text, sure)


def _in_cost_rows(case: Case) -> Iterator[_Witness]:
    for row in case.indicators:
        if "成本" not in f"{row.level1 or ''}{row.level2 or ''}" or _PER_HEAD.search(row.name or ""):
            continue
        found = [(field, _money(meaning, row.target_value)) for field, meaning in _sides(row)]
        for field, value in found:
            if value is not None and value > 0:
                sure = value >= _LEAST or lazy("总|项目|投资").search(row.name or "") is not None
                yield _Witness(row, field, value, words.said(row, field) or "", sure)


def _sides(row: Indicator) -> tuple[tuple[str, Meaning], tuple[str, Meaning]]:
    return ("target", row.target_value), ("actual", row.actual_value)


def _money(meaning: Meaning, target: Meaning) -> Decimal | None:
    """A figure in 万元; one without a unit takes the target's."""
    if meaning.base is None or meaning.value is None:
        return None
    if meaning.dimension == "money":
        return meaning.base / _SLIP
    if meaning.unit or target.dimension != "money" or not target.value or target.base is None:
        return None
    return meaning.value * target.base / target.value / _SLIP


def _against_witnesses(case: Case, amounts: list[_Amount]) -> Iterator[Draft]:
    """The whole money against what goals and cost indicators say of it: the odd one of the two, once a row or text."""
    of_total = [one for one in amounts if one.fund is total_of(case)]
    witnesses = _witnesses(case)
    confirmed = any(_near(told.value, one.value) for told in witnesses for one in of_total)
    said: set[int] = set()
    for told in witnesses:
        apart = [one for one in of_total if _is_apart(told.value, one.value)]
        if not apart or id(told.place) in said:
            continue
        amount = min(apart, key=lambda one: abs(one.value - _scaled(told.value, one.value)))
        if not confirmed and _amounts_are_odd(case, told, amount):
            yield _all_odd_draft(case, told, amount, amounts)
            return
        if told.sure or not isinstance(told.place, Text):
            said.add(id(told.place))
            yield _witness_draft(case, told, amount)


def _is_apart(one: Decimal, other: Decimal) -> bool:
    return _near(one, other * _SLIP) or _near(one * _SLIP, other)


def _scaled(one: Decimal, other: Decimal) -> Decimal:
    """One in the scale of the other, from which it is 10,000 times apart."""
    return one * _SLIP if one < other else one / _SLIP


def _amounts_are_odd(case: Case, told: _Witness, amount: _Amount) -> bool:
    """The heading's unit leaves it open, and the other is the more likely size of a project."""
    if case.form.amount_unit == "元":
        return told.value > amount.value and amount.value < _LEAST
    return told.value < amount.value and told.value >= _LEAST


def _all_odd_draft(case: Case, told: _Witness, amount: _Amount, amounts: list[_Amount]) -> Draft:
    odd = [amount, *(one for one in amounts if one is not amount and _about(one, amount))]
    cell, where = _where(told)
    what = f"{_spoken(amount, case)}，而{where}（{cell}）写的是“{told.said}”，相差一万倍"
    return _fund_draft(case, odd, told.value < amount.value, what, amounts, cell)


def _where(told: _Witness) -> tuple[str, str]:
    if isinstance(told.place, Text):
        return told.place.cell, told.place.label
    cell = cell_of(told.place, told.field) or words.home_cell(told.place) or ""
    return cell, f"成本指标“{words.name_of(told.place)}”的{words.field_word(told.field)}"


def _witness_draft(case: Case, told: _Witness, amount: _Amount) -> Draft:
    fits = _scaled(told.value, amount.value)
    cell, where = _where(told)
    right = f"{plain(fits)}万元"
    what = f"{where}写的是“{told.said}”，{_beside(amount, case)}（表头为“{case.form.amount_unit}”），相差一万倍"
    advice = f"把 {cell} 的“{told.said}”改为“{right}”；如 {cell} 无误，请核对 {cell_of(amount.fund, amount.column)}"
    if isinstance(told.place, Text):
        severity = None if told.value >= _LEAST else Severity.WARNING  # 120元 may be the price of one thing
        return case.at_text(
            UNIT_SLIP, told.place, stated=told.said, expected=right, severity=severity, what=what, advice=advice
        )
    touching: list[tuple[Row, str]] = [(told.place, one) for one in ("target", "actual")]
    return case.at(
        UNIT_SLIP,
        told.place,
        told.field,
        expected=right,
        severity=None if told.sure else Severity.WARNING,
        touching=touching,
        what=what,
        advice=advice,
    )
