# ruff: noqa: E501  a row of a form is a line
"""Honest forms in five layouts, made up for these tests, and one fault at a time put into them.

Each layout is a text table (tests/sheets.py says how it is read). `Seed` is one fault: what is changed, in which
layout, at which cells it has to be told and at least how gravely. A cell written as `@SUM(G6:G21) -> 99.4` is a formula that
has this result stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from perfeval_xl.result import FormResult, Severity
from tests.accuracy.published import judge
from tests.checks.sampling import changed
from tests.sheets import grid_from

# The national layout: points of each first level in its heading, formulas where a template has them.
NATIONAL = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < |
| （2023年度） | < | < | < | < | < | < | < |
| 项目名称 | 城市管理网格巡查经费 | < | < | < | < | < | < |
| 主管部门 | 某区城市管理局 | < | < | 实施单位 | 某街道办事处 | < | < |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | 260 | 260 | 252.2 | 10 | 97% | 9.7 |
| ^ | 其中：当年财政拨款 | 240 | 240 | 232.2 | — | 96.75% | — |
| ^ | 上年结转资金 | 0 | 0 | 0 | — | — | — |
| ^ | 其他资金 | 20 | 20 | 20 | — | 100% | — |
| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |
| ^ | 保障网格员队伍稳定，及时发现和处置市容问题，居民满意 | < | < | 全年巡查7420次，处置问题3156件，网格员队伍保持稳定，培训3期 | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标（50分） | 数量指标 | 网格巡查次数 | ≥7000次 | 7420次 | 6 | 6 | |
| ^ | ^ | 处置问题件数 | ≥3000件 | 3156件 | 6 | 6 | |
| ^ | ^ | 培训安排 | 培训3期，每期50人 | 培训3期，每期52人 | 6 | 6 | |
| ^ | ^ | 新增巡查设备数量 | ＞3台 | 4台 | 6 | 6 | |
| ^ | 质量指标 | 问题处置合格率 | ≥90% | 93.5% | 8 | 8 | |
| ^ | 时效指标 | 设备采购完成时间 | 2023年6月30日前 | 2023年6月20日 | 8 | 8 | |
| ^ | 成本指标 | 项目总成本 | ≤260万元 | 252.2万元 | 10 | 10 | |
| 效益指标（30分） | 社会效益指标 | 市容秩序投诉件数 | 下降10%以上 | 下降12% | 15 | 15 | |
| ^ | 可持续影响指标 | 网格员留任率 | ≥90% | 81% | 15 | 13.5 | 三名网格员考入事业单位后离职，已公开招聘补足 |
| 满意度指标（10分） | 服务对象满意度指标 | 辖区居民满意度 | ≥90% | 94% | 10 | 10 | |
| 总分 | < | < | < | < | 100 | @SUM(H6,G13:G22) -> 98.2 | 优 |
"""

