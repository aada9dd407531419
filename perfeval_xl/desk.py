"""The bureau's desk: what was handed in is taken in, judged by the pipeline, and made one Batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from perfeval_xl import pipeline
from perfeval_xl.filings.assembly import batch_of
from perfeval_xl.filings.batch import Batch
from perfeval_xl.filings.intake import members_of, to_read
from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options


@dataclass(frozen=True, slots=True)
class Asked:
    """What `summarize` was asked. `options`: how the pipeline judges (rules, jobs, select, ignore, max_megabytes)."""

    paths: tuple[str, ...]
    options: Options = field(default_factory=Options)
    roster: Path | None = None
    approved: tuple[Path, ...] = ()
    last: Path | None = None


def gather(asked: Asked, progress: Callable[[int], None] = lambda _: None) -> Batch:
    """The batch of all that the paths name. `progress` is told how many files have been done.

    Raises FileError for what keeps the whole run from being done (roster, rule-set); a file's own fault is its fate.
    """
    members = members_of(asked.paths)
    places = to_read(members)
    result = pipeline.run([Input(members[place].path) for place in places], asked.options, progress)
    return batch_of(members, dict(zip(places, result.files, strict=True)))
