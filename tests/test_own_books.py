"""Workbooks that this program makes for the bureau are no filings, by whatever command they are read.

1. Each kind is told by its sheets, and refused with what it is.
2. A unit's workbook with one or two sheets of such names is a filing.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.filings.own_books import own_book
from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options, run
from tests.samples import CLEAN

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
def test_2_a_filing(sheets: list[str]) -> None:
    assert own_book(sheets) is None
