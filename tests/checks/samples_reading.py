"""Samples for and against the checks of the family R."""

from __future__ import annotations

from pathlib import Path

from perfeval_xl.reading.grids.spreadsheet import Grid
from perfeval_xl.result import Severity
from tests.checks.sampling import CLEAN, Sample, without_rows
from tests.sheets import grid_from


def _declares(rules: str) -> str:
    return f"| 填报说明 | |\n| 评分规则编号 | {rules} |"


def _hidden(row: int) -> Grid:
    grid = grid_from(CLEAN)
    grid.hidden_rows.add(row)
    return grid


_BLANK = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < |
| 项目名称 | | < | < | 实施单位 | | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标 | 数量指标 | 指标1： | | | | | |
| 总分 | < | < | < | < | 100 | | |
"""
_SCORES_ONLY = """
| 项目支出绩效自评表（2023年度） | < | < | < | < |
| 项目名称 | 甲 | < | 实施单位 | 某街道办 |
| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
| 项目决策 | 项目立项 | 立项依据充分性 | 40 | 40 |
| 项目产出 | 产出数量 | 完成数量 | 60 | 60 |
| 总分 | < | < | 100 | 100 |
"""
DATED = str(Path(__file__).parents[1] / "fixtures" / "rulesets" / "dated.toml")
_NEXT_YEAR = {"A2": "（2024年度）", "D16": "2024年12月31日前", "E16": "2024年12月20日"}
_LATER = {"A2": "（2026年度）", "D16": "2026年12月31日前", "E16": "2026年12月20日"}

_LIST = """
| 项目支出绩效自评表（2023年度） | < | < | < | < | < | < | < |
| 项目名称 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 甲 | 产出指标 | 数量指标 | 场次 | 5次 | 5次 | 60 | 60 |
| 甲 | 效益指标 | 社会效益指标 | 人数 | 50人 | 60人 | 40 | 40 |
"""
SAMPLES = [
    Sample("R119", _BLANK, at="A1", severity=Severity.ERROR),
    Sample("R120", {}, at="A1", beside=(CLEAN.replace("自评表 |", "自评表（填报示例） |"),), severity=Severity.HINT),
    Sample("R121", {"E12": "落地成果"}, at="E12", severity=Severity.ERROR),
    Sample("R121", {"F12": "占分"}, at="F12", good={"H12": "占分"}),
    Sample(
        "R122", {"A22": "产出指标", "B22": "数量指标", "C22": "甲", "D22": "5次"}, at="A22", severity=Severity.WARNING
    ),
    Sample("R123", _SCORES_ONLY, at="C4", severity=Severity.WARNING),
    Sample(
        "R125", without_rows(*range(12, 22)), at="A1", beside=(without_rows(*range(1, 12)),), severity=Severity.HINT
    ),
    Sample("R124", without_rows(18, 19, 20, 21), at="F17", severity=Severity.WARNING),
    Sample("R118", {}, at="A2", good=_NEXT_YEAR, rules=DATED, severity=Severity.WARNING),
    Sample("R118", _LATER, at="A2", good=_NEXT_YEAR, rules=DATED),
    Sample("R101", {"A2": "（2023-2024年度）"}, at="A2", good={"A2": "（2023年1月-12月）"}, severity=Severity.WARNING),
    Sample("R101", {"A2": "（203年度）"}, at="A2", good={"A2": "公元2023年"}, severity=Severity.ERROR),
    Sample("R101", {"A2": "（20  年度）", "D16": "12月31日前", "E16": "12月20日"}, at="A2", severity=Severity.ERROR),
    Sample("R101", {"A2": "（　年度）", "D16": "12月31日前", "E16": "12月20日"}, at="A2"),
    Sample("R102", {"B3": ""}, at="B3", severity=Severity.ERROR),
    Sample("R103", {"F4": ""}, at="F4", severity=Severity.ERROR),
    Sample(
        "R103",
        _LIST,
        at="A1",
        good=_LIST.replace("| 项目名称", "| 单位名称 | 某街道 | < | < | < | < | < | < |\n| 项目名称"),
        severity=Severity.WARNING,
    ),
    Sample("R104", {"D13": "≥**场"}, at="D13", severity=Severity.ERROR),
    Sample("R103", {"E4": "", "F4": ""}, at="A1", severity=Severity.WARNING),  # the layout has no such field
    Sample(
        "R104",
        {"E11": "对照年度目标，说明相关任务目标的完成情况（100字以内）"},
        at="E11",
        good={"E11": "对照年度目标，各项任务均已完成"},
        severity=Severity.ERROR,
    ),
    Sample("R105", {"E6": "约一百二十万"}, at="E6", good={"E8": "—"}),
    Sample("R105", {"G13": "满分"}, at="G13", good={"G13": "10分"}),
    Sample("R106", {"E9": "-20"}, at="E9", severity=Severity.ERROR),
    Sample("R107", {"E13": "#REF!"}, at="E13", severity=Severity.ERROR),
    Sample("R108", {"G21": "=VLOOKUP(A1,Z1:Z9,1)"}, at="G21", severity=Severity.WARNING),
    Sample("R109", {"E6": "1188000", "G6": "99%"}, at="E6", good={"E6": "118.8"}, severity=Severity.ERROR),
    Sample("R109", {"D6": "1200000", "D7": "1000000", "D9": "200000"}, at="D6", severity=Severity.ERROR),
    Sample("R109", {"C6": "1200000", "C7": "1000000", "C9": "200000"}, at="C6", severity=Severity.ERROR),
    Sample("R109", {"E7": "988000"}, at="E7", severity=Severity.ERROR),
    Sample("R110", {"E12": "实际完成直"}, at="E12", severity=Severity.WARNING),
    Sample("R111", {f"A{row}": "" for row in range(22, 400)} | {"A400": "另附说明", "B400": "12"}, at="A400"),
    Sample("R112", {"C15": "指标2：", "D15": "", "E15": "", "F15": "", "G15": ""}, at="C15", severity=Severity.HINT),
    Sample("R113", {"K7": "临时记账：8.8"}, at="K7", severity=Severity.HINT),
    Sample("R114", _hidden(15), at="A15", severity=Severity.WARNING),
    Sample("R114", _hidden(11), at="A11", severity=Severity.HINT),
    Sample("R117", {"E11": ""}, at="E11", severity=Severity.WARNING),
    Sample("R117", {"B11": "", "E11": ""}, at="E11"),
    Sample("R116", without_rows(*range(13, 21)), at="A1", severity=Severity.ERROR),
    Sample(
        "R115",
        {},
        at="B2",
        beside=(_declares("guangzhou-baiyun-2023"),),
        beside_good=(_declares("mof-2020"),),
    ),
]
