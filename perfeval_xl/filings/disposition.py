"""处理意见 of a form: the first that applies of 建议退回, 需人工核, 可受理, with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perfeval_xl.filings.batch import SAME_POINTS, Disposition, Filed
from perfeval_xl.result import Finding, Severity
from perfeval_xl.units import plain, points

MOST_REASONS = 4


def dispose(filed: Filed) -> None:
    """Fills in disposition and reasons."""
    back = list(_to_be_returned(filed))
    asked = list(_to_be_looked_at(filed))
    if back:
        filed.disposition, filed.reasons = Disposition.RETURN, _shortened(back)
    elif asked:
        filed.disposition, filed.reasons = Disposition.PERSON, _shortened(asked)
    else:
        filed.disposition, filed.reasons = Disposition.ACCEPT, ()


def _to_be_returned(filed: Filed) -> Iterator[str]:
    if filed.is_empty:
        yield "报了空表（没有完成值、得分和执行数）"
    yield from _kinds([one for one in filed.findings if one.is_unexplained_error])


def _kinds(findings: list[Finding]) -> Iterator[str]:
    """Findings by kind, the commonest first: 有分值而没有填得分 3 处（S501）."""
    from perfeval_xl.checks import kinds

    for code, count in Counter(one.code for one in findings).most_common():
        yield f"{kinds()[code].title} {count} 处（{code}）"


def _to_be_looked_at(filed: Filed) -> Iterator[str]:
    if filed.contested_by:
        yield "两个版本，请定"
    explained = sum(one.severity is Severity.ERROR for one in filed.findings)
    if explained:
        yield f"错误 {explained} 处，单位都有说明"
    if filed.open:
        yield f"待复核 {points(filed.open)} 分"
    if filed.is_unlike_accounts:
        yield "金额与账上不符"
    if filed.difference is not None and abs(filed.difference) >= SAME_POINTS:
        yield f"自评得分与核算得分相差 {plain(filed.difference)} 分"
    yield from _kinds([one for one in filed.findings if one.severity is Severity.WARNING])


def _shortened(reasons: list[str]) -> tuple[str, ...]:
    more = len(reasons) - MOST_REASONS
    return (*reasons[:MOST_REASONS], f"另有 {more} 类") if more > 0 else tuple(reasons)
