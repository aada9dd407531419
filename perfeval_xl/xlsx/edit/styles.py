"""Adds formats to styles.xml and never changes one that is there; an identical one is found again, not added twice.

Relies on ECMA-376 Part 1: 18.8.39 (styleSheet, the order of its children), 18.8.10 (cellXfs), 18.8.45 (xf), 18.8.21
(fills; the first two are reserved), 18.8.23 (fonts), 18.8.5 (borders), 18.8.31 (numFmts; own ids from 164).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from perfeval_xl.xlsx.edit.markup import (
    Element,
    Markup,
    attributes,
    closing,
    damaged,
    escaped,
    local,
    opened,
    prefix_of,
    with_attribute,
)
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read.styles_read import BUILT_IN, GENERAL
from perfeval_xl.xlsx.xml import MAIN, whole_number

if TYPE_CHECKING:
    from perfeval_xl.xlsx.edit.added_sheets import StyleDesign

ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")  # the rest follows
# How a cell format names the item of a list that it needs; "": none does.
_NEEDED_AS = {"numFmts": "numFmtId", "fonts": "fontId", "fills": "fillId", "borders": "borderId", "cellXfs": ""}
APPLY = (None, "0", "1", "true", "false")  # what applyFill and applyNumberFormat may say
MOST_FORMATS = 64_000  # cell formats that Excel accepts in a workbook
FIRST_OWN_FORMAT = 164
ALIKE_EVERYWHERE = {BUILT_IN[number]: number for number in (0, 1, 2, 3, 4, 9, 10, 49)}  # in every language
NO_FILL = b'<fill><patternFill patternType="none"/></fill>'
GREY_FILL = b'<fill><patternFill patternType="gray125"/></fill>'
NO_BORDER = b"<border><left/><right/><top/><bottom/><diagonal/></border>"
DEFAULT_FONT = '<font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font>'.encode()
PLAIN_XF = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
STANDARD_XF = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
# What a part has to hold before anything may refer to it.
LEAST = {
    "fonts": [DEFAULT_FONT],
    "fills": [NO_FILL, GREY_FILL],
    "borders": [NO_BORDER],
    "cellStyleXfs": [PLAIN_XF],
    "cellXfs": [STANDARD_XF],
}
NEW_PART = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'.encode()
    + b"".join(
        f'<{name} count="{len(items)}">'.encode() + b"".join(items) + closing(name) for name, items in LEAST.items()
    )
    + b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_NAMES = {
    f"{one}s": re.compile(rf"""\s{one}Id\s*=\s*["']([^"']*)""".encode()) for one in ("font", "fill", "border")
}  # of items, as formats have them
PREFIXES = re.compile(rb"(</?)[\w.-]+:")
TAG_START = re.compile(rb"<(/?)(?=\w)")
SOLID = re.compile(
    rb"""<patternFill\s[^>]*patternType\s*=\s*["']solid["'][^>]*>\s*<fgColor\s+rgb\s*=\s*["'][0-9A-Fa-f]{2}([0-9A-Fa-f]{6})["']"""
)


class Collection:
    """The children of one list in styles.xml (fonts, fills, …) as written, and those added."""

    def __init__(self, markup: Markup, name: str, element: Element | None, prefix: str) -> None:
        self.name, self.element, self.prefix = name, element, prefix
        self.items = [markup.text(child) for child in markup.children(element)] if element else []
        self.there = len(self.items)
        self._index: dict[bytes, int] | None = None
        for item in LEAST.get(name, []) if not self.items else []:
            self.add(item)

    def add(self, item: bytes) -> int:
        """The index of this item, added where it is not there. It is given without prefix."""
        if self.prefix:
            item = TAG_START.sub(rb"<\1" + self.prefix.encode(), item)
        return self.add_as_written(item)

    def add_as_written(self, item: bytes) -> int:
        if self._index is None:
            self._index = {}
            for number, known in enumerate(self.items):
                self._index.setdefault(known, number)
        if item not in self._index:
            self._index[item] = len(self.items)
            self.items.append(item)
        return self._index[item]

    @property
    def added(self) -> bytes:
        return b"".join(self.items[self.there :])


