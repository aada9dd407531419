"""Word files that cannot be read: a code and one sentence that says what to do, never a traceback.

1. Each kind of fault has its code and its sentence.
2. Strict documents and documents with macros are read as others are.
3. Odd numbers in the markup (a span of a billion columns) cost no memory and no time.
4. Tables nested as deep as the parser allows are read, deeper ones refused.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from perfeval_xl.cli import run as typed
from perfeval_xl.reading.grids.opened import opened
from perfeval_xl.xlsx.limits import MB, Limits
from perfeval_xl.xlsx.problem import PackageError
from tests.broken.broken_files import ole2, with_password
from tests.word_documents import WORD, cell, document, grid_of_document, paragraph, row, table, texts

PART = "word/document.xml"
_SAVE = "请用 Word 或 WPS 打开，另存为 .docx 后再试。"
_DAMAGED = f"文件内部的 {PART} 已损坏，无法读取；{_SAVE}"
_BROKEN_ZIP = "文件不完整或已损坏，打不开；请重新索取，或者用 Word 或 WPS 修复后另存为 .docx 再试。"
_ENCRYPTED = "文档设有打开密码，无法读取；请在 Word 或 WPS 中取消密码，保存后再试。"
_DOC = "这是 .doc、.wps、.rtf 等格式的文字文档，不能直接处理；请用 Word 或 WPS 打开，另存为 .docx 再试。"
_NO_TABLE = (
    "Word 文档里没有表格，不是自评表；请检查是否选错了文件（表格是图片的，请改用可以编辑的表格），"
    "或用 perfeval-xl template 生成空白表填写。"
)
_NO_FORM = (
    "文档里没有找到绩效自评表：没有一行同时写着三级指标、年度指标值、实际完成值（或得分）等栏目名称。"
    "请检查是否选错了文件，或用 perfeval-xl template 生成空白表填写。"
)
_ENTITY = '<!DOCTYPE d [<!ENTITY a "很多字">]><w:document xmlns:w="{}"><w:body><w:p>&a;</w:p></w:body></w:document>'
_NESTED = "<w:sdt><w:sdtContent>" * 200 + "</w:sdtContent></w:sdt>" * 200

# file name -> its bytes, the code, the sentence
BROKEN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "空.docx": (lambda: b"", "R910", "文件是空的（0 字节）；请向填报人重新索取。"),
    "没传完.docx": (lambda: document(table(row("甲")))[:-40], "R904", _BROKEN_ZIP),
    "加密.docx": (lambda: ole2("EncryptionInfo", "EncryptedPackage"), "R903", _ENCRYPTED),
    "压缩时加密.docx": (with_password, "R903", _ENCRYPTED),
    "旧格式.doc": (lambda: ole2("WordDocument", "1Table"), "R906", _DOC),
    "金山.wps": (lambda: ole2("WordDocument", "1Table"), "R906", _DOC),
    "旧格式改名.docx": (lambda: ole2("WordDocument"), "R906", _DOC),
    "富文本.rtf": (lambda: b"{\\rtf1 a}", "R906", _DOC),
    "只有文字.docx": (lambda: document(paragraph("关于报送自评材料的通知")), "R907", _NO_TABLE),
    "别的表.docx": (lambda: document(table(row("姓名", "电话"), row("某人", "1"))), "R907", _NO_FORM),
    "空表格.docx": (lambda: document(table(row("", ""))), "R907", "文档里没有内容，请先填写项目支出绩效自评表再处理。"),
    "正文不全.docx": (lambda: document("", whole=f'<w:document xmlns:w="{WORD}"><w:body>'), "R904", _DAMAGED),
    "没有正文.docx": (lambda: document("", whole=f'<w:document xmlns:w="{WORD}"/>'), "R904", _DAMAGED),
    "实体.docx": (lambda: document("", whole=_ENTITY.format(WORD)), "R904", _DAMAGED),
    "层数太多.docx": (lambda: document(_NESTED), "R904", _DAMAGED),
    "编号不全.docx": (
        lambda: document(table(row("甲")), numbering="<w:num>"),
        "R904",
        f"文件内部的 word/numbering.xml 已损坏，无法读取；{_SAVE}",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_1_code_and_sentence(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make, code, sentence = BROKEN[name]
    (tmp_path / name).write_bytes(make())
    assert typed(["process", "--json", str(tmp_path / name)]) == 2
    (one,) = json.loads(capfd.readouterr().out)["files"]
    assert (one["error"]["code"], one["error"]["message"]) == (code, sentence)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_1_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(document(f"<w:p>{' ' * 20 * MB}</w:p>"))
    with pytest.raises(PackageError) as caught:
        opened(path)
    assert caught.value.reason == "part_too_dense"


def test_1_more_text_than_is_taken_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(document(table(row("甲")) * 50))
    with pytest.raises(PackageError) as caught:
        opened(path, Limits(document_bytes=2000))
    assert caught.value.reason == "part_too_large"
    with pytest.raises(PackageError) as caught:
        opened(path, Limits(cells=20))
    assert caught.value.reason == "too_many_cells"


def test_2_strict(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    whole = f'<w:document xmlns:w="{strict}"><w:body>{table(row("甲", cell("乙", span=2)))}</w:body></w:document>'
    path = tmp_path / "a.docx"
    path.write_bytes(document("", whole=whole))
    book = opened(path)
    assert list(texts(book.grids[0]).values()) == ["甲", "乙"]


def test_2_with_macros(tmp_path: Path) -> None:
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = document(table(row("甲")))
    path = tmp_path / "a.docm"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
            new.writestr(name, old.read(name).replace(usual, macros))
    path.write_bytes(out.getvalue())
    assert list(texts(opened(path).grids[0]).values()) == ["甲"]


@pytest.mark.parametrize(
    "odd",
    [
        '<w:gridSpan w:val="999999999"/>',
        '<w:gridSpan w:val="-1"/>',
        '<w:gridSpan w:val="0"/>',
        '<w:gridSpan w:val="x"/>',
        "<w:gridSpan/>",
        '<w:vMerge w:val="x"/>',
    ],
)
def test_3_odd_numbers(odd: str, tmp_path: Path) -> None:
    start = time.process_time()
    cells = f"<w:tc><w:tcPr>{odd}</w:tcPr>{paragraph('甲')}</w:tc>{cell('乙')}"
    grid = grid_of_document(tmp_path, table(f"<w:tr>{cells}</w:tr>"))
    assert list(texts(grid).values()) == ["甲", "乙"]
    assert time.process_time() - start < 2


def test_3_odd_widths_and_rows(tmp_path: Path) -> None:
    body = '<w:tbl><w:tblGrid><w:gridCol w:w="999999999999"/><w:gridCol w:w="-5"/></w:tblGrid>'
    body += f'<w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr>{cell("甲")}</w:tr><w:tr/></w:tbl>'
    assert list(texts(grid_of_document(tmp_path, body)).values()) == ["甲"]


def test_4_deep_tables(tmp_path: Path) -> None:
    inside = paragraph("最里面")
    for _ in range(40):
        inside = table(row(cell(inside=inside), "旁")) + paragraph()
    found = texts(grid_of_document(tmp_path, inside)).values()  # cells too narrow to tell apart stand together
    assert "\n".join(found).split("\n") == ["最里面", *["旁"] * 40]
