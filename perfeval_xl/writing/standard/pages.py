"""The sheets 项目概况, 绩效目标 and 总结与整改 of the standard workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfeval_xl.units import plain
from perfeval_xl.writing.standard.layout import Plan

if TYPE_CHECKING:
    from perfeval_xl.rules.model import RuleSet
    from perfeval_xl.writing.standard.styles import Page

TEXT_HEIGHT, LINE_HEIGHT, ITEM_HEIGHT = 72, 32, 28  # points; rows grow with their text

# 项目概况: key of form.Text, printed label, advice shown when the cell is chosen, smallest height
PROFILE_TEXTS = (
    ("background", "项目背景", "为什么设立、服务什么人、主要做什么；政府购买服务的写明购买方式", TEXT_HEIGHT),
    ("in_charge", "管理使用部门", "本单位内统筹管理、使用这笔资金的科室", LINE_HEIGHT),
    ("contractor", "承接机构", "承接、实施项目的机构；由本单位自行实施的填“无”", LINE_HEIGHT),
    ("staff", "人员配备", "人数和岗位", LINE_HEIGHT),
    ("fund_use", "资金使用情况", "资金用在哪些方面、怎样审批、是否按约定时间支付", TEXT_HEIGHT),
)
PROFILE_FIRST = 2  # first row of the texts
POLICY_HEADING = ("文号", "政策依据（文件名称，一个文件一行）")

# 总结与整改: key of form.Text, printed label, advice shown when a cell is chosen
SUMMARY_TEXTS = (
    ("experience", "主要经验做法", "做得好、可以推广的做法，一条一行"),
    ("problems", "存在问题", "实际存在的问题，一条一行；得分低于分值的指标都应有对应的问题"),
    ("suggestions", "相关建议", "对项目、资金或政策的建议，一条一行"),
)
SUMMARY_FIRST = 2
RECTIFY_HEADING = ("序号", "存在的问题", "整改措施", "责任岗位", "完成时限")
TARGETS_FIRST = 4  # first row of the targets
TARGET_HEADING = ("一级指标", "二级指标", "三级指标", "年度指标值", "分值", "备注")


def write_profile(page: Page, plan: Plan) -> None:
    """项目概况: what the project is, what it rests on, how the money was used."""
    page.widths({1: 26, 2: 106})
    page.area(1, 1, 1, 2, "项目概况", "title")
    page.height(1, 34)
    for row, (_, label, advice, height) in enumerate(PROFILE_TEXTS, PROFILE_FIRST):
        page.text(row, 1, label, "label")
        page.text(row, 2, "", "entry")
        page.advise(f"B{row}", label, advice)
        page.at_least(row, height)
    head = policy_head()
    for column, text in enumerate(POLICY_HEADING, 1):
        page.text(head, column, text, "label")
    page.height(head, 24)
    for row in range(head + 1, head + plan.policies + 1):
        page.text(row, 1, "", "entry_center")
        page.text(row, 2, "", "entry")
        page.at_least(row, ITEM_HEIGHT)
    page.printing(head + plan.policies, landscape=True)
    page.protect()


def policy_head() -> int:
    """The heading row of the policy documents on 项目概况."""
    return PROFILE_FIRST + len(PROFILE_TEXTS)


def write_targets(page: Page, rules: RuleSet, plan: Plan) -> None:
    """绩效目标: the targets as approved with the budget."""
    page.widths({1: 16, 2: 20, 3: 44, 4: 26, 5: 10, 6: 26})
    page.area(1, 1, 1, 6, "绩效目标（批复的绩效指标）", "title")
    page.height(1, 34)
    advice = "按随预算批复的绩效目标申报表填写，三级指标的名称、目标值应与批复一致；没有批复目标的项目，本表留空。"
    page.area(2, 1, 2, 6, advice, "text")
    page.height(2, 24)
    for column, text in enumerate(TARGET_HEADING, 1):
        page.text(3, column, text, "label")
    page.height(3, 26)
    row = TARGETS_FIRST
    for block in plan.targets:
        page.area(row, 1, row + block.rows - 1, 1, block.level1, "label")
        _weights_alarm(page, row, row + block.rows - 1, block.points)
        for name, rows in block.parts:
            page.area(row, 2, row + rows - 1, 2, name, "label")
            for line in range(row, row + rows):
                for column, style in ((3, "entry"), (4, "entry_center"), (5, "entry_center"), (6, "entry")):
                    page.text(line, column, "", style)
                page.at_least(line, 21)
            row += rows
    last = row - 1
    page.sheet.data_validation(f"E{TARGETS_FIRST}:E{last}", _weight_rule(rules))
    page.printing(last, landscape=True, repeat=3)
    page.protect()


def _weights_alarm(page: Page, first: int, last: int, points: Decimal | None) -> None:
    if points is None:
        return
    weights = f"$E${first}:$E${last}"
    condition = f"=AND(COUNT({weights})>0,ROUND(SUM({weights})-{plain(points)},6)<>0)"
    page.sheet.conditional_format(
        f"A{first}:A{last}", {"type": "formula", "criteria": condition, "format": page.looks.of("alarm")}
    )


def _weight_rule(rules: RuleSet) -> dict[str, object]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": float(rules.weights.total.value),
        "error_title": "分值有误",
        "error_message": f"请填写 0 到 {plain(rules.weights.total.value)} 之间的数字；批复时没有分值的留空。",
    }


def write_summary(page: Page, plan: Plan) -> None:
    """总结与整改: what went well, what did not, what is to be done."""
    page.widths({1: 16, 2: 92, 3: 34, 4: 13, 5: 14})
    page.area(1, 1, 1, 5, "总结与整改", "title")
    page.height(1, 34)
    row = SUMMARY_FIRST
    for (_, label, advice), rows in zip(SUMMARY_TEXTS, summary_rows(plan), strict=True):
        page.area(row, 1, row + rows - 1, 1, label, "label")
        page.advise(f"B{row}:B{row + rows - 1}", label, advice)
        for line in range(row, row + rows):
            page.text(line, 2, "", "entry")
            page.at_least(line, ITEM_HEIGHT)
        row += rows
    page.area(row, 1, row, 5, "整改清单", "label_bold")
    page.height(row, 26)
    row += 1
    for column, text in enumerate(RECTIFY_HEADING, 1):
        page.text(row, column, text, "label")
    page.height(row, 24)
    for number in range(1, plan.rectifications + 1):
        row += 1
        page.number(row, 1, Decimal(number), "label")
        for column, style in ((2, "entry"), (3, "entry"), (4, "entry_center"), (5, "entry_center")):
            page.text(row, column, "", style)
        page.at_least(row, ITEM_HEIGHT)
    page.printing(row, landscape=True)
    page.protect()


def rectify_head(plan: Plan) -> int:
    """The heading row of the 整改清单 on 总结与整改."""
    return SUMMARY_FIRST + sum(summary_rows(plan)) + 1


def summary_rows(plan: Plan) -> tuple[int, int, int]:
    """How many rows each of the three texts of 总结与整改 has, in order."""
    return plan.experience, plan.problems, plan.suggestions
