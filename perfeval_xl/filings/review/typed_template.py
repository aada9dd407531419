"""What reviewers typed into a book that was filled from the bureau's own template: by its heads and the hidden record.

As in `typed`, only what differs from what the book began with counts as typed.
"""

from __future__ import annotations

from pathlib import Path

from perfeval_xl.addresses import told
from perfeval_xl.filings.review.before import Before
from perfeval_xl.filings.review.filled import FilledBook, FilledProject
from perfeval_xl.filings.review.reading import read_grids
from perfeval_xl.filings.review.typed import TYPED_IN, recorded_in, typed_of
from perfeval_xl.filings.review.words import Sheet
from perfeval_xl.footprint import SHEET as FOOTPRINT
from perfeval_xl.footprint import Place, footprint_of
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.xlsx.names import split_ref
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.comments_read import comments
from perfeval_xl.xlsx.read.sheetreader import read_sheet


def before_of(package: Package) -> Before:
    """What people typed. PackageError where a sheet cannot be read."""
    grids = book_of(package, "").grids
    book = FilledBook(Path(), "")
    read_grids(book, grids)
    before = Before(recorded=recorded_in(grids))
    known: dict[str, set[Place]] = {grid.name: set() for grid in grids}
    for project in book.projects:
        _project(project, before, known[project.sheet])
    footprint = footprint_of(package)
    for sheet in package.sheets:
        if sheet.name not in (*footprint.rows, FOOTPRINT, Sheet.RECORD):
            before.left.sheets.append(sheet.name)
        before.left.comments += (told(sheet.name, cell) for cell in comments(package, sheet))
        before.left.look_at(package, sheet, read_sheet(package, sheet), footprint, known.get(sheet.name, set()))
    return before


def _project(project: FilledProject, before: Before, known: set[Place]) -> None:
    heads = [head for head in TYPED_IN if head in project.heads]
    for row in project.rows:
        if not row.key:
            continue
        known.update(split_ref(row.said(head).cell) for head in heads)
        typed = typed_of(row.cells.get, before.recorded.get(row.key, {}), heads)
        if typed and before.typed.setdefault(row.key, typed) != typed and project.sheet not in before.doubled:
            before.doubled.append(project.sheet)
