"""Workbooks that hold what units put into theirs: made by public libraries, and by hand where no library writes it.

Each has the sheet 自评表 with a small form in A1:H20: texts, numbers, a formula, a merged title, an own style for G12.
Nothing here uses the code under test.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import openpyxl
import xlsxwriter
from lxml import etree

SHEET = "自评表"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SHEET_PART = "xl/worksheets/sheet1.xml"
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
BOOK_RELS = "xl/_rels/workbook.xml.rels"

MAKERS: dict[str, Callable[[], bytes]] = {}
Adding = Callable[[Any, Any], object]  # (workbook, sheet) of XlsxWriter


def fixture(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Registers a maker under its name; its workbook is made once a process."""
    MAKERS[make.__name__] = cache(make)
    return MAKERS[make.__name__]


# ---------------------------------------------------------------------------------------------------- the base


def base(add: Adding | None = None, options: Mapping[str, object] | None = None) -> bytes:
    """The small form, written by XlsxWriter, with what `add` puts in."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, **(options or {})})
    book.set_properties({"created": datetime(2023, 12, 31, 8)})
    sheet = book.add_worksheet(SHEET)
    box = book.add_format({"border": 1, "text_wrap": True})
    points = book.add_format({"border": 1, "num_format": "0.00", "bg_color": "#F2F2F2"})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 5, 15)
    sheet.merge_range("A1:H1", "项目支出绩效自评表", title)
    for row in range(1, 20):
        for column in range(8):
            if column == 6:
                sheet.write_number(row, column, row / 4, points)
            elif column < 4:
                sheet.write_string(row, column, f"第{row + 1}行 第{column + 1}列", box)
            else:
                sheet.write_blank(row, column, None, box)
    sheet.write_formula("F6", "=D6/E6", points, 0.98)
    sheet.write_formula("G20", "=SUM(G2:G19)", points, 47.5)
    if add is not None:
        add(book, sheet)
    book.close()
    return data.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 12, 31, 8, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def changed(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    """Replaces a text that has to be there."""
    assert old.encode() in parts[name], (name, old)
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)


def added(
    parts: dict[str, bytes],
    name: str,
    content: str | bytes,
    kind: str | None,
    owner: str | None,
    relation: str,
    id: str,
) -> None:
    """One part more, with its content type (None: by extension) and its relation (owner: the rels part)."""
    parts[name] = content.encode() if isinstance(content, str) else content
    if kind:
        override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        changed(parts, "[Content_Types].xml", "</Types>", override)
    if owner is None:
        return
    if owner not in parts:
        parts[owner] = (
            f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE_RELS}"></Relationships>'.encode()
        )
    rel = f'<Relationship Id="{id}" Type="{relation}" Target="/{name}"/></Relationships>'
    changed(parts, owner, "</Relationships>", rel)


def picture(width: int = 8, height: int = 8) -> bytes:
    """A small red PNG, like a seal."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\xd0\x20\x20" * width for _ in range(height))
    header = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


# ------------------------------------------------------------------------------------- what XlsxWriter can write


@fixture
def plain() -> bytes:
    return base()


@fixture
def with_picture() -> bytes:
    return base(lambda _, sheet: sheet.insert_image("H18", "seal.png", {"image_data": io.BytesIO(picture())}))


@fixture
def with_header_picture() -> bytes:
    """Pictures in header and footer: a VML part of its own (legacyDrawingHF)."""
    return base(
        lambda _, sheet: sheet.set_header(
            "&C&G", {"image_center": "logo.png", "image_data_center": io.BytesIO(picture())}
        )
    )


@fixture
def with_chart() -> bytes:
    def add(book: Any, sheet: Any) -> None:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"={SHEET}!$G$2:$G$19"})
        sheet.insert_chart("J2", chart)
        line = book.add_chart({"type": "line"})
        line.add_series({"values": f"={SHEET}!$G$2:$G$19"})
        book.add_chartsheet("图表").set_chart(line)

    return base(add)


@fixture
def with_text_box() -> bytes:
    return base(lambda _, sheet: sheet.insert_textbox("J3", "填报人（签字）：", {"width": 200}))


@fixture
def with_form_control() -> bytes:
    """A button: VML and legacyDrawing without any comment."""
    return base(lambda _, sheet: sheet.insert_button("J4", {"macro": "核对", "caption": "核对"}))


