"""Options that several commands have, each said once, and what was asked by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from perfeval_xl.commands.answers import Stop, say
from perfeval_xl.commands.words import PositiveInteger

if TYPE_CHECKING:
    from perfeval_xl.inputs import Input

_COUNT = PositiveInteger()


def _known_rules(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Asked before a command reads or writes anything: FileError R912 where no rule-set is called so."""
    if value is not None:
        from perfeval_xl.rules import ruleset

        ruleset.load(value)
    return value


rules = click.option(
    "--rules",
    callback=_known_rules,
    metavar="编号或文件",
    help="评分规则：rules list 列出的编号，或自己的 .toml 文件。",
)
jobs = click.option("--jobs", type=_COUNT, metavar="数字", help="同时处理的进程数，默认按文件多少决定。")
max_seconds = click.option("--max-seconds", type=_COUNT, metavar="数字", help="单个文件限时（秒），默认 60。")
max_megabytes = click.option("--max-mb", type=_COUNT, metavar="数字", help="单个文件大小上限（MB），默认 100。")
as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取。")
force = click.option("--force", is_flag=True, help="允许覆盖不是本程序生成的同名文件。")


def limits_of(rest: dict[str, Any]) -> dict[str, Any]:
    """Of the options of `_limit_options` those that were given."""
    names = (("max_mb", "max_megabytes"), ("max_seconds", "max_seconds"), ("jobs", "jobs"))
    return {ours: rest[theirs] for theirs, ours in names if rest[theirs] is not None}


def codes(words: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of --select or --ignore, in whatever way they were written."""
    parts = (part.strip().upper() for word in words for part in word.replace("，", ",").split(","))
    return tuple(part for part in parts if part)


def inputs_of(files: tuple[str, ...]) -> list[Input]:
    from perfeval_xl.inputs import expand

    expanded = expand(files)
    for word in expanded.empty:
        say(f"“{word}”里没有找到文件，请检查文件夹或写法。", err=True)
    if expanded.skipped_own:
        say(f"跳过了 {expanded.skipped_own} 个本程序生成的文件；要处理它们，请只写它们的文件名。", err=True)
    if not expanded.inputs:
        raise Stop("没有可以处理的文件。")
    return expanded.inputs
