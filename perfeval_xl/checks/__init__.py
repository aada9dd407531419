"""Checks: what the form says against itself, the rule-set and good practice. The way in for everyone else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from perfeval_xl.checks.kit.kind import Kind
    from perfeval_xl.checks.kit.registry import Check
    from perfeval_xl.result import FormResult
    from perfeval_xl.rules.ruleset import RuleSet

MODULES = (
    *("reading_notes", "cells", "whole_form"),
    *("money.source", "money.slips", "money.whole"),
    *(
        "indicators.values",
        "indicators.excess",
        "indicators.years",
        "indicators.names",
        "indicators.headings",
        "indicators.breakdown",
    ),
    *("weights.sums", "weights.odd_row", "weights.split"),
    *("scores.missing", "scores.against_rule", "scores.reasons", "scores.subtotals", "scores.totals"),
    *("texts.claims", "texts.figures", "texts.counts", "texts.products", "texts.citations", "texts.personal_data"),
    *("approved", "evidence"),
)
# What is held against other forms stands above this room and is loaded by its name: for its texts, not to be run.
BETWEEN_FORMS = "perfeval_xl.filings.comparisons"
OTHER_KIND = ("R119", "S502")  # said of a blank form or a review sheet: what it is, points beyond what a row has

__all__ = ["check_forms", "explain", "kinds", "load", "load_all", "titles"]

_T = TypeVar("_T")


def check_forms(
    forms: Iterable[FormResult],
    rules: RuleSet,
    *,
    filling: bool,
    chosen: bool = False,
) -> None:
    """Runs every check over a batch of scored forms and fills each form's `findings`, most important first.

    `filling`: blank scores are computed into the copy (process), so they are no error. `chosen`: the user or the
    workbook named the rule-set; without that, another split of the weights is a warning only.
    """
    from perfeval_xl.checks.kit.causes import settle
    from perfeval_xl.checks.kit.registry import Case, Context, run
    from perfeval_xl.form import NOT_JUDGED

    context = Context(filling=filling, chosen=chosen)
    checks = load()
    for form in forms:
        judged = checks.values() if form.form.kind not in NOT_JUDGED else [checks[code] for code in OTHER_KIND]
        form.findings = [draft.finding for draft in settle(run(judged, Case(form, rules, context)))]


def load() -> dict[str, Check]:
    """Every check of one form, registered, in the order of the families and codes."""
    from perfeval_xl.checks.kit.registry import registered

    _import_all()
    return _in_order({code: one for code, one in registered().items() if one.over != "filings"})


def load_all() -> dict[str, Check]:
    """The same with those between forms."""
    from perfeval_xl.checks.kit.registry import registered

    _import_all()
    _import_and_hold(BETWEEN_FORMS)
    return _in_order(registered())


def _in_order(found: dict[str, _T]) -> dict[str, _T]:
    return {code: found[code] for code in _order_of(tuple(found))}


@cache
def _order_of(codes: tuple[str, ...]) -> list[str]:
    """Asked for every file: put in order once."""
    from perfeval_xl.checks.kit.registry import FAMILIES

    families = list(FAMILIES)
    return sorted(codes, key=lambda code: (families.index(code[0]), code))


@cache
def _import_all() -> None:
    """Registers every check of one form."""
    _import_and_hold(*(f"perfeval_xl.checks.{module}" for module in MODULES))


@cache
def _import_and_hold(*modules: str) -> None:
    """Registers the checks of some modules; ValueError for a kind whose templates ask for a word that its check never
    gives."""
    from perfeval_xl.checks.kit.registry import registered
    from perfeval_xl.checks.kit.templates import missing

    for module in modules:
        import_module(module)
    for one in registered().values():
        if lacking := missing(one.kind, one.run):
            raise ValueError(f"{one.kind.code}: nothing gives {sorted(lacking)} to its templates")


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of finding by its code, in the order of the families and codes."""
    from perfeval_xl.checks.kit.registry import CHECK_CRASHED

    return _in_order({code: one.kind for code, one in load_all().items()} | {CHECK_CRASHED.code: CHECK_CRASHED})


def titles() -> dict[str, str]:
    """What each kind of finding is called, by its code."""
    return {code: kind.title for code, kind in kinds().items()}


def explain(code: str) -> str | None:
    """What a code means, why it is checked and how to put it right; None for an unknown code."""
    from perfeval_xl.checks.docs import explained

    return explained(code)
