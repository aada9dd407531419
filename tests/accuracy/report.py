"""docs/accuracy.md: table by table, what had to be found and what was found.

python -m tests.accuracy.report > docs/accuracy.md
"""

from __future__ import annotations

import sys

from perfeval_xl.result import Finding
from tests.accuracy.published import BLANK_HEAD, Table, findings_of, tables

# What is wrong, in the user's language; the fixtures say it in English.
WHAT = {
    "prints 94, the scores sum to 93": "总分印 94，各项得分合计 93",
    "9 points for 99.10% of 10, no reason": "执行率 99.10%，10 分得 9 分，无原因",
    "13 points for 14.86, below the rule, with a reason": "应得 14.86，得 13，低于规则，有原因",
    "met, 27 of 30, no reason": "已完成，30 分得 27 分，无原因",
    "met, 9 of 10, no reason": "已完成，10 分得 9 分，无原因",
    "10 + 100 = 110 points, printed 100": "分值 10 + 100 = 110，总分印 100",
    "the result repeats the target with its operator": "完成值照抄目标及其符号",
    "the result carries an operator": "完成值带有符号",
    "unmeasurable": "目标无法衡量",
    "not filled in": "没有填写",
    "score missing": "得分未填",
    "the form's own prompt left in": "表内提示语未替换",
    "points given, target and result empty": "有得分，目标和结果都空白",
    "rate empty, both amounts there": "金额都有，执行率空白",
    "met, 7 of 10, no reason": "已完成，10 分得 7 分，无原因",
    "9 for 9.80, no reason": "应得 9.80，得 9，无原因",
    "goal and result word for word the same": "预期目标与实际完成情况一字不差",
    "total 0, part 90 / 89.974": "总额为 0，分项为 90、89.974",
    "cost 90, executed 89.974": "成本 90，执行 89.974",
    "4604 against ≥4754 missed, full points": "4604 未达到 ≥4754，得满分",
    "5830 against a limit of 5300, full points": "5830 超过上限 5300，得满分",
    "missed, full points": "未完成，得满分",
    "more points than the ratio gives": "得分高于完成比例",
    "points lost, no reason": "扣分无原因",
    "96 of 12, 800%, no reason": "目标 12，完成 96（800%），无原因",
    "a rate given in persons": "“率”填成了人数",
    "221% of the target, no reason": "完成目标的 221%，无原因",
    "20 against 550, full points": "目标 550，完成 20，得满分",
    "result missing, points given": "完成值空白，有得分",
    "72.74% of 100%, full points": "目标 100%，完成 72.74%，得满分",
    "a rate without amounts": "有执行率，没有金额",
    "2859 against 200, no reason": "目标 200，完成 2859，无原因",
    "a date of completion answered by 95%": "名称是完成时限，目标和结果却是 95%",
    "166 + 136 + 20.25 = 322.25, printed 321.25": "其中各行相加 322.25，总额印 321.25",
    "2 of 3, no reason": "3 分得 2 分，无原因",
    "4 of 5, no reason": "5 分得 4 分，无原因",
}


def page() -> str:
    """The whole page."""
    wanted = sum(len(table.wanted) for table in tables())
    missed = sum(len(table.missed()) for table in tables())
    alarms = sum(len(table.false_alarms()) for table in tables())
    lines = [
        "# 核对的准确性",
        "",
        "本页由程序生成（`python -m tests.accuracy.report`），请勿手工修改。",
        "",
        f"{len(tables())} 张公开发布的绩效自评表（单位名称略去，数值一字未改），按国家通行做法规则（mof-2020）"
        "以 `check` 方式核对。",
        "“应发现”是人工逐张核对的结果：每一处至少要在所列单元格之一报告，级别不低于所列级别；",
        "没有问题的地方不得报告错误。不完整的表（原件只公布了一部分）不以分值、总分论错。",
        "",
        f"- 应发现 {wanted} 处，已发现 {wanted - missed} 处，遗漏 {missed} 处。",
        f"- 误报的错误 {alarms} 处。",
        "",
        "| 表 | 应发现 | 已发现 | 误报的错误 | 另外的提醒和建议 |",
        "|---|---|---|---|---|",
    ]
    for table in tables():
        found = len(table.wanted) - len(table.missed())
        others = len(_others(table))
        lines.append(f"| {table.name} | {len(table.wanted)} | {found} | {len(table.false_alarms())} | {others} |")
    for table in tables():
        lines += ["", *_chapter(table)]
    return "\n".join(lines) + "\n"


def _others(table: Table) -> list[Finding]:
    """Findings beyond what had to be found, apart from blank fields of the head."""
    used = {id(one) for wanted in table.wanted for one in wanted.found_by(findings_of(table.name))}
    blank = BLANK_HEAD.get(table.name, {})
    return [one for one in findings_of(table.name) if id(one) not in used and one.code not in blank]


def _chapter(table: Table) -> list[str]:
    lines = [f"## {table.name}", "", "完整。" if table.complete else "不完整：不以分值、总分论错。", ""]
    if table.wanted:
        lines += ["| 应发现 | 单元格 | 至少 | 发现 |", "|---|---|---|---|"]
        lines += [
            f"| {WHAT.get(one.what, one.what)} | {'、'.join(one.cells)} | {one.at_least.word} "
            f"| {_said(one.found_by(findings_of(table.name)))} |"
            for one in table.wanted
        ]
    else:
        lines.append("没有应发现的问题。")
    blank = BLANK_HEAD.get(table.name)
    if blank:
        lines += ["", f"表头空白（公开时略去或原件没有），按规定各报一处错误：{'、'.join(blank.values())}。"]
    others = _others(table)
    if others:
        lines += ["", "另外报告：", ""]
        lines += [f"- {one.code}（{one.severity.word}）{one.cell}：{one.message}" for one in others]
    return lines


def _said(found: list[Finding]) -> str:
    if not found:
        return "**没有发现**"
    return "；".join(f"{one.code}（{one.severity.word}）{one.cell}" for one in found)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())
