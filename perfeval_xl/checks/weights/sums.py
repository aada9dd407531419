"""Checks of the family W: weights of rows, of headings and of the whole form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.funds import scored_fund
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, Row, check
from perfeval_xl.checks.kit.spans import Span, exactly, in_points, span
from perfeval_xl.checks.kit.weights import (
    Group,
    Level,
    Sums,
    any_weight,
    awaits_points,
    carries_points,
    has_content,
    is_subtotal,
    lacks_weight,
    weight_sums,
)
from perfeval_xl.form import Form, Fund, Indicator, Note, SaidKind, cell_of
from perfeval_xl.result import Severity
from perfeval_xl.units import percent, plain

NEARLY_ALL = Decimal("0.8")  # of the indicators' points in one row


# ------------------------------------------------------------------------------------------------------ one row


WEIGHT_BLANK = Kind(
    code="W406",
    severity=Severity.ERROR,
    title="分值未填",
    says="这条指标没有填写分值，无法评分。",
    do="请填写分值，并使分值合计等于总分。",
    explains=("W401",),
)


@check(WEIGHT_BLANK, over="indicator")
def weight_is_given(row: Indicator, case: Case) -> Draft | None:
    """检查内容：其他指标有分值时，这一条有内容的指标也填了分值（“其中”行和不适用的行除外）。
    依据：没有分值就没有得分的上限，也无法核对合计。
    例（好）：每条指标都有分值，合计 90 分。
    例（坏）：六条指标中有一条分值空白。
    """
    if not awaits_points(row, case) or not any_weight(case):
        return None
    return case.at(WEIGHT_BLANK, row, "weight", stated="空白", touching=[(case.form, "total_weight")])


WEIGHT_NOT_POSITIVE = Kind(
    code="W407",
    severity=Severity.ERROR,
    title="分值不是正数",
    says="这条指标的分值为 {stated}，{why}。",
    do="请填写大于 0 的分值；不参加评分的行请填“—”。",
    explains=("S502", "S503", "S504", "S505", "S506", "W401", "W402", "W403", "W413", "A705"),
)


@check(WEIGHT_NOT_POSITIVE, over="indicator")
def weight_is_positive(row: Indicator, case: Case) -> Draft | None:
    """检查内容：分值大于 0；负数为错误，填 0 的只提醒。
    依据：分值是这条指标得分的上限，0 分的指标不起作用，负分没有意义。
    例（好）：分值 10。
    例（坏）：分值 -10。
    """
    if row.weight.value is None or row.weight.value > 0 or not carries_points(row):
        return None
    if row.weight.value == 0 and not has_content(row):
        return None
    negative = row.weight.value < 0
    why = "分值不能是负数" if negative else "分值为 0 的指标不影响总分"
    return case.at(
        WEIGHT_NOT_POSITIVE,
        row,
        "weight",
        why=why,
        severity=None if negative else Severity.WARNING,
        touching=[(case.form, "total_weight")] if negative or row.self_score.value else [],
    )


# ------------------------------------------------------------------------------------------------- the whole form


WEIGHTS_ALL_BLANK = Kind(
    code="W408",
    severity=Severity.ERROR,
    title="分值全部未填",
    says="指标表有“分值”一栏，但 {count} 条指标都没有填写分值，不能逐条评分{groups}。",
    do="请把分值分配到每一条指标。",
    explains=("S501", "S516", "S525"),
)


@check(WEIGHTS_ALL_BLANK, over="form")
def some_weights_are_given(case: Case) -> Draft | None:
    """检查内容：有“分值”一栏的表，分值不是全部空白。一级指标标题写明了分值的，只作提醒。
    依据：没有逐条分值就不能逐条评分。
    例（好）：每条指标都有分值。
    例（坏）：分值一栏全部空白。
    """
    blank = [row for row in case.indicators if row.weight.said.kind is SaidKind.BLANK and carries_points(row)]
    if not case.form.has_weights or not blank or any_weight(case) or not case.rules.points.given.value:
        return None
    if any(row.weight.said.kind not in (SaidKind.BLANK, SaidKind.NOT_APPLICABLE) for row in case.indicators):
        return None  # words or errors stand there: said by the reading checks
    grouped = any(row.level1_points is not None for row in case.indicators)
    return case.at(
        WEIGHTS_ALL_BLANK,
        blank[0],
        "weight",
        stated="空白",
        severity=Severity.WARNING if grouped else None,
        count=len(blank),
        groups="（一级指标标题有分值）" if grouped else "",
    )


EXECUTION_WEIGHT_BLANK = Kind(
    code="W410",
    severity=Severity.ERROR,
    title="预算执行的分值未填",
    says="“{name}”没有填写分值，各指标分值合计只有 {others} 分。",
    do="请填写预算执行的分值（{expected} 分），使分值合计等于总分。",
    explains=("W401", "W404", "W405"),
)


@check(EXECUTION_WEIGHT_BLANK, over="form")
def execution_weight_is_given(case: Case) -> Draft | None:
    """检查内容：指标分值合计不足总分时，预算执行一行填了分值。
    依据：预算执行率是计分项，其分值与指标分值合计为总分。
    例（好）：预算执行 10 分，指标 90 分。
    例（坏）：预算执行分值空白，指标 90 分，总分 100。
    """
    whole = next((fund for fund in case.funds if fund.source == "total"), None)
    rules = case.rules
    if (
        whole is None
        or whole.weight.value is not None
        or whole.weight.cell is None
        or scored_fund(case) not in (None, whole)
    ):
        return None
    if not rules.execution.scored.value or whole.weight.said.kind not in (SaidKind.BLANK, SaidKind.NOT_APPLICABLE):
        return None
    others = sum((row.weight.value for row in case.indicators if row.weight.value is not None), Decimal(0))
    full = case.form.total_weight.value or rules.weights.total.value
    if not any_weight(case) or others >= full or not case.form.has_total:
        return None
    return case.at(
        EXECUTION_WEIGHT_BLANK,
        whole,
        "weight",
        stated="空白",
        expected=full - others if not any(map(lacks_weight, case.indicators)) else rules.execution.weight.value,
        touching=[(case.form, "total_weight")],
        name=words.fund_name(whole),
        others=others,
    )


# ------------------------------------------------------------------------------------------------------- sums


def _heading_off(case: Case, groups: list[Group], level: Level, kind: Kind) -> Iterator[Draft]:
    for group in groups:
        if group.points is None or group.total is None:
            continue
        points = case.rules.rounding.trim(group.points)
        too_little = group.total.high < points and group.complete
        if group.total.low > points or too_little:
            yield _group_draft(case, group, level, kind)


def _group_draft(case: Case, group: Group, level: Level, kind: Kind) -> Draft:
    """At the rows where the headings make up the whole, at the heading where the sum of its rows does."""
    assert group.points is not None
    assert group.total is not None
    fund, full = scored_fund(case), case.rules.weights.total.value
    headings = sum((one.points or Decimal(0) for one in weight_sums(case).level1), Decimal(0))
    headings += execution_points(fund)
    rows_are_off = level == "level1" and headings == full
    heading_is_off = level == "level1" and headings - group.points + group.total.low == full
    excess = group.total.low - group.points
    cells = [row.weight.cell for row in group.rows if row.weight.cell]
    touching: list[tuple[Row, str]] = [(row, "weight") for row in group.rows]
    if _is_all_the_excess(case, excess):
        touching.append((case.form, "total_weight"))
        touching.append((case.form, "total_self_score"))
    return case.at(
        kind,
        group.first,
        "weight" if rows_are_off else level,
        stated=group.total.low if rows_are_off else group.points,
        expected=group.points if rows_are_off else group.total.low if heading_is_off else None,
        touching=touching,
        name=" ".join((getattr(group.first, level) or "").split()),
        points=group.points,
        sum=group.total.low,
        more=f"{'多' if excess > 0 else '少'} {plain(abs(excess))} 分",
        advice=f"调整 {cells[0]}:{cells[-1]} 的分值" if rows_are_off and cells else "改正标题中的分值，或调整各行分值",
    )


def execution_points(fund: Fund | None) -> Decimal:
    """The points of the execution, 0 where it carries none."""
    own = span(fund, "weight") if fund is not None else None
    return own.low if own is not None else Decimal(0)


def _is_all_the_excess(case: Case, excess: Decimal) -> bool:
    """The rows of this heading alone make the sum of the form what it is."""
    sums, fund = weight_sums(case), scored_fund(case)
    if sums.indicators is None:
        return False
    return sums.indicators.low + execution_points(fund) - case.rules.weights.total.value == excess


HEADINGS_DIFFER = Kind(
    code="W412",
    severity=Severity.ERROR,
    title="同一标题的分值写法不一",
    says="{note}。",
    do="请把同一标题的分值写成一样。",
)


@check(HEADINGS_DIFFER, over="note", notes=["heading_points"])
def repeated_headings_are_alike(note: Note, case: Case) -> Draft:
    """检查内容：逐行重复的一级、二级指标标题，写明的分值都一样。
    依据：逐行重复的是同一个标题，分值只有一个。
    例（好）：五行都写“产出指标（50分）”。
    例（坏）：四行写“产出指标（50分）”，一行写“产出指标（60分）”。
    """
    return case.at_note(HEADINGS_DIFFER, note)


LEVEL1_OFF = Kind(
    code="W402",
    severity=Severity.ERROR,
    title="一级指标标题的分值与各行合计不符",
    says="“{name}”标题写的是 {points} 分，其下各行分值合计 {sum} 分，{more}。",
    do="请{advice}。",
    explains=("W401", "W403"),
)


@check(LEVEL1_OFF, over="form")
def level1_points_are_the_sum(case: Case) -> Iterator[Draft]:
    """检查内容：一级指标标题写明的分值（如“产出指标（50分）”）等于其下各行分值之和。
    依据：标题分值就是该类指标的合计分值。
    例（好）：产出指标（50分），其下五行各 10 分。
    例（坏）：产出指标（50分），其下各行合计 70 分。
    """
    return _heading_off(case, weight_sums(case).level1, "level1", LEVEL1_OFF)


LEVEL2_OFF = Kind(
    code="W403",
    severity=Severity.ERROR,
    title="二级指标标题的分值与各行合计不符",
    says="“{name}”标题写的是 {points} 分，其下各行分值合计 {sum} 分，{more}。",
    do="请{advice}。",
)


@check(LEVEL2_OFF, over="form")
def level2_points_are_the_sum(case: Case) -> Iterator[Draft]:
    """检查内容：二级指标标题写明的分值等于其下各行分值之和。
    依据：标题分值就是该类指标的合计分值。
    例（好）：数量指标（20分），其下两行各 10 分。
    例（坏）：数量指标（20分），其下两行合计 15 分。
    """
    return _heading_off(case, weight_sums(case).level2, "level2", LEVEL2_OFF)


SUM_OFF = Kind(
    code="W401",
    severity=Severity.ERROR,
    title="分值合计不等于总分",
    says="各项分值之和为 {sum} 分（{parts}），{against}。",
    do="请调整各指标分值，使预算执行与全部指标的分值合计为 {expected} 分。",
    explains=("W404", "W405", "S509"),
)


@check(SUM_OFF, over="form")
def weights_add_up(case: Case) -> Draft | None:
    """检查内容：预算执行与全部指标的分值之和等于总分行印的分值，也等于评分规则的满分（一般为 100）。
    有分值缺填时，只在已填的已经超过总分时报告；没有总分行的残缺表不判断不足。
    依据：总分等于各项得分之和，满分自然等于各项分值之和。
    例（好）：预算执行 10 + 指标 90 = 100，总分印 100。
    例（坏）：预算执行 10 + 指标 100 = 110，总分印 100。
    """
    return sum_off(case, weight_sums(case))


def sum_off(case: Case, sums: Sums) -> Draft | None:
    """What is wrong with the sum of one form's weights, None where nothing is."""
    form, full = case.form, case.rules.weights.total.value
    if sums.indicators is None or not case.rules.points.given.value or is_subtotal(case, sums):
        return None
    fund = scored_fund(case)
    own = in_points(span(fund, "weight"), case.rules) if fund is not None else None
    execution = own or exactly(Decimal(0))
    total = sums.indicators + execution
    printed = in_points(span(form, "total_weight"), case.rules)
    target = printed or Span(full, full)
    unseen = case.rules.execution.weight.value  # an execution score that the form counts without showing its points
    allowed = [total]
    if own is None:
        allowed.append(Span(total.low + unseen, total.high + unseen))
    agrees = any(one.meets(target) for one in allowed)
    open_ended = not sums.complete or not form.has_total
    if agrees and (printed is None or _is_whole(case, printed, own)):
        return None
    if (not agrees and open_ended and total.low <= target.high) or (agrees and open_ended):
        return None
    if not agrees and printed is None and own is None and total.meets(_indicators_only(case)):
        return None
    expected = full if printed is None or agrees else printed.low
    against = f"总分栏的分值为 {plain(printed.low)} 分" if printed is not None else f"满分应为 {plain(full)} 分"
    if agrees:
        against += f"，满分应为 {plain(full)} 分"
    parts = (
        f"预算执行 {plain(execution.low)} + " if own is not None else ""
    ) + f"绩效指标 {plain(sums.indicators.low)}"
    place = "total_weight" if form.total_weight.cell else "total_self_score"
    return case.at(
        SUM_OFF,
        form,
        "project" if form.number_in_list and not cell_of(form, place) else place,
        stated=printed.low if printed is not None and (agrees or total.low == full) else total.low,
        expected=full if total.low == full else expected,
        touching=_same_excess(case, total, printed),
        sum=total.low,
        parts=parts,
        against=against,
    )


