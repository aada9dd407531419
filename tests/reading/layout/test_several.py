"""Several forms where one would be expected, and one form in two places.

1. Two forms side by side on a sheet are two forms, with or without a column between them.
2. A list with a column of project names is one form a project.
3. Head and money on one sheet, indicators on the next: one form; so is a table that goes on on the next sheet.
4. Money of a department by tasks: the column of the totals counts.
5. One known column of money is enough to take the block; the unknown one is told.
6. Rows behind the table's end that carry levels are one warning.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.reading.layouts import HEAD, HEADING, MONEY, ROW, SHORT_HEAD, TABLE, TOTAL
from tests.sheets import form_from, forms_from, grid_from

FORM = HEAD + MONEY + TABLE + TOTAL


def beside(left: str, right: str, between: str) -> str:
    lines = zip(left.strip().splitlines(), right.strip().splitlines(), strict=True)
    return "\n".join(f"{one.strip()}{between}{other.strip().removeprefix('|')}" for one, other in lines)


@pytest.mark.parametrize("between", ["", " |"])
def test_1_side_by_side(between: str) -> None:
    left = "\n".join(line for line in FORM.splitlines() if line.strip())
    right = left.replace("项目甲", "项目乙").replace("2023", "2024").replace("99.5", "98")
    forms = forms_from(beside(left, right, between))
    assert [(one.form.project, one.form.year, len(one.indicators)) for one in forms] == [
        ("项目甲", 2023, 1),
        ("项目乙", 2024, 1),
    ]
    assert [one.form.total_self_score.value for one in forms] == [Decimal("99.5"), 98]
    assert not [note for one in forms for note in one.notes]


@pytest.mark.parametrize("again", ["乙", ""])
def test_2_a_list_of_projects(again: str) -> None:
    table = f"""
