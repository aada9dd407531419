"""项目汇总: a row a form that counts, in the order of the system's own export."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from perfeval_xl.filings.batch import Filed
from perfeval_xl.form_words import bare_grade
from perfeval_xl.result import Severity
from perfeval_xl.units import points
from perfeval_xl.writing.summary.kit.columns import (
    CODE,
    KEY,
    Alert,
    Column,
    Columns,
    Look,
    Paper,
    Sheet,
    Sum,
    group,
    program,
    reviewer,
)
from perfeval_xl.writing.summary.kit.expressions import Expression, agreement, joined, ratio
from perfeval_xl.writing.summary.kit.looks import RED, YELLOW
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import common

NAME = "项目汇总"
OPINION = "复核意见"
CHANGED = "表有变动"
HAS_CHANGED = "已改动，请重看"
RECTIFIED = ("未通知", "已通知", "已整改", "不需整改")


def sheet(occasion: Occasion) -> Sheet[Filed]:
    """The declared sheet."""
    return Sheet(
        NAME,
        "项目支出绩效自评项目汇总表",
        occasion.batch.forms,
        [
            *group("办理", Column("序号", 5, look=Look.SERIAL), _disposition()),
            *group(
                "项目",
                Column("项目编码", 13, lambda one: one.project_code, folded=True),
                Column("项目名称", 25, common.project_of, total=Sum.COUNT),
                Column("预算单位", 17, common.unit_of, tint=common.unit_tint),
                Column("主管部门", 16, lambda one: one.department, folded=True),
                Column("业务处室", 11, lambda one: one.office, folded=True),
            ),
            *group(
                "金额（万元）",
                Column("年初预算数", 12, lambda one: one.initial, Look.MONEY, Sum.SUM),
                Column("全年预算数", 12, lambda one: one.annual, Look.MONEY, Sum.SUM, _unlike(occasion, "budget")),
                Column("全年执行数", 12, lambda one: one.executed, Look.MONEY, Sum.SUM, _unlike(occasion, "executed")),
                Column("执行率", 9, lambda one: one.rate, Look.RATE, total_rate, alerts=(LOW_RATE,)),
            ),
            *group(
                "得分",
                Column("自评得分", 9, lambda one: one.self_score, Look.POINTS, Sum.MEAN),
                Column("核算得分", 9, lambda one: one.score, Look.POINTS, Sum.MEAN),
                Column("差异", 8, lambda one: one.difference, Look.DIFFERENCE, alerts=(TOO_HIGH,)),
                Column("待复核分", 8, lambda one: one.open, Look.OPEN, Sum.SUM, alerts=(IS_OPEN,)),
                Column("可能总分", 14, _range, Look.CENTRED),
                Column("自评等级", 7, lambda one: bare_grade(one.grade or ""), Look.CENTRED),
                Column("核算等级", 7, lambda one: one.grade_computed, Look.CENTRED),
            ),
            *group(
                "核对",
                *(
                    Column(
                        one.word, 5.5, _count(one), Look.COUNT, Sum.SUM, alerts=_many(one), folded=one is Severity.HINT
                    )
                    for one in Severity
                ),
                Column("处理理由", 36, reasons_of),
                Column("原表", 6, common.file_link, Look.LINK),
                changed_column(occasion),
            ),
            *group(
                "复核人填写（再次汇总时保留）",
                reviewer("复核得分", 8, Look.POINTS),
                reviewer("扣分依据", 18),
                reviewer(OPINION, 18),
                reviewer("整改情况", 10, choices=RECTIFIED),
                reviewer("备注", 14),
            ),
            program(KEY, common.key_of),
            program(CODE, lambda one: one.content_code),
        ],
        proof=_proof,
        note="合计随筛选变化；红底金额＝与账上数不符；蓝底单位＝表内没有写，按名单或文件夹认定；黄栏由复核人填写。",
        paper=Paper.A3,
        frozen="预算单位",
        new_line="预算单位",
    )


LOW_RATE = Alert("AND(ISNUMBER([执行率]),[执行率]<0.8)", YELLOW)
TOO_HIGH = Alert("AND(ISNUMBER([差异]),[差异]>0.004)", RED)
IS_OPEN = Alert("[待复核分]>0", YELLOW)


def _many(severity: Severity) -> tuple[Alert, ...]:
    return () if severity is Severity.HINT else (Alert(f"[{severity.word}]>0", common.SEVERITIES[severity.word]),)


def _disposition() -> Column[Filed]:
    return Column(
        "处理意见",
        10,
        lambda one: one.disposition.value,
        Look.CENTRED,
        words=common.DISPOSITIONS,
    )


def total_rate(done: Mapping[str, Expression], _: object) -> Expression:
    """Total ÷ total, never the mean of rates."""
    return ratio(done["全年执行数"], done["全年预算数"])


def _unlike(occasion: Occasion, which: str) -> Callable[[Filed], str | None]:
    """Red where the amount is unlike the bureau's accounts."""
    rows = occasion.batch.roster.rows if occasion.batch.roster else []
    unlike = {id(one.filed) for one in rows if one.filed is not None and getattr(one, f"{which}_difference")}
    return lambda one: RED if id(one) in unlike else None


def _range(one: Filed) -> str | None:
    if not one.open or one.lowest is None or one.highest is None:
        return None
    return f"{points(one.lowest)}～{points(one.highest)}"


def _count(severity: Severity) -> Callable[[Filed], int]:
    return lambda one: one.told(severity)


def reasons_of(one: Filed) -> str:
    """Why a form came to its disposition, in words."""
    return "；".join(one.reasons) or "没有错误、提醒和待复核"


def changed_column(occasion: Occasion) -> Column[Filed]:
    """表有变动, which a person clears once he has seen it."""
    return Column(
        CHANGED,
        9,
        _changed(occasion),
        Look.CENTRED,
        words={HAS_CHANGED: YELLOW},
        note="上次汇总以后这张表的内容改过；看过以后请清空这一格。",
    )


def _changed(occasion: Occasion) -> Callable[[Filed], str | None]:
    """Told since the last run, and for as long as what was typed then stands and nobody clears the word."""

    before = occasion.before.of(NAME)

    def value(one: Filed) -> str | None:
        shown = before.shown.get(common.key_of(one))
        if shown is None:
            return None
        is_new = shown.get(CODE, "") not in ("", one.content_code)
        still = shown.get(CHANGED) == HAS_CHANGED and bool(before.typed.get(common.key_of(one)))
        return HAS_CHANGED if is_new or still else None

    return value


def _proof(at: Columns) -> Expression:
    mine, units, files = at[NAME], at["单位汇总"], at["文件清单"]
    budget, theirs = mine["全年预算数"].sum(), units["全年预算数"].sum()
    count, read = mine["项目名称"].filled(), files["计入份数"].sum()
    return joined(
        *("份数 ", count, "，文件清单计入 ", read, agreement(count, read)),
        *("；全年预算 ", budget.money(), "，单位汇总 ", theirs.money(), "，差 ", budget.minus(theirs).money()),
        agreement(budget, theirs),
    )
