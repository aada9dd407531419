"""The vocabulary of the form: what a cell says, and the records that are made of it. What comes of them: `result`.

Each dataclass of a record is one row; `filings.frames` makes frames of them. A number of the form is a `Figure`; a text
`x` that came from a cell has `x_cell` (A1 address of the top left cell of its place, also when the cell is blank; None
when the form has no such place). Of a form on several sheets, what stands on another than its own has that sheet's name
and ! before the address: `addresses.place_on` takes it apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

# ---------------------------------------------------------------------------------------------- what a cell says


class SaidKind(StrEnum):
    """What sort of thing stands in a cell that should hold a number."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"  # 无, /, —, -, 不适用
    TEXT = "text"  # words where a number belongs
    ERROR = "error"  # #REF! and its like
    NO_RESULT = "no_result"  # a formula without a stored result that we cannot compute


@dataclass(frozen=True, slots=True)
class Said:
    """What one number cell says, as a person sees it.

    `low`..`high` is the closed interval that the written figure stands for, in its column's unit (万元, 分, ratio):
    equal to the number where it was typed exactly, wider where a rate was written rounded or the format rounds.
    """

    text: str = ""
    kind: SaidKind = SaidKind.BLANK
    low: Decimal | None = None
    high: Decimal | None = None
    formula: str | None = None
    unit: str | None = None  # a unit written inside the cell (120万, 1,200,000元), else None

    @property
    def is_number(self) -> bool:
        return self.kind is SaidKind.NUMBER


