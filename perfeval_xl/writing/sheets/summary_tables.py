"""The two tables of 评分汇总, indicators and money: a row each, every point derived in words, rules by their number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from perfeval_xl.addresses import seen_from
from perfeval_xl.form import Fund, Indicator, Said
from perfeval_xl.result import FormResult, Score, Severity, Status
from perfeval_xl.rules.model import COMMON_PRACTICE, RuleSet
from perfeval_xl.standing import Filling, Row, Scored, rate_of, scored_rows
from perfeval_xl.units import plain
from perfeval_xl.writing import colours
from perfeval_xl.writing.sheets import look
from perfeval_xl.writing.sheets.look import Page
from perfeval_xl.xlsx.edit.added_sheets import StyleDesign

_VALUE_LABELS = ("分值", "自评得分", "核算得分", "差异", "得分计算过程", "规则")
WEIGHT = 8  # the first of the columns that both tables share
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PERCENT = re.compile(r"-?[0-9]+(?:\.([0-9]+))?\s*[%％]")


@dataclass(slots=True)
class Rules:
    """Rule texts of one form, numbered in the order in which rows refer to them."""

    texts: list[str]

    def mark(self, score: Score) -> str:
        if not score.rule:
            return "—"
        text = score.rule
        if not score.confirmed and COMMON_PRACTICE not in text and "通行做法" not in text:
            text = f"{text.rstrip('。')}。{COMMON_PRACTICE}"
        if text not in self.texts:
            self.texts.append(text)
        return number_mark(self.texts.index(text))


@dataclass(slots=True)
class Block:
    """What the parts of one form's block share, worked out once: where it is put, which cells the copy has filled, the
    score of each row, and the strongest finding at each cell."""

    page: Page
    form: FormResult
    rules: RuleSet
    filled: frozenset[str]
    used: Rules
    scored: dict[int, Scored]  # by the identity of a row
    strongest: dict[str, Severity]


def block_of(page: Page, form: FormResult, rules: RuleSet, fillings: Sequence[Filling]) -> Block:
    sheet = form.form.sheet
    filled = frozenset(seen_from(sheet, one.sheet, one.cell) for one in fillings)
    scored = {id(row): one for one in scored_rows(form) for row in one.rows}
    strongest = {
        seen_from(sheet, one.sheet, one.cell): one.severity
        for severity in reversed(Severity)
        for one in form.findings
        if one.severity is severity and one.cell is not None
    }
    return Block(page, form, rules, filled, Rules([]), scored, strongest)


def number_mark(index: int) -> str:
    """0 -> ①, 20 -> (21)."""
    return _CIRCLED[index] if index < len(_CIRCLED) else f"({index + 1})"


# -------------------------------------------------------------------------------------------------- indicators


def put_indicators(block: Block) -> None:
    page, form = block.page, block.form
    places = ((1, 1), (2, 1), (3, 1), (4, 2), (6, 1), (7, 1), *((column, 1) for column in range(8, 14)))
    labels = ("序号", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", *_VALUE_LABELS)
    for label, (column, columns) in zip(labels, places, strict=True):
        page.put(column, label, look.LABEL, columns=columns)
    page.next_row(20)
    first = page.row
    for number, row in enumerate(form.indicators, 1):
        page.put(1, number, look.CENTRED)
        name = row.name or "（未填写）"
        page.put(4, f"其中：{name}" if row.is_breakdown and not name.startswith("其中") else name, look.TEXT, columns=2)
        page.put(6, row.target or "（未填）", look.CENTRED)
        page.put(7, row.actual or "（未填）", look.CENTRED)
        _put_points(block, row)
        page.next_row()
    _put_groups(page, form.indicators, first)
    if not form.indicators:
        page.put(1, "（没有读到绩效指标）", look.CENTRED, columns=page.last_column)
        page.next_row()


def _put_groups(page: Page, rows: Sequence[Indicator], first: int) -> None:
    """一级 and 二级 printed once for the rows they cover, as on the form."""
    _put_group(page, 2, [(row.level1, row.level1) for row in rows], first)
    _put_group(page, 3, [(row.level2, f"{row.level1}\n{row.level2}") for row in rows], first)


def _put_group(page: Page, column: int, printed: list[tuple[str | None, str | None]], top: int) -> None:
    """`printed`: what each row shows, and what makes it one with its neighbour."""
    for _, group in groupby(printed, itemgetter(1)):
        members = list(group)
        words = re.sub(r"(?<!^)\s*([（(])", r"\n\1", members[0][0] or "—")  # its points on a line of their own
        page.put(column, words, look.CENTRED, rows=len(members), row=top)
        top += len(members)


# ------------------------------------------------------------------------------------------------------- money


def put_funds(block: Block) -> None:
    page, form = block.page, block.form
    if not form.funds:
        page.put(1, "（没有读到项目资金）", look.CENTRED, columns=page.last_column)
        page.next_row()
        return
    labels = ("年初预算数", "全年预算数", "全年执行数", "执行率（填写）", "执行率（核算）", *_VALUE_LABELS)
    page.put(1, "资金来源", look.LABEL, columns=2)
    for column, label in enumerate(labels, 3):
        page.put(column, label, look.LABEL)
    page.next_row(20)
    for row in form.funds:
        score = form.score.of("funds", row.row) if form.score else None
        page.put(1, row.label, look.TEXT, columns=2)
        page.put(3, *_stated(row.initial_budget.value, row.initial_budget.said, look.AMOUNT))
        page.put(4, *_stated(row.annual_budget.value, row.annual_budget.said, look.AMOUNT))
        page.put(5, *_stated(row.executed.value, row.executed.said, look.AMOUNT))
        rate, style = _stated_rate(row, counts=score is not None and score.status is not Status.NOT_SCORED)
        page.put(6, rate, differing(style, block, row.rate.cell))
        rate = rate_of(row, score, block.rules)
        page.put(7, "—" if rate is None else rate, ground(look.RATE, row.rate.cell, block))
        _put_points(block, row)
        page.next_row()


def _stated(value: Decimal | None, said: Said, style: StyleDesign) -> tuple[str | Decimal, StyleDesign]:
    """A number as a number; words as they stand; a blank as a dash."""
    if value is not None:
        return value, style
    return said.text or "—", replace(style, horizontal="center")


def _stated_rate(row: Fund, *, counts: bool) -> tuple[str | Decimal, StyleDesign]:
    """The rate as the form shows it: with as many decimals; words as they stand."""
    if row.rate.value is None:
        return row.rate.said.text or ("未填" if counts else "—"), look.RATE
    shown = _PERCENT.fullmatch(row.rate.said.text.strip())
    if shown is None:
        return row.rate.said.text or row.rate.value, look.RATE
    decimals = len(shown[1] or "")
    return row.rate.value, replace(look.RATE, number_format=f"0.{'0' * decimals}%" if decimals else "0%")


# ------------------------------------------------------------------------------- the columns that both tables share


def _put_points(block: Block, row: Row) -> None:
    """分值 .. 规则 of one row; what belongs to several rows under one score is put on the first of them."""
    page, one = block.page, block.scored.get(id(row)) or Scored(Score("", "", row.row), (row,))
    score, counts = one.score, one.score.status is not Status.NOT_SCORED
    if row in one.places:
        rows = row.score_rows if isinstance(row, Indicator) else 1
        own = (
            row.self_score.value
            if row.self_score.value is not None
            else row.self_score.said.text or ("未填" if counts else "—")
        )
        page.put(WEIGHT + 1, own, look.POINTS, rows=min(rows, score.row + score.rows - row.row))
    elif isinstance(row, Indicator) and row.is_breakdown:
        page.put(WEIGHT + 1, "—", look.POINTS)
    if row.row != score.row:
        return
    rows = score.rows
    weight = score.weight if score.weight is not None else row.weight.value
    page.put(WEIGHT, weight if weight is not None else row.weight.said.text or "—", look.POINTS, rows=rows)
    points, style = _computed(score)
    page.put(WEIGHT + 2, points, ground(style, row.self_score.cell, block), rows=rows)
    difference, style = difference_of(one.own, score.points), differing(look.DIFFERENCE, block, row.self_score.cell)
    page.put(WEIGHT + 3, difference, style, rows=rows)
    page.put(WEIGHT + 4, _derivation(score), look.TEXT, rows=rows)
    page.put(WEIGHT + 5, block.used.mark(score), look.CENTRED, rows=rows)


def _computed(score: Score) -> tuple[str | Decimal, StyleDesign]:
    if score.status is Status.NOT_SCORED:
        return "—", look.POINTS
    if score.status is Status.NEEDS_REVIEW or score.points is None:
        return "待复核", open_ground(look.POINTS, True)
    return score.points, look.POINTS


def _derivation(score: Score) -> str:
    """How the points come about, or why they are open and what the rules allow."""
    if score.status is Status.NOT_SCORED:
        return score.derivation or score.why or "不计分"
    if score.status is Status.SCORED:
        return score.derivation
    if score.why and score.why.rstrip("。") in score.derivation:
        return f"待复核：{score.derivation}"
    parts = [f"待复核：{score.why.rstrip('。')}。" if score.why else "待复核。"]
    if score.open_from is not None and score.open_to is not None:
        low, high = plain(score.open_from), plain(score.open_to)
        parts.append(f"按规则可得 {low}～{high} 分。")
    if score.derivation:
        parts.append(score.derivation)
    return "".join(parts)


def difference_of(stated: Decimal | None, computed: Decimal | None) -> Decimal | str:
    return "—" if stated is None or computed is None else stated - computed


def ground(style: StyleDesign, cell: str | None, block: Block) -> StyleDesign:
    """Green where the copy carries this computed value."""
    return look.filled(style, colours.COMPUTED_FILL) if cell in block.filled else style


def open_ground(style: StyleDesign, is_open: bool) -> StyleDesign:
    return look.filled(style, colours.SEVERITY_FILLS[Severity.WARNING]) if is_open else style


def differing(style: StyleDesign, block: Block, cell: str | None) -> StyleDesign:
    """On the colour of the strongest finding at the form's own cell."""
    strongest = block.strongest.get(cell) if cell is not None else None
    return look.filled(style, colours.SEVERITY_FILLS[strongest]) if strongest else style
