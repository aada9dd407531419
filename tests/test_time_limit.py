"""A limit on the time of a piece of work.

1. Work done in time gives its result; nothing is raised afterwards.
2. Work that takes longer is ended in its midst, also where it goes on after any fault.
3. What the work raises is raised.
4. What is done after it can be profiled and debugged.
5. Each of several works, one after the other or in threads at once, has its own time, shorter or longer.
"""

from __future__ import annotations

import subprocess
import sys
import threading
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


def test_5_a_shorter_time_after_a_longer() -> None:
    assert within(30, lambda: 1) == 1
    began = time.monotonic()
    with pytest.raises(TooLong):
        within(0.1, stubborn)
    assert time.monotonic() - began < 10  # not the 30 seconds that the work before might have taken


def test_5_in_threads_at_once() -> None:
    came: dict[str, str] = {}

    def tried(name: str, seconds: float, until: threading.Event) -> None:
        def busy() -> str:
            while not until.is_set():
                pass
            return "done"

        try:
            came[name] = within(seconds, busy)
        except TooLong:
            came[name] = "too long"

    never, soon = threading.Event(), threading.Event()
    works = (("endless", 0.2, never), ("short", 30, soon), ("endless, too", 0.4, never))
    threads = [threading.Thread(target=tried, args=work, daemon=True) for work in works]
    for one in threads:
        one.start()
    for one in (threads[0], threads[2]):
        one.join(20)
    soon.set()
    threads[1].join(20)
    assert came == {"endless": "too long", "short": "done", "endless, too": "too long"}


def test_5_no_thread_for_each() -> None:
    within(5, int)
    before = threading.active_count()
    for _ in range(20):
        assert within(5, threading.active_count) == before
