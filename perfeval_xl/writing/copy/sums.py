"""What a formula that only adds up comes to: SUM of cells and areas, +, a ROUND around it. All else is unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from perfeval_xl.xlsx.names import ref, split_area
from perfeval_xl.xlsx.read.sheetreader import RawCell

Lookup = Callable[[str], RawCell | None]

_ROUND = re.compile(r"ROUND\((.*),([0-9])\)")
_SUM = re.compile(r"SUM\(([A-Z0-9:,.]+)\)")
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_AREA = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6}")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WIDEST = 5000  # cells of one area


class _Unknown(Exception):  # noqa: N818 - not a fault: a formula that is none of ours to compute
    pass


def sum_of(formula: str, cell_at: Lookup) -> Decimal | None:
    """The exact result of a sum of cells of its own sheet; None for any other formula. Texts in areas count nothing."""
    text = formula.replace("$", "").replace(" ", "").upper()
    rounded = _ROUND.fullmatch(text)
    try:
        total = sum((_term(term, cell_at) for term in _terms(rounded[1] if rounded else text)), Decimal(0))
    except _Unknown:
        return None
    return total.quantize(Decimal(1).scaleb(-int(rounded[2])), ROUND_HALF_UP) if rounded else total


def _terms(text: str) -> list[str]:
    """The parts of a sum; no + stands inside SUM(…)."""
    terms = text.removeprefix("+").split("+")
    if not all(terms):
        raise _Unknown
    return terms


def _term(term: str, cell_at: Lookup) -> Decimal:
    listed = _SUM.fullmatch(term)
    if listed is not None:
        return sum((one for part in listed[1].split(",") for one in _numbers(part, cell_at)), Decimal(0))
    if _NUMBER.fullmatch(term):
        return Decimal(term)
    if _CELL.fullmatch(term) is None:
        raise _Unknown
    cell = cell_at(term)
    if cell is not None and cell.kind != "n":
        raise _Unknown  # a text in an addition is an error, not nothing
    return _number(cell)


def _numbers(part: str, cell_at: Lookup) -> Iterator[Decimal]:
    if _NUMBER.fullmatch(part):
        yield Decimal(part)
    elif _CELL.fullmatch(part) or _AREA.fullmatch(part):
        top, left, bottom, right = split_area(part)
        if (bottom - top + 1) * (right - left + 1) > _WIDEST:
            raise _Unknown
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield _number(cell_at(ref(row, column)))
    else:
        raise _Unknown


def _number(cell: RawCell | None) -> Decimal:
    if cell is None:
        return Decimal(0)
    if not cell.has_result or cell.kind == "e":
        raise _Unknown
    return Decimal(cell.text) if cell.kind == "n" else Decimal(0)
