"""What was handed in: folders, files and zips, each file and zip member once, with what can be told unopened."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from perfeval_xl.filings.archives import Refused, files_in, is_archive
from perfeval_xl.filings.batch import INSIDE, Fate, Member
from perfeval_xl.filings.identity import code_of_bytes
from perfeval_xl.filings.own_books import OwnBook, is_own_document, own_book_of
from perfeval_xl.inputs import is_letter, is_pattern, is_previous, matching, walked
from perfeval_xl.problems import parted
from perfeval_xl.refusals import file_error
from perfeval_xl.xlsx.filekind import kind_of
from perfeval_xl.xlsx.limits import Limits
from perfeval_xl.xlsx.problem import PackageError

LOCK = "~$"
TEXT_SUFFIXES = (".csv", ".tsv")  # tables in texts
_OF_THE_SYSTEM = re.compile(r"(?:thumbs\.db|desktop\.ini|\.ds_store|\._.*|.*\.(?:lnk|url|tmp))", re.IGNORECASE)
_PROGRAM = (".toml", ".py", ".json", ".md", ".log", ".ini", ".xml")  # settings and the like, never a filing
NO_ACTION = "不用处理。"
_NOT_READ = "请核对文件名和权限，或把文件复制到本机硬盘后再试。"


@dataclass(slots=True)
class TakenIn:
    """All members, and where those that are to be opened lie: by their place among the members."""

    sought: Collection[OwnBook] = ()
    members: list[Member] = field(default_factory=list[Member])
    sources: dict[int, Path] = field(default_factory=dict[int, Path])
    size_before: dict[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])

    def add(self, member: Member, source: Path | None = None) -> None:
        """One more member; with a source where it is to be opened."""
        if source is not None and member.fate is Fate.READ:
            self.sources[len(self.members)] = source
        self.members.append(member)

    def has_changed(self, place: int) -> bool:
        """Whether the file on disk is another now than when it was taken in."""
        before = self.size_before.get(place)
        return before is not None and before != _stamp(self.members[place].path)


def take_in(words: Iterable[str], unpacked: Path, limits: Limits, sought: Collection[OwnBook] = ()) -> TakenIn:
    """Everything that the words name (files, folders, patterns), each once, in the order of the names.

    Zips are opened, and what is to be read of them is put into the folder `unpacked`. A word that names nothing is a
    member that could not be read. `sought`: which of the bureau's own books are handed in here; without it what units
    file, and no such book is.
    """
    asked = list(words)
    taken = TakenIn(sought)
    seen: set[str] = set()
    for word in asked:
        for path, name in _files_of(word, alone=len(asked) == 1):
            key = os.path.realpath(path)
            if key not in seen:
                seen.add(key)
                _take(taken, path, name, unpacked, limits)
    return taken


def _files_of(word: str, *, alone: bool) -> Iterator[tuple[Path, str]]:
    """The files with their names as shown: below the folder that was named, with it where several words are given."""
    path = Path(word)
    if is_pattern(word):
        found = matching(word)
        for one in found or [path]:
            yield from _files_of(str(one), alone=False) if found else [(one, shown(one.name))]
        return
    if not path.is_dir():
        yield path, shown(path.name)
        return
    top = () if alone else (path.resolve().name,)
    for one in _walked(path):
        yield one, shown("/".join((*top, *one.relative_to(path).parts)))


def shown(name: str) -> str:
    """A file's name as it is shown: GBK on a system of UTF-8 is read, signs that cannot be printed are stood for."""
    return "/".join(_shown(part) for part in name.split("/"))


def _shown(name: str) -> str:
    if any("\udc80" <= sign <= "\udcff" for sign in name):
        name = name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def _walked(folder: Path) -> Iterator[Path]:
    """All files below a folder; a folder that cannot be entered stands for what is in it."""
    closed: list[Path] = []
    yield from walked(folder, closed)
    yield from closed


