"""A document's body as blocks: paragraphs and tables, the tables as rows of cells that hold blocks in their turn.

ECMA-376 part 1, 17.4 (tables): gridSpan, vMerge, hMerge, gridBefore; 17.13.5: rows and cells inserted and deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from perfeval_xl.reading.grids.word.markup import attribute, child, number_of, seen
from perfeval_xl.reading.grids.word.numbering import Numbering
from perfeval_xl.reading.grids.word.paragraphs import Paragraph, paragraph_of
from perfeval_xl.reading.grids.word.styles import Styles
from perfeval_xl.xlsx.limits import Limits
from perfeval_xl.xlsx.xml import Element, local_name

WIDEST = 63  # columns that Word allows in a table


@dataclass(slots=True)
class Cell:
    """One cell. `goes_on`: it continues the cell above it, and shows nothing of its own."""

    blocks: list[Block]
    first: int  # columns of the table's grid, from 0
    end: int
    goes_on: bool = False


@dataclass(slots=True)
class Table:
    """One table. `edges`: where the columns of its grid begin and end, from 0 to 1."""

    rows: list[list[Cell]] = field(default_factory=list["list[Cell]"])
    edges: list[float] = field(default_factory=list[float])


Block = Paragraph | Table


class BlockReader:
    """Reads the blocks of a body, a cell or a text box, in the order of the document."""

    def __init__(self, numbering: Numbering, styles: Styles, limits: Limits) -> None:
        self.numbering = numbering
        self.styles = styles
        self.limits = limits
        self.cells = 0

    def blocks(self, element: Element) -> Iterator[Block]:
        """Paragraphs and tables; what a text box holds comes after the paragraph that it hangs on."""
        for one in seen(element):
            name = local_name(one)
            if name == "p":
                paragraph = paragraph_of(one, self.numbering, self.styles)
                yield paragraph
                for box in paragraph.boxes:
                    yield from self.blocks(box)
            elif name == "tbl":
                table = self._table(one)
                if table.rows:
                    yield from self._opened(table)
            elif name == "sdt":
                content = child(one, "sdtContent")
                if content is not None:
                    yield from self.blocks(content)

    def _opened(self, table: Table) -> Iterator[Block]:
        """A table of one cell that only frames other tables is none for a reader: what it holds stands in its place."""
        if len(table.rows) == 1 and len(table.rows[0]) == 1:
            inner = table.rows[0][0].blocks
            if any(isinstance(one, Table) for one in inner):
                yield from inner
                return
        yield table

    def _table(self, element: Element) -> Table:
        rows: list[list[Cell]] = []
        for one in _inside(element, "tr"):
            properties = child(one, "trPr")
            if child(properties, "del") is None:
                rows.append(self._row(one, number_of(child(properties, "gridBefore"), 0, WIDEST)))
        rows = [row for row in rows if row]
        columns = max((cell.end for row in rows for cell in row), default=0)
        return Table(rows, _edges(element, columns))

    def _row(self, element: Element, skipped: int) -> list[Cell]:
        cells: list[Cell] = []
        at = skipped
        for one in _inside(element, "tc"):
            properties = child(one, "tcPr")
            if child(properties, "cellDel") is not None:
                continue
            end = at + max(1, number_of(child(properties, "gridSpan"), 1, WIDEST))
            joins_left = child(properties, "hMerge")
            if cells and joins_left is not None and attribute(joins_left, "val") != "restart":
                cells[-1].end = end
            else:
                self.cells += 1
                self.limits.check_cells(self.cells)
                cells.append(Cell(list(self.blocks(one)), at, end, _goes_on(properties)))
            at = end
        return cells


def _goes_on(properties: Element | None) -> bool:
    merge, tracked = child(properties, "vMerge"), attribute(child(properties, "cellMerge"), "vMerge")
    if tracked is not None:
        return tracked == "cont"
    return merge is not None and attribute(merge, "val") != "restart"


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those in content controls."""
    for one in seen(element):
        if local_name(one) == wanted:
            yield one
        elif local_name(one) == "sdt":
            content = child(one, "sdtContent")
            if content is not None:
                yield from _inside(content, wanted)


def _edges(element: Element, columns: int) -> list[float]:
    """By the widths of the table's grid; columns that it does not have are as wide as the others on average.

    Where any width is missing, all are alike: then nothing tells how wide the others show.
    """
    grid = child(element, "tblGrid")
    found = [] if grid is None else [number_of(one, 0, 31_680, "w") for one in grid if local_name(one) == "gridCol"]
    widths = [float(one) for one in found[:columns]]
    widths = [1.0] * columns if not widths or min(widths) <= 0 else widths
    widths += [sum(widths) / len(widths)] * (columns - len(widths)) if widths else []
    whole = sum(widths)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width / whole)
    return edges
