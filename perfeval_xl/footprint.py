"""What a workbook of ours held when it was written, recorded in it: whatever else stands there by now is people's.

A hidden sheet has for each sheet its rows, for each row a mark a cell: 18 bits over what the cell shows, however it is
formatted, or that it is a formula. That is enough to tell our cells from others, wherever rows and columns were moved,
sorted, inserted, and whichever program has saved the workbook since: rows as they were are ours; the others are laid
beside the recorded row that is most like them, and differ from it cell by cell. Not seen are a formula that was changed
into another formula, and a cell that was emptied: nothing of people's is lost with it. Cells that we leave open to
people are not recorded: who takes over what they typed there says so (`known`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from perfeval_xl.xlsx.package import Package, SheetRef
from perfeval_xl.xlsx.read.drawings_read import Drawn, DrawnKind, drawn_on
from perfeval_xl.xlsx.read.sheetreader import RawCell, RawSheet, read_sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET = "写入记录"
Place = tuple[int, int]  # row and column, from 1
_Cells = list[tuple[int, str]]  # column and mark

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_WIDE = 3  # signs of a mark
_FORMULA = "=" * _WIDE
_NEXT_ROW = ","
_LONGEST = 30_000  # signs in one cell of the record
_NAME, HELD, _CHARTS, _FIRST = range(1, 5)  # columns of the record
_REFERENCE = re.compile(r"ROW\((?:'((?:[^']|'')+)'|([^'!()]+))!")
_GONE = "#REF"
_MOST_COMPARED = 1_000_000  # pairs of marks of two rows that are looked at; a row has some dozens of cells
_COMMON = 40  # rows with one and the same mark: it tells none of them


# ------------------------------------------------------------------------------------------------------ leaving it


def leave(book: Workbook) -> None:
    """Adds the record, hidden; to be called when everything else has been written."""
    texts = {number: text for text, number in book.str_table.string_table.items()}
    sheets: list[Worksheet] = list(book.worksheets())
    record = book.add_worksheet(SHEET)
    record.hide()
    for row, sheet in enumerate(sheets):
        name, held, charts, *pieces = _line(str(sheet.get_name()), len(sheet.charts), _rows_written(sheet, texts))
        record.write_string(row, _NAME - 1, str(name))
        record.write_formula(row, HELD - 1, f"={held}", None, 1)
        record.write_number(row, _CHARTS - 1, int(charts))
        for at, piece in enumerate(pieces, _FIRST - 1):
            record.write_string(row, at, str(piece))


def lines_of(package: Package) -> list[list[str | int]]:
    """The record of a workbook that is there already, a line a sheet: its name, the formula that holds it (its result
    is 1), how many charts it has, its rows."""
    lines: list[list[str | int]] = []
    for sheet in package.sheets:
        rows: defaultdict[int, list[str]] = defaultdict(list)
        for (row, _), cell in sorted(read_sheet(package, sheet).cells.items()):
            rows[row].append(_mark(cell))
        marks = ("".join(rows.get(row, ())) for row in range(1, max(rows, default=0) + 1))
        charts = sum(one.kind is DrawnKind.CHART for one in drawn_on(package, sheet))
        lines.append(_line(sheet.name, charts, marks))
    return lines


def _line(name: str, charts: int, rows: Iterator[str]) -> list[str | int]:
    quoted = name.replace("'", "''")
    return [name, f"ROW('{quoted}'!$A$1)", charts, *_pieces(rows)]  # the formula follows a sheet that is renamed


def _rows_written(sheet: Any, texts: Mapping[int, str]) -> Iterator[str]:
    """The marks of each row, "" for one without content; cells that are open to people (not locked) are theirs."""
    last = max(sheet.table, default=-1)
    for row in range(last + 1):
        cells = sheet.table.get(row, {})
        ours = (
            cells[column] for column in sorted(cells) if cells[column].format is None or cells[column].format.locked
        )
        yield "".join(_mark_of_written(cell, texts) for cell in ours)


def _mark_of_written(cell: Any, texts: Mapping[int, str]) -> str:
    match cell.__class__.__name__:
        case "String":
            return _of_text(texts[cell.string])
        case "Number" | "Datetime":
            return _of_number(float(cell.number))
        case "Formula" | "ArrayFormula":
            return _FORMULA
        case _:
            return ""


def _pieces(rows: Iterator[str]) -> Iterator[str]:
    """The rows in as many cells as they need, none parted."""
    piece: list[str] = []
    size = 0
    for row in rows:
        if size + len(row) > _LONGEST:
            yield _NEXT_ROW.join(piece)
            piece, size = [], 0
        piece.append(row)
        size += len(row) + 1
    if piece:
        yield _NEXT_ROW.join(piece)


# ----------------------------------------------------------------------------------------------------------- marks


@lru_cache(maxsize=50_000)
def _of_text(text: str) -> str:
    """Spaces and line ends are not seen: programs change them."""
    bare = "".join(text.split())
    return _of_number_of(crc32(bare.encode("utf-8", "surrogatepass"))) if bare else ""


@lru_cache(maxsize=50_000)
def _of_number(number: float) -> str:
    """At ten digits: LibreOffice keeps fifteen."""
    return _of_text(f"{number:.10g}")


def _of_number_of(code: int) -> str:
    return f"{_SIGNS[code >> 12 & 63]}{_SIGNS[code >> 6 & 63]}{_SIGNS[code & 63]}"


def _mark(cell: RawCell) -> str:
    if cell.formula is not None:
        return _FORMULA
    if cell.kind == "n":
        try:
            return _of_number(float(cell.text))
        except ValueError:
            pass
    return _of_text(cell.text)


# --------------------------------------------------------------------------------------------------- looking for it


@dataclass(frozen=True, slots=True)
class Footprint:
    """The record of a workbook; of one without, nothing is known. By the names that the sheets have now.

    `were`: what each was called when it was written (also those that have been deleted since).
    """

    rows: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    charts: Mapping[str, int] = field(default_factory=dict[str, int])
    were: Mapping[str, str] = field(default_factory=dict[str, str])

    def was(self, sheet: str) -> str:
        """What a sheet was called when it was written; of one without a record, what it is called."""
        return self.were.get(sheet, sheet)

    def beyond(self, sheet: str, raw: RawSheet, known: Set[Place] = frozenset()) -> list[Place]:
        """The cells that we did not write as they are; none of a sheet without a record. `known`: cells not asked."""
        if sheet not in self.rows:
            return []
        there: defaultdict[int, _Cells] = defaultdict(list)
        for place, cell in sorted(raw.cells.items()):
            if place not in known and (mark := _mark(cell)):
                there[place[0]].append((place[1], mark))
        recorded = _Recorded(self.rows[sheet])
        changed = {row: cells for row, cells in there.items() if not recorded.has(cells)}
        recorded.lay_out(changed.values())
        return [(row, column) for row, cells in changed.items() for column in recorded.unlike(row, cells)]

    def drawn(self, package: Package, sheet: SheetRef) -> list[Drawn]:
        """Pictures and shapes, and the charts beyond ours; none of a sheet without a record."""
        if sheet.name not in self.rows:
            return []
        found = drawn_on(package, sheet)
        charts = [one for one in found if one.kind is DrawnKind.CHART]
        ours = charts[: self.charts.get(sheet.name, 0)]
        return [one for one in found if one.kind is not DrawnKind.CHART or one not in ours]


def footprint_of(package: Package) -> Footprint:
    """The record that a workbook carries. PackageError where its sheet cannot be read."""
    ref = next((one for one in package.sheets if one.name == SHEET), None)
    if ref is None:
        return Footprint()
    lines: defaultdict[int, dict[int, RawCell]] = defaultdict(dict)
    for (row, column), cell in sorted(read_sheet(package, ref, keep=False).cells.items()):
        lines[row][column] = cell
    rows: dict[str, list[str]] = {}
    charts: dict[str, int] = {}
    were: dict[str, str] = {}
    for cells in lines.values():
        name = _name_now(cells)
        were[name] = cells[_NAME].text if _NAME in cells else name
        pieces = [cell.text for column, cell in cells.items() if column >= _FIRST]
        rows[name] = [row for piece in pieces for row in piece.split(_NEXT_ROW)]
        count = cells[_CHARTS].text if _CHARTS in cells else ""
        charts[name] = int(count) if count.isdecimal() and len(count) < _WIDE else 0
    return Footprint(rows, charts, were)


def _name_now(cells: Mapping[int, RawCell]) -> str:
    """What a sheet is called now; what it was called, where it has been deleted (#REF!) or nothing holds it."""
    found = _REFERENCE.match((cells[HELD].formula if HELD in cells else None) or "")
    name = (found[1] or found[2]).replace("''", "'") if found is not None else _GONE
    return name if name != _GONE else cells[_NAME].text if _NAME in cells else ""


class _Recorded:
    """The recorded rows of a sheet: which stand there still, and what of the others is like a row that stands there.

    Rows that are the same are told apart by nothing, so they are counted: what stands there fewer times than it was
    written may be what a changed row was.
    """

    def __init__(self, rows: Sequence[str]) -> None:
        self._rows = rows
        self._written = Counter(rows)
        self._there = Counter[str]()

    def has(self, cells: _Cells) -> bool:
        """Whether these are the cells of a recorded row (a copy of it says nothing new)."""
        marks = "".join(mark for _, mark in cells)
        self._there[marks] += 1
        return marks in self._written

    def lay_out(self, changed: Iterable[_Cells]) -> None:
        """The rows that were not found, to be compared with those that are not recorded."""
        missing = (row for row, count in self._written.items() if row and self._there[row] < count)
        self._open = {row: _marks_in(row) for row in missing}
        with_mark: defaultdict[str, list[str]] = defaultdict(list)
        for row, marks in self._open.items():
            for mark in set(marks):
                with_mark[mark].append(row)
        self._with_mark = {mark: found for mark, found in with_mark.items() if len(found) <= _COMMON}
        same = {tuple(sorted(marks)) for marks in self._open.values()}
        # Who moves a column moves at least its head and a value; one row in another order was changed by hand.
        self._were_moved = sum(tuple(sorted(mark for _, mark in cells)) in same for cells in changed) > 1

    def unlike(self, row: int, cells: _Cells) -> list[int]:
        """The columns in which a row differs from the one most like it; all where none is like it."""
        marks = [mark for _, mark in cells]
        ours = self._nearest(row, marks)
        if self._were_moved:
            more = Counter(marks) - Counter(ours)
            return [column for column, mark in cells if more[mark] > 0]
        return [cells[at][0] for at in _added(ours, marks)]

    def _nearest(self, row: int, marks: Sequence[str]) -> list[str]:
        mine = Counter(marks)
        here = self._rows[row - 1] if row <= len(self._rows) else ""
        candidates = {one for mark in mine for one in self._with_mark.get(mark, ())} | ({here} & self._open.keys())
        alike = {one: (Counter(self._open[one]) & mine).total() for one in candidates}
        best = max(alike, key=lambda one: (alike[one], one == here, one), default="")
        return self._open[best] if best and alike[best] * 2 >= len(self._open[best]) else []


def _added(ours: Sequence[str], marks: Sequence[str]) -> list[int]:
    """Where a row has marks that ours has not. Equal neighbours leave the order open: as few as explain the row."""
    first = next((at for at, (one, other) in enumerate(zip(ours, marks, strict=False)) if one != other), None)
    if first is None:
        return list(range(len(ours), len(marks)))
    ends = zip(reversed(ours[first:]), reversed(marks[first:]), strict=False)
    same = next((at for at, (one, other) in enumerate(ends) if one != other), min(len(ours), len(marks)) - first)
    left, right = ours[first : len(ours) - same], marks[first : len(marks) - same]
    added = list(range(len(right)))
    if len(left) * len(right) <= _MOST_COMPARED:
        compared = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        added = [at for word, _, _, start, end in compared if word in ("insert", "replace") for at in range(start, end)]
    if len(left) == len(right):
        added = min([at for at, mark in enumerate(right) if mark != left[at]], added, key=len)
    return [first + at for at in added]


def _marks_in(row: str) -> list[str]:
    return [row[at : at + _WIDE] for at in range(0, len(row), _WIDE)]
