"""Changes named cells in the bytes of a worksheet part; every other byte stays as it is.

Relies on ECMA-376 Part 1: 18.3.1.4 (c), 18.3.1.40 (f), 18.3.1.96 (v), 18.3.1.53 (is), 18.18.11 (ST_CellType), 18.3.1.73
(row, its spans), 18.3.1.35 (dimension). Text goes in as an inline string, so that sharedStrings.xml stays untouched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from perfeval_xl.xlsx.edit.markup import attributes, closing, escaped_text, local, opened, with_attribute
from perfeval_xl.xlsx.edit.shared_formulas import moved_masters
from perfeval_xl.xlsx.edit.sheetmarkup import Cell, Row, SheetMarkup
from perfeval_xl.xlsx.names import LAST_COLUMN, LAST_ROW, ref, split_area

Result = Decimal | str | bool | None
Place = tuple[int, int]  # row, column
SPAN = re.compile(r"([0-9]{1,5}):([0-9]{1,5})", re.ASCII)
TEXT_LIMIT = 32_767  # characters in one cell
ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"})


@dataclass(frozen=True, slots=True)
class Content:
    """What is to stand in a cell: its type and its <v> or <is>; `formula` its <f>, None for the <f> that is there."""

    type: str | None = None
    body: bytes = b""
    formula: bytes | None = b""


class SheetCells(SheetMarkup):
    """One worksheet part and the edits pending on its cells."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._contents: dict[Place, Content] = {}
        self._styles: dict[Place, int] = {}
        self._dropped: set[Place] = set()
        self._unstyled: set[Place] = set()
        self._rows_at_end: list[bytes] = []

    # ------------------------------------------------------------------------------- with pending edits counted in

    def exists(self, row: int, column: int) -> bool:
        """Whether there is an element for this cell."""
        at = (row, column)
        if at in self._contents or at in self._styles:
            return True
        return at not in self._dropped and self.cell(row, column) is not None

    def style(self, row: int, column: int) -> int:
        pending = self._styles.get((row, column))
        if pending is not None:
            return pending
        if (row, column) in self._dropped:
            return self.inherited_style(row, column)
        return super().style(row, column)

    def content(self, row: int, column: int) -> tuple[str | None, bytes, bytes]:
        """Type, <v> or <is>, and <f> of a cell."""
        pending = self._contents.get((row, column))
        cell = self.cell(row, column)
        parts = self.parts(cell) if cell else {}
        there = parts.get("f", b"")
        if pending is not None:
            return pending.type, pending.body, there if pending.formula is None else pending.formula
        if cell is None or (row, column) in self._dropped:
            return None, b"", b""
        return attributes(self.tag(cell)).get("t"), parts.get("v", parts.get("is", b"")), there

    @property
    def touched(self) -> set[Place]:
        """The cells with pending edits."""
        return {*self._contents, *self._styles, *self._dropped}

    # ------------------------------------------------------------------------------------------------------- edits

    def set_number(self, row: int, column: int, value: Decimal) -> None:
        self._put(row, column, Content(None, self._element("v", plain_number(value))))

    def set_text(self, row: int, column: int, text: str) -> None:
        self._put(row, column, Content("inlineStr", inline_string(text, self.prefix).encode()))

    def set_formula(self, row: int, column: int, formula: str, result: Result) -> None:
        kind, body = self._stored(result)
        self._put(row, column, Content(kind, body, self._element("f", escaped_text(formula))))

    def set_result(self, row: int, column: int, result: Result) -> bool:
        """Updates the stored result of the formula there. False where no formula stands."""
        if not self.content(row, column)[2]:
            return False
        kind, body = self._stored(result)
        pending = self._contents.get((row, column), Content(formula=None))
        self._contents[row, column] = replace(pending, type=kind, body=body)
        return True

    def clear(self, row: int, column: int) -> None:
        """Takes the content away; and the element, where the cell looks the same without it and is as we write it."""
        if not self.exists(row, column):
            return
        self._put(row, column, Content())
        style = self.inherited_style(row, column)
        own = f'<{self.prefix}c r="{ref(row, column)}"' + (f' s="{style}"' if style else "") + "/>"
        if self.style(row, column) == style and self._rendered(row, column, self.cell(row, column)) == own.encode():
            self.drop(row, column)

    def set_style(self, row: int, column: int, style: int) -> None:
        if (row, column) in self._dropped:  # what stood there does not come back
            self._dropped.remove((row, column))
            self._contents[row, column] = Content()
        self._styles[row, column] = style
        self._unstyled.discard((row, column))

    def has_style(self, row: int, column: int) -> bool:
        """Whether a cell says (or will say) which format it has; one that does not has the first."""
        cell = self.cell(row, column)
        return bool(self._styles.get((row, column))) or (cell is not None and "s" in attributes(self.tag(cell)))

    def take_style(self, row: int, column: int) -> None:
        """A cell with the first format no longer says so."""
        if self.style(row, column) == 0:
            self._unstyled.add((row, column))

    def drop(self, row: int, column: int) -> None:
        """Takes a cell's element away, so that the row's or column's style shows again."""
        self._contents.pop((row, column), None)
        self._styles.pop((row, column), None)
        if self.cell(row, column) is not None:
            self._dropped.add((row, column))

    def _put(self, row: int, column: int, content: Content) -> None:
        if not self.exists(row, column):
            self._styles[row, column] = self.inherited_style(row, column)
        self._dropped.discard((row, column))
        self._contents[row, column] = content

    def _element(self, name: str, text: str) -> bytes:
        return f"<{self.prefix}{name}>{text}</{self.prefix}{name}>".encode()

    def _stored(self, result: Result) -> tuple[str | None, bytes]:
        """Type and <v> of a formula's stored result."""
        if result is None:
            return None, b""
        if isinstance(result, bool):
            return "b", self._element("v", "1" if result else "0")
        if isinstance(result, Decimal):
            return None, self._element("v", plain_number(result))
        return "e" if result in ERRORS else "str", self._element("v", escaped_text(result))

    # ------------------------------------------------------------------------------------------------------ result

    def apply(self) -> set[str]:
        """Makes the pending edits splices of `markup`; gives the addresses that have no formula any more."""
        lost = {at for at in (*self._contents, *self._dropped) if self._loses_formula(at)}
        moved = moved_masters(self, lost)
        columns_by_row: dict[int, list[int]] = {}
        for row, column in sorted({*self._contents, *self._styles, *self._dropped, *moved}):
            columns_by_row.setdefault(row, []).append(column)
        created: list[Place] = []
        for number, columns in columns_by_row.items():
            created += self._apply_row(number, columns, moved)
        if self._rows_at_end:
            self.markup.append_inside(self.sheet_data, b"".join(self._rows_at_end))
        self._widen_dimension(created)
        return {ref(*at) for at in lost if not self.content(*at)[2]}

    def _loses_formula(self, at: Place) -> bool:
        content = self._contents.get(at, Content())
        cell = self.cell(*at)
        return cell is not None and content.formula is not None and "f" in self.parts(cell)

    def _apply_row(self, number: int, columns: list[int], moved: dict[Place, bytes]) -> list[Place]:
        """Splices of one row; gives the cells that had no element before."""
        row = self.row(number)
        new = [c for c in columns if (row is None or row.cell(c) is None) and (number, c) not in self._dropped]
        if row is None:
            self._add_row(number, b"".join(self._rendered(number, column, None) for column in new))
            return [(number, column) for column in new]
        for cell in row.cells:
            if cell.column in columns:
                self._rewrite(row, number, cell, moved.get((number, cell.column)))
        at_end = b""
        for column in new:
            after = next((cell for cell in row.cells if cell.column > column), None)
            if after is not None:
                self.markup.insert(after.start, self._rendered(number, column, None))
            else:
                at_end += self._rendered(number, column, None)
        self._close_row(row, at_end, new)
        return [(number, column) for column in new]

    def _rewrite(self, row: Row, number: int, cell: Cell, moved: bytes | None) -> None:
        if (number, cell.column) in self._dropped and not self._names_the_next(row, cell):
            self.markup.replace(cell.start, cell.end, b"")
        else:
            self.markup.replace(cell.start, cell.end, self._rendered(number, cell.column, cell, moved))

    def _names_the_next(self, row: Row, cell: Cell) -> bool:
        """Whether the cell after it has no address of its own and counts on this one."""
        after = next((one for one in row.cells if one.start >= cell.end), None)
        return after is not None and "r" not in attributes(self.tag(after))

    def _rendered(self, row: int, column: int, cell: Cell | None, moved: bytes | None = None) -> bytes:
        """The cell's element as it is to be."""
        at, name = (row, column), self.prefix + "c"
        tag = self.tag(cell) if cell else f"<{name}/>".encode()
        parts = self.parts(cell) if cell else {}
        if moved is not None:
            parts["f"] = moved
        if attributes(tag).get("r") is None:
            tag = tag[: len(name) + 1] + f' r="{ref(row, column)}"'.encode() + tag[len(name) + 1 :]
        style = self._styles.get(at)
        if at in self._dropped:
            tag, parts = with_attribute(tag, "s", None), {}
        elif style is not None and (style or b"s=" in tag):
            tag = with_attribute(tag, "s", None if at in self._unstyled else str(style))
        content = self._contents.get(at)
        if content is None and cell is not None and moved is None and at not in self._dropped:
            return tag + self.markup.data[cell.start + len(self.tag(cell)) : cell.end]  # all but its format stays
        if content is not None:
            tag = with_attribute(with_attribute(tag, "t", content.type), "vm", None)
            formula = parts.get("f", b"") if content.formula is None else content.formula
            if content.formula is not None:
                tag = with_attribute(tag, "cm", None)
            parts = {"f": formula, "v": content.body, "extLst": parts.get("extLst", b"")}
        inside = b"".join(parts.values())
        if not inside:
            return tag if tag.endswith(b"/>") else tag[:-1].rstrip() + b"/>"
        return opened(tag) + inside + closing(name)

    def _close_row(self, row: Row, at_end: bytes, new: list[int]) -> None:
        """Puts cells at the end of a row and widens its `spans`, where it has them."""
        tag = self.markup.data[row.start : row.inside]
        spans = attributes(tag).get("spans")
        changed = with_attribute(tag, "spans", _widened_spans(spans, new)) if spans and new else tag
        if row.inside == row.end and at_end:  # <row …/>
            whole = opened(changed) + at_end + closing(self.prefix + "row")
            self.markup.replace(row.start, row.end, whole)
            return
        if changed != tag:
            self.markup.replace(row.start, row.inside, changed)
        if at_end:
            self.markup.insert(row.inside_end, at_end)

    def _add_row(self, number: int, cells: bytes) -> None:
        if not cells:
            return
        element = f'<{self.prefix}row r="{number}">'.encode() + cells + closing(self.prefix + "row")
        at = self.row_start(number)
        if at is None:
            self._rows_at_end.append(element)
        else:
            self.markup.insert(at, element)

    def _widen_dimension(self, created: list[Place]) -> None:
        dimension = next((one for one in self.head if local(one.name) == "dimension"), None)
        if dimension is None or not created:
            return
        try:
            area = split_area(self.markup.attributes(dimension).get("ref", ""))
        except ValueError:  # it is optional, and nobody has to believe it
            return
        if area[2] == LAST_ROW or area[3] == LAST_COLUMN:  # 1:4
            return
        rows, columns = zip(*created, strict=True)
        first = ref(min(area[0], *rows), min(area[1], *columns))
        last = ref(max(area[2], *rows), max(area[3], *columns))
        wider = first if first == last else f"{first}:{last}"
        if split_area(wider) != area:
            self.markup.set_attribute(dimension, "ref", wider)


def plain_number(value: Decimal) -> str:
    """Without exponent and trailing zeros: 10, 9.67, 0.0001."""
    if not value.is_finite():
        raise ValueError(value)
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def inline_string(text: str, prefix: str) -> str:
    """The <is> of a text."""
    if len(text) > TEXT_LIMIT:
        raise ValueError(f"a cell holds at most {TEXT_LIMIT} characters")
    return f'<{prefix}is><{prefix}t xml:space="preserve">{escaped_text(text)}</{prefix}t></{prefix}is>'


def _widened_spans(spans: str, columns: list[int]) -> str:
    """One span that covers the spans given and the columns; as it is, where it covers them already or says nothing."""
    bounds = [(int(span[1]), int(span[2])) for span in SPAN.finditer(spans)]
    if not bounds or all(any(low <= column <= high for low, high in bounds) for column in columns):
        return spans
    low = min(min(bound) for bound in bounds)
    high = max(max(bound) for bound in bounds)
    return f"{min(low, *columns)}:{max(high, *columns)}"
