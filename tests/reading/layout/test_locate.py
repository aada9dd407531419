"""Finding the forms and their fields.

1. Any sheet, any offset, several forms on several sheets or below one another, with and without titles between them.
2. Lists of projects, approved targets alone and other sheets are no forms: R907 says what was found instead.
3. Headings by meaning: two rows, three columns for a target, points before the values, no levels, reviewers' columns,
   converted scores, one heading over three columns, levels with points in columns of their own.
4. A heading or label with a slip in it is read as the one it nearly is, and noted.
5. Headings printed again on a new page, and blocks of a second goal, continue the table.
6. Hidden parts are read and noted; a long empty run ends a form and is noted.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.problems import FileError
from perfeval_xl.reading.grids.spreadsheet import GridCell
from perfeval_xl.result import FormResult
from tests.reading.layouts import FORM, HEAD, MONEY, TABLE, TOTAL
from tests.sheets import form_from, forms_from, grid_from


def rows(form: FormResult) -> list[tuple[str | None, ...]]:
    """level 1, level 2, name, target, actual of each indicator."""
    return [(one.level1, one.level2, one.name, one.target, one.actual) for one in form.indicators]


def points(form: FormResult) -> list[tuple[Decimal | None, Decimal | None]]:
    return [(one.weight.value, one.self_score.value) for one in form.indicators]


def kinds(form: FormResult) -> set[str]:
    return {note.kind for note in form.notes}


# ------------------------------------------------------------------------------------------------------- 1 forms


def test_national_layout() -> None:
    form = form_from(FORM)
    head = form.form
    assert (head.year, head.project, head.department, head.unit) == (2023, "项目甲", "某局", "某街道办")
    assert (head.unit_cell, head.range, head.title_cell) == ("F4", "A1:H9", "A1")
    assert (head.total_weight.value, head.total_self_score.value, head.grade) == (100, Decimal("99.5"), "优")
    assert (head.total_weight.cell, head.total_self_score.cell, head.grade_cell) == ("F9", "G9", "H9")
    assert rows(form) == [("产出指标", "数量指标", "甲一", "≥5次", "5次")]
    assert form.notes == []


OTHER = FORM.replace("项目甲", "项目乙").replace("甲一", "乙一")


@pytest.mark.parametrize(
    "between",
    ["", "|\n|\n", "| 填表人：张三 | < | < | < | 审核人：李四 |\n|\n", "| 注：1.其他资金请注明。 |\n"],
    ids=["tight", "gap", "signed", "noted"],
)
def test_two_forms_below_one_another(between: str) -> None:
    first, second = forms_from(FORM + between + OTHER)
    assert [one.form.project for one in (first, second)] == ["项目甲", "项目乙"]
    assert [one.indicators[0].name for one in (first, second)] == ["甲一", "乙一"]
    assert [len(one.funds) for one in (first, second)] == [1, 1]
    assert [one.form.year for one in (first, second)] == [2023, 2023]
    assert [one.form.form_id for one in (first, second)] == ["1", "2"]


def test_two_forms_without_title_between() -> None:
    second = "\n".join(OTHER.strip().splitlines()[2:])
    assert [one.form.project for one in forms_from(FORM + second)] == ["项目甲", "项目乙"]


def test_forms_on_several_sheets() -> None:
    forms = forms_from(FORM, "| 目录 |\n| 1 | 项目甲 |", OTHER)
    assert [one.form.sheet for one in forms] == ["自评表", "表3"]


# --------------------------------------------------------------------------------------------------- 2 what is none


@pytest.mark.parametrize(
    "sheet",
    [
        "| 序号 | 项目名称 | 年度绩效目标 | 完成情况 | 自评得分 |\n| 1 | 甲 | 好 | 好 | 98 |",
        "| 序号 | 项目名称 | 预算数 | 执行数 | 执行率 | 自评得分 |\n| 1 | 甲 | 10 | 9 | 90% | 98 |",
        "| 姓名 | 电话 |\n| 张三 | 1 |",
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |\n| 产出指标 | 数量指标 | 甲 | 5 | 10 |",
    ],
    ids=["list of projects", "list with money", "anything", "approved targets only"],
)
def test_no_form_inside(sheet: str) -> None:
    with pytest.raises(FileError) as problem:
        forms_from(grid_from(sheet, name="Sheet1"))
    assert problem.value.code == "R907"


def test_approved_targets_alone_are_named() -> None:
    sheet = HEAD.replace("自评", "目标申报") + TABLE.replace("实际完成值", "指标说明").replace("得分", "备注")
    with pytest.raises(FileError, match="只有绩效目标"):
        forms_from(grid_from(sheet, name="绩效目标"))


def test_form_without_indicators_is_still_a_form() -> None:
    form = form_from(HEAD + MONEY)
    assert (len(form.funds), form.indicators, form.form.has_scores) == (1, [], False)


def test_own_result_sheets_are_no_forms() -> None:
    assert len(forms_from(FORM, grid_from(OTHER, name="评分汇总"))) == 1


# ---------------------------------------------------------------------------------------------------- 3 headings


def test_target_in_three_columns_under_a_two_row_heading() -> None:
    form = form_from(
        HEAD
        + """
        | 绩效指标 | < | < | 年度指标值 | < | < | 实际完成值 | 分值 | 得分 | 偏差原因 |
        | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | ^ | ^ | ^ | ^ |
        | 产出指标 | 数量指标 | 培训次数 | = | 5 | 次 | 5 | 25 | 25 | |
        | | | 参训人数 | ≥ | 200 | 人 | 210人 | 25 | 20 | 少 |
        | 效益指标 | 社会效益指标 | 覆盖面 | 定性 | 好坏 | | 好 | 50 | 50 | |
        """
    )
    assert [one.target for one in form.indicators] == ["=5次", "≥200人", "好坏"]
    assert [one.nature for one in form.indicators] == ["=", "≥", "定性"]
    assert form.indicators[1].target_value.unit == "人"
    assert [one.level1 for one in form.indicators] == ["产出指标", "产出指标", "效益指标"]
    assert points(form)[1] == (25, 20)
    assert form.indicators[1].reason == "少"


def test_points_before_the_values() -> None:
    form = form_from(
        HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 | 未完成原因 |
        | 产出指标(90分) | 数量指标 | 甲 | 90 | ≥5次 | 4次 | 72 | 少一次 |
        """
    )
    assert points(form) == [(90, 72)]
    assert (form.indicators[0].target, form.indicators[0].level1_points) == ("≥5次", 90)


