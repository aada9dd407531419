"""What the formulas of a filled 自评表 come to, so that a program that does not calculate shows it too."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

from perfeval_xl.writing.standard import layout as at
from perfeval_xl.writing.standard.cell_contents import Content, SheetContents
from perfeval_xl.writing.standard.formulas import budget_column, earned_points

if TYPE_CHECKING:
    from perfeval_xl.rules.model import RuleSet
    from perfeval_xl.writing.standard.layout import FormLayout

_DIGITS = 15  # what a spreadsheet program keeps of a number
Results = dict[tuple[int, int], Content]


def results_of(rules: RuleSet, layout: FormLayout, sheet: SheetContents) -> Results:
    """Results of the formulas in the cells that hold nothing else: 执行率, its 得分, 总分, 等级."""
    rates = {
        row: rate
        for row in range(layout.fund_first, layout.fund_last + 1)
        if (rate := _rate(rules, sheet, row)) is not None
    }
    out: Results = {(row, at.RATE): _result(rate) for row, rate in rates.items()}
    if rules.execution.scored.value:
        out[layout.fund_first, at.FUND_SCORE] = _result(_rate_score(rules, layout, sheet, rates))
    score = out.get((layout.fund_first, at.FUND_SCORE))
    total = _total(rules, layout, sheet, score)
    out[layout.total_row, at.SCORE] = _result(total)
    stated = sheet.cells.get((layout.total_row, at.SCORE))
    shown = stated.number if stated is not None else total
    out[layout.grade_row, at.WEIGHT] = Content("" if shown is None else rules.grade_of(shown), is_result=True)
    return out


def _result(value: Decimal | None) -> Content:
    return Content(number=value, is_result=True)


def _number(sheet: SheetContents, row: int, column: int) -> Decimal | None:
    entry = sheet.cells.get((row, column))
    return None if entry is None else entry.number


def _rate(rules: RuleSet, sheet: SheetContents, row: int) -> Decimal | None:
    column = {"D": at.INITIAL, "E": at.BUDGET, None: None}[budget_column(rules)]
    budget = None if column is None else _number(sheet, row, column)
    executed = _number(sheet, row, at.EXECUTED)
    if budget is None or executed is None or budget <= 0:
        return None
    with localcontext(prec=_DIGITS, rounding=ROUND_HALF_UP):
        return executed / budget


def _rate_score(rules: RuleSet, layout: FormLayout, sheet: SheetContents, rates: dict[int, Decimal]) -> Decimal | None:
    row = layout.fund_first
    stated = sheet.cells.get((row, at.RATE))
    rate = stated.number if stated is not None else rates.get(row)
    weight = (
        _number(sheet, row, at.FUND_WEIGHT) if (row, at.FUND_WEIGHT) in sheet.cells else rules.execution.weight.value
    )
    return None if rate is None or weight is None else earned_points(rules, weight, rate)


def _total(rules: RuleSet, layout: FormLayout, sheet: SheetContents, computed: Content | None) -> Decimal | None:
    scores: list[Decimal] = []
    for rows in _rows_of_scores(layout):
        if not _filled(sheet, rows[0], at.SCORE):
            if any(_filled(sheet, row, column) for row in rows for column in (at.NAME, at.WEIGHT)):
                return None
        elif (score := _number(sheet, rows[0], at.SCORE)) is not None:
            scores.append(score)
    if not scores:
        return None
    if rules.execution.scored.value:
        first = sheet.cells.get((layout.fund_first, at.FUND_SCORE), computed)
        if first is None or first.number is None:
            return None
        scores.append(first.number)
    total = rules.rounding.round(sum(scores, Decimal(0)))
    rate = _number(sheet, layout.fund_first, at.RATE)
    caps = [cap.total_at_most for cap in rules.execution.total_caps.value if rate is not None and rate < cap.rate_below]
    return min([total, *caps])


def _rows_of_scores(layout: FormLayout) -> list[range]:
    """The rows that each 得分 stands for."""
    out: list[range] = []
    for first, last, shared in layout.score_spans():
        out += [range(first, last + 1)] if shared else [range(row, row + 1) for row in range(first, last + 1)]
    return out


def _filled(sheet: SheetContents, row: int, column: int) -> bool:
    entry = sheet.cells.get((row, column))
    return entry is not None and (bool(entry.text) or entry.number is not None)
