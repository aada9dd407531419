"""Edits a workbook by patching its package: named cells, colours, comments, our own sheets, document properties.

Everything else is copied as it lies. The rooms beside this one do the work on one kind of part each; this one knows
which part a sheet's name means and puts the changed parts together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perfeval_xl.xlsx.edit import workbook
from perfeval_xl.xlsx.edit.added_sheets import SheetDesign, defined_names, worksheet
from perfeval_xl.xlsx.edit.boxes import Boxes
from perfeval_xl.xlsx.edit.calculation_chain import without_cells
from perfeval_xl.xlsx.edit.cells import Result, SheetCells
from perfeval_xl.xlsx.edit.comments import Comment
from perfeval_xl.xlsx.edit.markup import damaged
from perfeval_xl.xlsx.edit.parts import Parts
from perfeval_xl.xlsx.edit.proof import meant_by, prove
from perfeval_xl.xlsx.edit.properties import set_properties
from perfeval_xl.xlsx.edit.sheet_comments import SheetComments
from perfeval_xl.xlsx.edit.sheetmarkup import SheetMarkup
from perfeval_xl.xlsx.edit.stored_value import stored_value
from perfeval_xl.xlsx.edit.styles import (
    APPLY,
    FIRST_OWN_FORMAT,
    NEW_PART,
    Styles,
    digits_from,
    solid_colour,
    solid_fill,
)
from perfeval_xl.xlsx.names import ref as address
from perfeval_xl.xlsx.names import split_ref
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read.sheetreader import RawCell
from perfeval_xl.xlsx.xml import is_true, whole_number

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SELECTED = ("", "0", "1", "false", "true")  # what a sheet may say of its tab
NO_CELL = "-"  # instead of a fill: there was no element for the cell
NO_STYLE = ""  # behind a fill: the cell did not say which format it has


@dataclass(slots=True)
class Sheet:
    """One sheet of the workbook as it is to be."""

    name: str
    part: str
    kind: str
    relation: str
    id: int
    cells: SheetCells | None = None
    comments: SheetComments | None = None
    boxes: Boxes | None = None


_LONGEST_ATTRIBUTE = 64  # bytes of a style's number and its name, which may lie over two pieces
_ATTRIBUTES = r'(?: [A-Za-z]{1,20}="[A-Za-z0-9.-]{0,20}")*'
_STYLE = re.compile("[0-9]{0,5}", re.ASCII)
_FILL = re.compile(
    rf"<fill>(?:<patternFill{_ATTRIBUTES}(?:/>|>(?:<[fb]gColor{_ATTRIBUTES}\s?/>)*</patternFill>)"
    rf"|<gradientFill{_ATTRIBUTES}>(?:<stop{_ATTRIBUTES}><color{_ATTRIBUTES}\s?/></stop>)*</gradientFill>)</fill>|<fill/>"
)


class Editor:
    """Collects edits to one package; `build` gives the new file.

    `sheet` is a sheet's name, `ref` an A1 address. In a merged area every address of the area means the area.
    Comments by `author` are ours.
    Raises PackageError where the package cannot be patched safely; nothing is ever written before `build` is done.
    """

    def __init__(self, package: Package, author: str) -> None:
        _refuse_unsafe(package)
        self._author = author
        self.package = package
        self._parts = Parts(package)
        relations = {rel.target: rel.id for rel in package.relationships(package.workbook_part)}
        workbook.refuse_unsound(self._workbook)
        self._sheets = [
            Sheet(one.name, one.part, one.kind, relations.get(one.part, ""), one.sheet_id) for one in package.sheets
        ]
        self._by_name = {one.name: one for one in self._sheets}
        if "" in self._by_name or len({one.name.lower() for one in self._sheets}) < len(self._sheets):
            raise damaged("sheet_name")
        self._styles_part = self._needed_styles()
        self._loaded_styles: Styles | None = None
        self._format_sizes: Mapping[str, int] | None = None
        self._made: dict[str, int] = {}  # sheets of ours by part: cells with content

    # ------------------------------------------------------------------------------------------------------- cells

    def set_number(self, sheet: str, ref: str, value: Decimal) -> bool:
        """Puts a number there and keeps the style. False, and nothing done: the cell is part of an array formula or
        a data table that spans several cells (a part of it cannot be changed alone). So for all set_ and clear."""
        cells, row, column = self._place(sheet, ref)
        if cells.is_locked_in(row, column):
            return False
        cells.set_number(row, column, value)
        return True

    def set_text(self, sheet: str, ref: str, text: str) -> bool:
        """Puts a text there; it never becomes a formula. A text past 32,767 characters is a ValueError."""
        cells, row, column = self._place(sheet, ref)
        if cells.is_locked_in(row, column):
            return False
        cells.set_text(row, column, text)
        return True

    def set_formula(self, sheet: str, ref: str, formula: str, result: Result) -> bool:
        """Puts a formula there (no leading "=") with its stored result."""
        cells, row, column = self._place(sheet, ref)
        if cells.is_locked_in(row, column):
            return False
        cells.set_formula(row, column, formula, result)
        return True

    def set_result(self, sheet: str, ref: str, result: Result) -> bool:
        """Updates the stored result of the formula that stands there. False where there is none."""
        cells, row, column = self._place(sheet, ref)
        return cells.set_result(row, column, result)

    def clear(self, sheet: str, ref: str) -> bool:
        """Takes the value or formula away and keeps the style."""
        cells, row, column = self._place(sheet, ref)
        if cells.is_locked_in(row, column):
            return False
        cells.clear(row, column)
        return True

    def value_of(self, sheet: str, ref: str) -> RawCell | None:
        """What stands there, pending edits counted in; None for a cell without value and formula."""
        cells, row, column = self._place(sheet, ref)
        return stored_value(self.package, cells, row, column)

    # ------------------------------------------------------------------------------------------------------- fills

    def fill(self, sheet: str, ref: str, colour: str) -> None:
        """Colours the cell RRGGBB (of a merged area, all of it); other cells that share its style stay as they are."""
        cells, row, column = self._place(sheet, ref)
        for at in self._cells_of_area(cells, row, column):
            cells.set_style(*at, self._styles.with_fill(cells.style(*at), solid_fill(colour)))

    def fill_colour(self, sheet: str, ref: str) -> str | None:
        """The colour RRGGBB of a solid fill given as RGB, else None."""
        cells, row, column = self._place(sheet, ref)
        return solid_colour(self._styles.fill(cells.style(row, column))[0])

    def fill_of(self, sheet: str, ref: str) -> str:
        """The fill of the cell or merged area, as text to be stored and given to `restore_fill`.

        A JSON object: "0,0" (rows and columns from the top left) -> [fill, applyFill], and which format the cell has
        where others mean the same, "" where it does not say so; cells like the first left out.
        """
        cells, row, column = self._place(sheet, ref)
        stored: dict[str, list[str | None] | str] = {}
        for at in self._cells_of_area(cells, row, column):
            fill, apply = self._styles.fill(cells.style(*at))
            one = [fill.decode(), apply] if cells.exists(*at) else NO_CELL
            if one != NO_CELL and not cells.has_style(*at):
                one = [fill.decode(), apply, NO_STYLE]
            elif one != NO_CELL and self._styles.has_twin(cells.style(*at)):
                one = [fill.decode(), apply, str(cells.style(*at))]
            if not stored or one != stored["0,0"]:
                stored[f"{at[0] - row},{at[1] - column}"] = one
        return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))

    def restore_fill(self, sheet: str, ref: str, stored: str) -> None:
        """Gives the fill back that `fill_of` told; the rest of the style stays as it is now.

        ValueError where the text is none that `fill_of` tells: nothing is put into the styles as it comes.
        """
        cells, row, column = self._place(sheet, ref)
        fills = json.loads(stored)
        if not isinstance(fills, dict) or not all(one == NO_CELL or self._is_fill(one) for one in fills.values()):
            raise ValueError("no fills")
        for at in list(self._cells_of_area(cells, row, column)):
            one = fills.get(f"{at[0] - row},{at[1] - column}", fills["0,0"])
            if one != NO_CELL:
                again = self._styles.with_fill_again(cells.style(*at), one[0].encode(), one[1])
                own = int(one[2]) if one[2:] and one[2] != NO_STYLE else again
                cells.set_style(*at, own if self._styles.is_same(own, again) else again)
                if one[2:] == [NO_STYLE]:
                    cells.take_style(*at)
            elif stored_value(self.package, cells, *at) is None:
                cells.drop(*at)
            else:  # somebody filled the cell in since: it keeps its value and gets the look of its surroundings
                cells.set_style(*at, cells.inherited_style(*at))

    def _is_fill(self, one: Any) -> bool:
        """Whether this is a fill and its applyFill, and no more: one that the styles have, or built as one is."""
        if not isinstance(one, list) or len(one) > 3 or not all(_STYLE.fullmatch(str(own)) for own in one[2:]):
            return False
        if len(one) < 2 or not isinstance(one[0], str) or one[1] not in APPLY:
            return False
        return self._styles.has_fill(one[0].encode()) or _FILL.fullmatch(one[0]) is not None

    def _cells_of_area(self, cells: SheetCells, row: int, column: int) -> list[tuple[int, int]]:
        """The top left cell, and those of its merged area that have an element."""
        area = cells.area(row, column)
        if area[:2] == area[2:]:
            return [(row, column)]
        return [(row, column), *(at for at in cells.cells_in(area) if at != (row, column))]

    def top_left(self, sheet: str, ref: str) -> str:
        """The address that is meant by this one: of a merged area its top left cell's."""
        _, row, column = self._place(sheet, ref)
        return address(row, column)

    def take_look(self, sheet: str, ref: str, like: str) -> None:
        """Gives the cell the whole look of another one of the sheet, so far as it has one."""
        cells, row, column = self._place(sheet, ref)
        row_of_other, column_of_other = split_ref(like)
        style = cells.style(row_of_other, column_of_other)
        if style != cells.style(row, column):
            cells.set_style(row, column, style)

    # ---------------------------------------------------------------------------------------------- number formats

    def number_format(self, sheet: str, ref: str) -> str:
        """The format code that the cell's number is (or would be) shown in."""
        cells, row, column = self._place(sheet, ref)
        return self._styles.number_format(cells.style(row, column))[0]

    def set_number_format(self, sheet: str, ref: str, code: str) -> None:
        """Shows the cell's number in another format; other cells that share its style stay as they are."""
        cells, row, column = self._place(sheet, ref)
        cells.set_style(row, column, self._styles.with_number_format(cells.style(row, column), code))

    def number_format_of(self, sheet: str, ref: str) -> str:
        """The number format as text to be stored and given to `restore_number_format`.

        JSON, [format, applyNumberFormat]; a built-in format is told by its number, as it depends on the language.
        """
        cells, row, column = self._place(sheet, ref)
        code, number, apply = self._styles.number_format(cells.style(row, column))
        return json.dumps([number if number < FIRST_OWN_FORMAT else code, apply], ensure_ascii=False)

    def restore_number_format(self, sheet: str, ref: str, stored: str) -> None:
        """Gives the number format back that `number_format_of` told; nothing for a cell that is gone by now."""
        cells, row, column = self._place(sheet, ref)
        code, apply = json.loads(stored)
        if not isinstance(code, str | int) or apply not in APPLY:
            raise ValueError("no number format")
        if cells.exists(row, column):
            cells.set_style(row, column, self._styles.with_number_format_again(cells.style(row, column), code, apply))

    # ---------------------------------------------------------------------------------------------------- comments

    def comment(self, sheet: str, ref: str, text: str) -> bool:
        """Adds our comment, or replaces our own. False, and nothing done: somebody else's comment is there."""
        cells, row, column = self._place(sheet, ref)
        area = cells.area(row, column)
        owner = self._sheet(sheet)
        comments = self._comments(owner)
        if comments.has_theirs(area):
            return False
        owner.boxes = owner.boxes or Boxes(cells)
        comments.add(Comment(row, column, text, owner.boxes.anchor(row, area[3], text)))
        return True

    def remove_own_comments(self, known: Iterable[tuple[str, str]] = ()) -> None:
        """Takes away every comment of ours, in all sheets, and lists of comments that have none.

        `known`: sheets and addresses of comments that are ours though another program has dropped their author.
        """
        for name, ref in known:
            sheet = self._sheet(name)
            if self._parts.related(sheet.part, "comments"):
                self._comments(sheet).claim(ref)
        for sheet in self._sheets:
            if sheet.kind == "worksheet" and self._parts.related(sheet.part, "comments"):
                self._comments(sheet).remove_own()

    def _comments(self, sheet: Sheet) -> SheetComments:
        if sheet.comments is None:
            sheet.comments = SheetComments(self._parts, sheet.part, self._cells(sheet), self._author)
        return sheet.comments

    # --------------------------------------------------------------------------------------- sheets and properties

    def put_sheet(self, design: SheetDesign) -> None:
        """Adds the sheet at the end, or replaces the sheet of this name in place."""
        place = next((n for n, one in enumerate(self._sheets) if one.name.lower() == design.name.lower()), None)
        if place is None:
            part = self._parts.free_name("xl/worksheets/sheet{}.xml")
            relation = self._parts.relate(self.package.workbook_part, OFFICE + "worksheet", part)
            self._parts.declare(part, MAIN_TYPES + "worksheet+xml")
            place = len(self._sheets)
            self._workbook, number = workbook.with_sheet(self._workbook, design.name, design.state, relation)
            self._sheets.append(Sheet(design.name, part, "worksheet", relation, number))
            self._by_name[design.name] = self._sheets[-1]
        else:
            if not self._sheets[place].part:
                raise damaged("part_gone", part=design.name)
            self._drop_belongings(self._sheets[place])
            self._forget_formulas(self._sheets[place], None)
            self._workbook = workbook.with_state(self._workbook, place, design.state)
        sheet = self._sheets[place]
        sheet.cells = sheet.comments = sheet.boxes = None
        self._parts.put(sheet.part, worksheet(design, self._styles.of_design))
        self._made[sheet.part] = sum(one.value not in (None, "") or one.formula is not None for one in design.cells)
        self._workbook = workbook.with_names(self._workbook, place, defined_names(design))

    def remove_sheet(self, name: str) -> bool:
        """Removes the sheet with its parts and names. False where there is none."""
        place = next((n for n, one in enumerate(self._sheets) if one.name.lower() == name.lower()), None)
        if place is None:
            return False
        sheet = self._sheets.pop(place)
        del self._by_name[sheet.name]
        self._workbook = workbook.without_sheet(self._workbook, place)
        self._drop_belongings(sheet)
        self._parts.remove(sheet.part)
        self._made.pop(sheet.part, None)
        self._parts.unrelate(self.package.workbook_part, sheet.relation)
        self._forget_formulas(sheet, None)
        return True

    def _drop_belongings(self, sheet: Sheet) -> None:
        """What only this sheet refers to (printer settings, comments, drawings) goes with it."""
        own = self._parts.relationships(sheet.part)
        owners = [self.package.workbook_part, *(one.part for one in self._sheets if one is not sheet and one.part)]
        used = {rel.target for owner in owners for rel in self._parts.relationships(owner)}
        for rel in own:
            self._parts.unrelate(sheet.part, rel.id)
            if not rel.external and rel.target not in used:
                self._parts.remove(rel.target)

    def shown_first(self) -> str | None:
        """The name of the sheet that the workbook opens on; None where nothing says so, or not for certain."""
        at = workbook.active_tab(self._workbook)
        place = None if at is None else whole_number(at or "0")
        return self._sheets[place].name if place is not None and place < len(self._sheets) else None

    def show_first(self, sheet: str) -> list[tuple[str, str]] | None:
        """Makes the workbook open on this worksheet, its tab alone selected.

        Gives what `show_again` takes to undo it: the sheet shown before (this one, for a place without a sheet), with
        its place as it was written, then every sheet whose tab has changed, this one first, with what was said there.
        None, and nothing done, where it opens there already, or where that cannot be said or changed for certain.
        """
        at, was = workbook.active_tab(self._workbook), self.shown_first()
        if at is None or whole_number(at or "0") is None or was == sheet:
            return None
        selected = self._selected(was or sheet, sheet)
        if selected is None:
            return None
        before = [(was or sheet, at), (sheet, selected[sheet])]
        before += [(name, said) for name, said in selected.items() if name != sheet and is_true(said)]
        self._select(sheet, "1")
        for name, _ in before[2:]:
            self._select(name, "0")
        self._workbook = workbook.with_active_tab(self._workbook, str(self._sheets.index(self._sheet(sheet))))
        return before

    def show_again(self, before: Sequence[tuple[str, str]]) -> None:
        """Undoes `show_first`, once no sheet of ours is left. ValueError where the values are none that it tells."""
        (sheet, place), *tabs = before
        number, at = whole_number(place or "0"), self._sheets.index(self._sheet(sheet))
        nowhere = number is not None and number >= len(self._sheets)
        if any(said not in SELECTED for _, said in tabs) or number is None or (nowhere and sheet != tabs[0][0]):
            raise ValueError("no tabs")
        for name, said in tabs:
            self._select(name, said)
        stands = nowhere or number == at  # sheets may have been moved since
        self._workbook = workbook.with_active_tab(self._workbook, place if stands else str(at))

    def _selected(self, *needed: str) -> dict[str, str] | None:
        """What every worksheet says of its tab; None where one cannot be read, or a needed one is of another kind."""
        sheets = [one for one in self._sheets if one.kind == "worksheet"]
        if not {one.name for one in sheets}.issuperset(needed):
            return None
        try:
            return {one.name: (one.cells or SheetMarkup(self._parts.get(one.part))).selected for one in sheets}
        except PackageError:
            return None

    def _select(self, sheet: str, said: str) -> None:
        self._cells(self._sheet(sheet)).select(said)

    def set_properties(self, properties: Mapping[str, str | None]) -> None:
        """Sets custom document properties; None takes one away."""
        set_properties(self._parts, properties)

    def format_sizes(self) -> dict[str, int]:
        """How many formats, fonts, fills … the workbook has, those that this editor adds left out."""
        return self._styles.sizes()

    def take_formats_away(self, sizes: Mapping[str, int]) -> None:
        """Takes away what has been added since there were so many, so far as no cell needs it."""
        if sizes.get("cellXfs"):
            self._format_sizes = sizes

    def drop_empty_names(self) -> None:
        """Takes a list of names without a name away: the schema has none, and ours would not leave one behind."""
        self._workbook = workbook.without_empty_names(self._workbook)

    def recalculate_on_load(self) -> None:
        """Tells the spreadsheet program to recompute all formulas when it opens the file."""
        self._workbook = workbook.recalculating(self._workbook)

    # ------------------------------------------------------------------------------------------------------ result

    def build(self) -> bytes:
        """The new file. The same input and the same edits give the same bytes. To be called once, last."""
        for sheet in self._sheets:
            if sheet.cells is not None:
                lost = sheet.cells.apply()
                if lost:
                    self._forget_formulas(sheet, lost)
                if sheet.comments is not None:
                    sheet.comments.store()
                self._parts.put(sheet.part, sheet.cells.markup.result())
        if self._loaded_styles is not None and self._loaded_styles.is_changed:
            self._refuse_lost_formats(self._loaded_styles.formats_before)
            self._parts.put(self._styles_part, self._loaded_styles.result())
        elif self._format_sizes is not None and not self._has_format_from(self._format_sizes["cellXfs"]):
            self._parts.put(self._styles_part, self._styles.shortened(self._format_sizes))
        data, changed = self._parts.build()
        edited = {
            one.part: meant_by(self.package, one.cells)
            for one in self._sheets
            if one.cells is not None and one.part in changed and one.part not in self._made
        }
        prove(self.package, data, changed, edited, self._made)
        return data

    # ----------------------------------------------------------------------------------------------------- helpers

    def _sheet(self, name: str) -> Sheet:
        return self._by_name[name]

    def _place(self, name: str, ref: str) -> tuple[SheetCells, int, int]:
        """The sheet's cells, and the row and column that an address means (of a merged area, its top left)."""
        cells = self._cells(self._sheet(name))
        row, column, _, _ = cells.area(*split_ref(ref))
        return cells, row, column

    def _cells(self, sheet: Sheet) -> SheetCells:
        if sheet.cells is None:
            if sheet.kind != "worksheet":
                raise damaged("no_worksheet")
            sheet.cells = SheetCells(self._parts.get(sheet.part))
        return sheet.cells

    @property
    def _workbook(self) -> bytes:
        return self._parts.get(self.package.workbook_part)

    @_workbook.setter
    def _workbook(self, data: bytes) -> None:
        self._parts.put(self.package.workbook_part, data)

    @property
    def _styles(self) -> Styles:
        if self._loaded_styles is None:
            self._loaded_styles = Styles(self._parts.get(self._styles_part))
        return self._loaded_styles

    def _needed_styles(self) -> str:
        """The name of the styles part. Made at once where it is missing, so that it comes before all that we add."""
        rel = self._parts.related(self.package.workbook_part, "styles")
        if rel is not None and self._parts.has(rel.target):
            return rel.target
        name = "xl/styles.xml"
        if rel is not None or self._parts.has(name):
            raise damaged("part_gone", part=rel.target if rel is not None else name)  # the looks of all cells are lost
        self._parts.put(name, NEW_PART)
        self._parts.declare(name, MAIN_TYPES + "styles+xml")
        self._parts.relate(self.package.workbook_part, OFFICE + "styles", name)
        return name

    def _refuse_lost_formats(self, count: int) -> None:
        """Cells whose format is not there (of a styles part cut off or lost) would take the look of those we add."""
        parts = {one.part for one in self.package.sheets if one.kind == "worksheet" and one.part}
        if any(_names_format(self.package.pieces(part), count) for part in parts):
            raise damaged("cell_format")

    def _has_format_from(self, count: int) -> bool:
        """Whether a cell, row or column of the workbook as it is to be has a format from this one on."""
        return any(_names_format((self._parts.get(one.part),), count) for one in self._sheets if one.part)

    def _forget_formulas(self, sheet: Sheet, addresses: set[str] | None) -> None:
        """Keeps the calculation chain true: these cells (None: all) of the sheet have no formula any more."""
        rel = self._parts.related(self.package.workbook_part, "calcChain")
        if rel is None or not self._parts.has(rel.target):
            return
        data = without_cells(self._parts.get(rel.target), sheet.id, addresses)
        if data is not None:
            self._parts.put(rel.target, data)
        else:
            self._parts.remove(rel.target)
            self._parts.unrelate(self.package.workbook_part, rel.id)


def _names_format(pieces: Iterable[bytes], count: int) -> bool:
    """Whether the bytes of a sheet name a cell format from this one on."""
    naming = re.compile(rb"""\s(?:s|style)\s*=\s*["']0*(?:%s)["']""" % digits_from(count).encode())
    before = b""
    for piece in pieces:
        if naming.search(before + piece):
            return True
        before = piece[-_LONGEST_ATTRIBUTE:]
    return False


def _refuse_unsafe(package: Package) -> None:
    """Refuses packages that no edit may touch."""
    if package.related("", "officeDocument") is None:  # no program would find the workbook in what we write
        raise damaged("no_main_relation")
    if package.is_signed:
        raise PackageError("signed")
    if package.is_strict:
        raise PackageError("strict")
