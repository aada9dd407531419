"""What became of the findings between two states of a form: settled, new, stayed; and the key that one keeps.

A finding is followed by its code and by what it is said of (年度资金总额·执行率), not by its cell: rows move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from perfeval_xl.result import Changes, Earlier, Finding, FormResult
from perfeval_xl.xlsx.names import split_area, split_ref


def keys(findings: Iterable[Finding | Earlier]) -> list[str]:
    """The key of each finding of one form: B201-3fa9c1d2; a second one of the same code and place ends in -2."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for one in findings:
        of_what = one.label or one.cell or ""
        key = f"{one.code}-{sha256(of_what.encode('utf-8', 'replace')).hexdigest()[:8]}"
        seen[key] += 1
        found.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return found


def as_earlier(findings: Iterable[Finding]) -> list[Earlier]:
    """Findings as they are kept for the next state."""
    return [
        Earlier(one.code, one.sheet, one.cell, one.label, one.message, one.stated, one.expected) for one in findings
    ]


def changes(before: Sequence[Earlier], after: Sequence[Finding]) -> Changes:
    """What became of the earlier findings of a form."""
    then = dict(zip(keys(before), before, strict=True))
    now = keys(after)
    return Changes(
        tuple(one for key, one in then.items() if key not in now),
        tuple(key for key in now if key not in then),
        tuple((then[key], key) for key in now if key in then),
    )


def of_each(before: Iterable[Earlier], forms: Sequence[FormResult]) -> list[list[Earlier]]:
    """The earlier findings of a file, those of each of its forms together."""
    found: list[list[Earlier]] = [[] for _ in forms]
    for one in before:
        on_sheet = [number for number, form in enumerate(forms) if form.form.sheet == one.sheet]
        around = [number for number in on_sheet if _covers(forms[number].form.range, one.cell)]
        if forms:
            found[[*around, *on_sheet, 0][0]].append(one)
    return found


def _covers(area: str, cell: str | None) -> bool:
    try:
        top, left, bottom, right = split_area(area)
        row, column = split_ref((cell or "").partition(":")[0])
    except ValueError:
        return False
    return top <= row <= bottom and left <= column <= right
