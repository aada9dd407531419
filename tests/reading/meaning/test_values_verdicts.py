"""Words that judge instead of counting.

1. The three official tiers and their short forms.
2. Grade words rank as the word does; 良好以上 keeps its 以上; 评估结果为良好 says 良好.
3. Done or not done: met (1), partly (2), not (3).
4. Words that measure nothing are kept apart from all of these, and carry no tier.
5. A verdict with others beside it: the worst of them; anything else is text.
6. A negation is never read as its contrary.
"""

from __future__ import annotations

import pytest

from perfeval_xl.form import MeaningKind, VerdictFamily
from perfeval_xl.reading.meaning.values import parse_actual, parse_target


def verdict(written: str) -> str:
    read = parse_actual(written)
    assert read == parse_target(written)
    return f"{read.family} {read.tier}" if read.kind is MeaningKind.VERDICT else str(read.kind)


OFFICIAL = {
    1: "达成年度指标 达成预期指标 达到预期 达成 已达成 达成预期目标 达到预期目标 实现年度绩效目标 全部达成",
    2: "部分达成年度指标并具有一定效果 基本达到预期 部分达成预期指标 部分达成 基本达成 基本达到预期目标",
    3: "未达成年度指标且效果较差 未达到预期 未达成预期指标 未达成 未达到预期目标 未实现年度目标",
}
MET = {
    1: "完成 已完成 全部完成 按时完成 按计划完成 圆满完成 超额完成 完成年度目标任务 达标 已达标 合规 合格 验收合格 "
    "验收通过 符合相关规定 符合国家标准 达到规定要求 及时 按期 按月足额发放 发放及时 资金及时到位 工程完工 全覆盖 "
    "已支付 落实到位 验收结果：合格",
    2: "基本完成 基本达到 部分完成 大部分完成 基本达标 基本符合要求",
    3: "未完成 尚未完成 没有完成 未按时完成 未达标 不合格 不达标 不合规 不符合规定 未开工 未支付 逾期 不及时 "
    "发放不及时 资金未到位 项目未完成",
}
VAGUE = (
    "有效 高 好 健康 提升 显著提升 效果明显 持续影响 稳步提升 逐年提升 有力保障 持续保障 影响长远 长期 "
    "维护良好 绿地完整 改善学校的办学条件 生态修复功能提高 增加岗位 持续稳步提升 群众满意度提升 "
    "不断增强 正面支撑 较好 满意"
)


@pytest.mark.parametrize(
    ("written", "tier"), [(word, tier) for tier, words in OFFICIAL.items() for word in words.split()]
)
def test_official_tiers(written: str, tier: int) -> None:  # 1
    assert verdict(written) == f"{VerdictFamily.OFFICIAL} {tier}"


@pytest.mark.parametrize(
    ("written", "tier"),
    [
        ("优", 1),
        ("优秀", 1),
        ("良", 2),
        ("良好", 2),
        ("优良", 2),
        ("中", 3),
        ("差", 4),
        ("优等", 1),
        ("接受第三方服务评估结果为良好", 2),
    ],
)
def test_grades(written: str, tier: int) -> None:  # 2
    assert verdict(written) == f"{VerdictFamily.GRADE} {tier}"


def test_a_grade_with_more() -> None:  # 2
    read = parse_target("良好以上")
    assert (read.tier, read.operator) == (2, "以上")
    assert parse_target("评估结果为良好").remark == "评估结果"


@pytest.mark.parametrize(("written", "tier"), [(word, tier) for tier, words in MET.items() for word in words.split()])
def test_done_or_not(written: str, tier: int) -> None:  # 3
    assert verdict(written) == f"{VerdictFamily.MET} {tier}"


@pytest.mark.parametrize("written", VAGUE.split())
def test_words_that_measure_nothing(written: str) -> None:  # 4
    assert verdict(written) == f"{VerdictFamily.VAGUE} None"


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("已完成，效果明显", "met 1"),
        ("及时,整洁", "met 1"),
        ("已完成、部分达成", "official 2"),
        ("健康，整洁", "vague None"),
        ("群众生活改善，效果良好", "vague None"),
        ("已完成，优", "text"),
        ("已完成，另有两处待整改", "text"),
    ],
)
def test_several_together(written: str, meaning: str) -> None:  # 5
    assert verdict(written) == meaning


@pytest.mark.parametrize(
    "written",
    [
        "未有效提升",
        "无明显提升",
        "效果不明显",
        "没有改善",
        "逾期完成",
        "严格执行相关制度规定",
        "日产日清",
        "全天候可用",
        "基本建立",
        "企业较好把握正确政治导向和文化方向情况的评价",
        "未评定结果为优",
    ],
)
def test_other_words_are_text(written: str) -> None:  # 5, 6
    assert verdict(written) == "text"
