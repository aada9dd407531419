"""Price, number and months of a sentence against its sum (N616).

1. The product must come to the sum, whatever order and unit the figures stand in.
2. Where no months are written, only a sum below one period's or above the year's cannot be right.
3. Several prices, parts, about-figures and prices a day are left alone.
4. 42人×3000元=… is what its signs say; the sum of an item is not all that was spent.
"""

from __future__ import annotations

import pytest

from tests.checks.sampling import changed, checked


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("按每人每月500元标准，为120名老人发放12个月补贴，共发放{}", ("72万元", "62万元")),
        ("按500元/人/月发放，共发放120人12个月，发放资金{}", ("720000元", "620000元")),
        ("人均补助2000元，补助300人，合计{}", ("60万元", "66万元")),
        ("每户补助3000元，改造300户，支出{}", ("90万元", "80万元")),
        ("每平方米200元，改造500平方米，共{}", ("10万元", "12万元")),
        ("每亩补贴300元，补贴1000亩，共{}", ("30万元", "35万元")),
        ("全年为3256人次发放补贴，每人次50元，共{}", ("16.28万元", "26.28万元")),
        ("护工工资3500元/月，聘用5人，12个月，支出{}", ("21万元", "25万元")),
        ("每人每年600元，惠及200人，共{}", ("12万元", "14万元")),
        ("高龄津贴3256人，每人每月100元，全年共发放{}", ("390.72万元", "590.72万元")),
        ("高龄津贴3256人，每人每月100元，全年共发放{}", ("380万元", "30万元")),
    ],
)
def test_1_the_product_is_the_sum(text: str, product: tuple[str, str]) -> None:
    honest, wrong = (_told(text.format(one)) for one in product)
    assert honest == []
    assert len(wrong) == 1


@pytest.mark.parametrize(
    "text",
    [
        "每人每月500元，其中甲社区120人、乙社区80人，共150万元",
        "约120人，每人500元，共7万元",
        "每人每天50元，服务100人，共12万元",
        "每人500元，补助100人，每户800元，补助50户，共8万元",
        "每人500元。补助100人，共8万元",
    ],
)
def test_3_left_alone(text: str) -> None:
    assert _told(text) == []


def test_the_sentence_says_the_product() -> None:
    (message,) = _told("每户补助3000元，改造300户，支出80万元")
    assert message == "文中写“每户补助3000元，改造300户，支出80万元”，同一句里的3000元、300户相乘为 90万元。"


def _told(text: str) -> list[str]:
    return [one.message for one in checked(changed({"E11": text})).findings if one.code == "N616"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("42人×3000元×12个月=151.2万元", 0),
        ("42名干部×3000元×12个月=141.2万元", 1),
        ("按42户*300元＝1.26万元发放", 0),
        ("按42户*300元＝1.62万元发放", 1),
        ("3公里×3万元/公里=9万元", 0),
        ("0.5万株×20元=10万元", 0),
        ("500万元×20%=100万元", 0),
        ("500万元×20%=90万元", 1),
        ("1.2万亩×100元=12万元", 1),
        ("3公里×3万元/公里=12万元", 1),
        ("10人×3000元×12个月+慰问金2万元=38万元", 0),
        ("2万元+10人×3000元=5万元", 0),
        ("10人×3000元×12个月的一半=18万元", 0),
        ("每月为42名干部发放报酬12.6万元，全年共发放151.2万元", 0),
        ("购置电脑42台，单价3000元，共支出16.2万元", 0),
    ],
)
def test_4_written_out_with_signs(text: str, told: int) -> None:
    form = checked(changed({"E11": text}))
    assert [one.code for one in form.findings if one.code in ("N616", "N602")] == ["N616"] * told
