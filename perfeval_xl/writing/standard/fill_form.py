"""One form that was read, as contents of a standard 自评表: every field in its cell, as it stood."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol
from unicodedata import normalize

from perfeval_xl.addresses import place_on
from perfeval_xl.form import Figure, Meaning, Said, SaidKind
from perfeval_xl.writing.standard import layout as at
from perfeval_xl.writing.standard.cell_contents import NOTHING, Content, SheetContents, entry_of
from perfeval_xl.writing.standard.fill_plan import EXTRAS, REMARK

if TYPE_CHECKING:
    from perfeval_xl.form import Form, Fund, Indicator
    from perfeval_xl.result import FormResult
    from perfeval_xl.writing.standard.fill_plan import Placed
    from perfeval_xl.writing.standard.layout import FormLayout


_POINTS = re.compile(r"[（(]?\d+(?:\.\d+)?\s*[分%]?[)）]?")
_SCALES = {Decimal(10_000): "万", Decimal(100_000_000): "亿"}


class StoredCell(Protocol):
    """A cell of the file that was read: what it shows, what it stores where that is a number, and its format."""

    @property
    def text(self) -> str: ...
    @property
    def number(self) -> Decimal | None: ...
    @property
    def format(self) -> str: ...


Stored = Callable[[str, str], "StoredCell | None"]  # sheet, A1 address -> the cell


def nothing_stored(sheet: str, cell: str) -> StoredCell | None:  # noqa: ARG001 (the signature of Stored)
    """Where only what was read is known: what showed is what is written."""
    return None


def form_contents(form: FormResult, layout: FormLayout, placed: Placed, *, stored: Stored, live: bool) -> SheetContents:
    """The contents of one 自评表. `live`: what the form does not say is left to the standard form's formulas."""
    writer = _Writer(form.form, layout, stored, live)
    writer.head()
    if not live:
        writer.silence()
    standing = {fund.source: fund for fund in form.funds}
    own = list(form.funds)
    for row, (source, label) in enumerate(layout.funds, layout.fund_first):
        fund = next((one for one in own if one.source == source and one.label == label), standing.get(source))
        if fund is not None and fund in own:
            own.remove(fund)
            writer.fund(row, fund)
    for indicator, place in zip(form.indicators, placed.places, strict=True):
        writer.indicator(layout.first + place, indicator)
    writer.end()
    return writer.sheet


def _plain(text: str) -> str:
    """Full-width signs and letters as narrow ones, to find a unit by."""
    return normalize("NFKC", text)


