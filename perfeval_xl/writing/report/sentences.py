"""The sentences of the report: money as an official writes it, what was met and missed, each named and not counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfeval_xl.form import Form, Fund, Indicator
from perfeval_xl.result import FormScore
from perfeval_xl.units import percent, plain

_DIGITS = "零一二三四五六七八九"
_NUMBERED = re.compile(
    r"^\s{0,4}(?:[0-9]{1,2}\s{0,2}[.．、]|[（(][0-9]{1,2}[）)]|[一二三四五六七八九十]{1,3}[、，])\s{0,4}"
)
_HEAD_ENDS = "。；;，,：:"


def in_chinese(number: int) -> str:
    """1 to 99 in Chinese digits: 一, 十二, 三十."""
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones] if ones or not tens else ''}"


def unnumbered(text: str) -> str:
    """A paragraph without the number it came with: the outline numbers its own."""
    return _NUMBERED.sub("", text.strip())


def head_of(text: str) -> str:
    """The first clause of a problem, to name it by."""
    first = re.split(f"[{_HEAD_ENDS}]", text, maxsplit=1)[0]
    return first if len(first) <= 30 else f"{first[:30]}…"


# ------------------------------------------------------------------------------------------------------- money


def money(value: Decimal | None) -> str:
    """120 万元; a dash for none."""
    return "—" if value is None else f"{plain(value)} 万元"


def funds(rows: Sequence[Fund]) -> str:
    """全年预算数为 120 万元，其中当年财政拨款 120 万元；全年执行数为 120 万元，预算执行率为 100%。"""
    total = next((one for one in rows if one.source == "total"), None)
    if total is None or total.executed.value is None:
        return ""
    parts = [
        f"{_source(one)} {money(value)}"
        for one in rows
        if one is not total and (value := getattr(one, one.ceiling).value)
    ]
    initial, annual = total.initial_budget.value, total.annual_budget.value
    said = f"年初预算数为 {money(initial)}，" if initial is not None and initial != annual else ""
    budget = annual if annual is not None else initial
    said += f"全年预算数为 {money(budget)}" + (f"，其中{'、'.join(parts)}" if parts else "")
    rate = total.rate.value
    stated = f"，预算执行率为 {percent(rate)}" if rate is not None else ""
    return f"{said}；全年执行数为 {money(total.executed.value)}{stated}。"


def _source(one: Fund) -> str:
    return one.label.removeprefix("其中").lstrip("：:，, ")


def funds_together(count: int, budget: Decimal | None, executed: Decimal | None) -> str:
    rate = f"，总体预算执行率为 {percent(executed / budget)}" if budget and executed is not None else ""
    return f"{count} 个项目全年预算数合计 {money(budget)}，全年执行数合计 {money(executed)}{rate}。"


# ------------------------------------------------------------------------------------------------------ results


def goal(row: Indicator) -> str:
    """社工服务人次完成率 ≥100%（6 分）."""
    weight = f"（{plain(row.weight.value)} 分）" if row.weight.value is not None else ""
    return f"{row.name or '（未填写名称）'} {row.target or '（未填写指标值）'}{weight}"


def lost(row: Mapping[str, Any]) -> str:
    """What a row lost and why, as a problem."""
    reason = f"单位说明的原因：{row['原因'].rstrip('。')}。" if row["原因"] else "单位没有说明原因。"
    head = f"{row['三级']}未得满分" if row["状态"] == "待复核" else f"{row['三级']}未完成目标"
    told = f"{row['分值']} 分中得 {row['得分']} 分，失 {row['失分']} 分"
    if row["高于核算"]:
        told = f"自评得 {row['得分']} 分，按评分规则 {row['分值']} 分中得 {row['核算得分']} 分，应失 {row['失分']} 分"
    return f"{head}。指标值 {row['指标值']}，完成值 {row['完成值']}，{told}。{reason}"


def overview(rows: Sequence[Mapping[str, Any]]) -> str:
    """How the indicators came out, those that were not met by name."""
    judged = [row for row in rows if row["一级"] != "预算执行"]
    if not judged:
        return ""
    met = [row for row in judged if row["状态"] == "达标"]
    said = [f"共设置绩效指标 {len(judged)} 项"]
    if met:
        said.append(f"其中达到目标 {len(met)} 项")
    for state, words in (("未达标", "未达到目标"), ("待复核", "有待复核"), ("不计分", "没有计分")):
        found = [row["三级"] for row in judged if row["状态"] == state]
        if found:
            said.append(f"{words} {len(found)} 项（{'、'.join(found)}）")
    over = [f"{row['三级']}（{row['完成率']}）" if row["完成率"] else row["三级"] for row in judged if row["超额"]]
    if over:
        said.append(f"超额完成 {len(over)} 项（{'、'.join(over)}）")
    return "，".join(said) + "。"


def analysis(rows: Sequence[Mapping[str, Any]]) -> str:
    """A level's rows, each with target, result and points."""
    return "；".join(_result(row) for row in rows) + "。"


def _result(row: Mapping[str, Any]) -> str:
    share = f"，完成率 {row['完成率']}" if row["完成率"] else ""
    if row["状态"] == "不计分":
        return f"{row['三级']}：指标值 {row['指标值']}，完成值 {row['完成值']}"
    points = f"{row['分值']} 分，得 {row['得分']} 分" if row["得分"] != "—" else f"{row['分值']} 分，得分未填"
    open_ = "（有待复核）" if row["状态"] == "待复核" else ""
    return f"{row['三级']}：指标值 {row['指标值']}，完成值 {row['完成值']}{share}，{points}{open_}"


def parts_of(levels: Sequence[Mapping[str, Any]]) -> str:
    """预算执行得分 20 分；产出指标得分 40 分 ..."""
    return "；".join(f"{one['名称']}得分 {one['得分']} 分（分值 {one['分值']} 分）" for one in levels)


def computed(score: FormScore | None) -> str:
    """The computed total, a range while points are open."""
    if score is None or score.bounds is None:
        return "—"
    low, high = score.bounds
    return plain(low) if low == high else f"{plain(low)}～{plain(high)}"


def conclusion(form: Form, score: FormScore | None, rows: Sequence[Mapping[str, Any]]) -> str:
    """Own total and grade beside the computed ones, and where the points were lost."""
    total = form.total_self_score.value
    own = f"绩效自评得分为 {plain(total)} 分" if total is not None else "绩效自评没有填写总分"
    grade = f"，自评等级为“{form.grade}”" if form.grade else ""
    told = f"{own}{grade}。"
    if score is not None and score.bounds is not None:
        end = f"，等级为“{score.grade}”" if score.grade else "，另有得分待复核，等级待定" if score.open else ""
        told += f"按评分规则核算为 {computed(score)} 分{end}。"
    lost_at = [f"{row['三级']}（失 {row['失分']} 分）" for row in rows if row["失分"]]
    return told + (f"失分项为：{'、'.join(lost_at)}。" if lost_at else "")


def conclusion_together(projects: Sequence[Mapping[str, Any]]) -> str:
    return "".join(f"{one['项目名称']}：{one['结论句']}" for one in projects)


def draft(errors: int) -> str:
    return f"草稿：自评表核对还有 {errors} 处错误没有改正，本报告不能作为定稿。请按附件“核对发现”改正自评表后重新生成。"
