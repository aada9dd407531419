"""One batch of filings as the bureau sees it: every file with its fate, every form with its place among the others.

The records that `filings` makes and the 汇总表 is written from; nothing here knows of workbooks. Amounts are in 万元
(Decimal, exact), points in 分, rates are ratios (0.9917); None is "not known", never 0. Chinese texts are whole
sentences or phrases for the reader, as they are to be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from perfeval_xl.result import FileResult, Finding, FormResult, RulesUsed, Severity, Told

INSIDE = " › "  # between a zip and its member
SAME_MONEY = Decimal("0.01")  # 万元: amounts that differ by less are one
SAME_POINTS = Decimal("0.01")  # 分: likewise

# ------------------------------------------------------------------------------------------------------- files


class Fate(StrEnum):
    """去向: what became of a file. Each file and zip member has one; together they are all that was handed in."""

    FAILED = "未能处理"
    SUPERSEDED = "已有新版"
    DOUBLE = "重复"
    OTHER = "不是自评表"
    READ = "已读入"


@dataclass(slots=True, eq=False)
class Member:
    """One file or zip member. `forms`: all forms in it, also those that do not count (see `Filed.counts`)."""

    name: str  # as shown: 自评材料/石弦镇/自评表.xlsx; 自评材料/云岭.zip › 表1.xlsx ("/" on every system)
    path: Path  # the file on disk; of a zip member the zip
    inside: str | None = None  # the member's name in its zip
    size: int = 0  # bytes
    modified: datetime | None = None  # local time of the file, or as the zip says
    content_code: str = ""  # 内容码: SHA-256 of the bytes, 10 hex digits; "" where they could not be read
    folder_unit: str | None = None  # the unit that the folder (or the zip's name) stands for
    fate: Fate = Fate.READ
    why: str = ""  # 读到什么／为什么: which forms, what it is instead, why it could not be read, which version counts
    do: str = ""  # 怎么办; "" where nothing is to be done
    code: str | None = None  # R9xx of what could not be processed
    other: Member | None = None  # what it is a double of, or the version that counts
    forms: list[Filed] = field(default_factory=list["Filed"])
    result: FileResult | None = None  # what was read of it; None where nothing was opened

    @property
    def rules(self) -> RulesUsed | None:
        """The rule-set that its forms were judged by."""
        return self.result.rules if self.result is not None else None

    @property
    def own_name(self) -> str:
        """Its name without the folders it lies in."""
        return (self.inside or self.name).rpartition("/")[2]

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders it lies in, outermost first; a zip is one, by its name without the ending."""
        if self.inside is None:
            return tuple(self.name.split("/")[:-1])
        outer = self.name.removesuffix(f"{INSIDE}{self.inside}").split("/")
        return (*outer[:-1], outer[-1].rpartition(".")[0], *self.inside.split("/")[:-1])

    @property
    def link(self) -> Path:
        """What a link to it leads to."""
        return self.path


# ------------------------------------------------------------------------------------------------------- forms


class UnitFrom(StrEnum):
    """Where a form's unit was taken from, when it does not say a real one itself."""

    FORM = "表内"
    ROSTER = "名单"
    FOLDER = "文件夹"
    NOBODY = "不明"


class Disposition(StrEnum):
    """处理意见."""

    RETURN = "建议退回"
    PERSON = "需人工核"
    ACCEPT = "可受理"


class Order(StrEnum):
    """档: in which order a form is worth looking at."""

    FIRST = "先审"
    NEXT = "次审"
    LATER = "随抽"


@dataclass(frozen=True, slots=True)
class RiskPart:
    """One part of 关注分. `words` says it with its figures and the first cell to open; "" where `points` is 0."""

    name: str  # 金额, 错误, … : one of `DeskRulesUsed.risk`, in that order
    points: int
    words: str = ""


