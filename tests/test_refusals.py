"""What a clerk is told of packages that cannot be read or edited.

1. Every reason and every fault has its sentence, and there is none without a reason.
2. Every reason that the code gives is listed with what it means.
3. A problem crosses from a worker process with its facts.
"""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import perfeval_xl
from perfeval_xl.refusals import FAULTS, KINDS, SENTENCES, file_error
from perfeval_xl.xlsx import filekind
from perfeval_xl.xlsx.problem import REASONS, PackageError

PACKAGE = Path(perfeval_xl.__file__).parent
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for room in ("xlsx", "reading") for path in (PACKAGE / room).rglob("*.py")
)


def test_1_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) | {"other_kind"} == set(REASONS)
    assert set(KINDS) == set(filekind.KINDS)
    for kind in KINDS:
        assert file_error(PackageError("other_kind", kind=kind)).message.endswith("。")


def test_1_every_fault_has_its_words() -> None:
    given = set(re.findall(r'raise damaged\("(\w+)"(?!\.)', SOURCE))
    assert given == set(FAULTS)


def test_2_every_reason_is_listed() -> None:
    given = set(re.findall(r'(?:PackageError|_exceeded)\(\s*"(\w+)"', SOURCE))
    assert given | {"empty"} == set(REASONS)


def test_3_crosses_processes() -> None:
    there = pickle.loads(pickle.dumps(PackageError("part_damaged", part="xl/workbook.xml")))
    assert (there.reason, there.facts) == ("part_damaged", {"part": "xl/workbook.xml"})
    assert file_error(there).code == "R904"
