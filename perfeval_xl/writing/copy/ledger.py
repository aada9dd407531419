"""Makes our changes to a workbook, noting what stood there before, so that the next run can take them back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from perfeval_xl.form_words import visible
from perfeval_xl.standing import Filling, What
from perfeval_xl.writing.cell_text import LONGEST_TEXT, cell_text
from perfeval_xl.writing.copy.results import number_of
from perfeval_xl.writing.sheets.record_sheet import Entry, Kind, holds, in_words, value_in_words
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.read.sheetreader import RawCell

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[0#?](?:[0#?,]*[0#?])?(?:\.([0#?]+))?")
_POINTS_FORMAT = "0.00"
_RATE_FORMAT = "0.00%"


class Ledger:
    """Edits through an Editor; `entries` is what the record will say."""

    def __init__(self, editor: Editor) -> None:
        self.entries: list[Entry] = []
        self._editor = editor
        self._titles: dict[str, str] = {}  # of our sheets: what their first cell says

    @property
    def changed_values(self) -> bool:
        """Whether formulas of the workbook may have other results now."""
        return any(one.kind in (Kind.VALUE, Kind.RESULT, Kind.FOLLOWING) for one in self.entries)

    def fill_in(self, fillings: Iterable[Filling]) -> list[Filling]:
        """Puts computed values into blank cells; gives those that went in.

        A formula stays: only its stored result is brought up to date (it is then no value of ours).
        """
        return [one for one in fillings if self._fill_in(one)]

    def _fill_in(self, one: Filling) -> bool:
        now = self._editor.value_of(one.sheet, one.cell)
        if now is not None and now.formula is not None:
            self._update(one, now)
            return False
        if one.formula_only or one.value is None or (now is not None and visible(now.text)):
            return False
        return self._put(one, now, one.value)

    def _update(self, one: Filling, now: RawCell) -> None:
        """Brings a formula's stored result up to date, where it is blank or follows from cells that were filled in."""
        has_result = now.has_result and now.text != ""
        if has_result and not (one.follows and self.changed_values):
            return
        value = one.value
        if one.follows and not one.known:
            value = number_of(self._editor, one.sheet, one.cell)
        elif not one.known:
            return
        if value is None and (one.known or not has_result):
            return  # a blank that stays blank
        words = value_in_words(value)
        if not holds(now, words) and self._editor.set_result(one.sheet, one.cell, value):
            kind = Kind.FOLLOWING if one.follows else Kind.RESULT
            self.note(Entry(kind, one.sheet, one.cell, in_words(now), words))

    def _put(self, one: Filling, now: RawCell | None, value: Decimal | str) -> bool:
        if isinstance(value, str):
            done = self._editor.set_text(one.sheet, one.cell, value)
        else:
            done = self._editor.set_number(one.sheet, one.cell, value)
            if done:
                self._make_readable(one, value)
        if done:
            self.note(Entry(Kind.VALUE, one.sheet, one.cell, in_words(now), value_in_words(value)))
        return done

    def _make_readable(self, one: Filling, value: Decimal) -> None:
        """Another number format where the cell's own would show a rate without %, or points rounded."""
        own = self._editor.number_format(one.sheet, one.cell)
        good = "%" in _LITERAL.sub("", own) if one.what is What.RATE else shows_exactly(own, value)
        if not good:
            wanted = _RATE_FORMAT if one.what is What.RATE else _POINTS_FORMAT
            before = self._editor.number_format_of(one.sheet, one.cell)
            self._editor.set_number_format(one.sheet, one.cell, wanted)
            self.note(Entry(Kind.FORMAT, one.sheet, one.cell, before, wanted))

    def top_left(self, place: tuple[str, str]) -> tuple[str, str]:
        """The place that is marked where this one is meant: of a merged area its top left cell."""
        return place[0], self._editor.top_left(*place)

    def colour(self, sheet: str, cell: str, colour: str) -> None:
        """Colours a cell; what its fill was is noted. A merged area too motley to be noted stays as it is."""
        before = self._editor.fill_of(sheet, cell)
        if len(before) > LONGEST_TEXT:
            return
        self._editor.fill(sheet, cell, colour)
        self.note(Entry(Kind.FILL, sheet, cell, after=colour, fill=before))

    def comment(self, sheet: str, cell: str, text: str) -> bool:
        """Adds our comment; False where somebody else's is there."""
        done = self._editor.comment(sheet, cell, text)
        if done:
            self.note(Entry(Kind.COMMENT, sheet, cell, after=cell_text(text)))
        return done

    def open_on(self, sheet: str) -> None:
        """Makes the workbook open on this sheet."""
        for name, before in self._editor.show_first(sheet) or ():
            self.note(Entry(Kind.OPENING, name, "A1", before))

    def note_sheet(self, label: str, name: str, title: str) -> None:
        """Notes a sheet of ours; `title` is what its first cell says."""
        self.entries.append(Entry(Kind.SHEET, name, "A1", label=label, place=name))
        self._titles[name] = title

    def note(self, entry: Entry) -> None:
        """Adds a row to the record."""
        self.entries.append(entry)

    def results(self) -> list[str | Decimal]:
        """What the cell of each entry holds now."""
        return [self._result(entry) for entry in self.entries]

    def _result(self, entry: Entry) -> str | Decimal:
        if entry.sheet in self._titles:  # of our sheets only the first cell is ever pointed at
            return self._titles[entry.sheet]
        cell = self._editor.value_of(entry.sheet, entry.cell or "A1") if entry.sheet else None
        if cell is None or not cell.has_result:
            return Decimal(0)  # what a spreadsheet program shows for a reference to an empty cell
        return Decimal(cell.text) if cell.kind == "n" else cell_text(cell.text)


def shows_exactly(number_format: str, value: Decimal) -> bool:
    """Whether a number format shows a number of points with all its decimals, and as a plain number."""
    if number_format in ("General", "@"):
        return True
    section = _LITERAL.sub("", number_format).partition(";")[0]
    digits = _DIGITS.search(section)
    if digits is None or _DIGITS.sub("", section, count=1).strip(" ()+-"):
        return False
    shown = len(digits[1] or "")
    return round(value, shown) == value
