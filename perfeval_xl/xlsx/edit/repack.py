"""Writes the zip: untouched entries with their packed bytes as they lie, changed and new ones deflated.

Relies on ECMA-376 Part 2, annex B (zip), and on PKWARE's APPNOTE 4.3.7, 4.3.12 and 4.3.16. Dates of changed entries
stay and those of new ones are fixed, so that the same content gives the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipInfo

from perfeval_xl.xlsx.package import Package, part_name
from perfeval_xl.xlsx.problem import PackageError

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
UTF8_NAME = 0x800
DESCRIPTOR = 0x8  # sizes follow the data; we know them beforehand
LARGE_PART = 16 * 1024 * 1024  # bytes from which packing is to be quick rather than tight
MOST = 0xFFFF_FFFF  # larger packages would need zip64


def repacked(package: Package, parts: Mapping[str, bytes | None]) -> bytes:
    """The package with these parts in place of its own; None takes a part away; new ones come last, in order."""
    pending = dict(parts)
    by_key = {name.lower(): name for name in pending}
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = 0
    for raw in package.raw_entries():
        name = by_key.get(part_name(raw.info).lower())
        if name is None:
            entry, packed = raw.info, raw.packed
        else:
            data = pending.pop(name)
            if data is None:
                continue
            entry, packed = _changed(raw.info, data)
        offset = _write(entry, packed, offset, pieces, directory)
    for name, data in pending.items():
        if data is not None:
            entry, packed = _changed(ZipInfo(name), data)
            offset = _write(entry, packed, offset, pieces, directory)
    central = b"".join(directory)
    if offset + len(central) > MOST or len(directory) > 0xFFFF:
        raise PackageError("too_large_to_write")
    pieces += (central, END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(central), offset, 0))
    return b"".join(pieces)


def _changed(info: ZipInfo, data: bytes) -> tuple[ZipInfo, bytes]:
    entry = ZipInfo(info.orig_filename, info.date_time)
    entry.flag_bits = info.flag_bits & UTF8_NAME
    entry.external_attr, entry.create_system, entry.create_version = info.external_attr, 0, 20
    entry.compress_type = ZIP_DEFLATED
    packer = zlib.compressobj(1 if len(data) > LARGE_PART else 4, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    entry.CRC, entry.file_size, entry.compress_size = zlib.crc32(data), len(data), len(packed)
    return entry, packed


def _write(
    entry: ZipInfo, packed: bytes | memoryview, offset: int, pieces: list[bytes | memoryview], directory: list[bytes]
) -> int:
    """Adds an entry and its directory record; gives the offset after it."""
    flags = entry.flag_bits & ~DESCRIPTOR
    # A name without the flag was decoded as code page 437, which gives every byte back. Extra fields (zip64 sizes
    # and the like) are of no use with sizes that fit. Backslashes, as some programs write them, are none of a name.
    encoded = entry.orig_filename.replace("\\", "/").lstrip("/").encode("utf-8" if flags & UTF8_NAME else "cp437")
    year, month, day, hour, minute, second = entry.date_time
    date, time = (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2
    shared = (
        20,
        flags,
        entry.compress_type,
        time,
        date,
        entry.CRC,
        entry.compress_size,
        entry.file_size,
        len(encoded),
        0,
    )
    header = LOCAL.pack(b"PK\3\4", *shared)
    made_by = entry.create_system << 8 | entry.create_version
    record = CENTRAL.pack(b"PK\1\2", made_by, *shared, 0, 0, entry.internal_attr, entry.external_attr, offset)
    pieces += (header, encoded, packed)
    directory.append(record + encoded)
    return offset + len(header) + len(encoded) + len(packed)
