"""Findings of the family money (B): budget, executed amount, rate."""

from __future__ import annotations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.form import Severity

RATE_MISMATCH = Kind(
    code="B201",
    severity=Severity.ERROR,
    title="执行率与金额不符",
    text="填写的执行率为 {stated}，按执行数 {executed} ÷ 预算数 {budget} 应为 {expected}（依据：{source}）。",
    suggestion="请核对执行数、预算数及其单位，或改正执行率。",
    explains=("B205", "B209", "B212"),
)
PARTS_MISMATCH = Kind(
    code="B202",
    severity=Severity.ERROR,
    title="资金总额与各来源之和不符",
    text="{columns}。",
    suggestion="请核对“{total}”一行与其下各项资金，使各列的总额等于分项之和。",
    explains=("B201", "B203", "B205", "B206", "B209", "B210", "B212", "B215", "S508"),
)
OVERSPENT = Kind(
    code="B203",
    severity=Severity.ERROR,
    title="执行数超过预算数",
    text="全年执行数 {stated} 万元，超过预算数 {expected} 万元。",
    suggestion="请核对执行数；年中追加预算的，请按调整后的金额填写全年预算数。",
    explains=("B205", "B213", "S508"),
)
RATE_BLANK = Kind(
    code="B204",
    severity=Severity.WARNING,
    title="执行率未填",
    text="预算数和执行数都已填写，执行率一栏是空的，应为 {expected}。",
    suggestion="请填写执行率 {expected}。",
)
RATE_ABOVE_ONE = Kind(
    code="B205",
    severity=Severity.ERROR,
    title="执行率超过 100%",
    text="填写的执行率为 {stated}，超过 100%，意味着支出多于预算。",
    suggestion="请核对执行率；年中追加预算的，请以调整后的预算数为分母。",
    explains=("S508",),
)
RATE_OF_NOTHING = Kind(
    code="B206",
    severity=Severity.WARNING,
    title="没有资金却填了执行率",
    text="预算数和执行数都是 0，执行率却填了 {stated}；没有预算时执行率无从计算。",
    suggestion="请将这一行的执行率留空或填“—”。",
)
PART_CARRIES_POINTS = Kind(
    code="B207",
    severity=Severity.WARNING,
    title="分项资金行重复填写分值或得分",
    text="“{name}”一行又填了{what}；预算执行只在资金总额一行计分，这一行没有计入总分。",
    suggestion="请将这一行的分值、得分改为“—”。",
)
EXECUTION_WEIGHT_WRONG = Kind(
    code="B208",
    severity=Severity.ERROR,
    title="预算执行的分值填错",
    text="预算执行一行的分值填了 {stated}，已达到整张表的满分；绩效指标另有 {others} 分，这一行应为 {expected} 分。",
    suggestion="请将这一行的分值改为 {expected}。",
    explains=("W", "S502", "S508", "S509"),
)
LOW_RATE_WITHOUT_REASON = Kind(
    code="B209",
    severity=Severity.WARNING,
    title="执行率偏低而未说明原因",
    text="执行率为 {stated}，低于 {limit}，没有说明原因（依据：{source}）。",
    suggestion="请说明执行率偏低的原因和改进措施。",
)
CHANGE_WITHOUT_REASON = Kind(
    code="B210",
    severity=Severity.WARNING,
    title="年中调整预算而未说明原因",
    text="年初预算数 {initial} 万元，全年预算数 {stated} 万元，没有说明调整原因（依据：{source}）。",
    suggestion="请说明预算调整的原因和批准情况。",
)
UNIT_IN_CELL = Kind(
    code="B211",
    severity=Severity.HINT,
    title="金额单元格内写了单位",
    text="金额单元格里带了单位（{stated}），这样的单元格是文字，不能参加公式计算。共 {count} 处：{where}。",
    suggestion="请只填数字，单位以表头的“{unit}”为准。",
)
SPENT_LITTLE_DONE_ALL = Kind(
    code="B212",
    severity=Severity.WARNING,
    title="资金支出很少而产出全部得满分",
    text="执行率只有 {rate}，{count} 条产出指标却全部得满分。",
    suggestion="请核对执行数和各项产出的完成情况；确已完成的，请说明资金尚未支付的原因。",
)
COST_DIFFERS = Kind(
    code="B213",
    severity=Severity.WARNING,
    title="成本指标与执行数不符",
    text="成本指标填写的实际总成本为 {stated}，全年执行数为 {expected} 万元，两者不一致。",
    suggestion="请核对实际总成本和全年执行数；口径不同的，请说明。",
)
TOTAL_BLANK = Kind(
    code="B214",
    severity=Severity.WARNING,
    title="资金总额未填",
    text="“{name}”的{columns}没有填写，其下各项资金已经填写。",
    suggestion="请填写总额（等于各项资金之和）。",
    explains=("B204", "B215", "S501"),
)
AMOUNT_BLANK = Kind(
    code="B215",
    severity=Severity.ERROR,
    title="预算数或执行数未填",
    text="“{name}”没有填写{columns}，无法核对执行率，也无法评定预算执行得分。",
    suggestion="请填写{columns}（没有支出的填 0）。",
    explains=("S501", "S508"),
)
