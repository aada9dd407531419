"""A limit on the time that one piece of work may take, the same in the only process, in a worker, and on Windows."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from math import inf
from time import monotonic
from typing import TypeVar

_T = TypeVar("_T")
_AGAIN = 1.0  # seconds until it is said once more: what runs in a destructor loses it


class TooLong(BaseException):
    """The work took longer than it may."""


def within(seconds: float, work: Callable[[], _T]) -> _T:
    """What `work` gives; TooLong, raised in the midst of it, once it has taken `seconds`.

    It is raised between two steps of Python: one call of a library is waited for.
    """
    mine = _Work(monotonic() + seconds)
    _WATCH.begin(mine)
    try:
        return work()
    finally:
        _WATCH.end(mine)


class _Work:
    """What a thread is doing, and until when it may."""

    def __init__(self, until: float) -> None:
        self.until = until
        self.thread = threading.get_ident()
        self.has_been_told = False

    def tell(self, what: type[BaseException] | None) -> None:
        """Raises it in the thread; None: what was about to be raised is not."""
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(self.thread), None if what is None else ctypes.py_object(what)
        )


class _Watch:
    """Looks at the clock beside all work, and raises TooLong in the threads that do it.

    One thread for all: to start one for each file, and to wait until it runs, is a fourteenth of a small form's time.
    It sleeps until the first end that it knows of; work that is over before, as nearly all is, does not wake it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sooner = threading.Condition(self._lock)
        self._works: set[_Work] = set()
        self._wakes = inf
        self._thread: threading.Thread | None = None

    def begin(self, work: _Work) -> None:
        """From here on the work is watched."""
        with self._lock:
            self._works.add(work)
            if self._thread is None or not self._thread.is_alive():  # none is in a process that was forked
                self._wakes = inf
                self._thread = threading.Thread(target=self._look, daemon=True)
                self._thread.start()
            if work.until < self._wakes:
                self._sooner.notify()

    def end(self, work: _Work) -> None:
        """From here on nothing is raised any more."""
        while True:
            try:
                with self._lock:  # the plain lock: one in Python could be interrupted between taking it and knowing
                    self._works.discard(work)
                    if work.has_been_told:  # asked for nothing, Python would look for it for ever: a profiler hangs
                        work.tell(None)
                return
            except TooLong:  # in the very moment of ending
                continue

    def _look(self) -> None:
        with self._lock:
            while True:
                now = monotonic()
                for one in self._works:
                    if one.until <= now:
                        one.has_been_told, one.until = True, now + _AGAIN
                        one.tell(TooLong)
                self._wakes = min((one.until for one in self._works), default=inf)
                self._sooner.wait(None if self._wakes == inf else self._wakes - now)


_WATCH = _Watch()
