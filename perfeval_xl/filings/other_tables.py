"""What a workbook without a self-evaluation form is: a 汇总表, a roster, approved targets, or what its sheets say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfeval_xl.filings.lists import List, book_at, lists_in
from perfeval_xl.problems import FileError
from perfeval_xl.reading.grids.spreadsheet import Grid
from perfeval_xl.reading.layout.locate import segments
from perfeval_xl.reading.layout.view import View
from perfeval_xl.xlsx.limits import Limits
from perfeval_xl.xlsx.problem import PackageError

MOST_SHEETS = 4  # named
_OF_A_ROSTER = {"project_code", "department_code", "office", "deadline"}


def what_it_is(path: Path, limits: Limits) -> str:
    """One phrase: 汇总表（12 行）, 绩效目标申报表, or that there is none of all that, with the names of its sheets."""
    try:
        grids = [grid for grid in book_at(path, limits).grids if grid.cells]
    except (FileError, PackageError):
        return "文字材料，没有绩效自评表" if path.suffix.lower() == ".docx" else "没有绩效自评表"
    if not grids:
        return "工作簿里没有内容"
    lists = [one for one in lists_in(grids) if one.lines]
    if any(one.has_approved for grid in grids for one in segments(View(grid))):
        return "绩效目标申报表（没有完成值和得分）"
    return _of_lists(lists) or f"没有绩效指标表；工作表：{_names(grids)}"


def list_in_text(path: Path, limits: Limits) -> str | None:
    """The same of a .csv, where it is a list; None else, for it may hold a form that we cannot read."""
    try:
        return _of_lists(one for one in lists_in(book_at(path, limits).grids) if one.lines)
    except (FileError, PackageError):
        return None


def _of_lists(lists: Iterable[List]) -> str | None:
    named = [one for one in lists if "project" in one.heads]
    compiled = next((one for one in named if {"self_score", "grade"} & set(one.heads)), None)
    if compiled is not None:
        return f"汇总表（{len(compiled.lines)} 行）"
    roster = next((one for one in named if _OF_A_ROSTER & set(one.heads) or "unit" in one.heads), None)
    return f"项目名单（{len(roster.lines)} 行）" if roster is not None else None


def _names(grids: list[Grid]) -> str:
    names = "、".join(one.name for one in grids[:MOST_SHEETS])
    return names + (f" 等 {len(grids)} 张" if len(grids) > MOST_SHEETS else "")
