"""Reads the book before: whatever people typed, found by the heads, whatever order columns and rows are in by now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from perfeval_xl.addresses import told
from perfeval_xl.footprint import SHEET as FOOTPRINT
from perfeval_xl.footprint import Place, footprint_of
from perfeval_xl.writing.summary.before import Before, SheetBefore
from perfeval_xl.writing.summary.kit.columns import AUTHOR, KEY, Column, Keeper, Sheet, Typed
from perfeval_xl.writing.summary.sheets import overview, unclaimed
from perfeval_xl.xlsx.names import column_letters
from perfeval_xl.xlsx.package import Package, SheetRef
from perfeval_xl.xlsx.read.comments_read import comments
from perfeval_xl.xlsx.read.sheetreader import RawCell, RawSheet, read_sheet
from perfeval_xl.xlsx.read.styles_read import number_formats

_ENOUGH_HEADS = 3
NO_KEY = "?"  # begins the key of a row that has none


def before_of(package: Package, declared: Mapping[str, Sheet[Any]]) -> Before:
    """What people typed. `declared`: every sheet that the program can make, by name; they know whose a column is."""
    before = Before()
    formats, left, footprint = number_formats(package), before.left, footprint_of(package)
    ours = {*declared, overview.NAME, unclaimed.NAME, FOOTPRINT}
    notes = {one.note for sheet in declared.values() for one in sheet.columns if one.note}
    sheets = [(footprint.was(ref.name), ref) for ref in package.sheets]
    for name, ref in sorted(sheets, key=lambda one: one[0] == unclaimed.NAME):  # what stands in a row goes first
        left.comments += _comments_of_people(package, ref, notes)
        if name not in ours and ref.name not in footprint.rows:
            left.sheets.append(ref.name)
            continue
        reading = _Reading(read_sheet(package, ref, keep=False), _columns(name, declared), formats)
        if name == unclaimed.NAME:
            _claim(reading, before)
        elif reading.has_keys:
            before.sheets[name] = reading.take()
        left.look_at(package, ref, reading.raw, footprint, reading.taken)
    return before


def _columns(name: str, declared: Mapping[str, Sheet[Any]]) -> Sequence[Column[Any]]:
    if name == unclaimed.NAME:
        return unclaimed.COLUMNS
    return declared[name].columns if name in declared else ()


def _comments_of_people(package: Package, ref: SheetRef, notes: Set[str]) -> Iterator[str]:
    """Their places. `notes`: what ours say; LibreOffice does not keep whose a comment is."""
    for cell, (author, text) in comments(package, ref).items():
        if author != AUTHOR and text.strip() not in notes:
            yield told(ref.name, cell)


@dataclass(slots=True)
class _Reading:
    """One sheet of the book before."""

    raw: RawSheet
    columns: Sequence[Column[Any]]
    formats: list[str]
    taken: set[Place] = field(default_factory=set[Place])  # cells that are taken over
    heads: dict[str, Place] = field(default_factory=dict[str, Place])

    @property
    def has_keys(self) -> bool:
        """What people typed can be found a row again."""
        return any(one.head == KEY for one in self.columns)

    def take(self) -> SheetBefore:
        """Its cells by key and head."""
        found = SheetBefore()
        seen: set[str] = set()
        has_theirs = any(one.keeper is Keeper.REVIEWER for one in self.columns)
        ours = {one.head for one in self.columns if one.keeper in (Keeper.OURS, Keeper.PROGRAM)}
        for number, cells in enumerate(self.rows(), 1):
            shown = {head: cell.text for head, cell in cells.items()}
            typed = {
                head: value
                for head, cell in cells.items()
                if head not in ours and (value := self.typed(cell)) is not None
            }
            self.taken.update((cells[head].row, cells[head].column) for head in typed)
            key = shown.get(KEY) or f"{NO_KEY}{number} {' '.join(list(shown.values())[:3])}"
            if key in seen and typed and typed != found.typed.get(key):
                key = f"{NO_KEY}{number} {key}"  # a row that somebody doubled
            seen.add(key)
            if typed or (has_theirs and not key.startswith(NO_KEY)):  # 指标明细 is long, and nobody asks what it showed
                found.shown.setdefault(key, shown)
            if typed:
                found.typed.setdefault(key, typed)
        reviewers = {one.head for one in self.columns if one.keeper is Keeper.REVIEWER}
        heads = {head: None for typed in found.typed.values() for head in typed}
        found.own_columns = [head for head in heads if head not in reviewers]
        self.taken.update(self.heads[head] for head in found.own_columns if head in self.heads)
        return found

    def rows(self) -> Iterator[dict[str, RawCell]]:
        """The rows below the heads: head -> cell."""
        rows: dict[int, dict[int, RawCell]] = {}
        for (row, column), cell in sorted(self.raw.cells.items()):
            rows.setdefault(row, {})[column] = cell
        known = {one.head for one in self.columns}
        counts = {row: len(known & {cell.text.strip() for cell in cells.values()}) for row, cells in rows.items()}
        top = max(counts, key=lambda row: (counts[row], -row), default=0)
        if counts.get(top, 0) < min(_ENOUGH_HEADS, len(known)):
            return
        heads: dict[int, str] = {}
        for column, cell in rows[top].items():
            head = cell.text.strip()
            heads[column] = f"{head}（{column_letters(column)}）" if head in heads.values() else head
            self.heads[heads[column]] = top, column
        for row, cells in rows.items():
            if row > top:
                yield {heads.get(column) or f"自加（{column_letters(column)}）": cell for column, cell in cells.items()}

    def typed(self, cell: RawCell) -> Typed | None:
        """A cell's value as a person typed it; of a formula its result, else the formula as a text."""
        if not cell.text.strip():
            return Typed(f"={cell.formula}") if cell.formula else None
        code = self.formats[cell.style] if cell.style < len(self.formats) else "General"
        if cell.kind == "b":
            return Typed(cell.text == "TRUE", code)
        if cell.kind == "n":
            try:
                return Typed(Decimal(cell.text), code)
            except InvalidOperation:
                return Typed(cell.text)
        return Typed(cell.text, code)


def _claim(reading: _Reading, before: Before) -> None:
    """What found no row the last time is tried again."""
    for cells in reading.rows():
        shown = {head: cell.text for head, cell in cells.items()}
        value = reading.typed(cells[unclaimed.VALUE]) if unclaimed.VALUE in cells else None
        sheet, key, head = (shown.get(name, "") for name in (unclaimed.SHEET, unclaimed.OLD_KEY, unclaimed.HEAD))
        if value is None or not sheet or not head:
            continue
        reading.taken.add((cells[unclaimed.VALUE].row, cells[unclaimed.VALUE].column))
        there = before.sheets.setdefault(sheet, SheetBefore())
        if head not in there.typed.setdefault(key, {}):
            there.typed[key][head] = value
            if shown.get(unclaimed.IS_OWN) and head not in there.own_columns:
                there.own_columns.append(head)
        there.shown.setdefault(key, {"单位": shown.get("单位", ""), "项目名称": shown.get("项目名称", "")})
