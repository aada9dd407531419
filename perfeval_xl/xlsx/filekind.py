"""What a file is by its content, before its zip is opened.

[MS-OFFCRYPTO] 2.1 for encrypted packages, [MS-CFB] 2.6 for the names in an OLE2 file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from perfeval_xl.xlsx.limits import DEFAULT, Limits
from perfeval_xl.xlsx.problem import PackageError

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 4096

_STREAMS = (  # in this order: an encrypted package holds nothing else, a workbook may embed a document
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
)
_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")  # a bare .xls without its OLE2 container
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "doc"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b|^mime-version:", re.IGNORECASE)
KINDS = frozenset(  # of what is no workbook package
    {
        *("ods", "et", "xls", "xlsb", "xml", "html", "csv", "doc", "docx", "ppt", "pdf", "picture"),
        *("archive", "broken_archive", "unknown"),
    }
)
_ARCHIVES = (".zip", ".rar", ".7z")


def read_file(path: Path, limits: Limits) -> bytes:
    """The file's bytes. PackageError when it is missing, a folder, too large, not allowed or unreadable."""
    try:
        _check_is_file(path)
        with path.open("rb") as file:
            size = path.stat().st_size
            limits.check_file(size)
            return file.read(size + 1)  # as much as is asked for is set aside at once
    except OSError as problem:
        raise _cannot_open(problem) from problem
    except ValueError as problem:  # a NUL in the name
        raise PackageError("not_found") from problem


def sniff(path: str | Path, limits: Limits = DEFAULT) -> str:
    """The kind by the first bytes: "xlsx" for any zip (`Package` looks inside), "xls", "encrypted", "ods", "csv" …

    "empty" for an empty file, "unknown" for what cannot be told. Refuses as `read_file` does; what an OLE2 file is
    stands somewhere inside it, so that it is read whole.
    """
    path = Path(path)
    head = _head(path)
    return kind_of(read_file(path, limits) if head.startswith(OLE2) else head, path.name)


def kind_of(data: bytes, name: str = "") -> str:
    """As `sniff`, of bytes; of the name only the ending counts, and only where content cannot tell (.et, .csv)."""
    if not data:
        return "empty"
    if data.startswith(b"PK"):
        return "xlsx"
    if data.startswith(OLE2):
        return _kind_of_ole2(data, name)
    if data.startswith(_BIFF) and data[3:4] == b"\0":
        return "xls"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return _kind_of_text(data[:HEAD])


def refusal(data: bytes, name: str) -> PackageError:
    """Why bytes that are no zip cannot be read."""
    kind = kind_of(data, name)
    if kind in ("csv", "unknown") and name.lower().endswith(_ARCHIVES):
        kind = "broken_archive"
    return PackageError(kind) if kind in ("empty", "encrypted") else PackageError("other_kind", kind=kind)


def broken_zip(name: str) -> PackageError:
    """A zip that cannot be opened; another kind where the name says that it would be none of ours anyway."""
    if name.lower().endswith((".ods", ".fods")):
        return PackageError("other_kind", kind="ods")
    if name.lower().endswith(_ARCHIVES):
        return PackageError("other_kind", kind="broken_archive")
    return PackageError("broken_zip")


def _head(path: Path) -> bytes:
    try:
        _check_is_file(path)
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as problem:
        raise _cannot_open(problem) from problem
    except ValueError as problem:
        raise PackageError("not_found") from problem


def _check_is_file(path: Path) -> None:
    if path.is_dir():
        if not os.access(path, os.R_OK | os.X_OK):
            raise PackageError("closed_folder")
        raise PackageError("is_folder")
    if path.exists() and not path.is_file():  # a device or a pipe, which would be waited for
        raise PackageError("no_plain_file")


def _cannot_open(problem: OSError) -> PackageError:
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return PackageError("not_found")
    if isinstance(problem, PermissionError):
        return PackageError("not_allowed")
    return PackageError("unreadable")


def _kind_of_ole2(data: bytes, name: str) -> str:
    kinds = [kind for stream, kind in _STREAMS if _has_stream(data, stream)]
    kind = kinds[0] if kinds else "unknown"
    if kind in ("xls", "unknown") and name.lower().endswith((".et", ".ett")):
        return "et"
    return "doc" if kind == "xls" and "doc" in kinds and name.lower().endswith((".doc", ".wps")) else kind


def _has_stream(data: bytes, stream: str) -> bool:
    """Does the directory name such a stream? Its entries lie on multiples of 128 bytes, 64 of them for the name.

    Names are the same in capitals ([MS-CFB] 2.6.4): other programs write WORKBOOK.
    """
    data = data.upper()
    wanted = stream.upper().encode("utf-16-le").ljust(64, b"\0")
    place = data.find(wanted)
    while place >= 0 and place % 128:
        place = data.find(wanted, place + 2)
    return place >= 0


def _kind_of_text(head: bytes) -> str:
    """html, xml, csv, or unknown."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.search(head[:1024]):
        return "html"
    if head.startswith(b"<?xml"):
        if b"oasis:names:tc:opendocument" in head:
            return "ods"
        return "xml" if b"office:spreadsheet" in head or b"Excel.Sheet" in head else "unknown"
    return "csv" if _is_text(head) else "unknown"


def _is_text(head: bytes) -> bool:
    """Printable in UTF-8 or GBK, up to a character cut at the end."""
    if not head or any(byte < 32 and byte not in b"\t\r\n\f" for byte in head):
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
