"""What the 复核底稿 of a unit is written from: its projects, row by row, with what the unit says and what we found.

A vocabulary as `batch` is: `making` makes it, the workbook is written from it. Points are in 分, amounts in 万元, None
is "not known"; texts are as they are to be shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval_xl.filings.batch import Filed
from perfeval_xl.filings.review.words import BEGAN, UNITS, Beside, Head, Record
from perfeval_xl.units import plain

Cell = str | Decimal  # what stands in a cell; "" is blank
NO_POINTS, OPEN = "—", "待评"  # 检查 of a row that gives none; 核算得分 of one that the rules leave open


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules give a row: 核算得分, or while it is open the range that they allow; and how it came about."""

    score: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    derivation: str = ""

    @property
    def range(self) -> str:
        """18～24; "" where it is not open."""
        return "" if self.low is None or self.high is None else f"{plain(self.low)}～{plain(self.high)}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in the unit's form."""

    sheet: str
    cell: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a project's sheet: 预算执行 or an indicator."""

    key: str
    level1: str
    level2: str
    name: str
    sense: str  # ≥, ≤, ＝, 定性
    target: str
    unit: str
    actual: str
    weight: Decimal | None
    self_score: Decimal | None
    gives_points: bool  # False: an 其中 row, or one below a 得分 that covers several rows; nothing is scored there
    judged: Judged
    findings: tuple[str, ...]
    place: Place
    evidence: str = ""  # what the unit names as evidence

    @property
    def is_open(self) -> bool:
        """Only the reviewer can say what it is worth: his column starts empty."""
        return self.judged.score is None or self.self_score is None

    def given(self, head: Head | Beside) -> Cell:
        """What stands under a head when the book is made; "" under one that is left to formulas or the reviewer."""
        given: Mapping[Head | Beside, Cell | None] = {
            Head.LEVEL1: self.level1,
            Head.LEVEL2: self.level2,
            Head.NAME: self.name,
            Head.SENSE: self.sense,
            Head.TARGET: self.target,
            Head.UNIT: self.unit,
            Head.WEIGHT: self.weight,
            Head.ACTUAL: self.actual,
            Head.SELF_SCORE: self.self_score,
            Head.REVIEW_ACTUAL: self.actual,
            Head.REVIEW_SCORE: self.self_score if self.gives_points and not self.is_open else None,
            Beside.SCORE: OPEN if self.gives_points and self.judged.low is not None else self.judged.score,
            Beside.RANGE: self.judged.range,
            Beside.DERIVATION: self.judged.derivation,
            Beside.FINDINGS: "\n".join(self.findings),
            Beside.EVIDENCE: self.evidence,
            Beside.CHECK: NO_POINTS,
            Beside.KEY: self.key,
        }
        value = given.get(head)
        return "" if value is None else value

    @property
    def said(self) -> tuple[str, ...]:
        """What the unit says in it: a change of it is one that a reviewer has to look at again."""
        shown = tuple("" if one is None else plain(one) for one in (self.weight, self.self_score))
        return (self.sense, self.target, self.unit, self.actual, *shown)


@dataclass(slots=True)
class Paper:
    """One project's sheet. `grades`: (word, from these points on), best first. `whole`: findings that belong to no row.
    `warnings`: what the reviewer has to know of the form before anything else; `changes`: what the unit has changed
    since the book before; a sentence each."""

    filed: Filed
    project: str
    rows: Sequence[Row]
    grades: Sequence[tuple[str, Decimal]]
    whole: Sequence[str] = ()
    reviewer: str = ""
    signed: str = ""  # the line of signatures as people wrote it; "": `words.signature`
    draw: str = ""  # check code of the list it was drawn from
    warnings: list[str] = field(default_factory=list[str])
    changes: list[str] = field(default_factory=list[str])

    @property
    def key(self) -> str:
        """The form's key."""
        return self.filed.own_key


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A project that was drawn and has no sheet, with the reason."""

    project: str
    unit: str
    why: str


@dataclass(slots=True)
class Papers:
    """All of one unit."""

    unit: str  # as shown
    papers: list[Paper]
    left_out: list[LeftOut] = field(default_factory=list[LeftOut])


def record_of(paper: Paper, row: Row, sheet: str) -> dict[str, Cell]:
    """The line of 复核记录 of a row, by its heads: whose it is, what the unit said, what the reviewer began with."""
    of_form: Mapping[str, Cell] = {
        Record.KEY: row.key,
        Record.SHEET: sheet,
        Record.UNIT: paper.filed.unit,
        Record.PROJECT: paper.project,
        Record.REVIEWER: paper.reviewer,
        Record.FILE: paper.filed.member.name,
        Record.CONTENT_CODE: paper.filed.content_code,
        Record.DRAW: paper.draw,
    }
    return {**of_form, **{head: row.given(head) for head in UNITS}, BEGAN: row.given(Head.REVIEW_SCORE)}
