"""The command `sample`: a draw of forms for review that anybody can draw again."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import CLEAN, FAILED, Stop, exit_code_of_batch, say
from perfeval_xl.commands.words import ChineseCommand


class Share(click.ParamType):  # pyright: ignore[reportMissingTypeArgument]  (generic only from click 8.3 on)
    """10%, 0.1: a share above 0 and up to 1."""

    name = "比例"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        if isinstance(value, Decimal):
            return value
        text = str(value).strip().replace("％", "%")
        try:
            number = Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except InvalidOperation:
            number = Decimal(0)
        if not number.is_finite() or not 0 < number <= 1:
            self.fail(f"“{value}”不是比例，请写成 10% 或 0.1 这样（大于 0，不超过 100%）。", param, ctx)
        return number


@click.command(cls=ChineseCommand)
@click.argument("paths", metavar="路径…", nargs=-1, required=True)
@click.option("--rate", type=Share(), default="10%", metavar="比例", help="抽多少，默认 10%。")
@click.option(
    "--seed",
    metavar="种子",
    required=True,
    help="随机种子，一个词或数字，如 2023；相同的名单和种子抽出相同的结果（必写）。",
)
@click.option("--by", "strata", type=click.Choice(["金额", "关注分"]), default="金额", help="按什么分层，默认金额。")
@click.option(
    "--add", "added", multiple=True, metavar="项目=理由", help="人工增加的项目（名称、编码或键），写明理由，可写多次。"
)
@click.option("--roster", type=click.Path(path_type=Path), metavar="名单", help="应报名单，取项目编码、业务处室。")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写到这个文件，默认 抽样.xlsx。")
@options.rules
@click.option("--force", is_flag=True, help="允许替换已有的同名文件，原有的另存一份。")
@options.jobs
def sample(
    paths: tuple[str, ...],
    rate: Decimal,
    seed: str,
    strata: str,
    added: tuple[str, ...],
    roster: Path | None,
    output: Path | None,
    rules: str | None,
    force: bool,
    jobs: int | None,
) -> int:
    """从收到的自评表里抽样复核：每个单位至少一份，其余按层抽取，抽法和底单写明，谁都能再抽一遍。"""
    from perfeval_xl import pipeline
    from perfeval_xl.desk import gathering, sample_book
    from perfeval_xl.filings.batch import Fate
    from perfeval_xl.filings.drawing import draw
    from perfeval_xl.filings.drawn import By
    from perfeval_xl.writing.summary.sheets.common import key_of

    by_hand = _by_hand(added)
    target = sample_book.target_of(output, force=force)
    batch = gathering.gather(gathering.Asked(paths, pipeline.Options(rules=rules, jobs=jobs), roster=roster))
    for one in batch.of(Fate.FAILED):
        say(f"未能处理，不在抽样名单里：{one.name}：{one.why}{one.do}", err=True)
    if not batch.forms:
        raise Stop(gathering.without_forms(batch, "可以抽样的自评表"))
    made = draw([(key_of(one), one) for one in batch.forms], rate, seed, By(strata), by_hand)
    if made.unknown:
        raise Stop(f"--add 写的“{'”“'.join(made.unknown)}”在名单里找不到，或不止一份；请写项目编码，或完整的项目名称。")
    written = sample_book.write(made, batch, target)
    say(
        f"名单 {len(made.listed)} 份，抽中 {len(made.drawn)} 份（应抽 {made.wanted} 份），"
        f"种子 {seed}，名单校验码 {made.digest}。"
    )
    for one in written.sentences():
        say(one)
    return exit_code_of_batch(batch) if exit_code_of_batch(batch) == FAILED else CLEAN


def _by_hand(added: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in added:
        name, separator, reason = one.replace("＝", "=").partition("=")
        if not separator or not name.strip() or not reason.strip():
            raise Stop(f"--add 的写法是“项目=理由”，“{one}”没有写全。")
        found[name.strip()] = reason.strip()
    return found
