"""What the workbook knows, as plain data for an outline: figures, sentences, rows of tables, and what is missing.

An outline names these by their Chinese names ({{ 项目名称 }}); `fields.py` lists them for those who write outlines.
Nothing is made up: what the workbook does not say stands as 【待补充：…】.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from perfeval_xl.form import Fund, Indicator
from perfeval_xl.form_words import bare_name
from perfeval_xl.result import Finding, FormResult, Score, Severity, Status
from perfeval_xl.standing import scored_rows
from perfeval_xl.units import percent, plain
from perfeval_xl.writing.report import sentences
from perfeval_xl.writing.report.sentences import money

Facts = dict[str, Any]
GAP = "【待补充：{}】"
_TEXTS = {
    "background": ("项目背景", "项目背景（工作表“项目概况”没有填写）"),
    "contractor": ("承接机构", "承接机构"),
    "staff": ("人员配备", "人员配备"),
    "fund_use": ("资金使用情况", "资金使用和管理情况（工作表“项目概况”没有填写）"),
}
_LISTS = {
    "policy": ("政策依据", "政策依据的文件名称和文号"),
    "experience": ("主要经验做法", "主要经验做法"),
    "problems": ("存在问题", ""),
    "suggestions": ("相关建议", ""),
    "rectification": ("整改清单", ""),
}


@dataclass(slots=True)
class Gaps:
    """What the report still needs, in the order in which it is met."""

    found: list[str] = field(default_factory=list[str])

    def mark(self, what: str) -> str:
        """【待补充：…】 in the place of what is missing."""
        if what not in self.found:
            self.found.append(what)
        return GAP.format(what)

    def or_mark(self, text: str | None, what: str) -> str:
        return text if text and text.strip() else self.mark(what)


def facts_of(forms: Sequence[FormResult], titles: Sequence[str], code: str, gaps: Gaps) -> Facts:
    """The data of a report over these forms (one project, or all of a unit); what is missing goes into `gaps`.

    `titles`: the rule-sets they were scored by. `code`: the check code that the footer prints.
    """
    projects = [_project(number, form, gaps) for number, form in enumerate(forms, 1)]
    facts = {**projects[0]} if len(projects) == 1 else _together(forms, projects)
    errors = sum(one.severity is Severity.ERROR for form in forms for one in form.findings)
    facts |= {
        "项目": projects,
        "多项目": len(projects) > 1,
        "评分规则": "、".join(dict.fromkeys(titles)),
        "核对码": code,
        "草稿提示": sentences.draft(errors) if errors else "",
    }
    return facts


def _project(number: int, form: FormResult, gaps: Gaps) -> Facts:
    """One form's facts, under their names in outlines."""
    head, score = form.form, form.score
    rows = _rows(form)
    total = next((fund for fund in form.funds if fund.source == "total"), None)
    lost = [row for row in rows if row["失分"]]
    facts: Facts = {
        "序号": number,
        "序号汉字": sentences.in_chinese(number),
        "年度": str(head.year) if head.year else gaps.mark("评价年度"),
        "项目名称": gaps.or_mark(head.project, "项目名称"),
        "主管部门": gaps.or_mark(head.department, "主管部门"),
        "实施单位": gaps.or_mark(head.unit or head.department, "实施单位"),
        "预期目标": gaps.or_mark(head.goal_expected, "年度总体目标"),
        "实际完成情况": gaps.or_mark(head.goal_actual, "年度总体目标的实际完成情况"),
        "资金句": sentences.funds(form.funds) or gaps.mark("预算和执行情况"),
        "资金来源": [_fund(one) for one in form.funds],
        "年初预算数": money(total.initial_budget.value if total else None),
        "全年预算数": money(total.annual_budget.value if total else None),
        "全年执行数": money(total.executed.value if total else None),
        "执行率": _rate(total),
        "执行得分过程": next((row["评分过程"] for row in rows if row["一级"] == EXECUTION), ""),
        "自评得分": _points(head.total_self_score.value),
        "自评等级": head.grade or gaps.mark("自评等级"),
        "核算得分": sentences.computed(score),
        "核算等级": (score.grade if score else None) or "",
        "得分构成": sentences.parts_of(_level1(rows)),
        "一级指标": _level1(rows),
        "评分表": rows,
        "合计": {
            "分值": _points(_sum(row["_分值"] for row in rows)),
            "得分": _points(_sum(row["_得分"] for row in rows)),
        },
        "指标目标": _goals(form.indicators),
        "指标概述": sentences.overview(rows),
        "达标指标": [row for row in rows if row["状态"] == "达标" and row["一级"] != EXECUTION],
        "超额指标": [row for row in rows if row["超额"]],
        "未达标指标": [row for row in lost if row["一级"] != EXECUTION],
        "待复核指标": [row for row in rows if row["状态"] == "待复核"],
        "失分": [sentences.lost(row) for row in lost],
        "核对发现": [_finding(one) for one in form.findings if one.severity is not Severity.HINT],
        "结论句": sentences.conclusion(head, score, rows),
    }
    facts |= _texts(form, gaps)
    facts["问题"], facts["建议"] = _problems(facts, lost, gaps)
    return facts


