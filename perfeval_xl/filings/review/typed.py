"""What people typed into a 复核底稿 of ours: by the key of the row, whatever sheets were renamed or columns moved.

Only what differs from what the book began with counts as typed: a score that still is the unit's own follows the unit's
form when that changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from perfeval_xl.addresses import told
from perfeval_xl.filings.review import words
from perfeval_xl.filings.review.before import Before, Typed
from perfeval_xl.filings.review.words import Beside, Differences, Head, Record, Sheet, Unclaimed
from perfeval_xl.footprint import SHEET as FOOTPRINT
from perfeval_xl.footprint import Place, footprint_of
from perfeval_xl.reading.grids.spreadsheet import Grid, GridCell, book_of
from perfeval_xl.units import plain
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.comments_read import comments
from perfeval_xl.xlsx.read.sheetreader import read_sheet

TYPED_IN = (*words.REVIEWERS, Beside.GROUND, Beside.ADVICE)
_FIXED = frozenset((*Sheet, FOOTPRINT))


def before_of(package: Package) -> Before:
    """What people typed. PackageError where a sheet cannot be read."""
    before = Before()
    grids, footprint = book_of(package, "").grids, footprint_of(package)
    known: dict[str, set[Place]] = {grid.name: set() for grid in grids}  # cells whose content is in `before`
    before.recorded = recorded_in(grids)
    for grid in grids:
        name, taken = footprint.was(grid.name), known[grid.name]
        if name == Sheet.DIFFERENCES:
            before.why = _reasons(grid, before, taken)
        elif name == Sheet.GROUNDS:
            before.grounds = _grounds(grid, taken)
        elif name == Sheet.UNCLAIMED:
            before.waiting = _waiting(grid, taken)
        elif name not in _FIXED and not _project(grid, before, taken) and grid.name not in footprint.rows:
            before.left.sheets.append(grid.name)
    for sheet in package.sheets:  # of comments there are none of ours
        before.left.comments += (told(sheet.name, cell) for cell in comments(package, sheet))
        before.left.look_at(package, sheet, read_sheet(package, sheet), footprint, known.get(sheet.name, set()))
    return before


def _project(grid: Grid, before: Before, known: set[Place]) -> bool:
    """A project's sheet; False of one without its heads."""
    lines = list(_lines(grid, {Head.NAME, Beside.KEY}))
    if not lines:
        return False
    if signed := _signed(grid, lines, before, known):
        before.signed[words.form_key(_shown(lines[0], Beside.KEY))] = signed
    for line in lines:
        key = _shown(line, Beside.KEY)
        if not key:
            continue
        known.update((line[head].row, line[head].column) for head in TYPED_IN if head in line)
        typed = typed_of(line.get, before.recorded.get(key, {}))
        if typed and before.typed.setdefault(key, typed) != typed and grid.name not in before.doubled:
            before.doubled.append(grid.name)
    return True


def reasons_in(grids: Sequence[Grid]) -> dict[str, str]:
    """What people wrote into the 差值表 of one of ours as 主要偏差原因, by the form's key; the sheet is known by its
    heads, whatever it is called."""
    before = Before(recorded=recorded_in(grids))
    return next((found for grid in grids if (found := _reasons(grid, before, set()))), {})


def recorded_in(grids: Iterable[Grid]) -> dict[str, Mapping[str, str]]:
    """复核记录: its lines by the row's key; none where there is no such sheet."""
    records = (line for grid in grids if grid.name == Sheet.RECORD for line in _lines(grid, {Record.KEY, Record.SHEET}))
    return {_shown(line, Record.KEY): _plain_line(line) for line in records}


def _signed(grid: Grid, lines: Sequence[Mapping[str, GridCell]], before: Before, known: set[Place]) -> str:
    """The line of signatures where people wrote into it; else ""."""
    reviewer = before.recorded.get(_shown(lines[0], Beside.KEY), {}).get(Record.REVIEWER, "")
    cell = next((one for one in grid.cells.values() if one.text.startswith(words.REVIEWER)), None)
    if cell is None:
        return ""
    known.add((cell.row, cell.column))
    text = cell.text.strip()
    return "" if "".join(text.split()) == "".join(words.signature(reviewer).split()) else text