# 分值 before the target, money in 元, the grade in the head, deadlines and limits in words.
YUAN = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < | < |
| 项目名称 | 老旧小区电梯维保补助 | < | < | 项目单位 | 某街道办事处 | < | < |
| 主管部门 | 某区住房和城乡建设局 | < | < | 金额单位 | 元 | < | < |
| 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 | 备注 |
| 年度资金总额 | 864000 | 864000 | 864000 | 100.00% | 10 | 10 | |
| 其中：财政拨款 | 800000 | 800000 | 800000 | 100.00% | — | — | |
| 其他资金 | 64000 | 64000 | 64000 | 100.00% | — | — | |
| 年初设定目标 | < | < | < | 全年实际完成情况 | < | < | < |
| 为辖区48部电梯提供维保补助，按每部每月1500元发放12个月，消除安全隐患 | < | < | < | 已为48部电梯发放补助，每部每月1500元，共12个月，合计86.4万元 | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 实际完成值 | 得分 | 未完成原因分析 |
| 产出指标 | 数量指标 | 补助电梯数量 | 10 | 48部 | 48部 | 10 | |
| ^ | ^ | 安全检查频次 | 10 | 每月1次 | 12次 | 10 | |
| ^ | 质量指标 | 维保覆盖情况 | 10 | 全覆盖 | 100% | 10 | |
| ^ | 时效指标 | 故障响应时间 | 10 | 报修后30分钟内 | 25分钟 | 10 | |
| ^ | 成本指标 | 补助标准 | 10 | 1500元/部/月 | 1500元/部/月 | 10 | |
| 效益指标 | 社会效益指标 | 电梯安全事故 | 15 | 零事故 | 0起 | 15 | |
| ^ | 可持续影响指标 | 维保档案管理制度 | 15 | 健全 | 已健全 | 15 | |
| 满意度指标 | 服务对象满意度指标 | 居民满意度 | 10 | ≥85% | 91.2% | 10 | |
| 合计 | < | < | 100 | < | < | 100 | |
| 自评等级 | 优 | < | < | < | < | < | < |
"""

# A form of a transfer payment: no points at all.
NO_POINTS = """
| 转移支付区域绩效自评表 | < | < | < | < | < |
| （2022年度） | < | < | < | < | < |
| 转移支付名称 | 基层文化设施免费开放补助资金 | < | < | < | < |
| 地方主管部门 | 某区文化和旅游局 | < | 资金使用单位 | 某街道综合文化站 | < |
| 资金情况（万元） | | 全年预算数 | 全年执行数 | 预算执行率 | |
| ^ | 年度资金总额 | 42 | 40.74 | 97% | |
| ^ | 其中：中央财政资金 | 30 | 30 | 100% | |
| ^ | 地方资金 | 12 | 10.74 | 89.5% | |
| 总体目标完成情况 | 总体目标 | < | 全年实际完成情况 | < | < |
| ^ | 文化站全年免费开放，开展群众文化活动，丰富居民文化生活 | < | 文化站全年免费开放，地方资金结余1.26万元为活动场地租金节约，活动36场 | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年实际完成值 | 未完成原因和改进措施 |
| 产出指标 | 数量指标 | 群众文化活动场次 | ≥36场 | 36场 | |
| ^ | ^ | 免费开放天数 | ≥300天 | 312天 | |
| ^ | 质量指标 | 设施完好率 | ≥95% | 96.5% | |
| ^ | 时效指标 | 资金支付时间 | 2022年12月底前 | 2022年11月 | |
| 效益指标 | 社会效益指标 | 参加活动人次 | ≥6000人次 | 6350人次 | |
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 92% | |
"""

# Sign, figure and unit of a target in columns of their own; 20 points for the execution, as some cities have it.
SPLIT = """
| 项目支出绩效自评表（2023年度） | < | < | < | < | < | < | < | < | < |
| 项目名称 | 社区消防设施改造 | < | < | < | 实施单位 | 某街道办事处 | < | < | < |
| 主管部门 | 某区应急管理局 | < | < | < | 单位：万元 | < | < | < | < |
| 预算执行情况（20分） | | | 年初预算数 | 调整后预算数 | 执行数 | 执行率 | 权重 | 得分 | |
| ^ | 资金总额 | | 150 | 150 | 150 | 100% | 20 | 20 | |
| ^ | 其中：财政资金 | | 150 | 150 | 150 | 100% | | | |
| 年度目标 | 年初目标：更换灭火器、消火栓，开展演练，提高辖区火灾防控能力 | < | < | < | 完成情况：更换灭火器1260具、消火栓44个，开展演练4次，火灾防控能力得到提高 | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 计量单位 | 完成值 | 权重 | 得分 | 偏差说明 |
| 产出指标 | 数量指标 | 更换灭火器数量 | ≥ | 1200 | 具 | 1260 | 10 | 10 | |
| ^ | ^ | 更换消火栓数量 | ≥ | 44 | 个 | 44 | 10 | 10 | |
| ^ | 质量指标 | 设施验收情况 | 定性 | 合格 | | 合格 | 10 | 10 | |
| ^ | 时效指标 | 改造完成期限 | 定性 | 9月底前 | | 8月完成 | 5 | 5 | |
| ^ | 成本指标 | 单具灭火器成本 | ≤ | 120 | 元 | 115 | 5 | 5 | |
| 效益指标 | 社会效益指标 | 火灾亡人事故 | = | 0 | 起 | 0 | 15 | 15 | |
| ^ | 可持续影响指标 | 设施完好率 | ≥ | 95 | % | 97 | 15 | 15 | |
| 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥ | 90 | % | 93 | 10 | 10 | |
| 总分 | < | < | < | < | < | < | 100 | 100 | 优 |
"""

# A whole department: goals by task, framework rows with standards of their own.
DEPARTMENT = """
| 部门整体支出绩效自评表 | < | < | < | < | < | < | < |
| （2023年度） | < | < | < | < | < | < | < |
| 部门（单位）名称 | 某街道办事处 | < | < | < | < | < | < |
| 部门预算（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度部门预算总额 | 5400 | 5400 | 5292 | 10 | 98% | 9.8 |
| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |
| ^ | 保障街道正常运转，落实民生实事，加强基层治理 | < | < | 街道运转正常，民生实事12项全部办结，基层治理得到加强 | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 履职效能（60分） | 民生保障 | 民生实事办结数 | ≥12项 | 12项 | 20 | 20 | |
| ^ | ^ | 困难群众救助到位率 | 100% | 100% | 20 | 20 | |
| ^ | 基层治理 | 矛盾纠纷调处成功率 | ≥95% | 96.8% | 20 | 20 | |
| 管理效率（20分） | 预算管理 | 预决算公开及时性 | 及时 | 及时 | 10 | 10 | |
| ^ | 资产管理 | 资产清查次数 | ≥1次 | 1次 | 10 | 10 | |
| 社会效应（10分） | 满意度 | 服务对象满意度 | ≥90% | 92.4% | 10 | 10 | |
| 总分 | < | < | < | < | 100 | 99.8 | 优 |
"""

LAYOUTS = {"national": NATIONAL, "yuan": YUAN, "no_points": NO_POINTS, "split": SPLIT, "department": DEPARTMENT}


@dataclass(frozen=True)
class Seed:
    """One fault: it has to be told at one of these cells, at least as gravely."""

    what: str
    layout: str
    cells: dict[str, str]
    at: tuple[str, ...]
    at_least: Severity = Severity.ERROR


def workbook(path: Path, table: str) -> Path:
    """The table as a workbook that Excel would write."""
    grid = grid_from(table)
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    sheet = book.add_worksheet("自评表")
    plain = book.add_format()
    for top, left, bottom, right in grid.merges:
        sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", plain)
    for (row, column), cell in grid.cells.items():
        if cell.text.startswith("@"):
            formula, _, result = cell.text.partition(" -> ")  # @SUM(…) -> 98.2
            sheet.write_formula(row - 1, column - 1, f"={formula[1:]}", plain, float(result))
        elif cell.kind == "number":
            shown = book.add_format({"num_format": cell.format or "General"})
            sheet.write_number(row - 1, column - 1, float(cell.number), shown)
        else:
            sheet.write_string(row - 1, column - 1, cell.text, plain)
    book.close()
    return path


def judged(folder: Path, table: str) -> FormResult:
    """The form in it, checked as `check` does."""
    return judge(workbook(folder / "自评表.xlsx", table))


def seeded(folder: Path, seed: Seed) -> FormResult:
    return judged(folder, changed(seed.cells, LAYOUTS[seed.layout]))


_WARNING, _HINT = Severity.WARNING, Severity.HINT
SEEDS = (
    # money and units
    Seed("one source of money typed in 元", "national", {"E7": "2322000"}, ("E7",)),
    Seed("年初预算数 alone typed in 元", "national", {"C6": "2600000", "C7": "2400000", "C9": "200000"}, ("C6",)),
    Seed("one amount of a form in 元 typed in 万元", "yuan", {"D6": "80"}, ("D6",)),
    Seed(
        "executed above the budget", "department", {"E5": "5508", "G5": "102%", "H5": "10", "G15": "100"}, ("E5", "G5")
    ),
    Seed(
        "points for a budget of nothing",
        "split",
        {"D5": "0", "E5": "0", "F5": "0", "G5": "", "D6": "0", "E6": "0", "F6": "0", "G6": ""},
        ("I5", "E5", "F5", "G5"),
        _WARNING,
    ),
    Seed("the rate of another amount", "no_points", {"E6": "99%"}, ("E6",)),
    # bounds
    Seed("3 for more than 3, full points", "national", {"E16": "3台"}, ("G16", "E16")),
    Seed("89.96% for ≥90%, full points", "national", {"E17": "89.96%"}, ("G17", "E17")),
    Seed("1199 of 1200, full points", "split", {"G9": "1199"}, ("I9", "G9")),
    Seed(
        "two thirds with 8 of 10 points and a reason",
        "yuan",
        {"F11": "32部", "G11": "8", "H11": "其余电梯年内拆除更新，不再补助", "G19": "98"},
        ("G11",),
    ),
    # dates
    Seed("July for the end of June, full points", "national", {"E18": "2023年7月6日"}, ("G18", "E18")),
    Seed("December for the end of September, full points", "split", {"G12": "12月完成"}, ("I12", "G12")),
    Seed("45 minutes for within 30, full points", "yuan", {"F14": "45分钟"}, ("G14", "F14")),
    # figures in words
    Seed(
        "one of two figures missed",
        "national",
        {"E15": "培训2期，每期52人", "E11": "全年巡查7420次，处置问题3156件，网格员队伍保持稳定"},
        ("G15", "E15"),
        _WARNING,
    ),
    Seed("decreased by 5% for 10%, full points", "national", {"E20": "下降5%"}, ("G20", "E20")),
    Seed("10 times for once a month, full points", "yuan", {"F12": "10次"}, ("G12", "F12"), _WARNING),
    Seed("three accidents for none, full points", "yuan", {"F16": "3起"}, ("G16", "F16")),
    Seed("85% for full coverage, full points", "yuan", {"F13": "85%"}, ("G13", "F13")),
    Seed("not quite done, full points", "split", {"F11": "完成", "G11": "未完全完成"}, ("I11", "G11")),
    Seed("不合格 for 合格, full points", "split", {"G11": "不合格"}, ("I11", "G11")),
    Seed("92% for 100%, full points", "department", {"E10": "92%"}, ("G10", "E10")),
    # sums, formulas and grades
    Seed(
        "a score typed with its unit, left out by SUM",
        "national",
        {"G14": "6分", "G23": "@SUM(H6,G13:G22) -> 92.2"},
        ("G14",),
    ),
    Seed("a row outside the sum", "national", {"G23": "@SUM(H6,G13:G21) -> 88.2"}, ("G23",)),
    Seed("a result from before a correction", "national", {"G23": "@SUM(H6,G13:G22) -> 99.7"}, ("G23",), _WARNING),
    Seed("100 points and 良", "split", {"J17": "良"}, ("J17", "I17")),
    Seed("more points than the row has", "department", {"G12": "12", "G15": "101.8"}, ("G12",)),
    Seed(
        "weights of a level beyond its heading",
        "national",
        {"F13": "8", "G13": "8", "F23": "102", "G23": "@SUM(H6,G13:G22) -> 100.2"},
        ("F13", "A13", "F23"),
    ),
    # what is lacking
    Seed(
        "a row without weight and score under a heading with points",
        "department",
        {"F9": "", "G9": "", "G15": "79.8"},
        ("F9", "G9", "A9", "F15"),
    ),
    Seed("no result in a form without points", "no_points", {"E14": ""}, ("E14",)),
    Seed(
        "points without a target and a result",
        "split",
        {"E15": "", "D15": "", "F15": "", "G15": ""},
        ("E15", "G15", "I15"),
    ),
    Seed(
        "a row behind the total",
        "department",
        {
            "A16": "产出指标",
            "B16": "数量指标",
            "C16": "走访困难群众次数",
            "D16": "≥50次",
            "E16": "40次",
            "F16": "10",
            "G16": "10",
        },
        ("A16", "B16", "C16", "D16", "G16"),
        _WARNING,
    ),
    Seed("a column nobody knows", "no_points", {"E11": "落地成果"}, ("E11",)),
    # reasons and texts
    Seed("a reason that says nothing", "national", {"H21": "客观原因"}, ("H21", "G21"), _WARNING),
    Seed("no deviation beside lost points", "national", {"H21": "无偏差"}, ("H21", "G21"), _WARNING),
    Seed(
        "one reason for unlike rows",
        "national",
        {
            "E13": "6300次",
            "G13": "5.4",
            "H13": "因台风停工两周，进度推迟",
            "E17": "81%",
            "G17": "7.2",
            "H17": "因台风停工两周，进度推迟",
            "H21": "因台风停工两周，进度推迟",
            "G23": "@SUM(H6,G13:G22) -> 96.8",
        },
        ("H13", "H17", "H21"),
        _HINT,
    ),
    Seed(
        "the text says another figure than the table",
        "national",
        {"E11": "全年巡查7420次，处置问题3256件，网格员队伍保持稳定，培训3期"},
        ("E11", "E14"),
        _WARNING,
    ),
    Seed(
        "price times heads times months is another sum",
        "yuan",
        {"E9": "已为48部电梯发放补助，每部每月1500元，共12个月，合计88.4万元"},
        ("E9",),
        _WARNING,
    ),
    Seed("a result that only points elsewhere", "department", {"E7": "详见附件"}, ("E7",), _WARNING),
    Seed(
        "the text speaks of the year after",
        "no_points",
        {"E10": "", "D10": "2023年文化站全年免费开放，活动36场"},
        ("D10",),
        _WARNING,
    ),
)
