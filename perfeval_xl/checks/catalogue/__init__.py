"""The catalogue of findings: one module a family, each with its `Kind` constants. Codes are never reused."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from perfeval_xl.checks.kit.kind import Kind

__all__ = ["FAMILIES", "Kind", "kind_of", "kinds"]

# In the order of the documentation: letter, module of the family, what it is about.
FAMILIES: tuple[tuple[str, str, str], ...] = (
    ("R", "reading", "读取"),
    ("B", "money", "资金"),
    ("I", "indicators", "指标与目标"),
    ("W", "weights", "分值"),
    ("S", "scores", "得分与等级"),
    ("N", "narrative", "文字叙述"),
    ("A", "approved", "批复目标与完成情况"),
)
_CODE = re.compile(r"[RBIWSNA]\d{3}")


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of finding by its code, in the order of the catalogue."""
    found: dict[str, Kind] = {}
    for _, module, _ in FAMILIES:
        for value in vars(import_module(f"perfeval_xl.checks.catalogue.{module}")).values():
            if isinstance(value, Kind):
                if value.code in found or not _CODE.fullmatch(value.code):
                    raise ValueError(f"catalogue: code {value.code} is taken or malformed")
                found[value.code] = value
    return dict(sorted(found.items(), key=lambda pair: ([f[0] for f in FAMILIES].index(pair[0][0]), pair[0])))


def kind_of(code: str) -> Kind | None:
    """The kind with this code, or None."""
    return kinds().get(code)
