"""The configuration file `perfeval-xl.toml`, looked for in the working folder and above."""

from __future__ import annotations

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
    """The nearest configuration file at or above `folder`; an empty Config where there is none.

    Raises FileError (R912) naming file and key where it cannot be understood.
    """
    for place in (folder, *folder.parents):
        path = place / NAME
        if path.is_file():
            return _read(path)
    return Config()


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
