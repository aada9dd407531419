"""Large sheets: asked with their texts alone whether there is anything to be read in them.

1. A workbook read so comes to the same records and notes: every fixture.
2. Of use is what holds a form, its parts, texts that explain it, the rule-set; a list of figures is not.
3. A sheet of no use to which a formula or a name refers is read whole; another stays without its numbers.
4. The marks of a copy do not depend on how large its sheets are.
"""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from perfeval_xl.problems import FileError
from perfeval_xl.reading import is_of_use, read_book
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.result import FormResult
from perfeval_xl.writing.copy.as_left import marks_of
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read import sheetreader
from tests.grids import grid_of

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").rglob("*.xls[xm]"))


@pytest.fixture
def all_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheetreader, "TREE_AT_ONCE", 0)


def _forms(path: Path) -> list[FormResult] | str:
    try:
        return read_book(book_of(Package.open(path), path.name, is_of_use), path.name)
    except FileError as fault:
        return fault.code


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_1_the_same_records(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = _forms(path)
    monkeypatch.setattr(sheetreader, "TREE_AT_ONCE", 0)
    assert repr(_forms(path)) == repr(usual)


@pytest.mark.parametrize(
    ("rows", "of_use"),
    [
        ([["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]], True),
        ([["资金来源", "年初预算数", "全年预算数", "全年执行数"]], True),
        ([["项目名称", "道路养护"]], True),
        ([["产出指标", "数量指标", "养护里程"]], True),
        ([["项目概况", "养护道路三条。"]], True),
        ([["评分规则编号", "sichuan-2023"]], True),
        ([["序号", "姓名", "金额", "备注"], [1, "甲", 300, "已发"]], False),
        ([["月份", "数"]], False),
        ([], False),
    ],
)
def test_2_of_use(rows: list[list[str | int]], of_use: bool) -> None:
    assert is_of_use(grid_of(rows, name="数据")) is of_use


def _package(formula: str, name: str = "") -> Package:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "自评表"
    book.active["A1"] = formula
    data = book.create_sheet("数 据")
    data.append(["月份", 2, 4])
    if name:
        book.defined_names[name] = DefinedName(name, attr_text="'数 据'!$B$1:$C$1")
    target = io.BytesIO()
    book.save(target)
    return Package.from_bytes(target.getvalue())


@pytest.mark.parametrize(
    ("formula", "name", "shown", "cells"),
    [
        ("=SUM('数 据'!B1:C1)", "", "6", 3),
        ("=SUM(支出)", "支出", "6", 3),
        ("=1+1", "", "2", 1),
    ],
)
@pytest.mark.usefixtures("all_large")
def test_3_what_formulas_refer_to(formula: str, name: str, shown: str, cells: int) -> None:
    form, data = book_of(_package(formula, name), "a.xlsx", is_of_use).grids
    assert form.cells[1, 1].text == shown
    assert len(data.cells) == cells


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_4_the_same_marks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = marks_of(Package.open(path))
    monkeypatch.setattr(sheetreader, "TREE_AT_ONCE", 0)
    assert marks_of(Package.open(path)) == usual


@pytest.mark.parametrize(
    ("place", "sheet_place"), [("B7", "B7"), ("Z1000", "…"), ("AZ7", "…"), ("C400", "C400"), ("C401", "…")]
)
def test_4_far_cells_are_marked_together(place: str, sheet_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "数"
    book.active[place] = 1.50
    target = io.BytesIO()
    book.save(target)
    for at_once in (sheetreader.TREE_AT_ONCE, 0):
        monkeypatch.setattr(sheetreader, "TREE_AT_ONCE", at_once)
        assert {one for _, one in marks_of(Package.from_bytes(target.getvalue()))} == {"A1", sheet_place}
