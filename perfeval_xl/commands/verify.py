"""The command `verify`: was a copy changed since it was scored."""

from __future__ import annotations

import json

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import CLEAN, FINDINGS, Stop, print_utf8, say
from perfeval_xl.commands.words import ChineseCommand


@click.command(cls=ChineseCommand)
@click.argument("files", metavar="文件…", nargs=-1, required=True)
@click.option("--rules", metavar="编号或文件", help="评分用的是自己的规则文件时，写上它。")
@options.as_json
def verify(files: tuple[str, ...], rules: str | None, as_json: bool) -> int:
    """核对评分件、报送件的核对码：评分以后有没有改动，改了哪里；并重新评分，列出评分汇总里与之不同的地方。

    同时写上原表或另一份（如公示稿），还会列出它们之间不同的地方。核对码是对数值算的，另存、重排不影响；它能说明数值有没有变，不能说明是谁评的分。
    """
    from perfeval_xl.versions.looked import look
    from perfeval_xl.versions.since_scored import between, verified

    looked = [look(path, rules) for path in files]
    told = [line for one in looked if one.sealed is not None for line in verified(one)]
    first = next((one for one in looked if one.sealed is not None), None)
    if first is None:
        raise Stop("这些文件里没有核对码：不是本程序生成的评分件、报送件，或由不带核对码的版本生成。")
    for other in looked:
        if other is not first:
            told += between(first, other)
    if as_json:
        print_utf8(json.dumps({"tool": "perfeval-xl", "findings": told}, ensure_ascii=False, indent=2))
    else:
        for line in told:
            say(line["message"])
    return FINDINGS if any(line["changed"] for line in told) else CLEAN
