"""Where an output goes and whether it may: names, folders, the version before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from perfeval_xl.inputs import CHANGED, FILING_SUFFIXES, PREVIOUS, Input, is_previous
from perfeval_xl.problems import FileError
from perfeval_xl.result import CLEAN_ENDING, SCORED_ENDING


def target_of(one: Input, folder: Path | None, *, clean: bool) -> Path:
    """The path of the scored copy (or the clean one) of an input.

    `自评表.xlsx` -> `自评表_已评分.xlsx` beside it, or in `folder` below the subfolder it was found in. A scored copy
    keeps its own name. An .xls and a .docx come out as .xlsx; a name with another ending keeps it, so that none is in
    the way.
    Raises FileError (R909) for a kept previous version, and where another file of the run has the same target.
    """
    if one.same_target is not None:
        raise FileError("R909", _taken(one.path, one.same_target))
    stem = one.path.stem
    if is_previous(one.path):
        raise FileError(
            "R909",
            "这是以前的评分件，已是旧版本（文件名带“.上次”或“.改动”），请处理现在的评分件，或先给它另起文件名。",
        )
    base = stem.removesuffix(SCORED_ENDING).removesuffix(CLEAN_ENDING)
    if one.path.suffix.lower() not in FILING_SUFFIXES:
        base = one.path.name
    suffix = ".xlsm" if one.path.suffix.lower() == ".xlsm" else ".xlsx"
    place = one.path.parent if folder is None else folder / one.folder
    return place / f"{base}{CLEAN_ENDING if clean else SCORED_ENDING}{suffix}"


def settle(inputs: Iterable[Input], folder: Path | None, *, clean: bool) -> list[Input]:
    """The inputs, each that has to give way told so: of files with one target (表.xls, 表.xlsx) one alone is written.

    A scored copy goes before its original, which may be older than what was corrected in the copy; else the first.
    """
    owners: dict[str, Input] = {}
    settled: list[tuple[str, Input]] = []
    for one in inputs:
        try:
            target = target_of(one, folder, clean=clean)
        except FileError:
            settled.append(("", one))
            continue
        key = os.path.normcase(target.absolute())
        settled.append((key, one))
        if key not in owners or (
            one.path.stem.endswith(SCORED_ENDING) and not owners[key].path.stem.endswith(SCORED_ENDING)
        ):
            owners[key] = one
    return [
        one if not key or owners[key] is one else replace(one, same_target=owners[key].path) for key, one in settled
    ]


def _taken(path: Path, other: Path) -> str:
    if other.stem.endswith(SCORED_ENDING) and not path.stem.endswith(SCORED_ENDING):
        return f"它的评分件“{other.name}”也在这次处理的文件里，以评分件为准；要从原表重来，请单独处理原表。"
    return f"它与“{other}”的评分件会写到同一个文件，为免互相覆盖没有写出；请把其中一个改名，或写到不同的文件夹。"


def make_folder(folder: Path) -> None:
    """Makes `folder` where it is not there. FileError (R909) unless it is then one that can be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise FileError("R909", f"“{folder}”是文件而不是文件夹，请用 -o 指定一个文件夹。") from None
    except OSError as fault:
        raise FileError(
            "R909", f"建不了输出文件夹“{folder}”（{fault.strerror or fault}），请用 -o 指定另一个位置。"
        ) from None
    if not os.access(folder, os.W_OK):
        raise FileError("R909", f"输出文件夹“{folder}”是只读的，请换一个有写入权限的文件夹（用 -o 指定）。")


def may_replace(target: Path, *, ours: bool, force: bool) -> None:
    """Raises FileError (R909) where `target` is there already and this program did not make it."""
    if target.is_dir():
        raise FileError("R909", f"输出位置“{target.name}”已有同名文件夹，请先把它改名。")
    if target.exists() and not force and not ours:
        raise FileError(
            "R909", f"“{target.name}”已存在且不是本程序生成的，为免覆盖没有写入；请给它改名，或加 --force 覆盖。"
        )


def keep_previous(target: Path, new: bytes, kept: Path, *, write: Callable[[Path, bytes], None]) -> bool:
    """Keeps what is about to be replaced as `kept`; False where there is nothing new to write."""
    if not target.is_file():
        return True
    old = target.read_bytes()
    if old == new:
        return False
    write(kept, old)
    return True


def previous_of(target: Path, is_ours: Callable[[Path], bool]) -> Path:
    """Where the version before is kept: `….上次.xlsx`, numbered where somebody's own file has that name."""
    return next(one for one in _named(target, PREVIOUS) if not one.exists() or is_ours(one))


def changed_of(target: Path) -> Path:
    """Where a version that staff have changed is kept: under a name of its own, never used again."""
    return next(one for one in _named(target, CHANGED) if not one.exists())


def _named(target: Path, word: str) -> Iterator[Path]:
    return (
        target.with_name(f"{target.stem}{word}{number if number > 1 else ''}{target.suffix}") for number in count(1)
    )
