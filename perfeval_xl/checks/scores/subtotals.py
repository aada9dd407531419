"""A check of the family S on 小计 rows."""

from __future__ import annotations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.form import Note
from perfeval_xl.result import Severity

SUBTOTAL_OFF = Kind(
    code="S529",
    severity=Severity.ERROR,
    title="小计与各行之和不符",
    says="{note}。",
    do="请核对小计和其上各行，使小计等于各行之和。",
)


@check(SUBTOTAL_OFF, over="note", notes=["subtotal_off"])
def subtotals_add_up(note: Note, case: Case) -> Draft:
    """检查内容：小计行的分值、得分等于其上各行之和（从上一个小计算起，或连同前面的小计、预算执行）。
    依据：小计是各行相加得到的。
    例（好）：产出指标五行得分合计 49.5，小计 49.5。
    例（坏）：产出指标五行得分合计 49.5，小计 48.5。
    """
    stated, _, expected = note.detail.partition(";")
    return case.at_note(SUBTOTAL_OFF, note, stated=stated, expected=expected)
