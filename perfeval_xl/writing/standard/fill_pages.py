"""What was read of the project and its targets, as contents of 项目概况, 绩效目标 and 总结与整改."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfeval_xl.writing.standard.cell_contents import Content, SheetContents, entry_of
from perfeval_xl.writing.standard.fill_plan import approved_of, items, rectifications
from perfeval_xl.writing.standard.pages import (
    PROFILE_FIRST,
    PROFILE_TEXTS,
    SUMMARY_FIRST,
    SUMMARY_TEXTS,
    TARGETS_FIRST,
    policy_head,
    rectify_head,
    summary_rows,
)

if TYPE_CHECKING:
    from perfeval_xl.form import Text
    from perfeval_xl.result import FormResult
    from perfeval_xl.writing.standard.fill_plan import Placed
    from perfeval_xl.writing.standard.layout import Plan

_SERIAL = re.compile(r"[（(]?([^\s，,；;《》（）()]{0,12}〔\d{4}〕\s*第?\d+\s*号)[）)]?\s*$")


def target_contents(forms: Sequence[FormResult], placed: Placed) -> SheetContents:
    """绩效目标: the approved targets of all forms."""
    sheet = SheetContents()
    for one, place in zip(approved_of(forms), placed.places, strict=True):
        row = TARGETS_FIRST + place
        sheet.put_text(row, 3, one.name)
        if one.target:
            sheet.put(row, 4, entry_of(one.target) if one.target_value.is_number else Content(one.target))
        if one.weight.value is not None:
            sheet.put(row, 5, Content(number=one.weight.value))
    return sheet


def profile_contents(texts: Sequence[Text]) -> SheetContents:
    """项目概况: what the texts say of the project; policy documents a row each."""
    sheet = SheetContents()
    for row, (key, label, _, _) in enumerate(PROFILE_TEXTS, PROFILE_FIRST):
        of_key = [text.text for text in texts if text.key == key or (text.key == "other" and text.label == label)]
        sheet.put_text(row, 2, "\n".join(of_key))
    for row, document in enumerate(items(texts, "policy"), policy_head() + 1):
        title, number = split_serial(document)
        sheet.put_text(row, 1, number)
        sheet.put_text(row, 2, title)
    return sheet


def split_serial(document: str) -> tuple[str, str]:
    """《…》（穗府办〔2023〕7号） -> title and 文号; the 文号 is "" where there is none at the end."""
    found = _SERIAL.search(document)
    return (document[: found.start()].strip(), found.group(1).strip()) if found else (document, "")


def summary_contents(texts: Sequence[Text], plan: Plan) -> SheetContents:
    """总结与整改: an item a row; a rectification's parts in their columns."""
    sheet = SheetContents()
    row = SUMMARY_FIRST
    for (key, _, _), rows in zip(SUMMARY_TEXTS, summary_rows(plan), strict=True):
        for line, item in enumerate(items(texts, key), row):
            sheet.put_text(line, 2, item)
        row += rows
    for line, parts in enumerate(rectifications(texts), rectify_head(plan) + 1):
        for column, part in enumerate(parts, 2):
            sheet.put_text(line, column, part)
    return sheet