@fixture
def with_modern_control() -> bytes:
    """A check box as Excel 2010 and later write it: mc:AlternateContent around controls, ctrlProps, VML."""
    parts = parts_of(base(lambda _, sheet: sheet.insert_button("J4", {"macro": "核对", "caption": "核对"})))
    control = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice xmlns:x14="{X14}" Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">'
        '<control shapeId="1025" r:id="rId90" name="复选框 1"><controlPr defaultSize="0" autoFill="0">'
        '<anchor moveWithCells="1">'
        '<from xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:col>9</xdr:col>'
        "<xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></from>"
        '<to xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:col>10</xdr:col>'
        "<xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></to></anchor></controlPr></control>"
        "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
    )
    changed(parts, SHEET_PART, "</worksheet>", control + "</worksheet>")
    properties = f'<formControlPr xmlns="{X14}" objectType="CheckBox" checked="Checked" lockText="1"/>'
    added(
        parts, "xl/ctrlProps/ctrlProp1.xml", properties, "application/vnd.ms-excel.controlproperties+xml",
        SHEET_RELS, RELS + "/ctrlProp", "rId90",
    )  # fmt: skip
    return zipped(parts)


@fixture
def with_comments() -> bytes:
    """Their comment on G12 (which tests want to mark) and on B3."""

    def add(_: object, sheet: Any) -> None:
        sheet.write_comment("G12", "这个得分请张三再核一下", {"author": "李四"})
        sheet.write_comment("B3", "预算批复见附件", {"author": "王五", "visible": True})

    return base(add)


@fixture
def with_x14_data_bar() -> bytes:
    return base(lambda _, sheet: sheet.conditional_format("G2:G19", {"type": "data_bar", "data_bar_2010": True}))


@fixture
def with_conditional_formats() -> bytes:
    def add(book: Any, sheet: Any) -> None:
        red = book.add_format({"bg_color": "#FF0000"})
        sheet.conditional_format("G2:G19", {"type": "cell", "criteria": ">", "value": 4, "format": red})
        sheet.data_validation("E2:E19", {"validate": "list", "source": ["达成", "部分达成", "未达成"]})

    return base(add)


@fixture
def with_sparkline() -> bytes:
    return base(lambda _, sheet: sheet.add_sparkline("I5", {"range": f"{SHEET}!G2:G19"}))


@fixture
def with_table() -> bytes:
    def add(book: Any, _: object) -> None:
        other = book.add_worksheet("明细")
        other.add_table("A1:C4", {"data": [["甲", 1, 2], ["乙", 3, 4], ["丙", 5, 6]], "name": "明细表"})

    return base(add)


@fixture
def with_defined_names() -> bytes:
    def add(book: Any, sheet: Any) -> None:
        book.add_worksheet("说明")
        book.define_name("满分", "=100")
        book.define_name("说明!本页", "=说明!$A$1")
        sheet.print_area("A1:H20")
        sheet.repeat_rows(0, 1)
        sheet.autofilter("A2:H19")
        sheet.set_h_pagebreaks([10])
        sheet.set_landscape()
        sheet.set_footer("&C第 &P 页")

    return base(add)


@fixture
def with_array_formulas() -> bytes:
    def add(_: object, sheet: Any) -> None:
        sheet.write_array_formula("J2:J6", "{=G2:G6*2}", None, 1)
        sheet.write_array_formula("K2", "{=SUM(G2:G6*2)}", None, 10)
        sheet.write_dynamic_array_formula("L2:L6", "=SORT(G2:G6)", None, 1)

    return base(add)


@fixture
def with_rich_text() -> bytes:
    def add(book: Any, sheet: Any) -> None:
        red = book.add_format({"color": "red"})
        sheet.write_rich_string("B12", "已", red, "完成", "（见附件）")

    return base(add)


@fixture
def with_hidden_parts() -> bytes:
    def add(book: Any, sheet: Any) -> None:
        sheet.set_row(6, 20, None, {"hidden": True})
        sheet.set_column("E:E", 10, None, {"hidden": True})
        sheet.set_row(40, 30, book.add_format({"bg_color": "#CCFFCC", "bold": True}))
        sheet.set_column("M:O", 10, book.add_format({"italic": True}))
        book.add_worksheet("底稿").hide()
        book.add_worksheet("参数").very_hidden()

    return base(add)


@fixture
def with_protection() -> bytes:
    return base(lambda _, sheet: (sheet.protect("", {"format_rows": True}), sheet.freeze_panes(2, 1)))


