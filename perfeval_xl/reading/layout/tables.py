"""Which tables of a Word document are one form: head, money and indicators may each have a table of their own."""

from __future__ import annotations

from perfeval_xl.reading.grids.spreadsheet import Book
from perfeval_xl.reading.grids.word.document import Document, grid_of
from perfeval_xl.reading.grids.word.layout import Placed
from perfeval_xl.reading.layout.locate import Segment, segments
from perfeval_xl.reading.layout.view import View

_MOST = 20  # tables of one form
_SMALL = 3  # rows of a table that only adds to the one above it: title, total, signatures


def arrange(document: Book) -> None:
    """Puts the tables of a document together that are one form; every other table is a sheet of its own."""
    assert isinstance(document, Document)
    groups: list[list[Placed]] = []
    for part in document.parts:
        if groups and len(groups[-1]) < _MOST and _continues(groups[-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    document.arrange(groups)


def _continues(group: list[Placed], part: Placed) -> bool:
    """The table belongs to what stands above it.

    One that names a project begins a form. One with the heading of money or indicators goes on with a form that has no
    indicators yet, or prints the heading again over the same columns. One without any heading goes on with the rows
    above it (same columns, no text between), or is small.
    """
    above, here = _last(group), _last([part])
    if here is None or above is None:
        return here is None
    if here.has_project:
        return _is_only_a_title(above, group) and not part.has_text_above
    is_finished = above.has_actuals or above.has_approved
    same_columns = part.edges <= group[-1].edges and not part.has_text_above
    if here.has_actuals or here.has_approved or here.has_funds:
        begun = above.has_project or above.has_funds or _is_only_a_title(above, group)
        return begun if not is_finished else same_columns and here.has_actuals == above.has_actuals
    is_small = _height(part) <= _SMALL and not part.has_text_above
    return same_columns or is_small


def _last(parts: list[Placed]) -> Segment | None:
    """What is seen in the last form of these tables; None where they are empty."""
    found = segments(View(grid_of(parts)))
    return found[-1] if found else None


def _is_only_a_title(above: Segment, group: list[Placed]) -> bool:
    is_bare = not (above.has_project or above.has_funds or above.has_actuals or above.has_approved)
    return is_bare and len(group) == 1 and _height(group[0]) <= _SMALL


def _height(part: Placed) -> int:
    return sum(row not in part.around for row in range(1, part.last + 1))
