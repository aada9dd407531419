"""What stands outside a worksheet part when rows are inserted: comments, drawings, names; and what may not refer there.

Relies on ECMA-376 Part 1: 18.2.5 (definedName), 18.7 (comments), 20.5 (spreadsheet drawings), and Part 4 (VML).
"""

from __future__ import annotations

import re

from perfeval_xl.xlsx.edit.calculation_chain import without_cells
from perfeval_xl.xlsx.edit.comments import ANY_SHAPE, NOTE, ROW, shapes
from perfeval_xl.xlsx.edit.markup import TAG, Markup, attributes, escaped_text, local, unescaped, with_attribute
from perfeval_xl.xlsx.edit.parts import Parts
from perfeval_xl.xlsx.formulas.inserted import Area, Insertion, in_the_way, says_addresses
from perfeval_xl.xlsx.names import ref, split_area
from perfeval_xl.xlsx.package import SheetRef
from perfeval_xl.xlsx.xml import whole_number

_RELATIONS = frozenset(
    {"hyperlink", "printerSettings", "comments", "vmlDrawing", "drawing", "image", "threadedComment", "customProperty"}
)
_TEXTS = re.compile(rb""">([^<>]+)<|="([^"<>]+)"|='([^'<>]+)'""")
_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(</)")


def area_of(said: str) -> Area:
    """An address of the file; one that is none cannot be moved."""
    try:
        return split_area(said.replace("$", ""))
    except ValueError:
        raise in_the_way("element") from None


def move_belongings(parts: Parts, target: SheetRef, insertion: Insertion) -> None:
    """Comments and drawings of the sheet."""
    movers = {
        "comments": _commented,
        "threadedComment": _commented,
        "vmlDrawing": _boxes,
        "drawing": _drawing,
    }
    for rel in parts.relationships(target.part):
        if rel.kind not in _RELATIONS:
            raise in_the_way("tables" if rel.kind in ("table", "pivotTable") else "element")
        if rel.kind in movers and not rel.external and parts.has(rel.target):
            parts.put(rel.target, movers[rel.kind](parts.get(rel.target), insertion))


def _commented(data: bytes, insertion: Insertion) -> bytes:
    """The cells that comments belong to."""
    markup = Markup(data)
    for tag in TAG.finditer(markup.view):
        given = attributes(tag[0])
        if tag[2].rpartition(b":")[2] in (b"comment", b"threadedComment") and "ref" in given:
            area = area_of(given["ref"])
            new = ref(insertion.place(area[0]), area[1])
            if area[0] > insertion.row:
                markup.replace(tag.start(), tag.end(), with_attribute(tag[0], "ref", new))
    return markup.result()


def _boxes(data: bytes, insertion: Insertion) -> bytes:
    """The boxes of comments; VML need not be well-formed, so that it is handled as text."""
    pieces: list[bytes] = []
    end = 0
    count = 0
    for start, stop in shapes(data):
        box = data[start:stop]
        count += 1
        found = ROW.search(box)
        if NOTE.search(box) is None or found is None:
            if b"ClientData" in box:
                raise in_the_way("element")  # a control
            continue
        if int(found[1]) >= insertion.row:
            box = box[: found.start(1)] + str(int(found[1]) + insertion.count).encode() + box[found.end(1) :]
            box = _ANCHOR.sub(lambda anchor: anchor[1] + _anchor(anchor[2], insertion.count) + anchor[3], box)
        pieces += (data[end:start], box)
        end = stop
    if count < len(ANY_SHAPE.findall(data)):
        raise in_the_way("element")
    return b"".join((*pieces, data[end:]))


def _anchor(said: bytes, by: int) -> bytes:
    """x:Anchor: left column, offset, top row, offset, right column, offset, bottom row, offset."""
    numbers = said.decode("ascii", "replace").split(",")
    for at in (2, 6):
        if at < len(numbers) and numbers[at].strip().isdecimal():
            numbers[at] = f" {int(numbers[at]) + by}"
    return ",".join(numbers).encode()


def _drawing(data: bytes, insertion: Insertion) -> bytes:
    """Pictures and shapes that begin below move, in their size."""
    markup = Markup(data)
    for anchor in markup.children(markup.root()):
        name = local(anchor.name)
        if name == "absoluteAnchor" or markup.attributes(anchor).get("editAs") == "absolute":
            continue
        if name not in ("oneCellAnchor", "twoCellAnchor"):
            raise in_the_way("element")
        ends = [markup.child(anchor, end) for end in ("from", "to")]
        rows = [row for end in ends if end is not None and (row := markup.child(end, "row")) is not None]
        numbers = [whole_number(markup.data[row.inside : row.inside_end].decode("ascii", "replace")) for row in rows]
        if None in numbers or not numbers:
            raise in_the_way("element")
        for row, number in zip(rows, numbers, strict=True):
            if number is not None and (numbers[0] or 0) >= insertion.row:
                markup.replace(row.inside, row.inside_end, str(number + insertion.count).encode())
    return markup.result()


def with_names_moved(data: bytes, insertion: Insertion) -> bytes:
    """Defined names: print areas and titles, filters, and those that people gave."""
    markup = Markup(data)
    names = markup.child(markup.root(), "definedNames")
    for one in markup.children(names) if names else ():
        text = unescaped(markup.data[one.inside : one.inside_end])
        if says_addresses(text):
            raise in_the_way("address_in_text")
        if (new := insertion.formula(text)) != text:
            markup.replace(one.inside, one.inside_end, escaped_text(new).encode())
    return markup.result()


def forget_chain(parts: Parts, target: SheetRef) -> None:
    """The order of calculation names cells by their old places: programs make it anew."""
    rel = parts.related(parts.package.workbook_part, "calcChain")
    if rel is None or not parts.has(rel.target):
        return
    data = without_cells(parts.get(rel.target), target.sheet_id, None)
    if data is not None:
        parts.put(rel.target, data)
    else:
        parts.remove(rel.target)
        parts.unrelate(parts.package.workbook_part, rel.id)


_NO_FORMULAS = frozenset({"sharedStrings", "styles", "theme", "calcChain", "comments", "threadedComment"})


def refuse_others(parts: Parts, insertion: Insertion) -> None:
    """Charts, pivot tables, tables of other sheets, links: what names a place that has moved is not followed here."""
    package = parts.package
    moved = {one.part.lower() for one in package.sheets if one.kind == "worksheet"} | {package.workbook_part.lower()}
    for owner in (package.workbook_part, *(one.part for one in package.sheets if one.part)):
        moved |= {rel.target.lower() for rel in parts.relationships(owner) if rel.kind in _NO_FORMULAS}
    for name in parts.names():
        if (
            name.lower() in moved
            or not name.lower().endswith((".xml", ".rels"))
            or name.lower().startswith("docprops/")
        ):
            continue
        data = parts.get(name)
        if b"worksheetSource" in data and any(
            insertion.is_on(attributes(tag[0]).get("sheet", "")) for tag in TAG.finditer(data)
        ):
            raise in_the_way("tables")
        for found in _TEXTS.finditer(data):
            said = found[1] or found[2] or found[3]
            text = unescaped(said) if b"!" in said else ""
            if insertion.formula(text) != text:
                raise in_the_way("chart" if "/charts/" in name else "element")