BLANK = Said()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the form: its value in its column's unit (万元, 分, ratio; None where no number stands), what is
    said there, and the A1 address of its cell (also where it is blank; None where the form has no such place)."""

    value: Decimal | None = None
    said: Said = BLANK
    cell: str | None = None


NO_FIGURE = Figure()


def printed(value: Decimal, text: str, cell: str | None) -> Figure:
    """A figure that stands inside a printed text: 得分（20分*执行率）, 补贴人数（10分）."""
    return Figure(value, Said(text, SaidKind.NUMBER, value, value), cell)


class MeaningKind(StrEnum):
    """How a target or a result is meant (domain: 年度指标值, 实际完成值)."""

    AT_LEAST = "at_least"  # ≥, 不少于, 以上, 达到
    AT_MOST = "at_most"  # ≤, 不超过, 以内
    MORE_THAN = "more_than"  # >, 大于
    LESS_THAN = "less_than"  # <, 小于
    EQUAL = "equal"  # =, or a number without any operator (then `operator` is "")
    BETWEEN = "between"  # 80%-90%, 10~20
    VERDICT = "verdict"  # 达成预期指标, 完成, 优, 效果明显
    DEADLINE = "deadline"  # 2023年12月31日前: on or before `day`
    DATE = "date"  # a day, month or period on which something happened or is due
    YES_NO = "yes_no"
    TEXT = "text"  # could not be parsed: words
    NOT_APPLICABLE = "not_applicable"
    BLANK = "blank"
    ERROR = "error"
    NO_RESULT = "no_result"


class VerdictFamily(StrEnum):
    """Which scale a verdict word belongs to; kept apart because they judge differently."""

    OFFICIAL = "official"  # 达成 / 部分达成 / 未达成: `tier` 1, 2, 3
    GRADE = "grade"  # 优 良 中 差, 良好: `tier` 1.. as the word ranks
    MET = "met"  # 完成, 已完成, 合规: plainly met, tier 1; 未完成, 不合规: plainly not met, tier 3
    VAGUE = "vague"  # 效果明显, 显著提升: measures nothing, tier None


@dataclass(frozen=True, slots=True)
class Meaning:
    """The parsed sense of a target or a result.

    Numbers: `value` as written (95 for 95%, 1.2 for 1.2万亩), `scale` 万 = 10000, `unit` as written without scale
    ("%", "亩", "万元" for money), `dimension` the normalised kind of unit ("ratio", "money", "length", "人", "人次",
    "" for none), `base` = the value in the dimension's base unit (0.95; 12000; money in 元), `low`..`high` the interval
    of `base` between what is shown and what is stored (equal to `base` when typed: `base` decides whether a target is
    met, the interval only which scores are right for the stored figure). `upper`, `base_upper`: the second number of a
    range. `operator` the glyph (one for one
    sign: ≧ is ≥) or word as written, "" when there was none. 已完成100% as a result is a VERDICT (MET, tier 1) that
    keeps its number.
    """

    kind: MeaningKind = MeaningKind.BLANK
    text: str = ""
    operator: str = ""
    value: Decimal | None = None
    upper: Decimal | None = None
    scale: Decimal = Decimal(1)
    unit: str = ""
    dimension: str = ""
    base: Decimal | None = None
    base_upper: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    family: VerdictFamily | None = None
    tier: int | None = None
    day: date | None = (
        None  # last day of the stated period (2023年12月 -> 2023-12-31); year from the form where unwritten
    )
    day_from: date | None = None  # first day of that period
    year_assumed: bool = False  # `day` has the form's year, since none was written
    yes: bool | None = None
    turn: str = ""  # 下降, 提高 of 比上年下降10%: the figure is how far it changed that way
    turn_since: int | None = None  # the year it is measured against, where that is said
    parts: tuple[Meaning, ...] = ()  # of a TEXT of several figures (电脑10台、打印机5台); `remark` the thing
    remark: str = ""  # what besides the number stood there (覆盖, 左右), "" when all was understood

    @property
    def is_number(self) -> bool:
        return self.base is not None


# ------------------------------------------------------------------------------------------------ the records


# What sort of form it is; chooses the checks. A review sheet, an example or a blank sheet is named and not judged.
FormKind = Literal["project", "department", "transfer", "score_table", "checklist", "review", "example", "blank"]
NOT_JUDGED: frozenset[FormKind] = frozenset(("review", "blank"))


@dataclass(slots=True)
class Form:
    """One row of the forms: the head of one project's table."""

    form_id: str  # unique in the batch
    file: str  # path as given
    sheet: str
    range: str  # first and last cell that the form covers: A1:H30
    kind: FormKind = "project"
    title: str | None = None
    title_cell: str | None = None
    year: int | None = None
    year_cell: str | None = None
    year_said: str | None = None  # what stands there, where no one year can be read in it
    project: str | None = None
    project_cell: str | None = None
    department: str | None = None
    department_cell: str | None = None
    unit: str | None = None
    unit_cell: str | None = None
    amount_unit: str = "万元"  # heading of the money block; amounts in the frames are in 万元 whatever it says
    amount_unit_cell: str | None = None
    goal_expected: str | None = None
    goal_expected_cell: str | None = None
    goal_actual: str | None = None
    goal_actual_cell: str | None = None
    total_weight: Figure = NO_FIGURE  # 分
    total_self_score: Figure = NO_FIGURE  # 分
    grade: str | None = None  # 优 良 中 差, as written
    grade_cell: str | None = None
    declared_rules: str | None = None  # rule-set id that the workbook itself names (填报说明)
    declared_rules_cell: str | None = None
    declared_rules_sheet: str | None = None
    is_hidden: bool = False  # the sheet is hidden
    number_in_list: int = 0  # of a form that is some rows of a list of projects: from 1
    has_funds: bool = False
    has_targets: bool = True  # a 年度指标值 column in the indicator block
    has_actuals: bool = True  # an 实际完成值 column in the indicator block
    has_weights: bool = False  # a 分值 column in the indicator block
    has_scores: bool = False  # a 得分 column in the indicator block
    has_total: bool = False  # a 总分 / 合计 row or cell
    is_own_template: bool = False  # our standard workbook

    @property
    def first_cell(self) -> str:
        """The first cell of its range."""
        return self.range.partition(":")[0]

    @property
    def subject(self) -> str:
        """What it is about: its project; where its kind has none, the unit or the title."""
        if self.project or self.kind not in ("department", "score_table", "checklist"):
            return self.project or "（未填项目名称）"
        return self.unit or self.department or self.title or "（未填单位名称）"


