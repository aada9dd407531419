"""A Word form through `process`: its scored copy is our standard workbook, filled, as that of an .xls is.

1. The copy lies beside it as .xlsx and says where it comes from; the document is untouched.
2. check and process name the same places, those of the document; in the copy each finding stands at the copy's own
   cell, with the place in the document told beside it.
3. What was blank is computed into the copy; processed again, the copy is the same; the copy can be processed itself.
4. Two forms in one document get two sheets.
5. Of 表.docx and 表.xlsx one alone is written.
6. What the unit explained on the copy is told when the document is processed again.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from perfeval_xl.cli import run as typed
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.xlsx.package import Package
from tests.reading.meaning.compare import TABLES
from tests.word_tables import add_grid, as_document, saved

NAME = "01-shanxi-county-2020-national-layout"
TABLE = TABLES / f"{NAME}.xlsx"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "自评表.docx"
    path.write_bytes(as_document(TABLE))
    return path


def process(path: Path, capfd: pytest.CaptureFixture[str], *more: str) -> dict:
    typed(["process", "--json", *more, str(path)])
    return json.loads(capfd.readouterr().out)["files"][0]


def test_1_and_2_the_copy(form: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = form.read_bytes()
    done = process(form, capfd)
    assert done["output"] == str(form.with_name("自评表_已评分.xlsx"))
    assert form.read_bytes() == before
    book = openpyxl.load_workbook(done["output"])
    notes = [str(row[1].value) for row in book["填报说明"].iter_rows(max_row=8)]
    assert any("自评表.docx" in text and "原文件是 Word 文档" in text for text in notes)
    found = {(one["code"], one["cell"]) for one in done["forms"][0]["findings"]}
    assert ("S508", "表1 第5行第8列") in found
    rows = list(book["核对意见"].iter_rows(min_row=5, values_only=True))
    ((own, label),) = [(str(row[3]), row[4]) for row in rows if row[2] == "S508"]
    assert label == "年度资金总额·得分\n原表 表1 第5行第8列"
    sheet, _, cell = own.partition("!")
    assert book[sheet][cell].value == 9
    typed(["check", "--json", str(form)])
    checked = json.loads(capfd.readouterr().out)["files"][0]
    assert found <= {(one["code"], one["cell"]) for one in checked["forms"][0]["findings"]}


def test_2_on_the_terminal(form: Path, capfd: pytest.CaptureFixture[str]) -> None:
    typed(["process", str(form)])
    shown = capfd.readouterr().out
    assert "表1 第5行第8列  年度资金总额·得分" in shown
    assert "Word 文档不能在原表上标注，这是填好的标准自评表" in shown


def test_3_again(form: Path, capfd: pytest.CaptureFixture[str]) -> None:
    copy = Path(process(form, capfd)["output"])
    first = copy.read_bytes()
    process(form, capfd)
    assert copy.read_bytes() == first
    done = process(copy, capfd)
    assert done["error"] is None
    assert done["output"] == str(copy)
    assert {one["code"] for one in done["forms"][0]["findings"]} >= {"S508", "S509"}


def test_4_two_forms(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document = Document()
    for _ in range(2):
        add_grid(document, book_of(Package.open(TABLE), TABLE.name).grids[0], lead_as_text=True)
        document.add_page_break()
    (tmp_path / "两张.docx").write_bytes(saved(document))
    book = openpyxl.load_workbook(process(tmp_path / "两张.docx", capfd)["output"])
    assert book.sheetnames[1:3] == ["自评表", "自评表（2）"]
    places = [str(row[4]) for row in book["核对意见"].iter_rows(min_row=5, values_only=True) if row[2] == "S508"]
    assert sorted(one.partition("\n")[2] for one in places) == ["原表 表1 第4行第8列", "原表 表2 第4行第8列"]


def test_5_one_target(form: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copy(TABLE, form.with_suffix(".xlsx"))
    assert typed(["process", "--json", str(form.parent)]) == 2
    files = json.loads(capfd.readouterr().out)["files"]
    assert [one["status"] for one in files] == ["ok", "failed"]
    assert "会写到同一个文件" in files[1]["error"]["message"]


def test_6_explained(form: Path, capfd: pytest.CaptureFixture[str]) -> None:
    copy = Path(process(form, capfd)["output"])
    book = openpyxl.load_workbook(copy)
    sheet = book["核对意见"]
    row = next(row for row in range(5, 30) if sheet.cell(row, 3).value == "S508")
    sheet.cell(row, 10).value = "按区里通知扣 0.91 分"
    book.save(copy)
    done = process(form, capfd)
    (one,) = [one for one in done["forms"][0]["findings"] if one["code"] == "S508"]
    assert (one["cell"], one["explanation"]) == ("表1 第5行第8列", "按区里通知扣 0.91 分")
