"""Targets and results in words that say how the year stands to the one before: 不低于上年, 同比下降, 与上年持平."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.form import Meaning, MeaningKind
from perfeval_xl.form_words import TURNS, one_of
from perfeval_xl.patterns import lazy
from perfeval_xl.scoring.judgement import Judgement, met, undecided

_LAST = "(?:上一?年度?|去年|往年|上年同期|去年同期)(?:同期)?(?:水平|数量?|值|度)?"
_AGAINST = f"(?:同比|(?:与|较|比|同|和){_LAST}(?:相比)?)"
_GRADUAL = "(?:有所|逐步|稳步|逐年|持续|明显|显著|大幅|略有|进一步|实现|继续)"
_FIGURE = "了?(?:约|近|超过?)?[0-9][0-9.,]{0,12}(?:%|[一-鿿]{1,4})?"
_MORE, _LESS = "(?:高于|多于|大于|超过|超出)", "(?:低于|少于|小于|不及|不如)"
_SAME = f"(?:{_AGAINST}|{_LAST})?(?:基本)?(?:持平|保持不变)"
_UP, _DOWN = (one_of(word for word, way in TURNS.items() if way == wanted) for wanted in (1, -1))
_LEVEL = frozenset((0,))
# What is asked for: the ways that the year may have gone (1 up, 0 level, -1 down).
_ASKED = [
    (
        frozenset((0, 1)),
        lazy(
            f"(?:不(?:低于|少于|小于)|≥){_LAST}|(?:{_AGAINST})?不(?:{_DOWN})"
            f"|{_SAME}(?:或|及)?(?:以上|不(?:{_DOWN})|(?:略有|有所)?(?:{_UP}))"
        ),
    ),
    (
        frozenset((0, -1)),
        lazy(
            f"(?:不(?:高于|超过|多于|大于)|≤){_LAST}|(?:{_AGAINST})?不(?:{_UP})"
            f"|{_SAME}(?:或|及)?(?:以下|不(?:{_UP})|(?:略有|有所)?(?:{_DOWN}))"
        ),
    ),
    (_LEVEL, lazy(_SAME)),
    (frozenset((1,)), lazy(f"{_MORE}{_LAST}|{_AGAINST}{_GRADUAL}{{0,2}}(?:{_UP})")),
    (frozenset((-1,)), lazy(f"{_LESS}{_LAST}|{_AGAINST}{_GRADUAL}{{0,2}}(?:{_DOWN})")),
]
_CHANGE = lazy(f"{_GRADUAL}{{0,2}}(?P<turn>{one_of(TURNS)})")
# What was reached, alone or behind the year's figure (1326起,低于上年1446起).
_BEHIND_FIGURE = "(?:[0-9][0-9.,]{0,12}(?:%|[一-鿿]{1,4})?[,(])?"
_REACHED = [
    (1, lazy(rf"{_BEHIND_FIGURE}(?:{_MORE}{_LAST}|(?:{_AGAINST})?{_GRADUAL}{{0,2}}(?:{_UP}))(?:{_FIGURE})?\)?")),
    (-1, lazy(rf"{_BEHIND_FIGURE}(?:{_LESS}{_LAST}|(?:{_AGAINST})?{_GRADUAL}{{0,2}}(?:{_DOWN}))(?:{_FIGURE})?\)?")),
    (0, lazy(rf"{_BEHIND_FIGURE}{_SAME}\)?")),
]
_MARKS = str.maketrans({"，": ",", "（": "(", "）": ")", "％": "%"} | dict.fromkeys("。；;\u3000 \n"))
_OTHER_BASE = lazy("环比|前年|年初|基期")  # not the year before
_BOTH_YEARS = lazy(
    f"(?P<now>[0-9]{{1,12}}(?:[.][0-9]{{1,4}})?)[^0-9]{{1,8}}{_LAST}(?P<then>[0-9]{{1,12}}(?:[.][0-9]{{1,4}})?)(?![^0-9]{{0,2}}百分点)"
)
_LONGEST = 40
_BOUND_BELOW = (MeaningKind.EQUAL, MeaningKind.AT_LEAST, MeaningKind.MORE_THAN)
_NOWHERE: frozenset[int] = frozenset()


def judge(target: Meaning, actual: Meaning) -> Judgement | None:
    """Met, or missed however little; None where one of the two does not say how the year stands to the one before.

    A figure of change that was asked for (增长10%) is missed by 持平; whether words reach it is not to be said.
    """
    asked, change = ways_asked(target.text), _change_asked(target)
    went = _way_gone(actual) if asked or change else None
    if went is None or (asked == _LEVEL and went):
        return None  # better than level, or worse: words do not say
    said = f"目标“{target.text}”，实际“{actual.text}”"
    if went not in (asked or change):
        return undecided("last_year", f"{said}，没有达到目标，扣多少分没有统一规定", rule="bands", missed=True)
    flags = () if lazy("[0-9]").search(actual.text) else ("unmeasurable",)
    return met(said, "met", None, flags) if asked else None


def ways_asked(text: str) -> frozenset[int]:
    """Which ways a target allows: {0, 1} of 不低于上年, {-1} of 同比下降; none where it asks for something else."""
    text = text.translate(_MARKS)
    if len(text) > _LONGEST:
        return _NOWHERE
    return next((ways for ways, pattern in _ASKED if pattern.fullmatch(text)), _NOWHERE)


def _change_asked(target: Meaning) -> frozenset[int]:
    """Which way 提高 and 增长10% ask for, with nothing said of the year before."""
    if target.turn and target.base is not None and target.base > 0 and target.kind in _BOUND_BELOW:
        return frozenset((TURNS[target.turn],))
    found = _CHANGE.fullmatch(target.text.translate(_MARKS)) if len(target.text) <= _LONGEST else None
    return frozenset((TURNS[found["turn"]],)) if found is not None else _NOWHERE


def _way_gone(actual: Meaning) -> int | None:
    if actual.turn and actual.base is not None and not _OTHER_BASE.search(actual.text):
        return TURNS[actual.turn] if actual.base > 0 else None
    text = actual.text.translate(_MARKS)
    if _OTHER_BASE.search(text):
        return None
    way = next((way for way, one in _REACHED if one.fullmatch(text)), None) if len(text) <= _LONGEST else None
    both = _BOTH_YEARS.search(text) if way else None
    if both is not None and way is not None and (Decimal(both["now"]) - Decimal(both["then"])) * way <= 0:
        return None  # 7420次(高于上年7500次)
    return way
