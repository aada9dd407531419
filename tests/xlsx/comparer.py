"""Holds a patched workbook against the one it was made from: what differs that must not.

Independent of the code under test: zipfile and lxml only. What MAY differ, and nothing else:

- new parts: sheets that were added, our comments and their VML, docProps/custom.xml, relationships of touched sheets,
  styles.xml where there was none;
- the named cells, the `spans` of their rows, rows that hold nothing but named cells, `dimension`; `legacyDrawing` where
  comments were added (in a sheet in UTF-16: the encoding, too);
- styles.xml: items behind the last one of numFmts, fonts, fills, borders, cellStyleXfs, cellXfs, and their counts;
- workbook.xml: `sheet` elements of added sheets, their `definedName`s, `fullCalcOnLoad` of `calcPr`;
- calcChain.xml: entries of named cells (an `i` may move to the next entry); the part, where none is left;
- comments: ours behind theirs, and our author behind theirs; VML: shapes before the end;
- [Content_Types].xml and relationships: entries for new parts; those of a part that went.

Every other part is byte-identical, and lies in the zip as it lay: same packed bytes, same place in the order.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

OURS = "绩效核对"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
GROWING = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
NEW_PARTS = re.compile(
    r"xl/worksheets/sheet\d+\.xml|xl/worksheets/_rels/.+\.rels|xl/comments\d+\.xml|xl/drawings/vmlDrawing\d+\.vml"
    r"|docProps/custom\.xml|xl/styles\.xml",
    re.IGNORECASE,
)


@dataclass
class Edits:
    """What was asked for: cells by sheet, sheets that got comments, sheets that were added."""

    cells: Mapping[str, set[str]] = field(default_factory=dict)
    commented: set[str] = field(default_factory=set)
    added_sheets: set[str] = field(default_factory=set)
    properties: bool = False


class Archive:
    """A package read by zipfile and lxml."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.infos = {info.filename: info for info in self.zip.infolist() if not info.is_dir()}
        self.by_key = {name.lower(): name for name in self.infos}

    def read(self, name: str) -> bytes:
        return self.zip.read(self.by_key[name.lower()])

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.read(name))

    def packed(self, name: str) -> bytes:
        info = self.infos[name]
        header = self.data[info.header_offset : info.header_offset + 30]
        start = (
            info.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        )
        return self.data[start : start + info.compress_size]

    def workbook(self) -> str:
        rels = self.tree("_rels/.rels")
        return next(_target(rel, "") for rel in rels if rel.get("Type", "").endswith("/officeDocument"))

    def rels(self, part: str) -> dict[str, etree._Element]:
        folder, _, base = self.by_key.get(part.lower(), part).rpartition("/")
        name = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        return {rel.get("Id", ""): rel for rel in self.tree(name)} if name.lower() in self.by_key else {}

    def sheets(self) -> dict[str, str]:
        """Name -> part, lower case, of every sheet."""
        book = self.workbook()
        rels = self.rels(book)
        folder = book.rpartition("/")[0]
        sheets = self.tree(book).find(f"{MAIN}sheets")
        return {one.get("name", ""): _target(rels[one.get(REL, "")], folder).lower() for one in sheets}


def differences(before: bytes, after: bytes, edits: Edits) -> list[str]:
    """Everything that differs and must not, in words; empty when all is well."""
    return list(_Comparison(Archive(before), Archive(after), edits).all())


