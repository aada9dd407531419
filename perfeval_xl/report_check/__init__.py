"""An existing report held against the workbook and against itself. The way in for everyone else."""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl.filings.review.filled import FilledProject
from perfeval_xl.report_check import against_form, against_itself, against_review, layout
from perfeval_xl.report_check.document import Document
from perfeval_xl.report_check.kinds import AMOUNT, NOWHERE, OTHER_UNIT, POINTS, SUM, Remark
from perfeval_xl.result import FormResult, Severity

__all__ = ["check_report", "check_review_report"]


def check_review_report(document: Document, projects: Sequence[FilledProject], outline: str) -> list[Remark]:
    """The same of a 复核报告, held against the filled 复核底稿."""
    found = [
        *against_review.remarks(document, projects),
        *against_itself.remarks(document, outline),
        *layout.remarks(document, outline),
    ]
    units = {one.unit for one in projects}
    return _in_order([one for one in found if not (one.code == OTHER_UNIT.code and one.stated in units)])


def check_report(document: Document, forms: Sequence[FormResult], outline: str) -> list[Remark]:
    """Every remark, errors first, then in the order of the text. `outline`: whose chapters and layout are asked for."""
    found = [
        *against_form.remarks(document, forms),
        *against_itself.remarks(document, outline),
        *layout.remarks(document, outline),
    ]
    # Points that are not the form's make the sums wrong, and an amount that is not the form's stands nowhere in it.
    causes = {(SUM.code, one.number, "") for one in found if one.code == POINTS.code}
    causes |= {(NOWHERE.code, one.number, one.stated) for one in found if one.code == AMOUNT.code}
    return _in_order([one for one in found if _cause_of(one) not in causes])


def _in_order(found: Sequence[Remark]) -> list[Remark]:
    order = list(Severity)
    return sorted(dict.fromkeys(found), key=lambda one: (order.index(one.severity), one.number))


def _cause_of(one: Remark) -> tuple[str, int, str]:
    return one.code, one.number, one.stated if one.code == NOWHERE.code else ""
