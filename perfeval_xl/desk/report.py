"""The Word report of files that have been judged, and of filled 复核底稿."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perfeval_xl.filings.review.filled import FilledBook, FilledProject, tell_apart
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.filings.review.handed_in import are_own, filled_books
from perfeval_xl.problems import FileError
from perfeval_xl.result import FileResult
from perfeval_xl.rules import ruleset
from perfeval_xl.seal import code_of, code_of_lines
from perfeval_xl.writing.report import outlines
from perfeval_xl.writing.report.fill import Report, write_report, write_review_report
from perfeval_xl.xlsx.limits import limits_for

ENDING, REVIEW_ENDING = "_绩效评价报告.docx", "_自评复核报告.docx"


def report_of(files: Iterable[FileResult], outline: str = outlines.STANDARD) -> Report | None:
    """The report of all their forms under an outline (id or .docx); None where there is no form to report on.

    Raises FileError R921, R922 for an outline that cannot be used.
    """
    judged = [(form, one.rules) for one in files for form in one.forms if form.score is not None and one.rules]
    if not judged:
        return None
    code = code_of((form, ruleset.load(used.source)) for form, used in judged)
    return write_report([form for form, _ in judged], [used.title for _, used in judged], code, outline)


# ------------------------------------------------------------------------------------------------------ of a review


def are_reviews(paths: Sequence[str]) -> bool:
    """Whether the paths name 复核底稿 of ours. FileError R907 where they name forms, too."""
    return are_own(paths, limits_for(None))


def filled_at(paths: Sequence[str]) -> list[FilledBook]:
    """The 复核底稿 that the paths name (folders, files, zips), read by their heads; of the rest why not."""
    return filled_books(paths, limits_for(None))


def projects_of(books: Iterable[FilledBook]) -> list[FilledProject]:
    """Their projects that have rows. FileError R907 where there is none."""
    found = [one for book in books for one in book.projects if one.rows]
    if not found:
        raise FileError("R907", "没有读到复核底稿：没有一张表同时写着三级指标、权重、自评得分、复核得分等栏目名称。")
    tell_apart(found)
    return found


def review_report_of(books: Sequence[FilledBook], grounds: Grounds, outline: str = outlines.REVIEW) -> Report:
    """The 复核报告 of filled 复核底稿. FileError R907: there are none; R921, R922: an outline that cannot be used."""
    projects = projects_of(books)
    why = {key: said for book in books for key, said in book.why.items()}
    return write_review_report(projects, grounds, code_of_lines(_values(projects)), outline, why)


def _values(projects: Iterable[FilledProject]) -> Iterator[str]:
    """What the check code is over: every row's names, scores, remark and ground."""
    for project in projects:
        for row in project.rows:
            points = (row.weight, row.own, row.review)
            shown = ("" if one is None else f"{one.normalize():f}" for one in points)
            yield "\t".join((project.project, row.name, *shown, row.remark, row.ground))
