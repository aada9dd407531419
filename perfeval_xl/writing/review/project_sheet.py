"""附件n: the 自评复核表 of one project, thirteen columns to be printed and sealed, our help beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import perfeval_xl.filings.review.words as words
from perfeval_xl.addresses import is_in_word
from perfeval_xl.filings.review.papers import NO_POINTS, Cell, Row
from perfeval_xl.filings.review.words import HEADS, Beside, Head
from perfeval_xl.units import plain
from perfeval_xl.writing.review import board
from perfeval_xl.writing.review.board import Board, Style, footer_text
from perfeval_xl.writing.review.lines import (
    DONE,
    FIRST_ROW,
    GAP,
    HEAD_ROW,
    NAMES,
    TITLE_ROW,
    Line,
    Placed,
    column,
    deviation,
    letter,
)
from perfeval_xl.writing.summary.kit.expressions import Condition, Expression, joined, said, when
from perfeval_xl.writing.summary.kit.looks import COUNT_FORMAT, RATE_FORMAT, RED, REVIEWER_CELL, YELLOW

LAST = len(HEADS)  # the last column that is printed
WORKBOOKS = (".xlsx", ".xlsm", ".xls")  # a link into them may name a cell
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Look:
    width: float
    style: Style
    is_reviewers: bool = False


_SHARE: Style = {**board.CENTRED, "num_format": "0%"}
_COUNT: Style = {**board.CENTRED, "num_format": f"0.00;-0.00;{COUNT_FORMAT.rpartition(';')[2]}"}
LOOKS: dict[Head | Beside, _Look] = {
    Head.LEVEL1: _Look(10, board.CENTRED),
    Head.LEVEL2: _Look(19, board.CENTRED),
    Head.NAME: _Look(22, board.BODY),
    Head.SENSE: _Look(8, board.CENTRED),
    Head.TARGET: _Look(12, board.CENTRED),
    Head.UNIT: _Look(8, board.CENTRED),
    Head.WEIGHT: _Look(7, board.POINTS),
    Head.ACTUAL: _Look(12, board.CENTRED),
    Head.SELF_SCORE: _Look(8, board.POINTS),
    Head.REVIEW_ACTUAL: _Look(12, board.CENTRED, is_reviewers=True),
    Head.REVIEW_SCORE: _Look(8, board.POINTS, is_reviewers=True),
    Head.DEVIATION: _Look(9, board.RATE),
    Head.REMARK: _Look(30, board.BODY, is_reviewers=True),
    Beside.SOURCE: _Look(9, board.LINK),
    Beside.SCORE: _Look(8, board.POINTS),
    Beside.RANGE: _Look(10, board.CENTRED),
    Beside.DERIVATION: _Look(40, board.BODY),
    Beside.FINDINGS: _Look(60, board.BODY),
    Beside.EVIDENCE: _Look(20, board.BODY),
    Beside.GROUND: _Look(28, board.BODY, is_reviewers=True),
    Beside.ADVICE: _Look(24, board.BODY, is_reviewers=True),
    Beside.SHARE: _Look(8, _SHARE),
    Beside.GROUND_SHARE: _Look(8, _SHARE),
    Beside.CHECK: _Look(15, board.CENTRED),
    Beside.CUT: _Look(8, _COUNT),
    Beside.KEY: _Look(16, board.BODY),
}
_LEVELS = (Head.LEVEL1, Head.LEVEL2)
_LAST_BESIDE = max(column(one) for one in Beside)


def write_project(on: Board, placed: Placed, unit: str) -> None:
    """The whole sheet."""
    widths = {column(head): look.width for head, look in LOOKS.items()}
    on.columns({**widths, LAST + GAP: 1.6}, hidden=frozenset((column(Beside.KEY),)))
    _top(on, placed)
    for line in placed.lines:
        _line(on, line)
    merged = {(line.at, head) for head in _LEVELS for line in _merged(on, placed.lines, head)}
    for line in placed.lines:
        _height(on, line, [head for head in HEADS if (line.at, head) not in merged])
    _total(on, placed)
    last = _foot(on, placed)
    _below(on, placed, last + 2)
    _rules(on, placed)
    on.sheet.freeze_panes(HEAD_ROW, column(Head.NAME))
    on.sheet.protect("", board.PROTECTION)
    on.no_green_corners((placed.last_row, _LAST_BESIDE))
    on.printed((last, LAST), (TITLE_ROW, HEAD_ROW), f"&L{footer_text(unit)}&C第 &P 页 共 &N 页&R{placed.name}")


def _top(on: Board, placed: Placed) -> None:
    on.put(1, 1, placed.name, board.PLAIN)
    hint = f"以下各栏供复核用，不打印；封存前可隐藏 {letter(Beside.SOURCE)}～{letter(Beside.CUT)} 栏"
    on.put(1, column(Beside.SOURCE), hint, board.RED_NOTE, text_wrap=False)
    on.over(TITLE_ROW, 1, LAST, words.title_of(placed.paper.project), board.TITLE)
    on.sheet.set_row(TITLE_ROW - 1, 27)
    for head, look in LOOKS.items():
        style = board.HEAD_REVIEWER if look.is_reviewers and isinstance(head, Beside) else board.HEAD_BESIDE
        on.put(HEAD_ROW, column(head), head.value, board.HEAD if isinstance(head, Head) else style)
    on.sheet.set_row(HEAD_ROW - 1, 26)


def _line(on: Board, line: Line) -> None:
    for head, look in LOOKS.items():
        if head is Beside.SOURCE:
            _source(on, line)
        else:
            value = line.formula(head) or line.value(head)
            on.put(line.at, column(head), value, {**look.style, **_typed_in(line, head)})


def _height(on: Board, line: Line, heads: Sequence[Head]) -> None:
    """`heads`: those whose text stands in this row alone."""
    printed = {column(head): line.value(head) for head in heads}
    beside = {column(head): line.value(head) for head in Beside if head is not Beside.KEY}
    on.height(line.at, _texts(printed), beside=_texts(beside))


def _typed_in(line: Line, head: Head | Beside) -> Style:
    """The look of a cell that the reviewer fills; beside the print it has a ground."""
    if not LOOKS[head].is_reviewers or (not line.row.gives_points and head is Head.REVIEW_SCORE):
        return {}
    return board.OPEN if isinstance(head, Head) else {**board.OPEN, "bg_color": f"#{REVIEWER_CELL}"}


def _texts(values: dict[int, Cell]) -> dict[int, str]:
    return {at: value for at, value in values.items() if isinstance(value, str)}


def _source(on: Board, line: Line) -> None:
    """A link to the row in the unit's form."""
    member, place = line.paper.filed.member, line.row.place
    text = place.cell or "打开"
    is_book = member.inside is None and member.path.suffix.lower() in WORKBOOKS and not is_in_word(text)
    on.link(line.at, column(Beside.SOURCE), text, member.link, (place.sheet, place.cell or "A1") if is_book else None)


