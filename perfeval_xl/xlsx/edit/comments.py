"""Adds our comments beside those that are there, and takes exactly ours away again.

Relies on ECMA-376 Part 1, 18.7 (comments), and Part 4, 14.1 and 19 (VML: a box for each comment, in the part that
legacyDrawing names; [MS-OI29500] on x:ClientData). VML as Excel writes it need not be well-formed XML (an unclosed
<br>), so that part is handled as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.xlsx.edit.boxes import Anchor
from perfeval_xl.xlsx.edit.markup import Element, Markup, damaged, escaped_text, prefix_of, unescaped
from perfeval_xl.xlsx.names import ref, split_ref
from perfeval_xl.xlsx.xml import MAIN

NEW_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
).encode()
NAMESPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
NEW_DRAWING = (
    f'<xml{NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{block}}"/></o:shapelayout></xml>'
)
SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
USE_OF_TYPE = b"#_x0000_t202"
SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:0;margin-top:0;'
    'width:{width:g}pt;height:{height:g}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
# Other programs write other prefixes than v, o and x.
SHAPE_TAG = re.compile(rb"<(/?)((?:\w+:)?shape)(?=[\s>])[^<>]*>")
ANY_SHAPE = re.compile(rb"<(?:\w+:)?(?:shape|rect|group|oval|line|polyline|roundrect|image|arc|curve)(?=[\s>/])")
NOTE = re.compile(rb"""<(?:\w+:)?ClientData\s[^<>]*ObjectType\s*=\s*["']Note["']""")
ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)\s*</")
COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*</")
NUMBERS = re.compile(rb"""["']_x0000_s(\d+)["']""")
BLOCK = re.compile(rb"""<(?:\w+:)?idmap\s[^<>]*\bdata\s*=\s*["'](\d+)""")
EMPTY_ROOT = re.compile(rb"^\s*(?:<\?[^>]*\?>\s*)?<(?:\w+:)?xml(?:\s[^<>]*)?/>\s*$")
LAST_TAG = re.compile(rb"</xml\s*>\s*$")
SHAPES_PER_BLOCK = 1024
FONT = '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/></rPr>'


@dataclass(frozen=True, slots=True)
class Comment:
    """One of ours: where, what it says, and its box (the sheet decides how many columns and rows that covers)."""

    row: int
    column: int
    text: str
    anchor: Anchor


