"""The hidden sheet 评分记录: what this program wrote into a workbook and what stood there before, row by row.

A cell is named by a formula that points at it (='自评表'!$G$12): Excel, WPS and LibreOffice keep such a reference right
when rows are inserted or a sheet is renamed, and turn it into #REF! when the cell is gone. Contents are written in
words that can be turned back: 空, 无结果, 数字 9.67, 文本 "…", 真假 TRUE.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from perfeval_xl.writing.sheets import look
from perfeval_xl.writing.sheets.look import Page
from perfeval_xl.writing.sheets.record_name import RECORD_NAME
from perfeval_xl.xlsx.edit.added_sheets import PrintDesign, SheetDesign
from perfeval_xl.xlsx.names import column_letters, split_ref
from perfeval_xl.xlsx.read.sheetreader import RawCell, RawSheet

NAME = RECORD_NAME
TITLE = "评分记录（本表由 perfeval-xl 写入，再次核对时据此收回上次的标记；请勿修改或删除）"
FORMAT = "1"

_HEADINGS = ("序号", "类别", "单元格", "位置", "原内容", "写入内容", "原底色", "代码", "栏目", "问题", "填写", "应为")
_WIDTHS = (6, 8, 14, 18, 20, 20, 20, 8, 24, 40, 14, 14)
_HEAD = ("记录格式", "程序", "评分规则", "规则校验码", "核对码")
_WHOLE_SHEET = "整表"
_REFERENCE = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([1-9][0-9]*)")


class Kind(StrEnum):
    """What was done to a cell, or what a row keeps in mind."""

    VALUE = "值"  # a blank cell got a value
    RESULT = "结果"  # a formula's stored result was brought up to date
    FOLLOWING = "连带结果"  # the same, where the formula adds up values that we filled in
    FORMAT = "数字格式"  # a number format under which our value can be read
    FILL = "底色"
    COMMENT = "批注"  # `after` is its text
    FINDING = "意见"
    GONE = "旧意见"  # the finding is no longer there, its explanation is kept
    SHEET = "工作表"  # a sheet of ours; `label` says which
    OPENING = "打开"  # a sheet whose tab was chosen or left, `before` what was said there; first the one shown before
    LEFT = "留存"  # marks of what the sheet held when we wrote it
    SEALED = "封存"  # the values of a form that the check code is over
    FORMATS = "格式数"  # how many formats, fonts, fills … the workbook had: `after` is "cellXfs=12 fonts=3"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `before`, `after`: contents in words (see `in_words`); `after` of a fill is its colour.

    A row for a finding is also how an earlier finding is handed on, with the explanation that was written beside it.
    """

    kind: Kind
    sheet: str | None  # None: the cell is gone
    cell: str | None  # None for a finding at no cell in particular, too
    before: str = ""
    after: str = ""
    fill: str = ""  # what Editor.fill_of told
    number: int | None = None  # of a finding: its 序号 on 核对意见
    code: str = ""
    label: str = ""
    message: str = ""
    stated: str | None = None
    expected: str | None = None
    place: str = ""  # where it stood when it was written
    explanation: str = ""  # of a finding: what stands beside it in 单位说明 on 核对意见, which keeps it


@dataclass(frozen=True, slots=True)
class Record:
    """The whole sheet."""

    program: str
    rules_id: str
    rules_digest: str
    entries: tuple[Entry, ...]
    format: str = FORMAT
    code: str = ""  # the check code


# ---------------------------------------------------------------------------------------------- contents in words


def in_words(cell: RawCell | None) -> str:
    """What a cell holds (of a formula: its stored result), so that `from_words` can put it back."""
    if cell is None:
        return "空"
    if not cell.has_result:
        return "无结果" if cell.formula is not None else "空"
    if cell.kind == "n":
        return f"数字 {cell.text}"
    if cell.kind == "b":
        return f"真假 {cell.text}"
    return f"文本 {json.dumps(cell.text, ensure_ascii=False)}"


def value_in_words(value: Decimal | str | None) -> str:
    """What we write, in the same words; None is a formula whose result is taken away."""
    if value is None:
        return "无结果"
    return f"文本 {json.dumps(value, ensure_ascii=False)}" if isinstance(value, str) else f"数字 {format(value, 'f')}"


def from_words(words: str) -> Decimal | str | bool | None:
    """The value that the words stand for; None for 空, 无结果 and what cannot be understood."""
    kind, _, rest = words.partition(" ")
    try:
        if kind == "数字":
            return Decimal(rest)
        if kind == "文本":
            return str(json.loads(rest))
    except (InvalidOperation, ValueError):
        return None
    return rest == "TRUE" if kind == "真假" else None


