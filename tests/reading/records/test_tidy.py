"""Grid + places -> records.

1. Levels fill down, merged or not; a level that begins anew does not inherit the level 2 above it.
2. One 得分 merged over several rows is one score for them; without 分值 one on the first row of a merged 二级指标 too.
3. Template leftovers are noted, and are no indicators; what has points or values is one, also without a name.
4. 其中 rows with values and without points are breakdowns; with points they are indicators.
5. Prompts are no text; error cells, formulas without result, words for numbers and negative amounts are noted.
6. Amounts in 万元 by the heading's unit, a unit inside a cell overrides it; —, /, - are "not applicable".
7. A factor of 10,000 is noted where there is evidence, and never repaired.
8. Nothing raises, whatever stands in the cells.
"""

from __future__ import annotations

import random
from contextlib import suppress
from decimal import Decimal

import pytest

from perfeval_xl.form import MeaningKind, SaidKind
from perfeval_xl.problems import FileError
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import Book, Grid
from perfeval_xl.result import FormResult
from tests.grids import Formatted, Value, cell_of
from tests.reading.layouts import HEADING, ROW, SHORT_HEAD, table
from tests.sheets import form_from, grid_from

MONEY = "| 项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"


def money(rows: str, unit: str = "万元", goal: str = "") -> FormResult:
    row = "| 产出指标 | 数量指标 | 甲 | 5 | 5 | 90 | 90 | |\n"
    return form_from(SHORT_HEAD + MONEY.replace("万元", unit) + rows + goal + HEADING + row)


def notes(form: FormResult, kind: str) -> list[tuple[str | None, str]]:
    return [(note.cell, note.label) for note in form.notes if note.kind == kind]


# ----------------------------------------------------------------------------------------------------- 1 levels


@pytest.mark.parametrize("below", ["^", ""], ids=["merged", "empty below"])
def test_levels_fill_down(below: str) -> None:
    form = table(
        f"""
        | 产出指标(50分) | 数量指标 | 甲 | 1 | 1 | 10 | 10 | |
        | {below} | {below} | 乙 | 1 | 1 | 10 | 10 | |
        | {below} | 质量指标 | 丙 | 1 | 1 | 30 | 30 | |
        | 满意度指标 | | 丁 | 1 | 1 | 10 | 10 | |
        """
    )
    assert [(one.level1, one.level2, one.name) for one in form.indicators] == [
        ("产出指标(50分)", "数量指标", "甲"),
        ("产出指标(50分)", "数量指标", "乙"),
        ("产出指标(50分)", "质量指标", "丙"),
        ("满意度指标", None, "丁"),
    ]
    assert [one.level1_cell for one in form.indicators] == ["A4", "A4", "A4", "A7"]
    assert [one.level1_points for one in form.indicators] == [50, 50, 50, None]


# ------------------------------------------------------------------------------------------- 2 one score for several


def test_merged_score() -> None:
    form = table(
        """
        | 产出指标 | 数量指标 | 甲 | 1 | 1 | 20 | 20 | 一起 |
        | ^ | ^ | 乙 | 2 | 2 | 10 | ^ | ^ |
        | ^ | ^ | …… | | | | ^ | |
        | ^ | 质量指标 | 丙 | ^ | 2 | 20 | | |
        | ^ | ^ | 丁 | 2 | 2 | 20 | ^ | |
        """
    )
    assert [(one.score_rows, one.self_score.value) for one in form.indicators] == [
        (2, 20),
        (0, None),
        (2, None),
        (0, None),
    ]
    assert [one.self_score.cell for one in form.indicators] == ["G4", "G4", "G7", "G7"]
    assert [one.weight.value for one in form.indicators] == [20, 10, 20, 20]
    assert [one.reason for one in form.indicators] == ["一起", "一起", None, None]


def test_score_of_a_group_without_points_column() -> None:
    form = form_from(
        SHORT_HEAD
        + """
        | 一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值 | 得分 |
        | 产出指标 | 数量指标 | 甲 | 1 | 1 | 10 |
        | ^ | ^ | 乙 | 1 | 1 | |
        | ^ | 质量指标 | 丙 | 1 | 1 | |
        | ^ | ^ | 丁 | 1 | 1 | |
        | ^ | 时效指标 | 戊 | 1 | 1 | 5 |
        | ^ | | 己 | 1 | 1 | |
        """
    )
    assert [one.score_rows for one in form.indicators] == [2, 0, 1, 1, 1, 1]


# ------------------------------------------------------------------------------------------------- 3 leftovers, 4