def _same_excess(case: Case, total: Span, printed: Span | None) -> list[tuple[Form, str]]:
    """The printed total of the scores, where it is off by just as much: both come of the same surplus of points."""
    form, fund = case.form, scored_fund(case)
    if printed is None or form.total_self_score.value is None:
        return []
    scores = [
        row.self_score.value
        for row in (*case.indicators, *([fund] if fund else []))
        if row.self_score.value is not None
    ]
    surplus = sum(scores, Decimal(0)) - form.total_self_score.value
    return [(form, "total_self_score")] if surplus == total.low - printed.low else []


def _indicators_only(case: Case) -> Span:
    value = case.rules.weights.indicators.value
    return Span(value, value)


def _is_whole(case: Case, printed: Span, execution: Span | None) -> bool:
    """The printed total is the rule-set's, or that of the indicators alone where execution carries no points here."""
    full = case.rules.weights.total.value
    return printed.low <= full <= printed.high or (execution is None and printed.meets(_indicators_only(case)))


ONE_ROW_CARRIES_ALL = Kind(
    code="W409",
    severity=Severity.HINT,
    title="分值过于集中",
    says="这条指标占 {stated} 分，是全部绩效指标分值的 {share}。",
    do="请考虑把分值分配到更多指标，使评分能反映项目的各个方面。",
)


