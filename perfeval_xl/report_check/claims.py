"""What a report claims in its sentences: amounts by name, rates, points, grades, values behind names, laws, items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from perfeval_xl.form_words import GRADES

# Patterns are put together and compiled where they are first asked for. Every repeat has a bound.
_NUMBER = r"([0-9][0-9,，]{0,15}(?:\.[0-9]{1,8})?)"
_IS = r"(?:分别)?(?:共计|合计|总计|共|约)?\s{0,2}(?:为|是|达到|达|：|:)?\s{0,2}"
_MONEY = {
    "initial_budget": r"年初预算(?:数|金额|资金|安排)?",
    "annual_budget": r"(?:全年|年度|调整后)预算(?:数|金额|资金|总额|安排)?(?!执行)",
    "executed": r"(?:全年|年度|实际)?(?:预算)?(?:执行数|执行金额|支出数|支出金额|实际支出)(?!率)",
}
_LAW = re.compile(
    r"《([^《》]{2,120})》\s{0,2}[（(]?\s{0,2}([\u4e00-\u9fff]{2,8}[〔\[（(【]\s?20[0-9]{2}\s?[〕\]）)】]\s?[0-9]{1,5}\s?号)"
)
_ITEM_SET = re.compile(
    r"([^、，,；;。：:（(]{2,40}?)\s{0,2}((?:≥|≤|达到|不低于|不少于|为|大于|＞|>)?\s{0,2}[0-9][0-9.,]{0,12}\s{0,2}(?:%|％|万?[\u4e00-\u9fff]{1,3})?)$"
)
_ITEM_WORDS = re.compile(r"([^、，,；;。：:]{2,40}?)(?:为|达到)([优良]好?|合格|达标|明显|显著)$")
_DONE = re.compile(
    r"([^；;。]{2,60}?)[，,]?\s{0,2}(?:完成全年任务|完成率(?:达到|达|为)?|达标率(?:达到|达|为)?)\s{0,2}([0-9]{1,3}(?:\.[0-9]{1,2})?\s?[%％])"
)
_SHARE = re.compile(r"占(?:比|总[\u4e00-\u9fff]{0,4}的?)?(?:为|：|:)?\s{0,2}([0-9]{1,3}(?:\.[0-9]{1,2})?)\s?[%％]")
_UNIT = re.compile(r"([\u4e00-\u9fff]{2,4})(街道办事处|镇人民政府|乡人民政府)")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s{0,2}年度")


@dataclass(frozen=True, slots=True)
class Claim:
    """`name` as the workbook has it (a field, a level), `text` as written, `value` in 万元, 分 or as a ratio."""

    name: str
    text: str
    value: Decimal


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("，", ""))


@cache
def _money_patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"{words}{_IS}{_NUMBER}\s{{0,2}}(万元|亿元|元)") for name, words in _MONEY.items()}


def amounts(text: str) -> Iterator[Claim]:
    """Amounts whose name stands right before them, in 万元."""
    for name, pattern in _money_patterns().items():
        for found in pattern.finditer(text):
            yield Claim(name, f"{found[1]} {found[2]}", _wan(number(found[1]), found[2]))


def source_amounts(text: str, label: str) -> Iterator[Claim]:
    """Amounts of a source of money, named by its label right before them."""
    for found in re.finditer(rf"{re.escape(label)}{_IS}{_NUMBER}\s{{0,2}}(万元|亿元|元)", text):
        yield Claim(label, f"{found[1]} {found[2]}", _wan(number(found[1]), found[2]))


def all_amounts(text: str) -> Iterator[Claim]:
    for found in re.finditer(rf"(?<![0-9.]){_NUMBER}\s{{0,2}}(万元|亿元|元)(?!/)", text):
        yield Claim("", f"{found[1]} {found[2]}", _wan(number(found[1]), found[2]))


def _wan(value: Decimal, unit: str) -> Decimal:
    return value / 10_000 if unit == "元" else value * 10_000 if unit == "亿元" else value


def rates(text: str) -> Iterator[Claim]:
    """预算执行率为 100%."""
    pattern = re.compile(
        rf"(?<!目标)(?:预算执行率|资金执行率|支出执行率|(?<![预算资金支出])执行率){_IS}{_NUMBER}\s?[%％]"
    )
    for found in pattern.finditer(text):
        yield Claim("rate", f"{found[1]}%", number(found[1]) / 100)


def points(text: str, names: tuple[str, ...]) -> Iterator[Claim]:
    """预算执行自评得分 20 分; "" for the total."""
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    part = re.compile(rf"({listed})(?:类)?(?:自评|评价)?(?:得分|得){_IS}{_NUMBER}\s{{0,2}}分(?!值)") if names else None
    taken: list[tuple[int, int]] = []
    for found in part.finditer(text) if part else ():
        taken.append(found.span())
        yield Claim(found[1], found[2], number(found[2]))
    for found in re.finditer(
        rf"(?:自评(?:总)?得分|综合得分|评价得分|自评总分|总得分|总分|绩效自评得分){_IS}{_NUMBER}\s{{0,2}}分", text
    ):
        if not any(start <= found.start() < end or start < found.end() <= end for start, end in taken):
            yield Claim("", found[1], number(found[1]))


def grades(text: str) -> Iterator[str]:
    """自评等级为“优”."""
    words = "|".join(sorted(GRADES, key=len, reverse=True))
    for found in re.finditer(rf"等级(?:为|是|：|:)?\s{{0,2}}[“\"'‘]?({words})(?![\u4e00-\u9fff]{{2}})", text):
        yield found[1]


def value_behind(text: str, name: str) -> Iterator[str]:
    """The figure that stands right behind an indicator's name: 专业个案 76 个."""
    figure = r"((?:≥|≤|＞|＜|>|<|大于|不少于|不低于)?\s{0,2}[0-9][0-9,]{0,12}(?:\.[0-9]{1,4})?\s{0,2}(?:%|％|万)?)"
    found = re.finditer(rf"{re.escape(name)}(?:完成)?{_IS}{figure}", text)
    return (one[1].strip() for one in found)


