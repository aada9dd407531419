"""A limit on the time of a piece of work.

1. Work done in time gives its result; nothing is raised afterwards.
2. Work that takes longer is ended in its midst, also where it goes on after any fault.
3. What the work raises is raised.
4. What is done after it can be profiled and debugged.
"""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from perfeval_xl.time_limit import TooLong, within


def stubborn() -> None:
    while True:
        try:
            while True:
                pass
        except Exception:
            continue


def test_1_in_time() -> None:
    assert within(0.2, lambda: 5) == 5
    time.sleep(0.4)


def test_2_too_long() -> None:
    with pytest.raises(TooLong):
        within(0.1, stubborn)
    time.sleep(1.2)  # it is not said again
    assert within(5, lambda: 6) == 6


def test_3_faults_pass() -> None:
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)


def test_4_profiled_afterwards() -> None:
    profiled = (
        "import cProfile; within(5, int); cProfile.Profile().runcall(lambda: sorted([2, 1], key=lambda one: one))"
    )
    command = [sys.executable, "-c", f"from perfeval_xl.time_limit import within; {profiled}"]
    assert subprocess.run(command, timeout=30, check=False).returncode == 0
