"""上次待认领: what a reviewer typed into rows that this 底稿 no longer has; written only when there is any."""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl.filings.review.words import Sheet, Unclaimed
from perfeval_xl.writing.review import board
from perfeval_xl.writing.review.board import Board

WIDTHS = {
    Unclaimed.PROJECT: 26,
    Unclaimed.NAME: 26,
    Unclaimed.HEAD: 12,
    Unclaimed.VALUE: 44,
    Unclaimed.KEY: 20,
}


def write_unclaimed(on: Board, lines: Sequence[Sequence[str]]) -> None:
    """A line a cell."""
    on.columns(dict(enumerate(WIDTHS.values(), 1)))
    title = "上次底稿里填写、这次没有对应行的内容：请抄到该去的地方，用不着的可以删去"
    on.put(1, 1, title, board.TITLE, align="left", font_size=12)
    for at, head in enumerate(WIDTHS, 1):
        on.put(3, at, head.value, board.HEAD)
    for row, line in enumerate(lines, 4):
        for at, text in enumerate(line, 1):
            on.put(row, at, text, board.BODY)
        on.height(row, dict(enumerate(line, 1)))
    on.sheet.freeze_panes(3, 0)
    on.printed((3 + len(lines), len(WIDTHS)), (3, 3), f"&C第 &P 页 共 &N 页&R{Sheet.UNCLAIMED}")
