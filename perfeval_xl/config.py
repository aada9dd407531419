"""The configuration file `perfeval-xl.toml`, looked for in the folder worked on and above it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfeval_xl.problems import FileError
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
