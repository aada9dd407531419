"""Names that come from outside (a dropped file's path), as they may stand on a disk, in a zip and on the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

_LONGEST, _DEEPEST = 120, 12  # characters of a part; parts
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)  # of Windows
_DRIVE = re.compile(r"[A-Za-z]:")


def cleaned(path: str) -> PurePosixPath:
    """A label for a file: folders and name without drive, `..`, control and direction characters; never empty."""
    parts = [_part(one) for one in re.split(r"[/\\]", _DRIVE.sub("", path, count=1))]
    kept = [one for one in parts if one not in ("", ".", "..")]
    return PurePosixPath(*kept[-_DEEPEST:]) if kept else PurePosixPath("未命名")


def _part(text: str) -> str:
    seen = "".join("_" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") else sign for sign in text)
    seen = _NOT_IN_NAMES.sub("_", seen).strip().rstrip(". ")
    if len(seen) > _LONGEST:  # the ending says what it is
        stem, dot, ending = seen.rpartition(".")
        seen = f"{stem[: _LONGEST - 10]}{dot}{ending[:8]}" if dot and len(ending) <= 8 else seen[:_LONGEST]
    return f"_{seen}" if _RESERVED.fullmatch(seen) else seen


def free(wanted: PurePosixPath, taken: Collection[str]) -> PurePosixPath:
    """The label, numbered where another file has it: 自评表(2).xlsx. `taken` are labels in lower case."""
    tried, number = wanted, 1
    while str(tried).casefold() in taken:
        number += 1
        tried = wanted.with_name(f"{wanted.stem}({number}){wanted.suffix}")
    return tried
