"""What a run comes to: scores, findings, and the result of each form and file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from perfeval_xl.form import Approved, Evidence, Form, Fund, Indicator, Note, Text

# ------------------------------------------------------------------------------------------ scores and findings


class Status(StrEnum):
    SCORED = "scored"
    NEEDS_REVIEW = "needs_review"  # cannot be decided by rule; `open_from`..`open_to` is what the rules allow
    NOT_SCORED = "not_scored"  # carries no points (其中 rows, no weight, 不适用, forms without points)


@dataclass(slots=True)
class Score:
    """What the rule-set gives one row of funds or indicators (or several rows under one merged 得分). Points in 分."""

    form_id: str
    table: str  # "funds" | "indicators"
    row: int  # the first row it covers
    rows: int = 1  # how many
    weight: Decimal | None = None
    status: Status = Status.NOT_SCORED
    points: Decimal | None = None  # rounded under the rule-set; None unless scored
    completion: Decimal | None = None  # actual ÷ target (or as the method defines), a ratio
    method: str = ""  # short stable name: rate, met, ratio, reverse_ratio, verdict_band, deadline, …
    derivation: str = ""  # in words, with the numbers as shown: 87% ÷ 90% × 10 分 = 9.67 分
    rule: str = ""  # the rule in words and where it comes from, as the rule-set has it
    confirmed: bool = False  # the rule was read in a text
    open_from: Decimal | None = None  # needs_review only
    open_to: Decimal | None = None
    why: str = ""  # needs_review: why it cannot be decided
    accept_low: Decimal | None = None  # a self-score within these bounds is not contradicted by the rule
    accept_high: Decimal | None = None
    flags: tuple[str, ...] = ()  # over_achieved, repeats_operator, unmeasurable, unit_missing, coarse_input, …
    parts: tuple[Score, ...] = ()  # rows > 1: what each row says by itself (completion, flags, derivation), in order

    def at(self, row: int) -> Score:
        """What one of its rows says by itself."""
        return next((part for part in self.parts if part.row == row), self)


@dataclass(slots=True)
class FormScore:
    """The scores of one form. Points in 分."""

    form_id: str
    scores: list[Score]
    total: Decimal | None  # sum of the rounded points so far decided; None where the form gives no points
    total_weight: Decimal | None  # points the form can give, as its weights say
    open: Decimal  # points not decided (weights of needs_review rows)
    grade: str | None  # None while any point is open
    rate: Decimal | None = None  # the execution rate of the whole, a ratio; a low one may cap the total
    left_out: Decimal = Decimal(0)  # points of 不适用 rows that the other indicators stand for

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """The lowest and highest total that the open rows leave possible; None where the form gives no points."""
        if self.total is None:
            return None
        opened = [one for one in self.scores if one.status is Status.NEEDS_REVIEW]
        low = sum((one.open_from for one in opened if one.open_from is not None), Decimal(0))
        tops = (one.open_to if one.open_to is not None else one.weight or Decimal(0) for one in opened)
        return self.total + low, self.total + sum(tops, Decimal(0))

    def of(self, table: str, row: int) -> Score | None:
        """The score that covers this row, or None."""
        for score in self.scores:
            if score.table == table and score.row <= row < score.row + score.rows:
                return score
        return None

    def own(self, table: str, row: int) -> Score | None:
        """What this very row says by itself: the score, or its part where one score covers several rows."""
        score = self.of(table, row)
        return score and score.at(row)


class Severity(StrEnum):
    ERROR = "error"  # 错误: two things the form says cannot both be true, or it would be sent back
    WARNING = "warning"  # 提醒: a person should look
    HINT = "hint"  # 建议: better practice

    @property
    def word(self) -> str:
        """As a user reads it."""
        return {"error": "错误", "warning": "提醒", "hint": "建议"}[self]


CRASHED = "R199"  # a check that did not run: our own fault, never told as theirs and never silent


@dataclass(slots=True)
class Finding:
    """核对意见: one thing to look at, at one cell. `stated` and `expected` as a person would write them."""

    code: str
    severity: Severity
    form_id: str
    sheet: str
    cell: str | None
    label: str  # 年度资金总额·执行率
    message: str
    suggestion: str
    stated: str | None = None
    expected: str | None = None
    explanation: str | None = None  # 单位说明 carried over from an earlier run
    explanation_is_stale: bool = False  # the cell has changed since it was written
    cells: tuple[str, ...] = ()  # all of them, where one finding stands for several
    basis: str | None = None  # the document that the message names in its brackets, by itself
    undecided: bool = False  # the program does not judge this: a person decides
    origin: str | None = None  # in a copy that is our standard workbook: where it stands in the form handed in

    @property
    def is_unexplained_error(self) -> bool:
        """An error that the unit has said nothing about, or whose cell has changed since it did."""
        is_error = self.severity is Severity.ERROR
        return is_error and self.code != CRASHED and (not (self.explanation or "").strip() or self.explanation_is_stale)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finding of an earlier state of a form, as it was told."""

    code: str
    sheet: str | None
    cell: str | None
    label: str
    message: str
    stated: str | None = None
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the findings of an earlier state; `new` and the second of each `stayed` are keys of those now."""

    settled: tuple[Earlier, ...] = ()
    new: tuple[str, ...] = ()
    stayed: tuple[tuple[Earlier, str], ...] = ()


class Coded(Protocol):
    """A finding of any kind: of a form, between forms, of a review."""

    @property
    def code(self) -> str: ...
    @property
    def severity(self) -> Severity: ...


_Coded = TypeVar("_Coded", bound=Coded)


@dataclass(frozen=True, slots=True)
class Told:
    """Which findings are told. Settings filter what is told, never what is judged, filled in or refused."""

    left_out: tuple[str, ...] = ()  # codes, or beginnings of codes, that are not told
    setting: str = ""  # as the user set it: --ignore S

    def of(self, findings: Iterable[_Coded]) -> list[_Coded]:
        """Those that are told."""
        return [one for one in findings if not one.code.startswith(self.left_out)]

    def words(self, findings: Iterable[Coded]) -> str:
        """What is left out of these and by which setting; "" where nothing is filtered."""
        return self.words_of(self.hidden(findings))

    def hidden(self, findings: Iterable[Coded]) -> Counter[Severity]:
        """How many of these are not told."""
        return (
            Counter(one.severity for one in findings if one.code.startswith(self.left_out))
            if self.left_out
            else Counter()
        )

    def words_of(self, hidden: Counter[Severity]) -> str:
        """The same of what has been counted."""
        if not self.left_out:
            return ""
        listed = "、".join(f"{kind.word} {hidden[kind]} 条" for kind in Severity if hidden[kind])
        what = f"另有意见没有列出：{listed}" if listed else "不列出部分意见，这次没有这些意见"
        return f"按设置（{self.setting}）{what}。"


# --------------------------------------------------------------------------------------------- the result of a run

SCORED_ENDING, CLEAN_ENDING = "_已评分", "_报送"  # what `process` adds to a file's name


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell with content: `look` has b for bold, c for the middle, r for the right; `length` of the whole text."""

    cell: str
    text: str
    length: int
    look: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A form as it can be drawn, by A1 addresses; `places`: those of cells that are called otherwise (Word).

    `beside`: the other sheets on which findings of the form stand.
    """

    sheet: str
    first: str
    last: str
    widths: tuple[int, ...]  # pixels
    merges: tuple[str, ...]
    cells: tuple[DrawnCell, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    places: dict[str, str]
    rows_left_out: int
    columns_left_out: int
    beside: tuple[Drawn, ...] = ()


@dataclass(slots=True)
class FormResult:
    """One form: what was read, scored and found."""

    form: Form
    funds: list[Fund]
    indicators: list[Indicator]
    approved: list[Approved]
    texts: list[Text]
    notes: list[Note]
    score: FormScore | None = None  # None for `read`
    findings: list[Finding] = field(default_factory=list)
    outranked: list[Approved] = field(default_factory=list[Approved])  # the workbook's own, where others were given
    drawn: Drawn | None = None  # where asked for
    changes: Changes | None = None  # where an earlier state is known
    evidence: list[Evidence] = field(default_factory=list[Evidence])


@dataclass(slots=True)
class RulesUsed:
    """The rule-set that a file was judged by."""

    id: str
    title: str
    digest: str  # sha256 of what it says, first 12 hex digits
    source: str = ""  # the id or file that it is loaded by
    chosen_by: str = ""  # option, config, workbook; default: nobody, the national one


@dataclass(slots=True)
class FileResult:
    """One file of the batch."""

    file: str
    forms: list[FormResult] = field(default_factory=list)
    error_code: str | None = None  # set: status failed
    error_message: str | None = None
    output: str | None = None
    rules: RulesUsed | None = None
    previous: str | None = None  # where the version that `output` replaced is kept
    told: Told = Told()
    settings: str | None = None  # the configuration file that was used
    remarks: list[str] = field(default_factory=list[str])  # on the file itself, a sentence each
    bars: tuple[str, ...] | None = None  # what bars a copy to send up, a sentence each; None: not looked at
    is_refilled: bool = False  # `output` is our standard workbook: the form is no .xlsx package


@dataclass(slots=True)
class Tally:
    """A run counted, file by file as they come; of the files themselves nothing is kept."""

    files: int = 0
    failed: int = 0
    forms: int = 0
    told: Counter[Severity] = field(default_factory=Counter[Severity])
    hidden: dict[Told, Counter[Severity]] = field(default_factory=dict[Told, Counter[Severity]])  # by the setting
    rules: list[RulesUsed] = field(default_factory=list[RulesUsed])  # each once

    @classmethod
    def of(cls, files: Iterable[FileResult]) -> Tally:
        """These counted."""
        tally = cls()
        for one in files:
            tally.add(one)
        return tally

    def add(self, one: FileResult) -> None:
        """Counts a file."""
        self.files += 1
        self.failed += one.error_code is not None
        self.forms += len(one.forms)
        findings = [found for form in one.forms for found in form.findings]
        self.told.update(found.severity for found in one.told.of(findings))
        if one.told.left_out:
            self.hidden.setdefault(one.told, Counter()).update(one.told.hidden(findings))
        if one.rules is not None and one.rules not in self.rules:
            self.rules.append(one.rules)


@dataclass(slots=True)
class Result:
    """All files of a run together."""

    files: list[FileResult]
    rules: RulesUsed | None = None  # None where files were judged by different rule-sets
