"""Signs and words about a number: operators before and behind it, harmless words around it, their common sense."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from perfeval_xl.form import MeaningKind
from perfeval_xl.form_words import TURNS
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.meaning.text import compact
from perfeval_xl.units import split_unit

_K = MeaningKind

# 提高到95%, 降至5%: the level reached; of a target a bound.
_RISEN = [f"{word}{to}" for word, way in TURNS.items() for to in "到至" if way > 0]
_FALLEN = [f"{word}{to}" for word, way in TURNS.items() for to in "到至" if way < 0] + ["降到", "降至", "控制到"]
_BEFORE: dict[MeaningKind, tuple[str, ...]] = {
    _K.AT_LEAST: (
        "≥ >= => ≮ 大于等于 大于或等于 大于或者等于 高于或等于 多于或等于 不低于或等于 不少于 不低于 不小于",
        "不得少于 不得低于 不能少于 不能低于 不应少于 不应低于 未低于 未少于 至少 最少 最低 达到 达",
        " ".join(_RISEN),
    ),
    _K.AT_MOST: (
        "≤ <= =< ≯ 小于等于 小于或等于 小于或者等于 低于或等于 少于或等于 不超过 不高于 不大于 不多于 不得超过",
        "不得高于 不得多于 不能超过 不能高于 不应超过 不应高于 未超过 未超 不超 不突破 至多 最多 最高 控制在",
        " ".join(_FALLEN),
    ),
    _K.MORE_THAN: ("> 大于 超过 高于 多于 超 突破 不止",),
    _K.LESS_THAN: ("< 小于 低于 少于 不足 不到 不满 未达到 未达",),
    _K.EQUAL: ("= == 等于",),
}
_KIND_OF = {word: kind for kind, lines in _BEFORE.items() for word in " ".join(lines).split()}
# 以上, 以下, 以内 include the figure (民法典 第1259条). 500余人 is more than 500.
_BEHIND = {
    "以上": _K.AT_LEAST,
    "以下": _K.AT_MOST,
    "以内": _K.AT_MOST,
    "之内": _K.AT_MOST,
    "内": _K.AT_MOST,
    "+": _K.AT_LEAST,
}
_OVER = {"余": _K.MORE_THAN, "多": _K.MORE_THAN}
_NATURES = {"正向": _K.AT_LEAST, "反向": _K.AT_MOST, "负向": _K.AT_MOST, "逆向": _K.AT_MOST}
_REACHED = {"达到", "达", *_RISEN, *_FALLEN}  # of a target at least; of a result: this is it
_INCLUDED = lazy(r"\(不?含[^()]{0,8}\)|及|或|含")
_LEFT_OUT = {_K.AT_LEAST: _K.MORE_THAN, _K.AT_MOST: _K.LESS_THAN}  # 3次以上(不含3次)

_DONE = "已完成|全部完成|实际完成|共完成|完成率|完成值|完成度|指标完成率|任务完成率|完成|均已|已经|已|全部"
_HARMLESS = (
    f"{_DONE}|发生|出现|第(?=[0-9]{{1,3}}个?(?:工作)?[日天])|全年度?|本?年度|当年|年内|共计|共|合计|累计|总计|总共|总数|总量|数量|实际|均为|均达|均|确保|保证|平均(?=[0-9≥≤<>=不])|"
    "保持在?|大约|约为|约|实现|达成|为"
)
# What was done, before how much of it: words that do not turn the figure (unlike 减少, 节约).
_WORK = (
    "开展|举办|组织|培训|新增|新建|改造|建设|修建|建成|维修|购置|采购|安装|发放|补助|救助|资助|服务|覆盖|受益|惠及|种植|"
    "编制|印发|印制|印刷|宣传|检查|巡查|抽检|监测|走访|慰问|接待|招聘|聘用|配备|支付|拨付|兑付|投入|办理|提供|设立|参与"
)
# A rate by its name (满意度≥95%): only with a percentage, and without a word that turns it.
_NAME = "(?!每)[一-鿿]{1,12}(?:率|度|比例|占比)(?:均?为)?:?(?=[0-9≥≤<>=百不至达超低高大小提降升增减])"
_COUNTED = "(?!每)[一-鿿]{0,10}?(?:数量|总数|[人户件个]数|次数|人次|面积)(?:均?为|共)?:?(?=[0-9≥≤<>=不])"
_TURNED = lazy("[不未无没至到超近]|[大小高低多少等]于|提高|提升|增加|上升|下降|降低|减少")
_HARMLESS_BEHIND = (
    "已?全?部?完成|全?覆盖|到达?(?:现场|场)|响应|处[置理]|办[结理]|解决|反馈|[答回]复|修复|恢复|上[报门]|达标|合格|到位|发放|兑付|支付|拨付|满意|及时|按时|通过|落实|执行|受益|参与|左右|上下|整|"
    r"程度|含|\(含[0-9.,]{1,12}[^0-9()]{0,4}\)"
)
_SIGN = "|".join(sorted(map(re.escape, _KIND_OF), key=len, reverse=True))
# 达 of 达标 and 达成 is no operator.
_TOKEN = lazy(f"(?P<sign>(?:{_SIGN})(?![标成]))|(?P<word>{_HARMLESS}|{_WORK})[,:]?")
_NAMES_RATE = lazy(_NAME)
_NAMES_COUNT = lazy(_COUNTED)
_PER = lazy("(?:平均)?每(?=[一-鿿])|一(?=(?:周|个?月|年|天|日|季度?)[0-9一二两三四五六七八九十]{1,3}[次场期轮回趟])")
_MEAN = lazy("(?P<thing>[人户亩日月年生株])均(?=[0-9≥≤<>=不])")
_AFTER = lazy(
    r"(?P<unit>.{0,40}?)(?P<sign>(?:\(含\)|\(含本数\)|及|或|含)?(?:以上|以下|以内|之内|内|\+)(?:\(含\)|\(含本数\)|\(不含[^()]{0,8}\))?)?,?"
    rf"(?P<words>(?:(?:{_HARMLESS_BEHIND})|\((?:{_HARMLESS_BEHIND})\))*)"
)
_OVER_IT = lazy("(?P<scale>(?:万亿|[十百千]?[万亿]|[十百千])?)(?P<over>余|多)(?!余|多)")
# The group looked ahead for stands for an atomic one: a word once taken is not taken apart again.
_ONLY_DONE = lazy(f"(?:(?=({_DONE}|达成|实现|…))\\1)+")


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a number: operators, harmless words, what it is per (每亩), a rate's name, where it ends."""

    signs: tuple[str, ...]
    words: tuple[str, ...]
    per: tuple[str, ...]
    names_rate: bool
    end: int


