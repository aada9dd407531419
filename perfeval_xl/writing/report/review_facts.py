"""What filled 复核底稿 know, as plain data for the outline of a 复核报告: scores, cuts, grounds, what is still open.

Every figure is added up from the rows of the sheets, never typed; what the sheets do not say stands as 【待补充：…】.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from perfeval_xl.filings.review.filled import FilledProject, FilledRow, compared
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.filings.review.words import (
    DEFAULT_ADVICE,
    DEVIATION_SAID,
    DIFFERENCE_SAID,
    Beside,
    Head,
    attachment,
    deviation,
)
from perfeval_xl.units import percent, plain, rounded
from perfeval_xl.writing.report.facts import Facts, Gaps
from perfeval_xl.writing.report.sentences import in_chinese

NO_GROUND = "（未选口径）"


def review_facts(
    projects: Sequence[FilledProject], grounds: Grounds, code: str, gaps: Gaps, why: Mapping[str, str] | None = None
) -> Facts:
    """The data of a report over these projects. `code`: the check code that the footer prints. `why`: what the 差值表
    says as 主要偏差原因, by the form's key."""
    reasons = why or {}
    listed = [_project(number, one, grounds, gaps, reasons) for number, one in enumerate(projects, 1)]
    units = list(dict.fromkeys(one.unit for one in projects if one.unit))
    reviewers = list(dict.fromkeys(one.reviewer for one in projects if one.reviewer))
    draws = list(dict.fromkeys(one.draw for one in projects if one.draw))
    cuts = [row for one in projects for row in one.rows if row.is_cut]
    problems = [line for one in listed for line in one["问题"]]
    return {
        "项目": listed,
        "多项目": len(listed) > 1,
        "项目数": str(len(listed)),
        "单位": "、".join(units) or gaps.mark("被复核单位"),
        "单位概称": _in_short(units) or gaps.mark("被复核单位"),
        "单位数": str(len(units)),
        "多单位": len(units) > 1,
        "复核人": "、".join(reviewers) or gaps.mark("复核人"),
        "抽样说明": _draw(draws, gaps),
        "口径": grounds.title,
        "偏离度定义": f"{DEVIATION_SAID}；{DIFFERENCE_SAID}",
        "总体结果": _overall(projects),
        "差值表": [one["差值"] for one in listed],
        "平均": _means(projects),
        "口径使用": _grounds(cuts, grounds),
        "扣分概述": _cuts(projects, cuts),
        "问题": problems or [_NO_CUT],
        "建议": [line for one in listed for line in one["建议"]] or [_NO_ADVICE],
        "高于自评": [_above(row) for one in projects for row in one.rows if row.cut < 0],
        "核对码": code,
        "草稿提示": _draft(projects),
    }


def _in_short(units: Sequence[str]) -> str:
    """As a title names them: a dozen units are no title."""
    return "、".join(units) if len(units) <= 2 else f"{units[0]}等 {len(units)} 个单位"


_NO_CUT = "本次复核没有扣分。"
_NO_ADVICE = "本次复核没有提出整改建议。"


# ------------------------------------------------------------------------------------------------------- a project


def _project(number: int, project: FilledProject, grounds: Grounds, gaps: Gaps, reasons: Mapping[str, str]) -> Facts:
    rows = [row for row in project.rows if row.gives_points]
    cut = [row for row in rows if row.is_cut]
    own, review = project.own_score, project.review_score
    return {
        "序号": str(number),
        "序号汉字": in_chinese(number),
        "项目名称": project.called,
        "单位": project.unit,
        "附件": attachment(number),
        "复核人": project.reviewer or "",
        "结果句": _result(project),
        "差值": {
            "项目名称": project.called,
            "单位": project.unit,
            "自评得分": _points(own),
            "复核得分": _points(review),
            "偏差": "—" if project.difference is None else _signed(project.difference),
            "偏离度": _share(project.deviation),
            "主要原因": reasons.get(project.key) or _reason(project, cut),
        },
        "复核表": [_row(row) for row in rows],
        "合计": {
            "分值": _points(sum((row.weight for row in rows if row.weight is not None), Decimal(0))),
            "自评得分": _points(own),
            "复核得分": _points(review),
            "偏离度": _share(project.deviation),
        },
        "扣分": [_problem(row, grounds, gaps) for row in cut],
        "问题": [_told(row, grounds, gaps) for row in cut],
        "建议": [f"{project.called}“{row.name}”：{_advice(row)}" for row in cut],
    }


