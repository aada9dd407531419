"""What we write is clean by Microsoft's own validator.

1. The marked copy of every fixture has no error that the fixture had not.
2. So has the copy with everything taken back.
3. A sheet of ours in a workbook of its own, with all that a design can hold, has none at all.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit.added_sheets import CellDesign, PrintDesign, SheetDesign, StyleDesign
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from tests.office import errors
from tests.xlsx.fixtures import MAKERS, SHEET, base
from tests.xlsx.marking import marked, take_back

pytestmark = pytest.mark.slow
UNREADABLE = {"with_other_case_names"}  # the validator cannot open the fixture itself
READABLE = pytest.mark.parametrize("name", [name for name in MAKERS if name not in UNREADABLE])


def suffix(name: str) -> str:
    return ".xlsm" if name == "with_macros" else ".xlsx"


@READABLE
def test_1_and_2_no_new_errors(name: str) -> None:
    data = MAKERS[name]()
    first = marked(data)
    there = errors(data, suffix(name))
    assert errors(first, suffix(name)) - there == {}
    editor = Editor(Package.from_bytes(first), AUTHOR)
    take_back(editor, Editor(Package.from_bytes(data), AUTHOR))
    assert errors(editor.build(), suffix(name)) - there == {}


def test_3_everything_a_design_can_hold() -> None:
    styles = [
        StyleDesign(),
        StyleDesign(size=10.5, bold=True, underline=True, color="C00000", fill="E2F0D9"),
        StyleDesign(border="medium", horizontal="left", wrap=True, indent=2),
        StyleDesign(border="hair", number_format="0.00%", horizontal="right", locked=False),
        StyleDesign(number_format='0.0"万元"'),
    ]
    cells = [
        CellDesign(row, column, value, style)
        for row, value in enumerate(("文字 <&> \"'", Decimal("-0.5"), 3, None, " 前后有空格 \n第二行"), start=1)
        for column, style in enumerate(styles, start=1)
    ]
    cells += [
        CellDesign(7, 1, Decimal(3), formula="SUM(B3:E3)"),
        CellDesign(7, 2, "是", formula='IF(A7>2,"是","否")'),
        CellDesign(7, 3, None, formula="A7*2"),
    ]
    printing = PrintDesign(landscape=True, repeat_rows=(1, 2), fit_height=1)
    design = SheetDesign(
        "汇总 & '引号'",
        cells,
        column_widths={1: 30, 2: 10.5},
        row_heights={9: 40},
        merges=[(9, 1, 9, 3), (10, 1, 11, 2)],
        links={"A1": (SHEET, "G12", "去 <G12>"), "B1": ("汇总 & '引号'", "A1", "")},
        row_breaks=[3, 5],
        frozen_rows=2,
        printing=printing,
    )
    editor = Editor(Package.from_bytes(base()), AUTHOR)
    editor.put_sheet(design)
    editor.put_sheet(SheetDesign("隐藏", [], state="hidden"))
    assert errors(editor.build()) == {}