@fixture
def with_edges() -> bytes:
    """The last column and the last row are used."""

    def add(_: object, sheet: Any) -> None:
        sheet.write_string("XFD1048576", "最后一格")
        sheet.write_number("XFD12", 7)
        sheet.write_number("A1048576", 8)

    return base(add)


@fixture
def with_date_system_1904() -> bytes:
    return base(None, {"date_1904": True})


@fixture
def with_links() -> bytes:
    def add(_: object, sheet: Any) -> None:
        sheet.write_url("B10", "https://www.gov.cn/", string="通知")
        sheet.write_url("B11", f"internal:'{SHEET}'!G12", string="跳转")

    return base(add)


# ---------------------------------------------------------------------------------------------- written by hand


@fixture
def with_threaded_comments() -> bytes:
    """A thread on G12, with the copy among the legacy comments that Excel writes."""
    parts = parts_of(with_comments())
    names = {"comments": "xl/comments1.xml"}
    guid = "{7F6E5C4D-0001-4AAA-8BBB-1234567890AB}"
    person = "{11111111-2222-3333-4444-555555555555}"
    changed(parts, names["comments"], "<author>李四</author>", f"<author>tc={guid}</author>")
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="G12" dT="2023-12-01T08:00:00.00" personId="{person}" id="{guid}">'
        "<text>这个得分请张三再核一下</text></threadedComment></ThreadedComments>"
    )
    added(
        parts, "xl/threadedComments/threadedComment1.xml", thread, "application/vnd.ms-excel.threadedcomments+xml",
        SHEET_RELS, "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "rId91",
    )  # fmt: skip
    people = (
        '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<person displayName="李四" id="{person}" userId="李四" providerId="None"/></personList>'
    )
    added(
        parts, "xl/persons/person.xml", people, "application/vnd.ms-excel.person+xml",
        BOOK_RELS, "http://schemas.microsoft.com/office/2017/10/relationships/person", "rId91",
    )  # fmt: skip
    return zipped(parts)


@fixture
def with_x14_validation() -> bytes:
    """A drop-down that takes its list from another sheet, as Excel 2010 and later write it."""
    parts = parts_of(base(lambda book, _: book.add_worksheet("选项").write_column("A1", ["达成", "未达成"])))
    validation = (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}">'
        f'<x14:dataValidations count="1" xmlns:xm="{XM}"><x14:dataValidation type="list" allowBlank="1">'
        "<x14:formula1><xm:f>选项!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>E12</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>"
    )
    changed(parts, SHEET_PART, "</worksheet>", validation + "</worksheet>")
    return zipped(parts)


@fixture
def with_in_cell_picture() -> bytes:
    """A picture inside a cell, as WPS writes it: DISPIMG and xl/cellimages.xml."""
    parts = parts_of(base())
    number = "ID_0123456789ABCDEF0123456789ABCDEF"
    cell = f'<c r="I12" t="str"><f>_xlfn.DISPIMG("{number}",1)</f><v>=DISPIMG("{number}",1)</v></c></row><row r="13"'
    changed(parts, SHEET_PART, '</row><row r="13"', cell)
    images = (
        '<etc:cellImages xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        f' xmlns:r="{RELS}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="2" name="{number}" descr="公章"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
        '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="76200" cy="76200"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
        "</etc:cellImage></etc:cellImages>"
    )
    added(
        parts, "xl/cellimages.xml", images, "application/vnd.wps-officedocument.cellimage+xml",
        BOOK_RELS, "http://www.wps.cn/officeDocument/2020/cellImage", "rId92",
    )  # fmt: skip
    changed(parts, "[Content_Types].xml", "<Override", '<Default Extension="png" ContentType="image/png"/><Override')
    added(parts, "xl/media/image1.png", picture(), None, "xl/_rels/cellimages.xml.rels", RELS + "/image", "rId1")
    return zipped(parts)


@fixture
def with_custom_xml() -> bytes:
    parts = parts_of(base())
    added(
        parts, "customXml/item1.xml", '<root xmlns="urn:office"><编号>粤财绩〔2023〕1号</编号></root>', None,
        BOOK_RELS, RELS + "/customXml", "rId93",
    )  # fmt: skip
    properties = (
        '<ds:datastoreItem ds:itemID="{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}"'
        ' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>'
    )
    added(
        parts, "customXml/itemProps1.xml", properties,
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "customXml/_rels/item1.xml.rels", RELS + "/customXmlProps", "rId1",
    )  # fmt: skip
    return zipped(parts)


@fixture
def with_custom_properties() -> bytes:
    return base(lambda book, _: book.set_custom_property("文号", "粤财绩〔2023〕1号"))


