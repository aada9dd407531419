"""What filled 复核底稿 say: their projects, rows and summary tables, each figure with its cell; what could not be read.

A vocabulary as `batch` is: `reading` makes it, the checks look at it, 复核结果.xlsx is written from it. Points in 分.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import perfeval_xl.filings.review.words as words
from perfeval_xl.filings.batch import INSIDE
from perfeval_xl.filings.review.words import Beside, Head
from perfeval_xl.form_words import folded_name

Field = Head | Beside


@dataclass(frozen=True, slots=True)
class Said:
    """One cell: its address (also where it is blank), what shows there, and the number where it is one."""

    cell: str
    text: str = ""
    number: Decimal | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing stands there."""
        return not self.text


@dataclass(slots=True, eq=False)
class FilledRow:
    """One row of a project's sheet. `cells` has every head that the sheet has."""

    project: FilledProject
    at: int  # row of the sheet
    cells: dict[Field, Said]
    key: str  # as it stands there; "" where the sheet has none

    def said(self, head: Field) -> Said:
        """A cell; a blank one without an address where the sheet has no such column."""
        return self.cells.get(head) or Said("")

    def text(self, head: Field) -> str:
        """What shows there, on one line."""
        return " ".join(self.said(head).text.split())

    @property
    def name(self) -> str:
        """三级指标, else what stands left of it."""
        return next((found for head in (Head.NAME, Head.LEVEL2, Head.LEVEL1) if (found := self.text(head))), "")

    @property
    def weight(self) -> Decimal | None:
        return self.said(Head.WEIGHT).number

    @property
    def own(self) -> Decimal | None:
        """自评得分."""
        return self.said(Head.SELF_SCORE).number

    @property
    def review(self) -> Decimal | None:
        """复核得分."""
        return self.said(Head.REVIEW_SCORE).number

    @property
    def cut(self) -> Decimal:
        """自评得分 − 复核得分; 0 where one of them is not known."""
        return Decimal(0) if self.own is None or self.review is None else self.own - self.review

    @property
    def is_cut(self) -> bool:
        """Points were taken off."""
        return self.cut > 0

    @property
    def share(self) -> Decimal | None:
        """实扣比例: the cut as a share of the unit's points; None where the unit gave itself none."""
        return self.cut / self.own if self.own and self.review is not None else None

    @property
    def gives_points(self) -> bool:
        """The unit was to be given points here: no 其中 row, none below a score over several rows."""
        return bool(self.weight) or self.own is not None or self.review is not None

    @property
    def is_full(self) -> bool:
        """All points stand: of the weight, or of what the unit asked for."""
        whole = self.weight if self.weight is not None else self.own
        return self.review is not None and self.review > 0 and (self.review == whole or self.review == self.own)

    @property
    def remark(self) -> str:
        return self.text(Head.REMARK)

    @property
    def ground(self) -> str:
        """复核口径 as it stands there."""
        return self.text(Beside.GROUND)


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """One line of 复核记录: what the unit's form said when the 底稿 was made."""

    key: str
    sheet: str
    project: str
    said: dict[Head, str]


