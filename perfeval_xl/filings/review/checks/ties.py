"""Checks V731 to V734: sums, 差值表, 汇总 and 偏离度 are those of the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfeval_xl.filings.review import words
from perfeval_xl.filings.review.checks.kit import Case, ReviewKind, check, share_shown, shown
from perfeval_xl.filings.review.filled import FilledBook, FilledProject, FilledRow, Said, SummaryLine, SummaryTable
from perfeval_xl.filings.review.reviewed import ReviewFinding
from perfeval_xl.filings.review.words import Head
from perfeval_xl.form_words import folded_name
from perfeval_xl.result import Severity
from perfeval_xl.units import rounded

_E, _W = Severity.ERROR, Severity.WARNING
_NEAR = Decimal("0.0051")  # points: what rounding to two decimals leaves
_SHARE_NEAR = Decimal("0.00051")

TOTAL_OFF = ReviewKind(
    "V731",
    _E,
    "合计与各行之和不符",
    "《{project}》合计行的{what}不是各行之和。",
    "合计 {stated}，各行之和 {sum}",
    "请改用求和公式，或核对是否漏了行。",
    "合计行的权重、自评得分、复核得分等于各行之和。",
)


@check(TOTAL_OFF, over="project")
def totals_are_sums(project: FilledProject, case: Case) -> Iterator[ReviewFinding]:
    """A typed-over or outdated total."""
    for head in (Head.WEIGHT, Head.SELF_SCORE, Head.REVIEW_SCORE):
        said = project.total.get(head)
        if said is None or said.number is None:
            continue
        whole = sum((row.said(head).number or Decimal(0) for row in project.rows), Decimal(0))
        if abs(said.number - whole) > _NEAR:
            yield case.on(
                TOTAL_OFF, project, said.cell, about=head.value, what=head.value, stated=said.number, sum=whole
            )


DIFFERENCES_OFF = ReviewKind(
    "V732",
    _E,
    "差值表与复核表不符",
    "“{table}”里《{listed}》{what}。",
    "{table} {stated}，复核表 {wanted}",
    "请按复核表改正；报告里引用的数也一并核对。",
    "差值表每个项目的自评得分、复核得分与复核表相同，偏差是两者之差；每个有复核表的项目都在差值表里。",
)
SUMMARY_OFF = ReviewKind(
    "V733",
    _E,
    "汇总与复核表不符",
    "“{table}”里《{listed}》{what}。",
    "{table} {stated}，复核表 {wanted}",
    "请按复核表改正；报告里引用的数也一并核对。",
    "汇总每个项目的自评得分、复核得分与复核表相同，偏差、偏离度由它们算出，平均（合计）是各行的。",
)


@check(DIFFERENCES_OFF, over="all")
def differences_are_those_of_the_rows(case: Case) -> Iterator[ReviewFinding]:
    """差值表 against the projects' sheets."""
    for book in case.filled.books:
        for table in book.tables:
            if table.is_difference:
                yield from _table(DIFFERENCES_OFF, book, table, case)


@check(SUMMARY_OFF, over="all")
def summaries_are_those_of_the_rows(case: Case) -> Iterator[ReviewFinding]:
    """汇总 against the projects' sheets."""
    for book in case.filled.books:
        for table in book.tables:
            if not table.is_difference:
                yield from _table(SUMMARY_OFF, book, table, case)


def _table(kind: ReviewKind, book: FilledBook, table: SummaryTable, case: Case) -> Iterator[ReviewFinding]:
    listed: set[int] = set()
    for line in table.lines:
        same = [one for one in book.projects if folded_name(one.project) == folded_name(line.project)]
        same = same or [one for one in case.filled.projects if folded_name(one.project) == folded_name(line.project)]
        listed.update(id(one) for one in same)
        if not same:
            if book.projects:  # of a table alone in its file nobody can tell
                yield _off(
                    kind,
                    book.projects[0],
                    table,
                    line.project_cell,
                    line.project,
                    "没有对应的复核表",
                    "有",
                    "没有",
                    case,
                )
        elif len(same) == 1:
            yield from _line(kind, same[0], table, line, case)
        else:
            yield from _first_that_fits(kind, same, table, line, case)
    if table.lines:
        for project in book.projects:
            if id(project) not in listed:
                yield _off(kind, project, table, "", project.project, "没有列上", "没有", "有", case)
        yield from _means(kind, book, table, case)


def _first_that_fits(
    kind: ReviewKind, same: list[FilledProject], table: SummaryTable, line: SummaryLine, case: Case
) -> Iterator[ReviewFinding]:
    """Of several sheets of one name: the line is right where it is that of one of them."""
    tried = [list(_line(kind, one, table, line, case)) for one in same]
    if all(tried):
        yield from tried[0]


