"""Where everything is told: a terminal, where nothing steers it and lines break between words, or a pipe or a file."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import IO, TYPE_CHECKING

from perfeval_xl.writing.telling.signs import shown
from perfeval_xl.writing.text_size import broken

if TYPE_CHECKING:
    from rich.console import RenderableType

    from perfeval_xl.writing.telling.screen import Screen

_NARROWEST = 40  # columns; below that a line is left to the terminal


class Teller:
    """Colours and wraps on a terminal; a pipe gets plain lines as long as they are, and no library is loaded for it."""

    def __init__(self, file: IO[str] | None = None, width: int | None = None) -> None:
        self._file = sys.stdout if file is None else file
        self._width = width

    @cached_property
    def is_terminal(self) -> bool:
        return bool(os.environ.get("FORCE_COLOR")) or self._file.isatty()

    @cached_property
    def width(self) -> int:
        """Columns of the terminal."""
        return self.screen.width

    @cached_property
    def screen(self) -> Screen:
        """For what is more than a line: tables, how far a run is."""
        from perfeval_xl.writing.telling.screen import Screen

        return Screen(self._file, self._width, is_terminal=self.is_terminal)

    def say(self, text: str, style: str = "") -> None:
        """One line; where it is too long for the terminal, the rest is indented as its beginning is."""
        if not self.is_terminal:
            self._file.write(f"{shown(text)}\n")
            self._file.flush()
            return
        for line in text.split("\n"):
            for part in self._lines(shown(line)):
                self.screen.put_line(part, style)

    def show(self, table: RenderableType) -> None:
        """A table."""
        self.screen.print(table)

    def _lines(self, text: str) -> list[str]:
        indent = len(text) - len(text.lstrip(" "))
        room = self.width - indent - 1
        if room < _NARROWEST:
            return [text]
        return [" " * indent + part.rstrip() for part in broken(text[indent:], room)]
