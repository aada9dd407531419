"""Headings of levels printed again on the rows below (产出指标（50分） on each): one heading, or one for each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeGuard

from perfeval_xl.form import Indicator
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.view import Item, View
from perfeval_xl.reading.meaning import parse
from perfeval_xl.reading.records.remarks import Remarks, short
from perfeval_xl.units import plain


class Headings:
    """The headings of one block; `weights` the columns of its 分值."""

    def __init__(self, view: View, weights: tuple[int, int] | None) -> None:
        self.view = view
        self.weights = weights
        self.repeated: dict[str, list[Item]] = {}  # what is printed again, by the cell of the first
        self.runs: dict[str, list[Item]] = {}  # by the cell of each heading in it

    def is_again(self, item: Item, before: Item | None) -> bool:
        """True for the heading before it, printed again."""
        if before is None or item.label.core != before.label.core:
            return False
        is_same, run = plain_text(item.text) == plain_text(before.text), self._run(before)
        if item in run:
            is_same = not self._each_its_own(run) and (is_same or self._usual(run) is not None)
        if is_same:
            self.repeated.setdefault(before.address, [before]).append(item)
        return is_same

    def tell_slips(self, rows: Iterable[Indicator], remarks: Remarks) -> None:
        """One of the repeated headings has other points than the others: told, and the others count."""
        for address, items in self.repeated.items():
            usual = self._usual(items)
            odd = [item for item in items if item.label.points != usual]
            if not odd or usual is None:
                continue
            for one in rows:
                one.level1_points = usual if one.level1_cell == address else one.level1_points
                one.level2_points = usual if one.level2_cell == address else one.level2_points
            text = (
                f"{'、'.join(item.address for item in odd)} 写的是“{short(odd[0].text)}”，"
                f"其余 {len(items) - len(odd)} 行的同一标题写的都是 {plain(usual)} 分。"
            )
            remarks.add("heading_points", odd[0].address, "", text)

    def _run(self, first: Item) -> list[Item]:
        """The cells one below the other that print this heading with points, whatever points."""
        if first.address not in self.runs:
            run = [first]
            while self._prints(below := self.view.at(run[-1].top + 1, first.left), first):
                run.append(below)
            self.runs |= dict.fromkeys([one.address for one in run], run)
        return self.runs[first.address]

    @staticmethod
    def _prints(below: Item | None, first: Item) -> TypeGuard[Item]:
        if below is None or below.bottom > below.top or None in (below.label.points, first.label.points):
            return False
        return below.label.core == first.label.core

    def _each_its_own(self, run: list[Item]) -> bool:
        """产出指标（20分） on the row of 20 points, 产出指标（10分） on each of 10: what is printed is the row's."""
        return all(one.label.points is not None and one.label.points == self._weight(one) for one in run)

    def _weight(self, item: Item) -> Decimal | None:
        found = self.view.within(item.top, *self.weights) if self.weights is not None else None
        return parse.points(found.cell)[0] if found is not None else None

    @staticmethod
    def _usual(items: list[Item]) -> Decimal | None:
        """The points that more than half of them have: 50, where one of them has 60."""
        points, count = Counter(one.label.points for one in items).most_common(1)[0]
        return points if count * 2 > len(items) else None