def _row(row: FilledRow) -> Facts:
    return {
        "三级": row.name,
        "指标值": f"{row.text(Head.SENSE)}{row.text(Head.TARGET)}{_unit(row)}".removeprefix("定性"),
        "自评完成值": row.text(Head.ACTUAL),
        "复核完成值": row.text(Head.REVIEW_ACTUAL),
        "分值": _points(row.weight),
        "自评得分": _points(row.own),
        "复核得分": _points(row.review),
        "偏离度": _share(deviation(row.own, row.review)),
        "备注": row.remark,
    }


def _problem(row: FilledRow, grounds: Grounds, gaps: Gaps) -> Facts:
    share = row.share or Decimal(0)
    return {
        **_row(row),
        "扣分": _points(row.cut),
        "扣分比例": percent(share),
        "口径": _ground(row, grounds) or gaps.mark(f"{row.project.called}“{row.name}”的复核口径"),
        "严重度": grounds.severity(rounded(share, 6)),
        "建议": _advice(row),
    }


def _told(row: FilledRow, grounds: Grounds, gaps: Gaps) -> str:
    """One cut as a problem: what was claimed, what the review gave, why."""
    one = _problem(row, grounds, gaps)
    remark = one["备注"] or gaps.mark(f"{row.project.called}“{row.name}”的扣分说明")
    result = f"，复核完成值 {one['复核完成值']}" if one["复核完成值"] not in ("", one["自评完成值"]) else ""
    return (
        f"{row.project.called}“{row.name}”（指标值 {one['指标值']}，自评完成值 {one['自评完成值']}{result}）："
        f"自评 {one['自评得分']} 分，复核 {one['复核得分']} 分，扣 {one['扣分']} 分（{one['扣分比例']}）。"
        f"依据“{one['口径']}”：{remark.rstrip('。')}。"
    )


def _ground(row: FilledRow, grounds: Grounds) -> str:
    found = grounds.named(row.ground) if row.ground else None
    return found.name if found is not None else row.ground


def _advice(row: FilledRow) -> str:
    return row.text(Beside.ADVICE) or DEFAULT_ADVICE


def _reason(project: FilledProject, cut: Sequence[FilledRow]) -> str:
    """The biggest cuts by name, and what is still open."""
    biggest = sorted(cut, key=lambda row: -row.cut)[:3]
    parts = [f"{row.name}扣 {plain(row.cut)} 分" for row in biggest]
    parts += [f"{len(_open(project))} 项未填复核得分"] if _open(project) else []
    return "；".join(parts) or "无扣分"


def _open(project: FilledProject) -> list[str]:
    """The rows that are still to be filled."""
    return [row.name for row in project.rows if row.gives_points and row.weight and row.review is None]


def _result(project: FilledProject) -> str:
    own, review = project.own_score, project.review_score
    open_rows = _open(project)
    if own is None:
        return f"自评表没有得分，无法比较；复核得分 {plain(review)} 分。"
    said = f"自评得分 {plain(own)} 分，复核得分 {plain(review)} 分，偏差 {_signed(review - own)} 分"
    share = project.deviation
    said += f"，偏离度 {percent(share)}。" if share is not None else "。"
    return said + (
        f"还有 {len(open_rows)} 项没有复核得分（{'、'.join(open_rows)}），以上不是最终结果。" if open_rows else ""
    )


# ---------------------------------------------------------------------------------------------------------- overall


def _overall(projects: Sequence[FilledProject]) -> str:
    scores = compared(projects)
    count = len(scores)
    left = len(projects) - count
    if not scores:
        return f"共复核 {left} 个项目，自评表都没有得分，无法比较。"
    below = sum(review < own for own, review in scores)
    above = sum(review > own for own, review in scores)
    means = _means(projects)
    without = f"其中 {left} 个自评表没有得分，不计入以下平均和比较；" if left else ""
    said = (
        f"共复核 {len(projects)} 个项目，{without}自评平均 {means['自评得分']} 分，复核平均 {means['复核得分']} 分，"
        f"平均偏差 {means['偏差']} 分，偏离度 {means['偏离度']}。"
    )
    parts = [f"复核得分低于自评的 {below} 个", f"相同的 {count - below - above} 个"]
    parts += [f"高于自评的 {above} 个"] if above else []
    return f"{said}其中{'，'.join(parts)}。"


