"""The sheet 核对意见: every finding with a link to its cell, what to do, and room for the unit's explanation.

Pure: findings in, a SheetDesign out; and back: what a unit has written into the column 单位说明.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from perfeval_xl.addresses import told
from perfeval_xl.result import FileResult, Finding, Severity
from perfeval_xl.standing import total_words
from perfeval_xl.units import plain
from perfeval_xl.writing import colours
from perfeval_xl.writing.sheets import look
from perfeval_xl.writing.sheets.look import Page
from perfeval_xl.writing.sheets.record_sheet import Entry, Kind
from perfeval_xl.xlsx.edit.added_sheets import PrintDesign, SheetDesign
from perfeval_xl.xlsx.names import split_ref
from perfeval_xl.xlsx.read.sheetreader import RawSheet

NAME = "核对意见"
TITLE = "绩效自评表核对意见"
EXPLANATION = "单位说明"
STALE = "【所涉内容已改动，请核对本说明】"
GONE = "已消除"

_HEADINGS = ("序号", "级别", "代码", "位置", "栏目", "问题", "填写", "应为", "建议", EXPLANATION)
_WIDTHS = (5, 7, 7, 13, 17, 38, 12, 12, 30, 32)
_HEAD_ROW = 4
_ORIGIN = "原表 "  # before the place in the form handed in
_THEIR_COMMENT = "（该单元格已有批注，未另加批注，只标颜色。）"


Line = Finding | Entry  # a row of the sheet; an Entry is a finding that is gone, whose explanation is kept


def first_cell(cell: str | None) -> str | None:
    """The top left cell of a finding's place; None where it has none."""
    first = (cell or "").partition(":")[0]
    try:
        split_ref(first)
    except ValueError:
        return None
    return first


def shown_place(line: Line) -> str:
    """Where the finding of a row stands, or stood when that cell is gone."""
    if isinstance(line, Entry) and line.sheet is None:
        return line.place
    return told(line.sheet or "", line.cell)


def lines_of(findings: Iterable[Finding], gone: Iterable[Entry]) -> list[Line]:
    """The rows in the order of the sheet: errors, reminders, hints, then explanations whose finding is gone."""
    ordered = sorted(findings, key=lambda one: list(Severity).index(one.severity))
    return [*ordered, *gone]


def _explained(line: Line) -> str | None:
    """The unit's explanation as it is shown: with a mark where what it speaks of has changed since."""
    text = line.explanation
    if text and isinstance(line, Finding) and line.explanation_is_stale and not text.startswith(STALE):
        return f"{STALE}\n{text}"
    return text or None


def findings_design(
    result: FileResult, lines: Sequence[Line], uncommented: frozenset[tuple[str, str]], *, name: str = NAME
) -> SheetDesign:
    """The whole sheet. `uncommented`: (sheet, cell) where somebody else's comment kept ours away."""
    page = Page(name, _WIDTHS)
    _put_top(page, result, lines)
    for column, words in enumerate(_HEADINGS, 1):
        page.put(column, words, look.LABEL)
    page.next_row(22)
    for number, line in enumerate(lines, 1):
        _put_line(page, number, line, uncommented)
    shown = {id(line) for line in lines}
    left_out = result.told.words(one for form in result.forms for one in form.findings if id(one) not in shown)
    if left_out or not lines:
        is_open = any(form.score is not None and form.score.open for form in result.forms)
        page.put(1, left_out or ("没有其他意见" if is_open else "未发现问题"), look.CENTRED, columns=page.last_column)
        page.next_row(28)
    printing = PrintDesign(landscape=True, left=0.4, right=0.4, top=0.5, bottom=0.5, repeat_rows=(_HEAD_ROW, _HEAD_ROW))
    return page.finish(printing, frozen_rows=_HEAD_ROW)


