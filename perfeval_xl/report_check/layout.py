"""The layout of a Word report against the outline's own: margins, size and spacing of the body. Hints only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from perfeval_xl.report_check import kinds
from perfeval_xl.report_check.document import Document
from perfeval_xl.report_check.kinds import Remark, remark

_SLACK = 36_000  # EMU: a millimetre
_MARGINS = {"top_margin": "上边距", "left_margin": "左边距", "right_margin": "右边距"}


def remarks(document: Document, outline: str) -> Iterator[Remark]:
    if document.word is None:
        return
    from perfeval_xl.writing.report import outlines

    wanted: Any = outlines.word_file(outlines.bytes_of(outline), outline, "R921", "报告提纲")
    here: Any = document.word
    for name, what in _MARGINS.items():
        own, asked = _margin(here, name), _margin(wanted, name)
        if own is not None and asked is not None and abs(own - asked) > _SLACK:
            yield _hint(what, f"{own.mm:.0f} 毫米", f"{asked.mm:.0f} 毫米")
    own, asked = _body_size(here), _body_size(wanted)
    if own and asked and own != asked:
        yield _hint("正文字号", f"{own:g} 磅", f"{asked:g} 磅")


def _body_size(word: Any) -> float | None:
    """The size in which most of the text stands."""
    sizes: Counter[float] = Counter()
    for paragraph in word.paragraphs:
        for run in paragraph.runs:
            size = _size_of(run) or _size_of_style(paragraph.style)
            if size is not None:
                sizes[size.pt] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else None


def _size_of_style(style: Any) -> Any:
    while style is not None:
        if (size := _size_of(style)) is not None:
            return size
        style = style.base_style
    return None


def _size_of(one: Any) -> Any:
    """The size of a run or style; None also where what stands there is no number."""
    try:
        return one.font.size
    except ValueError:
        return None


def _margin(word: Any, name: str) -> Any:
    try:
        return getattr(word.sections[0], name)
    except ValueError:  # no number
        return None


def _hint(what: str, stated: str, expected: str) -> Remark:
    return remark(kinds.LAYOUT, 0, "全文", what=what, stated=stated, expected=expected)
