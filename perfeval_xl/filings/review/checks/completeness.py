"""Checks V761 to V765: every drawn project has one 底稿, every 底稿 can be read, nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.filings.review.checks.kit import Case, ReviewKind, check, shown
from perfeval_xl.filings.review.drawn_list import DrawnProject
from perfeval_xl.filings.review.filled import FilledProject
from perfeval_xl.filings.review.reviewed import ReviewFinding
from perfeval_xl.form_words import folded_name
from perfeval_xl.result import Severity

_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT
_MOST_NAMED = 5

COLUMN_MISSING = ReviewKind(
    "V761",
    _E,
    "复核表缺少栏目",
    "《{project}》的复核表没有找到{columns}一栏，有关的内容没有核对。",
    "应有 {columns}",
    "请把栏目名称改回来（或补上这一栏），再核对一遍。",
    "复核表有三级指标、权重、自评得分、复核得分、备注各栏。",
)


@check(COLUMN_MISSING, over="project")
def sheets_have_their_columns(project: FilledProject, case: Case) -> ReviewFinding | None:
    """A sheet that has lost a column."""
    if not project.missing:
        return None
    return case.on(COLUMN_MISSING, project, columns="、".join(f"“{one.value}”" for one in project.missing))


NOT_DRAWN = ReviewKind(
    "V762",
    _E,
    "项目不在抽样名单",
    "《{project}》（{unit}）有复核表，抽样名单里没有抽中它。",
    "抽样名单 {list}",
    "请核对是不是放错了文件；确要加审的，用 sample --add 写明理由，重新出抽样名单。",
    "有复核表的项目都在抽样名单的抽中项目里（给了 --sample 的才看）。",
)


@check(NOT_DRAWN, over="project")
def every_project_was_drawn(project: FilledProject, case: Case) -> ReviewFinding | None:
    """A sheet of a project that nobody drew."""
    if case.frame is None or any(_is_of(line, project) for line in case.frame.drawn):
        return None
    return case.on(NOT_DRAWN, project, unit=project.unit, list=case.frame.path.name)


NO_SHEET = ReviewKind(
    "V763",
    _E,
    "抽中的项目没有复核表",
    "抽中的《{project}》（{unit}）没有找到复核表。",
    "抽样名单 {list}",
    "请补交这个项目的底稿；改了项目名称的，按抽样名单改回来。",
    "抽样名单里抽中的每个项目都有复核表（给了 --sample 的才看）。",
)


@check(NO_SHEET, over="all")
def every_drawn_project_has_a_sheet(case: Case) -> Iterator[ReviewFinding]:
    """A drawn project that nobody reviewed."""
    if case.frame is None:
        return
    for line in case.frame.drawn:
        if not any(_is_of(line, project) for project in case.filled.projects):
            yield case.of_all(
                NO_SHEET,
                about=f"{line.unit}{line.project}",
                project=line.project,
                unit=line.unit,
                list=case.frame.path.name,
            )


def _is_of(line: DrawnProject, project: FilledProject) -> bool:
    """By its key, by what the form said, else by its names."""
    if project.key and project.key == line.key:
        return True
    if project.content_code and project.content_code == line.content_code:
        return True
    same_unit = folded_name(line.unit) == folded_name(project.unit)
    return same_unit and folded_name(line.project) == folded_name(project.project)


TWICE = ReviewKind(
    "V764",
    _E,
    "同一项目有两份复核表",
    "《{project}》有 {count} 份复核表，另一份是 {other}；{difference}。",
    "{scores}",
    "请定以哪一份为准，把另一份移走，再核对一遍。",
    "一个项目只有一份复核表；两位复核人各有一份的，逐行比出不同。",
)


@check(TWICE, over="all")
def every_project_is_reviewed_once(case: Case) -> Iterator[ReviewFinding]:
    """Two versions of one project."""
    for sheets in case.projects.values():
        for at, one in enumerate(sheets):
            others = [other for other in sheets if other is not one]
            if others:
                other = others[0]
                scores = "；".join(f"{_called(each)} {shown(each.review_score)} 分" for each in sheets)
                yield case.on(
                    TWICE,
                    one,
                    about=f"{one.book.name}{one.sheet}{at}",
                    count=len(sheets),
                    other=_called(other),
                    difference=_difference(one, other),
                    scores=scores,
                )


def _called(project: FilledProject) -> str:
    by = f"，{project.reviewer}" if project.reviewer else ""
    return f"{project.book.name}（{project.sheet}{by}）"


def _difference(one: FilledProject, other: FilledProject) -> str:
    theirs = {folded_name(row.name): row for row in other.rows}
    unlike = [row.name for row in one.rows if (two := theirs.get(folded_name(row.name))) and two.review != row.review]
    if not unlike:
        return "两份的复核得分相同"
    more = " 等" if len(unlike) > _MOST_NAMED else ""
    return f"有 {len(unlike)} 行的复核得分不同（{'、'.join(unlike[:_MOST_NAMED])}{more}）"


RENAMED = ReviewKind(
    "V765",
    _H,
    "工作表改了名",
    "《{project}》的工作表原来叫“{before}”，现在叫“{after}”，已按内容读取。",
    "{before} → {after}",
    "请改回原名，报告和汇总是按原名引用的。",
    "复核表的工作表名与生成底稿时的相同。",
)


@check(RENAMED, over="project")
def sheets_keep_their_names(project: FilledProject, case: Case) -> ReviewFinding | None:
    """A sheet under another name than it was made with."""
    before = next((one.sheet for one in project.expected if one.sheet), project.sheet)
    return None if before == project.sheet else case.on(RENAMED, project, before=before, after=project.sheet)


NAMELESS = ReviewKind(
    "V766",
    _H,
    "没有写复核人",
    "有 {count} 张复核表没有写复核人：{named}。",
    "{count} 张",
    "请在表下“复核人：”后面填上姓名，才能比较各人的尺度。",
    "每张复核表都写了复核人。",
)


@check(NAMELESS, over="all")
def sheets_name_their_reviewer(case: Case) -> ReviewFinding | None:
    """Sheets that do not say who reviewed them."""
    found = [
        one for one in case.filled.projects if not one.reviewer and any(row.review is not None for row in one.rows)
    ]
    if not found:
        return None
    named = "、".join(f"{one.unit}《{one.project}》" for one in found[:_MOST_NAMED])
    return case.of_all(NAMELESS, count=len(found), named=named + (" 等" if len(found) > _MOST_NAMED else ""))