@dataclass(slots=True)
class _Writer:
    """Puts the fields of one form into their cells."""

    form: Form
    layout: FormLayout
    stored: Stored
    live: bool
    sheet: SheetContents = field(default_factory=SheetContents)

    def head(self) -> None:
        form, sheet = self.form, self.sheet
        if form.year is not None:
            sheet.put(at.YEAR_ROW, 1, Content(number=Decimal(form.year)))
        sheet.put_text(at.PROJECT_ROW, 3, form.project)
        sheet.put_text(at.UNIT_ROW, 3, form.department)
        sheet.put_text(at.UNIT_ROW, 7, form.unit)
        sheet.put_text(self.layout.goal_row, at.LEVEL1, form.goal_expected)
        sheet.put_text(self.layout.goal_row, at.ACTUAL, form.goal_actual)

    def silence(self) -> None:
        """Takes what the standard form would say by itself out of the cells that the unit may have left blank."""
        layout = self.layout
        for row in range(layout.fund_first, layout.fund_last + 1):
            for column in (at.FUND_WEIGHT, at.RATE, at.FUND_SCORE):
                self.sheet.put(row, column, NOTHING)
        self.sheet.put(layout.total_row, at.WEIGHT, NOTHING)
        self.sheet.put(layout.total_row, at.SCORE, NOTHING)
        self.sheet.put(layout.grade_row, at.WEIGHT, NOTHING)

    def fund(self, row: int, fund: Fund) -> None:
        columns = (
            (at.INITIAL, fund.initial_budget.said, fund.initial_budget.cell),
            (at.BUDGET, fund.annual_budget.said, fund.annual_budget.cell),
            (at.EXECUTED, fund.executed.said, fund.executed.cell),
            (at.RATE, fund.rate.said, fund.rate.cell),
            (at.FUND_SCORE, fund.self_score.said, fund.self_score.cell),
        )
        for column, said, cell in columns:
            self.said(row, column, said, cell)
        self.weight(row, at.FUND_WEIGHT, fund.weight.value, fund.weight.said, fund.weight.cell)
        if fund.reason and REMARK in self.layout.extras:
            self.sheet.put_text(row, at.LAST + 1 + self.layout.extras.index(REMARK), fund.reason)

    def indicator(self, row: int, one: Indicator) -> None:
        sheet = self.sheet
        sheet.put_text(row, at.NAME, one.name)
        self.meaning(row, at.TARGET, one.target, one.target_value, one.target_cell)
        self.meaning(row, at.ACTUAL, one.actual, one.actual_value, one.actual_cell)
        self.weight(row, at.WEIGHT, one.weight.value, one.weight.said, one.weight.cell)
        if one.score_rows:
            self.said(row, at.SCORE, one.self_score.said, one.self_score.cell)
        sheet.put_text(row, at.REASON, one.reason)
        for name, title in EXTRAS:
            value = getattr(one, name)
            value = value.value if isinstance(value, Figure) else value
            if value is not None and title in self.layout.extras:
                column = at.LAST + 1 + self.layout.extras.index(title)
                sheet.put(row, column, Content(number=value) if isinstance(value, Decimal) else Content(value))

    def end(self) -> None:
        form, layout = self.form, self.layout
        self.said(layout.total_row, at.WEIGHT, form.total_weight.said, form.total_weight.cell)
        self.said(layout.total_row, at.SCORE, form.total_self_score.said, form.total_self_score.cell)
        self.sheet.put_text(layout.grade_row, at.WEIGHT, form.grade)

    def said(self, row: int, column: int, said: Said, cell: str | None) -> None:
        """A number cell, as it stood; blank cells are left alone."""
        if said.kind is not SaidKind.BLANK and said.text:
            entry = self.exact(said.text, cell)
            if column == at.RATE and entry.number is not None and entry.num_format is None:
                entry = replace(entry, num_format="General")  # 1 or 99.5, not 100%
            self.sheet.put(row, column, entry)

    def weight(self, row: int, column: int, value: Decimal | None, said: Said, cell: str | None) -> None:
        """Points; those read from a heading, such as 得分（20分*执行率）, become a number."""
        if value is not None and not _POINTS.fullmatch(said.text.strip()):
            self.sheet.put(row, column, Content(number=value))
        else:
            self.said(row, column, said, cell)

    def meaning(self, row: int, column: int, text: str | None, meaning: Meaning, cell: str | None) -> None:
        """A target or result, as it stood; with its unit, where that stood in a column of its own."""
        unit = f"{_SCALES.get(meaning.scale, '')}{meaning.unit}"
        if text and meaning.is_number and meaning.unit and meaning.unit not in _plain(text):
            self.sheet.put(row, column, Content(f"{text.strip()}{unit}"))
        elif text:
            self.sheet.put(row, column, self.exact(text, cell) if meaning.is_number else Content(text))

    def exact(self, shown: str, cell: str | None) -> Content:
        """What shows, with the stored number and format behind it where the file is at hand."""
        source = self.stored(*place_on(self.form.sheet, cell)) if cell else None
        if source is None or source.number is None or source.text.strip() != shown.strip():
            return entry_of(shown)
        entry = Content(number=source.number)
        return entry if source.format in ("", "General") else replace(entry, num_format=source.format)
