"""A file dropped on the page, beside what the same judging costs without it; and the command before its first line.

Run: python tests/benchmarks/bench_page.py [runs]. Goal: the page's answer within 50 ms of what checking itself costs.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options, run
from tests.page.serving import served
from tests.samples import FAULTY, SAMPLES


def median(runs: int, work: Callable[[], object]) -> float:
    """In milliseconds, of so many runs after three that warm up."""
    times: list[float] = []
    for number in range(runs + 3):
        begin = time.perf_counter()
        work()
        if number >= 3:
            times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    for path in SAMPLES:
        with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as page:
            checked = median(runs, lambda path=path: run([Input(path)], Options()))
            dropped = median(runs, lambda path=path, page=page: page.drop(path))
        print(f"{path.name}: check {checked:.1f} ms, dropped {dropped:.1f} ms, {dropped - checked:+.1f} ms (goal +50)")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as page:
        page.drop(FAULTY)
        print(f"the page itself: {median(runs, lambda: page.ask('GET', '')):.1f} ms")


if __name__ == "__main__":
    main()
