"""Indicators: what is told apart, and what is left alone.

1. Honest rows, of every kind of target that forms have, raise nothing of this family above a hint.
2. Names of rates are told from other words that end in 率.
3. A cause is told once: an unmeasurable target is not also blamed for its result, a lowered target not for its excess.
4. A row that needs a person's points says why once, also when scores are computed.
5. Rows are counted once where a finding gathers them, with their cells named.
"""

from __future__ import annotations

import pytest

from perfeval_xl.form_words import bare_name, is_rate
from perfeval_xl.result import Severity
from tests.checks.sampling import changed, checked, codes, told

# level 2, name, target, result
HONEST = [
    ("数量指标", "发放补助人数", "≥21933人", "21980人"),
    ("数量指标", "安装水标尺长度", "≥1.2公里", "1250米"),
    ("数量指标", "宣传活动完成率", "100%", "100%"),
    ("数量指标", "服务人次", "1.2万人次", "12500人次"),
    ("数量指标", "购置设备", "≥10台（套）", "12台"),
    ("数量指标", "服务人次", "10人（次）", "10人次"),
    ("数量指标", "巡查次数", "≥12次", "每月1次"),
    ("数量指标", "巡查次数", "每季度3次", "每月1次"),
    ("数量指标", "会议次数", "≤10次", "8次"),
    ("数量指标", "编制人数", "≤20人", "19人"),
    ("数量指标", "维修面积", "5000平方米", "0.52万平方米"),
    ("质量指标", "设备故障率", "≤5%", "2%"),
    ("质量指标", "提高办事效率", "≥10%", "11%"),
    ("时效指标", "工程进度", "按计划推进", "已按计划完成"),
    ("时效指标", "平均办理时间", "≤3天", "2天"),
    ("成本指标", "人均成本", "≤500元/人", "480元/人"),
    ("经济效益指标", "节约成本", "≥5万元", "5.2万元"),
    ("社会效益指标", "零就业家庭动态清零率", "100%", "100%"),
    ("社会效益指标", "安全事故下降率", "≥5%", "5%"),
    ("生态效益指标", "PM2.5浓度", "≤35微克/立方米", "33微克/立方米"),
    ("服务对象满意度指标", "有效投诉次数", "≤3次", "0次"),
    ("质量指标", "验收合格率", "≥95%", "100%"),
    ("质量指标", "接受第三方评估等次", "良好", "优"),
    ("质量指标", "经费支出合规性", "符合相关规定", "达成预期指标"),
    ("质量指标", "培训覆盖面", "100%", "100%"),
    ("时效指标", "资金支付及时率", "100%", "100%"),
    ("时效指标", "完成时间", "12月31日前", "2023年12月1日"),
    ("时效指标", "办理时限", "≤5个工作日", "3个工作日"),
    ("成本指标", "设备购置成本", "≤12万元", "11.8万元"),
    ("成本指标", "补助标准", "≥570元/人*月", "583元/人*月"),
    ("成本指标", "成本节约率", "≥1%", "1%"),
    ("经济效益指标", "降低企业成本", "≥100万元", "105万元"),
    ("社会效益指标", "投诉处理率", "≥95%", "100%"),
    ("社会效益指标", "安全事故发生次数", "0次", "无"),
    ("社会效益指标", "群众投诉率", "≤1%", "0.5%"),
    ("社会效益指标", "违规问题整改率", "≥95%", "100%"),
    ("生态效益指标", "对控制成本影响程度", "达成预期目标", "达成预期目标"),
    ("可持续影响指标", "长效机制", "建立健全", "已建立"),
    ("可持续影响指标", "是否建立台账", "是", "是"),
    ("服务对象满意度指标", "居民满意度", "≥90分", "95分"),
]


@pytest.mark.parametrize("row", HONEST, ids=lambda row: f"{row[1]}-{row[2]}")
def test_1_honest_rows(row: tuple[str, str, str, str]) -> None:
    level2, name, target, actual = row
    form = checked(changed({"B18": level2, "C18": name, "D18": target, "E18": actual}))
    about = [one for one in form.findings if one.code.startswith("I") and one.cell and one.cell.endswith("18")]
    headings = {"I308"}  # the row stands below 效益指标 whatever its own heading
    assert [one for one in about if one.code not in headings and one.severity is not Severity.HINT] == []


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("指标1:家庭医生签约率", True),
        ("奖补资金兑付率(%)", True),
        ("服务对象满意度", True),
        ("工作效率", False),
        ("检查频率", False),
        ("发放人数", False),
        ("★受助对象满意度(≥**%)", True),
    ],
)
def test_2_rates(name: str, rate: bool) -> None:
    assert is_rate(name) is rate


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("指标1：参合人数（人）", "参合人数"),
        ("★★★农村低保发放人数(按月平均)(≥**人)", "农村低保发放人数"),
        ("2、宣传 次数", "宣传次数"),
        ("1290.3平方米冷库建设", "1290.3平方米冷库建设"),
        ("0-6岁儿童健康管理数", "0-6岁儿童健康管理数"),
        ("（一）", "（一）"),
        (None, ""),
    ],
)
def test_2_subjects(name: str | None, bare: str) -> None:
    assert bare_name(name) == bare


def test_3_an_unmeasurable_target_is_told_once() -> None:
    form = checked(changed({"D18": "效果明显", "E18": "95%"}))
    assert {"I310"} == {one.code for one in form.findings if one.code.startswith("I")}, told(form)


@pytest.mark.parametrize(("actual", "code"), [("完成", "I312"), ("15公里", "I302")])
def test_4_why_once_when_scores_are_computed(actual: str, code: str) -> None:
    form = checked(changed({"E18": actual, "G18": "", "G21": ""}), filling=True)
    assert codes(form).get(code) == 1, told(form)
    assert "S516" not in codes(form), told(form)


def test_5_gathered_findings_name_their_cells() -> None:
    form = checked(changed({"E13": "153", "E19": "96"}))
    (found,) = [one for one in form.findings if one.code == "I316"]
    assert found.cell == "E13"
    assert "共 2 处：E13、E19" in found.message
    assert "“153场”" in found.suggestion
