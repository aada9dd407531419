"""Where 评分汇总 of a scored copy says something else than that of a fresh one: results changed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from perfeval_xl.units import plain
from perfeval_xl.writing.copy.record import own_sheet
from perfeval_xl.writing.sheets import summary_sheet
from perfeval_xl.writing.sheets.look import file_words
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.sheetreader import RawCell, read_sheet

_PLACES = 6  # decimals that count: other programs store 99.6 as 99.59999999999999


@dataclass(frozen=True, slots=True)
class Other:
    """One cell of 评分汇总: what stands in the copy, and what a fresh result says there."""

    sheet: str
    cell: str
    there: str
    fresh: str


def differences(copy: Package, fresh: Package, file: str) -> Iterator[Other]:
    """What is not as in the fresh copy, made of `file`; what people write into blanks, and behind our words, is theirs,
    and so is the name that they give the file. What is said of findings hangs on more than the file: on what was asked
    to be told, on the papers that lay beside it."""
    name = file_words(file)
    sheet, cells = _summary(copy)
    if not sheet:  # the copy sent up has none
        return
    for place, said in _summary(fresh)[1].items():
        there = cells.get(place, "")
        if (
            said not in ("", name)
            and there != said
            and not there.startswith(said)
            and summary_sheet.PROGRAM not in said
            and not said.startswith((summary_sheet.NO_FINDINGS, summary_sheet.FINDINGS))
        ):
            yield Other(sheet, place, there, said)


def _summary(package: Package) -> tuple[str, dict[str, str]]:
    """The sheet's name and the texts of its cells; none in a copy without one."""
    sheet = own_sheet(package, summary_sheet.NAME)
    if sheet is None:
        return "", {}
    return sheet.name, {one.ref: _said(one) for one in read_sheet(package, sheet).cells.values()}


def _said(cell: RawCell) -> str:
    try:
        return plain(round(Decimal(cell.text), _PLACES)) if cell.kind == "n" else cell.text.strip()
    except InvalidOperation:
        return cell.text.strip()
