"""Arguments in, exit code out: the commands, each printing what the library returns."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from perfeval_xl import __version__, problems
from perfeval_xl.commands import options
from perfeval_xl.commands.drop import drop
from perfeval_xl.commands.page import page
from perfeval_xl.commands.report import report
from perfeval_xl.commands.review import review
from perfeval_xl.commands.rules import rules
from perfeval_xl.commands.sample import sample
from perfeval_xl.commands.seal import diff, verify
from perfeval_xl.commands.summarize import summarize
from perfeval_xl.commands.watch import watch
from perfeval_xl.commands.words import ChineseCommand, ChineseGroup, for_terminal, usage_sentence
from perfeval_xl.problems import FileError
from perfeval_xl.writing.telling import signs

if TYPE_CHECKING:
    from perfeval_xl.filings.batch import Batch
    from perfeval_xl.inputs import Input
    from perfeval_xl.pipeline import Options
    from perfeval_xl.result import FileResult, Tally
    from perfeval_xl.writing.telling.console import Teller

CLEAN, FINDINGS, FAILED = 0, 1, 2

Command = Callable[..., int]


class Telling(Protocol):
    """How the results of a run are told."""

    def tell(self, one: FileResult) -> None:
        """One file, as it comes."""
        ...

    def end(self, tally: Tally) -> None:
        """When all have been told."""
        ...


class Stop(Exception):  # noqa: N818 (not an error of the program: a sentence for the user, exit code 2)
    """Ends the run with one sentence."""


def main() -> None:
    """Runs the command line; every way out has its exit code, none a traceback for a user's fault."""
    gc.set_threshold(100_000)  # libraries being loaded are no garbage
    _prepare_console()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError as fault:
        code = _cannot_tell(fault)
    gc.freeze()  # nor is it worth looking for any on the way out: a sixth of a short run
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Runs one command and gives its exit code: 0 clean, 1 errors found, 2 could not be done."""
    try:
        code = cli.main(arguments, prog_name="perfeval-xl", standalone_mode=False)
        return code if isinstance(code, int) else CLEAN
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as fault:
        say(fault.format_message(), err=True)
    except click.ClickException as fault:
        say(usage_sentence(fault), err=True)
    except FileError as problem:
        say(f"{problem.message} [{problem.code}]", err=True)
    except Stop as reason:
        say(str(reason), err=True)
    except (click.Abort, KeyboardInterrupt):
        say(problems.INTERRUPTED, err=True)
    except BrokenPipeError:  # before OSError, of which it is one
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone: nothing more to say
    except OSError as fault:
        return _not_done(fault)
    except Exception as fault:
        if os.environ.get("PERFEVAL_XL_DEBUG"):
            raise
        from perfeval_xl.refusals import of_our_own

        own = of_our_own(fault)
        say(f"{own.message} [{own.code}]", err=True)
    return FAILED


def _not_done(fault: OSError) -> int:
    """A path that cannot be used; else it is telling that failed, which names no path."""
    from perfeval_xl.config import here

    try:
        here()
    except FileError as gone:
        say(f"{gone.message} [{gone.code}]", err=True)
        return FAILED
    if fault.filename is None:
        return _cannot_tell(fault)
    say(f"“{fault.filename}”用不了（{fault.strerror}），请核对路径和权限。", err=True)
    return FAILED


def _cannot_tell(fault: OSError) -> int:
    """What was to be printed cannot be: a full disk behind >, a console that is gone."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    say(f"结果显示不出来（{fault.strerror or fault}）；已写好的文件不受影响。", err=True)
    return FAILED


def _prepare_console() -> None:
    """A console in code page 936 cannot show every sign that a form may hold: a like one rather than none."""
    if sys.stderr is None:  # started without: there is nobody to tell
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        say("没有可以显示结果的地方（标准输出已关闭），没有处理。", err=True)
        sys.exit(FAILED)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors=signs.register())  # pyright: ignore[reportAttributeAccessIssue]


