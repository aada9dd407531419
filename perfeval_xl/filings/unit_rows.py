"""A row a unit: its forms and their sums, exact, so that 单位汇总 and 项目汇总 tie."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from perfeval_xl.filings.batch import Filed, UnitRow, total


def unit_rows(forms: Iterable[Filed]) -> list[UnitRow]:
    """The units in the order in which their forms stand."""
    of: dict[str, list[Filed]] = {}
    for one in forms:
        of.setdefault(one.unit, []).append(one)
    return [_row(unit, group) for unit, group in of.items()]


def _row(unit: str, forms: list[Filed]) -> UnitRow:
    both = [one for one in forms if one.rate is not None]
    budget, spent = total(one.annual for one in both), total(one.executed for one in both)
    return UnitRow(
        unit=unit,
        department_code=next((one.department_code for one in forms if one.department_code), None),
        forms=forms,
        initial=total(one.initial for one in forms),
        annual=total(one.annual for one in forms),
        executed=total(one.executed for one in forms),
        rate=spent / budget if budget and spent is not None else None,
        mean_self=_mean([one.self_score for one in forms]),
        mean_score=_mean([one.score for one in forms]),
        open=sum((one.open for one in forms), Decimal(0)),
        all_full=all(is_full(one) for one in forms),
    )


def is_full(filed: Filed) -> bool:
    """The unit gave itself all the points that its form has."""
    most = filed.result.form.total_weight.value
    if most is None and filed.result.score is not None:
        most = filed.result.score.total_weight
    return filed.self_score is not None and most is not None and filed.self_score >= most


def _mean(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in values if one is not None]
    return sum(known, Decimal(0)) / len(known) if known else None
