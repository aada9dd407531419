"""The copy of a form that is no .xlsx package (an .xls, a Word table): our standard workbook, filled.

What was found moves to its cells there. The form is read and judged once, as it was handed in, so that check and
process name the same cells. The standard workbook is looked through only for where each field has come to stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from perfeval_xl.addresses import IN_TEXT, told
from perfeval_xl.form import Fund
from perfeval_xl.result import FileResult, Finding, FormResult

if TYPE_CHECKING:
    from perfeval_xl.reading.grids.spreadsheet import Book
    from perfeval_xl.rules.ruleset import RuleSet
    from perfeval_xl.xlsx.package import Package

Place = tuple[str, str]  # sheet, cell


def standard_copy(rules: RuleSet, result: FileResult, book: Book) -> tuple[Package, FileResult]:
    """The standard workbook, and the result as it is to be written there."""
    from perfeval_xl.reading import read_book
    from perfeval_xl.reading.grids.spreadsheet import book_of
    from perfeval_xl.scoring import score_form
    from perfeval_xl.shares import in_points
    from perfeval_xl.writing.standard.fill import fill_template
    from perfeval_xl.xlsx.package import Package

    grids = {grid.name: grid for grid in book.grids}
    data = fill_template(rules, result.forms, lambda sheet, cell: grids[sheet].cell_at(cell))
    package = Package.from_bytes(data, book.name)
    forms = read_book(book_of(package, book.name), result.file, "copy:")
    for own, form in zip(result.forms, forms, strict=True):
        form.score = score_form(in_points(form, rules).result, rules)
        moved = dict(_pairs(own, form))
        form.findings = [_moved(one, own.form.sheet, moved) for one in own.findings]
    return package, replace(result, forms=forms)


def hand_back(written: FileResult, result: FileResult) -> None:
    """What the unit had explained on an earlier copy, told with the findings as they stand in the form handed in."""
    for copy, own in zip(written.forms, result.forms, strict=True):
        for one, finding in zip(copy.findings, own.findings, strict=True):
            finding.explanation, finding.explanation_is_stale = one.explanation, one.explanation_is_stale


def _moved(one: Finding, sheet: str, moved: dict[Place, Place]) -> Finding:
    """The finding at its cell in the copy; at none where what it speaks of has no place there."""
    first = (one.cell or "").partition(":")[0]
    to = moved.get((one.sheet, first))
    words = [_in_copy(text, one.sheet, moved) for text in (one.message, one.suggestion)]
    if to is None:
        place = f"原表 {told(one.sheet, one.cell)}" if one.cell else next((s for (s, _) in moved.values()), sheet)
        return replace(one, sheet=place, cell=None, message=words[0], suggestion=words[1])
    origin = told(one.sheet, one.cell)
    return replace(one, sheet=to[0], cell=to[1], message=words[0], suggestion=words[1], origin=origin)


def _in_copy(text: str, sheet: str, moved: dict[Place, Place]) -> str:
    """The text with the cells that it names as they are called in the copy; what is quoted stays."""
    return IN_TEXT.sub(lambda found: moved.get((sheet, found[0]), ("", found[0]))[1], text)


def _pairs(own: FormResult, copy: FormResult) -> Iterator[tuple[Place, Place]]:
    """Where each field stands in the form handed in, and where in the copy."""
    yield from _cells(own.form, own.form.sheet, copy.form, copy.form.sheet)
    left = list(copy.funds)
    for fund in own.funds:
        other = next((one for one in left if _is_the_same(one, fund)), None)
        if other is not None:
            left.remove(other)
            yield from _cells(fund, own.form.sheet, other, copy.form.sheet)
    for row, other in zip(own.indicators, copy.indicators, strict=False):
        yield from _cells(row, own.form.sheet, other, copy.form.sheet)
    for row, other in zip(own.approved, copy.approved, strict=False):
        yield from _cells(row, row.sheet, other, other.sheet)
    for paper, other in zip(own.evidence, copy.evidence, strict=False):
        yield from _cells(paper, paper.sheet, other, other.sheet)
    for key in dict.fromkeys(text.key for text in own.texts):
        theirs, ours = ([one for one in texts if one.key == key] for texts in (own.texts, copy.texts))
        yield from (((a.sheet, a.cell), (b.sheet, b.cell)) for a, b in zip(theirs, ours, strict=False))


def _is_the_same(one: Fund, other: Fund) -> bool:
    return one.source == other.source and (one.label == other.label or one.source != "part")


def _cells(own: Any, own_sheet: str, copy: Any, copy_sheet: str) -> Iterator[tuple[Place, Place]]:
    there = dict(_cells_of(copy))
    for name, cell in _cells_of(own):
        if name in there:
            yield (own_sheet, cell), (copy_sheet, there[name])


def _cells_of(record: Any) -> Iterable[tuple[str, str]]:
    """Each field of a record that stands in a cell, with the cell."""
    for one in fields(record):
        value = getattr(record, one.name)
        cell = value if one.name.endswith("_cell") else getattr(value, "cell", None)
        if isinstance(cell, str):
            yield one.name.removesuffix("_cell"), cell
