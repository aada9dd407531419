"""The package: opens the zip within limits, knows its parts, their types and relations, and the workbook's sheets.

ECMA-376 part 2 (OPC): parts and their names (6.2), content types (7.2.3), relationships (6.5), zip mapping (7.3).
Part 1, 18.2: the workbook part with its list of sheets; 15.2.12.2: custom properties.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from perfeval_xl.xlsx import filekind
from perfeval_xl.xlsx.filekind import sniff
from perfeval_xl.xlsx.limits import DEFAULT, MB, Limits
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.xml import (
    MAIN_STRICT,
    OFFICE_RELS,
    OFFICE_RELS_STRICT,
    Element,
    damaged,
    is_true,
    local_name,
    namespace,
    parse,
    whole_number,
)

__all__ = ["ContentTypes", "Package", "Rel", "SheetRef", "sniff"]

MAIN_TYPES = (  # of the package's main part, by a word of its content type
    ("spreadsheetml.", "xlsx"),
    (".sheet.macroenabled.main", "xlsx"),
    (".template.macroenabled.main", "xlsx"),
    ("ms-excel.sheet.binary", "xlsb"),
    ("wordprocessingml.document.main", "docx"),
    ("wordprocessingml.template.main", "docx"),
    ("ms-word.document.macroenabled.main", "docx"),
    ("ms-word.template.macroenabled", "docx"),
    ("wordprocessingml", "doc"),
    ("ms-word", "doc"),
    ("presentationml", "ppt"),
    ("ms-powerpoint", "ppt"),
)
WORKBOOKS = frozenset(("xlsx",))
READABLE = frozenset(("xlsx", "docx"))  # kinds of packages that forms come in
PIECE = MB  # how much of a large part is unpacked at a time


@dataclass(frozen=True, slots=True)
class Rel:
    """One relationship. `target`: the part's name as the package has it; of an external one the target as written."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """Last word of the type, the same in both namespaces: worksheet, comments, styles …"""
        return self.type.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class SheetRef:
    """One sheet of the workbook, in its order. `state`: visible, hidden, veryHidden. `kind`: worksheet, chartsheet …

    `part` is "" for a sheet without content.
    """

    name: str
    part: str
    state: str
    sheet_id: int
    kind: str = "worksheet"


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """[Content_Types].xml: by extension (lower case, no dot) and by part name (lower case, no leading slash)."""

    defaults: dict[str, str]
    overrides: dict[str, str]

    def of(self, name: str) -> str:
        """The content type of a part, "" when none is declared."""
        key = _key(name)
        return self.overrides.get(key) or self.defaults.get(key.rpartition(".")[2], "")


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry of the zip as it lies: its directory record and its packed bytes."""

    info: zipfile.ZipInfo
    packed: memoryview


_SMALL = 64 * 1024  # bytes of a part whose tree is kept


class Package:
    """A package, wholly in memory; nothing is unpacked before it is asked for, nothing is ever run.

    `kind`: "xlsx" for a workbook, "docx" for a document (which is taken only where it is asked for).
    """

    def __init__(
        self, data: bytes, name: str = "", limits: Limits = DEFAULT, kinds: Collection[str] = WORKBOOKS
    ) -> None:
        """Use `open` or `from_bytes`. Raises PackageError for what is another kind, broken, encrypted or too large."""
        limits.check_file(len(data))
        self.name = name
        self.limits = limits
        self.data = data
        self.entries = _entries(data, name)
        self._infos = _by_key(self.entries)
        self._check_limits()
        self.part_names = tuple(part_name(info) for info in self._infos.values())
        self._unpacked: dict[str, bytes] = {}
        self._trees: dict[str, Element] = {}
        self._relations: dict[str, list[Rel]] = {}
        self.strings: list[str] | None = None  # kept here by shared_strings, once it has read them
        self.cell_styles: tuple[list[str], frozenset[int]] | None = None  # likewise by styles_read
        self.raw_sheets: dict[str, Any] = {}  # likewise by sheetreader, by part
        self.main_part, self.kind = self._find_main(kinds)

    @classmethod
    def open(cls, path: str | Path, limits: Limits = DEFAULT, kinds: Collection[str] = WORKBOOKS) -> Package:
        """Reads the file whole (it is not held open). Raises PackageError."""
        return cls(filekind.read_file(Path(path), limits), str(path), limits, kinds)

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "", limits: Limits = DEFAULT) -> Package:
        """A package that is in memory already."""
        return cls(data, name, limits)

    @property
    def workbook_part(self) -> str:
        """The main part of a workbook."""
        return self.main_part

    # ------------------------------------------------------------------------------------------------- parts

    def has(self, name: str) -> bool:
        """Is there such a part? Case and a leading slash do not matter."""
        return _key(name) in self._infos

    def actual_name(self, name: str) -> str | None:
        """The part's name as the package writes it, None when there is none."""
        info = self._infos.get(_key(name))
        return None if info is None else part_name(info)

    def part(self, name: str) -> bytes:
        """The part's bytes, kept for the next call. Refused when it is missing or damaged."""
        key = _key(name)
        data = self._unpacked.get(key)
        if data is None:
            data = self._unpacked[key] = b"".join(self.pieces(name))
        return data

    def tree(self, name: str, *, keep: bool = True) -> Element:
        """The root of a part, not to be changed; that of a small one is kept for the next call, unless none comes."""
        root = self._trees.pop(name, None)
        if root is None:
            root = parse(self.part(name), name)
        if keep and self.size(name) <= _SMALL:
            self._trees[name] = root
        return root

    def size(self, name: str) -> int:
        """Unpacked size in bytes, as the directory has it."""
        return self._info(name).file_size

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part's bytes in pieces, not kept; `limits` hold whatever the directory said."""
        info = self._info(name)
        kept = self._unpacked.get(_key(name))
        if kept is not None:
            yield from (kept[start : start + PIECE] for start in range(0, len(kept), PIECE))
        else:
            yield from _unpack(info, self._packed(info))

    def raw_entries(self) -> Iterator[RawEntry]:
        """All entries in their order, folders included."""
        for info in self.entries:
            yield RawEntry(info, self._packed(info))

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = self._infos.get(_key(name))
        if info is None:
            raise PackageError("part_missing", part=name)
        return info

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        """The packed bytes: after the local header, whose name and extra field may differ from the directory's."""
        start = info.header_offset
        header = self.data[start : start + 30]
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise damaged(part_name(info))
        begin = start + 30 + sum(struct.unpack("<HH", header[26:30]))
        packed = memoryview(self.data)[begin : begin + info.compress_size]
        if len(packed) != info.compress_size:
            raise damaged(part_name(info))
        return packed

    def _check_limits(self) -> None:
        self.limits.check_parts(len(self.entries))
        for info in self.entries:
            self.limits.check_part(part_name(info), info.file_size, info.compress_size)
        self.limits.check_unpacked(sum(info.file_size for info in self.entries))
        # Entries that share their bytes are the trick of the densest zip bombs.
        if sum(info.compress_size for info in self.entries) > len(self.data):
            raise filekind.broken_zip(self.name)

    # ------------------------------------------------------------------------------------- types and relations

    @cached_property
    def content_types(self) -> ContentTypes:
        """What [Content_Types].xml declares."""
        root = self.tree("[Content_Types].xml")
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}
        for child in root:
            kind = child.get("ContentType", "")
            if local_name(child) == "Default":
                defaults[child.get("Extension", "").lower()] = kind
            elif local_name(child) == "Override":
                overrides[_key(child.get("PartName", ""))] = kind
        return ContentTypes(defaults, overrides)

    def relationships(self, part: str = "") -> list[Rel]:
        """The relations of a part ("" for the package's own); empty when it has none."""
        found = self._relations.get(part)
        if found is None:
            folder, _, base = (self.actual_name(part) or part).rpartition("/")
            path = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
            root = self.tree(path) if self.has(path) else ()
            found = [self._rel(child, folder) for child in root if local_name(child) == "Relationship"]
            self._relations[part] = found
        return list(found)

    def related(self, part: str, kind: str) -> str | None:
        """The first inner part of this kind (last word of the type) that `part` refers to and that is there."""
        for rel in self.relationships(part):
            if rel.kind == kind and not rel.external and self.has(rel.target):
                return rel.target
        return None

    def _rel(self, child: Element, folder: str) -> Rel:
        target = child.get("Target", "")
        external = child.get("TargetMode", "").lower() == "external"
        if not external:
            target = self._resolved(target.replace("\\", "/"), folder)
        return Rel(child.get("Id", ""), child.get("Type", ""), target, external)

    def _resolved(self, target: str, folder: str) -> str:
        """A target as written -> the part's name; relative, absolute, percent-encoded and other-case ones are found."""
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return self.actual_name(path) or self.actual_name(unquote(path)) or path

    # --------------------------------------------------------------------------------------------- the workbook

    @cached_property
    def sheets(self) -> tuple[SheetRef, ...]:
        """All sheets in the workbook's order. Refused when one of them has no part."""
        targets = {rel.id: rel for rel in self.relationships(self.workbook_part)}
        sheets = tuple(self._sheet(child, targets) for child in self._workbook_child("sheets"))
        if len({sheet.name.casefold() for sheet in sheets}) < len(sheets):  # which one would a name mean?
            raise damaged(self.workbook_part)
        return sheets

    def _sheet(self, child: Element, targets: dict[str, Rel]) -> SheetRef:
        name = child.get("name", "")
        identifier = child.get(f"{{{OFFICE_RELS}}}id") or child.get(f"{{{OFFICE_RELS_STRICT}}}id")
        if not identifier:  # an old module sheet: it has no content
            return SheetRef(name, "", "visible", 0, "none")
        rel = targets.get(identifier)
        if rel is None or rel.external or not self.has(rel.target):
            raise PackageError("sheet_missing", sheet=name)
        state = child.get("state", "")
        state = state if state in ("hidden", "veryHidden") else "visible"
        return SheetRef(name, rel.target, state, whole_number(child.get("sheetId")) or 0, rel.kind)

    @cached_property
    def date_1904(self) -> bool:
        """Dates are counted from 1904-01-01 instead of 1900 (18.2.28)."""
        found = self._workbook.find(f"{namespace(self._workbook)}workbookPr")
        return found is not None and is_true(found.get("date1904"))

    @cached_property
    def defined_names(self) -> dict[str, str]:
        """Names of the whole workbook and what they stand for (18.2.5); those of a single sheet are left out."""
        inside = namespace(self._workbook)
        return {
            name: one.text or ""
            for one in self._workbook.iterfind(f"{inside}definedNames/{inside}definedName")
            if (name := one.get("name")) and one.get("localSheetId") is None
        }

    @cached_property
    def calculates_on_load(self) -> bool:
        """Stored results are not relied on: a spreadsheet program works them out when it opens the file (18.2.2)."""
        found = self._workbook.find(f"{namespace(self._workbook)}calcPr")
        return found is not None and is_true(found.get("fullCalcOnLoad"))

    @cached_property
    def has_pictures_in_cells(self) -> bool:
        """Rich values of the workbook are pictures placed in cells, or nobody can tell ([MS-XLSX] 2.3.6)."""
        kinds = [rel.target for rel in self.relationships(self.workbook_part) if rel.kind == "rdRichValueStructure"]
        declared = b"".join(self.part(part) for part in kinds if self.has(part))
        return b'"_error"' not in declared or b"mage" in declared

    @cached_property
    def is_strict(self) -> bool:
        """Written in the strict namespaces."""
        return namespace(self._workbook) == f"{{{MAIN_STRICT}}}"

    @cached_property
    def is_signed(self) -> bool:
        """Carries digital signatures (part 2, clause 10), which any change would break."""
        return any("/digital-signature/" in rel.type for rel in self.relationships())

    @cached_property
    def custom_properties(self) -> dict[str, str]:
        """The custom document properties, values as text; empty when there are none."""
        part = self.related("", "custom-properties") or self.related("", "customProperties")
        if part is None:
            return {}
        return {child.get("name", ""): child[0].text or "" for child in parse(self.part(part), part) if len(child)}

    @cached_property
    def _workbook(self) -> Element:
        root = self.tree(self.workbook_part)
        if local_name(root) != "workbook":
            raise damaged(self.workbook_part)
        return root

    def _workbook_child(self, name: str) -> Element | list[Element]:
        found = self._workbook.find(f"{namespace(self._workbook)}{name}")
        return [] if found is None else found

    def _find_main(self, kinds: Collection[str]) -> tuple[str, str]:
        """The main part by relation, else by the usual place, and its kind. Refused for what is none of `kinds`."""
        part = self.related("", "officeDocument") or self.actual_name("xl/workbook.xml")
        refusal = self._refusal(part)
        if refusal is not None or part is None:
            raise refusal or PackageError("no_workbook")
        declared = self.content_types.of(part).lower()
        kind = next((kind for word, kind in MAIN_TYPES if word in declared), "unknown")
        if kind not in kinds:
            raise PackageError("other_kind", kind=kind)
        return part, kind

    def _refusal(self, main: str | None) -> PackageError | None:
        """Why this zip is no package that can be read here; None when `main` may be one's main part."""
        if self.has("mimetype") and b"opendocument" in self.part("mimetype"):
            is_sheet = b"opendocument.spreadsheet" in self.part("mimetype")
            return PackageError("other_kind", kind="ods" if is_sheet else "doc")
        if not self.has("[Content_Types].xml"):
            if main is None:
                return PackageError("other_kind", kind="archive")
            return PackageError("no_content_types")
        if main is None:
            folders = {name.partition("/")[0].lower() for name in self.part_names}
            kind = next((kind for folder, kind in (("word", "doc"), ("ppt", "ppt")) if folder in folders), None)
            return PackageError("other_kind", kind=kind) if kind else PackageError("no_workbook")
        return None