@fixture
def with_macros() -> bytes:
    """An .xlsm. The macro project is no real one: nothing here runs or reads it."""
    parts = parts_of(base())
    changed(
        parts, "[Content_Types].xml", TYPE + "sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )  # fmt: skip
    changed(
        parts, "[Content_Types].xml", "<Override",
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
    )  # fmt: skip
    added(
        parts, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8, None,
        BOOK_RELS, "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "rId94",
    )  # fmt: skip
    return zipped(parts)


@fixture
def with_slicer() -> bytes:
    """A slicer on a table of another sheet: slicer, its cache, and the extLst entries that name them."""
    parts = parts_of(with_table())
    slicers = "http://schemas.microsoft.com/office/2007/relationships/slicer"
    x15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
    slicer = (
        f'<slicers xmlns="{X14}"><slicer name="列1" cache="切片器_列1" caption="列1" rowHeight="241300"/></slicers>'
    )
    kind = "application/vnd.ms-excel."
    table_sheet = "xl/worksheets/sheet2.xml"
    added(
        parts,
        "xl/slicers/slicer1.xml",
        slicer,
        kind + "slicer+xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        slicers,
        "rId95",
    )
    store = (
        f'<slicerCacheDefinition xmlns="{X14}" name="切片器_列1" sourceName="Column1"><extLst>'
        f'<x:ext xmlns:x="{MAIN}" uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" xmlns:x15="{x15}">'
        '<x15:tableSlicerCache tableId="1" column="1"/></x:ext></extLst></slicerCacheDefinition>'
    )
    added(
        parts, "xl/slicerCaches/slicerCache1.xml", store, kind + "slicerCache+xml",
        BOOK_RELS, "http://schemas.microsoft.com/office/2007/relationships/slicerCache", "rId95",
    )  # fmt: skip
    listed = (
        f'<extLst><ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}" xmlns:x14="{X14}">'
        '<x14:slicerList><x14:slicer r:id="rId95"/></x14:slicerList></ext></extLst>'
    )
    changed(parts, table_sheet, "</worksheet>", listed + "</worksheet>")
    caches = (
        f'<extLst><ext uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{x15}">'
        f'<x15:slicerCaches xmlns:x14="{X14}"><x14:slicerCache r:id="rId95"/></x15:slicerCaches></ext></extLst>'
    )
    changed(parts, "xl/workbook.xml", "</workbook>", caches + "</workbook>")
    return zipped(parts)


@fixture
def with_external_link() -> bytes:
    parts = parts_of(base())
    link = (
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELS}" r:id="rId1"><sheetNames><sheetName val="Sheet1"/>'
        '</sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>120</v></cell></row></sheetData>'
        "</sheetDataSet></externalBook></externalLink>"
    )
    added(
        parts, "xl/externalLinks/externalLink1.xml", link, TYPE + "externalLink+xml",
        BOOK_RELS, RELS + "/externalLink", "rId96",
    )  # fmt: skip
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE_RELS}"><Relationship Id="rId1" Type="{RELS}/externalLinkPath"'
        ' Target="file:///D:\\预算.xlsx" TargetMode="External"/></Relationships>'
    ).encode()
    changed(
        parts, "xl/workbook.xml", "</sheets>",
        '</sheets><externalReferences><externalReference r:id="rId96"/></externalReferences>',
    )  # fmt: skip
    return zipped(parts)


@fixture
def with_shared_formulas() -> bytes:
    """H2:H19 = G*2 and I2:J5 = G+1 as shared formulas, with a calculation chain over all of them."""
    parts = parts_of(base())
    text = parts[SHEET_PART].decode()
    chain = '<c r="G20" i="1"/><c r="F6"/>'
    for row in range(2, 20):
        master = f'<f t="shared" ref="H2:H19" si="0">G{row}*2</f>' if row == 2 else '<f t="shared" si="0"/>'
        start = text.index(f'<c r="H{row}"')
        end = text.index("/>", start)
        text = text[:end] + f">{master}<v>{(row - 1) / 2:g}</v></c>" + text[end + 2 :]
        chain += f'<c r="H{row}"/>'
        if row <= 5:
            block = ""
            for letter in "IJ":
                first = row == 2 and letter == "I"
                inside = '<f t="shared" ref="I2:J5" si="1">G2+1</f>' if first else '<f t="shared" si="1"/>'
                block += f'<c r="{letter}{row}">{inside}<v>1</v></c>'
                chain += f'<c r="{letter}{row}"/>'
            at = text.index("</row>", start)
            text = text[:at] + block + text[at:]
    parts[SHEET_PART] = text.replace('spans="1:8"', 'spans="1:10"').encode()
    added(
        parts, "xl/calcChain.xml", f'<calcChain xmlns="{MAIN}">{chain}</calcChain>', TYPE + "calcChain+xml",
        BOOK_RELS, RELS + "/calcChain", "rId97",
    )  # fmt: skip
    return zipped(parts)


