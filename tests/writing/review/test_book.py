"""The 复核底稿 of a unit.

1. A workbook a unit; its sheets in order, 复核记录 hidden; a sheet a project with the thirteen heads in their order.
2. 预算执行 is the first row, 合计 the last that is printed before note and signatures; every indicator has its row.
3. The unit's figures stand there as its form has them, with a link to file and cell; the reviewer starts from them,
   but where points are open his score starts empty.
4. Beside them: computed score or range, derivation, findings at their row; what belongs to no row stands below.
5. (What 检查 says: test_lines.py.)
6. Every figure of 汇总, 差值表 and 问题清单 comes from the projects' sheets.
7. A draw: its projects alone, with the reviewer; what is missing or was changed since is said, nothing left out.
8. A second run: what reviewers typed is found again by row, also where sheets were renamed; the book before is kept.
9. What the unit changed meanwhile is told; a score that nobody had touched follows the form; what has no row any more
   waits on 上次待认领, for as many runs as it takes.
10. Units of near names, odd signs in names, a file of somebody else in the way.
11. Printed are the thirteen columns on one page's width, heads repeated; but for the reviewer's cells it is protected.
"""

from __future__ import annotations

import os
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from perfeval_xl.filings.review import words
from perfeval_xl.filings.review.handed_in import filled_books
from perfeval_xl.filings.review.words import Beside, Differences, Head, Problems, Sheet, Summary
from perfeval_xl.xlsx.limits import DEFAULT
from tests.filings.folder import Filing, put, xlsx
from tests.renaming import rename_sheet
from tests.word_tables import as_document
from tests.writing.review.reviewing import (
    GROUNDS,
    ONE,
    OTHER,
    book_at,
    filings,
    fill,
    heads,
    places,
    run,
    shown,
    started,
    values,
)

