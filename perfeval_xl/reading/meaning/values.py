"""Targets and results as people write them (年度指标值, 实际完成值) -> Meaning.

Only what parses as a whole is read; anything else is TEXT. Rules of reading, beside form.Meaning:

- A target that is a date is a DEADLINE (on or before `day`; 9月前 is read as by the end of 9月). A period in which
  something goes on (全年, 1-12月) and every date of a result is a DATE.
- What is typed is exact, percentages too; a number cell that shows fewer digits than it stores is all between the two.
- 每月10日前 is a DEADLINE without a `day`: its `value` is the day of each month.
- 比上年下降10% is a figure with a `turn`; 降至10% is a figure. 合同签订后90天内 is 90 days at most. 零投诉 is 0.
- A value of several figures (电脑10台、打印机5台) is TEXT with `parts`.
- 2023.12, 202312 and 20231231 are numbers; in a form of 2023, without a unit beside them, they are dates.
- 已完成100% as a result is a VERDICT (met, tier 1) that keeps its number (base 1) for a target that is a ratio.
- 达到95% asks at least 95% of a target; of a result it says 95%.
- `operator` has one glyph for one sign (≧ and ≥ are ≥); signs before and behind are joined by … (大于…以上), and so are
  the words in `remark`. A verdict with 以上 (良好以上) keeps it in `operator`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.form import Meaning, MeaningKind, VerdictFamily
from perfeval_xl.form_words import is_nothing
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.meaning.amounts import parse_amount, parse_points, parse_rate
from perfeval_xl.reading.meaning.dates import read_date, read_day_of_month, spell_out
from perfeval_xl.reading.meaning.numerals import Numeral, exponent_of, numeral_at
from perfeval_xl.reading.meaning.operators import (
    Lead,
    Trail,
    column_sign,
    is_by,
    is_done,
    is_reached,
    lead_of,
    sense_of,
    trail_of,
)
from perfeval_xl.reading.meaning.remarks import comes_to, leaves_it, part_in, share_in, split_remark
from perfeval_xl.reading.meaning.text import compact, normalise_text
from perfeval_xl.reading.meaning.verdicts import is_scale, read_verdict
from perfeval_xl.reading.meaning.wrappings import (
    change_at,
    event_at,
    is_bad_unit,
    is_thing,
    none_of,
    split_several,
    things_before,
    with_last_years_figure,
    without_origin,
    without_own_year,
)
from perfeval_xl.units import (
    NO_UNIT,
    Unit,
    goes_with_words,
    in_column,
    normalise,
    per,
    plain,
    read_unit,
    rounded,
    split_unit,
)

__all__ = ["normalise_text", "parse_actual", "parse_amount", "parse_points", "parse_rate", "parse_target"]

_K = MeaningKind
_HUNDRED = Decimal(100)
_TIMES = frozenset({"hours", "days", "workdays", "months"})
_BIGGEST = 30  # digits beyond which a stored number is no figure of a form
_LONGEST = 60  # characters; what is longer is a sentence

_ERROR = lazy(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL|N/A|SPILL|CALC)[!?]?")
_YES = {"是", "有", "√", "✓", "✔", "TRUE", "True", "true"}
_NO = {"否", "没有", "×", "✗", "✘", "FALSE", "False", "false"}
_JOIN = lazy(r"(?P<unit>[^0-9±~—-]{0,8}?(?:\([^()]{1,4}\))?)(?P<by>[-~—]+|至|到|±)(?=[0-9零一二两三四五六七八九十百])")
_END = "[0-9][^-~—±≥≤<>=,;且并同]*"  # of a range: a number with its unit
_LOW = f"(?:≥|>=|大于等于|不少于|不低于|不小于|至少|最低)(?P<low>{_END})"
_HIGH = f"(?:≤|<=|小于等于|不超过|不高于|不大于|不多于|至多|最高)(?P<high>{_END})"
_AND = "[,;]?(?:并且|同时|且|并)?"
_LOW_HIGH, _HIGH_LOW = lazy(_LOW + _AND + _HIGH), lazy(_HIGH + _AND + _LOW)
_AROUND = lazy(f"(?P<low>{_END})(?:≤|<=)[^0-9≤<=]{{0,12}}(?:≤|<=)(?P<high>{_END})")
_IN_BRACKETS = lazy(r"([^()0-9]{1,8})\(([^()]{1,8})\)")
_NOUN = lazy("[一-鿿]{1,8}")
_NO_NOUN = lazy("[不未无没非超低高于少多达约至到以前后内外增减降升提完已和与及或等余]")


@lru_cache(maxsize=16384)
def parse_target(
    text: str,
    *,
    number: Decimal | None = None,
    percent: bool = False,
    unit: str = "",
    operator: str = "",
    nature: str = "",
    year: int | None = None,
) -> Meaning:
    """What a target asks for.

    `text` as shown; `number` what a number cell stores and `percent` whether its format is a percentage; `unit`,
    `operator`, `nature` from columns of their own (≧ | 95 | 人次; 定性); `year` of the form, for dates without one.
    """
    sign = column_sign(operator) or column_sign(nature)
    return _parse(text, number, percent, _Asked(text, _column_unit(unit), sign, year, actual=False))


@lru_cache(maxsize=16384)
def parse_actual(
    text: str, *, number: Decimal | None = None, percent: bool = False, unit: str = "", year: int | None = None
) -> Meaning:
    """What a result says; the arguments as for `parse_target`."""
    return _parse(text, number, percent, _Asked(text, _column_unit(unit), "", year, actual=True))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The text as shown, and what is known besides: the columns of unit and operator, the year, target or result."""

    text: str
    unit: Unit
    sign: str
    year: int | None
    actual: bool


