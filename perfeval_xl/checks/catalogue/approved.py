"""Findings of the family approved (A): approved targets against what is reported."""

from __future__ import annotations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.form import Severity

NEVER_REPORTED = Kind(
    code="A701",
    severity=Severity.ERROR,
    title="批复的绩效目标没有填报完成情况",
    text="绩效目标“{name}”{target}在自评表中没有对应的指标，完成情况无从知道。",
    suggestion="请在自评表中补填这条指标的完成情况；目标已经批准调整的，请附批复并更新绩效目标表。",
)
NEVER_SET = Kind(
    code="A702",
    severity=Severity.WARNING,
    title="填报的指标不在批复的绩效目标中",
    text="自评表填报了“{name}”{actual}，批复的绩效目标中没有这一项。",
    suggestion="请核对：属于批复目标的，请用批复的名称填写；属于补充说明的，可以不计分。",
)
RENAMED = Kind(
    code="A703",
    severity=Severity.HINT,
    title="指标名称与批复的不同",
    text="自评表写作“{name}”，批复的绩效目标中最接近的是“{approved}”，按同一条指标核对。",
    suggestion="请使用批复的指标名称；如果不是同一条指标，请分别填报。",
)
TARGET_LOWERED = Kind(
    code="A704",
    severity=Severity.WARNING,
    title="年度指标值低于批复的目标",
    text="自评表的年度指标值为 {stated}，批复的绩效目标为 {expected}，目标被放宽了。",
    suggestion="请按批复的目标填写；目标已经批准调整的，请附批复。",
    explains=("A706", "I311"),
)
WEIGHT_MOVED = Kind(
    code="A705",
    severity=Severity.WARNING,
    title="分值与批复的不同",
    text="自评表的分值为 {stated}，批复的绩效目标为 {expected}。",
    suggestion="请按批复的分值填写；分值已经批准调整的，请附批复。",
)
TARGET_CHANGED = Kind(
    code="A706",
    severity=Severity.HINT,
    title="年度指标值与批复的写法不同",
    text="自评表的年度指标值为 {stated}，批复的绩效目标为 {expected}。",
    suggestion="请核对是否同一目标，并按批复的写法填写。",
)
