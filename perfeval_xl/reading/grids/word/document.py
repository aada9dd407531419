"""Opens a Word document as a book: one grid of its tables with the text around them, one of the rest of its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from perfeval_xl import addresses
from perfeval_xl.form_words import visible
from perfeval_xl.problems import FileError
from perfeval_xl.reading.grids.spreadsheet import Book, Grid, GridCell
from perfeval_xl.reading.grids.word.blocks import Block, BlockReader
from perfeval_xl.reading.grids.word.layout import Area, Placed, columns_of, spanned
from perfeval_xl.reading.grids.word.markup import child
from perfeval_xl.reading.grids.word.numbering import numbering_of
from perfeval_xl.reading.grids.word.paragraphs import Paragraph
from perfeval_xl.reading.grids.word.styles import styles_of
from perfeval_xl.reading.grids.written import cell_written
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.xml import Element, damaged, parse

BODY = "正文"  # the name of the grid of the text that belongs to no table
_ABOVE, _BELOW = 8, 10  # paragraphs next to a table that may belong to it
_PAGE = 650.0  # pixels of a line of text on A4
_MOST_MARGINS = 60  # parts of headers or footers that are read: a section has at most six
_LONGEST_ABOVE = 100  # characters of one: title, year, unit of the amounts; what is longer is a text of its own


@dataclass(slots=True)
class Document(Book):
    """A Word document as a book: a grid for each table, until `arrange` has said which tables are one form."""

    parts: list[Placed] = field(default_factory=list[Placed])  # the tables with the text next to each
    rest: list[Paragraph] = field(default_factory=list[Paragraph])

    @property
    def word(self) -> str:
        """What it is."""
        return "文档"

    @property
    def may_be_a_report(self) -> bool:
        """A document of one table with its title, and no word besides, is that table."""
        return len(self.parts) > 1 or bool(self.rest) or len(self.parts[0].around) > 1

    def arrange(self, groups: Iterable[Sequence[Placed]]) -> None:
        """One grid for each group of tables, and one for the text that belongs to none."""
        self.grids = [grid_of(one) for one in groups]
        if self.rest:
            self.grids.append(_body(self.rest))


def document_book(package: Package, name: str) -> Document:
    """The document of a .docx package. R907 where it has no table."""
    body = child(_parsed(package, package.main_part), "body")
    if body is None:
        raise damaged(package.main_part)
    styles = styles_of(_related(package, "styles"))
    reader = BlockReader(numbering_of(_related(package, "numbering")), styles, package.limits)
    parts, rest = _parts(reader.blocks(body))
    if not parts:
        raise FileError("R907", _NO_TABLE)
    document = Document(name, [], margins=_margins(package, reader), parts=parts, rest=rest)
    document.arrange([one] for one in parts)
    return document


_NO_TABLE = (
    "Word 文档里没有表格，不是自评表；请检查是否选错了文件（表格是图片的，请改用可以编辑的表格），"
    "或用 perfeval-xl template 生成空白表填写。"
)


def _parsed(package: Package, part: str) -> Element:
    package.limits.check_document(part, package.size(part))
    return parse(package.part(part), part)


def _related(package: Package, kind: str) -> Element | None:
    part = package.related(package.main_part, kind)
    return None if part is None else _parsed(package, part)


def _margins(package: Package, reader: BlockReader) -> Grid | None:
    """What is printed at the head and foot of the pages, a paragraph a row; the same text of several sections once."""
    found: dict[str, str] = {}  # text -> its name
    for kind, name in (("header", addresses.HEADER), ("footer", addresses.FOOTER)):
        targets = [one.target for one in package.relationships(package.main_part) if one.kind == kind]
        texts = [
            visible(one.text).strip()
            for target in targets[:_MOST_MARGINS]
            if package.has(target)
            for one in _flat(reader.blocks(_parsed(package, target)))
        ]
        for text in dict.fromkeys(texts):
            if text and len(text) <= _LONGEST_ABOVE:
                found.setdefault(text, addresses.in_margin(name, len(found) + 1))
    return _lines(addresses.MARGINS, list(found.items())) if found else None


def _flat(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs, those in cells of tables, too."""
    for one in blocks:
        if isinstance(one, Paragraph):
            yield one
        else:
            yield from _flat(block for row in one.rows for cell in row for block in cell.blocks)


# ------------------------------------------------------------------------------------------------- text and tables


def _parts(blocks: Iterable[Block]) -> tuple[list[Placed], list[Paragraph]]:
    """The tables with what stands right above and below each; and the paragraphs that are left."""
    parts: list[Placed] = []
    rest: list[Paragraph] = []
    waiting: list[Paragraph] = []
    for one in blocks:
        if isinstance(one, Paragraph):
            if visible(one.text).strip():
                waiting.append(one)
            continue
        above = _above(waiting)
        rest += _put_below(parts, waiting[: len(waiting) - len(above)])
        part = Placed(len(parts) + 1)
        for count, paragraph in enumerate(above):
            part.text(paragraph, addresses.above(part.number, len(above) - count))
        part.table(one)
        parts.append(part)
        waiting = []
    return parts, rest + _put_below(parts, waiting)


