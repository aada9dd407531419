"""Work shared out among processes.

1. Answers come in the order of the questions.
2. A worker that dies once: its question is answered by another. One that dies of a question: told, the rest answered.
3. One that does not answer in time is ended, and that is told; the rest answered.
4. Who stops listening leaves no process behind.
5. No more than so many answers wait for one before them.
"""

from __future__ import annotations

import os
import time
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from perfeval_xl import workers
from perfeval_xl.workers import answered


def answer(marks: Path, question: str) -> str:
    """Does what the question says, then leaves a mark."""
    what, _, number = question.partition(" ")
    mark = marks / question
    if what == "dies" or (what == "dies-once" and not mark.exists()):
        mark.touch()
        os._exit(1)
    if what == "sleeps":
        time.sleep(60)
    if what == "waits":
        time.sleep(0.3)
    mark.touch()
    return f"{number} done"


def asked(tmp_path: Path, *questions: str, patience: float = 50) -> list[str]:
    return list(answered(partial(answer, tmp_path), questions, 2, patience, lambda q, why: f"{q} {type(why).__name__}"))


def test_1_in_order(tmp_path: Path) -> None:
    assert asked(tmp_path, "waits 1", *(f"is {n}" for n in range(2, 9))) == [f"{n} done" for n in range(1, 9)]


def test_2_a_death(tmp_path: Path) -> None:
    assert asked(tmp_path, "is 1", "dies-once 2", "dies 3", "is 4") == ["1 done", "2 done", "dies 3 Died", "4 done"]


def test_3_stuck(tmp_path: Path) -> None:
    assert asked(tmp_path, "sleeps 1", "is 2", "is 3", patience=8) == ["sleeps 1 Stuck", "2 done", "3 done"]


def test_4_nobody_is_left(tmp_path: Path) -> None:
    answers = answered(partial(answer, tmp_path), [f"is {n}" for n in range(99)], 2, 50, lambda *_: "")
    assert next(answers) == "0 done"
    answers.close()  # pyright: ignore[reportAttributeAccessIssue]
    assert active_children() == []


def test_5_not_too_far_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_AHEAD", 4)
    answers = answered(partial(answer, tmp_path), ["waits 0", *(f"is {n}" for n in range(1, 20))], 2, 50, lambda *_: "")
    next(answers)
    assert len(list(tmp_path.iterdir())) <= 1 + 4 + 1
    assert len(list(answers)) == 19