def _column_unit(text: str) -> Unit:
    """The unit of a column of its own; what no table and no grammar knows (个(只)) is kept as it is."""
    word = compact(text)
    if is_nothing(word):
        return NO_UNIT
    return read_unit(word) or Unit(word, Decimal(1), word, Decimal(1), known=False)


def _parse(text: str, number: Decimal | None, percent: bool, asked: _Asked) -> Meaning:
    read = _read(compact(text), asked)
    if number is not None and number.is_finite() and abs(number.adjusted()) < _BIGGEST:
        return _of_number_cell(read, number, percent, asked)
    return read


def _read(text: str, asked: _Asked) -> Meaning:
    if not text:
        return Meaning(text=asked.text)
    if _ERROR.fullmatch(text):
        return Meaning(_K.ERROR, asked.text)
    if text in _YES or text in _NO:
        return Meaning(_K.YES_NO, asked.text, yes=text in _YES)
    if is_nothing(text):
        return Meaning(_K.NOT_APPLICABLE, asked.text)
    if is_scale(text):
        return Meaning(_K.TEXT, asked.text, remark="整个等级")
    return (
        _date(text, asked)
        or _day_of_month(text, asked)
        or _number(text, asked)
        or _changed(text, asked)
        or _after_event(text, asked)
        or _none_of(text, asked)
        or _two_bounds(text, asked)
        or _done_in_brackets(text, asked)
        or _with_remark(text, asked)
        or _verdict(text, asked)
        or Meaning(_K.TEXT, asked.text, parts=_several(text, asked))
    )


# ------------------------------------------------------------------------------------------------------------- numbers


def _number(text: str, asked: _Asked) -> Meaning | None:
    if len(text) > _LONGEST:
        return None
    text = without_origin(without_own_year(text if asked.actual else with_last_years_figure(text), asked.year))
    lead = lead_of(text)
    one = numeral_at(text, lead.end)
    if one is None:
        return None
    rest = text[one.end :]
    join = _JOIN.match(rest)
    if join is not None:
        other = numeral_at(rest, join.end())
        if other is not None:
            return _range(one, join, other, rest[other.end :], lead, asked)
    trail = trail_of(rest)
    return None if trail is None else _single(one, lead, trail, asked)


