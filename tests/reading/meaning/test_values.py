"""What people write as a target or a result.

1. Operators: signs in all their glyphs, words before and behind, from a column of their own; two of one direction are
   lenient, two that contradict each other are no number.
2. Ranges, ±, and two bounds, both included.
3. Numbers: full-width, thousands, Chinese numerals, 万 and 亿, shares, fractions.
4. Units: as written, their dimension and base; per unit; unit first; from a column, never doubled.
5. Harmless words are kept in the remark; a number inside other words is no number.
6. A result: 达到 is no operator, percentages are intervals, 已完成100% is met.
7. A number cell is read as it shows; digits that it hides widen the interval.
8. Not applicable, blank, errors, yes and no, whole scales: each as itself.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.form import Meaning, MeaningKind, VerdictFamily
from perfeval_xl.reading.meaning.values import parse_actual, parse_target
from perfeval_xl.units import plain


def said(meaning: Meaning) -> str:
    """A numeric meaning in one line: kind value unit = base."""
    if meaning.base is None:
        return str(meaning.kind)
    number = plain(meaning.value) if meaning.value is not None else "?"
    upper = f"~{plain(meaning.upper)}" if meaning.upper is not None else ""
    scale = "" if meaning.scale == 1 else f"x{plain(meaning.scale)}"
    return f"{meaning.kind} {number}{upper}{scale}{meaning.unit} = {plain(meaning.base)} {meaning.dimension}".strip()


def table(text: str) -> list[tuple[str, str]]:
    """`written | meaning` a line; ␣ stands for a space that would be lost at the ends."""
    rows: list[tuple[str, str]] = []
    for line in text.strip().splitlines():
        written, _, meaning = line.partition(" | ")
        rows.append((written.strip().replace("␣", " "), meaning.strip()))
    return rows


TARGETS = """
    ≥95%             | at_least 95% = 0.95 ratio
    ≧95%             | at_least 95% = 0.95 ratio
    ⩾95%             | at_least 95% = 0.95 ratio
    >=95%            | at_least 95% = 0.95 ratio
    ＞=95%           | at_least 95% = 0.95 ratio
    ＞＝９５％        | at_least 95% = 0.95 ratio
    > = 95 %         | at_least 95% = 0.95 ratio
    =>95%            | at_least 95% = 0.95 ratio
    ≮95%             | at_least 95% = 0.95 ratio
    不少于12种        | at_least 12种 = 12 种
    不低于 95%       | at_least 95% = 0.95 ratio
    不小于3次         | at_least 3次 = 3 次
    至少3场           | at_least 3场 = 3 场
    达到100%         | at_least 100% = 1 ratio
    大于等于10157.6平方米 | at_least 10157.6平方米 = 15.2364 area
    98%以上          | at_least 98% = 0.98 ratio
    98%及以上        | at_least 98% = 0.98 ratio
    98%（含）以上     | at_least 98% = 0.98 ratio
    6个以上（含6个）  | at_least 6个 = 6 个
    ≤90万元          | at_most 90万元 = 900000 money
    ≦0%              | at_most 0% = 0 ratio
    <=5300元/户      | at_most 5300元/户 = 5300 元/户
    ≯5%              | at_most 5% = 0.05 ratio
    不超过5%         | at_most 5% = 0.05 ratio
    不高于5%         | at_most 5% = 0.05 ratio
    不大于5%         | at_most 5% = 0.05 ratio
    至多5个          | at_most 5个 = 5 个
    小于等于5个       | at_most 5个 = 5 个
    控制在5%以内      | at_most 5% = 0.05 ratio
    24小时内         | at_most 24小时 = 86400 hours
    30天以内         | at_most 30天 = 30 days
    10个工作日内      | at_most 10个工作日 = 10 workdays
    >5%              | more_than 5% = 0.05 ratio
    大于5%           | more_than 5% = 0.05 ratio
    超过100万人次     | more_than 100x10000人次 = 1000000 人次
    多于3个          | more_than 3个 = 3 个
    500余人          | more_than 500人 = 500 人
    ＜5‰             | less_than 5‰ = 0.005 ratio
    低于5%           | less_than 5% = 0.05 ratio
    少于3起          | less_than 3起 = 3 起
    =8个             | equal 8个 = 8 个
    ═8个             | equal 8个 = 8 个
    ﹦8个            | equal 8个 = 8 个
    ＝8个            | equal 8个 = 8 个
    等于8个          | equal 8个 = 8 个
    大于2次以上       | at_least 2次 = 2 次
    大于10万人次以上  | at_least 10x10000人次 = 100000 人次
    ≥95%以上         | at_least 95% = 0.95 ratio
    小于5%以下        | at_most 5% = 0.05 ratio
    ≥95%以内         | text
    不超过5个以上     | text
