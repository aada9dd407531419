"""What was written is read again, by the reader and not by the editor's own eyes, before it is called done.

Every part that was changed is well-formed, has a content type, and its relations lead somewhere; in every sheet that
was edited each cell that was meant to change holds what was meant, each other cell what it held, in a format that there
is; formats that are there are as they were. What fails is refused: a sentence, never a file.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from perfeval_xl.xlsx.edit.cells import SheetCells
from perfeval_xl.xlsx.edit.markup import damaged
from perfeval_xl.xlsx.edit.parts import owner_of, rels_part
from perfeval_xl.xlsx.edit.stored_value import stored_value
from perfeval_xl.xlsx.formulas.inserted import Insertion
from perfeval_xl.xlsx.formulas.shift import shift
from perfeval_xl.xlsx.package import Package, SheetRef
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read.sheetreader import RawCell, RawSheet, read_sheet
from perfeval_xl.xlsx.read.styles_read import number_formats
from perfeval_xl.xlsx.xml import MAIN, TREE_AT_ONCE, Element, elements

Place = tuple[int, int]
_ROW, _CELL = f"{{{MAIN}}}row", f"{{{MAIN}}}c"
Meant = Mapping[Place, RawCell | None]  # cells that were to change, and what they have to hold


def meant_by(package: Package, cells: SheetCells) -> Meant:
    """What the pending edits of a sheet come to."""
    return {at: stored_value(package, cells, *at) for at in cells.touched}


def prove(
    before: Package, data: bytes, changed: Iterable[str], edited: Mapping[str, Meant], made: Mapping[str, int]
) -> None:
    """`changed`: names of parts that are new or different; by a sheet's part `edited` what was meant in one that was
    there, and `made` how many cells with content a sheet of ours has."""
    with _of_ours():
        after = Package.from_bytes(data, before.name, before.limits)
        for name in changed:
            _prove_place(before, after, name)
            if name not in made:
                _prove_well_formed(after, name)
            elif _cells_with_content(after, name) != made[name]:
                raise damaged("proof", part=name)
        names = {one.part: one for one in after.sheets}
        if any(was != now for was, now in zip(number_formats(before), number_formats(after), strict=False)):
            raise damaged("proof", part="styles")
        for part, meant in edited.items():
            _prove_sheet(before, after, names[part], meant)


@contextmanager
def _of_ours() -> Generator[None]:
    """Within, a part that cannot be read is a fault of what was written."""
    try:
        yield
    except KeyError as problem:
        raise damaged("proof", part=str(problem)) from problem
    except PackageError as problem:
        if problem.reason.startswith("part_") or problem.reason in ("sheet_missing", "text_missing", "broken_zip"):
            raise damaged("proof", part=str(problem.facts.get("part", ""))) from problem
        raise


def prove_inserted(before: Package, data: bytes, changed: Iterable[str], insertion: Insertion) -> None:
    """As `prove`, where nothing was meant but rows to be inserted: every cell of every sheet is where it belongs."""
    with _of_ours():
        after = Package.from_bytes(data, before.name, before.limits)
        for name in changed:
            _prove_place(before, after, name)
            _prove_well_formed(after, name)
        names = {one.part: one for one in after.sheets}
        for sheet in before.sheets:
            if sheet.kind == "worksheet" and sheet.part:
                was, now = read_sheet(before, sheet), read_sheet(after, names[sheet.part])
                if _with_rows(was, sheet.name, insertion) != (now.cells, sorted(now.merges), now.hidden_rows):
                    raise damaged("proof", part=sheet.part)
                if (was.hidden_column_spans, was.widths) != (now.hidden_column_spans, now.widths):
                    raise damaged("proof", part=sheet.part)


def _with_rows(
    was: RawSheet, name: str, insertion: Insertion
) -> tuple[dict[Place, RawCell], list[tuple[int, int, int, int]], set[int]]:
    """Cells, merged areas and hidden rows of a sheet as they have to be with the rows."""
    is_target, row, copies = insertion.is_on(name), insertion.row, range(1, insertion.count + 1)
    cells: dict[Place, RawCell] = {}
    for one in was.cells.values():
        formula = one.formula and insertion.formula(one.formula, name, one.row)
        moved = replace(one, formula=formula, row=insertion.place(one.row) if is_target else one.row)
        cells[moved.row, moved.column] = moved
        if is_target and one.row == row and formula:
            for by in copies:
                new = RawCell(row + by, one.column, "n", "", shift(formula, by, 0), has_result=False, style=one.style)
                cells[new.row, new.column] = new
    if not is_target:
        return cells, sorted(was.merges), was.hidden_rows
    merges = [area if area[0] == area[2] == row else insertion.area(area) for area in was.merges]
    merges += [(row + by, a[1], row + by, a[3]) for a in was.merges if a[0] == a[2] == row for by in copies]
    hidden = {insertion.place(one) for one in was.hidden_rows}
    hidden |= {row + by for by in copies} if row in was.hidden_rows else set()
    return cells, sorted(merges), hidden


def _prove_place(before: Package, after: Package, name: str) -> None:
    """The part is there, has a content type, and relations in it lead somewhere."""
    if not after.has(name):
        raise damaged("proof", part=name)
    if not after.content_types.of(name) and not before.has(name):
        raise damaged("proof", part=name)
    if name.lower().endswith(".rels"):
        _prove_relations(before, after, owner_of(name))


def _prove_well_formed(after: Package, name: str) -> None:
    """All parts but a drawing in VML, which programs write as they like, with an unclosed <br>."""
    if after.size(name) > TREE_AT_ONCE:
        for _ in _rows(after, name):
            pass
    elif not name.lower().endswith(".vml"):
        after.tree(name)


def _prove_relations(before: Package, after: Package, owner: str) -> None:
    """Each target is there, but for those that were lost before; no two relations have one id."""
    lost = {rel.target for rel in before.relationships(owner) if not rel.external and not before.has(rel.target)}
    relations = after.relationships(owner)
    if any(not rel.external and not after.has(rel.target) and rel.target not in lost for rel in relations):
        raise damaged("proof", part=rels_part(owner))
    twice = len(relations) - len({rel.id for rel in relations})
    were = before.relationships(owner)
    if twice > len(were) - len({rel.id for rel in were}):
        raise damaged("proof", part=rels_part(owner))


def _prove_sheet(before: Package, after: Package, sheet: SheetRef, meant: Meant) -> None:
    was, now = read_sheet(before, sheet), read_sheet(after, sheet)
    wanted = {at: one for at, one in was.cells.items() if at not in meant}
    wanted |= {at: one for at, one in meant.items() if one is not None}
    last = len(number_formats(after))
    beside = (was.merges, was.hidden_rows, was.hidden_column_spans)
    if wanted != now.cells or beside != (now.merges, now.hidden_rows, now.hidden_column_spans):
        raise damaged("proof", part=sheet.part)
    if any(one is not None and one.style >= max(last, 1) and was.cells.get(at) != one for at, one in meant.items()):
        raise damaged("proof", part=sheet.part)


def _cells_with_content(after: Package, name: str) -> int:
    pieces = _rows(after, name) if after.size(name) > TREE_AT_ONCE else (after.tree(name),)
    return sum(len(cell) > 0 for piece in pieces for cell in piece.iter(_CELL))


def _rows(package: Package, name: str) -> Iterator[Element]:
    """The rows of a sheet, none kept; the whole part has been read when they end."""
    return (one for one in elements(package.pieces(name), name, [_ROW]) if one.tag == _ROW)
