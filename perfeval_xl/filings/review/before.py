"""What a 复核底稿 held before this run: what people typed, by the key of the row, and what the unit's form said then.

A vocabulary as `papers` is: `typed` reads it, the new book is written with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval_xl.filings.batch import moved_keys
from perfeval_xl.filings.review import words
from perfeval_xl.filings.review.papers import Paper
from perfeval_xl.filings.review.words import Beside, Differences, Head, Record
from perfeval_xl.left_behind import LeftBehind
from perfeval_xl.units import plain

Cell = str | Decimal
Typed = dict[Head | Beside, Cell]


@dataclass(slots=True)
class Before:
    """The book before; empty where there is none. `typed`: by a row's key; `why`: 主要偏差原因 by a form's key;
    `recorded`: what the unit's form said then, by a row's key; `left`: what people put into it besides, which a new one
    does not have."""

    typed: dict[str, Typed] = field(default_factory=dict[str, Typed])
    why: dict[str, str] = field(default_factory=dict[str, str])
    recorded: dict[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    signed: dict[str, str] = field(default_factory=dict[str, str])  # the line of signatures, by a form's key
    left: LeftBehind = field(default_factory=LeftBehind)
    doubled: list[str] = field(default_factory=list[str])  # sheets that say something else of a project than the first
    grounds: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])  # `Ground.line`, as they stand
    waiting: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])  # lines of 上次待认领

    def follow(self, codes: Mapping[str, str]) -> None:
        """Gives what was typed for a form to the same form where its key is another one now. `codes`: 内容码 by key."""
        was = {words.form_key(key): there.get(Record.CONTENT_CODE, "") for key, there in self.recorded.items()}
        moved = moved_keys(was, codes)
        if not moved:
            return
        self.typed = {_moved(key, moved): typed for key, typed in self.typed.items()}
        self.recorded = {_moved(key, moved): there for key, there in self.recorded.items()}
        self.why = {moved.get(key, key): why for key, why in self.why.items()}
        self.signed = {moved.get(key, key): line for key, line in self.signed.items()}

    def unclaimed(self, rows: Collection[str], forms: Collection[str]) -> list[tuple[str, ...]]:
        """What has no row this time: project, indicator, head, value, key."""
        lost = list(self.waiting)
        for key, typed in self.typed.items():
            if key not in rows:
                there = self.recorded.get(key, {})
                names = there.get(Record.PROJECT, ""), there.get(Head.NAME, "")
                lost += [(*names, head.value, _text(value), key) for head, value in typed.items()]
        for form, why in self.why.items():
            if form not in forms:
                lost.append((self.project_of(form), "", Differences.WHY.value, why, form))
        return list(dict.fromkeys(lost))

    def changes(self, paper: Paper) -> Iterator[str]:
        """What the unit has changed in a project since the book before, a sentence a row."""
        was = {key: there for key, there in self.recorded.items() if words.form_key(key) == paper.key}
        if not was:
            return
        now = {row.key: row for row in paper.rows}
        for key, there in was.items():
            if key not in now:
                yield f"上次底稿里的“{there.get(Head.NAME, '')}”，单位的表里现在没有了。"
        for key, row in now.items():
            if key not in was:
                yield f"“{row.name}”是上次底稿之后新加的。"
                continue
            before = tuple(was[key].get(head, "") for head in _COMPARED)
            for head, old, new in zip(_COMPARED, before, row.said, strict=True):
                if old != new:
                    yield f"上次底稿之后单位改了“{row.name}”的{head}：{old or '空白'} → {new or '空白'}，请重看这一行。"

    def project_of(self, form: str) -> str:
        """What the project of a form was called."""
        keys = (key for key in self.recorded if words.form_key(key) == form)
        return next((self.recorded[key].get(Record.PROJECT, "") for key in keys), "")


_COMPARED = (Head.SENSE, Head.TARGET, Head.UNIT, Head.ACTUAL, Head.WEIGHT, Head.SELF_SCORE)  # as in Row.said


def _moved(row: str, moved: Mapping[str, str]) -> str:
    """A row's key where its form has another one now."""
    form = words.form_key(row)
    return moved[form] + row[len(form) :] if form in moved else row


def _text(value: Cell) -> str:
    return plain(value) if isinstance(value, Decimal) else value or "（清空）"
