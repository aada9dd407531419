"""How a check is written, registered and run.

A check is a small function for one kind of finding. It returns or yields `Draft`s (or None), never prints, never raises
for bad data. What it is given depends on what it looks over:

    @check(RATE_MISMATCH, over="fund")           def f(fund: Fund, case: Case)         each source of money
    @check(SCORE_ABOVE_RULE, over="indicator")   def f(row: Indicator, case: Case)     each indicator (其中 rows too)
    @check(PROMPT_LEFT, over="note")             def f(note: Note, case: Case)         each note of reading
    @check(GOALS_IDENTICAL, over="form")         def f(case: Case)                     one form as a whole, its sums

`case.at(KIND, row, "rate", stated=…, expected=…, touching=[(row, "executed")], …)` makes the draft: cell and label come
from the row and the field, the remaining keyword arguments fill the kind's templates. `touching` names the other cells
that the judgement rests on; causes.py uses them to tell one cause from another. The kind stands above the function; the
docstring has the sections 检查内容 / 依据 / 例（好） / 例（坏）; `explain` prints them with what the kind says to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from perfeval_xl.addresses import place_on
from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.form import Approved, Evidence, Fund, Indicator, Note, Record, Text, cell_of, places_of
from perfeval_xl.result import Finding, FormResult, Score, Severity
from perfeval_xl.shares import in_points
from perfeval_xl.units import without_tails

if TYPE_CHECKING:
    from perfeval_xl.rules.ruleset import RuleSet

Row = Record
Scope = Literal["fund", "indicator", "note", "form", "filings"]  # filings: run by `filings.comparisons`
Place = tuple[str, str]  # sheet and cell; or "#indicator" and the number of a row


@dataclass(slots=True)
class Draft:
    """A finding together with what tells its cause: its kind and every place that the judgement rests on."""

    kind: Kind
    finding: Finding
    places: frozenset[Place]
    context: dict[str, object] = field(default_factory=dict[str, object])  # what fills the kind's templates


Found = Draft | Iterable[Draft] | None


@dataclass(frozen=True, slots=True)
class Context:
    """How the run judges: `filling` blank scores are computed (process); `chosen` the user or the workbook named the
    rule-set."""

    filling: bool = False
    chosen: bool = False


class Case:
    """One form with its rule-set and scores: what a check over a row or a form is given."""

    def __init__(self, result: FormResult, rules: RuleSet, context: Context) -> None:
        self.in_points = in_points(result, rules)  # shares are told once (W411, S527), then judged as meant
        result = self.in_points.result
        self.result = result
        self.form = result.form
        self.funds = result.funds
        self.indicators = result.indicators
        self.rules = rules
        self.context = context
        self.filling = context.filling
        self._scores = _by_row(result)
        self._memory: dict[tuple[object, ...], Any] = {}

    def score_of(self, row: Fund | Indicator) -> Score | None:
        """The score that covers this row (of a merged 得分: also for the rows below the first), or None."""
        return self._scores.get(("funds" if isinstance(row, Fund) else "indicators", row.row))

    def own_score(self, row: Indicator) -> Score | None:
        """What this very row says by itself: its score, or its part where one score covers several rows."""
        score = self.score_of(row)
        return score and score.at(row.row)

    def once(self, key: tuple[object, ...], make: Callable[[], _T]) -> _T:
        """The value of `make`, computed once for this form and key (several checks ask for the same thing)."""
        if key not in self._memory:
            self._memory[key] = make()
        return self._memory[key]

    def at(
        self,
        kind: Kind,
        row: Row,
        place: str,
        *,
        stated: object = None,
        expected: object = None,
        severity: Severity | None = None,
        touching: Iterable[tuple[Row, str]] = (),
        cells: Iterable[str | None] = (),
        **context: object,
    ) -> Draft:
        """A draft at the cell of a row's field (`place` without `_cell`).

        Where the form has no such place, the finding stands at the row's name. `stated` None means what stands in the
        field, as a person sees it. `cells`: all that the finding is about, where it is about several; the templates
        have them as `{count}` and `{where}`.
        """
        sheet = self._sheet(row)
        cell = cell_of(row, place) or words.home_cell(row)
        if cell:
            sheet, cell = place_on(sheet, cell)
        places = {(sheet, cell)} if cell else set[Place]()
        places |= row_place(row) | self._places(touching)
        said = words.said(row, place) if stated is None else stated
        label = words.label(row, place)
        return self.at_cell(kind, sheet, cell, label, said, expected, severity, places, cells, **context)

    def _places(self, touching: Iterable[tuple[Row, str]]) -> set[Place]:
        places: set[Place] = set()
        for other, name in touching:
            places |= row_place(other)
            where = cell_of(other, name)
            if where:
                places.add(place_on(self._sheet(other), where))
        return places

    def at_text(
        self,
        kind: Kind,
        text: Text,
        *,
        stated: object = None,
        expected: object = None,
        severity: Severity | None = None,
        touching: Iterable[tuple[Row, str]] = (),
        **context: object,
    ) -> Draft:
        """A draft at the cell of a narrative text."""
        places = self._places(touching)
        return self.at_cell(kind, text.sheet, text.cell, text.label, stated, expected, severity, places, (), **context)

    def at_note(
        self,
        kind: Kind,
        note: Note,
        *,
        severity: Severity | None = None,
        places: Iterable[Place] = (),
        stated: str | None = None,
        expected: str | None = None,
        cells: Iterable[str | None] = (),
        **context: object,
    ) -> Draft:
        """A draft at the cell of a note of reading; its text and label are there for the templates."""
        said = {"note": note.text.rstrip("。"), "detail": note.detail} | context
        label = note.label or self.label_at(note)
        return self.at_cell(kind, note.sheet, note.cell, label, stated, expected, severity, places, cells, **said)

    def said_at(self, note: Note) -> str | None:
        """What stands in a note's cell, as a person sees it, where that is one of the money or of an indicator."""
        found = self._field_at(note, (*self.funds, *self.indicators))
        return words.said(*found) if found is not None else None

    def label_at(self, note: Note) -> str:
        """What a note's cell is on the form (年度资金总额·执行率), "" where no field stands there."""
        found = self._field_at(note, (self.form, *self.funds, *self.indicators))
        return words.label(*found) if found is not None else ""

    def _field_at(self, note: Note, rows: Iterable[Row]) -> tuple[Row, str] | None:
        """The row and field whose cell a note is about."""
        return next(
            (
                (row, name)
                for row in rows
                for name, cell in places_of(row)
                if place_on(self.form.sheet, cell) == (note.sheet, note.cell)
            ),
            None,
        )

    def at_cell(
        self,
        kind: Kind,
        sheet: str,
        cell: str | None,
        label: str,
        stated: object = None,
        expected: object = None,
        severity: Severity | None = None,
        places: Iterable[Place] = (),
        cells: Iterable[str | None] = (),
        **context: object,
    ) -> Draft:
        """A draft anywhere on the form."""
        named = tuple(dict.fromkeys(one for one in cells if one))
        if named:
            context = {"count": len(named), "where": words.where(named)} | context
        spoken = {"stated": words.quoted(stated), "expected": words.quoted(expected), "label": label}
        spoken |= {name: words.on_one_line(one) if isinstance(one, str) else one for name, one in context.items()}
        spoken["resting_on"] = _resting_on(spoken)
        short = partial(without_tails, places=self.rules.rounding.shown)
        finding = Finding(
            code=kind.code,
            severity=severity or kind.severity,
            form_id=self.form.form_id,
            sheet=sheet,
            cell=cell,
            label=label,
            message=short(kind.message(spoken)),
            suggestion=short(kind.advice(spoken)),
            stated=None if stated is None else short(words.spoken(stated)),
            expected=None if expected is None else short(words.spoken(expected)),
            cells=named,
            basis=_basis(spoken),
            undecided=kind.undecided,
        )
        own = {(sheet, cell)} if cell else set[Place]()
        return Draft(kind, finding, frozenset(own | set(places)), spoken)

    def _sheet(self, row: Row) -> str:
        return row.sheet if isinstance(row, Approved | Evidence) else self.form.sheet


