"""Where a cell stands decides what it is; its words only where that leaves it open.

1. A row of indicators is never lost because its name is like a label: in no layout, filled in or half filled in.
2. What ends a table: its total, its signature, a text laid across it.
3. A goal's text is what stands under its heading, whatever words it holds.
4. Of several goals the adjusted one counts, and one that says something before one that says 无.
5. A heading printed again on every row is one heading.
6. A bare year under the title is the year.
"""

from __future__ import annotations

import pytest

from perfeval_xl.result import FormResult
from tests.reading.layouts import HEAD, HEADING, MONEY, SHORT_HEAD, TABLE, TOTAL
from tests.sheets import form_from, forms_from

NAMES = [
    *("培训人员数量", "资金使用合规性", "是否按期完工", "聘用讲解员、综治队员以及物业管理人员", "项目名称", "主管部门"),
    *("实施单位", "联系电话", "项目负责人", "存在问题整改数", "改进措施落实情况", "经验做法推广数", "政策文件印发数"),
    *("项目概况公示", "资金使用情况", "年度目标", "目标完成情况", "绩效目标", "其他说明", "建议采纳数", "评价等级"),
    *("综合得分", "总分", "合计", "数量小计", "预算执行率", "年初预算数", "备注", "填报日期", "公章", "人员配备"),
]
NATIONAL = (
    HEADING
    + """
| 产出指标 | 数量指标 | 甲 | ≥5次 | 6次 | 20 | 20 | |
| ^ | ^ | {name} | ≥5 | 6 | 20 | 20 | |
| ^ | 质量指标 | 乙 | 100% | 100% | 60 | 60 | |
"""
)
WITHOUT_POINTS = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施 |
| 产出指标 | 数量指标 | 甲 | ≥5次 | 6次 | |
| ^ | ^ | {name} | ≥5 | 6 | |
| ^ | 质量指标 | 乙 | 100% | 100% | |
"""
LEVELS_NOT_MERGED = (
    HEADING
    + """
| 产出指标 | 数量指标 | 甲 | ≥5次 | 6次 | 20 | 20 | |
| | | {name} | ≥5 | 6 | 20分 | 20分 | |
| | 质量指标 | 乙 | 100% | 100% | 60 | 60 | |
"""
)
WEIGHT_FIRST = """
| 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 实际完成值 | 得分 |
| 产出指标 | 数量指标 | 甲 | 20 | ≥5次 | 6次 | 20 |
| 产出指标 | 数量指标 | {name} | 20 | ≥5次 | 6次 | 20 |
| 产出指标 | 质量指标 | 乙 | 60 | 100% | 100% | 60 |
"""
NAMES_ONLY = """
| 指标名称 | 年度指标值 | 全年完成值 | 指标权重 | 指标得分 |
| 甲 | ≥5次 | 6次 | 20 | 20 |
| {name} | ≥5次 | 6次 | 20 | 20 |
| 乙 | 100% | 100% | 60 | 60 |
"""
POINTS_MERGED = (
    HEADING
    + """
