"""`review check` over whatever a bureau's folder holds.

1. Foreign 底稿: other heads, in two rows, anywhere, without keys, grounds, record or unit's name on the sheet.
2. Bad input, a sentence each: a column is missing, rows are gone, a file cannot be read or is no 底稿, two versions of
   one project, a project that was not drawn, one that was drawn and has no 底稿, a form that changed.
3. The unit's own forms show what was altered in a foreign 底稿.
4. Run again, answers are carried over; one whose finding is gone is kept, and comes back with it.
5. What stands at the target is not ours: it is not replaced. The 底稿 themselves stay as they are, byte for byte.
6. Terminal, JSON and exit codes; every code is explained.
7. A zip of 底稿 is read like the folder, its members told as such; links lead to the zip, as no link leads further.
8. --select, --ignore and the configuration filter what is told, never what is judged; every output says what was left
   out and by which setting; answers are kept.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from perfeval_xl.cli import run as typed
from perfeval_xl.desk.review_check import Asked, check
from perfeval_xl.filings.review.docs import page
from perfeval_xl.filings.review.judging import explained, kinds
from perfeval_xl.filings.review.reviewed import Reviewed
from perfeval_xl.filings.review.words import Head, Sheet
from tests.filings.folder import Filing, put, zipped
from tests.filings.review import books
from tests.filings.review.books import FIRST, LETTERS, Project


def one_unit() -> list[Project]:
    return [one for one in books.sensible() if one.unit == "石弦镇人民政府"]


def reviewed(folder: Path, **asked: Any) -> Reviewed:
    return check(Asked((str(folder),), **asked))


def codes(found: Reviewed) -> list[str]:
    return [one.code for one in found.findings]


def first_book(folder: Path) -> Path:
    return books.path_of("石弦镇人民政府", folder)


# ------------------------------------------------------------------------------------------------------- foreign

FOREIGN = [
    ["某区2023年自评复核工作底稿"],
    ["项目名称", "道路养护", None, "实施单位", "东篱镇人民政府"],
    [],
    ["序号", "指标名称", "分值", "单位自评", None, "财政审核", None],
    [None, None, None, "完成情况", "得分", "评分", "扣分原因"],
    [1, "养护道路长度", 20, "153公里", 20, 20, None],
    [2, "路面完好率", 20, "96%", 20, 10, "抽查 10 处有 5 处破损，扣50%"],
    [3, "巡查次数", 10, "52次", 10, 12, None],
    [4, "居民满意度", "10分", "95%", "10分", "7", None],
    ["合计", None, 60, None, 60, 49, None],
    ["审核人员：李某"],
]


def foreign(path: Path, rows: list[list[Any]] | None = None) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in rows or FOREIGN:
        sheet.append(row)
    sheet.merge_cells("D4:E4")
    sheet.merge_cells("F4:G4")
    for letter in "ABC":
        sheet.merge_cells(f"{letter}4:{letter}5")
    book.save(path)


def test_1_foreign(tmp_path: Path) -> None:
    foreign(tmp_path / "底稿.xlsx")
    found = reviewed(tmp_path)
    (project,) = found.filled.projects
    assert (project.project, project.unit, project.reviewer) == ("道路养护", "东篱镇人民政府", "李某")
    assert [(row.name, row.weight, row.own, row.review) for row in project.rows] == [
        ("养护道路长度", 20, 20, 20),
        ("路面完好率", 20, 20, 10),
        ("巡查次数", 10, 10, 12),
        ("居民满意度", 10, 10, 7),
    ]
    assert [(one.code, one.cell) for one in found.findings] == [("V701", "F8"), ("V705", "G9")]


# ----------------------------------------------------------------------------------------------------- bad input


def test_2_a_column_is_missing(tmp_path: Path) -> None:
    books.write(one_unit(), tmp_path)
    books.edited(
        first_book(tmp_path), lambda book: setattr(book["附件1"][f"{LETTERS[Head.SELF_SCORE]}3"], "value", "甲")
    )
    found = reviewed(tmp_path)
    (missing,) = [one for one in found.findings if one.code == "V761"]
    assert "“自评得分”" in missing.message
    assert missing.project is found.filled.projects[0]


def test_2_a_sheet_is_gone(tmp_path: Path) -> None:
    books.write(one_unit(), tmp_path)
    books.edited(first_book(tmp_path), lambda book: book.remove(book["附件2"]))
    found = reviewed(tmp_path)
    assert len(found.filled.projects) == 3
    assert any("工作簿里已没有它的复核表" in remark for remark in found.filled.books[0].remarks)


def test_2_files_that_are_none(tmp_path: Path) -> None:
    books.write(one_unit(), tmp_path)
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "扫描件.pdf").write_bytes(b"%PDF")
    (tmp_path / "~$复核底稿.xlsx").write_bytes(b"lock")
    Workbook().save(tmp_path / "空.xlsx")
    found = reviewed(tmp_path)
    fates = {one.name: (bool(one.fault), one.is_other) for one in found.filled.books}
    assert fates == {
        first_book(tmp_path).name: (False, False),
        "坏.xlsx": (True, False),
        "扫描件.pdf": (True, True),
        "空.xlsx": (True, True),
        "~$复核底稿.xlsx": (True, True),
    }


def test_2_two_versions_of_a_project(tmp_path: Path) -> None:
    projects = one_unit()
    books.write(projects, tmp_path)
    projects[0].reviewer = "戊"
    projects[0].rows[5].review, projects[0].rows[5].remark = 12, "名单缺 3 人，扣3分"
    books.book_of(projects[:1]).save(tmp_path / "另一份.xlsx")
    found = reviewed(tmp_path)
    twice = [one for one in found.findings if one.code == "V764"]
    assert len(twice) == 2
    assert all("1 行的复核得分不同（受益居民人数）" in one.message for one in twice)


def test_2_against_the_draw(tmp_path: Path) -> None:
    projects = one_unit()
    books.write(projects[:3], tmp_path / "底稿")
    books.frame_book(projects, {one.key for one in projects[1:]}, tmp_path / "抽样.xlsx")
    found = reviewed(tmp_path / "底稿", sample=tmp_path / "抽样.xlsx")
    said = {one.code: one.message for one in found.findings}
    assert set(said) == {"V762", "V763"}
    assert projects[0].name in said["V762"]
    assert projects[3].name in said["V763"]


def test_2_a_sample_unlike_its_list(tmp_path: Path) -> None:
    projects = one_unit()
    books.write(projects, tmp_path / "底稿")
    books.frame_book(projects, {one.key for one in projects}, tmp_path / "抽样.xlsx")

    def poorer(book: Workbook) -> None:
        sheet: Any = book["抽样底单"]
        sheet.append([9, "没有抽中", "石弦镇人民政府", 400, 0.6, None, "X"])

    books.edited(tmp_path / "抽样.xlsx", poorer)
    found = reviewed(tmp_path / "底稿", sample=tmp_path / "抽样.xlsx")
    (unlike,) = found.findings
    assert (unlike.code, unlike.figures) == ("V753", "样本 95%，名单 77.5%")


def test_2_no_list_of_a_draw(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    books.write(one_unit(), tmp_path / "底稿")
    Workbook().save(tmp_path / "别的.xlsx")
    words = ["review", "check", str(tmp_path / "底稿"), "--sample", str(tmp_path / "别的.xlsx")]
    assert typed([*words, "-o", str(tmp_path / "结果.xlsx")]) == 2
    assert "不是 sample 生成的抽样工作簿" in capfd.readouterr().err


# ------------------------------------------------------------------------------------------------- the unit's forms


def test_3_forms(tmp_path: Path) -> None:
    filing = Filing(unit="东篱镇人民政府", project="道路养护")
    put(tmp_path / "自评表" / "自评表.xlsx", filing.xlsx())
    rows = [
        *FOREIGN[:5],
        [1, "验收合格率", 10, "99%", 10, 10, None],
        [2, "受益居民人次", 15, "3060人次", 14, 14, None],
    ]
    foreign(tmp_path / "底稿.xlsx", rows)
    found = check(Asked((str(tmp_path / "底稿.xlsx"),), forms=(str(tmp_path / "自评表"),)))
    assert [one.message for one in found.findings if one.code == "V741"] == [
        "“验收合格率”的自评完成值与自评表不同：96% → 99%。",
        "“受益居民人次”的自评得分与自评表不同：15 → 14。",
    ]
    assert "V742" in codes(found)  # the other indicators of the form


# ---------------------------------------------------------------------------------------------------- carried over


def answered(path: Path, cell: str = "N6") -> Any:
    return openpyxl.load_workbook(path)["复核发现"][cell].value


def test_4_answers_are_carried_over(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    projects = one_unit()
    projects[1].rows[0].review = 11
    books.write(projects, tmp_path / "底稿")
    words = ["review", "check", str(tmp_path / "底稿"), "-o", str(tmp_path / "复核结果.xlsx"), "-q"]
    assert typed(words) == 1
    books.edited(tmp_path / "复核结果.xlsx", lambda book: book["复核发现"].__setitem__("N6", "已改为 10"))
    assert typed(words) == 1
    assert answered(tmp_path / "复核结果.xlsx") == "已改为 10"
    assert answered(tmp_path / "复核结果.上次.xlsx") == "已改为 10"

    projects[1].rows[0].review = projects[1].rows[0].own
    books.write(projects, tmp_path / "底稿")
    assert typed(words) == 0
    gone: Any = openpyxl.load_workbook(tmp_path / "复核结果.xlsx")["已消除的发现"]
    assert [gone.cell(6, column).value for column in (3, 10)] == ["V701", "已改为 10"]

    projects[1].rows[0].review = 11
    books.write(projects, tmp_path / "底稿")
    assert typed(words) == 1
    assert answered(tmp_path / "复核结果.xlsx") == "已改为 10"
    assert "已消除的发现" not in openpyxl.load_workbook(tmp_path / "复核结果.xlsx").sheetnames
    capfd.readouterr()


def test_4_a_comment_of_somebody_is_kept_for_good(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    books.write(one_unit(), tmp_path / "底稿")
    words = ["review", "check", str(tmp_path / "底稿"), "-o", str(tmp_path / "复核结果.xlsx"), "-q"]
    assert typed(words) == 0

    def comment(book: Any) -> None:
        book["复核发现"]["B2"].comment = Comment("请主任看", "张")

    books.edited(tmp_path / "复核结果.xlsx", comment)
    for _ in range(3):
        assert typed(words) == 0
    kept: Any = openpyxl.load_workbook(tmp_path / "复核结果.改动.xlsx")["复核发现"]
    assert kept["B2"].comment.text == "请主任看"
    assert "您加的批注（复核发现!B2）留在" in capfd.readouterr().out


def test_4_a_ground_that_is_used_no_more_leaves_no_column(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    projects = one_unit()
    books.write(projects, tmp_path / "底稿")
    words = ["review", "check", str(tmp_path / "底稿"), "-o", str(tmp_path / "复核结果.xlsx"), "-q"]
    assert typed(words) == 0
    for project in projects:
        for row in project.rows:
            row.review, row.ground, row.remark = row.own, "", ""
    books.write(projects, tmp_path / "底稿")
    assert typed(words) == 0
    people: Any = openpyxl.load_workbook(tmp_path / "复核结果.xlsx")["复核人尺度"]
    heads = {cell.value for row in people.iter_rows(max_row=6) for cell in row}
    assert not heads & {*books.GROUNDS.values(), "自加的栏"}
    capfd.readouterr()


def test_4_a_column_of_somebody_is_kept_for_good(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    books.write(one_unit(), tmp_path / "底稿")
    words = ["review", "check", str(tmp_path / "底稿"), "-o", str(tmp_path / "复核结果.xlsx"), "-q"]
    assert typed(words) == 0

    def add(book: Any) -> None:
        sheet = book["差值总表"]
        top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "项目名称")
        sheet.cell(top, sheet.max_column + 1).value = "局里意见"
        sheet.cell(top + 1, sheet.max_column).value = "同意"

    books.edited(tmp_path / "复核结果.xlsx", add)
    for _ in range(3):
        assert typed(words) == 0
    assert re.search("您改动或另写的单元格（差值总表![A-Z]+5、差值总表![A-Z]+6）留在", capfd.readouterr().out)
    kept: Any = openpyxl.load_workbook(tmp_path / "复核结果.改动.xlsx")["差值总表"]
    assert "同意" in [cell.value for row in kept.iter_rows() for cell in row]


@pytest.mark.parametrize(("ours", "found"), [(True, ["V706"]), (False, [])])
def test_4_a_ground_that_is_not_on_the_list(tmp_path: Path, ours: bool, found: list[str]) -> None:
    projects = one_unit()
    row = next(one for one in projects[0].rows if one.own == one.review and (one.own or 0) > 1)
    row.review, row.ground, row.remark = (row.own or 0) - 1, "不存在的口径", "台账只有部分姓名"
    books.write(projects, tmp_path)
    if not ours:
        books.edited(first_book(tmp_path), lambda book: book.remove(book["复核记录"]))
    told = [one for one in reviewed(tmp_path).findings if one.code == "V706"]
    assert [one.code for one in told] == found
    assert all("选的“不存在的口径”不在复核口径的列表里" in one.message for one in told)


@pytest.mark.parametrize("words", [["--forms", "没有"], ["没有*.xlsx"]])
def test_5_what_is_not_there_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str], words: list[str]) -> None:
    books.write(one_unit(), tmp_path / "底稿")
    assert typed(["review", "check", str(tmp_path / "底稿"), *words, "-o", str(tmp_path / "结果.xlsx")]) == 2
    out = capfd.readouterr().out
    assert "未能处理：没有" in out
    assert "1 个文件未能处理" in out


def test_5_a_folder_without_forms(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    books.write(one_unit(), tmp_path / "底稿")
    (tmp_path / "空").mkdir()
    words = ["--forms", str(tmp_path / "空"), "-o", str(tmp_path / "结果.xlsx")]
    assert typed(["review", "check", str(tmp_path / "底稿"), *words]) == 2
    assert "--forms 写的地方没有自评表" in capfd.readouterr().err


def test_5_nothing_else_is_touched(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    books.write(one_unit(), tmp_path / "底稿")
    before = first_book(tmp_path / "底稿").read_bytes()
    Workbook().save(tmp_path / "别人的.xlsx")
    words = ["review", "check", str(tmp_path / "底稿"), "-o"]
    assert typed([*words, str(tmp_path / "别人的.xlsx")]) == 2
    assert "不是本程序生成的" in capfd.readouterr().err
    assert typed([*words, str(tmp_path / "底稿")]) == 0  # into the folder itself
    assert typed([*words, str(tmp_path / "底稿")]) == 0  # where it is no 底稿 the second time
    assert first_book(tmp_path / "底稿").read_bytes() == before
    assert "本程序写出的复核结果" in capfd.readouterr().out


# --------------------------------------------------------------------------------------------------------- told


def test_6_json_and_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    projects = one_unit()
    projects[1].rows[0].review = 11
    books.write(projects, tmp_path / "底稿")
    words = ["review", "check", str(tmp_path / "底稿"), "-o", str(tmp_path / "结果.xlsx")]
    assert typed([*words, "--json"]) == 1
    said = json.loads(capfd.readouterr().out)
    (found,) = said["findings"]
    assert (found["code"], found["sheet"], found["cell"]) == ("V701", "附件2", f"{LETTERS[Head.REVIEW_SCORE]}{FIRST}")
    assert [len(one["projects"]) for one in said["files"]] == [4]
    assert typed(words) == 1
    out = capfd.readouterr().out
    assert "附件2!K4  “预算执行率”的复核得分超过了权重。（复核 11，权重 10） [V701]" in out
    assert "读入底稿 1 本、4 个项目：错误 1 条、提醒 0 条、建议 0 条。" in out


def test_6_a_form_without_scores_has_none(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    projects = one_unit()
    for row in projects[1].rows:
        row.own = row.score = None
    books.write(projects, tmp_path / "底稿")
    typed(["review", "check", str(tmp_path / "底稿"), "-o", str(tmp_path / "结果.xlsx"), "--json"])
    said = json.loads(capfd.readouterr().out)
    scores = {one["project"]: (one["self_score"], one["review_score"]) for one in said["files"][0]["projects"]}
    assert scores.pop(projects[1].name)[0] is None
    assert all(own is not None for own, _ in scores.values())
    assert not [one["code"] for one in said["findings"] if one["code"] in ("V731", "V732", "V733", "V734")]
    book: Any = openpyxl.load_workbook(tmp_path / "结果.xlsx", data_only=True)
    heads, *lines = [list(row) for row in book["差值总表"].iter_rows(min_row=5, values_only=True)]
    at = {str(head): heads.index(head) for head in heads if head}
    (bare,) = [line for line in lines if line[at["项目名称"]] == projects[1].name]
    assert {bare[at[head]] or None for head in ("自评得分", "偏差", "偏离度")} == {None}
    means = next(book["差值总表"].iter_rows(min_row=4, values_only=True))
    for head, place in (("自评得分", 0), ("复核得分", 1)):
        assert means[at[head]] == pytest.approx(sum(one[place] for one in scores.values()) / len(scores))
    assert means[at["偏差"]] == pytest.approx(sum(review - own for own, review in scores.values()))
    (whole,) = [row for row in book["复核人尺度"].iter_rows(values_only=True) if row[0] == "全体"]
    assert [*whole[5:7]] == [pytest.approx(sum(one[place] for one in scores.values())) for place in (0, 1)]


def test_6_nothing_to_check(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Workbook().save(tmp_path / "空.xlsx")
    assert typed(["review", "check", str(tmp_path), "-o", str(tmp_path / "结果.xlsx")]) == 2
    assert "没有可以核对的复核底稿" in capfd.readouterr().err
    assert not (tmp_path / "结果.xlsx").exists()


@pytest.mark.parametrize("code", list(kinds()))
def test_6_codes_are_explained(code: str) -> None:
    text = explained(code) or ""
    assert text.startswith(code)
    assert kinds()[code].says.endswith("。")
    assert kinds()[code].do.startswith("请")


def test_6_documentation_is_fresh() -> None:
    document = Path(__file__).parents[3] / "docs" / "review-checks.md"
    assert document.read_text(encoding="utf-8") == page(), "python -m perfeval_xl.filings.review.docs"


# ------------------------------------------------------------------------------------------------------------ zips


def as_zip(folder: Path, path: Path, **more: bytes) -> Path:
    """The books of a folder as somebody packed them with an old program (names in GBK), and other files."""
    files = {one.name: one.read_bytes() for one in sorted(folder.iterdir())}
    return put(path, zipped({**files, **{name.replace("_", "."): data for name, data in more.items()}}, encoding="gbk"))


def test_7_a_zip_says_what_its_folder_says(tmp_path: Path) -> None:
    projects = one_unit()
    projects[1].rows[0].review = 11
    books.write(projects, tmp_path / "底稿")
    foreign(tmp_path / "底稿" / "东篱镇复核底稿.xlsx", [[], [], [], *FOREIGN[3:]])
    packed = as_zip(tmp_path / "底稿", tmp_path / "交来" / "底稿.zip")
    of_folder, of_zip = reviewed(tmp_path / "底稿"), reviewed(packed.parent)
    assert [(one.code, one.cell, one.key) for one in of_folder.findings if one.key.startswith("F")] == [
        (one.code, one.cell, one.key) for one in of_zip.findings if one.key.startswith("F")
    ]
    assert codes(of_folder) == codes(of_zip)
    assert [one.name for one in of_zip.filled.books] == [f"底稿.zip › {one.name}" for one in of_folder.filled.books]
    assert {one.unit for one in of_zip.filled.projects} == {"石弦镇人民政府", "东篱镇"}


def test_7_members_that_are_none(tmp_path: Path) -> None:
    books.write(one_unit(), tmp_path / "底稿")
    inner = zipped({"复核底稿.xlsx": b"x"})
    as_zip(tmp_path / "底稿", tmp_path / "底稿.zip", 里面_zip=inner, 坏_xlsx=b"PK\x03\x04", 说明_pdf=b"%PDF")
    found = {one.own_name: one for one in reviewed(tmp_path / "底稿.zip").filled.books}
    assert found["里面.zip"].is_failed
    assert "压缩包里的压缩包" in found["里面.zip"].fault
    assert found["坏.xlsx"].is_failed
    assert found["说明.pdf"].is_other
    assert len(found) == 4


def test_7_a_zip_that_is_broken(tmp_path: Path) -> None:
    books.write(one_unit(), tmp_path)
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04" + b"x" * 100)
    fates = {one.name: one.fault for one in reviewed(tmp_path).filled.books if one.is_failed}
    assert fates == {"坏.zip": "压缩包不完整或已损坏，打不开。请对方重新压缩，或把文件直接放进文件夹。"}


def test_7_links_lead_to_the_zip(tmp_path: Path) -> None:
    books.write(one_unit(), tmp_path / "底稿")
    packed = as_zip(tmp_path / "底稿", tmp_path / "底稿.zip")
    assert typed(["review", "check", str(packed), "-o", str(tmp_path / "结果.xlsx")]) == 0
    sheet: Any = openpyxl.load_workbook(tmp_path / "结果.xlsx")["差值总表"]
    links = {(cell.hyperlink.target, cell.hyperlink.location) for row in sheet for cell in row if cell.hyperlink}
    assert {(target or "").rpartition("/")[2] for target, _ in links} <= {"底稿.zip", "%E5%BA%95%E7%A8%BF.zip"}
    assert {place for _, place in links} == {None}


def test_7_the_report_reads_a_zip(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    books.write(one_unit(), tmp_path / "底稿")
    for name in (Sheet.PROBLEMS, Sheet.GROUNDS):  # by which one of ours is known
        books.edited(first_book(tmp_path / "底稿"), lambda book, name=name: book.create_sheet(name))
    kept = {f"复核底稿{number}_改动_xlsx": b"x" for number in range(5)}
    packed = as_zip(tmp_path / "底稿", tmp_path / "底稿.zip", **kept)
    assert typed(["report", str(packed), "-o", str(tmp_path / "报告.docx")]) == 0
    said = capfd.readouterr()
    assert "已写出复核报告" in said.out
    assert said.err.count("没有读入（不是底稿，或是保留的上一版）：底稿.zip › 复核底稿0.改动.xlsx、") == 1
    assert "等 5 处。" in said.err
    assert typed(["report", "--check", str(tmp_path / "报告.docx"), str(packed)]) == 0


# --------------------------------------------------------------------------------------------------------- settings


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Two errors and a warning."""
    projects = one_unit()
    projects[1].rows[0].review = 11
    projects[2].rows[1].review, projects[2].rows[1].ground, projects[2].rows[1].remark = 5, "", ""
    books.write(projects, tmp_path / "底稿")
    return tmp_path / "底稿"


