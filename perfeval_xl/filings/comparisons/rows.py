"""The indicators of many forms as one frame of plain columns, for what is grouped and counted over forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from perfeval_xl.filings.batch import Filed
from perfeval_xl.form_words import bare_name, folded_name, is_framework

if TYPE_CHECKING:
    import pandas as pd

AGAINST_THE_RULE = frozenset(("S502", "S503", "S504", "S505", "S506"))  # the score is not what the rule gives
COLUMNS = (
    *("form", "row", "unit", "project", "name", "target", "actual", "target_number", "actual_number", "measured_in"),
    *("weight", "self_score", "is_doubted", "executed", "is_quantity"),
)


def rows_of(forms: Iterable[Filed]) -> pd.DataFrame:
    """`form`: place among the forms; `row`: the indicator's number in its form; names folded; amounts as float64 (they
    are compared with each other here, nothing is added up); `measured_in`: dimension and unit of the result;
    `is_doubted`: the form's own findings say that the score is not the rule's."""
    import pandas as pd

    return pd.DataFrame(
        [_line(place, one, at) for place, one in enumerate(forms) for at in _rows(one)], columns=COLUMNS
    )


def _rows(filed: Filed) -> Iterable[int]:
    rows = filed.result.indicators
    return (at for at, row in enumerate(rows) if row.name and not row.is_breakdown and not is_framework(row.level1))


def _line(place: int, filed: Filed, at: int) -> tuple[object, ...]:
    row = filed.result.indicators[at]
    cell = row.self_score.cell
    target, actual = row.target_value, row.actual_value
    return (
        place,
        at,
        folded_name(filed.unit),
        folded_name(filed.project),
        bare_name(row.name),
        "".join((row.target or "").split()),
        "".join((row.actual or "").split()),
        None if target.base is None else float(target.base),
        None if actual.base is None else float(actual.base),
        f"{actual.dimension}|{actual.unit}",
        None if row.weight.value is None else float(row.weight.value),
        None if row.self_score.value is None else float(row.self_score.value),
        any(one.cell == cell and one.code in AGAINST_THE_RULE for one in filed.result.findings),
        None if filed.executed is None else float(filed.executed),
        "数量" in (row.level2 or ""),
    )
