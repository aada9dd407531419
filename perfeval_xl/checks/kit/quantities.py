"""Amounts, counts and percentages in a sentence: what each says, how exactly, and the words around it.

Figures of documents, dates, titles, running numbers and telephone numbers are not quantities. A written figure stands
for the interval of its digits: 89.97万元 is 89.965..89.975万元. 约, 余, 以上 and ranges make it approximate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.patterns import lazy
from perfeval_xl.units import split_unit

_WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
# What holds figures that are no quantities, longest kinds first.
_NO_QUANTITY = (
    r"《[^》]*》",  # a title
    r"[〔\[【(（]\s*\d{4}\s*[〕\]】)）]\s*第?\s*\d+\s*号",  # a document's number
    r"第\s*\d+\s*[号条款章节次届期批名]",
    r"(?<![\d.])\d{4}\s*[-~至—]+\s*\d{4}\s*年(?:度|末|底|初)?",  # years
    r"(?<![\d.])(?:19|20)\d\d\s*年(?:度|末|底|初|来|间)?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*[日号])?",
    r"(?<![\d.])\d{1,2}\s*[-~至—]\s*\d{1,2}\s*月(?:份)?",
    r"(?<![\d.])\d{1,2}\s*月(?:份|底|末|初)?(?:\s*\d{1,2}\s*[日号])?(?!\d)",
    r"(?<![\d.])(?:19|20)\d\d(?:[-/]\d{1,2}|\.\d{1,2}(?=\.\d))(?:[-./]\d{1,2})?(?!\d)",
    r"[A-Za-z]+[-_]?\d[\dA-Za-z]*",  # a code
    r"(?<!\d)\d{8,}(?!\d|\.\d|[万亿]?元)",  # a telephone or card number
    r"(?:^|(?<=[\n。；;]))\s*[(（]?\d{1,2}[)）.、．](?!\d)",  # a running number
    r"\d+号[楼线院地]",
)
_MONTH = lazy(r"(?<![\d.])(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])(?![\d.])")  # 2023.10, unless a unit follows
_FIGURE = lazy(r"(?<![\d.A-Za-z])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.])")
_ABOUT_BEFORE = lazy(
    r"(?:约|近|超过?|逾|至少|不少于|不低于|不超过|大于|小于|高于|低于|≥|≤|>|<|\d[^\d高低升降增减]{0,3}[-~至到—])$"
)
_ABOUT_AFTER = lazy("^(?:多|余|左右|上下|以上|以下|以内|以外|来|几|[-~至到—]+\\d)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure of a sentence. `start`..`end` in the text, its unit included; `low`..`high` in the base unit of its
    dimension (元 for money, a ratio for %); `step` what one of its last digit is worth there, `factor` what 1 is."""

    start: int
    end: int
    text: str
    base: Decimal
    step: Decimal
    factor: Decimal
    unit: str  # as written: 万元, 人次, %
    dimension: str
    about: bool  # 约, 余, 以上, one end of a range

    @property
    def low(self) -> Decimal:
        return self.base - self.step / 2

    @property
    def high(self) -> Decimal:
        return self.base + self.step / 2

    def may_be(self, low: Decimal, high: Decimal | None = None) -> bool:
        """Whether the figure may stand for a value, or for one of an interval."""
        return self.low <= (low if high is None else high) and low <= self.high


@lru_cache(maxsize=2048)
def plain_text(text: str) -> str:
    """Half-width figures and signs, with what is no quantity blanked out; every character keeps its place."""
    half = text.translate(_WIDE)
    if not lazy(r"\d").search(half):
        return half
    for one in _NO_QUANTITY:
        half = lazy(one).sub(_blank, half)
    return _MONTH.sub(_blank_unless_counted, half)


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found.group())


def _blank_unless_counted(found: re.Match[str]) -> str:
    counted = split_unit(found.string[found.end() : found.end() + 12].lstrip(" ")) is not None
    return found.group() if counted else _blank(found)


@lru_cache(maxsize=2048)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of a text that have a unit, in order. A figure without a known unit is none."""
    half = plain_text(text)
    found: list[Quantity] = []
    for match in _FIGURE.finditer(half):
        after = half[match.end() : match.end() + 12]
        read = split_unit(after.lstrip(" "))
        if read is None:
            continue
        unit, rest = read
        digits = match.group().replace(",", "")
        places = len(digits.partition(".")[2])
        factor = unit.scale * unit.factor
        end = match.end() + len(after) - len(rest)
        before = half[max(0, match.start() - 12) : match.start()].rstrip(" ")
        about = _ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(rest)
        found.append(
            Quantity(
                match.start(),
                end,
                text[match.start() : end],
                Decimal(digits) * factor,
                Decimal(1).scaleb(-places) * factor,
                factor,
                text[match.end() : end].strip(),
                unit.dimension,
                bool(about),
            )
        )
    return tuple(found)


def before(text: str, quantity: Quantity, length: int = 16) -> str:
    """The words right before a figure, back to the last stop, without spaces and closing 为, 共 and the like."""
    half = plain_text(text)[max(0, quantity.start - length) : quantity.start]
    clause = lazy(r"[。；;，,、：:\n!！?？\0]").split(half.rstrip(" ：:为"))[-1]
    return clause.replace(" ", "")


def quoted(text: str, quantity: Quantity, length: int = 24) -> str:
    """A figure with the words before it, as they stand in the text."""
    start = max(text.rfind(stop, 0, quantity.start) for stop in "。；;，,、！？\n") + 1
    return text[max(start, quantity.start - length) : quantity.end].strip()
