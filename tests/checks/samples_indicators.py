"""Samples for and against the checks of the family I."""

from __future__ import annotations

from perfeval_xl.result import Severity
from tests.checks.sampling import Sample, changed

_HINT, _WARNING = Severity.HINT, Severity.WARNING
# The clean form where each result is what its target says.
_COPIED = {
    **{"D13": "150场", "E13": "150场", "D14": "80个", "E14": "80个", "D15": "95%", "E15": "95%", "D18": "10000人次"},
    **{"E18": "10000人次", "D16": "2023年12月31日前", "E16": "2023年12月31日前", "D17": "120万元", "E17": "120万元"},
    **{"D19": "90人", "E19": "90人", "D20": "90%", "E20": "90%"},
}
_BLANK = {"F14": "", "G14": "", "H14": "", "F13": "20", "G13": "20", "G21": "99.9"}
_PART = _BLANK | {"C14": "其中：户外活动", "D14": "", "E14": "100场"}  # of 153
_TWO_PARTS = (
    _PART | {"C15": "其中：室内活动", "D15": "", "E15": "53场"} | {"F15": "", "G15": "", "F13": "30", "G13": "30"}
)
_NAME_ALONE = {"A13": "产出指标", "D15": "", "E15": "", "F15": "", "G15": ""}
# A checklist: 其中 stands before the first part alone, and a part may be a total itself.
_SUMS = """
| 项目资金绩效自评表（2023年度） | < | < | < | < |
| 项目名称 | 甲 | < | 实施单位 | 某街道办 |
| 一级指标 | 二级指标 | 三级指标 | 自评内容 | 完成情况 |
| 项目管理 | 资金投入 | 资金安排 | 资金合计（万元） | 50 |
| ^ | ^ | ^ | 其中：补助资金（万元）总额 | 30 |
| ^ | ^ | ^ | 其中：中央补助 | 20 |
| ^ | ^ | ^ | 本级资金 | 10 |
"""

