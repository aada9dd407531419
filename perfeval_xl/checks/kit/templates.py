"""Holds a kind's templates against its check when the checks are loaded: every word asked for has to be given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

from perfeval_xl.checks.kit.kind import Kind

ALWAYS = frozenset({"stated", "expected", "label", "note", "detail"})  # what `Case` itself gives
FROM_CELLS = frozenset({"count", "where"})  # what it gives where a check names several cells
_HELPERS = ("perfeval_xl.checks.", "perfeval_xl.filings.comparisons.")
_PLACE = re.compile(r"\{(\w*)\}")


def missing(kind: Kind, check: Callable[..., Any]) -> set[str]:
    """The words of the kind's templates that neither the check nor a helper it calls ever names."""
    asked = {"source" if one == "resting_on" else one for one in _PLACE.findall(kind.says + kind.do)} - ALWAYS
    if not asked:
        return set()
    for name in _named(check, set()):
        asked -= FROM_CELLS | {name} if name == "cells" else {name}
        if not asked:
            break
    return asked


def _named(function: object, seen: set[int]) -> Iterator[str]:
    """Every name of an argument or key that a function and its helpers in the same package can hand on."""
    if not isinstance(function, FunctionType) or id(function) in seen:
        return
    seen.add(id(function))
    yield from _strings(function.__code__)
    for name in _global_names(function.__code__):
        helper = function.__globals__.get(name)
        if getattr(helper, "__module__", "").startswith(_HELPERS):
            yield from _named(helper, seen)


def _strings(code: CodeType) -> Iterator[str]:
    for one in code.co_consts:
        if isinstance(one, str):
            yield one
        elif isinstance(one, tuple):
            yield from (name for name in one if isinstance(name, str))
        elif isinstance(one, CodeType):
            yield from _strings(one)


def _global_names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _global_names(one)