def _together(forms: Sequence[FormResult], projects: Sequence[Facts]) -> Facts:
    """What a report over several projects says as a whole: sums of money, units and years named once."""
    units = dict.fromkeys(one["实施单位"] for one in projects)
    departments = dict.fromkeys(one["主管部门"] for one in projects)
    years = dict.fromkeys(one["年度"] for one in projects)
    totals = [fund for form in forms for fund in form.funds if fund.source == "total"]
    budget, executed = _sum(one.annual_budget.value for one in totals), _sum(one.executed.value for one in totals)
    problems = [f"{one['项目名称']}：{line}" for one in projects for line in one["问题"]]
    advice = [f"{one['项目名称']}：{line}" for one in projects for line in one["建议"]]
    return {
        **{name: projects[0][name] for name in projects[0]},
        "年度": "、".join(years),
        "项目名称": f"{len(projects)} 个项目",
        "主管部门": "、".join(departments),
        "实施单位": "、".join(units),
        "年初预算数": money(_sum(one.initial_budget.value for one in totals)),
        "全年预算数": money(budget),
        "全年执行数": money(executed),
        "执行率": percent(executed / budget) if budget and executed is not None else "—",
        "资金句": sentences.funds_together(len(projects), budget, executed),
        "结论句": sentences.conclusion_together(projects),
        "问题": problems,
        "建议": advice,
        "自评等级": "",
    }


# ------------------------------------------------------------------------------------------------------- rows

EXECUTION = "预算执行"


def _rows(form: FormResult) -> list[Facts]:
    """预算执行 and every indicator that carries points or a target, in the form's order."""
    covered = {(one.score.table, row.row): one for one in scored_rows(form) for row in one.rows}
    rows: list[Facts] = []
    for fund in form.funds:
        one = covered.get(("funds", fund.row))
        if one is not None and one.score.status is not Status.NOT_SCORED:
            rows.append(_execution(fund, one.score, one.standing))
    for indicator in form.indicators:
        if indicator.is_breakdown:
            continue
        one = covered.get(("indicators", indicator.row))
        own = form.score.own("indicators", indicator.row) if form.score else None
        first = one is None or one.rows[0] is indicator
        rows.append(_indicator(indicator, own, one.standing if one is not None and first else None, shares=not first))
    return rows


def _execution(fund: Fund, score: Score, standing: Decimal | None) -> Facts:
    stated = fund.rate.value
    return _row(
        level1=EXECUTION,
        level2="预算执行率",
        name="预算执行率",
        target="100%",
        actual=percent(stated) if stated is not None else "",
        weight=score.weight,
        points=standing,
        score=score,
        reason=fund.reason,
    )


def _indicator(row: Indicator, score: Score | None, standing: Decimal | None, *, shares: bool) -> Facts:
    weight = row.weight.value if row.weight.value is not None or score is None or shares else score.weight
    points = standing if not shares else row.self_score.value
    return _row(
        level1=bare_name(row.level1),
        level1_points=row.level1_points,
        level2=bare_name(row.level2),
        name=row.name or "",
        target=row.target or "",
        actual=row.actual or "",
        weight=weight,
        points=points,
        score=score,
        reason=row.reason,
    )


def _row(
    *,
    level1: str,
    level2: str,
    name: str,
    target: str,
    actual: str,
    weight: Decimal | None,
    points: Decimal | None,
    score: Score | None,
    reason: str | None,
    level1_points: Decimal | None = None,
) -> Facts:
    """One row of the score table. Names that begin with _ are for sums and not for outlines."""
    computed = score.points if score is not None and score.status is Status.SCORED and score.rows == 1 else None
    right = min((one for one in (points, computed) if one is not None), default=None)
    lost = weight - right if weight is not None and right is not None else Decimal(0)
    return {
        "一级": level1 or "—",
        "二级": level2 or "—",
        "三级": name or GAP.format("指标名称"),
        "指标值": target or "—",
        "完成值": actual or "未填写",
        "分值": _points(weight),
        "得分": _points(points),
        "得分率": percent(points / weight) if weight and points is not None else "—",
        "评分规则": score.rule if score and score.rule else "—",
        "评分过程": _derivation(score),
        "状态": _state(score),
        "完成率": percent(score.completion) if score and score.completion is not None else "",
        "超额": bool(score and "over_achieved" in score.flags),
        "失分": plain(lost) if lost > 0 else "",
        "核算得分": _points(computed),
        "高于核算": computed is not None and points is not None and points > computed,
        "原因": reason or "",
        "_分值": weight,
        "_得分": points,
        "_一级分值": level1_points,
    }


