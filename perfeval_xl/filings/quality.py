"""自评工作质量 of a unit, from facts we hold: on time, complete, objective, totals and grades that agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from perfeval_xl.filings.batch import Filed, FilingState, Mark, QualityRow, Roster, UnitRow
from perfeval_xl.filings.desk_rules import Quality
from perfeval_xl.form_words import folded_name
from perfeval_xl.result import Severity
from perfeval_xl.units import plain, points

# Codes of what a form lacks, and of totals and grades that do not agree.
LACKING = frozenset(("R101", "R102", "R103", "B214", "B215", "I310", "S501", "S517", "S518", "S520", "S521", "S522"))
TOTAL_OFF, GRADE_OFF = "S509", "S511"
_MOST_NAMED = 6
_ZERO = Decimal(0)


def quality_rows(units: Iterable[UnitRow], roster: Roster | None, rules: Quality) -> list[QualityRow]:
    """A row a unit with its forms, then a row a unit of the roster that filed nothing."""
    listed = list(units)
    rows = [QualityRow(one.unit, tuple(_marks(one.unit, one.forms, roster, rules))) for one in listed]
    there = {folded_name(one.unit) for one in listed}
    silent = [row.line.unit for row in (roster.rows if roster else ()) if row.line and row.line.unit]
    for unit in dict.fromkeys(silent):
        if folded_name(unit) not in there:
            rows.append(QualityRow(unit, tuple(_marks(unit, [], roster, rules))))
    return rows


def quality_items(rules: Quality) -> tuple[tuple[str, Decimal, str], ...]:
    """The items in their order: name, what it can give, how it is counted."""
    counted = (
        "全有或全无：有未报或逾期的不得分",
        "没有缺项的份数 ÷ 份数",
        f"减去各份扣分的平均数：自评与核算每差 {plain(rules.objective_per)} 分扣 {plain(rules.objective_less)}",
        f"总分与各项之和不符，每份扣 {plain(rules.totals_less)}",
        f"得分与等级不符，每份扣 {plain(rules.grades_less)}",
        *["由复核人评"] * 3,
    )
    marks = _marks("", [], None, rules)
    return tuple((one.name, one.most, words) for one, words in zip(marks, counted, strict=True))


def _marks(unit: str, forms: list[Filed], roster: Roster | None, rules: Quality) -> Iterable[Mark]:
    yield _on_time(unit, forms, roster, rules)
    yield _complete(forms, rules)
    yield _objective(forms, rules)
    yield _agreeing("合计相符", forms, TOTAL_OFF, "合计不符", rules.totals, rules.totals_less)
    yield _agreeing("等级相符", forms, GRADE_OFF, "等级不符", rules.grades, rules.grades_less)
    yield Mark("佐证齐全", rules.evidence, None)
    yield Mark("报告质量", rules.report, None)
    yield Mark("报送＝公示", rules.published, None)


def _on_time(unit: str, forms: list[Filed], roster: Roster | None, rules: Quality) -> Mark:
    """All or nothing; not known where the roster has no deadlines."""
    if roster is None or not roster.has_deadlines:
        return Mark("按时报送", rules.on_time, None)
    late = [one for one in forms if one.days_late]
    missing = [
        row for row in roster.of(FilingState.MISSING) if row.line and folded_name(row.line.unit) == folded_name(unit)
    ]
    facts = [f"未报 {len(missing)} 份：{_names(row.line.project for row in missing if row.line)}"] if missing else []
    facts += [f"逾期 {len(late)} 份：{_names(one.project for one in late)}"] if late else []
    return Mark("按时报送", rules.on_time, _ZERO if facts else rules.on_time, "；".join(facts))


def _complete(forms: list[Filed], rules: Quality) -> Mark:
    if not forms:
        return Mark("填报完整", rules.complete, None)
    lacking = [one for one in forms if _has(one, lambda code: code in LACKING)]
    given = rules.complete * (len(forms) - len(lacking)) / len(forms)
    facts = f"缺项 {len(lacking)} 份：{_names(one.project for one in lacking)}" if lacking else ""
    return Mark("填报完整", rules.complete, given, facts)


def _objective(forms: list[Filed], rules: Quality) -> Mark:
    if not forms:
        return Mark("评分客观", rules.objective, None)
    off = [(one, _off(one)) for one in forms]
    losses = [abs(value) // rules.objective_per * rules.objective_less for _, value in off if rules.objective_per]
    given = max(_ZERO, rules.objective - sum(losses, _ZERO) / len(forms))
    told = [
        f"{one.project or '（未填写）'} 差 {points(value)} 分"
        for one, value in off
        if abs(value) >= rules.objective_per
    ]
    return Mark("评分客观", rules.objective, given, "；".join(told))


def _off(filed: Filed) -> Decimal:
    """Self-score less computed score; of an open one what lies above the highest possible."""
    if filed.difference is not None:
        return filed.difference
    if filed.self_score is None or filed.highest is None:
        return _ZERO
    return max(_ZERO, filed.self_score - filed.highest)


def _agreeing(name: str, forms: list[Filed], code: str, words: str, most: Decimal, less: Decimal) -> Mark:
    if not forms:
        return Mark(name, most, None)
    wrong = [one for one in forms if _has(one, lambda found: found == code)]
    facts = f"{words}：{_names(one.project for one in wrong)}" if wrong else ""
    return Mark(name, most, max(_ZERO, most - less * len(wrong)), facts)


def _has(filed: Filed, is_meant: Callable[[str], bool]) -> bool:
    return any(one.severity is Severity.ERROR and is_meant(one.code) for one in filed.result.findings)


def _names(names: Iterable[str]) -> str:
    """A few of them: a cell that names a hundred cannot be read, and Excel shows no row so high."""
    listed = [one or "（未填写）" for one in names]
    return "、".join(listed[:_MOST_NAMED]) + (" 等" if len(listed) > _MOST_NAMED else "")
