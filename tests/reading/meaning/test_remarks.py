"""Words behind a result's figure.

1. Parts of it, its change against last year, the numbers of a survey and the cause of a shortfall leave it what it is.
2. What may be the real figure, or takes part of it back, leaves it open.
3. A target that says more asks for more.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.form import MeaningKind
from perfeval_xl.reading.meaning.values import parse_actual, parse_target

_STAYS = """
12个（其中新增2个）|12个（含配送站2个）|12个（其中，新增2个）|96.4%（较上年提高1.2个百分点）|93.5%（发放问卷200份，回收187份）
92.5%(抽样调查120人)|88412人次，同比增长3%|88412人次（比去年同期增加2100人次）|14个,同比下降3%|56人(其中女性20人)
68800人次，因两个点装修停业三个月|62.3公里（因两段路改由区管）|48部，完成率100%
520人，其中女性260人|520人次（上半年260人次，下半年260人次）|96.4%（2022年95.2%）
100%（抽检20批次，合格20批次）|95%（抽查20处，合格19处）
"""
_OPEN = """
12个（其中在建3个）|12个（其中3个在建）|12个（实际10个）|12个（其中未完工2个）|12个（含上年结转2个）|12个（其中新增20个）
12个(其中新增2人)|93.5%（发放问卷200份，不满意13份）|95%（实际93%）|95%（剔除2户）|12个（减少2个）|12个（其中重复2个）
12个，因2个未建实际10个|95%（抽查合格率93%）|100%（抽检20批次，合格19批次）|96.4%（2023年95.2%）|520人次（上半年260人次，下半年240人次）|12个，其中在建3个|12个，其中新增20个|48部（2022年完成10部）|48部（上年已建成8部）
12个（2022年开工5个）|4台（上年采购3台）|4台，因场地未到位均未安装|7420次（因统计口径误报，核实为零）|12个，因资金紧张调减为八个
94%（抽样200人，160人满意）|12人（其中男性2人，实际到岗8人）|7420次（其中干部虚报800次）|95%（调查200人，满意180人）
"""


def _each(text: str) -> list[str]:
    return [one for line in text.strip().splitlines() for one in line.split("|")]


@pytest.mark.parametrize("text", _each(_STAYS))
def test_1_the_figure_stays(text: str) -> None:
    read = parse_actual(text, year=2023)
    assert read.kind is MeaningKind.EQUAL
    assert read.value == Decimal(text[: next(at for at, sign in enumerate(text) if sign not in "0123456789.")])


@pytest.mark.parametrize("text", _each(_OPEN))
def test_2_it_is_left_open(text: str) -> None:
    assert parse_actual(text, year=2023).kind is MeaningKind.TEXT


def test_3_a_target_of_two_things() -> None:
    assert parse_target("12个（含新增2个）").kind is MeaningKind.TEXT
