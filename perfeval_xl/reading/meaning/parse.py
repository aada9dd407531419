"""Cells -> values: hands a cell to the parser of its kind, after errors, blanks and formulas without a result."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.form import BLANK, Meaning, MeaningKind, Said, SaidKind
from perfeval_xl.reading.grids.spreadsheet import GridCell
from perfeval_xl.reading.meaning.values import parse_actual, parse_amount, parse_points, parse_rate, parse_target
from perfeval_xl.units import plain

Figure = tuple[Decimal | None, Said]


# The same few figures (10, 100%, —) fill most cells of most forms: each is parsed once.
_amount = lru_cache(maxsize=8192)(parse_amount)
_points = lru_cache(maxsize=8192)(parse_points)
_rate = lru_cache(maxsize=8192)(parse_rate)


def _not_a_figure(cell: GridCell | None) -> Said | None:
    if cell is None or not cell.text:
        return BLANK if cell is None or cell.formula is None else Said(formula=cell.formula)
    if cell.kind == "error":
        return Said(cell.text, SaidKind.ERROR, formula=cell.formula)
    if cell.kind == "no_result":
        return Said("", SaidKind.NO_RESULT, formula=cell.formula)
    if cell.kind == "boolean" or (cell.kind == "date" and not _is_figure(cell)):
        return Said(cell.text, SaidKind.TEXT, formula=cell.formula)
    return None


def _is_figure(cell: GridCell) -> bool:
    """A figure in a date format, not a day: nothing on a form is from before 1980 (118.8 shows as 1900/4/27)."""
    return cell.day is None or cell.day.year < 1980


def _text(cell: GridCell) -> str:
    """What a cell for a figure says."""
    return plain(cell.number) if cell.kind == "date" and cell.number is not None else cell.text


def _with_formula(figure: Figure, cell: GridCell) -> Figure:
    return figure if cell.formula is None else (figure[0], replace(figure[1], formula=cell.formula))


def amount(cell: GridCell | None, unit: str) -> Figure:
    """Money in 万元; `unit` is that of the block's heading."""
    said = _not_a_figure(cell)
    if said is not None or cell is None:
        return None, said or BLANK
    read = _amount(_text(cell), number=cell.number, shown_low=cell.low, shown_high=cell.high, heading_unit=unit)
    if cell.kind == "number" and read[1].unit is not None:  # the format adds it: nobody typed it into the cell
        read = read[0], replace(read[1], unit=None)
    return _with_formula(read, cell)


def points(cell: GridCell | None) -> Figure:
    """Points in 分."""
    said = _not_a_figure(cell)
    if said is not None or cell is None:
        return None, said or BLANK
    return _with_formula(_points(_text(cell), number=cell.number, shown_low=cell.low, shown_high=cell.high), cell)


def rate(cell: GridCell | None) -> Figure:
    """A rate as a ratio."""
    said = _not_a_figure(cell)
    if said is not None or cell is None:
        return None, said or BLANK
    read = _rate(_text(cell), number=cell.number, percent=cell.percent, shown_low=cell.low, shown_high=cell.high)
    return _with_formula(read, cell)


def _odd(cell: GridCell | None) -> Meaning | None:
    if cell is None or not cell.text:
        return Meaning()
    if cell.kind == "error":
        return Meaning(MeaningKind.ERROR, text=cell.text)
    if cell.kind == "no_result":
        return Meaning(MeaningKind.NO_RESULT)
    return None


def _written(cell: GridCell) -> tuple[str, Decimal | None, bool]:
    """What the parsers get of a cell. A date goes in as its full day, whatever of it the format shows."""
    if cell.kind == "date" and cell.day is not None:
        return f"{cell.day.year}年{cell.day.month}月{cell.day.day}日", None, False
    return cell.text, cell.number if cell.kind == "number" else None, cell.percent


def target(cell: GridCell | None, text: str | None, unit: str, nature: str, year: int | None) -> Meaning:
    """What a target asks for; `unit` and `nature` from columns of their own, `text` the whole target as written."""
    odd = _odd(cell)
    if odd is not None or cell is None:
        return odd or Meaning()
    written, number, percent = _written(cell)
    read = parse_target(written, number=number, percent=percent, unit=unit, operator=nature, nature=nature, year=year)
    text = text or cell.text
    return read if read.text == text else replace(read, text=text)


def actual(cell: GridCell | None, unit: str, year: int | None) -> Meaning:
    """What a result says."""
    odd = _odd(cell)
    if odd is not None or cell is None:
        return odd or Meaning()
    written, number, percent = _written(cell)
    read = parse_actual(written, number=number, percent=percent, unit=unit, year=year)
    return replace(read, text=cell.text) if read.text != cell.text else read
