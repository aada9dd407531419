"""问题清单, live: its lines are picked by number from the hidden 复核记录, which looks at every row of every project.

No newer function is needed (Excel 2016, WPS): a row that has been cut, or has a ground, gets the next number; line n of
the list looks number n up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import perfeval_xl.filings.review.words as words
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.filings.review.papers import Cell, record_of
from perfeval_xl.filings.review.words import UNITS, Beside, Head, Live, Problems, Record, Sheet
from perfeval_xl.units import plain
from perfeval_xl.writing.review import board
from perfeval_xl.writing.review.adding_up import FOOTER
from perfeval_xl.writing.review.board import Board, Style
from perfeval_xl.writing.review.lines import FIRST_ROW, HEAD_ROW, TITLE_ROW, Line, Placed, letter
from perfeval_xl.writing.summary.kit.expressions import Condition, Expression, first_of, said, when
from perfeval_xl.writing.summary.kit.looks import LINE
from perfeval_xl.xlsx.names import column_letters

RECORD_HEADS: Sequence[str] = (*Record, *UNITS, words.BEGAN, *Live)
_FIRST = 2  # row of the first line of 复核记录, below its heads
_LINE_HEIGHT = 44.0  # three lines: the texts are formulas, and no program makes their rows high enough by itself


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line of 复核记录: a row of a project's sheet, and its number in 问题清单 ("" where it is no problem)."""

    placed: Placed
    line: Line
    at: int
    number: int | str

    def live(self, head: Head | Beside) -> Expression:
        """The cell on the project's sheet; "" where it is blank (a mere reference would give 0)."""
        cell = f"{self.placed.name}!{letter(head)}{self.line.at}"
        return Expression(f'IF({cell}="","",{cell})', self.line.value(head))

    @property
    def number_formula(self) -> Expression:
        """The next number where the row is cut or has a ground."""
        sheet, at = self.placed.name, self.line.at
        asks = f'OR({sheet}!{letter(Beside.CUT)}{at}>0,{sheet}!{letter(Beside.GROUND)}{at}<>"")'
        number = column_letters(RECORD_HEADS.index(Live.NUMBER) + 1)
        return Expression(f'IF({asks},MAX({number}$1:{number}{self.at - 1})+1,"")', self.number)


def recorded(sheets: Sequence[Placed]) -> list[Recorded]:
    """Every row of every project, in order."""
    found: list[Recorded] = []
    problems = 0
    for placed in sheets:
        for line in placed.lines:
            cut = line.value(Beside.CUT)
            is_problem = (isinstance(cut, Decimal) and cut > 0) or line.value(Beside.GROUND) != ""
            problems += is_problem
            found.append(Recorded(placed, line, _FIRST + len(found), problems if is_problem else ""))
    return found


# ----------------------------------------------------------------------------------------------------- 复核记录


def write_record(on: Board, lines: Sequence[Recorded]) -> None:
    """The hidden sheet: what the unit's form said, and the live cells that 问题清单 shows."""
    for at, head in enumerate(RECORD_HEADS, 1):
        on.put(1, at, str(head), board.HEAD)
    on.columns(dict.fromkeys(range(1, len(RECORD_HEADS) + 1), 12))
    for one in lines:
        for at, value in enumerate(_record(one), 1):
            on.put(one.at, at, value, board.PLAIN)
    on.sheet.protect("", board.PROTECTION)
    on.no_green_corners((_FIRST + len(lines), len(RECORD_HEADS)))
    on.sheet.hide()


def _record(one: Recorded) -> list[Expression | Cell | int]:
    live: Mapping[Live, Expression] = {
        Live.NUMBER: one.number_formula,
        Live.REVIEW_SCORE: one.live(Head.REVIEW_SCORE),
        Live.GROUND: one.live(Beside.GROUND),
        Live.REMARK: one.live(Head.REMARK),
        Live.ADVICE: one.live(Beside.ADVICE),
        Live.SHARE: one.live(Beside.SHARE),
    }
    return [*record_of(one.placed.paper, one.line.row, one.placed.name).values(), *(live[head] for head in Live)]


# ----------------------------------------------------------------------------------------------------- 问题清单

_LOOKS: Mapping[Problems, tuple[float, Style]] = {
    Problems.NUMBER: (6, board.CENTRED),
    Problems.GROUND: (24, board.BODY),
    Problems.PROJECT: (20, board.BODY),
    Problems.NAME: (22, board.BODY),
    Problems.SENSE: (8, board.CENTRED),
    Problems.TARGET: (12, board.CENTRED),
    Problems.WEIGHT: (7, board.POINTS),
    Problems.SELF_SCORE: (8, board.POINTS),
    Problems.REVIEW_SCORE: (8, board.POINTS),
    Problems.PROBLEM: (40, board.BODY),
    Problems.SEVERITY: (8, board.CENTRED),
    Problems.ADVICE: (30, board.BODY),
}
_PICKED: Mapping[Problems, str] = {
    Problems.GROUND: Live.GROUND,
    Problems.PROJECT: Record.PROJECT,
    Problems.NAME: Head.NAME,
    Problems.SENSE: Head.SENSE,
    Problems.TARGET: Head.TARGET,
    Problems.WEIGHT: Head.WEIGHT,
    Problems.SELF_SCORE: Head.SELF_SCORE,
    Problems.REVIEW_SCORE: Live.REVIEW_SCORE,
    Problems.PROBLEM: Live.REMARK,
    Problems.SEVERITY: Live.SHARE,
    Problems.ADVICE: Live.ADVICE,
}


