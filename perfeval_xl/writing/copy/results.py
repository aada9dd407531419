"""What a formula of the copy comes to, our pending edits counted in."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.formulas.evaluate import Content, Evaluator, Place
from perfeval_xl.xlsx.formulas.values import Fault, Scalar, UnknownError
from perfeval_xl.xlsx.names import LAST_COLUMN, LAST_ROW, ref, split_ref
from perfeval_xl.xlsx.read.sheetreader import RawCell


def number_of(editor: Editor, sheet: str, cell: str) -> Decimal | None:
    """The number that the formula of a cell gives; None where it gives none or nobody can tell."""
    try:
        value = Evaluator(_Edited(editor)).result((sheet, *split_ref(cell)))
    except UnknownError:
        return None
    return value if isinstance(value, Decimal) else None


class _Edited:
    """The workbook under edit as the evaluator looks at it."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._sheets = {sheet.name for sheet in editor.package.sheets}

    def last(self, sheet: str) -> tuple[int, int] | None:
        return (LAST_ROW, LAST_COLUMN) if sheet in self._sheets else None

    def at(self, place: Place) -> Content | None:
        cell = self._editor.value_of(place[0], ref(*place[1:]))
        return None if cell is None else Content(_value(cell), cell.formula)


def _value(cell: RawCell) -> Scalar:
    if not cell.has_result:
        return None
    if cell.kind == "n":
        return Decimal(cell.text)
    if cell.kind == "b":
        return cell.text == "TRUE"
    if cell.kind == "e":
        return Fault(cell.text)
    if cell.kind == "d":
        raise UnknownError
    return cell.text