class _Comparison:
    def __init__(self, old: Archive, new: Archive, edits: Edits) -> None:
        self.old, self.new, self.edits = old, new, edits
        self.touched = {
            part: name for name, part in old.sheets().items() if name in edits.cells or name in edits.commented
        }
        self.gone = {key for key in old.by_key if key not in new.by_key}
        self.fresh = {key for key in new.by_key if key not in old.by_key}

    def all(self) -> Iterator[str]:
        yield from (f"part lost: {key}" for key in self.gone if not key.endswith("calcchain.xml"))
        yield from (f"unexpected part: {key}" for key in self.fresh if not NEW_PARTS.fullmatch(key))
        kept = [key for key in self.old.by_key if key in self.new.by_key]
        if kept != [key for key in self.new.by_key if key in kept]:
            yield "order of the entries"
        names = set(self.new.sheets()) - set(self.old.sheets())
        if names != self.edits.added_sheets:
            yield f"sheets added: {names}"
        for key in kept:
            yield from (f"{key}: {what}" for what in self.part(key))

    def part(self, key: str) -> Iterator[str]:
        old_name, new_name = self.old.by_key[key], self.new.by_key[key]
        if old_name != new_name:
            yield f"renamed to {new_name}"
        if self.old.read(key) == self.new.read(key):
            if self.old.packed(old_name) != self.new.packed(new_name):
                yield "packed anew"
            if self.old.infos[old_name].date_time != self.new.infos[new_name].date_time:
                yield "date changed"
            return
        if key in self.touched:
            yield from self.sheet(key)
        elif key == self.old.workbook().lower():
            yield from self.workbook(key)
        elif key.endswith(".rels") or key == "[content_types].xml":
            yield from self.listing(key)
        elif self.is_of(key, "styles"):
            yield from self.styles(key)
        elif self.is_of(key, "calcChain"):
            yield from self.chain(key)
        elif self.edits.properties and key == "docprops/custom.xml":
            yield from _is_beginning(list(self.old.tree(key)), list(self.new.tree(key)))
        elif self.edits.commented and key.endswith(".vml"):
            yield from self.drawing(key)
        elif self.edits.commented and "comment" in key and "thread" not in key:
            yield from self.comments(key)
        else:
            yield "changed"

    def is_of(self, key: str, kind: str) -> bool:
        book = self.old.workbook()
        rels = self.old.rels(book).values()
        folder = book.rpartition("/")[0]
        return any(rel.get("Type", "").endswith("/" + kind) and _target(rel, folder).lower() == key for rel in rels)

    # ------------------------------------------------------------------------------------------------- the parts

    def sheet(self, key: str) -> Iterator[str]:
        name = self.touched[key]
        cells = self.edits.cells.get(name, set())
        commented = name in self.edits.commented
        old, new = (without_cells(archive.tree(key), cells) for archive in (self.old, self.new))
        if commented and old.find(f"{MAIN}legacyDrawing") is None:
            for element in new.findall(f"{MAIN}legacyDrawing"):
                _drop(element)
        if _canonical(old) != _canonical(new):
            yield f"more than the cells {sorted(cells)} changed: {_first_difference(_canonical(old), _canonical(new))}"
        if b"\x00" in self.old.read(key):  # UTF-16 became UTF-8
            return
        for side, cut in (("before", self.head), ("after", self.tail)):
            if cut(self.old.read(key)) != cut(self.new.read(key)):
                yield f"bytes {side} sheetData changed"

    @staticmethod
    def head(data: bytes) -> bytes:
        head = re.split(rb"<(?:\w+:)?sheetData", data)[0]
        return re.sub(rb"<(?:\w+:)?dimension[^>]*>", b"", head)

    @staticmethod
    def tail(data: bytes) -> bytes:
        tail = re.split(rb"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*/>", data)[-1]
        return re.sub(rb"<(?:\w+:)?legacyDrawing [^>]*>", b"", tail)

    def workbook(self, key: str) -> Iterator[str]:
        old, new = self.old.tree(key), self.new.tree(key)
        sheets = new.find(f"{MAIN}sheets")
        places = [place for place, one in enumerate(sheets) if one.get("name") in self.edits.added_sheets]
        if places and places != list(range(len(sheets) - len(places), len(sheets))):
            yield "sheets were added elsewhere than at the end"
        for place in reversed(places):
            _drop(sheets[place])
        names = new.find(f"{MAIN}definedNames")
        for one in list(names) if names is not None else []:
            if one.get("localSheetId") in map(str, places):
                _drop(one)
        if names is not None and not len(names) and old.find(f"{MAIN}definedNames") is None:
            _drop(names)
        calculation = new.find(f"{MAIN}calcPr")
        if calculation is not None:
            if old.find(f"{MAIN}calcPr") is None:
                _drop(calculation)
            elif old.find(f"{MAIN}calcPr").get("fullCalcOnLoad") is None:
                calculation.attrib.pop("fullCalcOnLoad", None)
        if _canonical(old) != _canonical(new):
            yield _first_difference(_canonical(old), _canonical(new))

    def listing(self, key: str) -> Iterator[str]:
        """Relationships and content types: nothing goes but with its part, nothing comes but with one."""
        old = {_canonical(one) for one in self.old.tree(key)}
        new = {_canonical(one) for one in self.new.tree(key)}
        for lost in old - new:
            if not any(gone.rpartition("/")[2].encode() in lost.lower() for gone in self.gone):
                yield f"lost {lost.decode()}"
        for come in new - old:
            if (
                not any(fresh.rpartition("/")[2].encode() in come.lower() for fresh in self.fresh)
                and b'"vml"' not in come
            ):
                yield f"came {come.decode()}"

    def styles(self, key: str) -> Iterator[str]:
        old, new = self.old.tree(key), self.new.tree(key)
        for name in GROWING:
            there, now = old.find(MAIN + name), new.find(MAIN + name)
            if now is None:
                continue
            if now.get("count") != str(len(now)):
                yield f"{name}: count {now.get('count')} of {len(now)}"
            items = list(there) if there is not None else []
            yield from (f"{name}: {what}" for what in _is_beginning(items, list(now)))
            for one in (there, now):
                if one is not None:
                    one.getparent().remove(one)
        if _canonical(old) != _canonical(new):
            yield "more than lists of formats changed"

    def chain(self, key: str) -> Iterator[str]:
        """The entries, each with its sheet, are those of before but for named cells that have no formula any more."""
        names = {
            one.get("sheetId"): one.get("name") for one in self.old.tree(self.old.workbook()).find(f"{MAIN}sheets")
        }
        old, new = list(_chain(self.old.tree(key))), list(_chain(self.new.tree(key)))
        lost = {
            (number, at)
            for number, name in names.items()
            for at in self.edits.cells.get(name, ())
            if at not in self.formulas(name)
        }
        if [entry for entry in old if entry not in lost] != new:
            yield f"entries {set(old) ^ set(new)}"

    def formulas(self, sheet: str) -> set[str]:
        cells = self.new.tree(self.new.sheets()[sheet]).iter(f"{MAIN}c")
        return {cell.get("r", "") for cell in cells if cell.find(f"{MAIN}f") is not None}

    def comments(self, key: str) -> Iterator[str]:
        old, new = self.old.tree(key), self.new.tree(key)
        yield from _is_beginning(list(old.find(f"{MAIN}authors")), list(new.find(f"{MAIN}authors")))
        yield from _is_beginning(list(old.find(f"{MAIN}commentList")), list(new.find(f"{MAIN}commentList")))
        authors = [author.text for author in new.find(f"{MAIN}authors")]
        for comment in list(new.find(f"{MAIN}commentList"))[len(old.find(f"{MAIN}commentList")) :]:
            if authors[int(comment.get("authorId", "0"))] != OURS:
                yield f"{comment.get('ref')} is not ours"

    def drawing(self, key: str) -> Iterator[str]:
        start = re.sub(rb"</xml\s*>\s*$", b"", self.old.read(key))
        if not self.new.read(key).startswith(start):
            yield "shapes of theirs changed"


