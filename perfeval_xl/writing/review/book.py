"""The 复核底稿 of a unit: which sheets it has, in which order, and the workbook that XlsxWriter makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path

import perfeval_xl.filings.review.words as words
from perfeval_xl import footprint
from perfeval_xl.filings.review.before import Before
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.filings.review.papers import Paper, Papers
from perfeval_xl.filings.review.words import Sheet
from perfeval_xl.writing.new_workbook import new_workbook
from perfeval_xl.writing.review.adding_up import write_differences, write_summary
from perfeval_xl.writing.review.board import Board
from perfeval_xl.writing.review.grounds_sheet import write_grounds
from perfeval_xl.writing.review.lines import FIRST_ROW, NAMES, GroundList, Line, Placed
from perfeval_xl.writing.review.problems import printed_problems, recorded, write_problems, write_record
from perfeval_xl.writing.review.project_sheet import write_project
from perfeval_xl.writing.review.unclaimed import write_unclaimed
from perfeval_xl.writing.summary.kit.looks import Looks


@dataclass(frozen=True, slots=True)
class Occasion:
    """`folder`: where the book will lie, for its links."""

    grounds: Grounds
    folder: Path
    version: str
    before: Before = field(default_factory=Before)


def write_book(papers: Papers, occasion: Occasion) -> bytes:
    """The workbook."""
    out = BytesIO()
    book = new_workbook(out, 10)
    title = f"{papers.unit}项目支出绩效自评复核底稿"
    book.set_properties({"title": title, "created": _latest(papers), "comments": f"perfeval-xl {occasion.version}"})
    book.set_calc_mode("auto")
    looks = Looks(book)
    places = GroundList(occasion.grounds)
    sheets = [_placed(number, one, places, occasion.before) for number, one in enumerate(papers.papers, 1)]
    first = Sheet.SUMMARY, Sheet.DIFFERENCES, Sheet.PROBLEMS
    names = [*(one.value for one in first), *(one.name for one in sheets), Sheet.GROUNDS.value]
    rows = {line.row.key for one in sheets for line in one.lines}
    left = occasion.before.unclaimed(rows, {one.paper.key for one in sheets})
    if left:
        names.append(Sheet.UNCLAIMED.value)
    boards = {name: Board(book.add_worksheet(name), looks, occasion.folder) for name in (*names, Sheet.RECORD.value)}
    book.define_name(NAMES, f"={places.names}")
    lines = recorded(sheets)
    write_summary(boards[Sheet.SUMMARY], papers.unit, sheets, papers.left_out)
    write_differences(boards[Sheet.DIFFERENCES], papers.unit, sheets, occasion.before.why)
    write_problems(boards[Sheet.PROBLEMS], papers.unit, lines, occasion.grounds)
    book.define_name(f"{Sheet.PROBLEMS}!_xlnm.Print_Area", printed_problems(lines))
    for one in sheets:
        write_project(boards[one.name], one, papers.unit)
    write_grounds(boards[Sheet.GROUNDS], occasion.grounds)
    if left:
        write_unclaimed(boards[Sheet.UNCLAIMED], left)
    write_record(boards[Sheet.RECORD], lines)
    footprint.leave(book)
    book.close()
    return out.getvalue()


def _latest(papers: Papers) -> datetime:
    """When the latest of the forms was saved: the same forms give the same bytes."""
    times = [one.filed.member.modified for one in papers.papers]
    return max((one for one in times if one is not None), default=datetime(2000, 1, 1))


def _placed(number: int, paper: Paper, grounds: GroundList, before: Before) -> Placed:
    lines = [
        Line(row, at, before.typed.get(row.key, {}), grounds, paper) for at, row in enumerate(paper.rows, FIRST_ROW)
    ]
    return Placed(words.attachment(number), paper, lines)
