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

BOOLEANS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}


def stored_value(package: Package, cells: SheetCells, row: int, column: int) -> RawCell | None:
    """The cell, or None when it has neither value nor formula."""
    declared, body, formula = cells.content(row, column)
    if not body and not formula:
        return None
    raw = _text(body)
    has_result = bool(body) and (raw != "" or declared in ("s", "str", "inlineStr"))
    kind, text = _value(package, declared or "n", raw)
    told = None
    if formula:
        told = formula_text(cells, (row, column), formula)
    elif not has_result:
        return None
    return RawCell(row, column, kind, text, told, has_result, cells.style(row, column))


def _value(package: Package, declared: str, raw: str) -> tuple[str, str]:
    if declared == "s":
        strings = shared_strings(package)
        number = int(raw) if raw.isdecimal() else -1
        if not 0 <= number < len(strings):
            raise damaged("string_number")
        return "s", strings[number]
    if declared == "inlineStr":
        return "s", unescaped(raw)
    if declared == "str":
        return "str", unescaped(raw)
    if declared == "b":
        return "b", BOOLEANS.get(raw.strip(), raw.strip())
    return declared, raw.strip()


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
    return text