def _changed(text: str, asked: _Asked) -> Meaning | None:
    """比上年下降10%: how far it went down, not what was reached (降至10%); a change of another year is not taken."""
    change = change_at(text, asked.year) if len(text) <= _LONGEST else None
    if change is None or (asked.year is not None and change.of_year not in (None, asked.year)):
        return None
    read = _number(text[change.end :], asked)
    if read is None or read.kind is _K.VERDICT:
        return None
    return replace(read, turn=change.word, turn_since=change.since)


def _after_event(text: str, asked: _Asked) -> Meaning | None:
    """合同签订后90天内, 自受理之日起5个工作日: a length of time, at most so long where it is asked for."""
    start = event_at(text)
    read = _number(text[start:], asked) if start and len(text) <= _LONGEST else None
    if read is None or read.dimension not in _TIMES:
        return None
    kind = _K.AT_MOST if read.kind is _K.EQUAL and not asked.actual else read.kind
    return replace(read, kind=kind, remark="…".join(part for part in (text[:start], read.remark) if part))


def _none_of(text: str, asked: _Asked) -> Meaning | None:
    """零投诉, 未发生安全事故: the figure is 0."""
    thing = none_of(text)
    unit = NO_UNIT if asked.unit.dimension == "ratio" else asked.unit  # what there was none of is no share
    return _quantity(_K.EQUAL, Numeral(Decimal(0), 0), unit, asked, asked.sign, thing) if thing else None


def _several(text: str, asked: _Asked) -> tuple[Meaning, ...]:
    """电脑10台、打印机5台: each figure with the thing it counts; () where a part says anything else."""
    parts = split_several(text) if len(text) <= 2 * _LONGEST else []
    read = [_part(part, asked) for part in parts]
    return tuple(one for one in read if one is not None) if None not in read else ()


def _part(text: str, asked: _Asked) -> Meaning | None:
    own = replace(asked, text=text, unit=NO_UNIT, sign="")
    for start in (0, *things_before(text)):
        read = _number(text[start:], own) or _changed(text[start:], own)
        if read is not None:
            return replace(read, remark=text[:start]) if is_thing(text[:start]) and read.is_number else None
    return None


def _single(number: Numeral, lead: Lead, trail: Trail, asked: _Asked) -> Meaning | None:
    found = _unit(number, trail, asked)
    if found is None:
        return None
    unit, noun = found
    unit = per(unit, lead.per) if lead.per else unit
    before = lead.signs
    words = "".join(lead.words)
    if asked.actual:
        words += "".join(sign for sign in before if is_reached(sign))
        before = tuple(sign for sign in before if not is_reached(sign))
    signs = [sign for sign in (asked.sign, *before, *trail.signs) if sign]
    kind = sense_of(signs)
    if unit is None or kind is None or (lead.names_rate and unit.dimension != "ratio"):
        return None
    if asked.sign in before:
        signs = signs[1:]
    remark = "…".join(part for part in (words, noun + trail.words) if part)
    meaning = _quantity(kind, number, unit, asked, "…".join(signs), remark)
    if asked.actual and not signs and meaning.base == 1 and meaning.dimension == "ratio" and is_done(remark):
        return replace(meaning, kind=_K.VERDICT, family=VerdictFamily.MET, tier=1, low=meaning.base, high=meaning.base)
    return meaning


def _unit(number: Numeral, trail: Trail, asked: _Asked) -> tuple[Unit, str] | None:
    """The unit of a number and the noun behind it (12个项目); None when what follows is no unit."""
    written = trail.unit
    if number.unit:  # 百分之五
        unit = read_unit(number.unit)
        return (unit, "") if unit is not None and not written else None
    if not written:
        return asked.unit, ""
    unit = read_unit(written)
    if written == "月" and asked.unit.dimension != "months":
        return None  # 13月 is no month, and no length of time
    if unit is not None and unit.known:
        fits = not number.in_words or goes_with_words(unit)
        return (in_column(unit, asked.unit), "") if fits else None
    if number.in_words:
        return None
    if not number.value and is_bad_unit(written):
        return NO_UNIT, written
    parts = split_unit(written)
    if parts is not None and parts[0].dimension != "ratio" and _NOUN.fullmatch(parts[1]):
        return None if _NO_NOUN.search(parts[1]) else parts
    return None if unit is None else (unit, "")


