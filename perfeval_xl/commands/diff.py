"""The command `diff`: what differs between two versions of a form."""

from __future__ import annotations

import json
from pathlib import Path

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import CLEAN, FINDINGS, print_utf8, say
from perfeval_xl.commands.words import ChineseCommand


@click.command(cls=ChineseCommand)
@click.argument("old", metavar="旧表")
@click.argument("new", metavar="新表")
@options.rules
@options.as_json
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="另写一份 差异.xlsx。")
@click.option("--force", is_flag=True, help="允许覆盖已有的同名文件。")
def diff(old: str, new: str, rules: str | None, as_json: bool, output: Path | None, force: bool) -> int:
    """比较自评表的两个版本：整改改了什么，是不是只改了该改的。

    只比数值和文字，按栏目名称比；挪动、插入的行照样对得上。每处改动写明对应哪条意见；意见分已消除、还在、新增。
    整改台账里的事项，把新表放进材料文件夹再次汇总，就标成“已消除”。
    """
    from perfeval_xl.versions import two_versions
    from perfeval_xl.versions.looked import look

    compared, unpaired = two_versions.compare(look(old, rules), look(new, rules))
    if as_json:
        print_utf8(json.dumps(two_versions.as_json(compared, unpaired), ensure_ascii=False, indent=2))
    else:
        for line in two_versions.told(compared, unpaired):
            say(line)
    if output is not None:
        two_versions.write(output, compared, force=force)
        say(f"已写出：{output}", err=as_json)
    return FINDINGS if unpaired or any(one.changes or one.new for one in compared) else CLEAN
