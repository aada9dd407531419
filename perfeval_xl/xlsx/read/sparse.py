"""Takes cells and rows without content out of a sheet's bytes, so that two million formatted cells cost no tree.

Relies on XML 1.0 alone: outside comments, CDATA and processing instructions every "<" begins a tag, and a tag without
"<" and "'" inside ends at the first ">" that is followed by the next one. Only the plain shape that spreadsheet
programs write is taken out: everything else stays for the parser. A cell goes only when the next one says where it
stands itself (so that implied places stay right), likewise a row; hidden rows stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_CELL = rb'<{p}c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+"| t="[A-Za-z]+")*(?: ?/>|></{p}c>)'  # {p}: the prefix
_CELLS = rb"(?:" + _CELL + rb'(?=<{p}c r="|</{p}row>))+'
_ROWS = (
    rb'(?:<{p}row r="[0-9]{1,7}"(?![^<>]*?(?:hidden(?!="(?:0|false)")|\sht\s*=\s*"[0.&]))[^<>\']*'
    rb"(?:/>|>(?:" + _CELL + rb')*</{p}row>)(?=<{p}row r="|</{p}sheetData>))+'
)
_PREFIX = re.compile(rb"<([A-Za-z_][A-Za-z0-9_.-]*:)?worksheet[\s>]")
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8)", re.IGNORECASE)
WORTH_IT = 64 * 1024  # bytes of sheet; a smaller one is as it is
MOST_KEPT = 4 * 1024 * 1024  # a row longer than this is not in the plain shape


def without_empty(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """A sheet of `size` bytes without its empty cells and rows; from where it leaves the plain shape on, as it is."""
    rest, seen = b"", 0
    pieces = iter(pieces)
    row, cells, rows = b"", None, None
    if size < WORTH_IT:
        yield from pieces
    for piece in pieces:
        chunk = rest + piece
        if not seen and (found := _PREFIX.search(chunk, 0, 4096)) is not None:
            row, cells, rows = _patterns(found[1] or b"")
        if cells is None or rows is None or not is_plain(chunk, is_first=not seen):
            yield chunk
            yield from pieces
            return
        seen += len(piece)
        # Behind the last row's start the row may still be open; it waits for the next piece.
        cut = len(chunk) if seen >= size else max(chunk.rfind(row), 0) or chunk.rfind(b"<")
        if len(chunk) - cut > MOST_KEPT:
            yield chunk
            yield from pieces
            return
        whole = chunk[:cut]
        yield cells.sub(b"", rows.sub(b"", whole))
        rest = chunk[cut:]
    yield rest


@lru_cache(maxsize=8)
def _patterns(prefix: bytes) -> tuple[bytes, re.Pattern[bytes], re.Pattern[bytes]]:
    """The start of a row, and what matches empty cells and empty rows."""

    def with_prefix(pattern: bytes) -> re.Pattern[bytes]:
        return re.compile(pattern.replace(b"{p}", re.escape(prefix)))

    return b"<" + prefix + b"row", with_prefix(_CELLS), with_prefix(_ROWS)


def is_plain(chunk: bytes, is_first: bool) -> bool:
    """Is it UTF-8 without comments, CDATA, DTD and processing instructions, so that every "<" begins a tag?"""
    if is_first and _OTHER_ENCODING.search(chunk, 0, 200):
        return False
    return b"<!" not in chunk and chunk.find(b"<?", 8 if is_first else 0) < 0
