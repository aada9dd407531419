"""What a scored copy hands on to the next one: the unit's explanations, matched to the findings they speak of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from perfeval_xl.result import Earlier, Finding, FormResult
from perfeval_xl.writing.sheets.findings_sheet import STALE, Line
from perfeval_xl.writing.sheets.record_sheet import Entry


@dataclass(frozen=True, slots=True)
class Carried:
    """What `take_back` found in a scored copy to hand on; nothing in a workbook that is none."""

    findings: tuple[Earlier, ...] = ()  # all that was found when the copy was made
    explanations: tuple[Entry, ...] = ()  # earlier findings, each with what the unit wrote beside it
    changes: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])  # see `as_left`
    doubted: tuple[tuple[str, str], ...] = ()  # places of which the record says what cannot be

    def attach(self, forms: Iterable[FormResult]) -> None:
        """Gives each finding the explanation that was written for it (`explanation`, `explanation_is_stale`)."""
        self.gone(forms)

    def gone(self, forms: Iterable[FormResult]) -> list[Entry]:
        """Attaches; gives those whose finding is no longer there, for the end of 核对意见: nothing written is lost.

        The same message first, then the same row, then the same cell.
        """
        findings = [one for form in forms for one in form.findings]
        for one in findings:
            one.explanation, one.explanation_is_stale = None, False
        left = list(self.explanations)
        for key in (_by_message, _by_label, _by_cell):
            left = _attach_by(key, findings, left)
        return left


def _is_stale_for(earlier: Entry, finding: Finding) -> bool:
    """What it speaks of has changed since: other figures, or where there are none, another message."""
    if earlier.explanation.startswith(STALE):
        return True
    then, now = (earlier.stated, earlier.expected), (finding.stated, finding.expected)
    return then != now if any((*then, *now)) else earlier.message != finding.message


def _by_message(one: Line) -> Hashable:
    return one.code, one.sheet, one.cell, one.label, one.message


def _by_label(one: Line) -> Hashable:
    return one.code, one.sheet, one.cell, one.label


def _by_cell(one: Line) -> Hashable:
    """None where there is no cell: a whole form has too many findings of one code to guess."""
    return (one.code, one.sheet, one.cell) if one.cell else None


def _attach_by(key: Callable[[Line], Hashable], findings: list[Finding], explanations: list[Entry]) -> list[Entry]:
    left: list[Entry] = []
    for one in explanations:
        mine = key(one)
        found = next((f for f in findings if f.explanation is None and mine is not None and key(f) == mine), None)
        if found is None:
            left.append(one)
        else:
            found.explanation, found.explanation_is_stale = one.explanation, _is_stale_for(one, found)
    return left
