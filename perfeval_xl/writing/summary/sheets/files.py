"""文件清单: every file and zip member, each once, trouble first."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from perfeval_xl.filings.batch import Fate, Member
from perfeval_xl.units import rounded
from perfeval_xl.writing.summary.kit.columns import KEY, Column, Columns, Link, Look, Sheet, Sum, group, program
from perfeval_xl.writing.summary.kit.expressions import Expression, added, agreement, joined
from perfeval_xl.writing.summary.kit.looks import BLUE, GREEN, GREY, RED, YELLOW
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import common

NAME = "文件清单"
FATES: Mapping[str, str] = {
    Fate.FAILED: RED,
    Fate.SUPERSEDED: BLUE,
    Fate.DOUBLE: YELLOW,
    Fate.OTHER: GREY,
    Fate.READ: GREEN,
}


def sheet(occasion: Occasion) -> Sheet[Member]:
    """The declared sheet."""
    order = list(FATES)
    return Sheet(
        NAME,
        "文件清单：收到的每个文件各一行，一个不漏",
        sorted(occasion.batch.members, key=lambda one: order.index(one.fate)),
        [
            *group(
                "文件",
                Column("序号", 6, look=Look.SERIAL),
                Column("文件", 46, lambda one: one.name, total=Sum.COUNT),
                Column("原件", 6, lambda one: Link(common.OPEN, one.link), Look.LINK),
            ),
            *group(
                "去向",
                Column("去向", 11, lambda one: one.fate.value, Look.CENTRED, words=FATES),
                Column("计入份数", 7, counted, Look.COUNT, Sum.SUM),
                Column("读到什么／为什么", 50, lambda one: one.why),
                Column("怎么办", 36, lambda one: one.do),
                Column("单位", 18, unit_of),
            ),
            *group(
                "核验",
                Column("大小（KB）", 9, lambda one: rounded(Decimal(one.size) / 1024, 1), Look.CENTRED),
                Column("内容码", 14, lambda one: one.content_code, Look.CENTRED),
            ),
            program(KEY, lambda one: one.name),
        ],
        proof=_proof,
        frozen="文件",
    )


def counted(one: Member) -> int:
    """How many forms of the file stand in 项目汇总."""
    return sum(form.counts for form in one.forms)


def unit_of(one: Member) -> str | None:
    """The unit, where all its forms are of one; else the folder's."""
    units = {form.unit for form in one.forms if form.unit}
    return units.pop() if len(units) == 1 else one.folder_unit


def _proof(at: Columns) -> Expression:
    files = at[NAME]["文件"].filled()
    fates = [at[NAME]["去向"].equal(one) for one in FATES]
    parts: list[str | Expression] = ["共 ", files, "＝"]
    for one, count in zip(FATES, fates, strict=True):
        parts += [f"{one} ", count, "＋"]
    return joined(*parts[:-1], agreement(files, added(fates)))
