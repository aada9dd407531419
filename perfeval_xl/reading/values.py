"""Targets and results as people write them (年度指标值, 实际完成值) -> Meaning.

Only what parses as a whole is read; anything else is TEXT. Rules of reading, beside form.Meaning:

- 以上, 以下, 以内 include the figure itself (民法典 第1259条); 超过, 大于 do not. Two operators that agree in direction
  (大于2次以上) are read in the lenient sense, with the figure included; two that do not are TEXT.
- A target that is a date is a DEADLINE (on or before `day`; 9月前 is read as by the end of 9月); a period in which something goes on
  (全年, 1-12月) and every date of a result is a DATE.
- A percentage of a *result* stands for the interval of its digits (97% is 96.5%..97.5%), since it was worked out from
  something; a percentage of a target was set, and is exact. Other typed numbers are exact; a number cell that shows fewer
  digits than it stores is the interval of both.
- 已完成100% as a result is a VERDICT (met, tier 1) that keeps its number (value 100, base 1) for a target that is a ratio.
- `operator` has one glyph for one sign (≧ and ≥ are ≥); a sign before and a word behind are joined by … (大于…以上).
- A verdict with 以上 (良好以上) keeps it in `operator`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.form import Meaning, MeaningKind, VerdictFamily
from perfeval_xl.reading.amounts import parse_amount, parse_points, parse_rate
from perfeval_xl.reading.dates import DateRead, read_date
from perfeval_xl.reading.numerals import Numeral, exponent_of, numeral_at
from perfeval_xl.reading.text import compact, normalise_text
from perfeval_xl.reading.verdicts import is_scale, read_verdict
from perfeval_xl.units import NO_UNIT, Unit, goes_with_words, normalise, per, read_unit, split_unit

__all__ = ["normalise_text", "parse_actual", "parse_amount", "parse_points", "parse_rate", "parse_target"]

_K = MeaningKind
_HUNDRED = Decimal(100)

# ------------------------------------------------------------------------------------------------------ words and signs

_OPERATORS: dict[MeaningKind, str] = {
    _K.AT_LEAST: "≥ >= => ≮ 大于等于 大于或等于 大于或者等于 不少于 不低于 不小于 不得少于 不得低于 不能少于 不能低于 不应少于 不应低于 未低于 未少于 至少 最少 "
    "最低 不低于或等于 高于或等于 多于或等于 达到 达",
    _K.AT_MOST: "≤ <= =< ≯ 小于等于 小于或等于 小于或者等于 不超过 不高于 不大于 不多于 不得超过 不得高于 不得多于 不能超过 不能高于 不应超过 不应高于 未超过 "
    "未超 不超 不突破 至多 最多 最高 控制在 低于或等于 少于或等于",
    _K.MORE_THAN: "> 大于 超过 高于 多于 超 突破",
    _K.LESS_THAN: "< 小于 低于 少于 不足 不到 不满 未达到 未达",
    _K.EQUAL: "= == 等于",
}
_KIND_OF = {word: kind for kind, words in _OPERATORS.items() for word in words.split()}
_NATURES = {"正向": _K.AT_LEAST, "反向": _K.AT_MOST, "负向": _K.AT_MOST, "逆向": _K.AT_MOST}
_AFTER = {"以上": _K.AT_LEAST, "以下": _K.AT_MOST, "以内": _K.AT_MOST, "之内": _K.AT_MOST, "内": _K.AT_MOST}
_REACHED = {"达到", "达"}

_DONE_BEFORE = "已完成|全部完成|实际完成|共完成|完成率|完成值|完成度|指标完成率|任务完成率|完成|均已|已经|已|全部"
_BEFORE = f"{_DONE_BEFORE}|全年度?|本?年度|当年|年内|共计|共|合计|累计|总计|总共|总数|总量|数量|实际|均为|均达|均|确保|保证|保持在?|大约|约为|约|近|开展|举办|组织|实现|达成|为"
_AFTERWORDS = "已?全?部?完成|全?覆盖|达标|合格|到位|发放|兑付|支付|拨付|满意|及时|按时|通过|落实|执行|受益|参与|左右|上下|整|程度|含"
_PREFIX = re.compile(
    "(?P<op>" + "|".join(sorted(map(re.escape, _KIND_OF), key=len, reverse=True)) + f")|(?P<word>{_BEFORE})[,:]?"
)
_FIRST_UNIT = re.compile(
    "(?:平均)?每(?P<each>[一-鿿]{1,3}?)(?=[0-9])|平均?(?P<mean>[人户亩日月年生株])均?(?=[0-9])|(?P<average>[人户亩日月年生株])均(?=[0-9])"
)
_SUFFIX = re.compile(
    rf"(?P<unit>.*?)(?P<op>(?:\(含\)|及|\(含本数\))?(?:以上|以下|以内|之内|内)(?:\(含\)|\(含本数\))?)?,?(?P<words>(?:(?:{_AFTERWORDS})|\((?:{_AFTERWORDS})\))*)"
)
_OVER = re.compile("(?P<scale>(?:万亿|[十百千]?[万亿]|[十百千])?)(?P<over>余|多)")
_BETWEEN = re.compile(
    r"(?P<unit>[^0-9±~—-]{0,8}?(?:\([^()]{1,4}\))?)(?P<join>[-~—]+|至|到|±)(?=[0-9零一二两三四五六七八九十百])"
)
_NOUN = re.compile("[一-鿿]{1,8}")
_NOT_NOUN = re.compile("[不未无没非超低高于少多达约至到以前后内外增减降升提完已和与及或等余]")
_ONLY_DONE = re.compile(f"(?:{_DONE_BEFORE}|达成|实现|已?全?部?完成|…)+")

_NOTHING = re.compile(
    r"[-—/\\_]+(?: ?[-—/\\_]+)*|无|无此项|不适用|不涉及|未涉及|暂无|无需填写|[nN]/?[aA]|(?:None|NULL|null|nan)"
)
_ERRORS = {
    "#REF!",
    "#DIV/0!",
    "#N/A",
    "#VALUE!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#REF",
    "#DIV/0",
    "#VALUE",
    "#NAME",
    "#NUM",
    "#NULL",
}
_YES = {"是", "有", "√", "✓", "✔", "TRUE", "True", "true"}
_NO = {"否", "没有", "×", "✗", "✘", "FALSE", "False", "false"}

# --------------------------------------------------------------------------------------------------------- what is asked


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
    """What a target asks for. `text` as shown; `number` what a number cell stores and `percent` whether its format is a
    percentage; `unit`, `operator`, `nature` from columns of their own; `year` of the form, for dates without one."""
    sign = _column_operator(operator) or _column_operator(nature)
    return _parse(text, number, percent, unit, sign, year, actual=False)


@lru_cache(maxsize=16384)
def parse_actual(
    text: str, *, number: Decimal | None = None, percent: bool = False, unit: str = "", year: int | None = None
) -> Meaning:
    """What a result says; the arguments as for `parse_target`."""
    return _parse(text, number, percent, unit, "", year, actual=True)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is known besides the text: the unit's column, the operator's column, the form's year, target or result."""

    unit: Unit
    operator: str
    year: int | None
    actual: bool


