"""整改台账: what has to be put right, from the errors found and from what the forms themselves own up to.

A line is never taken away: what is no longer found stays, marked as gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from itertools import count

from perfeval_xl.filings.batch import Filed
from perfeval_xl.form_words import all_nothing
from perfeval_xl.result import Severity
from perfeval_xl.writing.summary.before import SheetBefore
from perfeval_xl.writing.summary.kit.columns import (
    KEY,
    Column,
    Columns,
    Link,
    Look,
    Paper,
    Sheet,
    Sum,
    group,
    program,
    reviewer,
)
from perfeval_xl.writing.summary.kit.expressions import Expression, agreement, joined
from perfeval_xl.writing.summary.kit.looks import BLUE, GREEN, GREY, YELLOW
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import common

NAME = "整改台账"
STATES = ("未下达", "已下达", "已反馈", "已核实", "不需整改")
STANDING, GONE, ABSENT = "还在", "已消除", "本次没有这张表"
FROM_CHECKING = "核对意见"
OWNED_UP = {"problems": "表内“存在问题”", "rectification": "表内“整改清单”"}
_HEADS = ("单位", "项目名称", "来源", "问题类别", "事项描述", "整改要求")


@dataclass(frozen=True, slots=True)
class Line:
    """One matter. Of one that is gone, the texts are those of the last run."""

    key: str
    unit: str
    project: str
    source: str
    title: str
    matter: str
    demand: str
    now: str
    place: Link | str | None = None


def sheet(occasion: Occasion) -> Sheet[Line]:
    """The declared sheet."""
    return Sheet(
        NAME,
        NAME,
        list(_lines(occasion)),
        [
            *group(
                "事项",
                Column("编号", 7, look=Look.SERIAL),
                Column("单位", 17, lambda one: one.unit),
                Column("项目名称", 22, lambda one: one.project, total=Sum.COUNT),
                Column("来源", 14, lambda one: one.source, Look.CENTRED),
                Column("问题类别", 20, lambda one: one.title),
                Column("事项描述", 42, lambda one: one.matter),
                Column("位置", occasion.place_width, lambda one: one.place, Look.LINK),
                Column("整改要求", 32, lambda one: one.demand),
            ),
            *group(
                "办理（再次汇总时保留）",
                reviewer("责任部门", 13),
                reviewer("完成时限", 12, Look.DATE, value=_deadline(occasion)),
                reviewer(
                    "状态",
                    10,
                    Look.CENTRED,
                    value=_not_begun,
                    choices=STATES,
                    words={"已核实": GREEN, "已反馈": BLUE, "已下达": YELLOW},
                ),
                reviewer("整改结果", 22),
            ),
            *group(
                "程序", Column("本次是否还在", 13, lambda one: one.now, Look.CENTRED, words={GONE: GREEN, ABSENT: GREY})
            ),
            program(KEY, lambda one: one.key),
        ],
        proof=partial(_proof, sum(one[Severity.ERROR] for one in occasion.batch.hidden.values())),
        note="消除了的事项不删除，标明“已消除”；黄栏由复核人填写。",
        paper=Paper.A3,
        frozen="项目名称",
        new_line="单位",
    )


def _deadline(occasion: Occasion) -> Callable[[Line], datetime | None]:
    """The day that was set for this run; nothing for what is no longer there."""
    day = None if occasion.deadline is None else datetime.combine(occasion.deadline, time())
    return lambda one: day if one.now == STANDING else None


def _not_begun(_: Line) -> str:
    return STATES[0]


def _lines(occasion: Occasion) -> Iterator[Line]:
    before = occasion.before.of(NAME)
    now: set[str] = set()
    for filed in occasion.batch.forms:
        for line in (*_errors(filed, occasion), *_owned_up(filed)):
            now.add(line.key)
            yield line
    present = {common.key_of(one) for one in occasion.batch.forms}
    for key in before.shown:
        if key not in now:
            yield _gone(key, before, GONE if any(key.startswith(f"{one}-") for one in present) else ABSENT)


def _errors(filed: Filed, occasion: Occasion) -> Iterator[Line]:
    for key, one in common.keyed_findings(filed):
        if one.severity is Severity.ERROR:
            place = common.place_link(common.place_words(filed, one), filed, one.sheet, one.cell)
            title = occasion.titles.get(one.code, one.code)
            yield _line(filed, key, FROM_CHECKING, title, one.message, one.suggestion, place)


def _owned_up(filed: Filed) -> Iterator[Line]:
    numbers = count(1)
    for text in filed.result.texts:
        if text.key in OWNED_UP and not all_nothing(text.text):
            place = common.place_link(text.cell, filed, text.sheet, text.cell)
            key = f"{common.key_of(filed)}-表内-{text.label}-{next(numbers)}"
            yield _line(
                filed, key, OWNED_UP[text.key], text.label, text.text, "请按表内所写措施整改，并反馈结果。", place
            )


def _line(filed: Filed, key: str, source: str, title: str, matter: str, demand: str, place: Link) -> Line:
    unit, project = common.unit_of(filed), common.project_of(filed)
    return Line(key, unit, project, source, title, matter, demand, STANDING, place)


def _gone(key: str, before: SheetBefore, now: str) -> Line:
    shown = before.shown[key]
    return Line(key, *(shown.get(head, "") for head in _HEADS), now=now, place=shown.get("位置"))


def _proof(left_out: int, at: Columns) -> Expression:
    """`left_out`: errors that the settings keep from 核对意见; they have to be put right all the same."""
    mine = at[NAME]
    listed = at["核对意见"]["级别"].equal(Severity.ERROR.word)
    found = listed.plus(Expression(str(left_out), left_out)) if left_out else listed
    words = "（加上按设置没有列出的）" if left_out else ""
    standing = mine["来源"].equal_beside(FROM_CHECKING, mine["本次是否还在"], STANDING)
    return joined(
        *("共 ", mine["项目名称"].filled(), " 项，其中已核实 ", mine["状态"].equal("已核实"), "、已消除 "),
        *(mine["本次是否还在"].equal(GONE), "；本次还在的错误 ", standing, f"，核对意见中错误{words} ", found),
        agreement(standing, found),
    )