# ------------------------------------------------------------------------------------------------------ the zip


def _entries(data: bytes, name: str) -> list[zipfile.ZipInfo]:
    if not data.startswith(b"PK"):
        raise filekind.refusal(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, IndexError, NotImplementedError, OverflowError) as problem:
        raise filekind.broken_zip(name) from problem


def _by_key(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Parts by the name they are looked up under, no folders. Refused when two have one name: which would count?"""
    infos: dict[str, zipfile.ZipInfo] = {}
    for info in entries:
        name = part_name(info)
        if not name or name.endswith("/"):
            continue
        key = name.lower()
        if key in infos or ".." in key.split("/"):
            raise damaged(name)
        infos[key] = info
    return infos


def part_name(info: zipfile.ZipInfo) -> str:
    """The name of a part: some programs write it with backslashes or a slash in front."""
    return info.filename.replace("\\", "/").lstrip("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _unpack(info: zipfile.ZipInfo, packed: memoryview) -> Iterator[bytes]:
    """Unpacks no more than the directory promises, and no less; refused otherwise, and an entry with a password."""
    name = part_name(info)
    if info.flag_bits & 1:
        raise PackageError("encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged(name)
    check, left = 0, info.file_size
    pieces = _stored(packed) if info.compress_type == zipfile.ZIP_STORED else _inflated(packed, name, left + 1)
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise damaged(name)
        check = zlib.crc32(piece, check)
        yield piece
    if left or check != info.CRC:
        raise damaged(name)


def _stored(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), PIECE):
        yield bytes(packed[start : start + PIECE])


def _inflated(packed: memoryview, name: str, most: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), PIECE // 4):
            rest: bytes | memoryview = packed[start : start + PIECE // 4]
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, min(PIECE, most))
                rest = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as problem:
        raise damaged(name) from problem
