"""A clean form as a text table, and how to spoil it: what the tests of the checks are made of.

changed(G6="98%")                      the clean form with other cells (written as in tests/sheets.py)
checked(changed(G6="98%"))             the same, read, scored and checked
Sample("B201", {"G6": "98%"}, at="G6", good={"G6": "99.0%"})   a sample for and against a check
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from perfeval_xl.checks import check_forms
from perfeval_xl.evidence_files import look_beside
from perfeval_xl.reading.grids.spreadsheet import Grid
from perfeval_xl.result import FormResult, Severity
from perfeval_xl.rules import ruleset
from perfeval_xl.scoring import score_form
from perfeval_xl.shares import in_points
from tests.sheets import form_from

CLEAN = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < |
| （2023年度） | < | < | < | < | < | < | < |
| 项目名称 | 社工服务站运营经费 | < | < | < | < | < | < |
| 主管部门 | 某区民政局 | < | < | 实施单位 | 某街道办事处 | < | < |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | 120 | 120 | 118.8 | 10 | 99% | 9.9 |
| ^ | 其中：当年财政拨款 | 100 | 100 | 98.8 | — | 98.8% | — |
| ^ | 上年结转资金 | 0 | 0 | 0 | — | — | — |
| ^ | 其他资金 | 20 | 20 | 20 | — | 100% | — |
| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |
| ^ | 为辖区居民提供专业社工服务，按期完成各项服务任务 | < | < | 社工服务按计划开展，个案服务略低于预期 | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标（50分） | 数量指标 | 开展社区活动场次 | ≥150场 | 153场 | 10 | 10 | |
| ^ | ^ | 专业个案服务数量 | ≥80个 | 76个 | 10 | 9.5 | 部分服务对象搬离辖区，来年提前摸底 |
| ^ | 质量指标 | 服务验收合格率 | ≥95% | 96% | 10 | 10 | |
| ^ | 时效指标 | 服务经费支付时间 | 2023年12月31日前 | 2023年12月20日 | 10 | 10 | |
| ^ | 成本指标 | 项目总成本 | ≤120万元 | 118.8万元 | 10 | 10 | |
| 效益指标（30分） | 社会效益指标 | 受益居民人次 | ≥10000人次 | 10500人次 | 15 | 15 | |
| ^ | 可持续影响指标 | 新增志愿者人数 | ≥90人 | 96人 | 15 | 15 | |
| 满意度指标（10分） | 服务对象满意度指标 | 服务对象满意度 | ≥90% | 95% | 10 | 10 | |
| 总分 | < | < | < | < | 100 | 99.4 | 优 |
"""

APPROVED = """
| 绩效目标申报表 | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值 |
| 产出指标 | 数量指标 | 开展社区活动场次 | ≥150场 | 10 |
| ^ | ^ | 专业个案服务数量 | ≥80个 | 10 |
| ^ | 质量指标 | 服务验收合格率 | ≥95% | 10 |
| ^ | 时效指标 | 服务经费支付时间 | 2023年12月31日前 | 10 |
| ^ | 成本指标 | 项目总成本 | ≤120万元 | 10 |
| 效益指标 | 社会效益指标 | 受益居民人次 | ≥10000人次 | 15 |
| ^ | 可持续影响指标 | 新增志愿者人数 | ≥90人 | 15 |
| 满意度指标 | 服务对象满意度指标 | 服务对象满意度 | ≥90% | 10 |
"""

_A1 = re.compile(r"([A-Z])(\d+)")


def changed(cells: dict[str, str] | None = None, table: str = CLEAN, **more: str) -> str:
    """The table with other values in some cells; `G6=…`. Rows and columns count as on the sheet."""
    rows = [line.strip().strip("|").split("|") for line in table.strip().splitlines()]
    for address, value in {**(cells or {}), **more}.items():
        match = _A1.fullmatch(address)
        assert match, address
        column, row = ord(match[1]) - 65, int(match[2]) - 1
        while len(rows) <= row:
            rows.append([""] * len(rows[0]))
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = f" {value} "
    return "\n".join(f"|{'|'.join(row)}|" for row in rows)


def without_rows(*numbers: int, table: str = CLEAN) -> str:
    """The table without some rows (a merged cell must not begin there)."""
    lines = table.strip().splitlines()
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in numbers)


@cache
def rules_of(name: str) -> ruleset.RuleSet:
    return ruleset.load(name)


def checked(
    *tables: str | Grid,
    rules: str = "mof-2020",
    filling: bool = False,
    chosen: bool = False,
    ignore: tuple[str, ...] = (),
) -> FormResult:
    """The only form of a workbook with these sheets: read, scored and checked."""
    form = form_from(*tables)
    look_beside([form], Path(__file__).parent)
    law = rules_of(rules)
    form.score = score_form(in_points(form, law).result, law)
    check_forms([form], law, filling=filling, chosen=chosen)
    form.findings = [one for one in form.findings if not one.code.startswith(ignore)]
    return form


def codes(form: FormResult) -> dict[str, int]:
    """How often each code was found."""
    return dict(Counter(finding.code for finding in form.findings))


def told(form: FormResult) -> list[str]:
    """The findings, for a failing test's message."""
    return [f"{one.code} {one.severity} {one.cell} {one.label}：{one.message}" for one in form.findings]


@dataclass(frozen=True)
class Sample:
    """A form that a check speaks up on, and one near by that it is silent on (the clean form, unless given)."""

    code: str
    bad: dict[str, str] | str | Grid
    at: str
    good: dict[str, str] | str | Grid = field(default_factory=dict)
    severity: Severity | None = None
    with_approved: dict[str, str] | None = None
    good_approved: dict[str, str] | None = None
    beside: tuple[str, ...] = ()  # further sheets of the bad workbook
    beside_good: tuple[str, ...] = ()
    filling: bool = False
    rules: str = "mof-2020"
    chosen: bool = False

    def form(
        self, cells: dict[str, str] | str | Grid, approved: dict[str, str] | None, beside: tuple[str, ...]
    ) -> FormResult:
        tables = [changed(cells) if isinstance(cells, dict) else cells, *beside]
        if approved is not None:
            tables.append(changed(approved, APPROVED))
        return checked(*tables, rules=self.rules, filling=self.filling, chosen=self.chosen)

    def prove(self) -> None:
        """Fails unless the check finds the fault at its cell, and nothing on the good form."""
        bad = self.form(self.bad, self.with_approved, self.beside)
        here = [one for one in bad.findings if one.code == self.code and one.cell == self.at]
        assert here, told(bad)
        if self.severity is not None:
            assert here[0].severity is self.severity, told(bad)
        approved = self.good_approved if self.good_approved is not None else self.with_approved and {}
        good = self.form(self.good, approved, self.beside_good)
        assert self.code not in codes(good), told(good)
