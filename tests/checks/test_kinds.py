"""Kinds of fault that forms of other layouts showed, each in words of its own and beside honest neighbours.

1. A figure in the text beside the table: what is counted and what was done to it stand in any order.
2. A goal answered with empty words.
3. One indicator twice under nearly the same name; nearly the same reason in unrelated rows.
4. A reason is looked for in every place, below the table too.
5. One slip is one finding, at the cell to mend, with the figure to type.
6. 无 is no result, but where nothing unwanted happened.   7. Words for no money.   8. A grade beside the total.
9. A date in the name of a rate; rates that are the better the lower.
10. What a text leaves open, or another cause explains, is not told; what it does not explain, is.
11. A change has its year; of what did not happen there is no share.
"""

from __future__ import annotations

import pytest

from perfeval_xl.result import Severity
from perfeval_xl.units import plain
from tests.accuracy import honest, honest_more
from tests.checks.sampling import changed, checked

_LAYOUTS = {**honest.LAYOUTS, **honest_more.LAYOUTS}


def _told(layout: str, code: str, cells: dict[str, str]) -> list[str]:
    """The cells at which a code is told."""
    form = checked(changed(cells, _LAYOUTS[layout]))
    return [one.cell for one in form.findings if one.code == code]


@pytest.mark.parametrize(
    ("layout", "cell", "text"),
    [
        ("national", "E11", "全年巡查7420次，处置3516件问题，培训3期"),
        ("national", "E11", "居民满意度达96%"),
        ("national", "E11", "市容秩序投诉件数下降15%"),
        ("foot", "E4", "共设置公益广告1230处，市民知晓率提高"),
        ("foot", "E4", "市民知晓率由85%提高到97%"),
        ("numbered", "F9", "保洁道路63条，7月起追加预算14.4万元"),
        ("yuan", "E9", "已为84部电梯发放补助"),
        ("cost", "E9", "完成外墙修缮2346平方米"),
        ("two_lines", "E10", "帮扶残疾人65名"),
        ("two_lines", "E10", "全年共为65名残疾人提供帮扶"),
        ("no_points", "D10", "文化站全年免费开放321天"),
        ("no_points", "D10", "6530人次参加活动"),
        ("department", "E7", "民生实事10项全部办结"),
    ],
)
def test_1_figure_in_the_text(layout: str, cell: str, text: str) -> None:
    assert _told(layout, "N604", {cell: text}) == [cell]


@pytest.mark.parametrize(
    ("layout", "cell", "text"),
    [
        ("foot", "E4", "更换公益广告230处，开展志愿活动64场"),
        ("foot", "E4", "设置公益广告1320处，其中更换公益广告230处"),
        ("foot", "E4", "设置文明公益广告320处、未成年人公益广告1000处"),
        ("two_lines", "E10", "帮扶残疾人55名，其中重度残疾人12名"),
        ("numbered", "F9", "每月清运垃圾351吨，追加预算14.4万元"),
        ("free", "B8", "另为3名退休社区干部发放慰问金；追加8.4万元"),
        ("cost", "E9", "外墙修缮完工，另修缮围墙300平方米"),
    ],
)
def test_1_figure_of_something_else(layout: str, cell: str, text: str) -> None:
    assert _told(layout, "N604", {cell: text}) == []


@pytest.mark.parametrize(
    "answer", ["同预期目标", "按计划推进", "与目标一致", "同左", "如目标所述", "95", "较好", "√", "完成率100%"]
)
def test_2_goal_answered_with_empty_words(answer: str) -> None:
    assert _told("national", "N615", {"E11": answer}) == ["E11"]
    assert _told("foot", "N615", {"E4": answer}) == ["E4"]


@pytest.mark.parametrize("answer", ["网格员队伍稳定", "培训3期", "按计划推进，网格员无人离职"])
def test_2_goal_answered(answer: str) -> None:
    assert _told("national", "N615", {"E11": answer}) == []


def _two(one: str, other: str, target: str = "100%") -> dict[str, str]:
    return {
        "C17": one,
        "D17": target,
        "E17": "100%",
        "C21": other,
        "D21": "100%",
        "E21": "100%",
        "G21": "15",
        "H21": "",
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("补贴足额发放率", "足额发放率"),
        ("培训合格率", "培训人员合格率"),
        ("政策知晓率", "居民政策知晓率"),
        ("设施完好率", "公共设施完好率"),
    ],
)
def test_3_one_indicator_twice(one: str, other: str) -> None:
    assert _told("national", "I305", _two(one, other)) == ["C21"]
    assert _told("national", "I305", _two(one, other, "≥100%")) == ["C21"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("培训合格率", "培训参与率"), ("工程验收合格率", "设备验收合格率"), ("群众满意度", "困难群众满意度")],
)
def test_3_two_indicators(one: str, other: str) -> None:
    assert _told("national", "I305", _two(one, other)) == []


