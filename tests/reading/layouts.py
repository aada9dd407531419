"""Parts of a form in the national layout, to be put together in tests."""

from __future__ import annotations

from perfeval_xl.result import FormResult
from tests.sheets import form_from

HEAD = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < |
| （2023年度） | < | < | < | < | < | < | < |
| 项目名称 | 项目甲 | < | < | < | < | < | < |
| 主管部门 | 某局 | < | < | 实施单位 | 某街道办 | < | < |
"""
MONEY = """
| 项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | 100 | 100 | 95 | 10 | 95% | 9.5 |
"""
TABLE = """
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标 | 数量指标 | 甲一 | ≥5次 | 5次 | 90 | 90 | |
"""
TOTAL = "| 总分 | < | < | < | < | 100 | 99.5 | 优 |\n"
FORM = HEAD + MONEY + TABLE + TOTAL

SHORT_HEAD = (
    "| 项目绩效自评表 | < | < | < | < | < | < | < |\n| 项目名称 | 某项目 | < | < | 实施单位 | 某街道办 | < | < |\n"
)
HEADING = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n"
ROW = "| 产出指标 | 数量指标 | 甲 | 5 | 5 | 100 | 96 | 少 |\n"


def table(rows: str) -> FormResult:
    """A form of nothing but a short head and these rows of indicators."""
    return form_from(SHORT_HEAD + HEADING + rows)
