"""The sheet 自评表 of the standard workbook: the national layout, in the order and words of the printed form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfeval_xl.writing.standard import formulas
from perfeval_xl.writing.standard import layout as at
from perfeval_xl.writing.standard.layout import FormLayout

if TYPE_CHECKING:
    from perfeval_xl.rules.model import RuleSet
    from perfeval_xl.writing.standard.styles import Page

WIDTHS = {
    at.BLOCK: 8,
    at.LEVEL1: 12,
    at.LEVEL2: 13,
    at.NAME: 24,
    at.TARGET: 18,
    at.ACTUAL: 20,
    at.WEIGHT: 9,
    at.SCORE: 11,
    at.REASON: 30,
}
EXTRA_WIDTH = 24
GOAL_HEIGHT, ROW_HEIGHT = 84, 23  # points
BLANK_YEAR = "（    年度）"
HEADINGS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
SIGNATURES = ((1, 3, "填报人："), (4, 4, "负责人："), (5, 6, "联系电话："), (7, 9, "填报日期："))


def write_form(page: Page, rules: RuleSet, layout: FormLayout) -> None:
    """Writes the whole sheet, blank."""
    page.widths({**WIDTHS, **dict.fromkeys(range(at.LAST + 1, layout.last_column + 1), EXTRA_WIDTH)})
    live = formulas.formulas_of(rules, layout)
    _head(page)
    _funds(page, rules, layout, live)
    _goals(page, layout)
    _indicators(page, layout)
    _end(page, rules, layout, live)
    _validations(page, rules, layout)
    for place, condition in formulas.alarms(rules, layout):
        options = {"type": "formula", "criteria": f"={condition}", "format": page.looks.of("alarm")}
        page.sheet.conditional_format(place, options)
    page.printing(layout.sign_row, landscape=True, repeat=layout.head)
    page.protect()


def _head(page: Page) -> None:
    page.area(at.TITLE_ROW, 1, at.TITLE_ROW, at.LAST, "项目支出绩效自评表", "title")
    page.height(at.TITLE_ROW, 32)
    page.area(at.YEAR_ROW, 1, at.YEAR_ROW, at.LAST, BLANK_YEAR, "year")
    page.height(at.YEAR_ROW, 22)
    page.area(at.PROJECT_ROW, 1, at.PROJECT_ROW, 2, "项目名称", "label")
    page.area(at.PROJECT_ROW, 3, at.PROJECT_ROW, at.LAST, "", "entry")
    page.height_for(at.PROJECT_ROW, 28, (3, at.LAST))
    page.area(at.UNIT_ROW, 1, at.UNIT_ROW, 2, "主管部门", "label")
    page.area(at.UNIT_ROW, 3, at.UNIT_ROW, 5, "", "entry")
    page.text(at.UNIT_ROW, 6, "实施单位", "label")
    page.area(at.UNIT_ROW, 7, at.UNIT_ROW, at.LAST, "", "entry")
    page.height_for(at.UNIT_ROW, 28, (3, 5), (7, at.LAST))


def _funds(page: Page, rules: RuleSet, layout: FormLayout, live: formulas.Formulas) -> None:
    head, top, bottom = at.FUND_HEAD_ROW, layout.fund_first, layout.fund_last
    page.area(head, at.BLOCK, bottom, at.BLOCK, f"项目资金（{layout.amount_unit}）", "label")
    page.area(head, at.FUND_LABEL, head, at.FUND_LABEL + 1, "", "label")
    columns = (at.INITIAL, at.BUDGET, at.EXECUTED, at.FUND_WEIGHT, at.RATE, at.FUND_SCORE)
    for column, name in zip(columns, ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"), strict=True):
        page.text(head, column, name, "label")
    page.height(head, 26)
    for row, (source, label) in enumerate(layout.funds, top):
        page.area(
            row, at.FUND_LABEL, row, at.FUND_LABEL + 1, label, "label_left" if source == "total" else "label_deep"
        )
        for column in (at.INITIAL, at.BUDGET, at.EXECUTED):
            page.text(row, column, "", "entry_center")
        if (row, at.RATE) in live:
            page.formula(row, at.RATE, live[row, at.RATE], "rate")
        else:
            page.text(row, at.RATE, "", "rate")
        if (row, at.FUND_SCORE) in live:
            page.number(row, at.FUND_WEIGHT, rules.execution.weight.value, "fixed")
            page.formula(row, at.FUND_SCORE, live[row, at.FUND_SCORE], "fixed")
        else:
            page.text(row, at.FUND_WEIGHT, "—", "fixed")
            page.text(row, at.FUND_SCORE, "—", "fixed")
        page.height_for(row, 24, (at.FUND_LABEL, at.FUND_LABEL + 1))


def _goals(page: Page, layout: FormLayout) -> None:
    head, row = layout.goal_head, layout.goal_row
    page.area(head, at.BLOCK, row, at.BLOCK, "年度总体目标", "label")
    page.area(head, at.LEVEL1, head, at.TARGET, "预期目标", "label")
    page.area(head, at.ACTUAL, head, at.LAST, "实际完成情况", "label")
    page.area(row, at.LEVEL1, row, at.TARGET, "", "entry_top")
    page.area(row, at.ACTUAL, row, at.LAST, "", "entry_top")
    page.height(head, 24)
    page.height_for(row, GOAL_HEIGHT, (at.LEVEL1, at.TARGET), (at.ACTUAL, at.LAST))


def _indicators(page: Page, layout: FormLayout) -> None:
    page.area(layout.head, at.BLOCK, layout.last, at.BLOCK, "绩\n效\n指\n标", "label")
    for column, name in enumerate(HEADINGS + layout.extras, at.LEVEL1):
        page.text(layout.head, column, name, "label")
    page.height(layout.head, 26)
    for span in layout.level1_spans():
        page.area(span.first, at.LEVEL1, span.last, at.LEVEL1, span.text, "label")
    for span in layout.level2_spans():
        page.area(span.first, at.LEVEL2, span.last, at.LEVEL2, span.text, "label")
    one_score = {row for first, last in layout.shared_scores for row in range(first, last + 1)}
    for first, last in layout.shared_scores:
        page.area(first, at.SCORE, last, at.SCORE, "", "entry_center")
    for row in range(layout.first, layout.last + 1):
        page.text(row, at.NAME, "", "entry")
        for column in (at.TARGET, at.ACTUAL, at.WEIGHT, at.SCORE):
            if column != at.SCORE or row not in one_score:
                page.text(row, column, "", "entry_center")
        for column in range(at.REASON, layout.last_column + 1):
            page.text(row, column, "", "entry")
        page.at_least(row, ROW_HEIGHT)


def _end(page: Page, rules: RuleSet, layout: FormLayout, live: formulas.Formulas) -> None:
    row = layout.total_row
    page.area(row, at.BLOCK, row, at.ACTUAL, "总分", "label_bold")
    page.number(row, at.WEIGHT, rules.weights.total.value, "result")
    page.formula(row, at.SCORE, live[row, at.SCORE], "result")
    page.text(row, at.REASON, "", "fixed")
    page.height(row, 28)
    row = layout.grade_row
    page.area(row, at.BLOCK, row, at.ACTUAL, "等级", "label_bold")
    page.area(row, at.WEIGHT, row, at.SCORE, "", "result")
    page.formula(row, at.WEIGHT, live[row, at.WEIGHT], "result")
    page.text(row, at.REASON, "", "fixed")
    page.height(row, 28)
    for first, last, text in SIGNATURES:
        page.area(layout.sign_row, first, layout.sign_row, last, text, "sign")
    page.height(layout.sign_row, 34)


# ----------------------------------------------------------------------------------------------------- validations


def _validations(page: Page, rules: RuleSet, layout: FormLayout) -> None:
    sheet = page.sheet
    top, bottom, first, last = layout.fund_first, layout.fund_last, layout.first, layout.last
    sheet.data_validation(f"A{at.YEAR_ROW}", year_rule())
    sheet.data_validation(f"D{top}:F{bottom}", amount_rule(layout.amount_unit))
    sheet.data_validation(f"E{first}:E{last}", target_rule())
    sheet.data_validation(f"F{first}:F{last}", actual_rule(rules))
    sheet.data_validation(f"G{first}:G{last}", weight_rule(rules, first))
    for start, end, shared in layout.score_spans():
        sheet.data_validation(
            f"H{start}" if shared else f"H{start}:H{end}", score_rule(start, end if shared else start)
        )
    sheet.data_validation(f"I{first}:I{last}", reason_rule())


def year_rule() -> dict[str, Any]:
    """The year: 2023, or a text that holds one."""
    cell = f"A{at.YEAR_ROW}"
    return {
        "validate": "custom",
        "value": f'=OR(AND(ISNUMBER({cell}),{cell}>=2000,{cell}<=2100),ISNUMBER(SEARCH("20",{cell})))',
        "input_title": "年度",
        "input_message": "只填四位年份，例如 2023，表上会显示为“（2023年度）”。",
        "error_title": "年度有误",
        "error_message": "请填写四位年份，例如 2023。",
    }


def amount_rule(unit: str) -> dict[str, Any]:
    """Amounts in the unit of the heading, not below 0."""
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "input_title": f"金额（{unit}）",
        "input_message": f"只填数字，单位为{unit}，例如 120 或 65.66。没有的留空。",
        "error_title": "金额有误",
        "error_message": f"请填写不小于 0 的数字，不带单位；单位为{unit}，例如 120 或 65.66。",
    }


def target_rule() -> dict[str, Any]:
    """Advice only: any text may stand there."""
    return {
        "validate": "any",
        "input_title": "年度指标值",
        "input_message": "写年初设定的目标，数字前写明 ≥、≤ 或 =，数字后写明单位，例如 ≥95%、≤30万元、≥12次。",
    }


def actual_rule(rules: RuleSet) -> dict[str, Any]:
    """The official verdicts to choose from; numbers and other texts are just as good."""
    return {
        "validate": "list",
        "source": [band.words[0] for band in rules.qualitative.bands.value],
        "show_error": False,
        "input_title": "实际完成值",
        "input_message": "定量指标填实际数和单位，例如 96%、13次，不要照抄目标值；定性指标可从下拉列表中选择。",
    }


def weight_rule(rules: RuleSet, row: int) -> dict[str, Any]:
    """Points of one row: above 0, at most the form's total; — for a row that carries no points."""
    most = format(rules.weights.total.value, "f")
    return {
        "validate": "custom",
        "value": f'=OR(AND(ISNUMBER(G{row}),G{row}>0,G{row}<={most}),G{row}="—")',
        "error_title": "分值有误",
        "error_message": f"请填写大于 0、不超过 {most} 的数字；不计分的行填“—”。各行分值之和应等于一级指标的分值。",
    }


def score_rule(row: int, last: int) -> dict[str, Any]:
    """Points given to one row (or to rows that share one 得分): from 0 to the 分值; — where there are no points."""
    points = f"G{row}" if row == last else f"SUM(G{row}:G{last})"
    stated = f"ISNUMBER(G{row})" if row == last else f"COUNT(G{row}:G{last})>0"
    return {
        "validate": "custom",
        "value": f'=OR(AND(ISNUMBER(H{row}),H{row}>=0,OR(NOT({stated}),H{row}<={points})),H{row}="—")',
        "error_title": "得分有误",
        "error_message": "得分应在 0 到本行分值之间；不计分的行填“—”。",
    }


def reason_rule() -> dict[str, Any]:
    """Advice only."""
    return {
        "validate": "any",
        "input_title": "偏差原因",
        "input_message": "得分低于分值，或完成情况明显超出目标时，请写明原因和改进措施；没有偏差的留空。",
    }
