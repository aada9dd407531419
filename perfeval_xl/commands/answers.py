"""What commands say, and what they end with: texts for the user, JSON, exit codes, the sentence that stops a run."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from perfeval_xl.commands.words import for_terminal
from perfeval_xl.writing.telling import signs

if TYPE_CHECKING:
    from perfeval_xl.filings.batch import Batch
    from perfeval_xl.result import Tally

CLEAN, FINDINGS, FAILED = 0, 1, 2


class Stop(Exception):  # noqa: N818 (not an error of the program: a sentence for the user, exit code 2)
    """Ends the run with one sentence."""


def say(text: str, *, err: bool = False) -> None:
    """A text for the user; on a terminal, in lines that fit it."""
    stream = sys.stderr if err else sys.stdout
    if stream.isatty():
        text = for_terminal(text, shutil.get_terminal_size().columns)
    click.echo(signs.shown(text), err=err)


def print_utf8(text: str) -> None:
    """JSON on lines of its own."""
    write_utf8(text + "\n")


def write_utf8(text: str) -> None:
    """JSON is UTF-8 wherever it goes, also on a console in another code page."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def exit_code(tally: Tally) -> int:
    """2 where a file failed, else 1 where there is an error, else 0."""
    from perfeval_xl.result import Severity

    if tally.failed:
        return FAILED
    return FINDINGS if tally.told[Severity.ERROR] else CLEAN


def exit_code_of_batch(batch: Batch) -> int:
    """The same of a batch."""
    from perfeval_xl.filings.batch import Fate
    from perfeval_xl.result import Severity

    if batch.of(Fate.FAILED):
        return FAILED
    return FINDINGS if any(one.told(Severity.ERROR) for one in batch.forms) else CLEAN