def _quantity(
    kind: MeaningKind, number: Numeral, unit: Unit, asked: _Asked, operator: str, remark: str = ""
) -> Meaning:
    dimension = unit.dimension or ("ratio" if number.is_share else "")
    times = unit.scale * unit.factor
    base = number.value * times
    return Meaning(
        kind,
        asked.text,
        operator,
        value=number.value,
        scale=unit.scale,
        unit=unit.name,
        dimension=dimension,
        base=base,
        low=base,
        high=base,
        remark=remark,
    )


def _range(one: Numeral, join: re.Match[str], other: Numeral, rest: str, lead: Lead, asked: _Asked) -> Meaning | None:
    """80%-90%, 10人次~20人次, 5万至8万元, 100±5. A first number without a unit has that of the second."""
    trail = trail_of(rest)
    found = None if trail is None else _unit(other, trail, asked)
    own = read_unit(join["unit"] or one.unit)
    signs = {sign for sign in (asked.sign, *lead.signs) if sign}
    if (
        trail is None
        or found is None
        or own is None
        or trail.signs
        or lead.per
        or lead.names_rate
        or signs - {"控制在", "="}
    ):
        return None
    unit, noun = found
    first = unit if own == NO_UNIT else in_column(own, unit)
    if own.name and (own.dimension, own.factor) != (unit.dimension, unit.factor):
        return None
    if join["by"] == "±" and first.scale != unit.scale:
        return None
    times = unit.scale * unit.factor
    low, high = one.value * first.scale / unit.scale, other.value
    if join["by"] == "±":
        low, high = low - high, low + high
    if low > high:
        return None
    remark = "…".join(part for part in ("".join(lead.words), noun + trail.words) if part)
    return Meaning(
        _K.BETWEEN,
        asked.text,
        operator="±" if join["by"] == "±" else "",
        value=low,
        upper=high,
        scale=unit.scale,
        unit=unit.name,
        dimension=unit.dimension,
        base=low * times,
        base_upper=high * times,
        low=low * times,
        high=high * times,
        remark=remark,
    )


def _two_bounds(text: str, asked: _Asked) -> Meaning | None:
    """≥80%且≤90%, 不少于10不超过20个, 80%≤x≤90%: the range whose two ends, both included, are named."""
    found = _LOW_HIGH.fullmatch(text) or _HIGH_LOW.fullmatch(text) or _AROUND.fullmatch(text)
    if found is None or asked.sign or len(text) > _LONGEST:
        return None
    read = _number(f"{found['low']}-{found['high']}", asked)
    return None if read is None or read.kind is not _K.BETWEEN else replace(read, operator="≥…≤")


# ---------------------------------------------------------------------------------------------------- dates, verdicts


def _date(text: str, asked: _Asked) -> Meaning | None:
    """A deadline or date; ≤ before it and 前 behind it say the same. A number in a column of 月 or 天 is none."""
    if asked.unit.dimension in {"months", "days"} and numeral_at(text) is not None:
        return None
    sign = asked.sign
    if asked.unit == NO_UNIT and not sign:
        text = spell_out(text, asked.year)
    if text[0] in "≤<=不":
        lead = lead_of(text)
        sign, text = (lead.signs[0], text[lead.end :]) if lead.signs and not lead.words else (sign, text)
    read = read_date(text, asked.year)
    if read is None or (sign and not is_by(sign)):
        return None
    kind = _K.DATE if asked.actual or (read.is_period and not read.before) else _K.DEADLINE
    return Meaning(
        kind,
        asked.text,
        sign or read.before,
        day=read.last,
        day_from=read.first,
        year_assumed=read.year_assumed,
        remark=read.remark,
    )


