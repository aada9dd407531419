"""Comments of ours found again in a copy that has been edited since: which they are, and what a unit added to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.writing.sheets.record_sheet import Entry, Kind
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.comments_read import comments


@dataclass(frozen=True, slots=True)
class OwnComment:
    """A comment of ours. `added`: what the unit wrote into it, "" for nothing."""

    sheet: str
    cell: str
    added: str


def own_comments(package: Package, entries: Iterable[Entry]) -> list[OwnComment]:
    """The comments that the record tells of and that are still there.

    LibreOffice drops the authors of comments: without one, ours is known by its text.
    """
    sheets = {one.name: one for one in package.sheets}
    there: dict[str, dict[str, tuple[str, str]]] = {}
    found: list[OwnComment] = []
    for entry in entries:
        if entry.kind is not Kind.COMMENT or entry.sheet not in sheets or entry.cell is None:
            continue
        if entry.sheet not in there:
            there[entry.sheet] = comments(package, sheets[entry.sheet])
        author, text = there[entry.sheet].get(entry.cell, ("", ""))
        if author == AUTHOR or (not author.strip() and _bare(entry.after) in _bare(text) and text):
            found.append(OwnComment(entry.sheet, entry.cell, _added(entry.after, text)))
    return found


def _added(ours: str, now: str) -> str:
    if _bare(ours) == _bare(now):
        return ""
    now = now.replace("\r\n", "\n")
    return now.replace(ours, "", 1).strip()


def _bare(text: str) -> str:
    return "".join(text.split())
