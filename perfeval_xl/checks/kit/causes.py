"""One cause, one finding: drops what follows from another finding at the same place, and puts the rest in order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfeval_xl.checks.kit.registry import Draft
from perfeval_xl.form import Finding, Severity

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
_A1 = re.compile(r"([A-Z]+)(\d+)")


def settle(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts of one form without those that another one explains, most important first, then in form order.

    A draft explains another when its kind says so and both rest on a common place. What is dropped still explains in
    its turn, so that a chain (unit slip -> rate -> score of the rate) ends in its first cause.
    """
    return sorted(_without_followers(list(drafts)), key=_order)


def _without_followers(group: list[Draft]) -> list[Draft]:
    causes = [draft for draft in group if draft.kind.explains]
    return [draft for draft in group if not any(_explains(cause, draft) for cause in causes)]


def _explains(cause: Draft, draft: Draft) -> bool:
    return (
        cause is not draft
        and draft.kind.code.startswith(cause.kind.explains)
        and draft.kind.code != cause.kind.code
        and not cause.places.isdisjoint(draft.places)
    )


def _order(draft: Draft) -> tuple[int, tuple[int, int], str]:
    return _WEIGHT[draft.finding.severity], position(draft.finding), draft.finding.code


def position(finding: Finding) -> tuple[int, int]:
    """Row and column of a finding's cell; without one, before everything else."""
    match = _A1.match(finding.cell or "")
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
