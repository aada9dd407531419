"""Takes the cells that stand in the plain shape out of a sheet, so that no tree is built of them: a third of the time.

ECMA-376 part 1, 18.3.1.4 c, as Excel, WPS, LibreOffice, openpyxl and XlsxWriter write it: attributes r, s, t in this
order, then a formula without attributes, then a value or an inline text without runs. All else, and the whole sheet
where anything is unusual, stays for the parser, which so still sees every row. A cell is taken only when the next one
says where it stands itself, so that implied places stay right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.xlsx.read.sparse import is_plain

_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"(?: s="([0-9]{1,7}+)")?+(?: t="([A-Za-z]++)")?+'
    r"(?:/>|>(?:<f>([^<>]*+)</f>)?+"
    r'(?:<v>([^<>]*+)</v>|<is><t(?: xml:space="preserve")?+>([^<>]*+)</t></is>)?+</c>)'
    r'(?=<c r="|</row>)'
)
_START_OF_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"[^<>/]*>\Z')
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_DECLARATION = 60  # characters, behind which Excel puts a line end
_NO_CHARACTERS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")


# Row, letters of the column, style, type, formula, value, text of <is>: as written, None for what is not there.
PlainCell = tuple[int, str, str | None, str | None, str | None, str | None, str | None]


def taken_out(data: bytes) -> tuple[bytes, list[PlainCell]]:
    """The sheet without its plain cells, and those with content; the sheet as it is, and none, where it is unusual."""
    if not _is_usual(data):
        return data, []
    try:
        text = data.decode("utf-8")
        pieces = _CELL.split(text)
        cells = list(_with_content(pieces))
        if "&" in text or text.find("\r", _DECLARATION) >= 0:
            cells = [(*cell[:4], _resolved(cell[4]), _resolved(cell[5]), _resolved(cell[6])) for cell in cells]
    except ValueError:  # not UTF-8, or not in the plain shape
        return data, []
    return "".join(pieces[::8]).encode("utf-8"), cells


def _is_usual(data: bytes) -> bool:
    """One default namespace, no comments or CDATA, none of the characters that XML forbids (XML 1.0, 2.2)."""
    return (
        is_plain(data, is_first=True)
        and data.count(b'xmlns="') == 1
        and b"xmlns='" not in data
        and len(data.translate(None, _NO_CHARACTERS)) == len(data)
        and b"\xef\xbf\xbe" not in data
        and b"\xef\xbf\xbf" not in data
    )


def _with_content(pieces: list[str]) -> Iterator[PlainCell]:
    """What the split gave: text between the cells, then the seven groups of a cell, and so on. ValueError: unusual."""
    fields = iter(pieces[:-1])
    here = ""
    for between, column, row, style, kind, formula, value, inline in zip(*[fields] * 8, strict=True):
        if between:
            here = _row_after(between, here)
        if row != here:
            raise ValueError(row)
        if formula is None and value is None and inline is None:
            continue
        yield int(row), column, style, kind, formula, value, inline


def _row_after(between: str, here: str) -> str:
    """The row in which the next cell stands: after the start of a row, or after a cell that is not plain."""
    start = _START_OF_ROW.search(between)
    if start is not None:
        return start[1]
    if not between.startswith("<c ") or "</row>" in between or not between.endswith(("</c>", "/>")):
        raise ValueError(between)
    return here


def _resolved(text: str | None) -> str | None:
    """The text with its entities and line ends as XML means them (2.11, 4.1); ValueError for unknown ones."""
    if text is None:
        return None
    return _ENTITY.sub(_character, text.replace("\r\n", "\n").replace("\r", "\n"))


def _character(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return _NAMED[name]
    if not decimal and not hexadecimal:
        raise ValueError(match[0])
    char = chr(int(decimal) if decimal else int(hexadecimal, 16))
    if (char < " " and char not in "\t\n\r") or "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff":
        raise ValueError(match[0])
    return char
