"""Scores of a form.

1. Derivations say the sum with the figures as shown; each score names its rule and where that comes from.
2. `accept_low`..`accept_high` hold what a self-score may be without being contradicted, and nothing else.
3. The execution rate: points from the row, else from the rule-set where they fit; rows below the total carry none.
4. One score over several rows; points in headings only; no 分值 column at all; forms without points.
5. Rows without weight, 其中 rows, 不适用 rows (left out and rescaled where the rule-set allows).
6. Flags: over_achieved, repeats_operator, unmeasurable, unit_missing, words_for_number, late, over_budget, …
7. Total, open points, grade; the cap of the total by the execution rate.
8. The execution rate written as an indicator takes its result from the money block where it has none.
9. A standard that the form itself prints for a row goes before the formula.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.form import (
    Form,
    FormResult,
    FormScore,
    Fund,
    Indicator,
    Meaning,
    MeaningKind,
    Said,
    SaidKind,
    Score,
    Status,
)
from perfeval_xl.reading.values import parse_actual, parse_target
from perfeval_xl.rules.ruleset import COMMON_PRACTICE, RuleSet, load, variant
from perfeval_xl.scoring import score_form

FILES = Path(__file__).parent / "fixtures" / "rulesets"
NATIONAL = load("mof-2020")


def D(value: object) -> Decimal:  # noqa: N802
    return Decimal(str(value))


def said(value: object) -> Said:
    return Said(str(value), SaidKind.NUMBER, D(value), D(value))


def fund(budget: object, executed: object, weight: object = 10, **more: Any) -> Fund:
    """The total row of a money block."""
    row = Fund("f1", 0, "total", "年度资金总额", annual_budget_cell="D5", executed_cell="E5")
    row.annual_budget, row.annual_budget_said = D(budget), said(budget)
    row.executed, row.executed_said = D(executed), said(executed)
    row.weight = None if weight is None else D(weight)
    for name, value in more.items():
        setattr(row, name, value)
    return row


def row(target: str, actual: str, weight: object = 10, **more: Any) -> Indicator:
    """An indicator row; `level2`, `name`, `self_score`, `score_rows` … as keywords."""
    made = Indicator("f1", 0, level1="产出指标", level2="数量指标", name="服务人次", target=target, actual=actual)
    made.target_value, made.actual_value = parse_target(target, year=2023), parse_actual(actual, year=2023)
    made.weight = None if weight is None else D(weight)
    for name, value in more.items():
        setattr(made, name, D(value) if name in ("self_score", "level1_points") and value is not None else value)
    return made


def scored(
    rows: Iterable[Indicator] = (), funds: Iterable[Fund] = (), rules: RuleSet = NATIONAL, **head: Any
) -> FormScore:
    """The scores of a form with these rows."""
    indicators, money = list(rows), list(funds)
    for at, one in enumerate(indicators):
        one.row = at
    for at, one in enumerate(money):
        one.row = at
    form = Form("f1", "自评表.xlsx", "自评表", "A1:H20", year=2023)
    form.has_weights, form.has_scores, form.has_funds = True, True, bool(money)
    for name, value in head.items():
        setattr(form, name, value)
    return score_form(FormResult(form, money, indicators, [], [], []), rules)


def one(target: str, actual: str, weight: object = 10, rules: RuleSet = NATIONAL, **more: Any) -> Score:
    """The score of one indicator row."""
    (score,) = scored([row(target, actual, weight, **more)], rules=rules).scores
    return score


def accepts(score: Score, self_score: object) -> bool:
    assert score.accept_low is not None
    assert score.accept_high is not None
    return score.accept_low <= D(self_score) <= score.accept_high


# ------------------------------------------------------------------------------------------------ 1: derivations


@pytest.mark.parametrize(
    ("target", "actual", "weight", "derivation"),
    [
        ("≥90%", "87%", 10, "87% ÷ 90% × 10 分 = 9.67 分"),
        ("8755", "8676", 15, "8676 ÷ 8755 × 15 分 = 14.86 分"),
        ("≥95%", "96%", 10, "实际 96% 达到目标 ≥95%，得满分 10 分"),
        ("不少于12种", "14种", 1, "实际 14种 达到目标 ≥12种，得满分 1 分"),
        ("100人", "100人", 10, "实际 100人 与目标一致，得满分 10 分"),
        ("≤4次", "3次", 10, "实际 3次 未超过上限 4次，得满分 10 分"),
        ("≤5300元/户", "5830元/户", 10, "〔1 −（5830元/户 − 5300元/户）÷ 5300元/户〕 × 10 分 = 9 分"),
        ("≤10次", "20次", 10, "实际 20次，达到 10次 的 2 倍以上，得 0 分"),
        ("≥1.2万亩", "11000亩", 12, "11000亩（合 1.1万亩） ÷ 1.2万亩 × 12 分 = 11 分"),
        ("≥266米", "≥266米", 10, "实际 ≥266米 满足目标 ≥266米，得满分 10 分"),
        ("10～20场", "15场", 10, "实际 15场 在目标 10～20场 之内，得满分 10 分"),
        ("≥500人", "0人", 10, "实际 0人，目标 500人，得 0 分"),
        ("是", "是", 10, "实际“是”与目标“是”一致，得满分 10 分"),
        ("2023年12月31日前", "2023年12月1日", 10, "实际“2023年12月1日”不晚于目标“2023年12月31日前”，得满分 10 分"),
        ("合规", "达成预期指标", 10, "实际完成值“达成预期指标”属第一档（达成），得满分 10 分"),
    ],
)
def test_a_derivation_says_the_sum(target: str, actual: str, weight: object, derivation: str) -> None:
    assert one(target, actual, weight).derivation == derivation


def test_the_execution_rate_says_its_sum() -> None:
    (score,) = scored(funds=[fund("65.66", "65.07")]).scores
    assert score.derivation == "65.07 ÷ 65.66 × 10 分 = 9.91 分"
    assert scored(funds=[fund(120, 120, 20)]).scores[0].derivation == "执行率 120 ÷ 120 = 100%，得满分 20 分"


def test_a_self_score_in_its_band_is_said_to_stand() -> None:
    score = one("合规", "部分达成", self_score="7")
    assert score.points == 7
    assert (
        score.derivation
        == "实际完成值“部分达成”属第二档（部分达成），得分应在 6～8 分之间；自评 7 分在此范围内，照此计分"
    )


def test_a_rule_names_its_source_or_says_common_practice() -> None:
    score = one("≥90%", "87%")
    assert score.rule == "未完成的定量指标，得分 = 分值 × 实际值 ÷ 目标值。依据：已公开自评表的计分说明"
    assert score.confirmed
    unread = one("≥90%", "80%", rules=load(FILES / "strict-local.toml"))
    assert unread.rule.endswith(COMMON_PRACTICE)
    assert not unread.confirmed


def test_what_is_not_decided_says_why_and_the_range() -> None:
    score = one("≥95%", "0.97")
    assert (score.status, score.points, score.open_from, score.open_to) == (Status.NEEDS_REVIEW, None, 0, 10)
    assert score.why == "实际完成值 0.97 没有百分号，可能是 97%，也可能是 0.97%"
    assert score.derivation == f"{score.why}，得分在 0～10 分之间"


# ------------------------------------------------------------------------------------------- 2: accepted self-scores


@pytest.mark.parametrize(
    ("target", "actual", "weight", "good", "bad"),
    [
        ("≥90%", "90%", 10, ["10"], ["9", "10.01"]),
        ("≥3次", "2次", 10, ["6.67", "6.66", "6.667"], ["6.6", "6.7", "7", "10", "6.65"]),
        (">=4754人", "4604人", 5, ["4.84", "4.8427"], ["5", "4.85", "4.8"]),
        ("≤10次", "12次", 10, ["8"], ["10", "8.01", "7.9"]),
        ("≥500人", "0人", 10, ["0"], ["0.01"]),
        ("合规", "达成", 10, ["10", "8"], ["7.99"]),
        ("合规", "部分达成", 10, ["8", "6"], ["8.01", "5.9"]),
        ("改善条件", "修了一条路", 10, ["10", "0", "7"], ["10.5"]),
        ("≥100人", "完成", 10, ["10", "9"], ["5"]),
        ("2023年6月30日前", "2023年8月5日", 10, ["9", "0"], ["10"]),
        ("良好", "中", 10, ["9", "0"], ["10"]),
        ("10～20场", "8场", 10, ["9", "8", "0"], ["10"]),
        ("≥266米", "<200米", 10, ["7", "9"], ["10"]),
        ("≥95%", "", 10, ["10", "0"], ["11"]),
        ("20万元", "18万元", 10, ["10", "9"], ["10.1"]),
    ],
)
def test_a_self_score_is_contradicted_by_the_rule_or_not(
    target: str, actual: str, weight: object, good: list[str], bad: list[str]
) -> None:
    score = one(target, actual, weight)
    assert [value for value in good if not accepts(score, value)] == []
    assert [value for value in bad if accepts(score, value)] == []


def test_a_percentage_stands_for_the_interval_of_its_digits() -> None:
    score = one("100%", "97%")
    assert score.points == D("9.7")
    assert accepts(score, "9.68")
    assert not accepts(score, "9.6")


def test_the_interval_of_a_missed_target_never_reaches_full_points() -> None:
    score = one("≥94.4%", "94%")
    assert not accepts(score, 10)


def test_a_score_worked_out_from_the_printed_rate_is_accepted() -> None:
    printed = Said("83%", SaidKind.NUMBER, D("0.825"), D("0.835"))
    (score,) = scored(funds=[fund(100, "83.46", 20, rate=D("0.83"), rate_said=printed)]).scores
    assert score.points == D("16.69")
    assert accepts(score, "16.6")
    assert not accepts(score, "16.5")


def test_a_printed_rate_that_contradicts_the_money_is_not_followed() -> None:
    printed = Said("98%", SaidKind.NUMBER, D("0.975"), D("0.985"))
    (score,) = scored(funds=[fund(100, "89.5", 10, rate=D("0.98"), rate_said=printed)]).scores
    assert not accepts(score, "9.8")


def test_a_rate_printed_as_100_does_not_make_full_points_of_less() -> None:
    printed = Said("100%", SaidKind.NUMBER, D("0.995"), D("1.005"))
    (score,) = scored(funds=[fund(100, "99.6", 10, rate=D(1), rate_said=printed)]).scores
    assert score.points == D("9.96")
    assert not accepts(score, 10)


# -------------------------------------------------------------------------------------------- 3: execution rate


def test_rows_below_the_total_are_not_scored() -> None:
    part = fund(60, 60, None, source="fiscal", label="其中：当年财政拨款")
    repeated = fund(60, 60, 10, source="other", label="其他资金", self_score=D(10))
    scores = scored(funds=[fund(120, 120), part, repeated]).scores
    assert [score.status for score in scores] == [Status.SCORED, Status.NOT_SCORED, Status.NOT_SCORED]
    assert scores[1].why == "总额之下的资金明细，不单独计分"


def test_one_row_of_money_needs_no_total() -> None:
    (score,) = scored(funds=[fund("1.56", "1.56", 20, source="fiscal", label="年度财政资金总额")]).scores
    assert score.points == 20


def test_without_printed_points_the_rule_sets_are_used_and_said() -> None:
    (score,) = scored(funds=[fund(100, 85, None)], rules=load("guangzhou-baiyun-2023")).scores
    assert (score.weight, score.points, score.flags) == (20, 17, ("rule_weight",))
    assert "本表没有写预算执行率的分值" in score.derivation


def test_where_the_indicators_already_make_up_the_total_execution_carries_none() -> None:
    result = scored([row("100", "100", 100)], [fund(100, 85, None)])
    assert result.scores[0].status is Status.NOT_SCORED
    assert result.scores[0].why == "本表没有预算执行率的分值，绩效指标分值合计已有 100 分"
    assert (result.total, result.total_weight, result.grade) == (100, 100, "优")


def test_where_the_rule_set_does_not_score_execution_it_carries_none() -> None:
    (score,) = scored(funds=[fund(100, 85, None)], rules=load(FILES / "ningxia-40-40-20.toml")).scores
    assert score.status is Status.NOT_SCORED


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"annual_budget": D(0)}, "全年预算数为 0，无法计算执行率"),
        ({"executed": D(-1)}, "全年执行数为负数 -1，无法计算执行率"),
        ({"executed": None, "executed_said": Said("约89万", SaidKind.TEXT)}, "全年执行数写的是“约89万”，不是数"),
        ({"executed": None, "executed_said": Said()}, "全年执行数没有填写"),
        (
            {"annual_budget": None, "annual_budget_said": Said("", SaidKind.NO_RESULT, formula="D6+D7")},
            "全年预算数的公式没有保存计算结果，请用 Excel 或 WPS 打开后保存一次",
        ),
    ],
)
def test_a_rate_that_cannot_be_computed_is_not_guessed(change: dict[str, Any], why: str) -> None:
    money = fund(100, 90)
    for name, value in change.items():
        setattr(money, name, value)
    (score,) = scored(funds=[money]).scores
    assert (score.status, score.why, score.open_from, score.open_to) == (Status.NEEDS_REVIEW, why, 0, 10)


def test_money_that_arrived_is_not_on_the_form() -> None:
    rules = variant(NATIONAL, {"execution.denominator": "arrived"})
    (score,) = scored(funds=[fund(100, 90)], rules=rules).scores
    assert score.why == "评分规则以实际到位资金为分母，本表没有这一栏"


def test_the_initial_budget_is_divided_by_where_the_rules_say_so() -> None:
    rules = variant(NATIONAL, {"execution.denominator": "initial_budget"})
    money = fund(100, 90, initial_budget=D(120), initial_budget_said=said(120))
    (score,) = scored(funds=[money], rules=rules).scores
    assert score.derivation == "90 ÷ 120 × 10 分 = 7.5 分"


# ------------------------------------------------------------------------------------------------- 4: shared points


def test_a_merged_score_covers_the_sum_of_its_rows() -> None:
    rows = [row("≥10场", "10场", 5, score_rows=2, self_score=8), row("≥10场", "8场", 5, score_rows=0)]
    (score,) = scored(rows).scores
    assert (score.row, score.rows, score.weight, score.points) == (0, 2, 10, 9)
    assert score.derivation == "2 条指标合用一个得分；5 + 4 = 9 分"
    assert [part.points for part in score.parts] == [5, 4]


def test_a_merged_score_with_an_open_row_stays_open_with_its_range() -> None:
    rows = [row("≥10场", "10场", 5, score_rows=2), row("≥10场", "", 5, score_rows=0)]
    (score,) = scored(rows).scores
    assert (score.status, score.open_from, score.open_to) == (Status.NEEDS_REVIEW, 5, 10)
    assert "实际完成值没有填写" in score.why


def test_a_merged_score_and_weight_is_full_where_all_rows_are() -> None:
    rows = [row("≥10场", "10场", 10, score_rows=2), row("≥10场", "12场", None, score_rows=0)]
    (score,) = scored(rows).scores
    assert (score.status, score.points) == (Status.SCORED, 10)


def test_a_merged_score_and_weight_with_a_missed_row_is_open_within_what_the_rows_allow() -> None:
    rows = [row("≥10场", "10场", 10, score_rows=2), row("≥10场", "8场", None, score_rows=0)]
    (score,) = scored(rows).scores
    assert (score.status, score.open_from, score.open_to) == (Status.NEEDS_REVIEW, 8, 10)


def _headed(level1: str, points: object, *results: tuple[str, str]) -> list[Indicator]:
    return [row(target, actual, None, level1=level1, level1_points=points) for target, actual in results]


def test_points_of_a_heading_are_given_together_where_all_is_met() -> None:
    rows = _headed("产出指标（40分）", 40, ("100%", "100%"), ("≥2次", "3次"))
    rows += _headed("效益指标（30分）", 30, ("≥10人", "12人")) + _headed("满意度指标（10分）", 10, ("100%", "100%"))
    result = scored(rows, [fund(120, 120, 20)], load("guangzhou-baiyun-2023"))
    assert [(score.row, score.rows, score.points) for score in result.scores[1:]] == [
        (0, 2, 40),
        (2, 1, 30),
        (3, 1, 10),
    ]
    assert (result.total, result.open, result.grade) == (100, 0, "优")
    assert result.scores[1].derivation == (
        "“产出指标（40分）”下各行没有写分值，按合计 40 分一并计分；各行均已完成，得满分 40 分"
    )


def test_points_of_a_heading_stay_open_where_a_result_is_missing() -> None:
    rows = _headed("产出指标（40分）", 40, ("100%", "100%"), ("100%", ""))
    (score,) = scored(rows).scores
    assert (score.status, score.open_from, score.open_to, score.weight) == (Status.NEEDS_REVIEW, 0, 40, 40)
    assert score.parts[1].why == "实际完成值没有填写"


def test_points_of_a_heading_have_the_range_of_the_worst_and_the_best_row() -> None:
    rows = _headed("产出指标（40分）", 40, ("100人", "80人"), ("100人", "90人"))
    (score,) = scored(rows).scores
    assert (score.open_from, score.open_to) == (32, 36)
    assert not accepts(score, 40)
    assert accepts(score, 34)


def test_a_form_without_weight_column_is_full_where_all_is_met() -> None:
    rows = [row("6", "6", None, self_score=20), row("100%", "100%", None, self_score=60)]
    result = scored(rows, [fund("1.56", "1.56", 20)], has_weights=False)
    assert result.scores[1].rows == 2
    assert (result.scores[1].weight, result.scores[1].points) == (80, 80)
    assert (result.total, result.total_weight, result.grade) == (100, 100, "优")


def test_a_form_without_weight_column_keeps_open_what_it_cannot_split() -> None:
    rows = [row("6", "6", None), row("改善条件", "修了一条路", None)]
    result = scored(rows, [fund("1.56", "1.56", 20)], has_weights=False)
    assert (result.total, result.open, result.grade) == (20, 80, None)


def test_a_weight_column_left_blank_is_not_filled_in_by_guessing() -> None:
    result = scored([row("6", "6", None), row("7", "7", None)], [fund(1, 1, 10)])
    assert result.scores[1].status is Status.NEEDS_REVIEW
    assert "各行分值都没有填写" in result.scores[1].why
    assert (result.total, result.open) == (10, 90)


def test_each_row_of_a_group_keeps_what_it_says_by_itself() -> None:
    rows = _headed("产出指标（40分）", 40, ("≥90%", "≥90%"), ("12次", "96次"))
    result = scored(rows)
    own = result.own("indicators", 1)
    assert own is not None
    assert (own.row, own.completion, own.flags) == (1, 8, ("over_achieved",))
    assert result.scores[0].flags == ("repeats_operator", "over_achieved")


def test_a_form_without_points_has_no_total_and_still_says_what_was_reached() -> None:
    result = scored([row("≥50000人次", "110406", None)], [fund(100, 90, None)], has_weights=False, has_scores=False)
    assert (result.total, result.total_weight, result.open, result.grade) == (None, None, 0, None)
    assert {score.status for score in result.scores} == {Status.NOT_SCORED}
    assert result.scores[1].completion == D("2.20812")
    assert "over_achieved" in result.scores[1].flags


def test_a_rule_set_without_points_scores_nothing() -> None:
    result = scored([row("100", "90")], [fund(100, 90)], load(FILES / "no-points.toml"))
    assert result.total is None
    assert [score.points for score in result.scores] == [None, None]


# ------------------------------------------------------------------------------- 5: rows that carry no points


def test_breakdown_rows_and_rows_without_weight_are_not_scored() -> None:
    rows = [row("100", "100", 90), row("60", "60", None, is_breakdown=True), row("3", "3", None)]
    result = scored(rows, [fund(1, 1)])
    assert [score.why for score in result.scores[2:]] == ["其中项，不单独计分", "分值没有填写，不能计分"]
    assert result.total == 100
    assert result.grade is None


def test_a_breakdown_row_does_not_hold_up_the_grade() -> None:
    rows = [row("100", "100", 90), row("60", "60", None, is_breakdown=True)]
    assert scored(rows, [fund(1, 1)]).grade == "优"


def test_not_applicable_rows_are_for_a_person_unless_the_rules_leave_them_out() -> None:
    rows = [row("100人", "80人", 70), row("无", "", 20)]
    result = scored(rows, [fund(1, 1)])
    assert (result.scores[2].status, result.open) == (Status.NEEDS_REVIEW, 20)


def test_left_out_rows_are_made_up_for_by_the_rest() -> None:
    rules = variant(NATIONAL, {"points.rescale_not_applicable": True})
    result = scored([row("100人", "80人", 70), row("无", "—", 20)], [fund(1, 1)], rules)
    assert result.scores[2].status is Status.NOT_SCORED
    assert "由其余指标按比例折算" in result.scores[2].why
    assert (result.total, result.total_weight, result.open) == (D(10) + 56 * D(90) / 70, 100, 0)


def test_a_row_of_dashes_without_weight_is_not_scored() -> None:
    result = scored([row("100", "100", 90), row("/", "/", None)], [fund(1, 1)])
    assert (result.scores[2].status, result.scores[2].why) == (Status.NOT_SCORED, "不适用，不计分")
    assert result.grade == "优"


# ------------------------------------------------------------------------------------------------------- 6: flags


@pytest.mark.parametrize(
    ("target", "actual", "more", "flag"),
    [
        ("≥100人", "120人", {}, "over_achieved"),
        ("≥266米", "≥266米", {}, "repeats_operator"),
        ("效果明显", "达成预期指标", {}, "unmeasurable"),
        ("显著提升", "显著提升", {}, "same_words"),
        ("≥50个", "50", {}, "unit_missing"),
        ("≥50个", "完成", {}, "words_for_number"),
        ("0起", "0起", {}, "target_zero"),
        ("2023年6月前", "2023年8月", {}, "late"),
    ],
)
def test_flags(target: str, actual: str, more: dict[str, Any], flag: str) -> None:
    assert flag in one(target, actual, **more).flags


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥100人", "119人"), ("≤100人", "10人"), ("≥95%", "=98%"), ("100人", "100人"), ("符合规定", "符合规定")],
)
def test_no_flag_where_nothing_is_odd(target: str, actual: str) -> None:
    assert one(target, actual).flags == ()


def test_spending_above_the_budget_is_flagged_and_capped() -> None:
    (score,) = scored(funds=[fund(100, "102.59")]).scores
    assert (score.points, score.flags, score.completion) == (10, ("over_budget",), D("1.0259"))


def test_over_achievement_costs_nothing_unless_the_rules_say_so() -> None:
    assert one("≥100人", "500人").points == 10
    local = one("≥100人", "500人", rules=load(FILES / "strict-local.toml"))
    assert local.points == 8
    assert local.derivation == "实际 500人 为目标 ≥100人 的 500%，扣 20%：80% × 10 分 = 8 分"


# ---------------------------------------------------------------------------------------- 7: total, grade, cap


def test_total_is_the_sum_of_rounded_points_and_open_what_is_not_decided() -> None:
    result = scored([row("≥3次", "2次", 30), row("改善", "修了路", 60)], [fund(100, "99.155")])
    assert [score.points for score in result.scores] == [D("9.92"), 20, None]
    assert (result.total, result.open, result.total_weight, result.grade) == (D("29.92"), 60, 100, None)


def test_no_grade_for_weights_that_do_not_make_up_the_total() -> None:
    assert scored([row("100", "100", 100)], [fund(1, 1, 10)]).grade is None


@pytest.mark.parametrize(("actual", "grade"), [("100人", "优"), ("88人", "良"), ("75人", "中"), ("40人", "差")])
def test_the_grade_follows_the_total(actual: str, grade: str) -> None:
    assert scored([row("100人", actual, 90)], [fund(1, 1)]).grade == grade


def test_a_low_execution_rate_caps_the_total_where_the_rules_say_so() -> None:
    rules = variant(NATIONAL, {"execution.total_caps": [{"rate_below": D("0.6"), "total_at_most": D(79)}]})
    result = scored([row("100", "100", 90)], [fund(100, 50)], rules)
    assert (result.total, result.grade) == (79, "中")
    assert result.scores[0].flags == ("total_capped",)
    assert result.scores[0].derivation.endswith("；执行率偏低，总分不超过 79 分")


# ------------------------------------------------------------------ 8, 9: execution as indicator, own standards


def test_execution_written_as_an_indicator_takes_the_rate_of_the_money() -> None:
    rows = [row("100%", "", 10, name="预算执行率", is_execution=True)]
    score = scored(rows, [fund(100, 85, None)]).scores
    assert score[0].status is Status.NOT_SCORED
    assert score[1].derivation == "资金表执行率 85% × 10 分 = 8.5 分"


def test_execution_with_a_result_of_its_own_is_scored_by_it() -> None:
    rows = [row("≥95%", "95%", 10, name="预算执行率", is_execution=True)]
    assert scored(rows, [fund(100, 85, None)]).scores[1].points == 10


@pytest.mark.parametrize(
    ("standard", "status"),
    [("每少1场扣0.5分", Status.NEEDS_REVIEW), ("按完成比例计分", Status.SCORED), (None, Status.SCORED)],
)
def test_a_standard_of_the_forms_own_goes_before_the_formula(standard: str | None, status: Status) -> None:
    score = one("≥10场", "8场", rule_text=standard)
    assert score.status is status
    assert not accepts(score, 10)


def test_a_standard_of_the_forms_own_does_not_matter_where_the_target_is_met() -> None:
    assert one("≥10场", "10场", rule_text="每少1场扣0.5分").points == 10


# --------------------------------------------------------------------------------------- directions by name


@pytest.mark.parametrize(
    ("level2", "name", "target", "actual", "points"),
    [
        ("成本指标", "项目总成本", "20万元", "18万元", 10),
        ("成本指标", "成本节约率", "5%", "8%", 10),
        ("成本指标", "节约资金", "5万元", "8万元", 10),
        ("经济效益指标", "降低企业用工成本", "100万元", "90万元", 9),
        ("成本指标", "年度维护成本", "10万元/年", "9万元/年", 10),
        ("成本指标", "预算控制率", "100%", "98%", None),
        ("质量指标", "不合格产品数", "5个", "2个", 10),
        ("质量指标", "返贫人数", "5人", "2人", 10),
        ("质量指标", "火灾防控宣传次数", "5次", "4次", 8),
        ("质量指标", "平均时长", "30分钟", "25分钟", None),
        ("质量指标", "培训时长", "40小时", "30小时", "7.5"),
        ("时效指标", "响应时间", "30分钟", "25分钟", 10),
        ("时效指标", "工期", "=90天", "80天", None),
        ("成本指标", "成本节约率", "5%", "4%", 8),
        ("数量指标", "发放补贴金额", "100万元", "90万元", 9),
        ("数量指标", "完成投资", "100万元", "90万元", None),
        ("经济效益指标", "带动增收", "100万元", "90万元", 9),
        ("时效指标", "办结时间", "5天", "4天", 10),
        ("时效指标", "服务天数", "360天", "365天", 10),
        ("时效指标", "及时率", "100%", "90%", 9),
        ("质量指标", "群众投诉次数", "5次", "2次", 10),
        ("质量指标", "投诉处理及时率", "100%", "90%", 9),
        ("成本指标", "人均补助标准", "500元", "480元", None),
        ("成本指标", "人均补助标准", "500元", "500元", 10),
    ],
)
def test_which_way_is_better_without_an_operator(
    level2: str, name: str, target: str, actual: str, points: object
) -> None:
    score = one(target, actual, level2=level2, name=name)
    assert score.points == (None if points is None else D(points))
    assert accepts(score, 10) == (points is None or points == 10)


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [("-5%", "-3%", 10), ("≥-5%", "-3%", 10), ("≤-3%", "-4%", 10), ("≥-5%", "-8%", None), ("≥0起", "3起", 10)],
)
def test_targets_at_or_below_zero(target: str, actual: str, points: object) -> None:
    score = one(target, actual, name="增长率", level2="经济效益指标")
    assert score.points == (None if points is None else D(points))


def test_a_scale_as_result_says_nothing() -> None:
    score = one("好坏", "好坏", self_score=10)
    assert (score.status, score.why) == (Status.NEEDS_REVIEW, "实际完成值“好坏”是整个等级，没有写明是哪一档")


# ------------------------------------------------------------------------------------------- more of one score


def test_a_merged_score_without_any_weight_is_not_scored() -> None:
    rows = [row("10", "10", 90), row("10", "10", None, score_rows=2), row("10", "10", None, score_rows=0)]
    score = scored(rows).scores[1]
    assert (score.status, score.why) == (Status.NOT_SCORED, "2 条指标合用一个得分，没有分值")


def test_a_merged_score_of_verdicts_stands_within_their_bands() -> None:
    rows = [row("合规", "达成", 5, score_rows=2, self_score=8), row("合规", "部分达成", 5, score_rows=0)]
    (score,) = scored(rows).scores
    assert (score.status, score.points) == (Status.SCORED, 8)
    assert (score.accept_low, score.accept_high) == (7, 9)


def test_a_merged_score_of_plainly_met_verdicts_is_full_where_it_is_blank() -> None:
    rows = [row("合规", "达成", 5, score_rows=2), row("≥10场", "12场", 5, score_rows=0)]
    (score,) = scored(rows).scores
    assert (score.status, score.points) == (Status.SCORED, 10)
    assert accepts(score, 9)


def test_a_late_row_keeps_a_group_from_full_points() -> None:
    rows = [row("2023年6月前", "2023年9月", 5, score_rows=2), row("≥10场", "12场", 5, score_rows=0)]
    (score,) = scored(rows).scores
    assert score.status is Status.NEEDS_REVIEW
    assert not accepts(score, 10)


def test_money_shown_rounded_stands_for_its_interval() -> None:
    budget = Said("65.7", SaidKind.NUMBER, D("65.65"), D("65.75"))
    money = fund("65.7", "60", annual_budget_said=budget)
    (score,) = scored(funds=[money]).scores
    assert score.points == D("9.13")
    assert accepts(score, "9.14")
    assert not accepts(score, "9.2")


@pytest.mark.parametrize("share", [{"annual_budget_said": Said()}, {}])
def test_money_without_an_interval_is_exact(share: dict[str, Any]) -> None:
    (score,) = scored(funds=[fund(100, 85, **share)]).scores
    assert not accepts(score, "8.51")


def test_execution_as_indicator_follows_its_own_target_and_the_steps() -> None:
    rows = [row("≥80%", "", 10, is_execution=True)]
    met = scored(rows, [fund(100, 85, None)]).scores[1]
    assert met.derivation == "资金表执行率 85%，达到目标 80%，得满分 10 分"
    steps = scored(rows, [fund(100, 75, None)], load(FILES / "strict-local.toml")).scores[1]
    assert steps.points == 5


def test_a_formula_without_result_is_said() -> None:
    made = row("≥10场", "10场")
    made.actual_value = Meaning(MeaningKind.NO_RESULT)
    (score,) = scored([made]).scores
    assert score.why == "实际完成值的公式没有保存计算结果，请用 Excel 或 WPS 打开后保存一次"


def test_a_result_shown_rounded_to_the_target_is_met_and_its_stored_figure_accepted() -> None:
    made = row("≥95%", "95%")
    made.actual_value = parse_actual("95%", number=D("0.9496"), percent=True, year=2023)
    (score,) = scored([made]).scores
    assert score.points == 10
    assert accepts(score, "9.99")


def test_deadlines_without_a_year_are_only_compared_word_for_word() -> None:
    made = row("9月底前", "9月底前")
    made.target_value, made.actual_value = parse_target("9月底前"), parse_actual("9月底前")
    assert scored([made]).scores[0].status is Status.SCORED
    made.actual_value = parse_actual("10月底")
    assert scored([made]).scores[0].status is Status.NEEDS_REVIEW


def test_no_points_anywhere_but_in_the_money_block_still_make_a_scored_form() -> None:
    result = scored([row("6", "6", None)], [fund(100, 90, 10)], has_weights=False, has_scores=False)
    assert result.total == 99
