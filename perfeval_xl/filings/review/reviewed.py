"""What a check of a review comes to: findings, and every cut with its ground. A vocabulary as `batch` is."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from perfeval_xl.filings.review.filled import Filled, FilledBook, FilledProject, FilledRow
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.result import Severity, Told

NO_GROUND = "（未选口径）"
NO_REVIEWER = "（未写复核人）"


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """One thing to look at in a review. `row` None: of a whole sheet; `project` None: of the review as a whole."""

    code: str
    severity: Severity
    title: str
    message: str
    figures: str
    suggestion: str
    book: FilledBook | None
    project: FilledProject | None
    row: FilledRow | None
    sheet: str
    cell: str
    key: str

    @property
    def place(self) -> str:
        """附件1!K5; "" of the review as a whole."""
        return f"{self.sheet}!{self.cell}" if self.sheet else ""


@dataclass(frozen=True, slots=True)
class Cut:
    """One cut: by which ground (as it is called, or as it stands there), what share it is, what the ground says."""

    row: FilledRow
    ground: str
    share: Decimal
    wanted: Decimal | None


@dataclass(slots=True)
class Reviewed:
    """All of it. `sample`: the name of the list that the projects were drawn from, "" where none was given."""

    filled: Filled
    grounds: Grounds
    findings: list[ReviewFinding]
    cuts: list[Cut] = field(default_factory=list[Cut])
    sample: str = ""
    told: Told = field(default_factory=Told)

    @property
    def listed(self) -> list[ReviewFinding]:
        """The findings that are told; all of them were judged."""
        return self.told.of(self.findings)

    @property
    def left_out(self) -> str:
        """What is not told and by which setting; "" where nothing is filtered."""
        return self.told.words(self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings of this severity are told."""
        return sum(one.severity is severity for one in self.listed)


def called(project: FilledProject) -> str:
    """Who reviewed a project, as it is shown."""
    return project.reviewer or NO_REVIEWER