def holds(cell: RawCell | None, words: str) -> bool:
    """Whether a cell still holds what `words` say. Numbers as the double that spreadsheet programs store."""
    value = from_words(words)
    if cell is None or not cell.has_result or value is None:
        return value is None and (cell is None or not cell.has_result)
    if isinstance(value, Decimal):
        return cell.kind == "n" and float(cell.text) == float(value)
    return cell.kind in ("s", "str") and cell.text == value


# ------------------------------------------------------------------------------------------------- record -> sheet


def reference(sheet: str, cell: str) -> str:
    """The formula that points at a cell: '自评表'!$G$12."""
    row, column = split_ref(cell)
    quoted = "'" + sheet.replace("'", "''") + "'"
    return f"{quoted}!${column_letters(column)}${row}"


def record_design(record: Record, results: Sequence[str | Decimal], *, name: str = NAME) -> SheetDesign:
    """The sheet. `results`: what the cell of each entry holds now, the stored result of its reference."""
    page = Page(name, _WIDTHS)
    page.put(1, TITLE, look.SECTION)
    page.next_row()
    head = (record.format, record.program, record.rules_id, record.rules_digest, record.code)
    for label, value in zip(_HEAD, head, strict=True):
        page.put(1, label, look.SMALL)
        page.put(3, value, look.SMALL)
        page.next_row(15)
    for column, words in enumerate(_HEADINGS, 1):
        page.put(column, words, look.SMALL_LABEL)
    page.next_row(15)
    for entry, result in zip(record.entries, results, strict=True):
        _put_entry(page, entry, result)
    return page.finish(PrintDesign(landscape=True), frozen_rows=len(_HEAD) + 2, state="hidden")


def _put_entry(page: Page, entry: Entry, result: str | Decimal) -> None:
    if entry.number is not None:
        page.put(1, entry.number, look.SMALL)
    page.put(2, str(entry.kind), look.SMALL)
    if entry.sheet:
        page.put(3, result, look.SMALL, formula=reference(entry.sheet, entry.cell or "A1"))
    before = entry.before if entry.cell else _WHOLE_SHEET
    texts = (entry.place, before, entry.after, entry.fill, entry.code, entry.label, entry.message)
    for column, text in enumerate((*texts, entry.stated, entry.expected), 4):
        if text:
            page.put(column, text, look.SMALL)
    page.next_row(15)


# ------------------------------------------------------------------------------------------------- sheet -> record


def is_record(sheet: RawSheet) -> bool:
    """Whether a sheet is such a record: its first cell says so."""
    return _text(sheet, 1, 1).startswith(TITLE[:18])


def record_of(sheet: RawSheet) -> Record:
    """What the sheet says. Rows that cannot be understood are left out."""
    head = {_text(sheet, row, 1): _text(sheet, row, 3) for row in range(1, len(_HEAD) + 3)}
    rows = sorted({row for row, _ in sheet.cells})
    start = next((row for row in rows if _text(sheet, row, 1) == _HEADINGS[0]), 0)
    entries = (_entry(sheet, row) for row in rows if row > start)
    known = tuple(one for one in entries if one is not None)
    form, program, rules, digest, code = (head.get(one, "") for one in _HEAD)
    return Record(program, rules, digest, known, form, code)


def _entry(sheet: RawSheet, row: int) -> Entry | None:
    kind = next((one for one in Kind if one == _text(sheet, row, 2)), None)
    if kind is None:
        return None
    place, before, after, fill, code, label, message, stated, expected = (
        _text(sheet, row, column) for column in range(4, 13)
    )
    target = sheet.cells.get((row, 3))
    name, cell = _place_of(target.formula) if target is not None and target.formula else (None, None)
    if before == _WHOLE_SHEET:
        cell, before = None, ""
    number = _text(sheet, row, 1)
    return Entry(
        kind,
        name,
        cell,
        before,
        after,
        fill,
        int(number) if number.isdecimal() else None,
        code,
        label,
        message,
        stated or None,
        expected or None,
        place,
    )


def _place_of(formula: str) -> tuple[str | None, str | None]:
    match = _REFERENCE.fullmatch(formula.strip())
    if match is None:
        return None, None
    name = match[1].replace("''", "'") if match[1] is not None else match[2].strip()
    return name, f"{match[3]}{match[4]}"


def _text(sheet: RawSheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return cell.text if cell is not None else ""
