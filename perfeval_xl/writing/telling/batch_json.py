"""A batch as JSON: every file with its fate, every form as `check --json` has it and its place among the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from perfeval_xl import __version__
from perfeval_xl.changes import keys
from perfeval_xl.filings.batch import Batch, Filed, Member, QualityRow, RosterRow, UnitRow
from perfeval_xl.result import Severity
from perfeval_xl.writing.telling.jsonout import Plain, encode, finding, form_of, left_out, rules_used


def dumps(batch: Batch, output: Path, previous: Path | None) -> str:
    """The whole batch. `output`: the 汇总表; `previous`: where the one before is kept."""
    return encode(
        {
            "tool": "perfeval-xl",
            "version": __version__,
            "output": str(output),
            "previous": None if previous is None else str(previous),
            "files": [_member(one) for one in batch.members],
            "units": [_unit(one) for one in batch.units],
            "roster": None if batch.roster is None else [_roster(one) for one in batch.roster.rows],
            "quality": [_quality(one) for one in batch.quality],
            "remarks": list(batch.remarks),
            **left_out(batch.hidden),
        }
    )


def _member(one: Member) -> Plain:
    return {
        "file": one.name,
        "fate": one.fate.value,
        "why": one.why,
        "do": one.do,
        "code": one.code,
        "other": None if one.other is None else one.other.name,
        "size": one.size,
        "modified": None if one.modified is None else one.modified.isoformat(timespec="seconds"),
        "content_code": one.content_code,
        "rules": rules_used(one.rules),
        "forms": [_filed(form) for form in one.forms],
    }


def _filed(one: Filed) -> Plain:
    """A form; what only those that count have is null for the others."""
    compared = one.setting.of(each.finding for each in one.comparisons)
    counting: Plain = {
        "disposition": one.disposition.value,
        "reasons": list(one.reasons),
        "attention": {"points": one.attention, "order": one.order.value, "parts": [_part(part) for part in one.risk]},
    }
    return {
        "key": one.key,
        "content_code": one.content_code,
        "counts": one.counts,
        "counts_instead": None if one.of is None else one.of.key,
        "unit": one.unit or None,
        "unit_from": one.unit_from.value,
        "department_code": one.department_code,
        "project_code": one.project_code,
        "office": one.office,
        "initial_budget": one.initial,
        "annual_budget": one.annual,
        "executed": one.executed,
        "rate": one.rate,
        "self_score": one.self_score,
        "score": one.score,
        "difference": one.difference,
        **(counting if one.counts else dict.fromkeys(counting)),
        "comparisons": [finding(*pair) for pair in zip(compared, keys(compared), strict=True)],
        "form": form_of(one.result, one.setting),
    }


def _part(part: Any) -> Plain:
    return {"name": part.name, "points": part.points, "words": part.words or None}


def _unit(one: UnitRow) -> Plain:
    return {
        "unit": one.unit or None,
        "department_code": one.department_code,
        "forms": [form.key for form in one.forms],
        "initial_budget": one.initial,
        "annual_budget": one.annual,
        "executed": one.executed,
        "mean_self_score": one.mean_self,
        "mean_score": one.mean_score,
        "open": one.open,
        "errors": one.told(Severity.ERROR),
    }


def _roster(one: RosterRow) -> Plain:
    line = one.line
    return {
        "state": one.state.value,
        "line": None if line is None else {"unit": line.unit, "project": line.project, "code": line.project_code},
        "form": None if one.filed is None else one.filed.key,
        "remarks": list(one.remarks),
        "budget_difference": one.budget_difference,
        "executed_difference": one.executed_difference,
    }


def _quality(one: QualityRow) -> Plain:
    marks = [{"name": mark.name, "most": mark.most, "points": mark.points, "facts": mark.facts} for mark in one.marks]
    return {"unit": one.unit or None, "subtotal": one.subtotal, "marks": marks}
