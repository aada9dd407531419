"""The command `sample`: a draw of forms for review that anybody can draw again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from perfeval_xl.commands.words import ChineseCommand, PositiveInteger


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
@click.option("--rules", metavar="编号或文件", help="评分规则：rules list 列出的编号，或自己的 .toml 文件。")
@click.option("--force", is_flag=True, help="允许替换已有的同名文件，原有的另存一份。")
@click.option("--jobs", type=PositiveInteger(), metavar="数字", help="同时处理的进程数，默认按文件多少决定。")
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
    from perfeval_xl import __version__, checks, cli, pipeline
    from perfeval_xl.desk import gathering
    from perfeval_xl.desk.earlier_books import BookKind
    from perfeval_xl.filings.batch import Fate
    from perfeval_xl.filings.drawing import draw
    from perfeval_xl.filings.drawn import By
    from perfeval_xl.filings.own_books import own_book
    from perfeval_xl.left_behind import LeftBehind
    from perfeval_xl.writing.summary.occasion import Occasion
    from perfeval_xl.writing.summary.sample_book import FILE_NAME, write_sample
    from perfeval_xl.writing.summary.sheets.common import key_of

    by_hand = _by_hand(added)
    kind = BookKind("抽样表", lambda package: own_book([one.name for one in package.sheets]) == "抽样表")
    target = kind.target_of(output, FILE_NAME, force=force)
    if kind.stands_at(target) and not force:  # a draw that was made is not drawn again unasked
        raise cli.Stop(
            f"“{target.name}”已经是一份抽样表，为免换掉抽定的名单没有写入；"
            "请用 -o 写到另一个文件，或加 --force（原有的会另存一份）。"
        )
    batch = gathering.gather(gathering.Asked(paths, pipeline.Options(rules=rules, jobs=jobs), roster=roster))
    for one in batch.of(Fate.FAILED):
        cli.say(f"未能处理，不在抽样名单里：{one.name}：{one.why}{one.do}", err=True)
    if not batch.forms:
        raise cli.Stop("没有可以抽样的自评表。")
    made = draw([(key_of(one), one) for one in batch.forms], rate, seed, By(strata), by_hand)
    if made.unknown:
        raise cli.Stop(
            f"--add 写的“{'”“'.join(made.unknown)}”在名单里找不到，或不止一份；请写项目编码，或完整的项目名称。"
        )
    titles = {code: kind.title for code, kind in checks.kinds().items()}
    occasion = Occasion(batch, target.absolute().parent, datetime.now(), __version__, titles)
    kept = kind.at(target).replaced(write_sample(made, occasion), LeftBehind(), stays=True)
    cli.say(
        f"名单 {len(made.listed)} 份，抽中 {len(made.drawn)} 份（应抽 {made.wanted} 份），"
        f"种子 {seed}，名单校验码 {made.digest}。"
    )
    cli.say(f"已写入：{target}")
    for one in kept.sentences("里面填写的内容没有带过来"):
        cli.say(one)
    return cli.exit_code_of_batch(batch) if cli.exit_code_of_batch(batch) == cli.FAILED else cli.CLEAN


def _by_hand(added: tuple[str, ...]) -> dict[str, str]:
    from perfeval_xl import cli

    found: dict[str, str] = {}
    for one in added:
        name, separator, reason = one.replace("＝", "=").partition("=")
        if not separator or not name.strip() or not reason.strip():
            raise cli.Stop(f"--add 的写法是“项目=理由”，“{one}”没有写全。")
        found[name.strip()] = reason.strip()
    return found