BudgetField = Literal["annual_budget", "initial_budget", "arrived"]


@dataclass(slots=True)
class Fund:
    """One row of `frames.funds`: one source of money. Amounts in 万元."""

    form_id: str
    row: int  # order within the form, from 0
    source: str  # total | fiscal | carried_over | other | special_account | central | local | own | part (any other)
    label: str  # as printed
    label_cell: str | None = None
    initial_budget: Figure = NO_FIGURE
    annual_budget: Figure = NO_FIGURE
    arrived: Figure = NO_FIGURE  # 实际到位资金, where the form has the column
    executed: Figure = NO_FIGURE
    rate: Figure = NO_FIGURE  # a ratio: 0.9917
    weight: Figure = NO_FIGURE  # 分; also from a heading such as 得分（20分*执行率）
    self_score: Figure = NO_FIGURE  # 分
    reason: str | None = None
    reason_cell: str | None = None
    is_hidden: bool = False

    @property
    def ceiling(self) -> BudgetField:
        """Which budget must not be overspent: the year's as adjusted, or the only one that the form has."""
        return "annual_budget" if self.has("annual_budget") else "initial_budget"

    def has(self, field: BudgetField) -> bool:
        """Whether the form has a column for this budget, or says it elsewhere."""
        figure = figure_of(self, field)
        return figure.cell is not None or figure.value is not None


@dataclass(slots=True)
class Indicator:
    """One row of `frames.indicators`, in the form's order. Template leftovers are not indicators (see Note)."""

    form_id: str
    row: int  # order within the form, from 0
    level1: str | None = None  # as printed, with its points: 产出指标(50分)
    level1_cell: str | None = None
    level1_points: Decimal | None = None  # 50 of （50分）
    level2: str | None = None
    level2_cell: str | None = None
    level2_points: Decimal | None = None
    name: str | None = None  # 三级指标, as printed
    name_cell: str | None = None
    target: str | None = None  # as written; of three columns (≥ | 95 | %) put together: ≥95%
    target_cell: str | None = None
    target_value: Meaning = field(default_factory=Meaning)
    actual: str | None = None
    actual_cell: str | None = None
    actual_value: Meaning = field(default_factory=Meaning)
    weight: Figure = NO_FIGURE  # 分
    self_score: Figure = NO_FIGURE  # 分; of a merged 得分 on its first row only
    reason: str | None = None
    reason_cell: str | None = None
    aside: str | None = None  # what else is written in the row, under a heading that nobody knows
    review_score: Figure = NO_FIGURE  # 复核分, where the form has one
    score_rows: int = 1  # how many rows one merged 得分 covers, counted on its first row; 0 on the rows below it
    is_breakdown: bool = False  # an 其中 row: values, no points
    is_execution: bool = False  # the budget execution rate written as an ordinary indicator
    is_hidden: bool = False
    nature: str | None = None  # 指标性质 as written (≥, 定性, 正向), where the form has the column
    rule_text: str | None = None  # 评分标准 as written, where the form has the column

    @property
    def has_own_score(self) -> bool:
        """The row has a 得分 of its own, which the total adds up: it is no 其中 row and not below a merged 得分."""
        return self.score_rows != 0 and not self.is_breakdown


