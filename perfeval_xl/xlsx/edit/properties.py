"""Sets custom document properties (docProps/custom.xml); those of others stay as they are.

Relies on ECMA-376 Part 1, 15.2.12.2 and 22.3 (properties: fmtid, pid from 2, name) and 22.4 (vt:lpwstr).
"""

from __future__ import annotations

from collections.abc import Mapping

from perfeval_xl.xlsx.edit.markup import Element, Markup, escaped, escaped_text, prefix_of
from perfeval_xl.xlsx.edit.parts import DECLARATION, Parts
from perfeval_xl.xlsx.xml import whole_number

PART = "docProps/custom.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of custom properties
FIRST_ID = 2


def set_properties(parts: Parts, properties: Mapping[str, str | None]) -> None:
    """Sets these (None: takes it away), makes the part where it is missing and drops it where nothing is left."""
    relation = parts.related("", "custom-properties")
    there = relation is not None and parts.has(relation.target)
    if relation is None or not there:
        if any(value is not None for value in properties.values()):
            name = parts.free_name("docProps/custom{}.xml") if parts.has(PART) else PART
            parts.put(name, with_properties(_new_part(), properties) or b"")
            parts.declare(name, CONTENT_TYPE)
            parts.relate("", RELATION, name)
        return
    data = with_properties(parts.get(relation.target), properties)
    if data is not None:
        parts.put(relation.target, data)
    else:
        parts.remove(relation.target)
        parts.unrelate("", relation.id)


def with_properties(data: bytes, properties: Mapping[str, str | None]) -> bytes | None:
    """The part with these properties; None where none is left."""
    markup = Markup(data)
    root = markup.root()
    children = list(markup.children(root))
    present = {markup.attributes(child).get("name", "").lower(): child for child in children}
    ids = [whole_number(markup.attributes(child).get("pid")) or 0 for child in children]
    number = max([*ids, FIRST_ID - 1])
    left, new = len(children), ""
    for name, value in properties.items():
        old = present.get(name.lower())
        if value is None:
            left -= old is not None
            if old is not None:
                markup.replace(old.start, old.end, b"")
        elif old is not None:
            element = _element(root, name, value, markup.attributes(old).get("pid") or str(FIRST_ID))
            markup.replace(old.start, old.end, element.encode())
        else:
            number += 1
            new += _element(root, name, value, str(number))
    if not left and not new:
        return None
    if new:
        markup.append_inside(root, new.encode())
    return markup.result()


def _element(root: Element, name: str, value: str, number: str) -> str:
    tag = prefix_of(root.name) + "property"
    return (
        f'<{tag} fmtid="{FORMAT}" pid="{number}" name="{escaped(name)}">'
        f'<vt:lpwstr xmlns:vt="{VALUES}">{escaped_text(value)}</vt:lpwstr></{tag}>'
    )


def _new_part() -> bytes:
    return DECLARATION + f'<Properties xmlns="{NAMESPACE}" xmlns:vt="{VALUES}"></Properties>'.encode()
