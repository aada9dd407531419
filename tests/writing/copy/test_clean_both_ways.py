"""Copies of workbooks that other programs wrote in ways of their own.

1. The clean copy made from the scored copy is the one made from the source, part by part.
2. The scored copy processed again is the same file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from tests.writing.process import form_bytes, process

SHEET = "xl/worksheets/sheet1.xml"
Change = Callable[[dict[str, bytes]], None]


def parts(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def packed(there: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in there.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _as_it_is(_: dict[str, bytes]) -> None:
    pass


def _cells_with_an_end(there: dict[str, bytes]) -> None:
    """<c r="A1"></c>"""
    there[SHEET] = re.sub(rb"<c ([^>]*?)\s*/>", rb"<c \1></c>", there[SHEET])


def _on_lines_of_their_own(there: dict[str, bytes]) -> None:
    there[SHEET] = there[SHEET].replace(b"<c ", b"\n  <c ").replace(b"<v>", b"\n    <v>").replace(b"</v>", b"</v>\n  ")


def _no_names(there: dict[str, bytes]) -> None:
    book = there["xl/workbook.xml"].replace(b"<definedNames/>", b"").replace(b"<definedNames />", b"")
    there["xl/workbook.xml"] = book.replace(b"</sheets>", b"</sheets><definedNames></definedNames>")


def _comments_without_any(there: dict[str, bytes]) -> None:
    main, office = (f"http://schemas.openxmlformats.org/{one}/2006/" for one in ("spreadsheetml", "officeDocument"))
    there["xl/comments9.xml"] = f'<comments xmlns="{main}main"><authors/><commentList/></comments>'.encode()
    there["xl/drawings/vmlDrawing9.vml"] = b'<xml xmlns:v="urn:schemas-microsoft-com:vml"/>'
    there["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="c" Type="{office}relationships/comments" Target="../comments9.xml"/>'
        f'<Relationship Id="v" Type="{office}relationships/vmlDrawing" Target="../drawings/vmlDrawing9.vml"/>'
        "</Relationships>"
    ).encode()
    legacy = f'<legacyDrawing xmlns:r="{office}relationships" r:id="v"/></worksheet>'
    there[SHEET] = there[SHEET].replace(b"</worksheet>", legacy.encode())
    kinds = (
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        '<Override PartName="/xl/comments9.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/></Types>'
    )
    there["[Content_Types].xml"] = there["[Content_Types].xml"].replace(b"</Types>", kinds.encode())


def _formats_that_mean_the_same(there: dict[str, bytes]) -> None:
    formats = re.search(rb"<cellXfs.*?>(<xf .*?)</cellXfs>", there["xl/styles.xml"], re.DOTALL)
    assert formats is not None
    first = re.match(rb"<xf .*?(?:/>|</xf>)", formats[1], re.DOTALL)
    assert first is not None
    twins = b"<cellXfs>" + first[0] * 3 + b"</cellXfs>"
    there["xl/styles.xml"] = there["xl/styles.xml"].replace(formats[0], twins)
    cell = re.compile(rb'<c r="([A-H])([0-9]+)"(?: s="[0-9]+")?')
    there[SHEET] = cell.sub(
        lambda one: one[0][: one[0].rindex(one[2]) + len(one[2])] + b'" s="%d"' % (int(one[2]) % 3), there[SHEET]
    )


@pytest.mark.parametrize(
    "change",
    [
        _formats_that_mean_the_same,
        _as_it_is,
        _cells_with_an_end,
        _on_lines_of_their_own,
        _no_names,
        _comments_without_any,
    ],
)
def test_1_and_2_of_packages_written_in_other_ways(change: Change) -> None:
    there = parts(form_bytes())
    change(there)
    source = packed(there)
    scored = process(source)
    assert process(scored) == scored
    assert parts(process(scored, clean=True)) == parts(process(source, clean=True))
