"""This year's forms against last year's of the same projects: texts and years carried over, targets lowered, jumps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.approved import is_lowered
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.likeness import letters
from perfeval_xl.checks.kit.registry import check
from perfeval_xl.filings.batch import Comparison, Filed
from perfeval_xl.filings.comparisons.copies import NEAR, SHORTEST, told_texts
from perfeval_xl.filings.comparisons.kit import Filings, at_row, counterpart, head, tell
from perfeval_xl.form import Indicator
from perfeval_xl.form_words import FUND_WORDS, folded_name
from perfeval_xl.result import Severity
from perfeval_xl.units import plain

JUMP = 2  # times last year's, or a part of it


def pairs(filings: Filings) -> Iterator[tuple[Filed, Filed]]:
    """Each form with last year's of its project: by 项目编码, else by unit and name."""
    by_code = {one.project_code: one for one in filings.last if one.project_code}
    by_name = {(folded_name(one.unit), folded_name(one.project)): one for one in filings.last if one.project}
    for one in filings.forms:
        name = (folded_name(one.unit), folded_name(one.project))
        before = by_code.get(one.project_code) if one.project_code else None
        before = before or (by_name.get(name) if one.project else None)
        if before is not None:
            yield one, before


CARRIED_OVER = Kind(
    code="C811",
    severity=Severity.WARNING,
    title="文字与上年自评表雷同",
    says="“{label}”与上年的{others}{how}。",
    do="请核对是不是沿用上年的文字：应按本年度的实际写明。",
)


@check(CARRIED_OVER, over="filings")
def texts_are_this_years(filings: Filings) -> Iterator[Comparison]:
    """检查内容：给了上年自评表（--last）时，同一项目的实际完成情况等文字没有照搬上年
    （去掉年度后 25 字以上，九成以上相同）。
    依据：各年度的完成情况应按当年的实际写。
    例（好）：同一项目两年写了不同的做法和数字。
    例（坏）：“实际完成情况”只把 2022 年改成了 2023 年。
    """
    from rapidfuzz import fuzz

    for one, before in pairs(filings):
        earlier = {text.label: text for text in told_texts(before)}
        for text in told_texts(one):
            other = earlier.get(text.label)
            if other is None or len(text.own) < SHORTEST:
                continue
            worth = fuzz.ratio(text.own, other.own, score_cutoff=NEAR)
            if worth:
                how = "相同" if worth == 100 else f"有{worth:.0f}%相同"
                yield tell(CARRIED_OVER, text, [counterpart(other)], how=how)


LOWERED = Kind(
    code="C812",
    severity=Severity.WARNING,
    title="指标值比上年低",
    says="“{name}”的年度指标值为 {target}，上年为 {before}（{others}）。",
    do="请核对目标是不是定低了；有原因的请单位说明。",
)


@check(LOWERED, over="filings")
def targets_are_not_below_last_years(filings: Filings) -> Iterator[Comparison]:
    """检查内容：给了上年自评表（--last）时，同一项目同名指标的年度指标值没有低于上年（上限类指标：没有高于上年）。
    依据：目标逐年降低的，需要说明原因。
    例（好）：上年 ≥95%，本年 ≥95%。
    例（坏）：上年 ≥150场，本年 ≥100场。
    """
    for one, before in pairs(filings):
        for row, other in _same_rows(one, before):
            if is_lowered(other.target_value, row.target_value, row):
                yield tell(
                    LOWERED,
                    at_row(one, row, "target"),
                    [counterpart(at_row(before, other, "target"))],
                    stated=row.target,
                    expected=other.target,
                    name=row.name,
                    target=row.target,
                    before=other.target,
                )


def _same_rows(one: Filed, before: Filed) -> Iterator[tuple[Indicator, Indicator]]:
    earlier: dict[str, list[Indicator]] = {}
    for row in before.result.indicators:
        if row.name and not row.is_breakdown:
            earlier.setdefault(letters(row.name), []).append(row)
    for row in one.result.indicators:
        alike = earlier.get(letters(row.name or ""), []) if not row.is_breakdown else []
        if len(alike) == 1:
            yield row, alike[0]


JUMPED = Kind(
    code="C813",
    severity=Severity.HINT,
    title="金额与上年相差一倍以上",
    says="{what} {now} 万元，上年 {before} 万元（{others}）。",
    do="请核对金额单位和口径；确实增减的，看看原因有没有写明。",
)


@check(JUMPED, over="filings")
def amounts_do_not_jump(filings: Filings) -> Iterator[Comparison]:
    """检查内容：给了上年自评表（--last）时，同一项目的全年预算数、执行数没有达到上年的两倍或不到一半。
    依据：变动很大的，常是金额单位填错，或项目有了较大调整。
    例（好）：上年 120 万元，本年 118 万元。
    例（坏）：上年 120 万元，本年 1200000 万元。
    """
    for one, before in pairs(filings):
        pairs_of_amounts = ((one.annual, before.annual), (one.executed, before.executed))
        for field, (now, then) in zip(("annual_budget", "executed"), pairs_of_amounts, strict=True):
            if now is not None and then is not None and _jumps(now, then):
                what, place = FUND_WORDS[field], counterpart(head(before))
                yield tell(JUMPED, head(one), [place], what=what, now=plain(now), before=plain(then))


def _jumps(now: Decimal, then: Decimal) -> bool:
    return now > 0 and then > 0 and (now >= then * JUMP or now * JUMP <= then)
