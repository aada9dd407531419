"""Dates, months, periods and deadlines as people write them: 2023年12月31日前, 12月底之前完成, 1-12月, 全年."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from perfeval_xl.form_words import years_in_digits
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.meaning.chinese_numbers import read_chinese


@dataclass(frozen=True, slots=True)
class DateRead:
    """A stated period from `first` to `last` (None where no year is known), how it was meant and what else stood there.

    `before` the word that makes it a deadline (前, 之前, 以内), "" without; `is_period` where it says when something
    went on (全年, 1-12月) and not by when; `remark` the harmless words around it (完成). `year_assumed`: none
    was written, it is the form's."""

    first: date | None
    last: date | None
    before: str = ""
    is_period: bool = False
    remark: str = ""
    year_assumed: bool = False


# A cheap look first: most values are no dates.
_HINT = lazy(r"[年月季]|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.]|^[^0-9]{0,6}(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?![0-9])")
_FULL = lazy(
    r"((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})日?(?![0-9])(?: ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
_MONTH = lazy(r"((?:19|20)[0-9]{2})[-/](0?[1-9]|1[0-2])(?![0-9/年月日-])")
_RUN_TOGETHER = lazy(r"([0-9]{4})(?:\.(0?[1-9]|1[0-2])|(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])?)(?![0-9.%/万亿元-])")
_MONTH_DOT = lazy(r"((?:19|20)[0-9]{2})\.(0?[1-9]|1[0-2])(?=[底末前之以内])")
_SHORT_YEAR = lazy("(?<![0-9])(1[5-9]|2[0-9]|3[0-5])年(?=[0-9]{1,2}月)")  # 23年12月底; 20年 alone is a length of time
_WORD_PART = lazy("[一二三四五六七八九十]{1,3}(?=[月日号])")

_POINT = r"""
    (?:(?P<y{n}>(?:19|20)[0-9]{{2}})年度?|(?P<this{n}>当年|本年度?|今年|年度)|(?P<next{n}>次年|翌年|下一?年度?|第二年|来年|明年)|(?P<last{n}>上年|去年))?
    (?:
        (?P<m{n}>[0-9]{{1,2}})月份?
        (?:(?P<d{n}>[0-9]{{1,2}})[日号]|(?P<mp{n}>月?底|月?末|初|上旬|中旬|下旬))?
      | (?P<yp{n}>年底|年末|年内|年初|全年度?|底|末|内|初|上半年|下半年|第?[1-4一二三四]季度(?:末|底)?)
    )?
"""
_LEAD = "(?P<lead>(?:计划|预计|定|截至|截止|不晚于|不迟于|实际|已|于|在|至|到)*)"
_DONE = (
    "完成|全部|已|全面|完工|竣工|交付|支付|拨付|发放|兑付|完毕|验收|通过|投入使用|实施|到位|建成|结束|提交|报送|合格"
)
_TAIL = f"(?P<before>之前|以前|前|之内|以内|内|止)?,?(?P<done>(?:{_DONE})*)"
_ONE = lazy(f"{_LEAD}{_POINT.format(n=1)}{_TAIL}", re.VERBOSE)
_TWO = lazy(f"{_LEAD}{_POINT.format(n=1)}(?:[-~—]+|至|到){_POINT.format(n=2)}{_TAIL}", re.VERBOSE)
_MONTHS = lazy(r"((?:(?:19|20)[0-9]{2}年)?)([0-9]{1,2})(?=(?:[-~—]+|至|到)[0-9]{1,2}月)")
_YEARS = lazy(r"^((?:19|20)[0-9]{2})(?=(?:[-~—]+|至|到)(?:19|20)[0-9]{2}年)")
_EACH_MONTH = lazy(
    "(?:于|在)?(?:每个?|次)月(?P<day>[0-9]{1,2})[日号](?P<before>之前|以前|前|之内|以内|内)?"
    f"(?:(?:均|已|全部|按时|足额){{0,3}}(?:{_DONE}|打卡|上报))*"
)
_BY = ("截至", "截止", "不晚于", "不迟于", "至", "到")


def read_date(text: str, year: int | None = None) -> DateRead | None:
    """The date, period or deadline that `text` (compact) is as a whole; `year` fills in where none is written."""
    if len(text) > 40 or not _HINT.search(text):
        return None
    plain = _in_one_form(text)
    found = _ONE.fullmatch(plain)
    if found is not None:
        span = _span(found, "1", year)
        return None if span is None else _read(found, span, span, is_range=False)
    found = _TWO.fullmatch(plain)
    if found is None:
        return None
    end = _span(found, "2", int(found["y1"]) if found["y1"] else year)
    start = _span(found, "1", year)
    if start is None or end is None or (start.first and end.last and start.first > end.last):
        return None
    return _read(found, start, end, is_range=True)


def read_day_of_month(text: str) -> tuple[int, str] | None:
    """The day of every month that `text` (compact) names, and the word that makes it a deadline: 每月10日前."""
    found = _EACH_MONTH.fullmatch(text) if len(text) <= 24 else None
    if found is None or not 1 <= int(found["day"]) <= 31:
        return None
    return int(found["day"]), found["before"] or ""


def spell_out(text: str, year: int | None) -> str:
    """2023.12, 202312, 20231231 as dates where the form is of that very year; anything else as it is.

    2023.1 stays: in a number cell it may have been 2023.10.
    """
    if year is None or not text.startswith(str(year)):
        return text
    found = _RUN_TOGETHER.match(text)
    if found is None or found[2] == "1":
        return text
    day = f"{int(found[4])}日" if found[4] else ""
    return f"{found[1]}年{int(found[2] or found[3])}月{day}{text[found.end() :]}"


@dataclass(frozen=True, slots=True)
class _Span:
    first: date | None
    last: date | None
    is_period: bool


def _in_one_form(text: str) -> str:
    """2023-12-31, 二〇二三年十二月 and 1-12月 in the one form 2023年12月31日, 1月-12月."""
    text = _FULL.sub(r"\1年\2月\3日", text)
    text = _MONTH.sub(r"\1年\2月", text)
    text = _MONTH_DOT.sub(r"\1年\2月", text)
    text = years_in_digits(text)
    text = _SHORT_YEAR.sub(r"20\1年", text)
    text = _WORD_PART.sub(_digits, text)
    text = _MONTHS.sub(r"\1\2月", text)
    return _YEARS.sub(r"\1年", text)


def _digits(found: re.Match[str]) -> str:
    value = read_chinese(found.group())
    return found.group() if value is None else str(int(value))


def _span(found: re.Match[str], n: str, year: int | None) -> _Span | None:
    """First and last day of one point in time; None when there is no such day or nothing was written."""
    month, day, part, of_year = (found[key + n] for key in ("m", "d", "mp", "yp"))
    written = found["y" + n]
    other = 1 if found["next" + n] else -1 if found["last" + n] else 0
    if other:
        year = None if year is None else year + other
        if month is None and of_year is None:
            return _whole(year, is_period=False) if other > 0 else None
    if written is None and month is None and of_year is None:
        return None if found["this" + n] in {None, "年度"} else _whole(year, is_period=False)
    if (
        month is None
        and of_year in {"底", "末", "内", "初"}
        and written is None
        and found["this" + n] is None
        and not other
    ):
        return None
    if written is not None:
        year = int(written)
    if month is not None:
        return _of_month(year, int(month), day, part)
    return _of_year(year, of_year)


def _whole(year: int | None, *, is_period: bool) -> _Span:
    return _Span(_day(year, 1, 1), _day(year, 12, 31), is_period)


def _of_month(year: int | None, month: int, day: str | None, part: str | None) -> _Span | None:
    if not 1 <= month <= 12:
        return None
    end = monthrange(year if year is not None and 1 <= year <= 9999 else 2000, month)[1]
    if day is not None:
        if not 1 <= int(day) <= end:
            return None
        return _Span(_day(year, month, int(day)), _day(year, month, int(day)), is_period=False)
    first, last = {None: (1, end), "初": (1, 10), "上旬": (1, 10), "中旬": (11, 20)}.get(part, (21, end))
    return _Span(_day(year, month, first), _day(year, month, last), is_period=False)


def _of_year(year: int | None, part: str | None) -> _Span:
    if part is None or part in {"内", "年内"}:
        return _whole(year, is_period=False)
    if part.startswith("全年"):
        return _whole(year, is_period=True)
    if part in {"年底", "年末", "底", "末"}:
        months = (12, 12)
    elif part in {"年初", "初"}:
        months = (1, 1)
    elif part == "上半年":
        months = (1, 6)
    elif part == "下半年":
        months = (7, 12)
    else:
        number = next(n for n, signs in enumerate(("1一", "2二", "3三", "4四"), start=1) if set(signs) & set(part))
        months = (number * 3 if part.endswith(("末", "底")) else number * 3 - 2, number * 3)
    return _Span(
        _day(year, months[0], 1), _day(year, months[1], 31 if months[1] in {1, 3, 12} else 30), is_period=False
    )


def _day(year: int | None, month: int, day: int) -> date | None:
    return date(year, month, day) if year is not None and 1 <= year <= 9999 else None


def _read(found: re.Match[str], start: _Span, end: _Span, *, is_range: bool) -> DateRead:
    lead, before, done = found["lead"], found["before"] or "", found["done"]
    if not before and lead.endswith(_BY):
        before = lead
    remark = "…".join(part for part in (lead, done) if part)
    said = [mark + n for mark in ("y", "this", "next", "last") for n in (("1", "2") if is_range else ("1",))]
    is_assumed = not any(found[name] for name in said)
    return DateRead(start.first, end.last, before, is_range or start.is_period, remark, is_assumed)
