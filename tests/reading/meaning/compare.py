"""Holds what was read of a published table against the transcription beside it (rule: README of the tables).

Every funds row, indicator row (leftovers excepted), total and grade, all fields. A number or percentage equals the cell
that shows it; text equals text; null means the cell was empty.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from perfeval_xl.form import Fund, Indicator, Said
from perfeval_xl.result import FormResult

TABLES = Path(__file__).parents[2] / "fixtures" / "real_forms"
NAMES = sorted(path.stem for path in TABLES.glob("*.xlsx"))


def transcription(name: str) -> dict[str, Any]:
    """The values of a table as they were published."""
    return json.loads((TABLES / f"{name}.json").read_text(encoding="utf-8"))


def _said(said: Said) -> str | None:
    return said.text.strip() or None


def _fund(fund: Fund) -> dict[str, str | None]:
    out: dict[str, str | None] = {"label": fund.label}
    for column in ("initial_budget", "annual_budget", "executed", "rate"):
        out[column] = _said(getattr(fund, column).said)
    # The 20 of 得分（20分*执行率） is read from the heading; there the transcription has the number alone.
    from_heading = fund.weight.said.text.startswith("得分")
    out["weight"] = str(fund.weight.value) if from_heading else _said(fund.weight.said)
    out["score"] = _said(fund.self_score.said)
    return out


def _indicator(row: Indicator) -> dict[str, str | None]:
    return {
        "level1": row.level1,
        "level2": row.level2,
        "level3": row.name,
        "target": row.target,
        "actual": row.actual,
        "weight": _said(row.weight.said),
        "score": _said(row.self_score.said),
        "reason": row.reason,
    }


def _expected_indicator(row: dict[str, Any]) -> dict[str, str | None]:
    keys = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")
    out = {key: row[key] for key in keys}
    extra = row.get("extra") or {}
    out["level3"] = extra.get("line", row["level3"])  # a checklist asks line by line below its third level
    if row["target"] is not None and any(sign.isdigit() for sign in row["target"]):
        out["target"] = f"{extra.get('sign') or ''}{row['target']}{extra.get('unit') or ''}"
    return out


def differences(name: str, form: FormResult) -> list[str]:
    """What differs from the transcription, a line each; empty where all is read as published."""
    table = transcription(name)
    out: list[str] = []

    def hold(what: str, read: object, published: object) -> None:
        if read != published:
            out.append(f"{what}: read {read!r}, published {published!r}")

    hold("funds rows", len(form.funds), len(table["funds"]))
    for index, (fund, row) in enumerate(zip(form.funds, table["funds"], strict=False)):
        for key, value in _fund(fund).items():
            hold(f"funds {index} {key}", value, row[key])
    indicators = [row for row in table["indicators"] if not row.get("leftover")]
    hold("indicator rows", len(form.indicators), len(indicators))
    for index, (row, published) in enumerate(zip(form.indicators, indicators, strict=False)):
        expected = _expected_indicator(published)
        for key, value in _indicator(row).items():
            hold(f"indicators {index} {key}", value, expected[key])
    head = form.form
    hold("total weight", _said(head.total_weight.said), table["total_weight"])
    hold("total score", _said(head.total_self_score.said), table["total_score"])
    hold("grade", head.grade, table["grade"])
    hold("title", head.title, table["title"])
    hold("year", head.year, int(table["year"]) if table["year"] else None)
    for field, key in (("project", "project"), ("department", "department"), ("unit", "unit")):
        hold(field, getattr(head, field), table[key])
    if table["money_unit"] is not None:
        hold("money unit", head.amount_unit, table["money_unit"])
    hold("goal expected", head.goal_expected, table["goal_expected"])
    prompts = {note.cell for note in form.notes if note.kind == "prompt"}
    if head.goal_actual_cell not in prompts:  # the form's own prompt is no text of the unit's
        hold("goal actual", head.goal_actual, table["goal_actual"])
    return out