def _merged(on: Board, lines: Sequence[Line], head: Head) -> list[Line]:
    """一级 and 二级 stand once for the rows that they cover: which those are."""
    start = 0
    merged: list[Line] = []
    for at in range(1, len(lines) + 1):
        if at < len(lines) and _same(lines[at].row, lines[start].row, head):
            continue
        if at - start > 1:
            value = lines[start].value(head)
            on.over(lines[start].at, column(head), column(head), value, LOOKS[head].style, rows=at - start)
            merged += lines[start:at]
        start = at
    return merged


def _same(one: Row, other: Row, head: Head) -> bool:
    return one.level1 == other.level1 and (head is Head.LEVEL1 or one.level2 == other.level2)


def _total(on: Board, placed: Placed) -> None:
    row = placed.total_row
    on.over(row, 1, column(Head.UNIT), words.TOTAL, board.TOTAL)
    totals = {head: placed.total(head) for head in (Head.WEIGHT, Head.SELF_SCORE, Head.REVIEW_SCORE)}
    cells = {head: Expression(f"{letter(head)}{row}", total.value) for head, total in totals.items()}
    shown: dict[Head, Expression | str] = {
        **totals,
        Head.ACTUAL: "",
        Head.REVIEW_ACTUAL: "",
        Head.DEVIATION: deviation(cells[Head.SELF_SCORE], cells[Head.REVIEW_SCORE]),
        Head.REMARK: _remark_of_total(placed, cells[Head.WEIGHT]),
    }
    for head, value in shown.items():
        number_format = {Head.DEVIATION: RATE_FORMAT, Head.REMARK: "General"}.get(head, "0.00")
        on.put(row, column(head), value, board.TOTAL, num_format=number_format)
    on.put(row, column(Beside.CHECK), joined(placed.open_places(), " 处待处理"), board.TOTAL, border=0)
    on.put(row, column(Beside.CUT), placed.sum(Beside.CUT), board.TOTAL, border=0, num_format="0.00")
    on.sheet.set_row(row - 1, 22)


