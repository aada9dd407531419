"""The bureau's own empty 复核底稿, filled by the meaning of its heads in a lossless copy; nothing of it is moved.

Its sheets with the heads of a review take the unit's projects one by one, in order; their rows above the total take
the indicators. A 汇总 or 差值表 of it takes a row a project, each score by a formula from the project's sheet. Blank
cells alone are filled: formulas of the template stay. What it has too little room for is told with how much is needed;
heads that we have nothing for are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from perfeval_xl.filings.review import words
from perfeval_xl.filings.review.before import Typed
from perfeval_xl.filings.review.heads import HEADS, TABLE_HEADS
from perfeval_xl.filings.review.papers import Cell, Paper, Papers, Row, record_of
from perfeval_xl.filings.review.typed import TYPED_IN
from perfeval_xl.filings.review.words import Beside, Head, Record, Sheet
from perfeval_xl.footprint import HELD, lines_of
from perfeval_xl.footprint import SHEET as FOOTPRINT
from perfeval_xl.patterns import lazy
from perfeval_xl.problems import FileError
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.table_words import TOTAL_ROW
from perfeval_xl.reading.layout.view import Item, View
from perfeval_xl.refusals import told_of
from perfeval_xl.xlsx.edit.added_sheets import CellDesign, SheetDesign, quoted
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.limits import limits_for
from perfeval_xl.xlsx.names import column_letters, ref
from perfeval_xl.xlsx.package import Package

AUTHOR = "perfeval-xl"
_CALLED = "底稿模板"
_FEWEST = 5  # heads that make a row the heads of a review
_NEEDED = frozenset((Head.NAME, Head.REVIEW_SCORE))
_NAMED = lazy("《[^《》]{0,80}》")
_SUMS = (Head.WEIGHT, Head.SELF_SCORE, Head.REVIEW_SCORE)
_LABELS = {"项目名称": "project", "被复核单位": "unit", "预算单位": "unit", "单位名称": "unit", "实施单位": "unit"}


@dataclass(slots=True)
class Filled:
    """The filled copy. `left`: heads that we have nothing for, as printed; `missing`: those under which reviewers typed
    before, and which a sheet of it does not have."""

    data: bytes
    left: list[str] = field(default_factory=list[str])
    missing: list[Head | Beside] = field(default_factory=list[Head | Beside])


@dataclass(slots=True)
class _Table:
    """One sheet of the template that takes a project. `room`: rows between the heads and what stands below them."""

    view: View
    head_row: int
    columns: dict[Head | Beside, Item]
    unknown: list[str]
    total: int | None
    room: int | None
    typed: Mapping[str, Typed] = field(default_factory=dict[str, Typed])

    @property
    def name(self) -> str:
        return self.view.grid.name

    def value(self, row: Row, head: Head | Beside) -> Cell:
        """What stands under a head: what a reviewer typed, else the beginning."""
        return self.typed.get(row.key, {}).get(head, row.given(head))


def check_template(path: Path) -> None:
    """FileError where a template cannot be used; asked before any work is done."""
    with told_of(path, _CALLED):
        _tables(Package.open(path, limits_for(None)), path)


def fill_template(path: Path, papers: Papers, typed: Mapping[str, Typed]) -> Filled:
    """The unit's projects in a copy of the template; `typed`: what reviewers typed before, by a row's key. FileError
    where it has too few sheets or rows for them."""
    with told_of(path, _CALLED):
        return _filled(Package.open(path, limits_for(None)), path, papers, typed)


def _filled(package: Package, path: Path, papers: Papers, typed: Mapping[str, Typed]) -> Filled:
    for sheet in (Sheet.RECORD, FOOTPRINT):
        if any(one.name.lower() == sheet for one in package.sheets):
            raise FileError("R909", f"“{path.name}”里有名为“{sheet}”的工作表，本程序要用这个名字，请给它改名再运行。")
    tables = _tables(package, path)
    if len(tables) < len(papers.papers):
        raise FileError(
            "R909",
            f"“{path.name}”里只有 {len(tables)} 张复核表，{papers.unit}有 {len(papers.papers)} 个项目；"
            f"请在里面把空的复核表复制到至少 {len(papers.papers)} 张（每张都留着栏目名称）再运行。",
        )
    editor = Editor(package, AUTHOR)
    used = list(zip(tables, papers.papers, strict=False))
    for table, paper in used:
        table.typed = typed
        _fill(editor, table, paper, papers.unit, path.name)
    for one in _lists(package, path):
        _fill_list(editor, one, used, path.name)
    editor.recalculate_on_load()
    left = [head for table in tables[: len(papers.papers)] for head in table.unknown]
    under = [head for head in TYPED_IN if any(head in line for line in typed.values())]
    missing: list[Head | Beside] = [head for head in under if any(head not in table.columns for table, _ in used)]
    return Filled(_with_records(editor.build(), path, used), list(dict.fromkeys(left)), missing)


def _with_records(data: bytes, path: Path, used: Sequence[tuple[_Table, Paper]]) -> bytes:
    """The filled copy with what the next run needs, hidden: 复核记录, and what it held when it was written."""
    package = Package.from_bytes(data, path.name, limits_for(None))
    editor = Editor(package, AUTHOR)
    heads = (*Record, *words.UNITS, words.BEGAN, words.ROW)
    cells = [CellDesign(1, at, head) for at, head in enumerate(heads, 1)]
    lines = [(table, paper, at, row) for table, paper in used for at, row in enumerate(paper.rows, table.head_row + 1)]
    for number, (table, paper, at, row) in enumerate(lines, 2):
        said = record_of(paper, row, table.name).values()
        cells += [CellDesign(number, column, value) for column, value in enumerate(said, 1) if value != ""]
        cells.append(CellDesign(number, len(heads), at, formula=f"ROW({quoted(table.name)}!$A${at})"))
    editor.put_sheet(SheetDesign(Sheet.RECORD.value, cells, "hidden"))
    marks = [
        CellDesign(number, column, 1 if column == HELD else value, formula=str(value) if column == HELD else None)
        for number, line in enumerate(lines_of(package), 1)
        for column, value in enumerate(line, 1)
    ]
    editor.put_sheet(SheetDesign(FOOTPRINT, marks, "hidden"))
    return editor.build()


@dataclass(slots=True)
class _List:
    """A table of the template with a row a project: 汇总, 差值表."""

    sheet: str
    head_row: int
    columns: dict[str, Item]
    room: int | None


def _lists(package: Package, path: Path) -> Iterator[_List]:
    for grid in book_of(package, path.name).grids:
        if not grid.cells or grid.is_hidden:
            continue
        view = View(grid)
        for row in view.rows if _table(view) is None else ():
            names = {concept_of(TABLE_HEADS, item.label.core): item for item in view.starts(row) if item.is_words}
            columns = {name: item for name, item in names.items() if name is not None}
            if columns.keys() >= {"PROJECT", "SELF_SCORE", "REVIEW_SCORE"} and "PROBLEM" not in columns:
                head_row = max(item.bottom for item in columns.values())
                yield _List(grid.name, head_row, columns, _end(view, head_row)[1])
                break


def _fill_list(editor: Editor, one: _List, used: Sequence[tuple[_Table, Paper]], name: str) -> None:
    if one.room is not None and one.room < len(used):
        raise _no_room(name, one.sheet, one.room, f"这个单位有 {len(used)} 个项目", one.head_row, len(used))
    for row, (table, paper) in enumerate(used, one.head_row + 1):
        _put(editor, one.sheet, ref(row, one.columns["PROJECT"].left), paper.project)
        own, review = (_score(editor, one, row, name, table, paper) for name in ("SELF_SCORE", "REVIEW_SCORE"))
        if own[1] is None or review[1] is None:
            continue
        if "DIFFERENCE" in one.columns:
            at = ref(row, one.columns["DIFFERENCE"].left)
            _put_formula(editor, one.sheet, at, f"{review[0]}-{own[0]}", review[1] - own[1])
        if "DEVIATION" in one.columns:
            at = ref(row, one.columns["DEVIATION"].left)
            _put_deviation(editor, one.sheet, at, own[0], review[0], words.deviation(own[1], review[1]))


def _score(editor: Editor, one: _List, row: int, name: str, table: _Table, paper: Paper) -> tuple[str, Decimal | None]:
    """The cell of a score with what stands there: the sum of the project's rows, from its own sheet; of a form
    without scores nothing."""
    head = Head[name]
    letter = column_letters(table.columns[head].left) if head in table.columns else None
    added = _total(head, [_number(table.value(line, head)) for line in paper.rows])
    at = ref(row, one.columns[name].left)
    if letter is not None and added is not None:
        sheet = "'" + table.name.replace("'", "''") + "'"
        last = table.head_row + len(paper.rows) if table.total is None else table.total - 1
        _put_formula(editor, one.sheet, at, f"SUM({sheet}!{letter}{table.head_row + 1}:{letter}{last})", added)
    return at, added


def _no_room(name: str, sheet: str, room: int, what: str, head_row: int, needed: int) -> FileError:
    return FileError(
        "R909",
        f"“{name}”的工作表“{sheet}”只有 {room} 行，{what}；"
        f"请在第 {head_row + room + 1} 行上面插入至少 {needed - room} 个空行再运行。",
    )


def _tables(package: Package, path: Path) -> list[_Table]:
    views = (View(grid) for grid in book_of(package, path.name).grids if grid.cells and not grid.is_hidden)
    found = [table for view in views if (table := _table(view)) is not None]
    if not found:
        raise FileError(
            "R907",
            f"底稿模板“{path.name}”里没有看懂的复核表：没有一行同时写着三级指标、权重、自评得分、复核得分等栏目名称。",
        )
    return found


def _table(view: View) -> _Table | None:
    for row in view.rows:
        heads = {item: concept_of(HEADS, item.label.core) for item in view.starts(row) if item.is_words}
        columns: dict[Head | Beside, Item] = {}
        for item, name in heads.items():
            if name is not None:
                columns.setdefault(Head[name] if name in Head.__members__ else Beside[name], item)
        if len(columns) >= _FEWEST and columns.keys() >= _NEEDED:
            unknown = [" ".join(item.text.split()) for item, name in heads.items() if name is None]
            below = max(item.bottom for item in columns.values())
            total, room = _end(view, below)
            return _Table(view, below, columns, unknown, total, room)
    return None


def _end(view: View, head_row: int) -> tuple[int | None, int | None]:
    """The row of the total, and how many rows lie between it (or whatever comes first) and the heads."""
    for row in view.between(head_row + 1, view.last_row):
        starts = view.starts(row)
        if any(TOTAL_ROW.fullmatch(plain_text(item.text)) for item in starts[:3]):
            return row, row - head_row - 1
        if any(item.is_words and item.cell.formula is None for item in starts):
            return None, row - head_row - 1
    return None, None


def _fill(editor: Editor, table: _Table, paper: Paper, unit: str, name: str) -> None:
    if table.room is not None and table.room < len(paper.rows):
        what = f"《{paper.project}》有 {len(paper.rows)} 行"
        raise _no_room(name, table.name, table.room, what, table.head_row, len(paper.rows))
    _name(editor, table, paper, unit)
    for row, one in enumerate(paper.rows, table.head_row + 1):
        for head, item in table.columns.items():
            _put(editor, table.name, ref(row, item.left), table.value(one, head))
        _deviation(editor, table, row, one)
    if table.total is not None:
        _add_up(editor, table, table.total, paper.rows)


def _name(editor: Editor, table: _Table, paper: Paper, unit: str) -> None:
    """The title, and what stands beside 项目名称 and 单位 above the heads."""
    for row in table.view.between(1, table.head_row - 1):
        for item in table.view.starts(row):
            if "复核表" in item.text:
                editor.set_text(table.name, item.address, _titled(item.text, paper.project))
            what = _LABELS.get(plain_text(item.text).rstrip(":："))
            if what is not None and table.view.right_of(item) is None:
                said = paper.project if what == "project" else unit
                _put(editor, table.name, ref(item.top, item.beside[1]), said)


def _titled(text: str, project: str) -> str:
    """The template's title with the project in its 《》; without any, ours."""
    found = _NAMED.search(text)
    return words.title_of(project) if found is None else f"{text[: found.start()]}《{project}》{text[found.end() :]}"


