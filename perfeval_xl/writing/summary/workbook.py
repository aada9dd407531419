"""The whole 汇总表: which sheets it has, in which order, and the workbook that XlsxWriter makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from perfeval_xl import footprint
from perfeval_xl.filings.batch import Roster
from perfeval_xl.writing.new_workbook import new_workbook
from perfeval_xl.writing.summary.kit.columns import Sheet
from perfeval_xl.writing.summary.kit.looks import Looks
from perfeval_xl.writing.summary.kit.placed import Placed, columns_of, place
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import (
    attention,
    comparisons,
    files,
    findings,
    indicators,
    ledger,
    overview,
    projects,
    quality,
    roster,
    unclaimed,
    units,
)

FILE_NAME = "汇总表.xlsx"


def sheets_of(occasion: Occasion) -> list[Sheet[Any]]:
    """The sheets after 总览, in their order."""
    batch = occasion.batch
    made: list[Sheet[Any]] = []
    if batch.desk_rules is not None:
        made.append(attention.sheet(occasion, batch.desk_rules))
    made += [one.sheet(occasion) for one in (projects, units, ledger, findings)]
    if any(one.comparisons for one in batch.forms):
        made.append(comparisons.sheet(occasion))
    made.append(indicators.sheet(occasion))
    if batch.roster is not None:
        made.append(roster.sheet(batch.roster, batch.forms))
    made.append(files.sheet(occasion))
    if batch.desk_rules is not None and batch.quality:
        made.append(quality.sheet(occasion, batch.desk_rules))
    return made


def declared_sheets(occasion: Occasion) -> dict[str, Sheet[Any]]:
    """Every sheet that the program can make, by name, whether this run makes it or not."""
    made = roster.sheet(Roster(""), []), comparisons.sheet(occasion), *sheets_of(occasion)
    return {one.name: one for one in made}


def placed_sheets(occasion: Occasion) -> dict[str, Placed]:
    """The sheets laid out, with what people typed before; what of it found no row, on a sheet of its own."""
    before = occasion.before
    placed = {
        one.name: place(one, before.of(one.name).typed, before.of(one.name).own_columns) for one in sheets_of(occasion)
    }
    left = unclaimed.unclaimed(before, {name: one.keys for name, one in placed.items()}, occasion.batch)
    if left:
        placed[unclaimed.NAME] = place(unclaimed.sheet(left), {}, [])
    return placed


def write_summary(occasion: Occasion, placed: Mapping[str, Placed]) -> bytes:
    """The workbook of its sheets, laid out (`placed_sheets`)."""
    return book_of(occasion, "项目支出绩效自评汇总表", placed, with_overview=True)


def book_of(
    occasion: Occasion,
    title: str,
    placed: Mapping[str, Placed],
    *,
    with_overview: bool = False,
    with_record: bool = True,
) -> bytes:
    """A workbook of sheets that have been laid out, 总览 before them where it is asked for. `with_record`: of what it
    holds, by which it is known again."""
    from perfeval_xl.writing.summary.kit.page import Page
    from perfeval_xl.writing.summary.kit.quick_sheet import QuickSheet
    from perfeval_xl.writing.summary.sheets.overview import Overview

    out = BytesIO()
    book = new_workbook(out, 10)
    book.set_properties({"title": title, "created": occasion.made, "comments": f"perfeval-xl {occasion.version}"})
    book.set_calc_mode("auto")
    formats = Looks(book)
    first = book.add_worksheet(overview.NAME) if with_overview else None
    addresses: dict[Path, str] = {}
    pages = [
        Page(one, placed, book.add_worksheet(name, QuickSheet), formats, occasion.about, occasion.folder, addresses)
        for name, one in placed.items()
    ]
    if first is not None:
        Overview(first, book, formats, occasion, columns_of(placed)).write()
    for page in pages:
        page.write()
    if first is not None:
        first.activate()
    if with_record:
        footprint.leave(book)
    book.close()
    return out.getvalue()