def test_3_one_reason_three_times() -> None:
    lost = {"E13": "6300次", "G13": "5.4", "E17": "81%", "G17": "7.2"}
    same = {
        "H13": "1.由于受台风影响，工作有所推迟",
        "H17": "受台风影响,工作推迟。",
        "H21": "原因：受台风影响，工作推迟",
    }
    assert _told("national", "S526", {**lost, **same}) == ["H13"]
    assert _told("national", "S526", {**lost, **same, "H17": "新手较多，已组织复训"}) == []


_LOW = {"E6": "212.2", "E7": "192.2", "G6": "81.62%", "G7": "80.08%", "H6": "8.16", "E19": "212.2万元"}


@pytest.mark.parametrize(
    "below", ["备注：资金结余系招标节约，尾款于次年支付", "存在问题：受财政库款影响，第四季度经费未能支付"]
)
def test_4_reason_below_the_table(below: str) -> None:
    assert _told("national", "B209", _LOW) == ["G6"]
    assert _told("national", "B209", {**_LOW, "A24": below}) == []


@pytest.mark.parametrize("why", ["8月增拨设备更新资金10万元", "上级于9月新增下达补助10万元"])
def test_4_reason_for_a_change_of_the_budget(why: str) -> None:
    more = {"C6": "295.5", "C7": "270"}
    goal = "日均转运垃圾166吨，设备故障3次，渗滤液全部达标排放"
    assert _told("ranges", "B210", {**more, "E11": goal}) == ["D6"]
    assert _told("ranges", "B210", {**more, "E11": f"{goal}。{why}"}) == []


def _codes(layout: str, cells: dict[str, str]) -> list[str]:
    """What is told as an error or a warning: code, severity, cell, figure to type."""
    form = checked(changed(cells, _LAYOUTS[layout]))
    grave = [one for one in form.findings if one.severity is not Severity.HINT and one.code != "W405"]
    return [f"{one.code} {one.severity} {one.cell} {one.expected or ''}".rstrip() for one in grave]


@pytest.mark.parametrize(
    ("layout", "cells", "told"),
    [
        ("yuan", {"D11": "20"}, "W413 error D11 10"),
        ("foot", {"F6": "5"}, "W413 error F6 15"),
        ("words", {"F12": "12"}, "W413 error F12 10"),
        ("numbered", {"E13": "20"}, "W413 error E13 10"),  # missed: 9.6 of 10 goes with 91.2% of 95%
    ],
)
def test_5_one_slip_is_told_once(layout: str, cells: dict[str, str], told: str) -> None:
    assert _codes(layout, cells) == [told]


def test_5_points_taken_off_with_a_reason_are_no_slip() -> None:
    cells = {"F13": "12", "G13": "10", "H13": "两个小区因产权纠纷没有纳入", "G19": "100"}
    assert not [one for one in _codes("yuan", {**cells, "D13": "12"}) if one.startswith("W413")]


@pytest.mark.parametrize("nothing", ["无", "/", "—", "N/A", "暂无"])
@pytest.mark.parametrize(("name", "target"), [("任务落实率", "100%"), ("验收情况", "合格"), ("走访户数", "≥50户")])
def test_6_nothing_is_no_result(nothing: str, name: str, target: str) -> None:
    assert _codes("yuan", {"C13": name, "E13": target, "F13": nothing}) == ["S520 error F13"]


@pytest.mark.parametrize(
    ("name", "target", "said", "told"),
    [
        ("突发事件处置率", "100%", "无", ["S520 warning F16"]),
        ("任务落实率", "100%", "不涉及", ["S520 warning F16"]),
        ("安全事故数", "0起", "无", []),
        ("投诉件数", "≤3件", "无", []),
    ],
)
def test_6_nothing_may_have_happened(name: str, target: str, said: str, told: list[str]) -> None:
    assert _codes("yuan", {"C16": name, "E16": target, "F16": said}) == told


@pytest.mark.parametrize("word", ["无结转", "无上年结转", "未使用", "不存在", "尚未下达", "无结转资金", "○"])
def test_7_words_for_no_money(word: str) -> None:
    assert _codes("ranges", {"C9": word, "D9": word, "E9": word, "G9": "—"}) == []


@pytest.mark.parametrize("said", ["优（99.9分）", "得分：99.9 等级：优", "99.9分（优秀）", "99.9/优"])
def test_8_a_grade_beside_the_total(said: str) -> None:
    assert _codes("foot", {"G15": said}) == []
    assert _codes("foot", {"G15": said.replace("99.9", "95")}) == ["S509 error G15 99.9"]


@pytest.mark.parametrize(
    ("name", "target", "code"), [("6月底前任务完成率", "95%", []), ("6月底前完成招标", "95%", ["I315 warning C9"])]
)
def test_9_a_date_in_the_name(name: str, target: str, code: list[str]) -> None:
    assert _codes("foot", {"C9": name, "D9": target, "E9": "96%"}) == code


@pytest.mark.parametrize("name", ["住院次均费用增长率", "经费支出增长率"])
def test_9_a_rate_that_is_better_the_lower(name: str) -> None:
    assert [one for one in _codes("words", {"C17": name, "D17": "5%", "E17": "2%"}) if "error" in one] == []


