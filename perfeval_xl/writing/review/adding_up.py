"""汇总 and 差值表: the projects of a unit side by side, every figure taken live from its own sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import perfeval_xl.filings.review.words as words
from perfeval_xl.filings.review.papers import Cell, LeftOut
from perfeval_xl.filings.review.words import Beside, Differences, Head, Sheet, Summary
from perfeval_xl.units import plain
from perfeval_xl.writing.review import board
from perfeval_xl.writing.review.board import Board, Style
from perfeval_xl.writing.review.lines import FIRST_ROW, HEAD_ROW, TITLE_ROW, Placed, deviation, difference, letter
from perfeval_xl.writing.summary.kit.expressions import (
    Condition,
    Expression,
    agreement,
    first_of,
    joined,
    ratio,
    said,
    when,
)
from perfeval_xl.xlsx.names import column_letters

FOOTER = "&L复核人：　　　　　　复核组长：　　　　　　负责人：&C第 &P 页 共 &N 页&R&A　&D"
UNDONE = "未审完"
_SUMMARY: Mapping[Summary, tuple[float, Style]] = {
    Summary.NUMBER: (6, board.CENTRED),
    Summary.PROJECT: (30, board.BODY),
    Summary.SHEET: (8, board.CENTRED),
    Summary.ANNUAL: (14, board.MONEY),
    Summary.EXECUTED: (14, board.MONEY),
    Summary.RATE: (9, board.RATE),
    Summary.SELF_SCORE: (10, board.POINTS),
    Summary.REVIEW_SCORE: (10, board.POINTS),
    Summary.DIFFERENCE: (9, board.DIFFERENCE),
    Summary.DEVIATION: (9, board.RATE),
    Summary.GRADE: (9, board.CENTRED),
    Summary.PROGRESS: (24, board.CENTRED),
}
_DIFFERENCES: Mapping[Differences, tuple[float, Style]] = {
    Differences.PROJECT: (32, board.BODY),
    Differences.SELF_SCORE: (11, board.POINTS),
    Differences.REVIEW_SCORE: (11, board.POINTS),
    Differences.DIFFERENCE: (11, board.DIFFERENCE),
    Differences.WHY: (60, board.BODY),
}
_HINT = len(Differences) + 2  # the column of the biggest cut, beside the print


def total_of(placed: Placed, head: Head) -> Expression:
    """The 合计 of a project's sheet, seen from another."""
    return Expression(f"{placed.name}!{letter(head)}{placed.total_row}", placed.total(head).value)


# --------------------------------------------------------------------------------------------------------- 汇总


def write_summary(on: Board, unit: str, sheets: Sequence[Placed], left_out: Sequence[LeftOut]) -> None:
    """汇总: a row a project, the whole last."""
    heads = list(Summary)
    on.columns({at: _SUMMARY[head][0] for at, head in enumerate(heads, 1)})
    _top(on, f"{unit}项目支出绩效自评复核汇总", heads)
    for number, placed in enumerate(sheets, 1):
        row = HEAD_ROW + number
        for at, (head, value) in enumerate(_summary_row(row, number, placed).items(), 1):
            on.put(row, at, value, _SUMMARY[head][1])
        on.link_inside(row, heads.index(Summary.SHEET) + 1, placed.name, placed.name)
        on.height(row, {2: placed.paper.project})
    last = _summary_total(on, sheets)
    bands = "、".join(f"{plain(points)}{word}" for word, points in sheets[0].paper.grades if points) if sheets else ""
    note = f"注：{words.DIFFERENCE_SAID}；{words.DEVIATION_SAID}。得分取各附件合计，随填随算。" + (
        f"等级：{bands}（以各项目所用评分规则为准）。" if bands else ""
    )
    if any(one.total(Head.SELF_SCORE).value == "" for one in sheets):
        note += "自评表没有得分的项目不计入平均和比较。"
    last += 1
    on.over(last, 1, len(heads), note, board.NOTE)
    on.height_over(last, 1, len(heads), note)
    for one in left_out:
        last += 1
        text = f"没有底稿的项目：{one.project}（{one.why}）"
        on.over(last, 1, len(heads), text, board.RED_NOTE)
        on.height_over(last, 1, len(heads), text)
    _finish(on, (last, len(heads)))