def _put_below(parts: list[Placed], paragraphs: list[Paragraph]) -> list[Paragraph]:
    """What stands below the last table; the rest of the paragraphs."""
    if not parts:
        return paragraphs
    for count, paragraph in enumerate(paragraphs[:_BELOW], 1):
        parts[-1].text(paragraph, addresses.below(parts[-1].number, count))
    return paragraphs[_BELOW:]


def _above(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The short paragraphs right above a table: title, year, unit of the amounts, 项目名称."""
    count = 0
    while count < min(_ABOVE, len(paragraphs)) and len(paragraphs[-count - 1].text) <= _LONGEST_ABOVE:
        count += 1
    return paragraphs[len(paragraphs) - count :]


# ------------------------------------------------------------------------------------------------------- the grids


@dataclass(slots=True)
class DocumentNames:
    """What the places of the tables' grid are called: by the area that covers a place."""

    table: str  # the first table's name, for a place that no cell is near
    rows: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict[int, "list[tuple[int, int, str]]"])
    places: dict[str, tuple[int, int]] = field(default_factory=dict[str, "tuple[int, int]"])

    def add(self, top: int, bottom: int, left: int, right: int, name: str) -> None:
        """An area, from left to right in each of its rows."""
        self.places.setdefault(name, (top, left))
        for row in range(top, bottom + 1):
            self.rows.setdefault(row, []).append((left, right, name))

    def finish(self) -> None:
        """Puts each row in order: cells merged down from above were added first."""
        for row in self.rows.values():
            row.sort()

    def _nearest(self, row: int, column: int) -> tuple[int, int, str] | None:
        """The area at a place, else the nearest one to its left, else the first of the row."""
        areas = self.rows.get(row, [])
        at = bisect_right(areas, column, key=lambda one: one[0]) - 1
        return areas[max(at, 0)] if areas else None

    def cell(self, row: int, column: int) -> str:
        """The name of a place; right of the last cell where the table has none there."""
        found = self._nearest(row, column)
        if found is None:
            return self.table
        return found[2] if column <= found[1] else addresses.right_of(found[2])

    def last(self, row: int, column: int) -> str:
        """The name of the last cell of an area that ends at a place."""
        found = self._nearest(row, column)
        return self.table if found is None else found[2]

    def row(self, row: int) -> str:
        """The name of a row: that of its first cell."""
        return self.last(row, 1)

    def place(self, name: str) -> tuple[int, int] | None:
        """Where a name leads."""
        return self.places.get(name)


def grid_of(parts: Sequence[Placed]) -> Grid:
    """Tables below each other as one grid, with the text around them."""
    areas = [area.moved(down) for part, down in zip(parts, _downs(parts), strict=True) for area in part.areas]
    around = frozenset(row + down for part, down in zip(parts, _downs(parts), strict=True) for row in part.around)
    begins = columns_of(areas)
    ends = [*begins[1:], 1.0]
    names = DocumentNames(addresses.table(parts[0].number))
    grid = Grid(names.table, {}, names=names, around=around)
    pairs = enumerate(zip(begins, ends, strict=True), 1)
    grid.widths = [(column, column, (end - begin) * _PAGE) for column, (begin, end) in pairs if end > begin]
    for area in areas:
        left, right = spanned(area, begins)
        names.add(area.top, area.bottom, left, right, area.name)
        if area.bottom > area.top or right > left:
            grid.merges.append((area.top, left, area.bottom, right))
        cell = _cell(area, left)
        if cell is None:
            if area.content.hidden.strip():
                grid.unseen[area.top, left] = area.content.hidden
        elif (there := grid.cells.get((area.top, left))) is not None:  # two cells on a hair's breadth
            there.text = f"{there.text}\n{cell.text}"
        else:
            grid.cells[area.top, left] = cell
    names.finish()
    return grid


def _downs(parts: Sequence[Placed]) -> Iterator[int]:
    """How many rows each of the tables is moved down by those above it."""
    down = 0
    for one in parts:
        yield down
        down += one.last


def _cell(area: Area, column: int) -> GridCell | None:
    text = visible(area.content.text)
    if text:
        cell = cell_written(area.top, column, text)
        cell.struck = visible(area.content.struck_out)
    elif area.content.has_picture:
        cell = GridCell(area.top, column, "", "picture")
    else:
        return None
    cell.called = area.name
    return cell


def _body(paragraphs: list[Paragraph]) -> Grid:
    """The text that belongs to no table, a paragraph a row: reasons and problems may be told there."""
    return _lines(BODY, [(visible(one.text), f"{BODY}第{row}段") for row, one in enumerate(paragraphs, 1)])


def _lines(name: str, lines: Sequence[tuple[str, str]]) -> Grid:
    """A grid of texts below each other, each with what its place is called."""
    cells = {(row, 1): cell_written(row, 1, text) for row, (text, _) in enumerate(lines, 1)}
    names = DocumentNames(name)
    for row, (_, called) in enumerate(lines, 1):
        cells[row, 1].called = called
        names.add(row, row, 1, 1, called)
    around = frozenset(range(1, len(lines) + 1))
    return Grid(name, cells, names=names, around=around, widths=[(1, 1, _PAGE)])
