"""The check of filled 复核底稿 on disk: the files in, 复核结果.xlsx out; answers in the one that stands there kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from perfeval_xl import __version__, checks, config
from perfeval_xl.desk import gathering
from perfeval_xl.desk.earlier_books import BookKind, Written
from perfeval_xl.filings.batch import Batch, Fate
from perfeval_xl.filings.own_books import RESULT
from perfeval_xl.filings.review.checks.kit import CHECK_CRASHED
from perfeval_xl.filings.review.filled import Filled, FilledBook
from perfeval_xl.filings.review.frame import read_frame
from perfeval_xl.filings.review.grounds import load
from perfeval_xl.filings.review.handed_in import filled_books
from perfeval_xl.filings.review.judging import judge, kinds
from perfeval_xl.filings.review.reviewed import Reviewed
from perfeval_xl.filings.review.unit_forms import UnitForms
from perfeval_xl.pipeline import Options
from perfeval_xl.problems import FileError
from perfeval_xl.result import Told
from perfeval_xl.writing.summary.before import Before
from perfeval_xl.writing.summary.review_book import FILE_NAME, Occasion, declared_sheets, write_review_result
from perfeval_xl.writing.summary.take_over import before_of
from perfeval_xl.xlsx.limits import limits_for


@dataclass(frozen=True, slots=True)
class Asked:
    """What `review check` was asked. `sample`: 抽样.xlsx; `forms`: the units' own forms; `grounds`: another file."""

    paths: tuple[str, ...]
    grounds: Path | None = None
    sample: Path | None = None
    forms: tuple[str, ...] = ()
    max_megabytes: int | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def check(asked: Asked, progress: Callable[[], None] = lambda: None) -> Reviewed:
    """Everything that the paths name, read and checked; a file's own fault is said of it.

    FileError for what keeps the whole from being done (grounds, 抽样.xlsx).
    """
    grounds, told = load(asked.grounds), _told(asked)
    frame = read_frame(asked.sample) if asked.sample else None
    batch = gathering.gather(gathering.Asked(asked.forms, Options())) if asked.forms else None
    limits = limits_for(asked.max_megabytes)
    books = [] if batch is None else list(_unread(batch))
    books += filled_books(asked.paths, limits, progress)
    return judge(Filled(books), grounds, frame, None if batch is None else UnitForms(batch.forms), told)


def _told(asked: Asked) -> Told:
    """Which findings are told: as asked, else as the configuration of the folder says that was named first."""
    first = Path(asked.paths[0])
    folder = first if first.is_dir() else first.parent
    used = config.for_folders([folder])[folder]
    codes = config.Codes(tuple(kinds()), CHECK_CRASHED.code, "V701，也可以只写开头（如 V70）", tuple(checks.kinds()))
    return config.told_by(used, asked.select, asked.ignore, codes)


def _unread(batch: Batch) -> Iterator[FilledBook]:
    """The units' forms that nothing could be held against. FileError where there is none at all."""
    failed = [one for one in batch.members if one.fate is Fate.FAILED]
    if not batch.forms and not failed:
        raise FileError("R907", "--forms 写的地方没有自评表，没有核对；请改写单位自评表所在的文件夹或文件。")
    for one in failed:
        yield FilledBook(one.path, f"{one.name}（单位自评表）", fault=f"{one.why}{one.do}")


# ------------------------------------------------------------------------------------------------------- the book


_KIND = BookKind(RESULT.called, RESULT.is_one, "“复核人答复”已带到新的一本", FILE_NAME)
target_of = _KIND.target_of


def write(reviewed: Reviewed, target: Path, made: datetime) -> Written:
    """Writes the result; one that stands there is kept, with the answers carried over."""
    earlier = _KIND.at(target)
    before = earlier.typed(lambda package: before_of(package, declared_sheets(reviewed)), Before())
    data = write_review_result(reviewed, Occasion(target.absolute().parent, made, __version__, before))
    return earlier.written(data, before.left)
