"""指标明细: a row an indicator, the budget execution of each form before them, and how each score comes about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.filings.batch import Filed
from perfeval_xl.form import Fund, Indicator
from perfeval_xl.result import Score, Status
from perfeval_xl.units import percent, points
from perfeval_xl.writing.summary.kit.columns import KEY, Alert, Column, Columns, Link, Look, Paper, Sheet, Sum, program
from perfeval_xl.writing.summary.kit.expressions import Expression, joined
from perfeval_xl.writing.summary.kit.looks import RED, YELLOW
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import common

NAME = "指标明细"
EXECUTION = "预算执行"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a form with what the rules say of it. `score` covers it; of several rows, `own` is its part."""

    filed: Filed
    row: Fund | Indicator
    score: Score | None
    own: Score | None

    @property
    def points(self) -> Decimal | None:
        """The computed points, on the first of several rows that share them."""
        return self.score.points if self.score is not None and self.score.row == self.row.row else None

    @property
    def difference(self) -> Decimal | None:
        """Self-score − computed points."""
        stated = self.row.self_score.value
        return None if stated is None or self.points is None else stated - self.points


def lines(filed: Filed) -> Iterator[Line]:
    """The rows of a form that carry points or targets: of the money those with a score, then every indicator."""
    result = filed.result
    for table, rows in (("funds", result.funds), ("indicators", result.indicators)):
        for row in rows:
            score = result.score.of(table, row.row) if result.score else None
            own = result.score.own(table, row.row) if result.score else None
            if table == "indicators" or (score is not None and score.status is not Status.NOT_SCORED):
                yield Line(filed, row, score, own)


def sheet(occasion: Occasion) -> Sheet[Line]:
    """The declared sheet."""
    return Sheet(
        NAME,
        "指标明细（一行一个指标，含预算执行）",
        [line for filed in occasion.batch.forms for line in lines(filed)],
        [
            Column("单位", 16, lambda one: common.unit_of(one.filed)),
            Column("项目名称", 20, lambda one: common.project_of(one.filed)),
            Column("一级指标", 17, _level1),
            Column("二级指标", 18, lambda one: one.row.level2 if isinstance(one.row, Indicator) else None),
            Column("三级指标", 24, _name, total=Sum.COUNT),
            Column("位置", occasion.place_width, _place, Look.LINK),
            Column("年度指标值", 17, lambda one: one.row.target if isinstance(one.row, Indicator) else None),
            Column("实际完成值", 17, _actual),
            Column("分值", 10, lambda one: one.row.weight.value, Look.POINTS, Sum.SUM),
            Column("自评得分", 10, lambda one: one.row.self_score.value, Look.POINTS, Sum.SUM),
            Column("核算得分", 10, lambda one: one.points, Look.POINTS, Sum.SUM),
            Column(
                "差异",
                8,
                lambda one: one.difference,
                Look.DIFFERENCE,
                alerts=(Alert("AND(ISNUMBER([差异]),[差异]>0.004)", RED),),
            ),
            Column("待复核", 12, _open, Look.CENTRED, alerts=(Alert('[待复核]<>""', YELLOW),)),
            Column("计算过程", 40, _derivation),
            Column("偏差原因", 24, lambda one: one.row.reason),
            program(KEY, _key),
        ],
        proof=_proof,
        paper=Paper.A3,
        frozen="三级指标",
        signed=False,
    )


def _key(one: Line) -> str:
    kind = "指标" if isinstance(one.row, Indicator) else "资金"
    return f"{common.key_of(one.filed)}-{kind}-{one.row.row}"


def _level1(one: Line) -> str | None:
    return one.row.level1 if isinstance(one.row, Indicator) else EXECUTION


def _name(one: Line) -> str:
    if isinstance(one.row, Indicator):
        return ("其中：" if one.row.is_breakdown else "") + (one.row.name or "（没有名称）")
    return f"预算执行率（{one.row.label}）" if one.row.source != "total" else "预算执行率"


def _place(one: Line) -> Link | None:
    row = one.row
    cell = row.name_cell if isinstance(row, Indicator) else row.label_cell
    return common.place_link(cell, one.filed, one.filed.result.form.sheet, cell) if cell else None


def _actual(one: Line) -> str | None:
    row = one.row
    if isinstance(row, Indicator):
        return row.actual
    return None if row.rate.value is None else percent(row.rate.value)


def _open(one: Line) -> str | None:
    score = one.score
    if score is None or score.status is not Status.NEEDS_REVIEW or score.row != one.row.row:
        return None
    low = score.open_from or Decimal(0)
    high = score.open_to if score.open_to is not None else score.weight
    return f"{points(low)}～{points(high)} 分" if high is not None else "待复核"


def _derivation(one: Line) -> str | None:
    if one.own is None:
        return None
    return one.own.derivation or one.own.why or None


def _proof(at: Columns) -> Expression:
    total = at[NAME]["核算得分"].sum()
    return joined("核算得分合计 ", total.money(), "；待复核的行没有核算得分，不计入；几行合用一个得分的，记在第一行")
