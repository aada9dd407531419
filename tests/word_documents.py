"""Word documents put together from the markup of their body, as small as a test needs them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from perfeval_xl.reading.grids.opened import opened
from perfeval_xl.reading.grids.spreadsheet import Book, Grid

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(**targets: str) -> str:
    """Relationships by their kind."""
    made = (f'<Relationship Id="{kind}" Type="{_RELATION}/{kind}" Target="{one}"/>' for kind, one in targets.items())
    of = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{of}">{"".join(made)}</Relationships>'


def document(body: str, numbering: str | None = None, whole: str | None = None, **further: str) -> bytes:
    """A .docx of this body; `whole`: the document part instead. `further`: what styles, header or footer hold."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": whole or f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    beside = {**({} if numbering is None else {"numbering": numbering}), **further}
    if beside:
        parts["word/_rels/document.xml.rels"] = relations(**{kind: f"{kind}.xml" for kind in beside})
    for kind, inside in beside.items():
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        parts[f"word/{kind}.xml"] = f"<w:{root} {_NAMESPACES}>{inside}</w:{root}>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", inside: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def cell(text: str = "", *, span: int = 1, merge: str = "", inside: str | None = None) -> str:
    """`merge`: restart or continue. `inside`: blocks instead of a text."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text) if inside is None else inside}</w:tc>"


def row(*cells: str, before: int = 0, properties: str = "") -> str:
    """Cells of the row; a plain text is a cell of it."""
    skipped = f'<w:gridBefore w:val="{before}"/>' if before else ""
    made = "".join(one if one.startswith("<w:tc") or one.startswith("<w:sdt") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{skipped}{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def book_of_document(folder: Path, body: str, numbering: str | None = None, **further: str) -> Book:
    """The document of this body as it is read."""
    path = folder / "表.docx"
    path.write_bytes(document(body, numbering, **further))
    book = opened(path)
    assert isinstance(book, Book)
    return book


def grid_of_document(folder: Path, body: str, numbering: str | None = None, **further: str) -> Grid:
    """Its tables."""
    return book_of_document(folder, body, numbering, **further).grids[0]


def texts(grid: Grid) -> dict[str, str]:
    """What stands where."""
    return {cell.address: cell.text for _, cell in sorted(grid.cells.items())}
