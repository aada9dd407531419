"""差异.xlsx: what differs between two versions of forms, and what became of the findings, a sheet each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from perfeval_xl.writing.text_size import text_height

_CHANGES = (("项目", 24), ("工作表", 12), ("单元格", 9), ("栏目", 30), ("原来", 30), ("现在", 30), ("对应意见", 12))
_FINDINGS = (("项目", 24), ("去向", 9), ("级别", 8), ("代码", 8), ("单元格", 9), ("意见", 80))
_FIXED = datetime(2020, 1, 1)  # the same differences give the same bytes


def workbook_of(changes: Sequence[Sequence[str]], findings: Sequence[Sequence[str]]) -> bytes:
    """The workbook: `changes` and `findings` are rows of texts in the order of the heads."""
    import xlsxwriter

    out = BytesIO()
    texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, texts) as book:
        book.set_properties({"created": _FIXED, "author": "perfeval-xl"})
        _put(book, "改动", _CHANGES, changes, "两个版本没有不同。")
        _put(book, "意见", _FINDINGS, findings, "没有意见。")
    return out.getvalue()


def _put(
    book: object, name: str, heads: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], nothing: str
) -> None:
    font = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
    head = book.add_format({**font, "bold": True, "align": "center", "bg_color": "#F2F2F2"})  # pyright: ignore
    body = book.add_format(font)  # pyright: ignore
    sheet = book.add_worksheet(name)  # pyright: ignore
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, (words, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, head)
    for number, row in enumerate(rows or [(nothing,)], 1):
        widths = [width for _, width in heads]
        sheet.set_row(number, max(text_height(text, width, size=10) for text, width in zip(row, widths, strict=False)))
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, body)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