def _summary_row(row: int, number: int, placed: Placed) -> dict[Summary, Expression | Cell | int | None]:
    filed = placed.paper.filed
    own, review = total_of(placed, Head.SELF_SCORE), total_of(placed, Head.REVIEW_SCORE)
    mine, theirs = _cell(Summary.SELF_SCORE, row, own.value), _cell(Summary.REVIEW_SCORE, row, review.value)
    annual, executed = _cell(Summary.ANNUAL, row, filed.annual), _cell(Summary.EXECUTED, row, filed.executed)
    to_do = joined(placed.open_places(), " 处待处理")
    check = Expression(f"{placed.name}!{letter(Beside.CHECK)}{placed.total_row}", to_do.value)
    return {
        Summary.NUMBER: number,
        Summary.PROJECT: placed.paper.project,
        Summary.SHEET: placed.name,
        Summary.ANNUAL: filed.annual,
        Summary.EXECUTED: filed.executed,
        Summary.RATE: _rate(annual, executed),
        Summary.SELF_SCORE: own,
        Summary.REVIEW_SCORE: review,
        Summary.DIFFERENCE: difference(mine, theirs),
        Summary.DEVIATION: deviation(mine, theirs),
        Summary.GRADE: _grade(placed, theirs),
        Summary.PROGRESS: joined(placed.filled(f"{placed.name}!"), f"/{placed.scored} 行，", check),
    }


def _rate(annual: Expression, executed: Expression) -> Expression:
    """Executed ÷ annual; "" where one of them is not known."""
    known = not isinstance(annual.value, str) and not isinstance(executed.value, str) and annual.number != 0
    formula = f'IF(AND(ISNUMBER({executed.formula}),N({annual.formula})<>0),{executed.formula}/{annual.formula},"")'
    return Expression(formula, executed.number / annual.number if known else "")


def _grade(placed: Placed, score: Expression) -> Expression:
    """The grade on the form's own scale; none while a row is still to be filled."""
    filled = placed.filled(f"{placed.name}!")
    undone = Condition(f"{filled.formula}<{placed.scored}", filled.number < placed.scored)
    bands = placed.paper.grades
    cases = [
        (Condition(f"{score.formula}>={plain(points)}", score.number >= points), word) for word, points in bands[:-1]
    ]
    return first_of((undone, UNDONE), *cases, otherwise=said(bands[-1][0] if bands else ""))


def _summary_total(on: Board, sheets: Sequence[Placed]) -> int:
    """The last row: sums of money, means of points over the projects whose form has scores."""
    row = HEAD_ROW + max(1, len(sheets)) + 1
    on.over(row, 1, 3, "合计／平均", board.TOTAL)
    own = _area(Summary.SELF_SCORE, row)
    made = {
        Summary.ANNUAL: _sum(Summary.ANNUAL, row, [one.paper.filed.annual for one in sheets]),
        Summary.EXECUTED: _sum(Summary.EXECUTED, row, [one.paper.filed.executed for one in sheets]),
        Summary.SELF_SCORE: _mean(own, own, sheets, Head.SELF_SCORE),
        Summary.REVIEW_SCORE: _mean(_area(Summary.REVIEW_SCORE, row), own, sheets, Head.REVIEW_SCORE),
    }
    cells = {head: _cell(head, row, one.value) for head, one in made.items()}
    mine, theirs = cells[Summary.SELF_SCORE], cells[Summary.REVIEW_SCORE]
    there_own, there = (f"{Sheet.DIFFERENCES}!{at}{FIRST_ROW}:{at}{row - 1}" for at in "BC")
    there_too = _mean(there, there_own, sheets, Head.REVIEW_SCORE)
    is_compared = not isinstance(theirs.value, str)
    shown: dict[Summary, Expression | str] = {
        **made,
        Summary.RATE: ratio(cells[Summary.EXECUTED], cells[Summary.ANNUAL]),
        Summary.DIFFERENCE: difference(mine, theirs) if sheets else "",
        Summary.DEVIATION: deviation(mine, theirs),
        Summary.GRADE: "",
        Summary.PROGRESS: joined("与差值表一致", agreement(there_too, theirs)) if is_compared else "",
    }
    for head, value in shown.items():
        style = {name: one for name, one in _SUMMARY[head][1].items() if name in ("num_format", "align")}
        on.put(row, list(Summary).index(head) + 1, value, {**board.TOTAL, **style})
    on.sheet.set_row(row - 1, 22)
    return row