def _parse(
    text: str, number: Decimal | None, percent: bool, unit: str, operator: str, year: int | None, *, actual: bool
) -> Meaning:
    said = compact(text)
    asked = _Asked(read_unit(compact(unit)) or NO_UNIT, operator, year, actual)
    read = _read(said, asked)
    if number is not None and number.is_finite() and abs(number.adjusted()) < 30:
        read = _of_number_cell(read, number, percent, asked)
    return replace(read, text=text)


def _column_operator(text: str) -> str:
    """The operator that a column of its own gives (≧, 大于等于, 正向), "" when it gives none (定性, 定量)."""
    word = compact(text).removesuffix("指标")
    return word if word in _KIND_OF or word in _NATURES else ""


def _read(text: str, asked: _Asked) -> Meaning:
    if not text:
        return Meaning()
    if text in _ERRORS:
        return Meaning(_K.ERROR)
    if _NOTHING.fullmatch(text):
        return Meaning(_K.NOT_APPLICABLE)
    if text in _YES or text in _NO:
        return Meaning(_K.YES_NO, yes=text in _YES)
    if is_scale(text):
        return Meaning(_K.TEXT, remark="整个等级")
    by_unit = asked.unit.dimension in {"months", "days"} and text[-1:].isdigit()
    when = None if by_unit else _date(text, asked)
    return when or _number(text, asked) or _verdict(text) or Meaning(_K.TEXT)


# ------------------------------------------------------------------------------------------------------------- numbers


