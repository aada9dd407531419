"""Interrupted at any moment, an output is the old one or the new one, never a part of one.

1. A program that replaces a file over and over is killed at a random moment, 250 times: the file is whole each time.
   What a killed program leaves behind has a name that says it is temporary.
2. `process` itself, killed at moments all over its run: the output is the old or the new one, the input untouched.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.samples import SAMPLES

KILLS = 250
RUNS = 40
WRITER = """
import sys
from perfeval_xl.whole_files import write_atomically
target, size = sys.argv[1], int(sys.argv[2])
print("ready", flush=True)
number = 0
while True:
    number = (number + 1) % 250
    write_atomically(target, bytes([number]) * size)
"""


@pytest.mark.slow
def test_1_killed_at_any_moment(tmp_path: Path) -> None:
    target, size = tmp_path / "a.xlsx", 300_000
    target.write_bytes(b"\xff" * size)
    moments = random.Random(20231231)
    seen: set[int] = set()
    for _ in range(KILLS):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(target), str(size)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(moments.uniform(0, 0.03))
        writer.kill()
        writer.wait()
        writer.stdout.close()
        data = target.read_bytes()
        assert len(data) == size
        assert len(set(data)) == 1
        seen.add(data[0])
        for left in tmp_path.iterdir():
            if left != target:  # a killed program cannot tidy up; its leftovers have a name of their own
                assert left.name.startswith(".~")
                with contextlib.suppress(OSError):
                    left.unlink()
    assert len(seen) > 5


@pytest.mark.slow
def test_2_process_killed(tmp_path: Path) -> None:
    source, target = tmp_path / "自评表.xlsx", tmp_path / "自评表_已评分.xlsx"
    command = [sys.executable, "-m", "perfeval_xl", "process", "--quiet", str(source)]
    made: list[bytes] = []
    seconds = 0.0
    for sample in SAMPLES[:2]:  # what stands there before, and what is to replace it
        source.write_bytes(sample.read_bytes())
        start = time.monotonic()
        subprocess.run(command, check=False, capture_output=True)
        seconds = time.monotonic() - start
        made.append(target.read_bytes())
    old, new = made
    assert old != new
    moments = random.Random(5)
    seen: list[bytes] = []
    for _ in range(RUNS):
        target.write_bytes(old)
        program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # The end of a run is where it writes: half of the kills fall there.
        time.sleep(seconds * moments.choice((moments.uniform(0, 1), moments.uniform(0.8, 1.1))))
        program.kill()
        program.wait()
        assert source.read_bytes() == SAMPLES[1].read_bytes()
        seen.append(target.read_bytes())
        assert seen[-1] in (old, new)
        for left in tmp_path.iterdir():
            if left not in (source, target):
                assert left.name.startswith(".~") or left.read_bytes() in (old, new)
                left.unlink()
    assert old in seen
