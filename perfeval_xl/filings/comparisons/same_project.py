"""The same project filed more than once by one unit: on two sheets, in two versions, under nearly the same name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import check
from perfeval_xl.filings.batch import Comparison, Filed
from perfeval_xl.filings.comparisons.kit import Filings, counterpart, head, tell
from perfeval_xl.form_words import folded_name
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity

NEAR = 85  # of 100: names so near, with the same money, are one project
_GENERIC = ("项目", "专项", "资金", "经费", "工作", "补助")  # what a name may end in and be the same
_NUMBERS = lazy("[0-9一二三四五六七八九十甲乙丙abc]+")

SAME_PROJECT = Kind(
    code="C801",
    severity=Severity.WARNING,
    title="同一单位的同一项目报了不止一份",
    says="与{others}像是同一个项目：{why}。",
    do="请核对是不是重复报送：是同一项目的只留一份；确是两个项目的，请把名称写清楚。",
)


@check(SAME_PROJECT, over="filings")
def a_project_is_filed_once(filings: Filings) -> Iterator[Comparison]:
    """检查内容：一个单位一个年度的同一个项目只有一份自评表；名称只差“项目”“经费”等字，或名称相近而预算数、执行数都相同的，也提出来。
    依据：一个项目一份自评表，重复的会使金额重复汇总。
    例（好）：“环卫保洁（一期）”和“环卫保洁（二期）”。
    例（坏）：“环卫保洁服务”和“环卫保洁服务经费”，预算数都是 120 万元。
    """
    of_unit: dict[tuple[str, int | None], list[Filed]] = {}
    for one in filings.forms:
        if one.project and one.unit:
            of_unit.setdefault((folded_name(one.unit), one.year), []).append(one)
    found: dict[int, list[tuple[Filed, str]]] = {}
    for group in of_unit.values():
        for one, other in combinations(group, 2):
            if other in one.contested_by:  # versions of one form: asked already
                continue
            if why := _why(one, other):
                found.setdefault(id(one), []).append((other, why))
                found.setdefault(id(other), []).append((one, why))
    for one in filings.forms:
        if others := found.get(id(one)):
            yield tell(SAME_PROJECT, head(one), [counterpart(head(other)) for other, _ in others], why=others[0][1])


def _why(one: Filed, other: Filed) -> str:
    """Why two forms of a unit may be one project; "" where they are two."""
    from rapidfuzz import fuzz

    first, second = folded_name(one.project), folded_name(other.project)
    if first == second:
        return "单位、名称、年度都相同"
    if one.project_code and other.project_code and one.project_code != other.project_code:
        return ""
    if _bare(first) == _bare(second):
        return "名称只差“项目”“经费”一类的字"
    same_money = one.annual and one.annual == other.annual and one.executed == other.executed
    numbers = _NUMBERS.findall(first) == _NUMBERS.findall(second)
    if same_money and numbers and fuzz.ratio(first, second) >= NEAR:
        return "名称相近，预算数和执行数都相同"
    return ""


def _bare(name: str) -> str:
    """A name without the everyday words that it ends in."""
    while (end := next((one for one in _GENERIC if name.endswith(one)), None)) is not None:
        name = name.removesuffix(end)
    return name
