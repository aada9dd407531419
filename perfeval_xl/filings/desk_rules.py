"""The points of 关注分 and 自评工作质量, as a file says them: data of a region, never figures of the code."""

# Without `from __future__ import annotations`: the loader reads the types themselves.

from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from perfeval_xl.problems import FileError
from perfeval_xl.rules.asked import Asked, Points, Share, Words, YesNo, described
from perfeval_xl.rules.content import built
from perfeval_xl.rules.digest import digest_of
from perfeval_xl.toml_text import read_toml

SHIPPED = Path(__file__).with_name("desk.toml")
_WHAT = "分值文件"


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value != int(value) or not 0 <= value <= 1000:
        raise ValueError("应为 0 到 1000 之间的整数")
    return int(value)


Count = Annotated[int, Asked(_count)]


@described
class ShareStep:
    """From this share on, these points."""

    share_from: Share
    points: Count


@described
class RateStep:
    """Below this rate, these points."""

    rate_below: Share
    points: Count


@described
class Each:
    """So many points for each, and at most so many."""

    each: Count
    most: Count


@described
class EachFull:
    """So many points for each full `per` points of the form, and at most so many."""

    each: Count
    per: Points
    most: Count


@described
class Unspent:
    """Little spent, and a high score all the same."""

    rate_below: Share
    score_from: Points
    points: Count


@described
class Filing:
    """How the form came in."""

    empty: Count
    late: Count
    refiled: Count
    most: Count


def _falling(steps: tuple[ShareStep, ...]) -> tuple[ShareStep, ...]:
    if any(one.share_from <= two.share_from for one, two in pairwise(steps)):
        raise ValueError("各档应按 share_from 由高到低")
    return steps


def _rising(steps: tuple[RateStep, ...]) -> tuple[RateStep, ...]:
    if any(one.rate_below >= two.rate_below for one, two in pairwise(steps)):
        raise ValueError("各档应按 rate_below 由低到高")
    return steps


@described
class Attention:
    """关注分."""

    first_from: Count
    next_from: Count
    amount: Annotated[tuple[ShareStep, ...], Asked(_falling)]
    errors: Each
    warnings: Each
    open: EachFull
    above: EachFull
    low_rate: Annotated[tuple[RateStep, ...], Asked(_rising)]
    unspent: Unspent
    full: Count
    accounts: Count
    filing: Filing
    copied: Each


@described
class Quality:
    """自评工作质量: what each item can give, and what is taken off."""

    on_time: Points
    complete: Points
    objective: Points
    objective_per: Points
    objective_less: Points
    totals: Points
    totals_less: Points
    grades: Points
    grades_less: Points
    evidence: Points
    report: Points
    published: Points


@described
class DeskRules:
    """Both, with whether somebody has read them in a text of the region."""

    title: Words
    confirmed: YesNo
    attention: Attention
    quality: Quality

    @property
    def digest(self) -> str:
        """sha256 of what it says, first 12 hex digits."""
        return digest_of(self)


def load(path: Path | None = None) -> DeskRules:
    """The points of a file, else those that come with the program. FileError R912 names every fault of the file."""
    return _shipped() if path is None else _load(path)


@cache
def _shipped() -> DeskRules:
    return _load(SHIPPED)


def _load(path: Path) -> DeskRules:
    rules, faults = built(DeskRules, read_toml(path, _WHAT))
    if rules is None:
        lines = "\n".join(f"  {one.path or '整个文件'}：{one.text}" for one in faults)
        raise FileError("R912", f"{_WHAT}“{path}”有 {len(faults)} 处不对，请改正：\n{lines}")
    return rules
