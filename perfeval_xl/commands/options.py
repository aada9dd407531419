"""Options that several commands have, each said once."""

from __future__ import annotations

import click

from perfeval_xl.commands.words import PositiveInteger

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
