"""The comments of one sheet within the package: their two parts, relations, content types and legacyDrawing.

Relies on ECMA-376 Part 1, 18.3.1.99 (worksheet: where legacyDrawing stands), 12.3.3 (comments part), Part 4, 8.1
(VML part), and [MS-XLSX] 2.1.38 (threaded comments; each has a copy among the legacy comments).
"""

from __future__ import annotations

import re

from perfeval_xl.xlsx.edit.cells import SheetCells
from perfeval_xl.xlsx.edit.comments import Comment, Comments
from perfeval_xl.xlsx.edit.markup import attributes, damaged, local
from perfeval_xl.xlsx.edit.parts import Parts
from perfeval_xl.xlsx.edit.sheetmarkup import Area
from perfeval_xl.xlsx.names import split_ref
from perfeval_xl.xlsx.package import Rel
from perfeval_xl.xlsx.xml import OFFICE_RELS

COMMENTS_RELATION = OFFICE_RELS + "/comments"
DRAWING_RELATION = OFFICE_RELS + "/vmlDrawing"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# The children of worksheet that stand behind legacyDrawing; in front of any other it would be too early.
BEHIND = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}
)
THREAD = re.compile(rb"""<(?:\w+:)?threadedComment\s[^>]*>""")


class SheetComments:
    """What is there, and what is to be."""

    def __init__(self, parts: Parts, sheet: str, cells: SheetCells, author: str) -> None:
        self._parts, self._sheet, self._cells = parts, sheet, cells
        self._comments_rel = self._inner("comments")
        self._legacy = next((one for one in cells.tail if local(one.name) == "legacyDrawing"), None)
        self._drawing_rel = self._named_drawing()
        self._comments = Comments(self._data(self._comments_rel), self._data(self._drawing_rel), author)
        self._threads = [split_ref(address) for address in self._threaded()]

    def _inner(self, kind: str) -> Rel | None:
        rel = self._parts.related(self._sheet, kind)
        if rel is not None and not self._parts.has(rel.target):
            raise damaged("part_gone", part=rel.target)
        return rel

    def _named_drawing(self) -> Rel | None:
        """The VML part that legacyDrawing names (the sheet may have another, for pictures in its header)."""
        if self._legacy is None:
            return None
        given = self._cells.markup.attributes(self._legacy)
        identifier = next((value for key, value in given.items() if key.endswith(":id")), None)
        rel = next((one for one in self._parts.relationships(self._sheet) if one.id == identifier), None)
        if rel is None or rel.external or not self._parts.has(rel.target):
            raise damaged("no_drawing")
        return rel

    def _data(self, rel: Rel | None) -> bytes | None:
        return self._parts.get(rel.target) if rel else None

    def _threaded(self) -> list[str]:
        rel = self._parts.related(self._sheet, "threadedComment")
        if rel is None or not self._parts.has(rel.target):
            return []
        tags = THREAD.findall(self._parts.get(rel.target))
        return [given["ref"] for tag in tags if "ref" in (given := attributes(tag))]

    # ------------------------------------------------------------------------------------------------------- edits

    def has_theirs(self, area: Area) -> bool:
        """Whether somebody else's comment stands in the area."""
        return any(_lies_in(place, area) for place in (*self._comments.theirs, *self._threads))

    def add(self, comment: Comment) -> None:
        self._comments.add(comment)

    def claim(self, address: str) -> None:
        self._comments.claim(address)

    def remove_own(self) -> None:
        self._comments.remove_own()

    # ------------------------------------------------------------------------------------------------------ result

    def store(self) -> None:
        """Puts the parts, their relations and the sheet's legacyDrawing in step with the comments."""
        if not self._comments.is_changed:
            return
        comments, drawing = self._comments.results(self._parts.free_block())
        self._store_comments(comments)
        self._store_drawing(drawing)

    def _store_comments(self, data: bytes | None) -> None:
        rel = self._comments_rel
        if data is None:
            if rel is not None:
                self._parts.remove(rel.target)
                self._parts.unrelate(self._sheet, rel.id)
        elif rel is not None:
            self._parts.put(rel.target, data)
        else:
            name = self._parts.free_name("xl/comments{}.xml")
            self._parts.put(name, data)
            self._parts.declare(name, COMMENTS_TYPE)
            self._parts.relate(self._sheet, COMMENTS_RELATION, name)

    def _store_drawing(self, data: bytes | None) -> None:
        rel = self._drawing_rel
        if data is None:
            if rel is not None and self._legacy is not None:
                self._parts.remove(rel.target)
                self._parts.unrelate(self._sheet, rel.id)
                self._cells.markup.replace(self._legacy.start, self._legacy.end, b"")
        elif rel is not None:
            self._parts.put(rel.target, data)
        else:
            name = self._parts.free_name("xl/drawings/vmlDrawing{}.vml")
            self._parts.put(name, data)
            if not self._parts.declare_extension("vml", DRAWING_TYPE):
                self._parts.declare(name, DRAWING_TYPE)
            self._name_drawing(self._parts.relate(self._sheet, DRAWING_RELATION, name))

    def _name_drawing(self, identifier: str) -> None:
        """Puts legacyDrawing into the sheet, in the place that the schema gives it."""
        cells = self._cells
        behind = (child for child in cells.tail if self._stands_behind(local(child.name), cells.markup.text(child)))
        first = next(behind, None)
        at = first.start if first is not None else cells.root.inside_end
        element = f'<{cells.prefix}legacyDrawing xmlns:r="{OFFICE_RELS}" r:id="{identifier}"/>'
        if cells.markup.attributes(cells.root).get("xmlns:r") == OFFICE_RELS:
            element = f'<{cells.prefix}legacyDrawing r:id="{identifier}"/>'
        cells.markup.insert(at, element.encode())

    def _stands_behind(self, name: str, text: bytes) -> bool:
        if name == "AlternateContent":  # Excel wraps controls and OLE objects in it
            return any(re.search(rb"<(?:\w+:)?" + one.encode() + rb"[\s>/]", text) for one in BEHIND)
        return name in BEHIND


def _lies_in(place: tuple[int, int], area: Area) -> bool:
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]
