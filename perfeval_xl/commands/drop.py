"""The command `drop`: what a launcher calls with the files that were dropped on it; what comes of them is opened."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import Stop, exit_code, say
from perfeval_xl.commands.words import ChineseCommand

if TYPE_CHECKING:
    from perfeval_xl.inputs import Input

MOST_OPENED = 3  # more windows than that are in the way: then the folder is opened that holds them
ELSEWHERE = "核对结果"  # the folder on the desktop for what cannot be written beside its original

_HOW = """把自评表拖到“核对自评表”图标上再松开，就会核对评分。
可以拖一个或几个文件（.xlsx、.xlsm、.xls、.docx），也可以拖整个文件夹；原文件不会被改动，
结果“…_已评分.xlsx”写在原文件旁边，会自动打开：先看“核对意见”表。"""
_WORDS = re.compile(r'"([^"]*)"|(\S+)')  # as Windows pastes what is dragged into a console


@click.command(cls=ChineseCommand)
@click.argument("paths", metavar="文件或文件夹…", nargs=-1)
def drop(paths: tuple[str, ...]) -> int:
    """核对评分并打开结果：“核对自评表”图标用的就是它。

    评分件写在原文件旁边；那里不能写入的，写到桌面的“核对结果”文件夹。没有给出文件时，可以把文件拖进窗口。
    """
    words = [path_of(word) for word in paths] or _asked()
    if not words:
        raise Stop(_HOW)
    return _processed(words)


def _asked() -> list[str]:
    """What is dragged into the window, or typed, where somebody sits before it."""
    if not (sys.stdin and sys.stdin.isatty()):
        return []
    say(_HOW)
    say("\n也可以现在把文件或文件夹拖进这个窗口，再按回车键（直接按回车键就结束）：")
    return words_of(sys.stdin.readline(), windows=os.name == "nt")


def words_of(line: str, *, windows: bool) -> list[str]:
    """The paths in a line that a console was given: quoted, escaped, or addresses (file://…)."""
    if windows:
        return [quoted or bare for quoted, bare in _WORDS.findall(line)]
    try:
        return [path_of(word) for word in shlex.split(line)]
    except ValueError:  # a quotation mark without its fellow: a name, typed
        return [line.strip()]


def path_of(word: str) -> str:
    """A path as it is; of an address (file://…), as some desktops hand over, its path."""
    return unquote(urlsplit(word).path) if word.startswith("file://") else word


def _processed(words: list[str]) -> int:
    """Processes all, tells each, opens what was written."""
    from perfeval_xl import pipeline
    from perfeval_xl.result import Tally
    from perfeval_xl.writing.telling.console import Teller
    from perfeval_xl.writing.telling.progress import progress
    from perfeval_xl.writing.telling.terminal import Findings

    inputs = options.inputs_of(tuple(words))
    console, tally, written = Teller(), Tally(), list[Path]()
    telling = Findings(console, quiet=False)
    with progress(len(inputs), console, quiet=False) as advance:
        for folder, group in _by_place(inputs):
            if folder is not None:
                say(f"原文件所在的文件夹不能写入（只读），评分件写到：{folder}")
            for one in pipeline.results(group, pipeline.Options(write=True, folder=folder)):
                tally.add(one)
                telling.tell(one)
                advance()
                written += [Path(one.output)] if one.output else []
    telling.end(tally)
    say("")
    for sentence in _shown(written):
        say(sentence)
    return exit_code(tally)


def _by_place(inputs: list[Input]) -> Iterator[tuple[Path | None, list[Input]]]:
    """The files with the folder that their copies are written to; None is beside each."""
    writable = {folder: _takes_files(folder) for folder in {one.path.parent for one in inputs}}
    for folder, beside in ((None, True), (_desktop() / ELSEWHERE, False)):
        group = [one for one in inputs if writable[one.path.parent] is beside]
        if group:
            yield folder, group


def _takes_files(folder: Path) -> bool:
    """Whether a file can be written there: tried, as rights alone do not tell on Windows, nor of a locked medium."""
    trial = folder / f".~perfeval-xl-{os.getpid()}.tmp"
    try:
        trial.open("xb").close()
        trial.unlink()
    except OSError:
        return not folder.is_dir()  # a folder that is not there is told by whoever opens the file
    return True


def _desktop() -> Path:
    """The desktop, whatever it is called; else the home folder."""
    home = Path.home()
    return next((one for one in (home / "Desktop", home / "桌面") if one.is_dir()), home)


def _shown(written: list[Path]) -> Iterator[str]:
    """Opens what was written, and says so."""
    from perfeval_xl.opening import opened

    if not written:
        return
    folders = [str(one.parent.absolute()) for one in written]
    common = Path(os.path.commonpath(folders)) if len({os.path.splitdrive(one)[0] for one in folders}) == 1 else None
    if len(written) > MOST_OPENED:
        where = common or Path(folders[0])
        done = opened(where)
        yield f"{len(written)} 份评分件{'在打开的文件夹里' if done else '在'}：{where}"
        return
    for one in written:
        done = opened(one)
        yield f"{'已打开' if done else '请打开'}评分件，先看“核对意见”表：{one}"
