"""Edits a workbook by patching its package: named cells, colours, comments, our own sheets, document properties.

Everything else is copied as it lies. The rooms beside this one do the work on one kind of part each.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from perfeval_xl.xlsx.added_sheets import SheetDesign

if TYPE_CHECKING:
    from perfeval_xl.xlsx.package import Package
    from perfeval_xl.xlsx.sheetreader import RawCell

AUTHOR = "绩效核对"  # of every comment of ours: how they are found again
Result = Decimal | str | bool | None


class Editor:
    """Collects edits to one package; `build` gives the new file.

    `sheet` is a sheet's name, `ref` an A1 address. In a merged area every address of the area means the area.
    Raises FileError R908 where the package cannot be patched safely; nothing is ever written before `build` is done.
    """

    def __init__(self, package: Package) -> None: ...

    def set_number(self, sheet: str, ref: str, value: Decimal) -> bool:
        """Puts a number there and keeps the style. False, and nothing done: the cell is part of an array formula or
        a data table that spans several cells (a part of it cannot be changed alone). The same for all set_ and clear."""
        ...

    def set_text(self, sheet: str, ref: str, text: str) -> bool:
        """Puts a text there; it never becomes a formula."""
        ...

    def set_formula(self, sheet: str, ref: str, formula: str, result: Result) -> bool:
        """Puts a formula there (no leading "=") with its stored result."""
        ...

    def set_result(self, sheet: str, ref: str, result: Result) -> bool:
        """Updates the stored result of the formula that stands there. False also where there is none."""
        ...

    def clear(self, sheet: str, ref: str) -> bool:
        """Takes the value or formula away and keeps the style."""
        ...

    def value_of(self, sheet: str, ref: str) -> RawCell | None:
        """What stands there, pending edits counted in; None for a cell without value and formula."""
        ...

    def fill(self, sheet: str, ref: str, colour: str) -> None:
        """Colours the cell RRGGBB (of a merged area, all of it); other cells that share its style stay as they are."""
        ...

    def fill_colour(self, sheet: str, ref: str) -> str | None:
        """The colour RRGGBB of a solid fill given as RGB, else None."""
        ...

    def fill_of(self, sheet: str, ref: str) -> str:
        """The fill of the cell or merged area, as text to be stored and given to `restore_fill`."""
        ...

    def restore_fill(self, sheet: str, ref: str, stored: str) -> None:
        """Gives the fill back that `fill_of` told; the rest of the style stays as it is now."""
        ...

    def comment(self, sheet: str, ref: str, text: str) -> bool:
        """Adds our comment, or replaces our own. False, and nothing done: somebody else's comment is there."""
        ...

    def remove_own_comments(self) -> None:
        """Takes away every comment of ours, in all sheets, also after another program saved the file."""
        ...

    def put_sheet(self, design: SheetDesign) -> None:
        """Adds the sheet at the end, or replaces the sheet of this name in place."""
        ...

    def remove_sheet(self, name: str) -> bool:
        """Removes the sheet with its parts and names. False where there is none."""
        ...

    def set_properties(self, properties: Mapping[str, str | None]) -> None:
        """Sets custom document properties; None takes one away."""
        ...

    def recalculate_on_load(self) -> None:
        """Tells the spreadsheet program to recompute all formulas when it opens the file."""
        ...

    def build(self) -> bytes:
        """The new file. The same input and the same edits give the same bytes."""
        ...
