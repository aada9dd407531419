"""A batch as DataFrames of plain columns, scores and findings among them: the Python interface of the product.

Amounts in 万元, points in 分, rates as ratios (0.9917). Each value that came from a cell has a column `<name>_cell`
with its A1 address. Numbers are Decimal (dtype object, None where none stands) or float64 (NaN), as asked; texts are
str or None; counts and `row` are int, yes and no are bool. `form_id` joins the frames; it is unique in the batch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

from perfeval_xl.filings.batch import Batch, Fate, Filed, Member
from perfeval_xl.form import Approved, Evidence, Figure, Form, Fund, Indicator, Meaning, Record
from perfeval_xl.result import FileResult, Finding, FormResult, Result, Severity

if TYPE_CHECKING:
    import pandas as pd

Numbers = Literal["decimal", "float"]
Line = dict[str, Any]


@dataclass(slots=True)
class Frames:
    """One frame a kind of row.

    `files`: every file with its fate. `forms`: a row a form, with stated and computed total and grade and its findings
    counted. `funds`, `indicators`: a row each, in the form's order, with score, status and derivation. `approved`:
    targets as approved. `texts`: narrative texts. `evidence`: papers named on 佐证材料, with the files that were not
    found beside the workbook. `findings`: a row each, the most important of a form first.
    """

    files: pd.DataFrame
    forms: pd.DataFrame
    funds: pd.DataFrame
    indicators: pd.DataFrame
    approved: pd.DataFrame
    texts: pd.DataFrame
    evidence: pd.DataFrame
    findings: pd.DataFrame


def frames_of(result: Result, numbers: Numbers = "decimal") -> Frames:
    """The frames of a run."""
    files = [(str(number), one) for number, one in enumerate(result.files)]
    forms = [(f"{number}:{at}", one) for number, file in files for at, one in enumerate(file.forms, 1)]
    return _frames(
        _frame((_file(one) for _, one in files), _FILE, numbers),
        _frame((_form(name, one) for name, one in forms), _columns(Form) + _OF_FORM, numbers),
        forms,
        numbers,
    )


def frames_of_batch(batch: Batch, numbers: Numbers = "decimal") -> Frames:
    """The frames of a batch: files with their fates, also of zip members; every form, with what came of it among the
    others. `counts` False: a double, or a version that is no longer the one."""
    filed = [
        (f"{number}:{at}", one) for number, member in enumerate(batch.members) for at, one in enumerate(member.forms, 1)
    ]
    return _frames(
        _frame((_member(one) for one in batch.members), _FILE + _OF_MEMBER, numbers),
        _frame((_filed(name, one) for name, one in filed), _columns(Form) + _OF_FORM + _OF_FILED, numbers),
        [(name, one.result) for name, one in filed],
        numbers,
        [(name, each.finding) for name, one in filed for each in one.comparisons],
    )


def _frames(
    files: pd.DataFrame,
    forms: pd.DataFrame,
    results: list[tuple[str, FormResult]],
    numbers: Numbers,
    comparisons: Iterable[tuple[str, Finding]] = (),
) -> Frames:
    """The frames that are made of the forms alone; `comparisons` are findings that rest on several forms."""
    found = [(name, row) for name, one in results for row in one.findings]
    return Frames(
        files=files,
        forms=forms,
        funds=_frame((_row(name, one, row, "funds") for name, one in results for row in one.funds), _FUND, numbers),
        indicators=_frame(
            (_row(name, one, row, "indicators") for name, one in results for row in one.indicators),
            _INDICATOR,
            numbers,
        ),
        approved=_frame(
            ({**_plain(row), "form_id": name} for name, one in results for row in one.approved),
            _columns(Approved),
            numbers,
        ),
        texts=_frame(({**_plain(row), "form_id": name} for name, one in results for row in one.texts), _TEXT, numbers),
        evidence=_frame((_paper(name, row) for name, one in results for row in one.evidence), _EVIDENCE, numbers),
        findings=_frame(({**_plain(row), "form_id": name} for name, row in (*found, *comparisons)), _FINDING, numbers),
    )


# -------------------------------------------------------------------------------------------------------- the rows


def _file(one: FileResult) -> Line:
    return {
        "file": one.file,
        "status": "failed" if one.error_code else "ok",
        "error_code": one.error_code,
        "error_message": one.error_message,
        "forms": len(one.forms),
        "rules": one.rules.id if one.rules else None,
        "rules_digest": one.rules.digest if one.rules else None,
    }


def _member(one: Member) -> Line:
    return {
        "file": one.name,
        "status": "failed" if one.fate is Fate.FAILED else "ok",
        "error_code": one.code,
        "error_message": f"{one.why}{one.do}" if one.fate is Fate.FAILED else None,
        "forms": len(one.forms),
        "rules": one.rules.id if one.rules else None,
        "rules_digest": one.rules.digest if one.rules else None,
        "fate": one.fate.value,
        "why": one.why or None,
        "do": one.do or None,
        "size": one.size,
        "content_code": one.content_code or None,
    }


def _filed(form_id: str, one: Filed) -> Line:
    return {
        **_form(form_id, one.result),
        "errors": one.count(Severity.ERROR),
        "warnings": one.count(Severity.WARNING),
        "hints": one.count(Severity.HINT),
        "key": one.key,
        "form_code": one.content_code,
        "counts": one.counts,
        "settled_unit": one.unit or None,
        "settled_from": one.unit_from.value,
        "project_code": one.project_code,
        "department_code": one.department_code,
        "office": one.office,
        "initial_budget": one.initial,
        "annual_budget": one.annual,
        "executed": one.executed,
        "rate": one.rate,
        "difference": one.difference,
        "lowest": one.lowest,
        "highest": one.highest,
        "disposition": one.disposition.value if one.counts else None,
        "reasons": "；".join(one.reasons) or None,
        "attention": one.attention,
        "order": one.order.value if one.counts else None,
    }


def _form(form_id: str, one: FormResult) -> Line:
    score = one.score
    severities = [finding.severity for finding in one.findings]
    return {
        **_plain(one.form),
        "form_id": form_id,
        "score": score.total if score else None,
        "open": score.open if score else None,
        "grade_computed": score.grade if score else None,
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "hints": severities.count(Severity.HINT),
    }


def _row(form_id: str, one: FormResult, row: Fund | Indicator, table: str) -> Line:
    own = one.score.own(table, row.row) if one.score else None
    return {
        **_plain(row),
        "form_id": form_id,
        "score": own.points if own else None,
        "status": own.status.value if own else None,
        "derivation": (own.derivation or None) if own else None,
        "open_from": own.open_from if own else None,
        "open_to": own.open_to if own else None,
        "why": (own.why or None) if own else None,
    }


def _paper(form_id: str, row: Evidence) -> Line:
    missing = "；".join(one.name for one in row.files if one.why_not)
    return {**_plain(row), "form_id": form_id, "files": len(row.files), "files_missing": missing or None}


def _plain(row: Any) -> Line:
    """A record's fields as plain columns: figures and meanings taken apart."""
    line: Line = {}
    for one in fields(row):
        value = getattr(row, one.name)
        if isinstance(value, Figure):
            line |= {one.name: value.value, f"{one.name}_cell": value.cell}
        elif isinstance(value, Meaning):
            name = one.name.removesuffix("_value")
            line |= {
                f"{name}_kind": value.kind.value,
                f"{name}_number": value.value,
                f"{name}_unit": value.unit or None,
            }
        else:
            line[one.name] = value.value if isinstance(value, Enum) else value
    return line


