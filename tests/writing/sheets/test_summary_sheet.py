"""The sheet 评分汇总.

1. It names the project, the form's place, the rule-set with version and digest, own and computed total and grade.
2. An indicator's row carries target, actual, weight, own and computed score as numbers, the difference, the derivation.
3. Rules stand below the tables, numbered; the same rule once; one that nobody read is called common practice.
4. A score that needs review shows 待复核, why, and the range; the sum says what is decided and what the total can be.
5. Money comes after the indicators, the sum of all at the end.
6. Several forms: a block each, a page break between them; the same file name for a file and for its scored copy.
7. Text stays text, whatever it begins with; what XML cannot hold is left out.
8. It prints A4 landscape, one page wide, headings repeated, with a line to sign and page numbers.
9. Rows are high enough for their texts, and never higher than a spreadsheet program accepts.
10. Computed values that the copy carries stand on green, a contradicted one on its finding's colour.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from perfeval_xl.result import FormResult, Severity
from perfeval_xl.standing import fillings_of
from perfeval_xl.writing import colours
from perfeval_xl.writing.sheets.summary_sheet import summary_design
from perfeval_xl.writing.sheets.summary_tables import number_mark
from perfeval_xl.writing.text_size import TALLEST
from perfeval_xl.xlsx.edit.added_sheets import CellDesign, SheetDesign
from tests.figures import put
from tests.writing.judged import RULES, file_of, finding, small_form, undecided

SIGNATURE = "填报人：" + "＿" * 8


def design_of(*forms: FormResult, file: str = "自评表.xlsx") -> SheetDesign:
    fillings = [one for form in forms for one in fillings_of(form, RULES)]
    return summary_design(file_of(*forms, file=file), RULES, fillings, "1.0")


def values(design: SheetDesign) -> list[str | Decimal | int]:
    return [one.value for one in design.cells if one.value is not None]


def text(design: SheetDesign) -> str:
    return "\n".join(str(one) for one in values(design))


def row_with(design: SheetDesign, words: str) -> dict[int, CellDesign]:
    """The row that has a cell with exactly these words."""
    row = next(one.row for one in design.cells if one.value == words)
    return {one.column: one for one in design.cells if one.row == row}


def test_1_head() -> None:
    shown = text(design_of(small_form(("50", "38"), total="97.96")))
    for words in (
        "社工站运营",
        "某街道办事处",
        "公共服务办公室",
        "2023 年度",
        RULES.id,
        RULES.digest,
        "perfeval-xl 1.0",
    ):
        assert words in shown
    assert f"版本 {RULES.version}" in shown
    outcome = [one.value for one in row_with(design_of(small_form(total="97.85")), "优").values()]
    assert outcome[:4] == [Decimal("97.85"), None, Decimal("97.85"), Decimal(0)]


def test_2_indicator_row() -> None:
    row = row_with(design_of(small_form((None, "38"))), "受益面")
    assert [row[column].value for column in (6, 7, 8, 9, 10, 11)] == [
        "≥95%",
        "90%",
        Decimal(40),
        Decimal(38),
        Decimal("37.89"),
        Decimal("0.11"),
    ]
    assert row[12].value == "90% ÷ 95% × 40 分 = 37.89 分"


def test_2_blank_own_score() -> None:
    row = row_with(design_of(small_form()), "受益面")
    assert (row[9].value, row[10].value, row[11].value) == ("未填", Decimal("37.89"), "—")


def test_3_rules_below() -> None:
    form = small_form()
    assert form.score is not None
    form.score.scores[2].rule = form.score.scores[1].rule
    form.score.scores[2].confirmed = True
    design = design_of(form)
    assert row_with(design, "服务人次")[13].value == row_with(design, "受益面")[13].value == "①"
    assert sum(str(one).startswith("① ") for one in values(design)) == 1
    assert "② 分值 × 执行率" in values(design)


def test_3_common_practice() -> None:
    shown = text(design_of(small_form()))
    assert "得分 = 分值 × 实际值 ÷ 目标值。通行做法（未见原文，仅供参考）" in shown
    assert "分值 × 执行率。通行做法" not in shown


@pytest.mark.parametrize(("index", "mark"), [(0, "①"), (19, "⑳"), (20, "(21)")])
def test_3_numbers_go_on(index: int, mark: str) -> None:
    assert number_mark(index) == mark


def test_4_needs_review() -> None:
    form = small_form()
    undecided(form, 1, "24", "32", "没有给出数字")
    design = design_of(form)
    row = row_with(design, "受益面")
    assert row[10].value == "待复核"
    assert "没有给出数字" in str(row[12].value)
    assert "24～32 分" in str(row[12].value)
    assert row_with(design, "合计")[11].value == "—"
    assert "已定 59.96 分，另有 40 分待复核；总分可在 83.96～91.96 分之间" in values(design)
    assert "83.96～91.96 分" in values(design)
    shown = text(design)
    assert "核算：83.96～91.96 分（其中 40 分待复核）" in shown
    assert "未发现问题" not in shown


def test_5_order() -> None:
    shown = values(design_of(small_form()))
    places = [shown.index(one) for one in ("受益面", "年度资金总额", "合计", SIGNATURE)]
    assert places == sorted(places)


def test_5_money_as_numbers() -> None:
    row = row_with(design_of(small_form()), "年度资金总额")
    assert [row[column].value for column in (3, 4, 5, 7)] == [
        Decimal(120),
        Decimal(120),
        Decimal("119.5"),
        Decimal("0.99583333"),
    ]
    assert row[7].style.number_format == "0.00%"


@pytest.mark.parametrize(("shown", "number_format"), [("99.6%", "0.0%"), ("100%", "0%"), ("99.58 ％", "0.00%")])
def test_5_stated_rate_keeps_its_decimals(shown: str, number_format: str) -> None:
    form = small_form()
    put(form.funds[0], rate=Decimal("0.996"))
    form.funds[0].rate = replace(form.funds[0].rate, said=type(form.funds[0].rate.said)(text=shown))
    cell = row_with(design_of(form), "年度资金总额")[6]
    assert (cell.value, cell.style.number_format) == (Decimal("0.996"), number_format)


def test_6_several_forms() -> None:
    second = small_form()
    second.form.project = "另一个项目"
    design = design_of(small_form(), second)
    assert len(design.row_breaks) == 1
    assert "（1/2）社工站运营" in values(design)
    assert "（2/2）另一个项目" in values(design)
    assert values(design).count(SIGNATURE) == 2
    start = next(one.row for one in design.cells if one.value == "（2/2）另一个项目")
    assert design.row_breaks == [start - 1]


@pytest.mark.parametrize("ending", ["_已评分", "_报送"])
def test_6_same_file_name(ending: str) -> None:
    assert values(design_of(small_form())) == values(design_of(small_form(), file=f"自评表{ending}.xlsx"))


@pytest.mark.parametrize("name", ["=1+1", "+86", "-5", "@某人"])
def test_7_text_stays_text(name: str) -> None:
    form = small_form()
    form.indicators[0].name = name
    cell = next(one for one in design_of(form).cells if one.value == name)
    assert cell.formula is None


def test_7_no_control_characters() -> None:
    form = small_form()
    form.indicators[0].actual = "104\x0b人\ufffe次\r\n合计"
    assert "104人次\n合计" in values(design_of(form))


def test_8_print() -> None:
    design = design_of(small_form())
    printing = design.printing
    assert (printing.landscape, printing.fit_height) == (True, 1)
    head = next(one.row for one in design.cells if one.value == "三级指标")
    assert printing.repeat_rows == (head, head)
    assert {SIGNATURE, SIGNATURE.replace("填报", "复核")} <= set(values(design))


def test_8_heads_of_the_indicators_are_not_repeated_above_the_money_alone() -> None:
    form = small_form()
    head = form.indicators[0]
    form.indicators = [replace(head, row=number, name=f"指标{number}") for number in range(30)]
    design = design_of(form)
    assert design.row_breaks
    assert design.printing.repeat_rows == (1, 2)
    form.indicators = [replace(head, row=number, name=f"指标{number}") for number in range(90)]
    table = next(one.row for one in design.cells if one.value == "三级指标")
    assert design_of(form).printing.repeat_rows == (table, table)


def test_8_long_forms_take_more_pages() -> None:
    form = small_form()
    form.indicators[0].name = "很长的指标名称" * 100
    assert design_of(form).printing.fit_height == 0
    assert design_of(small_form(), small_form()).printing.fit_height == 0


def test_9_long_text_is_seen_whole() -> None:
    form = small_form()
    form.indicators[0].name = "很长的指标名称" * 30
    design = design_of(form)
    row = next(one.row for one in design.cells if one.value == form.indicators[0].name)
    assert design.row_heights[row] >= 210 * 2 / 22 * 10
    form.indicators[0].name = "很长的指标名称" * 3000
    assert max(design_of(form).row_heights.values()) <= TALLEST


def test_9_long_group_name_over_one_row() -> None:
    form = small_form()
    form.indicators[0].level1 = "一级指标的名称" * 10
    design = design_of(form)
    row = row_with(design, "服务人次")[2].row
    assert design.row_heights[row] > 100


def test_9_wide_amounts_get_wide_columns() -> None:
    form = small_form()
    put(form.funds[0], executed=Decimal("123456789.123456"))
    assert design_of(form).column_widths[5] > len("123,456,789.123456")


def test_10_colours() -> None:
    form = small_form((None, "40"))
    form.findings = [finding("S502", Severity.ERROR, "H15", "得分偏高")]
    design = design_of(form)
    assert row_with(design, "服务人次")[10].style.fill == colours.COMPUTED_FILL
    assert row_with(design, "受益面")[10].style.fill is None
    assert row_with(design, "受益面")[11].style.fill == colours.SEVERITY_FILLS[Severity.ERROR]
