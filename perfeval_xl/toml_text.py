"""Reads a TOML file that a person wrote: every fault is a Chinese sentence with its line and the right way."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfeval_xl.problems import FileError

_TWICE = "同一项写了两次，请删去一处"
_OPEN = "引号或括号没有配对"
_NAME = '名称写法不对，中文名称要加英文双引号，例如 "产出指标" = 50'
_QUOTES = "等号后面的取值写法不对，文字要加英文双引号"
_UNQUOTED = re.compile(
    r"([A-Za-z_]{1,40})\s{0,9}=\s{0,9}[“”‘’']?([^\s\[{\"“”‘’'=#,]{1,60})[“”‘’']?"
)  # rules = 本区.toml
# What tomllib says -> what a person has to know.
_KNOWN = (
    ("Cannot overwrite", _TWICE),
    ("Cannot declare", _TWICE),
    ("Duplicate", _TWICE),
    ("Cannot mutate", _TWICE),
    ("Expected '='", '名称后面缺少等号，例如 rules = "mof-2020"'),
    ("Unclosed", _OPEN),
    ("Unterminated", "引号没有配对"),
    ("Expected ']'", "方括号没有配对"),
    ("Illegal character", "引号没有配对，或有不允许的字符"),
    ("Invalid value", _QUOTES),
    ("Expected newline", "一行只能写一项，或逗号、括号用了中文符号"),
    ("Invalid statement", _NAME),
    ("Invalid initial character", _NAME),
    ("Unescaped", r"路径中的反斜杠要写成两个（\\），或改用 /，或把双引号换成单引号"),
    ("Invalid hex", r"路径中的反斜杠要写成两个（\\），或改用 /，或把双引号换成单引号"),
)
_SHOWN = 60  # signs of the line that is quoted


def read_toml(path: Path, what: str) -> dict[str, Any]:
    """The content of a file, numbers as Decimal; FileError R912 where it cannot be had. `what`: 规则文件, 配置文件."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise FileError(
            "R912", f"{what}“{path}”不是 UTF-8 编码的文本，请用记事本打开，选“另存为”，编码选 UTF-8。"
        ) from problem
    except FileNotFoundError as problem:
        raise FileError("R912", f"找不到{what}“{path}”，请检查路径。") from problem
    except OSError as problem:
        reason = problem.strerror or problem
        raise FileError("R912", f"打不开{what}“{path}”：{reason}，请检查路径和权限。") from problem
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ArithmeticError, RecursionError) as problem:
        place, said = _fault(str(problem), text)
        if isinstance(problem, RecursionError):
            said = "括号套得太深"
        raise FileError("R912", f"{what}“{path}”{place}写法有误：{said}。请改正后再试。") from problem


def _fault(message: str, text: str) -> tuple[str, str]:
    """tomllib's English message in Chinese: the place, and what is wrong there, with the line itself."""
    said = next((chinese for english, chinese in _KNOWN if english in message), "不符合 TOML 格式")
    if "(at end of document)" in message:
        return "末尾", said
    if "(at line " not in message:
        return "", said
    line, _, column = message.rpartition("(at line ")[2].rstrip(")").partition(", column ")
    lines = text.splitlines()
    wrong = lines[int(line) - 1].strip() if int(line) <= len(lines) else ""
    quoted = f"。这一行是：{wrong[:_SHOWN]}{'…' if len(wrong) > _SHOWN else ''}" if wrong else ""
    return f"第 {line} 行第 {column} 个字符处", said + _rightly(wrong, said) + quoted


def _rightly(line: str, said: str) -> str:
    """How the line is written rightly, where a value lacks its quotes; else an example."""
    if said != _QUOTES:
        return ""
    found = _UNQUOTED.fullmatch(line)
    example = f'{found[1]} = "{found[2]}"' if found and len(line) <= _SHOWN else 'title = "本区规则"、weight = 10'
    return f"，{'应写成' if found else '例如'} {example}"
