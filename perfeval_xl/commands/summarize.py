"""The command `summarize`: everything that came in, in one 汇总表."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import Stop, exit_code_of_batch, print_utf8, say
from perfeval_xl.commands.words import ChineseCommand, Day


@click.command(cls=ChineseCommand)
@click.argument("paths", metavar="路径…", nargs=-1, required=True)
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写到这个文件（默认：当前文件夹的 汇总表.xlsx）。",
)
@options.rules
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="名单",
    help="应报名单（.xlsx、.xls、.csv），核对谁没报、账表是否相符。",
)
@click.option("--last", type=click.Path(path_type=Path), metavar="文件夹", help="上年的自评表，与今年的比对。")
@click.option(
    "--approved",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="文件或文件夹",
    help="批复的绩效目标（申报表或清单，可写多次），以它为准核对目标。",
)
@click.option(
    "--points", type=click.Path(path_type=Path), metavar="文件", help="本区自己的关注分和自评工作质量分值（.toml）。"
)
@click.option(
    "--layout",
    type=click.Path(path_type=Path),
    metavar="空表",
    help="本单位自己的空汇总表，按栏目名称填好一份；空行不够的，照最后一个空行插入。",
)
@click.option(
    "--csv",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="另存数据表（.csv；装有 pyarrow 的还有 .parquet）。",
)
@click.option(
    "--letters",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="给每个要退回修改的单位写一份 Word 的退回修改意见。",
)
@click.option(
    "--deadline", type=Day(), metavar="日期", help="整改的完成时限，如 2024-03-29，写进整改台账和退回修改意见。"
)
@click.option(
    "--letter-template", type=click.Path(path_type=Path), metavar="模板", help="自己的退回修改意见模板（.docx）。"
)
@options.force
@options.jobs
@options.max_seconds
@options.max_megabytes
@click.option("--quiet", "-q", is_flag=True, help="不显示逐份的简表。")
@options.as_json
def summarize(paths: tuple[str, ...], output: Path | None, force: bool, quiet: bool, as_json: bool, **rest: Any) -> int:
    """把收到的全部自评表汇总成一本 汇总表.xlsx。

    路径可以是文件夹（含子文件夹）、压缩包（.zip）和单个文件。每个文件都有去向，每份表都经过核对；总览、审核关注、项目汇总、
    单位汇总、整改台账、核对意见、指标明细、文件清单各一张工作表。原文件不会被改动。

    再次汇总时，写到同一个文件：黄栏里填写的复核意见按项目保留，上一版另存为“汇总表.上次.xlsx”。
    """
    from datetime import datetime

    from perfeval_xl import checks, pipeline
    from perfeval_xl.desk import gathering, side_outputs, summary_book
    from perfeval_xl.writing.telling import batch_json, batch_words
    from perfeval_xl.writing.telling.console import Teller
    from perfeval_xl.writing.telling.progress import progress

    target = summary_book.target_of(output, force=force)
    letters = rest["letters"], rest["letter_template"], rest["deadline"]
    also = side_outputs.Also(target.parent, rest["layout"], rest["csv"], *letters, force=force)
    side_outputs.ready(also)
    asked_of_each = pipeline.Options(rules=rest["rules"], **options.limits_of(rest))
    beside = {name: rest[name] for name in ("roster", "last", "points", "approved")}
    asked = gathering.Asked(paths, asked_of_each, **beside)
    console = Teller()
    with progress(None, console, quiet=quiet or as_json) as advance:
        batch = gathering.gather(asked, lambda _: advance())
    if not batch.members:
        raise Stop("没有可以汇总的文件，没有写出汇总表。")
    titles = checks.titles()
    written = summary_book.write_book(batch, target, titles, datetime.now(), rest["deadline"])
    if not as_json:
        batch_words.show(batch, console, quiet=quiet)
    for sentences in (written.sentences(), side_outputs.write(also, batch, titles)):
        for one in sentences:
            say(one, err=as_json)
    if as_json:
        print_utf8(batch_json.dumps(batch, written.path, written.kept.path))
    return exit_code_of_batch(batch)
