"""Checks V741 to V744: what the unit said stands in the 底稿 unchanged, and is still what the unit says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from perfeval_xl.filings.batch import Filed
from perfeval_xl.filings.review import words
from perfeval_xl.filings.review.checks.kit import Case, ReviewKind, check, shown
from perfeval_xl.filings.review.filled import FilledProject, FilledRow, RecordedRow, Said
from perfeval_xl.filings.review.reviewed import ReviewFinding
from perfeval_xl.filings.review.words import Head
from perfeval_xl.form import Indicator
from perfeval_xl.form_words import bare_name, folded_name
from perfeval_xl.result import Severity

_E, _W = Severity.ERROR, Severity.WARNING
_NEAR = Decimal("0.005")

ALTERED = ReviewKind(
    "V741",
    _E,
    "单位填报的内容在底稿里被改了",
    "“{name}”的{column}与{source}不同：{before} → {after}。",
    "{source} {before}，底稿 {after}",
    "请改回单位填报的内容；单位确有更正的，请单位重报后重新生成底稿。",
    "底稿里指标、目标、权重、自评完成值、自评得分，与生成底稿时的记录（外来底稿：与 --forms 给的自评表）相同。",
    explains=("V702", "V707", "V708", "V710", "V721", "V722"),
)


@check(ALTERED, over="project")
def figures_of_the_unit_stand(project: FilledProject, case: Case) -> Iterator[ReviewFinding]:
    """Cells of the unit against 复核记录, else against its form."""
    if project.expected:
        for row, recorded in _paired(project):
            for head in words.UNITS:
                before = recorded.said.get(head, "")
                if head in project.heads and not _is_same(row.said(head), before):
                    yield _altered(case, row, head, "生成底稿时", before)
        return
    filed = _one_form(project, case)
    if filed is not None:
        yield from _against_form(project, filed, case)


def _altered(case: Case, row: FilledRow, head: Head, source: str, before: str) -> ReviewFinding:
    after = row.said(head).text or "空白"
    return case.at(ALTERED, row, head, column=head.value, source=source, before=before or "空白", after=after)


def _paired(project: FilledProject) -> Iterator[tuple[FilledRow, RecordedRow]]:
    """Each row with its record: by its key, else by its name where that stands once."""
    by_key = {one.key: one for one in project.expected}
    for row in project.rows:
        recorded = by_key.get(row.key)
        if recorded is None:
            name = folded_name(row.name)
            same = [one for one in project.expected if folded_name(one.said.get(Head.NAME)) == name]
            recorded = same[0] if len(same) == 1 else None
        if recorded is not None:
            yield row, recorded


def _is_same(said: Said, recorded: str) -> bool:
    """The same text but for spaces, or the same number."""
    if "".join(said.text.split()) == "".join(recorded.split()):
        return True
    number = _number(recorded)
    return number is not None and said.number is not None and abs(said.number - number) < _NEAR


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _one_form(project: FilledProject, case: Case) -> Filed | None:
    found = case.forms.of(project) if case.forms is not None else []
    return found[0] if len(found) == 1 else None


def _against_form(project: FilledProject, filed: Filed, case: Case) -> Iterator[ReviewFinding]:
    """A foreign sheet against the unit's form, row by row by name."""
    rows: dict[str, list[Indicator]] = {}
    for one in filed.result.indicators:
        rows.setdefault(_name(one.name), []).append(one)
    for row in project.rows:
        there = rows.get(_name(row.text(Head.NAME)), [])
        if len(there) != 1:
            continue
        own = there[0]
        for head, figure in ((Head.WEIGHT, own.weight.value), (Head.SELF_SCORE, own.self_score.value)):
            said = row.said(head)
            if figure is not None and said.number is not None and abs(said.number - figure) >= _NEAR:
                yield _altered(case, row, head, "自评表", shown(figure))
        said = row.said(Head.ACTUAL)
        if own.actual and said.text and not _is_same(said, own.actual):
            yield _altered(case, row, Head.ACTUAL, "自评表", own.actual)


def _name(text: str | None) -> str:
    return folded_name(bare_name(text))


ROW_GONE = ReviewKind(
    "V742",
    _E,
    "底稿里少了一行",
    "《{project}》生成底稿时有“{name}”，底稿里没有这一行了。",
    "自评 {own}，权重 {weight}",
    "请补回这一行；不予计分的，留着这一行，得分填 0，并写明依据。",
    "单位自评表的每一条指标都在底稿里（对照生成底稿时的记录；外来底稿对照 --forms 给的自评表）。",
)


@check(ROW_GONE, over="project")
def no_row_is_gone(project: FilledProject, case: Case) -> Iterator[ReviewFinding]:
    """Rows of the record, or of the form, that the sheet has not."""
    if project.expected:
        there = {id(recorded) for _, recorded in _paired(project)}
        for one in project.expected:
            if id(one) not in there:
                said = one.said
                yield _gone(
                    project, said.get(Head.NAME, ""), said.get(Head.SELF_SCORE, ""), said.get(Head.WEIGHT, ""), case
                )
        return
    filed = _one_form(project, case)
    if filed is None:
        return
    names = {_name(row.text(Head.NAME)) for row in project.rows}
    for row in filed.result.indicators:
        if row.name and row.weight.value and _name(row.name) not in names:
            yield _gone(project, row.name, shown(row.self_score.value or 0), shown(row.weight.value), case)


def _gone(project: FilledProject, name: str, own: str, weight: str, case: Case) -> ReviewFinding:
    return case.on(ROW_GONE, project, about=name, name=name, own=own or "空白", weight=weight or "空白")


FORM_CHANGED = ReviewKind(
    "V743",
    _W,
    "生成底稿以后，单位改过自评表",
    "《{project}》的自评表（{file}）与生成底稿时的不是同一内容。",
    "内容码 {before} → {after}",
    "请看单位改了什么；以改后的为准的，重新生成底稿，已填的复核意见会带过去。",
    "--forms 给的自评表与生成底稿时读到的内容相同（内容码）。",
)


@check(FORM_CHANGED, over="project")
def forms_are_as_they_were(project: FilledProject, case: Case) -> ReviewFinding | None:
    """The unit's form of today against the one that the 底稿 was made from."""
    filed = _one_form(project, case)
    if filed is None or not project.content_code or filed.content_code == project.content_code:
        return None
    return case.on(FORM_CHANGED, project, before=project.content_code, after=filed.content_code, file=filed.member.name)


ROW_ADDED = ReviewKind(
    "V744",
    _W,
    "底稿里多了一行",
    "“{name}”在生成底稿时没有。",
    "自评 {own}，复核 {review}",
    "请核对；不是单位自评表里的指标，不应加分。",
    "底稿没有单位自评表以外的行（对照生成底稿时的记录）。",
)


@check(ROW_ADDED, over="project")
def no_row_is_added(project: FilledProject, case: Case) -> Iterator[ReviewFinding]:
    """Rows that the record does not know."""
    if not project.expected:
        return
    known = {id(row) for row, _ in _paired(project)}
    for row in project.rows:
        if id(row) not in known and row.gives_points:
            own, review = ("空白" if one is None else one for one in (row.own, row.review))
            yield case.at(ROW_ADDED, row, Head.NAME, own=own, review=review)
