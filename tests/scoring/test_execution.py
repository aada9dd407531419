"""Points for the budget execution rate.

1. Points from the row, else from the rule-set where they fit; rows below the total carry none.
2. A rate that cannot be computed is not guessed; which amounts are divided, the rule-set says.
3. A self-score that was worked out from the printed rate, or from amounts shown rounded, is accepted; no other.
4. Written as an indicator, the rate takes its result from the money block where it has none of its own.
"""

from __future__ import annotations

from typing import Any

import pytest

from perfeval_xl.form import Said, SaidKind
from perfeval_xl.result import Status
from perfeval_xl.rules.ruleset import load, variant
from tests.figures import put
from tests.scoring.rows import FILES, NATIONAL, D, accepts, fund, row, said, scored


def test_the_execution_rate_says_its_sum() -> None:
    (score,) = scored(funds=[fund("65.66", "65.07")]).scores
    assert score.derivation == "65.07 ÷ 65.66 × 10 分 = 9.91 分"
    assert scored(funds=[fund(120, 120, 20)]).scores[0].derivation == "执行率 120 ÷ 120 = 100%，得满分 20 分"


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
    put(money, **change)
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


def test_spending_above_the_budget_is_flagged_and_capped() -> None:
    (score,) = scored(funds=[fund(100, "102.59")]).scores
    assert (score.points, score.flags, score.completion) == (10, ("over_budget",), D("1.0259"))


def test_execution_written_as_an_indicator_takes_the_rate_of_the_money() -> None:
    rows = [row("100%", "", 10, name="预算执行率", is_execution=True)]
    score = scored(rows, [fund(100, 85, None)]).scores
    assert score[0].status is Status.NOT_SCORED
    assert score[1].derivation == "资金部分执行率 85% × 10 分 = 8.5 分"


def test_execution_with_a_result_of_its_own_is_scored_by_it() -> None:
    rows = [row("≥95%", "95%", 10, name="预算执行率", is_execution=True)]
    assert scored(rows, [fund(100, 85, None)]).scores[1].points == 10


def test_money_shown_rounded_stands_for_its_interval() -> None:
    budget = Said("65.7", SaidKind.NUMBER, D("65.65"), D("65.75"))
    money = fund("65.7", "60", annual_budget_said=budget)
    (score,) = scored(funds=[money]).scores
    assert score.points == D("9.13")
    assert accepts(score, "9.14")
    assert not accepts(score, "9.2")


def test_money_shown_rounded_up_to_the_budget_may_be_less() -> None:
    spent = Said("120", SaidKind.NUMBER, D("119.5"), D("120.5"))
    (score,) = scored(funds=[fund("120", "120", executed_said=spent)]).scores
    assert score.points == 10
    assert accepts(score, "9.96")
    assert not accepts(score, "9.9")


@pytest.mark.parametrize("share", [{"annual_budget_said": Said()}, {}])
def test_money_without_an_interval_is_exact(share: dict[str, Any]) -> None:
    (score,) = scored(funds=[fund(100, 85, **share)]).scores
    assert not accepts(score, "8.51")


def test_execution_as_indicator_follows_its_own_target_and_the_steps() -> None:
    rows = [row("≥80%", "", 10, is_execution=True)]
    met = scored(rows, [fund(100, 85, None)]).scores[1]
    assert met.derivation == "资金部分执行率 85%，达到目标 80%，得满分 10 分"
    steps = scored(rows, [fund(100, 75, None)], load(FILES / "strict-local.toml")).scores[1]
    assert steps.points == 5
