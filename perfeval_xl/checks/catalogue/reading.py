"""Findings of the family reading (R): what reading itself has to say, and the head of the form."""

from __future__ import annotations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.form import Severity

YEAR_MISSING = Kind(
    code="R101",
    severity=Severity.ERROR,
    title="年度未填",
    text="没有找到自评年度：标题、标题下方及“年度”栏都没有写明年份。",
    suggestion="请在标题下填写年度，例如（2023年度）。",
)
PROJECT_MISSING = Kind(
    code="R102",
    severity=Severity.ERROR,
    title="项目名称未填",
    text="{what}。",
    suggestion="请填写项目名称，与批复的预算项目名称一致。",
)
UNIT_MISSING = Kind(
    code="R103",
    severity=Severity.ERROR,
    title="实施单位未填",
    text="{what}。",
    suggestion="请填写实施单位全称。",
)
PROMPT_LEFT = Kind(
    code="R104",
    severity=Severity.ERROR,
    title="表内提示语未替换",
    text="{note}。",
    suggestion="请删去提示语，填写实际内容。",
    explains=("N", "R117", "S520", "S521", "S522"),
)
NOT_A_NUMBER = Kind(
    code="R105",
    severity=Severity.ERROR,
    title="应填数字的单元格填了文字",
    text="{note}。",
    suggestion="请改填数字；确实没有金额或分值的，请留空或填“—”。",
    explains=("B", "W", "S"),
)
NEGATIVE_AMOUNT = Kind(
    code="R106",
    severity=Severity.ERROR,
    title="金额为负数",
    text="{note}。",
    suggestion="请核对后改为正数；退回或冲销的资金请在说明中写明，不要填负数。",
    explains=("B", "S501", "S508"),
)
ERROR_CELL = Kind(
    code="R107",
    severity=Severity.ERROR,
    title="单元格显示错误值",
    text="{note}。",
    suggestion="请修正公式，或直接填写数值。",
    explains=("B", "I", "W", "S"),
)
NO_RESULT = Kind(
    code="R108",
    severity=Severity.WARNING,
    title="公式没有计算结果",
    text="{note}。",
    suggestion="请用 Excel 或 WPS 打开，按 F9 重算并保存后再核对。",
    explains=("B", "I", "W", "S"),
)
UNIT_SLIP = Kind(
    code="R109",
    severity=Severity.WARNING,
    title="金额单位可能写错",
    text="{note}。",
    suggestion="请核对该金额的单位（表头为“万元”时，120 万元应填 120）。",
    explains=("B", "S508"),
)
NEARLY_A_HEADING = Kind(
    code="R110",
    severity=Severity.WARNING,
    title="标题与规范写法不完全一致",
    text="{note}。",
    suggestion="请改为“{detail}”，以免读错栏目。",
)
LONG_GAP = Kind(
    code="R111",
    severity=Severity.WARNING,
    title="大段空白之后还有内容",
    text="{note}。",
    suggestion="请删去中间的空行或空列，或删去多余的内容；空白之后的内容没有参加核对。",
)
TEMPLATE_ROW_LEFT = Kind(
    code="R112",
    severity=Severity.HINT,
    title="模板空行未删除",
    text="表内还留着没有用到的模板行：{where}。这些行没有当作指标。",
    suggestion="请删去没有用到的“指标2：”“……”等模板行。",
)
UNPLACED = Kind(
    code="R113",
    severity=Severity.HINT,
    title="有内容没有归入任何栏目",
    text="{note}。",
    suggestion="请看一下这处内容是否写错了位置；属于备注的，可以不改。",
)
HIDDEN = Kind(
    code="R114",
    severity=Severity.HINT,
    title="读到了隐藏的内容",
    text="{note}。",
    suggestion="请取消隐藏后核对；不需要的请删除。",
)
OTHER_RULES_DECLARED = Kind(
    code="R115",
    severity=Severity.WARNING,
    title="填报说明所列评分规则与所用规则不同",
    text="工作簿写明的评分规则是“{stated}”，本次按“{expected}”核对和评分。",
    suggestion="请确认应按哪一套规则；需要换用时，加上选项 --rules {stated}。",
)
NO_INDICATORS = Kind(
    code="R116",
    severity=Severity.ERROR,
    title="没有绩效指标",
    text="表内没有读到任何绩效指标，无法评分。",
    suggestion="请逐条填写三级指标、年度指标值、实际完成值、分值和得分；已经填写的，请核对列标题是否为规范写法。",
    explains=("S509", "S517", "W"),
)
GOAL_BLANK = Kind(
    code="R117",
    severity=Severity.WARNING,
    title="年度总体目标未填",
    text="年度总体目标的{what}没有填写。",
    suggestion="请对照批复的年度总体目标填写；没有总体目标的项目，请在栏内注明。",
)
RULES_OUT_OF_DATE = Kind(
    code="R118",
    severity=Severity.WARNING,
    title="评分规则不适用于自评年度",
    text="所用评分规则“{rules}”有 {count} 项规定不适用于 {year} 年度：{dates}。",
    suggestion="请用 --rules 指定该年度的评分规则；仍按这套规则的，请在单位说明中写明。",
)
CHECK_CRASHED = Kind(
    code="R199",
    severity=Severity.ERROR,
    title="有核对项未能完成",
    text="核对项“{check}”没有完成（程序内部问题：{fault}），其余核对项不受影响。",
    suggestion="请人工核对这一项，并把该文件发给维护人员。",
)