class Styles:
    """styles.xml and what is to be added to it. Formats are indexes into cellXfs."""

    def __init__(self, data: bytes) -> None:
        self.markup = Markup(data)
        self.root = self.markup.root()
        if self.root.is_empty_tag:
            whole = opened(self.markup.tag(self.root)) + closing(self.root.name)
            self.markup = Markup(self.markup.data[: self.root.start] + whole + self.markup.data[self.root.end :])
            self.root = self.markup.root()
        if local(self.root.name) != "styleSheet":
            raise damaged("cell_format")
        self.prefix = prefix_of(self.root.name)
        self._children = list(self.markup.children(self.root))
        self._lists: dict[str, Collection] = {}
        self._designs: dict[StyleDesign, int] = {}

    def _list(self, name: str) -> Collection:
        if name not in self._lists:
            element = next((child for child in self._children if local(child.name) == name), None)
            self._lists[name] = Collection(self.markup, name, element, self.prefix)
            for needed in LEAST if name == "cellXfs" and element is None else ():
                self._list(needed)
            self._prove_named(name)
        return self._lists[name]

    def _prove_named(self, name: str) -> None:
        """Refused where a format names an item of this list that is not there: it would come to be one of ours."""
        there = range(len(self._lists[name].items))
        for said in set(_NAMES[name].findall(self.markup.data)) if name in _NAMES else ():
            if whole_number(said.decode(errors="replace")) not in there:
                raise damaged("cell_format")

    # -------------------------------------------------------------------------------------------------------- fills

    def fill(self, style: int) -> tuple[bytes, str | None]:
        """The fill of a format, without prefixes, and its applyFill as written."""
        given = attributes(_tag(self._format(style)))
        fills = self._list("fills").items
        number = whole_number(given.get("fillId")) or 0
        fill = fills[number] if number < len(fills) else NO_FILL
        return PREFIXES.sub(rb"\1", fill), _apply(given, "applyFill")

    def has_fill(self, fill: bytes) -> bool:
        """Whether the workbook has this fill (given without prefixes)."""
        return any(PREFIXES.sub(rb"\1", one) == fill for one in self._list("fills").items)

    def with_fill(self, style: int, fill: bytes) -> int:
        """The format that is this one but for the fill (given without prefixes)."""
        return self._add_format(self._derived(style, "fillId", self._list("fills").add(fill), "applyFill", "1"))

    def with_fill_again(self, style: int, fill: bytes, apply: str | None) -> int:
        """The format that had this fill and applyFill before: found again, however its attributes are written."""
        return self._found(self._derived(style, "fillId", self._list("fills").add(fill), "applyFill", apply))

    def has_twin(self, style: int) -> bool:
        """Whether another format means the same as this one: it cannot be found again by what it means."""
        return style < self.formats_before and self._meanings[_meaning(self._format(style))] > 1

    @cached_property
    def _meanings(self) -> Counter[tuple[frozenset[tuple[str, str]], bytes]]:
        """How many of the formats that were there mean each."""
        return Counter(map(_meaning, self._list("cellXfs").items[: self.formats_before]))

    def is_same(self, style: int, other: int) -> bool:
        """Whether two formats mean the same; False for one that is not there."""
        there = self._list("cellXfs").items
        return max(style, other) < len(there) and _meaning(there[style]) == _meaning(there[other])

    # ----------------------------------------------------------------------------------------------- number formats

    def number_format(self, style: int) -> tuple[str, int, str | None]:
        """The code of a format's number format, its number, and applyNumberFormat as written."""
        given = attributes(_tag(self._format(style)))
        number = whole_number(given.get("numFmtId")) or 0
        for item in self._list("numFmts").items:
            own = attributes(_tag(item))
            if own.get("numFmtId") == str(number):
                return own.get("formatCode", GENERAL), number, _apply(given, "applyNumberFormat")
        return BUILT_IN.get(number, GENERAL), number, _apply(given, "applyNumberFormat")

    def with_number_format(self, style: int, code: str) -> int:
        """The format that is this one but for the number format."""
        number = self._number_format(code)
        return self._add_format(self._derived(style, "numFmtId", number, "applyNumberFormat", "1"))

    def with_number_format_again(self, style: int, code: str | int, apply: str | None) -> int:
        """The format that had this number format before, given by its code or by a built-in number."""
        number = code if isinstance(code, int) else self._number_format(code)
        return self._found(self._derived(style, "numFmtId", number, "applyNumberFormat", apply))

    def _found(self, item: bytes) -> int:
        """This format; else the first that means the same: order of attributes, blanks, ids of 0 or no number apart."""
        formats = self._list("cellXfs").items
        if item in formats:
            return formats.index(item)
        wanted = _meaning(item)
        same = (number for number, known in enumerate(formats) if _meaning(known) == wanted)
        number = next(same, None)
        return self._add_format(item) if number is None else number

    def _derived(self, style: int, key: str, value: int, apply_key: str, apply: str | None) -> bytes:
        """The format that is this one but for one of its parts."""
        item = self._format(style)
        tag = _tag(item)
        changed = with_attribute(with_attribute(tag, key, str(value)), apply_key, apply)
        return changed + item[len(tag) :]

    def _format(self, style: int) -> bytes:
        formats = self._list("cellXfs").items
        return formats[style if style < len(formats) else 0]

    def _add_format(self, item: bytes) -> int:
        number = self._list("cellXfs").add_as_written(item)
        if number >= MOST_FORMATS:
            raise PackageError("too_many_formats")
        return number

    # ------------------------------------------------------------------------------------------------ our own sheets

    def of_design(self, design: StyleDesign) -> int:
        """The format for a cell of ours."""
        if design not in self._designs:
            self._designs[design] = self._new_format(design)
        return self._designs[design]

    def _new_format(self, design: StyleDesign) -> int:
        number_format = self._number_format(design.number_format)
        font = self._list("fonts").add(_font(design))
        fill = self._list("fills").add(solid_fill(design.fill) if design.fill else NO_FILL)
        border = self._list("borders").add(_border(design))
        self._list("cellStyleXfs")
        horizontal = f' horizontal="{design.horizontal}"' if design.horizontal else ""
        wrap = ' wrapText="1"' if design.wrap else ""
        indent = f' indent="{design.indent}"' if design.indent else ""
        protection = "" if design.locked else '<protection locked="0"/>'
        item = (
            f'<xf numFmtId="{number_format}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
            f' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
            f' applyProtection="1"><alignment{horizontal} vertical="center"{wrap}{indent}/>{protection}</xf>'
        )
        if self.prefix:
            return self._add_format(TAG_START.sub(rb"<\1" + self.prefix.encode(), item.encode()))
        return self._add_format(item.encode())

    def _number_format(self, code: str) -> int:
        known = self._list("numFmts")
        last = FIRST_OWN_FORMAT - 1
        for item in known.items:
            given = attributes(_tag(item))
            number = whole_number(given.get("numFmtId")) or 0
            if given.get("formatCode") == code:
                return number
            last = max(last, number)
        if code in ALIKE_EVERYWHERE:
            return ALIKE_EVERYWHERE[code]
        known.add(f'<numFmt numFmtId="{last + 1}" formatCode="{escaped(code)}"/>'.encode())
        return last + 1

    # ------------------------------------------------------------------------------------------------------- result

    @property
    def formats_before(self) -> int:
        """How many cell formats there were."""
        return self._list("cellXfs").there

    @property
    def is_changed(self) -> bool:
        return any(one.added for one in self._lists.values())

    def sizes(self) -> dict[str, int]:
        """How many items each list had before any was added; one without any has what must be there."""
        there = {name: len(self._items(element)) for name, element in self._elements()}
        return {name: there.get(name) or len(LEAST.get(name, ())) for name in ORDER if name in there or name in LEAST}

    def shortened(self, sizes: Mapping[str, int]) -> bytes:
        """The part with its lists as long as `sizes` has them, so far as none of the formats left needs what goes.

        Only while no cell has a format beyond, and nothing has been added.
        """
        lists = dict(self._elements())
        styles, formats = (self._items(lists[name]) if name in lists else [] for name in ("cellStyleXfs", "cellXfs"))
        left = [self.markup.attributes(one) for one in (*styles, *formats[: sizes["cellXfs"]])]
        for name, element in lists.items():
            size, items = sizes.get(name, 0), self._items(element)
            going = items[size:]
            if not going or name not in _NEEDED_AS:
                continue
            needed = {whole_number(one.get(_NEEDED_AS[name])) or 0 for one in left if _NEEDED_AS[name]}
            names = range(size, len(items)) if name != "numFmts" else self._numbers(going)
            if not needed.isdisjoint(names):
                continue
            tag = self.markup.tag(element)
            if not size:
                empty = with_attribute(tag, "count", "0")[:-1] + b"/>" if name in sizes else b""
                self.markup.replace(element.start, element.end, empty)
                continue
            if "count" in attributes(tag):
                self.markup.replace(element.start, element.inside, with_attribute(tag, "count", str(size)))
            self.markup.replace(going[0].start, going[-1].end, b"")
        return self.markup.result()

    def _elements(self) -> Iterator[tuple[str, Element]]:
        return ((local(child.name), child) for child in self._children if local(child.name) in ORDER)

    def _items(self, element: Element) -> list[Element]:
        return list(self.markup.children(element))

    def _numbers(self, formats: Iterable[Element]) -> set[int]:
        return {whole_number(self.markup.attributes(one).get("numFmtId")) or 0 for one in formats}

    def result(self) -> bytes:
        for name in ORDER:
            one = self._lists.get(name)
            if one is None or not one.added:
                continue
            if one.element is None:
                before = set(ORDER[: ORDER.index(name)])
                at = self.markup.after(self._children, before, self.root.inside)
                tag = self.prefix + name
                start = f'<{tag} count="{len(one.items)}">'.encode()
                self.markup.insert(at, start + one.added + closing(tag))
            else:
                self._extend(one, one.element)
        return self.markup.result()

    def _extend(self, one: Collection, element: Element) -> None:
        tag = with_attribute(self.markup.tag(element), "count", str(len(one.items)))
        if element.is_empty_tag:
            self.markup.replace(element.start, element.end, opened(tag) + one.added + closing(element.name))
        else:
            self.markup.replace(element.start, element.inside, tag)
            self.markup.insert(element.inside_end, one.added)