def _means(projects: Sequence[FilledProject]) -> Facts:
    scores = compared(projects)
    if not scores:
        return dict.fromkeys(("自评得分", "复核得分", "偏差", "偏离度"), "—")
    own, review = (sum(column, Decimal(0)) / len(scores) for column in zip(*scores, strict=True))
    return {
        "自评得分": _points(own),
        "复核得分": _points(review),
        "偏差": _signed(review - own),
        "偏离度": _share(deviation(own, review)),
    }


def _cuts(projects: Sequence[FilledProject], cuts: Sequence[FilledRow]) -> str:
    rows = [row for one in projects for row in one.rows if row.gives_points]
    if not cuts:
        return f"复核指标 {len(rows)} 项（含预算执行），没有扣分。"
    whole = sum((row.cut for row in cuts), Decimal(0))
    return f"复核指标 {len(rows)} 项（含预算执行），扣分 {len(cuts)} 项，共扣 {plain(rounded(whole, 2))} 分。"


def _grounds(cuts: Sequence[FilledRow], grounds: Grounds) -> list[Facts]:
    """Each ground with how often and how far it was cut by; those that nobody used are left out."""
    by_ground: dict[str, list[FilledRow]] = {}
    for row in cuts:
        by_ground.setdefault(_ground(row, grounds) or NO_GROUND, []).append(row)
    order = [*grounds.names, *sorted(set(by_ground) - set(grounds.names))]
    return [_use(name, by_ground[name], grounds) for name in order if name in by_ground]


def _use(name: str, rows: Sequence[FilledRow], grounds: Grounds) -> Facts:
    shares = [row.share or Decimal(0) for row in rows]
    known = grounds.named(name)
    wanted = "按计算式" if known is None or known.cut is None else percent(known.cut)
    return {
        "口径": name,
        "应扣": wanted if known is not None else "—",
        "处数": str(len(rows)),
        "最低": percent(min(shares)),
        "最高": percent(max(shares)),
        "扣分": _points(sum((row.cut for row in rows), Decimal(0))),
    }


def _above(row: FilledRow) -> str:
    said = f"{row.project.called}“{row.name}”复核得分 {_points(row.review)} 分，高于自评得分 {_points(row.own)} 分"
    return f"{said}（{row.remark}）。" if row.remark else f"{said}，没有说明原因。"


def _draw(draws: Sequence[str], gaps: Gaps) -> str:
    if not draws:
        return gaps.mark("项目是怎样选定的（抽样方法、比例，样本与全部项目的差别）")
    limits = gaps.mark("样本与全部项目的差别（见抽样说明）")
    return f"复核项目从自评项目名单中抽取（名单校验码 {'、'.join(draws)}）。{limits}"


def _draft(projects: Sequence[FilledProject]) -> str:
    """Why the report cannot be final; "" where it can."""
    rows = [row for one in projects for row in one.rows]
    open_rows = sum(len(_open(one)) for one in projects)
    bare = sum(row.is_cut and not (row.remark and row.ground) for row in rows)
    outside = sum(not _can_be(row) for row in rows)
    parts = [f"{open_rows} 项没有填复核得分"] if open_rows else []
    parts += [f"{outside} 项复核得分小于 0、超过权重或高于自评得分"] if outside else []
    parts += [f"{bare} 处扣分没有写备注或口径"] if bare else []
    return f"草稿：复核底稿还有 {'，'.join(parts)}，本报告不能作为定稿。" if parts else ""


def _can_be(row: FilledRow) -> bool:
    """Whether a review score is one that a review can give."""
    most = [one for one in (row.weight, row.own) if one is not None]
    return row.review is None or 0 <= row.review <= min(most, default=row.review)


# ----------------------------------------------------------------------------------------------------------- words


def _points(value: Decimal | None) -> str:
    return "—" if value is None else plain(rounded(value, 2))


def _signed(value: Decimal) -> str:
    shown = rounded(value, 2)
    return f"+{plain(shown)}" if shown > 0 else plain(shown)


def _share(value: Decimal | None) -> str:
    return "—" if value is None else percent(value)


def _unit(row: FilledRow) -> str:
    unit = row.text(Head.UNIT)
    return "" if unit in ("—", "-", "/") else unit