def _state(score: Score | None) -> str:
    if score is None or score.status is Status.NOT_SCORED:
        return "不计分"
    if score.status is Status.NEEDS_REVIEW:
        return "待复核"
    return "达标" if score.points == score.weight else "未达标"


def _derivation(score: Score | None) -> str:
    if score is None:
        return "—"
    if score.status is Status.NEEDS_REVIEW and score.open_from is not None and score.open_to is not None:
        why = score.why.rstrip("。")
        return f"待复核：{why}；按规则可得 {plain(score.open_from)}～{plain(score.open_to)} 分"
    return score.derivation or "—"


def _level1(rows: Sequence[Facts]) -> list[Facts]:
    """一级指标 with their points, in order; each with its 二级指标 and their rows."""
    groups: dict[str, list[Facts]] = {}
    for row in rows:
        groups.setdefault(row["一级"], []).append(row)
    return [
        {
            "序号": number,
            "序号汉字": sentences.in_chinese(number),
            "名称": name,
            "分值": _points(weight := _weight_of(members)),
            "得分": _points(points := _sum(row["_得分"] for row in members)),
            "得分率": percent(points / weight) if weight and points is not None else "—",
            "_得分率": points / weight if weight and points is not None else None,
            "分析": sentences.analysis(members),
            "指标": members,
        }
        for number, (name, members) in enumerate(groups.items(), 1)
    ]


def _weight_of(members: Sequence[Facts]) -> Decimal | None:
    """The points of a level: those of its rows, else those that its heading prints."""
    own = _sum(row["_分值"] for row in members)
    return own if own is not None else members[0]["_一级分值"]


def _goals(indicators: Sequence[Indicator]) -> list[Facts]:
    """Targets as set: a line for each 二级指标 under its 一级指标."""
    rows = [one for one in indicators if not one.is_breakdown]
    groups: list[Facts] = []
    for number, (level1, members) in enumerate(groupby(rows, lambda one: bare_name(one.level1)), 1):
        lines = [
            {"序号": at, "名称": level2 or "—", "指标": "、".join(sentences.goal(one) for one in inner)}
            for at, (level2, inner) in enumerate(groupby(members, lambda one: bare_name(one.level2)), 1)
        ]
        groups.append({"序号": number, "名称": level1 or "—", "二级指标": lines})
    return groups


# --------------------------------------------------------------------------------------------- texts and problems


def _texts(form: FormResult, gaps: Gaps) -> Facts:
    said: dict[str, list[str]] = {}
    for text in form.texts:
        said.setdefault(text.key, []).append(text.text.strip())
    facts: Facts = {}
    for key, (name, missing) in _TEXTS.items():
        facts[name] = "\n".join(said.get(key, ())) or gaps.mark(missing)
    for key, (name, missing) in _LISTS.items():
        facts[name] = said.get(key) or ([gaps.mark(missing)] if missing else [])
    return facts


def _problems(facts: Facts, lost: Sequence[Facts], gaps: Gaps) -> tuple[list[str], list[str]]:
    """What the unit says, then every lost point; and as many advices, a missing one named."""
    stated, advices = [sentences.unnumbered(one) for one in facts["存在问题"]], facts["相关建议"]
    problems = [*stated, *(sentences.lost(row) for row in lost)]
    advice = [sentences.unnumbered(one) for one in advices]
    for one in stated[len(advice) :]:
        advice.append(gaps.mark(f"针对“{sentences.head_of(one)}”的改进建议"))
    for row in lost:
        advice.append(gaps.mark(f"针对“{row['三级']}”失分的改进建议"))
    if not problems:
        problems.append(gaps.mark("存在的问题（工作表“总结与整改”没有填写）"))
        advice = advice or [gaps.mark("相关建议")]
    return problems, advice


def _finding(one: Finding) -> Facts:
    place = f"{one.sheet}!{one.cell}" if one.cell else one.sheet
    return {
        "级别": one.severity.word,
        "代码": one.code,
        "位置": place,
        "栏目": one.label,
        "问题": one.message,
        "怎样改": one.suggestion,
        "单位说明": one.explanation or "",
    }


# ------------------------------------------------------------------------------------------------------ figures


def _fund(one: Fund) -> Facts:
    return {
        "名称": one.label,
        "年初预算数": money(one.initial_budget.value),
        "全年预算数": money(one.annual_budget.value),
        "全年执行数": money(one.executed.value),
        "执行率": _rate(one),
    }


def _rate(one: Fund | None) -> str:
    return percent(one.rate.value) if one is not None and one.rate.value is not None else "—"


def _points(value: Decimal | None) -> str:
    return "—" if value is None else plain(value)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """None where there is none to add up."""
    known = [one for one in values if one is not None]
    return sum(known, Decimal(0)) if known else None
