"""The whole check of a review: what was handed in is read, every check is run, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from perfeval_xl.filings.review.checks.kit import CHECK_CRASHED, Case, ReviewKind, registered, run
from perfeval_xl.filings.review.filled import Filled
from perfeval_xl.filings.review.frame import Frame
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.filings.review.reviewed import NO_GROUND, Cut, Reviewed
from perfeval_xl.filings.review.unit_forms import UnitForms
from perfeval_xl.result import Told

_MODULES = ("scores", "consistency", "ties", "unit_figures", "facts", "completeness")


def judge(
    filled: Filled,
    grounds: Grounds,
    frame: Frame | None = None,
    forms: UnitForms | None = None,
    told: Told | None = None,
) -> Reviewed:
    """Every check over all that was read; `told`: which findings are told of them."""
    load()
    case = Case(filled, grounds, frame, forms)
    return Reviewed(
        filled, grounds, run(case), list(_cuts(case)), frame.path.name if frame is not None else "", told or Told()
    )


def _cuts(case: Case) -> Iterable[Cut]:
    for row in case.filled.rows:
        ground = case.ground_of(row)
        if row.share is None or not (row.is_cut or (ground is not None and ground.cut)):
            continue
        name = ground.name if ground is not None else row.ground or NO_GROUND
        yield Cut(row, name, row.share, ground.cut if ground is not None else None)


@cache
def load() -> None:
    """Registers every check."""
    for module in _MODULES:
        import_module(f"perfeval_xl.filings.review.checks.{module}")


def kinds() -> dict[str, ReviewKind]:
    """Every kind by its code, in order."""
    load()
    return {code: one.kind for code, one in registered().items()} | {CHECK_CRASHED.code: CHECK_CRASHED}


def explained(code: str) -> str | None:
    """What a code means, for `explain`; None for an unknown one."""
    kind = kinds().get(code.strip().upper())
    if kind is None:
        return None
    return f"{kind.code}　{kind.title}（{kind.severity.word}）\n\n检查内容：{kind.about}\n如何处理：{kind.do}"
