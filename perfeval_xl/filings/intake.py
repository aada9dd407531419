"""What was handed in: folders, files and zips, each file and zip member exactly once, with what can be told of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from perfeval_xl.filings.batch import Fate, Member
from perfeval_xl.filings.identity import code_of_bytes

LOCK = "~$"


def members_of(words: Iterable[str | Path]) -> list[Member]:
    """Every file of the folders and files named, each once, in the order of their names."""
    seen: set[Path] = set()
    found: list[Member] = []
    for word in words:
        for member in _of_word(Path(word)):
            key = Path(os.path.realpath(member.path))
            if key not in seen:
                seen.add(key)
                found.append(member)
    return found


def _of_word(path: Path) -> Iterator[Member]:
    if not path.is_dir():
        yield _member(path, path.name)
        return
    top = path.resolve().name
    for one in sorted(path.rglob("*")):
        if one.is_file():
            inside = one.relative_to(path)
            member = _member(one, "/".join((top, *inside.parts)))
            member.folder_unit = inside.parts[0] if len(inside.parts) > 1 else None
            yield member


def _member(path: Path, name: str) -> Member:
    member = Member(name, path)
    try:
        there = path.stat()
        member.size, member.modified = there.st_size, datetime.fromtimestamp(there.st_mtime)
        member.content_code = code_of_bytes(path.read_bytes())
    except OSError as fault:
        member.fate, member.why = Fate.FAILED, f"文件读不出来（{fault.strerror or fault}）。"
        member.do = "请核对文件名和权限，或把文件复制到本机硬盘后再试。"
        return member
    if path.name.startswith(LOCK):
        member.fate, member.why = Fate.OTHER, "表格软件打开文件时留下的锁定文件。"
    return member


def to_read(members: Iterable[Member]) -> list[int]:
    """The places of those that nothing is known of yet: they are to be opened."""
    return [place for place, one in enumerate(members) if one.fate is Fate.READ]
