"""Cells written straight: the worksheet part is the same as XlsxWriter's own, byte for byte, for every kind of cell."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from perfeval_xl.writing.new_workbook import new_workbook
from perfeval_xl.writing.summary.kit.quick_sheet import QuickSheet


def parts(kind: type[Worksheet]) -> dict[str, bytes]:
    out = io.BytesIO()
    book = new_workbook(out, 10)
    book.set_properties({"created": datetime(2024, 3, 1)})
    sheet = book.add_worksheet("表", kind)
    look, dated = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.set_column(3, 3, 12, look)
    for row, given in enumerate((look, None)):
        sheet.write_string(row, 0, "<得分> & “说明”", given)
        sheet.write_number(row, 1, 0.1 + 0.2, given)
        sheet.write_number(row, 2, -1234567890.125, given)
        sheet.write_blank(row, 3, None, given)
        sheet.write_formula(row, 4, "=B1&C1", given, "a<b")
        sheet.write_boolean(row, 5, True, given)
        sheet.write_datetime(row, 6, datetime(2024, 3, 29), given or dated)
        sheet.write_url(row, 7, "https://example.org/a&b", given)
        sheet.write_rich_string(row, 30, "一", look, "二")
    book.close()
    with zipfile.ZipFile(out) as made:
        return {name: made.read(name) for name in made.namelist()}


def test_the_same_parts() -> None:
    assert parts(QuickSheet) == parts(Worksheet)
