"""A report as passages: each paragraph with the chapter and section it stands in, from a Word file or plain text.

Tracked changes are read as accepted: what was deleted is no text, what was inserted is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfeval_xl.problems import FileError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LONGEST = 20_000  # characters of a passage that are looked at; no paragraph of a report is so long
_CHAPTER = re.compile(r"^([一二三四五六七八九十]{1,3})、\s{0,3}(\S.{0,60})$")
_SECTION = re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[）)]\s{0,3}(\S.{0,60})$")
_BEGINS = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、])")
_ENDS = "。；：！？"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(slots=True)
class Passage:
    """One paragraph or cell of a table. `number` from 1 in the whole report; `at` counts within its section."""

    number: int
    text: str
    chapter: str = ""  # 六、主要经验做法、存在的问题和建议
    section: str = ""  # （二）存在问题
    at: int = 0
    in_table: bool = False
    element: Any = None  # the paragraph of the Word file

    @property
    def place(self) -> str:
        """六（二）第 2 段."""
        chapter = _CHAPTER.match(self.chapter)
        section = _SECTION.match(self.section)
        where = (chapter[1] if chapter else "") + (f"（{section[1]}）" if section else "")
        return f"{where or '开头'}第 {self.at} 段" if self.at else (where or "开头")


@dataclass(slots=True)
class Document:
    """The passages in order, and the Word file they were read from."""

    name: str
    passages: list[Passage]
    word: WordDocument | None = None
    chapters: list[Passage] = field(default_factory=list[Passage])

    def under(self, *words: str) -> list[Passage]:
        """The passages of the chapters or sections whose heading has one of these words."""
        return [one for one in self.passages if any(word in one.chapter or word in one.section for word in words)]


def opened(path: Path) -> Document:
    """The report. Raises FileError (R923) for what is no Word file or text."""
    from perfeval_xl.writing.report import outlines

    refusal = "核对报告要 Word 文档（.docx）或文本文件（.txt）；.doc 请另存为 .docx"
    try:
        if path.suffix.lower() == ".txt":
            return _of_lines(str(path), _reflowed(_decoded(path.read_bytes())))
        if path.suffix.lower() != ".docx":
            raise FileError("R923", f"“{path.name}”不能核对：{refusal}。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileError("R923", f"找不到报告“{path}”，请核对文件名和所在文件夹。") from None
    except OSError as fault:
        raise FileError("R923", f"报告“{path.name}”读不出来（{fault.strerror or fault}）。") from fault
    return _of_word(str(path), outlines.word_file(data, path.name, "R923", "报告"))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


# ------------------------------------------------------------------------------------------------------- plain text


def _reflowed(text: str) -> list[str]:
    """Lines that a page broke, put together again: a line goes on unless it ends a sentence short of the margin, or the
    next begins a numbered item."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    wide = sorted(len(line) for line in lines)[len(lines) * 4 // 5] if lines else 0
    told: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and told and not _BEGINS.match(line):
            told[-1] += line
        else:
            told.append(line)
        heading = _CHAPTER.match(line) or _SECTION.match(line)
        goes_on = not heading and (len(line) >= wide - 4 or line[-1] not in _ENDS)
    return told


def _of_lines(name: str, lines: list[str]) -> Document:
    return _placed(name, [Passage(0, line[:LONGEST]) for line in lines])


# -------------------------------------------------------------------------------------------------------- Word files


def _of_word(name: str, word: WordDocument) -> Document:
    body: Any = word.element[0]
    passages = [
        Passage(0, text[:LONGEST], in_table=in_table, element=element)
        for element, in_table in _paragraphs(body, False)
        if (text := text_of(element).strip())
    ]
    document = _placed(name, passages)
    document.word = word
    return document


def _paragraphs(parent: Any, in_table: bool) -> Iterator[tuple[Any, bool]]:
    """Every paragraph in reading order, those in tables among them; none that was deleted."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield child, in_table
        elif child.tag != f"{_W}del" and isinstance(child.tag, str):
            yield from _paragraphs(child, in_table or child.tag == f"{_W}tbl")


def text_of(paragraph: Any) -> str:
    """What stands there once tracked changes are accepted."""
    parts: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        if any(one.tag in (f"{_W}del", f"{_W}moveFrom") for one in node.iterancestors()):
            continue
        parts.append(node.text or "" if node.tag == f"{_W}t" else " ")
    return "".join(parts)


# ------------------------------------------------------------------------------------------------------------ chapters


def _placed(name: str, passages: list[Passage]) -> Document:
    """Numbers the passages and says in which chapter and section each stands."""
    document = Document(name, passages)
    chapter = section = ""
    at = 0
    for number, one in enumerate(passages, 1):
        one.number = number
        if not one.in_table and _CHAPTER.match(one.text):
            chapter, section, at = one.text, "", 0
            document.chapters.append(one)
        elif not one.in_table and _SECTION.match(one.text):
            section, at = one.text, 0
        else:
            at += 1
        one.chapter, one.section, one.at = chapter, section, at
    return document
