"""The bureau's own empty 汇总表, filled by the meaning of its heads in a lossless copy; nothing of it is lost or moved.

A list of projects gets a row a form, one of units a row a unit. Rows that name a project or unit already are filled
where they are blank; what has no row yet goes below them. Heads that we have nothing for are named, not filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Generic, TypeVar

from perfeval_xl.filings.batch import Batch, Filed, UnitRow
from perfeval_xl.filings.identity import folded_name
from perfeval_xl.filings.lists import Line, List, lists_in
from perfeval_xl.problems import FileError
from perfeval_xl.reading.grids.spreadsheet import Book, Grid, GridCell, book_of
from perfeval_xl.refusals import IN_THE_WAY, told_of
from perfeval_xl.result import Severity
from perfeval_xl.units import normalise
from perfeval_xl.xlsx.edit.cells import Result
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.edit.inserted_rows import with_rows
from perfeval_xl.xlsx.limits import limits_for
from perfeval_xl.xlsx.names import ref
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError

Value = str | Decimal | int | None
Record = TypeVar("Record")
AUTHOR = "perfeval-xl"
MONEY = frozenset(("initial", "annual", "executed"))
RATE_FORMAT, PLAIN_FORMAT = "0.00%", "General"
MOST_PROBLEMS = 3


@dataclass(slots=True)
class Filled:
    """The filled copy. `rows`: how many were filled; `left`: heads that we have nothing for, as printed."""

    data: bytes
    rows: int
    left: list[str] = field(default_factory=list[str])


def fill(path: Path, batch: Batch, titles: Mapping[str, str]) -> Filled:
    """The bureau's workbook, filled. `titles`: what each finding code is called.

    FileError where it cannot be edited, has no list that we understand, or has too few rows above its totals.
    """
    with told_of(path):
        package = Package.open(path, limits_for(None))
        package, tables = _with_room(package, path.name, batch, titles)
        editor = Editor(package, AUTHOR)
        rows, left = 0, list[str]()
        for table in tables:
            rows += table.fill(editor)
            left += table.left()
        editor.recalculate_on_load()
        return Filled(_with_results(editor.build(), path.name), rows, left)


_FEWEST_HEADS = 3


def _with_room(
    package: Package, name: str, batch: Batch, titles: Mapping[str, str]
) -> tuple[Package, list[_Table[Any]]]:
    """The workbook with as many rows as there is to fill in, and its lists."""
    book = book_of(package, name)
    lists = [one for one in lists_in(book.grids) if len(one.heads) >= _FEWEST_HEADS]
    if not lists:
        raise FileError("R907", f"“{name}”里没有看懂的汇总表：没有一行同时写着项目（或单位）和金额、得分。")
    tables = [_table(one, _grid(book, one), batch, titles) for one in lists]
    short = next((table for table in tables if table.missing), None)
    if short is None:
        return package, tables
    data = short.with_rows(package, name)
    return _with_room(Package.from_bytes(data, name, package.limits), name, batch, titles)


def _with_results(data: bytes, name: str) -> bytes:
    """The formulas of the workbook with what they come to now, so far as that can be told: not every program that
    shows a table computes it."""
    package = Package.from_bytes(data, name, limits_for(None))
    editor = Editor(package, AUTHOR)
    for grid in book_of(package, name).grids:
        for cell in grid.cells.values():
            stored = editor.value_of(grid.name, cell.address) if cell.formula is not None else None
            is_covered = editor.top_left(grid.name, cell.address) != cell.address
            if stored is None or is_covered or cell.workings is None or cell.kind in ("no_result", "error"):
                continue
            if cell.workings.stored is not None or not stored.has_result:
                editor.set_result(grid.name, cell.address, _result(cell))
    return editor.build()


def _result(cell: GridCell) -> Result:
    if cell.kind == "boolean":
        return cell.text == "TRUE"
    return cell.text if cell.number is None else cell.number.scaleb(-cell.scale)


def _grid(book: Book, one: List) -> Grid:
    return next(grid for grid in book.grids if grid.name == one.sheet)


def _table(one: List, grid: Grid, batch: Batch, titles: Mapping[str, str]) -> _Table[Any]:
    if "project" in one.heads:
        return _Table(one, grid, batch.forms, _of_form(batch, titles), _form_names)
    return _Table(one, grid, batch.units, OF_UNIT, _unit_names)


# ---------------------------------------------------------------------------------------------- what is filled in


def _of_form(batch: Batch, titles: Mapping[str, str]) -> Mapping[str, Callable[[Filed], Value]]:
    """What a form has for a head, by what the head means."""
    states = {id(row.filed): row.state.value for row in batch.roster.rows if row.filed} if batch.roster else {}
    return {
        "project_code": lambda one: one.project_code,
        "project": lambda one: one.project,
        "department_code": lambda one: one.department_code,
        "unit": lambda one: one.unit,
        "department": lambda one: one.department,
        "office": lambda one: one.office,
        "initial": lambda one: one.initial,
        "annual": lambda one: one.annual,
        "executed": lambda one: one.executed,
        "rate": lambda one: one.rate,
        "self_score": lambda one: one.self_score,
        "score": lambda one: one.score,
        "difference": lambda one: one.difference,
        "grade": lambda one: one.grade,
        "disposition": lambda one: one.disposition.value,
        "problems": lambda one: _problems(one, titles),
        **({"state": lambda one: states.get(id(one))} if states else {}),
    }


OF_UNIT: Mapping[str, Callable[[UnitRow], Value]] = {
    "department_code": lambda one: one.department_code,
    "unit": lambda one: one.unit,
    "initial": lambda one: one.initial,
    "annual": lambda one: one.annual,
    "executed": lambda one: one.executed,
    "rate": lambda one: one.executed / one.annual if one.annual and one.executed is not None else None,
    "self_score": lambda one: one.mean_self,
    "score": lambda one: one.mean_score,
}


def _problems(one: Filed, titles: Mapping[str, str]) -> str | None:
    """The kinds of errors that are told, the commonest first."""
    counts: dict[str, int] = {}
    for finding in one.setting.of(one.findings):
        if finding.severity is Severity.ERROR:
            counts[finding.code] = counts.get(finding.code, 0) + 1
    commonest = sorted(counts, key=lambda code: -counts[code])[:MOST_PROBLEMS]
    return "；".join(titles.get(code, code) for code in commonest) or None


def _form_names(one: Filed) -> Iterator[tuple[str, ...]]:
    """By what a row of the list may name a form: its code, its unit and project."""
    if one.project_code:
        yield ("", one.project_code)
    yield (folded_name(one.unit), folded_name(one.project))


def _unit_names(one: UnitRow) -> Iterator[tuple[str, ...]]:
    if one.department_code:
        yield ("", one.department_code)
    yield (folded_name(one.unit),)


# --------------------------------------------------------------------------------------------------- one list


@dataclass(slots=True)
class _Table(Generic[Record]):
    """One list of the workbook with what goes into it."""

    list: List
    grid: Grid
    records: Sequence[Record]
    values: Mapping[str, Callable[[Record], Value]]
    names: Callable[[Record], Iterator[tuple[str, ...]]]

    def left(self) -> list[str]:
        """The heads that we have nothing for."""
        known = [item.text for meant, item in self.list.heads.items() if meant not in self.values and meant != "number"]
        return [" ".join(text.split()) for text in [*known, *(item.text for item in self.list.unknown)]]

    def fill(self, editor: Editor) -> int:
        """Puts the records into their rows; how many there were."""
        rows = self._rows()
        model = self._first_row
        for number, (record, row, is_new) in enumerate(rows, 1):
            for meant, item in self.list.heads.items():
                if meant == "number":
                    value: Value = number if is_new else None
                else:
                    value = self.values[meant](record) if meant in self.values else None
                if is_new and row != model:
                    editor.take_look(self.list.sheet, ref(row, item.left), ref(model, item.left))
                self._put(editor, row, item.left, meant, value)
            if is_new and row != model:
                for item in self.list.unknown:
                    editor.take_look(self.list.sheet, ref(row, item.left), ref(model, item.left))
        return len(rows)

    @property
    def _first_row(self) -> int:
        return self.list.head_row + 1

    def _rows(self) -> list[tuple[Record, int, bool]]:
        """Every record with its row; True where the row is blank so far."""
        there: dict[Any, list[int]] = {}  # two forms of one name have a row each
        for line in self.list.lines:
            for key in self._keys(line):
                there.setdefault(key, []).append(line.row)
        taken: set[int] = set()
        placed: list[tuple[Record, int, bool]] = []
        new: list[Record] = []
        for one in self.records:
            row = next((row for key in self.names(one) for row in there.get(key, ()) if row not in taken), None)
            if row is None:
                new.append(one)
            else:
                taken.add(row)
                placed.append((one, row, False))
        return [*placed, *((one, self._first_free + at, True) for at, one in enumerate(new))]

    @property
    def _first_free(self) -> int:
        return max((line.row for line in self.list.lines), default=self.list.head_row) + 1

    @property
    def missing(self) -> int:
        """How many rows there are too few above what stands below."""
        room = self._room(self._first_free)
        needed = sum(is_new for _, _, is_new in self._rows())
        return 0 if room is None else max(0, needed - room)

    def with_rows(self, package: Package, name: str) -> bytes:
        """The workbook with those that are missing, as copies of the last blank one.

        FileError where there is none to copy, or they cannot be inserted for certain.
        """
        first, missing = self._first_free, self.missing
        room = self._room(first) or 0
        why = "没有空行可以照着加"
        if room:
            try:
                return with_rows(package, self.list.sheet, first + room - 1, missing)
            except PackageError as problem:
                if problem.reason != "rows_not_insertable":
                    raise
                why = IN_THE_WAY[str(problem.facts["what"])]
        raise FileError(
            "R909",
            f"“{name}”的工作表“{self.list.sheet}”第 {first} 行起只有 {room} 个空行，放不下 {missing + room} 行，"
            f"{why}，不能放心地代为插入；请在第 {first + room} 行上面插入至少 {missing} 个空行"
            "（或删去下面的合计、签字行）后再运行。",
        )

    def _keys(self, line: Line) -> Iterator[tuple[str, ...]]:
        unit, project = folded_name(line.text("unit")), folded_name(line.text("project"))
        if code := line.text("project_code" if "project" in self.list.heads else "department_code"):
            yield ("", code)
        yield (unit, project) if "project" in self.list.heads else (unit,)

    def _room(self, first: int) -> int | None:
        """The blank rows from here on; None where nothing stands below."""
        cells = self.grid.cells.items()
        below = [row for (row, column), cell in cells if row >= first and self._is_taken(column, cell)]
        below += [area[0] for area in self.grid.merges if area[0] >= first and area[2] > area[0]]
        return min(below) - first if below else None

    def _is_taken(self, column: int, cell: GridCell) -> bool:
        """Neither a formula nor a number that the rows are counted by: those stand in blank rows, too."""
        number = self.list.heads.get("number")
        counts = number is not None and number.left == column and cell.text.strip().isdecimal()
        return cell.formula is None and not counts

    def _put(self, editor: Editor, row: int, column: int, meant: str, value: Value) -> None:
        """A value where nothing stands yet."""
        sheet, place = self.list.sheet, ref(row, column)
        if value is None or value == "" or editor.value_of(sheet, place) is not None:
            return
        if isinstance(value, str):
            editor.set_text(sheet, place, value)
            return
        number = Decimal(value)
        if meant in MONEY:
            number *= normalise("万元")[1] / normalise(self.list.unit_of(meant))[1]
        editor.set_number(sheet, place, number)
        if meant == "rate" and editor.number_format(sheet, place) == PLAIN_FORMAT:
            editor.set_number_format(sheet, place, RATE_FORMAT)


def heads_in_words(left: Iterable[str]) -> str:
    """Heads that were not filled, each once."""
    return "、".join(dict.fromkeys(left))