def _put_top(page: Page, result: FileResult, lines: Sequence[Line]) -> None:
    page.put(1, TITLE, look.TITLE, columns=page.last_column)
    page.next_row(28)
    counts = Counter(one.severity for one in lines if isinstance(one, Finding))
    words = "、".join(f"{one.word} {counts[one]} 条" for one in Severity)
    projects = "、".join(dict.fromkeys(one.form.project for one in result.forms if one.form.project))
    scores = [one.score for one in result.forms if one.score is not None and one.score.open]
    totals = "；".join(f"核算 {total_words(one)}，其中 {plain(one.open)} 分待复核" for one in scores)
    head = f"文件：{look.file_words(result.file)}　　项目：{projects or '（未填写）'}　　{words}"
    page.put(1, f"{head}　　{totals}" if totals else head, look.PLAIN, columns=10)
    page.next_row()
    page.put(1, "颜色", replace(look.NOTE, horizontal="center"))
    for column, severity in enumerate(Severity, 2):
        style = replace(look.CENTRED, size=9, fill=colours.SEVERITY_FILLS[severity])
        page.put(column, severity.word, style)
    page.put(5, "程序填入的核算结果", replace(look.CENTRED, size=9, fill=colours.COMPUTED_FILL))
    advice = f"请逐条改正，或在“{EXPLANATION}”栏说明情况；改好保存后重新核对，本表会随之更新，已写的说明保留。"
    page.put(6, advice, look.NOTE, columns=5)
    page.next_row(20)


def _put_line(page: Page, number: int, line: Line, uncommented: frozenset[tuple[str, str]]) -> None:
    finding = line if isinstance(line, Finding) else None
    ground = colours.SEVERITY_FILLS[finding.severity] if finding else look.HEADING_FILL
    level = finding.severity.word if finding else GONE
    page.put(1, number, look.CENTRED)
    page.put(2, level, look.filled(look.CENTRED, ground))
    page.put(3, line.code, look.CENTRED)
    _put_place(page, line)
    page.put(5, _label(line), look.TEXT)
    message = line.message
    if finding and (line.sheet, line.cell) in uncommented:
        message = f"{message}{_THEIR_COMMENT}"
    page.put(6, message, look.TEXT)
    page.put(7, line.stated or "—", look.CENTRED)
    page.put(8, line.expected or "—", look.CENTRED)
    advice = finding.suggestion if finding else "该问题已不再出现，原说明保留备查；不需要时可删去本行的说明。"
    page.put(9, advice or "—", look.TEXT)
    page.put(10, _explained(line), look.INPUT)
    page.next_row(30)


def _label(line: Line) -> str:
    """What the place is on the form, and below it where it stands in the form handed in, where that is another."""
    label = line.label or "—"  # not in the linked cell: LibreOffice does not wrap a link
    return f"{label}\n{_ORIGIN}{line.origin}" if isinstance(line, Finding) and line.origin else label


def _put_place(page: Page, line: Line) -> None:
    first, place = first_cell(line.cell), shown_place(line)
    if not isinstance(line, Finding) or first is None or not line.sheet:
        page.put(4, place, look.CENTRED)
        return
    page.put(4, place, look.linked(look.CENTRED))
    page.link(4, line.sheet, first, f"转到 {place}")


def explanation_cells(sheet: RawSheet) -> set[str]:
    """The cells of the column 单位说明, wherever it has moved to."""
    heads = [place for place, cell in sheet.cells.items() if cell.text.strip() == EXPLANATION]
    return {
        cell.ref for (row, column), cell in sheet.cells.items() if any(column == at and row > top for top, at in heads)
    }


def written_on(sheet: RawSheet) -> list[Entry]:
    """The rows in which the unit wrote into 单位说明, wherever it has moved columns and rows to."""
    texts: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        texts.setdefault(row, {})[column] = cell.text.strip()
    head = next((row for row, cells in texts.items() if {"代码", EXPLANATION} <= set(cells.values())), None)
    if head is None:
        return []
    columns = {words: column for column, words in texts[head].items()}

    def said(row: int, words: str) -> str:
        return texts[row].get(columns.get(words, 0), "")

    return [
        Entry(
            Kind.FINDING,
            None,
            None,
            number=int(number) if (number := said(row, "序号")).isdecimal() else None,
            code=said(row, "代码"),
            label=said(row, "栏目").partition(f"\n{_ORIGIN}")[0],
            message=said(row, "问题").removesuffix(_THEIR_COMMENT),
            place=said(row, "位置"),
            explanation=said(row, EXPLANATION),
        )
        for row in texts
        if row > head and said(row, EXPLANATION)
    ]
