"""Every pattern that meets a cell's text takes time in proportion to it.

1. Collected from the modules: what `re.compile` and `lazy` were given, with the methods each is used by.
2. Each is fed texts made of the units it is about, 40 times as long the second time: no more than linear (slow).
3. The same with 100,000 characters (slow).
4. What once hung is read at once.
"""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections import deque
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import perfeval_xl
from perfeval_xl.form_words import whole_name
from perfeval_xl.patterns import text_of
from perfeval_xl.reading.layout.labels import label
from perfeval_xl.reading.meaning.values import parse_actual, parse_amount, parse_points, parse_target

ROOT = Path(perfeval_xl.__file__).parent
METHODS = frozenset({"search", "match", "fullmatch", "sub", "findall", "finditer", "split"})
MAKERS = frozenset({"compile", "lazy"})
# Rooms whose patterns meet no text of a cell: they read the package's own parts, or a rule-set's file.
ELSEWHERE = (
    *("xlsx/", "reading/grids/format", "rules/", "writing/", "page/", "commands/"),
    *("config.py", "cli", "outputs.py", "inputs.py"),
    "units.py",  # a unit is a dozen characters
)
SHORT, LONG, LONGEST = 200, 8_000, 100_000
# A fixed time for the machine's moods, and what a text 40 times as long may take more.
MOOD, GROWTH = 0.004, 120


def modules() -> Iterator[tuple[str, Path, ModuleType]]:
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if path.name != "__main__.py" and not name.startswith(ELSEWHERE):
            dotted = ".".join(("perfeval_xl", *path.relative_to(ROOT).with_suffix("").parts))
            yield name, path, importlib.import_module(dotted.removesuffix(".__init__"))


def given(node: ast.expr, module: ModuleType) -> tuple[str, int] | None:
    """The pattern that an expression stands for, with its flags; None where it is none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
        maker = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        if maker not in MAKERS or not node.args:
            return None
        node = node.args[0]
    try:
        value: Any = eval(compile(ast.Expression(node), "pattern", "eval"), vars(module))
    except NameError:
        return None
    if isinstance(value, str):
        return value, 0
    return text_of(value)


@cache
def uses() -> dict[tuple[str, int], tuple[str, set[str]]]:
    """Each pattern with where it stands and the methods it is used by."""
    found: dict[tuple[str, int], tuple[str, set[str]]] = {}
    for name, path, module in modules():
        for value in vars(module).values():
            for one in value if isinstance(value, list | tuple) else [value]:
                for part in one if isinstance(one, tuple) else [one]:
                    known = text_of(part)
                    if known is not None:
                        found.setdefault(known, (name, set()))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr not in METHODS:
                continue
            is_module = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            pattern = given(node.args[0] if is_module and node.args else node.func.value, module)
            if pattern is not None and (is_module or not isinstance(node.func.value, ast.Constant)):
                found.setdefault(pattern, (name, set()))[1].add(node.func.attr)
    return found


def units_of(pattern: str) -> list[str]:
    """What a text that troubles a pattern is made of: its own words and signs."""
    words = re.sub(r"\(\?P?<?[=!:]?(?:\w+>)?|\\[a-zA-Z]|\{[\d,]+\}|[\\^$.|?*+(){}\[\]]", " ", pattern).split()
    signs = [word for word in words if len(word) <= 4][:8] + [word[0] for word in words[:8]]
    always = [sign for sign, mark in (("1", "d"), (" ", "s"), ("年", "一"), ("a", "A"), ("-", "")) if mark in pattern]
    return list(dict.fromkeys([*always, *signs, "1", "-", "("]))[:16]


def seconds(compiled: re.Pattern[str], method: str, text: str) -> float:
    """Time of the processor, not of the clock: what else the machine does says nothing about a pattern."""
    run = getattr(compiled, method)
    best = float("inf")
    for _ in range(2):
        start = time.thread_time()
        if method == "sub":
            run("", text)
        elif method == "finditer":
            deque(run(text), maxlen=0)  # none is kept: a heap of matches would be the garbage collector's time
        else:
            run(text)
        best = min(best, time.thread_time() - start)
        if best > 0.2:
            break
    return best


def grows(pattern: tuple[str, int], methods: set[str], longest: int) -> str:
    """The unit and method by which a pattern takes more than linear time; "" where there is none."""
    compiled = re.compile(*pattern)
    for unit in units_of(pattern[0]):
        for tail in ("", "!"):
            for method in sorted(methods or {"fullmatch"}):
                for size in (24, 30):
                    if seconds(compiled, method, unit * size + tail) > 0.05:
                        return f"{method} of {unit!r}: more than a moment at {size} already"
                short = seconds(compiled, method, (unit * SHORT)[:SHORT] + tail)
                most = MOOD + GROWTH * longest / LONG * max(short, 2e-6)
                long = (unit * longest)[:longest] + tail
                took = seconds(compiled, method, long)
                if took > most and (took := min(took, seconds(compiled, method, long))) > most:
                    return f"{method} of {unit!r}{tail}: {short * 1e6:.0f} us, then {took * 1e3:.0f} ms"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("pattern", uses(), ids=lambda pattern: f"{uses()[pattern][0]}: {pattern[0][:40]}")
def test_2_time_is_linear(pattern: tuple[str, int]) -> None:
    assert not grows(pattern, uses()[pattern][1], LONG)


@pytest.mark.slow
@pytest.mark.parametrize("pattern", uses(), ids=lambda pattern: f"{uses()[pattern][0]}: {pattern[0][:40]}")
def test_3_time_is_linear_to_the_end(pattern: tuple[str, int]) -> None:
    assert not grows(pattern, uses()[pattern][1], LONGEST)


@pytest.mark.parametrize("written", ["_" * 30_000, "-" * 30_000, "- " * 15_000, "1" * 30_000, "已完成" + "-" * 30_000])
def test_4_what_once_hung(written: str) -> None:
    start = time.perf_counter()
    parse_amount(written)
    parse_points(written)
    parse_target(written)
    parse_actual(written)
    whole_name(written)
    label(written)
    assert time.perf_counter() - start < 2
