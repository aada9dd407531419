"""Scores of a whole form.

1. One score over several rows: all of it where every row is met, else the range that the rows leave open.
2. Points in headings only; no 分值 column at all; forms without points.
3. Total, open points, grade; the cap of the total by the execution rate.
"""

from __future__ import annotations

import pytest

from perfeval_xl.form import Indicator
from perfeval_xl.result import Status
from perfeval_xl.rules.ruleset import load, variant
from tests.scoring.rows import FILES, NATIONAL, D, accepts, fund, row, scored


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


def test_a_breakdown_row_does_not_hold_up_the_grade() -> None:
    rows = [row("100", "100", 90), row("60", "60", None, is_breakdown=True)]
    assert scored(rows, [fund(1, 1)]).grade == "优"


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


def test_no_points_anywhere_but_in_the_money_block_still_make_a_scored_form() -> None:
    result = scored([row("6", "6", None)], [fund(100, 90, 10)], has_weights=False, has_scores=False)
    assert result.total == 99


def test_a_missed_row_keeps_a_group_from_full_points() -> None:
    rows = [row("≥10场", "10场", 10, score_rows=2, self_score=10), row("≥10场", "9场", None, score_rows=0)]
    (score,) = scored(rows).scores
    assert (score.status, score.accept_high) == (Status.NEEDS_REVIEW, D("9.99"))


def test_points_of_second_level_headings_go_before_those_of_the_first() -> None:
    rows = _headed("效益指标（40分）", 40, ("10000人", "9500人"), ("≥90%", "93%"), ("≥10场", "12场"))
    for one, (name, points) in zip(rows, [("社会", 30), ("满意度", 10), ("满意度", 10)], strict=True):
        one.level2, one.level2_points = name, D(str(points))
    result = scored(rows)
    assert [(one.row, one.rows, one.weight, one.points) for one in result.scores] == [
        (0, 1, 30, D("28.5")),
        (1, 2, 10, 10),
    ]
    rows[0].level2_points = D("20")  # do not add up: the first level alone counts
    assert [one.rows for one in scored(rows).scores] == [3]