@dataclass(frozen=True, slots=True)
class Trail:
    """What stands behind a number: its unit as written, the operators (500余人次以上), harmless words."""

    unit: str
    signs: tuple[str, ...]
    words: str


def lead_of(text: str) -> Lead:
    """Operators and harmless words at the start of `text` (compact), as far as they go."""
    signs: list[str] = []
    words: list[str] = []
    per: list[str] = []
    place = 0
    names_rate = False
    while place < len(text) and len(signs) + len(words) < 8:
        name = None if names_rate or signs else _NAMES_RATE.match(text, place)
        if name is not None and not _TURNED.search(name.group()):
            words.append(name.group().rstrip(":"))
            names_rate = True
            place = name.end()
            continue
        count = _NAMES_COUNT.match(text) if place == 0 else None
        if count is not None and not _TURNED.search(count.group()):
            words.append(count.group().rstrip(":"))
            place = count.end()
            continue
        found = _TOKEN.match(text, place)
        if found is not None:
            (signs if found["sign"] else words).append(found["sign"] or found["word"])
            place = found.end()
            continue
        thing, end = _thing(text, place)
        if not thing or len(per) == 2:
            break
        per.append(thing)
        place = end
    return Lead(tuple(signs), tuple(words), tuple(per), names_rate, place)


def trail_of(text: str) -> Trail | None:
    """What follows a number, taken apart; None when it cannot be."""
    over = _OVER_IT.match(text)
    if over is not None:
        text = over["scale"] + text[over.end() :]
    found = _AFTER.fullmatch(text)
    if found is None:
        return None
    signs = tuple(sign for sign in (over["over"] if over else "", found["sign"] or "") if sign)
    return Trail(found["unit"], signs, found["words"])


def column_sign(text: str) -> str:
    """The operator that a column of its own gives (≧, 大于等于, 正向指标), "" when it gives none (定性, 定量)."""
    word = compact(text).removesuffix("指标")
    return word if word in _KIND_OF or word in _NATURES else ""


def is_by(sign: str) -> bool:
    """Whether an operator before a date leaves it a deadline (≤12月, =12月)."""
    return _KIND_OF.get(sign) in {_K.AT_MOST, _K.EQUAL}


def is_reached(sign: str) -> bool:
    """达到: of a target an operator, of a result only a word."""
    return sign in _REACHED


def is_done(words: str) -> bool:
    """Whether the words about a number say nothing but that the work is done (已完成, 指标完成率)."""
    return _ONLY_DONE.fullmatch(words.replace("(", "").replace(")", "")) is not None


def sense_of(signs: Iterable[str]) -> MeaningKind | None:
    """One sense of all operators about a number; None when they contradict each other.

    Two of one direction (大于2次以上) are read in the lenient sense: the figure is included.
    """
    kinds = {_sense(sign) for sign in signs if sign}
    if not kinds or kinds == {_K.EQUAL}:
        return _K.EQUAL
    if len(kinds) == 1:
        return kinds.pop()
    if kinds == {_K.AT_LEAST, _K.MORE_THAN}:
        return _K.AT_LEAST
    return _K.AT_MOST if kinds == {_K.AT_MOST, _K.LESS_THAN} else None


def _sense(sign: str) -> MeaningKind:
    for table in (_KIND_OF, _NATURES, _OVER):
        if sign in table:
            return table[sign]
    kind = _BEHIND[_INCLUDED.sub("", sign)]
    return _LEFT_OUT[kind] if "不含" in sign else kind


def _thing(text: str, place: int) -> tuple[str, int]:
    """The unit of 每亩…, 人均… at `place` and where it ends; ("", place) when there is none."""
    mean = _MEAN.match(text, place)
    if mean is not None:
        return mean["thing"], mean.end()
    each = _PER.match(text, place)
    split = split_unit(text[each.end() : each.end() + 6]) if each is not None else None
    if each is None or split is None or "/" in split[0].name:
        return "", place
    name = split[0].name.partition("每")[0]  # 每人每年: one after the other
    return name, each.end() + len(name)
