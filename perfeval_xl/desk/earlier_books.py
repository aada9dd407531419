"""A workbook of ours where one stands already: looked at, what people typed read, and kept when it is replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from perfeval_xl import outputs
from perfeval_xl.left_behind import LeftBehind
from perfeval_xl.problems import FileError
from perfeval_xl.refusals import HELD, file_error
from perfeval_xl.whole_files import write_atomically
from perfeval_xl.xlsx.limits import limits_for
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class BookKind:
    """`called`: 汇总表; `is_ours`: whether a workbook is one; `carried`: what of one the next has (Chinese);
    `file_name`: its name where nobody says another; `megabytes`: how large it may be (None: as any other)."""

    called: str
    is_ours: Callable[[Package], bool]
    carried: str = ""
    file_name: str = ""
    megabytes: int | None = None

    def target_of(self, output: Path | None, *, force: bool) -> Path:
        """Where it goes; asked before any work is done. FileError R909 where it may not be written there."""
        target = output or Path(self.file_name)
        target = target / self.file_name if target.is_dir() else target
        if target.suffix.lower() != ".xlsx":
            raise FileError("R909", f"“{target.name}”应以 .xlsx 结尾，请改一个文件名。")
        outputs.make_folder(target.parent)
        self.at(target).may_be_replaced(force=force)
        return target

    def stands_at(self, path: Path) -> bool:
        """Whether one stands there."""
        return self.at(path).package is not None

    def at(self, path: Path) -> Earlier:
        """What stands there. FileError where nobody can look into the file: it is not replaced."""
        if not path.is_file():
            return Earlier(self, path)
        try:
            package = Package.open(path, limits_for(self.megabytes))
            return Earlier(self, path, package.data, package if self.is_ours(package) else None)
        except PackageError as problem:
            if problem.reason in HELD:
                raise FileError("R909", f"“{path.name}”：{file_error(problem).message}") from None
            return Earlier(self, path, path.read_bytes(), is_damaged=True)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What stands where a book goes: its bytes, and its package where it is one of this kind.

    `is_damaged`: whose it is cannot be seen.
    """

    kind: BookKind
    path: Path
    data: bytes | None = None
    package: Package | None = None
    is_damaged: bool = False

    def may_be_replaced(self, *, force: bool) -> None:
        """FileError R909 unless nothing stands there, one of this kind does, or the user said `force`."""
        if self.is_damaged and not force:
            raise FileError(
                "R909",
                f"“{self.path.name}”已存在但读不出来，看不出是不是本程序生成的，为免覆盖没有写入；"
                "请给它改名，或加 --force 覆盖。",
            )
        outputs.may_replace(self.path, ours=self.package is not None, force=force)

    def typed(self, read: Callable[[Package], _T], nothing: _T) -> _T:
        """What `read` finds in it; a damaged one is not replaced (FileError R909)."""
        if self.package is None or self.data is None:
            return nothing
        try:
            # A package of its own: all that it remembers of its sheets is gone before the new book is written.
            return read(Package.from_bytes(self.data, str(self.path), limits_for(self.kind.megabytes)))
        except PackageError as problem:
            why = f"原来的{self.kind.called}读不出来，没有替换，请先给它改名再运行：{file_error(problem).message}"
            raise FileError("R909", why) from None

    @property
    def is_as_read(self) -> bool:
        """It is one of this kind, and nobody has saved it since it was read."""
        return self.package is not None and self.path.is_file() and self.path.read_bytes() == self.data

    def written(self, new: bytes, left: LeftBehind, *, stays: bool = False) -> Written:
        """Writes the new one, as `replaced` does."""
        return Written(self.path, self.replaced(new, left, stays=stays), self.kind.carried)

    def replaced(self, new: bytes, left: LeftBehind, *, stays: bool = False) -> Kept:
        """Writes the new one whole; keeps the one that stood there, where it is another.

        `left`: what people put into it that is not in the new one; `stays`: there is more of it. That, a file that is
        not ours, and one that somebody has saved since it was read get a name that no later run replaces.
        """
        is_as_read = self.is_as_read
        alone = stays or bool(left) or not is_as_read
        kept = outputs.changed_of(self.path) if alone else outputs.previous_of(self.path, self.kind.stands_at)
        there = self.path.is_file()
        if not outputs.keep_previous(self.path, new, kept, write=write_atomically):
            return Kept(None, is_same=True)
        write_atomically(self.path, new)
        return Kept(kept if there else None, is_as_read, left)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the book is kept that stood where a new one was written; None where none did, or the same (`is_same`).

    `is_as_read`: it is the one that was read, and nobody's later one. `left`: what people put into it that stays there.
    """

    path: Path | None
    is_as_read: bool = True
    left: LeftBehind = field(default_factory=LeftBehind)
    is_same: bool = False

    def sentences(self, carried: str) -> Iterator[str]:
        """What a user is told. `carried`: what of it the new one has."""
        if self.path is None:
            return
        what = carried if self.is_as_read else "它不是这次读到的那一本，内容没有带过来"
        yield f"原来的那本另存为：{self.path}{'；' if what else ''}{what}。"
        yield from self.left.sentences(self.path.name)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, where the book is kept that stood there, and what of it the new one has (in words)."""

    path: Path
    kept: Kept
    carried: str

    def sentences(self) -> Iterator[str]:
        """What a user is told of it."""
        yield f"已写入：{self.path}"
        yield from self.kept.sentences(self.carried)
