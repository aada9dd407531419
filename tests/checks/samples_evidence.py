"""Samples for and against the checks of the family E (the second sheet lists the papers)."""

from __future__ import annotations

from perfeval_xl.result import Severity
from tests.checks.sampling import Sample, changed

PAPERS = """
| 佐证材料 | < | < | < | < | < |
| 对应指标 | 佐证材料名称 | 文号或编号 | 日期 | 存放位置（文件名） | 说明 |
| 产出指标、效益指标 | 服务月报、服务验收单 | | 2023年12月20日 | 档案室 | |
| 服务对象满意度 | 居民满意度调查问卷 | | 2023年11月 | 档案室 | 入户发放 200 份 |
"""
_WORKS = {"C13": "改造老旧小区数量", "D13": "≥150个", "E13": "153个"}
_ASKS = "tests/fixtures/rulesets/asks-for-evidence.toml"


def papers(**cells: str) -> tuple[str, ...]:
    return (changed(cells, PAPERS),)


def sample(
    code: str, at: str, severity: Severity, form: dict[str, str] | None = None, rules: str = "", **cells: str
) -> Sample:
    """Bad: these cells on the list of papers; good: the list as it is."""
    asked = {"rules": rules, "chosen": True} if rules else {}
    return Sample(code, form or {}, at, beside=papers(**cells), beside_good=papers(), severity=severity, **asked)  # type: ignore[arg-type]


_H, _W, _E = Severity.HINT, Severity.WARNING, Severity.ERROR
SAMPLES = [
    sample("E901", "G18", _H, A3="产出指标"),
    sample("E901", "G18", _W, rules=_ASKS, A3="产出指标"),
    Sample("E901", {}, at="G13", rules=_ASKS, chosen=True, beside_good=papers(), severity=_W),
    sample("E902", "G20", _H, F4="入户发放"),
    sample("E902", "G20", _W, rules=_ASKS, B4="居民满意度调查", F4=""),
    Sample("E902", {}, at="G20", rules=_ASKS, chosen=True, beside_good=papers(), severity=_W),
    Sample("E903", _WORKS, "G13", good=_WORKS, beside=papers(B3="服务月报"), beside_good=papers(), severity=_H),
    Sample(
        "E903",
        {**_WORKS, "E13": "153个，尚未验收"},
        "G13",
        good=_WORKS,
        beside=papers(),
        beside_good=papers(),
        rules=_ASKS,
        chosen=True,
        severity=_E,
    ),
    sample("E904", "D3", _H, D3="2024年1月16日"),
    sample("E904", "D3", _W, rules=_ASKS, D3="2024-01-16"),
    sample("E905", "E3", _H, E3="附件/验收报告.pdf"),
    sample("E905", "E3", _H, E3="D:\\资料\\验收单.pdf"),
    sample("E906", "A4", _H, A4="居民收入"),
    sample("E906", "A4", _H, A4=""),
    sample("E907", "B3", _H, B3="", E3=""),
]
