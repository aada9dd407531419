"""Figures in sentences.

1. A figure with a unit is read with its scale: 万元, 万人次, percentages, thousands with commas, full-width digits.
2. Document numbers, titles, dates, years, codes, telephone numbers and running numbers are no quantities.
3. 约, 余, 以上 and ranges make a figure approximate.
4. A figure stands for the interval of its digits.
5. The words before a figure end at the last stop.
6. Whatever the figure, its unit and the words around it: what is written is what is read, at its place.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.checks.kit.quantities import before, quantities, quoted
from perfeval_xl.units import normalise, plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本项目共完成预算资金89.97万元。", [("89.97万元", "899700", "money")]),
        ("发放1,200,000元，惠及 735 人次", [("1,200,000元", "1200000", "money"), ("735 人次", "735", "人次")]),
        ("服务10.5万人次", [("10.5万人次", "105000", "人次")]),
        ("满意度达到９６％", [("９６％", "0.96", "ratio")]),
        ("安装水标尺1.2公里", [("1.2公里", "1200", "length")]),
        ("专业个案76个、咨询个案24个", [("76个", "76", "个"), ("24个", "24", "个")]),
        ("投入2021.05万元", [("2021.05万元", "20210500", "money")]),
        ("完成率100%；投入120万", [("100%", "1", "ratio")]),
    ],
)
def test_1_figures_with_units(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(one.text, str(one.base.normalize() + 0), one.dimension) for one in quantities(text)] == [
        (written, str(Decimal(base).normalize() + 0), dimension) for written, base, dimension in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "根据穗府办〔2023〕7号文件",
        "《关于印发2023年100个重点项目的通知》",
        "2023年12月31日前完成",
        "2022年度、12月底、1-12月",
        "2021-2023年",
        "2023.10完成，2023.10.12验收，2023/11/5",
        "联系电话13812345678",
        "1.项目运营管理。\n2.党建引领",
        "项目编码51000021R000000019951",
        "第3次会议",
        "“一户一档”“五社联动”",
        "3号楼",
        "",
    ],
)
def test_2_no_quantities(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    "text",
    ["约120万元", "超过90人", "120万元左右", "10-20个", "10至20个", "100余人", "100人以上", "不少于80个", "≥80个"],
)
def test_3_approximate(text: str) -> None:
    assert all(one.about for one in quantities(text)), quantities(text)


def test_3_exact() -> None:
    assert [one.about for one in quantities("全年支出120万元，服务96人，共计12场")] == [False, False, False]


def test_4_interval_of_the_digits() -> None:
    (one,) = quantities("89.97万元")
    assert (one.low, one.high) == (Decimal("899650"), Decimal("899750"))
    assert one.may_be(Decimal("899740"))
    assert not one.may_be(Decimal("899760"))
    assert one.may_be(Decimal("899700"), Decimal("899800"))
    (whole,) = quantities("90万元")
    assert whole.may_be(Decimal("899740"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("项目完成，全年预算数为 120 万元", "全年预算数"),
        ("全年完成专业个案76个", "全年完成专业个案"),
        ("服务对象满意度：96%", "服务对象满意度"),
        ("2023年支出5万元", "支出"),
    ],
)
def test_5_words_before(text: str, words: str) -> None:
    (one,) = quantities(text)
    assert before(text, one) == words


@given(
    number=st.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False),
    unit=st.sampled_from(["万元", "元", "人次", "万人次", "%", "个", "公里", "亩", "场"]),
    lead=st.sampled_from(["", "全年共支出", "其中：", "完成，", "2023年", "《2022年5个要点》提出"]),
    tail=st.sampled_from(["", "。", "，较好完成", "；1.其他"]),
)
def test_6_what_is_written_is_read(number: Decimal, unit: str, lead: str, tail: str) -> None:
    text = f"{lead}{plain(number)}{unit}{tail}"
    (one,) = quantities(text)
    assert one.base == number * normalise(unit)[1]
    assert (one.text, one.unit, text[one.start : one.end]) == (f"{plain(number)}{unit}", unit, one.text)
    assert one.may_be(one.base)
    assert not one.about
    assert quoted(text, one).endswith(one.text)
