"""The last step on a workbook of ours: rows that grow with their text, and the same bytes for the same contents."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_ROW = re.compile(rb'<row r="(\d+)"[^>]*>')
_FIXED = b' customHeight="1"'
_NO_TYPE = re.compile(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?)(><f>[^<]*</f><v></v></c>)')  # a formula whose result is ""
_MOMENT = (1980, 1, 1, 0, 0, 0)


def finish(data: bytes, growing: Mapping[str, Collection[int]]) -> bytes:
    """Rewrites a workbook just made by XlsxWriter.

    `growing` maps a sheet's part to rows whose height is a start only: spreadsheet programs show it as given and fit
    the row anew when text is typed, which XlsxWriter cannot write; nor does it say that an empty result is a text.
    Entries get a fixed time.
    """
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name in growing:
                part = _NO_TYPE.sub(rb'\1 t="str"\2', _let_grow(part, growing[name]))
            entry = ZipInfo(name, _MOMENT)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, part)
    return out.getvalue()


def _let_grow(part: bytes, rows: Collection[int]) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        return found.group().replace(_FIXED, b"") if int(found.group(1)) in rows else found.group()

    return _ROW.sub(one, part)
