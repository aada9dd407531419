"""Checks of the family A: approved targets against what the form reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.checks.catalogue import approved as kinds
from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.likeness import NEAR, bare_name, essence, likeness
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.form import Approved, Indicator, Meaning, MeaningKind
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
    open_targets = [one for one in case.result.approved if one.name and bare_name(one.name)]
    open_rows = [row for row in case.indicators if row.name and not row.is_breakdown]
    matched: list[tuple[Approved, Indicator]] = []
    for sameness in (bare_name, essence):
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


@check(kinds.NEVER_REPORTED, over="form")
def approved_targets_are_reported(case: Case) -> Iterator[Draft]:
    """检查内容：绩效目标表中每一条批复的目标，自评表都有对应的指标；名称不必逐字相同，按相近程度对应。
    依据：单位自评对照批复的绩效目标逐条进行。
    例（好）：批复“服务站点覆盖率 100%”，自评表有“服务站点覆盖率”。
    例（坏）：批复“服务站点覆盖率 100%”，自评表没有这一条。
    如何改正：补填完成情况；目标已批准调整的，更新绩效目标表。
    """
    for target in pairs_of(case).unreported:
        yield case.at(
            kinds.NEVER_REPORTED, target, "name", name=words.name_of(target), target=_in_brackets(target.target)
        )


@check(kinds.NEVER_SET, over="form")
def reported_rows_were_approved(case: Case) -> Iterator[Draft]:
    """检查内容：自评表的每一条指标都能在批复的绩效目标中找到（没有绩效目标表的不检查）。
    依据：自评依据批复的绩效目标；自行增加的指标不应代替批复的目标。
    例（好）：自评表的指标与绩效目标表一一对应。
    例（坏）：自评表填报“全年宣传次数 大于2次以上”，绩效目标表没有这一条。
    如何改正：属于批复目标的改用批复名称，属于补充说明的不计分。
    """
    if not case.result.approved:
        return
    for row in pairs_of(case).unset:
        yield case.at(kinds.NEVER_SET, row, "name", name=words.name_of(row), actual=_in_brackets(row.actual))


@check(kinds.RENAMED, over="form")
def names_are_the_approved_ones(case: Case) -> Iterator[Draft]:
    """检查内容：对应上的指标，名称与批复的基本一致。
    依据：名称不同时只能按相近程度对应，可能对错，提请确认。
    例（好）：批复“服务对象满意度”，自评表也写“服务对象满意度”。
    例（坏）：批复“社工服务人次完成率”，自评表写“社工服务站年度服务人次”。
    如何改正：使用批复的名称。
    """
    for target, row in pairs_of(case).matched:
        if bare_name(target.name or "") != bare_name(row.name or ""):
            yield case.at(kinds.RENAMED, row, "name", name=words.name_of(row), approved=words.name_of(target))


@check(kinds.TARGET_LOWERED, over="form")
def targets_are_not_lowered(case: Case) -> Iterator[Draft]:
    """检查内容：自评表的年度指标值没有低于批复的目标（上限类指标：没有高于批复的上限）。
    依据：年度指标值应为批复的目标，放宽目标会使得分虚高。
    例（好）：批复 ≥95%，自评表 ≥95%。
    例（坏）：批复 ≥95%，自评表 ≥90%。
    如何改正：按批复的目标填写。
    """
    for target, row in pairs_of(case).matched:
        if _is_lowered(target.target_value, row.target_value, row):
            yield case.at(kinds.TARGET_LOWERED, row, "target", expected=target.target or "")


@check(kinds.TARGET_CHANGED, over="form")
def targets_are_the_approved_ones(case: Case) -> Iterator[Draft]:
    """检查内容：自评表的年度指标值与批复的目标是同一个意思；写法不同而意思相同的不算。
    依据：年度指标值应为批复的目标；提高或改变目标的，提请确认。
    例（好）：批复“≥95%”，自评表“不低于95%”。
    例（坏）：批复“≥95%”，自评表“优良”。
    如何改正：按批复的写法填写。
    """
    for target, row in pairs_of(case).matched:
        if _differs(target.target_value, row.target_value):
            yield case.at(kinds.TARGET_CHANGED, row, "target", expected=target.target or "")


@check(kinds.WEIGHT_MOVED, over="form")
def weights_are_the_approved_ones(case: Case) -> Iterator[Draft]:
    """检查内容：绩效目标表写明分值时，自评表的分值与它相同。
    依据：分值随绩效目标一并批复，自评时不应调整。
    例（好）：批复 10 分，自评表 10 分。
    例（坏）：批复 10 分，自评表 20 分。
    如何改正：按批复的分值填写。
    """
    for target, row in pairs_of(case).matched:
        if target.weight is not None and row.weight is not None and target.weight != row.weight:
            yield case.at(kinds.WEIGHT_MOVED, row, "weight", expected=target.weight)


def _is_lowered(approved: Meaning, stated: Meaning, row: Indicator) -> bool:
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
