"""The bureau's own empty 复核底稿, filled.

1. Heads in any order and of other names take what they mean; a project a sheet, its name into the title.
2. The template's formulas and everything else stay; sums and 偏离度 that it has not are put in, with their results.
3. Too few sheets or rows are told with how many are needed, and nothing is written of that unit.
4. A workbook that is no 底稿 is refused before any work is done.
5. What reviewers typed into one that stands there is taken over; what has no place in the new one is told and kept; a
   book of our own layout is not replaced by one of theirs, nor theirs by ours.
6. A 差值表 of the template takes a row a project, its scores by formulas from their sheets.
7. `review check` knows its rows and what the unit's form said, as of one of our own layout.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.cli import run as command
from perfeval_xl.desk.review_check import Asked, check
from perfeval_xl.filings.review.handed_in import filled_books
from perfeval_xl.xlsx.limits import DEFAULT
from tests.filings.folder import put, xlsx
from tests.office import errors
from tests.writing.review.reviewing import ONE, OTHER, book_at, filings, started, values

HEADS = " | ".join(
    (
        *("一级指标", "三级指标", "目标值", "标准分", "自评完成情况", "单位自评分"),
        *("财政审核评分", "偏离度", "扣分原因", "现场照片"),
    )
)


def sheet(rows: int) -> str:
    blank = "| " + " | ".join([""] * 10) + " |"
    lines = [
        "| 某区财政局项目支出绩效复核 | < | < | < | < | < | < | < | < | < |",
        "| 《  》项目支出绩效自评复核表 | < | < | < | < | < | < | < | < | < |",
        "| 被复核单位 | | | | | | | | | |",
        f"| {HEADS} |",
        *[blank] * rows,
        "| 合计 | | | 100 | | | | | | |",
        "| 复核人： | | | | | | | | | |",
    ]
    return "\n".join(lines)


def template(folder: Path, sheets: int = 3, rows: int = 10) -> Path:
    names = tuple(f"附表{number}" for number in range(1, sheets + 1))
    return put(folder / "空白底稿.xlsx", xlsx(*[sheet(rows)] * sheets, names=names))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filings(tmp_path)


def test_1_filled_by_meaning(folder: Path) -> None:
    made = started(folder, "--template", template(folder.parent))
    assert made.return_value == 0
    assert "这些栏没有可填的内容，留空：现场照片。" in made.output
    book = values(book_at(folder, ONE))
    assert book.sheetnames == ["附表1", "附表2", "附表3", "复核记录", "写入记录"]
    one = book["附表1"]
    assert one["A2"].value == "《社区养老服务》项目支出绩效自评复核表"
    assert one["B3"].value == ONE
    assert [cell.value for cell in one[5]][:7] == ["预算执行", "预算执行率", "100", 10, "99%", 9.9, 9.9]
    assert [cell.value for cell in one[7]][:7] == ["产出指标", "验收合格率", "95", 10, "96%", 10, 10]
    assert values(book_at(folder, OTHER))["附表1"]["B3"].value == OTHER


def test_2_formulas_and_sums(folder: Path) -> None:
    blank = template(folder.parent)
    own = openpyxl.load_workbook(blank)
    own["附表1"]["G15"] = "=ROUND(SUM(G5:G14),1)"
    own["附表1"]["J3"] = "密级：内部"
    own.save(blank)
    started(folder, "--template", blank)
    book, formulas = values(book_at(folder, ONE)), openpyxl.load_workbook(book_at(folder, ONE))
    assert formulas["附表1"]["G15"].value == "=ROUND(SUM(G5:G14),1)"
    assert formulas["附表1"]["F15"].value == "=SUM(F5:F14)"
    assert (book["附表1"]["D15"].value, book["附表1"]["F15"].value) == (100, 99.9)
    assert book["附表1"]["H6"].value == 0
    assert formulas["附表1"]["H6"].value.startswith("=IF(AND(ISNUMBER(G6)")
    assert book["附表1"]["J3"].value == "密级：内部"


@pytest.mark.parametrize(
    ("sheets", "rows", "said"),
    [
        (2, 10, f"只有 2 张复核表，{ONE}有 3 个项目；请在里面把空的复核表复制到至少 3 张"),
        (3, 6, "只有 6 行，《社区养老服务》有 8 行；请在第 11 行上面插入至少 2 个空行再运行"),
    ],
)
def test_3_too_little_room(folder: Path, sheets: int, rows: int, said: str) -> None:
    made = started(folder, "--template", template(folder.parent, sheets, rows))
    assert made.return_value == 2
    assert said in made.output
    assert not book_at(folder, ONE).exists()


def test_4_no_template(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = put(folder.parent / "别的.xlsx", xlsx("| 名单 |"))
    target = folder.parent / "底稿"
    assert command(["review", "start", str(folder), "--template", str(other), "-o", str(target)]) == 2
    assert "里没有看懂的复核表" in capsys.readouterr().err
    assert not target.exists()


def test_5_typed_is_taken_over(folder: Path) -> None:
    blank = template(folder.parent)
    started(folder, "--template", blank)
    assert "没有变化" in started(folder, "--template", blank).output
    path = book_at(folder, ONE)
    typed = openpyxl.load_workbook(path)
    sheet = typed["附表1"]
    sheet["G7"], sheet["I7"] = 7, "无验收资料，扣30%"
    sheet["G8"] = None
    typed.save(path)
    made = started(folder, "--template", blank)
    assert made.return_value == 0
    assert "复核人填写的 3 处已带过来" in made.output
    assert "留在" not in made.output
    assert "没有变化" in started(folder, "--template", blank).output.splitlines()[-2]
    now = openpyxl.load_workbook(path)["附表1"]
    assert (now["G7"].value, now["I7"].value, now["G8"].value, now["G9"].value) == (7, "无验收资料，扣30%", None, 10)
    assert values(path)["附表1"]["H7"].value == 0.3
    assert path.with_name(f"复核底稿_{ONE}.上次.xlsx").is_file()


def test_5_rows_that_moved_are_found(folder: Path) -> None:
    blank = template(folder.parent)
    started(folder, "--template", blank)
    path = book_at(folder, ONE)
    typed = openpyxl.load_workbook(path)
    typed["附表1"]["I7"] = "看过"
    typed["附表1"].insert_rows(5)  # openpyxl moves no formula: what the record says of rows is wrong now
    typed.save(path)
    started(folder, "--template", blank)
    assert values(path)["附表1"]["I7"].value == "看过"


def test_5_what_has_no_place_is_told_and_kept(folder: Path) -> None:
    blank = template(folder.parent)
    started(folder, "--template", blank)
    path = book_at(folder, ONE)
    typed = openpyxl.load_workbook(path)
    typed["附表1"]["I7"], typed["附表1"]["J7"], typed["附表1"]["B7"] = "看过", "有照片", "验收合格率（改）"
    typed["附表1"]["A18"] = "另见会议纪要"
    typed.create_sheet("现场记录")["A1"] = "去过现场"
    typed.save(path)
    made = started(folder, "--template", blank)
    kept = path.with_name(f"复核底稿_{ONE}.改动.xlsx")
    assert f"您改动或另写的单元格（附表1!B7、附表1!J7、附表1!A18）留在 {kept.name} 里，没有带过来。" in made.output
    assert "您自己加的工作表“现场记录”留在" in made.output
    assert values(kept)["附表1"]["J7"].value == "有照片"


def test_5_a_form_that_changed(folder: Path) -> None:
    blank = template(folder.parent)
    started(folder, "--template", blank)
    typed = openpyxl.load_workbook(book_at(folder, ONE))
    typed["附表1"]["I7"] = "看过"
    typed.save(book_at(folder, ONE))
    form = next(one for one in sorted((folder / ONE).glob("*.xlsx")) if "养老" in one.name or one.name.startswith("1"))
    book = openpyxl.load_workbook(form)
    cell = next(one for row in book.active.iter_rows() for one in row if one.value == "验收合格率")
    cell.value = "工程验收合格率"
    book.save(form)
    made = started(folder, "--template", blank)
    assert "上次底稿里的“验收合格率”，单位的表里现在没有了。" in made.output
    assert "复核人填写的内容这次没有地方放（社区养老服务 验收合格率 备注），留在" in made.output
    kept = book_at(folder, ONE).with_name(f"复核底稿_{ONE}.改动.xlsx")
    assert values(kept)["附表1"]["I7"].value == "看过"


def test_5_the_other_layout_is_not_replaced(folder: Path) -> None:
    blank = template(folder.parent)
    started(folder)
    made = started(folder, "--template", blank)
    assert made.return_value == 2
    assert "是本程序自带格式的复核底稿，这次写了 --template，没有替换" in made.output
    assert started(folder, "--template", blank, "--force").return_value == 0
    assert "附表1" in values(book_at(folder, ONE)).sheetnames
    made = started(folder)
    assert made.return_value == 2
    assert "是按本单位的底稿模板填的，这次没有写 --template，没有替换；请加 --template" in made.output
    book_at(folder, ONE).write_bytes(b"x")
    assert "读不出来，看不出是不是本程序生成的" in started(folder, "--template", blank).output


def test_5_a_template_with_our_names(folder: Path) -> None:
    blank = template(folder.parent)
    own = openpyxl.load_workbook(blank)
    own.create_sheet("复核记录")
    own.save(blank)
    made = started(folder, "--template", blank)
    assert "里有名为“复核记录”的工作表，本程序要用这个名字，请给它改名再运行" in made.output


def test_7_the_check_knows_its_rows(folder: Path) -> None:
    started(folder, "--template", template(folder.parent))
    path = book_at(folder, ONE)
    typed = openpyxl.load_workbook(path)
    typed["附表1"]["F7"] = 8
    typed.save(path)
    (book,) = filled_books([str(path)], DEFAULT)
    assert (book.is_ours, book.is_from_template) == (False, True)
    assert all(row.key for project in book.projects for row in project.rows)
    found = check(Asked((str(path.parent),)))
    assert [(one.code, one.cell) for one in found.findings if one.code == "V741"] == [("V741", "F7")]


def test_7_sheets_that_no_project_was_given_are_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blank = template(folder.parent)
    started(folder, "--template", blank)
    path = book_at(folder, OTHER)
    (book,) = filled_books([str(path)], DEFAULT)
    assert [one.sheet for one in book.projects] == ["附表1"]
    typed = openpyxl.load_workbook(path)
    typed["附表2"]["B5"], typed["附表2"]["G5"] = "另加的项目", 8  # by hand, without a name
    typed.save(path)
    (book,) = filled_books([str(path)], DEFAULT)
    assert [one.sheet for one in book.projects] == ["附表1", "附表2"]
    assert command(["review", "check", str(blank), "-o", str(folder.parent / "复核结果.xlsx")]) == 2
    assert "里面的自评复核表都是空白的，没有核对。" in capsys.readouterr().err


DIFFERENCES = """
| 自评与复核差值表 | < | < | < | < | < |
| 项目名称 | 自评得分 | 复核得分 | 偏差 | 偏离度 | 主要偏差原因 |
| | | | | | |
| | | | | | |
| | | | | | |
| 平均 | | | | | |
"""
NAMES = ("差值表", "附表1", "附表2", "附表3")


def test_6_the_difference_sheet(folder: Path) -> None:
    blank = put(
        folder.parent / "空白.xlsx", xlsx(DIFFERENCES, *[sheet(10)] * 3, names=("差值表", "附表1", "附表2", "附表3"))
    )
    assert started(folder, "--template", blank).return_value == 0
    book, formulas = values(book_at(folder, ONE)), openpyxl.load_workbook(book_at(folder, ONE))
    assert [cell.value for cell in book["差值表"][3]] == ["社区养老服务", 99.9, 99.9, 0, 0, None]
    assert formulas["差值表"]["C4"].value == "=SUM('附表2'!G5:G14)"
    assert formulas["差值表"]["D4"].value == "=C4-B4"
    assert book["附表1"]["F15"].value == 99.9


def test_6_too_few_rows(folder: Path) -> None:
    short = DIFFERENCES.replace("| | | | | | |\n", "", 2)
    blank = put(folder.parent / "空白.xlsx", xlsx(short, *[sheet(10)] * 3, names=NAMES))
    made = started(folder, "--template", blank)
    assert "工作表“差值表”只有 1 行，这个单位有 3 个项目；请在第 4 行上面插入至少 2 个空行再运行" in made.output


@pytest.mark.slow
def test_2_validator(folder: Path) -> None:
    started(folder, "--template", template(folder.parent))
    assert errors(book_at(folder, ONE).read_bytes()) == {}