@check(ONE_ROW_CARRIES_ALL, over="form")
def points_are_spread(case: Case) -> Iterator[Draft]:
    """检查内容：没有哪一条指标占去全部绩效指标分值的八成以上。
    依据：分值可以自行分配，但过于集中时评分反映不了项目全貌；只作建议。
    例（好）：九条指标，每条 10 分。
    例（坏）：一条指标 90 分。
    """
    sums = weight_sums(case)
    if sums.indicators is None or sums.indicators.low <= 0 or not case.form.has_total or not sums.complete:
        return
    for row in case.indicators:
        if (
            row.weight.value is not None
            and carries_points(row)
            and row.weight.value >= sums.indicators.low * NEARLY_ALL
        ):
            yield case.at(ONE_ROW_CARRIES_ALL, row, "weight", share=percent(row.weight.value / sums.indicators.low, 0))


SHARES_FOR_POINTS = Kind(
    code="W411",
    severity=Severity.ERROR,
    title="分值按比例填写",
    says="各项分值之和为 {stated}，像是把分值写成了比例（如 10 分写成 {ten}），得分却按 {full} 分制填写"
    "（其他各项按分值乘以 {times} 核对）。",
    do="请把各项分值改为分数（{weight_cell} 改为 {expected}），使合计为 {full} 分。",
    explains=("S508",),
)


