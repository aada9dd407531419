"""The group `rules`: the rule-sets that are shipped, and a file of one's own checked."""

from __future__ import annotations

from pathlib import Path

import click

from perfeval_xl.commands.answers import CLEAN, say
from perfeval_xl.commands.words import ChineseCommand, ChineseGroup


@click.group(cls=ChineseGroup)
def rules() -> None:
    """查看评分规则，检查自己写的规则文件。"""


@rules.command("list", cls=ChineseCommand)
def rules_list() -> int:
    """列出自带的评分规则。"""
    from perfeval_xl.rules import ruleset

    for one in ruleset.shipped():
        say(f"{one.id}\t{one.title}（校验码 {one.digest}）")
    return CLEAN


@rules.command("show", cls=ChineseCommand)
@click.argument("name", metavar="编号或文件")
def rules_show(name: str) -> int:
    """显示一套评分规则的内容、出处，以及与所依据规则的不同。"""
    from perfeval_xl.rules import ruleset, show

    say(show.describe(ruleset.load(name)))
    return CLEAN


@rules.command("check", cls=ChineseCommand)
@click.argument("file", metavar="文件")
def rules_check(file: str) -> int:
    """检查一个规则文件写得对不对，并用它给自带的样例评分。"""
    from perfeval_xl import pipeline, resources
    from perfeval_xl.inputs import expand
    from perfeval_xl.rules import ruleset
    from perfeval_xl.units import plain

    chosen = ruleset.load(file)
    say(f"规则文件没有问题：{chosen.id}，{chosen.title}（校验码 {chosen.digest}）")
    samples = expand([str(resources.folder("samples") / "*.xlsx")]).inputs
    result = pipeline.run(samples, pipeline.Options(rules=file))
    for one in result.files:
        for form in one.forms:
            score = form.score
            if score is not None:
                total = "不计分" if score.total is None else f"得 {plain(score.total)} 分"
                review = f"，待复核 {plain(score.open)} 分" if score.open else ""
                say(f"  样例 {Path(one.file).name}：按此规则{total}{review}，{len(form.findings)} 条意见")
    return CLEAN
