"""Checks of the family S on the form as a whole: total, grade, and scores against headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.funds import scored_fund
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, Row, check
from perfeval_xl.checks.kit.rows import lacks_score, should_have_score
from perfeval_xl.checks.kit.spans import Span, exactly, in_points, span, total
from perfeval_xl.checks.kit.weights import awaits_points, is_subtotal, weight_sums
from perfeval_xl.form import Fund, Indicator, MeaningKind, SaidKind
from perfeval_xl.form_words import bare_grade
from perfeval_xl.result import Severity
from perfeval_xl.rules.ruleset import any_scale_gives
from perfeval_xl.standing import points_filled
from perfeval_xl.units import plain

_ZERO = Decimal(0)
_MOST_NAMES = 3  # rows named in one finding


@dataclass(frozen=True, slots=True)
class ScoreSum:
    """What the rows' own scores add up to: `given` the ones there are, `missing` the most that blank ones could add,
    `computed` what the rule-set gives the blank ones."""

    execution: Decimal | None
    indicators: Span
    given: Span  # of what the total row counts
    missing: Decimal | None  # None: cannot be told
    complete: bool
    computed: Decimal | None = None  # None: not all of them decided
    is_subtotal: bool = False  # the total row counts the indicators alone


def score_sums(case: Case) -> ScoreSum:
    """Sums of the form's self-scores, computed once."""
    return case.once(("score_sums",), lambda: _sum_of(case))


def _sum_of(case: Case) -> ScoreSum:
    trim = case.rules.rounding.trim
    indicators = total(span(row, "self_score") for row in case.indicators if not row.is_breakdown)
    subtotal = is_subtotal(case, weight_sums(case))
    fund = None if subtotal else scored_fund(case)
    execution = span(fund, "self_score") if fund is not None else None
    rows = indicators or exactly(_ZERO)
    given = rows + execution if execution is not None else rows
    missing: Decimal | None = _ZERO
    complete = indicators is not None
    blanks: list[Fund | Indicator] = [
        row for row in case.indicators if row.self_score.value is None and (should_have_score(row) or _unread(row))
    ]
    if fund is not None and fund.self_score.value is None:
        blanks.append(fund)
    awaiting = [row for row in case.indicators if row.self_score.value is None and awaits_points(row, case)]
    computed: Decimal | None = _ZERO
    filled = points_filled(case.result) if blanks else {}
    for row in blanks:
        complete = False
        missing = missing + row.weight.value if missing is not None and row.weight.value is not None else None
        points = filled.get(("funds" if isinstance(row, Fund) else "indicators", row.row))
        computed = computed + points if computed is not None and points is not None else None
    if awaiting:  # what is left of the whole may be theirs
        complete = False
        missing = missing + _left_over(case) if missing is not None else None
    return ScoreSum(
        execution=trim(execution.low) if execution is not None else None,
        indicators=in_points(rows, case.rules),
        given=in_points(given, case.rules),
        missing=missing,
        complete=complete,
        computed=computed if blanks and not awaiting else None,
        is_subtotal=subtotal,
    )


def _left_over(case: Case) -> Decimal:
    """The points of the whole that no row has been given."""
    whole = case.form.total_weight.value or case.rules.weights.total.value
    fund = scored_fund(case)
    given = [row.weight.value for row in (*case.indicators, *([fund] if fund else [])) if row.weight.value is not None]
    return max(_ZERO, whole - sum(given, _ZERO))


def _unread(row: Indicator) -> bool:
    return row.self_score.said.kind in (SaidKind.TEXT, SaidKind.ERROR, SaidKind.NO_RESULT)


SCORES_AS_SHARES = Kind(
    code="S527",
    severity=Severity.ERROR,
    title="得分按比例填写",
    says="各项得分都不超过 {most}，像是把得分写成了占分值的比例（{weight} 分的满分写成 {most}），"
    "分值却按 {full} 分制填写（其他各项按分值乘以得分核对）。",
    do="请把各项得分改为分数（{score_cell} 改为 {expected}），总分改为各项得分之和。",
    explains=("S507",),
)


