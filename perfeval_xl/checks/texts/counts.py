"""The check of counts in texts (N604): of which indicator a figure is, by the words around it; what the table says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.quantities import Quantity, quantities, quoted
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.texts.claims import sentence_before
from perfeval_xl.checks.texts.figures import figures_of
from perfeval_xl.form import Indicator, Meaning, MeaningKind, Text, cell_of
from perfeval_xl.form_words import TURNS, bare_name, one_of
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity

_AROUND = lazy("(?:达到了?|已达|达|为|共计?|有|是|共有|完成|数量?|人数|次数|场次|人次|率为)$")
_FROM_TO = lazy(rf"[由从][0-9.,%％\s]{{1,12}}[^0-9]{{0,4}}(?:{one_of(TURNS)})[到至]?了?$")  # 知晓率由85%提高到97%
_VERB = lazy("^(?:开展|完成|举办|组织|提供|建设|实施)")
_VERBS = lazy("^(?:发放|开展|完成|举办|组织|提供|建设|实施|受理|办理)|(?:发放|开展|建设|实施|受理|办理)$")
# Figures of plans, and of what is left to do.
_NOT_DONE = lazy("计划|目标|预期|拟|未(?!成年|来)|尚|没有|剩余|[还仍][差缺有]")
_TOTAL_LEAD = lazy(
    "(?:全年|年度|本年|当年|实际|全部|已)*(?:共计?|总共|合计|总计)(?:实际|已|为)*([一-鿿]{0,4}?)(?:了|达|有)?"
)
_CHANGE = lazy("(?<=[升降长加少高低])(?:率|幅度?|比例)$")  # 刑事警情下降率: a text says 刑事警情下降8.6%
_COUNTED = lazy(
    "(?:人次数|场次|数量|面积|长度|重量|总量|(?:人次|[次人户件个条处座部台套辆场期份篇项名家株亩吨只间栋所起批块册张盏具本天])数"
    "|人次|(?<!质)量|数)$"
)
_OF_THE_YEAR = lazy("全年|年度|本年|当年|共|累计|总")
_YEAR_FIRST = lazy("^(?:全年|年度|本年|当年)")  # 全年助餐人次: a text says 全年提供助餐88412人次
_SHORTEST = 3  # of a name to look for in a text; 助餐 of 全年助餐人次 only beside 全年 or 共
_ONLY_DONE = lazy(
    "(?:全年|年度|本年|当年|共计?|累计|总计?|已|圆满|顺利|实际|组织|开展|举办|举行|完成|提供|实施|发放|购置|建设|建成|组建|"
    "设置|修缮|新建|改造|更换|安装|种植|了)+"
)
# 社会公众 is two of them; named as one, too, it would be read in two ways, and time would double with each.
_OF_EVERYBODY = lazy(
    "(?:辖区|周边|当地|本地|沿线|社区|街道|镇村|受访|被访|服务对象|受益对象|受益群众|人民群众|群众|居民|公众|社会|总体|综合)*"
    "满意(?:度|率)"
)
# What is done, in an indicator's name before or behind the thing it is done to: 设置公益广告, 公益广告设置.
_DEED = (
    "发放|开展|完成|举办|举行|组织|提供|建设|实施|受理|办理|办结|处置|处理|设置|设立|修缮|维修|改造|更换|安装|新建|建成|购置|采购|配备|"
    "帮扶|补助|补贴|救助|资助|慰问|走访|巡查|检查|培训|服务|保洁|清运|清理|种植|养护|维护|印发|印制|发布|宣传|参加|参与|开放|覆盖|惠及|"
    "受益|招聘|调解|化解|整治|整改|拆除|监测|检测|抽检|筛查|接种|排查"
)
_PARTED = lazy(f"(?P<before>{_DEED})?(?P<thing>.{{2,}}?)(?P<behind>{_DEED})?")
_GOES_ON = lazy(f"的?(?:全部|均|都|已|全面|及时|按时|按期|顺利|得到|了|{_DEED})*")  # behind the thing, and no more
_FOR_ALL = lazy("为|向|对|给|辖区内?|共计?|总共|合计|总计|累计|全年|本?年度|本年|当年|实际|已|全部|内|了|的")
_OF_A_PART = lazy("[一二三四五六七八九十]|第|期间|其中|季|月|节(?![约省])|日(?!常)|每|先后|之一|部分|首|再|又|另|新增")
_LEAD = lazy("(?:完成|开展|举办|组织|提供|建设|建成|实施|实现|全年|年度|本年|共|其中|了|购置|发放)$")


@dataclass(frozen=True, slots=True)
class _Named:
    """What an indicator counts, as a text would call it."""

    thing: str
    row: Indicator


def _named(case: Case) -> list[_Named]:
    """The indicators that a text can be held against, longest names first."""
    found: list[_Named] = []
    for row in case.indicators:
        actual = row.actual_value
        if actual.kind is not MeaningKind.EQUAL or not actual.dimension or actual.base is None or row.is_execution:
            continue
        thing, shortest = bare_name(row.name), 4  # 完成率 alone may be of anything
        if actual.dimension == "ratio":
            thing = _CHANGE.sub("", thing)
            if actual.turn and not thing.endswith(actual.turn):
                thing = _COUNTED.sub("", thing) + actual.turn
        else:
            whole, thing = thing, _YEAR_FIRST.sub("", thing)
            shortest = _SHORTEST if thing == whole else 2
            thing = _COUNTED.sub("", _VERB.sub("", thing))
        if len(thing) >= shortest and not lazy(r"\d").search(thing):
            found.append(_Named(thing, row))
    return sorted(found, key=lambda one: -len(one.thing))


COUNT_IN_TEXT = Kind(
    code="N604",
    severity=Severity.WARNING,
    title="文中数字与指标表不符",
    says="文中写“{stated}”，指标表中“{name}”的{column}为 {expected}（{place}）。",
    do="请核对两处数字，使前后一致。",
)


@check(COUNT_IN_TEXT, over="form")
def counts_in_texts_are_the_tables(case: Case) -> Iterator[Draft]:
    """检查内容：文字中紧跟在指标名称后面的数字（以及同一句里说到该指标、只隔着“共发放”一类词的合计），与指标表的实际完成值相同（预期目标里的，与年度指标值或实际完成值相同）。
    名称、单位都对得上的才比较；约数、其他时期的数字不看。
    依据：同一件事写了两处，两处应当一致。
    例（好）：个案服务 76 个，文中“完成个案服务76个”。
    例（坏）：个案服务 76 个，文中“完成个案服务86个”。
    """
    figures = [one for one in figures_of(case) if one[0].key != "fund_use"]
    if not figures:
        return
    named = case.once(("named indicators",), lambda: _named(case))
    for text, one, said in figures:
        rows = (
            _meant(said, one, named)
            or _summed_up(text, one, said, named)
            or _named_behind(text, one, said, named)
            or _told_around(text, one, said, named)
        )
        if not rows or _NOT_DONE.search(said):
            continue
        columns = ("target", "actual") if text.key == "goal_expected" else ("actual",)
        if any(_agrees(one, getattr(row, f"{column}_value")) for row in rows for column in columns):
            continue
        column = columns[0]
        if text.key == "goal_expected" and rows[0].target_value.dimension != one.dimension:
            continue
        yield case.at_text(
            COUNT_IN_TEXT,
            text,
            stated=quoted(text.text, one),
            name=words.name_of(rows[0]),
            column=words.field_word(column),
            expected=getattr(rows[0], column) or "",
            place=cell_of(rows[0], column) or "",
        )


def _meant(said: str, one: Quantity, named: list[_Named]) -> list[Indicator]:
    """The indicators whose name ends what stands before a figure, in the figure's unit; the longest name only."""
    bare = said = _of_change(said)
    while (shorter := _AROUND.sub("", bare)) != bare:
        bare = shorter
    for ending in (said, bare, bare.removesuffix("人")):  # 帮扶残疾人数 may count 残疾人
        found = [each for each in named if ending.endswith(each.thing)]
        if found:
            thing = found[0].thing
            if not _stands_alone(ending, thing):
                return []
            same = [each.row for each in found if each.thing == thing]
            return same if all(row.actual_value.dimension == one.dimension for row in same) else []
    return _satisfied(bare, one, named)