def test_leftovers() -> None:
    form = table(
        """
        | 产出指标 | 数量指标 | 指标1：甲 | 1 | 1 | 10 | 10 | |
        | ^ | ^ | 指标2： | | | | | |
        | ^ | ^ | …… | | | | | |
        | ^ | 质量指标 | 指标1：/ | / | / | | | |
        | ^ | 时效指标 | | | | | | |
        | ^ | 成本指标 | 无 | 无 | 无 | 0 | 0 | |
        | …… | | | | | | | |
        """
    )
    assert [one.name for one in form.indicators] == ["指标1：甲"]
    assert [cell for cell, _ in notes(form, "leftover")] == ["C5", "C6", "C7", "B8", "C9", "A10"]


def test_not_leftovers() -> None:
    form = table(
        """
        | 产出指标 | 数量指标 | | | | 10 | | |
        | ^ | 质量指标 | 指标1 | 5 | 5 | | | |
        | ^ | 时效指标 | 按时完成 | | | | | |
        """
    )
    assert [(one.name, one.weight.value, one.target) for one in form.indicators] == [
        (None, 10, None),
        ("指标1", None, "5"),
        ("按时完成", None, None),
    ]
    assert form.indicators[0].name_cell == "C4"
    assert form.notes == []


def test_breakdowns() -> None:
    form = table(
        """
        | 产出指标 | 数量指标 | 总人数 | 100 | 100 | 10 | 10 | |
        | ^ | ^ | 其中：男 | 60 | 60 | — | — | |
        | ^ | ^ | 其中:女 | 40 | 40 | | | |
        | ^ | ^ | ★★★其中:老人 | 40 | 40 | 5 | 5 | |
        """
    )
    assert [one.is_breakdown for one in form.indicators] == [False, True, True, False]


@pytest.mark.parametrize(
    ("name", "is_execution"),
    [
        ("预算执行率", True),
        ("资金执行率≥95%", True),
        ("预算资金执行率", True),
        ("支付及时率", False),
        ("制度执行有效性", False),
    ],
)
def test_execution_as_indicator(name: str, is_execution: bool) -> None:
    form = table(f"| 过程 | 资金管理 | {name} | 100% | 95% | 10 | 9.5 | |\n")
    assert form.indicators[0].is_execution is is_execution


# ---------------------------------------------------------------------------------------- 5 prompts and bad cells


def test_prompts_are_no_text() -> None:
    form = form_from(
        SHORT_HEAD
        + "| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |\n"
        + "| ^ | 建成平台。 | < | < | 对照年度目标，说明相关任务目标的完成情况（100字以内） | < | < | < |\n"
        + HEADING
        + "| 产出指标 | 数量指标 | 甲 | 5 | 5 | 10 | 9 | 请说明偏差原因及改进措施 |\n"
        + "| 存在问题 | 结合自评情况，分析存在的问题及原因。（200字以内） | < | < | < | < | < | < |\n"
    )
    assert (form.form.goal_expected, form.form.goal_actual, form.form.goal_actual_cell) == ("建成平台。", None, "E4")
    assert [cell for cell, _ in notes(form, "prompt")] == ["E4", "H6", "B7"]
    assert form.indicators[0].reason is None
    assert [one.key for one in form.texts] == ["goal_expected"]


def test_a_prompt_merged_over_several_rows_is_noted_once() -> None:
    form = table(
        "| 产出指标 | 数量指标 | 甲 | 5 | 5 | 10 | 10 | 未完成的请说明原因（100字以内） |\n"
        "| ^ | ^ | 乙 | 5 | 5 | 10 | 10 | ^ |\n"
    )
    assert [cell for cell, _ in notes(form, "prompt")] == ["H4"]
    assert [one.reason for one in form.indicators] == [None, None]


def test_bad_cells() -> None:
    form = money("| ^ | 年度资金总额 | 待定 | -5 | #REF! | 10 | =VLOOKUP(A1) | 待评 |\n")
    fund = form.funds[0]
    assert (fund.initial_budget.value, fund.annual_budget.value, fund.executed.value, fund.rate.value) == (
        None,
        Decimal(-5),
        None,
        None,
    )
    assert (fund.executed.said.kind, fund.rate.said.kind) == (SaidKind.ERROR, SaidKind.NO_RESULT)
    assert notes(form, "error_cell")[0][0] == "E4"
    assert notes(form, "no_result")[0][0] == "G4"
    assert notes(form, "negative") == [("D4", "年度资金总额·全年预算数")]
    assert notes(form, "not_number") == [("C4", "年度资金总额·年初预算数"), ("H4", "年度资金总额·得分")]


