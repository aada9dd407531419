"""What stands out among its kind: units full everywhere, costs far from others', other points for the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import check
from perfeval_xl.filings.batch import Comparison, Filed
from perfeval_xl.filings.comparisons.kit import Filings, at_row, counterpart, head, tell, title
from perfeval_xl.filings.unit_rows import is_full
from perfeval_xl.form import Indicator
from perfeval_xl.form_words import folded_name
from perfeval_xl.result import Severity
from perfeval_xl.units import plain, rounded

FEWEST_FULL = 3  # projects of a unit
FEWEST_ALIKE = 5  # forms that make a kind
FAR = 3  # times the middle of its kind, or a part of it

ALL_FULL = Kind(
    code="C805",
    severity=Severity.HINT,
    title="一个单位的全部项目都自评满分",
    says="{unit}报的 {count} 个项目全部自评满分。",
    do="请抽看其中的项目：目标是不是定得过低，完成值有没有佐证。",
)


@check(ALL_FULL, over="filings")
def not_everything_is_full(filings: Filings) -> Iterator[Comparison]:
    """检查内容：一个单位的项目没有全部自评满分（至少三个项目）。
    依据：全部满分的情况不多，值得优先抽看；这不是错误。
    例（好）：三个项目自评 100、98.5、96。
    例（坏）：六个项目全部自评 100 分。
    """
    of_unit: dict[str, list[Filed]] = {}
    for one in filings.forms:
        if one.unit:
            of_unit.setdefault(folded_name(one.unit), []).append(one)
    for group in of_unit.values():
        if len(group) >= FEWEST_FULL and all(is_full(one) for one in group):
            for one in group:
                # names no others: each has this finding as well, and n forms naming each other were n² lines
                yield tell(ALL_FULL, head(one, "total"), (), unit=one.unit, count=len(group))


COST_APART = Kind(
    code="C806",
    severity=Severity.WARNING,
    title="单位成本与同类项目相差很大",
    says="执行数 {executed} 万元，{name}{actual}，平均每{unit} {cost} 元；同类 {count} 个项目的中间数是 {middle} 元"
    "（{low}～{high} 元），例如{others}。",
    do="请核对执行数和完成值的单位、口径；确实如此的，请单位说明原因。",
)


@check(COST_APART, over="filings")
def unit_costs_are_like_others(filings: Filings) -> Iterator[Comparison]:
    """检查内容：同名项目、同名数量指标的单位成本（执行数 ÷ 完成值）没有高于同类中间数
    三倍或低于三分之一（至少五个项目）。
    依据：同类项目的单位成本一般相近，相差很大的常是金额或数量填错了单位。
    例（好）：六个街道的养老服务每人次 80～130 元。
    例（坏）：五个街道每人次 80～130 元，一个街道每人次 1.1 元。
    """
    rows = filings.rows
    rows = rows[rows["is_quantity"] & rows["actual_number"].gt(0) & rows["executed"].gt(0)]
    for _, group in rows.groupby(["project", "name", "measured_in"], sort=True):
        if group["form"].nunique() < FEWEST_ALIKE or len(group) != group["form"].nunique():
            continue
        cost = group["executed"] * 10_000 / group["actual_number"]
        middle = float(cost.median())
        for at in cost.index[(cost > FAR * middle) | (cost * FAR < middle)]:
            filed, row = _place(filings, group, at)
            near = (cost.drop(at) - middle).abs().nsmallest(2).index
            yield tell(
                COST_APART,
                at_row(filed, row, "actual"),
                [counterpart(at_row(*_place(filings, group, other), "actual")) for other in near],
                stated=row.actual,
                executed=plain(filed.executed or Decimal(0)),
                name=row.name,
                actual=row.actual,
                unit=row.actual_value.unit or "单位",
                cost=_money(float(cost[at])),
                count=len(group),
                middle=_money(middle),
                low=_money(float(cost.min())),
                high=_money(float(cost.max())),
            )


def _place(filings: Filings, group: object, at: object) -> tuple[Filed, Indicator]:
    filed = filings.forms[int(group["form"][at])]  # pyright: ignore
    return filed, filed.result.indicators[int(group["row"][at])]  # pyright: ignore


def _money(value: float) -> str:
    return plain(rounded(Decimal(repr(value)), 2 if value >= 1 else 4))


POINTS_APART = Kind(
    code="C807",
    severity=Severity.WARNING,
    title="同样的目标和完成值，得分却不同",
    says="{name}：指标值“{target}”、完成值“{actual}”，这里得 {own}/{weight} 分，"
    "而{who}同样情况得 {other}/{other_weight} 分。",
    do="请统一尺度：同样的情况应给同样比例的分。",
)
SAME_SHARE = 0.05


@check(POINTS_APART, over="filings")
def the_same_earns_the_same(filings: Filings) -> Iterator[Comparison]:
    """检查内容：名称、指标值、完成值都相同的指标，得分比例也相同（相差不到 5 个百分点的不计）；提在给分较高的一份上，
    得分本身已有意见的不再比。
    依据：同样的情况各单位扣分不同，说明尺度不一，复核时应统一。
    例（好）：两个单位“效果较好”都得 12/15。
    例（坏）：同样“效果较好”，一个单位得 15/15，另一个得 10/15。
    """
    rows = filings.rows
    rows = rows[rows["weight"].gt(0) & rows["self_score"].notna() & rows["actual"].ne("") & rows["target"].ne("")]
    rows = rows[~rows["is_doubted"].astype(bool)]  # where the form itself has a finding, that is the one to follow
    rows = rows.assign(share=rows["self_score"] / rows["weight"])
    keys = ["name", "target", "actual"]
    lowest = rows.groupby(keys)["share"].transform("min")
    for _, group in rows[rows.groupby(keys)["form"].transform("nunique").gt(1)].groupby(keys, sort=True):
        low = group["share"].idxmin()
        other, row_there = _place(filings, group, low)
        for at in group.index[group["share"] - lowest[group.index] >= SAME_SHARE]:
            filed, row = _place(filings, group, at)
            if filed is other:
                continue
            yield tell(
                POINTS_APART,
                at_row(filed, row, "self_score"),
                [counterpart(at_row(other, row_there, "self_score"))],
                name=row.name,
                target=row.target,
                actual=row.actual,
                own=plain(row.self_score.value or Decimal(0)),
                weight=plain(row.weight.value or Decimal(0)),
                who=title(other),
                other=plain(row_there.self_score.value or Decimal(0)),
                other_weight=plain(row_there.weight.value or Decimal(0)),
            )


SCORE_APART = Kind(
    code="C808",
    severity=Severity.HINT,
    title="自评得分与同类项目相差很大",
    says="自评 {own} 分，同名的 {count} 个项目中间数是 {middle} 分，例如{others}。",
    do="请核对是实际差别，还是评分尺度不同。",
)
POINTS_FAR = 15


@check(SCORE_APART, over="filings")
def scores_are_like_others(filings: Filings) -> Iterator[Comparison]:
    """检查内容：自评得分与同名项目的中间数相差不到 15 分（至少五个项目）。
    依据：同类项目得分相差很大的，值得看一看尺度是否一致。
    例（好）：六个街道的养老服务自评 92～99 分。
    例（坏）：五个街道自评 95 分左右，一个街道自评 70 分。
    """
    import pandas as pd

    scores = pd.DataFrame(
        [
            (place, folded_name(one.project), float(one.self_score))
            for place, one in enumerate(filings.forms)
            if one.project and one.self_score is not None and not one.is_empty
        ],
        columns=["form", "project", "score"],
    )
    for _, group in scores.groupby("project", sort=True):
        if len(group) < FEWEST_ALIKE:
            continue
        middle = float(group["score"].median())
        far = (group["score"] - middle).abs()
        near = [filings.forms[int(one)] for one in group["form"][far.nsmallest(2).index]]
        for place in group["form"][far >= POINTS_FAR]:
            one = filings.forms[int(place)]
            yield tell(
                SCORE_APART,
                head(one, "total"),
                [counterpart(head(other, "total")) for other in near],
                own=plain(one.self_score or Decimal(0)),
                count=len(group),
                middle=plain(rounded(Decimal(repr(middle)), 2)),
            )
