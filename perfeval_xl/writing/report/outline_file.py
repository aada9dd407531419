"""An outline of a report being written as a Word file: page, styles, headings, loops, tables.

Layout: GB/T 9704-2012 as commonly described (not read here): A4, top 37 mm, left 28 mm, body 仿宋 16 pt with two
characters' indent, headings 黑体 and 楷体, page numbers outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from perfeval_xl.writing.report.packing import repacked

FOLDER = Path(__file__).parent / "outlines"
BODY, HEAD1, HEAD2, TITLE, TABLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
SUBSTITUTES = {BODY: "仿宋", HEAD1: "SimHei", HEAD2: "楷体", TITLE: "宋体", TABLE: "SimSun"}
LATIN = "Times New Roman"
LINE = Pt(28.95)


class Outline:
    """A Word file being written: headings, paragraphs with fields, loops, tables."""

    def __init__(self, title: str) -> None:
        self.document: Any = Document()
        self._lay_out()
        self.paragraph("{{ 草稿提示 }}", style="草稿", when="草稿提示")
        self.paragraph(title, style="Title")

    def save(self, name: str) -> None:
        out = BytesIO()
        properties = self.document.core_properties
        properties.author, properties.title, properties.comments = "perfeval-xl", name, ""
        self.document.save(out)
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.docx").write_bytes(repacked(out.getvalue()))

    # ------------------------------------------------------------------------------------------------ content

    def head1(self, text: str) -> None:
        self.document.add_paragraph(text, style="Heading 1")

    def head2(self, text: str) -> None:
        self.document.add_paragraph(text, style="Heading 2")

    def paragraph(self, text: str, *, style: str = "Normal", when: str | None = None) -> None:
        with self.when(when) if when else self._always():
            self.document.add_paragraph(text, style=style)

    def control(self, text: str) -> None:
        self.document.add_paragraph(f"{{%p {text} %}}")

    @contextmanager
    def when(self, condition: str) -> Any:
        self.control(f"if {condition}")
        yield
        self.control("endif")

    @contextmanager
    def each(self, name: str, over: str) -> Any:
        self.control(f"for {name} in {over}")
        yield
        self.control("endfor")

    @contextmanager
    def _always(self) -> Any:
        yield

    @contextmanager
    def each_project(self) -> Any:
        """What is said of every project, under its name where there are several."""
        with self.each("项", "项目"):
            self.paragraph("{{ 项.序号 }}．{{ 项.项目名称 }}", style="项目", when="多项目")
            yield

    def lines(self, over: str, text: str = "{{ loop.index }}．{{ 句 }}") -> None:
        """A numbered paragraph for each text of a list."""
        with self.each("句", over):
            self.paragraph(text)

    def table(
        self, caption: str, columns: Sequence[tuple[str, str, float]], over: str, last: Sequence[str] = ()
    ) -> None:
        """`columns`: head, field, width in mm. `last`: what the last row says, cell by cell."""
        self.document.add_paragraph(caption, style="表题")
        table = self.document.add_table(rows=4 + bool(last), cols=len(columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        heads, opening, fields, closing = (row.cells for row in list(table.rows)[:4])
        opening[0].text, closing[0].text = f"{{%tr for 行 in {over} %}}", "{%tr endfor %}"
        for at, (head, field, width) in enumerate(columns):
            heads[at].text, fields[at].text = head, field
            table.columns[at].width = Mm(width)
            for row in table.rows:
                row.cells[at].width = Mm(width)
        for cell, text in zip(table.rows[-1].cells if last else (), last, strict=False):
            cell.text = text
        for number, row in enumerate(table.rows):
            _no_break(row, repeated=number == 0)
            for cell in row.cells:
                cell.paragraphs[0].style = self.document.styles["表头" if number == 0 else "表格"]

    # -------------------------------------------------------------------------------------------------- layout

    def _lay_out(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        self.document.settings.odd_and_even_pages_header_footer = True
        _footer(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
        _footer(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
        self._style("Normal", BODY, 16, indent=True)
        self._style("Heading 1", HEAD1, 16, indent=True, keep=True)
        self._style("Heading 2", HEAD2, 16, indent=True, keep=True)
        self._style("Title", TITLE, 22, centred=True, after=18)
        self._style("项目", BODY, 16, indent=True, bold=True, keep=True, new=True)
        self._style("表题", HEAD1, 12, centred=True, keep=True, new=True)
        self._style("表头", TABLE, 10.5, centred=True, bold=True, single=True, keep=True, new=True)
        self._style("表格", TABLE, 10.5, single=True, ragged=True, new=True)
        self._style("草稿", HEAD1, 14, centred=True, bold=True, new=True)
        self._style("图", BODY, 10.5, centred=True, single=True, new=True)
        _substitutes(self.document)

    def _style(
        self,
        name: str,
        font: str,
        size: float,
        *,
        indent: bool = False,
        centred: bool = False,
        bold: bool = False,
        keep: bool = False,
        single: bool = False,
        ragged: bool = False,
        after: float = 0,
        new: bool = False,
    ) -> None:
        styles = self.document.styles
        style = styles.add_style(name, 1) if new else styles[name]
        if new:
            style.base_style = styles["Normal"]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        properties = style.element.get_or_add_rPr()
        for old in properties.findall(qn("w:rFonts")) + properties.findall(qn("w:color")):
            properties.remove(old)
        fonts = f'<w:rFonts {nsdecls("w")} w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{font}"/>'
        properties.insert(0, parse_xml(fonts))
        layout = style.paragraph_format
        layout.space_before, layout.space_after, layout.keep_with_next = Pt(0), Pt(after), keep
        layout.line_spacing_rule = WD_LINE_SPACING.SINGLE if single else WD_LINE_SPACING.EXACTLY
        layout.line_spacing = 1.0 if single else LINE
        sides = WD_ALIGN_PARAGRAPH.LEFT if ragged else WD_ALIGN_PARAGRAPH.JUSTIFY
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else sides
        paragraph = style.element.get_or_add_pPr()
        for old in paragraph.findall(qn("w:pBdr")) + paragraph.findall(qn("w:ind")):
            paragraph.remove(old)
        ind = paragraph.get_or_add_ind()
        ind.set(qn("w:firstLineChars"), "200" if indent else "0")
        ind.set(qn("w:firstLine"), str(int(size * 2 * 20)) if indent else "0")


def _no_break(row: Any, *, repeated: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _footer(footer: Any, alignment: Any) -> None:
    """The page number outside, –1–, and the check code beside it in small."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    for text, field in (("– ", False), ("PAGE", True), (" –　", False)):
        run = paragraph.add_run("" if field else text)
        run.font.size, run.font.name = Pt(14), LATIN
        if field:
            for kind in ("begin", None, "end"):
                run._r.append(_field_mark(kind, text))
    code = paragraph.add_run("核对码 {{ 核对码 }}")
    code.font.size = Pt(9)


def _field_mark(kind: str | None, text: str) -> Any:
    if kind is None:
        element = OxmlElement("w:instrText")
        element.text = text
        return element
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def _substitutes(document: Any) -> None:
    """Names the fonts that take the place of those an office PC may not have."""
    table = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable")), None)
    if table is None:
        return
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in SUBSTITUTES.items()
    )
    table._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
    )
