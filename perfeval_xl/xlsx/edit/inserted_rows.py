"""Inserts rows into a sheet, as copies of the row above them; everything below moves down, in the whole package.

The new rows have that row's height, looks, formulas (as filled down) and merged areas within the row, no values. Rows,
merged areas, filters, validations, conditional formats, links, page breaks, comments and drawings of the sheet move;
formulas of all sheets and defined names follow. Relies on ECMA-376 Part 1: 18.3.1 (worksheets), 18.2.5 (definedName),
20.5 (spreadsheet drawings), [MS-XLSX] 2.4 (x14: its sqref and f).

What is not known to move is refused: tables, pivot tables, array formulas across the place, controls, charts over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.xlsx.edit.markup import (
    TAG,
    Element,
    attributes,
    closing,
    escaped,
    escaped_text,
    local,
    opened,
    unescaped,
    with_attribute,
)
from perfeval_xl.xlsx.edit.moved_parts import (
    area_of,
    forget_chain,
    move_belongings,
    refuse_others,
    with_names_moved,
)
from perfeval_xl.xlsx.edit.parts import Parts
from perfeval_xl.xlsx.edit.proof import prove_inserted
from perfeval_xl.xlsx.edit.shared_formulas import Place
from perfeval_xl.xlsx.edit.sheetmarkup import SheetMarkup
from perfeval_xl.xlsx.formulas.inserted import Area, Insertion, in_the_way, says_addresses
from perfeval_xl.xlsx.formulas.shift import shift
from perfeval_xl.xlsx.names import area_ref, ref
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.xml import whole_number

# Children of a worksheet that say nothing of its rows, and those whose addresses are moved here.
_UNMOVED = frozenset(
    {
        "sheetPr",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetCalcPr",
        "sheetProtection",
        "phoneticPr",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "colBreaks",
        "customProperties",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "picture",
    }
)
_ADDRESSED = frozenset(
    {
        "dimension",
        "protectedRanges",
        "autoFilter",
        "sortState",
        "mergeCells",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "ignoredErrors",
        "rowBreaks",
        "extLst",
    }
)
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})  # 18.3.1.43, 18.3.1.32; x14: xm:f
_FARTHEST = 100_000  # the row up to which a pattern of formulas is looked at


def with_rows(package: Package, sheet: str, row: int, count: int) -> bytes:
    """The package with `count` rows more in the sheet, below its row `row`, whose copies they are.

    PackageError `rows_not_insertable` where something cannot be moved for certain; nothing has been done then.
    """
    insertion = Insertion(sheet, row, count)
    target = next(one for one in package.sheets if insertion.is_on(one.name))
    parts = Parts(package)
    for one in package.sheets:
        if one.kind == "worksheet" and one.part:
            parts.put(one.part, _Worksheet(parts.get(one.part), one.name, insertion).result())
    move_belongings(parts, target, insertion)
    parts.put(package.workbook_part, with_names_moved(parts.get(package.workbook_part), insertion))
    forget_chain(parts, target)
    refuse_others(parts, insertion)
    data, changed = parts.build()
    prove_inserted(package, data, changed, insertion)
    return data


# ------------------------------------------------------------------------------------------------------ a worksheet


@dataclass(slots=True)
class _Formula:
    """One <f>: where it stands and what it says; `text` as of this cell, "" in a cell of a shared one."""

    place: Place
    element: Element
    given: dict[str, str]
    text: str

    @property
    def group(self) -> str | None:
        return self.given.get("si", "") if self.given.get("t") == "shared" else None


class _Worksheet:
    """One worksheet part; `is_target`: the rows go into this one."""

    def __init__(self, data: bytes, name: str, insertion: Insertion) -> None:
        self.data = data
        self.sheet = SheetMarkup(data)
        self.markup = self.sheet.markup
        self.name, self.insertion = name, insertion
        self.is_target = insertion.is_on(name)

    def result(self) -> bytes:
        """The part as it has to be; the same bytes where nothing in it follows."""
        if not self.is_target and b"!" not in self.markup.data:
            return self.data
        moved = self._formulas()
        if self.is_target:
            self._refuse_unknown()
            self._rows(moved)
        for child in (*self.sheet.head, *self.sheet.tail):
            self._child(child)
        new = self.markup.result()
        return new if new != self.markup.data else self.data

    def _refuse_unknown(self) -> None:
        for child in (*self.sheet.head, *self.sheet.tail):
            if local(child.name) not in _UNMOVED | _ADDRESSED:
                raise in_the_way("tables" if local(child.name) == "tableParts" else "element")

    # ------------------------------------------------------------------------------------------------- the cells

    def _formulas(self) -> dict[Place, str]:
        """Formulas follow; gives those of the copied row as they are to be."""
        there = list(self._all_formulas())
        masters = {one.group: one for one in there if one.group is not None and one.text}
        moved: dict[Place, str] = {}
        groups: dict[str, list[_Formula]] = {}
        for one in there:
            master = masters.get(one.group) if one.group is not None else None
            if one.group is not None and master is not None:
                groups.setdefault(one.group, []).append(one)
                one.text = shift(master.text, one.place[0] - master.place[0], one.place[1] - master.place[1])
            if says_addresses(one.text):
                raise in_the_way("address_in_text")
            new = self.insertion.formula(one.text, self.name, one.place[0])
            if self.is_target and one.place[0] == self.insertion.row and new:
                moved[one.place] = new
            if one.group is None:
                self._put_single(one, new)
        for group, members in groups.items():
            self._put_shared(members, masters[group])
        return moved

    def _all_formulas(self) -> Iterator[_Formula]:
        if not any(True for _ in self.sheet.formula_tags()):
            return
        for number in self.sheet.row_numbers:
            row = self.sheet.row(number)
            for cell in row.cells if row else ():
                for child in self.markup.children_between(cell.inside, cell.inside_end):
                    if local(child.name) == "f":
                        text = unescaped(self.markup.data[child.inside : child.inside_end])
                        yield _Formula((number, cell.column), child, self.markup.attributes(child), text)

    def _put_single(self, one: _Formula, new: str) -> None:
        tag = self.markup.tag(one.element)
        if self.is_target and one.given.get("t") in ("array", "dataTable"):
            area = area_of(one.given.get("ref", ""))
            if area[0] <= self.insertion.row <= area[2] or one.given["t"] == "dataTable":
                raise in_the_way("array")
            tag = with_attribute(tag, "ref", area_ref(self.insertion.area(area)))
        self._put(one.element, tag, new if new != one.text else None)

    def _put(self, element: Element, tag: bytes, text: str | None) -> None:
        """Another opening tag or another text (None: the one that is there)."""
        if tag != self.markup.tag(element):
            self.markup.replace(element.start, element.inside, tag)
        if text is not None:
            self.markup.replace(element.inside, element.inside_end, escaped_text(text).encode())

    def _put_shared(self, members: list[_Formula], master: _Formula) -> None:
        """A shared formula stays one where its cells stay together; else each gets its own."""
        insertion = self.insertion
        new = [insertion.formula(one.text, self.name, one.place[0]) for one in members]
        first = new[members.index(master)]
        rows = [insertion.place(one.place[0]) if self.is_target else one.place[0] for one in members]
        top = rows[members.index(master)]
        if (
            all(
                text == shift(first, row - top, one.place[1] - master.place[1])
                for text, row, one in zip(new, rows, members, strict=True)
            )
            and len({row - one.place[0] for row, one in zip(rows, members, strict=True)}) == 1
        ):
            tag = self.markup.tag(master.element)
            if rows[0] != members[0].place[0]:
                top, left, bottom, right = area_of(master.given.get("ref", ""))
                tag = with_attribute(tag, "ref", area_ref((insertion.place(top), left, insertion.place(bottom), right)))
            self._put(master.element, tag, first if first != master.text else None)
            return
        for one, text in zip(members, new, strict=True):
            tag = opened(self.markup.tag(one.element))
            for name in ("t", "ref", "si"):
                tag = with_attribute(tag, name, None)
            whole = tag + escaped_text(text).encode() + closing(self.sheet.prefix + "f")
            self.markup.replace(one.element.start, one.element.end, whole)

    def _rows(self, moved: dict[Place, str]) -> None:
        """Rows below get their new number, and the copies come before them."""
        sheet, insertion = self.sheet, self.insertion
        copies = b"".join(self._copy(number, moved) for number in range(1, insertion.count + 1))
        at = sheet.row_start(insertion.row + 1)
        if at is not None:
            self.markup.insert(at, copies)
        elif copies:
            self.markup.append_inside(sheet.sheet_data, copies)
        for number in sheet.row_numbers:
            row = sheet.row(number)
            if number <= insertion.row or row is None:
                continue
            new = insertion.place(number)
            tag = with_attribute(self.markup.data[row.start : row.inside], "r", str(new))
            self.markup.replace(row.start, row.inside, tag)
            for cell in row.cells:
                tag = sheet.tag(cell)
                if "r" in attributes(tag):
                    tag = with_attribute(tag, "r", ref(new, cell.column))
                    self.markup.replace(cell.start, cell.inside, tag)

    def _copy(self, by: int, moved: dict[Place, str]) -> bytes:
        """The row so many rows further down: its height, looks and formulas."""
        sheet, number = self.sheet, self.insertion.row
        row = sheet.row(number)
        if row is None:
            return b""
        cells = b""
        for cell in row.cells:
            style = attributes(sheet.tag(cell)).get("s")
            tag = f'<{sheet.prefix}c r="{ref(number + by, cell.column)}"' + (f' s="{escaped(style)}"' if style else "")
            text = moved.get((number, cell.column))
            if text is None:
                cells += f"{tag}/>".encode()
                continue
            formula = escaped_text(shift(text, by, 0))
            cells += f"{tag}><{sheet.prefix}f>{formula}</{sheet.prefix}f></{sheet.prefix}c>".encode()
        tag = opened(with_attribute(self.markup.data[row.start : row.inside], "r", str(number + by)))
        return tag + cells + closing(sheet.prefix + "row")

    # -------------------------------------------------------------------------------------- what stands around them

    def _child(self, child: Element) -> None:
        name = local(child.name)
        if name in ("conditionalFormatting", "dataValidations", "extLst"):
            self._patterns(child)
        elif name == "hyperlinks":
            for link in self.markup.children(child):
                self._link(link)
        elif not self.is_target:
            return
        elif name == "mergeCells":
            self._merges(child)
        elif name == "rowBreaks":
            for one in self.markup.children(child):
                at = whole_number(self.markup.attributes(one).get("id"))
                if at is not None and at >= self.insertion.row:
                    self.markup.set_attribute(one, "id", str(at + self.insertion.count))
        elif name in _ADDRESSED:
            for tag in TAG.finditer(self.markup.view, child.start, child.end):
                self._addresses(tag.start(), tag.end())

    def _addresses(self, start: int, end: int) -> None:
        """`ref` and `sqref` of one opening tag."""
        tag = self.markup.data[start:end]
        given = attributes(tag)
        for name in ("ref", "sqref"):
            if given.get(name):
                tag = with_attribute(tag, name, self._areas(given[name]))
        if tag != self.markup.data[start:end]:
            self.markup.replace(start, end, tag)

    def _areas(self, said: str) -> str:
        return " ".join(area_ref(self.insertion.area(area_of(one))) for one in said.split())

    def _merges(self, child: Element) -> None:
        row, count, merges = self.insertion.row, self.insertion.count, list(self.markup.children(child))
        copies = b""
        for one in merges:
            area = area_of(self.markup.attributes(one).get("ref", ""))
            if area[0] == area[2] == row:
                for by in range(1, count + 1):
                    place = area_ref((row + by, area[1], row + by, area[3]))
                    copies += with_attribute(self.markup.tag(one), "ref", place) + (
                        b"" if one.is_empty_tag else closing(one.name)
                    )
            elif (moved := self.insertion.area(area)) != area:
                self.markup.set_attribute(one, "ref", area_ref(moved))
        if copies:
            self.markup.append_inside(child, copies)
            if self.markup.attributes(child).get("count") is not None:
                total = len(merges) + copies.count(b"ref=")
                self.markup.set_attribute(child, "count", str(total))

    def _link(self, link: Element) -> None:
        given = self.markup.attributes(link)
        tag = self.markup.tag(link)
        if self.is_target and given.get("ref"):
            top, left, bottom, right = area_of(given["ref"])
            moved = (self.insertion.place(top), left, self.insertion.place(bottom), right)
            tag = with_attribute(tag, "ref", area_ref(moved))
        if given.get("location"):
            tag = with_attribute(tag, "location", self.insertion.formula(given["location"], self.name))
        if tag != self.markup.tag(link):
            self.markup.replace(link.start, link.inside, tag)

    def _patterns(self, child: Element) -> None:
        """Formulas that hold for every cell of an area: the `sqref` of the element around them, in x14 beside them."""
        area: list[Area] = []
        waiting: list[Element] = []
        for one in self._leaves(child):
            name = local(one.name)
            given = self.markup.attributes(one)
            if name == "sqref":
                area = self._areas_in(unescaped(self.markup.data[one.inside : one.inside_end]))
                if self.is_target:
                    self._put(one, self.markup.tag(one), " ".join(map(area_ref, map(self.insertion.area, area))))
                for formula in waiting:
                    self._pattern(formula, area)
                waiting, area = [], []
            elif given.get("sqref"):
                area = self._areas_in(given["sqref"])
                if self.is_target:
                    self._addresses(one.start, one.inside)
            elif name in _FORMULAS and not one.is_empty_tag:
                if area:
                    self._pattern(one, area)
                else:
                    waiting.append(one)
            elif name == "cfvo" and given.get("type") == "formula":
                val = self._moved_pattern(given.get("val", ""), area)
                if val != given.get("val", ""):
                    self.markup.set_attribute(one, "val", val)
        for formula in waiting:
            self._pattern(formula, [])

    def _leaves(self, parent: Element) -> Iterator[Element]:
        """The element and all within it in the order written, each with the text that it begins with."""
        view = self.markup.view
        for tag in TAG.finditer(view, parent.start, parent.end):
            if not tag[1]:
                inside_end = tag.end() if tag[4] else view.index(b"<", tag.end())
                end = tag.end() if tag[4] else inside_end + 1
                yield Element(tag[2].decode(), tag.start(), tag.end(), inside_end, end)

    def _areas_in(self, said: str) -> list[Area]:
        return [area_of(one) for one in said.split()]

    def _pattern(self, formula: Element, areas: list[Area]) -> None:
        text = unescaped(self.markup.data[formula.inside : formula.inside_end])
        new = self._moved_pattern(text, areas)
        if new != text:
            self._put(formula, self.markup.tag(formula), new)

    def _moved_pattern(self, text: str, areas: list[Area]) -> str:
        """The formula as of the first cell of its areas; refused where it would not do for all of them."""
        if says_addresses(text):
            raise in_the_way("address_in_text")
        first = min((area[0] for area in areas), default=0)
        moved = self.insertion.formula(text, self.name, first)
        place = self.insertion.place if self.is_target else int
        for area in areas:
            for row in {area[0], min(area[2], self.insertion.row), min(area[2], _FARTHEST)}:
                there = self.insertion.formula(shift(text, row - first, 0), self.name, row)
                if row >= first and shift(moved, place(row) - place(first), 0) != there:
                    raise in_the_way("pattern")
        return moved