def without_cells(sheet: etree._Element, cells: Iterable[str]) -> etree._Element:
    """The sheet without these cells, without the spans of their rows, without rows that held nothing else."""
    named = set(cells)
    rows = {int(re.sub(r"\D", "", at)) for at in named}
    for element in sheet.findall(f"{MAIN}dimension"):
        _drop(element)
    number = 0
    for row in list(sheet.find(f"{MAIN}sheetData")):
        if not isinstance(row.tag, str):
            continue
        number = int(row.get("r", number + 1))
        if number not in rows:
            continue
        column = 0
        for cell in list(row):
            column = _column(cell.get("r", "")) or column + 1
            if f"{_letters(column)}{number}" in named:
                _drop(cell)
            else:
                cell.set("r", f"{_letters(column)}{number}")  # one may have been told where it stands
        row.attrib.pop("spans", None)
        row.set("r", str(number))
        if not len(row) and set(row.attrib) == {"r"}:
            _drop(row)
    return sheet


def _drop(element: etree._Element) -> None:
    """Takes an element out; the white space after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "") or None
    else:
        parent.text = (parent.text or "") + (element.tail or "") or None
    parent.remove(element)


def _chain(root: etree._Element) -> Iterator[tuple[str, str]]:
    sheet = ""
    for entry in root:
        sheet = entry.get("i", sheet)
        yield sheet, entry.get("r", "")


def _is_beginning(old: list[etree._Element], new: list[etree._Element]) -> Iterator[str]:
    if [_canonical(one) for one in old] != [_canonical(one) for one in new[: len(old)]]:
        yield "what was there changed"


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def _first_difference(old: bytes, new: bytes) -> str:
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    was, became = (text[max(0, at - 60) : at + 80].decode(errors="replace") for text in (old, new))
    return f"…{was}… became …{became}…"


def _target(rel: etree._Element, folder: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, rel.get("Target", ""))).lstrip("/")


def _column(address: str) -> int:
    number = 0
    for letter in re.sub(r"[^A-Z]", "", address):
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