def _day_of_month(text: str, asked: _Asked) -> Meaning | None:
    """每月10日前: a deadline that comes every month; its `value` is the day of the month."""
    read = read_day_of_month(text)
    if read is None:
        return None
    kind = _K.DATE if asked.actual or not read[1] else _K.DEADLINE
    return Meaning(kind, asked.text, read[1], value=Decimal(read[0]), unit="日")


def _done_in_brackets(text: str, asked: _Asked) -> Meaning | None:
    """已完成(100%): the same as 已完成100%."""
    found = _IN_BRACKETS.fullmatch(text)
    if found is None or not asked.actual or not is_done(found[1]):
        return None
    return _number(found[1] + found[2], asked)


def _with_remark(text: str, asked: _Asked) -> Meaning | None:
    """56人(其中女性20人), 48部,完成率100%: the figure, and words behind it that take nothing back."""
    found = split_remark(text) if len(text) <= 2 * _LONGEST else None
    read = None if found is None else _number(found[0], asked)
    if found is None or read is None:
        return None
    remark = found[1]
    if asked.year is not None and f"{asked.year}年" in remark:
        return None  # 96.4%(2023年95.2%) in a form of 2023
    share = share_in(remark) if read.dimension == "ratio" else None
    if share is not None and read.base is not None:  # (23/25) where it comes to the 92%
        if rounded(share, -exponent_of(read.base)) != read.base:
            return None
    elif not leaves_it(remark, is_share=read.dimension == "ratio", of_target=not asked.actual):
        part = part_in(remark) if asked.actual else ""
        own = _number(part, replace(asked, text=part, unit=NO_UNIT, sign="")) if part else None
        if asked.actual and read.value is not None and comes_to(remark, read.value, read.unit):
            own = read
        if own is None or own.dimension != read.dimension or (own.base or 0) > (read.base or 0):
            return None
    return replace(read, remark="…".join(one for one in (read.remark, remark) if one))


def _verdict(text: str, asked: _Asked) -> Meaning | None:
    sign = text[0] if text[0] in "≥=" else ""
    read = read_verdict(text[len(sign) :])
    if read is None:
        return None
    operator = sign or read.operator or asked.sign
    return Meaning(_K.VERDICT, asked.text, operator, family=read.family, tier=read.tier, remark=read.remark)


# ------------------------------------------------------------------------------------------------------- number cells


def _of_number_cell(read: Meaning, number: Decimal, percent: bool, asked: _Asked) -> Meaning:
    """The meaning of a number cell: as it shows; where what is stored has more digits, the interval of both."""
    if read.kind in {_K.DATE, _K.DEADLINE, _K.ERROR}:
        return read
    if read.value is None or read.low is None or read.high is None:
        return _of_stored(number, percent, asked)
    stored = number * _HUNDRED if percent and read.unit == "%" else number
    step = Decimal(1).scaleb(min(0, exponent_of(read.value)))
    if read.kind is _K.BETWEEN or stored == read.value or abs(stored - read.value) > step:
        return read
    kept = stored * read.scale * normalise(read.unit)[1]
    return replace(read, low=min(kept, read.low), high=max(kept, read.high))


def _of_stored(number: Decimal, percent: bool, asked: _Asked) -> Meaning:
    """The stored number itself, where what is shown says none (#### in a narrow column, - for 0)."""
    kind = sense_of([asked.sign]) or _K.EQUAL
    value, unit = (number * _HUNDRED, read_unit("%") or NO_UNIT) if percent else (number, asked.unit)
    value = Decimal(plain(value))  # 0.98 stored is 98 %, not 98.00 %
    figure = Numeral(value, 0, decimals=max(0, -exponent_of(value)))
    return _quantity(kind, figure, unit, asked, asked.sign)
