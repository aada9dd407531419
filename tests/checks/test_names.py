"""Which names may mean the same indicator.

1. The same name with a number, a remark, marks or generic words is the same.
2. Names that say the same thing in other words are near.
3. Names of different things are not, however many generic words they share.
4. Likeness is the same both ways, between 0 and 1, and 1 for a name and itself.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.checks.kit.likeness import NEAR, letters, likeness

SAME = [
    ("指标1：全县参合人数", "全县参合人数"),
    ("★★★受助对象满意度(≥**%)", "受助对象满意度"),
    ("服务对象满意度（%）", "服务对象满意度"),
    ("1.项目验收合格率", "项目验收合格率"),
]
NEAR_BY = [
    ("社工服务人次完成率", "社工服务站年度服务人次"),
    ("服务站点覆率", "服务站点覆盖率"),
    ("服务站点覆盖率", "社工服务站点覆盖率"),
    ("链接社会资源服务辖区居民", "链接社会资源服务居民人数"),
    ("全年培训人次", "培训人次"),
    ("受益群众满意度", "群众满意度"),
    ("项目总成本", "总成本控制"),
]
DIFFERENT = [
    ("服务站点覆盖率", "社工服务站年度服务人次"),
    ("支出及时率", "服务对象满意度"),
    ("社会工作服务站阵地宣传影响力", "全年宣传次数"),
    ("培育志愿者人数", "新增设备数量"),
    ("学生满意度", "家长满意度"),
    ("高血压规范管理数", "糖尿病规范管理数"),
    ("专业个案", "专业小组"),
    ("接受第三方服务评估结果", "服务对象满意度"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_1_same(one: str, other: str) -> None:
    assert letters(one) == letters(other)


@pytest.mark.parametrize(("one", "other"), NEAR_BY)
def test_2_near(one: str, other: str) -> None:
    assert likeness(one, other) >= NEAR


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_3_different(one: str, other: str) -> None:
    assert likeness(one, other) < NEAR


@given(st.text("服务站点覆盖率满意度人次完成指标0（）", max_size=12), st.text("服务站点覆盖率满意度人次", max_size=12))
def test_4_laws(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1 or not letters(one)
