"""What is written into the open cells of the standard workbook: texts, numbers as they are to show, stored results."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

_PLAIN = re.compile(r"-?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Content:
    """One cell's contents. `text` or `number` (with the format that shows it); neither: the cell is blank.

    `is_result`: the formula of the standard form stays, and this is what it comes to.
    """

    text: str = ""
    number: Decimal | None = None
    num_format: str | None = None
    is_result: bool = False


NOTHING = Content()


@dataclass(slots=True)
class SheetContents:
    """The contents of one sheet, by (row, column) from 1."""

    cells: dict[tuple[int, int], Content] = field(default_factory=dict[tuple[int, int], Content])

    def put(self, row: int, column: int, entry: Content) -> None:
        self.cells[row, column] = entry

    def put_text(self, row: int, column: int, text: str | None) -> None:
        """A text, where there is one."""
        if text:
            self.cells[row, column] = Content(text)


def entry_of(shown: str) -> Content:
    """What shows in a cell, as an entry that shows the same: 98% and 120.50 become numbers, all else is text."""
    text = shown.strip()
    if text.endswith("%") and (found := _PLAIN.fullmatch(text[:-1])) and "," not in text:
        digits = len(found.group(2) or "")
        return Content(number=Decimal(text[:-1]) / _HUNDRED, num_format=f"0.{'0' * digits}%" if digits else "0%")
    found = _PLAIN.fullmatch(text)
    if not found or (len(found.group(1)) > 1 and found.group(1).startswith("0")) or len(text) > 15:
        return Content(shown)
    decimals = found.group(2) or ""
    number = Decimal(text.replace(",", ""))
    whole = "#,##0" if "," in text else "0"
    if decimals.endswith("0"):
        return Content(number=number, num_format=f"{whole}.{'0' * len(decimals)}")
    if "," in text:
        return Content(number=number, num_format=f"{whole}.{'0' * len(decimals)}" if decimals else whole)
    return Content(number=number)