@dataclass(slots=True, eq=False)
class FilledProject:
    """One project's sheet. `heads`: the columns that it has; `missing`: those without which something is not looked at.
    `total`: what the last row says. `own_score`, `review_score`: the rows added up. `apart`: what tells it from
    others of its name that are told together with it (`tell_apart`)."""

    book: FilledBook
    sheet: str
    project: str
    unit: str
    title_cell: str
    heads: frozenset[Field] = frozenset()
    missing: tuple[Field, ...] = ()
    rows: list[FilledRow] = field(default_factory=list[FilledRow])
    total: dict[Field, Said] = field(default_factory=dict[Field, Said])
    reviewer: str = ""
    key: str = ""  # of the form, where the sheet or 复核记录 says it
    content_code: str = ""  # of the form when the 底稿 was made
    draw: str = ""  # check code of the list it was drawn from
    expected: list[RecordedRow] = field(default_factory=list[RecordedRow])  # of 复核记录
    apart: str = ""

    @property
    def called(self) -> str:
        """The project's name; with what tells it apart where another has the same."""
        return f"{self.project}（{self.apart}）" if self.apart else self.project

    @property
    def own_score(self) -> Decimal | None:
        """None where the unit gave itself no points: there is no 0 to compare with, or to take into a mean."""
        return words.total([row.own for row in self.rows])

    @property
    def review_score(self) -> Decimal:
        return sum((row.review for row in self.rows if row.review is not None), Decimal(0))

    @property
    def is_open(self) -> bool:
        """A row is still without a review score."""
        return any(row.gives_points and row.weight and row.review is None for row in self.rows)

    @property
    def difference(self) -> Decimal | None:
        """偏差: 复核得分 − 自评得分; None where the unit gave itself no points."""
        return None if self.own_score is None else self.review_score - self.own_score

    @property
    def deviation(self) -> Decimal | None:
        """偏离度 of the project."""
        return words.deviation(self.own_score, self.review_score)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of 汇总 or 差值表: a project with its figures by the words of its heads."""

    project: str
    project_cell: str
    own: Said
    review: Said
    difference: Said
    deviation: Said


@dataclass(slots=True)
class SummaryTable:
    """汇总 or 差值表, or a table like them; `is_difference`: it is the 差值表. `total`: its last line."""

    sheet: str
    is_difference: bool
    lines: list[SummaryLine] = field(default_factory=list[SummaryLine])
    total: SummaryLine | None = None


@dataclass(slots=True, eq=False)
class FilledBook:
    """One file. `fault`: why nothing of it was read, with what to do; `remarks`: what else has to be said of it."""

    path: Path
    name: str  # as shown: 复核底稿_石弦镇.xlsx, 底稿.zip › 复核底稿_石弦镇.xlsx
    projects: list[FilledProject] = field(default_factory=list[FilledProject])
    tables: list[SummaryTable] = field(default_factory=list[SummaryTable])
    is_ours: bool = False
    is_from_template: bool = False  # filled by us, in a bureau's own layout
    fault: str = ""
    is_other: bool = False  # read, and no 底稿: `fault` says what it is
    remarks: list[str] = field(default_factory=list[str])
    why: dict[str, str] = field(default_factory=dict[str, str])  # 主要偏差原因 by the form's key, of one of ours
    is_in_zip: bool = False  # then `path` is the zip: a link cannot lead further

    @property
    def is_failed(self) -> bool:
        """It may be a 底稿, and could not be read."""
        return bool(self.fault) and not self.is_other

    @property
    def own_name(self) -> str:
        """Its name without the folders and the zip it lies in."""
        return self.name.rpartition(INSIDE)[2].rpartition("/")[2]


@dataclass(slots=True)
class Filled:
    """All that was handed in."""

    books: list[FilledBook]

    @property
    def projects(self) -> list[FilledProject]:
        return [project for book in self.books for project in book.projects]

    @property
    def rows(self) -> Iterator[FilledRow]:
        return (row for project in self.projects for row in project.rows)


def compared(projects: Iterable[FilledProject]) -> list[tuple[Decimal, Decimal]]:
    """(自评得分, 复核得分) of those that can be compared: means and sums of both are over these alone."""
    return [(one.own_score, one.review_score) for one in projects if one.own_score is not None]


def tell_apart(projects: Iterable[FilledProject]) -> None:
    """Gives those of one name what tells each from the others: its unit, else its sheet or file, too, else both."""
    by_name: dict[str, list[FilledProject]] = {}
    for one in projects:
        by_name.setdefault(folded_name(one.project), []).append(one)
    for alike in by_name.values():
        left = alike if len(alike) > 1 else []
        for way in _WAYS:
            said = Counter(way(one) for one in alike)
            for one in left:
                one.apart = way(one)
            left = [one for one in left if said[way(one)] > 1 or not way(one)]


_WAYS: tuple[Callable[[FilledProject], str], ...] = (
    lambda one: one.unit,
    lambda one: "，".join(filter(None, (one.unit, one.sheet))),
    lambda one: "，".join(filter(None, (one.unit, one.book.name))),
    lambda one: "，".join(filter(None, (one.unit, one.book.name, one.sheet))),
)
