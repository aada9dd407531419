"""Which report `report` makes: of 复核底稿, or of forms.

1. 复核底稿 of ours and those in a bureau's own layout make the 复核报告, without a word of the kind of report.
2. What lies beside them does not keep them from it: a damaged one, kept ones, notes, the report itself of the last run;
   each is named, and none is read twice.
3. Forms beside them: which is meant nobody can tell, and it is asked.
4. Projects of one name are told apart: by the unit, else by the sheet or the file.
5. Forms make their own report, also where a 汇总表 of ours lies beside them.
6. A project whose form has no scores is in no mean and in no comparison; a dozen units are no title.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from perfeval_xl.cli import run
from perfeval_xl.filings.review.filled import Field, FilledBook, FilledProject, FilledRow, Said, tell_apart
from perfeval_xl.filings.review.grounds import load
from perfeval_xl.filings.review.words import Head
from perfeval_xl.writing.report.facts import Gaps
from perfeval_xl.writing.report.review_facts import review_facts
from tests.writing.review.reviewing import ONE, OTHER, book_at, filings, started
from tests.writing.review.test_own_template import template


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """自评材料 of two units, 复核底稿 of ours, 本单位底稿 in another layout."""
    top = tmp_path_factory.mktemp("复核")
    folder = filings(top)
    started(folder)
    shutil.move(top / "复核底稿", top / "自带底稿")
    started(folder, "--template", template(top))
    shutil.move(top / "复核底稿", top / "本单位底稿")
    shutil.move(top / "自带底稿", top / "复核底稿")
    return top


@pytest.fixture
def top(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "处")


@pytest.mark.parametrize("kind", ["复核底稿", "本单位底稿"])
def test_1_the_report_of_a_review(top: Path, kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["report", str(top / kind)]) == 0
    assert "已写出复核报告" in capfd.readouterr().out


@pytest.mark.parametrize("kind", ["复核底稿", "本单位底稿"])
def test_2_what_lies_beside_them(top: Path, kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    folder = top / kind
    one, other = (folder / f"复核底稿_{unit}.xlsx" for unit in (ONE, OTHER))
    run(["report", str(folder)])
    shutil.copy(one, one.with_suffix(".改动.xlsx"))
    (folder / "记事.txt").write_text("待办", encoding="utf-8")
    other.write_bytes(other.read_bytes()[:2000])
    capfd.readouterr()
    assert run(["report", str(folder), "--force"]) == 2
    told = capfd.readouterr()
    assert f"已写出复核报告：{folder / f'{ONE}_自评复核报告.docx'}（3 个项目）" in told.out
    assert f"{other.name}：文件不完整或已损坏" in told.err
    for name in ("全部单位_自评复核报告.docx", f"复核底稿_{ONE}.改动.xlsx"):
        assert name in told.err


def test_2_nothing_but_a_damaged_one(top: Path, capfd: pytest.CaptureFixture[str]) -> None:
    one = book_at(top / "自评材料", OTHER)
    one.write_bytes(one.read_bytes()[:2000])
    assert run(["report", str(one)]) == 2
    assert "文件不完整或已损坏" in capfd.readouterr().err


def test_3_forms_beside_them(top: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["report", str(top / "复核底稿"), str(top / "自评材料"), "-o", str(top / "报告.docx")]
    assert run(words) == 2
    assert "看不出要哪一种报告" in capfd.readouterr().err
    assert not (top / "报告.docx").exists()
    run([*words, "--outline", "review"])
    assert (top / "报告.docx").exists()


@pytest.mark.parametrize(
    ("projects", "called"),
    [
        ([("甲", "一镇", "a", "附件1"), ("乙", "一镇", "a", "附件2")], ["甲", "乙"]),
        ([("甲", "一镇", "a", "附件1"), ("甲", "二镇", "b", "附件1")], ["甲（一镇）", "甲（二镇）"]),
        (
            [("甲", "一镇", "a", "附件1"), ("甲", "一镇", "a", "附件2"), ("甲", "二镇", "b", "附件1")],
            ["甲（一镇，附件1）", "甲（一镇，附件2）", "甲（二镇）"],
        ),
        (
            [("甲", "一镇", "a", "附件1"), ("甲", "一镇", "b", "附件1")],
            ["甲（一镇，a）", "甲（一镇，b）"],
        ),
        (
            [("甲", "一镇", "a", "附件1"), ("甲", "一镇", "b", "附件1"), ("甲", "一镇", "b", "附件2")],
            ["甲（一镇，a）", "甲（一镇，b，附件1）", "甲（一镇，附件2）"],
        ),
        ([("甲", "", "a", "附件1"), ("甲", "", "a", "附件2")], ["甲（附件1）", "甲（附件2）"]),
    ],
)
def test_4_told_apart(projects: list[tuple[str, str, str, str]], called: list[str]) -> None:
    told = [FilledProject(FilledBook(Path(), file), sheet, name, unit, "A1") for name, unit, file, sheet in projects]
    tell_apart(told)
    assert [one.called for one in told] == called


def test_4_in_the_report(top: Path) -> None:
    folder = top / "复核底稿"
    one = folder / f"复核底稿_{ONE}.xlsx"
    shutil.copy(one, folder / "另一本.xlsx")
    run(["report", str(folder)])
    said = "\n".join(
        cell.text
        for table in Document(str(folder / "全部单位_自评复核报告.docx")).tables
        for row in table.rows
        for cell in row.cells
    )
    assert f"社区养老服务（{ONE}，{one.name}）" in said
    assert f"社区养老服务（{ONE}，另一本.xlsx）" in said


def test_5_forms(top: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = top / "自评材料" / OTHER
    run(["summarize", str(folder), "-o", str(folder / "汇总表.xlsx"), "-q"])
    run(["report", str(folder), "-o", str(top / "报告.docx")])
    assert f"已写出报告：{top / '报告.docx'}" in capfd.readouterr().out


def reviewed(unit: str, own: str | None, review: str) -> FilledProject:
    project = FilledProject(FilledBook(Path(), "底稿.xlsx"), "附件1", f"{unit}道路", unit, "A1")
    cells: dict[Field, Said] = {Head.REVIEW_SCORE: Said("K4", review, Decimal(review))}
    if own is not None:
        cells[Head.SELF_SCORE] = Said("I4", own, Decimal(own))
    project.rows.append(FilledRow(project, 4, cells, ""))
    return project


def test_6_a_form_without_scores_is_in_no_mean() -> None:
    projects = [reviewed("甲镇", "90", "80"), reviewed("乙镇", "100", "96"), reviewed("丙镇", None, "0")]
    facts = review_facts(projects, load(), "码", Gaps())
    assert facts["平均"] == {"自评得分": "95", "复核得分": "88", "偏差": "-7", "偏离度": "7.37%"}
    assert "其中 1 个自评表没有得分，不计入以下平均和比较" in facts["总体结果"]
    assert facts["项目"][2]["差值"]["自评得分"] == facts["项目"][2]["差值"]["偏差"] == "—"
    assert facts["单位概称"] == "甲镇等 3 个单位"
    assert review_facts(projects[2:], load(), "码", Gaps())["平均"]["自评得分"] == "—"
