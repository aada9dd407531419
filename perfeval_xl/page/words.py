"""Sentences of the program as the page says them: without commands and options, which a clerk there has not got."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"[^，；。]+[，；。]?")
_OF_THE_COMMAND_LINE = re.compile(r"--[a-z]|perfeval-xl|docs/")
_CONDITION = "的，"  # 确认文件可靠的，可加 --max-mb 放宽上限


def at_the_page(sentence: str) -> str:
    """The sentence without the clauses that speak of the command line."""
    kept: list[str] = []
    for clause in _CLAUSE.findall(sentence):
        if not _OF_THE_COMMAND_LINE.search(clause):
            kept.append(clause)
        elif kept and kept[-1].endswith(_CONDITION):
            kept.pop()
    said = "".join(kept)
    return f"{said[:-1]}。" if said.endswith(("，", "；")) else said