@dataclass(slots=True)
class Approved:
    """One row of `frames.approved`: a target as approved with the budget (绩效目标申报表)."""

    form_id: str
    row: int
    sheet: str
    level1: str | None = None
    level2: str | None = None
    name: str | None = None
    name_cell: str | None = None
    target: str | None = None
    target_cell: str | None = None
    target_value: Meaning = field(default_factory=Meaning)
    weight: Figure = NO_FIGURE
    source: str = ""  # where it stands, in words, where it comes from another file: its places have then no cells


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a row of 佐证材料 names. `why_not` "": it lies beside the workbook; else why it is not found."""

    name: str
    why_not: Literal["", "absent", "outside", "link"] = ""


@dataclass(slots=True)
class Evidence:
    """One row of `frames.evidence`: a paper that the unit names for a result (佐证材料)."""

    form_id: str
    row: int  # order on the sheet, from 0
    sheet: str
    subject: str | None = None  # the indicator it stands for, as written; several parted by 、
    subject_cell: str | None = None
    what: str | None = None  # 验收报告, 满意度调查问卷汇总
    what_cell: str | None = None
    number: str | None = None  # 文号或编号
    number_cell: str | None = None
    issued: str | None = None  # its date, as written
    issued_cell: str | None = None
    day: date | None = None  # the last day of that date; None where it is none
    place: str | None = None  # where it lies: a file, a folder, a shelf
    place_cell: str | None = None
    note: str | None = None
    note_cell: str | None = None
    is_shared: bool = False  # several forms of the workbook may mean it
    files: tuple[NamedFile, ...] = ()  # what `place` names; () also where nobody looked (an unpacked zip)


@dataclass(slots=True)
class Text:
    """One row of `frames.texts`: a narrative text. `key`: goal_expected, goal_actual, background, contractor, staff,
    policy, fund_use, experience, problems, suggestions, rectification, remark (below the table), or other."""

    form_id: str
    key: str
    label: str  # as printed
    text: str
    sheet: str
    cell: str


@dataclass(slots=True)
class Note:
    """One row of `frames.notes`: what reading itself has to say. `kind` names the sort, `text` says it in Chinese.

    kinds: leftover (a template remnant, no indicator), unplaced (content that belongs to no known field; `detail` it),
    near_label (a heading that is nearly a known one; `detail` the known one), hidden (a hidden sheet, row or column),
    no_result (a formula without stored result), error_cell (#REF!),
    prompt (the form's own prompt left in a field), long_gap (values behind a long empty run), not_number (words
    where a number belongs), negative (a negative amount), unread (a group of cells, or a sheet, that was not read; the
    `detail` of grave ones says so), unread_column (a column of the form under no known heading), not_judged (a sheet
    beside this form that is an example or blank), two_sheets (head and money on another sheet than the indicators),
    stale (a formula's stored result is not what it comes to),
    text_operand (a number written as a text that a formula misses; `detail`: what to type where, operands, formulas),
    covered_operand (a number under a merge that formulas count; `detail` it and them), rows_left_out (scores outside
    the total's formula), heading_points (one of the repeated headings has
    other points), subtotal_off (a 小计 that is no sum of the rows above; `detail` it and the sum), turned_into_date,
    wrong_format, struck, garbled, percent_twice (`detail` what was meant), cut (a text longer than any person writes).
    """

    form_id: str
    kind: str
    sheet: str
    cell: str | None
    label: str  # what the place is on the form (年度资金总额·执行数), "" where it has none
    text: str
    detail: str = ""


Record = Form | Fund | Indicator | Approved | Evidence


def figure_of(row: Record, field: str) -> Figure:
    """A row's figure by the name of its field."""
    return getattr(row, field)


def cell_of(row: Record, field: str) -> str | None:
    """The cell of a row's field, None where the form has no such place (or the row no such field)."""
    found = getattr(row, field, None)
    return found.cell if isinstance(found, Figure) else getattr(row, f"{field}_cell", None)


def places_of(row: Record) -> Iterator[tuple[str, str]]:
    """The fields of a row that have a cell, each with it."""
    for one in fields(row):
        name = one.name.removesuffix("_cell")
        if cell := cell_of(row, name):
            yield name, cell
