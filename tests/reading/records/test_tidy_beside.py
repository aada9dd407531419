"""Records of what stands around the two tables.

1. The total and the grade, wherever they are printed; the year from where it stands.
2. Approved targets, narrative sheets and the declared rule-set go to the form they belong to.
3. Goals side by side, one below the other, in several rows, or as labels of a block.
"""

from __future__ import annotations

import pytest

from tests.reading.layouts import HEADING, ROW, SHORT_HEAD, table
from tests.sheets import form_from, forms_from, grid_from


@pytest.mark.parametrize(
    ("line", "weight", "score", "grade"),
    [
        ("| 总分 | < | < | < | < | 100 | 96 | 优 |\n", 100, 96, "优"),
        ("| 合计 | | | | | 100 | 96 | |\n", 100, 96, None),
        ("| 总分（100分） | < | < | < | < | < | 96 | 等级：优 |\n", 100, 96, "优"),
        ("| 自评总分 | 96 | 自评等级 | 优秀 | | | | |\n", None, 96, "优秀"),
        ("| 总分 | < | < | 总分值 | 100 | 总得分 | 96 | 优 |\n", 100, 96, "优"),
        ("| 总分 | < | < | < | < | 100 | 96（优） | |\n", 100, 96, "优"),
        ("| 总得分 | 96 | < | < | < | < | < | < |\n", None, 96, None),
        ("| 合计 | | | | | 100 | 96 | |\n| 评价等级 | □优 ☑良 □中 □差 | | | | | | |\n", 100, 96, "良"),
        ("| 其他需要说明事项 | 无 | < | < | < | < | < | < |\n| 总分 | < | < | < | < | 100 | 96 | |\n", 100, 96, None),
        ("| 总分 | < | < | < | < | | | |\n", None, None, None),
        ("| 总分：96 | | | | | | | |\n| 评价等次：优 | | | | | | | |\n", None, 96, "优"),
        ("| 总分：96分 | < | < | < | < | < | < | < |\n", None, 96, None),
        ("| | | | | 自评总分 | 100 | 96 | 优 |\n", 100, 96, "优"),
    ],
)
def test_totals(line: str, weight: int | None, score: int | None, grade: str | None) -> None:
    form = table(ROW + line)
    assert (form.form.total_weight.value, form.form.total_self_score.value, form.form.grade) == (weight, score, grade)
    assert (form.form.has_total, len(form.indicators)) == (True, 1)


@pytest.mark.parametrize(
    ("line", "grade", "cell"),
    [
        ("| 自评得分 | 96 | 自评等级 | 优 | | | | |\n", "优", "D3"),
        ("| 自评总分 | 96分 | 优 | | | | | |\n", "优", "C3"),
        ("| 自评总分 | 96 | 实施单位 | 某街道 | | | | |\n", None, None),
    ],
)
def test_total_in_the_head(line: str, grade: str | None, cell: str | None) -> None:
    form = form_from(SHORT_HEAD + line + HEADING + ROW)
    assert (form.form.total_self_score.value, form.form.total_self_score.cell) == (96, "B3")
    assert (form.form.grade, form.form.grade_cell) == (grade, cell)
    assert [note for note in form.notes if note.kind == "unplaced"] == []


def test_no_total() -> None:
    assert table(ROW).form.has_total is False


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("| 某街道2023年度项目绩效自评表 |\n", 2023),
        ("| 项目绩效自评表 |\n| （2022年度） |\n", 2022),
        ("| 项目绩效自评表 |\n| （ 2022  年度） | < | 单位：万元 |\n", 2022),
        ("| 项目绩效自评表 |\n| （二〇二二年度） |\n", 2022),
        ("| 项目绩效自评表 |\n| 预算年度 | 2021 |\n", 2021),
        ("| 项目绩效自评表 |\n| 年度：2021年 |\n", 2021),
        ("| 附件2：财预〔2020〕10号项目绩效自评表（2022年度） |\n", 2022),
        ("| 2022项目绩效自评表 |\n", 2022),
        ("| 项目绩效自评表 |\n| （　　　年度） |\n", None),
        ("| 项目绩效自评表 |\n", None),
    ],
)
def test_year(head: str, year: int | None) -> None:
    assert form_from(head + "| 项目名称 | 某 |\n" + HEADING + ROW).form.year == year


# ------------------------------------------------------------------------------------------------- beside the form

APPROVED = """
| 项目支出绩效目标申报表 | < | < | < | < |
| 项目名称 | 某项目 | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |
| 产出指标 | 数量指标 | 甲 | ≥5个 | 60 |
| ^ | 质量指标 | 乙 | 100% | 40 |
| ^ | 时效指标 | | | |
"""


