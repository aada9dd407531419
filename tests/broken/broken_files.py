"""The broken files, each made here: what a clerk may send by mistake, and what somebody may send on purpose."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlwt

from tests.xlsx.small_packages import DEFAULT_PARTS, MAIN, PACKAGE_RELS, RELS, TYPES, sheet, strings, workbook, zipped

REAL = sorted((Path(__file__).parents[1] / "fixtures" / "real_forms").glob("*.xlsx"))[0]
SHEET_PART = "xl/worksheets/sheet1.xml"


def ole2(*streams: str) -> bytes:
    """An OLE2 file whose directory has these streams (empty ones): header, one FAT sector, one directory sector."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<5H6xLLLLLLLLL", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 0x1000, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<L", 0) + b"\xff" * 4 * 108
    fat = struct.pack("<LL", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    directory = b""
    for name, kind in [("Root Entry", 5), *((name, 2) for name in streams)]:
        written = name.encode("utf-16-le") + b"\0\0"
        directory += written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1) + b"\xff" * 12
        directory += bytes(36) + struct.pack("<LQ", 0xFFFFFFFE, 0)
    return header[:512] + fat + directory.ljust(512, b"\0")


def xls() -> bytes:
    """A real old workbook."""
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "项目名称")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def package_of(content_type: str, part: str) -> bytes:
    """A package whose main part is of another kind."""
    override = f'<Override PartName="/{part}" ContentType="{content_type}"/>'
    relation = f'<Relationship Id="a" Type="{RELS}/officeDocument" Target="{part}"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}">{override}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE_RELS}">{relation}</Relationships>',
            part: "<document/>",
        }
    )


def with_password() -> bytes:
    """A zip whose entries have a password, as a general zip program sets it."""
    data = bytearray(workbook())
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(signature, place + 4)
    return bytes(data)


def bomb(size: int) -> bytes:
    """A part of nothing but blanks."""
    blanks = b" " * (1024 * 1024)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, part in DEFAULT_PARTS.items():
            if name != SHEET_PART:
                archive.writestr(name, part)
        with archive.open(SHEET_PART, "w") as file:
            for _ in range(size):
                file.write(blanks)
    return data.getvalue()


def overlapping() -> bytes:
    """Many directory entries for the same packed bytes."""
    data = io.BytesIO(workbook({"xl/media/a.bin": bytes(range(256)) * 40}))
    archive = zipfile.ZipFile(data, "a")
    first = archive.getinfo("xl/media/a.bin")
    for number in range(200):
        twin = zipfile.ZipInfo(f"xl/media/{number}.bin")
        for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
            setattr(twin, field, getattr(first, field))
        archive.filelist.append(twin)
    archive.comment = b" "  # so that the directory is written again
    archive.close()
    return data.getvalue()


def corrupted() -> bytes:
    """A byte of the packed sheet differs."""
    data = REAL.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(SHEET_PART)
    middle = info.header_offset + 60 + info.compress_size // 2
    return data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1 :]


def one_cell(cell: str, **changed: str) -> bytes:
    return workbook(sheet=sheet(f'<row r="3"><c r="B3" {cell}</c></row>'), **changed)


STRINGS_IN_THE_SHEET = DEFAULT_PARTS["xl/_rels/workbook.xml.rels"].replace("sharedStrings", "worksheets/sheet1")
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
ENTITY_BOMB = f'<!DOCTYPE worksheet [<!ENTITY e0 "ha">{ENTITIES}]><worksheet xmlns="{MAIN}"><x>&e9;</x></worksheet>'
OUTSIDE_ENTITY = (
    f'<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet xmlns="{MAIN}"><sheetData><row r="1">'
    '<c r="A1" t="str"><v>&e;</v></c></row></sheetData></worksheet>'
)
XML_2003 = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)
WEB_PAGE = (
    "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><table><tr><td>项目</td></tr></table></body></html>"
)

