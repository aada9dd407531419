"""The 汇总表 of a batch on disk: what people typed into the one that stands there is taken over; written whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from perfeval_xl import __version__
from perfeval_xl.desk.earlier_books import BookKind, Earlier, Written
from perfeval_xl.filings.batch import Batch
from perfeval_xl.filings.own_books import SUMMARY
from perfeval_xl.writing.summary.before import Before, SheetBefore
from perfeval_xl.writing.summary.kit.columns import Typed
from perfeval_xl.writing.summary.kit.placed import Placed, place
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.rekey import rekey
from perfeval_xl.writing.summary.sheets import files, projects, unclaimed
from perfeval_xl.writing.summary.sheets.common import key_of
from perfeval_xl.writing.summary.take_over import before_of
from perfeval_xl.writing.summary.workbook import FILE_NAME, book_of, declared_sheets, placed_sheets, write_summary

_CARRIED = "黄栏里填写的内容已带到新的一本"
_KIND = BookKind(SUMMARY.called, SUMMARY.is_one, _CARRIED, FILE_NAME, megabytes=400)  # thousands of forms

Decisions = Mapping[tuple[str, int], str]  # by the file's name in the batch and the number of the form in it


target_of = _KIND.target_of


def write_book(
    batch: Batch,
    target: Path,
    titles: Mapping[str, str],
    made: datetime,
    deadline: date | None = None,
    *,
    decisions: Decisions | None = None,
    folder: Path | None = None,
) -> Written:
    """Writes the book; one that stands there is kept under a name of its own, with what people typed carried over.

    `titles`: what each finding code is called; `deadline`: by which day errors are to be mended; `decisions`: what a
    person decided of forms meanwhile, for 复核意见; `folder`: where the book will lie, where that is not beside the
    target. FileError R909 where it cannot be written.
    """
    lies_in = folder or target.absolute().parent
    occasion = Occasion(batch, lies_in, made, __version__, titles, deadline=deadline)
    earlier = _KIND.at(target)
    before = _before(earlier, occasion)
    rekey(before, batch.forms)
    _decide(before, batch, decisions or {})
    occasion = replace(occasion, before=before)
    placed = placed_sheets(occasion)
    written = earlier.written(write_summary(occasion, placed), before.left)
    return replace(written, carried=_carried(placed))


def _carried(placed: Mapping[str, Placed]) -> str:
    """What the new book has of what people typed; what of it found no row is said, too."""
    waiting = len(placed[unclaimed.NAME].values) if unclaimed.NAME in placed else 0
    return _CARRIED + (f"，其中 {waiting} 处这次没有对应的行，列在“{unclaimed.NAME}”，请人工核对" if waiting else "")


def _before(earlier: Earlier, occasion: Occasion) -> Before:
    return earlier.typed(lambda package: before_of(package, declared_sheets(occasion)), Before())


def _decide(before: Before, batch: Batch, decisions: Decisions) -> None:
    """Puts decisions where a person would have typed them; what stands there of an earlier run gives way."""
    typed = before.sheets.setdefault(projects.NAME, SheetBefore()).typed if decisions else {}
    for one in batch.forms:
        if (word := decisions.get((one.member.name, one.number))) is not None:
            typed.setdefault(key_of(one), {})[projects.OPINION] = Typed(word)


def decisions_in(book: Path, batch: Batch, titles: Mapping[str, str], made: datetime) -> Decisions:
    """What stands in 复核意见 of an earlier book, by the forms of this batch. FileError R909 where it is damaged."""
    before = _before(_KIND.at(book), Occasion(batch, book.parent, made, __version__, titles))
    rekey(before, batch.forms)
    typed = before.of(projects.NAME).typed
    found = {one: typed.get(key_of(one), {}).get(projects.OPINION) for one in batch.forms}
    return {(one.member.name, one.number): str(said.value) for one, said in found.items() if said is not None}


def list_of_files(batch: Batch, folder: Path, titles: Mapping[str, str], made: datetime) -> bytes:
    """文件清单 alone, as a workbook that will lie in `folder`."""
    occasion = Occasion(batch, folder, made, __version__, titles)
    return book_of(occasion, files.NAME, {files.NAME: place(files.sheet(occasion), {}, [])}, with_record=False)
