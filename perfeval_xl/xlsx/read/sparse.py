"""Takes cells and rows without content out of a sheet's bytes, so that two million formatted cells cost no tree; and
plain numbers, where only the texts are wanted at first.

Relies on XML 1.0 alone: outside comments, CDATA and processing instructions every "<" begins a tag, and a tag without
"<" and "'" inside ends at the first ">" that is followed by the next one. Only the plain shape that spreadsheet
programs write is taken out: everything else stays for the parser. A cell goes only when the next one says where it
stands itself (so that implied places stay right), likewise a row; hidden rows stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_CELL = rb'<{p}c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+"| t="[A-Za-z]+")*(?: ?/>|></{p}c>)'  # {p}: the prefix
# One by one, and not runs of them: a pattern that begins with plain letters is looked for five times as fast.
_CELLS = _CELL + rb'(?=<{p}c r="|</{p}row>)'
_ROWS = (
    rb'<{p}row r="[0-9]{1,7}"(?![^<>]*?(?:hidden(?!="(?:0|false)")|\sht\s*=\s*"[0.&]))[^<>\']*'
    rb"(?:/>|>(?:" + _CELL + rb')*</{p}row>)(?=<{p}row r="|</{p}sheetData>)'
)
# A number as typed, without formula; one with an exponent stays for the parser.
_VALUE = (
    rb'<{p}c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="[0-9]+"| t="n")*><{p}v>(-?[0-9]{1,20}(?:\.[0-9]{1,20})?)</{p}v></{p}c>'
    rb'(?=<{p}c r="|</{p}row>)'
)
_PREFIX = re.compile(rb"<([A-Za-z_][A-Za-z0-9_.-]*:)?worksheet[\s>]")
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8)", re.IGNORECASE)
WORTH_IT = 64 * 1024  # bytes of sheet; a smaller one is as it is
MOST_KEPT = 4 * 1024 * 1024  # a row longer than this is not in the plain shape


def without_empty(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """A sheet of `size` bytes without its empty cells and rows; from where it leaves the plain shape on, as it is."""
    if size < WORTH_IT:
        yield from pieces
        return
    for chunk, shape in _whole_rows(pieces, size):
        yield chunk if shape is None else shape.cells.sub(b"", shape.rows.sub(b"", chunk))


def without_numbers(
    pieces: Iterable[bytes], size: int, take: Callable[[list[tuple[bytes, bytes]]], None] = lambda _: None
) -> Iterator[bytes]:
    """A sheet without what is empty and without plain numbers; `take` is given these, as pairs of place and number."""
    for chunk, shape in _whole_rows(pieces, size):
        if shape is None:
            yield chunk
            continue
        take(shape.value.findall(chunk))
        yield shape.cells.sub(b"", shape.rows.sub(b"", shape.value.sub(b"", chunk)))


def _whole_rows(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, _Shape | None]]:
    """The bytes, cut where a row begins, each with the patterns that hold for it: None outside the plain shape."""
    rest, seen = b"", 0
    pieces = iter(pieces)
    shape: _Shape | None = None
    for piece in pieces:
        chunk = rest + piece
        if not seen and (found := _PREFIX.search(chunk, 0, 4096)) is not None:
            shape = _shape(found[1] or b"")
        if shape is None or not is_plain(chunk, is_first=not seen):
            yield chunk, None
            yield from ((one, None) for one in pieces)
            return
        seen += len(piece)
        # Behind the last row's start the row may still be open; it waits for the next piece.
        cut = len(chunk) if seen >= size else max(chunk.rfind(shape.row), 0) or chunk.rfind(b"<")
        if len(chunk) - cut > MOST_KEPT:
            yield chunk, None
            yield from ((one, None) for one in pieces)
            return
        yield chunk[:cut], shape
        rest = chunk[cut:]
    yield rest, None


class _Shape(NamedTuple):
    """The start of a row; what matches an empty cell, an empty row, a plain number (place, number)."""

    row: bytes
    cells: re.Pattern[bytes]
    rows: re.Pattern[bytes]
    value: re.Pattern[bytes]


@lru_cache(maxsize=8)
def _shape(prefix: bytes) -> _Shape:
    made = (re.compile(one.replace(b"{p}", re.escape(prefix))) for one in (_CELLS, _ROWS, _VALUE))
    return _Shape(b"<" + prefix + b"row", *made)


def is_plain(chunk: bytes, is_first: bool) -> bool:
    """Is it UTF-8 without comments, CDATA, DTD and processing instructions, so that every "<" begins a tag?"""
    if is_first and _OTHER_ENCODING.search(chunk, 0, 200):
        return False
    return b"<!" not in chunk and chunk.find(b"<?", 8 if is_first else 0) < 0