@dataclass(slots=True, eq=False)
class Filed:
    """One form of the batch.

    `counts`: it is the version that counts, and stands in `Batch.forms`. Everything about dispositions, risk and
    comparison is filled for those only.
    """

    result: FormResult
    member: Member
    key: str  # 键: 项目编码 where the roster gives it, else 10 hex digits over unit, project and year
    content_code: str  # 内容码 of the form: 10 hex digits over all that was read of it
    unit: str  # "" where nobody says
    unit_from: UnitFrom
    project: str  # as the form writes it; "" where it does not
    number: int = 1  # of its member's forms
    year: int | None = None
    department: str | None = None  # 主管部门, of the roster, else of the form
    department_code: str | None = None  # 部门编码, of the roster
    project_code: str | None = None
    office: str | None = None  # 业务处室
    line: RosterLine | None = None  # what it answers to on the roster
    rules: RulesUsed | None = None
    counts: bool = True
    of: Filed | None = None  # not counting: the form that counts instead
    contested_by: list[Filed] = field(default_factory=list["Filed"])  # other versions that count as well: 请定
    replaces: list[Filed] = field(default_factory=list["Filed"])  # older versions, which count no more
    doubles: list[Filed] = field(default_factory=list["Filed"])  # the same form, handed in again
    days_late: int = 0  # after the roster's deadline, by the file's time; of several versions the first counts
    is_unlike_accounts: bool = False  # budget or executed are unlike the bureau's own accounts (or blank against them)
    is_empty: bool = False  # no result, no self-score, no executed amount
    # Money, 万元: of the row 年度资金总额, else of its sources added up. `rate` = executed ÷ annual.
    initial: Decimal | None = None
    annual: Decimal | None = None
    executed: Decimal | None = None
    rate: Decimal | None = None
    # Points, 分. `self_score`: the stated total, else the sum of the unit's own scores.
    self_score: Decimal | None = None
    score: Decimal | None = None  # 核算得分; None while anything is open
    difference: Decimal | None = None  # self_score − score
    open: Decimal = Decimal(0)  # 待复核分
    lowest: Decimal | None = None  # 可能总分
    highest: Decimal | None = None
    grade: str | None = None  # 自评等级, as written
    grade_computed: str | None = None
    # What comes of it.
    disposition: Disposition = Disposition.ACCEPT
    reasons: tuple[str, ...] = ()
    risk: tuple[RiskPart, ...] = ()
    order: Order = Order.LATER
    comparisons: list[Comparison] = field(default_factory=list["Comparison"])

    @property
    def own_key(self) -> str:
        """By which it is found again. Of several versions that all count, the first by file has the project's own."""
        mine = self.member.name, self.number
        is_first = all((one.member.name, one.number) >= mine for one in self.contested_by)
        return self.key if is_first else f"{self.key}~{self.content_code}"

    @property
    def attention(self) -> int:
        """关注分: its parts added up."""
        return sum(one.points for one in self.risk)

    @property
    def findings(self) -> list[Finding]:
        """Of the form itself, then from comparing it with others."""
        return [*self.result.findings, *(one.finding for one in self.comparisons)]

    def count(self, severity: Severity) -> int:
        """How many of its findings are of this severity."""
        return sum(one.severity is severity for one in self.findings)

    @property
    def setting(self) -> Told:
        """Which of its findings are told. What comes of a form rests on all of them."""
        return self.member.result.told if self.member.result is not None else Told()

    def told(self, severity: Severity) -> int:
        """How many of its findings that are told are of this severity."""
        return sum(one.severity is severity for one in self.setting.of(self.findings))


# ------------------------------------------------------------------------------------------------ between filings


@dataclass(frozen=True, slots=True, eq=False)
class Counterpart:
    """Another form that a comparison names, with the place there to open."""

    filed: Filed
    sheet: str
    cell: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A finding (code C…) of one form that rests on others; each of the others has one of its own."""

    filed: Filed
    finding: Finding
    others: tuple[Counterpart, ...]


# ------------------------------------------------------------------------------------------------------- roster


class FilingState(StrEnum):
    """报送情况: of several that apply the first; the others go into the remarks."""

    MISSING = "未报"
    EMPTY = "报了空表"
    UNLISTED = "不在名单"
    TWICE = "重复报送"
    LATE = "逾期报送"
    FILED = "已报"


@dataclass(slots=True, eq=False)
class RosterLine:
    """One line of the roster as it stands there; what its layout has no column for is None."""

    number: int  # order in the roster, from 1
    sheet: str
    row: int  # row of the sheet, from 1
    project: str  # "" where the roster lists units only: then all forms of the unit answer to it
    unit: str | None = None
    project_code: str | None = None
    department: str | None = None
    department_code: str | None = None
    office: str | None = None
    deadline: datetime | None = None  # the end of the day, where only a day is written
    initial: Decimal | None = None  # the bureau's own accounts, 万元
    budget: Decimal | None = None
    executed: Decimal | None = None


@dataclass(slots=True, eq=False)
class RosterRow:
    """One row of 户数核对: a line of the roster with the form that answers it, or a form that is not on the list."""

    state: FilingState
    line: RosterLine | None = None
    filed: Filed | None = None  # of several, the first
    remarks: tuple[str, ...] = ()  # near names, days late, which others
    # Form − account, 万元; None where one of the two is not known.
    budget_difference: Decimal | None = None
    executed_difference: Decimal | None = None

    @property
    def agrees(self) -> bool:
        """No amount that is known is unlike the accounts."""
        return not any(
            one is not None and abs(one) >= SAME_MONEY for one in (self.budget_difference, self.executed_difference)
        )


@dataclass(slots=True)
class Roster:
    """The roster of those who must file, line by line."""

    name: str  # the file's
    rows: list[RosterRow] = field(default_factory=list[RosterRow])
    has_accounts: bool = False
    has_deadlines: bool = False
    unit_said: bool = True  # it says what its amounts are counted in
    remarks: tuple[str, ...] = ()  # lines and columns that were not understood, a sentence each

    def of(self, state: FilingState) -> list[RosterRow]:
        """The rows in a state."""
        return [one for one in self.rows if one.state is state]


# ------------------------------------------------------------------------------------------------ units, quality


@dataclass(slots=True, eq=False)
class UnitRow:
    """One unit with the forms that count, in the batch's order; sums are of what is known, None where nothing is."""

    unit: str
    department_code: str | None
    forms: list[Filed]
    initial: Decimal | None = None
    annual: Decimal | None = None
    executed: Decimal | None = None
    rate: Decimal | None = None  # total ÷ total, of the forms that have both
    mean_self: Decimal | None = None  # 自评均分, of the forms with a self-score
    mean_score: Decimal | None = None  # 核算均分, of the forms with nothing open
    open: Decimal = Decimal(0)
    all_full: bool = False  # every form gave itself full points

    def dispositions(self, one: Disposition) -> int:
        """How many of its forms came to this."""
        return sum(form.disposition is one for form in self.forms)

    def told(self, severity: Severity) -> int:
        """How many findings of this severity are told of its forms."""
        return sum(form.told(severity) for form in self.forms)


