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
    """The comments of ours that are still there.

    LibreOffice drops the authors of comments: without one, ours is known by its text. One by us of which the record
    does not tell came with a cell that was copied.
    """
    there = {
        (sheet.name, cell): said
        for sheet in package.sheets
        if sheet.kind == "worksheet"
        for cell, said in comments(package, sheet).items()
    }
    found: dict[tuple[str, str], OwnComment] = {}
    for entry in entries:
        place = str(entry.sheet), str(entry.cell)
        if entry.kind is not Kind.COMMENT or place not in there:
            continue
        author, text = there[place]
        if author.strip() == AUTHOR or (not author.strip() and _bare(entry.after) in _bare(text) and text):
            found[place] = OwnComment(*place, _added(entry.after, text))
    for place, (author, _) in there.items():
        if author.strip() == AUTHOR and place not in found:
            found[place] = OwnComment(*place, "")
    return list(found.values())


def has_empty_lists(package: Package) -> bool:
    """A sheet has a list of comments, and not one in it."""
    sheets = [one for one in package.sheets if one.kind == "worksheet"]
    return any(package.related(one.part, "comments") is not None and not comments(package, one) for one in sheets)


def _added(ours: str, now: str) -> str:
    if _bare(ours) == _bare(now):
        return ""
    now = now.replace("\r\n", "\n")
    return now.replace(ours, "", 1).strip()


def _bare(text: str) -> str:
    return "".join(text.split())
