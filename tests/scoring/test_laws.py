"""Laws of scoring, tried with many forms.

1. Points lie within 0 and the weight; what stays open does too; the accepted self-scores do too.
2. More of a ≥ indicator never scores less; more of a ≤ indicator never scores more.
3. The total is the sum of the points given, `open` the sum of the weights not decided.
4. Scoring twice gives what scoring once gives; scoring changes nothing of what was read.
5. The order of rows does not matter.
6. A self-score that equals the computed points is accepted.
7. What is decided does not depend on the self-score, verdicts aside; a computed score put into a blank cell stands.
"""

from __future__ import annotations

import copy
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.form import Figure, Form, Fund, Indicator, Said, SaidKind
from perfeval_xl.reading.meaning.values import parse_actual, parse_target
from perfeval_xl.result import FormResult, FormScore, Score, Status
from perfeval_xl.rules.ruleset import RuleSet, load, variant
from perfeval_xl.scoring import score_form
from tests.figures import put

NATIONAL = load("mof-2020")
RULES = [
    NATIONAL,
    load("guangzhou-baiyun-2023"),
    variant(NATIONAL, {"quantitative.negative_missed": "limit_over_actual"}),
    variant(NATIONAL, {"quantitative.negative_missed": "by_hand", "quantitative.positive_missed": "zero"}),
    variant(NATIONAL, {"rounding.decimals": 0, "quantitative.ratio_floor": Decimal("0.6")}),
    variant(NATIONAL, {"rounding.decimals": 1, "rounding.mode": "down"}),
]
FIGURES = st.decimals(0, 10**6, places=2) | st.integers(0, 1000).map(Decimal)
UNITS = st.sampled_from(["", "%", "人", "次", "万元", "元", "亩", "万亩", "公里", "米"])
WORDS = [
    "达成预期指标",
    "部分达成",
    "未达成",
    "完成",
    "是",
    "否",
    "效果明显",
    "良好",
    "无",
    "",
    "—",
    "2023年12月31日",
    "修了路",
]
SIGNS = st.sampled_from(["≥", "≤", ">", "<", "=", ""])
WEIGHTS = st.sampled_from(["0.5", "1", "2.8", "9.3", "10", "22.5", "40"]).map(Decimal)
NAMES = st.sampled_from(["服务人次", "项目总成本", "群众投诉次数", "办结时间", "满意度", "人均补助标准"])
LEVELS = st.sampled_from(["数量指标", "成本指标", "时效指标", "经济效益指标"])

plain_values = st.builds(lambda figure, unit: f"{figure}{unit}", FIGURES, UNITS)
targets = st.builds(lambda sign, value: f"{sign}{value}", SIGNS, plain_values) | st.sampled_from(WORDS)
actuals = targets | plain_values
self_scores = st.none() | st.decimals(0, 50, places=2)


def row_of(target: str, actual: str, weight: Decimal | None, **more: object) -> Indicator:
    made = Indicator("f1", 0, level1="产出指标", level2="数量指标", name="服务人次", target=target, actual=actual)
    made.target_value, made.actual_value = parse_target(target, year=2023), parse_actual(actual, year=2023)
    return put(made, weight=weight, **more)


rows = st.builds(
    lambda target, actual, weight, own, name, level: row_of(
        target, actual, weight, self_score=own, name=name, level2=level
    ),
    targets,
    actuals,
    WEIGHTS | st.none(),
    self_scores,
    NAMES,
    LEVELS,
)


def money(budget: Decimal, executed: Decimal) -> Fund:
    made = Fund("f1", 0, "total", "年度资金总额", annual_budget=Figure(budget, cell="D5"), executed=Figure(executed))
    put(made, annual_budget_said=Said(str(budget), SaidKind.NUMBER, budget, budget), weight=Decimal(10))
    return put(made, executed_said=Said(str(executed), SaidKind.NUMBER, executed, executed))


def form_of(indicators: list[Indicator], funds: list[Fund]) -> FormResult:
    for at, one in enumerate(indicators):
        one.row = at
    head = Form("f1", "自评表.xlsx", "自评表", "A1:H20", year=2023, has_weights=True, has_scores=True)
    return FormResult(head, funds, indicators, [], [], [])


forms = st.builds(
    lambda indicators, budget, executed: form_of(indicators, [money(budget, executed)]),
    st.lists(rows, min_size=1, max_size=6),
    FIGURES,
    FIGURES,
)
rule_sets = st.sampled_from(RULES)


def one(target: str, actual: str, weight: Decimal, rules: RuleSet, self_score: Decimal | None = None) -> Score:
    return score_form(form_of([row_of(target, actual, weight, self_score=self_score)], []), rules).scores[0]


@given(forms, rule_sets)
def test_points_and_ranges_lie_within_the_weight(form: FormResult, rules: RuleSet) -> None:
    for score in score_form(form, rules).scores:
        if score.weight is None:
            assert score.points is None
            assert score.status is Status.NOT_SCORED or score.rows > 1
            continue
        top = score.weight
        if score.status is Status.SCORED:
            assert score.points is not None
            assert 0 <= score.points <= top
        elif score.status is Status.NEEDS_REVIEW:
            assert score.open_from is not None
            assert score.open_to is not None
            assert 0 <= score.open_from <= score.open_to <= top
            assert score.why
        assert score.accept_low is not None
        assert score.accept_high is not None
        assert 0 <= score.accept_low <= score.accept_high <= top
        assert score.derivation
        assert score.method