_T = TypeVar("_T")


def _basis(spoken: dict[str, object]) -> str | None:
    """The document that a message names: the check gives it as `source`. Common practice is none."""
    from perfeval_xl.rules.model import COMMON_PRACTICE

    source = spoken.get("source")
    return source if isinstance(source, str) and source and source != COMMON_PRACTICE else None


def _resting_on(spoken: dict[str, object]) -> str:
    """The same inside a sentence, for `{resting_on}`: 依据：…; nothing is called a ground that nobody has read."""
    basis = _basis(spoken)
    return "通行做法，未见原文，仅供参考" if basis is None else f"依据：{basis}"


def row_place(row: Row) -> set[Place]:
    """An indicator is one place as a whole; of the money, each cell is a place of its own."""
    return {("#indicator", str(row.row))} if isinstance(row, Indicator) else set()


def _by_row(result: FormResult) -> dict[tuple[str, int], Score]:
    if result.score is None:
        return {}
    return {
        (score.table, row): score
        for score in result.score.scores
        for row in range(score.row, score.row + max(score.rows, 1))
    }


# ------------------------------------------------------------------------------------------------- registration


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check."""

    kind: Kind
    over: Scope
    run: Callable[..., Any]  # gives Found; over="filings" comparisons
    notes: frozenset[str] = field(default_factory=frozenset[str])  # over="note": the kinds of note it looks at

    @property
    def docs(self) -> str:
        """Its docstring."""
        return self.run.__doc__ or ""


# In the order of the documentation: letter and what the family is about.
FAMILIES = {
    "R": "读取",
    "B": "资金",
    "I": "指标与目标",
    "W": "分值",
    "S": "得分与等级",
    "N": "文字叙述",
    "A": "批复目标与完成情况",
    "E": "佐证材料",
    "C": "自评表之间（summarize）",
}

CHECK_CRASHED = Kind(
    code="R199",
    severity=Severity.ERROR,
    title="有核对项未能完成",
    says="核对项“{check}”没有完成（程序内部问题：{fault}），其余核对项不受影响。",
    do="请人工核对这一项，并把该文件发给维护人员。",
)

_REGISTERED: dict[str, Check] = {}
_Function = TypeVar("_Function", bound=Callable[..., Found | Iterable[object]])


def check(kind: Kind, *, over: Scope, notes: Iterable[str] = ()) -> Callable[[_Function], _Function]:
    """Registers a check for one kind of finding; a second check for the same code is refused."""

    def register(function: _Function) -> _Function:
        if kind.code[0] not in FAMILIES:
            raise ValueError(f"{kind.code} belongs to no family")
        if kind.code in _REGISTERED:
            raise ValueError(f"{kind.code} is registered already")
        _REGISTERED[kind.code] = Check(kind, over, function, frozenset(notes))
        return function

    return register


def registered() -> dict[str, Check]:
    """Every registered check by its code. Call `perfeval_xl.checks.load` first."""
    return _REGISTERED


# ------------------------------------------------------------------------------------------------------ running


def run(checks: Iterable[Check], case: Case) -> Iterator[Draft]:
    """Every check over one form; one that crashes becomes a draft that names it, all others still run."""
    given: dict[Scope, list[tuple[Any, ...]]] = {
        "indicator": [(row, case) for row in case.indicators],
        "fund": [(row, case) for row in case.funds],
        "form": [(case,)],
    }
    notes = [(note, case) for note in case.result.notes]
    for one in checks:
        if one.over == "note":
            yield from _run_one(one, case, [about for about in notes if about[0].kind in one.notes])
        else:
            yield from _run_one(one, case, given[one.over])


def _run_one(one: Check, case: Case, given: Iterable[tuple[Any, ...]]) -> Iterator[Draft]:
    """One check over one form; a row that it stumbles over does not keep it from the others."""
    fault: Exception | None = None
    for about in given:
        try:
            found = one.run(*about)
            if found is not None:
                yield from (found,) if isinstance(found, Draft) else list(found)
        except Exception as raised:
            fault = raised
    if fault is not None:
        check_name = f"{one.kind.code} {one.kind.title}"
        yield case.at(CHECK_CRASHED, case.form, "title", stated="", check=check_name, fault=type(fault).__name__)
