"""Number cells of the form: amounts of money in 万元, points in 分, rates as a ratio; each with what the cell says."""

from __future__ import annotations

import re
import struct
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.form import Said, SaidKind
from perfeval_xl.form_words import is_no_money
from perfeval_xl.reading.meaning.numerals import Numeral, exponent_of, numeral_at
from perfeval_xl.reading.meaning.text import compact
from perfeval_xl.units import read_unit

_ERRORS = re.compile(r"#(?:REF!?|DIV/0!?|N/A|VALUE!?|NAME\??|NUM!?|NULL!?|SPILL!|CALC!)")
_CURRENCY = re.compile("^(?:人民币|RMB|CNY|¥)")
_MONEY = re.compile("((?:万亿|[十百千]?[万亿]|[百千])?(?:元|圆)?)(?:人民币|整)?")
_TEN_THOUSAND = Decimal(10_000)
_HUNDRED = Decimal(100)
_BARE_RATIO = Decimal("1.5")  # a bare number up to here is a ratio (1 = 100%), above it is percent points (100.00)
_FEN_EXPONENT = -6  # 一分 in 万元
_BIGGEST = 30  # digits beyond which a stored number is no figure of a form


def parse_amount(
    text: str,
    *,
    number: Decimal | None = None,
    shown_low: Decimal | None = None,
    shown_high: Decimal | None = None,
    heading_unit: str = "万元",
) -> tuple[Decimal | None, Said]:
    """An amount of money in 万元, as shown, and what the cell says (its interval in 万元 too).

    `number` is what a number cell stores, `shown_low`..`shown_high` what its shown digits stand for, in the terms of
    the cell. The unit is the heading's; a unit inside the cell overrides it and is kept in `Said.unit`
    (120万, 1,200,000元).
    """
    said = compact(text)
    figure, unit = _money(said)
    if figure is None:
        figure = _stored(said, number)
        unit = ""
    if figure is None:
        return None, _no_number(text, said)
    times = _to_ten_thousands(unit) or _to_ten_thousands(heading_unit) or Decimal(1)
    low, high = _interval(figure, number, shown_low, shown_high)
    tail = _tail(number, times) if low == high else Decimal(0)
    low, high = (low - tail) * times, (high + tail) * times
    return figure.value * times, Said(text, SaidKind.NUMBER, low, high, unit=unit or None)


def parse_points(
    text: str, *, number: Decimal | None = None, shown_low: Decimal | None = None, shown_high: Decimal | None = None
) -> tuple[Decimal | None, Said]:
    """Points in 分, as shown: 15, 15分, (15). A percentage (权重 10%) is so many of 100 分, with unit % in `Said`.

    A number that its cell's format shows as more than 100% (1000%) is what was typed: 10.
    """
    said = compact(text)
    bare = said[1:-1] if said[:1] == "(" and said[-1:] == ")" else said
    figure = numeral_at(bare)
    unit = ""
    if figure is not None and not figure.is_share and not figure.in_words and bare[figure.end :] in {"", "分", "%"}:
        unit = bare[figure.end :] if bare[figure.end :] == "%" else ""
    else:
        figure = _stored(said, number)
    if figure is not None and unit and number is not None and figure.value > _HUNDRED and _is_sane(number):
        return number, Said(text, SaidKind.NUMBER, number, number)
    if figure is None:
        return None, _no_number(text, said)
    stored = number * _HUNDRED if unit and _is_sane(number) and number is not None else number
    low, high = _interval(figure, stored, None if unit else shown_low, None if unit else shown_high)
    return figure.value, Said(text, SaidKind.NUMBER, low, high, unit=unit or None)


def parse_rate(
    text: str,
    *,
    number: Decimal | None = None,
    percent: bool = False,
    shown_low: Decimal | None = None,
    shown_high: Decimal | None = None,
) -> tuple[Decimal | None, Said]:
    """A rate as a ratio (99% -> 0.99) and what the cell says, with the interval of its digits (0.985..0.995).

    A number without a sign is a ratio up to 1.5 (1 = 100%), percent points above it (100.00 = 100%).
    `shown_low`, `shown_high` and `number` widen the interval where the cell stores another figure than it shows; they
    are in stored terms.
    """
    said = compact(text)
    figure = numeral_at(said)
    sign = said[figure.end :] if figure is not None else ""
    if figure is None or (sign and (sign not in {"%", "‰"} or figure.unit)):
        figure, sign = _stored(said, number), ""
        if figure is not None and percent:
            figure = Numeral(figure.value * _HUNDRED, 0, decimals=max(0, figure.decimals - 2))
            sign = "%"
    if figure is None:
        return None, _no_number(text, said)
    times, half = _rate_scale(figure, sign or figure.unit)
    value = figure.value * times
    bounds = [value - half, value + half]
    if number is not None and _is_sane(number):
        stored = number if percent or times == 1 else number * times
        # A format that scales in a way of its own (0.99 shown as 99) is no second figure.
        bounds += [stored] if abs(stored - value) <= 2 * half else []
    if percent:
        bounds += [bound for bound in (shown_low, shown_high) if bound is not None]
    return value, Said(text, SaidKind.NUMBER, min(bounds), max(bounds), unit=sign or figure.unit or None)