@check(SHARES_FOR_POINTS, over="form")
def points_are_no_shares(case: Case) -> Draft | None:
    """检查内容：分值填的是分数，不是占总分的比例；得分按分数填写而分值合计只有 1（或 10）的，只报告一次，
    其余各项按换算后的分值核对。
    依据：分值是得分的上限，两者须用同一种写法。
    例（好）：分值 10，得分 10。
    例（坏）：分值 0.1（表示 10 分），得分 10。
    """
    meant = case.in_points
    if meant.times is None:
        return None
    first = next(row for row in case.indicators if row.weight.value is not None and not row.is_breakdown)
    follow = [(row, "self_score") for row in (*case.funds, *case.indicators) if _is_a_share(row, meant.times)]
    return case.at(
        SHARES_FOR_POINTS,
        first,
        "weight",
        stated=meant.whole,
        expected=first.weight.value,
        weight_cell=first.weight.cell or words.name_of(first),
        touching=follow,
        full=case.rules.weights.total.value,
        times=meant.times,
        ten=Decimal(10) / meant.times,
    )


def _is_a_share(row: Fund | Indicator, times: Decimal) -> bool:
    """A score that a formula made of the share."""
    weight, own = row.weight.value, row.self_score.value
    return weight is not None and own is not None and row.self_score.said.formula is not None and own * times <= weight
