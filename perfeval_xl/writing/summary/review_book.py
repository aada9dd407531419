"""复核结果.xlsx, the check of a review: findings, grounds and cuts, 差值表 over all, who was how strict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from perfeval_xl import footprint
from perfeval_xl.filings.review.reviewed import Reviewed
from perfeval_xl.writing.new_workbook import new_workbook
from perfeval_xl.writing.summary.before import Before
from perfeval_xl.writing.summary.kit.columns import Sheet
from perfeval_xl.writing.summary.kit.looks import FONT, Looks
from perfeval_xl.writing.summary.kit.placed import Placed, place
from perfeval_xl.writing.summary.sheets import review, review_cuts

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FILE_NAME = "复核结果.xlsx"
TITLE = "绩效自评复核结果"
_FEWEST = 2  # reviewers to be drawn beside each other


@dataclass(frozen=True, slots=True)
class Occasion:
    """`folder`: where the book will lie, for its links."""

    folder: Path
    made: datetime
    version: str
    before: Before = field(default_factory=Before)


def sheets_of(reviewed: Reviewed) -> list[Sheet[Any]]:
    """The sheets in their order."""
    return [
        review.findings(reviewed),
        review_cuts.matrix(reviewed),
        review_cuts.detail(reviewed),
        review.people(reviewed),
        review.differences(reviewed),
        review.files(reviewed),
    ]


def declared_sheets(reviewed: Reviewed) -> dict[str, Sheet[Any]]:
    """Every sheet that the program can make, by name."""
    return {one.name: one for one in (*sheets_of(reviewed), review.gone_sheet([]))}


def write_review_result(reviewed: Reviewed, occasion: Occasion) -> bytes:
    """The workbook."""
    from perfeval_xl.writing.summary.kit.page import Page

    out = BytesIO()
    book = new_workbook(out, 10)
    book.set_properties({"title": TITLE, "created": occasion.made, "comments": f"perfeval-xl {occasion.version}"})
    book.set_calc_mode("auto")
    formats, placed = Looks(book), _placed(reviewed, occasion)
    about, addresses = _about(reviewed, occasion), dict[Path, str]()
    for name, one in placed.items():
        page = Page(one, placed, book.add_worksheet(name), formats, about, occasion.folder, addresses)
        page.write()
        if name == review.PEOPLE:
            _chart(book, page.sheet, one)
    footprint.leave(book)
    book.close()
    return out.getvalue()


def _placed(reviewed: Reviewed, occasion: Occasion) -> Mapping[str, Placed]:
    before = occasion.before
    answered = [before.of(review.FINDINGS), before.of(review.GONE)]
    typed = {key: row for sheet in reversed(answered) for key, row in sheet.typed.items()}
    own = list(dict.fromkeys(head for sheet in answered for head in sheet.own_columns))
    # The other sheets have no keys, and columns that come and go with the grounds that were used.
    placed = {
        one.name: place(one, typed, own) if one.name == review.FINDINGS else place(one, {}, [])
        for one in sheets_of(reviewed)
    }
    hidden = {one.key for one in reviewed.findings}
    left = review.gone(answered, placed[review.FINDINGS].keys, hidden)
    if left:
        placed[review.GONE] = place(review.gone_sheet(left), typed, own)
    return placed


def _about(reviewed: Reviewed, occasion: Occasion) -> str:
    filled = reviewed.filled
    read = [book for book in filled.books if book.projects]
    parts = [
        f"读入底稿 {len(read)} 本、{len(filled.projects)} 个项目、{sum(1 for _ in filled.rows)} 行",
        f"口径：{reviewed.grounds.title}（校验码 {reviewed.grounds.digest}）",
        f"抽样名单：{reviewed.sample}" if reviewed.sample else "没有给抽样名单，样本没有核对",
        *((reviewed.left_out,) if reviewed.left_out else ()),
        f"程序：perfeval-xl {occasion.version}",
        f"生成：{occasion.made:%Y-%m-%d %H:%M}",
    ]
    return "　".join(parts)


def _chart(book: Workbook, sheet: Worksheet, placed: Placed) -> None:
    """偏离度 by reviewer, with its figures on the bars."""
    count = len(placed.values)
    if count <= _FEWEST:
        return
    chart = cast(Any, book.add_chart({"type": "bar"}))
    first, last = placed.first_row - 1, placed.last_row - 1
    name, share = (placed.number(head) - 1 for head in ("复核人", "偏离度"))
    font = {"name": FONT, "size": 9}
    chart.add_series(
        {
            "categories": [review.PEOPLE, first, name, last, name],
            "values": [review.PEOPLE, first, share, last, share],
            "fill": {"color": "#9DC3E6"},
            "border": {"color": "#2F5597"},
            "data_labels": {"value": True, "num_format": "0.00%", "font": font},
            "gap": 60,
        }
    )
    chart.set_title({"name": "偏离度（总的扣分占自评得分）", "name_font": {**font, "size": 11}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_format": "0%", "num_font": font, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True, "num_font": font})
    chart.set_size({"width": 620, "height": 120 + 26 * count})
    sheet.insert_chart(placed.last_row + 1, 0, chart)
    sheet.print_area(0, 0, placed.last_row + 10 + 2 * count, placed.last_printed - 1)
