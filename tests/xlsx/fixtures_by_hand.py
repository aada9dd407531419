"""Fixtures whose parts are grafted in by hand, as no library writes them: threads, slicers, WPS pictures, macros."""

from __future__ import annotations

from tests.xlsx.fixtures_base import (
    BOOK_RELS,
    MAIN,
    PACKAGE_RELS,
    RELS,
    SHEET_PART,
    SHEET_RELS,
    TYPE,
    X14,
    XM,
    added,
    base,
    changed,
    fixture,
    parts_of,
    picture,
    zipped,
)
from tests.xlsx.fixtures_written import with_comments, with_table


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