# ----------------------------------------------------------------------------------------------------- the columns


def _columns(kind: type[Record]) -> tuple[str, ...]:
    """The plain columns of a kind of record, in the order of its fields."""
    empty: dict[type[Record], tuple[Any, ...]] = {
        **{Form: ("", "", "", ""), Fund: ("", 0, "", ""), Indicator: ("", 0)},
        **{Approved: ("", 0, ""), Evidence: ("", 0, "")},
    }
    return tuple(_plain(kind(*empty[kind])))


_OF_ROW = ("score", "status", "derivation", "open_from", "open_to", "why")
_OF_FORM = ("score", "open", "grade_computed", "errors", "warnings", "hints")
_FILE = ("file", "status", "error_code", "error_message", "forms", "rules", "rules_digest")
_OF_MEMBER = ("fate", "why", "do", "size", "content_code")
_OF_FILED = (
    *("key", "form_code", "counts", "settled_unit", "settled_from", "project_code", "department_code", "office"),
    *("initial_budget", "annual_budget", "executed", "rate", "difference", "lowest", "highest"),
    *("disposition", "reasons", "attention", "order"),
)
_FUND = _columns(Fund) + _OF_ROW
_INDICATOR = _columns(Indicator) + _OF_ROW
_TEXT = ("form_id", "key", "label", "text", "sheet", "cell")
_EVIDENCE = (*_columns(Evidence), "files_missing")
_FINDING = (
    *("form_id", "code", "severity", "sheet", "cell", "label", "message", "suggestion", "stated", "expected"),
    "explanation",
)
# Columns of numbers, which `numbers` asks for.
_NUMBERS = frozenset(
    (
        *("initial_budget", "annual_budget", "arrived", "executed", "rate", "weight", "self_score", "review_score"),
        *("total_weight", "total_self_score", "score", "open", "open_from", "open_to"),
        *("difference", "lowest", "highest"),
        *("level1_points", "level2_points", "target_number", "actual_number"),
    )
)


def _frame(lines: Iterable[Line], columns: tuple[str, ...], numbers: Numbers) -> pd.DataFrame:
    import pandas as pd

    rows = list(lines)
    return pd.DataFrame(
        {
            name: pd.Series([line[name] for line in rows], dtype=_dtype(name, rows, numbers), name=name)
            for name in columns
        },
        columns=pd.Index(columns),
    )


def _dtype(name: str, rows: list[Line], numbers: Numbers) -> str:
    if name in _NUMBERS:
        return "float64" if numbers == "float" else "object"
    kinds = {type(line[name]) for line in rows}
    return "bool" if kinds == {bool} else "int64" if kinds == {int} else "object"
