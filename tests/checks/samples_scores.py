"""Samples for and against the checks of the family S."""

from __future__ import annotations

from perfeval_xl.result import Severity
from tests.checks.sampling import CLEAN, Sample, changed

# The Hubei way: no 分值 column, points in the headings.
NO_WEIGHTS = """
| 某项目自评表 | < | < | < | < | < |
| （2023年度） | < | < | < | < | < |
| 项目名称 | 某项目 | < | < | < | < |
| 主管部门 | 某局 | < | 实施单位 | 某街道办事处 | < |
| 项目资金（万元） | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率） |
| ^ | 年度财政资金总额 | 5 | 5 | 100% | 20 |
| 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分 |
| 产出指标（40分） | 数量指标 | 服务场次 | ≥10场 | 12场 | 20 |
| ^ | 质量指标 | 验收合格率 | ≥95% | 100% | 20 |
| 效益指标（40分） | 社会效益指标 | 受益人次 | ≥100人次 | 120人次 | 40 |
| 总分 | < | < | < | < | 100 |
"""

# 小计 rows below each first level.
SUBTOTALS = """
| 某项目支出绩效自评表 | < | < | < | < | < | < | < |
| （2023年度） | < | < | < | < | < | < | < |
| 项目名称 | 某项目 | < | < | 实施单位 | 某街道办事处 | < | < |
| 主管部门 | 某局 | < | < | < | < | < | < |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | 100 | 100 | 95 | 10 | 95% | 9.5 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |
| 产出指标 | 数量指标 | 服务场次 | ≥10场 | 12场 | 25 | 25 | |
| ^ | 质量指标 | 验收合格率 | ≥95% | 100% | 25 | 25 | |
| 小计 | < | < | < | < | 50 | 50 | |
| 效益指标 | 社会效益指标 | 受益人次 | ≥100人次 | 120人次 | 30 | 30 | |
| 小计 | < | < | < | < | 30 | 30 | |
| 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | 93% | 10 | 10 | |
| 满意度指标小计 | < | < | < | < | 10 | 10 | |
| 总分 | < | < | < | < | 100 | 99.5 | 优 |
"""

# A transfer payment's form: no points at all.
NO_POINTS = """
| 转移支付绩效自评表 | < | < | < | < | < |
| （2023年度） | < | < | < | < | < |
| 项目名称 | 困难群众救助补助 | < | < | < | < |
| 主管部门 | 某局 | < | 实施单位 | 某街道办事处 | < |
| 资金（万元） | | 全年预算数（A） | 全年执行数（B） | 执行率（B/A） | < |
| ^ | 年度资金总额 | 320 | 310.4 | 97% | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施 |
| 产出指标 | 数量指标 | 救助人数 | ≥1000人 | 1020人 | |
| 满意度指标 | 服务对象满意度 | 救助对象满意度 | ≥85% | 92% | |
"""

# One score stands for two groups: the heading's points are all given.
_SHARED = changed({"F8": "40", "F9": ""}, NO_WEIGHTS)

# Above its limit, with the points of the other formula in force: 10 × 100 ÷ 118.8 (this one: 10 × (1 − 18.8%)).
_OVER_LIMIT = {"D17": "≤100万元", "G17": "8.42", "H17": "材料涨价", "G21": "97.82"}

_IN_OWN_WORDS = {"D18": "是", "E18": "基本达到", "G18": "14", "H18": "进度略慢"}

