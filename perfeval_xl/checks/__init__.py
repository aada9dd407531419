"""Checks: what the form says against itself, the rule-set and good practice. The way in for everyone else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from perfeval_xl.checks.catalogue import kinds

if TYPE_CHECKING:
    from perfeval_xl.checks.kit.registry import Case, Check, Draft
    from perfeval_xl.form import FormResult
    from perfeval_xl.rules.ruleset import RuleSet

MODULES = (
    "reading_notes",
    *("money.source", "money.whole"),
    *("indicators.values", "indicators.names", "indicators.headings", "indicators.breakdown"),
    *("weights.sums", "weights.split"),
    *("scores.rows", "scores.reasons", "scores.totals"),
    *("texts.claims", "texts.figures", "texts.citations", "texts.personal_data"),
    "approved",
)
CRASHED = "R199"  # reported whatever is selected: a check that did not run is never silent

__all__ = ["check_forms", "explain", "load", "wanted_codes"]


def check_forms(
    forms: Iterable[FormResult],
    rules: RuleSet,
    *,
    filling: bool,
    chosen: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> None:
    """Runs every check over a batch of scored forms and fills each form's `findings`, most important first.

    `filling`: blank scores are computed into the copy (process), so they are no error. `chosen`: the user or the
    workbook named the rule-set; without that, another split of the weights is a warning only. `select`, `ignore`:
    codes or beginnings of codes; ValueError (one Chinese sentence) for one that does not exist.
    """
    from perfeval_xl.checks.kit.causes import settle
    from perfeval_xl.checks.kit.registry import Batch, Case, Context, run

    wanted = wanted_codes(select, ignore)
    forms = list(forms)
    context = Context(filling=filling, chosen=chosen)
    checks = load()
    by_form = settle(run(checks.values(), Batch([Case(form, rules, context) for form in forms]), _crashed))
    for form in forms:
        drafts = by_form.get(form.form.form_id, [])
        form.findings = [draft.finding for draft in drafts if draft.finding.code in wanted]


def wanted_codes(select: Sequence[str], ignore: Sequence[str]) -> frozenset[str]:
    """The codes that a run reports. ValueError for a code that does not exist."""
    chosen = _expanded(select) | {CRASHED} if select else frozenset(kinds())
    return chosen - _expanded(ignore)


def _expanded(codes: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for code in codes:
        matching = {known for known in kinds() if code.strip() and known.startswith(code.strip().upper())}
        if not matching:
            raise ValueError(f"没有代码为“{code}”的核对项。代码形如 B201，也可以只写开头（如 B 为全部资金核对项）。")
        found |= matching
    return frozenset(found)


def load() -> dict[str, Check]:
    """Every check, registered, in the order of the catalogue."""
    from perfeval_xl.checks.kit.registry import registered

    for module in MODULES:
        import_module(f"perfeval_xl.checks.{module}")
    order = list(kinds())
    return dict(sorted(registered().items(), key=lambda pair: order.index(pair[0])))


def explain(code: str) -> str | None:
    """What a code means, why it is checked and how to put it right; None for an unknown code."""
    from perfeval_xl.checks.docs import explained

    return explained(code)


def _crashed(one: Check, case: Case, fault: Exception) -> Draft:
    from perfeval_xl.checks.catalogue.reading import CHECK_CRASHED

    return case.at(
        CHECK_CRASHED,
        case.form,
        "title",
        stated="",
        check=f"{one.kind.code} {one.kind.title}",
        fault=type(fault).__name__,
    )
