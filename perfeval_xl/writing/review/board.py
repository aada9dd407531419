"""A worksheet being written: values, formulas with their results, links; a look a cell, a height a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from perfeval_xl.writing.cell_text import cell_text
from perfeval_xl.writing.summary.kit import looks
from perfeval_xl.writing.summary.kit.expressions import Expression
from perfeval_xl.writing.summary.kit.file_link import FileLink, address_of, place_in
from perfeval_xl.writing.summary.kit.looks import Looks
from perfeval_xl.writing.text_size import TALLEST, text_height

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Style = Mapping[str, Any]
BODY: Style = looks.OF_LOOK[looks.Look.TEXT]
CENTRED: Style = looks.OF_LOOK[looks.Look.CENTRED]
POINTS: Style = looks.OF_LOOK[looks.Look.POINTS]
MONEY: Style = looks.OF_LOOK[looks.Look.MONEY]
RATE: Style = {**CENTRED, "num_format": looks.RATE_FORMAT}
DIFFERENCE: Style = looks.OF_LOOK[looks.Look.DIFFERENCE]
LINK: Style = looks.OF_LOOK[looks.Look.LINK]
TITLE: Style = {**looks.TITLE, "align": "center"}
HEAD: Style = looks.HEAD
HEAD_BESIDE: Style = {**looks.HEAD, "bg_color": f"#{looks.GROUP_FILL}"}
HEAD_REVIEWER: Style = {**looks.HEAD, "bg_color": f"#{looks.REVIEWER_HEAD}"}
TOTAL: Style = {**CENTRED, "bold": True}
NOTE: Style = {"font_size": 9, "valign": "vcenter", "text_wrap": True}
RED_NOTE: Style = {**NOTE, "font_color": "#C00000"}
PLAIN: Style = {"valign": "vcenter"}
OPEN: Style = {"locked": False}  # people type here, though the sheet is protected
_SPARE = 1.0  # characters a column that LibreOffice breaks earlier than Excel
_LEAST, _MOST_BESIDE = 21.0, 62.0  # points
PROTECTION = {"format_columns": True, "format_rows": True, "format_cells": False}


@dataclass(slots=True)
class Board:
    """Rows and columns count from 1. `folder`: where the workbook will lie, for its links."""

    sheet: Worksheet
    looks: Looks
    folder: Path
    widths: dict[int, float] = field(default_factory=dict[int, float])

    def columns(self, widths: Mapping[int, float], hidden: frozenset[int] = frozenset()) -> None:
        """The width of each column, in characters."""
        self.widths |= widths
        for at, width in widths.items():
            self.sheet.set_column(at - 1, at - 1, width, None, {"hidden": at in hidden})

    def put(self, row: int, column: int, value: Any, style: Style, **changes: Any) -> None:
        """A value, or a formula with its result."""
        look = self.looks.of({**style, **changes})
        match value:
            case Expression():
                self.sheet.write_formula(row - 1, column - 1, f"={value.formula}", look, stored(value.value))
            case str() if value:
                self.sheet.write_string(row - 1, column - 1, cell_text(value), look)
            case Decimal() | int():
                self.sheet.write_number(row - 1, column - 1, float(value), look)
            case _:
                self.sheet.write_blank(row - 1, column - 1, None, look)

    def over(self, row: int, first: int, last: int, value: Any, style: Style, rows: int = 1, **changes: Any) -> None:
        """The same over several columns, or rows."""
        if first != last or rows > 1:
            look = self.looks.of({**style, **changes})
            self.sheet.merge_range(row - 1, first - 1, row + rows - 2, last - 1, "", look)
        self.put(row, first, value, style, **changes)

    def link(self, row: int, column: int, text: str, path: Path, place: tuple[str, str] | None) -> None:
        """A link to a file, there to a cell of a sheet."""
        url = FileLink(address_of(path, self.folder), place_in(*place) if place else "", cell_text(text))
        self.sheet.write_url(row - 1, column - 1, cast(Any, url), self.looks.of(LINK))

    def link_inside(self, row: int, column: int, text: str, sheet: str) -> None:
        """A link to another sheet of the workbook."""
        self.sheet.write_url(row - 1, column - 1, f"internal:'{sheet}'!A1", self.looks.of(LINK), text)

    def height(
        self, row: int, texts: Mapping[int, str], least: float = _LEAST, beside: Mapping[int, str] | None = None
    ) -> None:
        """As high as the highest of these texts, by their columns; what stands beside the print makes a row only so
        much higher, that the print stays dense (the rest of it is read in the cell)."""
        needed = max([least, *self._heights(texts)])
        wanted = min(_MOST_BESIDE, max([0, *self._heights(beside or {})]))
        self.sheet.set_row(row - 1, min(TALLEST, max(needed, wanted)))

    def _heights(self, texts: Mapping[int, str]) -> list[float]:
        return [text_height(text, self.widths[at] - _SPARE, size=looks.SIZE) for at, text in texts.items()]

    def height_over(self, row: int, first: int, last: int, text: str, size: float = 9) -> None:
        """As high as a text over several columns."""
        width = sum(self.widths[at] for at in range(first, last + 1)) - _SPARE
        self.sheet.set_row(row - 1, min(TALLEST, text_height(text, width, size=size, least=16)))

    def colour(self, first: tuple[int, int], last: tuple[int, int], formula: str, colour: str, **more: Any) -> None:
        """A ground where a formula over the first cell holds."""
        look = self.looks.conditional(bg_color=f"#{colour}", **more)
        rule = {"type": "formula", "criteria": f"={formula}", "format": look}
        self.sheet.conditional_format(first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1, rule)

    def printed(
        self, last: tuple[int, int] | None, heads: tuple[int, int], footer: str, *, across: bool = True
    ) -> None:
        """A4 across, one page wide, the heads repeated; printed is A1 to `last` (None: the workbook says it)."""
        if across:
            self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        self.sheet.repeat_rows(heads[0] - 1, heads[1] - 1)
        if last is not None:
            self.sheet.print_area(0, 0, last[0] - 1, last[1] - 1)
        self.sheet.set_footer(footer, {"margin": 0.3})

    def no_green_corners(self, last: tuple[int, int]) -> None:
        """Figures that are texts, formulas beside others: meant so."""
        from perfeval_xl.xlsx.names import ref

        area = f"A1:{ref(*last)}"
        self.sheet.ignore_errors({"number_stored_as_text": area, "formula_range": area, "formula_unlocked": area})


def stored(value: Any) -> Any:
    """The result of a formula as XlsxWriter takes it."""
    return float(value) if isinstance(value, Decimal) else "" if value is None else value


def footer_text(text: str, most: int = 60) -> str:
    """A name in a footer: & is doubled, and short enough for the 255 signs of a footer."""
    short = text if len(text) <= most else f"{text[:most]}…"
    return cell_text(short).replace("&", "&&").replace("\n", " ")