PLEASED = "服务对象满意度"
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filings(tmp_path)


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """One form of one unit."""
    return filings(tmp_path, forms=1)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with its 复核底稿, which tests only read."""
    made = filings(tmp_path_factory.mktemp("复核"))
    started(made)
    return made


@pytest.fixture(scope="module")
def book(standing: Path) -> openpyxl.Workbook:
    return values(book_at(standing, ONE))


def test_1_sheets_and_heads(standing: Path, book: openpyxl.Workbook) -> None:
    names = ["汇总", "差值表", "问题清单", "附件1", "附件2", "附件3", "复核口径"]
    assert book.sheetnames == [*names, "复核记录", "写入记录"]
    assert book["写入记录"].sheet_state == "hidden"
    assert book["复核记录"].sheet_state == "hidden"
    for number in (1, 2, 3):
        sheet = book[f"附件{number}"]
        assert [cell.value for cell in sheet[3][:13]] == list(words.HEADS)
        assert words.project_in(sheet["A2"].value)
    assert {path.name for path in (standing.parent / "复核底稿").iterdir()} == {
        f"复核底稿_{ONE}.xlsx",
        f"复核底稿_{OTHER}.xlsx",
    }


def test_2_rows_in_order(book: openpyxl.Workbook) -> None:
    sheet = book["附件1"]
    names = [sheet.cell(row, 3).value for row in range(4, 12)]
    assert names[0] == words.EXECUTION_NAME
    assert names[1:] == [
        *("开展活动次数", "验收合格率", "按时完成时间", "项目总成本", "受益居民人次", "新增志愿者人数", PLEASED),
    ]
    assert sheet["A4"].value == words.EXECUTION_LEVEL
    assert sheet["A12"].value == words.TOTAL
    assert [sheet.cell(12, column).value for column in (7, 9, 11)] == [100, 99.9, 99.9]
    assert words.DEVIATION_SAID in sheet["A13"].value
    assert sheet["A14"].value.startswith(words.REVIEWER)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (words.EXECUTION_NAME, ("＝", "100", "%", 10, "99%", 9.9)),
        ("开展活动次数", ("≥", "150", "次", 20, "153次", 20)),
        ("验收合格率", ("≥", "95", "%", 10, "96%", 10)),
        ("按时完成时间", ("≤", "2023年12月31日前", "—", 10, "2023年12月20日", 10)),
        ("项目总成本", ("≤", "120", "万元", 10, "118.8万元", 10)),
    ],
)
def test_3_the_units_own_figures(book: openpyxl.Workbook, name: str, said: tuple[object, ...]) -> None:
    asked = (Head.SENSE, Head.TARGET, Head.UNIT, Head.WEIGHT, Head.ACTUAL, Head.SELF_SCORE)
    assert tuple(shown(book, name, head) for head in asked) == said
    assert shown(book, name, Head.REVIEW_ACTUAL) == said[4]
    assert shown(book, name, Head.REVIEW_SCORE) == said[5]


def test_3_linked_to_file_and_cell(standing: Path) -> None:
    link = openpyxl.load_workbook(book_at(standing, ONE))["附件1"]
    sheet, row = places(link.parent, PLEASED)[0]
    cell = sheet.cell(row, heads(sheet)[Beside.SOURCE])
    assert cell.value == "E19"
    assert cell.hyperlink.target == f"../自评材料/{ONE}/1_自评表.xlsx"
    assert cell.hyperlink.location == "'自评表'!E19"


def test_3_an_open_row_starts_empty(book: openpyxl.Workbook) -> None:
    assert shown(book, "受益居民人次", Head.REVIEW_SCORE, at=1) is None
    assert shown(book, "受益居民人次", Head.SELF_SCORE, at=1) == 15
    assert shown(book, "受益居民人次", Beside.SCORE, at=1) == "待评"
    assert shown(book, "受益居民人次", Beside.RANGE, at=1) == "9～12"
    assert shown(book, "受益居民人次", Beside.CHECK, at=1) == "未填"


def test_4_our_own_beside(book: openpyxl.Workbook) -> None:
    assert shown(book, "验收合格率", Beside.SCORE) == 10
    assert "达到目标 ≥95%" in shown(book, "验收合格率", Beside.DERIVATION)
    assert shown(book, "受益居民人次", Beside.FINDINGS, at=1).startswith("错误 S504")
    below = [cell.value for cell in book["附件3"]["A"] if cell.value]
    assert "对整张表的核对意见（不打印）" in below
    assert any("年度" in str(text) for text in below[below.index("对整张表的核对意见（不打印）") :])


def test_4_the_evidence_that_the_unit_names(tmp_path: Path) -> None:
    papers = """