@given(forms, rule_sets)
def test_the_total_is_the_sum_of_the_parts(form: FormResult, rules: RuleSet) -> None:
    result = score_form(form, rules)
    decided = [score.points for score in result.scores if score.points is not None]
    undecided = [score.weight or 0 for score in result.scores if score.status is Status.NEEDS_REVIEW]
    assert result.total == sum(decided)
    assert result.open == sum(undecided)
    assert result.grade is None or not result.open


@given(forms, rule_sets)
def test_scoring_twice_is_scoring_once_and_changes_nothing(form: FormResult, rules: RuleSet) -> None:
    before = copy.deepcopy(form)
    first = score_form(form, rules)
    assert form == before
    form.score = first
    assert score_form(form, rules) == first


def _by_row(result: FormScore, form: FormResult) -> dict[int, tuple[object, ...]]:
    """What each indicator got, by the identity of its record."""
    by_number = {score.row: score for score in result.scores if score.table == "indicators"}
    return {
        id(row): (by_number[row.row].status, by_number[row.row].points, by_number[row.row].derivation)
        for row in form.indicators
        if row.row in by_number
    }


@given(st.lists(rows.filter(lambda row: row.weight.value is not None), min_size=2, max_size=6), st.randoms(), rule_sets)
def test_the_order_of_rows_does_not_matter(indicators: list[Indicator], random: object, rules: RuleSet) -> None:
    form = form_of(indicators, [])
    first = score_form(form, rules)
    was = _by_row(first, form)
    random.shuffle(indicators)  # type: ignore[attr-defined]
    again = form_of(indicators, [])
    second = score_form(again, rules)
    assert _by_row(second, again) == was
    assert (second.total, second.open, second.grade) == (first.total, first.open, first.grade)


@given(st.sampled_from(["≥", ">", "=", ""]), FIGURES, FIGURES, FIGURES, WEIGHTS, rule_sets)
def test_more_of_a_positive_indicator_never_scores_less(
    sign: str, goal: Decimal, less: Decimal, more: Decimal, weight: Decimal, rules: RuleSet
) -> None:
    less, more = min(less, more), max(less, more)
    if goal == 0:
        return
    low, high = (one(f"{sign}{goal}人", f"{actual}人", weight, rules) for actual in (less, more))
    if low.points is not None and high.points is not None:
        assert low.points <= high.points


@given(st.sampled_from(["≤", "<"]), FIGURES, FIGURES, FIGURES, WEIGHTS, rule_sets)
def test_more_of_a_negative_indicator_never_scores_more(
    sign: str, goal: Decimal, less: Decimal, more: Decimal, weight: Decimal, rules: RuleSet
) -> None:
    less, more = min(less, more), max(less, more)
    low, high = (one(f"{sign}{goal}次", f"{actual}次", weight, rules) for actual in (less, more))
    if low.points is not None and high.points is not None:
        assert high.points <= low.points


@given(FIGURES, FIGURES, FIGURES, rule_sets)
def test_more_money_spent_never_scores_less(budget: Decimal, less: Decimal, more: Decimal, rules: RuleSet) -> None:
    spent = sorted((less, more))
    low, high = (score_form(form_of([], [money(budget, executed)]), rules).scores[0] for executed in spent)
    if budget:
        assert low.points is not None
        assert high.points is not None
        assert low.points <= high.points


@settings(max_examples=200)
@given(forms, rule_sets)
def test_the_computed_points_themselves_are_accepted(form: FormResult, rules: RuleSet) -> None:
    for score in score_form(form, rules).scores:
        if score.points is not None and score.accept_low is not None and score.accept_high is not None:
            assert score.accept_low <= score.points <= score.accept_high


@given(targets, actuals, WEIGHTS, rule_sets)
def test_a_computed_score_put_into_a_blank_cell_stands(
    target: str, actual: str, weight: Decimal, rules: RuleSet
) -> None:
    blank = one(target, actual, weight, rules)
    if blank.points is not None:
        filled = one(target, actual, weight, rules, blank.points)
        assert (filled.status, filled.points) == (Status.SCORED, blank.points)


@given(st.sampled_from(["≥", "≤", "="]), FIGURES, FIGURES, WEIGHTS, self_scores, rule_sets)
def test_figures_are_judged_whatever_the_self_score(
    sign: str, goal: Decimal, actual: Decimal, weight: Decimal, own: Decimal | None, rules: RuleSet
) -> None:
    assert one(f"{sign}{goal}人", f"{actual}人", weight, rules) == one(
        f"{sign}{goal}人", f"{actual}人", weight, rules, own
    )


@given(st.lists(st.tuples(targets, actuals, WEIGHTS), min_size=2, max_size=5), rule_sets)
def test_points_of_a_heading_allow_what_any_split_over_its_rows_would_give(
    written: list[tuple[str, str, Decimal]], rules: RuleSet
) -> None:
    total = sum((weight for _, _, weight in written), Decimal(0))
    split = [row_of(target, actual, weight) for target, actual, weight in written]
    heading = [row_of(target, actual, None, level1_points=total) for target, actual, _ in written]
    (together,) = score_form(form_of(heading, []), rules).scores
    singly = score_form(form_of(split, []), rules)
    assert (together.weight, together.rows) == (total, len(written))
    if singly.open or together.accept_low is None or together.accept_high is None or singly.total is None:
        return
    step = Decimal(1).scaleb(-rules.rounding.decimals.value) * len(written)
    low = together.points if together.open_from is None else together.open_from
    high = together.points if together.open_to is None else together.open_to
    assert low is not None
    assert high is not None
    assert low - step <= singly.total <= high + step
