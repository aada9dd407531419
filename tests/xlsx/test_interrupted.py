"""Interrupted at any moment, an output is the old one or the new one, never a part of one.

1. A program that replaces a file over and over is killed at a random moment, 250 times: the file is whole each time.
   What a killed program leaves behind has a name that says it is temporary.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = 250
WRITER = """
import sys
from perfeval_xl.xlsx.files import write_atomically
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
