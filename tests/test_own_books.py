"""Workbooks that this program makes for the bureau are no filings, by whatever command they are read.

1. Each kind is told by its sheets, and refused with what it is.
2. A unit's workbook with one or two sheets of such names is a filing.
3. What the commands write is known for what it is, also where somebody renamed or deleted a sheet of it.
4. A report that we wrote is known, also when somebody has saved it since; another document is not.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.filings import own_books
from perfeval_xl.filings.own_books import OwnBook, is_own_document, own_book, own_book_of
from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options, run
from perfeval_xl.xlsx.package import Package
from tests.renaming import rename_sheet
from tests.samples import CLEAN
from tests.writing.review.reviewing import OTHER, book_at, filings
from tests.writing.review.reviewing import run as command
from tests.writing.review.test_own_template import template

KINDS = [
    ("汇总表", ["总览", "项目汇总", "审核关注", "文件清单"]),
    ("抽样表", ["抽样名单", "抽样说明", "抽样底单"]),
    ("复核结果", ["复核发现", "口径与扣分", "同口径明细"]),
    ("复核底稿", ["附件1", "差值表", "问题清单", "复核口径"]),
]


@pytest.mark.parametrize(("called", "sheets"), KINDS)
def test_1_refused(tmp_path: Path, called: str, sheets: list[str]) -> None:
    book = openpyxl.load_workbook(CLEAN)
    for name in sheets:
        book.create_sheet(name)
    book.save(tmp_path / "a.xlsx")
    (file,) = run([Input(tmp_path / "a.xlsx")], Options()).files
    assert (file.error_code, file.forms) == ("R907", [])
    assert f"这是本程序生成的{called}，不是自评表" in (file.error_message or "")


@pytest.mark.parametrize("sheets", [["自评表", "汇总"], ["文件清单", "总览"], ["问题清单"], []])
def test_2_a_filing(tmp_path: Path, sheets: list[str]) -> None:
    book = openpyxl.load_workbook(CLEAN)
    for name in sheets:
        book.create_sheet(name)
    book.save(tmp_path / "a.xlsx")
    assert own_book_of((tmp_path / "a.xlsx").read_bytes()) is None


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one book of each kind."""
    top = tmp_path_factory.mktemp("desk")
    folder = filings(top)
    command("summarize", folder, "-o", top / "汇总表.xlsx", "-q")
    command("sample", folder, "--seed", "1", "--rate", "50%", "-o", top / "抽样.xlsx")
    command("review", "start", folder, "-o", top / "复核底稿")
    command("review", "start", folder, "-o", top / "本单位底稿", "--template", template(top))
    command("review", "check", top / "复核底稿", "-o", top / "复核结果.xlsx", "-q")
    command("report", top / "复核底稿", "-o", top / "报告.docx")
    return top


WRITTEN = [
    ("汇总表.xlsx", own_books.SUMMARY, "项目汇总"),
    ("抽样.xlsx", own_books.SAMPLE, "抽样名单"),
    ("复核结果.xlsx", own_books.RESULT, "复核发现"),
    (f"复核底稿/复核底稿_{OTHER}.xlsx", own_books.REVIEW, "复核口径"),
    (f"本单位底稿/复核底稿_{OTHER}.xlsx", own_books.REVIEW_IN_OWN_LAYOUT, "附表1"),
]


@pytest.mark.parametrize(("name", "kind", "sheet"), WRITTEN, ids=[one[0] for one in WRITTEN])
def test_3_what_the_commands_write(desk: Path, tmp_path: Path, name: str, kind: OwnBook, sheet: str) -> None:
    def known(path: Path) -> set[OwnBook | None]:
        return {own_book(Package.open(path)), own_book_of(path.read_bytes())}

    assert known(desk / name) == {kind}
    book = openpyxl.load_workbook(desk / name)
    rename_sheet(book, sheet, "张三改的名")
    book.save(tmp_path / "改名.xlsx")
    assert known(tmp_path / "改名.xlsx") == {kind}
    del book["张三改的名"]
    book.save(tmp_path / "删去.xlsx")
    assert known(tmp_path / "删去.xlsx") == {kind}


def test_3_in_a_layout_with_sheets_of_our_names(desk: Path, tmp_path: Path) -> None:
    """A bureau's own layout may call its sheets as we do."""
    own = openpyxl.load_workbook(desk / "空白底稿.xlsx")
    for name in ("差值表", "问题清单", "复核口径"):
        own.create_sheet(name)["A1"] = "本局的"
    own.save(tmp_path / "模板.xlsx")
    folder = filings(tmp_path)
    command("review", "start", folder, "-o", tmp_path / "复核底稿", "--template", tmp_path / "模板.xlsx")
    assert own_book_of(book_at(folder, OTHER).read_bytes()) is own_books.REVIEW_IN_OWN_LAYOUT


def test_4_a_report(desk: Path, tmp_path: Path) -> None:
    from docx import Document

    assert is_own_document((desk / "报告.docx").read_bytes())
    document = Document(str(desk / "报告.docx"))
    document.core_properties.last_modified_by = "张三"
    document.save(str(tmp_path / "改过.docx"))
    assert is_own_document((tmp_path / "改过.docx").read_bytes())
    other = Document()
    other.core_properties.author = "张三"
    other.save(str(tmp_path / "别的.docx"))
    assert not is_own_document((tmp_path / "别的.docx").read_bytes())
    assert not is_own_document(b"PK")
