"""What the fixtures are made with: the small form, written by XlsxWriter, and the grafting of parts by hand."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import xlsxwriter

SHEET = "自评表"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SHEET_PART = "xl/worksheets/sheet1.xml"
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
BOOK_RELS = "xl/_rels/workbook.xml.rels"

MAKERS: dict[str, Callable[[], bytes]] = {}
Adding = Callable[[Any, Any], object]  # (workbook, sheet) of XlsxWriter


def fixture(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Registers a maker under its name; its workbook is made once a process."""
    MAKERS[make.__name__] = cache(make)
    return MAKERS[make.__name__]


# ---------------------------------------------------------------------------------------------------- the base


def base(add: Adding | None = None, options: Mapping[str, object] | None = None) -> bytes:
    """The small form, written by XlsxWriter, with what `add` puts in."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, **(options or {})})
    book.set_properties({"created": datetime(2023, 12, 31, 8)})
    sheet = book.add_worksheet(SHEET)
    box = book.add_format({"border": 1, "text_wrap": True})
    points = book.add_format({"border": 1, "num_format": "0.00", "bg_color": "#F2F2F2"})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 5, 15)
    sheet.merge_range("A1:H1", "项目支出绩效自评表", title)
    for row in range(1, 20):
        for column in range(8):
            if column == 6:
                sheet.write_number(row, column, row / 4, points)
            elif column < 4:
                sheet.write_string(row, column, f"第{row + 1}行 第{column + 1}列", box)
            else:
                sheet.write_blank(row, column, None, box)
    sheet.write_formula("F6", "=D6/E6", points, 0.98)
    sheet.write_formula("G20", "=SUM(G2:G19)", points, 47.5)
    if add is not None:
        add(book, sheet)
    book.close()
    return data.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 12, 31, 8, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def changed(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    """Replaces a text that has to be there."""
    assert old.encode() in parts[name], (name, old)
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)


def added(
    parts: dict[str, bytes],
    name: str,
    content: str | bytes,
    kind: str | None,
    owner: str | None,
    relation: str,
    id: str,
) -> None:
    """One part more, with its content type (None: by extension) and its relation (owner: the rels part)."""
    parts[name] = content.encode() if isinstance(content, str) else content
    if kind:
        override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        changed(parts, "[Content_Types].xml", "</Types>", override)
    if owner is None:
        return
    if owner not in parts:
        parts[owner] = (
            f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE_RELS}"></Relationships>'.encode()
        )
    rel = f'<Relationship Id="{id}" Type="{relation}" Target="/{name}"/></Relationships>'
    changed(parts, owner, "</Relationships>", rel)


def picture(width: int = 8, height: int = 8) -> bytes:
    """A small red PNG, like a seal."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\xd0\x20\x20" * width for _ in range(height))
    header = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
