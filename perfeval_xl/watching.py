"""A folder that is watched: which workbooks have been saved since, and are written whole.

Polled, so that it works on any drive and needs nothing more. A file counts once its size and time have stood still for
two seconds and no program holds a lock file beside it; our own outputs never do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from perfeval_xl.inputs import Input, expand

STILL = 2.0  # seconds
State = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


@dataclass(slots=True)
class Watched:
    """What is known of a folder: how each file stood when it was last seen, since when, and how it was when done."""

    folder: Path
    seen: dict[Path, tuple[State, float]] = field(default_factory=dict[Path, tuple[State, float]])
    done: dict[Path, State] = field(default_factory=dict[Path, State])

    def settle(self) -> None:
        """Takes what lies there now as done."""
        self.done = {one.path: state for one, state in self._states()}

    def ready(self, now: float) -> list[Input]:
        """The files that were saved since and stand still; each is given once for each time it is saved. `now`: seconds
        of a clock that never goes back."""
        found: list[Input] = []
        here: dict[Path, tuple[State, float]] = {}
        for one, state in self._states():
            before = self.seen.get(one.path)
            since = before[1] if before is not None and before[0] == state else now
            here[one.path] = state, since
            if now - since >= STILL and self.done.get(one.path) != state and not _is_held(one.path):
                self.done[one.path] = state
                found.append(one)
        self.seen = here
        return found

    def _states(self) -> Iterator[tuple[Input, State]]:
        for one in expand([str(self.folder)]).inputs:
            try:
                about = one.path.stat()
            except OSError:  # gone since, or held
                continue
            yield one, (about.st_size, about.st_mtime_ns)


def _is_held(path: Path) -> bool:
    """Whether Excel, WPS, Word or LibreOffice has it open: then a lock file lies beside it."""
    locks = (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#", f".~{path.name}")
    return any((path.parent / one).exists() for one in locks)
