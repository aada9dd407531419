"""Fixtures written otherwise than usual: prefixes, encodings, names, implied addresses; and what is refused."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
from lxml import etree

from tests.xlsx.fixtures_base import (
    BOOK_RELS,
    MAIN,
    PACKAGE_RELS,
    RELS,
    SHEET,
    SHEET_PART,
    TYPE,
    added,
    base,
    changed,
    fixture,
    parts_of,
    zipped,
)
from tests.xlsx.fixtures_by_hand import with_custom_properties
from tests.xlsx.fixtures_written import with_comments, with_defined_names


@fixture
def written_by_openpyxl() -> bytes:
    data = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(base()))
    book[SHEET]["B3"].comment = openpyxl.comments.Comment("预算批复见附件", "王五")
    book.save(data)
    return data.getvalue()


@fixture
def with_prefixes() -> bytes:
    """Every element of the main namespace with the prefix x, as some libraries write it."""
    parts = parts_of(base())
    for name in (SHEET_PART, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"):
        parts[name] = _prefixed(parts[name])
    return zipped(parts)


@fixture
def with_prefixes_in_every_part() -> bytes:
    """Relations, content types, comments and properties with prefixes, as generic XML libraries write them."""
    parts = parts_of(with_comments())
    properties = parts_of(with_custom_properties())
    parts["docProps/custom.xml"] = properties["docProps/custom.xml"]
    parts["_rels/.rels"] = properties["_rels/.rels"]
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    changed(
        parts, "[Content_Types].xml", "</Types>",
        f'<Override PartName="/docProps/custom.xml" ContentType="{kind}"/></Types>',
    )  # fmt: skip
    names = [name for name in parts if name.endswith(".rels") or "comments" in name]
    for name in ("[Content_Types].xml", "docProps/custom.xml", *names):
        namespace = re.search(rb'xmlns="([^"]*)"', parts[name])
        assert namespace
        parts[name] = _prefixed(parts[name], namespace[1].decode())
    return zipped(parts)


@fixture
def with_byte_order_marks() -> bytes:
    """Every XML part begins with a byte order mark; declarations in single quotes and in capitals."""
    parts = parts_of(with_defined_names())
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            text = re.sub(rb"^<\?xml[^>]*\?>", b"<?xml version='1.0' encoding='utf-8' standalone='no'?>", content)
            parts[name] = b"\xef\xbb\xbf" + text
    return zipped(parts)


@fixture
def pretty_printed() -> bytes:
    """Line breaks and indents between all elements, tags in pairs instead of <a/>."""
    parts = parts_of(with_comments())
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and "sharedStrings" not in name and "comments" not in name:
            root = etree.fromstring(content)
            etree.indent(root, "\t")
            text = etree.tostring(root, encoding="UTF-8", standalone=True)
            parts[name] = re.sub(rb"<(c|row|xf|sheet)( [^<>]*)/>", rb"<\1\2></\1>", text)
    return zipped(parts)


def _prefixed(data: bytes, namespace: str = MAIN) -> bytes:
    text = data.decode().replace(f'xmlns="{namespace}"', f'xmlns:x="{namespace}"')
    return re.sub(r"<(/?)(?=[a-zA-Z])(?!\w+:)", r"<\1x:", text).encode()


@fixture
def with_odd_markup() -> bytes:
    """A byte order mark, comments, CDATA, single quotes, attributes in another order, > inside an attribute."""
    parts = parts_of(base())
    text = parts[SHEET_PART].decode()
    text = text.replace("<sheetData>", "<!-- <row r='1'> --><sheetData><!-- <c r='G12'/> -->", 1)
    text = text.replace('<row r="12"', "<row r='12'", 1)
    start = text.index('<c r="G12" s="')
    end = text.index(">", start)
    style = text[start:end].split('s="')[1].rstrip('"')
    text = text[:start] + f"<c  s = '{style}'  r = 'G12' " + text[end:]
    text = text.replace("</sheetData>", "</sheetData><?note <row r='9'/>?>", 1)
    text = text.replace('<c r="E9" ', '<c r="E9" t="inlineStr" ', 1)
    at = text.index('<c r="E9"')
    end = text.index("/>", at)
    text = text[:end] + "><is><t><![CDATA[<c r='G12'>]]></t></is></c>" + text[end + 2 :]
    parts[SHEET_PART] = b"\xef\xbb\xbf" + text.encode()
    return zipped(parts)


@fixture
def with_implied_addresses() -> bytes:
    """Rows and cells without their r: they follow the one before them."""
    parts = parts_of(base())
    text = parts[SHEET_PART].decode()
    text = re.sub(r'<row r="\d+"', "<row", text)
    text = re.sub(r'<c r="[A-Z]+\d+"', "<c", text)
    parts[SHEET_PART] = re.sub(r'<dimension ref="[^"]*"/>', "", text).encode()
    return zipped(parts)


@fixture
def with_bare_parts() -> bytes:
    """No styles, no theme, no document properties, no shared strings, no dimension, no spans."""
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="12"><c r="B12" t="inlineStr"><is><t>指标</t></is></c>'
        '<c r="G12"><v>5</v></c></row><row r="20"/></sheetData></worksheet>'
    )
    return zipped(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}sheet.main+xml"/>'
                f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}worksheet+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE_RELS}"><Relationship Id="rId1" Type="{RELS}/officeDocument"'
                ' Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": (
                f'<workbook xmlns="{MAIN}"><sheets><sheet name="{SHEET}" sheetId="7" rel:id="R1" xmlns:rel="{RELS}"/>'
                "</sheets></workbook>"
            ).encode(),
            BOOK_RELS: (
                f'<Relationships xmlns="{PACKAGE_RELS}"><Relationship Id="R1" Type="{RELS}/worksheet"'
                ' Target="/xl/worksheets/sheet1.xml"/></Relationships>'
            ).encode(),
            SHEET_PART: sheet.encode(),
        }
    )


@fixture
def with_other_case_names() -> bytes:
    """The zip writes part names in another case than relations and content types do; targets are absolute."""
    parts = parts_of(base())
    renamed = {name: name for name in parts} | {
        SHEET_PART: "xl/Worksheets/Sheet1.XML",
        "xl/styles.xml": "XL/Styles.xml",
    }
    changed(parts, BOOK_RELS, 'Target="styles.xml"', 'Target="/xl/STYLES.xml"')
    return zipped({renamed[name]: content for name, content in parts.items()})


@fixture
def with_utf16_sheet() -> bytes:
    parts = parts_of(base())
    text = parts[SHEET_PART].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    parts[SHEET_PART] = text.encode("utf-16")
    return zipped(parts)


@fixture
def with_streamed_entries() -> bytes:
    """Written to a stream: sizes follow the data (zip flag 8), with extra fields and a folder entry."""

    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, piece: Any) -> int:
            self.data += piece
            return len(piece)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("xl/"), b"")
        for name, content in parts_of(base()).items():
            info = zipfile.ZipInfo(name, (2022, 2, 2, 2, 2, 2))
            info.extra = b"\xfe\xca\x02\x00ab"
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return bytes(stream.data)


def signed() -> bytes:
    parts = parts_of(base())
    origin = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    kind = "application/vnd.openxmlformats-package.digital-signature-origin"
    added(parts, "_xmlsignatures/origin.sigs", b"", kind, "_rels/.rels", origin, "rId98")
    return zipped(parts)


def strict() -> bytes:
    parts = parts_of(base())
    for name in parts:
        if name.endswith((".xml", ".rels")):
            text = parts[name].replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            parts[name] = text.replace(RELS.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
    return zipped(parts)


def formatted_to(rows: int, columns: int = 10) -> bytes:
    """The form in a sheet whose cells are formatted, though empty, down to a far row."""
    parts = parts_of(base())
    text = parts[SHEET_PART].decode()
    letters = [chr(ord("A") + number) for number in range(columns)]
    empty = "".join(
        f'<row r="{row}" spans="1:{columns}">'
        + "".join(f'<c r="{letter}{row}" s="1"/>' for letter in letters)
        + "</row>"
        for row in range(21, rows + 1)
    )
    parts[SHEET_PART] = text.replace("</sheetData>", empty + "</sheetData>", 1).encode()
    changed(parts, SHEET_PART, 'ref="A1:H20"', f'ref="A1:{letters[-1]}{rows}"')
    return zipped(parts)


@fixture
def formatted_to_row_5000() -> bytes:
    return formatted_to(5000)
