"""批间比对: what one form has in common with others, a row for each of the others, with both places to open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.filings.batch import Batch, Comparison, Counterpart, Filed
from perfeval_xl.writing.summary.kit.columns import (
    KEY,
    Column,
    Columns,
    Link,
    Look,
    Sheet,
    Sum,
    group,
    program,
    reviewer,
)
from perfeval_xl.writing.summary.kit.expressions import Expression, agreement, joined
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import common

NAME = "批间比对"
JUDGED = ("属实", "正常", "待查")


@dataclass(frozen=True, slots=True)
class Line:
    """A comparison with one of the forms that it names; `other` None where it names none."""

    filed: Filed
    comparison: Comparison
    other: Counterpart | None
    number: int  # of the others

    @property
    def first(self) -> str | None:
        """What is told once of a comparison, however many others it names."""
        return self.comparison.finding.message if self.number == 0 else "（同上）"


def lines(batch: Batch) -> Iterator[Line]:
    """Every comparison of every form that is told."""
    for filed in batch.forms:
        for one in (one for one in filed.comparisons if filed.setting.of([one.finding])):
            for number, other in enumerate(one.others or (None,)):
                yield Line(filed, one, other, number)


def sheet(occasion: Occasion) -> Sheet[Line]:
    """The declared sheet."""
    return Sheet(
        NAME,
        "批间比对：同一项目报了两次、文字雷同、与同类相差太大、与上年相比",
        list(lines(occasion.batch)),
        [
            *group(
                "这张表",
                Column("序号", 6, look=Look.SERIAL),
                Column("单位", 17, lambda one: common.unit_of(one.filed)),
                Column("项目名称", 22, lambda one: common.project_of(one.filed)),
                Column(
                    "级别", 7, lambda one: one.comparison.finding.severity.word, Look.CENTRED, words=common.SEVERITIES
                ),
                Column("代码", 7, lambda one: one.comparison.finding.code, Look.CENTRED, Sum.COUNT),
                Column("位置", occasion.place_width, _place, Look.LINK),
                Column("发现", 46, lambda one: one.first),
            ),
            *group(
                "对照的表",
                Column("对方单位", 17, lambda one: common.unit_of(one.other.filed) if one.other else None),
                Column("对方项目", 22, lambda one: common.project_of(one.other.filed) if one.other else None),
                Column("对方位置", occasion.place_width, _other_place, Look.LINK),
            ),
            *group("办理", Column("怎样处理", 28, _advice)),
            *group("复核人填写", reviewer("认定", 9, choices=JUDGED), reviewer("认定说明", 18)),
            program(KEY, _key),
        ],
        proof=_proof,
        frozen="项目名称",
        new_line="项目名称",
    )


def _place(one: Line) -> Link:
    finding = one.comparison.finding
    return common.place_link(common.place_words(one.filed, finding), one.filed, finding.sheet, finding.cell)


def _other_place(one: Line) -> Link | None:
    if one.other is None:
        return None
    return common.place_link(one.other.cell or common.OPEN, one.other.filed, one.other.sheet, one.other.cell)


def _advice(one: Line) -> str | None:
    return one.comparison.finding.suggestion if one.number == 0 else None


def _key(one: Line) -> str:
    finding = one.comparison.finding
    other = common.key_of(one.other.filed) if one.other else ""
    return f"{common.key_of(one.filed)}-{finding.code}-{finding.label}-{other}-{one.number}"


def _proof(at: Columns) -> Expression:
    """Every comparison stands in 核对意见, too."""
    once = at[NAME]["发现"].filled().minus(at[NAME]["发现"].equal("（同上）"))
    theirs = at["核对意见"]["代码"].beginning("C")
    return joined("发现 ", once, " 处，核对意见中 C 类 ", theirs, agreement(once, theirs))
