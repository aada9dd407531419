"""The live formulas of the standard 自评表, and those of its conditional formats.

Only functions that Excel 2010, WPS and LibreOffice all have. Blank stays blank: a formula without its inputs shows "".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfeval_xl.form import Figure, Fund, figure_of
from perfeval_xl.units import plain
from perfeval_xl.writing.standard import layout as at
from perfeval_xl.writing.standard.layout import STANDARD_FUNDS, FormLayout

if TYPE_CHECKING:
    from perfeval_xl.rules.model import RuleSet

Formulas = dict[tuple[int, int], str]  # by row and column
_EVERY_COLUMN = Fund("", 0, "total", "", initial_budget=Figure(cell="D"), annual_budget=Figure(cell="E"))


def _round(rules: RuleSet, expression: str) -> str:
    name = "ROUND" if rules.rounding.mode.value == "half_up" else "ROUNDDOWN"
    return f"{name}({expression},{rules.rounding.decimals.value})"


def formulas_of(rules: RuleSet, layout: FormLayout) -> Formulas:
    """Every formula in a cell: 执行率, its 得分, 总分, 等级."""
    rows = range(layout.fund_first, layout.fund_last + 1)
    found = {(row, at.RATE): formula for row in rows if (formula := _rate(rules, row)) is not None}
    if rules.execution.scored.value:
        found |= {
            (row, at.FUND_SCORE): _rate_score(rules, row)
            for row, (source, _) in zip(rows, layout.funds, strict=True)
            if source == "total"
        }
    found[layout.total_row, at.SCORE] = _total(rules, layout)
    found[layout.grade_row, at.WEIGHT] = _grade(rules, layout)
    return found


def budget_column(rules: RuleSet) -> str | None:
    """The column that the execution rate is taken of; None where the form has none for it (实际到位资金)."""
    field = rules.budget_of(_EVERY_COLUMN)
    return None if field is None else figure_of(_EVERY_COLUMN, field).cell


def _rate(rules: RuleSet, row: int) -> str | None:
    """执行率 of one row of funds: executed ÷ budget; blank until both are there. None: the unit's to fill in."""
    column = budget_column(rules)
    if column is None:
        return None
    budget = f"{column}{row}"
    return f'IF(AND(ISNUMBER({budget}),ISNUMBER(F{row})),IF({budget}>0,F{row}/{budget},""),"")'


def _earned(rules: RuleSet, row: int) -> str:
    if rules.execution.method.value == "linear":
        return f"MIN(G{row},G{row}*H{row})"
    earned = "0"
    for step in reversed(rules.execution.steps.value):
        earned = f"IF(ROUND(H{row},6)>={plain(step.rate_from)},G{row}*{plain(step.share)},{earned})"
    return earned


def _rate_score(rules: RuleSet, row: int) -> str:
    """得分 of the execution rate; blank until rate and 分值 are there."""
    return f'IF(AND(ISNUMBER(G{row}),ISNUMBER(H{row})),{_round(rules, _earned(rules, row))},"")'


def _total(rules: RuleSet, layout: FormLayout) -> str:
    """总分; blank while any 得分 of a filled row is blank."""
    top, scores = layout.fund_first, f"H{layout.first}:H{layout.last}"
    missing = [f"COUNT({scores})=0", *(_open_rows(*span) for span in layout.score_spans())]
    adding = f"SUM({scores})"
    if rules.execution.scored.value:
        missing.insert(0, f"NOT(ISNUMBER(I{top}))")
        adding = f"I{top}+{adding}"
    result = _round(rules, adding)
    for cap in rules.execution.total_caps.value:
        result = f"MIN({result},IF(H{top}<{plain(cap.rate_below)},{plain(cap.total_at_most)},1000))"
    return f'IF(OR({",".join(missing)}),"",{result})'


def _open_rows(first: int, last: int, shared: bool) -> str:
    """Whether a filled row among these has no 得分 yet."""
    filled = f"LEN(D{first}:D{last})+LEN(G{first}:G{last})>0"
    if shared:
        return f"AND(LEN(H{first})=0,SUMPRODUCT(({filled})*1)>0)"
    return f"SUMPRODUCT(({filled})*(LEN(H{first}:H{last})=0))>0"


