"""A scored copy that LibreOffice has opened and saved is still our scored copy.

1. Processed again it has the same scores and values, the same findings, no doubled sheets, no marks left over.
2. Rows that LibreOffice has inserted and a sheet that it has renamed are followed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import libreoffice, saved_by_libreoffice
from tests.samples import SAMPLES
from tests.writing.process import RATE, SCORES, explain, explanations, fill_of, form_bytes, opened, process, values_of

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
WRONG = {RATE: "98%", SCORES[1]: 10}
OURS = ["评分汇总", "核对意见", "评分记录"]


def shown(data: bytes, sheet: str) -> dict[str, object]:
    """What stands in the cells of a sheet, numbers as far as a double goes."""
    return {
        cell: round(value, 9) if isinstance(value, float) else value for cell, value in values_of(data, sheet).items()
    }


def commented(data: bytes) -> list[str]:
    """The cells that have a comment."""
    return [cell.coordinate for row in opened(data)["自评表"].iter_rows() for cell in row if cell.comment]


def test_1_saved_and_processed_again(tmp_path: Path) -> None:
    first = explain(process(form_bytes(**WRONG)), B201="按财政系统数填写。")
    again = process(saved_by_libreoffice(first, tmp_path))
    assert opened(again).sheetnames == ["自评表", *OURS]
    for sheet in ("自评表", "评分汇总", "核对意见"):
        assert shown(again, sheet) == shown(process(first), sheet)
    for cell in (RATE, *SCORES):
        assert fill_of(again, cell) == fill_of(first, cell)
    assert explanations(again) == {("B201", "自评表!G6"): "按财政系统数填写。"}
    assert commented(again) == commented(first)
    assert {RATE, SCORES[1]} <= set(commented(first))


def test_1_corrected_after_saving(tmp_path: Path) -> None:
    book = opened(saved_by_libreoffice(process(form_bytes(**WRONG)), tmp_path))
    book["自评表"][RATE] = "99.58%"
    saved_again = tmp_path / "改.xlsx"
    book.save(saved_again)
    again = process(saved_again.read_bytes())
    assert fill_of(again, RATE) is None
    assert opened(again)["自评表"][RATE].comment is None


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_1_samples(path: Path, tmp_path: Path) -> None:
    first = process(path.read_bytes())
    again = process(saved_by_libreoffice(first, tmp_path))
    assert opened(again).sheetnames == opened(first).sheetnames
    assert shown(again, "评分汇总") == shown(first, "评分汇总")
    assert shown(again, "核对意见") == shown(first, "核对意见")


def test_2_rows_inserted_and_sheet_renamed(tmp_path: Path) -> None:
    source, target = tmp_path / "table.xlsx", tmp_path / "edited.xlsx"
    source.write_bytes(explain(process(form_bytes(**WRONG)), B201="按财政系统数填写。"))
    libreoffice(tmp_path, "--norestore", "--terminate_after_init")
    (tmp_path / "profile/user/basic/Standard/Module1.xba").write_text(_MACRO, encoding="utf-8")
    call = f'macro:///Standard.Module1.Edit("{source.as_uri()}","{target.as_uri()}")'
    libreoffice(tmp_path, "--norestore", call)
    again = process(target.read_bytes())
    assert opened(again).sheetnames == ["终稿", *OURS]
    assert fill_of(again, "G7", "终稿") == "FFC9CE"
    assert fill_of(again, "G6", "终稿") is None
    assert values_of(again, "终稿")["H12"] == 30
    assert explanations(again) == {("B201", "终稿!G7"): "按财政系统数填写。"}
    assert process(again) == again


# Inserts a row above 项目名称 and renames the sheet, as a clerk would by hand.
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Edit(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  filter(0).Name = "FilterName" : filter(0).Value = "Calc MS Excel 2007 XML"
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  sheet = book.Sheets.getByIndex(0)
  sheet.Rows.insertByIndex(2, 1)
  sheet.Name = "终稿"
  book.storeToURL(target, filter())
  book.close(True)
End Sub
</script:module>
"""
