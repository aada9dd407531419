"""Labels as they are printed, read blind to spaces, width, brackets, points and units, and looked up by their words."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

LONGEST_LABEL = 48  # characters; what is longer is text
_MOST_KNOWN = 8192  # labels remembered a table


class Label(NamedTuple):
    """A printed label: `core` for matching, `points` of （50分）, `unit` of （万元）, `notes` the bracketed remarks."""

    core: str
    points: Decimal | None = None
    unit: str | None = None
    notes: tuple[str, ...] = ()


class Concept(NamedTuple):
    """One column or field of the form, and the words it goes by."""

    name: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]


def concept(name: str, pattern: str, *words: str) -> Concept:
    """One line of a table of synonyms."""
    return Concept(name, words, re.compile(pattern))


class Table:
    """Concepts that labels of one sort are looked up in; the first whose pattern fits has the label."""

    __slots__ = ("concepts", "known")

    def __init__(self, *concepts: Concept) -> None:
        self.concepts = concepts
        self.known: dict[str, str | None] = {}  # labels looked up before


_SPACE = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_BRACKET = re.compile(r"[(\[{【〔〖《<]([^()\[\]{}【】〔〕〖〗《》<>]*)[)\]}】〕〗》>]")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)分")
_BARE_POINTS = re.compile(r"^\d{1,3}(?:\.\d+)?$")
_UNIT = re.compile(r"(百万元|千万元|亿元|万元|千元|元|亿|万)")
_UNIT_NOTE = re.compile(r"^(?:金额|资金|货币|计量)?单位:?(?:人民币)?(百万元|亿元|万元|千元|元|亿|万)$")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.,]|\d{1,2}[、.)](?!\d)|[★☆*●○◆■▲#]+|其中:)+")
_TAIL = re.compile(r"[:;,.、*★☆_=#|。·~\-—]+$")
_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[=:]?[a-z](?:[/÷][a-z])?(?:[*×x]100%?)?$")
_FORMULA = re.compile(r"(?<=[\u4e00-\u9fff])[=:].*[/÷*×].*$")  # 执行率=执行数/预算数×100%
_TAIL_UNIT = re.compile(r"(?<=[数额率金算分])(万元|亿元|元|%)$")
_TAIL_POINTS = re.compile(r"\d+(?:\.\d+)?分$")


@lru_cache(maxsize=8192)
def plain_text(text: str) -> str:
    """Text for comparing: width folded, no spaces, lower case (（２０２３ 年度） -> (2023年度))."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=8192)
def label(text: str) -> Label:
    """The label that a cell's text is; an empty core where the text is too long for one or has no words."""
    if not text or len(text) > 2 * LONGEST_LABEL:
        return _NO_LABEL
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
    unit = next((one.group(1) for one in map(_UNIT.search, notes) if one), None)
    note = _UNIT_NOTE.match(core)
    if note:
        return Label("单位", None, note.group(1), tuple(notes))
    core = _TAIL.sub("", _FORMULA.sub("", core))
    tail_unit = _TAIL_UNIT.search(core)
    if tail_unit:
        unit = unit or (tail_unit.group(1) if tail_unit.group(1) != "%" else None)
        core = core[: tail_unit.start()]
    tail_points = _TAIL_POINTS.search(core)
    if tail_points:
        points = points if points is not None else Decimal(tail_points.group()[:-1])
        core = core[: tail_points.start()]
    core = _MARK.sub("", core)
    core = _TAIL.sub("", _NUMBERING.sub("", core))
    return Label(core, points, unit, tuple(notes))


_NO_LABEL = Label("")


def _points(notes: list[str]) -> Decimal | None:
    for note in notes:
        found = _POINTS.search(note)
        if found:
            return Decimal(found.group(1))
    for note in notes:
        if _BARE_POINTS.match(note) and 0 < Decimal(note) <= 200:
            return Decimal(note)
    return None


def concept_of(table: Table, core: str) -> str | None:
    """The concept whose words a label's core is, in this table; None where it is none of them."""
    if not core:
        return None
    known = table.known
    if core in known:
        return known[core]
    if len(known) >= _MOST_KNOWN:
        known.clear()
    found = next((one.name for one in table.concepts if one.pattern.fullmatch(core)), None)
    known[core] = found
    return found


def nearest(table: Table, core: str) -> tuple[str, str] | None:
    """(concept, known label) that a label nearly is: one slip in four to seven characters, two in eight or more."""
    if len(core) < 3:
        return None
    best: tuple[int, str, str] | None = None
    for one in table.concepts:
        if one.name in ("ignored", "known"):
            continue
        for word in one.words:
            allowed = 2 if min(len(core), len(word)) >= 8 else 1
            if len(word) < 3 or abs(len(core) - len(word)) > allowed:
                continue
            distance = _distance(core, word, allowed)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, one.name, word)
    return best[1:] if best else None


def _distance(left: str, right: str, allowed: int) -> int | None:
    """Edit distance with swapped neighbours counting one; None where it is more than allowed."""
    before: list[int] = []
    last = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1] if last[-1] <= allowed else None
