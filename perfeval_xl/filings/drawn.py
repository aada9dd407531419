"""What a draw comes to: every form of the list with its random code, the strata, who was drawn and how.

A vocabulary as `batch` is: `drawing` makes it, 抽样.xlsx is written from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfeval_xl.filings.batch import Filed

SHEET = "抽样名单"


class DrawnHead(StrEnum):
    """The heads of 抽样名单 that the review reads again."""

    PROJECT = "项目名称"
    UNIT = "预算单位"
    REVIEWER = "复核人"
    KEY = "键"
    CONTENT_CODE = "内容码"  # of the form when it was drawn
    FILE = "文件"  # as seen from the folder of the list
    DRAW = "抽样校验码"


class By(StrEnum):
    """What the strata are made by."""

    MONEY = "金额"
    RISK = "关注分"


class How(StrEnum):
    """抽中方式."""

    UNIT = "每单位一份"
    STRATUM = "按层抽取"
    HAND = "人工增加"


@dataclass(slots=True, eq=False)
class Drawn:
    """One form of the list. `how` None: not drawn."""

    filed: Filed
    key: str
    code: str  # 64 hex digits
    stratum: str
    how: How | None = None
    reason: str = ""  # of one added by hand


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum: its forms and money, the seats it was given, and how many were drawn (those by hand left out)."""

    name: str
    forms: int
    money: Decimal
    seats: int
    drawn: int


@dataclass(slots=True)
class Draw:
    """The whole draw. `listed`: every form by its random code. `digest`: over the keys of the list."""

    rate: Decimal
    seed: str
    by: By
    listed: list[Drawn]
    strata: list[Stratum]
    wanted: int
    digest: str
    unknown: list[str] = field(default_factory=list[str])  # named by hand and not on the list

    @property
    def drawn(self) -> list[Drawn]:
        """Those drawn, by unit and project as listed."""
        return [one for one in self.listed if one.how is not None]

    @property
    def is_above(self) -> bool:
        """One a unit alone is more than the rate asks for."""
        return sum(one.how is How.UNIT for one in self.listed) > self.wanted
