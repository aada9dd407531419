"""核对意见: a row a finding, by unit, project and severity; broken by unit, to be handed to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.filings.batch import Batch, Filed
from perfeval_xl.result import Finding, Severity
from perfeval_xl.writing.summary.kit.columns import KEY, Column, Columns, Link, Look, Sheet, Sum, program, reviewer
from perfeval_xl.writing.summary.kit.expressions import Expression, agreement, joined
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import common

NAME = "核对意见"
ADOPTED = ("采纳", "不采纳", "已改")


@dataclass(frozen=True, slots=True)
class Line:
    """A finding of a form."""

    filed: Filed
    finding: Finding
    key: str


def lines(batch: Batch) -> Iterator[Line]:
    """The findings of all forms that are told, in the order of the sheet."""
    severities = list(Severity)
    for filed in sorted(batch.forms, key=common.unit_of):
        told = (pair for pair in common.keyed_findings(filed) if filed.setting.of([pair[1]]))
        found = sorted(told, key=lambda pair: severities.index(pair[1].severity))
        yield from (Line(filed, finding, key) for key, finding in found)


def sheet(occasion: Occasion) -> Sheet[Line]:
    """The declared sheet."""
    return Sheet(
        NAME,
        "核对意见（按单位、项目、级别）",
        list(lines(occasion.batch)),
        [
            Column("序号", 6, look=Look.SERIAL),
            Column("单位", 17, lambda one: common.unit_of(one.filed)),
            Column("项目名称", 22, lambda one: common.project_of(one.filed)),
            Column("级别", 7, lambda one: one.finding.severity.word, Look.CENTRED, Sum.COUNT, words=common.SEVERITIES),
            Column("代码", 7, lambda one: one.finding.code, Look.CENTRED),
            Column("位置", occasion.place_width, place, Look.LINK),
            Column("栏目", 17, lambda one: one.finding.label),
            Column("问题", 42, lambda one: one.finding.message),
            Column("填写", 10, lambda one: one.finding.stated),
            Column("应为", 10, lambda one: one.finding.expected),
            Column("怎样改", 27, lambda one: one.finding.suggestion),
            Column("单位说明", 16, explanation),
            reviewer("采纳", 9, choices=ADOPTED),
            program(KEY, lambda one: one.key),
        ],
        proof=_proof,
        frozen="级别",
        new_page="单位",
    )


def place(one: Line) -> Link:
    """Leads to the cell."""
    finding = one.finding
    return common.place_link(common.place_words(one.filed, finding), one.filed, finding.sheet, finding.cell)


def explanation(one: Line) -> str | None:
    """What the unit says to it."""
    said = one.finding.explanation
    return f"{said}（写后单元格有改动）" if said and one.finding.explanation_is_stale else said


def _proof(at: Columns) -> Expression:
    parts: list[str | Expression] = []
    for one in Severity:
        mine, theirs = at[NAME]["级别"].equal(one.word), at["项目汇总"][one.word].sum()
        parts += ["；" if parts else "", f"{one.word} ", mine, "，项目汇总 ", theirs, agreement(mine, theirs)]
    return joined(*parts[1:])
