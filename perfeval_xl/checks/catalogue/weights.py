"""Findings of the family weights (W): 分值."""

from __future__ import annotations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.form import Severity

SUM_OFF = Kind(
    code="W401",
    severity=Severity.ERROR,
    title="分值合计不等于总分",
    text="各项分值之和为 {sum} 分（{parts}），{against}。",
    suggestion="请调整各指标分值，使预算执行与全部指标的分值合计为 {expected} 分。",
    explains=("W404", "W405", "S509"),
)
LEVEL1_OFF = Kind(
    code="W402",
    severity=Severity.ERROR,
    title="一级指标标题的分值与各行合计不符",
    text="“{name}”标题写的是 {stated} 分，其下各行分值合计 {expected} 分。",
    suggestion="请改正标题中的分值，或调整各行分值。",
    explains=("W403",),
)
LEVEL2_OFF = Kind(
    code="W403",
    severity=Severity.ERROR,
    title="二级指标标题的分值与各行合计不符",
    text="“{name}”标题写的是 {stated} 分，其下各行分值合计 {expected} 分。",
    suggestion="请改正标题中的分值，或调整各行分值。",
)
SPLIT_DIFFERS = Kind(
    code="W404",
    severity=Severity.WARNING,
    title="分值结构与评分规则不同",
    text="表内分值为{stated}，所用评分规则“{rules}”为{expected}（依据：{source}）。",
    suggestion="请核对分值设置；本地另有规定的，请用 --rules 指定对应的评分规则。",
)
SPLIT_OF_OTHER_RULES = Kind(
    code="W405",
    severity=Severity.WARNING,
    title="分值结构符合另一套评分规则",
    text="表内分值为{stated}，与所用评分规则“{rules}”不同，而与“{other}”（{other_id}）一致。",
    suggestion="请确认应按哪一套规则评分；需要时加上选项 --rules {other_id}。",
    explains=("W404",),
)
WEIGHT_BLANK = Kind(
    code="W406",
    severity=Severity.ERROR,
    title="分值未填",
    text="这条指标没有填写分值，无法评分。",
    suggestion="请填写分值，并使分值合计等于总分。",
    explains=("W401",),
)
WEIGHT_NOT_POSITIVE = Kind(
    code="W407",
    severity=Severity.ERROR,
    title="分值不是正数",
    text="这条指标的分值为 {stated}，{why}。",
    suggestion="请填写大于 0 的分值；不参加评分的行请填“—”。",
    explains=("S502", "S503", "S504", "S505", "S506", "W401", "W402", "W403", "A705"),
)
WEIGHTS_ALL_BLANK = Kind(
    code="W408",
    severity=Severity.ERROR,
    title="分值全部未填",
    text="指标表有“分值”一栏，但 {count} 条指标都没有填写分值，不能逐条评分{groups}。",
    suggestion="请把分值分配到每一条指标。",
    explains=("S501", "S516"),
)
ONE_ROW_CARRIES_ALL = Kind(
    code="W409",
    severity=Severity.HINT,
    title="分值过于集中",
    text="这条指标占 {stated} 分，是全部绩效指标分值的 {share}。",
    suggestion="请考虑把分值分配到更多指标，使评分能反映项目的各个方面。",
)
EXECUTION_WEIGHT_BLANK = Kind(
    code="W410",
    severity=Severity.ERROR,
    title="预算执行的分值未填",
    text="“{name}”没有填写分值，各指标分值合计只有 {others} 分。",
    suggestion="请填写预算执行的分值（{expected} 分），使分值合计等于总分。",
    explains=("W401", "W404", "W405"),
)
