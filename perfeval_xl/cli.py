"""Arguments in, exit code out: which commands there are, and what a run ends with whatever happens."""

from __future__ import annotations

import contextlib
import gc
import os
import sys

import click

from perfeval_xl import __version__, problems
from perfeval_xl.commands.answers import CLEAN, FAILED, Stop, say
from perfeval_xl.commands.words import ChineseGroup, usage_sentence
from perfeval_xl.problems import FileError
from perfeval_xl.writing.telling import signs


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


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="perfeval-xl %(version)s", help="显示版本号。")
def cli() -> None:
    """核对项目支出绩效自评表：金额、指标、分值、得分逐项核对，按评分规则计分，写回一份评分件。

    最常用的一句：perfeval-xl process 自评表.xlsx
    """


cli.modules = {  # as --help lists them
    name: f"perfeval_xl.commands.{module}"
    for name, module in (
        *(("process", "judge"), ("check", "judge"), ("read", "judge")),
        *(("summarize", "summarize"), ("template", "template"), ("rules", "rules"), ("explain", "explain")),
        *(("page", "page"), ("report", "report"), ("sample", "sample"), ("review", "review")),
        *(("verify", "verify"), ("diff", "diff"), ("watch", "watch"), ("drop", "drop")),
    )
}
