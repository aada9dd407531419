"""Words wrapped around a figure that change what it counts: a change, an event it runs from, none at all, several."""

from __future__ import annotations

from typing import NamedTuple

from perfeval_xl.form_words import BAD_THINGS, TURNS, one_of
from perfeval_xl.patterns import lazy

_EARLIER = "(?:20[0-9]{2}|[12][0-9])年度?|上年|去年|上一年度?|往年|前年|年初|基期|上年同期|去年同期|同期"
_AGAINST = f"(?:(?:与|比|较|同)?(?:{_EARLIER})(?:同期)?(?:相比|比)?|同比|环比|年均|平均|逐年|每年)"
_TURN = lazy(
    f"(?:实现|(?![0-9与比较同])[^0-9不未无没约≥≤<>=,;:、()]{{2,8}}?)?{_AGAINST}{{0,3}}[,:]?(?:实际|预计|力争|至少|均|共|将)?(?P<word>{one_of(TURNS)})"
    "(?:了|幅度|率|比例){0,2}(?![到至])(?:达到?|约|为){0,2}"
)
_YEAR = lazy(
    "(?P<than>[与比较])?(?P<year>(?:20)?[0-9]{2})年度?(?:同期)?(?P<compared>相比|比(?![0-9上去前同]))?"
    "|(?P<before>上一?年|去年|同比)"
)
_EVENT = lazy(
    "(?:自|从|在)?[^0-9,;:、()≥≤<>=]{1,16}?(?:之日起|当日起|之后|以后|后|起"
    "|(?:下达|到账|到位|签订|签约|受理|立案|接报|[报接]修|申请|投诉|材料|开工|结束|验收合格)(?=[0-9]{1,3}个?(?:工作日|日历天|[日天月]|小时|分钟)))"
    "[,:]?(?:第)?(?=[0-9一二两三四五六七八九十≤<不])"
)
_NONE_OF = lazy(
    "(?:全年|本年度?|年度?内|期间|项目期内)?(?:实现|确保|做到|保持|达到)?"
    "(?:零|无|没有|不存在|未发生|未出现|没有发生|不发生|不出现|未产生|杜绝)(?:发生|出现)?"
    f"(?P<thing>[^0-9,;、]{{0,8}}?(?:{BAD_THINGS}))"
    "(?:发生|出现|事件|情况|现象|问题|记录|行为|反映|人次|次数|数){0,2}"
)
_BAD_UNIT = lazy(f"[^0-9]{{0,4}}(?:{BAD_THINGS})(?:事件|事故)?")
_SEVERAL = lazy("[、,;]|以及|和(?=[^0-9]{1,12}[0-9])")
_NUMBERED = lazy(r"(?:^|(?<=[^0-9.]))[1-9][.、)](?=[^0-9])")  # 1.助餐点12个2.保温箱30个, its line break gone
_LAST_YEAR_IS = lazy(
    f"(?P<sign>不低于|不少于|不高于|不超过|高于|低于|≥|≤|>|<)(?:{_EARLIER})(?:同期|水平|数量?|值|度)*[(:为](?P<figure>[^()]{{1,16}})\\)?"
)
_OWN_YEAR = lazy("(?P<year>20[0-9]{2})年度?(?:实际|全年|共|已)*(?=[为达共累≥≤不至提降])")
_ORIGIN = lazy(f"(?:[由从](?:上年|去年|年初|原来)?的?[0-9.]{{1,9}}[^0-9,;:]{{0,3}}?)(?=(?:{one_of(TURNS)})[到至])")
_NO_THING = lazy("[不未无没非约≥≤<>=]")
_LONGEST_THING = 14


class Change(NamedTuple):
    """比2022年下降 of 2023年比2022年下降10%: the word, where it ends, the years it is of and measured against."""

    word: str
    end: int
    of_year: int | None
    since: int | None


def change_at(text: str, year: int | None) -> Change | None:
    """The change that a figure is led by; `year` is the form's, from which 上年 is counted."""
    found = _TURN.match(text)
    if found is None or found.end() >= len(text):
        return None
    of_year = since = None
    for one in _YEAR.finditer(found.group()):
        if one["before"]:
            since = year - 1 if year is not None else None
        elif one["than"] or one["compared"]:
            since = _whole_year(one["year"])
        else:
            of_year = _whole_year(one["year"])
    return Change(found["word"], found.end(), of_year, since)


def _whole_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def event_at(text: str) -> int:
    """Where the event ends that a length of time runs from (合同签订后90天内); 0 without one."""
    found = _EVENT.match(text)
    return found.end() if found is not None else 0


def none_of(text: str) -> str:
    """The thing of which there was none: 投诉 of 零投诉, 安全事故 of 未发生安全事故; "" where that is not said."""
    found = _NONE_OF.fullmatch(text) if len(text) <= 40 else None
    return found["thing"] if found is not None else ""


def is_bad_unit(unit: str) -> bool:
    """投诉 of 0投诉: no unit but what is counted."""
    return len(unit) <= 12 and _BAD_UNIT.fullmatch(unit) is not None


def without_origin(text: str) -> str:
    """提高到95% of 从90%提高到95%."""
    found = _ORIGIN.match(text)
    return text[found.end() :] if found is not None else text


def with_last_years_figure(text: str) -> str:
    """不低于95.2% of 不低于上年(95.2%)."""
    found = _LAST_YEAR_IS.fullmatch(text)
    return found["sign"] + found["figure"] if found is not None else text


def without_own_year(text: str, year: int | None) -> str:
    """达到95% of 2023年达到95% in a form of 2023; a figure of another year stays what it is."""
    found = _OWN_YEAR.match(text)
    return text[found.end() :] if found is not None and _whole_year(found["year"]) == year else text


def split_several(text: str) -> list[str]:
    """The parts of a value that holds several figures; [] where it holds one."""
    pattern = _NUMBERED if text.startswith("1") and len(_NUMBERED.findall(text)) > 1 else _SEVERAL
    parts = [part.rstrip(";,、。") for part in pattern.split(text) if part]
    return parts if 2 <= len(parts) <= 6 and all(any(sign.isdigit() for sign in part) for part in parts) else []


def things_before(text: str) -> range:
    """Where the figure may begin behind the thing it counts: the places after 电脑 of 电脑10台."""
    for end, sign in enumerate(text[: _LONGEST_THING + 1]):
        if sign.isdigit():
            return range(1, end + 1)
    return range(0)


def is_thing(text: str) -> bool:
    """Whether words before a figure only name what is counted."""
    return _NO_THING.search(text) is None
