"""A link to a file beside the workbook, as Excel, WPS and LibreOffice open it: relative, with / on every system."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from xlsxwriter.url import Url, UrlTypes

MOST_LINKS = 65_530  # that Excel takes on one sheet
# What may not stand in an address as it is; Chinese may. "%" first.
_ESCAPED = {sign: f"%{ord(sign):02X}" for sign in ("%", *'"#<>?[\\]^`{|} :', *map(chr, range(32)))}


class FileLink(Url):
    """XlsxWriter's own would turn / into \\, which only Windows opens."""

    def __init__(self, address: str, place: str, text: str) -> None:
        self._address, self._place = address, place
        super().__init__(address)
        self.text = text

    def _parse_url(self) -> None:
        self._link_type = UrlTypes.EXTERNAL
        self._link = self._relationship_link = self._address
        self._anchor = self._place

    def _escape_strings(self) -> None:
        """The address is escaped already."""


def address_of(path: Path, folder: Path) -> str:
    """The address of a file as seen from a folder; a whole one where they lie on different drives."""
    try:
        return escaped(_relative(path, folder))
    except ValueError:
        return path.absolute().as_uri()


def seen_from(path: Path, folder: Path) -> str:
    """The same as a path to read, with / on every system; one with signs that no cell holds has them as %XX."""
    try:
        seen = _relative(path, folder)
    except ValueError:
        seen = str(path.absolute())
    return seen if seen.isprintable() else quote(os.fsencode(seen), safe="/")


def _relative(path: Path, folder: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def escaped(path: str) -> str:
    """A relative path as an address."""
    return "".join(_ESCAPED.get(sign) or _as_text(sign) for sign in path)


def _as_text(sign: str) -> str:
    """A sign as an address may have it; the bytes of a name that is no UTF-8 (GBK on another system) one by one."""
    if not "\ud800" <= sign <= "\udfff":
        return sign
    how = "surrogateescape" if "\udc80" <= sign <= "\udcff" else "surrogatepass"
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", how))


def place_in(sheet: str | None, cell: str | None) -> str:
    """A cell of another workbook: '自评表'!G12; "" for the file as a whole."""
    if sheet is None:
        return ""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'!{cell or 'A1'}"