| 佐证材料 | < | < | < | < |
| 对应指标 | 材料名称 | 文号或编号 | 日期 | 存放位置 |
| 验收合格率 | 竣工验收报告 | 石验〔2023〕5号 | 2023年12月1日 | 材料/验收.pdf |
| 跨区工作 | 会议纪要 | | | |
"""
    folder = tmp_path / "材料"
    put(folder / "表.xlsx", xlsx(Filing(unit=ONE).table(), papers, names=("自评表", "佐证材料")))
    started(folder)
    book = values(book_at(folder, ONE))
    assert shown(book, "验收合格率", Beside.EVIDENCE) == "竣工验收报告 石验〔2023〕5号 2023年12月1日（材料/验收.pdf）"
    assert "单位所列佐证，没有对应的指标：会议纪要" in [cell.value for cell in book["附件1"]["A"]]


CUTS = {
    PLEASED: {Head.REVIEW_SCORE: 0, Head.REMARK: "没有问卷，依据02扣100%", Beside.GROUND: GROUNDS[0]},
    "验收合格率": {Head.REVIEW_SCORE: 7, Head.REMARK: "没有标准，依据06扣30%", Beside.GROUND: GROUNDS[1]},
}


def test_6_all_adds_up(folder: Path) -> None:
    started(folder)
    fill(book_at(folder, ONE), CUTS)
    started(folder)
    book = values(book_at(folder, ONE))
    summary = dict(zip(Summary, (cell.value for cell in book[Sheet.SUMMARY][4]), strict=True))
    assert (summary[Summary.SELF_SCORE], summary[Summary.REVIEW_SCORE]) == (99.9, 86.9)
    assert summary[Summary.DIFFERENCE] == -13
    assert summary[Summary.DEVIATION] == pytest.approx(13 / 99.9)
    assert (summary[Summary.GRADE], summary[Summary.PROGRESS]) == ("良", "8/8 行，0 处待处理")
    undone = dict(zip(Summary, (cell.value for cell in book[Sheet.SUMMARY][5]), strict=True))
    assert (undone[Summary.GRADE], undone[Summary.PROGRESS]) == ("未审完", "7/8 行，1 处待处理")
    assert book[Sheet.SUMMARY]["L7"].value == "与差值表一致 ✓"
    differences = [cell.value for cell in book[Sheet.DIFFERENCES][4]]
    assert differences[:4] == ["社区养老服务", 99.9, 86.9, -13]
    assert differences[-1] == f"{PLEASED} 扣 10.00"
    problems = [[cell.value for cell in row] for row in book[Sheet.PROBLEMS].iter_rows(min_row=4, max_row=6)]
    assert problems[0] == [
        *(1, GROUNDS[1], "社区养老服务", "验收合格率", "≥", "95", 10, 10, 7),
        *("没有标准，依据06扣30%", "轻微", words.DEFAULT_ADVICE),
    ]
    assert problems[1][:2] == [2, GROUNDS[0]]
    assert problems[1][list(Problems).index(Problems.SEVERITY)] == "严重"
    assert set(problems[2]) == {None}


def test_7_a_draw(folder: Path) -> None:
    drawn = folder.parent / "抽样.xlsx"
    run("sample", folder, "--rate", "50%", "--seed", "7", "-o", drawn)
    list_of = openpyxl.load_workbook(drawn)
    sheet = list_of["抽样名单"]
    at = heads(sheet, 6)
    projects = [sheet.cell(row, at["项目名称"]).value for row in range(7, sheet.max_row + 1)]
    for row in range(7, sheet.max_row + 1):
        sheet.cell(row, at["复核人"]).value = "钱某"
    list_of.save(drawn)
    made = run("review", "start", drawn, "-o", folder.parent / "复核底稿")
    assert made.return_value == 0
    assert len(projects) == 2
    found = [values(book_at(folder, unit)) for unit in (ONE, OTHER)]
    assert sorted(words.project_in(one["附件1"]["A2"].value) or "" for one in found) == sorted(projects)
    assert all("附件2" not in one.sheetnames for one in found)
    assert "复核人：钱某" in found[0]["附件1"]["A14"].value


def test_7_what_is_gone_or_changed_is_said(folder: Path) -> None:
    drawn = folder.parent / "抽样.xlsx"
    run("sample", folder, "--rate", "100%", "--seed", "7", "-o", drawn)
    (folder / ONE / "1_自评表.xlsx").unlink()
    put(folder / OTHER / "4_自评表.xlsx", Filing(unit=OTHER, project="环卫“保洁”/[服务] & <验收>", done=199).xlsx())
    made = run("review", "start", drawn, "-o", folder.parent / "复核底稿")
    assert made.return_value == 2
    assert "没有底稿：《社区养老服务》，抽样时的原表“1_自评表.xlsx”已不在原处。" in made.output
    assert "抽样之后单位改过这份表" in made.output
    summary = [cell.value for cell in values(book_at(folder, ONE))[Sheet.SUMMARY]["A"] if cell.value]
    assert any(str(text).startswith("没有底稿的项目：社区养老服务") for text in summary)
    changed = [cell.value for cell in values(book_at(folder, OTHER))["附件1"]["A"] if cell.value]
    assert any("抽样之后单位改过这份表" in str(text) for text in changed)


def test_7_a_unit_of_which_nothing_is_found_has_no_book(folder: Path) -> None:
    drawn = folder.parent / "抽样.xlsx"
    run("sample", folder, "--rate", "100%", "--seed", "7", "-o", drawn)
    (folder / OTHER / "4_自评表.xlsx").unlink()
    made = run("review", "start", drawn, "-o", folder.parent / "复核底稿")
    assert made.return_value == 2
    assert f"没有写出：{OTHER}，抽中的项目一个也没有找到。" in made.output
    assert book_at(folder, ONE).is_file()
    assert not book_at(folder, OTHER).exists()


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
@pytest.mark.parametrize(
    "name", ["a\nb#100%41.xlsx", "\u202e表.xlsx", os.fsdecode("自评表.xlsx".encode("gbk")), "%41.xlsx"]
)
def test_7_a_file_of_any_name_is_found_again(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "自评材料"
    put(folder / ONE / name, Filing(unit=ONE).xlsx())
    drawn = tmp_path / "抽样.xlsx"
    assert run("sample", folder, "--rate", "100%", "--seed", "7", "-o", drawn).return_value == 0
    assert run("review", "start", drawn, "-o", tmp_path / "复核底稿").return_value == 0
    assert book_at(folder, ONE).is_file()


def test_7_files_that_the_draw_leaves_out_are_told(folder: Path) -> None:
    put(folder / ONE / "坏.xlsx", b"PK\x03\x04")
    made = run("sample", folder, "--seed", "7", "-o", folder.parent / "抽样.xlsx")
    assert made.return_value == 2
    assert f"未能处理，不在抽样名单里：{ONE}/坏.xlsx：" in made.output


def test_7_a_form_that_moved_is_found_in_another_folder(folder: Path) -> None:
    drawn = folder.parent / "抽样.xlsx"
    run("sample", folder, "--rate", "100%", "--seed", "7", "-o", drawn)
    moved = folder.rename(folder.parent / "归档")
    assert run("review", "start", drawn, "-o", folder.parent / "一").return_value == 2
    assert run("review", "start", drawn, moved, "-o", folder.parent / "二").return_value == 0


def test_8_a_second_run_keeps_what_was_typed(alone: Path) -> None:
    started(alone)
    path = book_at(alone, ONE)
    fill(path, {PLEASED: {**CUTS[PLEASED], Beside.ADVICE: "补做问卷", Head.REVIEW_ACTUAL: "无数据"}})
    typed = openpyxl.load_workbook(path)
    typed[Sheet.DIFFERENCES]["E4"].value = "满意度没有数据"
    typed["附件1"].title = "养老"
    typed.save(path)
    before = path.read_bytes()
    made = started(alone)
    assert path.with_name(f"复核底稿_{ONE}.上次.xlsx").read_bytes() == before
    assert "复核人填写的 6 处已带过来" in made.output
    book = values(path)
    assert [shown(book, PLEASED, head) for head in (Head.REVIEW_SCORE, Head.REVIEW_ACTUAL, Beside.ADVICE)] == [
        0,
        "无数据",
        "补做问卷",
    ]
    assert book[Sheet.DIFFERENCES]["E4"].value == "满意度没有数据"
    again = path.read_bytes()
    assert f"没有变化：{path}" in started(alone).output
    assert path.read_bytes() == again


def test_8_signatures_are_typed_and_kept(alone: Path) -> None:
    started(alone)
    path = book_at(alone, ONE)
    typed = openpyxl.load_workbook(path)
    assert not typed["附件1"]["A14"].protection.locked
    typed["附件1"]["A14"].value = "复核人：钱某　　复核组长：孙某　　日期：2024年5月6日"
    typed.save(path)
    for _ in range(2):
        started(alone)
        assert values(path)["附件1"]["A14"].value == "复核人：钱某　　复核组长：孙某　　日期：2024年5月6日"


def test_8_sheets_and_grounds_of_people_stay_in_a_book_of_their_own(alone: Path) -> None:
    started(alone)
    path = book_at(alone, ONE)
    typed = openpyxl.load_workbook(path)
    typed.create_sheet("现场记录")["A1"].value = "去过现场"
    typed[Sheet.GROUNDS]["A4"].value = "01 本区第一条"
    typed.save(path)
    made = started(alone)
    kept = path.with_name(f"复核底稿_{ONE}.改动.xlsx")
    assert values(kept)["现场记录"]["A1"].value == "去过现场"
    assert "工作表“现场记录”留在" in made.output
    assert "上次那本的复核口径与这次用的不同" in made.output


def test_8_sheets_that_people_renamed_are_ours_still(alone: Path) -> None:
    started(alone)
    path = book_at(alone, ONE)
    fill(path, {PLEASED: {Head.REMARK: "少佐证"}})
    book = openpyxl.load_workbook(path)
    for name in (Sheet.GROUNDS, Sheet.DIFFERENCES):
        rename_sheet(book, name, f"{name}（终）")
    book.save(path)
    made = started(alone)
    assert "复核人填写的 1 处已带过来" in made.output
    assert "没有带过来" not in made.output
    assert "不是本程序生成" not in made.output


def test_8_what_a_renamed_difference_sheet_says_is_read(alone: Path) -> None:
    started(alone)
    path = book_at(alone, ONE)
    book = openpyxl.load_workbook(path)
    places = {cell.value: cell.column for cell in book[Sheet.DIFFERENCES][3]}
    book[Sheet.DIFFERENCES].cell(4, places[Differences.WHY]).value = "资料不全"
    rename_sheet(book, Sheet.DIFFERENCES, "差值（终）")
    book.save(path)
    (read,) = filled_books([str(path)], DEFAULT)
    assert list(read.why.values()) == ["资料不全"]


def test_8_grounds_that_people_changed_stay_in_a_book_of_their_own(alone: Path) -> None:
    started(alone)
    path = book_at(alone, ONE)
    typed = openpyxl.load_workbook(path)
    typed[Sheet.GROUNDS]["A4"].value = "01 本区第一条"
    typed.save(path)
    for _ in range(2):
        started(alone)
    assert values(path.with_name(f"复核底稿_{ONE}.改动.xlsx"))[Sheet.GROUNDS]["A4"].value == "01 本区第一条"


def test_8_grounds_are_read_by_their_heads(alone: Path) -> None:
    """A column that a reviewer inserted changes no ground."""
    started(alone)
    path = book_at(alone, ONE)
    typed = openpyxl.load_workbook(path)
    typed[Sheet.GROUNDS].insert_cols(1)
    typed[Sheet.GROUNDS]["A3"], typed[Sheet.GROUNDS]["A4"] = "我的序号", "1"
    typed.save(path)
    made = started(alone)
    assert "复核口径与这次用的不同" not in made.output
    assert "改动或另写的单元格（复核口径!A3、复核口径!A4）" in made.output


def test_8_comments_of_people_stay_in_a_book_that_no_run_replaces(alone: Path) -> None:
    started(alone)
    path = book_at(alone, ONE)
    typed = openpyxl.load_workbook(path)
    typed["附件1"]["B5"].comment = Comment("请组长看", "钱")
    typed.save(path)
    made = started(alone)
    assert "您加的批注（附件1!B5）留在" in made.output
    for _ in range(2):
        started(alone)
    assert openpyxl.load_workbook(path.with_name(f"复核底稿_{ONE}.改动.xlsx"))["附件1"]["B5"].comment.text == "请组长看"


def test_8_whatever_else_was_typed_is_told_and_kept(alone: Path) -> None:
    started(alone)
    path = book_at(alone, ONE)
    picture = Path(__file__).parents[3] / "docs" / "folder.png"
    typed = openpyxl.load_workbook(path)
    typed[Sheet.SUMMARY]["M4"].value = "已报组长"
    typed[Sheet.DIFFERENCES]["E4"].value = "验收资料不全"  # theirs, taken over
    typed[Sheet.PROBLEMS]["A20"].value = "另见会议纪要"
    typed["附件1"]["C4"].value = "预算执行率（改）"
    typed["附件1"]["B22"].value = "现场照片见右"
    typed["附件1"].add_image(Image(str(picture)), "B24")
    typed[Sheet.GROUNDS]["A30"].value = "本组另商定"
    typed.save(path)
    made = started(alone)
    kept = path.with_name(f"复核底稿_{ONE}.改动.xlsx")
    places = "汇总!M4、问题清单!A20、附件1!C4、附件1!B22、复核口径!A30"
    assert f"您改动或另写的单元格（{places}）留在 {kept.name} 里，没有带过来。" in made.output
    assert f"您放的图（附件1!B24 图片）留在 {kept.name} 里，没有带过来。" in made.output
    assert values(path)[Sheet.DIFFERENCES]["E4"].value == "验收资料不全"
    for _ in range(3):
        again = started(alone).output
        assert "留在" not in again
    assert values(kept)["附件1"]["B22"].value == "现场照片见右"


def test_8_what_is_taken_over_is_not_told(alone: Path) -> None:
    started(alone)
    row = {Head.REVIEW_SCORE: 7, Head.REMARK: "扣30%", Beside.GROUND: GROUNDS[1], Beside.ADVICE: "补齐"}
    fill(book_at(alone, ONE), {"验收合格率": row})
    for _ in range(3):
        assert "留在" not in started(alone).output


def test_8_a_column_of_people_and_a_sheet_that_stands_twice_are_kept(alone: Path) -> None:
    started(alone)
    path = book_at(alone, ONE)
    typed = openpyxl.load_workbook(path)
    sheet = typed["附件1"]
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == Head.NAME)
    remark = next(cell.column for cell in sheet[top] if cell.value == Head.REMARK)
    sheet.cell(top, sheet.max_column + 1).value = "现场人"
    sheet.cell(top + 1, sheet.max_column).value = "李"
    sheet.cell(top + 1, remark).value = "甲说"
    double = typed.copy_worksheet(sheet)
    double.cell(top + 1, remark).value = "乙说"
    typed.save(path)
    made = started(alone)
    assert re.search("您改动或另写的单元格（附件1![A-Z]+3、附件1![A-Z]+4）留在", made.output)
    assert f"工作表“{double.title}”与前面一张是同一个项目，填写不同" in made.output
    kept = values(path.with_name(f"复核底稿_{ONE}.改动.xlsx"))
    assert [kept[one].cell(top + 1, remark).value for one in ("附件1", double.title)] == ["甲说", "乙说"]
    assert values(path)["附件1"].cell(top + 1, remark).value == "甲说"


def test_8_what_was_typed_stays_with_its_form_when_another_file_comes(alone: Path) -> None:
    filing = Filing(unit=ONE, project="社区养老服务", pleased=93)
    put(alone / ONE / "2_自评表.xlsx", filing.xlsx())
    (alone / ONE / "1_自评表.xlsx").rename(alone / ONE / "x.tmp")
    started(alone)
    path = book_at(alone, ONE)
    typed = openpyxl.load_workbook(path)
    sheet = next(one for one in typed if one.title.startswith("附件"))
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == Head.NAME)
    remark = next(cell.column for cell in sheet[top] if cell.value == Head.REMARK)
    sheet.cell(top + 1, remark).value = "看过第二份"
    typed.save(path)
    (alone / ONE / "x.tmp").rename(alone / ONE / "1_自评表.xlsx")
    started(alone)
    book = openpyxl.load_workbook(path)
    said = [str(cell.value) for one in book for row in one.iter_rows() for cell in row if cell.value == "看过第二份"]
    sheets = [one for one in book if any(cell.value == "看过第二份" for row in one.iter_rows() for cell in row)]
    assert len(said) == 1
    links = [cell.hyperlink.target or "" for one in sheets for row in one.iter_rows() for cell in row if cell.hyperlink]
    assert not any("1_" in link for link in links)


def test_9_what_the_unit_changed_meanwhile(alone: Path) -> None:
    started(alone)
    fill(book_at(alone, ONE), CUTS)
    put(
        alone / ONE / "1_自评表.xlsx",
        Filing(unit=ONE, project="社区养老服务", pleased=93, done=160).but(G13="18", G20="97.9").xlsx(),
    )
    made = started(alone)
    assert "《社区养老服务》上次底稿之后单位改过 3 处" in made.output
    book = values(book_at(alone, ONE))
    assert shown(book, PLEASED, Head.REVIEW_SCORE) == 0
    assert shown(book, "开展活动次数", Head.REVIEW_SCORE) == 18
    told = [str(cell.value) for cell in book["附件1"]["A"] if cell.value]
    assert "上次底稿之后单位改了“开展活动次数”的自评得分：20 → 18，请重看这一行。" in told
    assert f"上次底稿之后单位改了“{PLEASED}”的自评完成值：95% → 93%，请重看这一行。" in told


def test_9_what_has_no_row_waits(alone: Path) -> None:
    started(alone)
    fill(book_at(alone, ONE), CUTS)
    renamed = Filing(unit=ONE, project="社区养老服务").but(C14="食堂抽检合格率")
    put(alone / ONE / "1_自评表.xlsx", renamed.xlsx())
    assert "有 3 处填写这次没有对应的行" in started(alone).output
    for _ in range(2):
        book = values(book_at(alone, ONE))
        lines = [[cell.value for cell in row][:4] for row in book[Sheet.UNCLAIMED].iter_rows(min_row=4)]
        assert ["社区养老服务", "验收合格率", Head.REVIEW_SCORE, "7"] in lines
        assert len(lines) == 3
        assert shown(book, "食堂抽检合格率", Head.REVIEW_SCORE) == 10
        started(alone)


def test_9_a_project_that_is_gone_waits_too(folder: Path) -> None:
    started(folder)
    fill(book_at(folder, ONE), CUTS)
    (folder / ONE / "1_自评表.xlsx").unlink()
    started(folder)
    book = values(book_at(folder, ONE))
    assert [cell.value for cell in book[Sheet.UNCLAIMED][4]][:2] == ["社区养老服务", "验收合格率"]


def test_9_an_open_row_keeps_the_units_own_score(folder: Path) -> None:
    started(folder)
    fill(book_at(folder, ONE), {"受益居民人次": {Head.REVIEW_SCORE: 15}}, at=1)
    started(folder)
    assert shown(values(book_at(folder, ONE)), "受益居民人次", Head.REVIEW_SCORE, at=1) == 15


def test_10_near_names_and_odd_signs(tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    units = ["石弦镇人民政府", "石弦镇人民政府（本级）", "云笺/街*道", "长" * 119 + "乙", "长" * 120]
    for number, unit in enumerate(units):
        put(folder / f"{number}.xlsx", Filing(unit=unit, project="长名称项目" * 30 + "&[a]'b'").xlsx())
    made = started(folder)
    assert made.return_value == 0
    assert len(list((tmp_path / "复核底稿").iterdir())) == len(units)
    assert "“石弦镇人民政府”与“石弦镇人民政府（本级）”名称相近" in made.output
    for path in (tmp_path / "复核底稿").iterdir():
        assert words.project_in(values(path)["附件1"]["A2"].value) == "长名称项目" * 30 + "&[a]'b'"


def test_10_somebody_elses_file_is_not_replaced(folder: Path) -> None:
    path = book_at(folder, ONE)
    path.parent.mkdir()
    path.write_bytes(xlsx("| 我的表 |"))
    made = started(folder)
    assert made.return_value == 2
    assert "已存在且不是本程序生成的" in made.output
    assert values(path).sheetnames == ["自评表"]
    assert book_at(folder, OTHER).is_file()
    assert started(folder, "--force").return_value == 0
    assert values(path.with_name(f"复核底稿_{ONE}.改动.xlsx")).sheetnames == ["自评表"]


def test_10_books_of_other_units_are_left_alone(folder: Path) -> None:
    started(folder)
    before = book_at(folder, OTHER).read_bytes()
    made = started(folder / ONE, "-o", folder.parent / "复核底稿")
    assert f"复核底稿_{OTHER}.xlsx 是以前写的，这次没有这个单位，没有动它" in made.output
    assert book_at(folder, OTHER).read_bytes() == before


def test_10_a_book_under_another_name_is_told_as_what_it_is(alone: Path) -> None:
    started(alone)
    path = book_at(alone, ONE)
    other = path.rename(path.with_name(f"复核底稿_{ONE}_张三.xlsx"))
    before, made = other.read_bytes(), started(alone)
    assert f"{other.name} 里也是“{ONE}”的复核，改过文件名，没有动它" in made.output
    assert (other.read_bytes(), path.is_file()) == (before, True)


def test_10_nothing_to_review(tmp_path: Path) -> None:
    put(tmp_path / "空" / "说明.txt", b"x")
    made = run_code("review", "start", tmp_path / "空", "-o", tmp_path / "底稿")
    assert made == 2
    assert not (tmp_path / "底稿").exists()


def test_11_printed_and_protected(standing: Path) -> None:
    sheet = openpyxl.load_workbook(book_at(standing, ONE))["附件1"]
    assert sheet.print_area == "'附件1'!$A$1:$M$14"
    assert sheet.print_title_rows == "$2:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.formatColumns  # False: allowed
    unlocked = {cell.column for row in sheet["A5:Z11"] for cell in row if not cell.protection.locked}
    asked = (*words.REVIEWERS, Beside.GROUND, Beside.ADVICE)
    assert unlocked == {heads(sheet)[head] for head in asked}


def test_11_no_row_is_scored_twice(tmp_path: Path) -> None:
    """One 得分 over two rows: the reviewer scores its first row alone."""
    folder = tmp_path / "材料"
    put(folder / "表.xlsx", Filing(unit=ONE).but(F14="", G14="", F13="30", G13="30").xlsx())
    started(folder)
    book = values(book_at(folder, ONE))
    total = book["附件1"]["K12"].value
    assert Decimal(str(total)) <= 100


def run_code(*words_: str | Path) -> int:
    from perfeval_xl.cli import run as command

    return command([str(one) for one in words_])


def test_6_heads_of_the_difference_sheet(book: openpyxl.Workbook) -> None:
    assert [cell.value for cell in book[Sheet.DIFFERENCES][3]][:5] == list(Differences)
    assert [cell.value for cell in book[Sheet.PROBLEMS][3]] == list(Problems)
    assert [cell.value for cell in book[Sheet.SUMMARY][3]] == list(Summary)


def test_3_a_word_form(tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    source = put(tmp_path / "原稿.xlsx", Filing(unit=ONE).xlsx())
    put(folder / "自评表.docx", as_document(source))
    started(folder)
    path = book_at(folder, ONE)
    assert shown(values(path), PLEASED, Head.ACTUAL) == "95%"
    sheet, row = places(openpyxl.load_workbook(path), PLEASED)[0]
    cell = sheet.cell(row, heads(sheet)[Beside.SOURCE])
    assert cell.value.startswith("表1 第")
    assert (cell.hyperlink.target, cell.hyperlink.location) == ("../材料/自评表.docx", None)


def test_6_a_form_without_scores_is_in_no_mean(tmp_path: Path) -> None:
    folder = filings(tmp_path, 2)
    bare = Filing(unit=ONE, project="儿童之家").but(H6="", **{f"G{row}": "" for row in range(13, 21)})
    put(folder / ONE / "3_自评表.xlsx", bare.xlsx())
    started(folder)
    summary = values(book_at(folder, ONE))[Sheet.SUMMARY]
    lines = [dict(zip(Summary, (cell.value for cell in row), strict=True)) for row in summary.iter_rows(4, 7)]
    scores = (Summary.SELF_SCORE, Summary.DIFFERENCE, Summary.DEVIATION)
    (without,) = [one for one in lines if one[Summary.PROJECT] == "儿童之家"]
    assert [without[head] or None for head in scores] == [None, None, None]
    own = [one[Summary.SELF_SCORE] for one in lines[:3] if one is not without]
    review = [one[Summary.REVIEW_SCORE] for one in lines[:3] if one is not without]
    assert lines[3][Summary.SELF_SCORE] == pytest.approx(sum(own) / 2)
    assert lines[3][Summary.REVIEW_SCORE] == pytest.approx(sum(review) / 2)
    assert lines[3][Summary.PROGRESS] == "与差值表一致 ✓"
    assert str(summary["A8"].value).endswith("自评表没有得分的项目不计入平均和比较。")
    differences = values(book_at(folder, ONE))[Sheet.DIFFERENCES]
    (row,) = [row for row in differences.iter_rows(4, 6, values_only=True) if row[0] == "儿童之家"]
    assert (row[1] or None, row[3] or None) == (None, None)
