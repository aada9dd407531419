"""What a filled outline still needs: gaps highlighted, equal neighbours in tables merged, properties without a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from itertools import groupby
from typing import Any

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_GAP = re.compile(r"(【待补充：[^】]{1,200}】)")
_MERGED_HEADS = ("一级指标", "二级指标")
_FIXED = datetime(2020, 1, 1)
NEW_PARAGRAPH = "\a"  # as docxtpl has it


def word_text(text: str) -> str:
    """Without characters that XML forbids; a line end begins a paragraph."""
    clean = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return NEW_PARAGRAPH.join(line.strip() for line in clean.split("\n") if line.strip())


def finish(document: Any, code: str) -> None:
    for paragraph in list(_paragraphs(document)):
        _highlight_gaps(paragraph)
    for table in document.tables:
        _merge_equal(table)
    properties = document.core_properties
    properties.created = properties.modified = _FIXED
    properties.identifier = code
    properties.last_modified_by, properties.revision = "perfeval-xl", 1


def _paragraphs(document: Any) -> Any:
    from docx.text.paragraph import Paragraph

    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
    return (Paragraph(element, document) for element in document.element.body.iter(name))


def _highlight_gaps(paragraph: Any) -> None:
    """Each 【待补充：…】 in a run of its own, on yellow."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.text.run import Run

    for run in list(paragraph.runs):
        if "【待补充：" not in run.text:
            continue
        after = run.element
        for number, piece in enumerate(one for one in _GAP.split(run.text) if one):
            own = run if number == 0 else Run(deepcopy(run.element), paragraph)
            own.text = piece
            if _GAP.fullmatch(piece):
                own.font.highlight_color = WD_COLOR_INDEX.YELLOW
            elif number:
                own.font.highlight_color = None
            if number:
                after.addnext(own.element)
                after = own.element


def _merge_equal(table: Any) -> None:
    """Equal neighbours under 一级指标 and 二级指标 become one cell, as on the form."""
    rows = [list(row.cells) for row in table.rows]
    texts = [[cell.text for cell in row] for row in rows]
    last = next((number for number, row in enumerate(texts) if row[0] == "合计"), len(rows))
    for column, head in enumerate(texts[0]):
        if head in _MERGED_HEADS:
            for first, end in _runs([tuple(row[: column + 1]) for row in texts[1:last]]):
                _merge(rows, column, first + 1, end + 1)


def _runs(values: list[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """First and last place of each run of two or more equal values."""
    at = 0
    for _, run in groupby(values):
        length = len(list(run))
        if length > 1:
            yield at, at + length - 1
        at += length


def _merge(rows: list[list[Any]], column: int, first: int, last: int) -> None:
    for number in range(first + 1, last + 1):
        rows[number][column].text = ""
    merged = rows[first][column].merge(rows[last][column])
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
