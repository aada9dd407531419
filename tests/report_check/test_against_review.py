"""The 复核报告 made of filled 复核底稿, and an existing one held against them.

1. Every figure of the sheets that the report speaks of stands in it; each cut is a problem with ground and advice.
2. What the sheets do not say is marked 【待补充：…】; a 底稿 that is not finished makes a draft.
3. Our own report agrees with the 底稿; the same 底稿 gives the same bytes.
4. One figure changed in the report: found, at its place, and nothing else.
5. One figure changed in the 底稿 after the report: found likewise.
6. A project and a cut that the report leaves out are told.
7. A foreign 底稿 is read by its heads; what is none is refused in one sentence.
8. --fields --outline review names every field that its outline uses, with examples of the 底稿 that are named.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from perfeval_xl.cli import run as command
from perfeval_xl.desk.report import filled_at, projects_of
from perfeval_xl.filings.review.words import Beside, Head
from perfeval_xl.report_check import check_review_report
from perfeval_xl.report_check.document import opened
from perfeval_xl.result import Severity
from perfeval_xl.writing.report import outlines
from tests.filings.folder import put, xlsx
from tests.writing.review.reviewing import GROUNDS, ONE, book_at, filings, fill, run, started

pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set")
PLEASED = "服务对象满意度"
CUTS = {
    PLEASED: {
        Head.REVIEW_SCORE: 0,
        Head.REMARK: "没有问卷，扣100%",
        Beside.GROUND: GROUNDS[0],
        Beside.ADVICE: "补做问卷",
    },
    "验收合格率": {Head.REVIEW_SCORE: 7, Head.REMARK: "没有标准，扣30%", Beside.GROUND: GROUNDS[1]},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reviewed to the end: two cuts, the open row given 9 points; and its report 复核.docx beside."""
    made = filings(tmp_path_factory.mktemp("复核"))
    started(made)
    fill(book_at(made, ONE), CUTS)
    given = {
        Head.REVIEW_SCORE: 9,
        Head.REMARK: "基本完成，按区间下限给9分",
        Beside.GROUND: "01 未达目标，按评分规则折算",
    }
    fill(book_at(made, ONE), {"受益居民人次": given}, at=1)
    book = openpyxl.load_workbook(book_at(made, ONE))
    book["差值表"]["E4"] = "满意度没有调查，质量指标没有标准"
    book.save(book_at(made, ONE))
    run("report", made.parent / "复核底稿", "-o", made.parent / "复核.docx")
    return made


def text_of(path: Path) -> str:
    document = Document(str(path))
    lines = [one.text for one in document.paragraphs]
    return "\n".join([*lines, *(cell.text for table in document.tables for row in table.rows for cell in row.cells)])


def told(report: Path, folder: Path) -> list[tuple[str, str]]:
    projects = projects_of(filled_at([str(folder.parent / "复核底稿")]))
    found = check_review_report(opened(report), projects, "review")
    return [(one.code, one.message) for one in found if one.severity is not Severity.HINT]


def test_1_every_figure_stands_in_the_report(folder: Path) -> None:
    text = text_of(folder.parent / "复核.docx")
    for said in (
        "共复核 4 个项目，自评平均 98.68 分，复核平均 93.93 分，平均偏差 -4.75 分，偏离度 4.81%。",
        "社区养老服务：自评得分 99.9 分，复核得分 86.9 分，偏差 -13 分，偏离度 13.01%。",
        f"社区养老服务“{PLEASED}”（指标值 ≥90%，自评完成值 95%）：自评 10 分，复核 0 分，扣 10 分（100%）。",
        "依据“02 无佐证材料”：没有问卷，扣100%。",
        f"社区养老服务“{PLEASED}”：补做问卷",
        "复核指标 32 项（含预算执行），扣分 3 项，共扣 19 分。",
        "偏离度＝（自评得分－复核得分）÷自评得分",
        "满意度没有调查，质量指标没有标准",
    ):
        assert said in text
    assert "{{" not in text
    assert "草稿" not in text


def test_2_gaps_and_drafts(folder: Path, tmp_path: Path) -> None:
    assert "【待补充：复核人】" in text_of(folder.parent / "复核.docx")
    other = filings(tmp_path)
    started(other)
    run("report", other.parent / "复核底稿", "-o", tmp_path / "稿.docx")
    assert "草稿：复核底稿还有 1 项没有填复核得分，本报告不能作为定稿。" in text_of(tmp_path / "稿.docx")


