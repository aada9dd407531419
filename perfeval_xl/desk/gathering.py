"""The bureau's desk: what was handed in is taken in, judged by the pipeline, and made one Batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfeval_xl import pipeline
from perfeval_xl.filings import desk_rules
from perfeval_xl.filings.approved_files import read_approved
from perfeval_xl.filings.assembly import NO_FORM, OTHER_KIND, Beside, batch_of
from perfeval_xl.filings.batch import Batch, Fate, Filed, Member, RosterLine
from perfeval_xl.filings.intake import TEXT_SUFFIXES, take_in
from perfeval_xl.filings.other_tables import list_in_text, what_it_is
from perfeval_xl.filings.roster import read_roster
from perfeval_xl.filings.workspace import workspace
from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options
from perfeval_xl.result import FileResult
from perfeval_xl.xlsx.limits import Limits, limits_for

_NAMED = 3  # files that a sentence names


@dataclass(frozen=True, slots=True)
class Asked:
    """What `summarize` was asked. `options`: how the pipeline judges (rules, jobs, select, ignore, max_megabytes)."""

    paths: tuple[str, ...]
    options: Options = field(default_factory=Options)
    roster: Path | None = None
    approved: tuple[Path, ...] = ()
    last: Path | None = None
    points: Path | None = None  # a file with other points of 关注分 and 自评工作质量


def gather(asked: Asked, progress: Callable[[int], None] = lambda _: None) -> Batch:
    """The batch of all that the paths name. `progress` is told how many files have been done.

    Raises FileError for what keeps the whole run from being done (roster, rule-set); a file's own fault is its fate.
    """
    lines, roster = read_roster(asked.roster) if asked.roster else ([], None)
    targets, remarks = read_approved(asked.approved, limits_for(asked.options.max_megabytes))
    points = desk_rules.load(asked.points)
    beside = Beside(roster, lines, points, _last_year(asked, lines), targets, remarks)
    return _batch(asked.paths, replace(asked.options, approved=tuple(targets)), beside, progress)


def _last_year(asked: Asked, lines: list[RosterLine]) -> list[Filed]:
    """Last year's forms, read and not judged, by this year's codes."""
    if asked.last is None:
        return []
    options = replace(asked.options, judge=False)
    batch = _batch((str(asked.last),), options, Beside(lines=[replace(one) for one in lines]), lambda _: None)
    return batch.forms


def _batch(paths: tuple[str, ...], options: Options, beside: Beside, progress: Callable[[int], None]) -> Batch:
    limits = limits_for(options.max_megabytes)
    with workspace() as unpacked:
        taken = take_in(paths, unpacked, limits)
        inputs = [Input(source, home=taken.members[place].path.parent) for place, source in taken.sources.items()]
        result = pipeline.run(inputs, options, progress)
        read = dict(zip(taken.sources, result.files, strict=True))
        for place, one in read.items():
            if taken.has_changed(place):
                read[place] = FileResult("", error_code="R901", error_message=_CHANGED)
            elif what := _what_instead(one, taken.sources[place], limits):
                taken.members[place].why = f"{what}。"
    return batch_of(taken.members, read, beside)


def without_forms(batch: Batch, wanted: str) -> str:
    """The sentence for a batch that has no form: what was found instead, and what to do. `wanted`: 可以复核的自评表."""
    return f"没有{wanted}：{_found(batch)}；请写放单位自评表（.xlsx、.xls、.docx）的文件夹、文件或压缩包（.zip）。"


def _found(batch: Batch) -> str:
    if not batch.members:
        return "这里一个文件也没有"
    others = [_told(one) for one in batch.members if one.fate is not Fate.FAILED]
    failed = len(batch.members) - len(others)
    named = "、".join(others[:_NAMED]) + (" 等" if len(others) > _NAMED else "")
    unread = f"{failed} 个未能处理（原因见上）" if failed else ""
    rest = f"{'其余' if failed else ''}不是自评表：{named}" if others else ""
    return f"收到 {len(batch.members)} 个文件，{'，'.join(filter(None, (unread, rest)))}"


def _told(member: Member) -> str:
    return f"{member.name}（{member.why.rstrip('。').partition('；')[0]}）"


def _what_instead(one: FileResult, source: Path, limits: Limits) -> str | None:
    """What a file is that holds no form; None where it holds one, or nobody can tell."""
    if one.error_code == NO_FORM:
        return what_it_is(source, limits)
    is_text = one.error_code == OTHER_KIND and source.suffix.lower() in TEXT_SUFFIXES
    return list_in_text(source, limits) if is_text else None


_CHANGED = "读取期间文件有改动，读到的内容不可靠；请等文件不再变化后重新汇总。"
