"""Writes the template of the letters that is shipped: run it after changing what it says, and commit the file.

Run: python -m perfeval_xl.writing.letters.make_template. A4; title 黑体 20, text 仿宋 14, tables 宋体 10.5.
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from perfeval_xl.writing.letters.template import SHIPPED

BODY, HEAD, TABLE = "仿宋", "黑体", "宋体"
COLUMNS = ((14, "序号"), (27, "位置"), (32, "栏目"), (50, "问题"), (43, "怎样改"))  # mm
OPENING = (
    "你单位报来的项目支出绩效自评表共 {{ 份数 }} 份，核对后有 {{ 退回份数 }} 份需要修改"
    "{% if 问题数 %}，列有问题 {{ 问题数 }} 处（见下表）{% endif %}"
    "{% if 其余份数 %}；其余 {{ 其余份数 }} 份暂不用修改{% endif %}。"
    "请于{{ 期限 }}前改好，用原文件名加“退回修改”重新报送。"
    "确因实际情况不能修改的，请在自评表的偏差原因栏写明理由。"
)
EMPTY = "报来的是空表（没有完成值、得分和执行数），请填好后重新报送。"


def template() -> bytes:
    """The template as a Word file; always the same bytes."""
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(25)
    section.left_margin = section.right_margin = Mm(22)
    _font(document.styles["Normal"], BODY, 14)
    _paragraph(
        document,
        "关于修改{% if 年度 %}{{ 年度 }}年度{% endif %}项目支出绩效自评表的意见",
        font=HEAD,
        size=20,
        align=WD_ALIGN_PARAGRAPH.CENTER,
        after=14,
    )
    _paragraph(document, "{{ 单位 }}：")
    _paragraph(document, OPENING, indent=True)
    _control(document, "{%p for 表 in 退回的表 %}")
    _paragraph(document, "{{ 表.序号 }}、{{ 表.项目 }}", font=HEAD, before=10, keep=True)
    _paragraph(document, "文件：{{ 表.文件 }}{% if 表.得分 %}　{{ 表.得分 }}{% endif %}", size=10.5, keep=True)
    _control(document, "{%p if 表.空表 %}")
    _paragraph(document, EMPTY, indent=True)
    _control(document, "{%p endif %}")
    _control(document, "{%p if 表.意见 %}")
    _table(document)
    _control(document, "{%p endif %}")
    _control(document, "{%p if 表.一并看看 %}")
    _paragraph(document, "另请一并看看：{{ 表.一并看看 }}。", size=10.5, before=4)
    _control(document, "{%p endif %}")
    _control(document, "{%p endfor %}")
    _control(document, "{%p if 其余的表 %}")
    _paragraph(document, "暂不用修改的：{{ 其余的表 }}。", indent=True, before=10)
    _control(document, "{%p endif %}")
    _paragraph(document, "联系人：＿＿＿＿＿＿　　电话：＿＿＿＿＿＿", indent=True)
    _paragraph(document, "（盖章）", align=WD_ALIGN_PARAGRAPH.RIGHT, before=24, keep=True)
    _paragraph(document, "{{ 日期 }}", align=WD_ALIGN_PARAGRAPH.RIGHT, keep=True)
    _paragraph(document, "核对依据：{{ 依据 }}。", size=9, grey=True, before=12)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "perfeval-xl"
    properties.title, properties.comments, properties.revision = "退回修改意见（模板）", "", 1
    properties.created = properties.modified = datetime(2020, 1, 1)
    return _repacked(document)


def _font(style: Any, name: str, size: float) -> None:
    style.font.name, style.font.size = name, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _paragraph(
    parent: Any,
    text: str,
    *,
    font: str = BODY,
    size: float = 14,
    align: Any = None,
    indent: bool = False,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
    grey: bool = False,
) -> None:
    paragraph = parent.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.4
    layout.keep_with_next = keep
    if align is not None:
        paragraph.alignment = align
    if indent:
        layout.first_line_indent = Pt(2 * size)
    run = paragraph.add_run(text)
    _font_of_run(run, font, size)
    if grey:
        run.font.color.rgb = RGBColor(0x60, 0x60, 0x60)


def _font_of_run(run: Any, name: str, size: float) -> None:
    run.font.name, run.font.size, run.font.bold = name, Pt(size), name == HEAD
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _control(parent: Any, text: str) -> None:
    """A line of the template language, which leaves nothing behind."""
    parent.add_paragraph(text)


def _table(document: Any) -> None:
    """The heads, and a row for each point; heads come again on each page, and no row is broken."""
    table = document.add_table(rows=4, cols=len(COLUMNS))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    values = ("{{ 条.序号 }}", "{{ 条.位置 }}", "{{ 条.栏目 }}", "{{ 条.问题 }}", "{{ 条.怎样改 }}")
    for column, (width, head) in enumerate(COLUMNS):
        table.columns[column].width = Mm(width)
        for row in table.rows:
            row.cells[column].width = Mm(width)
        _cell(table.cell(0, column), head, HEAD, centred=True)
        _cell(table.cell(2, column), values[column], TABLE, centred=column < 2)
    _cell(table.cell(1, 0), "{%tr for 条 in 表.意见 %}", TABLE)
    _cell(table.cell(3, 0), "{%tr endfor %}", TABLE)
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _cell(cell: Any, text: str, font: str, *, centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font_of_run(paragraph.add_run(text), font, 10.5)


def _repacked(document: Any) -> bytes:
    first, out = io.BytesIO(), io.BytesIO()
    document.save(first)
    with ZipFile(first) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    (Path(__file__).parents[3] / "workbook_templates" / SHIPPED).write_bytes(template())
