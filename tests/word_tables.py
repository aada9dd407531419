"""Workbooks written as Word documents, as somebody would who copies the sheet into Word: for the tests.

What shows is what is written. A Word table has no formats, no formulas and no hidden decimals; all else is the same.
"""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.table import Table

from perfeval_xl.reading.grids.spreadsheet import Grid, book_of
from perfeval_xl.reading.layout.view import View
from perfeval_xl.xlsx.package import Package


def as_document(path: Path, *, lead_as_text: bool = False) -> bytes:
    """All sheets of a workbook as tables of one document. `lead_as_text`: the lines above the table are paragraphs."""
    document = Document()
    for grid in book_of(Package.open(path), path.name).grids:
        add_grid(document, grid, lead_as_text=lead_as_text)
    return saved(document)


def saved(document) -> bytes:
    """The bytes of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_grid(document, grid: Grid, *, lead_as_text: bool = False) -> Table | None:
    """A sheet as a table at the end of the document."""
    view = View(grid)
    first = view.first_row
    if lead_as_text:
        while len(view.starts(first)) == 1 and view.starts(first)[0].bottom == first:
            document.add_paragraph(view.starts(first)[0].text)
            first += 1
    if not view.rows:
        return None
    last = max(view.last_row, *(bottom for _, _, bottom, _ in grid.merges), first)
    right = max([view.last_column, *(right for _, _, _, right in grid.merges)])
    table = document.add_table(rows=last - first + 1, cols=right)
    table.style = "Table Grid"
    cells = table._cells
    for (row, column), cell in grid.cells.items():
        if row >= first and view.area(row, column)[:2] == (row, column):
            cells[(row - first) * right + column - 1].text = cell.text
    for top, left, bottom, end in grid.merges:
        if top >= first:
            cells[(top - first) * right + left - 1].merge(cells[(bottom - first) * right + end - 1])
    return table
