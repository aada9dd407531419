"""The group `review`: the 复核底稿 is made and checked. Each command is added to the group below its definition."""

from __future__ import annotations

from pathlib import Path

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import CLEAN, FAILED, FINDINGS, Stop, print_utf8, say
from perfeval_xl.commands.words import ChineseCommand, ChineseGroup


@click.group(cls=ChineseGroup)
def review() -> None:
    """复核：生成复核底稿，核对填好的复核底稿。"""


@review.command("grounds", cls=ChineseCommand)
@click.argument("file", metavar="文件", required=False, type=click.Path(path_type=Path))
def grounds(file: Path | None) -> int:
    """列出复核口径（扣分依据）；写上自己的口径文件，则检查它写得对不对。"""
    from perfeval_xl.filings.review.grounds import SHIPPED, load
    from perfeval_xl.units import percent

    used = load(file)
    say(f"{used.title}（校验码 {used.digest}）")
    for one in used.ground:
        cut = "按计算式" if one.cut is None else f"应扣 {percent(one.cut)}"
        say(f"  {one.name}：{cut}。{one.says}。（{one.source}）")
    for one in used.demand:
        say(f"  对整个复核的要求　{one.title}：{one.says}。（{one.source}）")
    if file is None:
        say(f"要换成本区的口径，请复制这个文件来改，再检查一遍：{SHIPPED}")
    return CLEAN


@review.command("start", cls=ChineseCommand)
@click.argument("paths", metavar="抽样.xlsx|路径…", nargs=-1, required=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件夹", help="写到这个文件夹，默认 复核底稿。"
)
@click.option(
    "--grounds", type=click.Path(path_type=Path), metavar="文件", help="本区的复核口径（.toml），默认用自带的。"
)
@click.option(
    "--template", type=click.Path(path_type=Path), metavar="底稿.xlsx", help="本单位的空白复核底稿，按栏目名称填入。"
)
@click.option("--roster", type=click.Path(path_type=Path), metavar="名单", help="应报名单，取项目编码和单位名称。")
@options.rules
@click.option("--force", is_flag=True, help="允许替换同名而不是本程序生成的文件（原来的另存一份）。")
@options.jobs
def start(
    paths: tuple[str, ...],
    output: Path | None,
    grounds: Path | None,
    template: Path | None,
    roster: Path | None,
    rules: str | None,
    force: bool,
    jobs: int | None,
) -> int:
    """生成复核底稿：每个单位一本，每个项目一张自评复核表，另有汇总、差值表、问题清单和复核口径。

    写 抽样.xlsx，就做抽中的项目，原表从抽样时的位置去找，也可以在后面写上原表所在的文件夹；不写抽样的，每份自评表都做。

    单位填的都已填好并链接到原表；复核人改复核完成值、复核得分，写备注、选复核口径，得分、差值表和问题清单随之改。

    再次运行时，复核人填写的内容按指标带到新的一本，上一版另存为“….上次.xlsx”。

    本单位有自己的底稿格式的，用 --template 写上空白的一本：里面每张复核表填一个项目，按栏目名称填，公式和格式不动。
    """
    from perfeval_xl import pipeline
    from perfeval_xl.desk import gathering, review_books
    from perfeval_xl.filings.batch import Fate
    from perfeval_xl.filings.review.grounds import load
    from perfeval_xl.filings.review.own_template import check_template

    used = load(grounds)
    if template is not None:
        check_template(template)
    options = pipeline.Options(rules=rules, jobs=jobs)
    batch, drawn = review_books.gather(paths, gathering.Asked((), options, roster=roster))
    for one in batch.of(Fate.FAILED):
        say(f"未能处理：{one.name}：{one.why}{one.do}", err=True)
    if not batch.forms and not drawn:
        raise Stop(gathering.without_forms(batch, "可以复核的自评表"))
    made = review_books.write_review(
        batch, drawn, output or Path("复核底稿"), review_books.How(used, template), force=force
    )
    for line in review_books.told(made):
        say(line)
    is_short = bool(made.left_out) or any(one.failed for one in made.written) or bool(batch.of(Fate.FAILED))
    return FAILED if is_short else CLEAN


@review.command("check", cls=ChineseCommand)
@click.argument("paths", metavar="底稿…", nargs=-1, required=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到这个文件，默认 复核结果.xlsx。"
)
@click.option(
    "--grounds", type=click.Path(path_type=Path), metavar="文件", help="本区的复核口径（.toml），默认用自带的。"
)
@click.option(
    "--sample",
    type=click.Path(path_type=Path),
    metavar="抽样.xlsx",
    help="抽样工作簿：核对有没有漏审、多审，样本像不像整体。",
)
@click.option(
    "--forms",
    multiple=True,
    metavar="路径",
    help="单位的自评表（文件夹或文件，可写多次）：核对底稿里单位的数有没有被改，单位后来改没改过表。",
)
@click.option(
    "--select", multiple=True, metavar="代码", help="只报告这些代码（或以其开头）的发现，可写多次或用逗号隔开。"
)
@click.option("--ignore", multiple=True, metavar="代码", help="不报告这些代码的发现，写法同上。")
@options.force
@options.max_megabytes
@click.option("--quiet", "-q", is_flag=True, help="只显示错误。")
@options.as_json
def check(
    paths: tuple[str, ...],
    output: Path | None,
    grounds: Path | None,
    sample: Path | None,
    forms: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    force: bool,
    max_mb: int | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """核对填好的复核底稿：得分有没有依据，同样的毛病是不是扣得一样，单位的数有没有被改，合计、差值表、汇总对不对得上。

    底稿可以是 review start 生成的，也可以是有权重、自评得分、复核得分等栏目的其他底稿；
    写文件夹或压缩包（.zip）的，读其中全部底稿。
    结果写成 复核结果.xlsx：复核发现、口径与扣分、同口径明细、复核人尺度、差值总表、复核文件清单。底稿不会被改动。

    再次核对时写到同一个文件：“复核人答复”按发现保留，上一版另存为“复核结果.上次.xlsx”。
    """
    from datetime import datetime

    from perfeval_xl.desk import review_check
    from perfeval_xl.result import Severity
    from perfeval_xl.writing.telling import review_words
    from perfeval_xl.writing.telling.console import Teller
    from perfeval_xl.writing.telling.progress import progress

    target = review_check.target_of(output, force=force)
    console = Teller()
    asked = review_check.Asked(paths, grounds, sample, forms, max_mb, options.codes(select), options.codes(ignore))
    with progress(None, console, quiet=quiet or as_json) as advance:
        reviewed = review_check.check(asked, advance)
    if not reviewed.filled.projects:
        for book in reviewed.filled.books:
            say(f"{book.name}：{book.fault}", err=True)
        raise Stop("没有可以核对的复核底稿，没有写出复核结果。")
    written = review_check.write(reviewed, target, datetime.now())
    if as_json:
        print_utf8(review_words.dumps(reviewed, str(written.path)))
    else:
        review_words.show(reviewed, console, quiet=quiet)
    for line in written.sentences():
        say(line, err=as_json)
    if any(one.is_failed for one in reviewed.filled.books):
        return FAILED
    return FINDINGS if reviewed.count(Severity.ERROR) else CLEAN
