"""Takes cells and rows without content out of a sheet's bytes, so that two million formatted cells cost no tree.

Relies on XML 1.0 alone: outside comments, CDATA and processing instructions every "<" begins a tag, and a tag without
"<" and "'" inside ends at the first ">" that is followed by the next one. Only the plain shape that spreadsheet
programs write is taken out: everything else stays for the parser. A cell goes only when the next one says where it
stands itself (so that implied places stay right), likewise a row; hidden rows stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_CELL = rb'<c r="[A-Z]{1,3}+[0-9]{1,7}+"(?: [st]="[0-9n]++")*+(?:/>|></c>)'
_CELLS = re.compile(rb"(?:" + _CELL + rb'(?=<c r="|</row>))++')
_ROWS = re.compile(
    rb'(?:<row r="[0-9]{1,7}+"(?![^<>]*?(?:hidden(?!="(?:0|false)")|\sht\s*=\s*"[0.&]))[^<>\']*+'
    rb"(?:/>|>(?:" + _CELL + rb')*+</row>)(?=<row r="|</sheetData>))++'
)
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8)", re.IGNORECASE)
WORTH_ROWS = 64 * 1024  # bytes of sheet below which empty rows are not worth looking for
MOST_KEPT = 4 * 1024 * 1024  # a row longer than this is not in the plain shape


def without_empty(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """A sheet of `size` bytes without its empty cells and rows; from where it leaves the plain shape on, as it is."""
    rest, seen = b"", 0
    pieces = iter(pieces)
    for piece in pieces:
        chunk = rest + piece
        is_first, seen = seen == 0, seen + len(piece)
        # Behind the last "<row" a row may still be open; it waits for the next piece.
        cut = len(chunk) if seen >= size else max(chunk.rfind(b"<row"), 0) or chunk.rfind(b"<")
        if not _is_plain(chunk, is_first) or len(chunk) - cut > MOST_KEPT:
            yield chunk
            yield from pieces
            return
        rows = chunk[:cut]
        yield _CELLS.sub(b"", rows if size < WORTH_ROWS else _ROWS.sub(b"", rows))
        rest = chunk[cut:]
    yield rest


def _is_plain(chunk: bytes, is_first: bool) -> bool:
    if is_first and _OTHER_ENCODING.search(chunk, 0, 200):
        return False
    return b"<!" not in chunk and chunk.find(b"<?", 8 if is_first else 0) < 0