| 项目支出绩效自评表（2023年度） | < | < | < | < | < | < | < | < |
| 项目名称 | 实施单位 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 甲 | 某街道办 | 产出指标 | 数量指标 | 场次 | 5次 | 5次 | 100 | 100 |
| 乙 | 某街道办 | 产出指标 | 数量指标 | 场次 | 5次 | 5次 | 60 | 60 |
| {again} | 某街道办 | 效益指标 | 社会效益指标 | 人数 | 50人 | 60人 | 40 | 40 |
"""
    forms = forms_from(table)
    assert [(one.form.project, one.form.unit, one.form.year) for one in forms] == [
        ("甲", "某街道办", 2023),
        ("乙", "某街道办", 2023),
    ]
    assert [[row.name for row in one.indicators] for one in forms] == [["场次"], ["场次", "人数"]]
    assert not [note for one in forms for note in one.notes]


def test_3_head_and_indicators_on_two_sheets() -> None:
    form = form_from(grid_from(HEAD + MONEY, name="表头"), grid_from(TABLE + TOTAL, name="指标"))
    assert (form.form.project, form.form.year, form.form.unit, form.form.project_cell) == (
        "项目甲",
        2023,
        "某街道办",
        "表头!B3",
    )
    assert [(fund.executed.value, fund.self_score.value, fund.executed.cell) for fund in form.funds] == [
        (95, Decimal("9.5"), "表头!E6")
    ]
    assert [note.kind for note in form.notes] == ["two_sheets"]


def test_3_in_either_order_with_money_on_either_sheet() -> None:
    for sheets in (
        (TABLE + TOTAL, HEAD + MONEY),
        (MONEY + TABLE + TOTAL, HEAD),
        (HEAD, MONEY + TABLE + TOTAL),
        ("| 项目支出绩效自评表（续） | < |\n" + TABLE + TOTAL, "| 填报说明 |\n", HEAD + MONEY),
    ):
        form = form_from(*sheets)
        assert (form.form.project, form.form.year, form.form.unit) == ("项目甲", 2023, "某街道办")
        assert [fund.executed.value for fund in form.funds] == [95]
        assert [note.kind for note in form.notes] == ["two_sheets"]


def test_3_head_money_and_indicators_on_three_sheets() -> None:
    form = form_from(HEAD, MONEY, TABLE + TOTAL)
    assert (form.form.project, [fund.executed.value for fund in form.funds]) == ("项目甲", [95])
    assert [note.kind for note in form.notes] == ["two_sheets", "two_sheets"]


def test_1_one_title_over_two_forms() -> None:
    forms = forms_from(FORM + "\n".join(FORM.strip().splitlines()[2:]).replace("项目甲", "项目乙"))
    assert [(one.form.project, one.form.year, one.form.year_cell) for one in forms] == [
        ("项目甲", 2023, "A2"),
        ("项目乙", 2023, "A2"),
    ]


def test_3_two_forms_of_two_halves() -> None:
    heads = HEAD + MONEY, (HEAD + MONEY).replace("项目甲", "项目乙")
    bodies = TABLE + TOTAL, (TABLE + TOTAL).replace("甲一", "乙一")
    for sheets in ((heads[0], bodies[0], heads[1], bodies[1]), (bodies[0], heads[0], bodies[1], heads[1])):
        forms = forms_from(*sheets)
        assert [(one.form.project, one.indicators[0].name) for one in forms] == [("项目甲", "甲一"), ("项目乙", "乙一")]


def test_3_the_approved_targets_are_no_half() -> None:
    approved = HEAD + "| 三级指标 | 年度指标值 | 分值 |\n| 甲一 | ≥5次 | 90 |\n"
    form = form_from(approved, TABLE + TOTAL)
    assert form.form.project is None


ROWS = "| 产出指标 | 质量指标 | 乙 | ≥95% | 96% | 30 | 30 | |\n| 满意度指标 | 满意度 | 丙 | ≥90% | 91% | 20 | 20 | |\n"
FIRST = HEAD + MONEY + TABLE.replace("| 90 | 90 |", "| 40 | 40 |")


@pytest.mark.parametrize("again", ["", HEADING, "| 项目支出绩效自评表（续） | < |\n" + HEADING])
@pytest.mark.parametrize("total", ["", TOTAL])
def test_3_a_table_goes_on_on_the_next_sheet(again: str, total: str) -> None:
    form = form_from(grid_from(FIRST), grid_from(again + ROWS + total, name="自评表（续）"))
    assert [one.name for one in form.indicators] == ["甲一", "乙", "丙"]
    assert [one.row for one in form.indicators] == [0, 1, 2]
    row = len(again.splitlines()) + 1
    assert form.indicators[1].actual_cell == f"自评表（续）!E{row}"
    assert (form.form.has_total, form.form.total_self_score.value) == (bool(total), Decimal("99.5") if total else None)
    assert not total or form.form.total_self_score.cell == f"自评表（续）!G{row + 2}"
    assert [note.kind for note in form.notes] == ["two_sheets"]


@pytest.mark.parametrize(
    "beside",
    [
        "| 序号 | 材料名称 | 份数 | 页数 | 备注 |\n| 1 | 签到表 | 3 | 12 | 无 |\n",
        "| 产出指标 | 数量指标 | 说明文字 |\n",
        "| 存在问题 | 资金下达较晚 |\n| 改进措施 | 提前谋划 |\n",
    ],
)
def test_3_another_sheet_is_no_rest_of_a_table(beside: str) -> None:
    form = form_from(FIRST, beside)
    assert [one.name for one in form.indicators] == ["甲一"]


def test_3_a_whole_form_does_not_go_on() -> None:
    forms = forms_from(HEAD + MONEY + TABLE + TOTAL, ROWS)
    assert [len(one.indicators) for one in forms] == [1]
    forms = forms_from(HEAD + MONEY + TABLE, HEADING + ROWS + TOTAL)  # 90 points and 50 more: two forms
    assert [len(one.indicators) for one in forms] == [1, 2]


def test_4_money_by_tasks() -> None:
    tasks = """
| 年度主要任务完成情况 | 任务名称 | 完成情况 | 预算数（万元） | < | 执行数（万元） | < | 执行率 | 得分 |
| ^ | ^ | ^ | 总额 | 财政拨款 | 总额 | 财政拨款 | ^ | ^ |
| ^ | 社区服务 | 已完成 | 60 | 50 | 60 | 50 | 100% | |
| ^ | 金额合计 | | 100 | 80 | 90 | 80 | 90% | 9 |
"""
    form = form_from(HEAD + tasks + TABLE + TOTAL)
    assert [
        (one.source, one.label, one.annual_budget.value, one.executed.value, one.self_score.value) for one in form.funds
    ] == [
        ("part", "社区服务", 60, 60, None),
        ("total", "金额合计", 100, 90, 9),
    ]
    assert not form.notes


def test_5_one_known_column_of_money() -> None:
    money = "| 项目资金（万元） | | 今年给的 | 全年执行数 | 备用 | | | |\n| ^ | 年度资金总额 | 100 | 95 | | | | |\n"
    form = form_from(HEAD + money + TABLE + TOTAL)
    assert [fund.executed.value for fund in form.funds] == [95]
    assert [(note.kind, note.cell) for note in form.notes] == [("unread_column", "C5")]


def test_6_rows_behind_the_end() -> None:
    rows = "".join(f"| 产出指标 | 数量指标 | {name} | 5次 | | | | |\n" for name in "乙丙丁")
    form = form_from(SHORT_HEAD + HEADING + ROW + "| 总分 | < | < | < | < | 100 | 96 | |\n" + rows)
    assert [(note.kind, note.detail) for note in form.notes] == [("unread", "")]
