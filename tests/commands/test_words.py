"""What the command line says fits the terminal, and is Chinese.

1. Help pages fit 80 columns and fewer, in columns that line up; none of click's own English is left.
2. What a value may be is said in Chinese.
3. On a terminal a long sentence is broken between words, with its indent; through a pipe it is one line.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import click
import pytest

from perfeval_xl import cli
from perfeval_xl.commands import answers
from perfeval_xl.commands.words import ChineseCommand, for_terminal
from perfeval_xl.writing.text_size import columns


def commands(group: click.Group, *before: str) -> Iterator[list[str]]:
    yield [*before]
    context = click.Context(group)
    for name in group.list_commands(context):
        one = group.get_command(context, name)
        yield from commands(one, *before, name) if isinstance(one, click.Group) else [[*before, name]]


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("words", list(commands(cli.cli)), ids=lambda words: " ".join(words) or "all")
def test_1_help_fits(words: list[str], width: int, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert cli.run([*words, "--help"]) == 0
    shown = capsys.readouterr().out
    assert [line for line in shown.splitlines() if columns(line) > min(width, 100)] == []
    assert not re.search(r"\[required\]|<=|Options|Usage|Commands|Show this", shown)
    listed = [line for line in shown.splitlines() if re.match(r"  -[^ ]", line)]
    starts = {columns(line[: found.end()]) for line in listed if (found := re.search(r"[^ ]  +(?=[^ ])", line))}
    assert len(starts) <= 1, "what options mean begins in one column"


def test_1_names_too_long_for_their_column(monkeypatch: Any, capsys: Any) -> None:
    @click.command(cls=ChineseCommand)
    @click.option("--a-very-long-name-of-an-option", metavar="很长的取值", help="意思。")
    def one() -> None:
        """第一行
        接着写 .xls
        等文件。"""

    monkeypatch.setenv("COLUMNS", "60")
    one.main(["--help"], prog_name="一", standalone_mode=False)
    shown = capsys.readouterr().out
    assert "\n  --a-very-long-name-of-an-option 很长的取值\n" in shown
    assert re.search(r"\n {34}意思。\n", shown)
    assert "第一行接着写 .xls等文件。" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["page", "--port", "99999"], "--port 的值不对：应为 0 到 65535 的整数，请运行"),
        (["page", "--port", "x"], "--port 的值不对：应为 0 到 65535 的整数，请运行"),
        (["sample", "x", "--seed", "1", "--by", "x"], "--by 的值不对：只能是 金额、关注分，请运行"),
    ],
)
def test_2_values(words: list[str], said: str, capsys: Any) -> None:
    assert cli.run(words) == answers.FAILED
    assert said in capsys.readouterr().err


SENTENCE = (
    "    没有编号为“没有”的评分规则；可用的有：mof-2020、guangzhou-baiyun-2023，也可以写规则文件（.toml）的路径。"
)


@pytest.mark.parametrize("width", [30, 40, 80])
def test_3_lines_that_fit(width: int) -> None:
    lines = for_terminal(f"短\n{SENTENCE}", width).split("\n")
    assert lines[0] == "短"
    assert all(columns(line) < width and line.startswith("    ") for line in lines[1:])
    assert "".join(line.strip() for line in lines[1:]) == SENTENCE.strip()
    assert "guangzhou-baiyun-2023" in "".join(line for line in lines if "guangzhou" in line)


@pytest.mark.parametrize("terminal", [True, False])
def test_3_only_on_a_terminal(terminal: bool, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    answers.say(SENTENCE)
    lines = capsys.readouterr().out.splitlines()
    assert (len(lines) > 1) == terminal
