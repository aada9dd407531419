"""Windows' libraries as files: which others each of them wants, by the import tables of PE."""

from __future__ import annotations

import struct
from pathlib import Path

_PE32_PLUS = 0x20B
# Directory in the optional header -> size of its entries, and where in one the library's name stands.
_TABLES = {1: (20, 12), 13: (32, 4)}  # imports, delayed imports


def libraries(path: Path) -> set[str]:
    """The names, in small letters, of the libraries that a .pyd, .dll or .exe wants when it is loaded."""
    data = path.read_bytes()
    (start,) = struct.unpack_from("<I", data, 0x3C)
    assert data[start : start + 4] == b"PE\0\0", path
    (sections,) = struct.unpack_from("<H", data, start + 6)
    (size,) = struct.unpack_from("<H", data, start + 20)
    header = start + 24
    directories = header + (112 if struct.unpack_from("<H", data, header) == (_PE32_PLUS,) else 96)
    areas = [struct.unpack_from("<IIII", data, header + size + 40 * one + 8) for one in range(sections)]
    found: set[str] = set()
    for number, (step, place) in _TABLES.items():
        (address, _) = struct.unpack_from("<II", data, directories + 8 * number)
        entry = _offset(address, areas) if address else len(data)
        while entry + step <= len(data) and (name := struct.unpack_from("<I", data, entry + place)[0]):
            at = _offset(name, areas)
            found.add(data[at : data.index(b"\0", at)].decode("ascii").lower())
            entry += step
    return found


def machine(path: Path) -> int:
    """For which processor it is: 0x8664 is x86-64."""
    data = path.read_bytes()
    (start,) = struct.unpack_from("<I", data, 0x3C)
    return struct.unpack_from("<H", data, start + 4)[0]


def _offset(address: int, areas: list[tuple[int, ...]]) -> int:
    """Where in the file what is loaded at this address stands."""
    for virtual_size, virtual, raw_size, raw in areas:
        if virtual <= address < virtual + max(virtual_size, raw_size):
            return address - virtual + raw
    raise AssertionError(f"no section holds {address:#x}")
