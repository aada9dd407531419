"""抽样.xlsx, the protocol of a draw: 抽样名单, 抽样说明, 抽样底单."""

from __future__ import annotations

from collections.abc import Mapping

from perfeval_xl.filings.drawn import Draw
from perfeval_xl.writing.summary.kit.placed import Placed, place
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import sample
from perfeval_xl.writing.summary.workbook import book_of

FILE_NAME = "抽样.xlsx"
TITLE = "绩效自评抽样"


def write_sample(draw: Draw, occasion: Occasion) -> bytes:
    """The workbook."""
    return book_of(occasion, TITLE, _placed(draw, occasion))


def _placed(draw: Draw, occasion: Occasion) -> Mapping[str, Placed]:
    sheets = sample.drawn_sheet(draw, occasion.folder), sample.about_sheet(draw), sample.list_sheet(draw)
    before = occasion.before
    return {one.name: place(one, before.of(one.name).typed, before.of(one.name).own_columns) for one in sheets}