"""

RANGES = """
    80%-90%          | between 80~90% = 0.8 ratio
    80-90%           | between 80~90% = 0.8 ratio
    80%—90%          | between 80~90% = 0.8 ratio
    80%——90%         | between 80~90% = 0.8 ratio
    10~20            | between 10~20 = 10
    10～20人         | between 10~20人 = 10 人
    1至3             | between 1~3 = 1
    5万至8万元        | between 5~8万元 = 50000 money
    5-8万人          | between 5~8x10000人 = 50000 人
    10人次到20人次    | between 10~20人次 = 10 人次
    100±5            | between 95~105 = 95
    50%±5%           | between 45~55% = 0.45 ratio
    ≥80%且≤90%       | between 80~90% = 0.8 ratio
    ≤90%，≥80%       | between 80~90% = 0.8 ratio
    不少于10不超过20个 | between 10~20个 = 10 个
    80%≤合格率≤90%    | between 80~90% = 0.8 ratio
    >80%且<90%       | text
    ≥90%且≤80%       | text
    ≥80%且≤90人      | text
    20-10            | text
    10人-20户        | text
    1:3              | text
"""

NUMBERS = """
    75元             | equal 75元 = 75 money
    １，２００元      | equal 1200元 = 1200 money
    1,200,000元      | equal 1200000元 = 1200000 money
    12,34            | text
    10 20            | text
    020              | text
    110101199001011234 | text
    十二个           | equal 12个 = 12 个
    两万三千          | equal 23000 = 23000
    壹佰             | equal 100 = 100
    一百二十万元      | equal 1200000元 = 1200000 money
    三成             | equal 3成 = 0.3 ratio
    八成以上          | at_least 8成 = 0.8 ratio
    百分之九十五      | equal 95% = 0.95 ratio
    ≥百分之九十       | at_least 90% = 0.9 ratio
    千分之三          | equal 3‰ = 0.003 ratio
    百分百           | equal 100% = 1 ratio
    百分之百          | equal 100% = 1 ratio
    一半以上          | at_least 0.5 = 0.5 ratio
    3/4              | equal 0.75 = 0.75 ratio
    四分之三          | equal 0.75 = 0.75 ratio
    12/31            | text
    5万              | equal 5x10000 = 50000
    1.2万亩          | equal 1.2x10000亩 = 12000 area
    3万余人次         | more_than 3x10000人次 = 30000 人次
    2百万            | equal 2x1000000 = 2000000
    5亿元            | equal 5亿元 = 500000000 money
    -5%              | equal -5% = -0.05 ratio
    0                | equal 0 = 0
    100。            | equal 100 = 100
"""

UNITS = """
    ≥100百分比       | at_least 100百分比 = 1 ratio
    98%(百分比)      | equal 98%(百分比) = 0.98 ratio
    0.97比例         | equal 0.97比例 = 0.97 ratio
    0.565km          | equal 0.565km = 565 length
    565米            | equal 565米 = 565 length
    50厘米           | equal 50厘米 = 0.5 length
    4900公顷         | equal 4900公顷 = 73500 area
    5㎡              | equal 5平方米 = 0.0075 area
    3500公斤         | equal 3500公斤 = 3500 mass
    3.5吨            | equal 3.5吨 = 3500 mass
    360天            | equal 360天 = 360 days
    3个月            | equal 3个月 = 3 months
    20年             | equal 20年 = 240 months
    87人次           | equal 87人次 = 87 人次
    87人             | equal 87人 = 87 人
    50名             | equal 50名 = 50 人
    6架              | equal 6架 = 6 架
    25TB             | equal 25TB = 25 TB
    570元/人*月      | equal 570元/人*月 = 570 元/人/月
    570元/人·月      | equal 570元/人·月 = 570 元/人/月
    570元/(人·月)    | equal 570元/(人·月) = 570 元/人/月
    1000元/生/年     | equal 1000元/生/年 = 1000 元/年/生
    10家（次）        | equal 10家(次) = 10 家(次)
    28.40/株         | equal 28.4/株 = 28.4 /株
    每亩300          | equal 300/亩 = 300 /亩
    每亩不低于300元   | at_least 300元/亩 = 300 元/亩
    每人每年500元     | equal 500元/人/年 = 500 元/人/年
    人均500元         | equal 500元/人 = 500 元/人
    每年2次          | equal 2次/年 = 2 次/年
