"""A check of the family I on 其中 rows: parts of the row above, without points of their own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.kit.rows import is_figure
from perfeval_xl.form import Indicator, Meaning
from perfeval_xl.form_words import INDICATOR_WORDS, bare_name
from perfeval_xl.result import Severity
from perfeval_xl.units import plain

_TOTALS = ("总额", "合计", "总计")
_FIELDS = tuple((place, INDICATOR_WORDS[place]) for place in ("target", "actual"))


def _families(rows: list[Indicator]) -> Iterator[tuple[Indicator, list[Indicator]]]:
    """Each row that has 其中 rows below it, with these.

    Below a total (…总额) 其中 stands before the first part alone, and a part may be a total itself.
    """
    whole: Indicator | None = None
    parts: list[Indicator] = []
    for row in rows:
        is_part = row.is_breakdown or (bool(parts) and _is_total(whole))
        if is_part and not _is_total(row):
            parts.append(row)
            continue
        if whole is not None and parts:
            yield whole, parts
        whole, parts = row, []
    if whole is not None and parts:
        yield whole, parts


def _is_total(row: Indicator | None) -> bool:
    return row is not None and row.weight.value is None and bare_name(row.name).endswith(_TOTALS)


def _amount(meaning: Meaning, dimension: str) -> Decimal | None:
    """The number in the unit of the whole; None for what cannot be added up: shares, amounts per head, other units."""
    if not is_figure(meaning) or meaning.base_upper is not None or meaning.dimension != dimension:
        return None
    return None if dimension == "ratio" or "/" in meaning.unit or "每" in meaning.unit else meaning.base


def _as_written(base: Decimal, like: Meaning) -> str:
    """An amount in the unit that the whole is written in."""
    return plain(base * like.value / like.base if like.base and like.value else base)


BREAKDOWN_OFF = Kind(
    code="I323",
    severity=Severity.WARNING,
    title="“其中”各行与上一行不符",
    says="{title}：“其中”各行为 {written}，上面的“{whole}”为 {said}，{how}。",
    do="请核对各项数字；各项有重叠或没有全部列出的，请在备注中说明。",
)


@check(BREAKDOWN_OFF, over="form")
def parts_fit_the_row_above(case: Case) -> Iterator[Draft]:
    """检查内容：“其中”各行的目标值、完成值与上一行相合：没有一项大于上一行；列出两项以上的，相加等于上一行。
    依据：“其中”是上一行的组成部分。各项有重叠或没有全部列出的也可能正确，这时只作建议；上一行写明是总额、合计的，作提醒。
    例（好）：培训 153 场，其中：室内 100 场，其中：室外 53 场。
    例（坏）：培训 153 场，其中：室内 200 场。
    """
    for whole, parts in _families(case.indicators):
        for name, title in _FIELDS:
            draft = _against_the_whole(case, whole, parts, name, title)
            if draft is not None:
                yield draft


def _against_the_whole(case: Case, whole: Indicator, parts: list[Indicator], name: str, title: str) -> Draft | None:
    meaning: Meaning = getattr(whole, f"{name}_value")
    total = _amount(meaning, meaning.dimension)
    amounts = [_amount(getattr(part, f"{name}_value"), meaning.dimension) for part in parts]
    given = [amount for amount in amounts if amount is not None]
    if total is None or not given or len(given) < len(amounts):
        return None
    too_big, together = max(given) > total, sum(given, Decimal(0))
    if not too_big and (len(given) == 1 or together == total):
        return None
    return case.at(
        BREAKDOWN_OFF,
        parts[given.index(max(given))] if too_big else parts[0],
        name,
        severity=None if too_big or _is_total(whole) else Severity.HINT,
        touching=[(whole, name), *((part, name) for part in parts)],
        title=title,
        written="、".join(str(getattr(part, name)) for part in parts),
        whole=words.name_of(whole),
        said=getattr(whole, name),
        how="其中有一项大于总数" if too_big else f"相加为 {_as_written(together, meaning)}，与总数不等",
    )
