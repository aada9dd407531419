"""The command `template`: a blank standard form."""

from __future__ import annotations

from pathlib import Path

import click

from perfeval_xl.commands.answers import CLEAN, Stop, say
from perfeval_xl.commands.words import ChineseCommand


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
