"""审核关注: what to look at first, by points whose parts stand beside them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from perfeval_xl.filings.batch import DeskRulesUsed, Filed, Order
from perfeval_xl.writing.summary.kit.columns import (
    KEY,
    Alert,
    Column,
    Columns,
    InRow,
    Look,
    Paper,
    Sheet,
    Sum,
    group,
    program,
    reviewer,
)
from perfeval_xl.writing.summary.kit.expressions import Expression, agreement, joined
from perfeval_xl.writing.summary.kit.looks import RED, YELLOW
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import common, projects

NAME = "审核关注"
MOST_WORDS = 4
REVIEWED = ("已审", "退回", "不审")


def sheet(occasion: Occasion, rules: DeskRulesUsed) -> Sheet[Filed]:
    """The declared sheet."""
    ranked = sorted(occasion.batch.forms, key=lambda one: (-one.attention, -(one.annual or Decimal(0))))
    unconfirmed = "" if rules.confirmed else "，未经财政部门确认"
    return Sheet(
        NAME,
        "审核关注：从上往下审",
        ranked,
        [
            *group(
                "审什么",
                Column("次序", 6, look=Look.SERIAL),
                Column(
                    "档",
                    7,
                    lambda one: one.order.value,
                    Look.CENTRED,
                    words={Order.FIRST.value: RED, Order.NEXT.value: YELLOW},
                ),
                Column("单位", 19, common.unit_of, tint=common.unit_tint),
                Column("项目名称", 26, common.project_of, total=Sum.COUNT),
                Column("原表", 6, common.file_link, Look.LINK),
                Column("全年预算数", 12, lambda one: one.annual, Look.MONEY, Sum.SUM),
                Column("自评得分", 9, lambda one: one.self_score, Look.POINTS),
                Column(
                    "处理意见",
                    10,
                    lambda one: one.disposition.value,
                    Look.CENTRED,
                    words=common.DISPOSITIONS,
                ),
                Column("关注分", 8, _points, Look.COUNT),
            ),
            *group("为什么", Column("先看哪里（按分值）", 44, _where_to_look)),
            *group(
                "各项分（怎样计见批注，相加即关注分）",
                *(
                    Column(
                        one.name,
                        7.5,
                        _part(one.name),
                        Look.COUNT,
                        Sum.SUM,
                        alerts=(Alert(f"N([{one.name}])>=10", RED), Alert(f"N([{one.name}])>0", YELLOW)),
                        note=f"{one.name}：{one.words}",
                    )
                    for one in rules.risk
                ),
            ),
            *group("上次以来", projects.changed_column(occasion)),
            *group("复核人填写", reviewer("分给谁", 10), reviewer("审毕", 8, choices=REVIEWED)),
            program(KEY, common.key_of),
        ],
        proof=_proof,
        note=(
            f"关注分＝右边各项分之和；≥{rules.first_from} 先审，{rules.next_from}～{rules.first_from - 1} 次审，"
            f"＜{rules.next_from} 随抽。只是审核次序的建议，不是对单位的评分{unconfirmed}，可在规则文件中改。"
        ),
        paper=Paper.A3,
        frozen="原表",
    )


def _points(one: Filed) -> InRow:
    return InRow(f"SUM([{one.risk[0].name}]:[{one.risk[-1].name}])" if one.risk else "0", one.attention)


def _part(name: str) -> Callable[[Filed], int]:
    return lambda one: next((part.points for part in one.risk if part.name == name), 0)


def _where_to_look(one: Filed) -> str:
    told = sorted((part for part in one.risk if part.words), key=lambda part: -part.points)
    words = [part.words for part in told]
    # 只执行 48% need not be said beside 只执行 48%，自评 100.
    once = [one for one in words if not any(one != other and one in other for other in words)]
    return "；".join(once[:MOST_WORDS])


def _proof(at: Columns) -> Expression:
    mine, theirs = at[NAME]["项目名称"].filled(), at["项目汇总"]["项目名称"].filled()
    return joined("共 ", mine, " 份，项目汇总 ", theirs, " 份", agreement(mine, theirs))
