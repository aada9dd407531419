"""What a formula of the copy comes to while we edit it.

1. Cells that were filled in count; so do formulas in between.
2. What gives no number, or cannot be told, is None.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.writing.copy.results import number_of
from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "自评表"
    values = {"A1": 9.96, "A3": "—", "A4": "=A1*2", "B1": "=ROUND(SUM(A1:A4),1)", "B2": "=A1+A3", "B3": "=NOW()"}
    values |= {"B4": "=SUM(A:A)", "B5": "=其他!A1", "B6": '=A3&""', "B7": "=SUM(A1:A4)*2"}
    for cell, value in values.items():
        sheet[cell] = value
    book.save(tmp_path / "表.xlsx")
    return Editor(Package.open(tmp_path / "表.xlsx"), AUTHOR)


def test_1_with_pending_edits(editor: Editor) -> None:
    assert number_of(editor, "自评表", "B1") == Decimal("29.9")
    editor.set_number("自评表", "A2", Decimal("0.12"))
    assert number_of(editor, "自评表", "B1") == Decimal("30.0")
    assert number_of(editor, "自评表", "B7") == Decimal("60")


@pytest.mark.parametrize("cell", ["A1", "B2", "B3", "B4", "B5", "B6", "C9"])
def test_2_none(editor: Editor, cell: str) -> None:
    assert number_of(editor, "自评表", cell) is None