@check(SCORES_AS_SHARES, over="form")
def scores_are_no_shares(case: Case) -> Draft | None:
    """检查内容：得分填的是分数，不是占分值的比例；分值按分数填写而各项得分都不超过 1（或 100%）的，只报告一次，
    其余各项按分值乘以得分核对。
    依据：分值是得分的上限，两者须用同一种写法。
    例（好）：分值 10，得分 9.78。
    例（坏）：分值 10，得分 0.978（或 97.8%）。
    """
    rows: list[Fund | Indicator] = [*case.indicators, *case.funds]
    shared = [row for row in rows if row.self_score.cell in case.in_points.score_cells]
    if not shared:
        return None
    first = shared[0]
    return case.at(
        SCORES_AS_SHARES,
        first,
        "self_score",
        expected=first.self_score.value,
        touching=[(row, "self_score") for row in shared],
        most="100%" if first.self_score.said.unit == "%" else "1",
        weight=first.weight.value,
        score_cell=first.self_score.cell or "这一格",
        full=case.rules.weights.total.value,
    )


TOTAL_OFF = Kind(
    code="S509",
    severity=Severity.ERROR,
    title="总分不等于各项得分之和",
    says="总分为 {stated}，各项得分之和为 {expected}（{parts}）。",
    do="请核对各项得分，改正总分。",
    explains=("S511",),
)


@check(TOTAL_OFF, over="form")
def total_is_the_sum(case: Case) -> Draft | None:
    """检查内容：总分等于预算执行得分与各指标得分之和；有得分空白的，只看总分是否可能成立
    （process 按补算的得分核对）。
    依据：总分为各项得分之和，包括预算执行得分。
    例（好）：预算执行 9，指标得分合计 84，总分 93。
    例（坏）：预算执行 9，指标得分合计 84，总分 94。
    """
    sums, stated = score_sums(case), in_points(span(case.form, "total_self_score"), case.rules)
    if stated is None or _total_is_adjusted(case):
        return None
    if case.filling and sums.computed is not None:
        if _adds_up(case, stated, sums.given) or stated.meets(sums.given + exactly(sums.computed)):
            return None
        return _total_draft(case, sums, sums.computed)
    if not sums.complete and sums.given.high == 0:
        return None
    most = None if sums.missing is None else sums.given.high + sums.missing
    off = stated.high < sums.given.low or (most is not None and stated.low > most)
    return _total_draft(case, sums) if off else None


def _adds_up(case: Case, stated: Span, given: Span) -> bool:
    """The total is a formula that comes to what the rows have so far: it will count what is filled in, too."""
    return case.form.total_self_score.said.formula is not None and stated.low <= given.high and stated.high >= given.low


def _total_is_adjusted(case: Case) -> bool:
    """The rule-set caps this total, or rescales it for rows that do not apply: then it is no plain sum."""
    score, rules = case.result.score, case.rules
    capped = score is not None and any("total_capped" in one.flags for one in score.scores)
    left_out = any(row.target_value.kind is MeaningKind.NOT_APPLICABLE for row in case.indicators)
    return capped or (left_out and rules.points.rescale_not_applicable.value)


def _total_draft(case: Case, sums: ScoreSum, computed: Decimal | None = None) -> Draft:
    low = sums.given.low + (computed or _ZERO)
    rest = "" if sums.complete else "，另有得分未填" if computed is None else f" + 程序补算 {plain(computed)}"
    parts = f"预算执行 {plain(sums.execution)} + " if sums.execution is not None else ""
    rows: list[Fund | Indicator] = [*case.funds, *case.indicators]
    return case.at(
        TOTAL_OFF,
        case.form,
        "total_self_score",
        touching=[(row, "self_score") for row in rows if _may_be_the_cause(row, low, case)],
        expected=plain(low) if sums.complete or computed is not None else f"{plain(low)} 起",
        parts=f"{parts}绩效指标 {plain(sums.indicators.low)}{rest}",
    )


