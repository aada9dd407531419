"""单位汇总: a row a unit; its sums are those of 项目汇总."""

from __future__ import annotations

from perfeval_xl.filings.batch import Disposition, UnitRow
from perfeval_xl.result import Severity
from perfeval_xl.writing.summary.kit.columns import (
    KEY,
    Column,
    Columns,
    InRow,
    Look,
    Sheet,
    Sum,
    group,
    program,
    reviewer,
)
from perfeval_xl.writing.summary.kit.expressions import Expression, agreement, joined
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import common
from perfeval_xl.writing.summary.sheets.projects import total_rate

NAME = "单位汇总"


def sheet(occasion: Occasion) -> Sheet[UnitRow]:
    """The declared sheet."""
    return Sheet(
        NAME,
        "项目支出绩效自评单位汇总表",
        occasion.batch.units,
        [
            *group(
                "单位",
                Column("序号", 5, look=Look.SERIAL),
                Column("部门编码", 10, lambda one: one.department_code, Look.CENTRED),
                Column("预算单位", 20, name_of, total=Sum.COUNT),
                Column("份数", 7, _forms, Look.COUNT, Sum.SUM),
            ),
            *group(
                "金额（万元）",
                Column("年初预算数", 13, lambda one: one.initial, Look.MONEY, Sum.SUM),
                Column("全年预算数", 13, lambda one: one.annual, Look.MONEY, Sum.SUM),
                Column("全年执行数", 13, lambda one: one.executed, Look.MONEY, Sum.SUM),
                Column("执行率", 9, _rate, Look.RATE, total_rate),
            ),
            *group(
                "得分",
                Column("自评均分", 9, lambda one: one.mean_self, Look.POINTS),
                Column("核算均分", 9, lambda one: one.mean_score, Look.POINTS, note="没有待复核分的各份的平均"),
                Column("待复核分", 9, lambda one: one.open, Look.OPEN, Sum.SUM),
            ),
            *group("处理意见（份）", *(_disposition(one) for one in Disposition)),
            *group("核对意见（条）", *(_severity(one) for one in Severity)),
            *group("批间", Column("全部满分", 9, lambda one: "是" if one.all_full else None, Look.CENTRED)),
            *group("复核人填写", reviewer("单位意见", 24)),
            program(KEY, key_of),
        ],
        proof=_proof,
        frozen="预算单位",
    )


def name_of(one: UnitRow) -> str:
    """The unit as shown."""
    return one.unit or common.NO_UNIT


def key_of(one: UnitRow) -> str:
    """By which a unit is found again: its name, as its code comes and goes with the roster."""
    return name_of(one)


def _forms(one: UnitRow) -> InRow:
    return InRow("COUNTIF([项目汇总!预算单位],[预算单位])", len(one.forms))


def _rate(one: UnitRow) -> InRow:
    rate = one.executed / one.annual if one.annual and one.executed is not None else None
    return InRow('IF(OR(N([全年预算数])=0,[全年执行数]=""),"",[全年执行数]/[全年预算数])', rate)


def _disposition(which: Disposition) -> Column[UnitRow]:
    return Column(which.value, 8, lambda one: one.dispositions(which), Look.COUNT, Sum.SUM)


def _severity(which: Severity) -> Column[UnitRow]:
    return Column(which.word, 7, lambda one: one.told(which), Look.COUNT, Sum.SUM)


def _proof(at: Columns) -> Expression:
    mine, forms = at[NAME], at["项目汇总"]
    parts: list[str | Expression] = []
    for head, word in (("年初预算数", "年初预算 "), ("全年预算数", "；全年预算 "), ("全年执行数", "；执行 ")):
        left, right = mine[head].sum(), forms[head].sum()
        parts += [
            word,
            left.money(),
            "－项目汇总 ",
            right.money(),
            "＝",
            left.minus(right).money(),
            agreement(left, right),
        ]
    return joined(*parts)
