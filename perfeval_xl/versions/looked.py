"""A file looked at: its forms as they stand now, the values in them, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl import pipeline
from perfeval_xl.inputs import Input
from perfeval_xl.problems import FileError
from perfeval_xl.rules import ruleset
from perfeval_xl.seal import code_of, values_of
from perfeval_xl.standing import fillings_of
from perfeval_xl.writing.copy.record import sealed_in
from perfeval_xl.xlsx.package import Package

if TYPE_CHECKING:
    from perfeval_xl.result import FileResult
    from perfeval_xl.rules.ruleset import RuleSet
    from perfeval_xl.seal import Difference, Value
    from perfeval_xl.writing.copy.record import Sealed


@dataclass(slots=True)
class Looked:
    """One file that was looked at: its forms as they stand now, and what it says of itself."""

    file: FileResult
    rules: RuleSet
    values: list[list[Value]]
    code: str
    sealed: Sealed | None


def look(path: str, rules: str | None) -> Looked:
    """A file judged by `rules`, or by those it was scored with. FileError where it cannot be processed."""
    whole = Path(path)
    first = pipeline.run([Input(whole)], pipeline.Options(rules=rules)).files[0]
    if first.error_code is not None:
        raise FileError(first.error_code, f"{path}：{first.error_message}")
    sealed = sealed_in(Package.open(whole)) if whole.suffix.lower() in (".xlsx", ".xlsm") else None
    source = first.rules.source if first.rules is not None else ruleset.NATIONAL
    if rules is None and sealed is not None and sealed.rules_id in ruleset.SHIPPED and sealed.rules_id != source:
        source = sealed.rules_id
        first = pipeline.run([Input(whole)], pipeline.Options(rules=source)).files[0]
    used = ruleset.load(source)
    values = [values_of(form, fillings_of(form, used)) for form in first.forms]
    return Looked(first, used, values, code_of((form, used) for form in first.forms), sealed)


def spoken(sheet: str, one: Difference) -> str:
    """自评表!G12　公园数量·得分：10 → 12"""
    place = f"{sheet}!{one.place}" if one.place else sheet
    return f"{place}　{one.label}：{one.before or '空白'} → {one.after or '空白'}"
