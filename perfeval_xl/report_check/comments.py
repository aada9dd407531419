"""A copy of the report with each remark as a Word comment at its paragraph; all else stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from perfeval_xl.problems import FileError
from perfeval_xl.report_check.document import Document
from perfeval_xl.report_check.kinds import Remark
from perfeval_xl.writing.report.packing import repacked

AUTHOR, INITIALS = "perfeval-xl", "核"


def commented(document: Document, remarks: Sequence[Remark]) -> bytes:
    """The Word file with the comments. What is said of the whole report stands at its first paragraph."""
    from docx.text.paragraph import Paragraph

    word: Any = document.word
    by_place: dict[int, list[Remark]] = {}
    for one in remarks:
        by_place.setdefault(one.number or 1, []).append(one)
    for passage in document.passages:
        for one in by_place.get(passage.number, ()):
            paragraph = Paragraph(passage.element, word)
            runs = paragraph.runs or [paragraph.add_run("")]
            text = f"【{one.severity.word} {one.code}】{one.message}{one.suggestion}"
            word.add_comment([runs[0], runs[-1]], text=text, author=AUTHOR, initials=INITIALS)
    try:
        out = BytesIO()
        word.save(out)
        return repacked(out.getvalue())
    except Exception as fault:  # what python-docx raises is anything
        raise FileError(
            "R923", "报告的内部结构不完整，写不出带批注的副本；请在 Word、WPS 中另存为 .docx 后再试。"
        ) from fault
