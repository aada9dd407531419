"""The filled 复核底稿 that paths name: folders, files and zips are taken in as filings are, each file once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from perfeval_xl.filings.batch import Fate, Member
from perfeval_xl.filings.intake import TakenIn, take_in
from perfeval_xl.filings.lists import book_at
from perfeval_xl.filings.own_books import REVIEWS, own_book_of
from perfeval_xl.filings.review.filled import FilledBook
from perfeval_xl.filings.review.reading import read_filled
from perfeval_xl.filings.workspace import workspace
from perfeval_xl.inputs import CHANGED, PREVIOUS
from perfeval_xl.problems import FileError
from perfeval_xl.reading import read_book
from perfeval_xl.xlsx.limits import Limits
from perfeval_xl.xlsx.problem import PackageError

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".docx", ".docm", ".et", ".ods", ".doc", ".wps", ".csv", ".zip", ".rar", ".7z")
_NO_WORKBOOK = "不是工作簿，没有读。"
_KEPT = "本程序保留的上一版，没有读。"
_CHANGED = "读取期间文件有改动，读到的内容不可靠；请等文件不再变化后重新核对。"


def filled_books(words: Iterable[str], limits: Limits, progress: Callable[[], None] = lambda: None) -> list[FilledBook]:
    """Every file and zip member with what was read of it, or why nothing was. `progress` is told of each."""
    books: list[FilledBook] = []
    with workspace() as unpacked:
        taken = take_in(words, unpacked, limits, REVIEWS)
        for place in range(len(taken.members)):
            books.append(_book(taken, place, limits))
            progress()
    return books


def are_own(words: Iterable[str], limits: Limits) -> bool:
    """Whether 复核底稿 of ours are among what the words name; other files beside them are no matter, damaged ones, kept
    ones and notes. FileError R907 where forms are, too: which of the two is meant nobody can tell."""
    with workspace() as unpacked:
        taken = take_in(words, unpacked, limits, REVIEWS)
        ours = {place for place, source in taken.sources.items() if own_book_of(source.read_bytes()) in REVIEWS}
        if not ours:
            return False
        others = (place for place in taken.sources if place not in ours and not _passed_over(taken.members[place]))
        form = next((place for place in others if _holds_form(taken.sources[place], limits)), None)
        if form is not None:
            raise FileError(
                "R907",
                f"这里既有复核底稿（{taken.members[min(ours)].name}），也有自评表（{taken.members[form].name}），"
                "看不出要哪一种报告；要复核报告的请只写底稿，或加 --outline review，要评价报告的请只写自评表。",
            )
        return True


def _holds_form(source: Path, limits: Limits) -> bool:
    try:
        return bool(read_book(book_at(source, limits), source.name))
    except (FileError, PackageError):
        return False


def _book(taken: TakenIn, place: int, limits: Limits) -> FilledBook:
    member = taken.members[place]
    book = FilledBook(member.path, member.name, is_in_zip=member.inside is not None)
    source = taken.sources.get(place)
    if source is None:
        book.fault, book.is_other = f"{member.why}{_asked_of(member)}", member.fate is Fate.OTHER
    elif why := _passed_over(member):
        book.fault, book.is_other = why, True
    else:
        read_filled(book, source, limits)
        if taken.has_changed(place):
            return FilledBook(member.path, member.name, fault=_CHANGED)
    return book


def _asked_of(member: Member) -> str:
    return member.do if member.fate is Fate.FAILED else ""


def _passed_over(member: Member) -> str | None:
    """What a file is that is no 底稿 by its name alone."""
    name = PurePosixPath(member.own_name)
    if name.suffix.lower() not in _WORKBOOKS:
        return _NO_WORKBOOK
    return _KEPT if PREVIOUS in name.stem or CHANGED in name.stem else None
