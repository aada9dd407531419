"""A form as it can be drawn: the part of its grid that it covers, with widths, merged areas and the texts shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from perfeval_xl.form import Form
from perfeval_xl.reading.grids.spreadsheet import Book, Grid, GridCell
from perfeval_xl.result import Drawn, DrawnCell
from perfeval_xl.xlsx.names import column_letters, ref, split_area, split_ref

MOST_ROWS, MOST_COLUMNS = 500, 60  # of a form; what lies beyond is counted, not drawn
LONGEST = 2_000  # characters of a cell
_BY_KIND = {"number": "r", "date": "r", "boolean": "c", "error": "c"}  # where the style leaves it to the value


def drawn(book: Book, form: Form, places: Iterable[tuple[str, str]]) -> Drawn | None:
    """The form on its sheet. `places`: sheet and cell of all that findings name, drawn too where they lie outside its
    range; the other sheets among them whole, beside it.

    None where its own sheet is not in the book.
    """
    grids = {one.name: one for one in book.grids}
    if form.sheet not in grids:
        return None
    named: dict[str, list[str]] = {form.sheet: []}
    for sheet, cell in places:
        named.setdefault(sheet, []).append(cell)
    own = _of_sheet(grids[form.sheet], form, named.pop(form.sheet))
    others = (_of_sheet(grids[sheet], form, cells) for sheet, cells in named.items() if sheet in grids)
    return replace(own, beside=tuple(one for one in others if one.cells))


def _of_sheet(grid: Grid, form: Form, places: Iterable[str]) -> Drawn:
    """One sheet: of the form's own what it covers, of another one all of it."""
    called = {name: place for name in places if (place := _place(grid, name)) is not None}
    content = [*grid.cells, *((top, left) for top, left, _, _ in grid.merges)]
    if grid.name == form.sheet:
        top, left, bottom, right = _area(grid, form.range, called.values())
    else:
        rows, columns = zip((1, 1), *content, *called.values(), strict=True)
        top, left, bottom, right = min(rows), min(columns), max(rows), max(columns)
    last_row, last_column = min(bottom, top + MOST_ROWS - 1), min(right, left + MOST_COLUMNS - 1)
    looks, by_kind = grid.looks(), _BY_KIND if grid.names is None else {}
    inside = [
        cell
        for (row, column), cell in sorted(grid.cells.items())
        if top <= row <= last_row and left <= column <= last_column and (cell.text or cell.kind == "picture")
    ]
    return Drawn(
        sheet=grid.name,
        first=ref(top, left),
        last=ref(last_row, last_column),
        widths=tuple(_width(grid, column) for column in range(left, last_column + 1)),
        merges=tuple(_merges(grid, (top, left, last_row, last_column))),
        cells=tuple(DrawnCell(ref(one.row, one.column), *_text(one), _look(one, looks, by_kind)) for one in inside),
        hidden_rows=tuple(sorted(row for row in grid.hidden_rows if top <= row <= last_row)),
        hidden_columns=tuple(
            column_letters(column) for column in sorted(grid.hidden_columns) if left <= column <= last_column
        ),
        places={name: ref(*place) for name, place in called.items() if name != ref(*place)},
        rows_left_out=bottom - last_row,
        columns_left_out=right - last_column,
    )


def _place(grid: Grid, name: str) -> tuple[int, int] | None:
    """Row and column of a place, by its name on this grid."""
    if grid.names is not None:
        return grid.names.place(name)
    try:
        return split_ref(name.partition(":")[0])
    except ValueError:
        return None


def _area(grid: Grid, form: str, others: Iterable[tuple[int, int]]) -> tuple[int, int, int, int]:
    """First row and column, last row and column of what is drawn."""
    places = list(others)
    if grid.names is None:
        top, left, bottom, right = split_area(form)
    else:
        first, _, last = form.partition(":")
        top, left = (_place(grid, first) or (1, 1))[0], 1
        bottom, right = _place(grid, last or first) or (top, 1)
        covers = [one for one in grid.merges if one[0] <= bottom <= one[2]]
        bottom = max([bottom, *(one[2] for one in covers)])
        right = max([right, *(column for _, column in grid.cells), *(one[3] for one in grid.merges)])
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return min([top, *rows]), min([left, *columns]), max([bottom, *rows]), max([right, *columns])


def _width(grid: Grid, column: int) -> int:
    return round(next((size for first, last, size in grid.widths if first <= column <= last), grid.usual_width))


def _merges(grid: Grid, area: tuple[int, int, int, int]) -> Iterable[str]:
    """The merged areas that begin inside, cut where the drawing ends."""
    top, left, bottom, right = area
    for first_row, first_column, last_row, last_column in grid.merges:
        if top <= first_row <= bottom and left <= first_column <= right:
            yield f"{ref(first_row, first_column)}:{ref(min(last_row, bottom), min(last_column, right))}"


def _text(cell: GridCell) -> tuple[str, int]:
    """What is shown, and how many characters it has in full."""
    text = "（图片）" if cell.kind == "picture" else cell.text
    return text[:LONGEST], len(text)


def _look(cell: GridCell, looks: list[str], by_kind: Mapping[str, str]) -> str:
    look = looks[cell.style] if 0 <= cell.style < len(looks) else ""
    has_place = any(sign in look for sign in "clr")
    return (look if has_place else look + by_kind.get(cell.kind, "")).replace("l", "")