def _deviation(editor: Editor, table: _Table, row: int, one: Row) -> None:
    """偏离度 where the template has the column and no formula of its own."""
    places = _places(table, row, (Head.DEVIATION, Head.SELF_SCORE, Head.REVIEW_SCORE))
    if places is None:
        return
    at, own, review = places
    share = words.deviation(one.self_score, _number(table.value(one, Head.REVIEW_SCORE)))
    _put_deviation(editor, table.name, at, own, review, share)


def _add_up(editor: Editor, table: _Table, total: int, rows: Sequence[Row]) -> None:
    """The sums of the last row, where the template has no formula of its own."""
    for head in _SUMS:
        item = table.columns.get(head)
        if item is None:
            continue
        letter = column_letters(item.left)
        added = _total(head, [_number(table.value(one, head)) for one in rows])
        formula = f"SUM({letter}{table.head_row + 1}:{letter}{total - 1})"
        if added is not None:
            _put_formula(editor, table.name, ref(total, item.left), formula, added)


def _total(head: Head, numbers: Sequence[Decimal | None]) -> Decimal | None:
    """A column added up; None where it is the unit's and has no scores."""
    whole = words.total(numbers)
    return Decimal(0) if whole is None and head is not Head.SELF_SCORE else whole


def _places(table: _Table, row: int, heads: Sequence[Head]) -> Iterator[str] | None:
    if any(head not in table.columns for head in heads):
        return None
    return (ref(row, table.columns[head].left) for head in heads)


def _number(value: Cell) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _put_deviation(editor: Editor, sheet: str, place: str, own: str, review: str, share: Decimal | None) -> None:
    formula = f'IF(AND(ISNUMBER({review}),N({own})<>0),({own}-{review})/{own},"")'
    is_new = _put_formula(editor, sheet, place, formula, "" if share is None else share)
    if is_new and editor.number_format(sheet, place) == "General":
        editor.set_number_format(sheet, place, "0.00%")


def _put_formula(editor: Editor, sheet: str, place: str, formula: str, result: Cell) -> bool:
    """A formula where nothing stands yet; whether it was put there."""
    return editor.value_of(sheet, place) is None and editor.set_formula(sheet, place, formula, result)


def _put(editor: Editor, sheet: str, place: str, value: Cell) -> None:
    """A value where nothing stands yet."""
    if value == "" or editor.value_of(sheet, place) is not None:
        return
    if isinstance(value, Decimal):
        editor.set_number(sheet, place, value)
    else:
        editor.set_text(sheet, place, value)
