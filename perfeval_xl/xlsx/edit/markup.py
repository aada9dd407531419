"""Finds elements in the bytes of an XML part and splices them, so that every other byte stays as it is.

Relies on XML 1.0: sections 2.4 to 2.7 (comments, processing instructions, CDATA), 3.1 (tags), 4.3.3 (encodings).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from perfeval_xl.xlsx.problem import PackageError

# A tag up to its end, attributes between quotes. No "<" stands in one (XML 1.0, 2.4), so that what is not closed is
# looked through only once; each piece can begin in one way only, so that nothing is tried twice.
TAG = re.compile(rb"""<(/?)([^\s/>!?"'<]+)(?=[\s/>])([^"'<>/]*(?:(?:"[^"<]*"|'[^'<]*'|/(?!>))[^"'<>/]*)*)(/?)>""")
ATTRIBUTE = re.compile(rb"""([^\s="'/<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
INERT = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
UTF8_BOM = b"\xef\xbb\xbf"
ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}  # XML 1.0, section 4.6: there are no others
REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
# What XML cannot hold, and what would be taken for the escape of it (ECMA-376 Part 1, 22.9.2.19, ST_Xstring).
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def damaged(what: str, **facts: str) -> PackageError:
    """The structure does not allow safe changes; `what` names the fault in one word."""
    return PackageError("not_editable", what=what, **facts)


class Element(NamedTuple):
    """Where an element stands: `start`..`end` all of it, `inside`..`inside_end` its content (empty if <a/>)."""

    name: str  # as written, with its prefix
    start: int
    inside: int
    inside_end: int
    end: int

    @property
    def is_empty_tag(self) -> bool:
        return self.inside == self.end


class Markup:
    """The bytes of one part in UTF-8, searched without building a tree, and the splices made to it."""

    def __init__(self, data: bytes) -> None:
        self.data = in_utf8(data)
        self.view = without_inert(self.data)  # same offsets; comments, CDATA and instructions blanked
        self._splices: list[tuple[int, int, bytes]] = []

    def root(self) -> Element:
        """The root element, found without walking through what it holds."""
        tag = TAG.search(self.view)
        if tag is None or tag[1]:
            raise damaged("no_root")
        if tag[4]:
            return Element(tag[2].decode(), tag.start(), tag.end(), tag.end(), tag.end())
        inside_end = self.view.rfind(b"</" + tag[2])
        end = self.view.find(b">", inside_end) + 1
        if inside_end < tag.end() or not end:
            raise damaged("open_root")
        return Element(tag[2].decode(), tag.start(), tag.end(), inside_end, end)

    def children(self, parent: Element) -> Iterator[Element]:
        return self.children_between(parent.inside, parent.inside_end)

    def children_between(self, start: int, end: int) -> Iterator[Element]:
        """The elements that lie directly between two offsets, in order."""
        depth, opened = 0, None
        for tag in TAG.finditer(self.view, start, end):
            closing, empty = tag[1], tag[4]
            if closing:
                depth -= 1
                if depth == 0 and opened is not None:
                    yield Element(opened[2].decode(), opened.start(), opened.end(), tag.start(), tag.end())
                elif depth < 0:
                    raise damaged("unpaired_tags")
            elif empty:
                if depth == 0:
                    yield Element(tag[2].decode(), tag.start(), tag.end(), tag.end(), tag.end())
            else:
                if depth == 0:
                    opened = tag
                depth += 1
        if depth:
            raise damaged("unpaired_tags")

    def child(self, parent: Element, name: str) -> Element | None:
        """The first direct child of this name, prefix not counted."""
        return next((one for one in self.children(parent) if local(one.name) == name), None)

    def tag(self, element: Element) -> bytes:
        """The opening tag as written."""
        return self.data[element.start : element.inside]

    def text(self, element: Element) -> bytes:
        """The whole element as written."""
        return self.data[element.start : element.end]

    def attributes(self, element: Element) -> dict[str, str]:
        return attributes(self.tag(element))

    def replace(self, start: int, end: int, new: bytes) -> None:
        self._splices.append((start, end, new))

    def insert(self, at: int, new: bytes) -> None:
        """Several insertions at one place come out in the order they were made."""
        self._splices.append((at, at, new))

    def after(self, children: Iterable[Element], names: Container[str], otherwise: int) -> int:
        """The end of the last child that has one of these names: where the next in the schema's order belongs."""
        return max((child.end for child in children if local(child.name) in names), default=otherwise)

    def append_inside(self, parent: Element, new: bytes) -> None:
        """Puts it in as the last child; <a/> becomes <a>…</a>."""
        if parent.is_empty_tag:
            self.replace(parent.start, parent.end, opened(self.tag(parent)) + new + closing(parent.name))
        else:
            self.insert(parent.inside_end, new)

    def set_attribute(self, element: Element, name: str, value: str | None) -> None:
        self.replace(element.start, element.inside, with_attribute(self.tag(element), name, value))

    def result(self) -> bytes:
        if not self._splices:
            return self.data
        pieces: list[bytes] = []
        at = 0
        for start, end, new in sorted(self._splices, key=lambda splice: splice[:2]):
            pieces += (self.data[at:start], new)
            at = end
        pieces.append(self.data[at:])
        return b"".join(pieces)


def in_utf8(data: bytes) -> bytes:
    """The same document in UTF-8; untouched where it is that already, as practically every part is."""
    encoding = UTF16.get(data[:2])
    if encoding is None:
        declared = DECLARED.search(data[3:] if data.startswith(UTF8_BOM) else data)
        encoding = declared[1].decode().lower() if declared else "utf-8"
    if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
        return data
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise damaged("encoding") from None
    return re.sub(r"^(<\?xml[^>]*?encoding\s*=\s*[\"'])[\w.-]+", r"\g<1>UTF-8", text).encode()


def without_inert(data: bytes) -> bytes:
    """The same bytes with everything blanked that could look like a tag and is none."""
    if b"<!" not in data and data.find(b"<?", 5) < 0:
        return data
    if b"<!DOCTYPE" in data[:2000]:
        raise damaged("doctype")
    return INERT.sub(lambda found: b" " * len(found[0]), data)


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of an opening tag, in their order, values unescaped."""
    return {
        found[1].decode(): unescaped(found[2] if found[2] is not None else found[3])
        for found in ATTRIBUTE.finditer(tag)
    }


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """The opening tag with the attribute set in its place (or put last), or taken away where value is None."""
    for found in ATTRIBUTE.finditer(tag):
        if found[1].decode() == name:
            if value is None:
                return tag[: found.start()].rstrip() + tag[found.end() :]
            return tag[: found.start()] + f'{name}="{escaped(value)}"'.encode() + tag[found.end() :]
    if value is None:
        return tag
    ending = b"/>" if tag.endswith(b"/>") else b">"
    return tag[: -len(ending)].rstrip() + f' {name}="{escaped(value)}"'.encode() + ending


def with_value(tag: bytes, name: str, value: str) -> bytes:
    """The opening tag with this value of an attribute, "" for none; whatever was done is undone by a second call.

    Nothing but the value changes: an attribute that was not there comes right behind the element's name, and goes
    again with the one space before it.
    """
    for found in ATTRIBUTE.finditer(tag):
        if found[1].decode() == name:
            if not value:
                return tag[: found.start() - 1] + tag[found.end() :]
            start, end = found.span(2) if found[2] is not None else found.span(3)
            return tag[:start] + escaped(value).encode() + tag[end:]
    if not value:
        return tag
    at = next(at for at, byte in enumerate(tag) if byte in b" \t\r\n/>")
    return tag[:at] + f' {name}="{escaped(value)}"'.encode() + tag[at:]


def opened(tag: bytes) -> bytes:
    """<a/> as <a>; any other opening tag as it is."""
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def closing(name: str) -> bytes:
    return b"</" + name.encode() + b">"


def local(name: str) -> str:
    return name.rpartition(":")[2]


def prefix_of(name: str) -> str:
    """The prefix with its colon, "" where there is none."""
    head, colon, _ = name.rpartition(":")
    return head + colon


def escaped(text: str) -> str:
    """For an attribute value or a text."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def escaped_text(text: str) -> str:
    """For the content of <t>, <v> and <f>: line ends as \\n, what XML cannot hold as _xHHHH_."""
    if not text.isprintable() or "_x" in text:  # nothing that a printable text holds is in the way
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    if "&" not in text:
        return text
    return REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return ENTITIES[found[3]]
    return chr(int(found[1], 16) if found[1] else int(found[2]))