def _may_be_the_cause(row: Fund | Indicator, sum_of_rows: Decimal, case: Case) -> bool:
    """A row's formula that comes out wrong puts the total out; a typed total, by no more than the row can have."""
    score, total = row.self_score, case.form.total_self_score
    if score.said.formula is None:
        return False
    if total.said.formula is not None or total.value is None or row.weight.value is None:
        return True
    return _ZERO <= (score.value or _ZERO) + total.value - sum_of_rows <= row.weight.value


TOTAL_BLANK = Kind(
    code="S517",
    severity=Severity.ERROR,
    title="总分未填",
    says="{what}。",
    do="请{advice}。",
    explains=("S518", "I327"),
)


@check(TOTAL_BLANK, over="form")
def total_is_given(case: Case) -> Draft | None:
    """检查内容：各项得分都填了时，总分也已填写（process 会在评分件中算好，不再提示）；
    总分是公式而没有结果的，指出它在等哪一行。
    依据：总分是自评的结果。
    例（好）：各项得分合计 96，总分 96。
    例（坏）：各项得分都有，总分空白。
    """
    form, sums = case.form, score_sums(case)
    blank = form.total_self_score.said.kind in (SaidKind.BLANK, SaidKind.NOT_APPLICABLE)
    if case.filling or form.total_self_score.cell is None or form.total_self_score.value is not None or not blank:
        return None
    if not sums.complete or not form.has_total:
        return None
    if form.total_self_score.said.formula is not None:
        return _waiting_draft(case)
    due = plain(sums.given.low)
    what, advice = f"各项得分都已填写，总分一栏是空的，应为 {due} 分", f"填写总分 {due}"
    return case.at(TOTAL_BLANK, form, "total_self_score", stated="空白", expected=due, what=what, advice=advice)


def _waiting_draft(case: Case) -> Draft:
    """The total is a formula without a result: what it waits for is to be filled in, nothing typed over it."""
    form, cell = case.form, case.form.total_self_score.cell
    waiting = [row for row in case.indicators if lacks_score(row) and row.has_own_score]
    touching: list[tuple[Row, str]] = [(form, "total_self_score"), (form, "grade")]
    if not waiting:
        what = f"总分（{cell}）是公式，没有算出结果"
        advice = f"核对 {cell} 的公式和它引用的各格；不要在公式上直接填数"
        return case.at(
            TOTAL_BLANK, form, "total_self_score", stated="空白", touching=touching, what=what, advice=advice
        )
    cells = words.where([row.self_score.cell or "" for row in waiting])
    names = "、".join(f"“{words.name_of(row)}”" for row in waiting[:_MOST_NAMES])
    what = f"总分（{cell}）是公式，在等{names}的得分（{cells}），所以还是空的"
    advice = f"填写 {cells} 的得分和分值；这一行不用的，请清空整行。总分由公式算出，不用填"
    return case.at(TOTAL_BLANK, waiting[0], "self_score", stated="空白", touching=touching, what=what, advice=advice)


GROUP_OVER_HEADING = Kind(
    code="S510",
    severity=Severity.ERROR,
    title="得分合计超过一级指标的分值",
    says="“{name}”标题写的是 {expected} 分，其下各行得分合计 {stated} 分。",
    do="请核对标题分值和各行得分。",
)


@check(GROUP_OVER_HEADING, over="form")
def group_is_within_its_heading(case: Case) -> Iterator[Draft]:
    """检查内容：没有“分值”栏的表，一级指标下各行得分之和不超过标题写明的分值。
    依据：标题分值是该类指标的满分。
    例（好）：产出指标（40分），其下得分合计 40。
    例（坏）：产出指标（40分），其下得分合计 50。
    """
    for group in weight_sums(case).level1 if not case.form.has_weights else ():
        headed = [row for row in group.rows if row.level1_points is not None]
        scores = total(span(row, "self_score") for row in headed)
        if scores is None or group.points is None or scores.low <= group.points:
            continue
        first = headed[0]
        yield case.at(
            GROUP_OVER_HEADING, first, "level1", stated=scores.low, expected=group.points, name=first.level1 or ""
        )


# -------------------------------------------------------------------------------------------------------- grade


