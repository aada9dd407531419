"""Workbooks of our own making for the bureau: what each kind is known by, said here alone.

A kind is known by sheets that stand together in no other workbook: those that are there, and those that the record of
what was written (`footprint`) says were there; so a sheet that somebody renamed or deleted changes nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from perfeval_xl.filings.drawn import SHEET as DRAWN
from perfeval_xl.filings.review.words import Sheet
from perfeval_xl.footprint import SHEET as FOOTPRINT
from perfeval_xl.footprint import footprint_of
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError

_WORKBOOK = "xl/workbook.xml"
_MOST = 1 << 20  # of a workbook's part: a list of sheets is short
_PROPERTIES = "docProps/core.xml"
_BY_US = re.compile(r"<(?:dc:creator|cp:lastModifiedBy)>perfeval-xl<")
_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]{0,400}?\bname="([^"]{1,200})"')


@dataclass(frozen=True, slots=True)
class OwnBook:
    """A kind of workbook. `called`: 汇总表; `sheets`: those that stand together in no other."""

    called: str
    sheets: frozenset[str]

    def is_one(self, package: Package) -> bool:
        """Whether the workbook is one of this kind. PackageError where nobody can see."""
        return own_book(package) is self


SUMMARY = OwnBook("汇总表", frozenset(("总览", "项目汇总", "文件清单")))
SAMPLE = OwnBook("抽样表", frozenset((DRAWN, "抽样底单")))
RESULT = OwnBook("复核结果", frozenset(("复核发现", "口径与扣分", "同口径明细")))
REVIEW = OwnBook("复核底稿", frozenset((Sheet.DIFFERENCES, Sheet.PROBLEMS, Sheet.GROUNDS)))
# In a bureau's own layout, whose sheets may be called anything: 复核记录 is put in after the rest has been recorded.
REVIEW_IN_OWN_LAYOUT = OwnBook("复核底稿", frozenset((Sheet.RECORD, FOOTPRINT)))
REVIEWS = (REVIEW, REVIEW_IN_OWN_LAYOUT)
_KINDS = (SUMMARY, SAMPLE, RESULT, REVIEW)


def own_book(package: Package) -> OwnBook | None:
    """What a workbook is, if it is one that this program makes for the bureau. PackageError where nobody can see."""
    names = {one.name for one in package.sheets}
    if _say_all(names):
        return _known_by(names)
    written = set(footprint_of(package).were.values())
    if names >= REVIEW_IN_OWN_LAYOUT.sheets and Sheet.RECORD not in written:
        return REVIEW_IN_OWN_LAYOUT
    return _known_by(names | written)


def own_book_of(data: bytes) -> OwnBook | None:
    """The same of the bytes of any file; None of what cannot be read."""
    names = _sheets(data)
    if _say_all(names):
        return _known_by(names)
    try:
        return own_book(Package.from_bytes(data))
    except PackageError:
        return _known_by(names)


def _say_all(names: set[str]) -> bool:
    """Whether nothing more is to be learnt from the record, which is long."""
    return FOOTPRINT not in names or _known_by(names) not in (None, REVIEW)


def _known_by(names: set[str]) -> OwnBook | None:
    return next((one for one in _KINDS if names >= one.sheets), None)


def is_own_document(data: bytes) -> bool:
    """Whether these are the bytes of a Word document that this program wrote (reports, letters), as its properties say;
    who saves one in Word stays the last to have changed it, and not its author."""
    return _BY_US.search(_part(data, _PROPERTIES)) is not None


def _sheets(data: bytes) -> set[str]:
    """The names of the sheets; none of what is no workbook."""
    return set(_SHEET.findall(_part(data, _WORKBOOK)))


def _part(data: bytes, name: str) -> str:
    """The text of a part; "" of what has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as part:
            return part.read(_MOST).decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError):
        return ""
