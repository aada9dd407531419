"""One cause, one finding: drops what follows from another finding at the same place, and puts the rest in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfeval_xl.addresses import order
from perfeval_xl.checks.kit.registry import Draft
from perfeval_xl.result import Finding, Severity

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}

_NAMED = re.compile(r"(?<![A-Za-z\d:!])[A-Z]{1,2}[1-9]\d{0,3}(?![A-Za-z\d:%])")
_NO_NAMES = re.compile(r"“[^“”]{0,200}”|=[^\u4e00-\u9fff，。；]{1,60}|按 F9")


def settle(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts of one form without those that another one explains, most important first, then in form order.

    A draft explains another when its kind says so and both rest on a common place. What is dropped still explains in
    its turn, so that a chain (unit slip -> rate -> score of the rate) ends in its first cause; the cause is told with
    the severity of the worst that it stands for.
    """
    told = sorted(_once_a_form(_without_followers(list(drafts))), key=_order)
    for draft in told:
        draft.finding.cells = _named(draft.finding)
    return told


def _named(finding: Finding) -> tuple[str, ...]:
    """The finding's cells with those that its words name; what is quoted, and formulas, name none."""
    words = _NO_NAMES.sub("", f"{finding.message}{finding.suggestion}")
    own = finding.cells or ((finding.cell,) if finding.cell else ())
    return tuple(dict.fromkeys((*own, *_NAMED.findall(words))))


def _without_followers(group: list[Draft]) -> list[Draft]:
    causes = [draft for draft in group if draft.kind.explains]
    explained = [(draft, [cause for cause in causes if _explains(cause, draft)]) for draft in group]
    while any(_raise(cause, draft) for draft, by in explained for cause in by):
        pass  # one step up a chain each time
    return [draft for draft, by in explained if not by]


def _raise(cause: Draft, draft: Draft) -> bool:
    if _WEIGHT[cause.finding.severity] <= _WEIGHT[draft.finding.severity]:
        return False
    cause.finding.severity = draft.finding.severity
    return True


def _once_a_form(drafts: list[Draft]) -> Iterator[Draft]:
    """What repeats all over a form is one finding that lists the places, for the kinds that say how."""
    groups: dict[tuple[str, Severity], list[Draft]] = {}
    for draft in sorted(drafts, key=_order):
        groups.setdefault((draft.kind.code, draft.finding.severity), []).append(draft)
    for group in groups.values():
        if group[0].kind.together and len(group) >= group[0].kind.fewest:
            chief = max(group, key=lambda one: Decimal(str(one.context.get(one.kind.foremost, 0))))
            chief.finding.message = chief.kind.of_all(chief.context, [one.finding for one in group])
            chief.finding.cells = tuple(one.finding.cell for one in group if one.finding.cell)
            yield chief
        else:
            yield from group


def _explains(cause: Draft, draft: Draft) -> bool:
    return (
        cause is not draft
        and draft.kind.code.startswith(cause.kind.explains)
        and draft.kind.code != cause.kind.code
        and not cause.places.isdisjoint(draft.places)
    )


def _order(draft: Draft) -> tuple[int, tuple[int, ...], str]:
    return _WEIGHT[draft.finding.severity], order(draft.finding.cell), draft.finding.code