def test_no_level_columns_and_groups_across() -> None:
    form = form_from(
        HEAD
        + """
        | 序号 | 指标名称 | 目标值 | 完成值 | 参考分值 | 自评得分 | 备注 |
        | 产出指标（60分） | < | < | < | < | < | < |
        | 1 | 种树 | 100棵 | 98棵 | 60 | 58.8 | 天气原因 |
        | 效益指标（40分） | < | < | < | < | < | < |
        | 2 | 满意度 | ≥90% | 91% | 40 | 40 | |
        | 合计 | < | | | 100 | 98.8 | |
        """
    )
    assert [(one.level1, one.level1_points, one.name) for one in form.indicators] == [
        ("产出指标（60分）", 60, "种树"),
        ("效益指标（40分）", 40, "满意度"),
    ]
    assert form.indicators[0].reason == "天气原因"
    assert form.form.total_self_score.value == Decimal("98.8")


def test_framework_with_points_of_levels_and_a_review() -> None:
    form = form_from(
        """
        | 项目绩效评价指标自评表 | < | < | < | < | < | < | < | < | < |
        | 项目名称：某改造 | < | < | < | 实施单位：某街道办 | < | < | < | < | < |
        | 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 评分标准 | 实际完成情况 | 自评得分 | 复核分 |
        | 决策 | 10 | 项目立项 | 10 | 依据充分性 | 6 | 缺一项扣1分 | 充分 | 6 | 5 |
        | ^ | ^ | ^ | ^ | 程序规范性 | 4 | 不规范不得分 | 规范 | 4 | 4 |
        | 过程 | 90 | 资金管理 | 90 | 预算执行率 | 90 | 按比例 | 95% | 85.5 | 85 |
        | 合计 | 100 | | 100 | | 100 | | | 95.5 | 94 |
        """
    )
    assert (form.form.project, form.form.unit) == ("某改造", "某街道办")
    first, second, third = form.indicators
    assert (first.level1_points, first.level2_points, first.weight.value, first.review_score.value) == (10, 10, 6, 5)
    assert (second.level1_points, second.weight.value, second.rule_text) == (10, 4, "不规范不得分")
    assert (third.is_execution, first.is_execution) == (True, False)
    assert (form.form.total_weight.value, form.form.total_self_score.value) == (100, Decimal("95.5"))


