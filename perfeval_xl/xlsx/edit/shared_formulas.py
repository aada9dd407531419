"""Keeps a shared formula working when the cell that holds its text gets another content: the next cell takes it over.

Relies on ECMA-376 Part 1, 18.3.1.40 (f: t="shared", si, ref; only the master cell holds the text).
"""

from __future__ import annotations

from perfeval_xl.xlsx.edit.markup import attributes, closing, escaped_text, opened, unescaped, with_attribute
from perfeval_xl.xlsx.edit.sheetmarkup import SheetMarkup
from perfeval_xl.xlsx.formulas.shift import shift
from perfeval_xl.xlsx.names import ref

Place = tuple[int, int]  # row, column


def moved_masters(sheet: SheetMarkup, lost: set[Place]) -> dict[Place, bytes]:
    """For cells that lose their formula: the <f> that other cells of their groups must have from now on."""
    masters = {group: at for at in sorted(lost) if (group := _mastered_group(sheet, at)) is not None}
    if not masters:
        return {}
    members = _members(sheet, masters)
    moved: dict[Place, bytes] = {}
    for group, at in masters.items():
        rest = [place for place in members[group] if place not in lost]
        if rest:
            moved[rest[0]] = _moved(sheet, at, rest)
    return moved


def formula_text(sheet: SheetMarkup, place: Place, element: bytes) -> str:
    """The text of a cell's <f>, a shared one as of this cell; "" where its group has no text."""
    given, text = _read(element)
    if given.get("t") != "shared" or text:
        return text
    group = given.get("si", "")
    for master in _members(sheet, {group: place})[group]:
        text = _read(_formula(sheet, master))[1]
        if text:
            return shift(text, place[0] - master[0], place[1] - master[1])
    return ""


def _formula(sheet: SheetMarkup, place: Place) -> bytes:
    cell = sheet.cell(*place)
    return sheet.parts(cell).get("f", b"") if cell else b""


def _read(element: bytes) -> tuple[dict[str, str], str]:
    """Attributes and text of an <f>."""
    tag = element[: element.index(b">") + 1]
    inside = element[len(tag) : max(element.rfind(b"</"), len(tag))]
    return attributes(tag), unescaped(inside)


def _mastered_group(sheet: SheetMarkup, place: Place) -> str | None:
    given, text = _read(_formula(sheet, place))
    return given.get("si") if given.get("t") == "shared" and text else None


def _members(sheet: SheetMarkup, groups: dict[str, Place]) -> dict[str, list[Place]]:
    """The cells of these groups, in the order written."""
    members: dict[str, list[Place]] = {group: [] for group in groups}
    for offset, given in sheet.formula_tags():
        if given.get("t") == "shared" and given.get("si") in members:
            number = sheet.row_at(offset)
            row = sheet.row(number)
            column = next(cell.column for cell in row.cells if cell.start < offset < cell.end) if row else 0
            members[given["si"]].append((number, column))
    return members


def _moved(sheet: SheetMarkup, master: Place, rest: list[Place]) -> bytes:
    """The master's <f>, text and range as of the first cell of those that remain."""
    element = _formula(sheet, master)
    tag = opened(element[: element.index(b">") + 1])
    text = shift(_read(element)[1], rest[0][0] - master[0], rest[0][1] - master[1])
    first = ref(min(row for row, _ in rest), min(column for _, column in rest))
    last = ref(max(row for row, _ in rest), max(column for _, column in rest))
    tag = with_attribute(tag, "ref", first if first == last else f"{first}:{last}")
    return tag + escaped_text(text).encode() + closing(sheet.prefix + "f")
