"""Kinds of faults that came out wrong in other forms than those they were first seen in: told once, at the cell; and
the honest form beside them, silent. One kind a test."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.checks import check_forms
from perfeval_xl.form_words import year_line_in, year_of
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.shown import exact
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.reading.layout.labels import label
from perfeval_xl.reading.meaning.amounts import parse_amount, parse_points
from perfeval_xl.result import FormResult, Severity
from perfeval_xl.rules import ruleset
from perfeval_xl.scoring import score_form
from perfeval_xl.xlsx.package import Package
from tests.accuracy import honest, honest_more
from tests.accuracy.honest import judged, workbook
from tests.checks.sampling import changed

LAYOUTS = honest.LAYOUTS | honest_more.LAYOUTS


def form(folder: Path, layout: str, cells: dict[str, str] | None = None) -> FormResult:
    return judged(folder, changed(cells, LAYOUTS[layout]) if cells else LAYOUTS[layout])


def judged_all(folder: Path, table: str) -> list[FormResult]:
    """All forms of a sheet, as `check` judges them."""
    path = workbook(folder / "自评表.xlsx", table)
    forms = read_book(book_of(Package.open(path), path.name), str(path))
    rules = ruleset.load("mof-2020")
    for one in forms:
        one.score = score_form(one, rules)
    check_forms(forms, rules, filling=False)
    return forms


def told(result: FormResult, *severities: Severity) -> list[tuple[str, str | None]]:
    wanted = severities or (Severity.ERROR,)
    return [(one.code, one.cell) for one in result.findings if one.severity in wanted]


GRAVE = (Severity.ERROR, Severity.WARNING)


# ------------------------------------------------------------------------------------------- 1. figures with tails


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("9.8999996185302734", "9.9"),
        ("299.39001464843750", "299.39"),
        ("0.89999997615814209", "0.9"),
        ("86.666666666666671", "86.6666666666667"),
        ("9.87792657147415", "9.87792657147415"),
        ("1203456.125", "1203456.125"),
    ],
)
def test_1_1_single_precision_is_the_figure_it_was_made_of(stored: str, meant: str) -> None:
    assert exact(stored) == Decimal(meant)


def test_1_2_an_amount_in_thirds_is_as_far_off_as_a_fen() -> None:
    number = Decimal("86.6666666666667")
    _, third = parse_amount(str(number), number=number)
    assert third.low is not None
    assert third.high is not None
    assert third.low < number < third.high
    assert third.high - third.low < Decimal("0.000002")
    _, typed = parse_amount("86.67", number=Decimal("86.67"))
    assert typed.low == typed.high


def test_1_3_points_in_a_percent_cell_are_what_was_typed() -> None:
    assert parse_points("1000%", number=Decimal(10))[0] == 10
    assert parse_points("10%", number=Decimal("0.1"))[0] == 10


# --------------------------------------------------------------------------------------------- 2. units of the form


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("项目资金/元", "元"),
        ("项目资金、元", "元"),
        ("项目资金单位元", "元"),
        ("（元）", "元"),
        ("项目资金（千元）", "千元"),
        ("实施单位", None),
    ],
)
def test_2_1_units_behind_a_label(printed: str, unit: str | None) -> None:
    assert label(printed).unit == unit


def test_2_2_sums_are_told_in_the_form_s_own_unit(tmp_path: Path) -> None:
    result = form(tmp_path, "yuan", {"D6": "700000"})
    (wrong,) = [one for one in result.findings if one.code == "B202"]
    assert "各来源之和为 764000" in wrong.message
    assert wrong.expected == "764000"


# ------------------------------------------------------------------------------------------------------- 3. the year


@pytest.mark.parametrize(
    "written",
    [
        "（贰零贰叁年度）",
        "（2023）年度",
        "2023_年度",
        "2023年度（全年）",
        "评价期间：2023年1月至12月",
        "自2023年1月1日起至2023年12月31日止",
        "截至2023年12月31日",
        "（二ο二三年度）",
    ],
)
def test_3_1_spellings_of_the_year(written: str) -> None:
    line = year_line_in(written)
    assert line is not None
    assert year_of(line) == 2023


@pytest.mark.parametrize(("written", "told_at"), [("2023/12/31", []), ("2024年3月15日", [("R101", "A2")])])
def test_3_2_a_day_where_the_year_should_stand(tmp_path: Path, written: str, told_at: list[tuple[str, str]]) -> None:
    assert told(form(tmp_path, "ranges", {"A2": written})) == told_at


# ------------------------------------------------------------------------------------------------ 4. signs and dates


@pytest.mark.parametrize(
    "target",
    [
        "¡Ý4000吨",
        "?4000吨",
        "□4000吨",
        r"$\ge$4000吨",
        r"\u22654000吨",
        "%E2%89%A54000吨",
        "≥4000<br/>吨",
        "_x2265_4000吨",
    ],
)
def test_4_1_garbled_signs_are_named(tmp_path: Path, target: str) -> None:
    assert ("R138", "F12") in told(form(tmp_path, "numbered", {"F12": target}), *GRAVE)


def test_4_1_a_result_with_a_lost_sign_is_told_once(tmp_path: Path) -> None:
    assert told(form(tmp_path, "national", {"E17": "□93.5%"}), *GRAVE) == [("R138", "E17")]


@pytest.mark.parametrize("text", ["面积±2m²，R&D、A&B片区？", "1、□是 ■否", "噪声≤65dB(A)，25℃×2·h"])
def test_4_2_honest_signs_are_not(tmp_path: Path, text: str) -> None:
    assert "R138" not in dict(told(form(tmp_path, "numbered", {"I13": text}), *GRAVE))


def test_4_3_a_share_cannot_be_a_date(tmp_path: Path) -> None:
    assert ("R135", "E19") in told(form(tmp_path, "words", {"E19": "4月3日"}), *GRAVE)


# ----------------------------------------------------------------------------------------------------- 5. formulas


def test_5_1_weights_outside_the_sum(tmp_path: Path) -> None:
    result = form(tmp_path, "numbered", {"E19": "@SUM(E11:E17)+10 -> 90"})
    assert told(result) == [("R134", "E19")]
    assert "E18" in result.findings[0].message


def test_5_2_a_source_that_is_a_text(tmp_path: Path) -> None:
    cells = {"E7": "'273.89", "E6": "@SUM(E7:E9) -> 25.5", "G6": "@E6/D6 -> 0.08347", "H6": "@F6*G6 -> 0.8347"}
    assert told(form(tmp_path, "ranges", cells)) == [("R132", "E7")]


# ------------------------------------------------------------------------------------------------------ 6. goals


@pytest.mark.parametrize(
    ("first", "second", "last"),
    [
        ("年初设定目标", "年中调整目标", "全年实际完成情况"),
        ("原定目标", "批复调整目标", "完成情况"),
        ("年初预期目标", "调整后的年度目标", "年度目标完成情况"),
        ("期初目标", "期中调整", "期末完成情况"),
    ],
)
def test_6_1_the_adjusted_goal_counts(tmp_path: Path, first: str, second: str, last: str) -> None:
    heads, texts = (
        "| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |",
        "日均转运垃圾150至180吨，设备故障少，渗滤液达标排放",
    )
    table = honest_more.RANGES.replace(heads, f"| 年度总体目标 | {first} | < | {second} | {last} | < | < | < |")
    table = table.replace(f"| ^ | {texts} | < | < |", f"| ^ | 无 | < | {texts} |")
    result = judged(tmp_path, table)
    assert result.form.goal_expected == texts
    assert (result.form.goal_actual or "").startswith("日均转运垃圾166吨")
    assert not told(result)


@pytest.mark.parametrize(("layout", "cell"), [("words", "B10"), ("foot", "E4"), ("two_lines", "E10")])
def test_6_2_a_goal_left_blank_is_told_at_its_cell(tmp_path: Path, layout: str, cell: str) -> None:
    assert ("R117", cell) in told(form(tmp_path, layout, {cell: ""}), *GRAVE)


# ------------------------------------------------------------------------------------------ 7. one cause, one finding


def filled_down(table: str) -> str:
    """Every level printed again on each of its rows, as exports have them."""
    lines: list[str] = []
    above: list[str] = []
    for line in table.strip().splitlines():
        cells = [one.strip() for one in line.strip().strip("|").split("|")]
        again = len(lines) > 11  # below the heading of the indicators
        cells = [above[at] if again and one == "^" else one for at, one in enumerate(cells)]
        lines.append(f"| {' | '.join(cells)} |")
        above = cells
    return "\n".join(lines)


@pytest.mark.parametrize("row", [13, 14, 16, 19])
def test_7_1_one_of_the_repeated_headings_differs(tmp_path: Path, row: int) -> None:
    table = filled_down(honest.NATIONAL)
    assert told(judged(tmp_path, table)) == []
    assert told(judged(tmp_path, changed({f"A{row}": "产出指标（60分）"}, table))) == [("W412", f"A{row}")]


@pytest.mark.parametrize("points", [[20, 10, 10, 10], [10, 10, 10, 10, 10]])
def test_7_2_a_heading_may_have_the_points_of_its_row(tmp_path: Path, points: list[int]) -> None:
    row = "| 产出指标（{0}分） | 数量指标 | 新建{1}类岗亭数量 | ≥{2}座 | {2}座 | {0} | {0} | |\n"
    rows = "".join(row.format(one, "甲乙丙丁戊"[at], 9 + at) for at, one in enumerate(points))
    above, rest = honest.NATIONAL.split("| 产出指标（50分）")
    table = above + rows + rest[rest.index("| 效益指标") :]
    assert told(judged(tmp_path, table.replace("@SUM(H6,G13:G22) -> 98.2", "98.2")), *GRAVE) == []


def test_7_3_none_of_the_points_is_the_usual(tmp_path: Path) -> None:
    halves = {f"A{row}": "产出指标（24分）" for row in range(13, 17)} | {"A17": "产出指标（26分）"}
    halves |= {"A18": "产出指标（26分）", "A19": "产出指标（26分）", "A20": "产出指标（26分）", "F20": "0", "G20": "0"}
    codes = dict(told(judged(tmp_path, changed(halves, filled_down(honest.NATIONAL))), *GRAVE))
    assert "W412" not in codes


def test_7_4_one_group_alone_has_a_subtotal(tmp_path: Path) -> None:
    above, below = honest.NATIONAL.split("| 满意度指标（10分）")
    table = f"{above}| 效益指标小计 | < | < | < | < | 30 | 28.5 | |\n| 满意度指标（10分）{below}"
    table = table.replace("@SUM(H6,G13:G22) -> 98.2", "98.2")
    assert told(judged(tmp_path, table), *GRAVE) == []
    assert told(judged(tmp_path, table.replace("30 | 28.5", "30 | 27")), *GRAVE) == [("S529", "G22")]


def test_7_5_a_habit_is_told_once(tmp_path: Path) -> None:
    blank = {f"G{row}": "" for row in range(11, 19)}
    assert told(form(tmp_path, "numbered", blank)) == [("S520", "G11")]


# ------------------------------------------------------------------------------------- 8. columns, lists, two forms


def test_8_1_an_unknown_column_below_a_group_s_heading(tmp_path: Path) -> None:
    assert told(form(tmp_path, "two_lines", {"F12": "兑现值"})) == [("R121", "F12")]


def test_8_2_an_unknown_target_in_a_form_without_points(tmp_path: Path) -> None:
    assert told(form(tmp_path, "no_points", {"D11": "约定"})) == [("R121", "D11")]


def test_8_3_money_among_the_columns_of_a_list(tmp_path: Path) -> None:
    table = """
    | 2023年度项目绩效自评汇总表 | < | < | < | < | < | < | < | < | < |
    | 填报单位：某街道办事处 | < | < | < | < | < | < | < | < | < |
    | 项目名称 | 全年预算数 | 全年执行数 | 执行率 | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
    | 长者饭堂补贴 | 100 | 100 | 100% | 产出指标 | 饭堂数量 | ≥6个 | 6个 | 60 | 60 |
    | 长者饭堂补贴 | 100 | 100 | 100% | 满意度指标 | 长者满意度 | ≥90% | 95% | 40 | 40 |
    | 门前三包宣传 | 50 | 60 | 120% | 产出指标 | 签订份数 | ≥3200份 | 3200份 | 60 | 60 |
    | 门前三包宣传 | 50 | 60 | 120% | 满意度指标 | 商户满意度 | ≥85% | 88% | 40 | 40 |
    """
    forms = judged_all(tmp_path, table)
    assert [[fund.executed.value for fund in one.funds] for one in forms] == [[100], [60]]
    assert [[one for one in told(form) if one[0][0] == "B"] for form in forms] == [[], [("B203", "C6")]]


def beside(left: str, right: str) -> str:
    """Two tables on one sheet, an empty column between them."""
    rows = [[line.strip().strip("|").split("|") for line in one.strip().splitlines()] for one in (left, right)]
    wide, height = max(map(len, rows[0])), max(map(len, rows))
    lines: list[str] = []
    for at in range(height):
        first, second = (one[at] if at < len(one) else [] for one in rows)
        lines.append("|" + "|".join([*first, *[""] * (wide - len(first) + 1), *second]) + "|")
    return "\n".join(lines)


def test_8_4_two_forms_side_by_side_whose_rows_do_not_match(tmp_path: Path) -> None:
    forms = judged_all(tmp_path, beside(honest_more.RANGES, changed({"G15": "99"}, honest_more.FOOT)))
    assert [one.form.project for one in forms] == ["垃圾转运站运行", "文明城市创建宣传"]
    assert [told(one) for one in forms] == [[], [("S509", "P15")]]


# ------------------------------------------------------------------------------------------------- 9. the year again


@pytest.mark.parametrize(
    ("written", "is_told"), [("2022年9月15日", True), ("2023年9月15日", False), ("9月15日", False)]
)
def test_9_1_a_result_of_another_year(tmp_path: Path, written: str, is_told: bool) -> None:
    assert (("I328", "E15") in told(form(tmp_path, "words", {"E15": written}), *GRAVE)) is is_told


# ------------------------------------------------------------------------------------------------ 10. heads, reviews


@pytest.mark.parametrize("printed", ["财政评审得分", "专家评分", "上级复核得分", "第三方评价得分", "上年自评得分"])
def test_10_1_scores_of_others_in_the_head(tmp_path: Path, printed: str) -> None:
    result = form(tmp_path, "words", {"D4": printed, "F4": "", "E4": "95"})
    assert not [one.code for one in result.findings if one.cell in ("D4", "E4")]


@pytest.mark.parametrize("printed", ["兵团主管部门", "师市主管部门", "项目主管局", "牵头部门", "盟级主管部门"])
def test_10_2_departments(tmp_path: Path, printed: str) -> None:
    assert form(tmp_path, "words", {"A4": printed}).form.department == "某区应急管理局"


def test_10_3_a_review_sheet_with_more_points_than_a_row_has(tmp_path: Path) -> None:
    table = """
    | 项目支出绩效自评复核表 | < | < | < | < | < | < | < | < |
    | 项目名称 | 社区保洁 | < | < | < | < | < | < | < |
    | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 自评完成值 | 复核完成值 | 分值 | 自评得分 | 复核得分 |
    | 产出指标 | 数量指标 | 保洁面积 | ≥5万平方米 | 5.2万平方米 | 5万平方米 | 60 | 60 | 66 |
    | 满意度指标 | 满意度 | 居民满意度 | ≥90% | 93% | 93% | 40 | 40 | 40 |
    """
    assert told(judged(tmp_path, table), *GRAVE) == [("S502", "I4"), ("R119", "A1")]
