"""Work shared out among processes: answers in the order of the questions, whatever becomes of a worker."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing import connection, get_context
from types import FrameType
from typing import Generic, TypeVar

_Question = TypeVar("_Question")
_Answer = TypeVar("_Answer")

_SPAWN = get_context("spawn")  # the only way on Windows: one way everywhere
_AHEAD = 64  # questions given out before the first of them is answered: answers that wait cost memory
_TO_FINISH = 2.0  # seconds that a worker has to finish what it is at when all ends


class Died(Exception):  # noqa: N818 (what became of a worker, not an error of ours)
    """A worker ended in the midst of its question, twice."""


class Stuck(Exception):  # noqa: N818
    """A worker did not answer in time and was ended."""


def answered(
    work: Callable[[_Question], _Answer],
    questions: Sequence[_Question],
    count: int,
    patience: float,
    instead: Callable[[_Question, Died | Stuck], _Answer],
) -> Iterator[_Answer]:
    """The answers of `work` to the questions, in their order, from `count` processes. All three are pickled.

    A worker that dies is replaced and its question asked once more; one that does not answer within `patience` seconds
    is ended and replaced. `instead` answers what could not be. At most _AHEAD answers wait for one before them. Where
    the system gives no process, the work is done in this one.
    """
    crowd = _Crowd(work, questions, instead)
    try:
        for _ in range(count):
            crowd.hire()
        for at, question in enumerate(questions):
            crowd.give_out(at + _AHEAD)
            while at not in crowd.answers and crowd.workers:
                crowd.listen(patience)
                crowd.give_out(at + _AHEAD)  # before the answer is told: nobody waits meanwhile
            yield crowd.answers.pop(at) if at in crowd.answers else work(question)
    finally:
        crowd.dismiss()


class _Worker(Generic[_Question, _Answer]):
    """A process at its question."""

    def __init__(self, work: Callable[[_Question], _Answer]) -> None:
        self.line, there = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(work, there), daemon=True)
        with _undisturbed():
            self.process.start()
        there.close()
        self.at: int | None = None
        self.since = 0.0

    def ask(self, at: int, question: _Question) -> None:
        self.at, self.since = at, time.monotonic()
        with contextlib.suppress(OSError):  # that it has died is heard when it is listened to
            self.line.send(question)

    def end(self) -> None:
        self.process.terminate()
        self.process.join(_TO_FINISH)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.line.close()


class _Crowd(Generic[_Question, _Answer]):
    """The workers, what each is at, and the answers that wait to be told."""

    def __init__(
        self,
        work: Callable[[_Question], _Answer],
        questions: Sequence[_Question],
        instead: Callable[[_Question, Died | Stuck], _Answer],
    ) -> None:
        self.work, self.questions, self.instead = work, questions, instead
        self.workers: list[_Worker[_Question, _Answer]] = []
        self.answers: dict[int, _Answer] = {}
        self.next = 0
        self.asked_twice: set[int] = set()

    def hire(self) -> _Worker[_Question, _Answer] | None:
        """One more, where the system gives one."""
        try:
            one = _Worker(self.work)
        except OSError:
            return None
        self.workers.append(one)
        return one

    def give_out(self, end: int) -> None:
        """Gives each idle worker the next question, those before `end`."""
        for one in self.workers:
            if one.at is None and self.next < min(end, len(self.questions)):
                one.ask(self.next, self.questions[self.next])
                self.next += 1

    def listen(self, patience: float) -> None:
        """Waits for an answer, a death, or the end of patience with somebody."""
        busy = {one.line: one for one in self.workers if one.at is not None}
        longest = min(one.since for one in busy.values()) + patience - time.monotonic()
        for line in connection.wait(list(busy), max(longest, 0.0)):
            self._hear(busy[line])  # pyright: ignore[reportArgumentType]
        for one in list(busy.values()):
            if one.at is not None and time.monotonic() - one.since > patience:
                self._replace(one, Stuck())

    def _hear(self, one: _Worker[_Question, _Answer]) -> None:
        assert one.at is not None
        try:
            self.answers[one.at] = one.line.recv()
            one.at = None
        except Exception:  # cut off in the midst: whatever unpickling makes of it
            self._replace(one, Died())

    def _replace(self, one: _Worker[_Question, _Answer], why: Died | Stuck) -> None:
        at = one.at
        assert at is not None
        one.end()
        self.workers.remove(one)
        fresh = self.hire()
        if fresh is not None and isinstance(why, Died) and at not in self.asked_twice:
            self.asked_twice.add(at)
            fresh.ask(at, self.questions[at])
        else:
            self.answers[at] = self.instead(self.questions[at], why)

    def dismiss(self) -> None:
        """Ends all: who is at a question may finish it, but not for long."""
        for one in self.workers:
            one.line.close()
        until = time.monotonic() + _TO_FINISH
        for one in self.workers:
            one.process.join(max(until - time.monotonic(), 0.0))
            if one.process.is_alive():
                one.end()
        self.workers.clear()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(1)  # what is half written is taken away on the way out


def _serve(work: Callable[[_Question], _Answer], line: connection.Connection) -> None:
    """A worker's life: answers what it is asked until nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the console: the first one decides
    signal.signal(signal.SIGTERM, _leave)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    while True:
        try:
            question = line.recv()
        except (EOFError, OSError):
            return
        answer = work(question)
        try:
            line.send(answer)
        except OSError:
            return


@contextlib.contextmanager
def _undisturbed() -> Generator[None]:
    """What is started here is not disturbed by Ctrl-C before it is ready to ignore it; here it is only delayed."""
    if hasattr(signal, "pthread_sigmask"):
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    elif os.name == "nt":
        import ctypes

        console = ctypes.windll.kernel32  # pyright: ignore[reportAttributeAccessIssue]
        console.SetConsoleCtrlHandler(None, 1)  # inherited by what is started
        try:
            yield
        finally:
            console.SetConsoleCtrlHandler(None, 0)
    else:
        yield
