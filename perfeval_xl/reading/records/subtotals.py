"""小计 rows: neither indicators nor the total; what stands in them is the sum of the rows above."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfeval_xl.form import Fund
from perfeval_xl.form_words import INDICATOR_WORDS, is_nothing
from perfeval_xl.reading.layout.places import FormPlaces, IndicatorBlock
from perfeval_xl.reading.layout.view import Item
from perfeval_xl.reading.meaning import parse
from perfeval_xl.reading.records.remarks import Remarks, short
from perfeval_xl.units import plain

_COLUMNS = ("weight", "self_score")
_NEAR = Decimal("0.01")  # 分; what two decimals of each row leave open


def note_subtotals(places: FormPlaces, funds: Sequence[Fund], remarks: Remarks) -> None:
    """A note for each figure of a 小计 row that is no sum of rows above, or that could not be held against them."""
    for block in places.indicators:
        for row in block.subtotal_rows:
            items = places.view.starts(row)
            for item in items:
                places.use(item)
            figures = [(name, item) for name in _COLUMNS if (item := _figure(places, block, row, name)) is not None]
            sums = [_sums(places, block, row, name, funds) for name, _ in figures]
            label = short(items[0].text)
            if not figures or any(not one for one in sums):
                text = f"“{label}”是小计行，没有当作指标，其分值、得分未参与核对。"
                remarks.add("unplaced", items[0].address, label, text, items[0].text.strip())
                continue
            for (name, item), allowed in zip(figures, sums, strict=True):
                value = parse.points(item.cell)[0]
                if value is not None and not any(abs(value - one) < _NEAR for one in allowed):
                    what = f"{label}·{INDICATOR_WORDS[name]}"
                    text = f"“{label}”的{INDICATOR_WORDS[name]}是 {plain(value)}，其上各行合计为 {plain(allowed[0])}。"
                    remarks.add("subtotal_off", item.address, what, text, f"{plain(value)};{plain(allowed[0])}")


def _figure(places: FormPlaces, block: IndicatorBlock, row: int, name: str) -> Item | None:
    """The cell of a column in a row, where it holds points of its own (not those of a merged cell from above)."""
    item = places.view.within(row, *block.columns.spans[name]) if block.columns.has(name) else None
    return item if item is not None and item.top == row and parse.points(item.cell)[0] is not None else None


def _sums(places: FormPlaces, block: IndicatorBlock, row: int, name: str, funds: Sequence[Fund]) -> list[Decimal]:
    """What a 小计 may be: the rows since the one before it, since an earlier one, since a heading of a level, each with
    the money's points or without. None where a row in between has no points that can be read."""
    starts = [0, *(one for one in block.subtotal_rows if one < row)]
    groups = [[one for one in block.rows if start < one < row] for start in reversed(starts)]
    groups += [[one for one in block.rows if first <= one < row] for first in _headed(places, block) if first < row]
    sums = [_sum(places, block, rows, name) for rows in groups if rows]
    known = [one for one in sums if one is not None]
    if not known or len(known) < len(sums):
        return []
    money = [one for fund in funds if (one := getattr(fund, name).value) is not None]
    return [*known, *(one + money[0] for one in known if money)]


def _headed(places: FormPlaces, block: IndicatorBlock) -> list[int]:
    """The rows in which a heading of a level begins."""
    spans = [block.columns.spans[level] for level in ("level1", "level2") if block.columns.has(level)]
    begun = [(row, places.view.within(row, *span)) for row in block.rows for span in spans]
    return sorted({row for row, item in begun if item is not None and item.top == row})


def _sum(places: FormPlaces, block: IndicatorBlock, rows: Sequence[int], name: str) -> Decimal | None:
    points = Decimal(0)
    for row in rows:
        item = places.view.within(row, *block.columns.spans[name])
        if item is None and name == "self_score" and _figure(places, block, row, "weight") is not None:
            return None  # a score that is missing
        if item is None or item.top < row or is_nothing(item.text):
            continue
        value = parse.points(item.cell)[0]
        if value is None:
            return None
        points += value
    return points
