"""Files of approved targets: 申报表 and lists, in a file or a folder; what could not be used is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from perfeval_xl.filings.batch import Filed
from perfeval_xl.filings.intake import LOCK
from perfeval_xl.filings.lists import book_at
from perfeval_xl.form_words import folded_name
from perfeval_xl.inputs import walked
from perfeval_xl.problems import FileError
from perfeval_xl.reading.records.target_tables import TargetTable, targets_in
from perfeval_xl.refusals import file_error
from perfeval_xl.xlsx.limits import Limits
from perfeval_xl.xlsx.problem import PackageError

MOST_NAMED = 8


def read_approved(paths: Iterable[Path], limits: Limits) -> tuple[list[TargetTable], list[str]]:
    """The tables of all files, and a sentence for each that could not be used. FileError where a path is not there."""
    tables: list[TargetTable] = []
    remarks: list[str] = []
    for path in paths:
        if not path.exists():
            raise FileError("R901", f"找不到批复目标“{path}”；请核对文件名和所在文件夹。")
        for one in _files(path):
            try:
                found = targets_in(book_at(one, limits).grids, one.name)
            except (FileError, PackageError) as problem:
                remarks.append(f"批复目标“{one.name}”没有读入：{file_error(problem).message}")
                continue
            if not found:
                remarks.append(
                    f"批复目标“{one.name}”里没有找到写明项目名称的绩效目标表（三级指标、指标值），没有用到。"
                )
            tables += found
    return tables, remarks


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    closed: list[Path] = []
    return [one for one in [*sorted(walked(path, closed)), *closed] if not one.name.startswith((LOCK, "."))]


def answered(tables: Sequence[TargetTable], forms: Sequence[Filed]) -> list[str]:
    """Which projects have targets and no form, and which forms have no targets: a sentence each."""
    projects = {folded_name(one.project) for one in forms}
    silent = [one.project for one in tables if folded_name(one.project) not in projects]
    without = [one.project for one in forms if not any(row.source for row in one.result.approved)]
    said = [
        (silent, "批复目标中有 {count} 个项目没有对应的自评表：{names}。"),
        (without, "有 {count} 份自评表在批复目标中没有找到（或同名的不止一个，分不清），没有用批复目标核对：{names}。"),
    ]
    return [words.format(count=len(names), names=_named(names)) for names, words in said if names]


def _named(names: Sequence[str]) -> str:
    listed = list(dict.fromkeys(one or "（没有写项目名称）" for one in names))
    return "、".join(listed[:MOST_NAMED]) + (" 等" if len(listed) > MOST_NAMED else "")
