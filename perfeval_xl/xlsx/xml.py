"""XML of the parts: namespaces, and a parser that takes no entity, no DTD, no network and no outsized text.

ECMA-376 part 2 (OPC) forbids DTDs in parts (10.1.4); part 1 has the strict namespaces, part 4 the transitional ones,
which everybody writes. For reading they differ in nothing but their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from perfeval_xl.xlsx.problem import PackageError

Element = etree._Element  # pyright: ignore[reportPrivateUsage]  # lxml has no public name for it

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE_RELS_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"

TREE_AT_ONCE = 4 * 1024 * 1024  # bytes up to which a whole tree is built; it is quicker than piece by piece

_DTD = b"<!DOCTYPE"
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def damaged(part: str) -> PackageError:
    """A part that cannot be what it should be."""
    return PackageError("part_damaged", part=part)


def parse(data: bytes, part: str) -> Element:
    """The root of a part, without comments and processing instructions. Refused when it is broken or has a DTD."""
    try:
        root = etree.fromstring(_plain(data, part), _reader())
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise damaged(part) from problem
    return _without_dtd(root, part)


def elements(chunks: Iterable[bytes], part: str, tags: Iterable[str]) -> Iterator[Element]:
    """The elements of these tags, each as it ends and dropped once used; last the root with all that is left."""
    puller = etree.XMLPullParser(
        events=("end",),
        tag=list(tags),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for chunk in chunks:
            puller.feed(_plain(chunk, part))
            for _, element in puller.read_events():
                if isinstance(element, Element):
                    yield element
                    _drop(element)
        root = puller.close()
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise damaged(part) from problem
    yield _without_dtd(root, part)


def local_name(element: Element) -> str:
    """The tag without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(element: Element) -> str:
    """The namespace as {…}, to put before the names of children; "" for none."""
    return element.tag[: element.tag.rfind("}") + 1]


def whole_number(text: str | None, most: int = 999_999_999) -> int | None:
    """A whole number from 0 as written in an attribute; None for anything else, and for one above `most`."""
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 9:
        return None
    number = int(text)
    return number if number <= most else None


def size_of(text: str | None, otherwise: float) -> float:
    """A width or height as written in an attribute; `otherwise` for anything that cannot be one."""
    try:
        size = float(text or "")
    except ValueError:
        return otherwise
    return size if 0 <= size <= 10_000 else otherwise


def is_true(value: str | None) -> bool:
    """xsd:boolean as written in an attribute; absent is false (18.18: ST_Boolean)."""
    return value in ("1", "true", "on", "True", "TRUE")


def _reader() -> etree.XMLParser:
    # A new one each time costs nothing and lets threads read side by side.
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _plain(data: bytes, part: str) -> bytes:
    """Refuses a DTD before the parser sees it; turns UTF-16 into UTF-8, so that nothing hides in it."""
    if data.startswith(_UTF16):
        text = data.decode("utf-16" if data[0] > 0x80 else ("utf-16-le" if data[0] else "utf-16-be"))
        data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8")
    if _DTD in data:
        raise damaged(part)
    return data


def _without_dtd(root: Element, part: str) -> Element:
    """For the encodings that `_plain` does not see through."""
    if bool(root.getroottree().docinfo.internalDTD):
        raise damaged(part)
    return root


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        while (before := element.getprevious()) is not None:
            parent.remove(before)
        element.clear()
