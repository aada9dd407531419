"""A limit on the time that one piece of work may take, the same in the only process, in a worker, and on Windows."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")
_AGAIN = 1.0  # seconds until it is said once more: what runs in a destructor loses it


class TooLong(BaseException):
    """The work took longer than it may."""


def within(seconds: float, work: Callable[[], _T]) -> _T:
    """What `work` gives; TooLong, raised in the midst of it, once it has taken `seconds`.

    It is raised between two steps of Python: one call of a library is waited for.
    """
    watch = _Watch(seconds)
    watch.start()
    try:
        return work()
    finally:
        watch.end()


class _Watch(threading.Thread):
    """Looks at the clock beside the work and raises TooLong in the thread that made it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(daemon=True)
        self._seconds = seconds
        self._working = threading.get_ident()
        self._lock = threading.Lock()
        self._is_over = threading.Event()
        self._has_raised = False

    def run(self) -> None:
        wait = self._seconds
        while not self._is_over.wait(wait):
            with self._lock:
                if not self._is_over.is_set():
                    self._has_raised = True
                    self._raise(TooLong)
            wait = _AGAIN

    def end(self) -> None:
        """From here on nothing is raised any more."""
        while True:
            try:
                with self._lock:
                    self._is_over.set()
                    if self._has_raised:  # asked for nothing, Python would look for it for ever: a profiler hangs
                        self._raise(None)  # what was about to be raised is not
                return
            except TooLong:  # in the very moment of ending
                continue

    def _raise(self, what: type[BaseException] | None) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(self._working), None if what is None else ctypes.py_object(what)
        )
