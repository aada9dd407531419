"""Heads of a 复核底稿 by what they mean: ours, and those of other reviewers' sheets and templates.

Each concept is named as the member of `words.Head` or `words.Beside` is: concept_of(HEADS, label(text).core) gives
"REVIEW_SCORE" for 复核得分, 财政审核评分, 评定分数; `words.Head[…]` is the head as we print it.
"""

from __future__ import annotations

from perfeval_xl.reading.layout.concepts import Table, concept, named

_REVIEWED = "复核 审核 评定 核定 复评 财政审核 财政复核 财政评定 第三方 专家"
_POINTS = "得分 评分 分数 分值 分"
_RESULT = "完成值 完成情况 实际完成值 指标值 值 情况 实际完成情况 完成情况描述"

HEADS = Table(
    concept("LEVEL1", "一级指标 一级"),
    concept("LEVEL2", "二级指标 二级"),
    concept("NAME", "三级指标 三级 指标名称 绩效指标 指标"),
    concept("SENSE", "指标性质 性质 指标方向"),
    concept("TARGET", "指标值 年度指标值 目标值 绩效目标值 计划值 年度目标值 指标目标值"),
    concept("UNIT", "度量单位 计量单位 指标单位"),
    concept("WEIGHT", "权重 分值 标准分 满分 权重分 指标权重 指标分值"),
    concept("ACTUAL", "", named(_RESULT, "自评 单位自评 实际 单位"), "完成值|实际完成值|完成情况"),
    concept("SELF_SCORE", "", named(_POINTS, "自评 单位自评 单位"), "得分"),
    concept("REVIEW_ACTUAL", "", named(_RESULT, _REVIEWED)),
    concept("REVIEW_SCORE", "", named(_POINTS, _REVIEWED)),
    concept("DEVIATION", "偏离度 偏离率 偏差率"),
    concept("ADVICE", "建议 处理建议 整改建议 复核建议"),
    concept("REMARK", "备注 说明 复核意见 复核说明 扣分原因 扣分理由 扣分说明 复核备注"),
    concept("EVIDENCE", "佐证材料 单位所列佐证 附件材料 佐证"),
    concept("GROUND", "复核口径 口径 扣分口径 扣分依据 扣分标准"),
    concept("SCORE", "核算得分"),
    concept("RANGE", "可给范围"),
    concept("CHECK", "检查"),
    concept("KEY", "键"),
)

# 汇总, 差值表 and lists of problems: tables of projects, not of rows.
TABLE_HEADS = Table(
    concept("PROJECT", "项目名称 项目"),
    concept("SELF_SCORE", "", named(_POINTS, "自评 单位自评")),
    concept("REVIEW_SCORE", "", named(_POINTS, _REVIEWED)),
    concept("DIFFERENCE", "偏差 差值 差额 差异 分差"),
    concept("DEVIATION", "偏离度 偏离率 偏差率"),
    concept("MONEY", "", named("预算数 执行数 预算 执行率 资金", "全年 年初 当年 项目")),
    concept("PROBLEM", "问题描述 存在问题 问题 问题及判定"),
)
