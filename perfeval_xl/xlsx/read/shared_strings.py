"""Texts: the shared string table, inline strings, rich text.

ECMA-376 part 1, 18.4.8 si, 18.4.9 sst, 18.3.1.53 is, 22.9.2.19 ST_Xstring (_x000D_). A table is parsed once a package.
Phonetic runs (18.4.6 rPh) are no part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.styles_read import is_on
from perfeval_xl.xlsx.xml import MAIN, MAIN_STRICT, TREE_AT_ONCE, Element, elements, namespace, parse

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


class StruckText(str):
    """A text with something struck through (18.4.10): whole as a text, `kept` without that part, `struck` it.

    Of a text that is struck through from end to end `kept` is all of it: nobody can tell what else was meant.
    """

    __slots__ = ("kept", "struck")

    def __new__(cls, kept: str, struck: str, whole: str) -> StruckText:
        text = super().__new__(cls, whole)
        text.kept, text.struck = kept, struck
        return text


def shared_strings(package: Package) -> list[str]:
    """All shared texts in their order; empty when the package has no table. Refused when the part is broken."""
    if package.strings is None:
        part = package.related(package.workbook_part, "sharedStrings")
        package.strings = [] if part is None else list(_read(package, part))
    return package.strings


def text_of(item: Element) -> str:
    """The text of an `si` or `is`: its own `t`, or those of its runs, without phonetic ones."""
    if len(item) == 1 and item[0].tag.endswith("}t"):
        return unescaped(item[0].text or "")
    inside = namespace(item)
    plain, run = inside + "t", inside + "r"
    parts: list[str] = []
    struck: list[str] = []
    kept: list[str] = []
    for child in item:
        if child.tag == plain:
            parts.append(child.text or "")
            kept.append(parts[-1])
        elif child.tag == run:
            texts = [text.text or "" for text in child if text.tag == plain]
            parts += texts
            strike = child.find(f"{inside}rPr/{inside}strike")
            (struck if is_on(strike) else kept).extend(texts)
    whole = unescaped("".join(parts))
    if not "".join(struck).strip():
        return whole
    remains = unescaped("".join(kept))
    return StruckText(remains if remains.strip() else whole, unescaped("".join(struck)), whole)


def unescaped(text: str) -> str:
    """_x000D_ and its like -> the character; pairs of surrogates -> one character, a lone one stays written out."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _read(package: Package, part: str) -> Iterator[str]:
    if package.size(part) <= TREE_AT_ONCE:
        root = parse(package.part(part), part)
        name = namespace(root) + "si"
        yield from (text_of(item) for item in root if item.tag == name)
        return
    for count, item in enumerate(elements(package.pieces(part), part, [f"{{{MAIN}}}si", f"{{{MAIN_STRICT}}}si"])):
        package.limits.check_strings(count)
        if item.getparent() is not None:
            yield text_of(item)