"""


@pytest.mark.parametrize(("written", "meaning"), table(TARGETS))
def test_operators(written: str, meaning: str) -> None:  # 1
    assert said(parse_target(written)) == meaning


@pytest.mark.parametrize(("written", "meaning"), table(RANGES))
def test_ranges(written: str, meaning: str) -> None:  # 2
    assert said(parse_target(written)) == meaning


@pytest.mark.parametrize(("written", "meaning"), table(NUMBERS))
def test_numbers(written: str, meaning: str) -> None:  # 3
    assert said(parse_target(written)) == meaning


@pytest.mark.parametrize(("written", "meaning"), table(UNITS))
def test_units(written: str, meaning: str) -> None:  # 4
    assert said(parse_target(written)) == meaning


@pytest.mark.parametrize(
    ("written", "columns", "meaning"),
    [
        ("95", {"operator": "≧", "unit": "%"}, "at_least 95% = 0.95 ratio"),
        ("95%", {"operator": "≧", "unit": "%"}, "at_least 95% = 0.95 ratio"),
        ("≥95", {"operator": "≥", "unit": "%"}, "at_least 95% = 0.95 ratio"),
        ("735", {"operator": "大于等于", "unit": "人次"}, "at_least 735人次 = 735 人次"),
        ("6", {"operator": "=", "unit": "万立方米"}, "equal 6x10000立方米 = 60000 volume"),
        ("30", {"nature": "≤", "unit": "万元"}, "at_most 30万元 = 300000 money"),
        ("5万", {"unit": "人次"}, "equal 5x10000人次 = 50000 人次"),
        ("每户2万元", {}, "equal 2x10000元/户 = 20000 元/户"),
        ("150万", {"unit": "元"}, "equal 150万元 = 1500000 money"),
        ("150万", {"unit": "万元"}, "equal 150万元 = 1500000 money"),
        ("30", {"nature": "正向"}, "at_least 30 = 30"),
        ("30", {"nature": "反向指标"}, "at_most 30 = 30"),
        ("30", {"nature": "定性"}, "equal 30 = 30"),
        ("30", {"unit": "/"}, "equal 30 = 30"),
        ("30", {"unit": "个（只）"}, "equal 30个(只) = 30 个(只)"),
        ("12", {"operator": "≤", "unit": "月"}, "at_most 12月 = 12 months"),
        ("95%以内", {"operator": "≥"}, "text"),
    ],
)
def test_columns_of_their_own(written: str, columns: dict[str, str], meaning: str) -> None:  # 1, 4
    assert said(parse_target(written, **columns)) == meaning


def test_same_sign_twice_is_said_once() -> None:  # 1
    assert parse_target("≥95", operator="≧").operator == "≥"
    assert parse_target("大于2次以上").operator == "大于…以上"
    assert parse_target("75元").operator == ""


@pytest.mark.parametrize(
    ("written", "meaning", "remark"),
    [
        ("100%覆盖", "equal 100% = 1 ratio", "覆盖"),
        ("至少全年完成2次宣传", "at_least 2次 = 2 次", "全年完成…宣传"),
        ("12个项目", "equal 12个 = 12 个", "项目"),
        ("约50人", "equal 50人 = 50 人", "约"),
        ("50人左右", "equal 50人 = 50 人", "左右"),
        ("满意度≥95%", "at_least 95% = 0.95 ratio", "满意度"),
        ("达标率100%", "equal 100% = 1 ratio", "达标率"),
        ("最低生活保障覆盖率100%", "equal 100% = 1 ratio", "最低生活保障覆盖率"),
        ("群众满意度达到95%以上", "at_least 95% = 0.95 ratio", "群众满意度"),
        ("培训120人次", "equal 120人次 = 120 人次", "培训"),
        ("发放补助30万元", "equal 30万元 = 300000 money", "发放补助"),
    ],
)
def test_harmless_words(written: str, meaning: str, remark: str) -> None:  # 5
    read = parse_target(written)
    assert (said(read), read.remark) == (meaning, remark)


@pytest.mark.parametrize(
    "written",
    [
        "5A级",
        "一次性",
        "二期",
        "95%~",
        "一起",
        "7×24小时",
        "≥**%",
        "60≤X<80",
        "1290.3平方米冷库仓储建设及配套生产设备",
        "2个不合格",
        "近50人",
        "接近100%",
        "救助87人次，资金30万元",
        "配套电力设施1250KVA变压器3台",
    ],
)
def test_numbers_inside_words_are_none(written: str) -> None:  # 5
    for read in (parse_target(written), parse_actual(written)):
        assert (read.kind, read.base) == (MeaningKind.TEXT, None)


def test_reached_is_no_operator_of_a_result() -> None:  # 6
    read = parse_actual("达到98%")
    assert (read.kind, read.operator, read.remark) == (MeaningKind.EQUAL, "", "达到")


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("97%", "0.97", "0.97"),
        ("97.30%", "0.973", "0.973"),
        ("≥97%", "0.97", "0.97"),  # repeats an operator: nothing was measured
        ("97人", "97", "97"),
        ("75.5元", "75.5", "75.5"),
    ],
)
def test_what_is_typed_is_exact(written: str, low: str, high: str) -> None:  # 6
    read = parse_actual(written)
    assert (read.low, read.high) == (Decimal(low), Decimal(high))


def test_a_target_is_exact() -> None:  # 6
    read = parse_target("97%")
    assert read.low == read.high == read.base == Decimal("0.97")


@pytest.mark.parametrize(
    "written",
    ["已完成100%", "指标完成率100%", "完成率100%", "100%完成", "完成，100%", "已完成（100%）", "100%（已完成）"],
)
def test_wholly_done_is_met(written: str) -> None:  # 6
    read = parse_actual(written)
    assert (read.kind, read.family, read.tier, read.base) == (MeaningKind.VERDICT, VerdictFamily.MET, 1, Decimal(1))
    assert parse_target(written).kind is not MeaningKind.VERDICT


@pytest.mark.parametrize("written", ["已完成98%", "完成120%", "达到100%", "100%覆盖"])
def test_partly_done_is_a_number(written: str) -> None:  # 6
    assert parse_actual(written).kind is MeaningKind.EQUAL


@pytest.mark.parametrize(
    ("shown", "stored", "percent", "meaning", "low", "high"),
    [
        ("98%", "0.98", True, "equal 98% = 0.98 ratio", "0.98", "0.98"),
        ("98%", "0.97958", True, "equal 98% = 0.98 ratio", "0.97958", "0.98"),
        ("98%", "0.9742", True, "equal 98% = 0.98 ratio", "0.9742", "0.98"),
        ("65.66", "65.6634", False, "equal 65.66 = 65.66", "65.66", "65.6634"),
        ("14726", "14726", False, "equal 14726 = 14726", "14726", "14726"),
        ("90人", "90", False, "equal 90人 = 90 人", "90", "90"),
        ("-", "0", False, "equal 0 = 0", "0", "0"),
        ("########", "1234.5", False, "equal 1234.5 = 1234.5", "1234.5", "1234.5"),
        ("####", "0.98", True, "equal 98% = 0.98 ratio", "0.98", "0.98"),
        ("12.3万", "123456", False, "equal 12.3x10000 = 123000", "123000", "123000"),
    ],
)
def test_number_cells(shown: str, stored: str, percent: bool, meaning: str, low: str, high: str) -> None:  # 7
    read = parse_actual(shown, number=Decimal(stored), percent=percent)
    assert (said(read), read.low, read.high) == (meaning, Decimal(low), Decimal(high))


def test_a_percent_cell_beside_a_percent_column() -> None:  # 4, 7
    read = parse_actual("100%", number=Decimal(1), percent=True, unit="%")
    assert (read.value, read.unit, read.base) == (Decimal(100), "%", Decimal(1))


def test_a_date_cell_keeps_its_date() -> None:  # 7
    assert parse_actual("2023年12月31日", number=Decimal(45291)).kind is MeaningKind.DATE


@pytest.mark.parametrize("written", ["无", "/", "—", "——", "-", "－", "不适用", "N/A", "\\", " / "])
def test_not_applicable(written: str) -> None:  # 8
    assert parse_target(written).kind is MeaningKind.NOT_APPLICABLE


@pytest.mark.parametrize("written", ["", " ", "\u3000", "\u200b\u00a0\n"])
def test_blank(written: str) -> None:  # 8
    assert parse_actual(written).kind is MeaningKind.BLANK


@pytest.mark.parametrize("written", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_errors(written: str) -> None:  # 8
    assert parse_actual(written).kind is MeaningKind.ERROR


@pytest.mark.parametrize(
    ("written", "yes"), [("是", True), ("有", True), ("TRUE", True), ("否", False), ("没有", False)]
)
def test_yes_and_no(written: str, yes: bool) -> None:  # 8
    read = parse_actual(written)
    assert (read.kind, read.yes) == (MeaningKind.YES_NO, yes)


@pytest.mark.parametrize("written", ["优良中低差", "好坏", "是/否", "优、良、中、差", "合格/不合格", "是否"])
def test_a_whole_scale_is_no_value(written: str) -> None:  # 8
    read = parse_target(written, nature="定性")
    assert (read.kind, read.remark) == (MeaningKind.TEXT, "整个等级")


def test_text_is_kept_as_written() -> None:
    assert parse_target(" ≧ 95％\n").text == " ≧ 95％\n"