def _points(cells: dict[str, str], row: int) -> str:
    """What the rules give a row of the national form: from, to."""
    form = checked(changed(cells, honest.NATIONAL))
    assert form.score is not None
    (score,) = [one for one in form.score.scores if one.table == "indicators" and one.row == row - 13]
    low, high = (score.open_from, score.open_to) if score.points is None else (score.points, score.points)
    assert low is not None
    assert high is not None
    return f"{plain(low)}～{plain(high)}"


@pytest.mark.parametrize(
    ("layout", "cells", "told"),
    [
        ("national", {"E13": "7000次（其中党员巡查320次）"}, []),
        ("national", {"E13": "7000次（实际巡查5320次）"}, ["E13"]),
        ("national", {"E13": "7000次（有1680次在建）"}, ["E13"]),
        ("national", {"E17": "93.5%（上年92%）"}, []),
        ("national", {"E17": "93.5%（187/200）"}, []),
        ("national", {"E17": "93.5%（150件/200件）"}, ["E17"]),
    ],
)
def test_10_a_figure_in_brackets(layout: str, cells: dict[str, str], told: list[str]) -> None:
    assert _told(layout, "I312", cells) == told


@pytest.mark.parametrize(
    ("said", "points"), [("已公示", "8～8"), ("已取消", "0～8"), ("已部分公示", "0～8"), ("已逾期", "0～4.8")]
)
def test_10_done_is_done(said: str, points: str) -> None:
    assert _points({"C17": "是否公示", "D17": "是", "E17": said}, 17) == points


@pytest.mark.parametrize(
    ("said", "points"), [("设备运行正常", "8～8"), ("一半设备运行正常", "0～8"), ("个别设备运行正常", "0～8")]
)
def test_10_the_words_turned_round(said: str, points: str) -> None:
    assert _points({"C17": "设备情况", "D17": "正常运行", "E17": said}, 17) == points


def test_10_a_text_in_one_column_hides_nothing_in_another() -> None:
    cells = {"E6": "@SUM(E7:E9) -> 20", "E7": "'232.2", "G6": "@E6/D6 -> 0.0769", "H6": "@F6*G6 -> 0.77"}
    assert _told("national", "B202", cells) == []
    assert _told("national", "B202", {**cells, "D6": "270"}) == ["D6"]


@pytest.mark.parametrize(
    ("total", "told"), [("98.2", []), ("88.5", []), ("60", ["G23"]), ("@SUM(H6,G13:G22) -> 89.27", [])]
)
def test_10_a_typed_total_is_out_by_what_the_row_can_have(total: str, told: list[str]) -> None:
    cells = {"E6": "@SUM(E7:E9) -> 20", "E7": "'232.2", "G6": "@E6/D6 -> 0.0769", "H6": "@F6*G6 -> 0.77"}
    assert _told("national", "S509", {**cells, "G23": total}) == told


@pytest.mark.parametrize(("why", "told"), [("", ["E18"]), ("为保障汛期使用，提前一年采购", [])])
def test_10_done_a_year_early_with_a_reason(why: str, told: list[str]) -> None:
    assert _told("national", "I328", {"E18": "2022年12月20日", "H18": why}) == told
    assert _told("national", "I328", {"E18": "22年12月20日", "H18": why}) == told


@pytest.mark.parametrize("name", ["未处置问题合格率", "不合格率"])
def test_10_the_opposite_is_no_double(name: str) -> None:
    assert _told("national", "I305", {**_two(name.removeprefix("未").removeprefix("不"), name)}) == []


@pytest.mark.parametrize("why", ["主要是相关工作未完成", "工作未完成", "实际工作需要"])
def test_10_words_that_fit_every_row_are_no_reason(why: str) -> None:
    assert _told("national", "S513", {"H21": why}) == ["H21"]


@pytest.mark.parametrize("why", ["主要是工作量增加，人手未配齐", "相关单位工作人员轮换"])
def test_10_a_reason_in_such_words(why: str) -> None:
    assert _told("national", "S513", {"H21": why}) == []


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("较上年下降10%", "比2022年下降12%", "15～15"),
        ("比22年下降10%", "同比下降12%", "15～15"),
        ("2023年下降10%", "2023年下降12%", "15～15"),
        ("下降10%", "2022年下降12%", "0～15"),
        ("较2022年下降10%", "比2021年下降12%", "0～15"),
    ],
)
def test_11_a_change_has_its_year(target: str, actual: str, points: str) -> None:
    assert _points({"D20": target, "E20": actual}, 20) == points


@pytest.mark.parametrize(
    ("name", "target", "points"),
    [("投诉处置率", "100%", "0～8"), ("投诉率", "≤1%", "8～8"), ("投诉件数", "0件", "8～8")],
)
def test_11_no_complaints(name: str, target: str, points: str) -> None:
    assert _points({"C17": name, "D17": target, "E17": "无投诉"}, 17) == points