def test_converted_score_counts() -> None:
    form = form_from(
        HEAD
        + """
        | 三级指标 | 年度指标值 | 单项指标实际完成值 | 单项指标得分 | 权重 | 换算得分 |
        | 数量 | 100 | 90 | 90 | 20% | 18 |
        """
    )
    assert points(form) == [(20, 18)]
    assert form.notes == []


def test_one_heading_over_three_columns() -> None:
    form = form_from(
        HEAD + "| 绩效指标 | < | < | 目标值 | 完成情况 | 自评得分 |\n| 产出指标 | 数量指标 | 甲 | 5 | 5 | 100 |\n"
    )
    assert rows(form) == [("产出指标", "数量指标", "甲", "5", "5")]


def test_reasons_in_two_columns() -> None:
    form = form_from(
        HEAD
        + "| 三级指标 | 目标值 | 完成值 | 分值 | 得分 | 偏差原因 | 改进措施 |\n| 甲 | 5 | 4 | 10 | 8 | 延期 | 加快 |\n"
    )
    assert form.indicators[0].reason == "延期；加快"


@pytest.mark.parametrize(
    ("heading", "name", "weight"),
    [
        ("三级指标", "补贴人数（10分）", 10),
        ("三级指标（权重）", "补贴人数（10）", 10),
        ("三级指标（分值）", "补贴人数（10分）", 10),
        ("三级指标", "补贴人数（10）", None),
    ],
)
def test_points_in_the_name_where_no_column_has_them(heading: str, name: str, weight: int | None) -> None:
    form = form_from(HEAD + f"| {heading} | 目标值 | 完成值 | 得分 |\n| {name} | 5 | 5 | 10 |\n")
    assert points(form) == [(weight, 10)]


def test_adjusted_target_counts_where_it_is_filled_in() -> None:
    form = form_from(
        HEAD
        + """
        | 指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 得分系数 | 指标权重（%） | 指标得分 |
        | 培训 | 次 | ≥ | 5 | 4 | 4 | 100 | 50 | 50 |
        | 满意 | % | ≥ | 90 | | 95 | 100 | 40 | 40 |
        """
    )
    assert [(one.target, one.target_cell) for one in form.indicators] == [("≥4次", "E6"), ("≥90%", "D7")]
    assert points(form) == [(50, 50), (40, 40)]
    assert form.notes == []


def test_rows_of_marks_and_numbers_belong_to_the_heading() -> None:
    form = form_from(
        HEAD
        + """
        | 项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
        | ^ |  | （A） | （B） | （C） | （D） | （C/B） | （E） |
        | ^ | 年度资金总额 | 100 | 100 | 95 | 10 | 95% | 9.5 |
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |
        | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |
        | 产出指标 | 数量指标 | 甲 | 1 | 1 | 50 | 50 | |
        | 产出指标小计 | | | | | 50 | 50 | |
        | 效益指标 | 社会效益 | 乙 | 1 | 1 | 40 | 40 | |
        | 效益指标合计 | | | | | 40 | 40 | |
        | 合计 | | | | | 100 | 99.5 | |
        """
    )
    assert [one.label for one in form.funds] == ["年度资金总额"]
    assert [one.name for one in form.indicators] == ["甲", "乙"]
    assert (form.form.total_weight.value, form.form.total_self_score.value) == (100, Decimal("99.5"))
    assert form.notes == []


def test_figure_among_the_headings() -> None:
    form = form_from(
        HEAD + "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 90 |\n| 产出 | 数量 | 甲 | 5 | 5 | 90 | |\n"
    )
    assert points(form) == [(90, None)]


@pytest.mark.parametrize(("cell", "named"), [("甲一", "甲一"), ("5", "数量指标")])
def test_names_behind_two_levels_under_no_known_heading(cell: str, named: str) -> None:
    form = form_from(HEAD + MONEY + TABLE.replace("三级指标", "落实事项").replace("甲一", cell) + TOTAL)
    assert [one.name for one in form.indicators] == [named]


def test_names_under_no_known_heading() -> None:
    form = form_from(HEAD + "| 工作任务 | 目标值 | 完成值 | 分值 | 得分 |\n| 种树 | 5 | 5 | 10 | 10 |\n")
    assert form.indicators[0].name == "种树"
    assert [(note.kind, note.cell) for note in form.notes] == [("near_label", "A5")]


def test_level_printed_as_the_heading_of_the_names() -> None:
    form = form_from(
        HEAD
        + """
        | 产出指标（60分） | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 种树 | 5 | 5 | 60 | 60 |
        | 效益指标（40分） | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 满意度 | 90% | 95% | 40 | 40 |
        """
    )
    assert [(one.level1, one.name) for one in form.indicators] == [
        ("产出指标（60分）", "种树"),
        ("效益指标（40分）", "满意度"),
    ]


