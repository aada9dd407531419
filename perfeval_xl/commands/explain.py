"""The command `explain`: what a code means."""

from __future__ import annotations

import click

from perfeval_xl import problems
from perfeval_xl.commands.answers import CLEAN, Stop, say
from perfeval_xl.commands.words import ChineseCommand


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
