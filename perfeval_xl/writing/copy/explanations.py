"""What a scored copy hands on to the next one: the unit's explanations, matched to the findings they speak of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from perfeval_xl.result import Finding, FormResult
from perfeval_xl.writing.sheets.findings_sheet import STALE, Line, place_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a unit wrote into 单位说明, and the finding it stood beside, with its cell as it is called now."""

    text: str
    code: str
    place: str  # as 核对意见 showed it
    label: str
    message: str
    sheet: str | None = None  # None: the cell is gone
    cell: str | None = None
    stated: str | None = None
    expected: str | None = None

    def is_stale_for(self, finding: Finding) -> bool:
        """What it speaks of has changed since: other figures, or where there are none, another message."""
        if self.text.startswith(STALE):
            return True
        mine, now = (self.stated, self.expected), (finding.stated, finding.expected)
        return mine != now if any((*mine, *now)) else self.message != finding.message


@dataclass(frozen=True, slots=True)
class Carried:
    """What `take_back` found in a scored copy to hand on; nothing in a workbook that is none."""

    explanations: tuple[Explanation, ...] = ()
    changes: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])  # see `as_left`
    doubted: tuple[tuple[str, str], ...] = ()  # places of which the record says what cannot be

    def attach(self, forms: Iterable[FormResult]) -> None:
        """Gives each finding the explanation that was written for it (`explanation`, `explanation_is_stale`)."""
        self._matched(forms)

    def gone(self, forms: Iterable[FormResult]) -> list[Line]:
        """Explanations whose finding is no longer there, as lines for the end of 核对意见: nothing written is lost."""
        return [
            Line(
                place_of(one.sheet, one.cell) if one.sheet else one.place,
                one.code,
                one.label,
                one.message,
                one.text,
                sheet=one.sheet,
                cell=one.cell,
                stated=one.stated,
                expected=one.expected,
            )
            for one in self._matched(forms)
        ]

    def _matched(self, forms: Iterable[FormResult]) -> list[Explanation]:
        """Attaches; gives what is left over. The same message first, then the same row, then the same cell."""
        findings = [one for form in forms for one in form.findings]
        for one in findings:
            one.explanation, one.explanation_is_stale = None, False
        left = list(self.explanations)
        for key in (_by_message, _by_label, _by_cell):
            left = _attach_by(key, findings, left)
        return left


Keyed = Finding | Explanation


def _by_message(one: Keyed) -> Hashable:
    return one.code, one.sheet, one.cell, one.label, one.message


def _by_label(one: Keyed) -> Hashable:
    return one.code, one.sheet, one.cell, one.label


def _by_cell(one: Keyed) -> Hashable:
    """None where there is no cell: a whole form has too many findings of one code to guess."""
    return (one.code, one.sheet, one.cell) if one.cell else None


def _attach_by(
    key: Callable[[Keyed], Hashable], findings: list[Finding], explanations: list[Explanation]
) -> list[Explanation]:
    left: list[Explanation] = []
    for one in explanations:
        mine = key(one)
        found = next((f for f in findings if f.explanation is None and mine is not None and key(f) == mine), None)
        if found is None:
            left.append(one)
        else:
            found.explanation, found.explanation_is_stale = one.text, one.is_stale_for(found)
    return left
