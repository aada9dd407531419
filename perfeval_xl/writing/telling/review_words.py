"""What `review check` shows in the terminal and writes as JSON: every project, its findings, what was not read."""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl import __version__
from perfeval_xl.filings.review.filled import FilledBook, FilledProject, FilledRow
from perfeval_xl.filings.review.reviewed import Reviewed, ReviewFinding
from perfeval_xl.result import Severity
from perfeval_xl.units import plain, rounded
from perfeval_xl.writing.telling.console import Teller
from perfeval_xl.writing.telling.jsonout import Plain, encode, left_out

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def show(reviewed: Reviewed, console: Teller, *, quiet: bool) -> None:
    """Prints it; with `quiet` errors alone."""
    for book in reviewed.filled.books:
        if book.fault:
            word, style = ("没有读入", "") if book.is_other else ("未能处理", "bold red")
            console.say(f"{word}：{book.name}：{book.fault}", style)
        for remark in book.remarks:
            console.say(f"{book.name}：{remark}", "yellow")
    told = [one for one in reviewed.listed if not quiet or one.severity is Severity.ERROR]
    for project in reviewed.filled.projects:
        mine = [one for one in told if one.project is project]
        if mine or not quiet:
            is_clean = not any(one.project is project for one in reviewed.findings)
            _project(project, mine, console, is_clean=is_clean)
    rest = [one for one in told if one.project is None]
    if rest:
        console.say("整个复核", "bold")
        _findings(rest, console)
    if reviewed.left_out:
        console.say(reviewed.left_out)
    console.say(_sum(reviewed), "bold")


def _project(project: FilledProject, findings: Sequence[ReviewFinding], console: Teller, *, is_clean: bool) -> None:
    review = plain(rounded(project.review_score, 2))
    by = f"，复核人 {project.reviewer}" if project.reviewer else ""
    is_open = "（未审完）" if project.is_open else ""
    console.say(f"{project.unit}《{project.project}》（{project.book.name}，{project.sheet}{by}）", "bold")
    own = project.own_score
    stated = "自评表没有得分" if own is None else f"自评 {plain(rounded(own, 2))} 分"
    console.say(f"  {stated}，复核 {review} 分{is_open}" + ("：未发现问题" if is_clean else ""))
    _findings(findings, console)


def _findings(findings: Sequence[ReviewFinding], console: Teller) -> None:
    for severity in Severity:
        same = [one for one in findings if one.severity is severity]
        if same:
            console.say(f"    {severity.word} {len(same)} 条", _STYLES[severity])
        for one in same:
            place = f"{one.place}  " if one.place else ""
            console.say(f"      {place}{one.message}（{one.figures}） [{one.code}]")
            console.say(f"          {one.suggestion}", "dim")


def _sum(reviewed: Reviewed) -> str:
    read = sum(bool(one.projects) for one in reviewed.filled.books)
    failed = sum(one.is_failed for one in reviewed.filled.books)
    counts = "、".join(f"{one.word} {reviewed.count(one)} 条" for one in Severity)
    lost = f"；{failed} 个文件未能处理" if failed else ""
    return f"读入底稿 {read} 本、{len(reviewed.filled.projects)} 个项目：{counts}{lost}。"


# ------------------------------------------------------------------------------------------------------------ JSON


def dumps(reviewed: Reviewed, output: str) -> str:
    """The whole as JSON: points in 分, shares as ratios, what is absent is null."""
    return encode(
        {
            "tool": "perfeval-xl",
            "version": __version__,
            "output": output,
            "grounds": {"title": reviewed.grounds.title, "digest": reviewed.grounds.digest},
            "sample": reviewed.sample or None,
            "files": [_book(one) for one in reviewed.filled.books],
            "findings": [_finding(one) for one in reviewed.listed],
            **left_out([reviewed.told] if reviewed.told.left_out else []),
            "cuts": [
                {
                    "file": one.row.project.book.name,
                    "sheet": one.row.project.sheet,
                    "row": one.row.at,
                    "name": one.row.name,
                    "ground": one.ground,
                    "share": rounded(one.share, 6),
                    "wanted": one.wanted,
                }
                for one in reviewed.cuts
            ],
        }
    )


def _book(book: FilledBook) -> Plain:
    status = "ok" if not book.fault else "other" if book.is_other else "failed"
    return {
        "file": book.name,
        "status": status,
        "error": book.fault or None,
        "remarks": book.remarks,
        "ours": book.is_ours,
        "projects": [_plain(one) for one in book.projects],
    }


def _plain(project: FilledProject) -> Plain:
    return {
        "sheet": project.sheet,
        "unit": project.unit,
        "project": project.project,
        "reviewer": project.reviewer or None,
        "key": project.key or None,
        "self_score": project.own_score,
        "review_score": project.review_score,
        "open": project.is_open,
        "rows": [_row(one) for one in project.rows],
    }


def _row(row: FilledRow) -> Plain:
    return {
        "row": row.at,
        "name": row.name,
        "weight": row.weight,
        "self_score": row.own,
        "review_score": row.review,
        "ground": row.ground or None,
        "remark": row.remark or None,
    }


def _finding(one: ReviewFinding) -> Plain:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "file": one.book.name if one.book else None,
        "unit": one.project.unit if one.project else None,
        "project": one.project.project if one.project else None,
        "reviewer": (one.project.reviewer or None) if one.project else None,
        "sheet": one.sheet or None,
        "cell": one.cell or None,
        "label": one.row.name if one.row else None,
        "message": one.message,
        "figures": one.figures,
        "suggestion": one.suggestion,
        "key": one.key,
    }
