"""The numbers that Word counts before paragraphs: 1. 2. 3., 一、 二、, （1）, ①.

ECMA-376 part 1, 17.9: numbering definitions, levels, their formats and texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from perfeval_xl.reading.grids.word.markup import attribute, child, number_of
from perfeval_xl.reading.grids.word.styles import LEVELS, Style, Styles
from perfeval_xl.units import in_chinese
from perfeval_xl.xlsx.xml import Element, local_name

_PLACEHOLDER = re.compile("%([1-9])")


@dataclass(slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, the text around it (%1. %1.%2), and the
    paragraph style that stands for it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: Mapping[str, tuple[str, list[Level]]] = field(default_factory=dict[str, tuple[str, list[Level]]])
    _counted: dict[str, list[int | None]] = field(default_factory=dict[str, "list[int | None]"])

    def label(self, properties: Element | None, styles: Styles) -> str:
        """The number before a paragraph with these properties, counted on; "" where it has none.

        What the paragraph does not say itself its style says (17.9.18), the level also the list that names it.
        """
        given, style = child(properties, "numPr"), styles.of_paragraph(properties)
        number = attribute(child(given, "numId"), "val") or style.list
        if number is None or number not in self.lists:
            return ""
        counter, levels = self.lists[number]
        at = _level_of(child(given, "ilvl"), style, levels, styles.name_of(properties))
        counted = self._counted.setdefault(counter, [None] * LEVELS)
        before = counted[at]
        counted[at] = levels[at].start if before is None else before + 1
        counted[at + 1 :] = [None] * (LEVELS - at - 1)
        return _PLACEHOLDER.sub(lambda found: self._written(levels, counted, int(found[1]) - 1), levels[at].text)

    def _written(self, levels: list[Level], counted: list[int | None], at: int) -> str:
        number = counted[at]
        return written(levels[at].start if number is None else number, levels[at].format)


def _level_of(said: Element | None, style: Style, levels: list[Level], name: str) -> int:
    if said is not None:
        return number_of(said, 0, LEVELS - 1)
    named = next((at for at, one in enumerate(levels) if one.style and one.style == name), None)
    if named is not None:
        return named
    return style.level or 0


def numbering_of(root: Element | None) -> Numbering:
    """The lists that a numbering part defines; none without it."""
    if root is None:
        return Numbering()
    defined = [one for one in root if local_name(one) == "abstractNum"]
    by_name = {attribute(child(one, "styleLink"), "val"): one for one in defined}
    abstract = {
        attribute(one, "abstractNumId"): _levels(by_name.get(attribute(child(one, "numStyleLink"), "val") or "", one))
        for one in defined
    }
    lists: dict[str, tuple[str, list[Level]]] = {}
    for one in root:
        if local_name(one) != "num":
            continue
        number, of = attribute(one, "numId"), attribute(child(one, "abstractNumId"), "val")
        levels = abstract.get(of)
        if number is None or number == "0" or of is None or levels is None:
            continue
        own = [two for two in one if local_name(two) == "lvlOverride"]
        lists[number] = (f"{number}!" if own else of, _overridden(levels, own))
    return Numbering(lists)


def _levels(abstract: Element) -> list[Level]:
    levels = [Level() for _ in range(LEVELS)]
    for one in abstract:
        if local_name(one) == "lvl":
            levels[number_of(one, 0, LEVELS - 1, "ilvl")] = _level(one)
    return levels


def _level(element: Element) -> Level:
    format_ = attribute(child(element, "numFmt"), "val") or "decimal"
    text = attribute(child(element, "lvlText"), "val") or ""
    if format_ == "bullet":  # drawn by a symbol font, or a sign that says nothing
        text = ""
    style = attribute(child(element, "pStyle"), "val") or ""
    return Level(number_of(child(element, "start"), 1, 999_999), format_, text[:50], style)


def _overridden(levels: list[Level], overrides: list[Element]) -> list[Level]:
    levels = list(levels)
    for one in overrides:
        at = number_of(one, 0, LEVELS - 1, "ilvl")
        own = child(one, "lvl")
        level = levels[at] if own is None else _level(own)
        levels[at] = replace(level, start=number_of(child(one, "startOverride"), level.start, 999_999))
    return levels


def written(number: int, format_: str) -> str:
    """A number in one of Word's formats (17.18.59); in digits where it is one that forms do not use."""
    if format_ == "none":
        return ""
    if format_ in (
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "ideographDigital",
        "japaneseCounting",
    ):
        return in_chinese(number)
    if format_ in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x245F + number)
    if format_ in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr((64 if format_ == "upperLetter" else 96) + number)
    if format_ in ("upperRoman", "lowerRoman") and 1 <= number <= 39:
        roman = "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        return roman if format_ == "upperRoman" else roman.lower()
    if format_ == "decimalZero":
        return f"{number:02d}"
    return str(number)