def _sum(head: Summary, row: int, values: Sequence[Decimal | None]) -> Expression:
    known = [one for one in values if one is not None]
    return Expression(f"SUM({_area(head, row)})", sum(known, Decimal(0)))


def _mean(area: str, own: str, sheets: Sequence[Placed], head: Head) -> Expression:
    """Over the rows with a score in `own`, the cells of the units' scores: the others cannot be compared."""
    stated = [(one, one.total(Head.SELF_SCORE)) for one in sheets]
    values = [one.total(head).number for one, own in stated if not isinstance(own.value, str) and own.number >= 0]
    mean = sum(values, Decimal(0)) / len(values) if values else ""
    return Expression(f'AVERAGEIF({own},">=0",{area})', mean).or_blank()


def _area(head: Summary, total_row: int) -> str:
    """The cells of a column above the last row."""
    return f"{_at(head)}{FIRST_ROW}:{_at(head)}{total_row - 1}"


def _cell(head: Summary, row: int, value: str | Decimal | int | None) -> Expression:
    return Expression(f"{_at(head)}{row}", "" if value is None else value)


def _at(head: Summary) -> str:
    return column_letters(list(Summary).index(head) + 1)


# ------------------------------------------------------------------------------------------------------- 差值表


def write_differences(on: Board, unit: str, sheets: Sequence[Placed], why: Mapping[str, str]) -> None:
    """差值表. `why`: what people wrote as 主要偏差原因, by the form's key."""
    heads = list(Differences)
    on.columns({**{at: _DIFFERENCES[head][0] for at, head in enumerate(heads, 1)}, _HINT - 1: 2, _HINT: 50})
    _top(on, f"{unit}自评与复核差值表", heads)
    on.put(HEAD_ROW, _HINT, "扣分最多的指标（供参考，不打印）", board.HEAD_BESIDE)
    for number, placed in enumerate(sheets, 1):
        row = HEAD_ROW + number
        own, review = total_of(placed, Head.SELF_SCORE), total_of(placed, Head.REVIEW_SCORE)
        mine, theirs = Expression(f"B{row}", own.value), Expression(f"C{row}", review.value)
        reason = why.get(placed.paper.key, "")
        values = (placed.paper.project, own, review, difference(mine, theirs), reason)
        for at, (head, value) in enumerate(zip(heads, values, strict=True), 1):
            changes = board.OPEN if head is Differences.WHY else {}
            on.put(row, at, value, _DIFFERENCES[head][1], **changes)
        on.put(row, _HINT, _biggest_cut(placed), board.BODY)
        on.height(row, {1: placed.paper.project, len(heads): reason}, least=30)
    last = HEAD_ROW + max(1, len(sheets))
    on.over(last + 1, 1, len(heads), f"注：{words.DIFFERENCE_SAID}。", board.NOTE)
    _finish(on, (last + 1, len(heads)))


def _biggest_cut(placed: Placed) -> Expression:
    """The row with the biggest cut: 工程验收合格率 扣 15.00."""
    cuts, names = placed.area(Beside.CUT, f"{placed.name}!"), placed.area(Head.NAME, f"{placed.name}!")
    values = [line.value(Beside.CUT) for line in placed.lines]
    most = max((one for one in values if isinstance(one, Decimal)), default=Decimal(0))
    name = placed.lines[values.index(most)].row.name if most > 0 else ""
    highest = Expression(f"MAX({cuts})", most)
    none = Condition(f"{highest.formula}<=0", most <= 0)
    shown = Expression(f'TEXT({highest.formula},"0.00")', f"{most:.2f}")
    picked = Expression(f"INDEX({names},MATCH({highest.formula},{cuts},0))", name)
    return when(none, said("没有扣分"), joined(picked, " 扣 ", shown))


# ------------------------------------------------------------------------------------------------------- both


def _top(on: Board, title: str, heads: Sequence[str]) -> None:
    on.over(TITLE_ROW, 1, len(heads), title, board.TITLE)
    on.sheet.set_row(TITLE_ROW - 1, 27)
    for at, head in enumerate(heads, 1):
        on.put(HEAD_ROW, at, str(head), board.HEAD)
    on.sheet.set_row(HEAD_ROW - 1, 30)


def _finish(on: Board, last: tuple[int, int]) -> None:
    on.sheet.freeze_panes(HEAD_ROW, 0)
    on.sheet.protect("", board.PROTECTION)
    on.no_green_corners(last)
    on.printed(last, (TITLE_ROW, HEAD_ROW), FOOTER)