def laws(text: str) -> Iterator[tuple[str, str]]:
    """Title and number of each regulation that has both."""
    return ((found[1], re.sub(r"\s", "", found[2])) for found in _LAW.finditer(text))


def items_set(text: str) -> Iterator[tuple[str, str]]:
    """Indicators that a list sets, each with its target: 社工服务人次完成率 100%、服务站点覆盖率 100%。"""
    body = re.split("[：:]", re.sub(r"[（(][0-9.]{1,6}\s?分[）)]", "", text), maxsplit=1)[-1].rstrip("。；; ")
    for piece in re.split("[、；;，,]", body):
        found = _ITEM_SET.search(piece.strip()) or _ITEM_WORDS.search(piece.strip())
        if found:
            yield found[1].strip(), found[2].strip()


def items_done(text: str) -> Iterator[tuple[str, str]]:
    """What is reported with a rate of completion: the thing and the rate."""
    body = re.split("方面[：:]", text, maxsplit=1)[-1]
    return ((found[1].strip("，, "), re.sub(r"\s", "", found[2])) for found in _DONE.finditer(body))


def shares(text: str) -> list[Decimal]:
    return [Decimal(found) for found in _SHARE.findall(text)]


def units(text: str) -> Iterator[tuple[str, str]]:
    """The last signs of an office's name, and its kind: 石门, 街道办事处."""
    return ((found[1][-2:], found[2]) for found in _UNIT.finditer(text))


def years(text: str) -> Iterator[int]:
    """Years that are spoken of as 某年度, titles left out."""
    return (int(found) for found in _YEAR.findall(re.sub(r"《[^《》]{0,120}》", "", text)))
