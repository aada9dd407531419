"""The parts as they are to be: what changes against the package, with content types and relationships kept in step.

Relies on ECMA-376 Part 2: 7.2.3 (content types: Default and Override), 6.5 (relationships and their parts).
"""

from __future__ import annotations

import posixpath
from itertools import count

from perfeval_xl.xlsx.edit.comments import BLOCK
from perfeval_xl.xlsx.edit.markup import Markup, escaped, local, prefix_of, with_attribute
from perfeval_xl.xlsx.edit.repack import repacked
from perfeval_xl.xlsx.package import Package, Rel

PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
TYPES_PART = "[Content_Types].xml"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Parts:
    """Names are looked up without regard to case, as the package does."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._changed: dict[str, bytes | None] = {}  # by actual name; None: taken away
        self._names: dict[str, str] = {}  # lower case -> actual name, of changed parts
        self._known_rels: dict[str, list[Rel]] = {}
        self._added_rels: dict[str, list[Rel]] = {}
        self._removed_rels: dict[str, set[str]] = {}
        self._overrides: dict[str, str | None] = {}  # part name -> content type; None: no longer declared
        self._defaults: dict[str, str] = {}
        self._first_free: dict[str, int] = {}  # by pattern of names: below it none is free
        self._blocks = 0  # the highest number of shapes in a drawing, once one is asked for

    # ------------------------------------------------------------------------------------------------------- parts

    def has(self, name: str) -> bool:
        changed = self._names.get(name.lower())
        return self._changed[changed] is not None if changed is not None else self.package.has(name)

    def names(self) -> list[str]:
        """All parts as they are to be."""
        there = [name for name in self.package.part_names if name.lower() not in self._names]
        return there + [name for name, data in self._changed.items() if data is not None]

    def get(self, name: str) -> bytes:
        changed = self._names.get(name.lower())
        data = self._changed[changed] if changed is not None else None
        return data if data is not None else self.package.part(name)

    def put(self, name: str, data: bytes) -> None:
        """A new part, or new bytes of one. Nothing is rewritten for bytes that are there already."""
        if name.lower() not in self._names and self.package.has(name) and self.package.part(name) == data:
            return
        actual = self._names.setdefault(name.lower(), self.package.actual_name(name) or name)
        self._changed[actual] = data

    def remove(self, name: str) -> None:
        """Takes a part away with its relationships and its content type; not the relations that lead to it."""
        self._first_free.clear()
        for gone in (name, rels_part(name)):
            if self.has(gone):
                actual = self._names.setdefault(gone.lower(), self.package.actual_name(gone) or gone)
                self._changed[actual] = None
        self._added_rels.pop(name, None)
        if self.package.has(name):
            self._removed_rels[name] = {rel.id for rel in self._original_rels(name)}
        self._overrides[name] = None

    def free_name(self, pattern: str) -> str:
        """The first name free of "xl/comments{}.xml", counted from 1."""
        start = self._first_free.get(pattern, 1)
        number = next(number for number in count(start) if not self.has(pattern.format(number)))
        self._first_free[pattern] = number
        return pattern.format(number)

    def free_block(self) -> int:
        """A number for the shapes of a new VML part that no other part has."""
        if not self._blocks:
            drawings = (self.get(name) for name in self.names() if name.lower().endswith(".vml"))
            self._blocks = max((int(number) for data in drawings for number in BLOCK.findall(data)), default=0)
        self._blocks += 1
        return self._blocks

    # ----------------------------------------------------------------------------------------------- relationships

    def relationships(self, part: str) -> list[Rel]:
        """The relations of a part as they are to be ("" for the package's own)."""
        removed = self._removed_rels.get(part, set())
        return [rel for rel in self._original_rels(part) if rel.id not in removed] + self._added_rels.get(part, [])

    def _original_rels(self, part: str) -> list[Rel]:
        if part not in self._known_rels:
            there = not part or self.package.has(part)
            self._known_rels[part] = self.package.relationships(part) if there else []
        return self._known_rels[part]

    def related(self, part: str, kind: str) -> Rel | None:
        """The first inner relation of this kind (last word of its type), rather one whose part is there."""
        found = [rel for rel in self.relationships(part) if rel.kind == kind and not rel.external]
        return next((rel for rel in found if self.has(rel.target)), found[0] if found else None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Adds a relation; gives its id."""
        taken = {rel.id.lower() for rel in self.relationships(part)}
        taken |= {one.lower() for one in self._removed_rels.get(part, set())}  # their elements are cut out by id
        identifier = next(f"rId{number}" for number in count(1) if f"rid{number}" not in taken)
        self._added_rels.setdefault(part, []).append(Rel(identifier, kind, target, external=False))
        return identifier

    def _is_gone(self, part: str) -> bool:
        return bool(part) and not self.has(part)

    def unrelate(self, part: str, identifier: str) -> None:
        added = self._added_rels.get(part, [])
        kept = [rel for rel in added if rel.id != identifier]
        if len(kept) < len(added):
            self._added_rels[part] = kept
        else:
            self._removed_rels.setdefault(part, set()).add(identifier)

    # ----------------------------------------------------------------------------------------------- content types

    def declare(self, name: str, content_type: str) -> None:
        """The content type of one part."""
        self._overrides[name] = content_type

    def declare_extension(self, extension: str, content_type: str) -> bool:
        """The content type of all parts of an extension. False, and nothing done: it means another type here."""
        there = self.package.content_types.defaults.get(extension, self._defaults.get(extension))
        if there is None:
            self._defaults[extension] = content_type
        return there is None or there == content_type

    # ------------------------------------------------------------------------------------------------------ result

    def build(self) -> tuple[bytes, list[str]]:
        """The new file, and the names of the parts that are new or different in it."""
        changed = dict(self._changed)
        for part in sorted({*self._added_rels, *self._removed_rels}):
            name = rels_part(part)
            if self._is_gone(part):
                continue
            data = self._edited_rels(part, name)
            changed[self._names.get(name.lower()) or self.package.actual_name(name) or name] = data
        if any(data and is_rels(name) and not self.package.content_types.of(name) for name, data in changed.items()):
            self.declare_extension("rels", RELS_TYPE)  # some writers declare each by an Override
        types = self._edited_types()
        if types != self.package.part(TYPES_PART):
            changed[self.package.actual_name(TYPES_PART) or TYPES_PART] = types
        new_or_different = {
            name: data
            for name, data in changed.items()
            if (data is not None or self.package.has(name)) and not self._is_same(name, data)
        }
        written = [name for name, data in new_or_different.items() if data is not None]
        return repacked(self.package, new_or_different), written

    def _is_same(self, name: str, data: bytes | None) -> bool:
        return data is not None and self.package.has(name) and self.package.part(name) == data

    def _edited_rels(self, part: str, name: str) -> bytes | None:
        """The relationships part spliced; None where no relation is left and the part is not to be."""
        there = self.package.has(name) and (not part or self.package.has(part))
        markup = Markup(self.package.part(name) if there else _empty_rels())
        root = markup.root()
        removed = self._removed_rels.get(part, set())
        children = list(markup.children(root))
        kept = [child for child in children if markup.attributes(child).get("Id") not in removed]
        added = self._added_rels.get(part, [])
        if not kept and not added:
            return None
        for child in children:
            if markup.attributes(child).get("Id") in removed:
                markup.replace(child.start, child.end, b"")
        prefix, folder = prefix_of(root.name), posixpath.dirname(part)
        new = "".join(
            f'<{prefix}Relationship Id="{rel.id}" Type="{rel.type}" Target="{escaped(_relative(rel.target, folder))}"/>'
            for rel in added
        )
        if new:
            markup.append_inside(root, new.encode())
        return markup.result()

    def _edited_types(self) -> bytes:
        """[Content_Types].xml spliced: new extensions behind the last one, new parts at the end."""
        markup = Markup(self.package.part(TYPES_PART))
        root = markup.root()
        children = list(markup.children(root))
        pending = {name.lower(): (name, kind) for name, kind in self._overrides.items()}
        declared = set[str]()
        emptied = self._emptied_extensions()
        for child in children:
            given = markup.attributes(child)
            key = given.get("PartName", "").lstrip("/").lower()
            if local(child.name) == "Default" and given.get("Extension", "").lower() in emptied:
                markup.replace(child.start, child.end, b"")
            if local(child.name) != "Override" or key not in pending:
                continue
            kind = pending[key][1]
            declared.add(key)
            if kind is None:
                markup.replace(child.start, child.end, b"")
            elif kind != given.get("ContentType"):
                markup.replace(child.start, child.inside, with_attribute(markup.tag(child), "ContentType", kind))
        prefix = prefix_of(root.name)
        defaults = "".join(
            f'<{prefix}Default Extension="{extension}" ContentType="{kind}"/>'
            for extension, kind in sorted(self._defaults.items())
        )
        if defaults:
            markup.insert(markup.after(children, {"Default"}, root.inside), defaults.encode())
        overrides = "".join(
            f'<{prefix}Override PartName="/{escaped(name)}" ContentType="{kind}"/>'
            for key, (name, kind) in pending.items()
            if kind is not None and key not in declared
        )
        if overrides:
            markup.append_inside(root, overrides.encode())
        return markup.result()

    def _emptied_extensions(self) -> set[str]:
        """Extensions of parts taken away that no part has any more."""
        gone = {_extension(name) for name, data in self._changed.items() if data is None} - {"xml", "rels"}
        return gone - {_extension(name) for name in self.names()} if gone else gone


def _extension(name: str) -> str:
    return name.lower().rpartition(".")[2]


def is_rels(name: str) -> bool:
    return name.lower().endswith(".rels")


def rels_part(part: str) -> str:
    """Where the relations of a part are: xl/_rels/workbook.xml.rels; _rels/.rels for "" (the package)."""
    folder, _, base = part.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def owner_of(name: str) -> str:
    """The part whose relations these are."""
    folder, _, base = name.rpartition("/")
    parent = folder.rpartition("/")[0] if "/" in folder else ""
    return f"{parent}/{base[:-5]}" if parent else base[:-5]


def _relative(target: str, folder: str) -> str:
    return posixpath.relpath("/" + target, "/" + folder)


def _empty_rels() -> bytes:
    return DECLARATION + f'<Relationships xmlns="{PACKAGE_RELS}"></Relationships>'.encode()
