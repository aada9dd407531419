"""Findings of the family narrative (N): texts against the table, citations, years, personal data."""

from __future__ import annotations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.form import Severity

GOALS_IDENTICAL = Kind(
    code="N601",
    severity=Severity.WARNING,
    title="实际完成情况照抄预期目标",
    text="“实际完成情况”与“预期目标”文字完全相同，看不出完成了什么。",
    suggestion="请写明实际做了什么、做了多少、效果如何。",
)
AMOUNT_IN_TEXT = Kind(
    code="N602",
    severity=Severity.WARNING,
    title="文中金额与资金部分不符",
    text="文中写“{stated}”，资金部分的{column}为 {expected}。",
    suggestion="请核对两处金额（包括单位“元”“万元”），使前后一致。",
)
RATE_IN_TEXT = Kind(
    code="N603",
    severity=Severity.WARNING,
    title="文中执行率与资金部分不符",
    text="文中写“{stated}”，资金部分的执行率为 {expected}。",
    suggestion="请核对两处执行率，使前后一致。",
)
COUNT_IN_TEXT = Kind(
    code="N604",
    severity=Severity.WARNING,
    title="文中数字与指标表不符",
    text="文中写“{stated}”，指标表中“{name}”的{column}为 {expected}（{place}）。",
    suggestion="请核对两处数字，使前后一致。",
)
PARTS_IN_TEXT = Kind(
    code="N605",
    severity=Severity.WARNING,
    title="文中分项金额之和与合计不符",
    text="文中写合计{stated}，其中各项 {parts} 相加为 {sum}。",
    suggestion="请核对合计和各分项金额{complete}。",
)
SCORE_IN_TEXT = Kind(
    code="N606",
    severity=Severity.WARNING,
    title="文中得分与总分不符",
    text="文中写“{stated}”，表中总分为 {expected} 分。",
    suggestion="请核对两处得分，使前后一致。",
)
GRADE_IN_TEXT = Kind(
    code="N607",
    severity=Severity.WARNING,
    title="文中等级与表中等级不符",
    text="文中写“{stated}”，表中等级为“{expected}”。",
    suggestion="请核对两处等级，使前后一致。",
)
ALL_DONE_CLAIMED = Kind(
    code="N608",
    severity=Severity.WARNING,
    title="文中称全部完成，表中有未完成的指标",
    text="文中写“{stated}”，指标表中{rows}没有达到目标值。",
    suggestion="请核对完成值；确未完成的，请在实际完成情况中如实说明。",
)
PROBLEMS_BESIDE_FULL_POINTS = Kind(
    code="N609",
    severity=Severity.HINT,
    title="写了存在问题，各项却全部满分",
    text="写了存在的问题，总分却是满分 {total} 分，也没有整改措施。",
    suggestion="请看一下有关指标是否应当扣分，并补充整改措施。",
)
YEAR_DIFFERS = Kind(
    code="N610",
    severity=Severity.WARNING,
    title="年份与自评年度不一致",
    text="{where}写的是 {stated} 年，自评年度为 {expected} 年。",
    suggestion="请核对年份，沿用往年表格的请改为当年。",
)
DOCUMENT_NUMBER_FORM = Kind(
    code="N611",
    severity=Severity.HINT,
    title="文号写法不规范",
    text="文号“{stated}”写法不规范，年份应加六角括号“〔〕”，不加“第”字。",
    suggestion="请改为“{expected}”。",
)
ONE_DOCUMENT_TWO_NUMBERS = Kind(
    code="N612",
    severity=Severity.WARNING,
    title="同一文件有两个文号",
    text="{name}先后写了不同的文号：{numbers}。",
    suggestion="请核对适用哪一版；已废止的旧版不要再引用。",
)
COMPARISON_IN_TEXT = Kind(
    code="N614",
    severity=Severity.WARNING,
    title="文中说的大小关系与金额不符",
    text="文中写“{stated}”，资金部分的全年执行数为 {executed} 万元，{column}为 {budget} 万元。",
    suggestion="请核对文字和金额，使前后一致。",
)
PERSONAL_DATA = Kind(
    code="N613",
    severity=Severity.WARNING,
    title="含有个人信息",
    text="这里写有{what}，自评表公开后会泄露个人信息。",
    suggestion="请删去，或只保留前后几位。",
)
