"""How forms are held against each other: what a comparison is given, how it tells, what of a text is the unit's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from perfeval_xl.addresses import told
from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.filings.batch import Comparison, Counterpart, Filed
from perfeval_xl.form import Indicator
from perfeval_xl.form_words import folded_name
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.layout.table_words import is_prompt
from perfeval_xl.result import Finding

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMED = 3  # other forms that one finding names
_TITLES = lazy("《[^《》]{1,80}》(?:[（(][^（）()]{1,40}[）)])?")
_YEARS = lazy(r"(?:20[0-9]{2}|[12][0-9])年度?")
_MARKS = lazy(r"[\s\W_]+")


@dataclass(slots=True)
class Passage:
    """A text of a form at its place; `own`: what of it is the unit's own words, to hold against others."""

    filed: Filed
    label: str
    sheet: str
    cell: str | None
    text: str
    own: str


@dataclass
class Filings:
    """The forms of a batch that count, and those of last year where they were given."""

    forms: Sequence[Filed]
    last: Sequence[Filed] = ()
    _memory: dict[str, object] = field(default_factory=dict[str, object])

    @cached_property
    def rows(self) -> pd.DataFrame:
        """A row an indicator, as plain columns (see `rows.rows_of`)."""
        from perfeval_xl.filings.comparisons.rows import rows_of

        return rows_of(self.forms)

    @cached_property
    def units(self) -> int:
        """How many units have filed."""
        return len({folded_name(one.unit) for one in self.forms})


def tell(
    kind: Kind,
    passage: Passage,
    others: Iterable[Counterpart],
    *,
    stated: str | None = None,
    expected: str | None = None,
    **context: object,
) -> Comparison:
    """A finding of one form that names others; the templates have `{others}` besides what is given."""
    listed = tuple(others)
    said = {"others": named(listed), "label": passage.label}
    said |= {name: words.on_one_line(one) if isinstance(one, str) else one for name, one in context.items()}
    return Comparison(
        passage.filed,
        Finding(
            code=kind.code,
            severity=kind.severity,
            form_id=passage.filed.result.form.form_id,
            sheet=passage.sheet,
            cell=passage.cell,
            label=passage.label,
            message=kind.message(said),
            suggestion=kind.advice(said),
            stated=stated,
            expected=expected,
        ),
        listed,
    )


def named(others: Sequence[Counterpart]) -> str:
    """The other forms as a person calls them: 云笺街道办事处《社区养老服务》（自评表 E11）."""
    said = [f"{title(one.filed)}（{told(one.sheet, one.cell).replace('!', ' ')}）" for one in others[:MOST_NAMED]]
    more = f" 等 {len(others)} 份" if len(others) > MOST_NAMED else ""
    return "、".join(said) + more


def title(filed: Filed) -> str:
    """A form as it is spoken of among others."""
    return f"{filed.unit or '（未写单位）'}《{filed.project or filed.member.name}》"


def head(filed: Filed, place: str = "project") -> Passage:
    """The form as a whole, at one of its head's places."""
    form = filed.result.form
    cell = {"project": form.project_cell, "total": form.total_self_score.cell}.get(place)
    label = {"project": "项目名称", "total": "总分·得分"}[place]
    return Passage(filed, label, form.sheet, cell or form.range.partition(":")[0], filed.project, "")


def at_row(filed: Filed, row: Indicator, place: str) -> Passage:
    """A row's field as a passage."""
    cell = getattr(row, f"{place}_cell", None) or row.name_cell
    text = str(getattr(row, place, "") or "")
    return Passage(filed, words.label(row, place), filed.result.form.sheet, cell, text, own_words(text, filed))


def counterpart(passage: Passage) -> Counterpart:
    """The place of a passage, to be named by another form."""
    return Counterpart(passage.filed, passage.sheet, passage.cell)


def own_words(text: str, filed: Filed) -> str:
    """A text without what forms have in common anyhow: names of project and unit, years, titles of documents, marks.

    "" for the form's own prompts.
    """
    if is_prompt(text):
        return ""
    plain = _MARKS.sub("", _YEARS.sub("", _TITLES.sub("", text))).lower()
    for name in (folded_name(filed.project), folded_name(filed.unit)):
        if len(name) >= 2:
            plain = plain.replace(name, "")
    return plain


def groups_of(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    """Passages with the same own words, of more than one form."""
    of: dict[str, list[Passage]] = {}
    for one in passages:
        if one.own:
            of.setdefault(one.own, []).append(one)
    for group in of.values():
        if len({id(one.filed) for one in group}) > 1:
            yield group
