"""What is handed back: copies scored and to send up, reports, the 汇总表, the list of files; as a zip where several.

Each is made anew from the file as it was dropped, by the same ways as the commands `process`, `report` and `summarize`.
"""

from __future__ import annotations

import secrets
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from perfeval_xl import checks, pipeline
from perfeval_xl.desk import gathering, summary_book
from perfeval_xl.desk.report import ENDING, report_of
from perfeval_xl.filings.batch import Batch
from perfeval_xl.page.shelf import Held, Shelf
from perfeval_xl.page.words import at_the_page
from perfeval_xl.pipeline import Options

_TEXTS = "没有列入的文件.txt"


@dataclass(frozen=True, slots=True)
class Made:
    """A file ready to be fetched; `note`: what is said of it besides its name."""

    path: Path
    name: str
    note: str = ""


class Refused(Exception):  # noqa: N818 (a sentence for the user, status 409)
    """It cannot be made."""


def make(shelf: Shelf, kind: str, files: Sequence[Held], decisions: summary_book.Decisions) -> Made:
    """What was asked for, of these files. Refused with a sentence where there is none; FileError."""
    if not files:
        raise Refused("没有文件，请先拖进自评表。")
    folder = shelf.folder / "out" / secrets.token_hex(8)
    folder.mkdir(mode=0o700)
    makers: dict[str, Callable[[], Made]] = {
        "scored": lambda: _copies(shelf, files, folder, clean=False),
        "clean": lambda: _copies(shelf, files, folder, clean=True),
        "report": lambda: _report(shelf, files, folder),
        "summary": lambda: _summary(shelf, folder, decisions),
        "list": lambda: _list(shelf, folder),
        "all": lambda: _all(shelf, files, folder, decisions),
    }
    if kind not in makers:
        raise Refused("没有这种结果。")
    return makers[kind]()


def decisions_before(shelf: Shelf) -> dict[str, str]:
    """What was decided in the 汇总表 that was dropped, by file and number of the form (id:1)."""
    if shelf.book is None:
        return {}
    found = summary_book.decisions_in(shelf.book, _batch(shelf), checks.titles(), datetime.now())
    ids = {str(one.label): one.id for one in shelf.files()}
    return {f"{ids[name]}:{number}": word for (name, number), word in found.items() if name in ids}


# ----------------------------------------------------------------------------------------------------- of each file


def _copies(shelf: Shelf, files: Sequence[Held], folder: Path, *, clean: bool) -> Made:
    word = "报送件" if clean else "评分件"
    made, why_not = _written(shelf, files, folder, clean=clean)
    if not made:
        raise Refused(why_not[0].partition("：")[2] if len(files) == 1 else f"这些文件都没有{word}。")
    if len(files) == 1:
        return Made(made[0], made[0].name)
    left_out = f"；另外 {len(why_not)} 个没有{word}，原因见压缩包里的“{_TEXTS}”" if why_not else ""
    target = folder / f"{word}.zip"
    _zip(target, [(one, str(one.relative_to(folder))) for one in made], why_not)
    return Made(target, target.name, f"{len(made)} 份{left_out}")


def _written(shelf: Shelf, files: Sequence[Held], folder: Path, *, clean: bool) -> tuple[list[Path], list[str]]:
    """The copies that could be written, and of the others why not, a line each."""
    options = Options(write=True, rules=shelf.rules, folder=folder, clean=clean)
    made: list[Path] = []
    why_not: list[str] = []
    inputs = [shelf.input_of(one) for one in files]
    for held, one in zip(files, pipeline.results(inputs, options), strict=True):
        if one.output is not None:
            made.append(Path(one.output))
        else:
            why_not.append(f"{held.label}：{at_the_page(one.error_message or '没有写出。')}")
    return made, why_not


def _report(shelf: Shelf, files: Sequence[Held], folder: Path) -> Made:
    inputs = [shelf.input_of(one) for one in files]
    report = report_of(list(pipeline.results(inputs, Options(rules=shelf.rules))))
    if report is None:
        raise Refused("这里没有可以写成报告的自评表。")
    target = folder / f"{files[0].path.stem if len(files) == 1 else '全部项目'}{ENDING}"
    target.write_bytes(report.data)
    gaps = f"还有 {len(report.gaps)} 处【待补充】，已标黄" if report.gaps else ""
    return Made(target, target.name, gaps)


# -------------------------------------------------------------------------------------------------------- of them all


def _batch(shelf: Shelf) -> Batch:
    return gathering.gather(gathering.Asked((str(shelf.folder / "in"),), Options(rules=shelf.rules)))


def _summary(shelf: Shelf, folder: Path, decisions: summary_book.Decisions) -> Made:
    target = folder / summary_book.FILE_NAME
    if shelf.book is not None:  # what people typed there is carried over
        target.write_bytes(shelf.book.read_bytes())
    now, beside = datetime.now(), shelf.folder / "in"  # the book will lie beside the files, wherever that is
    written = summary_book.write_book(_batch(shelf), target, checks.titles(), now, decisions=decisions, folder=beside)
    if shelf.book is None or not written.kept.is_as_read:
        return Made(target, target.name)
    left = "".join(f"。{one.removesuffix('。')}" for one in written.kept.left.sentences("您拖进来的那一本"))
    return Made(target, target.name, f"上次汇总表黄栏里填的内容已带过来{left}")


def _list(shelf: Shelf, folder: Path) -> Made:
    target = folder / "文件清单.xlsx"
    target.write_bytes(summary_book.list_of_files(_batch(shelf), shelf.folder / "in", checks.titles(), datetime.now()))
    return Made(target, target.name)


def _all(shelf: Shelf, files: Sequence[Held], folder: Path, decisions: summary_book.Decisions) -> Made:
    entries: list[tuple[Path, str]] = []
    lines: list[str] = []
    for word, clean in (("评分件", False), ("报送件", True)):
        place = folder / word
        made, why_not = _written(shelf, files, place, clean=clean)
        entries += [(one, f"{word}/{one.relative_to(place)}") for one in made]
        lines += [f"没有{word}的：", *why_not, ""] if why_not else []
    entries.append((_summary(shelf, folder, decisions).path, summary_book.FILE_NAME))
    target = folder / "核对结果.zip"
    _zip(target, entries, lines)
    return Made(target, target.name, f"汇总表和 {len(entries) - 1} 份评分件、报送件")


def _zip(target: Path, entries: Sequence[tuple[Path, str]], lines: Sequence[str]) -> None:
    """Workbooks are zips already: they are put in as they are."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, name in entries:
            archive.write(path, name.replace("\\", "/"))
        if lines:
            archive.writestr(_TEXTS, "\ufeff" + "\r\n".join(lines) + "\r\n")
