"""What stands in one form as it stands in another: texts, reasons, whole sets of targets and results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import check
from perfeval_xl.filings.batch import Comparison, Filed
from perfeval_xl.filings.comparisons.kit import (
    Filings,
    Passage,
    at_row,
    counterpart,
    groups_of,
    head,
    own_words,
    tell,
)
from perfeval_xl.filings.comparisons.nearness import near_pairs
from perfeval_xl.form import Indicator
from perfeval_xl.form_words import FORM_WORDS, folded_name, is_framework
from perfeval_xl.result import Severity

SHORTEST = 25  # characters of a unit's own words: shorter texts are alike by chance
NEAR = 92  # of 100
SHARED_BY = 3  # units: what more of them (and more than a tenth of all) have in common is the district's, no copy
FEWEST_ROWS, FEWEST_FIGURES = 5, 3
# Texts that tell what was done; not the documents and the background, which projects may well have in common.
TOLD = ("goal_actual", "fund_use", "experience", "problems", "suggestions", "rectification", "other")

TEXT_COPIED = Kind(
    code="C802",
    severity=Severity.WARNING,
    title="文字与另一份自评表雷同",
    says="{what}与{others}{how}。",
    do="请核对是不是照抄：各项目的完成情况应按本项目的实际分别写明。",
)


@check(TEXT_COPIED, over="filings")
def texts_are_ones_own(filings: Filings) -> Iterator[Comparison]:
    """检查内容：实际完成情况、资金使用、问题和措施等文字没有与另一个项目的雷同（去掉项目和单位名称、年度、
    文件名称后，25 字以上，相同或九成以上相同）。表格自带的提示语、很多单位都一样的话不算。
    依据：自评应反映本项目的实际，文字雷同的需要核实；很多单位都一样的多半是统一要求的写法。
    例（好）：两个项目各写各的做法和成效。
    例（坏）：两个单位的“实际完成情况”整段相同，只换了单位名称。
    """
    passages = [one for filed in filings.forms for one in told_texts(filed) if len(one.own) >= SHORTEST]
    yield from _copied(TEXT_COPIED, passages, filings)


def told_texts(filed: Filed) -> Iterator[Passage]:
    """What a form tells of its year, each text once."""
    form = filed.result.form
    seen: set[tuple[str, str | None]] = set()
    if form.goal_actual:
        seen.add((form.sheet, form.goal_actual_cell))
        own = own_words(form.goal_actual, filed)
        yield Passage(filed, FORM_WORDS["goal_actual"], form.sheet, form.goal_actual_cell, form.goal_actual, own)
    for text in filed.result.texts:
        if text.key in TOLD and (text.sheet, text.cell) not in seen:
            seen.add((text.sheet, text.cell))
            yield Passage(filed, text.label, text.sheet, text.cell, text.text, own_words(text.text, filed))


REASON_COPIED = Kind(
    code="C803",
    severity=Severity.WARNING,
    title="偏差原因与另一份自评表雷同",
    says="{what}与{others}{how}。",
    do="请核对是不是照抄：偏差原因和改进措施应按本项目的实际分别写明。",
)


@check(REASON_COPIED, over="filings")
def reasons_are_ones_own(filings: Filings) -> Iterator[Comparison]:
    """检查内容：偏差原因和改进措施没有与另一个项目的雷同（去掉名称、年度后 25 字以上，相同或九成以上相同）。
    依据：原因应是本项目的原因；很多单位都一样的话不算。
    例（好）：两个项目都写“尾款跨年支付”。
    例（坏）：两个项目的偏差原因是同一段话。
    """
    passages = [
        passage
        for filed in filings.forms
        for row in filed.result.indicators
        if row.reason
        for passage in (at_row(filed, row, "reason"),)
        if len(passage.own) >= SHORTEST
    ]
    yield from _copied(REASON_COPIED, passages, filings)


def _copied(kind: Kind, passages: list[Passage], filings: Filings) -> Iterator[Comparison]:
    """What of a form stands in another as well, told once a form."""
    groups = {one[0].own: one for one in groups_of(passages)}
    alike: dict[int, list[tuple[Passage, float]]] = {}
    for group in groups.values():
        if not _is_shared(group, filings):
            for one in group:
                alike[id(one)] = [(other, 100) for other in group if _is_another(one, other)]
    texts = {one.own: one for one in passages}
    listed = [one for own, one in texts.items() if not (own in groups and _is_shared(groups[own], filings))]
    for first, second, worth in near_pairs([passage.own for passage in listed], NEAR):
        for one, other in ((listed[first], listed[second]), (listed[second], listed[first])):
            for passage in groups.get(one.own, [one]):
                if _is_another(passage, other):
                    alike.setdefault(id(passage), []).append((other, worth))
    of_form: dict[int, list[tuple[Passage, list[tuple[Passage, float]]]]] = {}
    for one in passages:
        others = alike.get(id(one), [])
        if others and not _is_shared([one, *(other for other, _ in others)], filings):
            of_form.setdefault(id(one.filed), []).append((one, others))
    for copied in of_form.values():
        yield _told_once(kind, copied)


def _told_once(kind: Kind, copied: list[tuple[Passage, list[tuple[Passage, float]]]]) -> Comparison:
    """One finding a form, at the first of its texts; the others are named by the place that is nearest."""
    nearest: dict[int, tuple[Passage, float]] = {}
    for other, worth in (pair for _, others in copied for pair in others):
        if worth > nearest.get(id(other.filed), (other, 0))[1]:
            nearest[id(other.filed)] = (other, worth)
    named = sorted(nearest.values(), key=lambda pair: -pair[1])
    labels = list(dict.fromkeys(one.label for one, _ in copied))
    more = f"等 {len(copied)} 处" if len(copied) > 1 else ""
    least = min(worth for _, worth in named)
    return tell(
        kind,
        copied[0][0],
        [counterpart(other) for other, _ in named],
        what=f"“{labels[0]}”{more}",
        how="相同" if least == 100 else f"有{least:.0f}%以上相同" if len(named) > 1 else f"有{least:.0f}%相同",
    )


def _is_another(one: Passage, other: Passage) -> bool:
    """Two places: a text beside several forms of one workbook is the same one."""
    if one.filed is other.filed or one.filed.key == other.filed.key:
        return False
    return one.filed.member is not other.filed.member or (one.sheet, one.cell) != (other.sheet, other.cell)


def _is_shared(group: Iterable[Passage], filings: Filings) -> bool:
    """What so many units have in common was given to them."""
    units = len({folded_name(one.filed.unit) for one in group})
    return units > max(SHARED_BY, filings.units // 10)


RESULTS_COPIED = Kind(
    code="C804",
    severity=Severity.WARNING,
    title="整套指标值和完成值与另一份自评表相同",
    says="全部 {count} 条指标的名称、指标值和完成值都与{others}相同（其中 {figures} 条是数值）。",
    do="请核对是不是照抄：完成值应按本项目的实际填写。",
)


@check(RESULTS_COPIED, over="filings")
def results_are_ones_own(filings: Filings) -> Iterator[Comparison]:
    """检查内容：没有两个项目的指标、指标值、完成值逐条相同（至少五条指标，其中至少三条是 100% 以外的数值，
    且与指标值不同）。
    依据：两个项目的实际完成值逐条都恰好相同的情况很少。
    例（好）：两个街道的养老服务用同样的指标，完成值各不相同。
    例（坏）：两个街道的养老服务连完成值都逐条相同。
    """
    of: dict[tuple[tuple[str, str, str], ...], list[Filed]] = {}
    for one in filings.forms:
        rows = _rows(one)
        if len(rows) >= FEWEST_ROWS and _figures(rows) >= FEWEST_FIGURES:
            of.setdefault(tuple(_said(row) for row in rows), []).append(one)
    for group in of.values():
        if len({one.key for one in group}) > 1 and not _is_shared([head(one) for one in group], filings):
            for one in group:
                rows = _rows(one)
                others = [counterpart(_first(other)) for other in group if other.key != one.key]
                yield tell(RESULTS_COPIED, _first(one), others, count=len(rows), figures=_figures(rows))


def _rows(filed: Filed) -> list[Indicator]:
    rows = filed.result.indicators
    return [row for row in rows if row.name and not row.is_breakdown and not is_framework(row.level1)]


def _first(filed: Filed) -> Passage:
    return at_row(filed, _rows(filed)[0], "actual")


def _said(row: Indicator) -> tuple[str, str, str]:
    return folded_name(row.name), folded_name(row.target) or row.target or "", row.actual or ""


def _figures(rows: Iterable[Indicator]) -> int:
    """Rows whose result is a figure that says something: not 100%, not just the target's."""
    return sum(
        row.actual_value.is_number and row.actual_value.base not in (0, 1, row.target_value.base) for row in rows
    )