def test_8_what_is_told_is_filtered_never_what_is_judged(faulty: Path, capfd: pytest.CaptureFixture[str]) -> None:
    everything = codes(reviewed(faulty))
    assert "V701" in everything
    others = [one for one in everything if one != "V701"]
    assert others
    target = faulty.parent / "结果.xlsx"
    words = ["review", "check", str(faulty), "-o", str(target)]
    assert typed([*words, "--select", "V701", "--json"]) == 1
    said = json.loads(capfd.readouterr().out)
    assert [one["code"] for one in said["findings"]] == ["V701"]
    assert said["left_out_by"] == "--select V701"
    assert "V701" not in said["left_out"]
    assert typed([*words, "--ignore", "v7"]) == 0
    out = capfd.readouterr().out
    assert "按设置（--ignore V7）另有意见没有列出：错误" in out
    assert "未发现问题" not in "".join(line for line in out.splitlines() if "附件2" in line)
    book: Any = openpyxl.load_workbook(target)
    assert "按设置（--ignore V7）另有意见没有列出" in book["复核发现"]["A2"].value


def test_8_an_answer_is_kept_while_its_finding_is_not_listed(faulty: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = faulty.parent / "结果.xlsx"
    words = ["review", "check", str(faulty), "-o", str(target), "-q"]
    assert typed(words) == 1

    def answer(book: Any) -> None:
        sheet = book["复核发现"]
        top = next(row for row in range(1, 9) if "复核人答复" in [cell.value for cell in sheet[row]])
        at = next(cell.column for cell in sheet[top] if cell.value == "复核人答复")
        sheet.cell(top + 1, at).value = "已改"

    books.edited(target, answer)
    assert typed([*words, "--ignore", "V"]) == 0
    sheet: Any = openpyxl.load_workbook(target)["已消除的发现"]
    shown = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "按设置没有列出" in shown
    assert "已改" in shown
    assert typed(words) == 1
    again: Any = openpyxl.load_workbook(target)
    assert "已消除的发现" not in again.sheetnames
    assert "已改" in [cell.value for row in again["复核发现"].iter_rows() for cell in row]
    capfd.readouterr()


def test_8_the_configuration_of_the_folder(faulty: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["review", "check", str(faulty), "-o", str(faulty.parent / "结果.xlsx")]
    settings = faulty.parent / "perfeval-xl.toml"
    settings.write_text('ignore = ["I301", "V701"]\nselect = ["B", "S"]', encoding="utf-8")
    typed(words)
    out = capfd.readouterr().out
    assert "按设置（perfeval-xl.toml 的 ignore = V701）另有意见没有列出：错误 1 条。" in out
    form = put(faulty.parent / "表.xlsx", Filing().xlsx())
    assert typed(["check", str(form)]) != 2  # codes of a review do not disturb it
    settings.write_text('ignore = ["V7", "X9"]', encoding="utf-8")
    capfd.readouterr()
    assert typed(words) == 2
    assert "有误：没有代码为“X9”的核对项。代码形如 V701" in capfd.readouterr().err


def test_8_a_code_that_is_none(faulty: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert typed(["review", "check", str(faulty), "-o", str(faulty.parent / "结果.xlsx"), "--select", "B201"]) == 2
    assert "没有代码为“B201”的核对项。代码形如 V701，也可以只写开头（如 V70）。" in capfd.readouterr().err