def digits_from(number: int) -> str:
    """A pattern of the whole numbers from this one on, without leading zeros."""
    digits = str(number)
    same_length = [
        f"{digits[:at]}[{int(digit) + 1}-9][0-9]{{{len(digits) - at - 1}}}"
        for at, digit in enumerate(digits)
        if digit != "9"
    ]
    return "|".join([digits, *same_length, f"[1-9][0-9]{{{len(digits)},}}"])


def solid_fill(colour: str) -> bytes:
    colours = f'<fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'.encode()


def solid_colour(fill: bytes) -> str | None:
    """RRGGBB of a solid fill given as RGB, else None."""
    found = SOLID.search(fill)
    return found[1].decode().upper() if found else None


def _meaning(item: bytes) -> tuple[frozenset[tuple[str, str]], bytes]:
    tag = _tag(item)
    given = {name: value for name, value in attributes(tag).items() if not name.endswith("Id") or whole_number(value)}
    return frozenset(given.items()), b"" if tag.endswith(b"/>") else item[len(tag) :]


def _apply(given: dict[str, str], name: str) -> str | None:
    """Whether a format applies its fill (or number format), as written: it must be given back just so."""
    value = given.get(name)
    if value not in APPLY:
        raise damaged("cell_format")
    return value


def _tag(item: bytes) -> bytes:
    return item[: item.index(b">") + 1]


@lru_cache(maxsize=256)
def _font(design: StyleDesign) -> bytes:
    # The order of the schema: b, …, u, …, sz, color, name, family, charset.
    bold = "<b/>" if design.bold else ""
    underline = "<u/>" if design.underline else ""
    color = f'<color rgb="FF{design.color}"/>' if design.color else ""
    return (
        f'<font>{bold}{underline}<sz val="{design.size:g}"/>{color}'
        f'<name val="宋体"/><family val="3"/><charset val="134"/></font>'
    ).encode()


@lru_cache(maxsize=256)
def _border(design: StyleDesign) -> bytes:
    if not design.border:
        return NO_BORDER
    sides = "".join(
        f'<{side} style="{design.border}"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}<diagonal/></border>".encode()