def _line(
    kind: ReviewKind, project: FilledProject, table: SummaryTable, line: SummaryLine, case: Case
) -> Iterator[ReviewFinding]:
    for head, said, whole in (
        (Head.SELF_SCORE, line.own, project.own_score),
        (Head.REVIEW_SCORE, line.review, project.review_score),
    ):
        if whole is None and said.number is None:
            continue  # the form has no scores, and the table says none
        if said.number is None:
            if said.cell and not project.is_open:
                what = f"的{head}不是数字" if said.text else f"没有写{head}"
                yield _off(kind, project, table, said.cell, line.project, what, said.text or "空白", shown(whole), case)
            continue
        total = project.total.get(head)
        stated_there = total.number if total is not None else None
        there = (whole or Decimal(0), *(() if stated_there is None else (stated_there,)))
        if all(abs(said.number - one) > _NEAR for one in there):
            yield _off(
                kind, project, table, said.cell, line.project, f"的{head}不同", shown(said.number), shown(whole), case
            )
    if line.own.number is None or line.review.number is None:
        return
    wanted = line.review.number - line.own.number
    if line.difference.number is not None and abs(abs(line.difference.number) - abs(wanted)) > _NEAR:
        yield _off(
            kind,
            project,
            table,
            line.difference.cell,
            line.project,
            "的偏差不是两个得分之差",
            shown(line.difference.number),
            shown(wanted),
            case,
        )
    yield from _deviation_of(kind, project, table, line, case)


def _deviation_of(
    kind: ReviewKind, project: FilledProject, table: SummaryTable, line: SummaryLine, case: Case
) -> Iterator[ReviewFinding]:
    wanted = words.deviation(line.own.number, line.review.number)
    said = line.deviation
    if said.number is None or wanted is None or _is_share(said, wanted):
        return
    yield _off(kind, project, table, said.cell, line.project, "的偏离度算得不对", said.text, share_shown(wanted), case)


def _is_share(said: Said, wanted: Decimal) -> bool:
    """The same share, written as 0.1899, 18.99% or 18.99, with either sign."""
    number = abs(said.number or Decimal(0))
    return any(abs(number / one - abs(wanted)) <= _SHARE_NEAR for one in (1, 100))


def _means(kind: ReviewKind, book: FilledBook, table: SummaryTable, case: Case) -> Iterator[ReviewFinding]:
    """The last line of a table: the mean, or the sum, of its lines."""
    total = table.total
    if total is None or not book.projects:
        return
    compared = [one for one in table.lines if one.own.number is not None]
    for head, said, *ways in (
        (Head.SELF_SCORE, total.own, [one.own.number for one in compared]),
        (Head.REVIEW_SCORE, total.review, *([one.review.number for one in lines] for lines in (compared, table.lines))),
    ):
        known = [numbers for way in ways if (numbers := [one for one in way if one is not None])]
        if said.number is None or not known:
            continue
        if not any(_is_total(said.number, numbers) for numbers in known):
            mean = shown(sum(known[0], Decimal(0)) / len(known[0]))
            yield _off(
                kind,
                book.projects[0],
                table,
                said.cell,
                "合计／平均",
                f"的{head}不是各行的平均（或合计）",
                shown(said.number),
                mean,
                case,
            )


def _is_total(said: Decimal, numbers: Sequence[Decimal]) -> bool:
    """The sum or the mean, also rounded."""
    whole = sum(numbers, Decimal(0))
    mean = whole / len(numbers)
    return any(abs(said - one) <= _NEAR for one in (whole, mean, rounded(mean, 2)))


def _off(
    kind: ReviewKind,
    project: FilledProject,
    table: SummaryTable,
    cell: str,
    name: str,
    what: str,
    stated: str,
    wanted: str,
    case: Case,
) -> ReviewFinding:
    about = f"{table.sheet}{name}{what}"
    return case.on(
        kind,
        project,
        cell or "A1",
        sheet=table.sheet,
        about=about,
        table=table.sheet,
        listed=name,
        what=what,
        stated=stated,
        wanted=wanted,
    )


DEVIATION_OFF = ReviewKind(
    "V734",
    _E,
    "偏离度算得不对",
    "“{name}”的偏离度与两个得分不符（偏离度＝（自评得分－复核得分）÷自评得分）。",
    "写的是 {stated}，应为 {wanted}",
    "请恢复公式，或改正。",
    "每一行的偏离度由自评得分、复核得分算出；外来的底稿多数行都这样算的才看。",
)


@check(DEVIATION_OFF, over="project")
def deviations_are_computed(project: FilledProject, case: Case) -> Iterator[ReviewFinding]:
    """A typed-over 偏离度."""
    judged = [(row, wanted) for row in project.rows if (wanted := _wanted(row)) is not None]
    wrong = [(row, wanted) for row, wanted in judged if not _is_share(row.said(Head.DEVIATION), wanted)]
    if not project.book.is_ours and len(wrong) * 2 >= len([one for one in judged if one[1]]):
        return  # counted otherwise there
    for row, wanted in wrong:
        said = row.said(Head.DEVIATION)
        yield case.at(DEVIATION_OFF, row, Head.DEVIATION, stated=said.text, wanted=share_shown(wanted))


def _wanted(row: FilledRow) -> Decimal | None:
    return words.deviation(row.own, row.review) if row.said(Head.DEVIATION).number is not None else None
