"""A small batch for the tests of the 汇总表: the samples, the published tables, and what else lies in such a folder."""

from __future__ import annotations

import shutil
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from perfeval_xl import footprint
from perfeval_xl.checks import kinds
from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.filings.batch import Batch
from perfeval_xl.pipeline import Options
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.workbook import placed_sheets, write_summary
from tests.filings.folder import varied
from tests.samples import CLEAN, FAULTY

PUBLISHED = Path(__file__).parents[2] / "fixtures" / "real_forms"
TITLES = {code: kind.title for code, kind in kinds().items()}
MADE = datetime(2024, 3, 20, 9, 30)


def material(top: Path) -> Path:
    """A folder as a bureau has it: units as folders, an odd name, a file that is none, one that is broken."""
    folder = top / "自评材料"
    (folder / "石弦镇").mkdir(parents=True)
    (folder / "竹汀 [街道] #1").mkdir()
    shutil.copy(CLEAN, folder / "石弦镇" / "自评表.xlsx")
    shutil.copy(FAULTY, folder / "石弦镇" / "有误.xlsx")
    for one in sorted(PUBLISHED.glob("*.xlsx")):
        shutil.copy(one, folder / "竹汀 [街道] #1" / one.name)
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    book = openpyxl.load_workbook(CLEAN)
    sheet = book["自评表"]
    place = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "家庭综合服务中心运营经费")
    place.value, place.data_type = '=HYPERLINK("http://a.example","x")', "s"
    book.save(folder / "石弦镇" / "公式.xlsx")
    return folder


def batch_of(folder: Path) -> Batch:
    """What the folder comes to."""
    return gather(Asked((str(folder),), Options(jobs=1)))


def occasion(batch: Batch, top: Path) -> Occasion:
    """A first run."""
    return Occasion(batch, top, MADE, "0", TITLES)


def book_of(data: bytes, *, results: bool = True) -> openpyxl.Workbook:
    """The workbook as another library reads it, without the record of what we wrote."""
    book = openpyxl.load_workbook(BytesIO(data), data_only=results)
    del book[footprint.SHEET]
    return book


def heads(sheet: Any) -> tuple[int, dict[str, int]]:
    """The row of the heads and the column of each."""
    row = next(
        at for at in range(4, 8) if any(cell.value in ("序号", "次序", "编号", "三级指标") for cell in sheet[at])
    )
    return row, {cell.value: cell.column for cell in sheet[row] if cell.value}


def column(sheet: Any, head: str) -> list[Any]:
    """The values under a head."""
    row, places = heads(sheet)
    return [sheet.cell(at, places[head]).value for at in range(row + 1, sheet.max_row + 1)]


def numbers(values: list[Any]) -> list[Decimal]:
    """Those that are numbers, as exact decimals."""
    return [Decimal(repr(one)) for one in values if isinstance(one, int | float)]


def whole_book(told: Occasion) -> bytes:
    """The workbook, sheets laid out and written."""
    return write_summary(told, placed_sheets(told))


def everything(top: Path) -> tuple[Batch, bytes]:
    """A larger folder, with a roster that has accounts and deadlines: every sheet is there."""
    varied(top / "自评材料", 48)
    batch = gather(Asked((str(top / "自评材料"),), Options(jobs=1), roster=top / "名单.csv"))
    return batch, whole_book(occasion(batch, top))


def written(top: Path) -> tuple[Batch, bytes]:
    """The batch of a new folder and its workbook."""
    batch = batch_of(material(top))
    return batch, whole_book(occasion(batch, top))
