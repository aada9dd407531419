"""The Word report of files that have been judged."""

from __future__ import annotations

from collections.abc import Iterable

from perfeval_xl.result import FileResult
from perfeval_xl.rules import ruleset
from perfeval_xl.seal import code_of
from perfeval_xl.writing.report import outlines
from perfeval_xl.writing.report.fill import Report, write_report

ENDING = "_绩效评价报告.docx"


def report_of(files: Iterable[FileResult], outline: str = outlines.STANDARD) -> Report | None:
    """The report of all their forms under an outline (id or .docx); None where there is no form to report on.

    Raises FileError R921, R922 for an outline that cannot be used.
    """
    judged = [(form, one.rules) for one in files for form in one.forms if form.score is not None and one.rules]
    if not judged:
        return None
    code = code_of((form, ruleset.load(used.source)) for form, used in judged)
    return write_report([form for form, _ in judged], [used.title for _, used in judged], code, outline)
