"""Several forms where one would be expected: side by side on a sheet, or one below the other in a list of projects."""

from __future__ import annotations

from dataclasses import replace

from perfeval_xl.reading.grids.spreadsheet import Grid
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.headings import is_indicator_heading
from perfeval_xl.reading.layout.places import Columns, FormPlaces, FundBlock, IndicatorBlock, Pair
from perfeval_xl.reading.layout.synonyms import FUND_COLUMNS, HEAD, INDICATOR_COLUMNS
from perfeval_xl.reading.layout.view import Item, View

_FEWEST = 4  # columns of a table of indicators that tell a second table beside the first
_HEAD = ("project", "department", "local_department", "unit", "unit_using", "unit_filing", "year")


def side_by_side(view: View) -> list[View]:
    """The sheet, or its left and right part where two tables of indicators stand beside each other: an empty column
    between them, or the columns of one heading named twice."""
    for column in _empty_columns(view):
        parts = [View(_part(view.grid, 1, column)), View(_part(view.grid, column + 1, view.last_column + 1))]
        if _have_alike_tables(*parts):
            return [one for part in parts for one in side_by_side(part)]
    for row in view.rows:
        cut = _cut(view, row)
        if cut is not None and not any(left < cut <= right for _, left, _, right in view.grid.merges):
            return [View(_part(view.grid, 1, cut)), *side_by_side(View(_part(view.grid, cut, view.last_column + 1)))]
    return [view]


def _have_alike_tables(left: View, right: View) -> bool:
    """Both parts name indicators, under headings of which several mean the same: no table parted by an empty column."""
    shared = [named for one in _tables(left) for other in _tables(right) if len(named := one & other) >= _FEWEST]
    return any("name" in named for named in shared)


def _tables(part: View) -> list[set[str]]:
    """What the headings of indicators in a part name, a set each."""
    headings = [part.starts(row) for row in part.rows if is_indicator_heading(part, row)]
    return [{c for one in items if (c := concept_of(INDICATOR_COLUMNS, one.label.core))} for items in headings]


def _empty_columns(view: View) -> list[int]:
    """Columns between others that nothing stands in or reaches over."""
    taken = {column for (_, column), cell in view.grid.cells.items() if cell.text}
    for _, left, _, right in view.grid.merges:
        taken.update(range(left, min(right, view.last_column) + 1))
    return [column for column in range(view.first_column + 1, view.last_column) if column not in taken]


def _cut(view: View, row: int) -> int | None:
    """The first column of the second table, where a heading names its columns twice."""
    items = view.starts(row)
    if len(items) < 2 * _FEWEST or not all(item.is_words for item in items):
        return None
    first: dict[str, Item] = {}
    second: dict[str, Item] = {}
    for item in items:
        concept = concept_of(INDICATOR_COLUMNS, item.label.core)
        if concept is not None:
            (second if concept in first else first).setdefault(concept, item)
    if len(second) < _FEWEST or "name" not in second:
        return None
    begins = min(item.left for item in second.values())
    # the left table ends where the right one begins: no column of it is named for the first time behind that
    return begins if all(first[concept].right < begins for concept in second) else None


def _part(grid: Grid, first: int, end: int) -> Grid:
    """The columns from `first` up to `end`."""
    return replace(
        grid,
        cells={place: cell for place, cell in grid.cells.items() if first <= place[1] < end},
        merges=[merge for merge in grid.merges if first <= merge[1] < end],
    )


def by_project(places: FormPlaces) -> list[FormPlaces]:
    """One form a project, where a column of the table names the project of each row; else the form as it is."""
    block = next((one for one in places.indicators if _heads(one).get("project")), None)
    if block is None:
        return [places]
    heads = _heads(block)
    view = places.view
    groups: list[tuple[dict[str, Item], list[int]]] = []
    for row in block.rows:
        said = {name: item for name, head in heads.items() if (item := view.within(row, head.left, head.right))}
        for item in said.values():
            places.use(item)
        project = said.get("project")
        if not groups or (project is not None and project.text.strip() != groups[-1][0]["project"].text.strip()):
            if project is None:
                return [places]
            groups.append((said, []))
        groups[-1][1].append(row)
    if not groups:
        return [places]
    for row in _totals_of_the_list(block, [rows for _, rows in groups]):
        block = replace(block, total_rows=[one for one in block.total_rows if one != row])
        for item in view.starts(row):
            places.use(item)
    money = _money(block)
    for row in block.rows if money is not None else ():
        for span in money.spans.values() if money is not None else ():
            if (item := view.within(row, *span)) is not None:
                places.use(item)
    known = [*heads.values(), *(money.items.values() if money is not None else ())]
    columns = replace(block.columns, unknown=[one for one in block.columns.unknown if one not in known])
    out: list[FormPlaces] = []
    for index, (said, rows) in enumerate(groups):
        first = places.first_row if index == 0 else rows[0]
        last = places.last_row if index + 1 == len(groups) else groups[index + 1][1][0] - 1
        own = replace(
            block,
            columns=columns,
            rows=rows,
            total_rows=[row for row in block.total_rows if rows[0] < row <= last],
            subtotal_rows=[row for row in block.subtotal_rows if rows[0] < row <= last],
        )
        pairs = [Pair(name, heads[name], item, (item.top, item.left)) for name, item in said.items()]
        is_first = index == 0
        out.append(
            replace(
                places,
                first_row=first,
                last_row=last,
                pairs=[*pairs, *places.pairs],
                funds=[*(places.funds if is_first else []), *([FundBlock(money, [rows[0]])] if money else [])],
                money_pairs=places.money_pairs if is_first else [],
                cross_funds=places.cross_funds if is_first else [],
                texts=places.texts if is_first else [],
                indicators=[own],
                number_in_list=index + 1,
            )
        )
    return out


def _money(block: IndicatorBlock) -> Columns | None:
    """全年预算数 | 全年执行数 among the columns of the list: each project's money, repeated on its rows."""
    items = {
        concept: item
        for item in block.columns.unknown
        if (concept := concept_of(FUND_COLUMNS, item.label.core))
        in ("initial_budget", "annual_budget", "executed", "rate")
    }
    if len(items) < 2:
        return None
    spans = {concept: (item.left, item.right) for concept, item in items.items()}
    return Columns(block.columns.first_row, block.columns.last_row, spans, items).finished()


def _totals_of_the_list(block: IndicatorBlock, groups: list[list[int]]) -> list[int]:
    """Rows at the end that add up all projects: one total for several of them, or one more than each has."""
    ends = [following[0] for following in groups[1:]]
    behind = [row for row in block.total_rows if row > groups[-1][-1]]
    before = [any(rows[-1] < row < end for row in block.total_rows) for rows, end in zip(groups, ends, strict=False)]
    if not before:
        return []
    return behind[1:] if all(before) else behind


def _heads(block: IndicatorBlock) -> dict[str, Item]:
    """Headings of a table that name fields of a form's head: 项目名称, 实施单位."""
    found: dict[str, Item] = {}
    for item in block.columns.unknown:
        concept = concept_of(HEAD, item.label.core)
        if concept in _HEAD:
            found.setdefault(concept, item)
    return found