@fixture
def with_phonetic_runs() -> bytes:
    parts = parts_of(base())
    old = "<si><t>第12行 第2列</t></si>"
    new = '<si><t>东京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1" type="noConversion"/></si>'
    changed(parts, "xl/sharedStrings.xml", old, new)
    changed(parts, SHEET_PART, '<c r="B12"', '<c r="B12" ph="1"')
    return zipped(parts)


# ------------------------------------------------------------------------------------------ other ways to write it


@fixture
def written_by_openpyxl() -> bytes:
    data = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(base()))
    book[SHEET]["B3"].comment = openpyxl.comments.Comment("预算批复见附件", "王五")
    book.save(data)
    return data.getvalue()


@fixture
def with_prefixes() -> bytes:
    """Every element of the main namespace with the prefix x, as some libraries write it."""
    parts = parts_of(base())
    for name in (SHEET_PART, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"):
        parts[name] = _prefixed(parts[name])
    return zipped(parts)


@fixture
def with_prefixes_in_every_part() -> bytes:
    """Relations, content types, comments and properties with prefixes, as generic XML libraries write them."""
    parts = parts_of(with_comments())
    properties = parts_of(with_custom_properties())
    parts["docProps/custom.xml"] = properties["docProps/custom.xml"]
    parts["_rels/.rels"] = properties["_rels/.rels"]
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    changed(
        parts, "[Content_Types].xml", "</Types>",
        f'<Override PartName="/docProps/custom.xml" ContentType="{kind}"/></Types>',
    )  # fmt: skip
    names = [name for name in parts if name.endswith(".rels") or "comments" in name]
    for name in ("[Content_Types].xml", "docProps/custom.xml", *names):
        namespace = re.search(rb'xmlns="([^"]*)"', parts[name])
        assert namespace
        parts[name] = _prefixed(parts[name], namespace[1].decode())
    return zipped(parts)


@fixture
def with_byte_order_marks() -> bytes:
    """Every XML part begins with a byte order mark; declarations in single quotes and in capitals."""
    parts = parts_of(with_defined_names())
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            text = re.sub(rb"^<\?xml[^>]*\?>", b"<?xml version='1.0' encoding='utf-8' standalone='no'?>", content)
            parts[name] = b"\xef\xbb\xbf" + text
    return zipped(parts)


@fixture
def pretty_printed() -> bytes:
    """Line breaks and indents between all elements, tags in pairs instead of <a/>."""
    parts = parts_of(with_comments())
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and "sharedStrings" not in name and "comments" not in name:
            root = etree.fromstring(content)
            etree.indent(root, "\t")
            text = etree.tostring(root, encoding="UTF-8", standalone=True)
            parts[name] = re.sub(rb"<(c|row|xf|sheet)( [^<>]*)/>", rb"<\1\2></\1>", text)
    return zipped(parts)


def _prefixed(data: bytes, namespace: str = MAIN) -> bytes:
    text = data.decode().replace(f'xmlns="{namespace}"', f'xmlns:x="{namespace}"')
    return re.sub(r"<(/?)(?=[a-zA-Z])(?!\w+:)", r"<\1x:", text).encode()


@fixture
def with_odd_markup() -> bytes:
    """A byte order mark, comments, CDATA, single quotes, attributes in another order, > inside an attribute."""
    parts = parts_of(base())
    text = parts[SHEET_PART].decode()
    text = text.replace("<sheetData>", "<!-- <row r='1'> --><sheetData><!-- <c r='G12'/> -->", 1)
    text = text.replace('<row r="12"', "<row r='12'", 1)
    start = text.index('<c r="G12" s="')
    end = text.index(">", start)
    style = text[start:end].split('s="')[1].rstrip('"')
    text = text[:start] + f"<c  s = '{style}'  r = 'G12' " + text[end:]
    text = text.replace("</sheetData>", "</sheetData><?note <row r='9'/>?>", 1)
    text = text.replace('<c r="E9" ', '<c r="E9" t="inlineStr" ', 1)
    at = text.index('<c r="E9"')
    end = text.index("/>", at)
    text = text[:end] + "><is><t><![CDATA[<c r='G12'>]]></t></is></c>" + text[end + 2 :]
    parts[SHEET_PART] = b"\xef\xbb\xbf" + text.encode()
    return zipped(parts)


@fixture
def with_implied_addresses() -> bytes:
    """Rows and cells without their r: they follow the one before them."""
    parts = parts_of(base())
    text = parts[SHEET_PART].decode()
    text = re.sub(r'<row r="\d+"', "<row", text)
    text = re.sub(r'<c r="[A-Z]+\d+"', "<c", text)
    parts[SHEET_PART] = re.sub(r'<dimension ref="[^"]*"/>', "", text).encode()
    return zipped(parts)


@fixture
def with_bare_parts() -> bytes:
    """No styles, no theme, no document properties, no shared strings, no dimension, no spans."""
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="12"><c r="B12" t="inlineStr"><is><t>指标</t></is></c>'
        '<c r="G12"><v>5</v></c></row><row r="20"/></sheetData></worksheet>'
    )
    return zipped(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}sheet.main+xml"/>'
                f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}worksheet+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE_RELS}"><Relationship Id="rId1" Type="{RELS}/officeDocument"'
                ' Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": (
                f'<workbook xmlns="{MAIN}"><sheets><sheet name="{SHEET}" sheetId="7" rel:id="R1" xmlns:rel="{RELS}"/>'
                "</sheets></workbook>"
            ).encode(),
            BOOK_RELS: (
                f'<Relationships xmlns="{PACKAGE_RELS}"><Relationship Id="R1" Type="{RELS}/worksheet"'
                ' Target="/xl/worksheets/sheet1.xml"/></Relationships>'
            ).encode(),
            SHEET_PART: sheet.encode(),
        }
    )


