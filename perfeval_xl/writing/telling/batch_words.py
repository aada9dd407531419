"""What `summarize` shows in the terminal: a line a form, what was not read, and the sum of all."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.filings.batch import Batch, Disposition, Fate, Filed
from perfeval_xl.result import Severity
from perfeval_xl.standing import total_words
from perfeval_xl.writing.telling import short_table
from perfeval_xl.writing.telling.console import Teller
from perfeval_xl.writing.telling.short_table import Line


def show(batch: Batch, console: Teller, *, quiet: bool) -> None:
    """Prints the batch (with `quiet` without the line a form)."""
    if batch.forms and not quiet:
        short_table.show(map(_line, batch.forms), console)
        console.say("")
    for one in batch.of(Fate.FAILED):
        console.say(f"未能处理：{one.name}：{one.why}{one.do}", "bold red")
    for remark in batch.remarks:
        console.say(remark, "yellow")
    for sentence in batch.left_out:
        console.say(sentence, "bold")
    console.say("，".join(_sums(batch)) + "。", "bold")


def _line(one: Filed) -> Line:
    score = one.result.score
    return Line(
        one.member.name,
        one.project or "（未填项目名称）",
        one.self_score,
        total_words(score).removesuffix(" 分") if score else "",
        one.open,
        one.told(Severity.ERROR),
    )


def _sums(batch: Batch) -> Iterator[str]:
    fates = "、".join(f"{one.value} {len(found)}" for one in Fate if (found := batch.of(one)))
    yield f"收到 {len(batch.members)} 个文件（{fates}）" if batch.members else "没有收到文件"
    if batch.forms:
        counts = "、".join(f"{one.value} {sum(form.disposition is one for form in batch.forms)}" for one in Disposition)
        yield f"自评表 {len(batch.forms)} 份、单位 {len(batch.units)} 个：{counts}"
