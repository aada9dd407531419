"""What a document's styles say of text that is not said where it stands: hidden, struck through, counted in a list.

ECMA-376 part 1, 17.7: styles, what each is based on; 17.7.3: a switch that the styles of a paragraph and of its signs
both turn on is off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfeval_xl.reading.grids.word.markup import attribute, child, is_on, number_of
from perfeval_xl.xlsx.xml import Element, local_name

LEVELS = 9  # of a list
_DEEPEST = 20  # styles based on each other; Word takes no more than 10
SWITCHES = ("vanish", "strike", "dstrike")


@dataclass(frozen=True, slots=True)
class Style:
    """One style. `list`, `level`: of the list it counts in; "0" takes it out of any. `switches`: what it turns on or
    off. None is what it does not say."""

    list: str | None = None
    level: int | None = None
    switches: Mapping[str, bool] = field(default_factory=dict[str, bool])

    def over(self, base: Style) -> Style:
        """What it says, and what `base` says besides."""
        level = base.level if self.level is None else self.level
        return Style(self.list or base.list, level, {**base.switches, **self.switches})


@dataclass(slots=True)
class Styles:
    """The styles of a document by their id, each with all that it is based on; `usual`: of a paragraph that names none,
    and of the document as a whole."""

    known: Mapping[str, Style] = field(default_factory=dict[str, Style])
    usual: str = ""
    everywhere: Style = Style()

    def of_paragraph(self, properties: Element | None) -> Style:
        """By the properties of a paragraph."""
        return self.known.get(self.name_of(properties), Style())

    def name_of(self, properties: Element | None) -> str:
        """The id of a paragraph's style."""
        return attribute(child(properties, "pStyle"), "val") or self.usual

    def is_on(self, switch: str, paragraph: Style, run: Element | None) -> bool:
        """Whether a switch holds for a run with these properties in a paragraph of this style."""
        if child(run, switch) is not None:
            return is_on(run, switch)
        if self.everywhere.switches.get(switch):
            return True
        signs = self.known.get(attribute(child(run, "rStyle"), "val") or "", Style())
        return paragraph.switches.get(switch, False) != signs.switches.get(switch, False)


def styles_of(root: Element | None) -> Styles:
    """The styles that a styles part defines; none without it."""
    if root is None:
        return Styles()
    elements = {attribute(one, "styleId") or "": one for one in root if local_name(one) == "style"}
    usual = next((name for name, one in elements.items() if _is_usual(one)), "")
    everywhere = child(root, "docDefaults", "rPrDefault", "rPr")
    return Styles(
        {name: _with_its_bases(name, elements) for name in elements}, usual, Style(switches=_switches(everywhere))
    )


def _is_usual(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def _with_its_bases(name: str, elements: Mapping[str, Element]) -> Style:
    whole, seen = Style(), set[str]()
    while name in elements and name not in seen and len(seen) < _DEEPEST:
        seen.add(name)
        whole = whole.over(_said(elements[name]))
        name = attribute(child(elements[name], "basedOn"), "val") or ""
    return whole


def _said(style: Element) -> Style:
    counted = child(style, "pPr", "numPr")
    return Style(
        attribute(child(counted, "numId"), "val"),
        None if child(counted, "ilvl") is None else number_of(child(counted, "ilvl"), 0, LEVELS - 1),
        _switches(child(style, "rPr")),
    )


def _switches(properties: Element | None) -> dict[str, bool]:
    return {name: is_on(properties, name) for name in SWITCHES if child(properties, name) is not None}
