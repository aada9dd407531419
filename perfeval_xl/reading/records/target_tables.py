"""Targets as approved, in files of their own: 绩效目标申报表 of any layout, and lists with a project a row.

Where a table sets long-term targets beside or above those of the year, those of the year are taken: they are what a
year's self-evaluation answers to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from perfeval_xl.form import Approved
from perfeval_xl.form_words import folded_name, year_of
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.grids.spreadsheet import Grid
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.headings import is_indicator_heading
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.locate import places_of, segments
from perfeval_xl.reading.layout.places import FormPlaces
from perfeval_xl.reading.layout.several import by_project
from perfeval_xl.reading.layout.synonyms import INDICATOR_COLUMNS
from perfeval_xl.reading.layout.view import Item, View
from perfeval_xl.reading.records.sheets_beside import approved_of
from perfeval_xl.result import FormResult

_LONG = lazy("长期|中期|中长期|实施期|项目期|三年|五年|总体期")
_YEARLY = lazy("年度|当年|本年")
_ABOVE = 4  # rows above a head in which its block is named
_UNITS = ("unit", "unit_using", "unit_filing", "department")


@dataclass(frozen=True, slots=True)
class TargetTable:
    """The approved targets of one project. `source`: file and sheet, in words; rows hold the file's cells."""

    project: str
    unit: str | None
    year: int | None
    source: str
    rows: tuple[Approved, ...]


def targets_in(grids: Iterable[Grid], file: str) -> list[TargetTable]:
    """Every project's targets on the visible sheets of a file."""
    found: list[TargetTable] = []
    for grid in grids:
        if grid.is_hidden or not grid.cells:
            continue
        view = View(_of_the_year(grid))
        for one in segments(view):
            if one.has_approved:
                for places in by_project(places_of(view, one.first, one.last)):
                    found += _table(places, file, grid.name)
    return found


def _table(places: FormPlaces, file: str, sheet: str) -> Iterator[TargetTable]:
    said = {pair.concept: pair.value.text for pair in places.pairs if pair.value is not None}
    year = year_of(said.get("year", "")) or (year_of(places.title.text) if places.title is not None else None)
    rows = tuple(approved_of(places, "", year))
    if rows and said.get("project"):
        unit = next((said[name] for name in _UNITS if said.get(name)), None)
        yield TargetTable(" ".join(said["project"].split()), unit, year, f"{file} 工作表“{sheet}”", rows)


# ------------------------------------------------------------------------------------ long-term and of the year


def _of_the_year(grid: Grid) -> Grid:
    """The sheet without its long-term block, where it has one beside or above that of the year."""
    return _without_long_rows(_without_long_columns(grid))


def _without_long_columns(grid: Grid) -> Grid:
    view = View(grid)
    for row in view.rows:
        second = _second_set(view, row)
        if second is None:
            continue
        begins = min(item.left for item in second.values())
        first = [item for item in view.starts(row) if item.left < begins and _concept(item) in second]
        right_is_long = _says(view, row, begins, view.last_column, _LONG)
        left_is_yearly = _says(view, row, view.first_column, begins - 1, _YEARLY)
        if right_is_long and left_is_yearly:
            dropped = set(range(begins, view.last_column + 1))
        elif _says(view, row, view.first_column, begins - 1, _LONG) or not left_is_yearly:
            dropped = {column for item in first for column in range(item.left, item.right + 1)}
        else:
            continue
        return _kept(grid, lambda place, row=row, dropped=dropped: place[0] < row or place[1] not in dropped)
    return grid


def _second_set(view: View, row: int) -> dict[str, Item] | None:
    """The columns that a head names a second time: names and targets at least."""
    if not is_indicator_heading(view, row):
        return None
    first: set[str] = set()
    second: dict[str, Item] = {}
    for item in view.starts(row):
        concept = _concept(item)
        if concept in first:
            second.setdefault(concept, item)
        elif concept is not None:
            first.add(concept)
    return second if {"name", "target"} <= set(second) else None


def _concept(item: Item) -> str | None:
    return concept_of(INDICATOR_COLUMNS, item.label.core)


def _says(view: View, row: int, left: int, right: int, words: re.Pattern[str]) -> bool:
    """Whether one of the labels right above a part of a head has such words."""
    above = [above for above in view.rows if row - _ABOVE <= above < row]
    items = [item for line in above for item in view.starts(line) if left <= item.left and item.right <= right]
    return any(words.search(plain_text(item.text)) for item in items)


def _without_long_rows(grid: Grid) -> Grid:
    """Of two blocks one below the other, the long-term one goes."""
    view = View(grid)
    heads = [row for row in view.rows if is_indicator_heading(view, row)]
    if len(heads) < 2:
        return grid
    named = {head: _named(view, head, heads) for head in heads}
    if "year" not in named.values() or "long" not in named.values():
        return grid
    dropped: set[int] = set()
    for head, following in zip(heads, [*heads[1:], view.last_row + 1], strict=True):
        if named[head] == "long":
            end = min([row for row in view.rows if head < row < following and _label_row(view, row)], default=following)
            dropped |= set(range(head, end))
    return _kept(grid, lambda place: place[0] not in dropped)


def _named(view: View, head: int, heads: Sequence[int]) -> str | None:
    """What the block under a head is, by the nearest label above it."""
    before = max((one for one in heads if one < head), default=0)
    for row in sorted((row for row in view.rows if max(before, head - _ABOVE) < row < head), reverse=True):
        text = plain_text(view.starts(row)[0].text)
        if _LONG.search(text):
            return "long"
        if _YEARLY.search(text):
            return "year"
    return None


def _label_row(view: View, row: int) -> bool:
    text = plain_text(view.starts(row)[0].text)
    return ("目标" in text or "指标" in text) and (_LONG.search(text) or _YEARLY.search(text)) is not None


def _kept(grid: Grid, is_kept: Callable[[tuple[int, int]], bool]) -> Grid:
    keep = {place: cell for place, cell in grid.cells.items() if is_kept(place)}
    return replace(grid, cells=keep)


# ------------------------------------------------------------------------------------------- given to the forms


def give(forms: Iterable[FormResult], tables: Sequence[TargetTable]) -> None:
    """The approved targets of each form's project, in place of what its workbook holds itself.

    By the project's name; of several units with such a project by the unit; nothing where that leaves a doubt.
    """
    by_project: dict[str, list[TargetTable]] = {}
    for table in tables:
        by_project.setdefault(folded_name(table.project), []).append(table)
    for one in forms:
        table = _table_of(one, by_project.get(folded_name(one.form.project), []))
        if table is not None:
            one.outranked = one.approved
            one.approved = [_row(row, one, table) for row in table.rows]


def _table_of(one: FormResult, tables: list[TargetTable]) -> TargetTable | None:
    if not folded_name(one.form.project):
        return None
    of_year = [table for table in tables if table.year is None or one.form.year is None or table.year == one.form.year]
    own = [folded_name(said) for said in (one.form.unit, one.form.department) if folded_name(said)]
    of_unit = [table for table in of_year if table.unit and any(_same(folded_name(table.unit), name) for name in own)]
    listed = of_unit or of_year
    return listed[0] if len(listed) == 1 else None


def _same(one: str, other: str) -> bool:
    return one in other or other in one


def _row(row: Approved, one: FormResult, table: TargetTable) -> Approved:
    """A row as the form's own: its cells are in another file, so that they are told and not pointed to."""
    where = f"{table.source}{f' {row.name_cell}' if row.name_cell else ''}"
    return replace(row, form_id=one.form.form_id, sheet=one.form.sheet, name_cell=None, target_cell=None, source=where)
