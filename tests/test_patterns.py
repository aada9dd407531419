"""Patterns compiled when first used.

1. Nothing is compiled before: a faulty one is not noticed until it is used.
2. In use it is what `re.compile` gives: methods, flags, groups.
"""

from __future__ import annotations

import re

import pytest

from perfeval_xl.patterns import lazy


def test_1_compiled_at_first_use() -> None:
    faulty = lazy("(")
    with pytest.raises(re.error):
        faulty.search("")


@pytest.mark.parametrize("text", ["数量12个", "12", "", "十二"])
def test_2_the_same_as_compiled(text: str) -> None:
    late, now = lazy(r"(?P<n>\d+) 个?", re.VERBOSE), re.compile(r"(?P<n>\d+) 个?", re.VERBOSE)
    for _ in range(2):
        assert [found["n"] for found in late.finditer(text)] == [found["n"] for found in now.finditer(text)]
        assert late.sub("#", text) == now.sub("#", text)
        assert bool(late.fullmatch(text)) == bool(now.fullmatch(text))
        assert (late.groups, late.flags, late.pattern) == (now.groups, now.flags, now.pattern)