def _remark_of_total(placed: Placed, weights: Expression) -> Expression:
    """Whether the weights make up 100, and how many rows are still to be filled."""
    is_whole = Condition(f"ROUND({weights.formula},2)=100", round(weights.number, 2) == _WHOLE)
    left = Expression(f"({placed.scored}-{placed.filled().formula})", placed.scored - int(placed.filled().number))
    is_open = Condition(f"{left.formula}>0", left.number > 0)
    first = when(is_whole, said("权重合计 100"), said("权重合计不是 100"))
    second = when(is_open, joined("；还有 ", left, " 行未填复核得分"), said(""))
    return joined(first, second)


def _foot(on: Board, placed: Placed) -> int:
    """The note and the signatures; the last row that is printed."""
    paper, filed = placed.paper, placed.paper.filed
    total = filed.self_score
    stated = "自评表没有写总分。" if total is None else f"自评表总分 {plain(total)}；自评各行之和见合计。"
    note = (
        f"注：{words.DEVIATION_SAID}。{stated}自评数据取自 {filed.member.name}（内容码 {filed.content_code}）；"
        f"除复核完成值、复核得分、备注外不可改。"
    )
    row = placed.total_row + 1
    on.over(row, 1, LAST, note, board.NOTE)
    on.height_over(row, 1, LAST, note)
    on.over(row + 1, 1, LAST, paper.signed or words.signature(paper.reviewer), board.PLAIN, **board.OPEN)
    on.sheet.set_row(row, 30)
    return row + 1


def _below(on: Board, placed: Placed, row: int) -> None:
    """Outside the print: what the reviewer has to know first, and the findings that belong to no row."""
    paper = placed.paper
    parts = (
        ("请先看（不打印）", [*paper.warnings, *paper.changes], board.RED_NOTE),
        ("对整张表的核对意见（不打印）", paper.whole, board.NOTE),
    )
    for title, lines, style in parts:
        if not lines:
            continue
        on.over(row, 1, LAST, title, board.NOTE, bold=True)
        for at, text in enumerate(lines, row + 1):
            on.over(at, 1, LAST, text, style)
            on.height_over(at, 1, LAST, text)
        row += len(lines) + 2


def _rules(on: Board, placed: Placed) -> None:
    """What may be typed, and the colours that say what is missing: all gone from a finished sheet."""
    if not placed.lines:
        return
    for line in placed.lines:
        if line.row.gives_points:
            _validated(on, line)
    first, last = FIRST_ROW, placed.last_row
    heads = (Head.SELF_SCORE, Head.REVIEW_SCORE, Head.REMARK, Beside.GROUND)
    own, review, remark, ground = (f"${letter(one)}{first}" for one in heads)
    check = f"${letter(Beside.CHECK)}{first}"
    is_cut = f"ISNUMBER({review}),ISNUMBER({own}),{review}<{own}"
    needs = {
        Head.REVIEW_SCORE: f'AND({check}<>"{NO_POINTS}",{review}="")',
        Head.REMARK: f'AND({is_cut},{remark}="")',
        Beside.GROUND: f'AND({is_cut},{ground}="")',
    }
    for head, formula in needs.items():
        on.colour((first, column(head)), (last, column(head)), formula, YELLOW)
    at = column(Beside.CHECK)
    on.colour((first, at), (last, at), f'AND({check}<>"{DONE}",{check}<>"{NO_POINTS}",{check}<>"")', RED, bold=True)


def _validated(on: Board, line: Line) -> None:
    place = line.at - 1, column(Head.REVIEW_SCORE) - 1
    if isinstance(line.value(Head.WEIGHT), Decimal):
        on.sheet.data_validation(
            *place,
            *place,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": f"={letter(Head.WEIGHT)}{line.at}",
                "error_title": "复核得分",
                "error_message": "复核得分须在 0 与权重之间。",
            },
        )
    place = line.at - 1, column(Beside.GROUND) - 1
    rule = {
        "validate": "list",
        "source": f"={NAMES}",
        "error_title": "复核口径",
        "error_message": "请从列表选；没有合适的选“其他”，备注写明依据。",
    }
    on.sheet.data_validation(*place, *place, rule)