SAMPLES = [
    Sample("S525", {"D18": "有所提升", "E18": "环境改善，居民反映良好"}, at="G18", severity=Severity.WARNING),
    Sample("S525", {"D18": "有所提升", "E18": "环境改善，居民反映良好", "G18": "12"}, at="G18", severity=Severity.HINT),
    Sample(
        "S527",
        {"H6": "0.99", **{f"G{row}": "1" for row in (13, *range(15, 21))}, "G14": "0.95", "G21": "99.4"},
        at="G13",
    ),
    Sample(
        "S528",
        {"A13": "过程指标", "C13": "管理制度健全性", "D13": "", "E13": "健全"},
        at="G13",
        good={"A13": "过程指标", "C13": "管理制度健全性", "D13": "制度健全", "E13": "健全"},
        severity=Severity.HINT,
    ),
    Sample(
        "S526",
        {"H13": "受疫情影响", "H18": "受疫情影响", "H20": "受疫情影响"},
        at="H13",
        good={"H13": "受疫情影响", "H18": "受疫情影响", "H20": "停车位不足"},
        severity=Severity.HINT,
    ),
    Sample(
        "S512",
        {"H14": ""},
        at="H14",
        good={"H12": "情况备注", "H14": "部分服务对象搬离辖区"},
    ),
    Sample("S513", {"H14": "无偏差"}, at="H14", severity=Severity.WARNING),
    *(
        Sample("S513", {"H14": empty}, at="H14", good={"H14": real})
        for empty, real in (
            ("1", "停电3天"),
            ("未达到年度指标值", "未达到年度指标值，因疫情停工"),
            ("46次", "缺勤2人，已补训"),
            ("工作不到位", "宣传工作不到位，居民不知晓"),
            ("正常扣分", "正常退出2户"),
            ("完成较好", "场地改造停课"),
            ("满意度88%", "满意度低，停车位不足"),
            ("88%", "88%的对象搬离"),
        )
    ),
    Sample("S513", {"H14": "客观原因"}, at="H14", severity=Severity.WARNING),
    Sample("S501", {"G13": ""}, at="G13", severity=Severity.ERROR),
    Sample("S501", {"H6": ""}, at="H6"),
    Sample("S501", changed({"F10": "", "F11": "60"}, NO_WEIGHTS), at="F10", good=_SHARED, severity=Severity.WARNING),
    Sample("S502", {"G13": "12"}, at="G13", severity=Severity.ERROR),
    Sample("S502", {"G14": "-1"}, at="G14"),
    Sample("S503", {"G14": "9.8", "G21": "99.7"}, at="G14", severity=Severity.ERROR),
    Sample(
        "S503", {"D18": "是", "E18": "基本达到", "G18": "14", "H18": "进度略慢"}, at="G18", severity=Severity.WARNING
    ),
    Sample("S503", _OVER_LIMIT | {"G17": "9", "G21": "98.4"}, at="G17", severity=Severity.ERROR),
    Sample(
        "S524", _OVER_LIMIT, at="G17", good=_OVER_LIMIT | {"G17": "8.12", "G21": "97.52"}, severity=Severity.WARNING
    ),
    Sample("S504", {"G14": "10", "G21": "99.9"}, at="G14", severity=Severity.ERROR),
    Sample("S505", {"G13": "7", "G21": "96.4"}, at="G13", severity=Severity.ERROR),
    Sample("S506", {"G14": "9", "G21": "98.9"}, at="G14", severity=Severity.WARNING),
    Sample(
        "S507",
        {"E14": "77个", "G14": "9.6", "G21": "99.5"},
        at="G14",
        good={"E14": "77个", "G14": "9.63", "G21": "99.53"},
        severity=Severity.HINT,
    ),
    Sample("S508", {"G6": "98%", "H6": "10"}, at="H6", good={"G6": "98%", "H6": "9.8"}),  # follows the printed rate
    Sample("S508", {"H6": "9", "G21": "98.5"}, at="H6", severity=Severity.ERROR),
    Sample("S508", {"H6": "10", "G21": "99.5"}, at="H6", severity=Severity.ERROR),
    Sample("S509", {"G21": "99"}, at="G21", severity=Severity.ERROR),
    Sample("S509", {"G13": "", "G21": "98"}, at="G21", good={"G13": "", "G21": "99.4"}, filling=True),
    Sample("S509", {"G13": "", "G21": "99.9"}, at="G21", good={"G13": "", "G21": "99.4"}),
    Sample("S510", changed({"F9": "30", "F11": "110"}, NO_WEIGHTS), at="A8", good=NO_WEIGHTS),
    Sample("S511", {"H21": "良"}, at="H21", good={"H21": "优秀"}, severity=Severity.ERROR),  # no scale has it
    Sample("S511", {"G21": "97", "H21": "中"}, at="H21", severity=Severity.ERROR),  # wrong for either total
    Sample("S512", {"H14": ""}, at="H14", severity=Severity.ERROR),
    Sample("S512", {"H14": "无"}, at="H14"),
    Sample("S522", {"D18": "/", "E18": "/"}, at="D18", severity=Severity.WARNING),
    Sample("S522", {"D18": "不适用", "E18": ""}, at="D18", good={"C18": "安全事故", "D18": "无", "E18": "无"}),
    Sample("S523", changed({"E8": "900人"}, NO_POINTS), at="F8", good=NO_POINTS, severity=Severity.WARNING),
    Sample(
        "S523",
        changed({"E9": "80%"}, NO_POINTS),
        at="F9",
        good=changed({"E9": "80%", "F9": "停车难，来年增设泊位"}, NO_POINTS),
    ),
    Sample("S512", {"G14": "", "H14": ""}, at="H14", filling=True),  # process fills in 9.5; the reason is the unit's
    Sample("S513", {"H14": "已完成"}, at="H14", severity=Severity.WARNING),
    Sample("S513", {"H14": "同上"}, at="H14"),
    Sample("S514", {"H13": "活动因雨改期"}, at="H13", good={"H13": "无偏差"}, severity=Severity.HINT),
    Sample(
        "S515",
        "\n".join(
            line if "| 一级指标 |" not in line else line.replace("| 分值 | 得分 |", "| 分值 | 备注 |")
            for line in changed({f"G{row}": "" for row in range(13, 22)}, CLEAN).replace("  ", " ").splitlines()
        ),
        at="F13",
    ),
    Sample("S516", {"D18": "显著提升", "E18": "有所改善", "G18": ""}, at="G18", filling=True),
    Sample("S517", {"G21": ""}, at="G21", severity=Severity.ERROR),
    Sample("S518", {"H21": "等级：", "I21": ""}, at="I21", good={"H21": "等级：优"}, severity=Severity.WARNING),
    Sample("S519", {"H21": "A"}, at="H21", severity=Severity.WARNING),
    Sample("S520", {"E13": "无"}, at="E13", good={"C13": "安全事故次数", "D13": "0次", "E13": "无"}),
    Sample("S520", {"E13": ""}, at="E13", severity=Severity.ERROR),
    Sample("S521", {"D13": ""}, at="D13", severity=Severity.ERROR),
    Sample("S521", {"D16": "", "C16": "12月底之前支付"}, at="D16", severity=Severity.WARNING),
    Sample("S522", {"D13": "", "E13": ""}, at="D13", severity=Severity.ERROR),
    Sample("S529", changed({"G10": "48"}, SUBTOTALS), at="G10", good=SUBTOTALS, severity=Severity.ERROR),
    Sample("S529", changed({"F12": "45"}, SUBTOTALS), at="F12", good=changed({"F12": "80", "G12": "80"}, SUBTOTALS)),
    Sample(
        "S529", changed({"G12": "79.5"}, SUBTOTALS), at="G12", good=changed({"F12": "90", "G12": "89.5"}, SUBTOTALS)
    ),
]
