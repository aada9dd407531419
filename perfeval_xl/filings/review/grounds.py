"""复核口径: the points that a reviewer cuts by, as a file says them; the shipped file can be replaced by another.

A `Ground` is chosen for a cut row; `cut` is the share of the unit's points that it takes off, None where a formula or
the case decides. A `Demand` is what the review as a whole has to meet and no row is cut by. Both name the point of the
standard they come from, their source, and whether somebody has read it in a text of this district (`confirmed`).

    grounds.load()                    the shipped ones; load(path): a file; FileError R912 names every fault of it
    grounds.load().named("02 无佐证材料")  the ground of what stands in a cell, None where it is none
"""

# Without `from __future__ import annotations`: the loader reads the types themselves.

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated

from perfeval_xl.problems import FileError
from perfeval_xl.rules.asked import Asked, Share, Words, YesNo, described
from perfeval_xl.rules.content import built
from perfeval_xl.rules.digest import digest_of
from perfeval_xl.toml_text import read_toml
from perfeval_xl.units import plain

SHIPPED = Path(__file__).with_name("review_grounds.toml")
_WHAT = "复核口径文件"
_MOST_NAME = 60  # characters of a name in the list of a cell


def _code(value: str) -> str:
    if not (1 <= len(value) <= 4 and value.isascii() and value.isdigit()):
        raise ValueError('应是一到四位数字，写在双引号内，例如 "02"')
    return value


def _title(value: str) -> str:
    if not 0 < len(value) <= _MOST_NAME or any(sign.isspace() and sign != " " for sign in value):
        raise ValueError(f"应是一行文字，不超过 {_MOST_NAME} 个字")
    return value


Code = Annotated[str, Asked(_code)]
Title = Annotated[str, Asked(_title)]


@described
class Ground:
    """One ground of a cut.."""

    code: Code
    title: Title
    cut: Share | None = None
    says: Words
    source: Words
    confirmed: YesNo

    @property
    def name(self) -> str:
        """As it stands in a cell: 02 无佐证材料."""
        return f"{self.code} {self.title}"

    @property
    def stated_source(self) -> str:
        """依据, as the sheet 复核口径 says it."""
        return self.source if self.confirmed else f"{self.source}（未见本区文件）"

    @property
    def line(self) -> tuple[str, ...]:
        """Its line on the sheet 复核口径, as texts: name, share, what it says, source."""
        return self.name, "" if self.cut is None else plain(self.cut), self.says, self.stated_source


@described
class Demand:
    """What the review has to meet as a whole."""

    title: Title
    says: Words
    source: Words
    confirmed: YesNo


def _different(grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    codes = [one.code for one in grounds]
    twice = sorted({one for one in codes if codes.count(one) > 1})
    if twice:
        raise ValueError(f"编号不能重复：{'、'.join(twice)}")
    return grounds


@described
class Grounds:
    """All of them. A cut differs from its ground where the shares are further apart than `tolerance`; a cut is 严重 or
    中等 from these shares on, else 轻微."""

    title: Words
    tolerance: Share
    severe_from: Share
    medium_from: Share
    ground: Annotated[tuple[Ground, ...], Asked(_different, least=1)]
    demand: tuple[Demand, ...] = ()

    @property
    def digest(self) -> str:
        """sha256 of what it says, first 12 hex digits."""
        return digest_of(self)

    @property
    def names(self) -> list[str]:
        """The names in the list of a cell."""
        return [one.name for one in self.ground]

    def named(self, text: str) -> Ground | None:
        """The ground that a cell names: by its code, or by its title alone."""
        plain = "".join(text.split())
        for one in self.ground:
            if plain in ("".join(one.name.split()), one.code, "".join(one.title.split())):
                return one
        digits = plain[: len(plain) - len(plain.lstrip("0123456789"))]
        return next((one for one in self.ground if digits and one.code == digits), None)

    def severity(self, share: Decimal) -> str:
        """严重度 of a cut, by its share of the unit's points."""
        if share >= self.severe_from:
            return "严重"
        return "中等" if share >= self.medium_from else "轻微"


def load(path: Path | None = None) -> Grounds:
    """The grounds of a file, else those that come with the program. FileError R912 names every fault of the file."""
    return _shipped() if path is None else _load(path)


@cache
def _shipped() -> Grounds:
    return _load(SHIPPED)


def _load(path: Path) -> Grounds:
    grounds, faults = built(Grounds, read_toml(path, _WHAT))
    if grounds is None:
        lines = "\n".join(f"  {one.path or '整个文件'}：{one.text}" for one in faults)
        raise FileError("R912", f"{_WHAT}“{path}”有 {len(faults)} 处不对，请改正：\n{lines}")
    return grounds
