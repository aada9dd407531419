"""What a scored copy held when we wrote it, as short marks in its record, and which cells staff have changed since.

A copy is replaced only where nothing is lost by it. A cell that staff changed keeps the mark of what stood there first,
also when the copy is made anew from itself: it differs from its original until the original says the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from zlib import crc32

from perfeval_xl.writing.sheets import findings_sheet
from perfeval_xl.writing.sheets.record_name import record_sheets
from perfeval_xl.writing.sheets.record_sheet import Entry, Kind, from_words
from perfeval_xl.xlsx.edit.added_sheets import SheetDesign
from perfeval_xl.xlsx.names import ref, split_ref
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.comments_read import comments
from perfeval_xl.xlsx.read.sheetreader import RawCell, is_large, read_sheet, read_texts

Place = tuple[str, str]  # sheet and cell; "#G12" is the comment at G12
Marks = dict[Place, str]  # what stands there, in six digits
ABSENT = "-"
_ROWS, _COLUMNS = 400, 40  # of a sheet whose cells are marked each by itself; those beyond together, as the cell "…"
_REST = "…"
_A_ROW = 1500  # marks
_IN_FORMULAS = re.compile(r"[\s$]|_xl\w{1,5}\.")  # what programs write differently


def marks_of(package: Package) -> Marks:
    """The marks of everything that stands in a workbook's cells and comments."""
    found: Marks = {}
    for sheet in package.sheets:
        if sheet.kind != "worksheet":
            continue
        marking = _Marking(sheet.name, found)
        cells = read_texts(package, sheet, marking.numbers) if is_large(package, sheet) else read_sheet(package, sheet)
        for cell in cells.cells.values():
            marking.put(cell.row, cell.column, _content(cell))
        marking.finish()
        for cell, (_, text) in comments(package, sheet).items():
            found[sheet.name, f"#{cell}"] = _mark(_plain(text))
    return found


class _Marking:
    """Marks of one sheet's cells: those of its first rows and columns one by one, the others as one sum, which does
    not depend on the order in which they come."""

    def __init__(self, sheet: str, found: Marks) -> None:
        self.sheet = sheet
        self.found = found
        self.rest = 0

    def put(self, row: int, column: int, content: str) -> None:
        if not content:
            return
        if row <= _ROWS and column <= _COLUMNS:
            self.found[self.sheet, ref(row, column)] = _mark(content)
        else:
            self.rest += crc32(f"{ref(row, column)}={content}".encode("utf-8", "replace"))

    def numbers(self, pairs: list[tuple[bytes, bytes]]) -> None:
        """Numbers of a large sheet as pairs of address and number, as `put` would take them."""
        for place, number in pairs:
            if place[-4:].isdigit():  # far below: quicker than finding row and column of a million cells
                self.rest += crc32(b"%s=%.12g" % (place, float(number)))
            else:
                self.put(*split_ref(place.decode()), _number(float(number)))

    def finish(self) -> None:
        if self.rest:
            self.found[self.sheet, _REST] = f"{self.rest & 0xFFFFFFFF:08x}"


def marks_as_left(theirs: Marks, done: Iterable[Entry], designs: Iterable[SheetDesign], first: Marks) -> Marks:
    """The marks of the copy: their cells, what we put in, our sheets. `first`: what stood where staff changed it."""
    left = dict(theirs)
    for one in done:
        if one.kind is Kind.VALUE and one.sheet and one.cell:
            left[one.sheet, one.cell] = _mark_of(from_words(one.after))
    for design in designs:
        left |= {
            (design.name, ref(cell.row, cell.column)): _mark_of(cell.value)
            for cell in design.cells
            if cell.value not in (None, "")
        }
    return left | first


def entries(marks: Marks) -> Iterator[Entry]:
    """The rows of the record that keep them."""
    of_sheet: dict[str, list[str]] = {}
    for (sheet, cell), mark in marks.items():
        of_sheet.setdefault(sheet, []).append(f"{cell}={mark}")
    for sheet, parts in of_sheet.items():
        for start in range(0, len(parts), _A_ROW):
            yield Entry(Kind.LEFT, sheet, "A1", after=" ".join(parts[start : start + _A_ROW]))


def changes(copy: Package, record: Iterable[Entry], own_comments: Collection[Place]) -> Marks:
    """What staff changed in a copy since it was written: place -> the mark of what we left there.

    On our own sheets only what has been added counts, and 单位说明 does not: it is carried on by itself. Nothing is
    known of a copy without marks.
    """
    record = list(record)
    left = {
        (one.sheet, cell): mark
        for one in record
        if one.kind is Kind.LEFT and one.sheet
        for cell, _, mark in (part.partition("=") for part in one.after.split())
    }
    if not left:
        return {}
    ours = {one.sheet: one.label for one in record if one.kind is Kind.SHEET and one.sheet}
    sheets = {one.name for one in copy.sheets if one.kind == "worksheet"}
    records = {one.name for one in record_sheets(copy)}
    now = {place: mark for place, mark in marks_of(copy).items() if place[0] not in records}
    replies = {(sheet, f"#{cell}") for sheet, cell in own_comments}
    found: Marks = {}
    for place in left | now:  # in their order: the same copy gives the same bytes
        if place in replies:
            continue
        before, after = left.get(place, ABSENT), now.get(place, ABSENT)
        if before != after and place[0] in sheets and place[0] not in ours:
            found[place] = before
    for name, label in ours.items():
        written = {mark for (sheet, _), mark in left.items() if sheet == name}
        explained = _explanation_cells(copy, name) if label == findings_sheet.NAME else set[str]()
        for place, mark in now.items():
            if place[0] == name and mark not in written and place[1] not in explained and place not in replies:
                found[place] = ABSENT
    return found


def lost_by(changed: Iterable[Place], copy: Marks, original: Marks) -> list[Place]:
    """Of the changed places those that the original does not hold as the copy does: what would be lost with it."""
    places = [place for place in changed if copy.get(place, ABSENT) != original.get(place, ABSENT)]
    return sorted(places, key=lambda place: (place[0], len(place[1]), place[1]))


def in_words(places: Collection[Place], most: int = 5) -> str:
    """自评表!G12、自评表!H3 的批注 等 7 处."""
    named = [_words(sheet, cell) for sheet, cell in places][:most]
    return "、".join(named) + (f" 等 {len(places)} 处" if len(places) > most else "")


def _words(sheet: str, cell: str) -> str:
    if cell == _REST:
        return f"工作表“{sheet}”后部"
    return f"{sheet}!{cell[1:]} 的批注" if cell.startswith("#") else f"{sheet}!{cell}"


def _explanation_cells(copy: Package, name: str) -> set[str]:
    sheet = next((one for one in copy.sheets if one.name == name), None)
    return set() if sheet is None else findings_sheet.explanation_cells(read_sheet(copy, sheet))


def _content(cell: RawCell) -> str:
    if cell.formula is not None:
        return "=" + _IN_FORMULAS.sub("", cell.formula).upper()
    try:
        return _number(float(cell.text)) if cell.kind == "n" else _plain(cell.text)
    except ValueError:
        return _plain(cell.text)


@lru_cache(maxsize=8192)  # heads, rules and points stand on every copy of a run
def _mark_of(value: str | Decimal | int | bool | None) -> str:
    return _mark(_plain(value) if isinstance(value, str) else "" if value is None else _number(float(value)))


def _number(value: float) -> str:
    return format(value, ".12g")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _mark(content: str) -> str:
    return f"{crc32(content.encode('utf-8', 'replace')) & 0xFFFFFF:06x}"
