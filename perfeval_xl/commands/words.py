"""Chinese words for what click says by itself: help headings and usage errors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from perfeval_xl.writing.text_size import broken, columns

_IN_ENGLISH = re.compile(r"\s*\[[a-z0-9<=; ]+\]$")  # what click adds to an option's help: [required], [0<=x<=65535]
_LINE_END = re.compile(r"(\S)[ ]*\n[ ]*(\S)")
_DAY = re.compile(r"(20[0-9]{2})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?", re.ASCII)


def usage_sentence(fault: click.ClickException) -> str:
    """One Chinese sentence for a usage error: what is wrong, what to do."""
    match fault:
        case UnknownCommand():
            return fault.message
        case click.NoSuchOption():
            near = f"，是不是 {fault.possibilities[0]}？" if fault.possibilities else "，"
            return f"没有选项 {fault.option_name}{near}{_help_hint(fault)}"
        case click.MissingParameter():
            return f"缺少参数 {_name(fault.param)}，{_help_hint(fault)}"
        case click.BadParameter() if fault.param is not None and isinstance(fault.param.type, click.Path):
            return f"{_name(fault.param)} 的值不对：没有权限使用这个路径，{_help_hint(fault)}"
        case click.BadParameter() if fault.param is not None and isinstance(fault.param.type, click.IntRange):
            least, most = fault.param.type.min, fault.param.type.max
            return f"{_name(fault.param)} 的值不对：应为 {least} 到 {most} 的整数，{_help_hint(fault)}"
        case click.BadParameter() if fault.param is not None and isinstance(fault.param.type, click.Choice):
            choices = "、".join(map(str, fault.param.type.choices))
            return f"{_name(fault.param)} 的值不对：只能是 {choices}，{_help_hint(fault)}"
        case click.BadParameter():
            return f"{_name(fault.param)} 的值不对：{fault.message}{_help_hint(fault)}"
        case click.BadOptionUsage():
            return f"选项 {fault.option_name} 用法不对（缺少或多了一个值），{_help_hint(fault)}"
        case click.UsageError():
            return f"命令写法不对（没有这个命令，或多写了内容），{_help_hint(fault)}"
        case _:
            return fault.format_message()


class UnknownCommand(click.UsageError):
    """A word that is none of the commands; the message is the whole sentence."""


def _unknown(word: str, known: Iterable[str], ctx: click.Context) -> UnknownCommand:
    """Often a file was named without a command, or a command misspelt."""
    if Path(word).suffix or Path(word).exists():
        quoted = f'"{word}"' if " " in word else word
        return UnknownCommand(f"没有“{word}”这个命令。要核对这个文件，请运行：{ctx.command_path} process {quoted}", ctx)
    near = get_close_matches(word.lower(), known, 1)
    hint = f"是不是“{near[0]}”？" if near else ""
    return UnknownCommand(f"没有“{word}”这个命令，{hint}请运行 {ctx.command_path} --help 查看用法。", ctx)


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    return parameter.opts[-1] if isinstance(parameter, click.Option) else (parameter.metavar or parameter.name or "")


def _help_hint(fault: click.UsageError) -> str:
    path = fault.ctx.command_path if fault.ctx else "perfeval-xl"
    return f"请运行 {path} --help 查看用法。"


class PositiveInteger(click.ParamType):  # pyright: ignore[reportMissingTypeArgument] (generic only of late)
    """A whole number from 1 on."""

    name = "数字"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int) or (isinstance(value, str) and value.isascii() and value.isdigit()):
            number = int(value)
            if number >= 1:
                return number
        raise click.BadParameter("应为 1 或更大的整数，", ctx, param)


class Day(click.ParamType):  # pyright: ignore[reportMissingTypeArgument]
    """A day: 2024-03-29, 2024/3/29, 2024年3月29日, 20240329."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        found = _DAY.fullmatch(str(value).strip())
        try:
            if found is not None:
                year, month, day = (int(one) for one in found.groups())
                return date(year, month, day)
        except ValueError:
            pass
        raise click.BadParameter("应为日期，如 2024-03-29，", ctx, param)


class ChineseFormatter(click.HelpFormatter):
    """Lays a help page out by columns: click counts a Chinese character as one, it takes two."""

    def write_text(self, text: str) -> None:
        """Paragraphs, each broken anew; a line's end within one is no space between Chinese characters."""
        indent = " " * self.current_indent
        paragraphs = [_LINE_END.sub(_joined, one) for one in re.split(r"\n\s*\n", text.strip())]
        told = ["".join(f"{indent}{line}\n" for line in _lines(one, self.width - len(indent))) for one in paragraphs]
        self.write("\n".join(told))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands with what they mean beside them; below, where the name is too long for that."""
        rows, indent = list(rows), " " * self.current_indent
        start = min(max(columns(name) for name, _ in rows), col_max) + col_spacing
        for name, words in rows:
            lines = _lines(words, self.width - len(indent) - start) if words else [""]
            gap = start - columns(name)
            head = f"{name}{' ' * gap}{lines[0]}" if gap >= col_spacing else f"{name}\n{indent}{' ' * start}{lines[0]}"
            self.write(
                "\n".join([indent + head.rstrip(), *(f"{indent}{' ' * start}{line}" for line in lines[1:])]) + "\n"
            )


def _lines(text: str, room: int) -> list[str]:
    return [line.rstrip() for line in broken(" ".join(text.split()), room)]


def for_terminal(text: str, width: int) -> str:
    """A text whose lines fit a terminal of so many columns, broken between words, each with its indent."""
    return "\n".join(part for line in text.split("\n") for part in _fitted(line, width))


def _fitted(line: str, width: int) -> list[str]:
    if columns(line) < width or "\t" in line:
        return [line]
    words = line.lstrip(" ")
    indent = " " * (len(line) - len(words))
    return [indent + part.rstrip() for part in broken(words, max(width - len(indent) - 1, 1))]


def _joined(end: re.Match[str]) -> str:
    return " " if (end[1] + end[2]).isascii() else end[1] + end[2]


class ChineseContext(click.Context):
    """The context of a command, with that layout."""

    formatter_class = ChineseFormatter


class ChineseCommand(click.Command):
    """A command whose help page has Chinese headings."""

    context_class = ChineseContext

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        pieces = pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (one for one in self.get_params(ctx) if isinstance(one, click.Option))
        rows = [
            (row[0], _IN_ENGLISH.sub("", row[1])) for one in options if (row := one.get_help_record(ctx)) is not None
        ]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明。"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands, likewise."""

    command_class = ChineseCommand
    modules: Mapping[str, str] = {}  # of commands that are loaded when they are called: the module that has each

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        ChineseCommand.format_options(self, ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl([(name, one.get_short_help_str(limit=200)) for name, one in commands if one])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the near word for one that is no command."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise _unknown(args[0], self.list_commands(ctx), ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.modules:
            return getattr(import_module(self.modules[cmd_name]), cmd_name)
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (the signature is click's)
        """In the order of a clerk's work, not of the alphabet."""
        return [*self.modules, *self.commands]
