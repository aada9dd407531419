"""The report against itself: parts and total, indicators set and reported, laws, advices, names, years, chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfeval_xl.report_check import claims, kinds
from perfeval_xl.report_check.document import Document, Passage
from perfeval_xl.report_check.kinds import Remark, remark
from perfeval_xl.units import plain

_GOALS = ("指标设定", "绩效目标")
_ANALYSIS = ("指标分析",)
_PROBLEMS, _ADVICE = ("存在问题", "存在的问题"), ("相关建议", "有关建议", "改进建议", "工作建议")
_PARTS = ("预算执行", "产出指标", "效益指标", "满意度指标", "成本指标", "决策", "过程", "产出", "效益", "满意度")
_NUMBERED = re.compile(r"^(?:[0-9]{1,2}\s{0,2}[.．、]|[（(][0-9]{1,2}[）)]|[一二三四五六七八九十]是)")
_HEADING = 40  # characters that a heading has at the most
_HEAD = 4  # signs that a name ends in: what is counted or measured
_ENDING = re.compile(r"(?:(?:完成|覆盖|达标)?率|情况|数量|人数|次数)$")
_DIGITS = "一二三四五六七八九十"
_SETS = re.compile(r"^.{0,12}(?:指标|效益|影响|满意度|成本|数量|质量|时效).{0,12}[：:]")
_NUMBER_OF_CHAPTER = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_TIMELY = re.compile(r"(?:及时|准时|按时)[率性]?$")
_NEW_YEAR = re.compile(r"下一?年|次年|明年|计划|将于|时限|整改")


def remarks(document: Document, outline: str) -> Iterator[Remark]:
    for passage in document.passages:
        if not passage.in_table:
            yield from _sums(passage)
            yield from _shares(passage)
    yield from _indicators(document)
    yield from _levels(document)
    yield from _laws(document)
    yield from _advice(document)
    yield from _units(document)
    yield from _years(document)
    yield from _chapters(document, outline)


# ----------------------------------------------------------------------------------------------------------- sums


def _sums(passage: Passage) -> Iterator[Remark]:
    """预算执行 20 分；产出 40 分；… against the total of the same paragraph."""
    found = list(claims.points(passage.text, _PARTS))
    parts = [one.value for one in found if one.name]
    totals = {one.value for one in found if not one.name}
    if len(parts) >= 3 and len(totals) == 1:
        (total,) = totals
        added = sum(parts, Decimal(0))
        if abs(added - total) > Decimal("0.01"):
            yield remark(
                kinds.SUM,
                passage.number,
                passage.place,
                stated=plain(total),
                expected=plain(added),
                difference=plain(abs(added - total)),
            )


def _shares(passage: Passage) -> Iterator[Remark]:
    for sentence in re.split("[。；;]", passage.text):
        found = claims.shares(sentence)
        added = sum(found, Decimal(0))
        if len(found) >= 2 and added != 100 and abs(added - 100) <= 10:
            yield remark(kinds.SHARES, passage.number, passage.place, stated=f"{plain(added)}%")


# ----------------------------------------------------------------------------------------------------- indicators


def _indicators(document: Document) -> Iterator[Remark]:
    """What the chapter of goals sets, and what the chapter of analysis reports, each found in the other."""
    goals = [one for one in document.under(*_GOALS) if _SETS.search(one.text) and not one.in_table and one.at]
    analysis = [one for one in document.under(*_ANALYSIS) if not one.in_table and one.at]
    if not goals or not analysis:
        return
    set_in, told_in = goals[0].chapter, analysis[0].chapter
    if set_in == told_in:
        return
    wanted = [(one, name, target) for one in goals for name, target in claims.items_set(one.text)]
    told = "".join(one.text for one in analysis)
    for passage, name, target in wanted:
        if not _is_told(name, told):
            yield remark(
                kinds.SET_NOT_REPORTED,
                passage.number,
                passage.place,
                what=name,
                stated=target,
                set_in=set_in,
                told_in=told_in,
            )
    names = "".join(name for _, name, _ in wanted)
    if not wanted:
        return
    for passage in analysis:
        for piece in re.split("[；;]", passage.text):
            for thing, rate in claims.items_done(piece):
                if thing.startswith("预算执行"):  # no indicator of the goals
                    continue
                if not _is_told(thing, names):
                    yield remark(
                        kinds.REPORTED_NOT_SET,
                        passage.number,
                        passage.place,
                        what=thing,
                        set_in=set_in,
                        told_in=told_in,
                    )
                if not _has_target(thing, wanted):
                    yield remark(kinds.NO_TARGET, passage.number, passage.place, what=thing, stated=rate)


def _is_told(name: str, text: str) -> bool:
    """Whether the text speaks of the thing: it has what the name ends in, or most of the name in another order.

    Of a sentence each clause may be the name; figures and what follows them are none of it.
    """
    for clause in re.split("[，,：:]", re.sub(r"(?:大于|超过|达到|≥)?\s{0,2}[0-9].*", "", name)):
        bare = _ENDING.sub("", "".join(clause.split()))
        if len(bare) >= 2 and (bare[-_HEAD:] in text or _most_of(bare, text)):
            return True
    return False


def _most_of(bare: str, text: str) -> bool:
    pairs = [bare[at : at + 2] for at in range(len(bare) - 1)]
    return len(pairs) >= 3 and sum(pair in text for pair in pairs) >= 0.7 * len(pairs)


def _has_target(thing: str, wanted: Sequence[tuple[Passage, str, str]]) -> bool:
    """Whether a figure was set that the rate can be computed from: a share alone says nothing of 10 万人次."""
    if not re.search(r"[0-9][0-9.,]{0,12}\s?(?![0-9.,%％\s])", thing) or re.search("指标值|目标", thing):
        return True
    fitting = [target for _, name, target in wanted if _is_told(thing, name) or _is_told(name, thing)]
    return any("%" not in target and "％" not in target and re.search("[0-9]", target) for target in fitting)


def _levels(document: Document) -> Iterator[Remark]:
    for passage in document.under(*_GOALS):
        found = re.match(r"^.{0,6}?(数量|质量|时效|成本|社会效益|经济效益|满意度)(?:指标)?[：:]", passage.text)
        if found is None:
            continue
        for name, _ in claims.items_set(passage.text):
            belongs = "时效指标" if _TIMELY.search(name) else "满意度指标" if name.endswith("满意度") else ""
            if belongs and found[1] not in belongs:
                yield remark(
                    kinds.WRONG_LEVEL,
                    passage.number,
                    passage.place,
                    what=name,
                    stated=f"{found[1]}指标",
                    expected=belongs,
                )


def _advice(document: Document) -> Iterator[Remark]:
    problems, advice = (_counted(document.under(*words), words) for words in (_PROBLEMS, _ADVICE))
    if problems and advice and len(problems) != len(advice):
        first = advice[0]
        yield remark(kinds.ADVICE, first.number, first.place, stated=len(problems), expected=len(advice))


def _counted(passages: Sequence[Passage], words: Sequence[str]) -> list[Passage]:
    """The numbered paragraphs of the innermost part with such a heading."""
    inner = [one for one in passages if any(word in one.section for word in words)] or list(passages)
    return [one for one in inner if one.at and not one.in_table and _NUMBERED.match(one.text)]


# -------------------------------------------------------------------------------------------------- laws and names


def _laws(document: Document) -> Iterator[Remark]:
    seen: dict[str, tuple[str, str]] = {}  # bare title -> number, place
    for passage in document.passages:
        for title, number in claims.laws(passage.text):
            proper = re.sub(r"[\[（(【]([0-9]{4})[\]）)】]", r"〔\1〕", number)
            if proper != number:
                yield remark(kinds.NUMBER_FORM, passage.number, passage.place, stated=number, expected=proper)
            bare = re.sub(r"[（(][^（()）]{0,40}[）)]|\s", "", title)
            known = seen.setdefault(bare, (proper, passage.place))
            if known[0] != proper:
                yield remark(
                    kinds.TWO_NUMBERS,
                    passage.number,
                    passage.place,
                    what=title,
                    stated=proper,
                    expected=known[0],
                    other=known[1],
                )


def _units(document: Document) -> Iterator[Remark]:
    """The office that the title names, against every other."""
    own = next((found for one in document.passages[:6] for found in claims.units("".join(one.text.split()))), None)
    if own is None or "某" in own[0]:  # a name left out
        return
    told: set[str] = set()
    for passage in document.passages:
        for name, kind in claims.units("".join(passage.text.split())):
            if (name, kind) != own and name + kind not in told and not name.endswith(("各", "该", "本", "区", "有关")):
                told.add(name + kind)
                yield remark(kinds.OTHER_UNIT, passage.number, passage.place, stated=name + kind, expected="".join(own))


def _years(document: Document) -> Iterator[Remark]:
    title = next((year for one in document.passages[:6] for year in claims.years(one.text)), None)
    if title is None:
        return
    for passage in document.passages:
        for year in claims.years(passage.text):
            if year != title and not (year > title and _NEW_YEAR.search(passage.text)):
                yield remark(
                    kinds.OTHER_YEAR, passage.number, passage.place, stated=f"{year} 年度", expected=str(title)
                )


# --------------------------------------------------------------------------------------------------------- chapters


def _chapters(document: Document, outline: str) -> Iterator[Remark]:
    from perfeval_xl.writing.report import outlines

    expected = 1
    seen: set[str] = set()
    for chapter in document.chapters:
        written = chapter.text.partition("、")[0]
        number = _DIGITS.find(written) + 1 if len(written) == 1 else 0
        if written in seen:
            yield remark(kinds.CHAPTER_NUMBERS, chapter.number, chapter.place, stated=chapter.text, fault="重复")
        elif number and number != expected:
            yield remark(kinds.CHAPTER_NUMBERS, chapter.number, chapter.place, stated=chapter.text, fault="不连续")
        seen.add(written)
        expected = number + 1
    short = (one for one in document.passages if not one.in_table and len(one.text) <= _HEADING)
    told = [one.text for one in document.chapters or short]
    for head in outlines.chapters(outline):
        if _NUMBER_OF_CHAPTER.match(head) and not any(_is_alike(head, one) for one in told):
            yield remark(kinds.CHAPTER_MISSING, 0, "全文", expected=head)


def _is_alike(head: str, other: str) -> bool:
    """Whether a heading says most of it: half of its pairs of signs."""
    bare = _NUMBER_OF_CHAPTER.sub("", head)
    pairs = [bare[at : at + 2] for at in range(len(bare) - 1)]
    return sum(pair in other for pair in pairs) * 2 > len(pairs)
