"""Finds rows, cells, styles, merged areas and array formulas in the bytes of a worksheet part.

Relies on ECMA-376 Part 1: 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.40 (f), 18.3.1.13 (col), 18.3.1.55 (mergeCells). Rows
and cells may lack their `r`: they then follow the one before them. Only rows asked for are looked into, so that a
sheet formatted to row 200,000 costs no more than finding its row tags.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from perfeval_xl.xlsx.edit.markup import Element, Markup, attributes, damaged, local, prefix_of, with_value
from perfeval_xl.xlsx.names import LAST_ROW, split_area, split_ref
from perfeval_xl.xlsx.xml import is_true, whole_number

Area = tuple[int, int, int, int]  # first row, first column, last row, last column
INSIDE_TAG = rb"""[^"'<>]*(?:(?:"[^"<]*"|'[^'<]*')[^"'<>]*)*"""
CELL_REF = re.compile(rb"""\sr\s*=\s*["']([^"']*)""")
ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d{1,9})["']""")


class Cell(NamedTuple):
    """Where a cell stands in the part."""

    column: int
    start: int
    inside: int
    inside_end: int
    end: int


@dataclass(slots=True)
class Row:
    """Where a row stands in the part, and its cells in the order written."""

    start: int
    inside: int
    inside_end: int
    end: int
    cells: list[Cell]

    def cell(self, column: int) -> Cell | None:
        return next((cell for cell in self.cells if cell.column == column), None)