def _grade(rules: RuleSet, layout: FormLayout) -> str:
    """等级 of 总分; blank while that is blank."""
    cell = f"H{layout.total_row}"
    bands = rules.grades.bands.value
    out = f'"{bands[-1].name}"'
    for band in reversed(bands[:-1]):
        out = f'IF({cell}>={plain(band.total_from)},"{band.name}",{out})'
    return f'IF(ISNUMBER({cell}),{out},"")'


# -------------------------------------------------------------------------------------- what turns a cell red, when


def alarms(rules: RuleSet, layout: FormLayout) -> list[tuple[str, str]]:
    """(range, condition) of every conditional format; the condition is written for the first cell of the range."""
    top, bottom = layout.fund_first, layout.fund_last
    first, last, total_row, grade_row = layout.first, layout.last, layout.total_row, layout.grade_row
    budget = budget_column(rules) or "E"
    out: list[tuple[str, str]] = []
    if tuple(source for source, _ in layout.funds) == tuple(source for source, _ in STANDARD_FUNDS):
        out.append(
            (
                f"D{top}:F{top}",
                f"AND(ISNUMBER(D{top}),COUNT(D{top + 1}:D{bottom})>0,ROUND(D{top}-SUM(D{top + 1}:D{bottom}),6)<>0)",
            )
        )
    out += [
        (f"F{top}:F{bottom}", f"AND(ISNUMBER(${budget}{top}),ISNUMBER($F{top}),$F{top}>${budget}{top})"),
    ]
    if budget_column(rules) is not None:
        out.append(
            (
                f"H{top}:H{bottom}",
                f"AND(ISNUMBER($H{top}),ISNUMBER(${budget}{top}),ISNUMBER($F{top}),"
                f"ROUND($H{top},4)<>ROUND($F{top}/${budget}{top},4))",
            )
        )
    if rules.execution.scored.value:
        scored = _round(rules, _earned(rules, top))
        out.append((f"I{top}", f"AND(ISNUMBER(I{top}),ISNUMBER(G{top}),ISNUMBER(H{top}),I{top}<>{scored})"))
    for span in layout.level1_spans():
        if span.points is not None:
            weights = f"$G${span.first}:$G${span.last}"
            out.append(
                (
                    f"B{span.first}:B{span.last}",
                    f"AND(COUNT({weights})>0,ROUND(SUM({weights})-{plain(span.points)},6)<>0)",
                )
            )
    weights, scores = f"G{first}:G{last}", f"H{first}:H{last}"
    execution_weight, execution_score = f"N(G{top})", f"N(I{top})"
    out += [
        (f"G{total_row}", f"AND(COUNT({weights})>0,ROUND(G{total_row}-{execution_weight}-SUM({weights}),6)<>0)"),
        *(alarm for span in layout.score_spans() for alarm in _score_above_weight(*span)),
        (
            f"H{total_row}",
            f"AND(ISNUMBER(H{total_row}),ROUND(H{total_row}-{execution_score}-SUM({scores}),6)<>0)",
        ),
        (
            f"G{grade_row}",
            f"AND(LEN(G{grade_row})>0,ISNUMBER(H{total_row}),G{grade_row}<>{_grade(rules, layout)})",
        ),
    ]
    return out


def _score_above_weight(first: int, last: int, shared: bool) -> list[tuple[str, str]]:
    """A score above its weight; where the next row has a weight and no score, the two may be merged into one."""
    if shared:
        weights = f"G{first}:G{last}"
        above = f"AND(COUNT({weights})>0,H{first}>SUM({weights}))"
        return [(f"H{first}", f"AND(ISNUMBER(H{first}),OR(H{first}<0,{above}))")]
    above, alone = "ISNUMBER($G{0}),$H{0}>$G{0}", "OR(LEN($H{1})>0,LEN($G{1})=0)"
    alarm = "AND(ISNUMBER($H{0}),OR($H{0}<0,AND(" + above + ",{2})))"
    out = [(f"H{last}", ("AND(ISNUMBER($H{0}),OR($H{0}<0,AND(" + above + ")))").format(last))]
    if first < last:
        out.insert(0, (f"H{first}:H{last - 1}", alarm.format(first, first + 1, alone.format(first, first + 1))))
    return out
