"""The filled 复核底稿 that paths name: folders, files and zips are taken in as filings are, each file once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from perfeval_xl.filings.batch import Fate, Member
from perfeval_xl.filings.intake import TakenIn, take_in
from perfeval_xl.filings.own_books import REVIEW_BOOK, own_book_of
from perfeval_xl.filings.review.filled import FilledBook
from perfeval_xl.filings.review.reading import read_filled
from perfeval_xl.filings.workspace import workspace
from perfeval_xl.inputs import CHANGED, PREVIOUS
from perfeval_xl.xlsx.limits import Limits

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".docx", ".docm", ".et", ".ods", ".doc", ".wps", ".csv", ".zip", ".rar", ".7z")
_NO_WORKBOOK = "不是工作簿，没有读。"
_KEPT = "本程序保留的上一版，没有读。"
_CHANGED = "读取期间文件有改动，读到的内容不可靠；请等文件不再变化后重新核对。"


def filled_books(words: Iterable[str], limits: Limits, progress: Callable[[], None] = lambda: None) -> list[FilledBook]:
    """Every file and zip member with what was read of it, or why nothing was. `progress` is told of each."""
    books: list[FilledBook] = []
    with workspace() as unpacked:
        taken = take_in(words, unpacked, limits, REVIEW_BOOK)
        for place in range(len(taken.members)):
            books.append(_book(taken, place, limits))
            progress()
    return books


def are_own(words: Iterable[str], limits: Limits) -> bool:
    """Whether what the words name is 复核底稿 of ours and nothing else that could be read."""
    with workspace() as unpacked:
        sources = take_in(words, unpacked, limits, REVIEW_BOOK).sources.values()
        return bool(sources) and all(own_book_of(one.read_bytes()) == REVIEW_BOOK for one in sources)


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
