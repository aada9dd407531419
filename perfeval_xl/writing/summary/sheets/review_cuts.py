"""口径与扣分 and 同口径明细: every cut by its ground, so that the same fault cut differently is seen at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.filings.review.filled import FilledRow
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.filings.review.reviewed import NO_GROUND, Cut, Reviewed, called
from perfeval_xl.filings.review.words import Head
from perfeval_xl.units import plain, rounded
from perfeval_xl.writing.summary.kit.columns import Column, Columns, InRow, Link, Look, Sheet, Sum, Value, group
from perfeval_xl.writing.summary.kit.expressions import Expression, agreement, joined
from perfeval_xl.writing.summary.kit.looks import GREEN, RED, YELLOW
from perfeval_xl.writing.summary.sheets.common import book_link

MATRIX, DETAIL = "口径与扣分", "同口径明细"
_WHOLE, _PERCENT = Decimal(1), Decimal(100)
_NONE, _ABOVE = "0%", "100%以上"
ALIKE, UNLIKE, NOT_SAID, BY_FORMULA = "一致", "不一致", "缺口径", "按式，逐处看"


# ------------------------------------------------------------------------------------------------- the steps


@dataclass(frozen=True, slots=True)
class Steps:
    """The columns of the matrix: each prescribed share, and what lies between them."""

    names: tuple[str, ...]
    edges: tuple[Decimal, ...]
    tolerance: Decimal

    def of(self, share: Decimal) -> str:
        """The column of a share."""
        if share > _WHOLE + self.tolerance:
            return _ABOVE
        if share <= self.tolerance:
            return _NONE
        below = Decimal(0)
        for edge in self.edges:
            if abs(share - edge) <= self.tolerance:
                return _percent(edge)
            if share < edge:
                return _between(below, edge)
            below = edge
        return _percent(_WHOLE)


def steps_of(grounds: Grounds) -> Steps:
    """The steps by the shares that the grounds lay down; 100% is always one."""
    edges = tuple(sorted({one.cut for one in grounds.ground if one.cut} | {_WHOLE}))
    names: list[str] = [_NONE]
    below = Decimal(0)
    for edge in edges:
        names += [_between(below, edge), _percent(edge)]
        below = edge
    return Steps((*names, _ABOVE), edges, grounds.tolerance)


def _percent(share: Decimal) -> str:
    return f"{plain(share * _PERCENT)}%"


def _between(low: Decimal, high: Decimal) -> str:
    return f"{plain(low * _PERCENT)}～{plain(high * _PERCENT)}%之间" if low else f"不到{plain(high * _PERCENT)}%"


# ---------------------------------------------------------------------------------------------------- 口径与扣分


@dataclass(frozen=True, slots=True)
class Line:
    """One ground with its cuts. `wanted`: the share it lays down."""

    name: str
    wanted: Decimal | None
    cuts: Sequence[Cut]

    @property
    def verdict(self) -> str:
        """Whether it was used alike."""
        if not self.cuts:
            return ""
        if self.name == NO_GROUND:
            return NOT_SAID
        if self.wanted is None:
            return BY_FORMULA
        return ALIKE if all(abs(one.share - self.wanted) <= Decimal("0.005") for one in self.cuts) else UNLIKE


def lines_of(reviewed: Reviewed) -> list[Line]:
    """Every ground of the file, then those that stand in the 底稿 besides."""
    by_name: dict[str, list[Cut]] = {one.name: [] for one in reviewed.grounds.ground}
    for cut in reviewed.cuts:
        by_name.setdefault(cut.ground, []).append(cut)
    wanted = {one.name: one.cut for one in reviewed.grounds.ground}
    return [Line(name, wanted.get(name), cuts) for name, cuts in by_name.items()]


_VERDICTS = {ALIKE: GREEN, UNLIKE: RED, NOT_SAID: RED, BY_FORMULA: YELLOW}


def matrix(reviewed: Reviewed) -> Sheet[Line]:
    """The declared sheet."""
    steps = steps_of(reviewed.grounds)
    return Sheet(
        MATRIX,
        "口径与扣分：同一口径，是不是扣得一样",
        lines_of(reviewed),
        [
            Column("口径", 31, lambda one: one.name),
            Column("应扣", 8, _wanted, Look.CENTRED),
            *group("扣了多少（处数）", *(_step(name, steps) for name in steps.names)),
            *group(
                "合起来",
                Column("合计", 7, _count, Look.COUNT, Sum.SUM),
                Column("最低", 8, _lowest, Look.RATE),
                Column("最高", 8, _highest, Look.RATE),
                Column("平均", 8, _mean, Look.RATE),
                Column("是否一致", 13, lambda one: one.verdict, Look.CENTRED, words=_VERDICTS),
            ),
        ],
        proof=_proof_of_matrix,
        note="绿底＝口径规定的一档；黄底＝落在别的档。一行里除绿底外还有数字，就是同一毛病扣得不一样。",
        frozen="应扣",
    )


def _wanted(one: Line) -> str:
    if one.name == NO_GROUND:
        return "—"
    return "按式" if one.wanted is None else _percent(one.wanted)


def _step(name: str, steps: Steps) -> Column[Line]:
    def value(one: Line) -> Value:
        count = sum(steps.of(cut.share) == name for cut in one.cuts)
        return InRow(f'COUNTIFS([{DETAIL}!口径],[口径],[{DETAIL}!档],"{name}")', count)

    def tint(one: Line) -> str | None:
        if one.wanted is not None and steps.of(one.wanted) == name:
            return GREEN
        is_used = any(steps.of(cut.share) == name for cut in one.cuts)
        return YELLOW if is_used and (one.wanted is not None or one.name == NO_GROUND) else None

    return Column(name, 10, value, Look.COUNT, Sum.SUM, tint=tint)


def _count(one: Line) -> Value:
    return InRow(f"COUNTIFS([{DETAIL}!口径],[口径])", len(one.cuts))


def _lowest(one: Line) -> Value:
    """1 less the greatest of what is left: an array formula that Excel 2016 takes."""
    low = _WHOLE - max([_WHOLE - cut.share for cut in one.cuts] + [Decimal(0)])
    made = f"1-SUMPRODUCT(MAX(([{DETAIL}!口径]=[口径])*(1-[{DETAIL}!实扣比例])))"
    return InRow(f'IF([合计]=0,"",{made})', low if one.cuts else "")


def _highest(one: Line) -> Value:
    high = max([cut.share for cut in one.cuts] + [Decimal(0)])
    made = f"SUMPRODUCT(MAX(([{DETAIL}!口径]=[口径])*[{DETAIL}!实扣比例]))"
    return InRow(f'IF([合计]=0,"",{made})', high if one.cuts else "")


def _mean(one: Line) -> Value:
    mean = sum((cut.share for cut in one.cuts), Decimal(0)) / len(one.cuts) if one.cuts else ""
    return InRow(f'IF([合计]=0,"",AVERAGEIF([{DETAIL}!口径],[口径],[{DETAIL}!实扣比例]))', mean)


def _proof_of_matrix(at: Columns) -> Expression:
    mine, theirs = at[MATRIX]["合计"].sum(), at[DETAIL]["口径"].filled()
    return joined("扣分 ", mine, " 处，明细 ", theirs, " 处", agreement(mine, theirs))


# ---------------------------------------------------------------------------------------------------- 同口径明细


def detail(reviewed: Reviewed) -> Sheet[Cut]:
    """The declared sheet: a cut a line, by ground and share."""
    steps = steps_of(reviewed.grounds)
    return Sheet(
        DETAIL,
        "同口径明细：一处扣分一行，按口径、比例排",
        sorted(reviewed.cuts, key=lambda one: (one.ground, one.share)),
        [
            Column("口径", 27, lambda one: one.ground),
            Column("实扣比例", 9, lambda one: one.share, Look.RATE),
            Column("档", 12, lambda one: steps.of(one.share), Look.CENTRED),
            Column("口径应扣", 9, lambda one: one.wanted, Look.RATE),
            Column("复核人", 11, lambda one: called(one.row.project), Look.CENTRED),
            Column("单位", 18, lambda one: one.row.project.unit),
            Column("项目名称", 22, lambda one: one.row.project.project, total=Sum.COUNT),
            Column("指标", 20, lambda one: one.row.name),
            Column("位置", 12, lambda one: row_link(one.row), Look.LINK),
            Column("自评", 8, lambda one: one.row.own, Look.POINTS),
            Column("复核", 8, lambda one: one.row.review, Look.POINTS),
            Column("扣分", 8, lambda one: rounded(one.row.cut, 4), Look.POINTS, Sum.SUM),
            Column("备注", 36, lambda one: one.row.remark or None),
        ],
        proof=_proof_of_detail,
        note="筛选“口径”，看同一口径下各处的比例；再筛“复核人”，看是谁扣得不同。",
        frozen="档",
        new_line="口径",
    )


def row_link(row: FilledRow, head: Head = Head.REVIEW_SCORE) -> Link:
    """Opens a 底稿 at a row's cell."""
    project = row.project
    cell = row.said(head).cell or "A1"
    return book_link(f"{project.sheet}!{cell}", project.book, project.sheet, cell)


def _proof_of_detail(at: Columns) -> Expression:
    mine, theirs = at[DETAIL]["口径"].filled(), at[MATRIX]["合计"].sum()
    return joined("扣分 ", mine, " 处，口径与扣分合计 ", theirs, " 处", agreement(mine, theirs))
