"""The published tables, judged: what had to be found, what was found, what is too much."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from perfeval_xl.checks import check_forms
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.result import Finding, FormResult, Severity
from perfeval_xl.rules import ruleset
from perfeval_xl.scoring import score_form
from perfeval_xl.xlsx.package import Package

FOLDER = Path(__file__).parents[1] / "fixtures" / "real_forms"
RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
# An incomplete table breaks off: its weights and totals must not be held against it.
WEIGHTS_AND_TOTALS = ("W", "S509", "S510", "S517")
# Fields of the head that the published tables leave blank (names were taken out, or the source broke off): by the rules
# of judging an error each, and no false alarm.
BLANK_HEAD = {
    "p03-anhui-county-relief-weight-before-target": {"R103": "实施单位空白"},
    "p18-sichuan-salary-unfilled-four-rows": {"R101": "没有年度", "R102": "项目名称空白", "R103": "实施单位空白"},
    "p24-yunnan-county-forestry-decimal-weights": {"R101": "没有年度"},
}


def places(finding: Finding) -> set[str | None]:
    """Every cell that a finding stands for."""
    return {finding.cell, *finding.cells}


@dataclass(frozen=True)
class Wanted:
    """One thing that is wrong in a table: it has to be found at one of these cells, at least as grave."""

    cells: tuple[str, ...]
    at_least: Severity
    what: str

    def found_by(self, findings: list[Finding]) -> list[Finding]:
        return [one for one in findings if places(one) & set(self.cells) and RANK[one.severity] <= RANK[self.at_least]]


@dataclass(frozen=True)
class Table:
    """A published table with what it is known to have wrong."""

    name: str
    complete: bool
    wanted: tuple[Wanted, ...]

    def missed(self) -> list[Wanted]:
        return [one for one in self.wanted if not one.found_by(findings_of(self.name))]

    def false_alarms(self) -> list[Finding]:
        """Errors at a cell where nothing is known to be wrong."""
        known = {cell for one in self.wanted for cell in one.cells}
        blank = BLANK_HEAD.get(self.name, {})
        return [
            one
            for one in findings_of(self.name)
            if one.severity is Severity.ERROR
            and not places(one) & set(known)
            and one.code not in blank
            and (self.complete or not one.code.startswith(WEIGHTS_AND_TOTALS))
        ]


@cache
def tables() -> tuple[Table, ...]:
    expected: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    return tuple(
        Table(
            name,
            entry["complete"],
            tuple(Wanted(tuple(one["cells"]), Severity(one["at_least"]), one["what"]) for one in entry["findings"]),
        )
        for name, entry in expected.items()
    )


@cache
def judged(name: str) -> FormResult:
    """A table under the national rule-set."""
    return judge(FOLDER / f"{name}.xlsx")


def judge(path: Path) -> FormResult:
    """The only form of a workbook read, scored and checked as by `check`, under the national rule-set."""
    forms = read_book(book_of(Package.open(path), path.name), str(path))
    assert len(forms) == 1, path
    rules = ruleset.load("mof-2020")
    forms[0].score = score_form(forms[0], rules)
    check_forms(forms, rules, filling=False)
    return forms[0]


def findings_of(name: str) -> list[Finding]:
    return judged(name).findings