| 产出指标 | 数量指标 | 甲 | ≥5次 | 6次 | 40 | 40 | |
| ^ | ^ | {name} | 合规 | 合规 | ^ | ^ | |
| ^ | 质量指标 | 乙 | 100% | 100% | 60 | 60 | |
"""
)
LAYOUTS = (NATIONAL, WITHOUT_POINTS, LEVELS_NOT_MERGED, WEIGHT_FIRST, NAMES_ONLY, POINTS_MERGED)


def names_of(form: FormResult) -> list[str | None]:
    return [one.name for one in form.indicators]


@pytest.mark.parametrize("layout", range(len(LAYOUTS)))
@pytest.mark.parametrize("name", NAMES)
def test_1_no_row_is_lost_for_its_name(name: str, layout: int) -> None:
    form = form_from(SHORT_HEAD + LAYOUTS[layout].format(name=name))
    assert names_of(form) == ["甲", name, "乙"]
    assert not [note for note in form.notes if note.kind == "unplaced"]


@pytest.mark.parametrize("name", ["培训人员数量", "资金使用合规性", "是否按期完工", "存在问题整改数", "项目概况公示"])
@pytest.mark.parametrize("result", ["", "已完成"])
def test_1_nor_where_it_is_half_filled_in(name: str, result: str) -> None:
    form = form_from(
        SHORT_HEAD
        + HEADING
        + f"| 产出指标 | 数量指标 | 甲 | 5 | 5 | 20 | 20 | |\n| ^ | ^ | {name} | | {result} | | | |\n"
    )
    assert names_of(form) == ["甲", name]


@pytest.mark.parametrize(
    "line",
    [
        "| 存在问题 | 资金下达较晚 | < | < | < | < | < | < |\n",
        "| 项目负责人 | 张三 | < | 联系电话 | 12345 | < | < | < |\n",
        "| 其他需要说明的问题 | 无 | < | < | < | < | < | < |\n",
        "| 填表人：张三 | < | < | 联系电话：12345 | < | < | < | < |\n",
        "| 填报人：张三 | < | < | 负责人： | 联系电话： | < | 填报日期： | < |\n",
        "| 填报人：张三 | 负责人：李四 | 联系电话：8 | 填报日期：2024年2月18日 | | | | |\n",
        "| 注：本表一式两份 | < | < | < | < | < | < | < |\n",
        "| 自评得分 | 96 | 自评等级 | 优 | | | | |\n",
    ],
)
def test_2_what_ends_a_table(line: str) -> None:
    form = form_from(SHORT_HEAD + HEADING + "| 产出指标 | 数量指标 | 甲 | 5 | 5 | 100 | 100 | |\n" + line)
    assert names_of(form) == ["甲"]


@pytest.mark.parametrize("total", ["", "| 总分 | < | < | < | < | 100 | 100 | |\n"])
@pytest.mark.parametrize(
    "line",
    [
        "| 填报人 | < | 张某 | 负责人 | < | 李某 | 填报日期 | 2024年2月20日 |\n",
        "| 填报人 | 张某 | | 复核人 | 李某 | | 日期 | {2024-02-20} |\n",
        "| 制表 | 王某 | | 审核 | 李某 | | 签发 | 赵某 |\n",
        "| 联系人 | 王某 | | | 手机 | 1380000 | | |\n",
        "| 评价组长 | 王某 | 成员 | 李某、赵某 | | | | |\n",
        "| 主管部门审核意见 | | | | | （盖章） | | |\n| | | | | | 　年　月　日 | < | < |\n",
        "| 科长 | 王某 | | | | | | |\n",
        "| 备注 | 分值合计100分 | | | | | | |\n",
    ],
)
def test_2_a_signature_needs_no_colon_and_leaves_nothing_over(line: str, total: str) -> None:
    form = form_from(SHORT_HEAD + HEADING + "| 产出指标 | 数量指标 | 甲 | 5 | 5 | 100 | 100 | |\n" + total + line)
    assert names_of(form) == ["甲"]
    assert form.notes == []


@pytest.mark.parametrize(
    "row",
    [
        "| ^ | ^ | 审核 | ≥5次 | 6次 | 20 | 20 | |\n",
        "| 管理指标 | 经办 | 居民签字 | 2023年12月31日前 | 2023年12月1日 | 20 | 20 | |\n",
        "| ^ | 时效指标 | 居民签字 | 2023年12月31日前 | {2023-12-01} | 20 | 20 | |\n",
        "| ^ | ^ | 负责人签字 | 100% | 100% | ^ | ^ | |\n",
    ],
)
def test_2_one_word_of_a_signature_is_a_name(row: str) -> None:
    form = form_from(SHORT_HEAD + HEADING + "| 产出指标 | 数量指标 | 甲 | 5 | 5 | 80 | 80 | |\n" + row)
    assert len(form.indicators) == 2


@pytest.mark.parametrize(
    "text",
    [
        *(
            "完成",
            "已完成",
            "投诉同比下降12%",
            "因天气原因顺延",
            "全年实际支出128.8万元",
            "上年结转",
            "得分98",
        ),
        *("目标值全部实现", "改进措施已落实", "备注", "无偏差，佐证材料齐全", "达标", "行业领先", "实际完成情况良好"),
    ],
)
@pytest.mark.parametrize("beside", [False, True])
def test_3_a_goal_is_what_stands_under_its_heading(text: str, beside: bool) -> None:
    goals = (
        f"| 年度总体目标 | 预期目标 | 巡查 | < | 实际完成情况 | {text} | < | < |\n"
        if beside
        else "| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |\n"
        f"| ^ | 巡查 | < | < | {text} | < | < | < |\n"
    )
    form = form_from(HEAD + MONEY + goals + TABLE + TOTAL)
    assert (form.form.goal_expected, form.form.goal_actual) == ("巡查", text)
    assert not [note for note in form.notes if note.kind == "unplaced"]


@pytest.mark.parametrize(
    ("line", "goals"),
    [
        ("| 年度总体目标 | 预期目标 | 巡查 | < | 实际完成情况 | 完成目标 | < | < |", ("巡查", "完成目标")),
        ("| 年度总体目标 | 预期目标 | 完成目标 | < | 实际完成情况 | 完成目标 | < | < |", ("完成目标", "完成目标")),
        ("| 年度总体目标完成情况 | < | 目标完成 | < | < | < | < | < |", (None, "目标完成")),
        (
            "| 预期目标 | 完成目标 | < | < | < | < | < | < |\n| 实际完成情况 | 实现目标 | < | < | < | < | < | < |",
            ("完成目标", "实现目标"),
        ),
        ("| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |\n| ^ | | < | < | | < | < | < |", (None, None)),
    ],
)
def test_3_a_goal_s_text_may_be_the_words_of_a_label(line: str, goals: tuple[str | None, str | None]) -> None:
    form = form_from(HEAD + MONEY + line + "\n" + TABLE + TOTAL)
    assert (form.form.goal_expected, form.form.goal_actual) == goals
    assert not [note for note in form.notes if note.kind == "unplaced"]


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [("无", "走访500户", "走访500户"), ("走访400户", "走访500户", "走访500户"), ("走访400户", "无", "走访400户")],
)
def test_4_the_goal_that_counts(first: str, second: str, counts: str) -> None:
    goals = (
        "| 当年绩效目标 | 年初绩效目标 | < | 全年（调整）绩效目标 | < | 全年目标实际完成情况 | < | < |\n"
        f"| ^ | {first} | < | {second} | < | 走访520户 | < | < |\n"
    )
    form = form_from(HEAD + MONEY + goals + TABLE + TOTAL).form
    assert (form.goal_expected, form.goal_actual) == (counts, "走访520户")


def test_5_a_heading_on_every_row_is_one() -> None:
    rows = "".join(f"| 产出指标（50分） | 数量指标（20分） | {name} | 5 | 5 | 10 | 10 | |\n" for name in "甲乙")
    rows += "| 效益指标（30分） | 社会效益指标 | 丙 | 5 | 5 | 30 | 30 | |\n"
    form = form_from(SHORT_HEAD + HEADING + rows)
    assert [(one.level1_cell, one.level2_cell) for one in form.indicators] == [("A4", "B4"), ("A4", "B4"), ("A6", "B6")]


def test_6_a_bare_year_below_each_title() -> None:
    one = HEAD.replace("（2023年度）", "2023") + MONEY + TABLE + TOTAL
    forms = forms_from(one + one.replace("2023", "2024").replace("项目甲", "项目乙"))
    assert [(form.form.year, form.form.project) for form in forms] == [(2023, "项目甲"), (2024, "项目乙")]
    assert not [note for form in forms for note in form.notes if note.kind == "unplaced"]


def test_goals_that_read_like_headings_are_none() -> None:
    form = form_from("""
        | 转移支付区域绩效自评表（2023年度） | < | < | < | < |
        | 项目名称 | 某项目 | 资金使用单位 | 某街道办 | < |
        | 总体目标 | < | 全年实际完成情况 | < | < |
        | 完成 | < | 完成 | < | < |
        | 一级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施 |
        | 产出指标 | 培训人数 | ≥50人 | 40人 | |
    """)
    assert [(row.name, row.actual, row.aside) for row in form.indicators] == [("培训人数", "40人", None)]
