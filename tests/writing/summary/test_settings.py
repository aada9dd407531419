"""perfeval-xl.toml filters what the 汇总表 tells, never what comes of a form.

1. 处理意见, its reasons, 关注分, 自评工作质量 and 整改台账 are those of a run without the setting.
2. 核对意见, 批间比对 and the counts leave out what is filtered; the 勾稽 lines tie all the same.
3. Every sheet says what was left out and by which setting, and so do terminal and JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfeval_xl.cli import run
from perfeval_xl.filings.batch import Batch
from tests.writing.summary.books import batch_of, book_of, material, occasion, whole_book

LEFT_OUT = "按设置（perfeval-xl.toml 的 ignore = B,S）另有意见没有列出：错误"


@pytest.fixture(scope="module")
def batches(tmp_path_factory: pytest.TempPathFactory) -> tuple[Batch, Batch, Path]:
    """Without the setting and with it."""
    top = tmp_path_factory.mktemp("设置")
    folder = material(top)
    plain = batch_of(folder)
    (folder / "perfeval-xl.toml").write_text('ignore = ["B", "S"]', encoding="utf-8")
    return plain, batch_of(folder), top


@pytest.fixture(scope="module")
def books(batches: tuple[Batch, Batch, Path]) -> tuple[openpyxl.Workbook, openpyxl.Workbook]:
    plain, filtered, top = batches
    return book_of(whole_book(occasion(plain, top))), book_of(whole_book(occasion(filtered, top)))


def column(book: openpyxl.Workbook, sheet: str, head: str) -> list[Any]:
    rows = list(book[sheet].iter_rows(values_only=True))
    top = next(at for at, row in enumerate(rows) if head in row)
    return [row[rows[top].index(head)] for row in rows[top + 1 :]]


@pytest.mark.parametrize(
    ("sheet", "head"),
    [
        *(("项目汇总", "处理意见"), ("项目汇总", "处理理由"), ("审核关注", "关注分"), ("自评工作质量", "小计")),
        *(("整改台账", "事项描述"), ("整改台账", "本次是否还在")),
    ],
)
def test_1_what_comes_of_it(books: tuple[openpyxl.Workbook, openpyxl.Workbook], sheet: str, head: str) -> None:
    assert column(books[0], sheet, head) == column(books[1], sheet, head)


def test_2_what_is_listed(books: tuple[openpyxl.Workbook, openpyxl.Workbook]) -> None:
    plain, filtered = books
    codes = column(plain, "核对意见", "代码")
    assert column(filtered, "核对意见", "代码") == [one for one in codes if one[0] not in "BS"] != codes
    for sheet in ("项目汇总", "单位汇总"):
        assert sum(column(filtered, sheet, "错误")) == column(filtered, "核对意见", "级别").count("错误")
    proofs = [str(cell) for sheet in filtered for cell in next(sheet.iter_rows(3, 3, values_only=True)) if cell]
    assert any("✓" in one for one in proofs)
    assert not any("✗" in one for one in proofs)


def test_3_every_sheet_says_so(books: tuple[openpyxl.Workbook, openpyxl.Workbook]) -> None:
    plain, filtered = books
    assert all(LEFT_OUT in filtered[name]["A2"].value for name in filtered.sheetnames)
    assert not any("按设置" in plain[name]["A2"].value for name in plain.sheetnames)


def test_3_terminal_and_json(batches: tuple[Batch, Batch, Path], capfd: pytest.CaptureFixture[str]) -> None:
    top = batches[2]

    def typed(*words: object) -> str:
        run([str(one) for one in words])
        return capfd.readouterr().out

    out = typed("summarize", top / "自评材料", "-o", top / "汇总表.xlsx")
    assert LEFT_OUT in out.replace("\n", "")
    said = json.loads(typed("summarize", top / "自评材料", "-o", top / "汇总表.xlsx", "--json"))
    assert (said["left_out"], said["left_out_by"]) == (["B", "S"], "perfeval-xl.toml 的 ignore = B,S")
    codes = {found["code"][0] for file in said["files"] for one in file["forms"] for found in one["form"]["findings"]}
    assert codes
    assert not codes & set("BS")
