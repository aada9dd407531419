"""Which tables of a Word document are one form.

1. Head, money and indicators in tables of their own are one form, with captions between them or without.
2. A table that was cut in two is one; its heading may be printed again; a small table below adds to it.
3. A table that names a project begins a form; what is no part of a form (approved targets, texts) stays by itself and
   is read as a sheet of its own would be.
4. A table of indicators in a report, without project, money or title, is no form.
5. Many tables take no longer than they must.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.problems import FileError
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.opened import opened
from perfeval_xl.reading.grids.spreadsheet import Book
from perfeval_xl.result import FormResult
from tests.word_documents import cell, document, paragraph, row, table, texts

HEAD = table(row("项目名称", "社区养老"), row("实施单位", "某街道"))
MONEY = table(
    row("资金来源", "年初预算数", "全年预算数", "全年执行数", "执行率"), row("年度资金总额", "100", "100", "98", "98%")
)
HEADING = row("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
FIRST = row("产出指标", "数量指标", "服务人次", "≥100人次", "104人次", "50", "50")
SECOND = row("效益指标", "社会效益指标", "受益居民", "≥20人", "21人", "40", "40")
TITLE = paragraph("项目支出绩效自评表") + paragraph("（2023年度）")


def book(folder: Path, body: str) -> Book:
    (folder / "表.docx").write_bytes(document(body))
    there = opened(folder / "表.docx")
    assert isinstance(there, Book)
    return there


def forms(folder: Path, body: str) -> list[FormResult]:
    return read_book(book(folder, body), "表.docx")


def said(form: FormResult) -> tuple[object, ...]:
    return form.form.year, form.form.project, len(form.funds), [one.name for one in form.indicators]


@pytest.mark.parametrize("caption", ["", "三、指标完成情况", "绩效指标完成情况表"])
def test_1_three_tables(caption: str, tmp_path: Path) -> None:
    between = paragraph(caption)
    (form,) = forms(tmp_path, TITLE + HEAD + between + MONEY + between + table(HEADING, FIRST, SECOND))
    assert said(form) == (2023, "社区养老", 1, ["服务人次", "受益居民"])
    assert form.form.project_cell == "表1 第1行第2列"
    assert form.funds[0].executed.cell == "表2 第2行第4列"
    assert form.indicators[1].actual.startswith("21") if form.indicators[1].actual else False
    assert form.indicators[1].actual_cell == "表3 第3行第5列"


def test_1_a_title_in_a_table_of_its_own(tmp_path: Path) -> None:
    title = table(row("项目支出绩效自评表"), row("（2023年度）"))
    (form,) = forms(tmp_path, title + paragraph() + HEAD + paragraph() + table(HEADING, FIRST))
    assert said(form) == (2023, "社区养老", 0, ["服务人次"])


@pytest.mark.parametrize("again", [(), (HEADING,)], ids=["", "heading again"])
def test_2_cut_in_two(again: tuple[str, ...], tmp_path: Path) -> None:
    total = table(row("总分", "90"))
    body = (
        TITLE + HEAD + paragraph() + table(HEADING, FIRST) + paragraph() + table(*again, SECOND) + paragraph() + total
    )
    (form,) = forms(tmp_path, body)
    assert said(form) == (2023, "社区养老", 0, ["服务人次", "受益居民"])
    assert form.form.total_self_score.value == 90


def test_3_two_projects(tmp_path: Path) -> None:
    one = HEAD + paragraph() + table(HEADING, FIRST)
    other = table(row("项目名称", "道路养护"), row("实施单位", "某街道")) + paragraph() + table(HEADING, SECOND)
    first, second = forms(tmp_path, TITLE + one + TITLE + other)
    assert (said(first), said(second)) == (
        (2023, "社区养老", 0, ["服务人次"]),
        (2023, "道路养护", 0, ["受益居民"]),
    )
    assert (first.form.sheet, second.form.sheet) == ("表1", "表3")


def test_3_what_is_no_part(tmp_path: Path) -> None:
    targets = table(
        row("一级指标", "二级指标", "三级指标", "年度指标值"), row("产出指标", "数量指标", "服务人次", "≥100人次")
    )
    rest = table(*(row("存在的问题", cell(f"第{number}个问题，人手不足")) for number in range(5)))
    body = (
        TITLE + HEAD + paragraph() + table(HEADING, FIRST) + paragraph("绩效目标") + targets + paragraph("总结") + rest
    )
    (form,) = forms(tmp_path, body)
    assert said(form) == (2023, "社区养老", 0, ["服务人次"])
    assert [one.name for one in form.approved] == ["服务人次"]
    assert form.approved[0].sheet == "表3"
    assert {one.key for one in form.texts} == {"problems"}


@pytest.mark.parametrize("caption", ["项目按计划完成。" * 30, "表2 绩效指标完成情况表", "绩效自评报告"])
def test_4_a_report(caption: str, tmp_path: Path) -> None:
    text = paragraph("二、绩效实现情况") + paragraph(caption)
    with pytest.raises(FileError, match="像是报告里的表") as caught:
        forms(tmp_path, text + table(HEADING, FIRST, SECOND))
    assert caught.value.code == "R907"


def test_5_many_tables(tmp_path: Path) -> None:
    there = book(tmp_path, (table(row("甲", "乙")) + paragraph()) * 300)
    assert len(there.grids) == 300
    with pytest.raises(Exception, match="没有找到绩效自评表"):
        read_book(there, "表.docx")
    assert max(len(texts(grid)) for grid in there.grids) <= 40  # no more than twenty tables are one form