def _take(taken: TakenIn, path: Path, name: str, unpacked: Path, limits: Limits) -> None:
    member = Member(name, path)
    try:
        there = path.stat()
        member.size, member.modified = there.st_size, datetime.fromtimestamp(there.st_mtime)
    except (OSError, ValueError):
        _fail(member, file_error(PackageError("not_found")).message)
        return taken.add(member)
    if path.is_dir():
        _fail(member, file_error(PackageError("closed_folder")).message)
        return taken.add(member)
    if not path.is_file():
        _fail(member, file_error(PackageError("no_plain_file")).message)
        return taken.add(member)
    if not _named_as_none(member, path.name) and is_archive(path):
        return _take_archive(taken, member, unpacked, limits)
    taken.size_before[len(taken.members)] = _stamp(path)
    try:
        if member.size <= limits.file_bytes:  # else opening it says so
            _look_at(member, path.read_bytes(), taken.sought)
    except OSError as fault:
        is_held = isinstance(fault, PermissionError)
        member.fate, member.code = Fate.FAILED, "R911" if is_held else "R901"
        member.why = (
            "没有权限读取，或文件正被其他程序占用。" if is_held else f"文件读不出来（{fault.strerror or fault}）。"
        )
        member.do = "请关闭打开它的程序，或复制到自己的文件夹后再试。" if is_held else _NOT_READ
    taken.add(member, path)
    return None


def _take_archive(taken: TakenIn, outer: Member, unpacked: Path, limits: Limits) -> None:
    """The members of a zip; the zip itself where it cannot be opened."""
    found = files_in(outer.path, limits)
    if isinstance(found, Refused):
        outer.fate, outer.why, outer.do = Fate.FAILED, found.why, found.do
        return taken.add(outer)
    for one in found:
        inside = shown(one.name)
        member = Member(f"{outer.name}{INSIDE}{inside}", outer.path, inside, one.size, one.modified)
        if isinstance(one.content, Refused):
            member.fate, member.why, member.do = Fate.FAILED, one.content.why, one.content.do
            taken.add(member)
            continue
        if one.name.startswith("__MACOSX/"):
            _none(member, "系统文件。")
        else:
            _named_as_none(member, member.own_name)
        _look_at(member, one.content, taken.sought)
        source = None
        if member.fate is Fate.READ:
            source = unpacked / f"{len(taken.members)}{PurePosixPath(member.own_name).suffix.lower()[:8]}"
            if not _unpacked_to(source, one.content, member):
                source = None
            elif is_archive(source):
                member.fate, member.why = Fate.FAILED, "压缩包里的压缩包，没有打开。"
                member.do = "请把里面的压缩包解开后放进文件夹。"
                source.unlink()
        taken.add(member, source)
    return None


def _unpacked_to(place: Path, content: bytes, member: Member) -> bool:
    try:
        place.write_bytes(content)
    except OSError as fault:
        member.fate, member.code = Fate.FAILED, "R909"
        member.why = f"从压缩包里解不出来：临时文件夹写不进去（{fault.strerror or fault}）。"
        member.do = "请清理磁盘后重新汇总，或把文件直接放进文件夹。"
        return False
    return True


def _named_as_none(member: Member, name: str) -> bool:
    """Whether the name alone says that it is no filing."""
    if name.startswith(LOCK):
        _none(member, "表格软件打开文件时留下的锁定文件。")
    elif _OF_THE_SYSTEM.fullmatch(name):
        _none(member, "系统文件。")
    elif is_letter(Path(name)):
        _none(member, "本程序写的退回修改意见，不是单位报来的。")
    elif is_previous(Path(name)):
        _none(member, "本程序保留的上一版评分件，以现在的评分件为准。")
    elif name.lower().endswith(_PROGRAM):
        _none(member, "设置或程序文件。")
    return member.fate is not Fate.READ


def _look_at(member: Member, data: bytes, sought: Collection[OwnBook]) -> None:
    """What the bytes alone say: the code of the content, and what is no workbook."""
    member.content_code = code_of_bytes(data)
    if member.fate is not Fate.READ:  # known by its name
        return
    name = member.inside or member.path.name
    kind = kind_of(data, name)
    if kind == "csv" and not name.lower().endswith(TEXT_SUFFIXES):
        _none(member, "文本文件。")
    elif kind == "picture":
        _none(member, "图片。", "是自评表的照片或扫描件的，请单位报工作簿（.xlsx）。")
    elif kind == "xlsx" and (own := own_book_of(data)) is not None and own not in sought:
        _none(member, f"本程序写出的{own.called}，不是{_wanted(sought)}。")
    elif name.lower().endswith(".docx") and is_own_document(data):
        _none(member, f"本程序写的报告，不是{_wanted(sought)}。")


def _wanted(sought: Collection[OwnBook]) -> str:
    return next((one.called for one in sought), "单位报来的")


def _none(member: Member, why: str, do: str = NO_ACTION) -> None:
    member.fate, member.why, member.do = Fate.OTHER, why, do


def _fail(member: Member, message: str) -> None:
    member.fate, (member.why, member.do) = Fate.FAILED, parted(message)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        there = path.stat()
    except OSError:
        return (-1, -1)
    return there.st_size, there.st_mtime_ns