def _grade_total(case: Case, sums: ScoreSum) -> Decimal | None:
    if sums.is_subtotal:
        fund = scored_fund(case)
        return (
            sums.given.low + fund.self_score.value
            if sums.complete and fund and fund.self_score.value is not None
            else None
        )
    if case.form.total_self_score.value is not None:
        return case.form.total_self_score.value
    return sums.given.low if sums.complete else None


def _may_reach(word: str, total: Decimal, sums: ScoreSum, case: Case) -> bool:
    """Whether the grade could be right once the blank scores are given: then what is blank is the fault, told there."""
    if sums.complete:
        return False
    if sums.missing is None:
        return True
    names = [band.name for band in case.rules.grades.bands.value]
    reached = case.rules.grade_of(total + sums.missing)
    return names.index(reached) <= names.index(word) <= names.index(case.rules.grade_of(total))


GRADE_OFF = Kind(
    code="S511",
    severity=Severity.ERROR,
    title="等级与总分不符",
    says="总分 {total} 分，等级填写为“{stated}”，应为“{expected}”（{resting_on}）。",
    do="请改正等级，或核对总分。",
)


@check(GRADE_OFF, over="form")
def grade_fits_the_total(case: Case) -> Draft | None:
    """检查内容：等级与总分相符。没有指定评分规则、或规则的分数线没有见过原文的，只作提醒；
    随程序提供的各种分数线都给不出的等级，一律为错误。
    依据：评分规则 grades.bands（一般为 90、80、60 分，下限包含在内），来源见提示。
    例（好）：总分 96，等级“优”。
    例（坏）：总分 86，等级“优”。
    """
    sums, bands = score_sums(case), case.rules.grades.bands
    points = _grade_total(case, sums)
    word = case.rules.grade_word(case.form.grade or "")
    if points is None or word is None:
        return None
    expected = case.rules.grade_of(points)
    if word == expected or _may_reach(word, points, sums, case):
        return None
    is_wrong = (case.context.chosen and bands.confirmed) or not any_scale_gives(case.form.grade or "", points)
    rests_on_total = not sums.complete or word == case.rules.grade_of(sums.given.low)
    return case.at(
        GRADE_OFF,
        case.form,
        "grade",
        expected=expected,
        severity=None if is_wrong else Severity.WARNING,
        touching=[(case.form, "total_self_score")] if rests_on_total else [],
        total=points,
        source=case.rules.cite("grades.bands"),
    )


GRADE_BLANK = Kind(
    code="S518",
    severity=Severity.WARNING,
    title="等级未填",
    says="有“等级”一栏而没有填写；总分 {total} 分，等级为“{expected}”（{resting_on}）。",
    do="请填写等级。",
)


@check(GRADE_BLANK, over="form")
def grade_is_given(case: Case) -> Draft | None:
    """检查内容：有“等级”一栏而总分已填的，等级也已填写（process 会在评分件中填好，不再提示）。
    依据：等级是自评结论的一部分。
    例（好）：总分 96，等级“优”。
    例（坏）：总分 96，等级空白。
    """
    points = _grade_total(case, score_sums(case))
    if case.filling or case.form.grade_cell is None or (case.form.grade or "").strip() or points is None:
        return None
    return case.at(
        GRADE_BLANK,
        case.form,
        "grade",
        stated="空白",
        expected=case.rules.grade_of(points),
        total=points,
        source=case.rules.cite("grades.bands"),
    )


GRADE_UNKNOWN = Kind(
    code="S519",
    severity=Severity.WARNING,
    title="等级用词不规范",
    says="等级填写为“{stated}”，所用评分规则的等级为{expected}。",
    do="请按规定的等级填写。",
)


@check(GRADE_UNKNOWN, over="form")
def grade_is_one_of_the_scale(case: Case) -> Draft | None:
    """检查内容：等级用的是评分规则的等级用词（“优秀”“良好”等通用写法也认）。
    依据：评分规则 grades.bands。
    例（好）：等级“优”。
    例（坏）：等级“A”。
    """
    names = [band.name for band in case.rules.grades.bands.value]
    written = case.form.grade or ""
    if not bare_grade(written) or case.rules.grade_word(written) is not None:
        return None
    return case.at(GRADE_UNKNOWN, case.form, "grade", expected="、".join(names))