def test_error_and_missing_result_in_values() -> None:
    form = table("| 产出指标 | 数量指标 | 甲 | #DIV/0! | =X9(1) | 10 | 10 | |\n")
    one = form.indicators[0]
    assert (one.target_value.kind, one.actual_value.kind) == (MeaningKind.ERROR, MeaningKind.NO_RESULT)


# ----------------------------------------------------------------------------------------------------- 6 amounts


@pytest.mark.parametrize(
    ("unit", "written", "amount", "inside"),
    [
        ("万元", "65.66", "65.66", None),
        ("元", "387,664.62", "38.766462", None),
        ("亿元", "1.2", "12000", None),
        ("万元", "620.82万元", "620.82", "万元"),
        ("万元", "3359.62万", "3359.62", "万"),
        ("万元", "1,200,000元", "120", "元"),
        ("元", "120万元", "120", "万元"),
    ],
)
def test_amounts(unit: str, written: str, amount: str, inside: str | None) -> None:
    form = money(f"| ^ | 年度资金总额 | {written} | | | 10 | | |\n", unit)
    fund = form.funds[0]
    assert (fund.initial_budget.value, fund.initial_budget.said.unit) == (Decimal(amount), inside)
    assert fund.initial_budget.said.text == written


@pytest.mark.parametrize("sign", ["—", "-", "/", "无", "——"])
def test_not_applicable(sign: str) -> None:
    fund = money(f"| ^ | 年度资金总额 | {sign} | 5 | 5 | {sign} | {sign} | {sign} |\n").funds[0]
    for said in (fund.initial_budget.said, fund.weight.said, fund.rate.said, fund.self_score.said):
        assert said.kind is SaidKind.NOT_APPLICABLE
    assert (fund.initial_budget.value, fund.rate.value, fund.initial_budget.cell) == (None, None, "C4")


def test_rates_and_rounded_figures_are_intervals() -> None:
    fund = money("| ^ | 年度资金总额 | | 65.66 | 65.07 | 10 | 99% | 9.9 |\n").funds[0]
    assert (fund.rate.value, fund.rate.said.low, fund.rate.said.high) == (
        Decimal("0.99"),
        Decimal("0.985"),
        Decimal("0.995"),
    )
    assert (fund.executed.said.low, fund.executed.said.high) == (Decimal("65.07"), Decimal("65.07"))


# --------------------------------------------------------------------------------------------------- 7 nothing raises

_FILLINGS: tuple[Value | Formatted, ...] = (
    None, 0, -1, 5, 1e15, "总分", "合计", "其中：", "……", "/", "#REF!", "一级指标", "得分", "项目名称", "：", "（）",
    "=A1", True, "2023年度", "优", (0.5, "0%"), "分值", "年度资金总额", "（20分*执行率）", "指标1：", "字" * 300, "(((",
)  # fmt: skip


def test_nothing_raises() -> None:
    sheet = grid_from(
        SHORT_HEAD + MONEY + "| ^ | 年度资金总额 | 1 | 1 | 1 | 10 | 100% | 10 |\n" + HEADING + ROW + "| 总分 |\n"
    )
    for seed in range(300):
        chance = random.Random(seed)
        cells = dict(sheet.cells)
        for _ in range(chance.randrange(1, 12)):
            place = chance.randrange(1, 10), chance.randrange(1, 10)
            made = cell_of(*place, chance.choice(_FILLINGS))
            if made is None:
                cells.pop(place, None)
            else:
                cells[place] = made
        merges = [*sheet.merges]
        for _ in range(chance.randrange(3)):
            row, column = chance.randrange(1, 8), chance.randrange(1, 8)
            merges.append((row, column, row + chance.randrange(3), column + chance.randrange(3)))
        grid = Grid("自评表", cells, merges)
        forms: list[FormResult] = []
        with suppress(FileError):  # no form left in it
            forms = read_book(Book("x", [grid]), "x")
        assert all(form.form.range for form in forms)


@pytest.mark.parametrize("label", ["主管部门", "等级", "总分"])
def test_8_labels_merged_to_the_edge_of_the_sheet(label: str) -> None:
    grid = grid_from(SHORT_HEAD + f"| {label} |\n" + HEADING + ROW)
    (row,) = (cell.row for cell in grid.cells.values() if cell.text == label)
    grid.merges.append((row, 1, row, 16_384))
    (form,) = read_book(Book("自评表.xlsx", [grid]), "自评表.xlsx")
    assert len(form.indicators) == 1
