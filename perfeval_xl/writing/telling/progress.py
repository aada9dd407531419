"""How far a run over many files is: how many are done, how many a second, how long it will take."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

from perfeval_xl.writing.telling.console import Teller

_MANY = 4  # files from which it is worth showing


@contextmanager
def progress(total: int | None, console: Teller, *, quiet: bool) -> Generator[Callable[[], None]]:
    """Shows on the terminal how far it is, below what `console` tells meanwhile. To be called at each file done.

    `total` None: it is not known how many there will be.
    """
    if quiet or (total is not None and total < _MANY) or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task
    from rich.text import Text

    class Pace(ProgressColumn):
        max_refresh = 0.5

        def render(self, task: Task) -> Text:
            return Text(pace_in_words(task.finished_speed or task.speed, task.time_remaining))

    # One console for both where both are a terminal: it keeps the lines that are told above the bar.
    place = console.screen if console.is_terminal else Console(stderr=True)
    columns = ("处理文件", BarColumn(), MofNCompleteColumn(), Pace())
    with Progress(*columns, console=place, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def pace_in_words(speed: float | None, seconds: float | None) -> str:
    """每秒 12.5 个，还需约 2 分 5 秒; "" while nothing is known yet."""
    if not speed:
        return ""
    words = f"每秒 {speed:.1f} 个"
    if seconds is None:
        return words
    minutes, rest = divmod(round(seconds), 60)
    return f"{words}，还需约 {f'{minutes} 分 ' if minutes else ''}{rest} 秒"
