"""What a file is by its content, before and after its zip is opened, and the sentence for what is no workbook.

ECMA-376 part 2 for packages ([Content_Types].xml, main part by its content type); [MS-OFFCRYPTO] 2.1 for encrypted
ones and [MS-CFB] 2.6 for the names in an OLE2 file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.problems import FileError
from perfeval_xl.xlsx.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from perfeval_xl.xlsx.package import Package

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 4096

SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试"
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
_MAIN_TYPES = (  # of the package's main part, by a word of its content type
    ("spreadsheetml.", "xlsx"),
    (".sheet.macroenabled.main", "xlsx"),
    (".template.macroenabled.main", "xlsx"),
    ("ms-excel.sheet.binary", "xlsb"),
    ("wordprocessingml", "doc"),
    ("ms-word", "doc"),
    ("presentationml", "ppt"),
    ("ms-powerpoint", "ppt"),
)
_WORDS = {
    "ods": "这是 .ods 表格，不能直接处理",
    "et": "这是 WPS 的 .et 表格，不能直接处理",
    "xls": "这是旧版 .xls 表格，不能按 .xlsx 处理",
    "xlsb": "这是二进制工作簿（.xlsb），不能直接处理",
    "xml": "这是 XML 格式的表格，不能直接处理",
    "html": "这其实是网页文件，只是扩展名像表格",
    "csv": "这是纯文本表格（如 .csv），没有自评表的格式",
}
_OTHERS = {
    "doc": "这是 Word 等文字文档，不是工作簿",
    "ppt": "这是演示文稿，不是工作簿",
    "pdf": "这是 PDF 文件，不是工作簿",
    "picture": "这是图片，不是工作簿",
    "archive": "这是压缩包，不是工作簿",
}


def read_file(path: Path, limits: Limits) -> bytes:
    """The file's bytes. R901 missing or a folder, R905 too large, R911 not allowed, R904 unreadable."""
    try:
        _check_is_file(path)
        with path.open("rb") as file:
            limits.check_file(path.stat().st_size)
            return file.read(limits.file_bytes + 1)
    except OSError as problem:
        raise _cannot_open(problem) from problem
    except ValueError as problem:  # a NUL in the name
        raise FileError("R901", "找不到该文件；请核对文件名和所在文件夹。") from problem


def sniff(path: str | Path, limits: Limits = DEFAULT) -> str:
    """The kind by the first bytes: "xlsx" for any zip (`Package` looks inside), "xls", "encrypted", "ods", "csv" …

    "empty" for an empty file, "unknown" for what cannot be told. FileError R901, R911 as `read_file`; what an OLE2 file
    is stands somewhere inside it, so that it is read whole (R905 when too large).
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


def refusal(data: bytes, name: str) -> FileError:
    """The sentence for bytes that are no zip."""
    return refusal_of_kind(kind_of(data, name))


def refusal_of_kind(kind: str) -> FileError:
    """The sentence for a kind that `sniff` told."""
    if kind == "empty":
        return FileError("R910", "文件是空的（0 字节）；请向填报人重新索取。")
    if kind == "encrypted":
        return encrypted()
    if kind in _WORDS:
        return FileError("R906", f"{_WORDS[kind]}；{SAVE_AS}。")
    if kind in _OTHERS:
        return FileError("R906", f"{_OTHERS[kind]}；请改用填报的 Excel 工作簿（.xlsx）。")
    return FileError("R902", f"这不是 Excel 工作簿，或文件已损坏；{SAVE_AS}。")


def broken_zip(name: str) -> FileError:
    """R904; R906 where the name says that it would not be a workbook of ours anyway."""
    if name.lower().endswith((".ods", ".fods")):
        return refusal_of_kind("ods")
    return FileError("R904", "文件不完整或已损坏，打不开；请重新索取，或用 Excel、WPS 修复后另存为 .xlsx 再试。")


def encrypted() -> FileError:
    """R903."""
    return FileError("R903", "工作簿设有打开密码，无法读取；请在 Excel 或 WPS 中取消密码，保存后再试。")


def refusal_of_package(package: Package, main: str | None) -> FileError | None:
    """Why this zip is no workbook of ours; None when `main` is one's main part."""
    if package.has("mimetype") and b"opendocument" in package.part("mimetype"):
        spreadsheet = b"opendocument.spreadsheet" in package.part("mimetype")
        return refusal_of_kind("ods" if spreadsheet else "doc")
    if not package.has("[Content_Types].xml"):
        if main is None:
            return refusal_of_kind("archive")
        return FileError("R904", f"文件内部缺少 [Content_Types].xml，已损坏；{SAVE_AS}。")
    if main is None:
        folders = {name.partition("/")[0].lower() for name in package.part_names}
        other = next((kind for folder, kind in (("word", "doc"), ("ppt", "ppt")) if folder in folders), None)
        return refusal_of_kind(other) if other else FileError("R904", f"文件内部缺少工作簿主体，已损坏；{SAVE_AS}。")
    declared = package.content_types.of(main).lower()
    kind = next((kind for word, kind in _MAIN_TYPES if word in declared), "unknown")
    return None if kind == "xlsx" else refusal_of_kind(kind)


def _head(path: Path) -> bytes:
    try:
        _check_is_file(path)
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as problem:
        raise _cannot_open(problem) from problem
    except ValueError as problem:
        raise FileError("R901", "找不到该文件；请核对文件名和所在文件夹。") from problem


def _check_is_file(path: Path) -> None:
    if path.is_dir():
        raise FileError("R901", "这是文件夹，不是工作簿；请指定其中的 .xlsx 文件。")
    if path.exists() and not path.is_file():  # a device or a pipe, which would be waited for
        raise FileError("R901", "这不是普通文件；请指定 .xlsx 文件。")


def _cannot_open(problem: OSError) -> FileError:
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return FileError("R901", "找不到该文件；请核对文件名和所在文件夹。")
    if isinstance(problem, PermissionError):
        return FileError(
            "R911", "没有权限读取，或文件正被其他程序占用；请关闭打开它的程序，或复制到自己的文件夹后再试。"
        )
    return FileError("R901", "文件读不出来；请核对文件名，或把文件复制到本机硬盘后再试。")


def _kind_of_ole2(data: bytes, name: str) -> str:
    kinds = [kind for stream, kind in _STREAMS if _has_stream(data, stream)]
    kind = kinds[0] if kinds else "unknown"
    if kind in ("xls", "unknown") and name.lower().endswith((".et", ".ett")):
        return "et"
    return "doc" if kind == "xls" and "doc" in kinds and name.lower().endswith((".doc", ".wps")) else kind


def _has_stream(data: bytes, stream: str) -> bool:
    """Does the directory name such a stream? Its entries lie on multiples of 128 bytes, 64 of them for the name."""
    wanted = stream.encode("utf-16-le").ljust(64, b"\0")
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