_SAVE = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"
_SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
_OURS = "请改用填报的 Excel 工作簿（.xlsx）或 Word 文档（.docx）。"
_ENCRYPTED = "工作簿设有打开密码，无法读取；请在 Excel 或 WPS 中取消密码，保存后再试。"
_BROKEN_ZIP = "文件不完整或已损坏，打不开；请重新索取，或者用 Excel 或 WPS 修复后另存为 .xlsx 再试。"
_DOC = "这是 .doc、.wps、.rtf 等格式的文字文档，不能直接处理；请用 Word 或 WPS 打开，另存为 .docx 再试。"
_TEXT = f"这是纯文本表格（如 .csv），没有自评表的格式；{_SAVE_AS}"
_LARGER = "请删去多余内容另存后再试；确认文件可靠的，可加 --max-mb 401 放宽上限。"


def _lost(cell: str) -> str:
    return f"单元格 {cell} 的文字在文件中找不到，文件已损坏；请用 Excel 或 WPS 打开，核对后另存为 .xlsx 再试。"


def _part(name: str) -> str:
    return f"文件内部的 {name} 已损坏，无法读取；{_SAVE}"


# file name -> its bytes, the code, the sentence
BROKEN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "空文件.xlsx": (lambda: b"", "R910", "文件是空的（0 字节）；请向填报人重新索取。"),
    "没传完.xlsx": (lambda: REAL.read_bytes()[:-300], "R904", _BROKEN_ZIP),
    "只有开头.xlsx": (lambda: REAL.read_bytes()[:100], "R904", _BROKEN_ZIP),
    "传输出错.xlsx": (corrupted, "R904", _part(SHEET_PART)),
    "全是零.xlsx": (lambda: bytes(5000), "R902", f"这不是 Excel 工作簿，也不是 Word 文档，或文件已损坏；{_SAVE_AS}"),
    "加密.xlsx": (lambda: ole2("EncryptionInfo", "EncryptedPackage"), "R903", _ENCRYPTED),
    "压缩时加密.xlsx": (with_password, "R903", _ENCRYPTED),
    "旧表改名.xlsx": (xls, "R906", f"这是旧版 .xls 表格，不能按 .xlsx 处理；{_SAVE_AS}"),
    "表.et": (lambda: ole2("Workbook"), "R906", f"这是 WPS 的 .et 表格，不能直接处理；{_SAVE_AS}"),
    "表.ods": (
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
        "R906",
        f"这是 .ods 表格，不能直接处理；{_SAVE_AS}",
    ),
    "二进制.xlsb": (
        lambda: package_of("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"),
        "R906",
        f"这是二进制工作簿（.xlsb），不能直接处理；{_SAVE_AS}",
    ),
    "导出.csv": (lambda: "项目名称,金额\n道路维修,120\n".encode("gbk"), "R906", _TEXT),
    "文本改名.xlsx": (lambda: "项目名称\t金额\r\n道路维修\t120\r\n".encode("utf-8-sig"), "R906", _TEXT),
    "文本另一种编码.xlsx": (lambda: "项目名称\t金额\r\n".encode("utf-16"), "R906", _TEXT),
    "网页.xls": (WEB_PAGE.encode, "R906", f"这其实是网页文件，只是扩展名像表格；{_SAVE_AS}"),
    "旧式XML.xls": (XML_2003.encode, "R906", f"这是 XML 格式的表格，不能直接处理；{_SAVE_AS}"),
    "报告.doc": (lambda: ole2("WordDocument", "1Table"), "R906", _DOC),
    "报告改名.xlsx": (
        lambda: package_of(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/document.xml"
        ),
        "R906",
        "这是 Word 文档，不是工作簿；请改用 Excel 工作簿（.xlsx）。",
    ),
    "演示.xlsx": (
        lambda: package_of(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/presentation.xml"
        ),
        "R906",
        f"这是演示文稿，不是自评表；{_OURS}",
    ),
    "扫描件.xlsx": (lambda: b"%PDF-1.7\n%\xe2\xe3\n", "R906", f"这是 PDF 文件，不是自评表；{_OURS}"),
    "照片.xlsx": (lambda: b"\xff\xd8\xff\xe0\0\x10JFIF", "R906", f"这是图片，不是自评表；{_OURS}"),
    "材料.zip": (
        lambda: zipped({"自评表.xlsx": workbook()}),
        "R906",
        "这是压缩包，不是自评表；请先解开，再处理里面的 Excel 工作簿（.xlsx）或 Word 文档（.docx）。",
    ),
    "坏了.zip": (lambda: b"text", "R904", "压缩包不完整或已损坏，打不开；请重新索取，解开后再处理里面的文件。"),
    "断了.zip": (
        lambda: zipped({"自评表.xlsx": workbook()})[:300],
        "R904",
        "压缩包不完整或已损坏，打不开；请重新索取，解开后再处理里面的文件。",
    ),
    "炸弹.xlsx": (
        lambda: bomb(40),
        "R905",
        f"文件内部的 {SHEET_PART} 解压后膨胀 1028 倍，超过上限 300 倍。{_LARGER}",
    ),
    "重叠炸弹.xlsx": (overlapping, "R904", _BROKEN_ZIP),
    "实体炸弹.xlsx": (lambda: workbook(sheet=ENTITY_BOMB), "R904", _part(SHEET_PART)),
    "外部实体.xlsx": (lambda: workbook(sheet=OUTSIDE_ENTITY), "R904", _part(SHEET_PART)),
    "缺类型表.xlsx": (
        lambda: workbook({"[Content_Types].xml": None}),
        "R904",
        f"文件内部缺少 [Content_Types].xml，已损坏；{_SAVE_AS}",
    ),
    "缺主体.xlsx": (lambda: workbook({"xl/workbook.xml": None}), "R904", f"文件内部缺少工作簿主体，已损坏；{_SAVE_AS}"),
    "缺工作表.xlsx": (lambda: workbook({SHEET_PART: None}), "R904", f"找不到工作表“自评表”的内容；{_SAVE}"),
    "关系循环.xlsx": (
        lambda: workbook(
            {
                "xl/_rels/workbook.xml.rels": DEFAULT_PARTS["xl/_rels/workbook.xml.rels"].replace(
                    "worksheets/sheet1", "workbook"
                )
            }
        ),
        "R904",
        _part("xl/workbook.xml"),
    ),
    "主体不全.xlsx": (
        lambda: workbook(book=DEFAULT_PARTS["xl/workbook.xml"][:-20]),
        "R904",
        _part("xl/workbook.xml"),
    ),
    "工作表不全.xlsx": (lambda: workbook(sheet=sheet("<row>")), "R904", _part(SHEET_PART)),
    "文字表不全.xlsx": (lambda: one_cell('t="s"><v>0</v>', strings="<sst><si>"), "R904", _part("xl/sharedStrings.xml")),
    "格式表不全.xlsx": (lambda: one_cell('s="1"><v>0</v>', styles="<styleSheet>"), "R904", _part("xl/styles.xml")),
    "文字丢失.xlsx": (
        lambda: one_cell('t="s"><v>7</v>', strings=strings("<t>只有一条</t>")),
        "R904",
        _lost("B3"),
    ),
    "文字序号为负.xlsx": (
        lambda: one_cell('t="s"><v>-1</v>', strings=strings("<t>只有一条</t>")),
        "R904",
        _lost("B3"),
    ),
    "文字表循环.xlsx": (  # the sheet is its own table of texts
        lambda: workbook(
            {"xl/_rels/workbook.xml.rels": STRINGS_IN_THE_SHEET},
            sheet=sheet('<row r="3"><c r="B3" t="s"><v>0</v></c></row>'),
        ),
        "R904",
        _lost("B3"),
    ),
    "两个同名部件.xlsx": (lambda: workbook({"XL/Workbook.xml": "<a/>"}), "R904", _part("XL/Workbook.xml")),
    "路径越界.xlsx": (lambda: workbook({"xl/../../autorun.inf": "x"}), "R904", _part("xl/../../autorun.inf")),
}
