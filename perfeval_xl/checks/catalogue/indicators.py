"""Findings of the family indicators and targets (I): what a target asks for, what a result says, where a row stands."""

from __future__ import annotations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.form import Severity

RESULT_IS_A_BOUND = Kind(
    code="I301",
    severity=Severity.WARNING,
    title="实际完成值带有“≥”等符号",
    text="实际完成值写的是“{stated}”，{sign}是目标的写法，看不出实际完成了多少。",
    suggestion="请填写实际数值。",
)
UNITS_DIFFER = Kind(
    code="I302",
    severity=Severity.WARNING,
    title="目标值与完成值单位不同",
    text="年度指标值“{expected}”以{goal}计，实际完成值“{stated}”以{result}计，两者不能直接比较。",
    suggestion="请核对两处的单位，按同一单位填写。",
    explains=("S516",),
)
RATE_IN_COUNTS = Kind(
    code="I303",
    severity=Severity.WARNING,
    title="指标是比率，目标值是数量",
    text="“{name}”是比率，年度指标值却是“{stated}”。",
    suggestion="请改填百分比，或把指标名称改为数量（例如“……人数”）。",
)
WRONG_DIRECTION = Kind(
    code="I304",
    severity=Severity.WARNING,
    title="目标方向可能写反",
    text="“{name}”{sense}，年度指标值却写成“{stated}”。",
    suggestion="请核对“≥”“≤”是否写反。",
)
SAME_INDICATOR_TWICE = Kind(
    code="I305",
    severity=Severity.WARNING,
    title="同一指标重复",
    text="“{name}”与 {other} 的指标{same}，目标值也相同（{target}）。",
    suggestion="请核对是否重复填报，重复的只保留一条。",
)
RATE_AMONG_QUANTITIES = Kind(
    code="I306",
    severity=Severity.HINT,
    title="数量指标填的是比率",
    text="“{name}”列在{heading}，填的却是比率（{target}），看不出做了多少。",
    suggestion="请改填数量（个、次、人次等），比率可以列入质量指标。",
)
UNDER_ANOTHER_HEADING = Kind(
    code="I307",
    severity=Severity.HINT,
    title="指标可能列错了类别",
    text="“{name}”列在{heading}，按内容更像{better}。",
    suggestion="请核对；批复的绩效目标就是这样列的，可以不改。",
)
HEADINGS_DISAGREE = Kind(
    code="I308",
    severity=Severity.WARNING,
    title="二级指标与一级指标不对应",
    text="“{stated}”列在“{level1}”之下，应属于{better}。",
    suggestion="请核对一级指标、二级指标，把这一组指标移到对应的一级指标下。",
)
EXECUTION_AGAIN = Kind(
    code="I309",
    severity=Severity.WARNING,
    title="预算执行率重复计分",
    text="“{name}”说的是预算执行率，资金部分已经按执行率计了 {points} 分，这里又计 {stated} 分。",
    suggestion="请改用其他指标，预算执行率只在资金部分计分。",
)
UNMEASURABLE = Kind(
    code="I310",
    severity=Severity.WARNING,
    title="目标无法衡量",
    text="年度指标值“{stated}”没有可以衡量的标准，是否完成无从核实。",
    suggestion="请改为可以衡量的目标（数量、比例、等级或时限），或写明怎样才算达到。",
    explains=("I313",),
)
FAR_ABOVE_TARGET = Kind(
    code="I311",
    severity=Severity.WARNING,
    title="完成值远高于目标值",
    text="实际完成值“{stated}”是年度指标值“{expected}”的 {factor}{reason}。",
    suggestion="请核对目标值和完成值；目标定得偏低的，请在偏差原因栏说明。",
)
WORDS_FOR_A_NUMBER = Kind(
    code="I312",
    severity=Severity.WARNING,
    title="目标是数值，完成值是文字",
    text="年度指标值是“{expected}”，实际完成值写的是文字“{stated}”，不能直接核对完成了多少。",
    suggestion="请只填写实际完成的数值，其他说明写在“实际完成情况”或偏差原因栏。",
    explains=("S516",),
)
NUMBER_FOR_WORDS = Kind(
    code="I313",
    severity=Severity.HINT,
    title="目标是文字，完成值是数值",
    text="年度指标值是文字“{expected}”，实际完成值是数值“{stated}”，两者对不上。",
    suggestion="请核对两处的填法；有数值要求的，请写进年度指标值。",
)
WHOLE_SCALE = Kind(
    code="I314",
    severity=Severity.WARNING,
    title="填的是整个等级",
    text="{column}写的是“{stated}”，这是整个等级，没有写明是哪一档。",
    suggestion="请只填其中一档。",
    explains=("S516", "I313"),
)
TARGET_IN_NAME = Kind(
    code="I315",
    severity=Severity.WARNING,
    title="名称里的目标与目标值不一致",
    text="指标名称里写着“{told}”，年度指标值却是“{expected}”。",
    suggestion="请核对；目标只写在年度指标值一栏，名称里不写数值。",
)
UNIT_DROPPED = Kind(
    code="I316",
    severity=Severity.HINT,
    title="完成值没有写单位",
    text="目标值有单位，实际完成值没有写，共 {count} 处：{where}。评分时一般按目标值的单位理解，看不准的列为待复核。",
    suggestion="请写上单位，例如目标“{expected}”的完成值写成“{written}{unit}”。",
)
QUESTION_IN_PERCENT = Kind(
    code="I317",
    severity=Severity.HINT,
    title="“是否……”的指标填了百分比",
    text="名称是“是否……”的问句，目标值却是百分比，共 {count} 处：{where}。",
    suggestion="请改用与百分比相称的名称（例如“资金纳入率”“满意度”），或把目标值改为“是”。",
)
SECOND_LEVEL_MISSING = Kind(
    code="I318",
    severity=Severity.HINT,
    title="没有设置常用的二级指标",
    text="{missing}（依据：{source}）。",
    suggestion="请看一下是否需要补充；批复的绩效目标没有的，可以不设。",
)
DEADLINE_IN_ANOTHER_YEAR = Kind(
    code="I319",
    severity=Severity.WARNING,
    title="目标时间不在自评年度内",
    text="年度指标值“{stated}”不在自评年度 {year} 年之内。",
    suggestion="请核对年份。",
)
TARGET_ZERO = Kind(
    code="I320",
    severity=Severity.HINT,
    title="目标为零",
    text="年度指标值是“{stated}”，{why}。",
    suggestion="请核对年度指标值；按零控制的事项，请写成“=0”或“≤0”。",
)
RESULTS_COPIED = Kind(
    code="I321",
    severity=Severity.HINT,
    title="完成值与目标值全部相同",
    text="全部 {count} 条指标的实际完成值都与年度指标值一字不差（其中 {numbers} 条是数值）。",
    suggestion="请核对是否填写了实际完成的数值；确实都恰好相等的，可以不改。",
)
PLACEHOLDER_IN_NAME = Kind(
    code="I322",
    severity=Severity.HINT,
    title="指标名称里留有“**”",
    text="指标名称里留有上级模板的占位符号“**”，共 {count} 处：{where}。",
    suggestion="请把“**”换成实际数值，或从名称中删去。",
)
SHARE_ABOVE_ALL = Kind(
    code="I324",
    severity=Severity.WARNING,
    title="比率超过 100%",
    text="“{name}”的实际完成值为“{stated}”，这类比率不会超过 100%。",
    suggestion="请核对实际完成值。",
)
BREAKDOWN_OFF = Kind(
    code="I323",
    severity=Severity.WARNING,
    title="“其中”各行与上一行不符",
    text="{title}：“其中”各行为 {written}，上一行“{whole}”为 {said}，{how}。",
    suggestion="请核对各项数字；各项有重叠或没有全部列出的，请在备注中说明。",
)
