"""The text of a paragraph as a person sees it with all changes accepted, and the text boxes that hang on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from perfeval_xl.reading.grids.word.markup import attribute, child, is_on, number_of, seen
from perfeval_xl.reading.grids.word.numbering import Numbering
from perfeval_xl.reading.grids.word.styles import Style, Styles
from perfeval_xl.reading.grids.word.symbols import TICKED, UNTICKED, symbol
from perfeval_xl.xlsx.xml import Element, local_name

_BOX = "txbxContent"


@dataclass(slots=True)
class Text:
    """What stands in a paragraph or a cell. `struck`: what of it is struck through; `hidden`: what nobody sees."""

    kept: str = ""
    struck: str = ""
    hidden: str = ""
    has_picture: bool = False

    @property
    def text(self) -> str:
        """Without what is struck through; a text wholly struck through stays as it is."""
        return self.kept if self.kept.strip() or not self.struck.strip() else self.struck

    @property
    def struck_out(self) -> str:
        """What is struck through and left out of `text`."""
        return self.struck if self.kept.strip() else ""


@dataclass(slots=True)
class Paragraph(Text):
    """One paragraph. `runs_on`: its end was deleted, so that the next one follows on the same line."""

    runs_on: bool = False
    boxes: list[Element] = field(default_factory=list[Element])  # contents of text boxes


def paragraph_of(element: Element, numbering: Numbering, styles: Styles) -> Paragraph:
    """One <w:p>."""
    properties = child(element, "pPr")
    runs_on = child(properties, "rPr", "del") is not None
    paragraph = Paragraph(kept=numbering.label(properties, styles), runs_on=runs_on)
    _Reader(paragraph, styles, styles.of_paragraph(properties)).read(element)
    return paragraph


class _Reader:
    """Goes through the runs of one paragraph. Of a field the result is read, not the instruction (17.16.18)."""

    def __init__(self, paragraph: Paragraph, styles: Styles, style: Style) -> None:
        self.paragraph = paragraph
        self.styles, self.style = styles, style
        self.fields: list[bool] = []  # of each field that is open: whether its result has begun

    def read(self, element: Element) -> None:
        for one in seen(element):
            name = local_name(one)
            if name == "r":
                self._run(one)
            elif name == "sdt":
                self._control(one)
            elif name in ("oMath", "oMathPara"):
                self._put("".join(two.text or "" for two in one.iter() if _is_math_text(two)), None)

    def _control(self, element: Element) -> None:
        """A content control (17.5.2); one that shows only its prompt is blank."""
        properties, content = child(element, "sdtPr"), child(element, "sdtContent")
        box = child(properties, "checkbox")
        if box is not None:
            self._put(TICKED if is_on(box, "checked") else UNTICKED, None)
        elif content is not None and not is_on(properties, "showingPlcHdr"):
            self.read(content)

    def _run(self, element: Element) -> None:
        properties = child(element, "rPr")
        for one in seen(element):
            name = local_name(one)
            if name == "t":
                self._put(one.text or "", properties)
            elif name in ("tab", "ptab"):
                self._put(" ", properties)
            elif name in ("br", "cr"):
                self._put("\n", properties)
            elif name == "noBreakHyphen":
                self._put("-", properties)
            elif name == "sym":
                self._put(symbol(attribute(one, "font") or "", attribute(one, "char") or ""), properties)
            elif name == "fldChar":
                self._field(one)
            elif name in ("drawing", "pict", "object"):
                self._drawing(one)

    def _field(self, element: Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            data = child(element, "ffData")
            box, listed = child(data, "checkBox"), child(data, "ddList")
            if box is not None:
                is_ticked = is_on(box, "checked" if child(box, "checked") is not None else "default")
                self._put(TICKED if is_ticked else UNTICKED, None)
            elif listed is not None:
                entries = [attribute(one, "val") or "" for one in listed if local_name(one) == "listEntry"]
                chosen = number_of(child(listed, "result"), 0, 9999)
                self._put(entries[chosen] if chosen < len(entries) else "", None)
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def _drawing(self, element: Element) -> None:
        boxes = [one for one in element.iter() if local_name(one) == _BOX and not _is_inside_box(one, element)]
        self.paragraph.boxes += boxes
        self.paragraph.has_picture = self.paragraph.has_picture or not boxes

    def _put(self, text: str, properties: Element | None) -> None:
        if not all(self.fields):
            return
        if self._is_on("vanish", properties):
            self.paragraph.hidden += text
        elif self._is_on("strike", properties) or self._is_on("dstrike", properties):
            self.paragraph.struck += text
        else:
            self.paragraph.kept += text

    def _is_on(self, switch: str, properties: Element | None) -> bool:
        return self.styles.is_on(switch, self.style, properties)


def _is_math_text(element: Element) -> bool:
    return local_name(element) == "t"


def _is_inside_box(box: Element, drawing: Element) -> bool:
    """A text box in a text box is met when the outer one is read."""
    above = box.getparent()
    while above is not None and above is not drawing:
        if local_name(above) == _BOX:
            return True
        above = above.getparent()
    return False


def joined(paragraphs: list[Paragraph]) -> Text:
    """The text of a cell: its paragraphs a line each."""
    whole = Text(has_picture=any(one.has_picture for one in paragraphs))
    for index, one in enumerate(paragraphs):
        new_line = "\n" if index and not paragraphs[index - 1].runs_on else ""
        whole.kept += new_line + one.kept
        whole.struck += new_line * bool(one.struck) + one.struck
        whole.hidden += new_line * bool(one.hidden) + one.hidden
    whole.kept = "\n".join(line.rstrip() for line in whole.kept.split("\n")).strip("\n")
    whole.struck = whole.struck.strip("\n")
    return whole
