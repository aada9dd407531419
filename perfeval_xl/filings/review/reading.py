"""Reads filled 复核底稿, ours and foreign ones: every sheet by its heads, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePosixPath

from perfeval_xl.filings.lists import book_at
from perfeval_xl.filings.review import words
from perfeval_xl.filings.review.filled import (
    Field,
    FilledBook,
    FilledProject,
    FilledRow,
    RecordedRow,
    Said,
    SummaryLine,
    SummaryTable,
)
from perfeval_xl.filings.review.heads import HEADS, TABLE_HEADS
from perfeval_xl.filings.review.typed import reasons_in
from perfeval_xl.filings.review.words import Beside, Head, Record, Sheet
from perfeval_xl.form_words import folded_name
from perfeval_xl.patterns import lazy
from perfeval_xl.problems import FileError
from perfeval_xl.reading.grids.spreadsheet import Grid
from perfeval_xl.reading.layout.concepts import Table, concept_of
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.table_words import TOTAL_ROW
from perfeval_xl.reading.layout.view import Item, View
from perfeval_xl.refusals import file_error
from perfeval_xl.units import plain
from perfeval_xl.xlsx.limits import Limits
from perfeval_xl.xlsx.problem import PackageError

# Without these a sheet is no review of anything, or part of it cannot be looked at.
NEEDED: tuple[Field, ...] = (Head.NAME, Head.WEIGHT, Head.SELF_SCORE, Head.REVIEW_SCORE, Head.REMARK)
_FILLED_IN = (*words.REVIEWERS, Head.ACTUAL, Head.SELF_SCORE)
_FEWEST = 4  # heads that make a row the heads of a review sheet
_LAST_HEAD_ROW = 60  # no sheet begins below
_NUMBER = lazy(r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)\s*分?")
_REVIEWER = lazy(r"(?:复核|审核|评审)(?:人|人员|专家)\s*[:：]\s*([^\s:：＿_]{1,20})")
_UNIT_LABEL = lazy(r"(?:预算|实施|项目|被评价|被复核|填报|主管)?单位(?:名称)?[:：]?")
_PROJECT_LABEL = lazy(r"项目名称[:：]?")
_BOOK_PREFIX = lazy(r"^复核底稿[_-]?|[_-]?复核(?:底稿|表)$")
_TITLE_OF_UNIT = lazy(r"(.{2,40}?)(?:项目支出)?(?:绩效)?自评(?:复核|与复核).{0,12}")
_HELD_ROW = lazy(r"^ROW\(.{1,300}!\$?[A-Z]{1,3}\$?([0-9]{1,7})\)$")
_FOOT = ("注：", "注:", "复核人", "说明：", "备注：", "填表人", "审核人")


def read_filled(book: FilledBook, source: Path, limits: Limits) -> None:
    """What the file says, into `book`; one that cannot be read, or is no 底稿, gets its fault. `source`: where the file
    is (a zip member's lies unpacked)."""
    try:
        grids = book_at(source, limits).grids
    except (FileError, PackageError) as problem:
        book.fault = file_error(problem, book.own_name).message
        return
    read_grids(book, grids)
    if not book.projects and not book.fault:
        book.is_other = True
        book.fault = "里面没有自评复核表（没有一行同时写着三级指标、权重、自评得分、复核得分等栏目名称），没有核对。"


def read_grids(book: FilledBook, grids: Sequence[Grid]) -> None:
    """What the sheets say, into `book`."""
    views = [View(grid) for grid in grids if grid.cells]
    for view in views:
        _sheet(book, view)
    record = next((one for one in grids if one.name == Sheet.RECORD), None)
    if record is not None:
        _record(book, record)
        book.why = reasons_in(grids)
    filled = [one for one in book.projects if not _is_blank(one)]
    if book.projects and not filled:
        book.is_other, book.fault = True, "里面的自评复核表都是空白的，没有核对。"
    book.projects = filled
    _names(book, views)


def _sheet(book: FilledBook, view: View) -> None:
    if view.grid.name in (Sheet.RECORD, Sheet.GROUNDS, Sheet.PROBLEMS):
        return
    table = _summary(view)
    if table is not None:
        book.tables.append(table)
        return
    head = _heads(view, HEADS)
    if head is None:
        return
    row, columns = head
    by_field = {_field(name): item for name, item in columns.items()}
    if any(concept_of(TABLE_HEADS, item.label.core) == "PROBLEM" for item in view.starts(row)):
        return  # a list of problems has the same heads, and says which project each is of
    title = _title(view, row)
    is_review = title is not None or Head.REVIEW_SCORE in by_field or Head.REVIEW_ACTUAL in by_field
    if not is_review:
        return
    book.projects.append(_project(book, view, row, by_field, title))


def _field(name: str) -> Field:
    return Head[name] if name in Head.__members__ else Beside[name]


def _heads(view: View, table: Table) -> tuple[int, dict[str, Item]] | None:
    """The row of the heads (the lower of two) and the item of each; None where the sheet has none."""
    for row in view.between(1, _LAST_HEAD_ROW):
        found = _heads_ending_at(view, row, table)
        if len(found) >= _FEWEST:
            more = _heads_ending_at(view, row + 1, table) if _is_second(view, row, row + 1) else {}
            return (row + 1, more) if len(more) > len(found) else (row, found)
    return None


def _heads_ending_at(view: View, row: int, table: Table) -> dict[str, Item]:
    """The heads of a row; where it goes on with those of the row above, of both."""
    if not _is_second(view, row - 1, row):
        return _row_of_heads(view, row, table)
    return {**_row_of_heads(view, row - 1, table), **_row_of_heads(view, row, table, row - 1)}


def _is_second(view: View, row: int, below: int) -> bool:
    """Whether a row goes on with heads: some of those above are merged across, and words stand below them."""
    across = [item for item in view.starts(row) if item.right > item.left]
    under = [item for item in view.starts(below) if any(one.left <= item.left <= one.right for one in across)]
    return bool(under) and all(item.is_words for item in under)


def _row_of_heads(view: View, row: int, table: Table, above: int | None = None) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for item in view.showing(row):
        if not item.is_words:
            continue
        upper = view.at(above, item.left) if above is not None else None
        core = item.label.core
        both = f"{upper.label.core}{core}" if upper is not None and upper is not item else ""
        name = (concept_of(table, both) if both else None) or concept_of(table, core)
        if name is not None:
            found.setdefault(name, item)
    return found


# ------------------------------------------------------------------------------------------------ a project's sheet


def _title(view: View, head_row: int) -> Item | None:
    """The title 《…》…复核表 above the heads."""
    above = (item for row in view.between(1, head_row - 1) for item in view.starts(row))
    return next((item for item in above if words.project_in(item.text) or "复核表" in plain_text(item.text)), None)


def _project(book: FilledBook, view: View, head: int, columns: dict[Field, Item], title: Item | None) -> FilledProject:
    first = next(iter(columns.values()))
    named = (words.project_in(title.text) or "").strip() if title is not None else ""
    named = named or _beside(view, head, _PROJECT_LABEL) or view.grid.name
    project = FilledProject(
        book,
        view.grid.name,
        " ".join(named.split()),
        _beside(view, head, _UNIT_LABEL) or "",
        title.address if title is not None else first.address,
        frozenset(columns),
        tuple(one for one in NEEDED if one not in columns),
    )
    for row in view.between(head + 1, view.last_row):
        cells = {field: _said(view, row, item) for field, item in columns.items()}
        starts = view.starts(row)
        if starts and _is_total(starts):
            project.total = cells
            break
        if starts and starts[0].text.strip().startswith(_FOOT):
            break
        filled = _row(project, view, row, cells, columns)
        if filled is not None:
            project.rows.append(filled)
    project.key = next((words.form_key(row.key) for row in project.rows if row.key), "")
    project.reviewer = _reviewer(view)
    return project


def _is_blank(project: FilledProject) -> bool:
    """A sheet of the layout that no project has been given: it names none, and nothing has been filled in. Where we did
    not fill the book ourselves, rows that stand there are a project's."""
    is_named = project.project not in ("", project.sheet)
    if is_named or project.key or (project.rows and not project.book.is_from_template):
        return False
    return all(row.said(head).is_blank for row in project.rows for head in _FILLED_IN)


def _is_total(starts: list[Item]) -> bool:
    return any(TOTAL_ROW.fullmatch(plain_text(item.text)) for item in starts[:3])


def _row(
    project: FilledProject, view: View, row: int, cells: dict[Field, Said], columns: dict[Field, Item]
) -> FilledRow | None:
    """A row with a name of its own; one that says nothing is none."""
    names = [columns[one] for one in (Head.NAME, Head.LEVEL2, Head.LEVEL1) if one in columns]
    own = next((view.within(row, one.left, one.right) for one in names), None)
    if own is None or own.top != row:
        points = [cells[one] for one in (Head.WEIGHT, Head.SELF_SCORE, Head.REVIEW_SCORE) if one in cells]
        if not any(one.number is not None for one in points):
            return None
    key = cells[Beside.KEY].text.strip() if Beside.KEY in cells else ""
    return FilledRow(project, row, cells, key)


def _said(view: View, row: int, head: Item) -> Said:
    item = view.within(row, head.left, head.right)
    if item is None:
        return Said(view.address(row, head.left))
    return Said(item.address, item.text.strip(), _number(item))


def _number(item: Item) -> Decimal | None:
    if item.cell.number is not None:
        return item.cell.number
    found = _NUMBER.fullmatch(plain_text(item.text))
    try:
        return Decimal(found[1]) if found is not None else None
    except InvalidOperation:
        return None


def _beside(view: View, head: int, label: re.Pattern[str]) -> str | None:
    """What stands right of a label above the heads, or behind its colon."""
    for row in view.between(1, head - 1):
        for item in view.starts(row):
            text = plain_text(item.text)
            if label.fullmatch(text):
                value = view.right_of(item)
                if value is not None and value.text.strip():
                    return value.text.strip()
            found = label.match(text)
            if found and found.end() < len(text) and text[found.end() - 1] in ":：":
                return item.text.replace("：", ":").partition(":")[2].strip() or None
    return None


def _reviewer(view: View) -> str:
    """Who reviewed it, as the foot says."""
    for row in reversed(view.rows):
        for item in view.starts(row):
            found = _REVIEWER.search(item.text)
            if found is not None:
                return found[1]
            if plain_text(item.text).rstrip(":：") in ("复核人", "复核人员"):
                value = view.right_of(item)
                if value is not None and value.is_words and "：" not in value.text:
                    return value.text.strip(" ＿_")
    return ""


# ----------------------------------------------------------------------------------------------- 汇总 and 差值表


def _summary(view: View) -> SummaryTable | None:
    """A table of projects with both scores; None where the sheet has none."""
    for row in view.between(1, _LAST_HEAD_ROW):
        heads = _row_of_heads(view, row, TABLE_HEADS)
        if not {"PROJECT", "SELF_SCORE", "REVIEW_SCORE"} <= heads.keys() or "PROBLEM" in heads:
            continue
        is_difference = view.grid.name == Sheet.DIFFERENCES or "MONEY" not in heads
        table = SummaryTable(view.grid.name, is_difference)
        for line in view.between(row + 1, view.last_row):
            _table_line(view, line, heads, table)
            if table.total is not None:
                break
        return table
    return None


def _table_line(view: View, row: int, heads: dict[str, Item], table: SummaryTable) -> None:
    starts = view.starts(row)
    project = _said(view, row, heads["PROJECT"])
    figures = {
        name: _said(view, row, heads[name]) if name in heads else Said("")
        for name in ("SELF_SCORE", "REVIEW_SCORE", "DIFFERENCE", "DEVIATION")
    }
    line = SummaryLine(project.text, project.cell, *figures.values())
    is_total = bool(starts) and plain_text(starts[0].text).startswith(("合计", "总计", "平均", "总平均"))
    if is_total:
        table.total = line
    elif project.text and (line.own.number is not None or line.review.number is not None):
        table.lines.append(line)


# ------------------------------------------------------------------------------------------------------ 复核记录


def _record(book: FilledBook, grid: Grid) -> None:
    """What the 底稿 was made with, given to its projects; a project without a sheet is said."""
    lines = list(_record_lines(grid))
    book.is_from_template = any(words.ROW in line for line in lines)
    book.is_ours = not book.is_from_template
    by_form: dict[str, list[dict[str, str]]] = {}
    for line in lines:
        by_form.setdefault(words.form_key(line[Record.KEY]), []).append(line)
    for form, listed in by_form.items():
        first = listed[0]
        same = [one for one in book.projects if one.key == form]
        same = same or [one for one in book.projects if not one.key and one.sheet == first.get(Record.SHEET)]
        if not same:
            name = first.get(Record.PROJECT, "")
            book.remarks.append(
                f"复核记录里有项目“{name}”（{first.get(Record.SHEET, '')}），工作簿里已没有它的复核表。"
            )
        for project in same:
            project.key = project.key or form
            project.unit = first.get(Record.UNIT, "") or project.unit
            project.reviewer = project.reviewer or first.get(Record.REVIEWER, "")
            project.content_code = first.get(Record.CONTENT_CODE, "")
            project.draw = first.get(Record.DRAW, "")
            if book.is_from_template:
                _give_keys(project, listed)
            project.expected = [
                RecordedRow(
                    line[Record.KEY],
                    line.get(Record.SHEET, ""),
                    line.get(Record.PROJECT, ""),
                    {head: line.get(head, "") for head in words.UNITS},
                )
                for line in listed
            ]


def _give_keys(project: FilledProject, listed: Sequence[dict[str, str]]) -> None:
    """The rows of a template's sheet have no keys: the record says where each stood, and what it is called."""
    left = {line[Record.KEY]: line for line in listed}
    for is_its_line in (_stands_as_made, _is_called_so, _stands_there):
        for row in project.rows:
            same = [key for key, line in left.items() if not row.key and is_its_line(row, line)]
            if len(same) == 1:
                row.key = same[0]
                del left[row.key]


def _stands_as_made(row: FilledRow, line: Mapping[str, str]) -> bool:
    return _stands_there(row, line) and _is_called_so(row, line)


def _is_called_so(row: FilledRow, line: Mapping[str, str]) -> bool:
    return folded_name(line.get(Head.NAME)) == folded_name(row.name)


def _stands_there(row: FilledRow, line: Mapping[str, str]) -> bool:
    return line.get(words.ROW) == str(row.at)


def _record_lines(grid: Grid) -> Iterator[dict[str, str]]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        held = _HELD_ROW.search(cell.formula or "")
        said = plain(cell.number) if cell.number is not None else cell.text.strip()
        rows.setdefault(row, {})[column] = held[1] if held is not None else said
    top = next((row for row, cells in rows.items() if {Record.KEY.value, Record.SHEET.value} <= set(cells.values())), 0)
    for row, cells in rows.items():
        if top and row > top:
            line = {rows[top].get(column, ""): text for column, text in cells.items()}
            if line.get(Record.KEY):
                yield line


# ------------------------------------------------------------------------------------------------- whose it is


def _names(book: FilledBook, views: list[View]) -> None:
    """The unit of projects whose sheet does not say it: of a title of the workbook, else of the file's name."""
    if all(one.unit for one in book.projects):
        return
    titles = (item.text for view in views for row in view.between(1, 3) for item in view.starts(row))
    found = (_TITLE_OF_UNIT.fullmatch(text.strip()) for text in titles if "《" not in text)
    unit = next((one[1] for one in found if one is not None), None)
    unit = unit or _BOOK_PREFIX.sub("", PurePosixPath(book.own_name).stem).strip("_- ")
    for project in book.projects:
        project.unit = project.unit or unit