def test_head_in_single_cells() -> None:
    form = form_from(
        "| 填报单位（盖章）：某街道办 | < | 填报日期：2024年3月1日 | < |\n"
        "| 项目名称：某项目　　主管部门：某局 | < | < | < |\n"
        "| 预期目标：建成。 | < | 实际完成情况：已建成。 | < |\n" + TABLE
    )
    head = form.form
    assert (head.unit, head.project, head.department) == ("某街道办", "某项目", "某局")
    assert (head.goal_expected, head.goal_actual) == ("建成。", "已建成。")


def test_labels_side_by_side_over_their_values() -> None:
    head = form_from("| 项目名称 | 主管部门 | 实施单位 | 年度 |\n| 甲 | 乙 | 丙 | 2023 |\n" + TABLE).form
    assert (head.project, head.department, head.unit, head.year) == ("甲", "乙", "丙", 2023)


# ------------------------------------------------------------------------------------------------- 4 near labels


def test_slips_in_labels() -> None:
    form = form_from(FORM.replace("年度指标值", "年度指标直").replace("主管部门", "主官部门"))
    assert (form.form.department, form.indicators[0].target) == ("某局", "≥5次")
    assert {(note.cell, note.detail) for note in form.notes} == {("D7", "年度指标值"), ("A4", "主管部门")}
    assert kinds(form) == {"near_label"}


@pytest.mark.parametrize(
    "label", ["项目负责人及电话", "负责人、联系电话", "联系人/电话", "填报人", "填报日期", "联系电话", "项目类别"]
)
def test_labels_that_are_known_and_not_asked_for(label: str) -> None:
    assert kinds(form_from(HEAD + f"| {label} | 李四 12345678 |\n" + MONEY + TABLE + TOTAL)) == set()


def test_unknown_column_and_label_are_noted_once() -> None:
    form = form_from(
        FORM.replace("偏差原因分析及改进措施", "领导批示").replace("90 | 90 | |", "90 | 90 | 好 |")
        + "| 项目代号甲 | 乙 |\n"
    )
    assert [(note.kind, note.cell) for note in form.notes] == [("unplaced", "H7"), ("unplaced", "A10")]


# -------------------------------------------------------------------------------------------- 5 tables that go on


def test_heading_again_on_a_new_page() -> None:
    form = form_from(HEAD + MONEY + TABLE + TABLE.replace("甲一", "甲二") + TOTAL)
    assert [one.name for one in form.indicators] == ["甲一", "甲二"]
    assert [one.row for one in form.indicators] == [0, 1]


def test_second_goal_goes_on() -> None:
    form = form_from(
        HEAD
        + "| 年度绩效目标1（40分）：建好平台 |\n"
        + TABLE
        + "| 年度绩效目标2（50分） | 用好平台 | < |\n"
        + TABLE.replace("甲一", "甲二")
        + TOTAL
    )
    assert [one.name for one in form.indicators] == ["甲一", "甲二"]
    assert form.form.goal_expected == "建好平台"
    assert "unplaced" not in kinds(form)


# ---------------------------------------------------------------------------------------------------- 6 hidden, far


def test_hidden_sheet_rows_and_columns() -> None:
    grid = grid_from(FORM, state="hidden")
    grid.hidden_rows, grid.hidden_columns = {8}, {6, 7}
    form = form_from(grid)
    assert (form.form.is_hidden, form.indicators[0].is_hidden, form.indicators[0].weight.value) == (True, True, 90)
    assert [note.text for note in form.notes if note.kind == "hidden"] == [
        "工作表“自评表”是隐藏的，已照常读取。",
        "第 8 行是隐藏的，已照常读取。",
        "F～G 列是隐藏的，已照常读取。",
    ]


def test_huge_areas_and_far_cells_cost_nothing() -> None:
    grid = grid_from(FORM)
    grid.merges.append((50, 1, 1_048_576, 16_384))
    far = GridCell(1_048_576, 16_384, "x")
    grid.cells[far.row, far.column] = far
    form = form_from(grid)
    assert (len(form.indicators), form.form.range) == (1, "A1:H9")


def test_long_empty_run() -> None:
    form = form_from(FORM + "|\n" * 60 + "| 随手写的 | 1 |\n")
    assert [(note.kind, note.cell) for note in form.notes] == [("long_gap", "A70")]
    assert form.form.range == "A1:H9"
