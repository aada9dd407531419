"""The commands `process`, `check` and `read`: every file judged and told as it comes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import exit_code, write_utf8
from perfeval_xl.commands.options import codes, inputs_of, limits_of
from perfeval_xl.commands.words import ChineseCommand

if TYPE_CHECKING:
    from perfeval_xl.pipeline import Options
    from perfeval_xl.result import FileResult, Tally
    from perfeval_xl.writing.telling.console import Teller

Command = Callable[..., int]


class Telling(Protocol):
    """How the results of a run are told."""

    def tell(self, one: FileResult) -> None:
        """One file, as it comes."""
        ...

    def end(self, tally: Tally) -> None:
        """When all have been told."""
        ...


def _files(command: Command) -> Command:
    return click.argument("files", metavar="文件…", nargs=-1, required=True)(command)


def _limit_options(command: Command) -> Command:
    return options.jobs(options.max_seconds(options.max_megabytes(command)))


def _reading_options(command: Command) -> Command:
    quiet = click.option("--quiet", "-q", is_flag=True, help="只显示有错误或未能处理的文件。")
    grid = click.option("--grid", is_flag=True, help="JSON 里另附每张表的样子（列宽、合并单元格、显示的文字）。")
    for option in (quiet, grid, options.as_json):
        command = option(command)
    return _limit_options(command)


def _judging_options(command: Command) -> Command:
    for option in (
        click.option("--ignore", multiple=True, metavar="代码", help="不报告这些代码的意见，可写多次或用逗号隔开。"),
        click.option("--select", multiple=True, metavar="代码", help="只报告这些代码（或以其开头）的意见，写法同上。"),
        options.rules,
    ):
        command = option(command)
    return command


@click.command(cls=ChineseCommand)
@_files
@_judging_options
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件夹", help="评分件写到这个文件夹。")
@click.option("--clean", is_flag=True, help="生成报送件：填好得分，不带标记、批注和附加表；有错误或待复核时不生成。")
@options.force
@_reading_options
def process(files: tuple[str, ...], output: Path | None, clean: bool, force: bool, **rest: Any) -> int:
    """核对并评分，写出“原文件名_已评分.xlsx”。

    文件可以是工作簿、Word 表格（.docx）、文件夹，也可以用 *.xlsx 这样的写法。原文件不会被改动；
    Word 表格和 .xls 不能在原表上标注，评分件是填好的标准自评表。
    """
    return _run(files, rest, write=True, folder=output, clean=clean, force=force)


@click.command(cls=ChineseCommand)
@_files
@_judging_options
@_reading_options
def check(files: tuple[str, ...], **rest: Any) -> int:
    """只核对，不写任何文件。"""
    return _run(files, rest)


@click.command(cls=ChineseCommand)
@_files
@_reading_options
def read(files: tuple[str, ...], **rest: Any) -> int:
    """只读取，显示程序读到了什么（不作判断）。"""
    return _run(files, rest, judge=False)


def _run(files: tuple[str, ...], rest: dict[str, Any], **asked: Any) -> int:
    """The common way of process, check and read."""
    from perfeval_xl import pipeline
    from perfeval_xl.writing.telling.progress import progress

    options, inputs = _options(rest, asked), inputs_of(files)
    as_json, quiet = rest["as_json"], rest["quiet"]
    console, telling = _telling(options, as_json=as_json, quiet=quiet)
    results = pipeline.results(inputs, options)
    with contextlib.closing(results), progress(len(inputs), console, quiet=quiet or as_json) as advance:
        return exit_code(_told(results, telling, advance, to_the_end=options.write))


def _told(results: Iterable[FileResult], telling: Telling, advance: Callable[[], None], *, to_the_end: bool) -> Tally:
    """Tells each result as it comes. OSError where it cannot: at once, or (`to_the_end`) once all is written."""
    from perfeval_xl.result import Tally

    tally, fault = Tally(), None
    for one in results:
        tally.add(one)
        try:
            if fault is None:
                telling.tell(one)
        except OSError as error:
            if not to_the_end:
                raise
            fault = error
        advance()
    if fault is not None:
        raise fault
    telling.end(tally)
    return tally


def _options(rest: dict[str, Any], asked: dict[str, Any]) -> Options:
    from perfeval_xl.pipeline import Options

    asked |= {"grids": rest["grid"] and rest["as_json"]}
    if asked.get("judge", True) is False:
        return Options(judge=False, grids=asked["grids"], **limits_of(rest))
    return Options(
        **asked,
        **limits_of(rest),
        for_programs=rest["as_json"],
        rules=rest["rules"],
        select=codes(rest["select"]),
        ignore=codes(rest["ignore"]),
    )


def _telling(options: Options, *, as_json: bool, quiet: bool) -> tuple[Teller, Telling]:
    """The console, and what each result is told by."""
    from perfeval_xl.writing.telling.console import Teller

    console = Teller()
    if as_json:
        from perfeval_xl.writing.telling.jsonout import Json

        return console, Json(write_utf8, judged=options.judge)
    if options.judge:
        from perfeval_xl.writing.telling.terminal import Findings

        return console, Findings(console, quiet=quiet)
    from perfeval_xl.writing.telling.receipt import Receipt

    return console, Receipt(console)