SAMPLES = [
    Sample("I301", {"E13": "≥150场"}, at="E13", good={"E13": "150场"}, severity=_WARNING),
    Sample("I301", {"E17": "120万元以内"}, at="E17", severity=_WARNING),
    Sample("I302", {"E13": "98%"}, at="E13", good={"D13": "≥15公里", "E13": "16000米"}, severity=_WARNING),
    Sample("I325", {"E15": "10000%"}, at="E15", good={"E15": "100%"}, severity=_WARNING),
    Sample("I302", {"E18": "10500人"}, at="E18", severity=_WARNING),
    Sample("I302", {"E13": "153次"}, at="E13", severity=_WARNING),
    Sample("I302", {"E19": "96万元"}, at="E19", good={"D19": "≥570元/人*月", "E19": "583元"}, severity=_WARNING),
    Sample("I303", {"C18": "家庭医生签约率"}, at="D18", good={"C18": "签约人次"}, severity=_WARNING),
    Sample("I304", {"C15": "服务投诉率", "D15": "≥1%"}, at="D15", good={"C15": "投诉办结率"}, severity=_WARNING),
    Sample(
        "I304",
        {"C13": "事故起数", "D13": "≥3起"},
        at="D13",
        good={"C13": "事故起数", "D13": "下降10%以上", "E13": "下降12%"},
    ),
    Sample("I304", {"D20": "≤90%"}, at="D20", good={"C20": "不满意率", "D20": "≤90%"}),
    Sample("I304", {"C13": "改造村庄数量", "D13": "≤4个"}, at="D13", good={"C13": "科目调整次数", "D13": "≤10次"}),
    Sample("I304", {"D17": "≥100万元"}, at="D17", good={"C17": "节约成本", "D17": "≥1万元"}),
    Sample(
        "I305",
        {"C19": "受益居民人次", "D19": "≥10000人次"},
        at="C19",
        good={"C19": "受益居民人次", "D19": "≥90人次"},
        severity=_WARNING,
    ),
    Sample("I305", {"C19": "年度受益居民人次", "D19": "≥10000人次"}, at="C19", severity=_HINT),
    Sample(
        "I306",
        {"C13": "参保率", "D13": "≥95%", "E13": "96%"},
        at="C13",
        good={"C13": "服务站点覆盖率", "D13": "≥95%", "E13": "96%"},
        severity=_HINT,
    ),
    Sample("I307", {"C15": "资金支付及时率"}, at="C15", good={"C16": "资金支付及时率"}, severity=_HINT),
    Sample("I307", {"C18": "居民满意度"}, at="C18", good={"C18": "提高满意度的措施"}),
    Sample("I307", {"C18": "服务总成本"}, at="C18", good={"C18": "对控制总成本的影响"}),
    Sample("I308", {"B15": "经济效益指标"}, at="B15", good={"B18": "经济效益指标"}, severity=_WARNING),
    Sample("I309", {"C15": "预算执行率"}, at="C15", good={"C15": "资金到位率"}, severity=_WARNING),
    Sample(
        "I310",
        {"D18": "效果明显", "E18": "达成预期指标"},
        at="D18",
        good={"D18": "良好", "E18": "良好"},
        severity=_WARNING,
    ),
    Sample("I310", {"D18": "正常", "E18": "正常"}, at="D18", severity=_HINT),
    Sample("I311", {"E13": "1530场"}, at="E13", good={"E13": "170场"}, severity=_WARNING),
    Sample("I311", {"E13": "185场"}, at="E13", good={"E13": "1530场", "H13": "新增三个站点"}, severity=_HINT),
    Sample("I312", {"E17": "完成"}, at="E17", good={"D17": "按预算控制", "E17": "完成"}, severity=_WARNING),
    Sample(
        "I313",
        {"D18": "符合相关规定", "E18": "15"},
        at="E18",
        good={"D18": "符合相关规定", "E18": "100%"},
        severity=_WARNING,
    ),
    Sample("I314", {"D18": "优良中低差", "E18": "优"}, at="D18", severity=_WARNING),
    Sample("I314", {"D18": "良好", "E18": "优良中低差"}, at="E18", good={"D18": "良好", "E18": "优"}),
    Sample(
        "I315",
        {"C15": "服务验收合格率100%"},
        at="C15",
        good={"C15": "服务验收合格率95%"},
        severity=_WARNING,
    ),
    Sample("I315", {"C15": "2023年10月完成"}, at="C15", good={"C15": "10月完成率"}, severity=_WARNING),
    Sample(
        "I315",
        {"C15": "12月底前验收", "D15": "100%", "E15": "100%"},
        at="C15",
        good={"C13": "12月底前活动场次"},
        severity=_HINT,
    ),
    Sample("I316", {"E13": "153"}, at="E13", good={"D13": "≥150", "E13": "153"}, severity=_HINT),
    Sample("I317", {"C20": "居民是否满意"}, at="D20", good={"C20": "居民是否满意", "D20": "是"}, severity=_HINT),
    Sample("I318", {"B16": "数量指标"}, at="A13", severity=_HINT),
    Sample("I319", {"D16": "2022年12月31日前"}, at="D16", good={"D16": "12月31日前"}, severity=Severity.ERROR),
    Sample("I319", {"D16": "2022年12月31日前", "E16": "2022年12月20日"}, at="D16", severity=_WARNING),
    Sample("I319", {"D16": "2024年6月30日前"}, at="D16", severity=_HINT),
    Sample("I328", {"E16": "2022年12月20日"}, at="E16", good={"E16": "2023年12月20日"}, severity=_WARNING),
    Sample("I320", {"D13": "≥0场"}, at="D13", good={"C13": "安全事故", "D13": "0起", "E13": "0起"}, severity=_HINT),
    Sample("I321", _COPIED, at="E13", good={**_COPIED, "E14": "81个"}, severity=_HINT),
    Sample("I323", _PART | {"E14": "200场"}, at="E14", good=_PART, severity=_WARNING),
    Sample("I323", _TWO_PARTS | {"E15": "50场"}, at="E14", good=_TWO_PARTS, severity=_HINT),
    Sample("I323", changed({"E7": "11"}, _SUMS), at="E6", good=_SUMS, severity=_WARNING),
    Sample("I324", {"E20": "105%"}, at="E20", good={"E20": "100%"}, severity=Severity.WARNING),
    Sample("I324", {"E15": "101%"}, at="E15", good={"C15": "任务完成率", "E15": "101%"}),
    Sample("I322", {"C13": "开展社区活动场次（≥**场）"}, at="C13", severity=_HINT),
    Sample("I326", {"C15": ""}, at="C15", severity=Severity.ERROR),
    Sample("I326", {"C15": "/"}, at="C15", good={"C15": "", "D15": "", "E15": "", "F15": "", "G15": ""}),
    Sample("I327", _NAME_ALONE, at="C15", severity=Severity.ERROR, good=_NAME_ALONE | {"D15": "/", "E15": "/"}),
]
