"""What several sheets show alike: a form's unit and project, links to its file, places of findings, their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from perfeval_xl.addresses import told
from perfeval_xl.filings.batch import Disposition, Filed, UnitFrom
from perfeval_xl.filings.review.filled import FilledBook
from perfeval_xl.result import Finding, Severity
from perfeval_xl.writing.summary.kit.columns import Link
from perfeval_xl.writing.summary.kit.looks import BLUE, GREEN, RED, YELLOW

NO_UNIT, NO_PROJECT = "（不知道单位）", "（没有项目名称）"
OPEN = "打开"
DISPOSITIONS: Mapping[str, str] = {Disposition.RETURN: RED, Disposition.PERSON: YELLOW, Disposition.ACCEPT: GREEN}
SEVERITIES = {Severity.ERROR.word: RED, Severity.WARNING.word: YELLOW, Severity.HINT.word: BLUE}
WORKBOOKS = (".xlsx", ".xlsm", ".xls")  # a link into them may name a cell


def key_of(filed: Filed) -> str:
    """By which a form is found again."""
    return filed.own_key


def unit_of(filed: Filed) -> str:
    """The unit as shown."""
    return filed.unit or NO_UNIT


def project_of(filed: Filed) -> str:
    """The project as shown."""
    return filed.project or NO_PROJECT


def unit_tint(filed: Filed) -> str | None:
    """Blue: the form does not say its unit."""
    return None if filed.unit_from is UnitFrom.FORM else BLUE


def file_link(filed: Filed) -> Link:
    """Opens the form's file at its sheet."""
    return place_link(OPEN, filed, filed.result.form.sheet, None)


def place_link(text: str, filed: Filed, sheet: str, cell: str | None) -> Link:
    """Opens a form's file, a workbook at a cell."""
    member = filed.member
    if member.inside is None and member.path.suffix.lower() in WORKBOOKS:
        return Link(text, member.link, sheet, (cell or "A1").partition(":")[0])
    return Link(text, member.link)


def book_link(text: str, book: FilledBook, sheet: str, cell: str) -> Link:
    """Opens a 底稿 at a cell; of one in a zip the zip."""
    return Link(text, book.path) if book.is_in_zip else Link(text, book.path, sheet, cell)


def place_words(filed: Filed, finding: Finding) -> str:
    """Where a finding stands: G12, on another sheet than the form's 绩效目标!D5, of the whole form 整表."""
    if finding.cell is None:
        return "整表"
    return finding.cell if finding.sheet == filed.result.form.sheet else told(finding.sheet, finding.cell)


def keyed_findings(filed: Filed) -> Iterator[tuple[str, Finding]]:
    """A form's findings with their keys: form, code and label, not the cell, as rows move; a number for the second."""
    seen: Counter[str] = Counter()
    for one in filed.findings:
        key = f"{key_of(filed)}-{one.code}-{one.label}"
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}-{seen[key]}"), one
