"""What one cell holds, pending edits counted in, in the reader's terms (RawCell).

Relies on ECMA-376 Part 1, 18.18.11 (ST_CellType) and 18.4.8 (rich text; its phonetic runs are no part of the text).
"""

from __future__ import annotations

from perfeval_xl.xlsx.edit.cells import SheetCells
from perfeval_xl.xlsx.edit.markup import Markup, damaged, local
from perfeval_xl.xlsx.edit.markup import unescaped as without_entities
from perfeval_xl.xlsx.edit.shared_formulas import formula_text
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.shared_strings import shared_strings, unescaped
from perfeval_xl.xlsx.read.sheetreader import RawCell
from perfeval_xl.xlsx.read.values import KINDS, value_of
from perfeval_xl.xlsx.xml import whole_number


def stored_value(package: Package, cells: SheetCells, row: int, column: int) -> RawCell | None:
    """The cell, or None when it has neither value nor formula."""
    declared, body, formula = cells.content(row, column)
    if not body and not formula:
        return None
    if (declared or "") not in KINDS:
        raise damaged("cell_type")
    kind, text = value_of(declared or "", _text(body), lambda index: _shared(package, index))
    has_result = bool(body) and (text != "" or kind in ("s", "str"))
    if not formula and not has_result:
        return None
    told = formula_text(cells, (row, column), formula) if formula else None
    return RawCell(row, column, kind, text, told, has_result, cells.style(row, column))


def _shared(package: Package, index: str) -> str:
    strings, number = shared_strings(package), whole_number(index)
    if number is None or number >= len(strings):
        raise damaged("string_number")
    return strings[number]


def _text(body: bytes) -> str:
    """The text of <v>, or of the <t> elements of <is> that are no phonetic runs."""
    markup = Markup(body)
    if not body:
        return ""
    root = markup.root()
    if local(root.name) == "v":
        return without_entities(markup.data[root.inside : root.inside_end])
    text = ""
    for child in markup.children(root):
        runs = [child] if local(child.name) == "t" else list(markup.children(child)) if local(child.name) == "r" else []
        for run in runs:
            if local(run.name) == "t":
                text += without_entities(markup.data[run.inside : run.inside_end])
    return unescaped(text)
