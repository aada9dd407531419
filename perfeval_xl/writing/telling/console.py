"""The console that everything is told on: nothing steers it, lines break between words and keep their indent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from perfeval_xl.writing.telling.signs import shown
from perfeval_xl.writing.text_size import broken

_NARROWEST = 40  # columns; below that a line is left to the terminal


class Teller(Console):
    """A terminal that colours and wraps; a pipe gets plain lines as long as they are."""

    def __init__(self, file: IO[str] | None = None, width: int | None = None) -> None:
        super().__init__(file=file, width=width, highlight=False, markup=False, emoji=False, soft_wrap=True)
        if width is None and not self.is_terminal:
            self.width = 160  # of tables

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """As rich does, with what texts could do to a terminal written out."""
        for one in super().render(renderable, options):
            yield one if one.control else Segment(shown(one.text), one.style)

    def say(self, text: str, style: str = "") -> None:
        """One line; where it is too long for the terminal, the rest is indented as its beginning is."""
        for line in text.split("\n"):
            for part in self._lines(shown(line)):
                self.print(Text(part, style=style))

    def _lines(self, text: str) -> list[str]:
        indent = len(text) - len(text.lstrip(" "))
        room = self.width - indent - 1
        if not self.is_terminal or room < _NARROWEST:
            return [text]
        return [" " * indent + part.rstrip() for part in broken(text[indent:], room)]
