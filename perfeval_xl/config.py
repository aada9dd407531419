"""The configuration file `perfeval-xl.toml`, looked for in the folder worked on and above it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfeval_xl.problems import FileError
from perfeval_xl.result import Told
from perfeval_xl.toml_text import read_toml

NAME = "perfeval-xl.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of an office: `rules` (id or path), `ignore`, `select` (codes). Command line options go before them."""

    path: Path | None = None
    rules: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def load(folder: Path) -> Config:
    """The nearest configuration file at or above `folder`, up to the user's home or the drive; else an empty Config.

    Raises FileError (R912) naming file and key where it cannot be understood.
    """
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 (Path.home raises where there is none)
    for place in (folder, *folder.parents):
        path = place / NAME
        if os.path.isfile(path):  # noqa: PTH113 (in a folder that may not be entered there is none for us)
            return _read(path)
        if place == home:
            break
    return Config()


def for_folders(folders: Iterable[Path]) -> dict[Path, Config]:
    """The configuration that counts in each folder; where there is none at or above it, that of the working folder.

    Raises FileError (R912) as `load`.
    """
    working: Config | None = None
    found: dict[Path, Config] = {}
    for folder in folders:
        if folder in found:
            continue
        found[folder] = load(Path(os.path.abspath(folder)))  # noqa: PTH100 (a link leads where it seems to be)
        if found[folder].path is None:
            working = load(here()) if working is None else working
            found[folder] = working
    return found


def told_by(used: Config, select: Sequence[str], ignore: Sequence[str], codes: Codes) -> Told:
    """Which findings are told: as asked (`select`, `ignore`), else as the configuration says. FileError R912 for a code
    that does not exist."""
    if not (select or ignore or used.select or used.ignore):
        return Told()
    parts = (("select", tuple(select), used.select), ("ignore", tuple(ignore), used.ignore))
    words = [
        f"--{name} {','.join(asked)}" if asked else f"{NAME} 的 {name} = {','.join(mine)}"
        for name, asked, said in parts
        if (mine := asked or codes.mine(said))
    ]
    try:
        chosen, left = (codes.expanded(asked) or codes.expanded(codes.mine(said)) for _, asked, said in parts)
    except ValueError as fault:
        where = "" if select or ignore else f"配置文件 {used.path} 有误："
        raise FileError("R912", f"{where}{fault}") from None
    return Told(codes.left_out(chosen, left), "，".join(words)) if words else Told()


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of findings that a command can tell. `always`: told whatever is set; `others`: codes that only another
    command tells: a configuration serves all of them, and may name these."""

    own: tuple[str, ...]
    always: str
    example: str  # how one is written
    others: tuple[str, ...] = ()

    def mine(self, said: tuple[str, ...]) -> tuple[str, ...]:
        """Of the codes of a configuration those that are no other command's alone."""
        return tuple(one for one in said if _matching(one, self.own) or not _matching(one, self.others))

    def expanded(self, codes: Iterable[str]) -> frozenset[str]:
        """All codes that begin so. ValueError (one Chinese sentence) where none does."""
        found: set[str] = set()
        for code in codes:
            matching = _matching(code, self.own)
            if not matching:
                raise ValueError(f"没有代码为“{code}”的核对项。代码形如 {self.example}。")
            found |= matching
        return frozenset(found)

    def left_out(self, select: frozenset[str], ignore: frozenset[str]) -> tuple[str, ...]:
        """The codes that are not told, a whole family as its letter."""
        wanted = (select or frozenset(self.own)) - ignore | {self.always}
        families: dict[str, list[str]] = {}
        for code in self.own:
            families.setdefault(code[0], []).append(code)
        untold: list[str] = []
        for letter, codes in families.items():
            hidden = [code for code in codes if code not in wanted]
            untold += [letter] if hidden == codes else hidden
        return tuple(untold)


def _matching(code: str, codes: Iterable[str]) -> set[str]:
    begins = code.strip().upper()
    return {one for one in codes if begins and one.startswith(begins)}


def here() -> Path:
    """The working folder. FileError R901 where it has been deleted meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        raise FileError("R901", "当前文件夹已不存在（被删除或移走），请先进入一个存在的文件夹再运行。") from None


def _read(path: Path) -> Config:
    data = read_toml(path, "配置文件")
    unknown = sorted(set(data) - {"rules", "select", "ignore"})
    if unknown:
        names = "、".join(unknown)
        raise FileError("R912", f"配置文件 {path} 中有不认识的键 {names}，可用的键是 rules、select、ignore。")
    rules = _text(path, data)
    return Config(path, rules, _codes(path, data, "select"), _codes(path, data, "ignore"))


def _text(path: Path, data: dict[str, Any]) -> str | None:
    value = data.get("rules")
    if value is None:
        return None
    if not isinstance(value, str) or not value:
        raise FileError("R912", f'配置文件 {path} 的 rules 应为评分规则编号或文件路径，例如 rules = "mof-2020"。')
    relative = path.parent / value
    return str(relative) if value.endswith(".toml") and relative.is_file() else value


def _codes(path: Path, data: dict[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise FileError("R912", f'配置文件 {path} 的 {key} 应为代码列表，请写成 {key} = ["B201"] 的样子。')
    return tuple(value)