@fixture
def with_other_case_names() -> bytes:
    """The zip writes part names in another case than relations and content types do; targets are absolute."""
    parts = parts_of(base())
    renamed = {name: name for name in parts} | {
        SHEET_PART: "xl/Worksheets/Sheet1.XML",
        "xl/styles.xml": "XL/Styles.xml",
    }
    changed(parts, BOOK_RELS, 'Target="styles.xml"', 'Target="/xl/STYLES.xml"')
    return zipped({renamed[name]: content for name, content in parts.items()})


@fixture
def with_utf16_sheet() -> bytes:
    parts = parts_of(base())
    text = parts[SHEET_PART].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    parts[SHEET_PART] = text.encode("utf-16")
    return zipped(parts)


@fixture
def with_streamed_entries() -> bytes:
    """Written to a stream: sizes follow the data (zip flag 8), with extra fields and a folder entry."""

    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, piece: Any) -> int:
            self.data += piece
            return len(piece)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("xl/"), b"")
        for name, content in parts_of(base()).items():
            info = zipfile.ZipInfo(name, (2022, 2, 2, 2, 2, 2))
            info.extra = b"\xfe\xca\x02\x00ab"
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return bytes(stream.data)


# ------------------------------------------------------------------------------------------------- refused, large


def signed() -> bytes:
    parts = parts_of(base())
    origin = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    kind = "application/vnd.openxmlformats-package.digital-signature-origin"
    added(parts, "_xmlsignatures/origin.sigs", b"", kind, "_rels/.rels", origin, "rId98")
    return zipped(parts)


def strict() -> bytes:
    parts = parts_of(base())
    for name in parts:
        if name.endswith((".xml", ".rels")):
            text = parts[name].replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            parts[name] = text.replace(RELS.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
    return zipped(parts)


def formatted_to(rows: int, columns: int = 10) -> bytes:
    """The form in a sheet whose cells are formatted, though empty, down to a far row."""
    parts = parts_of(base())
    text = parts[SHEET_PART].decode()
    letters = [chr(ord("A") + number) for number in range(columns)]
    empty = "".join(
        f'<row r="{row}" spans="1:{columns}">'
        + "".join(f'<c r="{letter}{row}" s="1"/>' for letter in letters)
        + "</row>"
        for row in range(21, rows + 1)
    )
    parts[SHEET_PART] = text.replace("</sheetData>", empty + "</sheetData>", 1).encode()
    changed(parts, SHEET_PART, 'ref="A1:H20"', f'ref="A1:{letters[-1]}{rows}"')
    return zipped(parts)


@fixture
def formatted_to_row_5000() -> bytes:
    return formatted_to(5000)
