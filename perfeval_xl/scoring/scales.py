"""Targets and results that name a step of one scale in words: 满意 and 非常满意, 三星级 and 四星级, 良好 and 合格."""

from __future__ import annotations

from perfeval_xl.form import Meaning
from perfeval_xl.form_words import TIERS
from perfeval_xl.patterns import lazy
from perfeval_xl.scoring.judgement import Judgement, met, undecided

# How satisfied people are, the best first; words of one step side by side.
_SATISFIED = (
    ("非常满意", "十分满意", "很满意", "高度满意"),
    ("满意",),
    ("比较满意", "较满意", "较为满意"),
    ("基本满意",),
    ("一般",),
    ("不太满意", "不大满意"),
    ("不满意", "很不满意", "非常不满意"),
)
_STEPS = {word: step for step, words in enumerate(_SATISFIED) for word in words}
# How an examination ended: 良好 beside 优 is a grade and judged as one, 合格 stands below both.
_PASSED = 3
_ENDED = {word: tier for word, tier in TIERS.items() if tier < _PASSED} | {
    "合格": _PASSED,
    "达标": _PASSED,
    "及格": _PASSED,
}
_RESULT_OF = lazy("(?:考核|验收|评定|评价|检查|考评|评估|等级|等次|结果){1,3}(?:为|是|:|：)?")
_LETTER = lazy("(?P<sign>A{1,5}|[B-E])级?")
_OR_BETTER = lazy("(?:及|或)?以上$")
_STARS = lazy("(?P<count>[1-7一二三四五六七])星级?")
_RANK = lazy(
    "(?P<scope>全[国省市区县镇])?(?:排名|位列|位居|名列|居|列){0,2}(?P<top>前|第)(?P<count>[0-9]{1,3}|[一二两三四五六七八九十])[名位]?"
)
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_OPEN = str.maketrans("", "", " \t\r\n\u3000。；;，,")


def judge(target: Meaning, actual: Meaning) -> Judgement | None:
    """Met where the result's step is as good; missed where it is not; None where the two name no step of one scale."""
    asked, reached = (one.text.translate(_OPEN) for one in (target, actual))
    read = (_satisfaction, _examined, _stars, _letters, _rank)
    steps = next((found for one in read if (found := one(asked, reached)) is not None), None)
    if steps is None:
        return None
    if steps[1] <= steps[0]:
        return met(f"实际“{actual.text}”达到目标“{target.text}”", "met", None)
    why = f"实际“{actual.text}”没有达到目标“{target.text}”，扣多少分没有统一规定"
    return undecided("grade", why, rule="bands", missed=True)


_Steps = tuple[int, int]  # of the target and of the result, the smaller the better


def _satisfaction(asked: str, reached: str) -> _Steps | None:
    goal, done = _STEPS.get(_OR_BETTER.sub("", asked)), _STEPS.get(reached)
    if goal is None or done is None or _SATISFIED[goal] == ("一般",):
        return None
    return goal, done


def _examined(asked: str, reached: str) -> _Steps | None:
    """合格 for 良好 and 优秀 for 合格; two grades, or 合格 for 合格, are judged by their own rule."""
    goal, done = (_ENDED.get(_RESULT_OF.sub("", _OR_BETTER.sub("", one), count=1)) for one in (asked, reached))
    if goal is None or done is None or _OR_BETTER.search(reached) or (goal < _PASSED) == (done < _PASSED):
        return None
    return goal, done


def _letters(asked: str, reached: str) -> _Steps | None:
    """B级 is below A级, AA below AAA."""
    goal, done = _LETTER.fullmatch(_OR_BETTER.sub("", asked)), _LETTER.fullmatch(reached)
    return (_letter(goal["sign"]), _letter(done["sign"])) if goal and done else None


def _letter(sign: str) -> int:
    return -len(sign) if sign.startswith("A") else "ABCDE".index(sign)


def _stars(asked: str, reached: str) -> _Steps | None:
    goal, done = _STARS.fullmatch(_OR_BETTER.sub("", asked)), _STARS.fullmatch(reached)
    return (-_number(goal["count"]), -_number(done["count"])) if goal and done else None


def _rank(asked: str, reached: str) -> _Steps | None:
    """前3名 asks for the third place or a better one; a result of 前3名 for 前3名 are the same words."""
    goal, done = _RANK.fullmatch(asked), _RANK.fullmatch(reached)
    if goal is None or done is None or done["top"] != "第" or goal["top"] != "前":
        return None
    if goal["scope"] and done["scope"] and goal["scope"] != done["scope"]:
        return None  # the fifth of the city, the tenth of the country
    return _number(goal["count"]), _number(done["count"])


def _number(digits: str) -> int:
    return _DIGITS[digits] if digits in _DIGITS else int(digits)