@pytest.mark.parametrize("score", [-1, 60])
def test_2_a_score_that_no_review_can_give_makes_a_draft(folder: Path, tmp_path: Path, score: int) -> None:
    copy = put(tmp_path / "底稿" / book_at(folder, ONE).name, book_at(folder, ONE).read_bytes())
    fill(copy, {"验收合格率": {Head.REVIEW_SCORE: score, Head.REMARK: "见记录", Beside.GROUND: GROUNDS[1]}})
    run("report", copy, "-o", tmp_path / "稿.docx")
    said = "草稿：复核底稿还有 1 项复核得分小于 0、超过权重或高于自评得分，本报告不能作为定稿。"
    assert said in text_of(tmp_path / "稿.docx")


def test_3_our_own_report_agrees(folder: Path, tmp_path: Path) -> None:
    report = folder.parent / "复核.docx"
    assert told(report, folder) == []
    assert command(["report", "--check", str(report), str(folder.parent / "复核底稿")]) == 0
    run("report", folder.parent / "复核底稿", "-o", tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == report.read_bytes()


CHANGES = [
    ("复核得分 86.9 分", "复核得分 87.9 分", "“社区养老服务”的复核得分", "86.9 分"),
    ("偏差 -13 分，", "偏差 -12 分，", "“社区养老服务”的偏差", "-13 分"),
    ("偏离度 13.01%", "偏离度 13.1%", "“社区养老服务”的偏离度", "13.01%"),
    ("复核 0 分，扣 10 分（100%）", "复核 0 分，扣 10 分（90%）", f"“{PLEASED}”的扣分比例", "100%"),
    ("复核 7 分，", "复核 8 分，", "“验收合格率”的复核得分", "7 分"),
    ("扣 3 分（30%）", "扣 4 分（30%）", "“验收合格率”的扣分", "3 分"),
    ("复核平均 93.93 分", "复核平均 94.93 分", "复核平均分", "93.93"),
    ("共复核 4 个项目", "共复核 5 个项目", "复核的项目数", "4"),
    ("扣分 3 项", "扣分 2 项", "扣分的处数", "3"),
    ("共扣 19 分", "共扣 18 分", "扣分总数", "19"),
]


@pytest.mark.parametrize(("before", "after", "what", "expected"), CHANGES)
def test_4_one_figure_changed(folder: Path, tmp_path: Path, before: str, after: str, what: str, expected: str) -> None:
    assert _changed(folder, tmp_path / "报告.docx", before, after)
    stated = told(tmp_path / "报告.docx", folder)
    assert [code for code, _ in stated] == ["P501"]
    assert f"报告写{what}" in stated[0][1]
    assert f"复核底稿是 {expected}。" in stated[0][1]


def test_4_in_the_table(folder: Path, tmp_path: Path) -> None:
    document: Any = Document(str(folder.parent / "复核.docx"))
    cell = next(row.cells[2] for row in document.tables[0].rows if row.cells[0].text == "社区养老服务")
    cell.paragraphs[0].runs[0].text = "88.9"
    document.save(str(tmp_path / "报告.docx"))
    assert told(tmp_path / "报告.docx", folder) == [
        ("P501", "报告写“社区养老服务”的复核得分（表内）“88.9”，复核底稿是 86.9 分。")
    ]


def _changed(folder: Path, target: Path, before: str, after: str) -> bool:
    document: Any = Document(str(folder.parent / "复核.docx"))
    done = False
    for paragraph in document.paragraphs:
        if before in paragraph.text:
            text = paragraph.text.replace(before, after)
            for run_ in paragraph.runs[1:]:
                run_.text = ""
            paragraph.runs[0].text = text
            done = True
    document.save(str(target))
    return done


def test_5_the_sheet_changed_after_the_report(folder: Path, tmp_path: Path) -> None:
    other = filings(tmp_path)
    started(other)
    fill(book_at(other, ONE), {**CUTS, "验收合格率": {**CUTS["验收合格率"], Head.REVIEW_SCORE: 6}})
    fill(book_at(other, ONE), {"受益居民人次": {Head.REVIEW_SCORE: 9}}, at=1)
    codes = {code for code, _ in told(folder.parent / "复核.docx", other)}
    assert codes == {"P501"}


def test_6_what_is_left_out(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    lines = [
        "石弦镇人民政府项目支出绩效自评复核报告",
        "一、复核工作情况",
        "二、复核结果",
        "社区养老服务复核得分 86.9 分。",
    ]
    lines += ["三、复核发现的问题", f"社区养老服务{PLEASED}没有问卷。", "四、扣分口径的使用", "五、整改建议"]
    report.write_text("\n".join([*lines, "六、需要说明的问题"]), encoding="utf-8")
    stated = told(report, folder)
    assert ("P502", "复核底稿里的项目“老旧小区微改造”在报告里没有找到。") in stated
    assert ("P503", "社区养老服务“验收合格率”复核扣 3 分，报告的问题部分没有提到。") in stated
    assert not any(PLEASED in message for _, message in stated)


FOREIGN = """
| 附件1 | | | | | | | |
| 《路灯维护》项目支出绩效自评复核表 | < | < | < | < | < | < | < |
| 三级指标 | 指标值 | 权重 | 自评完成值 | 自评得分 | 复核完成值 | 复核得分 | 备注 |
| 维修及时率 | 95 | 60 | 96% | 60 | 80% | 50 | 按比例扣 |
| 群众满意度 | 90 | 40 | 95% | 40 | 95% | 40 | |
| 合计 | | 100 | | 100 | | 90 | |
"""


def test_7_a_foreign_book(tmp_path: Path) -> None:
    book = put(tmp_path / "某镇复核表.xlsx", xlsx(FOREIGN))
    run("report", book, "--outline", "review", "-o", tmp_path / "报告.docx")
    text = text_of(tmp_path / "报告.docx")
    assert "自评得分 100 分，复核得分 90 分，偏差 -10 分，偏离度 10%。" in text
    assert "【待补充：路灯维护“维修及时率”的复核口径】" in text
    assert told_of(tmp_path / "报告.docx", book) == []


def test_7_projects_of_one_name(tmp_path: Path) -> None:
    for unit, score in (("甲街道办事处", "50"), ("乙街道办事处", "45")):
        text = FOREIGN.replace("| 附件1 | | | | | | | |", f"| 被复核单位：{unit} | < | < | < | < | < | < | < |")
        put(tmp_path / "底稿" / f"{unit}.xlsx", xlsx(text.replace("| 80% | 50 |", f"| 80% | {score} |")))
    report = tmp_path / "报告.docx"
    run("report", tmp_path / "底稿", "--outline", "review", "-o", report)
    text = text_of(report)
    assert "路灯维护（甲街道办事处）：自评得分 100 分，复核得分 90 分" in text
    assert "路灯维护（乙街道办事处）：自评得分 100 分，复核得分 85 分" in text
    assert {"附件1", "附件2"} <= set(re.findall("附件[0-9]", text))
    assert told_of(report, tmp_path / "底稿") == []


def test_7_other_books_of_ours_in_the_folder_do_not_matter(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "复核底稿"
    other.mkdir()
    for path in (folder.parent / "复核底稿").iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    run("sample", folder, "--seed", "1", "-o", other / "抽样.xlsx")
    assert "（4 个项目）" in run("report", other, "-o", tmp_path / "报告.docx").output


def told_of(report: Path, book: Path) -> list[str]:
    found = check_review_report(opened(report), projects_of(filled_at([str(book)])), "review")
    return [one.message for one in found if one.severity is not Severity.HINT]


def test_7_no_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = put(tmp_path / "别的.xlsx", xlsx("| 名单 |"))
    assert command(["report", str(other), "--outline", "review", "-o", str(tmp_path / "x.docx")]) == 2
    assert "没有读到复核底稿" in capsys.readouterr().err
    assert not (tmp_path / "x.docx").exists()


def test_8_every_field_is_listed(folder: Path) -> None:
    listed = run("report", "--fields", "--outline", "review", folder.parent / "复核底稿").output
    for line in outlines.paragraphs(outlines.opened(outlines.bytes_of("review"), "review")):
        for field in re.findall(r"\{\{ (?:\w+\.)?(\w+)", line):
            assert field in listed or field in ("index", "句"), field
    assert "例：共复核 4 个项目" in listed
    assert "行.口径  例：" in listed
