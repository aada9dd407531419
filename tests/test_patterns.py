"""Patterns compiled when first used.

1. Nothing is compiled before: a faulty one is not noticed until it is used.
2. In use it is what `re.compile` gives: methods, flags, groups.
3. No pattern has a possessive repeat or an atomic group: Python 3.11.0 to 3.11.4 find too little by them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import perfeval_xl
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


def constants(path: Path) -> Iterator[str]:
    """The texts in a module's code, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docs and isinstance(node.value, str | bytes):
            yield node.value if isinstance(node.value, str) else node.value.decode("latin-1")


def test_3_no_possessive_repeats() -> None:
    token = re.compile(r"(?<!\\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")
    found = [
        (path.name, text)
        for path in Path(perfeval_xl.__file__).parent.rglob("*.py")
        for text in constants(path)
        if token.search(re.sub(r"\[\^?\]?[^\]]*\]", "[]", text))  # in a set they mean themselves
    ]
    assert found == []
