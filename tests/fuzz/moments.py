"""Ends runs of `process` at random moments and looks at what is left: python -m tests.fuzz.moments N kill|interrupt.

A fault is: an input that changed, an output that is neither as before nor as it is to be, anything else left behind
that the next run does not sweep, a next run that does not come to the same result. Of an interrupt (Ctrl-C) besides:
anything left behind at all, a traceback, an exit code that is not that of the whole run nor 2.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.samples import SAMPLES

ROOT = Path(__file__).parents[2]
FORMS = 5
SCORED = "_已评分"
PROGRAM = [sys.executable, "-m", "perfeval_xl", "process"]


@dataclass(frozen=True)
class Setting:
    """A folder before the run, what it is after an undisturbed one, and how long that takes."""

    words: tuple[str, ...]  # of the command line, after process
    before: dict[str, bytes]
    after: dict[str, bytes]
    seconds: float
    code: int


def files_of(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir())}


def laid_out(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def started(folder: Path, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
    given = [str(folder / one) if one.endswith(".xlsx") or one == "." else one for one in words]
    return subprocess.Popen(
        [*PROGRAM, *given],
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def settings(folder: Path) -> list[Setting]:
    """One file or a folder; one process or two; the first run, or one that replaces what stands there."""
    samples = SAMPLES
    forms = {f"表{number}.xlsx": samples[number % len(samples)].read_bytes() for number in range(FORMS)}
    made: list[Setting] = []
    for words in (("表0.xlsx",), (".", "--jobs", "1"), (".", "--jobs", "2")):
        before = {name: forms[name] for name in forms if name in words or "." in words}
        for again in (False, True):
            if again:  # the form has changed since: what stands there is replaced, and kept once
                before = {**made[-1].after, **{name: samples[1].read_bytes() for name in before}}
            place = laid_out(folder / str(len(made)), before)
            start = time.monotonic()
            run = started(place, words)
            run.communicate()
            made.append(Setting(words, before, files_of(place), time.monotonic() - start, run.returncode))
    return made


def trial(one: Setting, how: str, random: Random, place: Path) -> str | None:
    """What is wrong after a run that was ended at a random moment; None for nothing."""
    laid_out(place, one.before)
    run = started(place, one.words)
    time.sleep(random.uniform(0, one.seconds * 1.1))
    if how == "kill" and random.random() < 0.5:
        run.kill()  # its workers find out by themselves
    else:
        os.killpg(run.pid, signal.SIGKILL if how == "kill" else signal.SIGINT)
    said = run.communicate()[1].decode()  # ends when the last worker has
    fault = _half_done(one, files_of(place))
    if fault is None and how == "interrupt":
        fault = _interrupted(one, run.returncode, said, files_of(place))
    if fault is not None:
        return fault
    rest = started(place, one.words)
    told, said = (stream.decode() for stream in rest.communicate())
    if rest.returncode != one.code:
        return f"the next run ends with {rest.returncode}: {said or told}"
    return _compared(one, files_of(place))


def _half_done(one: Setting, now: dict[str, bytes]) -> str | None:
    for name, data in now.items():
        if name.startswith(".~"):
            continue
        if data not in (one.before.get(name), one.after.get(name)):
            return f"{name} is neither as before nor as it is to be"
    gone = one.before.keys() - now.keys()
    return f"{gone} are gone" if gone else None


def _interrupted(one: Setting, code: int, said: str, now: dict[str, bytes]) -> str | None:
    left = [name for name in now if name.startswith(".~")]
    if left:
        return f"{left} left behind"
    if "Traceback" in said and "perfeval_xl" in said:
        return f"a traceback: {said[-600:]}"
    begun = "Traceback" not in said and code != -signal.SIGINT  # else Python itself was not up yet
    return f"exit code {code}: {said[-300:]}" if begun and code not in (one.code, 2) else None


def _compared(one: Setting, now: dict[str, bytes]) -> str | None:
    """A copy that had been replaced before the end keeps as 上次 what the second run found there."""
    for name, data in one.after.items():
        if now.get(name) != data and ".上次" not in name:
            return f"{name} is not as it is to be after the next run"
    more = now.keys() - one.after.keys()
    return f"{more} left after the next run" if more else None


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.fuzz.moments")
    words.add_argument("count", type=int)
    words.add_argument("how", choices=("kill", "interrupt"))
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = settings(folder)
        for number in range(given.count):
            random = Random(f"{given.seed}:{number}")
            place = folder / f"trial{number}"
            fault = trial(made[number % len(made)], given.how, random, place)
            if fault is not None:
                faults += 1
                print(f"{given.seed}:{number}  {' '.join(made[number % len(made)].words)}: {fault}", flush=True)
            shutil.rmtree(place)
    print(f"{given.count} tried, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
