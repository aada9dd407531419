"""Codes of files that could not be processed.

1. Every code that the program raises is explained, and every explained code is raised somewhere.
2. A problem crosses from a worker process with its code and sentence.
"""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import perfeval_xl
from perfeval_xl.problems import EXPLAINED, FileError


def test_1_every_code_is_explained() -> None:
    sources = (path for path in Path(perfeval_xl.__file__).parent.rglob("*.py") if path.name != "problems.py")
    raised = {code for path in sources for code in re.findall(r'"(R9\d\d)"', path.read_text(encoding="utf-8"))}
    assert raised == set(EXPLAINED)


def test_2_crosses_processes() -> None:
    there = pickle.loads(pickle.dumps(FileError("R904", "文件已损坏，请重新索取。")))
    assert (there.code, there.message) == ("R904", "文件已损坏，请重新索取。")
