"""The short table at the end of a run over many files: a line a form, with its scores, open points and errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.result import FileResult, FormResult, Severity
from perfeval_xl.standing import own_total, total_words
from perfeval_xl.units import points
from perfeval_xl.writing.telling.console import Teller
from perfeval_xl.writing.text_size import columns

_HEADS = ("文件", "项目", "自评", "核算", "待复核", "错误")
_LONGEST = (44, 36)  # columns of a file's and a project's name, where there is room
_LEAST = 10  # of either on a narrow terminal
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Line:
    """One form; of a file without any, only its name and what became of it. `score`: the total, or what it may be."""

    file: str
    project: str
    self_score: Decimal | None = None
    score: str = ""
    open: Decimal | None = None
    errors: int | None = None


def lines_of(file: FileResult) -> Iterator[Line]:
    """A line a form of a file; a failed one has one, too."""
    if file.error_code is not None:
        yield Line(file.file, "（未能处理）")
    for form in file.forms:
        yield _line(file, form)


def _line(file: FileResult, form: FormResult) -> Line:
    own, score = form.form.total_self_score.value, form.score
    errors = sum(one.severity is Severity.ERROR for one in file.told.of(form.findings))
    return Line(
        file.file,
        form.form.subject,
        own if own is not None else own_total(form),
        total_words(score).removesuffix(" 分") if score else "",
        score.open if score else None,
        errors,
    )


def show(lines: Iterable[Line], console: Teller) -> None:
    """Prints the table, its figures below each other; on a terminal a line is never wider than that."""
    rows = list(lines)
    figures = [_HEADS[2:], *(_figures(one) for one in rows)]
    taken = sum(max(columns(line[at]) for line in figures) + len(_GAP) for at in range(len(_HEADS) - 2))
    room = console.width - 1 - len(_GAP) - taken if console.is_terminal else sum(_LONGEST)
    longest = _shared(room, rows)
    cells = [_HEADS, *((*_names(one, longest), *line) for one, line in zip(rows, figures[1:], strict=True))]
    widths = [max(columns(line[at]) for line in cells) for at in range(len(_HEADS))]
    for number, line in enumerate(cells):
        console.say(_GAP.join(_placed(line, widths)).rstrip(), "bold" if number == 0 else "")


def _shared(room: int, rows: Sequence[Line]) -> tuple[int, int]:
    """How many columns the names of files and projects may take: a project at most two fifths, if both are long."""
    wanted = [
        min(most, max((columns(name) for name in names), default=0))
        for most, names in zip(_LONGEST, ([one.file for one in rows], [one.project for one in rows]), strict=True)
    ]
    project = max(_LEAST, min(wanted[1], max(room * 2 // 5, room - wanted[0])))
    return max(_LEAST, min(wanted[0], room - project)), project


def _names(one: Line, longest: tuple[int, int]) -> tuple[str, str]:
    return _cut(one.file, longest[0], keep_end=True), _cut(one.project, longest[1], keep_end=False)


def _figures(one: Line) -> Sequence[str]:
    own, is_open = ("" if figure is None else points(figure) for figure in (one.self_score, one.open))
    return own, one.score, is_open, _count(one.errors)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _cut(text: str, room: int, *, keep_end: bool) -> str:
    """A name that fits: of a file its end, of a project its beginning."""
    text = " ".join(text.split())
    if columns(text) <= room:
        return text
    while columns(text) > room - 2:
        text = text[1:] if keep_end else text[:-1]
    return f"…{text}" if keep_end else f"{text}…"


def _placed(line: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for at, (text, width) in enumerate(zip(line, widths, strict=True)):
        space = " " * (width - columns(text))
        yield text + space if at < 2 else space + text
