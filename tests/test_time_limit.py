"""A limit on the time of a piece of work.

1. Work done in time gives its result; nothing is raised afterwards.
2. Work that takes longer is ended in its midst, also where it goes on after any fault.
3. What the work raises is raised.
"""

from __future__ import annotations

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
