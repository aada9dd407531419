"""The results as JSON. Amounts in 万元, numbers as exact decimal literals, what is absent is null."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from perfeval_xl import __version__
from perfeval_xl.changes import keys
from perfeval_xl.form import Evidence, Fund, Indicator, Meaning, Note, cell_of, figure_of
from perfeval_xl.form_words import EVIDENCE_WORDS
from perfeval_xl.problems import todo_of
from perfeval_xl.result import (
    Changes,
    Drawn,
    FileResult,
    Finding,
    FormResult,
    RulesUsed,
    Score,
    Status,
    Tally,
    Told,
)
from perfeval_xl.units import plain
from perfeval_xl.writing.telling.signs import escaped_in_json

Plain = dict[str, Any]

_INSIDE = "\n    "  # the indent of a file

_FUND_FIGURES = ("initial_budget", "annual_budget", "arrived", "executed", "rate", "weight", "self_score")
_FUND_CELLS = ("label", *_FUND_FIGURES, "reason")
_INDICATOR_CELLS = ("level1", "level2", "name", "target", "actual", "weight", "self_score", "reason", "review_score")
_FORM_CELLS = (
    "title",
    "year",
    "project",
    "department",
    "unit",
    "amount_unit",
    "goal_expected",
    "goal_actual",
    "total_weight",
    "total_self_score",
    "grade",
)


class Json:
    """Writes the run as it goes: each file when it is told; what is known only at the end comes last.

    `judged` False (`read`) leaves out scores and findings of judgement.
    """

    def __init__(self, write: Callable[[str], None], *, judged: bool) -> None:
        self._write, self._judged = write, judged
        self._before = f'{{\n  "tool": "perfeval-xl",\n  "version": {encode(__version__)},\n  "files": ['

    def tell(self, one: FileResult) -> None:
        """A file."""
        self._write(f"{self._before}\n    {encode(file_of(one, judged=self._judged), _INSIDE)}")
        self._before = ","

    def end(self, tally: Tally) -> None:
        """The rule-set, where it is one for all, and what the settings left out."""
        rest: Plain = {"rules": rules_used(tally.rules[0] if len(tally.rules) == 1 else None)}
        rest |= left_out(tally.hidden)
        tail = encode(rest).removeprefix("{")
        self._write(f"\n  ],{tail}\n")


def left_out(settings: Collection[Told]) -> Plain:
    """Which codes the settings left out, and which settings those are; nothing where nothing is filtered."""
    if not settings:
        return {}
    codes = sorted({code for one in settings for code in one.left_out})
    return {"left_out": codes, "left_out_by": "；".join(dict.fromkeys(one.setting for one in settings))}


def encode(value: Any, indent: str = "\n") -> str:
    """JSON text of plain values; a Decimal becomes its exact literal, without exponent or trailing zeros."""
    inner = indent + "  "
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict) and value:
        rows = (
            f"{escaped_in_json(json.dumps(str(key), ensure_ascii=False))}: {encode(one, inner)}"
            for key, one in value.items()
        )
        return "{" + inner + f",{inner}".join(rows) + indent + "}"
    if isinstance(value, list | tuple) and value:
        if not any(isinstance(one, dict | list | tuple) for one in value):
            return "[" + ", ".join(encode(one) for one in value) + "]"
        return "[" + inner + f",{inner}".join(encode(one, inner) for one in value) + indent + "]"
    if isinstance(value, tuple):
        return "[]"
    return escaped_in_json(json.dumps(value, ensure_ascii=False))


def rules_used(used: RulesUsed | None) -> Plain | None:
    if used is None:
        return None
    by: Plain = {"chosen_by": used.chosen_by} if used.chosen_by else {}
    return {"id": used.id, "title": used.title, "digest": used.digest, **by}


def file_of(one: FileResult, *, judged: bool) -> Plain:
    """One file as plain values; `judged` False: without scores and findings."""
    message = one.error_message or ""
    error = None if one.error_code is None else {"code": one.error_code, "message": message, "todo": todo_of(message)}
    clean = {"possible": not one.bars, "why": "".join(one.bars) or None} if one.bars is not None else None
    return {
        "file": one.file,
        "status": "ok" if error is None else "failed",
        "error": error,
        "output": one.output,
        "previous": one.previous,
        "rules": rules_used(one.rules),
        **({"clean": clean} if judged else {}),
        **({"remarks": one.remarks} if one.remarks else {}),
        **({"settings": one.settings} if one.settings else {}),
        **({"left_out": list(one.told.left_out)} if one.told.left_out else {}),
        "forms": [form_of(form, one.told if judged else None) for form in one.forms],
    }


def form_of(result: FormResult, told: Told | None) -> Plain:
    """One form as plain values; `told` None: not judged."""
    form, judged = result.form, told is not None
    plain: Plain = {
        "kind": form.kind,
        "sheet": form.sheet,
        "range": form.range,
        "hidden": form.is_hidden,
        "year": form.year,
        "project": form.project,
        "department": form.department,
        "unit": form.unit,
        "amount_unit": form.amount_unit,
        "goal": {"expected": form.goal_expected, "actual": form.goal_actual},
        "cells": _cells(form, _FORM_CELLS),
        "funds": [_fund(row, result, judged=judged) for row in result.funds],
        "indicators": [_indicator(row, result, judged=judged) for row in result.indicators],
        "approved": [
            {
                "level1": row.level1,
                "level2": row.level2,
                "name": row.name,
                "target": row.target,
                "weight": row.weight.value,
                "target_value": meaning(row.target_value),
                "sheet": row.sheet,
                "cells": _cells(row, ("name", "target", "weight")),
            }
            for row in result.approved
        ],
        "texts": [
            {"key": row.key, "label": row.label, "text": row.text, "sheet": row.sheet, "cell": row.cell}
            for row in result.texts
        ],
        "evidence": [_evidence(row) for row in result.evidence],
        "notes": [_note(row) for row in result.notes],
    }
    score = result.score if judged else None
    plain["total"] = {"weight": form.total_weight.value, "self_score": form.total_self_score.value}
    plain["grade"] = {"stated": form.grade}
    if told is not None:
        low, high = (score.bounds if score else None) or (None, None)
        total, undecided = (score.total, score.open) if score else (None, None)
        plain["total"] |= {"score": total, "open": undecided, "from": low, "to": high}
        if score is not None and plain["total"]["weight"] is None:
            plain["total"]["weight"] = score.total_weight
        plain["grade"]["computed"] = score.grade if score else None
        listed = told.of(result.findings)
        plain["findings"] = [finding(one, key) for one, key in zip(listed, keys(listed), strict=True)]
        plain["changes"] = None if result.changes is None else _changes(result.changes)
    if result.drawn is not None:
        plain["grid"] = _grid(result.drawn)
    return plain


def _changes(made: Changes) -> Plain:
    return {
        "settled": [asdict(one) for one in made.settled],
        "new": list(made.new),
        "stayed": [[asdict(was), key] for was, key in made.stayed],
    }


def _grid(drawn: Drawn) -> Plain:
    """A cell is [place, text, look], and where the text is cut, how long it is in full."""
    return {
        "sheet": drawn.sheet,
        "from": drawn.first,
        "to": drawn.last,
        "widths": list(drawn.widths),
        "merges": list(drawn.merges),
        "cells": [
            [one.cell, one.text, one.look, *([one.length] if one.length > len(one.text) else [])] for one in drawn.cells
        ],
        "hidden_rows": list(drawn.hidden_rows),
        "hidden_columns": list(drawn.hidden_columns),
        "places": drawn.places,
        "rows_left_out": drawn.rows_left_out,
        "columns_left_out": drawn.columns_left_out,
        "beside": [_grid(one) for one in drawn.beside],
    }


def _evidence(row: Evidence) -> Plain:
    return {
        **{name: getattr(row, name) for name in EVIDENCE_WORDS},
        "day": row.day.isoformat() if row.day else None,
        "files": [{"name": one.name, "found": not one.why_not} for one in row.files],
        "sheet": row.sheet,
        "cells": _cells(row, tuple(EVIDENCE_WORDS)),
    }


def _fund(row: Fund, result: FormResult, *, judged: bool) -> Plain:
    plain: Plain = {
        "source": row.source,
        "label": row.label,
        **{name: figure_of(row, name).value for name in _FUND_FIGURES},
        "reason": row.reason,
        "cells": _cells(row, _FUND_CELLS),
    }
    if judged:
        plain |= _scored(result.score.of("funds", row.row) if result.score else None)
    return plain


def _indicator(row: Indicator, result: FormResult, *, judged: bool) -> Plain:
    plain: Plain = {
        "level1": row.level1,
        "level2": row.level2,
        "name": row.name,
        "target": row.target,
        "actual": row.actual,
        "weight": row.weight.value,
        "self_score": row.self_score.value,
        "reason": row.reason,
        "target_value": meaning(row.target_value),
        "actual_value": meaning(row.actual_value),
        "breakdown": row.is_breakdown,
        "execution": row.is_execution,
        "hidden": row.is_hidden,
        "cells": _cells(row, _INDICATOR_CELLS),
    }
    if judged:
        plain |= _scored(result.score.of("indicators", row.row) if result.score else None, row.row)
    return plain


def _scored(score: Score | None, row: int | None = None) -> Plain:
    """Of several rows under one score the first carries it; the others say which row that is."""
    if score is None:
        return {"score": None, "status": Status.NOT_SCORED.value, "open": None, "derivation": ""}
    shared = row is not None and score.row != row
    return {
        "score": None if shared else score.points,
        "status": Status.NOT_SCORED.value if shared else score.status.value,
        "open": _open(score) if not shared else None,
        "derivation": f"与第 {score.row + 1} 条指标合并计分" if shared else score.derivation,
        "rule": score.rule,
        "confirmed": score.confirmed,
    }


def _open(score: Score) -> Plain | None:
    if score.status is not Status.NEEDS_REVIEW:
        return None
    return {"from": score.open_from, "to": score.open_to, "why": score.why}


def meaning(value: Meaning) -> Plain:
    """A parsed target or result: kind, value, unit; and only what else is set."""
    plain: Plain = {"kind": value.kind.value, "value": value.value, "unit": value.unit or None}
    if value.upper is not None:
        plain["upper"] = value.upper
    if value.scale != 1:
        plain["scale"] = value.scale
    if value.dimension and value.dimension != value.unit:
        plain["dimension"] = value.dimension
    if value.family is not None:
        plain |= {"family": value.family.value, "tier": value.tier}
    if isinstance(value.day, date):
        plain["day"] = value.day.isoformat()
    if value.yes is not None:
        plain["yes"] = value.yes
    if value.remark:
        plain["remark"] = value.remark
    return plain


def _cells(row: Any, names: tuple[str, ...]) -> dict[str, str]:
    pairs = ((name, cell_of(row, name)) for name in names)
    return {name: cell for name, cell in pairs if cell}


def _note(row: Note) -> Plain:
    return {"kind": row.kind, "sheet": row.sheet, "cell": row.cell, "label": row.label, "text": row.text}


def finding(one: Finding, key: str) -> Plain:
    return {
        "key": key,
        "code": one.code,
        "severity": one.severity.value,
        "sheet": one.sheet,
        "cell": one.cell,
        "cells": list(one.cells) or ([one.cell] if one.cell else []),
        "label": one.label,
        "message": one.message,
        "suggestion": one.suggestion,
        "stated": one.stated or None,
        "expected": one.expected or None,
        "basis": one.basis,
        "undecided": one.undecided,
        "explanation": one.explanation,
        "explanation_is_stale": one.explanation_is_stale,
    }
