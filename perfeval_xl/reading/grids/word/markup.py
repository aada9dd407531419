"""Words of WordprocessingML for all who read it: names without namespaces, switches, what counts of alternatives.

ECMA-376 part 1, 17 (WordprocessingML); part 3 (Markup Compatibility). The strict namespaces differ in nothing but
their names, so that elements are known by their local names.
"""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.xlsx.xml import Element, local_name

# What a reader who accepts all changes never sees (17.13.5), and what holds no text of the document.
GONE = frozenset(("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt"))
# What only wraps: its children stand in its place.
WRAPPERS = frozenset(
    ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "hyperlink", "fldSimple", "bdo", "dir", "ruby", "rubyBase")
)


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of a name, then the first of the next name in it."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local_name(one) == name), None)
    return element


def is_on(properties: Element | None, name: str) -> bool:
    """A switch among properties (17.17.4): there, and not said to be off."""
    found = child(properties, name)
    return found is not None and (attribute(found, "val") or "true").lower() not in ("0", "false", "off", "none")


def number_of(element: Element | None, otherwise: int, most: int, name: str = "val") -> int:
    """A whole number of an attribute, from 0 to `most`; `otherwise` for anything else."""
    text = attribute(element, name) or ""
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) <= 9 else otherwise


def seen(element: Element) -> Iterator[Element]:
    """The children as a reader meets them: wrappers opened, of alternatives one, nothing that was deleted."""
    for one in element:
        name = local_name(one)
        if name in GONE:
            continue
        if name in WRAPPERS:
            yield from seen(one)
        elif name == "AlternateContent":
            yield from _alternative(one)
        else:
            yield one


def _alternative(element: Element) -> Iterator[Element]:
    """The first choice that has anything; else the fallback (part 3, 7.5)."""
    for one in element:
        if local_name(one) in ("Choice", "Fallback") and len(one):
            yield from seen(one)
            return
