"""Forms written as text tables, so that a test reads like the form.

    form = form_from('''
        | 项目名称 | 某项目 |
        | 资金（万元） | 全年预算数 | 全年执行数 | 执行率 |
        | 年度资金总额 | 100.00 | 89.50 | 98% |
    ''')

A cell such as 98% or 99.10% becomes a number with a percent format; 12, 12.50, -3 and 1,200.00 become numbers with a
format that shows the same digits; all else is text. `'12` is the text 12, `{2023-12-31}` a date, `{TRUE}` a boolean,
`#REF!` an error cell, `=SUM(A1:A2)` a formula without result. `<` continues the cell to its left (merged across), `^`
the cell above (merged down); where such a sign is text, write `'<`. An empty cell is blank, a line `|` an empty
row; a line of dashes (| --- | --- |) is left out. `\n` inside a cell is a line break.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from perfeval_xl.reading.grids.spreadsheet import Book, Grid, Merge
from perfeval_xl.result import FormResult
from tests.grids import Formatted, Value, grid_of

_PERCENT = re.compile(r"^-?\d+(?:\.(\d+))?\s?%$")
_NUMBER = re.compile(r"^-?(?:0|[1-9]\d*)(?:\.(\d+))?$")
_THOUSANDS = re.compile(r"^-?\d{1,3}(?:,\d{3})+(?:\.(\d+))?$")


def value_of(written: str) -> Value | Formatted:
    """What Excel stores when a clerk types `written` into a cell."""
    written = written.strip().replace("\\n", "\n")
    if not written:
        return None
    if written.startswith("'"):
        return written[1:]
    if written.startswith("{") and written.endswith("}"):
        inner = written[1:-1]
        return inner == "TRUE" if inner in ("TRUE", "FALSE") else date.fromisoformat(inner)
    percent = _PERCENT.match(written)
    if percent:
        digits = len(percent.group(1) or "")
        return Decimal(written.rstrip("%").strip()).scaleb(-2), "0%" if not digits else f"0.{'0' * digits}%"
    number = _NUMBER.match(written)
    if number:
        digits = len(number.group(1) or "")
        trailing = digits and written.endswith("0")
        return (Decimal(written), f"0.{'0' * digits}") if trailing else Decimal(written)
    thousands = _THOUSANDS.match(written)
    if thousands:
        digits = len(thousands.group(1) or "")
        return Decimal(written.replace(",", "")), "#,##0" + (f".{'0' * digits}" if digits else "")
    return written


def grid_from(text: str, name: str = "自评表", merges: tuple[str, ...] = (), state: str = "visible") -> Grid:
    """A sheet from a text table (see the module's docstring)."""
    rows: list[list[Value | Formatted]] = []
    areas: dict[tuple[int, int], list[int]] = {}  # top left -> bottom, right
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    lines = [line.strip() for line in text.strip().splitlines()]
    for line in (one for one in lines if one and not re.fullmatch(r"[|\s:-]*---[|\s:-]*", one)):
        written = [cell.strip() for cell in line.strip("|").split("|")] if line.strip("|") else []
        row = len(rows) + 1
        values: list[Value | Formatted] = []
        for column, cell in enumerate(written, 1):
            place = (row, column)
            if cell in ("<", "^") and (place[0] - (cell == "^"), place[1] - (cell == "<")) in owner:
                top = owner[place[0] - (cell == "^"), place[1] - (cell == "<")]
                area = areas.setdefault(top, [*top])
                area[:] = [max(area[0], row), max(area[1], column)]
                owner[place] = top
                values.append(None)
                continue
            owner[place] = place
            values.append(value_of(cell))
        rows.append(values)
    places: list[Merge | str] = [(top[0], top[1], end[0], end[1]) for top, end in areas.items() if list(top) != end]
    return grid_of(rows, [*places, *merges], name=name, state=state)


def forms_from(*tables: str | Grid, file: str = "某项目.xlsx") -> list[FormResult]:
    """All forms of a workbook whose sheets are these tables, as read (no scores, no findings)."""
    from perfeval_xl.reading import read_book

    grids = [
        one if isinstance(one, Grid) else grid_from(one, name="自评表" if not index else f"表{index + 1}")
        for index, one in enumerate(tables)
    ]
    return read_book(Book(file, grids), file)


def form_from(*tables: str | Grid, file: str = "某项目.xlsx") -> FormResult:
    """The only form of a workbook whose sheets are these tables."""
    forms = forms_from(*tables, file=file)
    assert len(forms) == 1, f"{len(forms)} forms"
    return forms[0]
