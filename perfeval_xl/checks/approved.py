"""Checks of the family A: approved targets against what the form reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.likeness import NEAR, essence, letters, likeness
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.form import Approved, Indicator, Meaning, MeaningKind
from perfeval_xl.result import Severity
from perfeval_xl.rules.model import bare_heading

_UP = (MeaningKind.AT_LEAST, MeaningKind.MORE_THAN)
_DOWN = (MeaningKind.AT_MOST, MeaningKind.LESS_THAN)
_SILENT = (MeaningKind.BLANK, MeaningKind.NOT_APPLICABLE, MeaningKind.ERROR, MeaningKind.NO_RESULT)


@dataclass(slots=True)
class Pairs:
    """Which approved target is reported by which row."""

    matched: list[tuple[Approved, Indicator]]
    unreported: list[Approved]
    unset: list[Indicator]


def pairs_of(case: Case) -> Pairs:
    """Approved targets and reported rows of a form, each used once: same names first, then the nearest."""
    return case.once(("approved pairs",), lambda: _pair(case))


def _pair(case: Case) -> Pairs:
    open_targets = [one for one in case.result.approved if one.name and letters(one.name)]
    open_rows = [row for row in case.indicators if row.name and not row.is_breakdown]
    matched: list[tuple[Approved, Indicator]] = []
    for sameness in (letters, essence):
        by_name: dict[str, list[Indicator]] = {}
        for row in open_rows:
            by_name.setdefault(sameness(row.name or ""), []).append(row)
        for target in list(open_targets):
            rows = by_name.get(sameness(target.name or ""))
            if rows:
                row = next((one for one in rows if _same_heading(target, one)), rows[0])
                rows.remove(row)
                _take(matched, open_targets, open_rows, target, row)
    open_rows = [row for row in open_rows if not row.is_execution]  # scored with the money, need not be approved
    scores = [
        (likeness(target.name or "", row.name or "", _same_heading(target, row)), target, row)
        for target in open_targets
        for row in open_rows
    ]
    for score, target, row in sorted(scores, key=lambda one: (-one[0], one[1].row, one[2].row)):
        if score >= NEAR and target in open_targets and row in open_rows:
            _take(matched, open_targets, open_rows, target, row)
    return Pairs(matched, open_targets, open_rows)


def _take(
    matched: list[tuple[Approved, Indicator]],
    targets: list[Approved],
    rows: list[Indicator],
    target: Approved,
    row: Indicator,
) -> None:
    matched.append((target, row))
    targets[:] = [one for one in targets if one is not target]
    rows[:] = [one for one in rows if one is not row]


def _same_heading(target: Approved, row: Indicator) -> bool:
    one, other = bare_heading(target.level2), bare_heading(row.level2)
    return not one or not other or one in other or other in one


def _in_brackets(value: str | None) -> str:
    return f"（{value}）" if value and value.strip() else ""


def _source(target: Approved) -> str:
    """Where a target of another file stands; a target of the workbook itself is found by its cell."""
    return f"（{target.source}）" if target.source else ""


NEVER_REPORTED = Kind(
    code="A701",
    severity=Severity.ERROR,
    title="批复的绩效目标没有填报完成情况",
    says="绩效目标“{name}”{target}{source}在自评表中没有对应的指标，完成情况无从知道。",
    do="请在自评表中补填这条指标的完成情况；目标已经批准调整的，请附批复并更新绩效目标表。",
)


@check(NEVER_REPORTED, over="form")
def approved_targets_are_reported(case: Case) -> Iterator[Draft]:
    """检查内容：绩效目标表中每一条批复的目标，自评表都有对应的指标；名称不必逐字相同，按相近程度对应。
    依据：单位自评对照批复的绩效目标逐条进行。
    例（好）：批复“服务站点覆盖率 100%”，自评表有“服务站点覆盖率”。
    例（坏）：批复“服务站点覆盖率 100%”，自评表没有这一条。
    """
    for target in pairs_of(case).unreported:
        yield case.at(
            NEVER_REPORTED,
            target,
            "name",
            name=words.name_of(target),
            target=_in_brackets(target.target),
            source=_source(target),
        )


NEVER_SET = Kind(
    code="A702",
    severity=Severity.WARNING,
    title="填报的指标不在批复的绩效目标中",
    says="自评表填报了“{name}”{actual}，批复的绩效目标中没有这一项。",
    do="请核对：属于批复目标的，请用批复的名称填写；属于补充说明的，可以不计分。",
)


@check(NEVER_SET, over="form")
def reported_rows_were_approved(case: Case) -> Iterator[Draft]:
    """检查内容：自评表的每一条指标都能在批复的绩效目标中找到（没有绩效目标表的不检查）。
    依据：自评依据批复的绩效目标；自行增加的指标不应代替批复的目标。
    例（好）：自评表的指标与绩效目标表一一对应。
    例（坏）：自评表填报“全年宣传次数 大于2次以上”，绩效目标表没有这一条。
    """
    if not case.result.approved:
        return
    for row in pairs_of(case).unset:
        yield case.at(NEVER_SET, row, "name", name=words.name_of(row), actual=_in_brackets(row.actual))


RENAMED = Kind(
    code="A703",
    severity=Severity.HINT,
    title="指标名称与批复的不同",
    says="自评表写作“{name}”，批复的绩效目标中最接近的是“{approved}”{source}，按同一条指标核对。",
    do="请使用批复的指标名称；如果不是同一条指标，请分别填报。",
)


@check(RENAMED, over="form")
def names_are_the_approved_ones(case: Case) -> Iterator[Draft]:
    """检查内容：对应上的指标，名称与批复的基本一致。
    依据：名称不同时只能按相近程度对应，可能对错，提请确认。
    例（好）：批复“服务对象满意度”，自评表也写“服务对象满意度”。
    例（坏）：批复“社工服务人次完成率”，自评表写“社工服务站年度服务人次”。
    """
    for target, row in pairs_of(case).matched:
        if letters(target.name or "") != letters(row.name or ""):
            yield case.at(
                RENAMED, row, "name", name=words.name_of(row), approved=words.name_of(target), source=_source(target)
            )


TARGET_LOWERED = Kind(
    code="A704",
    severity=Severity.WARNING,
    title="年度指标值低于批复的目标",
    says="自评表的年度指标值为 {stated}，批复的绩效目标为 {expected}{source}，目标被放宽了。",
    do="请按批复的目标填写；目标已经批准调整的，请附批复。",
    explains=("A706", "I311"),
)


@check(TARGET_LOWERED, over="form")
def targets_are_not_lowered(case: Case) -> Iterator[Draft]:
    """检查内容：自评表的年度指标值没有低于批复的目标（上限类指标：没有高于批复的上限）。
    依据：年度指标值应为批复的目标，放宽目标会使得分虚高。
    例（好）：批复 ≥95%，自评表 ≥95%。
    例（坏）：批复 ≥95%，自评表 ≥90%。
    """
    for target, row in pairs_of(case).matched:
        if is_lowered(target.target_value, row.target_value, row):
            yield case.at(TARGET_LOWERED, row, "target", expected=target.target or "", source=_source(target))


TARGET_CHANGED = Kind(
    code="A706",
    severity=Severity.HINT,
    title="年度指标值与批复的写法不同",
    says="自评表的年度指标值为 {stated}，批复的绩效目标为 {expected}{source}。",
    do="请核对是否同一目标，并按批复的写法填写。",
)


@check(TARGET_CHANGED, over="form")
def targets_are_the_approved_ones(case: Case) -> Iterator[Draft]:
    """检查内容：自评表的年度指标值与批复的目标是同一个意思；写法不同而意思相同的不算。
    依据：年度指标值应为批复的目标；提高或改变目标的，提请确认。
    例（好）：批复“≥95%”，自评表“不低于95%”。
    例（坏）：批复“≥95%”，自评表“优良”。
    """
    for target, row in pairs_of(case).matched:
        if _differs(target.target_value, row.target_value):
            yield case.at(TARGET_CHANGED, row, "target", expected=target.target or "", source=_source(target))


WEIGHT_MOVED = Kind(
    code="A705",
    severity=Severity.WARNING,
    title="分值与批复的不同",
    says="自评表的分值为 {stated}，批复的绩效目标为 {expected}{source}。",
    do="请按批复的分值填写；分值已经批准调整的，请附批复。",
)


@check(WEIGHT_MOVED, over="form")
def weights_are_the_approved_ones(case: Case) -> Iterator[Draft]:
    """检查内容：绩效目标表写明分值时，自评表的分值与它相同。
    依据：分值随绩效目标一并批复，自评时不应调整。
    例（好）：批复 10 分，自评表 10 分。
    例（坏）：批复 10 分，自评表 20 分。
    """
    for target, row in pairs_of(case).matched:
        if target.weight.value is not None and row.weight.value is not None and target.weight.value != row.weight.value:
            yield case.at(WEIGHT_MOVED, row, "weight", expected=target.weight.value, source=_source(target))


def is_lowered(approved: Meaning, stated: Meaning, row: Indicator) -> bool:
    """Whether a target asks for less than the one it is held against (of a cost or another ceiling: allows more)."""
    if approved.base is None or stated.base is None or approved.dimension != stated.dimension:
        return False
    cost = "成本" in f"{row.level1 or ''}{row.level2 or ''}"
    if approved.kind in _DOWN or (approved.kind is MeaningKind.EQUAL and cost):
        return stated.base > approved.base and stated.kind not in _UP
    return stated.base < approved.base and stated.kind not in _DOWN


def _differs(approved: Meaning, stated: Meaning) -> bool:
    if approved.kind in _SILENT or stated.kind in _SILENT:
        return False
    if approved.base is not None and stated.base is not None and approved.dimension == stated.dimension:
        return (approved.base, approved.base_upper) != (stated.base, stated.base_upper)
    return _bare(approved.text) != _bare(stated.text)


def _bare(text: str) -> str:
    return re.sub(r"[\s，。,.;；、]", "", text)
