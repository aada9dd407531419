"""A terminal as rich draws on it: colours, tables, a bar; what texts could do to it is written out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from perfeval_xl.writing.telling.signs import shown

_WIDTH_OF_A_PIPE = 160  # columns, of tables


class Screen(Console):
    """The way to the terminal (or, for tables, to a pipe)."""

    def __init__(self, file: IO[str], width: int | None, *, is_terminal: bool) -> None:
        super().__init__(file=file, width=width, highlight=False, markup=False, emoji=False, soft_wrap=True)
        if width is None and not is_terminal:
            self.width = _WIDTH_OF_A_PIPE

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """As rich does, with what texts could do to a terminal written out."""
        for one in super().render(renderable, options):
            yield one if one.control else Segment(shown(one.text), one.style)

    def put_line(self, text: str, style: str) -> None:
        """One line, as long as it is."""
        self.print(Text(text, style=style))