def say(text: str, *, err: bool = False) -> None:
    """A text for the user; on a terminal, in lines that fit it."""
    stream = sys.stderr if err else sys.stdout
    if stream.isatty():
        text = for_terminal(text, shutil.get_terminal_size().columns)
    click.echo(signs.shown(text), err=err)


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="perfeval-xl %(version)s", help="显示版本号。")
def cli() -> None:
    """核对项目支出绩效自评表：金额、指标、分值、得分逐项核对，按评分规则计分，写回一份评分件。

    最常用的一句：perfeval-xl process 自评表.xlsx
    """


# -------------------------------------------------------------------------------------------- shared options


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


# ---------------------------------------------------------------------------------------------------- commands


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


def exit_code(tally: Tally) -> int:
    """2 where a file failed, else 1 where there is an error, else 0."""
    from perfeval_xl.result import Severity

    if tally.failed:
        return FAILED
    return FINDINGS if tally.told[Severity.ERROR] else CLEAN


def exit_code_of_batch(batch: Batch) -> int:
    """The same of a batch."""
    from perfeval_xl.filings.batch import Fate
    from perfeval_xl.result import Severity

    if batch.of(Fate.FAILED):
        return FAILED
    return FINDINGS if any(one.told(Severity.ERROR) for one in batch.forms) else CLEAN


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


def print_utf8(text: str) -> None:
    """JSON on lines of its own."""
    write_utf8(text + "\n")


def write_utf8(text: str) -> None:
    """JSON is UTF-8 wherever it goes, also on a console in another code page."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


@click.command(cls=ChineseCommand)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件或文件夹",
    help="写到这个文件，或这个文件夹里（默认：当前文件夹）；没有的文件夹会建好。",
)
@click.option("--rules", metavar="编号或文件", help="按哪套评分规则，默认 mof-2020（全国通用）。")
@click.option("--force", is_flag=True, help="允许覆盖已有的文件。")
def template(output: Path | None, rules: str | None, force: bool) -> int:
    """写出一份空白的标准自评表。"""
    from perfeval_xl import config
    from perfeval_xl.outputs import make_folder
    from perfeval_xl.rules import ruleset
    from perfeval_xl.whole_files import write_atomically
    from perfeval_xl.writing.standard.workbook import file_name, write_template

    chosen = ruleset.load(rules or config.load(config.here()).rules or ruleset.NATIONAL)
    target = output or Path(file_name(chosen))
    target = target / file_name(chosen) if target.is_dir() or not target.suffix else target
    if target.suffix.lower() != ".xlsx":
        raise Stop(f"“{target.name}”应以 .xlsx 结尾，请改一个文件名。")
    make_folder(target.parent)
    if target.exists() and not force:
        raise Stop(f"“{target}”已存在，没有覆盖；请换一个文件名，或加 --force。")
    write_atomically(target, write_template(chosen))
    say(f"已写出空白自评表：{target}（评分规则：{chosen.title}，{chosen.id}，校验码 {chosen.digest}）")
    return CLEAN


@click.command(cls=ChineseCommand)
@click.argument("code", metavar="代码")
def explain(code: str) -> int:
    """说明一个核对代码：检查什么、依据、例子、如何改正。"""
    from perfeval_xl.checks import explain as explanation
    from perfeval_xl.filings.review.judging import explained as of_reviews
    from perfeval_xl.report_check.kinds import explained as of_reports

    others = problems.explained, of_reports, of_reviews
    text = explanation(code.upper()) or next((said for one in others if (said := one(code.upper()))), None)
    if text is None:
        raise Stop(f"没有代码 {code}，请看核对意见表“代码”一栏，或 docs/checks.md。")
    say(text)
    return CLEAN


for command in (  # as --help lists them
    *(process, check, read, summarize, template, rules, explain),
    *(page, report, sample, review, verify, diff, watch, drop),
):
    cli.add_command(command)
