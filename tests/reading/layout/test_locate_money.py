"""Finding the money.

1. As rows, as columns, as labels with values, under headings of other names, with a column of 其中 before the sources.
2. Its unit from where it is printed: the block, the heading, the line above, the cell.
3. Points of the execution in a heading; the block in front of the indicators or behind them.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.reading.layouts import HEAD, MONEY, TABLE, TOTAL
from tests.sheets import form_from


def test_sources_as_columns() -> None:
    form = form_from(
        HEAD
        + """
        | 资金（元） | 年度资金总额 | 其中：当年财政拨款 | 上年结转资金 |
        | 年初预算数 | 1,200,000.00 | 1,000,000.00 | 200,000.00 |
        | 全年预算数 | 1,200,000.00 | 1,000,000.00 | 200,000.00 |
        | 全年执行数 | 600,000.00 | 500,000.00 | 100,000.00 |
        | 执行率 | 50.00% | 50.00% | 50.00% |
        """
        + TABLE
    )
    assert [(one.source, one.annual_budget.value, one.executed.value) for one in form.funds] == [
        ("total", 120, 60),
        ("fiscal", 100, 50),
        ("carried_over", 20, 10),
    ]
    assert (form.form.amount_unit, form.form.amount_unit_cell, form.funds[0].rate.value) == ("元", "A5", Decimal("0.5"))


@pytest.mark.parametrize(
    "line",
    [
        "| 预算资金（元） | 1200000 | 实际支出（元） | 600000 | 支出率 | 50% |",
        "| 预算安排（万元）： | 120 | 实际支出（万元）： | 60 | 执行率（%）： | 50 |",
    ],
)
def test_money_as_labels_with_values(line: str) -> None:
    (fund,) = form_from(HEAD + line + TABLE).funds
    assert (fund.source, fund.annual_budget.value, fund.executed.value, fund.rate.value) == (
        "total",
        120,
        60,
        Decimal("0.5"),
    )


def test_money_with_its_unit_in_the_cells() -> None:
    (fund,) = form_from(HEAD + "| 年初预算 | 10万元 | 全年执行 | 8万元 |\n" + TABLE).funds
    assert (fund.initial_budget.value, fund.executed.value) == (10, 8)


def test_sources_behind_a_column_of_their_own() -> None:
    form = form_from(
        HEAD
        + """
        | 项目资金（万元） |  | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 |
        | ^ | 年度资金总额 | < | 10 | 10 | 10 | 10 | 100% |
        | ^ | 其中： | 当年财政拨款 | 8 | 8 | 8 | - | 100% |
        | ^ | ^ | 其他资金 | 2 | 2 | 2 | - | 100% |
        """
        + TABLE
    )
    assert [(one.source, one.executed.value) for one in form.funds] == [("total", 10), ("fiscal", 8), ("other", 2)]
    assert form.notes == []


def test_points_of_the_execution_in_a_heading() -> None:
    form = form_from(
        HEAD
        + """
        | 预算执行情况（万元）（20分） | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分 |
        | ^ | 年度财政资金总额 | 100 | 95 | 95% | 19 |
        """
        + TABLE
    )
    assert (form.funds[0].weight.value, form.funds[0].weight.cell, form.funds[0].source) == (20, "A5", "total")


def test_points_in_the_heading_of_their_own_column() -> None:
    form = form_from(
        HEAD
        + """
        | 项目资金（万元） | | 全年预算数 | 全年执行数 | 分值（20分） | 执行率 | 得分 |
        | ^ | 年度资金总额 | 100 | 95 | | 95% | 19 |
        | ^ | 其中：财政拨款 | 100 | 95 | | 95% | |
        """
        + TABLE
    )
    assert [(one.weight.value, one.weight.cell) for one in form.funds] == [(20, "E5"), (None, "E7")]


def test_sources_of_other_names() -> None:
    form = form_from(
        HEAD
        + """
        | 资金情况（万元） | 资金来源 | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因 |
        | ^ | 总额 | 10 | 12 | 12 | 100% | 10 | 10 | 追加 |
        | ^ | 其中：财政资金 | 4 | 4 | 4 | 100% | / | / | |
        | ^ | 财政专户管理资金 | 1 | 1 | 1 | 100% | / | / | |
        | ^ | 单位资金 | 1 | 1 | 1 | 100% | / | / | |
        | ^ | 其中：中央财政资金 | 1 | 2 | 2 | 100% | / | / | |
        | ^ | 地方资金 | 1 | 2 | 2 | 100% | / | / | |
        | ^ | 彩票公益金 | 1 | 1 | 1 | 100% | / | / | |
        | ^ | 非财政拨款 | 1 | 1 | 1 | 100% | / | / | |
        """
        + TABLE
    )
    sources = ["total", "fiscal", "special_account", "own", "central", "local", "part", "other"]
    assert [one.source for one in form.funds] == sources
    assert (form.funds[0].initial_budget.value, form.funds[0].annual_budget.value, form.funds[0].reason) == (
        10,
        12,
        "追加",
    )
    assert form.funds[1].self_score.said.kind == "not_applicable"


def test_heading_over_the_names_of_the_sources() -> None:
    form = form_from(
        HEAD
        + """
        | 预算执行情况（10分） | 年度预算数（元） | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 |
        | ^ | 总额 | 1000000 | 1200000 | 600000 | 50% | 10 | 5 |
        """
        + TABLE
    )
    (fund,) = form.funds
    assert (fund.label, fund.initial_budget.value, fund.annual_budget.value, fund.executed.value) == (
        "总额",
        100,
        120,
        60,
    )


def test_money_behind_the_indicators() -> None:
    form = form_from(HEAD + TABLE + MONEY + TOTAL)
    assert (form.funds[0].executed.value, form.form.total_self_score.value) == (95, Decimal("99.5"))
    assert len(form.indicators) == 1


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ("年初下达金额 | 调整后下达金额 | 实际支出金额", (110, 100)),
        ("批复金额 | 安排金额 | 支付金额", (110, 100)),
        ("财政批复数 | 财政下达数 | 国库支付数", (110, 100)),
        ("年初预算 | 追加后预算 | 实际开支", (110, 100)),
        ("调整后预算数 | 年初预算数 | 执行数", (100, 110)),
        ("申请金额 | 拨付金额 | 使用金额", (None, 100)),
        ("计划投资额 | 调整后投资额 | 完成投资额", (110, 100)),
    ],
)
def test_budgets_of_other_names(heads: str, found: tuple[int | None, int]) -> None:
    money = MONEY.replace("年初预算数 | 全年预算数 | 全年执行数", heads).replace("| 100 | 100 |", "| 110 | 100 |")
    form = form_from(HEAD + money + TABLE + TOTAL)
    (fund,) = form.funds
    assert (fund.initial_budget.value, fund.annual_budget.value, fund.executed.value) == (*found, 95)
    assert not form.notes


def test_what_arrived_is_no_budget() -> None:
    (fund,) = form_from(HEAD + MONEY.replace("年初预算数", "实际到位资金") + TABLE + TOTAL).funds
    assert (fund.initial_budget.value, fund.arrived.value, fund.annual_budget.value) == (None, 100, 100)


@pytest.mark.parametrize(("head", "kind"), [("年终调整数", "unread_column"), ("备查", "unplaced")])
def test_a_budget_that_was_not_recognised_may_be_the_one_that_counts(head: str, kind: str) -> None:
    form = form_from(HEAD + MONEY.replace("全年预算数", head) + TABLE + TOTAL)
    assert [note.kind for note in form.notes] == [kind]


@pytest.mark.parametrize(
    "line", ["| 主管部门 | | 金额单位 | 元 |", "| 主管部门 | | 单位 | 人民币元 |", "| 货币单位： | 元 |"]
)
def test_the_unit_beside_its_label(line: str) -> None:  # 2
    money = "| 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 |\n| 年度资金总额 | 8000 | 8000 | 4000 |\n"
    form = form_from(f"{HEAD}{line}\n{money}{TABLE}")
    assert (form.form.amount_unit, form.funds[0].executed.value) == ("元", Decimal("0.4"))
    assert not [note for note in form.notes if note.kind == "unplaced"]
