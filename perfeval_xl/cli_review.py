"""The group `review`: the 复核底稿 is made and checked. Each command is added to the group below its definition."""

from __future__ import annotations

from pathlib import Path

import click

from perfeval_xl.cli_words import ChineseCommand, ChineseGroup


@click.group(cls=ChineseGroup)
def review() -> None:
    """复核：生成复核底稿，核对填好的复核底稿。"""


@review.command("grounds", cls=ChineseCommand)
@click.argument("file", metavar="文件", required=False, type=click.Path(path_type=Path))
def grounds(file: Path | None) -> int:
    """列出复核口径（扣分依据）；写上自己的口径文件，则检查它写得对不对。"""
    from perfeval_xl import cli
    from perfeval_xl.filings.review.grounds import SHIPPED, load
    from perfeval_xl.units import percent

    used = load(file)
    cli.say(f"{used.title}（校验码 {used.digest}）")
    for one in used.ground:
        cut = "按计算式" if one.cut is None else f"应扣 {percent(one.cut)}"
        cli.say(f"  {one.name}：{cut}。{one.says}。（{one.source}）")
    for one in used.demand:
        cli.say(f"  对整个复核的要求　{one.title}：{one.says}。（{one.source}）")
    if file is None:
        cli.say(f"要换成本区的口径，请复制这个文件来改，再检查一遍：{SHIPPED}")
    return cli.CLEAN
