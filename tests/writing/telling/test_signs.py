"""What reaches a terminal, JSON, or a console in code page 936.

1. Escape, C1, bidi characters and halves of characters are written out on the terminal, escaped in JSON.
2. A sign that the code page lacks is shown as one that looks alike, else as 〓, never as ?.
3. No sentence of ours has a sign that code page 936 lacks.
4. On a terminal long lines break between words, the rest indented as the beginning is; a pipe gets them whole.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl.writing.telling import signs
from perfeval_xl.writing.telling.console import Teller
from perfeval_xl.writing.telling.jsonout import encode
from perfeval_xl.writing.text_size import columns

DANGEROUS = "\x1b[2J", "\x9b31m", "\u202e", "\u2066", "\x07", "\r", "\x7f", "\udc80"


@pytest.mark.parametrize("sign", DANGEROUS)
def test_1_written_out(sign: str) -> None:
    for text in (signs.shown(f"甲{sign}乙"), encode({"名": f"甲{sign}乙"}), encode([f"甲{sign}乙"])):
        assert sign[0] not in text
        text.encode()
    assert json.loads(encode(f"甲{sign}乙")) == f"甲{sign}乙"


def test_1_tabs_and_lines_stay() -> None:
    assert signs.shown("甲\t乙\n丙") == "甲\t乙\n丙"


@pytest.mark.parametrize(
    ("sign", "there"), [("−", "－"), ("✓", "√"), ("𠮷", "〓"), ("²", "2"), ("⑪", "11"), ("≥", "≥")]
)
def test_2_code_page_936(sign: str, there: str) -> None:
    assert f"甲{sign}".encode("gbk", signs.register()).decode("gbk") == f"甲{there}"


def test_2_no_chinese_at_all() -> None:
    assert "甲".encode("ascii", signs.register()) == rb"\u7532"


def sentences(path: Path) -> list[str]:
    """The texts of a module that a user may read: with Chinese in them, no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if id(node) not in docs
        and isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"[一-龥]{2}", node.value)
    ]


def test_3_our_own_words() -> None:
    lacking = [
        (path.name, text)
        for path in Path(perfeval_xl.__file__).parent.rglob("*.py")
        for text in sentences(path)
        if not any(sign in text for sign in ("(?:", "[^", "一-")) and text.encode("gbk", "ignore").decode("gbk") != text
    ]
    assert lacking == []


def test_4_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = "      G12  执行率：" + "填写的执行率 98.5% 与按金额计算的 97.52% 不一致，" * 6
    Teller().say(text)
    assert capsys.readouterr().out == f"{text}\n"
    monkeypatch.setattr(Teller, "is_terminal", True)
    monkeypatch.setattr(Teller, "width", 80, raising=False)
    teller = Teller()
    lines = teller._lines(text)
    assert len(lines) > 3
    assert all(line.startswith("      ") and columns(line) < 80 for line in lines)
    assert all(not line.strip().startswith(("，", ".", "%")) for line in lines)
    assert "".join(line.strip() for line in lines).replace(" ", "") == text.replace(" ", "")