def _of_change(said: str) -> str:
    """知晓率 of 知晓率由85%提高到, 投诉下降 of 投诉件数同比下降."""
    said = _FROM_TO.sub("", lazy("同比|环比").sub("", said))
    turn = lazy(f"(?:{one_of(TURNS)})了?$").search(said)
    return said if turn is None else _COUNTED.sub("", said[: turn.start()]) + turn.group().removesuffix("了")


def _satisfied(said: str, one: Quantity, named: list[_Named]) -> list[Indicator]:
    """群众满意度达98% is of the form's only satisfaction, where that is nobody's in particular."""
    rows = [each for each in named if each.thing.endswith(("满意度", "满意率"))]
    is_general = len(rows) == 1 and _OF_EVERYBODY.fullmatch(rows[0].thing) and _OF_EVERYBODY.fullmatch(said)
    return [rows[0].row] if is_general and one.dimension == "ratio" else []


def _summed_up(text: Text, one: Quantity, said: str, named: list[_Named]) -> list[Indicator]:
    """为老人发放高龄津贴，共发放3256人: the one indicator in the figure's unit that the sentence is about.

    The figure is the first of its unit there; nothing leads to it but 共 and a verb of that indicator's name.
    """
    lead = _TOTAL_LEAD.fullmatch(said)
    if lead is None or one.dimension in ("ratio", "money"):
        return []
    sentence = sentence_before(text.text, one.start)
    others = [each for each in quantities(text.text) if one.start - len(sentence) <= each.start < one.start]
    if any(each.dimension == one.dimension for each in others):
        return []
    rows = [
        each.row
        for each in named
        if each.row.actual_value.dimension == one.dimension
        and len(core := _VERBS.sub("", each.thing)) >= 3
        and core in sentence
        and lead[1] in bare_name(each.row.name)
    ]
    return rows if len(rows) == 1 else []