def _number(text: str, asked: _Asked) -> Meaning | None:
    place, operators, before = 0, [asked.operator] if asked.operator else [], list[str]()
    thing = ""
    while True:
        first = _FIRST_UNIT.match(text, place)
        if first is not None and not thing:
            thing = first["each"] or first["mean"] or first["average"]
            place = first.end()
            continue
        found = _PREFIX.match(text, place)
        if found is None or numeral_at(text, place) is not None:
            break
        if found["op"]:
            operators.append(found["op"])
        else:
            before.append(found["word"])
        place = found.end()
    one = numeral_at(text, place)
    if one is None or len(operators) > 3:
        return None
    rest = text[one.end :]
    join = _BETWEEN.match(rest)
    if join is not None:
        other = numeral_at(rest, join.end())
        if other is not None and not thing:
            return _range(one, join, other, rest[other.end :], operators, before, asked)
    return _single(one, rest, operators, before, thing, asked)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What follows a number: its unit, the operator behind it, other words."""

    unit: Unit
    operator: str
    words: str


def _rest(text: str, number: Numeral, asked: _Asked) -> _Rest | None:
    found = _SUFFIX.fullmatch(text)
    if found is None:
        return None
    written, operator, words = found["unit"], found["op"] or "", found["words"]
    if not written or number.unit:
        if written and written != number.unit:
            return None
        unit = read_unit(number.unit) or NO_UNIT
        return _Rest(unit if number.unit else asked.unit, operator, words)
    unit = read_unit(written)
    if unit is not None and unit.known:
        return (
            None if number.in_words and not goes_with_words(unit) else _Rest(_with_column(unit, asked), operator, words)
        )
    parts = split_unit(written)
    if parts is not None and not number.in_words and parts[0].dimension != "ratio":
        noun = parts[1]
        if _NOUN.fullmatch(noun) and not _NOT_NOUN.search(noun):
            return _Rest(parts[0], operator, noun + words)
    return None if unit is None or number.in_words else _Rest(unit, operator, words)


def _with_column(unit: Unit, asked: _Asked) -> Unit:
    """A scale without a unit (150万) takes the unit of its column; 万 in a column of 万元 is said twice, not meant twice."""
    column = asked.unit
    if unit.name or unit.scale == 1 or not column.name:
        return unit
    if column.dimension == "money" or column.scale != 1:
        name = f"{_scale_word(unit.scale)}{column.name.lstrip('十百千万亿')}"
        return read_unit(name) or column
    return Unit(column.name, unit.scale, column.dimension, column.factor, column.known)


def _scale_word(scale: Decimal) -> str:
    return {Decimal(10**4): "万", Decimal(10**8): "亿", Decimal(1000): "千", Decimal(100): "百"}.get(scale, "")


def _single(
    number: Numeral, rest: str, operators: list[str], before: list[str], thing: str, asked: _Asked
) -> Meaning | None:
    over = _OVER.match(rest)
    if over is not None and over.end() <= len(rest):
        operators, rest = [*operators, over["over"]], over["scale"] + rest[over.end() :]
    after = _rest(rest, number, asked)
    if after is None:
        return None
    unit = per(after.unit, thing) if thing else after.unit
    kind = _kind([*operators, after.operator], asked)
    if unit is None or kind is None:
        return None
    if asked.actual:
        before = [*before, *(word for word in operators if word in _REACHED)]
        operators = [word for word in operators if word not in _REACHED]
    meaning = _meaning(kind, number, unit, asked)
    operator = "…".join(part for part in [*operators, after.operator] if part)
    remark = "…".join(part for part in ["".join(before), after.words] if part)
    meaning = replace(meaning, operator=operator, remark=remark)
    is_done = asked.actual and remark and not operator and meaning.base == 1 and meaning.dimension == "ratio"
    if is_done and _ONLY_DONE.fullmatch(remark):
        return replace(meaning, kind=_K.VERDICT, family=VerdictFamily.MET, tier=1, low=meaning.base, high=meaning.base)
    return meaning


def _kind(operators: list[str], asked: _Asked) -> MeaningKind | None:
    """One sense of all operators about a number; None when they contradict each other."""
    kinds = {_sense(word, asked) for word in operators if word}
    if not kinds or kinds == {_K.EQUAL}:
        return _K.EQUAL
    if kinds <= {_K.AT_LEAST, _K.MORE_THAN}:
        return kinds.pop() if len(kinds) == 1 else _K.AT_LEAST
    if kinds <= {_K.AT_MOST, _K.LESS_THAN}:
        return kinds.pop() if len(kinds) == 1 else _K.AT_MOST
    return None


def _sense(word: str, asked: _Asked) -> MeaningKind:
    if word in _REACHED and asked.actual:
        return _K.EQUAL
    if word in {"余", "多"}:
        return _K.MORE_THAN
    if word in _NATURES:
        return _NATURES[word]
    if word in _KIND_OF:
        return _KIND_OF[word]
    bare = re.sub(r"\(含(?:本数)?\)|及", "", word)
    return _AFTER[bare]


def _meaning(kind: MeaningKind, number: Numeral, unit: Unit, asked: _Asked) -> Meaning:
    dimension = unit.dimension or ("ratio" if number.is_share else "")
    times = unit.scale * unit.factor
    base = number.value * times
    half = Decimal(0)
    if asked.actual and kind is _K.EQUAL and dimension == "ratio" and not number.is_share and unit.name != "成":
        half = Decimal(5).scaleb(-number.decimals - 1) * times
    return Meaning(
        kind, "", "", number.value, None, unit.scale, unit.name, dimension, base, None, base - half, base + half
    )


def _range(
    one: Numeral,
    join: re.Match[str],
    other: Numeral,
    rest: str,
    operators: list[str],
    before: list[str],
    asked: _Asked,
) -> Meaning | None:
    after = _rest(rest, other, asked)
    if after is None or after.operator or (operators and operators != ["控制在"] and operators != ["="]):
        return None
    own = read_unit(join["unit"] or one.unit)
    if (
        own is None
        or (own.name or own.scale != 1)
        and (own.dimension, own.factor) != (after.unit.dimension, after.unit.factor)
    ):
        return None
    unit = after.unit
    first = own if own.scale != 1 or own.name else unit
    low, high = one.value, other.value
    if join["join"] == "±":
        if first.scale != unit.scale:
            return None
        low, high = one.value - other.value, one.value + other.value
    times = unit.scale * unit.factor
    base, upper = low * (times if join["join"] == "±" else first.scale * first.factor), high * times
    if base > upper:
        return None
    if first.scale != unit.scale:
        low = base / times
    remark = "…".join(part for part in ["".join(before), after.words] if part)
    operator = "±" if join["join"] == "±" else ""
    return Meaning(
        _K.BETWEEN,
        "",
        operator,
        low,
        high,
        unit.scale,
        unit.name,
        unit.dimension,
        base,
        upper,
        base,
        upper,
        remark=remark,
    )


# ---------------------------------------------------------------------------------------------------- dates and verdicts


def _date(text: str, asked: _Asked) -> Meaning | None:
    """A deadline or date; ≤ before it and 前 behind it say the same."""
    sign = asked.operator
    found = _PREFIX.match(text)
    if found is not None and found["op"] in {"≤", "<=", "=<", "=", "不超过"}:
        sign, text = found["op"], text[found.end() :]
    read = read_date(text, asked.year)
    if read is None or (sign and _KIND_OF.get(sign) not in {_K.AT_MOST, _K.LESS_THAN, _K.EQUAL}):
        return None
    return _of_date(read, sign, asked)


def _of_date(read: DateRead, sign: str, asked: _Asked) -> Meaning:
    period = read.is_period and not read.before
    kind = _K.DATE if asked.actual or period else _K.DEADLINE
    return Meaning(kind, operator=sign or read.before, day=read.last, day_from=read.first, remark=read.remark)


def _verdict(text: str) -> Meaning | None:
    sign = text[:1] if text[:1] in {"≥", "="} else ""
    read = read_verdict(text[len(sign) :])
    if read is None:
        return None
    return Meaning(_K.VERDICT, operator=sign or read.operator, family=read.family, tier=read.tier, remark=read.remark)


# -------------------------------------------------------------------------------------------------------- number cells


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
    times = read.scale * normalise(read.unit)[1]
    low, high = min(read.value - step / 2, stored) * times, max(read.value + step / 2, stored) * times
    return replace(read, low=min(low, read.low), high=max(high, read.high))


def _of_stored(number: Decimal, percent: bool, asked: _Asked) -> Meaning:
    """The stored number itself, where what is shown says none (#### in a narrow column, - for 0)."""
    kind = _kind([asked.operator], asked) or _K.EQUAL
    value, unit = (number * _HUNDRED, read_unit("%") or NO_UNIT) if percent else (number, asked.unit)
    decimals = max(0, -exponent_of(value))
    read = _meaning(kind, Numeral(value, 0, decimals=decimals), unit, asked)
    return replace(read, operator=asked.operator)
