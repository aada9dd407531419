"""The 抽样表 of a batch on disk: a draw that was made stays what it is, unless somebody asks for another."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from perfeval_xl import __version__, checks
from perfeval_xl.desk.earlier_books import BookKind, Written
from perfeval_xl.filings.batch import Batch
from perfeval_xl.filings.drawn import Draw
from perfeval_xl.filings.own_books import SAMPLE
from perfeval_xl.left_behind import LeftBehind
from perfeval_xl.problems import FileError
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sample_book import FILE_NAME, write_sample

_KIND = BookKind(SAMPLE.called, SAMPLE.is_one, "里面填写的内容没有带过来", FILE_NAME)


def target_of(output: Path | None, *, force: bool) -> Path:
    """Where it goes; asked before any work is done. FileError R909 where it may not be written there."""
    target = _KIND.target_of(output, force=force)
    if _KIND.stands_at(target) and not force:
        raise FileError(
            "R909",
            f"“{target.name}”已经是一份抽样表，为免换掉抽定的名单没有写入；"
            "请用 -o 写到另一个文件，或加 --force（原有的会另存一份）。",
        )
    return target


def write(made: Draw, batch: Batch, target: Path) -> Written:
    """Writes the draw; one that stands there is kept under a name that no run replaces."""
    titles = checks.titles()
    occasion = Occasion(batch, target.absolute().parent, datetime.now(), __version__, titles)
    return _KIND.at(target).written(write_sample(made, occasion), LeftBehind(), stays=True)