def write_problems(on: Board, unit: str, lines: Sequence[Recorded], grounds: Grounds) -> None:
    """As many lines as there are rows: so many problems there can be. Lines of none show nothing."""
    on.columns({at: look[0] for at, look in enumerate(_LOOKS.values(), 1)})
    on.over(TITLE_ROW, 1, len(_LOOKS), f"{unit}复核问题清单", board.TITLE)
    on.sheet.set_row(TITLE_ROW - 1, 27)
    for at, head in enumerate(Problems, 1):
        on.put(HEAD_ROW, at, head.value, board.HEAD)
    on.sheet.set_row(HEAD_ROW - 1, 26)
    problems = {one.number: one for one in lines if one.number != ""}
    for number in range(1, len(lines) + 1):
        row = HEAD_ROW + number
        for at, (head, value) in enumerate(_problem(row, number, problems.get(number), lines, grounds).items(), 1):
            on.put(row, at, value, {**_LOOKS[head][1], "border": 0})
        on.sheet.set_row(row - 1, _LINE_HEIGHT)
    last = HEAD_ROW + max(1, len(lines)), len(_LOOKS)
    lined = on.looks.conditional(border=1, border_color=LINE)
    rule = {"type": "formula", "criteria": f'=$A{FIRST_ROW}<>""', "format": lined}
    on.sheet.conditional_format(FIRST_ROW - 1, 0, last[0] - 1, last[1] - 1, rule)
    on.sheet.freeze_panes(HEAD_ROW, 0)
    on.sheet.protect("", board.PROTECTION)
    on.no_green_corners(last)
    on.printed(None, (TITLE_ROW, HEAD_ROW), FOOTER)


def printed_problems(lines: Sequence[Recorded]) -> str:
    """What of 问题清单 is printed: its heads and the lines that say something, by how many there are."""
    most = f"MAX({_area(Live.NUMBER, lines)})"
    return f"=OFFSET({Sheet.PROBLEMS}!$A$1,0,0,{HEAD_ROW}+MAX(1,{most}),{len(_LOOKS)})"


def _problem(
    row: int, number: int, one: Recorded | None, lines: Sequence[Recorded], grounds: Grounds
) -> dict[Problems, Expression]:
    count = Expression(f"ROWS(A${FIRST_ROW}:A{row})", number)
    is_none = Condition(f"{count.formula}>MAX({_area(Live.NUMBER, lines)})", one is None)
    made = {Problems.NUMBER: when(is_none, said(""), count)}
    nothing = Condition(f'$A{row}=""', one is None)
    for head, source in _PICKED.items():
        picked = _picked(row, source, one, lines)
        shown = {Problems.SEVERITY: _severity, Problems.ADVICE: _advice}.get(head, _as_it_is)(picked, grounds)
        made[head] = when(nothing, said(""), shown)
    return made


def _picked(row: int, source: str, one: Recorded | None, lines: Sequence[Recorded]) -> Expression:
    found = f"INDEX({_area(source, lines)},MATCH($A{row},{_area(Live.NUMBER, lines)},0))"
    values = dict(zip(RECORD_HEADS, _record(one), strict=True)) if one is not None else {}
    value = values.get(source, "")
    plain_value = value.value if isinstance(value, Expression) else value
    return Expression(found, plain_value)


def _as_it_is(picked: Expression, _: Grounds) -> Expression:
    blank = Condition(f'{picked.formula}=""', picked.value == "")
    return when(blank, said(""), picked)


def _severity(picked: Expression, grounds: Grounds) -> Expression:
    share = picked.number if not isinstance(picked.value, str) else Decimal(0)
    number = f"N({picked.formula})"
    cases = [
        (Condition(f"ROUND({number},6)>={plain(one)}", round(share, 6) >= one), word)
        for one, word in ((grounds.severe_from, "严重"), (grounds.medium_from, "中等"))
    ]
    none = Condition(f"{number}<=0", share <= 0)
    return first_of((none, "不扣分"), *cases, otherwise=said("轻微"))


def _advice(picked: Expression, _: Grounds) -> Expression:
    blank = Condition(f'{picked.formula}=""', picked.value == "")
    return when(blank, said(words.DEFAULT_ADVICE), picked)


def _area(head: str, lines: Sequence[Recorded]) -> str:
    column = column_letters(RECORD_HEADS.index(head) + 1)
    return f"{Sheet.RECORD}!${column}${_FIRST}:${column}${_FIRST + max(1, len(lines)) - 1}"
