"""Scores of one indicator row.

1. Derivations say the sum with the figures as shown; each score names its rule and where that comes from.
2. `accept_low`..`accept_high` hold what a self-score may be without being contradicted, and nothing else.
3. Rows without weight, 其中 rows, 不适用 rows (left out and rescaled where the rule-set allows).
4. Flags: over_achieved, repeats_operator, unmeasurable, unit_missing, words_for_number, late, over_budget, …
5. A standard that the form itself prints for a row goes before the formula.
6. Without an operator the name and the level say which way is better; what is unclear stays open.
7. What cannot be decided says why.
"""

from __future__ import annotations

from typing import Any

import pytest

from perfeval_xl.form import Meaning, MeaningKind
from perfeval_xl.reading.meaning.values import parse_actual, parse_target
from perfeval_xl.result import Status
from perfeval_xl.rules.ruleset import COMMON_PRACTICE, load, variant
from tests.scoring.rows import FILES, NATIONAL, D, accepts, fund, one, row, scored


@pytest.mark.parametrize(
    ("target", "actual", "weight", "derivation"),
    [
        ("≥90%", "87%", 10, "87% ÷ 90% × 10 分 = 9.67 分"),
        ("8755", "8676", 15, "8676 ÷ 8755 × 15 分 = 14.86 分"),
        ("≥95%", "96%", 10, "实际 96% 达到目标 ≥95%，得满分 10 分"),
        ("不少于12种", "14种", 1, "实际 14种 达到目标 ≥12种，得满分 1 分"),
        ("100人", "100人", 10, "实际 100人 与目标一致，得满分 10 分"),
        ("≤4次", "3次", 10, "实际 3次 未超过上限 4次，得满分 10 分"),
        ("≤5300元/户", "5830元/户", 10, "〔1 －（5830元/户 － 5300元/户）÷ 5300元/户〕 × 10 分 = 9 分"),
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


def test_a_self_score_in_its_band_is_said_to_stand() -> None:
    score = one("合规", "部分达成", self_score="7")
    assert score.points == 7
    assert (
        score.derivation
        == "实际完成值“部分达成”属第二档（部分达成），得分应在 6～8 分之间（不含 8 分）；自评 7 分在此范围内，照此计分"
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


@pytest.mark.parametrize(
    ("target", "actual", "weight", "good", "bad"),
    [
        ("≥90%", "90%", 10, ["10"], ["9", "10.01"]),
        ("≥3次", "2次", 10, ["6.67", "6.66", "6.667"], ["6.6", "6.7", "7", "10", "6.65"]),
        (">=4754人", "4604人", 5, ["4.84", "4.8427"], ["5", "4.85", "4.8"]),
        ("≤10次", "12次", 10, ["8"], ["10", "8.01", "7.9"]),
        ("≥500人", "0人", 10, ["0"], ["0.01"]),
        ("合规", "达成", 10, ["10", "8"], ["7.99"]),
        ("合规", "部分达成", 10, ["7.99", "6"], ["8", "5.9"]),
        ("改善条件", "修了一条路", 10, ["10", "0", "7"], ["10.5"]),
        ("≥100人", "完成", 10, ["10", "9"], ["5"]),
        ("2023年6月30日前", "2023年8月5日", 10, ["9", "0"], ["10"]),
        ("良好", "中", 10, ["9", "0"], ["10"]),
        ("10～20场", "8场", 10, ["8", "0"], ["9", "10"]),
        ("≥266米", "<200米", 10, ["7", "7.5"], ["9", "10"]),
        ("≥3场", "不足3场", 10, ["9", "9.99"], ["10"]),
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


def test_a_typed_percentage_is_what_it_says() -> None:
    score = one("100%", "97%")
    assert score.points == D("9.7")
    assert not accepts(score, "9.68")


def test_a_cell_that_stores_more_than_it_shows_may_be_scored_by_either() -> None:
    stored = row("100%", "97%")
    stored.actual_value = parse_actual("97%", number=D("0.968"), percent=True)
    (score,) = scored([stored]).scores
    assert accepts(score, "9.68")
    assert not accepts(score, "9.72")


def test_the_interval_of_a_missed_target_never_reaches_full_points() -> None:
    score = one("≥94.4%", "94%")
    assert not accepts(score, 10)


def test_breakdown_rows_and_rows_without_weight_are_not_scored() -> None:
    rows = [row("100", "100", 90), row("60", "60", None, is_breakdown=True), row("3", "3", None)]
    result = scored(rows, [fund(1, 1)])
    assert [score.why for score in result.scores[2:]] == ["其中项，不单独计分", "分值没有填写，不能计分"]
    assert result.total == 100
    assert result.grade is None


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


def test_over_achievement_costs_nothing_unless_the_rules_say_so() -> None:
    assert one("≥100人", "500人").points == 10
    local = one("≥100人", "500人", rules=load(FILES / "strict-local.toml"))
    assert local.points == 8
    assert local.derivation == "实际 500人 为目标 ≥100人 的 500%，扣 20%：80% × 10 分 = 8 分"


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
    ("level2", "name", "target", "actual"),
    [
        ("可持续影响指标", "政府性债务余额", "5000万元", "4600万元"),
        ("经济效益指标", "日常公用经费总额", "50万元", "46万元"),
        ("数量指标", "结转资金规模", "100万元", "60万元"),
        ("数量指标", "单位用水量", "30立方米", "28立方米"),
        ("生态效益指标", "化肥使用量", "500吨", "460吨"),
        ("质量指标", "平均住院日", "8天", "7.5天"),
        ("质量指标", "噪声值", "60", "55"),
        ("数量指标", "人均办公面积", "12平方米", "10平方米"),
        ("数量指标", "会议次数（压减）", "10次", "8次"),
        ("数量指标", "公务用车购置数", "2辆", "1辆"),
        ("质量指标", "审批环节", "5个", "3个"),
        ("生态效益指标", "病虫害发生面积", "500亩", "420亩"),
        ("生态效益指标", "垃圾焚烧残渣量", "30吨", "25吨"),
        ("成本指标", "药品加成", "15%", "10%"),
        ("质量指标", "贷款利率", "4%", "3.6%"),
    ],
)
def test_nobody_can_say_that_more_is_better(level2: str, name: str, target: str, actual: str) -> None:
    score = one(target, actual, level2=level2, name=name)
    assert (score.status, score.points) == (Status.NEEDS_REVIEW, None)
    assert accepts(score, 10)


@pytest.mark.parametrize(
    ("name", "target", "actual", "points"),
    [
        ("组织巡查次数", "48次", "36次", "7.5"),
        ("受益居民人数", "3000人", "2400人", 8),
        ("清扫保洁面积", "50万平方米", "40万平方米", 8),
        ("病虫害防治面积", "500亩", "400亩", 8),
        ("危房改造户数", "50户", "40户", 8),
        ("组织召开会议次数", "10次", "8次", 8),
        ("公务接待压减批次", "10批", "8批", 8),
        ("在编人员培训人数", "50人", "40人", 8),
        ("农药减量", "10吨", "8吨", 8),
        ("垃圾清运量", "100吨", "80吨", 8),
        ("在编人员控制数", "60人", "58人", 10),
        ("在编人员控制数", "60人", "66人", 9),
        ("公务用车限额", "10辆", "9辆", 10),
        ("高血压随访控制数", "100人", "80人", 8),
    ],
)
def test_work_is_the_better_the_more_of_it_and_a_ceiling_is_kept(
    name: str, target: str, actual: str, points: object
) -> None:
    score = one(target, actual, name=name)
    assert score.points == D(points)
    assert accepts(score, 10) == (points == 10)


@pytest.mark.parametrize(
    ("level2", "target", "actual", "points"),
    [("时效指标", "45657", "45660", None), ("数量指标", "45657", "45000", "9.86"), ("时效指标", "30天", "28天", 10)],
)
def test_days_without_their_date_format_are_not_divided(level2: str, target: str, actual: str, points: object) -> None:
    score = one(target, actual, level2=level2, name="办理时限" if points == 10 else "受理情况")
    assert score.points == (None if points is None else D(points))


@pytest.mark.parametrize("name", ["库款保障水平", "政府性债务余额", "公务用车保有量", "厂界噪声值"])
def test_no_guess_where_more_may_be_worse(name: str) -> None:
    assert one("100", "80", name=name).points is None


def test_a_range_of_one_figure_is_that_figure() -> None:
    assert one("同比增长5%", "同比下降6.2%", name="护理量").derivation.endswith("没有达到目标，得 0 分")


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
