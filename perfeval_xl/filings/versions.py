"""Doubles and new versions: which of several forms of one project counts, and what is said of the others.

A double has the same bytes as another file, or all that was read of it is the same. A new version has the same key and
other values: which one counts is told by the file's name (退回修改, 第二版, v2, (2)) and its time together. Where these
disagree, or the times are equal, nobody knows: all stay, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from perfeval_xl.filings.batch import Fate, Filed, Member
from perfeval_xl.filings.roster import is_same_unit
from perfeval_xl.form_words import one_of
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.meaning.chinese_numbers import read_chinese
from perfeval_xl.result import CLEAN_ENDING, SCORED_ENDING

_CORRECTED = ("退回修改", "退回后", "修改", "更正", "修订", "改后", "改正", "重报", "补正", "新版", "更新")
_FINAL = ("最终", "终稿", "定稿", "终版", "正式", SCORED_ENDING[1:], CLEAN_ENDING[1:])
_WORDS = lazy(one_of((*_CORRECTED, *_FINAL)))
_APART = timedelta(minutes=1)  # files copied or unpacked together are no two dates
_OLD = lazy("旧版|原版|初稿|草稿|作废")
_NUMBER = lazy(
    r"第([0-9]{1,2}|[一二三四五六七八九十])(?:版|稿|次)|(?<![a-z])v([0-9]{1,2})(?![0-9])|[(（]([0-9]{1,2})[)）]$"
)
_COPY = lazy(r"[(（][0-9]{1,2}[)）]$|副本|复件|copy")


def tell_doubles(members: Iterable[Member]) -> None:
    """Files with the bytes of another, and forms that read the same as another, no longer count."""
    files: dict[tuple[str, int], list[Member]] = {}
    forms: dict[str, list[Filed]] = {}
    for member in members:
        counting = [one for one in member.forms if one.counts]
        if counting:
            files.setdefault((member.content_code, member.size), []).append(member)
    for group in files.values():
        first = min(group, key=_plainness)
        for member in group:
            if member is not first:
                _is_double(member, first, "逐字节相同")
            else:
                for one in (one for one in member.forms if one.counts):
                    forms.setdefault(one.content_code, []).append(one)
    for alike in forms.values():
        first = min(alike, key=lambda one: (_is_derived(one.member), *_plainness(one.member)))
        for one in alike:
            if one is not first:
                one.counts, one.of = False, first
                first.doubles.append(one)
                if not any(other.counts for other in one.member.forms):
                    _is_double(one.member, first.member, "内容相同（读到的每一格都一样）")


def _is_double(member: Member, first: Member, how: str) -> None:
    member.fate, member.other, member.do = Fate.DOUBLE, first, "不用处理，只计一份。"
    member.why = f"与 {seen_from(first, member)} {how}。"
    if member.folder_unit != first.folder_unit and member.folder_unit and first.folder_unit:
        member.why += f"两份放在不同单位（{first.folder_unit}、{member.folder_unit}）的文件夹里。"
        member.do = "请核对是不是放错了文件夹。"
    for place, one in enumerate(member.forms):
        if one.counts:
            one.counts, one.of = False, first.forms[place]
            first.forms[place].doubles.append(one)


def seen_from(one: Member, place: Member) -> str:
    """A file's name as it is told beside another's: without the folders where they lie together."""
    together = one.path.parent == place.path.parent and one.folders == place.folders
    return one.own_name if together else one.name


def _plainness(member: Member) -> tuple[bool, bool, int, str]:
    """The one that is no copy by its name first; of these the one that lies with the unit that its form names."""
    unit = next((one.unit for one in member.forms if one.unit), None)
    elsewhere = not is_same_unit(member.folder_unit or "", unit)
    return _COPY.search(_stem(member)) is not None, elsewhere, len(member.name), member.name


def _is_derived(member: Member) -> bool:
    """A scored copy beside its original."""
    return _stem(member).endswith((SCORED_ENDING, CLEAN_ENDING))


# ------------------------------------------------------------------------------------------------- new versions


def tell_versions(forms: Iterable[Filed]) -> None:
    """Of forms with one key in several files the newest counts, where that can be told."""
    of: dict[str, list[Filed]] = {}
    for one in forms:
        if one.counts:
            of.setdefault(one.key, []).append(one)
    for group in of.values():
        if len({id(one.member) for one in group}) > 1:
            _settle(group)


def _settle(group: list[Filed]) -> None:
    """The newest counts against those that are surely older; what is left against it is for a person."""
    newest = max(group, key=lambda one: (_time(one), _version(one)))
    contested = [one for one in group if one is not newest and not _is_newer(newest, one)]
    for one in group:
        if one is newest or one in contested:
            others = [other for other in (newest, *contested) if other is not one]
            one.contested_by = others if contested else []
            continue
        one.counts, one.of = False, newest
        newest.replaces.append(one)
        if not any(other.counts for other in one.member.forms):
            _is_older(one, newest)


def _is_older(one: Filed, newest: Filed) -> None:
    one.member.fate, one.member.other = Fate.SUPERSEDED, newest.member
    one.member.why = f"同一项目，以 {seen_from(newest.member, one.member)} 为准（{_ground(newest, one)}）。"
    one.member.do = "不用处理。"


def _is_newer(one: Filed, other: Filed) -> bool:
    """The time says so, and the names do not say the opposite."""
    return _time(one) - _time(other) >= _APART and _version(one) >= _version(other)


def _ground(newest: Filed, older: Filed) -> str:
    when = newest.member.modified
    time = f"文件时间较晚：{when:%Y-%m-%d %H:%M}" if when else "文件时间较晚"
    if _version(newest) <= _version(older):
        return time
    found = _WORDS.search(_stem(newest.member)) or _NUMBER.search(_stem(newest.member))
    return f"文件名写明“{found.group()}”，{time}" if found else f"另一份的文件名写明是旧稿，{time}"


def _version(one: Filed) -> int:
    """How late a version the name says it is: its number, 0 where it says nothing, below where it says old."""
    name = _stem(one.member).lower()
    if _OLD.search(name):
        return -1
    number = _NUMBER.search(name)
    said = next((group for group in number.groups() if group), None) if number else None
    count = int(said if said.isdigit() else read_chinese(said) or 0) if said else 0
    return max(count - 1, 0) + (1 if _WORDS.search(name) else 0)


def _time(one: Filed) -> datetime:
    return one.member.modified or datetime.min


def _stem(member: Member) -> str:
    return PurePosixPath(member.own_name).stem