def test_approved_targets() -> None:
    form = form_from(SHORT_HEAD + HEADING + ROW, APPROVED)
    assert [(one.level1, one.name, one.target, one.weight.value, one.target_cell) for one in form.approved] == [
        ("产出指标", "甲", "≥5个", 60, "D4"),
        ("产出指标", "乙", "100%", 40, "D5"),
    ]
    assert {one.sheet for one in form.approved} == {"表2"}
    assert [one.row for one in form.approved] == [0, 1]
    assert len(form.indicators) == 1


def test_approved_targets_go_to_their_project() -> None:
    other = (SHORT_HEAD + HEADING + ROW).replace("某项目", "别的项目")
    first, second = forms_from(SHORT_HEAD + HEADING + ROW, other, APPROVED)
    assert (len(first.approved), len(second.approved)) == (2, 0)


def test_narrative_sheets() -> None:
    form = form_from(
        SHORT_HEAD + HEADING + ROW,
        """
        | 项目概况 | < |
        | 项目背景 | 为了居民。 |
        | 承接单位 | 某中心 |
        | 人员配备 | 共20位工作人员 |
        | 资金使用情况 | 按协议支付。 |
        """,
        """
        | 主要经验做法 |
        | 坚持需求导向，分类服务。 |
        | 存在问题 |
        | 宣传不足，覆盖不够。 |
        |
        | 序号 | 问题 | 整改措施 | 责任岗位 | 完成时限 |
        | 1 | 宣传不足 | 加强 | 公服办 | 6月底 |
        | 2 | | | | |
        """,
    )
    assert [(one.key, one.text, one.sheet) for one in form.texts] == [
        ("background", "为了居民。", "表2"),
        ("contractor", "某中心", "表2"),
        ("staff", "共20位工作人员", "表2"),
        ("fund_use", "按协议支付。", "表2"),
        ("experience", "坚持需求导向，分类服务。", "表3"),
        ("problems", "宣传不足，覆盖不够。", "表3"),
        ("rectification", "问题：宣传不足；措施：加强；责任岗位：公服办；时限：6月底", "表3"),
    ]


def test_declared_rules() -> None:
    notes_sheet = grid_from("| 填报说明 | |\n| 评分规则编号 | mof-2020 |\n", name="填报说明")
    form = form_from(SHORT_HEAD + HEADING + ROW, notes_sheet)
    assert (form.form.declared_rules, form.form.declared_rules_sheet, form.form.declared_rules_cell) == (
        "mof-2020",
        "填报说明",
        "B2",
    )
    assert form.form.is_own_template


# -------------------------------------------------------------------------------------------------------- goals


@pytest.mark.parametrize(
    "lines",
    [
        "| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < |\n| ^ | 甲。 | < | < | 乙。 | < |\n",
        "| 年度总体目标 | 年初设定目标 | < | 年度总体目标完成情况综述 | < |\n| | 甲。 | < | 乙。 | < |\n",
        "| 年度预期目标 | 甲。 | < | < |\n| 目标实际完成情况 | 乙。 | < | < |\n",
        "| 总体目标完成情况 | 总体目标 | < | 全年实际完成情况 | < |\n| ^ | 甲。 | < | 乙。 | < |\n",
        "| 项目基本情况 | 1.项目年度目标完成情况 | 项目年度目标 | 年度目标完成情况 |\n| ^ | ^ | 甲。 | 乙。 |\n"
        "| ^ | 2.项目实施内容 | 无 |\n",
    ],
)
def test_goals(lines: str) -> None:
    form = form_from(SHORT_HEAD + lines + HEADING + ROW)
    assert (form.form.goal_expected, form.form.goal_actual) == ("甲。", "乙。")
    assert [(one.key, one.text) for one in form.texts][:2] == [("goal_expected", "甲。"), ("goal_actual", "乙。")]
    assert form.notes == []


def test_goals_in_several_rows() -> None:
    lines = "| 年度总体目标 | 预期目标 | 实际完成情况 |\n| ^ | 目标1：甲。 | 完成1：乙。 |\n"
    lines += "| ^ | 目标2：丙。 | 完成2：丁。 |\n"
    form = form_from(SHORT_HEAD + lines + HEADING + ROW)
    assert form.form.goal_expected == "目标1：甲。\n目标2：丙。"
    assert (form.form.goal_actual, form.form.goal_actual_cell) == ("完成1：乙。\n完成2：丁。", "C4")
    assert form.notes == []


def test_blank_goals_keep_their_places() -> None:
    form = form_from(
        SHORT_HEAD + "| 年度总体目标 | 预期目标 | < | 实际完成情况 | < |\n| ^ | | < | | < |\n" + HEADING + ROW
    )
    assert (form.form.goal_expected, form.form.goal_expected_cell, form.form.goal_actual_cell) == (None, "B4", "D4")