def _named_behind(text: Text, one: Quantity, said: str, named: list[_Named]) -> list[Indicator]:
    """全年共举办163场社区活动: the year's figure with the name behind it, and nothing behind the name.

    What does not say that it is the year's may be a part of it, where the sentence speaks of more before it.
    """
    if one.dimension in ("ratio", "money") or (said and not _ONLY_DONE.fullmatch(said)):
        return []
    if not _OF_THE_YEAR.search(said) and _may_be_a_part(text, one):
        return []
    behind = _behind(text, one)
    return [
        each.row
        for each in named
        if each.thing == behind.removeprefix("的") and each.row.actual_value.dimension == one.dimension
    ]


def _may_be_a_part(text: Text, one: Quantity) -> bool:
    """Whether the sentence speaks of parts before a figure, or gives another one of its kind."""
    sentence = sentence_before(text.text, one.start)
    others = (each for each in quantities(text.text) if one.start - len(sentence) <= each.start < one.start)
    return bool(_OF_A_PART.search(sentence)) or any(each.dimension == one.dimension for each in others)


def _behind(text: Text, one: Quantity) -> str:
    """The words behind a figure, up to the next stop."""
    return lazy(r"[。；;，,、：:\n!！?？（(\s]").split(text.text[one.end :].lstrip(), maxsplit=1)[0].removeprefix("的")


def _told_around(text: Text, one: Quantity, said: str, named: list[_Named]) -> list[Indicator]:
    """公益广告设置数 in 共设置公益广告1230处, 补助电梯数 in 为84部电梯发放补助: what is counted stands at the figure,
    what was done to it in the same clause, and nothing else there narrows it.

    A text that says the indicator's own figure, too, gives parts of it or speaks of more.
    """
    if one.dimension in ("ratio", "money") or _may_be_a_part(text, one):
        return []
    behind = _behind(text, one)
    rows = [
        each.row
        for each in named
        if each.row.actual_value.dimension == one.dimension and _is_told(each.thing, _without_count(said), behind)
    ]
    said_right = any(_agrees(other, rows[0].actual_value) for other in quantities(text.text)) if rows else False
    return rows if len(rows) == 1 and not said_right else []


def _without_count(said: str) -> str:
    while (shorter := _COUNTED.sub("", _AROUND.sub("", said))) != said:
        said = shorter
    return said


def _is_told(name: str, said: str, behind: str) -> bool:
    """Whether the words before and behind a figure are an indicator's name in another order."""
    parted = _PARTED.fullmatch(name)
    deed = (parted["before"] or parted["behind"]) if parted is not None else None
    if parted is None or not deed or (parted["before"] and parted["behind"]):
        return False
    thing = parted["thing"].removesuffix("人")
    lead, rest = said, behind
    before = said.removesuffix(deed).removesuffix("人")
    if before.endswith(thing):
        lead = before.removesuffix(thing)
    elif behind.startswith(thing):
        rest = behind[len(thing) :].removeprefix("人")
    else:
        return False
    narrowed = _FOR_ALL.sub("", _ONLY_DONE.sub("", lead.replace(deed, "")))
    return not narrowed and (deed in said or deed in rest) and _GOES_ON.fullmatch(rest) is not None


def _stands_alone(ending: str, thing: str) -> bool:
    """Before the name there is nothing, or a word that does not narrow it (完成专业个案, but not 青年志愿者)."""
    lead = ending[: -len(thing)]
    if len(thing) < _SHORTEST and not _OF_THE_YEAR.search(lead):
        return False
    return not lead or _LEAD.search(lead) is not None


def _agrees(one: Quantity, meaning: Meaning) -> bool:
    if meaning.base is None:
        return False
    low = meaning.low if meaning.low is not None else meaning.base
    high = meaning.high if meaning.high is not None else meaning.base
    return one.dimension == meaning.dimension and one.may_be(min(low, meaning.base), max(high, meaning.base))
