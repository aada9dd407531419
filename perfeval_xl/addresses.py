"""What a place of a form is called (G12 on a sheet, 表1 第6行第5列 in a Word document), and how places follow.

In a Word table a person counts: the tables of the document, the rows of the table, the cells of the row from the left,
a merged one once. Text around the tables is called after the nearest one: 表1 上方第2段.
"""

from __future__ import annotations

import re

from perfeval_xl.xlsx.names import split_ref

_BELOW = 1_000_000  # in the order of places: behind all rows of a table
MARGINS, HEADER, FOOTER = "页眉页脚", "页眉", "页脚"
_IN_TABLE = "第[0-9]{1,6}行第[0-9]{1,6}列"
_IN_WORD = (
    f"表[1-9][0-9]{{0,5}} (?:[上下]方第[0-9]{{1,6}}段|{_IN_TABLE}(?:内表[0-9]{{1,6}} {_IN_TABLE}){{0,99}}(?:右侧)?)"
    f"|{HEADER[0]}[{HEADER[1]}{FOOTER[1]}]第[0-9]{{1,6}}段"
)
_PARAGRAPH = re.compile(r"表([0-9]{1,6}) ([上下])方第([0-9]{1,6})段")
_NUMBER = re.compile(r"[0-9]{1,6}")
_A1 = r"(?<![A-Za-z0-9.])[A-Z]{1,2}[1-9][0-9]{0,3}(?![A-Za-z0-9.])"
IN_TEXT = re.compile(rf"“[^“”]{{0,200}}”|{_IN_WORD}|{_A1}")  # a place named in a sentence; what is quoted is none


def table(number: int) -> str:
    """A table of the document, counted from 1."""
    return f"表{number}"


def in_table(table: int, row: int, column: int) -> str:
    """A cell of a table of the document, all counted from 1."""
    return f"表{table} 第{row}行第{column}列"


def inside(cell: str, table: int, row: int, column: int) -> str:
    """A cell of a table that stands inside a cell."""
    return f"{cell}内表{table} 第{row}行第{column}列"


def above(table: int, paragraph: int) -> str:
    """A paragraph above a table; 1 is the one right above it."""
    return f"表{table} 上方第{paragraph}段"


def below(table: int, paragraph: int) -> str:
    """A paragraph below a table; 1 is the one right below it."""
    return f"表{table} 下方第{paragraph}段"


def in_margin(where: str, paragraph: int) -> str:
    """A paragraph of the HEADER or FOOTER of the pages."""
    return f"{where}第{paragraph}段"


def right_of(cell: str) -> str:
    """A place right of the last cell of a row, where the table has none; on the line of a paragraph, that paragraph."""
    return cell if cell.endswith("段") else f"{cell}右侧"


def is_in_word(cell: str) -> bool:
    """The name is one of a place in a Word document."""
    return cell.startswith(("表", "正文", HEADER, FOOTER))


def order(cell: str | None) -> tuple[int, ...]:
    """For sorting: sheets by row and column, documents from top to bottom; what has no place comes first."""
    first = (cell or "").partition(":")[0]
    if is_in_word(first):
        if (found := _PARAGRAPH.fullmatch(first)) is not None:
            table, number = int(found[1]), int(found[3])
            return (table, 0, -number) if found[2] == "上" else (table, _BELOW, number)
        if first.startswith((HEADER, FOOTER)):
            return (0, *(int(number) for number in _NUMBER.findall(first)))
        return tuple(int(number) for number in _NUMBER.findall(first))
    try:
        return split_ref(first)
    except ValueError:
        return (0, 0)


def told(sheet: str, cell: str | None) -> str:
    """A place with its sheet, for a sentence: 自评表!G12. A place in a Word document says where it is by itself."""
    if not cell:
        return sheet
    return cell if is_in_word(cell) else "!".join(place_on(sheet, cell))


def place_on(sheet: str, cell: str) -> tuple[str, str]:
    """The sheet and the address of a cell of a form on `sheet`: G5 there, or 自评表(续)!G5 on another."""
    other, _, address = cell.rpartition("!")
    return other or sheet, address


def seen_from(sheet: str, other: str, cell: str) -> str:
    """What a cell of a sheet is called on a form that stands on `sheet`: the other way round."""
    return cell if other == sheet else f"{other}!{cell}"


def area_told(sheet: str, area: str) -> str:
    """Where a form stands: 工作表“自评表”A1:H30; 表1 第1行第1列 至 表1 第30行第8列."""
    first, _, last = area.partition(":")
    if is_in_word(first):
        return f"{first} 至 {last}" if last and last != first else first
    return f"工作表“{sheet}”{area}"
