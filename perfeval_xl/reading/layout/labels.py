"""Labels as they are printed, read blind to spaces, width, brackets, points and units."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

LONGEST_LABEL = 48  # characters; what is longer is text


class Label(NamedTuple):
    """A printed label: `core` for matching, `points` of （50分）, `unit` of （万元）, `notes` the bracketed remarks."""

    core: str
    points: Decimal | None = None
    unit: str | None = None
    notes: tuple[str, ...] = ()


_SPACE = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_BRACKET = re.compile(r"[(\[{【〔〖《<]([^()\[\]{}【】〔〕〖〗《》<>]*)[)\]}】〕〗》>]")
_POINTS = re.compile(r"(?<![\d.])(\d{1,6}(?:\.\d{1,6})?)分")
_BARE_POINTS = re.compile(r"^\d{1,3}(?:\.\d+)?$")
_UNIT = re.compile(r"(百万元|千万元|亿元|万元|千元|元|亿|万)")
_UNIT_NOTE = re.compile(r"^(?:金额|资金|货币|计量)?单位:?(?:人民币)?(百万元|亿元|万元|千元|元|亿|万)$")
# 项目资金 单位：元, without brackets: a space or a colon keeps 实施单位 apart.
_UNIT_BEHIND = re.compile(
    r"(?:(?:[\s,;、]|(?<=资金)|(?<=金额)|(?<=预算)|(?<=经费)|(?<=情况))(?:金额|资金|货币|计量)?单位\s?:?|单位\s?:)\s?(?:人民币)?\s?(百万元|亿元|万元|千元|元|亿|万)\s?$"
)
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.,]|\d{1,2}[、.)](?!\d)|[★☆*●○◆■▲#]|其中:)+")
_TAIL = ":;,.、*★☆_=#|。·~-—"
_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[=:]?[a-z](?:[/÷][a-z])?(?:[*×x]100%?)?$")
_FORMULA = re.compile(r"(?<=[\u4e00-\u9fff])[=:].*[/÷*×].*$")  # 执行率=执行数/预算数×100%
_TAIL_UNIT = re.compile(r"(?<=[数额率金算分况费])[/、,·]?(万元|亿元|千元|元|%)$")  # 项目资金/元
_TAIL_POINTS = re.compile(r"(?<![\d.])\d{1,6}(?:\.\d{1,6})?分$")


@lru_cache(maxsize=8192)
def plain_text(text: str) -> str:
    """Text for comparing: width folded, no spaces, lower case (（２０２３ 年度） -> (2023年度))."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


def money_unit(text: str) -> str | None:
    """元 of 元, 万元 of 人民币万元; None where a text is more than a unit of money."""
    found = _UNIT.fullmatch(plain_text(text).removeprefix("人民币"))
    return found[1] if found else None


@lru_cache(maxsize=8192)
def label(text: str) -> Label:
    """The label that a cell's text is; an empty core where the text is too long for one or has no words."""
    if not text or len(text) > 2 * LONGEST_LABEL:
        return _NO_LABEL
    core = plain_text(text)
    unit = None
    if not _UNIT_NOTE.match(core):
        text, unit = _without_unit_behind(text)
        core = plain_text(text)
    notes: list[str] = []
    while True:
        found = _BRACKET.search(core)
        if not found:
            break
        notes.append(found.group(1))
        core = core[: found.start()] + core[found.end() :]
    if len(core) > LONGEST_LABEL:
        return _NO_LABEL
    points = _points(notes)
    unit = next((one.group(1) for one in map(_UNIT.search, notes) if one), unit)
    note = _UNIT_NOTE.match(core)
    if note:
        return Label("单位", None, note.group(1), tuple(notes))
    core = _FORMULA.sub("", core).rstrip(_TAIL)
    tail_unit = _TAIL_UNIT.search(core)
    if tail_unit:
        unit = unit or (tail_unit.group(1) if tail_unit.group(1) != "%" else None)
        core = core[: tail_unit.start()]
    tail_points = _TAIL_POINTS.search(core)
    if tail_points:
        points = points if points is not None else Decimal(tail_points.group()[:-1])
        core = core[: tail_points.start()]
    core = _MARK.sub("", core)
    core = _NUMBERING.sub("", core).rstrip(_TAIL)
    return Label(core, points, unit, tuple(notes))


_NO_LABEL = Label("")


def _without_unit_behind(text: str) -> tuple[str, str | None]:
    """项目资金 单位：元 -> 项目资金, 元."""
    if "单位" not in text:
        return text, None
    folded = unicodedata.normalize("NFKC", text)
    found = _UNIT_BEHIND.search(folded)
    return (folded[: found.start()], found[1]) if found else (text, None)


def _points(notes: list[str]) -> Decimal | None:
    for note in notes:
        found = _POINTS.search(note)
        if found:
            return Decimal(found.group(1))
    for note in notes:
        if _BARE_POINTS.match(note) and 0 < Decimal(note) <= 200:
            return Decimal(note)
    return None
