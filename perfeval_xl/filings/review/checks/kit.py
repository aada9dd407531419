"""How a check of a review is written and run: kinds, findings, and what a check is given.

    @check(ABOVE_WEIGHT, over="row")       def f(row: FilledRow, case: Case)
    @check(TOTALS_OFF, over="project")     def f(project: FilledProject, case: Case)
    @check(SAME_GROUND, over="all")        def f(case: Case)

A check returns or yields findings, never raises for bad data. `case.at(KIND, row, Head.REVIEW_SCORE, …)` makes one; the
keyword arguments fill the kind's templates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypeVar

from perfeval_xl.filings.identity import code_of
from perfeval_xl.filings.review.filled import Field, Filled, FilledBook, FilledProject, FilledRow
from perfeval_xl.filings.review.frame import Frame
from perfeval_xl.filings.review.grounds import Ground, Grounds
from perfeval_xl.filings.review.remarks import ground_code
from perfeval_xl.filings.review.reviewed import ReviewFinding
from perfeval_xl.filings.review.unit_forms import UnitForms
from perfeval_xl.filings.review.words import Head
from perfeval_xl.form_words import folded_name
from perfeval_xl.result import Severity
from perfeval_xl.units import percent, plain, rounded

Over = Literal["row", "project", "all"]


@dataclass(frozen=True, slots=True)
class ReviewKind:
    """One kind of finding. `says`, `figures` and `do` are templates; `about` is what is looked at, and on which ground.
    `explains`: kinds that are not told of the same row beside this one."""

    code: str
    severity: Severity
    title: str
    says: str
    figures: str
    do: str
    about: str
    explains: tuple[str, ...] = ()


Found = ReviewFinding | Iterable[ReviewFinding] | None


@dataclass
class Case:
    """All that was handed in, and what it is held against; `frame` and `forms` None where they were not given."""

    filled: Filled
    grounds: Grounds
    frame: Frame | None = None
    forms: UnitForms | None = None
    _memory: dict[str, Any] = field(default_factory=dict[str, Any])

    def ground_of(self, row: FilledRow) -> Ground | None:
        """The ground that a row was cut by: of its own column, else as the remark names it."""
        if row.ground:
            return self.grounds.named(row.ground)
        code = ground_code(row.remark)
        return self.grounds.named(code) if code else None

    @cached_property
    def projects(self) -> Mapping[tuple[str, str], list[FilledProject]]:
        """The sheets of each project: by its key, else by unit and name."""
        found: dict[tuple[str, str], list[FilledProject]] = {}
        for one in self.filled.projects:
            found.setdefault(identity(one), []).append(one)
        return found

    def at(
        self,
        kind: ReviewKind,
        row: FilledRow,
        head: Field = Head.REVIEW_SCORE,
        *,
        severity: Severity | None = None,
        **context: object,
    ) -> ReviewFinding:
        """A finding at the cell of a row; at its first cell where the sheet has no such column."""
        cell = row.said(head).cell or next((one.cell for one in row.cells.values()), "")
        said = {"name": row.name, **context}
        return self._made(kind, row.project.book, row.project, row, row.project.sheet, cell, said, severity)

    def on(
        self,
        kind: ReviewKind,
        project: FilledProject,
        cell: str = "",
        *,
        sheet: str = "",
        about: str = "",
        severity: Severity | None = None,
        **context: object,
    ) -> ReviewFinding:
        """A finding on a project's sheet as a whole, or on another of its book. `about`: of several, which."""
        said = {"project": project.project, **context}
        place = cell or project.title_cell, sheet or project.sheet
        return self._made(kind, project.book, project, None, place[1], place[0], said, severity, about)

    def of_all(
        self, kind: ReviewKind, about: str = "", book: FilledBook | None = None, **context: object
    ) -> ReviewFinding:
        """A finding on the review as a whole, or on a book."""
        return self._made(kind, book, None, None, "", "", context, None, about)

    def _made(
        self,
        kind: ReviewKind,
        book: FilledBook | None,
        project: FilledProject | None,
        row: FilledRow | None,
        sheet: str,
        cell: str,
        context: Mapping[str, object],
        severity: Severity | None,
        about: str = "",
    ) -> ReviewFinding:
        said = {name: shown(value) for name, value in context.items()}
        return ReviewFinding(
            kind.code,
            severity or kind.severity,
            kind.title,
            kind.says.format_map(said),
            kind.figures.format_map(said),
            kind.do.format_map(said),
            book,
            project,
            row,
            sheet,
            cell,
            f"{_key_of(book, project, row)}-{kind.code}" + (f"-{code_of(about)[:6]}" if about else ""),
        )


