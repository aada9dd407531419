"""What people typed into the book before: by sheet, by key, by head."""

from __future__ import annotations

from dataclasses import dataclass, field

from perfeval_xl.left_behind import LeftBehind
from perfeval_xl.writing.summary.kit.columns import Typed


@dataclass(slots=True)
class SheetBefore:
    """One sheet of the book before. `typed` holds people's cells only, `shown` the texts of all cells, both by key."""

    typed: dict[str, dict[str, Typed]] = field(default_factory=dict[str, dict[str, Typed]])
    shown: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    own_columns: list[str] = field(default_factory=list[str])  # heads of columns that people added


@dataclass(slots=True)
class Before:
    """The book before; empty where there is none. `left`: what people put into it that is not carried over."""

    sheets: dict[str, SheetBefore] = field(default_factory=dict[str, SheetBefore])
    left: LeftBehind = field(default_factory=LeftBehind)

    def of(self, sheet: str) -> SheetBefore:
        """What it had on a sheet."""
        return self.sheets.get(sheet) or SheetBefore()
