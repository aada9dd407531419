"""The 汇总表 of a batch on disk: what people typed into the one that stands there is taken over; written whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from perfeval_xl import __version__, outputs
from perfeval_xl.filings.batch import Batch
from perfeval_xl.problems import FileError
from perfeval_xl.refusals import HELD, file_error
from perfeval_xl.units import first_of
from perfeval_xl.whole_files import write_atomically
from perfeval_xl.writing.summary.before import Before, SheetBefore
from perfeval_xl.writing.summary.kit.columns import Typed
from perfeval_xl.writing.summary.kit.placed import place
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.rekey import rekey
from perfeval_xl.writing.summary.sheets import files, projects
from perfeval_xl.writing.summary.sheets.common import key_of
from perfeval_xl.writing.summary.take_over import before_of, is_ours
from perfeval_xl.writing.summary.workbook import FILE_NAME, book_of, declared_sheets, write_summary
from perfeval_xl.xlsx.limits import limits_for
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError

_MOST_MEGABYTES = 400  # of the book before: it may hold thousands of forms


Decisions = Mapping[tuple[str, int], str]  # by the file's name in the batch and the number of the form in it


@dataclass(frozen=True, slots=True)
class Written:
    """What was written. `previous`: where what stood there is kept; `carried`: what people typed into it was taken
    over. `own_sheets`, `comments`: sheets and places of comments that people added; they stay there."""

    path: Path
    previous: Path | None
    carried: bool
    own_sheets: tuple[str, ...]
    comments: tuple[str, ...]

    def sentences(self) -> Iterator[str]:
        """What a user is told of it."""
        yield f"已写入：{self.path}"
        if self.previous is not None:
            what = "黄栏里填写的内容已带到新的一本" if self.carried else "它不是这次读到的那一本，内容没有带过来"
            yield f"（原来的那本另存为：{self.previous}；{what}）"
        for name in self.own_sheets:
            yield f"（您自己加的工作表“{name}”留在上面另存的那一本里，没有带过来）"
        if self.comments:
            yield f"（您加的批注（{first_of(self.comments)}）留在上面另存的那一本里，没有带过来）"


def target_of(output: Path | None, *, force: bool) -> Path:
    """Where the book goes; asked before any work is done. FileError R909 where it may not be written there."""
    target = output or Path(FILE_NAME)
    target = target / FILE_NAME if target.is_dir() else target
    if target.suffix.lower() != ".xlsx":
        raise FileError("R909", f"“{target.name}”应以 .xlsx 结尾，请改一个文件名。")
    outputs.make_folder(target.parent)
    outputs.may_replace(target, ours=_standing(target) is not None, force=force)
    return target


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
    standing, read = _standing(target), _bytes_at(target)
    before = _before(standing, occasion)
    rekey(before, batch.forms)
    _decide(before, batch, decisions or {})
    data = write_summary(replace(occasion, before=before))
    there = _bytes_at(target)
    # What nothing of is carried over may not be replaced by the next run: sheets and comments that people added, a file
    # that is not ours, one that somebody has saved since it was read.
    carried = standing is not None and there == read
    alone = bool(before.own_sheets or before.comments) or not carried
    kept = outputs.changed_of(target) if alone else outputs.previous_of(target, _is_ours_at)
    outputs.keep_previous(target, data, kept, write=write_atomically)
    write_atomically(target, data)
    return Written(
        target, kept if there is not None else None, carried, tuple(before.own_sheets), tuple(before.comments)
    )


def _decide(before: Before, batch: Batch, decisions: Decisions) -> None:
    """Puts decisions where a person would have typed them; what stands there of an earlier run gives way."""
    typed = before.sheets.setdefault(projects.NAME, SheetBefore()).typed if decisions else {}
    for one in batch.forms:
        if (word := decisions.get((one.member.name, one.number))) is not None:
            typed.setdefault(key_of(one), {})[projects.OPINION] = Typed(word)


def decisions_in(book: Path, batch: Batch, titles: Mapping[str, str], made: datetime) -> Decisions:
    """What stands in 复核意见 of an earlier book, by the forms of this batch. FileError R909 where it is damaged."""
    before = _before(_standing(book), Occasion(batch, book.parent, made, __version__, titles))
    rekey(before, batch.forms)
    typed = before.of(projects.NAME).typed
    found = {one: typed.get(key_of(one), {}).get(projects.OPINION) for one in batch.forms}
    return {(one.member.name, one.number): str(said.value) for one, said in found.items() if said is not None}


def list_of_files(batch: Batch, folder: Path, titles: Mapping[str, str], made: datetime) -> bytes:
    """文件清单 alone, as a workbook that will lie in `folder`."""
    occasion = Occasion(batch, folder, made, __version__, titles)
    return book_of(occasion, files.NAME, {files.NAME: place(files.sheet(occasion), {}, [])})


def _bytes_at(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _before(standing: Package | None, occasion: Occasion) -> Before:
    """What people typed into the book that stands there; a damaged one is not replaced."""
    if standing is None:
        return Before()
    try:
        return before_of(standing, declared_sheets(occasion))
    except PackageError as problem:
        raise FileError(
            "R909", f"原来的汇总表读不出来，没有替换，请先给它改名再运行：{file_error(problem).message}"
        ) from None


def _is_ours_at(path: Path) -> bool:
    return _standing(path) is not None


def _standing(path: Path) -> Package | None:
    """The 汇总表 of ours that stands there. FileError where nobody can look into the file: it is not replaced."""
    if not path.is_file():
        return None
    try:
        package = Package.open(path, limits_for(_MOST_MEGABYTES))
        return package if is_ours(package) else None
    except PackageError as problem:
        if problem.reason in HELD:
            raise FileError("R909", f"“{path.name}”：{file_error(problem).message}") from None
        return None