def identity(project: FilledProject) -> tuple[str, str]:
    """By which two sheets are of one project."""
    return (project.key, "") if project.key else (folded_name(project.unit), folded_name(project.project))


def _key_of(book: FilledBook | None, project: FilledProject | None, row: FilledRow | None) -> str:
    """The row's own key; of a foreign row a code over book, project and name."""
    if row is not None and row.key:
        return row.key
    names = [book.name if book else "", project.project if project else "", row.name if row else ""]
    return project.key if project is not None and project.key and row is None else code_of(*names)


def shown(value: object) -> str:
    """A value inside a sentence: points with at most two decimals."""
    if isinstance(value, Decimal):
        return plain(rounded(value, 2))
    return str(value)


def share_shown(share: Decimal | None) -> str:
    """30%, 28.5%."""
    return "—" if share is None else percent(rounded(share, 4))


def place_of(row: FilledRow, head: Field = Head.REVIEW_SCORE) -> str:
    """A row as another finding calls it: 石弦镇《社区养老服务》附件1!K6."""
    cell = row.said(head).cell
    return f"{row.project.unit}《{row.project.project}》{row.project.sheet}!{cell}"


# ------------------------------------------------------------------------------------------------- registration


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check."""

    kind: ReviewKind
    over: Over
    run: Callable[..., Found]


_REGISTERED: dict[str, Check] = {}
_Function = TypeVar("_Function", bound=Callable[..., Found])


def check(kind: ReviewKind, *, over: Over) -> Callable[[_Function], _Function]:
    """Registers a check for one kind; a second one for its code is refused."""

    def register(function: _Function) -> _Function:
        if kind.code in _REGISTERED:
            raise ValueError(f"{kind.code} is registered already")
        _REGISTERED[kind.code] = Check(kind, over, function)
        return function

    return register


CHECK_CRASHED = ReviewKind(
    "V799",
    Severity.ERROR,
    "有核对项未能完成",
    "核对项“{check}”没有完成（程序内部问题：{fault}），其余核对项不受影响。",
    "{fault}",
    "请人工核对这一项，并把底稿发给维护人员。",
    "每个核对项都运行完毕；没有运行完的不能当作通过。",
)


def registered() -> Mapping[str, Check]:
    """Every check by its code, in order. Call `perfeval_xl.filings.review.judging.load` first."""
    return dict(sorted(_REGISTERED.items()))


def run(case: Case) -> list[ReviewFinding]:
    """Every check over all that was handed in; what another finding of the row explains is left out."""
    found = [finding for one in registered().values() for finding in _run_one(one, case)]
    return _numbered(_settled(found))


def _run_one(one: Check, case: Case) -> Iterator[ReviewFinding]:
    given: Iterable[tuple[object, ...]] = [(case,)]
    if one.over == "row":
        given = ((row, case) for row in case.filled.rows)
    elif one.over == "project":
        given = ((project, case) for project in case.filled.projects)
    fault: Exception | None = None
    for arguments in given:
        try:
            found = one.run(*arguments)
            if found is not None:
                yield from (found,) if isinstance(found, ReviewFinding) else list(found)
        except Exception as raised:
            fault = raised
    if fault is not None:
        name = f"{one.kind.code} {one.kind.title}"
        yield case.of_all(CHECK_CRASHED, about=name, check=name, fault=type(fault).__name__)


def _settled(found: list[ReviewFinding]) -> list[ReviewFinding]:
    explained = {
        (id(one.row), code)
        for one in found
        if one.row is not None and one.code in _REGISTERED
        for code in _REGISTERED[one.code].kind.explains
    }
    return [one for one in found if one.row is None or (id(one.row), one.code) not in explained]


def _numbered(found: list[ReviewFinding]) -> list[ReviewFinding]:
    """Most grave first, then as read; keys made different from one another."""
    severities = list(Severity)
    ordered = sorted(found, key=lambda one: severities.index(one.severity))
    seen: Counter[str] = Counter()
    out: list[ReviewFinding] = []
    for one in ordered:
        seen[one.key] += 1
        out.append(one if seen[one.key] == 1 else replace(one, key=f"{one.key}.{seen[one.key]}"))
    return out
