"""What people typed into the 汇总表 is theirs: a new run carries it over.

1. By the key: columns moved, rows sorted, a column of their own, numbers, dates and texts as they were.
2. A form that has changed since is marked, until somebody clears the mark.
3. A form that is gone leaves what was typed on 上次意见待认领; when it is back, so is what was typed.
4. 整改台账 loses no line: what is no longer found is 已消除, of a form that is not there it says so.
5. A row doubled, a row without key, a column without head: nothing is lost.
6. A roster that comes later changes the keys: what was typed stays with its form.
7. Stored results of formulas are those with what was typed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from perfeval_xl.desk import summary_book
from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.left_behind import LeftBehind
from perfeval_xl.pipeline import Options
from tests.renaming import rename_sheet
from tests.samples import CLEAN, FAULTY
from tests.writing.summary.books import MADE, TITLES, book_of, column, heads


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "自评材料"
    (folder / "石弦镇").mkdir(parents=True)
    (folder / "竹汀街道").mkdir()
    book = openpyxl.load_workbook(FAULTY)
    book.save(folder / "石弦镇" / "甲.xlsx")
    book = openpyxl.load_workbook(CLEAN)
    rename(book, "路灯维护")
    book.save(folder / "竹汀街道" / "乙.xlsx")
    return Desk(tmp_path, folder)


def rename(book: Any, project: str, before: str = "家庭综合服务中心运营经费") -> None:
    cells = (cell for row in book["自评表"].iter_rows() for cell in row)
    next(cell for cell in cells if cell.value == before).value = project


class Desk:
    """A folder and its 汇总表, made again and again."""

    def __init__(self, top: Path, folder: Path) -> None:
        self.book, self.folder = top / "汇总表.xlsx", folder

    def run(self, roster: Path | None = None) -> Any:
        batch = gather(Asked((str(self.folder),), Options(jobs=1), roster=roster))
        self.written = summary_book.write_book(batch, self.book, TITLES, MADE)
        return book_of(self.book.read_bytes())

    def type(self, change: Callable[[Any], None]) -> None:
        book = openpyxl.load_workbook(self.book)
        change(book)
        book.save(self.book)

    def put(self, sheet: str, project: str, head: str, value: Any) -> None:
        self.type(lambda book: put(book[sheet], project, head, value))

    def edit(self, name: str, change: Callable[[Any], None]) -> None:
        path = next(self.folder.rglob(name))
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)


def row_of(sheet: Any, project: str) -> int:
    top, places = heads(sheet)
    return next(at for at in range(top + 1, sheet.max_row + 1) if sheet.cell(at, places["项目名称"]).value == project)


def put(sheet: Any, project: str, head: str, value: Any) -> None:
    sheet.cell(row_of(sheet, project), heads(sheet)[1][head]).value = value


def said(book: Any, sheet: str, project: str, head: str) -> Any:
    return book[sheet].cell(row_of(book[sheet], project), heads(book[sheet])[1][head]).value


def test_1_by_heads(desk: Desk) -> None:
    desk.run()

    def change(book: Any) -> None:
        sheet = book["项目汇总"]
        put(sheet, "路灯维护", "复核得分", 96.5)
        put(sheet, "路灯维护", "复核意见", "=补充检测报告")
        put(sheet, "路灯维护", "备注", datetime(2024, 4, 1))
        top, places = heads(sheet)
        own = max(places.values()) + 2
        sheet.cell(top, own).value = "科长意见"
        sheet.cell(row_of(sheet, "路灯维护"), own).value = "同意"
        sheet.cell(row_of(sheet, "路灯维护"), own + 1).value = "没有栏名"
        rows = [[cell.value for cell in sheet[at]] for at in range(top, sheet.max_row + 1)]
        order = [*range(len(rows[0]))][::-1]  # columns the other way round, the rows upside down
        for at, row in enumerate([rows[0], *rows[:0:-1]], top):
            for place, column_before in enumerate(order, 1):
                cell = sheet.cell(at, place)
                if type(cell).__name__ != "MergedCell":
                    cell.value = row[column_before]

    desk.type(change)
    book = desk.run()
    assert said(book, "项目汇总", "路灯维护", "复核得分") == 96.5
    assert said(book, "项目汇总", "路灯维护", "复核意见") == "=补充检测报告"
    assert said(book, "项目汇总", "路灯维护", "备注") == datetime(2024, 4, 1)
    assert said(book, "项目汇总", "路灯维护", "科长意见") == "同意"
    assert "没有栏名" in [cell.value for row in book["项目汇总"].iter_rows() for cell in row]
    assert said(book, "项目汇总", "家庭综合服务中心运营经费", "复核得分") is None
    assert desk.written.kept.path == desk.book.with_name("汇总表.上次.xlsx")


def test_2_changed(desk: Desk) -> None:
    desk.run()
    desk.put("项目汇总", "路灯维护", "复核意见", "可以")

    def change(book: Any) -> None:
        book["自评表"]["F15"].value = "71个"

    assert said(desk.run(), "项目汇总", "路灯维护", "表有变动") is None
    desk.edit("乙.xlsx", change)
    for _ in range(2):
        book = desk.run()
        assert said(book, "项目汇总", "路灯维护", "复核意见") == "可以"
        assert said(book, "项目汇总", "路灯维护", "表有变动") == "已改动，请重看"
    desk.put("项目汇总", "路灯维护", "表有变动", None)
    assert said(desk.run(), "项目汇总", "路灯维护", "表有变动") is None


def test_3_gone_and_back(desk: Desk) -> None:
    desk.run()
    desk.put("项目汇总", "路灯维护", "复核得分", 95)
    desk.edit("乙.xlsx", lambda book: rename(book, "路灯的维护", "路灯维护"))
    for _ in range(2):
        book = desk.run()
        sheet = book["上次意见待认领"]
        assert column(sheet, "写的内容") == [95]
        assert column(sheet, "栏目") == ["复核得分"]
        assert column(sheet, "本次最像的项目")[0].endswith("路灯的维护")
        assert said(book, "项目汇总", "路灯的维护", "复核得分") is None
    desk.edit("乙.xlsx", lambda book: rename(book, "路灯维护", "路灯的维护"))
    book = desk.run()
    assert said(book, "项目汇总", "路灯维护", "复核得分") == 95
    assert "上次意见待认领" not in book.sheetnames


def test_4_ledger(desk: Desk) -> None:
    first = desk.run()["整改台账"]
    count = column(first, "来源").count("核对意见")
    assert count == 3

    def change(book: Any) -> None:
        sheet = book["整改台账"]
        put(sheet, "家庭综合服务中心运营经费", "状态", "已下达")

    desk.type(change)
    (desk.folder / "石弦镇" / "甲.xlsx").unlink()
    sheet = desk.run()["整改台账"]
    assert column(sheet, "来源").count("核对意见") == count
    assert column(sheet, "本次是否还在").count("本次没有这张表") >= count
    assert "已下达" in column(sheet, "状态")
    book = openpyxl.load_workbook(CLEAN)
    book.save(desk.folder / "石弦镇" / "甲.xlsx")
    sheet = desk.run()["整改台账"]
    now = dict(zip(column(sheet, "键"), column(sheet, "本次是否还在"), strict=True))
    assert sum(state == "已消除" for state in now.values()) == count
    assert "已下达" in column(sheet, "状态")


def test_5_nothing_is_lost(desk: Desk) -> None:
    desk.run()

    def change(book: Any) -> None:
        sheet = book["项目汇总"]
        _, places = heads(sheet)
        at = row_of(sheet, "路灯维护")
        put(sheet, "路灯维护", "备注", "第一")
        last = sheet.max_row + 1
        for number in range(1, sheet.max_column + 1):
            sheet.cell(last, number).value = sheet.cell(at, number).value
        sheet.cell(last, places["备注"]).value = "第二"
        sheet.cell(last + 1, places["备注"]).value = "没有键"
        book.create_sheet("我的表")["A1"] = "草稿"

    desk.type(change)
    book = desk.run()
    assert said(book, "项目汇总", "路灯维护", "备注") == "第一"
    assert sorted(column(book["上次意见待认领"], "写的内容")) == ["没有键", "第二"]
    assert desk.written.kept.left == LeftBehind(sheets=["我的表"])
    assert desk.written.kept.path is not None
    assert desk.written.kept.path.name == "汇总表.改动.xlsx"
    assert sorted(column(desk.run()["上次意见待认领"], "写的内容")) == ["没有键", "第二"]


def test_5_sheets_of_ours_are_not_told_as_somebodys(desk: Desk) -> None:
    """Renamed, or with nothing to say this time, they are ours still; what was typed on one renamed is taken over."""
    (desk.folder / "单位清单.csv").write_text("预算单位,项目名称\n竹汀街道,路灯维护\n", encoding="utf-8")
    desk.run(desk.folder / "单位清单.csv")
    desk.put("项目汇总", "路灯维护", "复核意见", "退回")
    desk.type(lambda book: rename_sheet(book, "项目汇总", "各项目"))
    desk.type(lambda book: rename_sheet(book, "户数核对", "名单核对"))
    desk.type(lambda book: book.create_sheet("自评工作质量（我的）"))
    for one in desk.folder.rglob("*.xlsx"):
        one.unlink()
    shutil.copy(CLEAN, desk.folder / "丙.xlsx")
    desk.edit("丙.xlsx", lambda book: rename(book, "路灯维护"))
    desk.run()
    assert desk.written.kept.left.sheets == ["自评工作质量（我的）"]
    assert desk.written.kept.left.cells == []


def test_5_a_renamed_sheet_is_taken_over(desk: Desk) -> None:
    desk.run()
    desk.put("项目汇总", "路灯维护", "复核意见", "退回")
    desk.type(lambda book: rename_sheet(book, "项目汇总", "各项目"))
    assert said(desk.run(), "项目汇总", "路灯维护", "复核意见") == "退回"
    assert desk.written.kept.left == LeftBehind()


def test_5_comments_stay_in_a_book_of_its_own(desk: Desk) -> None:
    desk.run()

    def change(book: Any) -> None:
        for sheet, cell in (("项目汇总", "C8"), ("总览", "A1")):
            book[sheet][cell].comment = Comment("请与财务科核对", "张三")

    desk.type(change)
    desk.run()
    assert desk.written.kept.left == LeftBehind(comments=["总览!A1", "项目汇总!C8"])
    said = "".join(desk.written.sentences())
    assert "您加的批注（总览!A1、项目汇总!C8）留在 汇总表.改动.xlsx 里，没有带过来。" in said
    assert desk.written.kept.path is not None
    assert desk.written.kept.path.name == "汇总表.改动.xlsx"
    desk.run()
    assert not desk.written.kept.left
    kept = openpyxl.load_workbook(desk.written.path.with_name("汇总表.改动.xlsx"))
    assert kept["项目汇总"]["C8"].comment.text == "请与财务科核对"


def test_5_whatever_else_was_typed_is_told_and_kept(desk: Desk) -> None:
    desk.run()
    picture = Path(__file__).parents[3] / "docs" / "folder.png"

    def change(book: Any) -> None:
        book["总览"]["A45"] = "局长看过"
        projects = book["项目汇总"]
        put(projects, "路灯维护", "预算单位", "竹汀街道办事处")  # ours, corrected
        put(projects, "路灯维护", "备注", "已核")  # theirs, taken over
        projects.cell(projects.max_row + 3, 3).value = "以上已报局长"
        book["核对意见"]["A1"] = "核对意见（内部）"
        book["单位汇总"].add_image(Image(str(picture)), "C9")

    desk.type(change)
    book = desk.run()
    assert said(book, "项目汇总", "路灯维护", "备注") == "已核"
    left = desk.written.kept.left
    assert left.cells == ["总览!A45", "项目汇总!E8", "项目汇总!C11", "核对意见!A1"]
    assert left.drawn == ["单位汇总!C9 图片"]
    told = "".join(desk.written.sentences())
    places = "总览!A45、项目汇总!E8、项目汇总!C11、核对意见!A1"
    assert f"您改动或另写的单元格（{places}）留在 汇总表.改动.xlsx 里，没有带过来。" in told
    assert "您放的图（单位汇总!C9 图片）留在 汇总表.改动.xlsx 里，没有带过来。" in told
    for _ in range(3):
        desk.run()
    assert not desk.written.kept.left
    kept = openpyxl.load_workbook(desk.book.with_name("汇总表.改动.xlsx"))
    assert kept["项目汇总"]["C11"].value == "以上已报局长"


def test_5_what_is_taken_over_is_not_told(desk: Desk) -> None:
    desk.run()
    desk.put("项目汇总", "路灯维护", "复核意见", "可以")
    for _ in range(3):
        desk.run()
        assert not desk.written.kept.left
    (desk.folder / "竹汀街道" / "乙.xlsx").unlink()  # the row goes: what was typed waits to be claimed
    desk.run()
    desk.put("上次意见待认领", "路灯维护", "写的内容", "不可以")
    for _ in range(2):
        book = desk.run()
        assert not desk.written.kept.left
    assert "不可以" in column(book["上次意见待认领"], "写的内容")


def test_6_a_roster_comes(desk: Desk) -> None:
    desk.run()
    desk.put("项目汇总", "路灯维护", "复核意见", "可以")
    desk.put("整改台账", "家庭综合服务中心运营经费", "责任部门", "财务科")
    desk.put("审核关注", "路灯维护", "分给谁", "张三")
    unit = said(desk.run(), "项目汇总", "路灯维护", "预算单位")
    roster = desk.folder.parent / "名单.csv"
    lines = ["项目编码,项目名称,预算单位", f"P-001,路灯维护,{unit}", f"P002,家庭综合服务中心运营经费,{unit}"]
    roster.write_text("\n".join(lines), encoding="utf-8")
    for given in (roster, None):
        book = desk.run(given)
        assert (said(book, "项目汇总", "路灯维护", "键") == "P-001") == (given is not None)
        assert said(book, "项目汇总", "路灯维护", "复核意见") == "可以"
        assert said(book, "审核关注", "路灯维护", "分给谁") == "张三"
        assert said(book, "整改台账", "家庭综合服务中心运营经费", "责任部门") == "财务科"
        assert set(column(book["整改台账"], "本次是否还在")) == {"还在"}
        assert "上次意见待认领" not in book.sheetnames


def test_7_the_whole_of_a_unit_rests_on_what_was_typed(desk: Desk) -> None:
    """As it is stored, too: LibreOffice and previews show what is stored."""
    places = heads(desk.run()["自评工作质量"])[1]
    by_people = range(places["小计"] + 1, places["合计"])

    def whole() -> Any:
        sheet = openpyxl.load_workbook(desk.book, data_only=True)["自评工作质量"]
        top = heads(sheet)[0]
        return sheet.cell(top + 1, places["合计"]).value, sheet.cell(top + 1, places["小计"]).value

    def give(book: Any, columns: Any) -> None:
        sheet = book["自评工作质量"]
        for at in columns:
            sheet.cell(heads(sheet)[0] + 1, at).value = 0.5

    assert whole()[0] == "待评"
    desk.type(lambda book: give(book, by_people[:-1]))
    desk.run()
    assert whole()[0] == "待评"
    desk.type(lambda book: give(book, by_people))
    desk.run()
    total, own = whole()
    assert total == pytest.approx(own + 0.5 * len(by_people))
