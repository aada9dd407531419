"""The command `watch`: what is saved in a folder is processed at once."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import CLEAN, Stop, say
from perfeval_xl.commands.words import ChineseCommand

if TYPE_CHECKING:
    from perfeval_xl.inputs import Input
    from perfeval_xl.pipeline import Options

PAUSE = 0.5  # seconds between two looks


@click.command(cls=ChineseCommand)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@options.rules
@click.option("--all", "everything", is_flag=True, help="文件夹里已有的也处理一遍。")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件夹", help="评分件写到这个文件夹。")
def watch(folder: Path, rules: str | None, everything: bool, output: Path | None) -> int:
    """守着一个文件夹：自评表保存到里面（或改好再保存），就核对评分，评分件写在旁边。

    按 Ctrl+C 结束。原文件不会被改动；正在 Excel、WPS 里打开的，关闭后再处理。
    """
    from perfeval_xl.pipeline import Options
    from perfeval_xl.watching import Watched

    if not folder.absolute().is_dir():  # that the working folder has been deleted is noticed so
        raise Stop(f"“{folder}”不是文件夹，请写一个文件夹的名字。")
    watched = Watched(folder)
    if not everything:
        watched.settle()
    options = Options(write=True, rules=rules, folder=output, jobs=1)
    say(f"正在守着“{folder}”，保存到这里的自评表会马上核对；按 Ctrl+C 结束。")
    try:
        while folder.absolute().is_dir():
            for one in watched.ready(time.monotonic()):
                say(event(one, options))
            time.sleep(PAUSE)
    except KeyboardInterrupt:
        say("已结束。")
        return CLEAN
    raise Stop(f"文件夹“{folder}”不在了，已结束。")


def event(one: Input, options: Options) -> str:
    """Processes one file; what came of it, in a line."""
    from perfeval_xl import pipeline
    from perfeval_xl.problems import FileError
    from perfeval_xl.result import Severity

    clock = time.strftime("%H:%M:%S")
    try:
        made = pipeline.run([one], options).files[0]
    except FileError as fault:  # of a setting, which may be mended meanwhile
        return f"{clock}　{one.path.name}：未能处理，{fault.message} [{fault.code}]"
    if made.error_code is not None:
        return f"{clock}　{one.path.name}：未能处理，{made.error_message} [{made.error_code}]"
    found = [finding.severity for form in made.forms for finding in made.told.of(form.findings)]
    counts = "、".join(f"{kind.word} {found.count(kind)} 条" for kind in Severity)
    written = f"，评分件：{Path(made.output).name}" if made.output else ""
    return f"{clock}　{one.path.name}：{counts if found else '未发现问题'}{written}"
