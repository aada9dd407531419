"""Ways to break a workbook or a Word document: bytes, zip, the XML of parts, relations, styles. All by one seed."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from random import Random

Parts = dict[str, bytes]
# What stands where a number, an address or a name should.
ODD = [
    *(
        b"",
        b"-1",
        b"0",
        b"x",
        b"7,5",
        b"NaN",
        b"INF",
        b"1e-999999999",
        b"1E+99999999",
        b"9" * 5000,
        b"0." + b"3" * 5000,
    ),
    *(
        b"A0",
        b"A:A",
        b"1:4",
        b"XFE1",
        b"A1048577",
        b"A1:",
        b"rId999",
        b"99999",
        b"true",
        b"_x0000_",
        b"\xff\xfe",
        b"&#0;",
    ),
    *(b"&lt;", "〇".encode(), b"#REF!", b"../../x.xml", b" ", b"\x1b[2J"),
]
WORTH = re.compile(
    r"(?:word/document|word/numbering|worksheets/sheet|workbook|styles|sharedStrings|comments|vml|\.rels|Content_Types"
    r"|custom)"
)
ATTRIBUTE = re.compile(rb"""([\w:.-]+)=(["'])([^"'<]*)\2""")
TEXT = re.compile(rb">([^<>]+)<")
ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)")
TAG = re.compile(rb"</?[\w:]+[^<>]*>")


def unzipped(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def mutated(data: bytes, random: Random) -> bytes:
    """The file with one to three faults."""
    if random.random() < 0.1 or not data.startswith(b"PK"):
        return _bytes(data, random)
    parts = unzipped(data)
    for _ in range(random.randint(1, 3)):
        random.choice(MUTATORS)(parts, random)
    return _odd_zip(zipped(parts), parts, random) if random.random() < 0.05 else zipped(parts)


def _odd_zip(data: bytes, parts: Parts, random: Random) -> bytes:
    """A zip with a part twice, something before or behind it, or a directory that lies about sizes."""
    way = random.randrange(3)
    if way == 0:
        out = io.BytesIO(data)
        with warnings.catch_warnings(), zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
            warnings.simplefilter("ignore")
            name = _part(parts, random)
            package.writestr(name, _bytes(parts[name], random) if parts[name] else b"")
        return out.getvalue()
    if way == 1:
        return random.choice((b"MZ" * 40 + data, data + b"\0" * 40))
    entries = [found.start() for found in re.finditer(rb"PK\x01\x02", data)]
    at = random.choice(entries) + random.choice((16, 20, 24, 42))  # checksum, packed, unpacked, where it lies
    return data[:at] + random.randbytes(4) + data[at + 4 :]


def _bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed[: random.randrange(len(changed))] if random.random() < 0.2 else changed)


def _part(parts: Parts, random: Random, pattern: str = "") -> str:
    names = [name for name in parts if (re.search(pattern, name) if pattern else WORTH.search(name))]
    return random.choice(names or list(parts))


def _spliced(parts: Parts, name: str, start: int, end: int, new: bytes) -> None:
    parts[name] = parts[name][:start] + new + parts[name][end:]


def _one(pattern: re.Pattern[bytes], data: bytes, random: Random) -> re.Match[bytes] | None:
    """Any match, by a place chosen at random."""
    return pattern.search(data, random.randrange(max(len(data), 1))) or pattern.search(data)


def attribute(parts: Parts, random: Random) -> None:
    name = _part(parts, random)
    if found := _one(ATTRIBUTE, parts[name], random):
        _spliced(parts, name, *found.span(3), random.choice(ODD))


def attribute_gone(parts: Parts, random: Random) -> None:
    name = _part(parts, random)
    if found := _one(ATTRIBUTE, parts[name], random):
        _spliced(parts, name, *found.span(), b"")


def text(parts: Parts, random: Random) -> None:
    name = _part(parts, random)
    if found := _one(TEXT, parts[name], random):
        _spliced(parts, name, *found.span(1), random.choice(ODD))


def element_gone(parts: Parts, random: Random) -> None:
    name = _part(parts, random)
    if found := _one(ELEMENT, parts[name], random):
        _spliced(parts, name, *found.span(), b"")


def element_twice(parts: Parts, random: Random) -> None:
    name = _part(parts, random)
    if found := _one(ELEMENT, parts[name], random):
        _spliced(parts, name, *found.span(), found[0] * random.choice((2, 50)))


def tag_gone(parts: Parts, random: Random) -> None:
    name = _part(parts, random)
    if found := _one(TAG, parts[name], random):
        _spliced(parts, name, *found.span(), b"")


def root_emptied(parts: Parts, random: Random) -> None:
    name = _part(parts, random)
    if found := re.search(rb"<([\w:]+)((?:\s[^<>]*)?)>", parts[name]):
        parts[name] = b"<" + found[1] + found[2] + b"/>"


def bytes_in_part(parts: Parts, random: Random) -> None:
    name = _part(parts, random)
    parts[name] = _bytes(parts[name], random) if parts[name] else b""


def relation(parts: Parts, random: Random) -> None:
    name = _part(parts, random, r"\.rels$")
    if found := _one(ATTRIBUTE, parts[name], random):
        _spliced(parts, name, *found.span(3), random.choice(ODD))


def styles(parts: Parts, random: Random) -> None:
    name = _part(parts, random, r"styles")
    if found := _one(ATTRIBUTE, parts[name], random):
        _spliced(parts, name, *found.span(3), random.choice(ODD))


def record(parts: Parts, random: Random) -> None:
    """A cell's text in the last sheet, where a scored copy has its record."""
    name = max((name for name in parts if "worksheets/sheet" in name), default="")
    if name and (found := _one(TEXT, parts[name], random)):
        new = random.choice((random.choice(ODD), found[1].replace(b"A", b"B"), found[1][::-1], b"F12", b"[]", b"120"))
        _spliced(parts, name, *found.span(1), new)


def part_gone(parts: Parts, random: Random) -> None:
    parts.pop(_part(parts, random))


def part_renamed(parts: Parts, random: Random) -> None:
    name = _part(parts, random)
    parts[random.choice((name.upper(), "x/" + name, name.replace("/", "\\")))] = parts.pop(name)


def part_of_another(parts: Parts, random: Random) -> None:
    parts[_part(parts, random)] = parts[_part(parts, random)]


MUTATORS: list[Callable[[Parts, Random], None]] = [
    *([attribute] * 6),
    *([text, record] * 3),
    *([styles, relation, element_gone, element_twice, attribute_gone] * 2),
    *(tag_gone, root_emptied, bytes_in_part, part_gone, part_renamed, part_of_another),
]
