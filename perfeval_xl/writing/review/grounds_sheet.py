"""复核口径: the grounds that the lists of the projects' sheets offer, with their shares; what the whole has to meet."""

from __future__ import annotations

import perfeval_xl.filings.review.words as words
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.filings.review.words import Sheet
from perfeval_xl.writing.review import board
from perfeval_xl.writing.review.board import Board
from perfeval_xl.writing.review.lines import FIRST_ROW, HEAD_ROW

HEADS = {words.GROUND_HEAD: 36, words.SHARE_HEAD: 12, words.SAYS_HEAD: 40, words.SOURCE_HEAD: 46}


def write_grounds(on: Board, grounds: Grounds) -> None:
    """People may change the lines: the lists and 口径应扣 follow."""
    on.columns(dict(enumerate(HEADS.values(), 1)))
    on.put(1, 1, Sheet.GROUNDS.value, {**board.TITLE, "align": "left"})
    about = (
        f"{grounds.title}（校验码 {grounds.digest}）。"
        "改这里，各附件的下拉和“口径应扣”随之改；应扣空白＝按计算式，不比对。"
    )
    on.over(2, 1, len(HEADS), about, board.NOTE)
    on.height_over(2, 1, len(HEADS), about)
    for at, head in enumerate(HEADS, 1):
        on.put(HEAD_ROW, at, head, board.HEAD)
    on.sheet.set_row(HEAD_ROW - 1, 26)
    for row, one in enumerate(grounds.ground, FIRST_ROW):
        on.put(row, 1, one.name, board.BODY, **board.OPEN)
        on.put(row, 2, one.cut, board.CENTRED, num_format="0%", **board.OPEN)
        on.put(row, 3, one.says, board.BODY, **board.OPEN)
        on.put(row, 4, one.stated_source, board.BODY, **board.OPEN)
        on.height(row, {1: one.name, 3: one.says, 4: one.stated_source})
    last = FIRST_ROW + len(grounds.ground)
    for one in grounds.demand:
        text = f"对整个复核的要求：{one.title}。{one.says}。（{one.source}）"
        on.over(last, 1, len(HEADS), text, board.NOTE)
        on.height_over(last, 1, len(HEADS), text)
        last += 1
    on.sheet.freeze_panes(HEAD_ROW, 0)
    on.sheet.protect("", board.PROTECTION)
    on.printed((last - 1, len(HEADS)), (HEAD_ROW, HEAD_ROW), f"&C第 &P 页 共 &N 页&R{Sheet.GROUNDS}", across=False)
