"""Which files that 佐证材料 names lie beside the workbook: looked for by name, never opened, no link followed.

A name is taken from the workbook's folder downwards. One that leads out of it (an absolute path, ..) is not looked for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from perfeval_xl.form import NamedFile
from perfeval_xl.result import FormResult

_ENDINGS = "pdf|ofd|docx?|xlsx?|xlsm|csv|wps|et|pptx?|txt|rtf|eml|jpe?g|png|bmp|gif|tiff?|heic|zip|rar|7z|mp4|mov|avi"
_FILE = re.compile(rf"[^<>|?*\"\n]{{1,250}}\.(?:{_ENDINGS})", re.IGNORECASE)
_BETWEEN = re.compile(r"[、；;，,\n]+")
_LEAD = re.compile(r"^[^/\\]{0,12}[:：]\s*(?![/\\])")  # 见附件：
_QUOTES = " \t《》“”\"'「」"
_WEB = re.compile(r"[a-z]{2,10}://", re.IGNORECASE)
_OUTSIDE = re.compile(r"[/\\~]|[A-Za-z]:")
_FOLDERS = re.compile("佐证|附件|证明|材料|资料")  # where a bare name may lie, too
_MOST_FOLDERS = 50

_WhyNot = Literal["", "absent", "outside", "link"]


def look_beside(forms: Iterable[FormResult], folder: Path) -> None:
    """Says of each paper which of the files it names lie in the workbook's folder."""
    for form in forms:
        for paper in form.evidence:
            paper.files = tuple(_named(paper.place or "", folder))


def _named(place: str, folder: Path) -> Iterator[NamedFile]:
    """The files that a cell names."""
    whole = place.strip(_QUOTES)
    if _FILE.fullmatch(whole) and _looked_for(whole, folder) == "":
        yield NamedFile(whole)
        return
    for part in _BETWEEN.split(place):
        name = _LEAD.sub("", part.strip(_QUOTES)).strip(_QUOTES)
        if _FILE.fullmatch(name) and not _WEB.match(name):
            yield NamedFile(name, _looked_for(name, folder))


def _looked_for(name: str, folder: Path) -> _WhyNot:
    parts = [one for one in re.split(r"[/\\]", name) if one not in ("", ".")]
    if _OUTSIDE.match(name) or ".." in parts:
        return "outside"
    places = [folder] if len(parts) > 1 else [folder, *_folders_of_papers(folder)]
    answers = [_state(one, parts) for one in places]
    return "" if "" in answers else "link" if "link" in answers else "absent"


def _folders_of_papers(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as there:
            found = sorted(one.name for one in there if _FOLDERS.search(one.name) and one.is_dir(follow_symlinks=False))
    except OSError:
        return []
    return [folder / one for one in found[:_MOST_FOLDERS]]


def _state(folder: Path, parts: list[str]) -> _WhyNot:
    place = folder
    for part in parts:
        place = place / part
        try:
            if place.is_symlink() or _is_junction(place):
                return "link"
            place.lstat()
        except (OSError, ValueError):
            return "absent"
    return "" if place.is_file() else "absent"


def _is_junction(place: Path) -> bool:
    """A folder of Windows that stands for another."""
    asked = getattr(os.path, "isjunction", None)  # from Python 3.12 on
    return bool(asked and asked(place))