@dataclass(frozen=True, slots=True)
class Mark:
    """One item of 自评工作质量: what it can give, what it gives (None: to be given by a person), and on which facts."""

    name: str
    most: Decimal
    points: Decimal | None
    facts: str = ""


@dataclass(slots=True, eq=False)
class QualityRow:
    """自评工作质量 of a unit, item by item; those a person gives have no points yet."""

    unit: str
    marks: tuple[Mark, ...]

    @property
    def subtotal(self) -> Decimal:
        """小计: what could be computed."""
        return sum((one.points for one in self.marks if one.points is not None), Decimal(0))

    @property
    def facts(self) -> str:
        """The facts of all items."""
        return "；".join(one.facts for one in self.marks if one.facts)


# -------------------------------------------------------------------------------------------------------- batch


@dataclass(slots=True)
class Batch:
    """All that was handed in. `forms`: those that count, by 部门编码, 项目编码, unit and place; each stands in its
    `member`, too. `members`: every file and zip member once, in the order handed in."""

    members: list[Member]
    forms: list[Filed]
    roster: Roster | None = None
    comparisons: list[Comparison] = field(default_factory=list[Comparison])
    units: list[UnitRow] = field(default_factory=list[UnitRow])
    quality: list[QualityRow] = field(default_factory=list[QualityRow])
    desk_rules: DeskRulesUsed | None = None  # points of 关注分 and 自评工作质量
    remarks: tuple[str, ...] = ()  # on the batch as a whole, a sentence each

    @property
    def years(self) -> list[int]:
        """The years of the forms, each once."""
        return sorted({one.year for one in self.forms if one.year is not None})

    @property
    def rules(self) -> list[tuple[RulesUsed, int]]:
        """The rule-sets used, each with its number of files."""
        used: dict[str, tuple[RulesUsed, int]] = {}
        for one in self.members:
            if one.rules is not None and one.forms:
                used[one.rules.digest] = (one.rules, used.get(one.rules.digest, (one.rules, 0))[1] + 1)
        return sorted(used.values(), key=lambda pair: -pair[1])

    @property
    def hidden(self) -> dict[Told, Counter[Severity]]:
        """How many findings the settings leave out, by the setting."""
        counts: dict[Told, Counter[Severity]] = {}
        for one in self.forms:
            if one.setting.left_out:
                counts.setdefault(one.setting, Counter()).update(one.setting.hidden(one.findings))
        return counts

    @property
    def left_out(self) -> list[str]:
        """The same, a sentence a setting; nothing where nothing is filtered."""
        return [setting.words_of(hidden) for setting, hidden in self.hidden.items()]

    def of(self, fate: Fate) -> list[Member]:
        """The files with this fate."""
        return [one for one in self.members if one.fate is fate]


@dataclass(frozen=True, slots=True)
class RiskRule:
    """A part of 关注分 and how it is counted, in words."""

    name: str
    words: str  # 占全部预算 ≥5% 15 分，≥2% 10 分，≥1% 5 分
    most: int


@dataclass(frozen=True, slots=True)
class DeskRulesUsed:
    """By which points 关注分 and 自评工作质量 were made. Not `confirmed`: not read in this district's text."""

    title: str
    digest: str  # SHA-256 of the file, 12 hex digits
    confirmed: bool
    risk: tuple[RiskRule, ...]
    first_from: int  # 先审 from here on
    next_from: int  # 次审 from here on
    quality: tuple[tuple[str, Decimal, str], ...]  # name, most, how it is counted


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum of what is known; None where nothing is."""
    known = [one for one in values if one is not None]
    return sum(known, Decimal(0)) if known else None


def moved_keys(was: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Old key -> key of now of the forms that have another one, both given with their 内容码 ("": not known).

    Of two versions of a project that both count only one has the project's own key, and a further file changes which:
    what was typed for a form stays with it. A key that another form has taken gets its code behind it, so that what
    was typed there waits and is not given to that one.
    """
    counts, by_code = Counter(was.values()), {code: key for key, code in now.items() if code}
    moved = {
        key: by_code[code]
        for key, code in was.items()
        if counts[code] == 1 and code in by_code and now.get(key) != code
    }
    taken = {key for key in moved.values() if key in was and key not in moved}
    return moved | {key: f"{key}~{was[key]}" for key in taken}
