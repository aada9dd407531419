"""Which outlines there are, and what is wrong with one that an office brings: the field, and where it stands."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from perfeval_xl.problems import FileError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docxtpl import DocxTemplate

FOLDER = Path(__file__).parent / "outlines"
STANDARD = "founding-2023"
SHIPPED = {
    "founding-2023": "街道重点项目绩效评价报告，七章（2023 年度一份已公开报告的体例）",
    "national-2020": "项目支出绩效评价报告参考提纲，七章（2020 年全国通行的章目，部分章目未见原文）",
    "conclusion-first-2025": "结论在前的重点绩效评价报告，六章加附件（2025 年一区的模版）",
}
REVIEW = "review"
OF_REVIEWS = {REVIEW: "自评复核报告，六章加附件，由填好的复核底稿生成（通行写法，未见原文）"}
_MOST_BYTES, _MOST_UNPACKED, _MOST_PARTS = 20_000_000, 100_000_000, 2_000
_FIELD = re.compile(r"\{\{[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\}")
_UNKNOWN = re.compile(r"'([^']{1,80})' is undefined|has no attribute '([^']{1,80})'")


def bytes_of(outline: str) -> bytes:
    """A shipped outline by its id, or a Word file. Raises FileError in a clerk's words."""
    if outline in SHIPPED or outline in OF_REVIEWS:
        return (FOLDER / f"{outline}.docx").read_bytes()
    path = Path(outline)
    if path.suffix.lower() != ".docx":
        known = "、".join((*SHIPPED, *OF_REVIEWS))
        raise FileError("R921", f"没有“{outline}”这个报告提纲；自带的有：{known}。自己的提纲请写 .docx 文件名。")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileError("R921", f"找不到报告提纲“{outline}”，请核对文件名和所在文件夹。") from None
    except OSError as fault:
        raise FileError("R921", f"报告提纲“{outline}”读不出来（{fault.strerror or fault}）。") from fault
    check_package(data, outline, "R921", "报告提纲")
    return data


_BROKEN_ZIP = (  # all that zipfile has been seen to raise
    *(BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError),
    *(EOFError, IndexError, OverflowError, struct.error, zlib.error),
)


def check_package(data: bytes, name: str, code: str, what: str) -> None:
    """Limits before anything is unpacked; no DTD in any part. Raises FileError (`code`) for what is no Word file."""
    refusal = FileError(code, f"{what}“{name}”不是 Word 文档（.docx），或已损坏；请在 Word、WPS 中另存为 .docx。")
    try:
        package = ZipFile(BytesIO(data))
    except _BROKEN_ZIP:
        raise refusal from None
    sizes = [one.file_size for one in package.infolist()]
    if len(data) > _MOST_BYTES or sum(sizes) > _MOST_UNPACKED or len(sizes) > _MOST_PARTS:
        raise FileError(code, f"{what}“{name}”太大（上限 {_MOST_BYTES // 1_000_000} MB）；请删去其中的图片、附件再试。")
    if "word/document.xml" not in package.namelist():
        raise refusal
    try:
        parts = [package.read(one) for one in package.namelist() if one.endswith((".xml", ".rels"))]
    except _BROKEN_ZIP:
        raise refusal from None
    if any(b"<!DOCTYPE" in part for part in parts):
        raise refusal


def word_file(data: bytes, name: str, code: str, what: str) -> WordDocument:
    """A Word file that was handed in, opened. Raises FileError (`code`)."""
    from docx import Document

    check_package(data, name, code, what)
    try:
        document = Document(BytesIO(data))
        _prove_whole(document)
        return document
    except Exception as fault:
        raise FileError(code, f"{what}“{name}”打不开，可能已损坏；请在 Word、WPS 中另存为 .docx 后再试。") from fault


def _prove_whole(document: Any) -> None:
    """Raises whatever python-docx does where the parts that it counts on are not what it takes them for."""
    _ = document.element.body.sectPr, document.sections, len(document.styles)
    document.save(BytesIO())


def chapters(outline: str) -> list[str]:
    """The headings of an outline's chapters, fields left out."""
    word = word_file(bytes_of(outline), outline, "R921", "报告提纲")
    heads = [one.text.strip() for one in word.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    return [head for head in heads if head and "{" not in head]


def opened(data: bytes, name: str) -> DocxTemplate:
    """The outline ready to be filled."""
    from docxtpl import DocxTemplate

    try:
        template = DocxTemplate(BytesIO(data))
        template.init_docx()
        _prove_whole(template.docx)
    except Exception as fault:
        raise FileError(
            "R921", f"报告提纲“{name}”打不开，可能已损坏；请在 Word、WPS 中另存为 .docx 后再试。"
        ) from fault
    return template


def fault_in(template: DocxTemplate, name: str, fault: Exception) -> FileError:
    """What is wrong with a field, and where in the outline it stands."""
    found = _UNKNOWN.search(str(fault))
    field = next((one for one in found.groups() if one), "") if found else ""
    if field:
        place = _place_of(template, field)
        advice = "可用的字段见 perfeval-xl report --fields"
        return FileError("R922", f"报告提纲“{name}”用了没有的字段“{field}”{place}；{advice}。")
    lacking = "缺少配对的 endif、endfor" if "endfor" in str(fault) or "endif" in str(fault) else str(fault)[:80]
    return FileError(
        "R922", f"报告提纲“{name}”的字段写法不对（{lacking}）{_broken(template)}；请对照 report --fields 改正。"
    )


def _place_of(template: DocxTemplate, field: str) -> str:
    for number, text in enumerate(paragraphs(template), 1):
        if any(field in one for one in _FIELD.findall(text)):
            return f"（第 {number} 段：{text.strip()[:40]}）"
    return ""


def _broken(template: DocxTemplate) -> str:
    """The first paragraph whose brackets do not pair."""
    for number, text in enumerate(paragraphs(template), 1):
        if text.count("{{") != text.count("}}") or text.count("{%") != text.count("%}"):
            return f"，见第 {number} 段：{text.strip()[:40]}"
    return ""


def paragraphs(template: DocxTemplate) -> Iterable[str]:
    """The texts of all paragraphs, those of tables among them, in order."""
    document: Any = template.docx
    from docx.oxml.ns import qn

    for paragraph in document.element.body.iter(qn("w:p")):
        yield "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
