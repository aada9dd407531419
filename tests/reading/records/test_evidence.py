"""The sheet 佐证材料.

1. Papers are read by the heads of their columns, in any order and under other names; blank rows and dashes are none.
2. An indicator merged over several rows is that of each of their papers; a date is what the cell or its words say.
3. A sheet that is no list of papers, and a blank list, give none; the form beside it reads as before.
4. Of several forms, a paper goes to the one that has its indicator; else to all, and says so.
"""

from __future__ import annotations

from datetime import date

from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import Book
from tests.checks.sampling import CLEAN, changed
from tests.sheets import form_from, grid_from

PAPERS = """
| 佐证材料 | < | < | < | < | < |
| 对应指标 | 佐证材料名称 | 文号或编号 | 日期 | 存放位置（文件名） | 说明 |
| 开展社区活动场次 | 活动签到表 | 穗社〔2023〕7号 | {2023-12-20} | 附件/签到表.pdf | |
| 服务对象满意度 | 满意度调查问卷 | — | 2023年11月 | 档案室 | 入户 200 份 |
| | | | | | |
| 无 | / | | | | |
"""


def test_1_by_heads() -> None:
    form = form_from(CLEAN, PAPERS)
    first, second = form.evidence
    assert (first.subject, first.what, first.number, first.place) == (
        "开展社区活动场次",
        "活动签到表",
        "穗社〔2023〕7号",
        "附件/签到表.pdf",
    )
    assert (first.what_cell, first.issued_cell, first.note_cell) == ("B3", "D3", "F3")
    assert (second.number, second.note, second.day) == (None, "入户 200 份", date(2023, 11, 30))
    assert first.day == date(2023, 12, 20)


def test_1_other_names_and_order() -> None:
    other = """
    | 序号 | 材料名称 | 三级指标 | 存放地点 |
    | 1 | 验收单 | 服务验收合格率 | 二楼档案柜 |
    """
    (paper,) = form_from(CLEAN, other).evidence
    assert (paper.subject, paper.what, paper.place, paper.day) == ("服务验收合格率", "验收单", "二楼档案柜", None)


def test_2_merged_indicators_and_dates() -> None:
    merged = """
    | 对应指标 | 佐证材料 | 日期 |
    | 服务验收合格率 | 验收单 | 次年1月16日 |
    | ^ | 整改单 | 12月3日 |
    | ^ | | |
    """
    first, second = form_from(CLEAN, merged).evidence
    assert [one.subject for one in (first, second)] == ["服务验收合格率"] * 2
    assert (first.day, second.day) == (date(2024, 1, 16), None)  # no year was written


def test_3_no_list_of_papers() -> None:
    alone = form_from(CLEAN)
    blank = form_from(CLEAN, "\n".join(PAPERS.strip().splitlines()[:2]))
    profile = form_from(CLEAN, "| 项目背景 | 为居民提供服务 |\n| 说明 | 附件见档案 |")
    assert blank.evidence == profile.evidence == []
    assert blank.texts == alone.texts
    assert blank.indicators == profile.indicators == alone.indicators


def test_4_several_forms() -> None:
    other = changed(B3="道路养护", C13="养护道路长度", D13="≥150公里", E13="153公里")
    papers = """
    | 对应指标 | 佐证材料 | 日期 |
    | 养护道路长度 | 验收单 | 2023年12月1日 |
    | 服务对象满意度 | 调查问卷 | 2023年11月1日 |
    """
    grids = [grid_from(CLEAN, "表一"), grid_from(other, "表二"), grid_from(papers, "佐证材料")]
    one, two = read_book(Book("两张表.xlsx", grids), "两张表.xlsx")
    assert [(paper.what, paper.is_shared) for paper in one.evidence] == [("调查问卷", True)]
    assert [(paper.what, paper.is_shared) for paper in two.evidence] == [("验收单", False), ("调查问卷", True)]