class SheetMarkup:
    """One worksheet part. Rows and columns count from 1."""

    def __init__(self, data: bytes) -> None:
        self.markup = Markup(data)
        self.root = self.markup.root()
        if local(self.root.name) != "worksheet":
            raise damaged("no_worksheet")
        self.prefix = prefix_of(self.root.name)
        self.head, self.sheet_data = self._head_and_data()
        self.tail = list(self.markup.children_between(self.sheet_data.end, self.root.inside_end))
        self._row_tag = self._opening("row")
        self._cell_tag = self._opening("c")
        self._cell_end = self._ending("c")
        self._formula_tag = self._opening("f")
        self._row_numbers: list[int] | None = None
        self._row_spans: list[tuple[int, int]] = []
        self._rows: dict[int, Row | None] = {}
        self._column_styles: list[tuple[int, int, int]] | None = None
        self._merges: list[Area] | None = None
        self._blocks: list[Area] | None = None

    def _opening(self, name: str) -> re.Pattern[bytes]:
        return re.compile(rb"<" + re.escape((self.prefix + name).encode()) + rb"(?=[\s/>])(" + INSIDE_TAG + rb")>")

    def _ending(self, name: str) -> re.Pattern[bytes]:
        return re.compile(rb"</" + re.escape((self.prefix + name).encode()) + rb"\s*>")

    def _head_and_data(self) -> tuple[list[Element], Element]:
        """The children before sheetData, and sheetData, without walking through its cells."""
        name, view = self.prefix + "sheetData", self.markup.view
        tag = self._opening("sheetData").search(view)
        if tag is None:
            raise damaged("no_sheet_data")
        head = list(self.markup.children_between(self.root.inside, tag.start()))
        if tag[0].endswith(b"/>"):
            return head, Element(name, tag.start(), tag.end(), tag.end(), tag.end())
        end = self._ending("sheetData").search(view, tag.end())
        if end is None:
            raise damaged("open_sheet_data")
        return head, Element(name, tag.start(), tag.end(), end.start(), end.end())

    # -------------------------------------------------------------------------------------------- rows and cells

    @property
    def row_numbers(self) -> list[int]:
        """The numbers of the rows that have an element, ascending."""
        if self._row_numbers is None:
            numbers: list[int] = []
            spans: list[tuple[int, int]] = []
            last = 0
            data = self.sheet_data
            for tag in self._row_tag.finditer(self.markup.view, data.inside, data.inside_end):
                given = ROW_NUMBER.search(tag[1])
                number = int(given[1]) if given else last + 1
                if not last < number <= LAST_ROW:
                    raise damaged("row_order")
                last = number
                numbers.append(number)
                spans.append(tag.span())
            self._row_numbers, self._row_spans = numbers, spans
        return self._row_numbers

    def row_start(self, number: int) -> int | None:
        """Where the first row from this number on stands; None past the last."""
        at = bisect_left(self.row_numbers, number)
        return self._row_spans[at][0] if at < len(self._row_spans) else None

    def row_at(self, offset: int) -> int:
        """The number of the row that an offset inside sheetData lies in."""
        numbers = self.row_numbers
        return numbers[bisect_left(self._row_spans, (offset + 1,)) - 1]

    def row(self, number: int) -> Row | None:
        if number not in self._rows:
            numbers = self.row_numbers
            at = bisect_left(numbers, number)
            there = at < len(numbers) and numbers[at] == number
            self._rows[number] = self._parse_row(at) if there else None
        return self._rows[number]

    def _parse_row(self, at: int) -> Row:
        start, inside = self._row_spans[at]
        limit = self._row_spans[at + 1][0] if at + 1 < len(self._row_spans) else self.sheet_data.inside_end
        view = self.markup.view
        if view[inside - 2 : inside] == b"/>":
            return Row(start, inside, inside, inside, [])
        inside_end = view.rfind(b"</", inside, limit)
        if inside_end < 0:
            raise damaged("open_row")
        end = view.index(b">", inside_end) + 1
        return Row(start, inside, inside_end, end, list(self._parse_cells(inside, inside_end)))

    def _parse_cells(self, start: int, end: int) -> Iterator[Cell]:
        column, view = 0, self.markup.view
        for tag in self._cell_tag.finditer(view, start, end):
            given = CELL_REF.search(tag[1])
            try:
                column = split_ref(given[1].decode())[1] if given and given[1] else column + 1
            except ValueError:
                raise damaged("cell_address") from None
            if tag[0].endswith(b"/>"):
                yield Cell(column, tag.start(), tag.end(), tag.end(), tag.end())
                continue
            close = self._cell_end.search(view, tag.end(), end)
            if close is None:
                raise damaged("open_cell")
            yield Cell(column, tag.start(), tag.end(), close.start(), close.end())

    def cell(self, row: int, column: int) -> Cell | None:
        line = self.row(row)
        return line.cell(column) if line else None

    def tag(self, cell: Cell) -> bytes:
        return self.markup.data[cell.start : cell.inside]

    def parts(self, cell: Cell) -> dict[str, bytes]:
        """The children of a cell as written: f, v, is, extLst."""
        children = self.markup.children_between(cell.inside, cell.inside_end)
        return {local(element.name): self.markup.text(element) for element in children}

    # --------------------------------------------------------------------------------------------------- the view

    @property
    def selected(self) -> str:
        """Whether the sheet's tab is selected, as written: "" where nothing is said."""
        view = self._only_view()
        return "" if view is None else self.markup.attributes(view).get("tabSelected", "")

    def select(self, value: str) -> None:
        """Says so, "" for nothing; of the sheet nothing else changes. Nothing for a sheet without a view."""
        view = self._only_view()
        if view is not None and value != self.selected:
            tag = with_value(self.markup.tag(view), "tabSelected", value)
            self.markup.replace(view.start, view.inside, tag)

    def _only_view(self) -> Element | None:
        """18.3.1.88 (sheetViews); of several, one a window of the workbook, none is ours to choose."""
        views = next((one for one in self.head if local(one.name) == "sheetViews"), None)
        found = list(self.markup.children(views)) if views is not None else []
        return found[0] if len(found) == 1 else None

    # ------------------------------------------------------------------------------- styles, merged areas, blocks

    def style(self, row: int, column: int) -> int:
        """Index into cellXfs: the cell's own, else its row's, else its column's."""
        cell = self.cell(row, column)
        if cell is not None:
            return whole_number(attributes(self.tag(cell)).get("s")) or 0
        return self.inherited_style(row, column)

    def inherited_style(self, row: int, column: int) -> int:
        """What a cell without an element looks like."""
        line = self.row(row)
        if line is not None:
            given = attributes(self.markup.data[line.start : line.inside])
            if is_true(given.get("customFormat")):
                return whole_number(given.get("s")) or 0
        if self._column_styles is None:
            self._column_styles = list(self._read_columns())
        return next((style for first, last, style in self._column_styles if first <= column <= last), 0)

    def _read_columns(self) -> Iterator[tuple[int, int, int]]:
        for cols in (one for one in self.head if local(one.name) == "cols"):
            for col in self.markup.children(cols):
                given = self.markup.attributes(col)
                first, last, style = (whole_number(given.get(key)) or 0 for key in ("min", "max", "style"))
                yield first, last, style

    @property
    def merges(self) -> list[Area]:
        if self._merges is None:
            lists = [one for one in self.tail if local(one.name) == "mergeCells"]
            children = (child for one in lists for child in self.markup.children(one))
            self._merges = []
            for child in children:
                with suppress(ValueError):  # one without an address that can be is none
                    self._merges.append(split_area(self.markup.attributes(child).get("ref", "")))
        return self._merges

    def area(self, row: int, column: int) -> Area:
        """The merged area around a cell, or the cell alone."""
        for area in self.merges:
            if area[0] <= row <= area[2] and area[1] <= column <= area[3]:
                return area
        return row, column, row, column

    def cells_in(self, area: Area) -> Iterator[tuple[int, int]]:
        """The cells of an area that have an element."""
        at = bisect_left(self.row_numbers, area[0])
        while at < len(self.row_numbers) and self.row_numbers[at] <= area[2]:
            number = self.row_numbers[at]
            row = self.row(number)
            for cell in row.cells if row else ():
                if area[1] <= cell.column <= area[3]:
                    yield number, cell.column
            at += 1

    def is_locked_in(self, row: int, column: int) -> bool:
        """Whether the cell is part of an array formula or data table of several cells."""
        if self._blocks is None:
            self._blocks = list(self._read_blocks())
        return any(a[0] <= row <= a[2] and a[1] <= column <= a[3] for a in self._blocks)

    def _read_blocks(self) -> Iterator[Area]:
        if b"array" in self.markup.view or b"dataTable" in self.markup.view:
            for _, given in self.formula_tags():
                if given.get("t") in ("array", "dataTable") and ":" in given.get("ref", ""):
                    try:
                        area = split_area(given["ref"])
                    except ValueError:
                        raise damaged("cell_address") from None
                    if area[:2] != area[2:]:
                        yield area

    def formula_tags(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Offset and attributes of every <f> of the sheet."""
        data = self.sheet_data
        for tag in self._formula_tag.finditer(self.markup.view, data.inside, data.inside_end):
            yield tag.start(), attributes(tag[0])
