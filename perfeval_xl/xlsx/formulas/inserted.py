"""Moves references when rows are inserted into a sheet: what stands below moves down, an area around it grows.

As spreadsheet programs do it (ECMA-376 part 1, 18.17.2 has the grammar), and one thing more: the new rows are copies
of the row above them, so that an area that ends in that row takes them in, as a sum over a list has to. In the row
itself a relative end is the row (a running sum D$4:D13), and stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from perfeval_xl.xlsx.formulas.tokens import Token, tokens
from perfeval_xl.xlsx.names import LAST_ROW, split_ref
from perfeval_xl.xlsx.problem import PackageError

Area = tuple[int, int, int, int]  # first row, first column, last row, last column


def in_the_way(what: str) -> PackageError:
    """Why rows cannot be inserted for certain, in a word."""
    return PackageError("rows_not_insertable", what=what)


def says_addresses(formula: str) -> bool:
    """Whether a formula has an address in a text, which nothing moves."""
    if "INDIRECT" not in formula.upper():
        return False
    return any(one.kind == "text" and any(map(str.isdecimal, one.text)) for one in tokens(formula))


@dataclass(frozen=True, slots=True)
class Insertion:
    """`count` rows put into a sheet below its row `row`, as copies of it."""

    sheet: str
    row: int
    count: int

    def place(self, row: int) -> int:
        """Where a row stands afterwards. PackageError where the sheet has no such row."""
        moved = row + self.count if row > self.row else row
        if moved > LAST_ROW:
            raise in_the_way("last_row")
        return moved

    def area(self, area: Area) -> Area:
        """An area afterwards; one that ends in the last row of the sheet ends there still."""
        top, left, bottom, right = area
        last = bottom + self.count if bottom >= self.row else bottom
        return self.place(top), left, min(last, LAST_ROW), right

    def is_on(self, sheet: str) -> bool:
        return sheet.casefold() == self.sheet.casefold()

    def formula(self, text: str, on: str = "", at: int = 0) -> str:
        """A formula of the sheet `on`, in its row `at` (0: in none), as it has to be afterwards.

        PackageError for a reference over several sheets: which of them it names is not known here.
        """
        parts = tokens(text)
        made = [part.text for part in parts]
        last_done = -1
        for number, part in enumerate(parts):
            if number <= last_done or not _is_reference(part) or not self.is_on(_sheet_of(parts, number) or on):
                continue
            if part.kind == "rows":
                first, _, last_row = part.text.partition(":")
                made[number] = ":".join(self._ends(first, last_row, on, at))
            elif (last := _other_end(parts, number)) is not None:
                made[number], made[last] = self._ends(part.text, parts[last].text, on, at)
                last_done = last
            else:
                made[number] = _with_row(part.text, self.place(_row(part.text)))
        return "".join(made)

    def _ends(self, first: str, last: str, on: str, at: int) -> tuple[str, str]:
        """The two ends of an area, as they were written."""
        if _row(first) > _row(last):
            last, first = self._ends(last, first, on, at)
            return first, last
        bottom = _row(last)
        if bottom == LAST_ROW:
            end = bottom
        elif bottom == self.row and self._takes_in(first, last, on, at):
            end = bottom + self.count
        else:
            end = self.place(bottom)
        return _with_row(first, self.place(_row(first))), _with_row(last, end)

    def _takes_in(self, first: str, last: str, on: str, at: int) -> bool:
        """Whether an area that ends in the row is to end in the last of the new ones."""
        is_list = _row(first) < _row(last)
        if not self.is_on(on):
            return is_list
        if at == self.row:
            return is_list and last.rstrip(_DIGITS).endswith("$")
        return is_list or at > self.row  # a sum below a list of one row


_DIGITS = "0123456789"


def _with_row(text: str, row: int) -> str:
    return text.rstrip(_DIGITS) + str(row)


def _row(text: str) -> int:
    """The row of $D$14, or of $14."""
    return int(text[len(text.rstrip(_DIGITS)) :])


def _is_reference(part: Token) -> bool:
    """What only looks like an address is a name: XFE1."""
    if part.kind == "cell":
        try:
            split_ref(part.text)
        except ValueError:
            return False
        return True
    return part.kind == "rows" and all(_row(one) <= LAST_ROW for one in part.text.split(":"))


def _sheet_of(parts: list[Token], number: int) -> str:
    """The sheet that is written before a reference, "" for none; one of another workbook is none of ours."""
    if number < 2 or parts[number - 1].text != "!":
        return ""
    name = parts[number - 2]
    before = parts[number - 3] if number > 2 else None
    sheet = name.text[1:-1].replace("''", "'") if name.kind == "quoted" else name.text
    if (before is not None and before.kind == "bracket") or "[" in sheet:
        return "["
    if ":" in sheet or (before is not None and before.text == ":" and number > 3 and parts[number - 4].kind != "cell"):
        raise in_the_way("several_sheets")
    return sheet


def _other_end(parts: list[Token], number: int) -> int | None:
    if number + 2 < len(parts) and parts[number + 1].text == ":" and _is_reference(parts[number + 2]):
        return number + 2
    return None
