"""Laws of reading values, over any input.

1. Nothing that stands in a cell raises, and what is read is sound: a number has a base within its interval.
2. A value put together from parts is read back as these parts, however its signs are typed.
3. Width, spaces and closing marks change nothing.
4. Chinese numerals say the number they were made from.
5. A number written with more digits is never less precise.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from perfeval_xl.form import Meaning, MeaningKind
from perfeval_xl.reading.meaning.chinese_numbers import read_chinese
from perfeval_xl.reading.meaning.text import compact, normalise_text
from perfeval_xl.reading.meaning.values import parse_actual, parse_amount, parse_points, parse_rate, parse_target

# Pieces of what people write, in any order: nearer to the grammar's edges than any text.
PIECES = st.lists(
    st.sampled_from(
        [
            *("≥", "≦", ">=", "=", "不低于", "大于", "以上", "以内", "至少", "达到", "每", "人均", "约", "满意度"),
            *(
                "1",
                "20",
                "3.5",
                "2023",
                "12",
                "一",
                "十",
                "两",
                "零",
                "半",
                "百分之",
                "万",
                "亿",
                "千",
                "百",
                "成",
                "余",
            ),
            *("%", "‰", "元", "万元", "亩", "人", "次", "个", "年", "月", "日", "底", "前", "工作日", "率", "度"),
            *(",", ".", "-", "—", "~", "至", "±", "/", "(", ")", "．", " ", "\u200b"),
            *("完成", "已", "未", "不", "无", "优", "良", "达成", "部分", "提升", "显著", "符合", "要求", "结果为"),
        ]
    ),
    max_size=9,
).map("".join)
ANY = st.one_of(st.text(max_size=30), PIECES)
NUMBERS = st.none() | st.decimals(allow_nan=True, allow_infinity=True)
YEARS = st.none() | st.integers(-5, 12000)

KINDS = {
    MeaningKind.AT_LEAST: (["≥", "≧", ">=", "＞＝", "> =", "不少于", "不低于", "大于等于", "至少"], ["以上", "及以上"]),
    MeaningKind.AT_MOST: (["≤", "≦", "<=", "＜＝", "不超过", "不高于", "小于等于", "至多"], ["以内", "以下"]),
    MeaningKind.MORE_THAN: ([">", "＞", "大于", "超过", "高于"], []),
    MeaningKind.LESS_THAN: (["<", "＜", "小于", "低于", "少于"], []),
    MeaningKind.EQUAL: (["", "=", "═", "＝", "﹦"], []),
}
UNITS = [
    "",
    "%",
    "百分比",
    "‰",
    "元",
    "万元",
    "亿元",
    "人",
    "人次",
    "户",
    "个",
    "米",
    "公里",
    "平方米",
    "亩",
    "公顷",
    "吨",
    "天",
    "小时",
    "个月",
]
UNITS += ["年", "元/人*月", "元/户", "/株", "次/年", "TB", "架"]
SCALES = {"": 1, "万": 10**4, "亿": 10**8}


@given(ANY, NUMBERS, st.booleans(), ANY, ANY, YEARS)
def test_nothing_raises(  # 1
    text: str, number: Decimal | None, percent: bool, unit: str, sign: str, year: int | None
) -> None:
    for meaning in (
        parse_target.__wrapped__(
            text, number=number, percent=percent, unit=unit, operator=sign, nature=unit, year=year
        ),
        parse_actual.__wrapped__(text, number=number, percent=percent, unit=unit, year=year),
    ):
        _is_sound(meaning, text)
    amounts = parse_amount(text, number=number, heading_unit=unit)
    for value, said in (amounts, parse_points(text, number=number), parse_rate(text, number=number, percent=percent)):
        assert said.text == text
        assert (value is not None) == said.is_number
        if value is not None:
            assert _between(said.low, value, said.high)


def _between(low: Decimal | None, value: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and value is not None and high is not None and low <= value <= high


def _is_sound(meaning: Meaning, text: str) -> None:
    assert meaning.text == text
    assert (meaning.base is None) == (meaning.value is None) == (meaning.low is None) == (meaning.high is None)
    assert meaning.base is None or _between(meaning.low, meaning.base, meaning.high)
    if meaning.kind is MeaningKind.BETWEEN:
        assert _between(meaning.base, meaning.base_upper, meaning.high)
    assert (meaning.family is not None) == (meaning.kind is MeaningKind.VERDICT)
    assert (meaning.day is None) == (meaning.day_from is None)
    assert meaning.day is None or meaning.day_from is None or meaning.day_from <= meaning.day


@st.composite
def written_values(draw: st.DrawFn) -> tuple[str, MeaningKind, Decimal, str, int]:
    kind = draw(st.sampled_from(list(KINDS)))
    before, behind = KINDS[kind]
    value = draw(st.decimals(0, 999999, places=draw(st.integers(0, 3))))
    unit = draw(st.sampled_from(UNITS))
    scale = draw(st.sampled_from(list(SCALES))) if unit in {"", "人", "人次", "亩", "个"} else ""
    figure = f"{value:,}" if draw(st.booleans()) else str(value)
    if behind and draw(st.booleans()):
        text = f"{figure}{scale}{unit}{draw(st.sampled_from(behind))}"
    else:
        text = f"{draw(st.sampled_from(before))}{figure}{scale}{unit}"
    return text, kind, value, unit, SCALES[scale]


@given(written_values())
def test_parts_are_read_back(written: tuple[str, MeaningKind, Decimal, str, int]) -> None:  # 2
    text, kind, value, unit, scale = written
    assume(unit != "年" or not 1900 <= value < 2100)  # 1900年 is a year
    meaning = parse_target(text)
    assert (meaning.kind, meaning.value, meaning.unit, meaning.scale) == (kind, value, unit, scale)
    assert meaning.remark == ""


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(["", "前", "之前", "前完成"]))
def test_days_are_read_back(day: date, before: str) -> None:  # 2
    for text in (f"{day.year}年{day.month}月{day.day}日{before}", f"{day.isoformat()}{before}"):
        meaning = parse_target(text)
        assert (meaning.kind, meaning.day_from, meaning.day) == (MeaningKind.DEADLINE, day, day)


@given(
    written_values(),
    st.sampled_from(["", " ", "\u3000", "\u00a0", "\n", "\u200b"]),
    st.sampled_from(["", "。", "；", " "]),
)
def test_width_and_spaces_change_nothing(  # 3
    written: tuple[str, MeaningKind, Decimal, str, int], space: str, tail: str
) -> None:
    text = written[0]
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
    plain, other = parse_target(text), parse_target(f"{space}{wide}{space}{tail}")
    assert (plain.kind, plain.base, plain.unit, plain.dimension) == (
        other.kind,
        other.base,
        other.unit,
        other.dimension,
    )


@given(st.text(max_size=40))
def test_normalising_twice_is_once(text: str) -> None:  # 3
    assert normalise_text(normalise_text(text)) == normalise_text(text)
    assert compact(compact(text)) == compact(text)


def _chinese(number: int) -> str:
    """The numeral of a number below 10^12, as it is written out."""
    for size, mark in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            rest = number % size
            zero = "零" if 0 < rest < size // 10 else ""
            return _chinese(number // size) + mark + zero + (_chinese(rest) if rest else "")
    text, gap = "", False
    for size, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + mark
            gap = False
        else:
            gap = True
    return text or "零"


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals(number: int) -> None:  # 4
    assert read_chinese(_chinese(number)) == number


@given(st.decimals(0, 200, places=2))
def test_what_is_typed_is_exact(percent: Decimal) -> None:  # 5
    assert _interval(f"{percent}%") == (percent / 100, percent / 100)


def _interval(written: str) -> tuple[Decimal, Decimal]:
    read = parse_actual(written)
    return read.low or Decimal(0), read.high or Decimal(0)
