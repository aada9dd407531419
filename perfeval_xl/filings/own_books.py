"""Workbooks of our own making for the bureau, which are no filings: told by their sheets, before anything is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection

from perfeval_xl.filings.review import words

REVIEW_BOOK = "复核底稿"
# Sheets that stand together in no workbook but one of ours.
_TOGETHER = {
    "汇总表": ("总览", "审核关注", "文件清单"),
    "抽样表": ("抽样名单", "抽样底单"),
    "复核结果": ("复核发现", "口径与扣分", "同口径明细"),
    REVIEW_BOOK: (words.Sheet.DIFFERENCES, words.Sheet.PROBLEMS, words.Sheet.GROUNDS),
}
_WORKBOOK = "xl/workbook.xml"
_MOST = 1 << 20  # of a workbook's part: a list of sheets is short
_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]{0,400}?\bname="([^"]{1,200})"')


def own_book_of(data: bytes) -> str | None:
    """What a workbook of these bytes is, if it is one that this program makes for the bureau."""
    return own_book(_sheets(data))


def is_own_book(data: bytes) -> bool:
    """Whether these are the bytes of a 汇总表 or another workbook that this program makes for the bureau."""
    return own_book_of(data) is not None


def own_book(sheets: Collection[str]) -> str | None:
    """What a workbook with these sheets is, if it is one that this program makes for the bureau: 汇总表."""
    names = set(sheets)
    return next((called for called, together in _TOGETHER.items() if names.issuperset(together)), None)


def _sheets(data: bytes) -> set[str]:
    """The names of the sheets; none of what is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_WORKBOOK) as part:
            return set(_SHEET.findall(part.read(_MOST).decode("utf-8", "replace")))
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError):
        return set()