def _rate_scale(figure: Numeral, sign: str) -> tuple[Decimal, Decimal]:
    """Factor to a ratio, and half a step of the last written digit, as a ratio."""
    half = Decimal(5).scaleb(-figure.decimals - 1)
    if figure.is_share:
        return Decimal(1), Decimal(0)
    if sign == "‰":
        return Decimal("0.001"), half / 1000
    if sign == "%" or abs(figure.value) > _BARE_RATIO:
        return Decimal("0.01"), half / 100
    # A bare 1 or 0 was written in whole per cent, like 100% and 0%.
    return Decimal(1), min(half, Decimal("0.005")) if figure.decimals == 0 else half


def _money(text: str) -> tuple[Numeral | None, str]:
    """The figure and the unit written in the cell; (None, "") when the cell says anything else."""
    currency = _CURRENCY.match(text)
    figure = numeral_at(text, currency.end() if currency else 0)
    if figure is None or figure.is_share or figure.unit:
        return None, ""
    rest = _MONEY.fullmatch(text, figure.end)
    return (figure, rest[1]) if rest is not None else (None, "")


@lru_cache(maxsize=64)
def _to_ten_thousands(unit: str) -> Decimal | None:
    """Factor from a unit of money (元, 万元, 亿, 万) to 万元; None where it is none."""
    read = read_unit(compact(unit))
    if read is None or (read.dimension not in {"money", ""}) or (read.scale == 1 and not read.name):
        return None
    return read.scale * read.factor / _TEN_THOUSAND


def _interval(
    figure: Numeral, number: Decimal | None, shown_low: Decimal | None, shown_high: Decimal | None
) -> tuple[Decimal, Decimal]:
    """What the figure stands for, in the terms of the cell: itself; shown and stored where the format rounds."""
    if not _is_sane(number) or number is None or number == figure.value:
        return figure.value, figure.value
    step = Decimal(1).scaleb(-figure.decimals)
    if abs(number - figure.value) > step:
        return figure.value, figure.value  # a format that scales: what is shown counts
    bounds = [figure.value - step / 2, figure.value + step / 2, number]
    bounds += [bound for bound in (shown_low, shown_high) if bound is not None]
    return min(bounds), max(bounds)


def _tail(number: Decimal | None, times: Decimal) -> Decimal:
    """How far a number cell may be off that has more decimals than money: what a formula or another program left.

    In the terms of the cell: half a 分, for a number kept in single precision half of its last bit.
    """
    if number is None or not _is_sane(number) or exponent_of(number * times) >= _FEN_EXPONENT:
        return Decimal(0)
    fen = Decimal(5).scaleb(_FEN_EXPONENT - 1) / times
    single = struct.unpack("f", struct.pack("f", float(number)))[0]
    return max(fen, abs(number).scaleb(-7)) if Decimal(single) == number else fen


def _stored(text: str, number: Decimal | None) -> Numeral | None:
    """The stored number of a cell that shows none (- for 0 in an accounting format, #### in a narrow column)."""
    if not _is_sane(number) or number is None or "%" in text or _ERRORS.fullmatch(text):
        return None
    return Numeral(number, 0, decimals=max(0, -exponent_of(number)))


def _is_sane(number: Decimal | None) -> bool:
    return number is not None and number.is_finite() and abs(number.adjusted()) < _BIGGEST


def _no_number(text: str, said: str) -> Said:
    if not said:
        kind = SaidKind.BLANK
    elif _ERRORS.fullmatch(said):
        kind = SaidKind.ERROR
    else:
        kind = SaidKind.NOT_APPLICABLE if is_no_money(said) else SaidKind.TEXT
    return Said(text, kind)
