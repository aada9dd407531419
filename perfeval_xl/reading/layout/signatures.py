"""The foot of a form: who signed it and when, in one cell or several, with or without a colon."""

from __future__ import annotations

import re

from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.synonyms import SIGNATURES
from perfeval_xl.reading.layout.table_words import FOOTNOTE
from perfeval_xl.reading.layout.view import Item

INLINE_LABELS = re.compile(r"([\u4e00-\u9fff]{2,10})\s*(?:[(（][^()（）:：]{0,8}[)）])?\s*[:：]")
_DAY = re.compile(r"\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?|\d{0,4}年\d{0,2}月\d{0,2}日")
_LONGEST = 60  # characters of a cell with signatures in it


def is_signature(item: Item) -> bool:
    """填报人：张某, 单位负责人, 某街道办事处（盖章）, 2025年3月5日, 年　月　日."""
    return item.cell.kind == "date" or _DAY.fullmatch(plain_text(item.text)) is not None or _is_signer(item)


def _is_signer(item: Item) -> bool:
    if not item.is_words or len(item.text) > _LONGEST:
        return False
    if any(concept_of(SIGNATURES, one) for one in (item.label.core, *item.label.notes)):
        return True
    return any(concept_of(SIGNATURES, plain_text(one[1])) for one in INLINE_LABELS.finditer(item.text))


def is_foot(items: list[Item]) -> bool:
    """填报人 | 张某 | 2025年3月5日: a row that begins with a signature and goes on with one name or a day."""
    return _is_signer(items[0]) and (len(items) <= 2 or any(is_signature(item) for item in items[1:]))


def has_signatures(items: list[Item]) -> bool:
    """填报人 | 张某 | 审核人 | 李某: two words of signatures, which no indicator and its values are."""
    return _is_signer(items[0]) and any(_is_signer(item) for item in items[1:])


def is_remark(item: Item) -> bool:
    """注：本表一式两份, 备注."""
    return item.is_words and FOOTNOTE.match(plain_text(item.text)) is not None
