"""Writes one declared sheet: title, 勾稽 line, totals above the heads, rows; ready to be sorted, filtered, printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from perfeval_xl.writing.cell_text import cell_text
from perfeval_xl.writing.summary.kit import looks
from perfeval_xl.writing.summary.kit.columns import AUTHOR, Column, InRow, Keeper, Link, Look, Sum, Typed, Value
from perfeval_xl.writing.summary.kit.expressions import Expression
from perfeval_xl.writing.summary.kit.file_link import MOST_LINKS, FileLink, address_of, place_in
from perfeval_xl.writing.summary.kit.looks import Looks, fill
from perfeval_xl.writing.summary.kit.placed import (
    ABOUT_ROW,
    PROOF_ROW,
    TITLE_ROW,
    TOTAL_ROW,
    Placed,
    columns_of,
    plain_value,
    resolved,
)
from perfeval_xl.writing.text_size import TALLEST, columns, text_height
from perfeval_xl.xlsx.names import column_letters

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_SPARE = 1.0  # characters a column that LibreOffice breaks earlier than Excel
_LEAST_ROW, _HEAD_ROW = 20.25, 22.0  # points
_MOST_BREAKS = 1000  # page breaks that Excel takes (1023)


@dataclass(slots=True)
class Page:
    """A sheet being written. `about`: row 2. `folder`: where the workbook will lie, for its links."""

    placed: Placed
    sheets: Mapping[str, Placed]
    sheet: Worksheet
    looks: Looks
    about: str
    folder: Path
    addresses: dict[Path, str]  # of the files linked to, once for all pages
    links: int = 0
    _formats: dict[tuple[int, bool, str, str | None], Format] = field(default_factory=dict[Any, Any])

    def write(self) -> None:
        """The whole sheet."""
        self._columns()
        self._top()
        self._totals()
        self._heads()
        for at, values in enumerate(self.placed.values):
            self._row(self.placed.first_row + at, values, self.placed.sheet.rows[at])
        if not self.placed.values:
            self._row(self.placed.first_row, [None] * len(self.placed.columns), None)
        self._conditions()
        self._handling()
        self._printing()

    # ------------------------------------------------------------------------------------------------------ above

    def _columns(self) -> None:
        for at, one in enumerate(self.placed.columns):
            hidden = one.folded or one.keeper is Keeper.PROGRAM
            level = {"level": 1} if one.folded else {}
            self.sheet.set_column(at, at, one.width, None, {"hidden": hidden, **level})

    def _top(self) -> None:
        sheet = self.placed.sheet
        self._text(TITLE_ROW, 1, sheet.title, self.looks.of(looks.TITLE))
        self.sheet.set_row(TITLE_ROW - 1, 26.25)
        self._text(ABOUT_ROW, 1, self.about, self.looks.of(looks.ABOUT))
        proof = sheet.proof(columns_of(self.sheets))
        self._text(PROOF_ROW, 1, "勾稽", self.looks.of(looks.PROOF))
        beside = self._clear_of("勾稽　")
        self._formula(PROOF_ROW, beside, proof, self.looks.of(looks.PROOF))
        note = sheet.warning or sheet.note
        if note:
            style = looks.WARNING if sheet.warning else looks.ABOUT
            self._text(PROOF_ROW, self._clear_of(f"{proof.value}　　", beside), note, self.looks.of(style))
        self.sheet.set_row(PROOF_ROW - 1, 15.75)

    def _clear_of(self, text: str, start: int = 1) -> int:
        """The first shown column that a text beginning in column `start` does not run into."""
        room, at = float(columns(text)), start
        last = self.placed.last_printed
        while at < last and (room > 0 or self._is_hidden(at)):
            room -= 0 if self._is_hidden(at) else self.placed.columns[at - 1].width
            at += 1
        return at

    def _is_hidden(self, column: int) -> bool:
        one = self.placed.columns[column - 1]
        return one.folded or one.keeper is Keeper.PROGRAM

    def _totals(self) -> None:
        done: dict[str, Expression] = {}
        plain = self.looks.of(looks.TOTAL)
        for at, one in enumerate(self.placed.columns):
            total = self.placed.total(at, done)
            if total is None:
                self.sheet.write_blank(TOTAL_ROW - 1, at, None, plain)
                continue
            done[one.head] = Expression(f"{column_letters(at + 1)}{TOTAL_ROW}", total.value)
            self._formula(TOTAL_ROW, at + 1, total, self._total_look(one))
        if self.placed.columns[0].total is None:
            self._text(TOTAL_ROW, 1, "合计", plain)
        self.sheet.set_row(TOTAL_ROW - 1, 20.25)

    def _total_look(self, column: Column[Any]) -> Format:
        if column.total is Sum.COUNT:
            return self.looks.of(looks.TOTAL, num_format="0")
        if column.total is Sum.MEAN or column.is_mean:
            return self.looks.of(looks.TOTAL, num_format=looks.MEAN_FORMAT)
        own = looks.OF_LOOK[column.look]
        shown = {name: own[name] for name in ("num_format", "align") if name in own}
        return self.looks.of(looks.TOTAL, **shown)

    def _heads(self) -> None:
        row = self.placed.head_row
        if self.placed.has_groups:
            self._groups(row - 1)
        for at, one in enumerate(self.placed.columns):
            by_people = one.keeper in (Keeper.REVIEWER, Keeper.OWN)
            look = self.looks.of(looks.HEAD, **fill(looks.REVIEWER_HEAD if by_people else None))
            self._text(row, at + 1, one.head, look)
            if one.note:
                size = {"x_scale": 1.6, "y_scale": 0.7 + columns(one.note) / 90}
                self.sheet.write_comment(row - 1, at, one.note, {"author": AUTHOR, **size})
        # A narrow column's head may take two or three lines, with room for the button of the filter.
        shown = [one for at, one in enumerate(self.placed.columns, 1) if not self._is_hidden(at)]
        needed = max(_height(one.head, one.width - 0.5) for one in shown)
        self.sheet.set_row(row - 1, max(_HEAD_ROW, needed + 3))

    def _groups(self, row: int) -> None:
        at = 0
        for name, members in groupby(self.placed.columns, lambda one: one.group):
            same = list(members)
            by_people = same[0].keeper in (Keeper.REVIEWER, Keeper.OWN)
            look = self.looks.of(looks.GROUP, **fill(looks.REVIEWER_HEAD if by_people else None))
            if len(same) > 1:
                self.sheet.merge_range(row - 1, at, row - 1, at + len(same) - 1, "", look)
            self._text(row, at + 1, name, look)
            at += len(same)
        self.sheet.set_row(row - 1, 15.75)

    # ------------------------------------------------------------------------------------------------------- rows

    def _row(self, row: int, values: Iterable[Value], record: Any) -> None:
        height = _LEAST_ROW
        for at, (one, value) in enumerate(zip(self.placed.columns, values, strict=True)):
            look = self._look(at, one, value, record)
            if value is None:
                self.sheet.write_blank(row - 1, at, None, look)
                continue
            if isinstance(value, str):
                self._plain(row, at, value, look)
                text = value
            else:
                self._cell(row, at, value, look)
                text = plain_value(value)
            if isinstance(text, str) and not self._is_hidden(at + 1):
                height = max(height, _height(text, one.width - _SPARE))
        self.sheet.set_row(row - 1, min(TALLEST, height))

    def _look(self, at: int, column: Column[Any], value: Value, record: Any) -> Format:
        """The format of a cell; few are different, so each is put together once."""
        typed = value.number_format if isinstance(value, Typed) else ""
        colour = column.tint(record) if column.tint is not None and record is not None else None
        key = at, isinstance(value, Link), typed, colour
        if key not in self._formats:
            self._formats[key] = self._format(column, *key[1:])
        return self._formats[key]

    def _format(self, column: Column[Any], is_link: bool, number_format: str, colour: str | None) -> Format:
        style = looks.OF_LOOK[column.look]
        if column.look in (Look.LINK, Look.LINKED_TEXT) and not is_link:
            style = looks.OF_LOOK[Look.TEXT if column.look is Look.LINKED_TEXT else Look.CENTRED]
        if column.keeper in (Keeper.REVIEWER, Keeper.OWN):
            own = {"num_format": number_format} if number_format else {}
            return self.looks.of(style, locked=False, **fill(looks.REVIEWER_CELL), **own)
        return self.looks.of(style, **fill(colour))

    def _cell(self, row: int, at: int, value: Value, look: Format) -> None:
        match value:
            case str() | Decimal() | int() | datetime() | None:  # first: nearly all are
                self._plain(row, at, value, look)
            case Link():
                self._link(row, at, value, look)
            case InRow():
                formula = resolved(value.formula, self.placed, row, self.sheets)
                self.sheet.write_formula(row - 1, at, f"={formula}", look, _stored(value.value))
            case Typed(value=bool() as typed):
                self.sheet.write_boolean(row - 1, at, typed, look)
            case Typed():
                self._plain(row, at, value.value, look)

    def _plain(self, row: int, at: int, value: Any, look: Format) -> None:
        match value:
            case str() if value:
                self.sheet.write_string(row - 1, at, cell_text(value), look)
            case Decimal() | int():
                self.sheet.write_number(row - 1, at, float(value), look)
            case datetime():
                self.sheet.write_datetime(row - 1, at, value, look)
            case _:
                self.sheet.write_blank(row - 1, at, None, look)

    def _link(self, row: int, at: int, link: Link, look: Format) -> None:
        self.links += 1
        if self.links > MOST_LINKS:
            self._plain(row, at, link.text, look)
            return
        if link.path not in self.addresses:
            self.addresses[link.path] = address_of(link.path, self.folder)
        url = FileLink(self.addresses[link.path], place_in(link.sheet, link.cell), cell_text(link.text))
        self.sheet.write_url(row - 1, at, cast(Any, url), look)

    def _text(self, row: int, column: int, text: str, look: Format) -> None:
        self._plain(row, column - 1, text, look)

    def _formula(self, row: int, column: int, made: Expression, look: Format) -> None:
        self.sheet.write_formula(row - 1, column - 1, f"={made.formula}", look, _stored(made.value))

    # ------------------------------------------------------------------------------------------ sorting, filtering

    def _conditions(self) -> None:
        first, last = self.placed.first_row, self.placed.last_row
        for at, one in enumerate(self.placed.columns):
            cell = f"{column_letters(at + 1)}{first}"
            for word, colour in one.words.items():
                self._condition(at, f'${cell}="{word}"', colour)
            for alert in one.alerts:
                named = resolved(alert.formula, self.placed, first, self.sheets)
                self._condition(at, named, alert.colour)
            if one.choices:
                self.sheet.data_validation(
                    first - 1,
                    at,
                    last - 1,
                    at,
                    {"validate": "list", "source": list(one.choices), "error_type": "warning"},
                )
        if self.placed.sheet.new_line:
            letter = self.placed.letter(self.placed.sheet.new_line)
            formula = f"=AND(ROW()>{first},${letter}{first}<>${letter}{first - 1})"
            style = {"type": "formula", "criteria": formula, "format": self.looks.conditional(**looks.NEW_LINE)}
            self.sheet.conditional_format(first - 1, 0, last - 1, len(self.placed.columns) - 1, style)

    def _condition(self, at: int, formula: str, colour: str) -> None:
        style = {"type": "formula", "criteria": f"={formula}", "format": self.looks.conditional(bg_color=f"#{colour}")}
        self.sheet.conditional_format(self.placed.first_row - 1, at, self.placed.last_row - 1, at, style)

    def _handling(self) -> None:
        placed = self.placed
        frozen = placed.number(placed.sheet.frozen) if placed.sheet.frozen else 0
        self.sheet.freeze_panes(placed.head_row, frozen)
        self.sheet.autofilter(placed.head_row - 1, 0, placed.last_row - 1, len(placed.columns) - 1)
        # Codes are texts, and totals leave out the cells beside them: no reason for green corners.
        everywhere = f"A1:{column_letters(len(placed.columns))}{placed.last_row}"
        self.sheet.ignore_errors({"number_stored_as_text": everywhere, "formula_range": everywhere})

    # --------------------------------------------------------------------------------------------------- printing

    def _printing(self) -> None:
        placed, sheet = self.placed, self.sheet
        if placed.sheet.landscape:
            sheet.set_landscape()
        sheet.set_paper(placed.sheet.paper.value)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        sheet.repeat_rows(TOTAL_ROW - 1, placed.head_row - 1)
        sheet.print_area(0, 0, placed.last_row - 1, placed.last_printed - 1)
        people = f"&L{looks.PEOPLE}" if placed.sheet.signed else ""
        sheet.set_footer(f"{people}&C第 &P 页 共 &N 页&R{placed.sheet.name}　&D", {"margin": 0.3})
        if placed.sheet.new_page:
            at = placed.number(placed.sheet.new_page) - 1
            values = [plain_value(row[at]) for row in placed.values]
            changes = (n for n in range(1, len(values)) if values[n] != values[n - 1])
            sheet.set_h_pagebreaks([placed.first_row - 1 + n for n in changes][:_MOST_BREAKS])


@lru_cache(maxsize=20_000)
def _height(text: str, width: float) -> float:
    return text_height(text, width, size=looks.SIZE)


def _stored(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else "" if value is None else value