class Comments:
    """The comments part of one sheet and its VML part; None where the sheet has none yet.

    Those by `author` are ours: so they are found again.
    """

    def __init__(self, data: bytes | None, drawing: bytes | None, author: str) -> None:
        self._own_name = author
        self.markup = Markup(data if data is not None else NEW_COMMENTS)
        self.drawing = None if drawing is not None and EMPTY_ROOT.match(drawing) else drawing
        root = self.markup.root()
        self.prefix = prefix_of(root.name)
        self._authors_element = self._needed(root, "authors")
        self._list_element = self._needed(root, "commentList")
        self._author_elements = list(self.markup.children(self._authors_element))
        self._elements: dict[str, Element] = {}
        self._unplaced = 0
        self._own: set[str] = set()
        ours = {str(number) for number, one in enumerate(self._author_elements) if self._author(one) == author}
        for element in self.markup.children(self._list_element):
            given = self.markup.attributes(element)
            address = given.get("ref", "").replace("$", "").upper()
            try:
                split_ref(address)
            except ValueError:  # of no cell: it stays as it is
                self._unplaced += 1
                continue
            self._elements[address] = element
            if given.get("authorId") in ours:
                self._own.add(address)
        boxes = self.drawing or b""
        self._boxes = [(place, span) for span in shapes(boxes) if (place := _place(span, boxes))]
        self._removed: set[str] = set()
        self._added: dict[str, Comment] = {}
        self._is_left_out = False

    def _needed(self, root: Element, name: str) -> Element:
        found = self.markup.child(root, name)
        if found is None:
            raise damaged("comment_list", element=name)
        return found

    def _author(self, element: Element) -> str:
        return unescaped(self.markup.data[element.inside : element.inside_end]).strip()

    # ------------------------------------------------------------------------------------------------------- edits

    @property
    def theirs(self) -> list[tuple[int, int]]:
        """The cells that hold somebody else's comment, or a box whose comment is lost."""
        comments = {split_ref(address): address for address in self._elements}
        boxes = [place for place, _ in self._boxes if place not in comments]
        return [place for place, address in comments.items() if address not in self._own] + boxes

    def add(self, comment: Comment) -> None:
        """Adds ours, in place of an earlier one of ours."""
        address = ref(comment.row, comment.column)
        if address in self._own:
            self._removed.add(address)
        self._added[address] = comment

    def claim(self, address: str) -> None:
        """The comment at this address is ours, whoever stands there as its author."""
        if address in self._elements:
            self._own.add(address)

    def remove_own(self) -> None:
        """Takes ours away; and a list without any comment, which says nothing and would not come back after ours."""
        self._removed |= self._own
        self._added.clear()
        self._is_left_out = not (self._elements or self._unplaced or self._boxes)

    @property
    def is_changed(self) -> bool:
        return bool(self._removed or self._added or self._is_left_out)

    # ------------------------------------------------------------------------------------------------------ result

    def results(self, block: int) -> tuple[bytes | None, bytes | None]:
        """The two parts as they are to be; None for a part that has nothing left and is not needed.

        `block` numbers the shapes of a new VML part: no other sheet's part has the same.
        """
        return self._comments(), self._shapes(block)

    def _comments(self) -> bytes | None:
        left = self._unplaced + len(self._elements) - len(self._removed) + len(self._added)
        if not left:
            return None
        for address in self._removed:
            element = self._elements[address]
            self.markup.replace(element.start, element.end, b"")
        if self._added:
            author = self._own_author()
            new = "".join(self._comment(comment, author) for comment in self._in_order())
            self.markup.append_inside(self._list_element, new.encode())
        else:
            self._remove_own_author()
        return self.markup.result()

    def _own_author(self) -> int:
        for number, element in enumerate(self._author_elements):
            if self._author(element) == self._own_name:
                return number
        name = self.prefix + "author"
        self.markup.append_inside(self._authors_element, f"<{name}>{escaped_text(self._own_name)}</{name}>".encode())
        return len(self._author_elements)

    def _remove_own_author(self) -> None:
        """Only where it is the last: the numbers of the others must stay."""
        if self._author_elements and self._author(self._author_elements[-1]) == self._own_name:
            last = self._author_elements[-1]
            self.markup.replace(last.start, last.end, b"")

    def _in_order(self) -> list[Comment]:
        return sorted(self._added.values(), key=lambda comment: (comment.row, comment.column))

    def _comment(self, comment: Comment, author: int) -> str:
        content = (
            f'<comment ref="{ref(comment.row, comment.column)}" authorId="{author}" shapeId="0"><text><r>{FONT}'
            f'<t xml:space="preserve">{escaped_text(comment.text)}</t></r></text></comment>'
        )
        return re.sub(r"<(/?)(?=\w)", rf"<\1{self.prefix}", content) if self.prefix else content

    def _shapes(self, block: int) -> bytes | None:
        data = self.drawing if self.drawing is not None else NEW_DRAWING.format(block=block).encode()
        gone = set(map(split_ref, self._removed))
        if gone:
            for _, (start, end) in reversed([box for box in self._boxes if box[0] in gone]):
                data = data[:start] + data[end:]
            if USE_OF_TYPE not in data:
                data = data.replace(SHAPE_TYPE.encode(), b"")
        if self._added:
            return self._with_shapes(data)
        is_needed = (not gone and not self._is_left_out) or ANY_SHAPE.search(data)
        return data if self.drawing is not None and is_needed else None

    def _with_shapes(self, data: bytes) -> bytes:
        end = LAST_TAG.search(data)
        if end is None:
            raise damaged("open_drawing")
        blocks = BLOCK.search(data)
        first = int(blocks[1]) * SHAPES_PER_BLOCK if blocks else SHAPES_PER_BLOCK
        last = max((int(number) for number in NUMBERS.findall(data)), default=first)
        new = "" if b"_x0000_t202" in data and b"shapetype" in data else SHAPE_TYPE
        for order, comment in enumerate(self._in_order(), start=1):
            new += SHAPE.format(
                number=last + order,
                order=order,
                width=comment.anchor.width,
                height=comment.anchor.height,
                anchor=comment.anchor.text,
                row=comment.row - 1,
                column=comment.column - 1,
            )
        if any(f"xmlns:{prefix}=".encode() not in data[:2000] for prefix in "vox"):
            new = re.sub(r"<(v:shape(?:type)?) ", rf"<\1{NAMESPACES} ", new)
        return data[: end.start()] + new.encode() + data[end.start() :]


def shapes(drawing: bytes) -> Iterator[tuple[int, int]]:
    """Where each shape begins and ends."""
    start = -1
    for tag in SHAPE_TAG.finditer(drawing):
        if not tag[1]:
            start = tag.start()
        elif start >= 0:
            yield start, tag.end()
            start = -1


def _place(span: tuple[int, int], drawing: bytes) -> tuple[int, int] | None:
    """Row and column of the cell that a comment's box belongs to; None for any other shape."""
    row, column = ROW.search(drawing, *span), COLUMN.search(drawing, *span)
    return (int(row[1]) + 1, int(column[1]) + 1) if NOTE.search(drawing, *span) and row and column else None
