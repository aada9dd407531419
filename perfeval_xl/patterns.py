"""Regular expressions that are compiled when they are first used: many are for what a given file does not hold.

To compile one takes as long as reading dozens of cells. Once used, one of these is as quick as any other.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast


@cache
def lazy(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later; asked for again, the same one, so that it may stand where it is used."""
    return cast("re.Pattern[str]", _Lazy(text, flags))


class _Lazy:
    """A pattern's text at first; its methods become attributes of this as they are used."""

    _compiled: re.Pattern[str] | None = None

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            self._compiled = re.compile(self._text, self._flags)
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def text_of(value: object) -> tuple[str, int] | None:
    """What a pattern, lazy or not, was made of; None for anything else."""
    if isinstance(value, _Lazy):
        return value.__dict__["_text"], value.__dict__["_flags"]
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        return value.pattern, value.flags
    return None
