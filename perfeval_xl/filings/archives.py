"""Zips as units hand them in: every member by its right name, unpacked within limits, or the reason why not.

Nothing of a zip decides where anything is written: members are unpacked under numbers, their names are only shown. The
limits are asked of the directory before anything is unpacked, and again while unpacking, because a directory can lie.
APPNOTE.TXT 4.4.4 (bit 11: names in UTF-8, bit 0: encrypted), 4.6.9 (extra field 0x7075: the name in UTF-8).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from perfeval_xl.xlsx.limits import MB, Limits

MOST_MEMBERS = 5_000
_IN_UTF8, _ENCRYPTED = 0x800, 0x1
_UNICODE_PATH = 0x7075
_OF_A_PACKAGE = ("[content_types].xml", "mimetype", "xl/workbook.xml", "word/document.xml", "ppt/presentation.xml")
_PIECE = MB
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an archive or a member is not read, and what to do; a sentence each."""

    why: str
    do: str


@dataclass(frozen=True, slots=True)
class Inside:
    """One file in a zip: its name as written, and its bytes or why there are none."""

    name: str
    modified: datetime | None
    size: int
    content: bytes | Refused


BROKEN = Refused("压缩包不完整或已损坏，打不开。", "请对方重新压缩，或把文件直接放进文件夹。")
_TOO_LARGE = "压缩包解开后超过 {most:.0f} MB，没有打开。"
_SPLIT = "请对方分成几个较小的压缩包，或解开后放进文件夹。"


def is_archive(path: Path) -> bool:
    """A zip that is no workbook, document or presentation (those are zips, too), nor a damaged one."""
    try:
        if not zipfile.is_zipfile(path):
            return path.suffix.lower() == ".zip" and path.stat().st_size > 0
        with zipfile.ZipFile(path) as archive:
            return not _is_package(archive)
    except (OSError, *_BROKEN):
        return path.suffix.lower() == ".zip"


def _is_package(archive: zipfile.ZipFile) -> bool:
    names = {one.lower() for one in archive.namelist()}
    return not names.isdisjoint(_OF_A_PACKAGE)


def files_in(path: Path, limits: Limits) -> Refused | Iterator[Inside]:
    """The files of a zip one after the other; or why the zip as a whole is not opened."""
    try:
        archive = zipfile.ZipFile(path)
        listed = [one for one in archive.infolist() if not one.is_dir()]
    except PermissionError:
        return Refused("没有权限读取，或文件正被其他程序占用。", "请关闭打开它的程序，或复制到自己的文件夹后再试。")
    except (OSError, *_BROKEN):
        return BROKEN
    if refused := _refused_as_a_whole(listed, limits):
        archive.close()
        return refused
    return _unpacked(archive, listed, limits)


def _refused_as_a_whole(listed: list[zipfile.ZipInfo], limits: Limits) -> Refused | None:
    if not listed:
        return Refused("压缩包里没有文件。", "请对方重新压缩后再报。")
    if len(listed) > MOST_MEMBERS:
        return Refused(f"压缩包里有 {len(listed)} 个文件，超过上限 {MOST_MEMBERS} 个，没有打开。", _SPLIT)
    unpacked, packed = sum(one.file_size for one in listed), sum(one.compress_size for one in listed)
    if unpacked > limits.unpacked_bytes:
        return Refused(_TOO_LARGE.format(most=limits.unpacked_bytes / MB), _SPLIT)
    if _is_dense(unpacked, packed, limits):
        return Refused(f"压缩包解开后膨胀 {unpacked // max(packed, 1)} 倍，不像正常的文件，没有打开。", _SPLIT)
    return None


def _is_dense(unpacked: int, packed: int, limits: Limits) -> bool:
    return unpacked > limits.ratio_from and unpacked > packed * limits.part_ratio


def _unpacked(archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo], limits: Limits) -> Iterator[Inside]:
    left = limits.unpacked_bytes
    with archive:
        for one, name in zip(listed, names_of(listed), strict=True):
            content = _refused(one, name, limits) or _content(archive, one, min(limits.file_bytes, left))
            left -= len(content) if isinstance(content, bytes) else 0
            yield Inside(name, _time_of(one), one.file_size, content)


def _refused(one: zipfile.ZipInfo, name: str, limits: Limits) -> Refused | None:
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        return Refused("在压缩包里的路径指向包外，没有读取。", "请对方重新压缩后再报。")
    if one.flag_bits & _ENCRYPTED:
        return Refused("压缩包设有密码，读不了。", "请对方取消压缩包的密码后重报。")
    if one.file_size > limits.file_bytes:
        return Refused(f"解开后超过单个文件的上限 {limits.file_bytes // MB} MB，没有读取。", "请删去多余内容后再报。")
    if _is_dense(one.file_size, one.compress_size, limits):
        return Refused("解开后膨胀得不像正常的文件，没有读取。", "请对方用 Excel 或 WPS 另存后再报。")
    return None


def _content(archive: zipfile.ZipFile, one: zipfile.ZipInfo, most: int) -> bytes | Refused:
    """The bytes, never more than the directory says."""
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(one) as file:
            while piece := file.read(_PIECE):
                size += len(piece)
                if size > min(most, one.file_size):
                    return Refused("解开后比压缩包目录写的大，没有读取。", "请对方重新压缩后再报。")
                pieces.append(piece)
    except (OSError, *_BROKEN):
        return Refused("在压缩包里已损坏，解不开。", "请对方重新压缩，或把文件直接放进文件夹。")
    return b"".join(pieces)


def names_of(members: list[zipfile.ZipInfo]) -> list[str]:
    """The members' names with `/`, as they were written: in UTF-8 where the zip says so, else as most of them can only
    have been written, UTF-8 or GBK: a short name in GBK may happen to be good UTF-8, most of a list does not."""
    said = [_said(one) for one in members]
    unsaid = [one for one in said if isinstance(one, bytes) and not one.isascii()]
    foreign = [one for one in unsaid if _decoded(one, "utf-8") is None]
    tried = ("utf-8", "gb18030") if len(foreign) * 2 < len(unsaid) else ("gb18030", "utf-8")
    names = (one if isinstance(one, str) else _first_decoded(one, tried) for one in said)
    return [name.replace("\\", "/").split("\0")[0] for name in names]


def _said(one: zipfile.ZipInfo) -> str | bytes:
    """The name; its bytes where the zip does not say how they are meant."""
    if one.flag_bits & _IN_UTF8:
        return one.filename
    raw = one.orig_filename.encode("cp437", "surrogateescape")
    return _unicode_path(one.extra, raw) or raw


def _first_decoded(raw: bytes, encodings: Sequence[str]) -> str:
    return next((name for one in encodings if (name := _decoded(raw, one)) is not None), raw.decode("cp437"))


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name of the extra field 0x7075, where it belongs to the name that stands beside it."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(body) > 5 and struct.unpack_from("<I", body, 1)[0] == zlib.crc32(raw):
            return body[5:].decode("utf-8", "replace")
    return None


def _time_of(one: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*one.date_time)
    except ValueError:
        return None
