"""Names that come from outside (a dropped file's path), as they may stand on a disk, in a zip and on the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

_LONGEST, _BYTES = 80, 200  # of a part: characters, and bytes, of which file systems have no more than 255
_ALL = 150  # characters of a label: on Windows a path has 260, with the folder for temporary files
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)  # of Windows
_DRIVE = re.compile(r"[A-Za-z]:")


def cleaned(path: str) -> PurePosixPath:
    """A label for a file: folders and name without drive, `..`, control and direction characters; never empty."""
    parts = [_part(one) for one in re.split(r"[/\\]", _DRIVE.sub("", path, count=1))]
    kept = [one for one in parts if one not in ("", ".", "..")] or ["未命名"]
    while len(kept) > 1 and len("/".join(kept)) > _ALL:
        del kept[0]
    return PurePosixPath(*kept)


def _part(text: str) -> str:
    seen = "".join("_" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") else sign for sign in text)
    seen = _NOT_IN_NAMES.sub("_", seen).strip().rstrip(". ")
    stem, dot, ending = seen.rpartition(".")
    if not dot or len(ending) > 8:  # the ending says what it is
        stem, dot, ending = seen, "", ""
    while len(stem) > _LONGEST or len(stem.encode()) > _BYTES:
        stem = stem[:-1]
    seen = f"{stem}{dot}{ending}"
    return f"_{seen}" if _RESERVED.fullmatch(seen) else seen


def free(wanted: PurePosixPath, others: Collection[PurePosixPath]) -> PurePosixPath:
    """The label, numbered where another file has it: 自评表(2).xlsx. A file is no folder of another."""
    files = {_key(one) for one in others}
    folders = {_key(folder) for one in others for folder in one.parents}
    top = PurePosixPath(wanted.name) if any(_key(folder) in files for folder in wanted.parents) else wanted
    tried, number = top, 1
    while _key(tried) in files or _key(tried) in folders:
        number += 1
        tried = top.with_name(f"{top.stem}({number}){top.suffix}")
    return tried


def _key(label: PurePosixPath) -> str:
    return str(label).casefold()
