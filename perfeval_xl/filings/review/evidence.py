"""What the unit names as evidence (佐证材料), put to the rows that it stands for."""

from __future__ import annotations

from perfeval_xl.checks.evidence import papers_of
from perfeval_xl.checks.kit.registry import Case, Context
from perfeval_xl.form import Evidence
from perfeval_xl.result import FormResult
from perfeval_xl.rules.model import RuleSet


def evidence_of(result: FormResult, rules: RuleSet) -> tuple[dict[int, str], list[str]]:
    """By the row of an indicator its papers, a line each; and the papers that stand for none."""
    if not result.evidence:
        return {}, []
    found = papers_of(Case(result, rules, Context()))
    of_rows = {row: "\n".join(_told(one) for one in papers) for row, papers in found.of_row.items()}
    return of_rows, [f"单位所列佐证，没有对应的指标：{_told(one)}" for one in found.of_none]


def _told(one: Evidence) -> str:
    """验收报告 某验〔2023〕5号 2023年12月1日（材料/验收报告.pdf）."""
    said = " ".join(part.strip() for part in (one.what, one.number, one.issued) if part and part.strip())
    return f"{said}（{one.place.strip()}）" if one.place and one.place.strip() else said