class _Shown(Protocol):
    """A cell: what shows there, and the number where it is one."""

    @property
    def text(self) -> str: ...
    @property
    def number(self) -> Decimal | None: ...


def typed_of(
    cell_under: Callable[[Head | Beside], _Shown | None],
    recorded: Mapping[str, str],
    heads: Iterable[Head | Beside] = TYPED_IN,
) -> Typed:
    """What differs from what a row began with. `heads`: of the columns that its sheet has."""
    found: Typed = {}
    began: dict[Head | Beside, str] = {
        Head.REVIEW_ACTUAL: recorded.get(Head.ACTUAL, ""),
        Head.REVIEW_SCORE: recorded.get(words.BEGAN, ""),
    }
    for head in heads:
        cell = cell_under(head)
        shown = _plain(cell) if cell is not None else ""
        before = began.get(head, "")
        if cell is None or not shown:
            if before:  # emptied by hand
                found[head] = ""
        elif shown != before:
            found[head] = cell.number if head is Head.REVIEW_SCORE and cell.number is not None else cell.text
    return found


def _reasons(grid: Grid, before: Before, known: set[Place]) -> dict[str, str]:
    """主要偏差原因 by the form's key: by the project's name where it is one project's alone, else by the order."""
    forms = list(dict.fromkeys(words.form_key(key) for key in before.recorded))
    names = [before.project_of(form) for form in forms]
    counts = Counter(names)
    found: dict[str, str] = {}
    for at, line in enumerate(_lines(grid, {Differences.PROJECT, Differences.WHY})):
        name, why = _shown(line, Differences.PROJECT), _shown(line, Differences.WHY)
        place = names.index(name) if counts[name] == 1 else at
        if why and place < len(forms):
            found[forms[place]] = why
            known.add((line[Differences.WHY].row, line[Differences.WHY].column))
    return found


def _grounds(grid: Grid, known: set[Place]) -> list[tuple[str, ...]]:
    """The lines of 复核口径 as texts (`Ground.line`)."""
    lines = [line for line in _lines(grid, words.GROUND_HEADS) if _shown(line, words.GROUND_HEAD)[:1].isdigit()]
    known.update((line[head].row, line[head].column) for line in lines for head in words.GROUND_HEADS if head in line)
    return [tuple(_plain(line[head]) if head in line else "" for head in words.GROUND_HEADS) for line in lines]


def _waiting(grid: Grid, known: set[Place]) -> list[tuple[str, ...]]:
    lines = list(_lines(grid, set(Unclaimed)))
    known.update((line[head].row, line[head].column) for line in lines for head in Unclaimed if head in line)
    return [tuple(_shown(line, head) for head in Unclaimed) for line in lines]


# ---------------------------------------------------------------------------------------------------- by heads


def _rows(grid: Grid) -> dict[int, dict[int, GridCell]]:
    rows: dict[int, dict[int, GridCell]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        rows.setdefault(row, {})[column] = cell
    return rows


def _lines(grid: Grid, wanted: Collection[str]) -> Iterator[dict[str, GridCell]]:
    """The rows below the heads: head -> cell; none where the heads are not there."""
    rows = _rows(grid)
    asked = {str(one) for one in wanted}
    top = next((row for row, cells in rows.items() if asked <= {cell.text.strip() for cell in cells.values()}), None)
    if top is None:
        return
    heads = {column: cell.text.strip() for column, cell in rows[top].items()}
    for row, cells in rows.items():
        if row > top:
            yield {heads[column]: cell for column, cell in cells.items() if column in heads}


def _shown(line: Mapping[str, GridCell], head: str) -> str:
    return line[head].text.strip() if head in line else ""


def _plain_line(line: Mapping[str, GridCell]) -> dict[str, str]:
    return {head: _plain(cell) for head, cell in line.items()}


def _plain(cell: _Shown) -> str:
    """A number by its value, however it is shown."""
    return plain(cell.number) if cell.number is not None else cell.text.strip()
