"""What the formulas of a filled 自评表 come to, so that a program that does not calculate shows it too."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from perfeval_xl.writing.standard import layout as at
from perfeval_xl.writing.standard.cell_contents import Content, SheetContents
from perfeval_xl.writing.standard.formulas import Formulas, formulas_of
from perfeval_xl.xlsx.formulas import evaluate
from perfeval_xl.xlsx.formulas.evaluate import Evaluator, Place
from perfeval_xl.xlsx.formulas.values import Scalar

if TYPE_CHECKING:
    from perfeval_xl.rules.model import RuleSet
    from perfeval_xl.writing.standard.layout import FormLayout


@dataclass(frozen=True, slots=True)
class _Filled:
    """The sheet as the evaluator looks at it: what is filled in, the printed points of the execution, the formulas."""

    layout: FormLayout
    contents: SheetContents
    formulas: Formulas
    printed: dict[tuple[int, int], Decimal]

    def last(self, sheet: str) -> tuple[int, int] | None:
        return (self.layout.grade_row, at.LAST) if sheet == self.layout.sheet else None

    def at(self, place: Place) -> evaluate.Content | None:
        filled = self.contents.cells.get(place[1:])
        if filled is not None:
            return evaluate.Content(filled.text or None if filled.number is None else filled.number)
        return evaluate.Content(self.printed.get(place[1:]), self.formulas.get(place[1:]))


def results_of(rules: RuleSet, layout: FormLayout, sheet: SheetContents) -> dict[tuple[int, int], Content]:
    """Results of the formulas: 执行率, its 得分, 总分, 等级."""
    formulas = formulas_of(rules, layout)
    printed = {(layout.fund_first, at.FUND_WEIGHT): rules.execution.weight.value}
    book = Evaluator(_Filled(layout, sheet, formulas, printed))
    return {place: _result(book.value((layout.sheet, *place))) for place in formulas}


def _result(value: Scalar) -> Content:
    is_number = isinstance(value, Decimal)
    return Content(number=value, is_result=True) if is_number else Content(str(value), is_result=True)
