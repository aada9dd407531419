"""The indicators of a form: places -> Indicator records, levels filled down, template leftovers left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval_xl.form import Figure, Indicator, Said, printed
from perfeval_xl.form_words import is_nothing
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.places import FormPlaces, IndicatorBlock
from perfeval_xl.reading.layout.synonyms import INDICATOR_COLUMNS
from perfeval_xl.reading.layout.table_words import BREAKDOWN, DOTS, EXECUTION, LEFTOVER_NAME, LEVEL1, LEVEL2
from perfeval_xl.reading.layout.view import Item, View
from perfeval_xl.reading.meaning import parse
from perfeval_xl.reading.records.headings import Headings
from perfeval_xl.reading.records.remarks import Remarks, short

_NAMED_POINTS = re.compile(r"\((\d+(?:\.\d+)?)分\)")
_BARE_POINTS = re.compile(r"\((\d{1,3}(?:\.\d+)?)分?\)$")


@dataclass(slots=True)
class Row:
    """What shows in one row of the block, before it is judged to be an indicator."""

    row: int
    level1: Item | None = None
    level2: Item | None = None
    cells: dict[str, Item] = field(default_factory=dict[str, Item])

    def text(self, concept: str) -> str | None:
        item = self.cells.get(concept)
        return item.text.strip() or None if item else None


class Rows:
    """Makes the records of one block."""

    def __init__(
        self, places: FormPlaces, block: IndicatorBlock, form_id: str, year: int | None, remarks: Remarks, own: bool
    ) -> None:
        self.places = places
        self.view: View = places.view
        self.block = block
        self.columns = block.columns
        self.form_id = form_id
        self.year = year
        self.remarks = remarks
        self.own_template = own
        heading = block.columns.items.get("name")
        notes = heading.label.notes if heading else ()
        says_points = any(concept_of(INDICATOR_COLUMNS, note) == "weight" for note in notes)  # 三级指标（权重）
        self.points_in_names = _BARE_POINTS if says_points else _NAMED_POINTS
        self.level1: Item | None = block.columns.group
        self.level2: Item | None = None
        self.out: list[Indicator] = []
        self.headings = Headings(places.view, block.columns.spans.get("weight"))
        self.areas: list[tuple[int, int, int, int] | None] = []  # of each record's 得分, where merged over rows
        self.level2_areas: list[tuple[int, int, int, int] | None] = []

    def records(self, before: int) -> list[Indicator]:
        """The indicators of the block; `before` rows came from earlier blocks of the form."""
        for number in self.block.rows:
            row = self._row(number)
            if not self._is_group(row) and not self._is_leftover(row):
                self._add(row, before + len(self.out))
        self.headings.tell_slips(self.out, self.remarks)
        self._merged_scores()
        self._scores_of_groups()
        return self.out

    # ------------------------------------------------------------------------------------------ reading one row

    def _row(self, number: int) -> Row:
        row = Row(number)
        spans = self.columns.spans
        for concept, span in spans.items():
            item = self.view.within(number, *span)
            if item is not None:
                self.places.use(item)
                row.cells[concept] = item
        for span in self.columns.other:
            item = self.view.within(number, *span)
            if item is not None:
                self.places.use(item)
        adjusted = row.cells.get("adjusted_target")
        if adjusted is not None and not is_nothing(adjusted.text):
            row.cells["target"] = adjusted
        self._levels(row)
        name = row.cells.get("name")
        if name is not None and name.top < number and not self._has_own(row):
            del row.cells["name"]
        return row

    def _has_own(self, row: Row) -> bool:
        """True where a value of its own begins in this row, though its name is merged from above."""
        return any(
            (item := row.cells.get(concept)) is not None and item.top == row.row
            for concept in ("target", "actual", "weight", "self_score")
        )

    def _levels(self, row: Row) -> None:
        first, second, name = row.cells.get("level1"), row.cells.get("level2"), row.cells.get("name")
        if second is not None and first is not None and second == first:
            second = None
        if name is not None and "level2" in self.columns.spans and name == second:
            second = None
        if first is not None and DOTS.fullmatch(plain_text(first.text)):
            first = None
        elif first is not None and not self.headings.is_again(first, self.level1):
            self.level1, self.level2 = first, None
        if second is not None and not DOTS.fullmatch(plain_text(second.text)):
            self.level2 = self.level2 if self.headings.is_again(second, self.level2) else second
        row.level1, row.level2 = self.level1, self.level2
        if "name" not in self.columns.spans and second is not None:
            row.cells["name"] = second
            if not LEVEL2.fullmatch(second.label.core):
                row.level2 = None

    def _is_group(self, row: Row) -> bool:
        """产出指标（50分） alone in the name's column, where levels have no column of their own."""
        name = row.cells.get("name")
        if name is None or "level1" in self.columns.spans:
            return False
        if any(row.cells.get(one) not in (None, name) for one in ("target", "actual", "self_score", "reason")):
            return False
        core = name.label.core
        if LEVEL1.fullmatch(core):
            self.level1, self.level2 = name, None
            return True
        if LEVEL2.fullmatch(core) and "level2" not in self.columns.spans:
            self.level2 = name
            return True
        return False

    def _is_leftover(self, row: Row) -> bool:
        name = row.cells.get("name")
        level = row.cells.get("level1") or row.cells.get("level2")
        if name is not None and name == row.cells.get("level1") and DOTS.fullmatch(plain_text(name.text)):
            name = None
        if name is not None and not LEFTOVER_NAME.fullmatch(plain_text(name.text)):
            return False
        for concept in ("target", "actual", "weight", "self_score", "reason"):
            item = row.cells.get(concept)
            if item is None or item.top != row.row or item in (name, level):
                continue
            if item.cell.kind == "number" and item.cell.number:
                return False
            if not (is_nothing(item.text) or item.cell.kind == "number"):
                return False
        begun = [row.cells[one] for one in ("level2", "level1") if one in row.cells and row.cells[one].top == row.row]
        shown = name or next(iter(begun), None) or next((one for one in row.cells.values() if one.top == row.row), None)
        if shown is None:
            return True
        if not self.own_template:
            text = f"模板留下的空行“{short(shown.text)}”，没有当作指标。"
            self.remarks.add("leftover", shown.address, shown.text.strip(), text)
        return True

    # -------------------------------------------------------------------------------------------- one record

    def _place(self, row: Row, concept: str) -> str | None:
        """The address of a field's place in this row, also where it is blank; None without such a column."""
        if not self.columns.has(concept):
            return None
        item = row.cells.get(concept)
        if item is not None:
            return item.address
        top, left, _, _ = self.view.area(row.row, self.columns.spans[concept][0])
        return self.view.address(top, left)

    def _add(self, row: Row, number: int) -> None:
        one = Indicator(self.form_id, number)
        one.is_hidden = row.row in self.view.grid.hidden_rows
        self._name_it(one, row)
        self._values(one, row)
        self._points(one, row)
        one.reason_cell = self._place(row, "reason")
        reason = row.cells.get("reason")
        if reason is not None and not self.remarks.prompt(reason, f"{one.name or ''}·原因"):
            one.reason = row.text("reason")
        more = row.cells.get("more_reason")
        if more is not None and not self.remarks.prompt(more, f"{one.name or ''}·原因"):
            one.reason = "；".join(part for part in (one.reason, row.text("more_reason")) if part)
            one.reason_cell = one.reason_cell if reason is not None else more.address
        beside = (self.view.within(row.row, item.left, item.right) for item in self.columns.unknown)
        one.aside = "；".join(item.text.strip() for item in beside if item is not None and item.is_words) or None
        one.rule_text = row.text("rule_text")
        name = plain_text(one.name or "")
        one.is_execution = bool(EXECUTION.search(name)) or (
            bool(EXECUTION.search(plain_text(one.level2 or ""))) and "率" in name
        )
        one.is_breakdown = self._is_part(one, name)
        self.out.append(one)

    def _is_part(self, one: Indicator, name: str) -> bool:
        """A 其中 row; so is one right below it that gives no more than its part of the result (送餐 | | 27182人次)."""
        if one.weight.value is not None or one.self_score.value is not None:
            return False
        goes_on = bool(self.out) and self.out[-1].is_breakdown and self.out[-1].level2_cell == one.level2_cell
        return bool(BREAKDOWN.match(name)) or (goes_on and not one.target and bool(one.actual))

    def _name_it(self, one: Indicator, row: Row) -> None:
        if row.level1 is not None:
            one.level1, one.level1_cell = row.level1.text.strip(), row.level1.address
            one.level1_points = row.level1.label.points
            self._level_points(one, row.level1, "level1")
        if row.level2 is not None:
            one.level2, one.level2_cell = row.level2.text.strip(), row.level2.address
            one.level2_points = row.level2.label.points
            self._level_points(one, row.level2, "level2")
        one.name, one.name_cell = row.text("name"), self._place(row, "name")

    def _level_points(self, one: Indicator, level: Item, concept: str) -> None:
        """The points of a level from a column of their own."""
        span = self.columns.spans.get(f"{concept}_points")
        if span is None:
            return
        item = self.view.within(level.top, *span)
        if item is not None:
            value, _ = parse.points(item.cell)
            if value is not None:
                setattr(one, f"{concept}_points", value)

    def _values(self, one: Indicator, row: Row) -> None:
        target, actual = row.cells.get("target"), row.cells.get("actual")
        nature, unit = row.text("nature"), row.text("measure_unit") or ""
        one.nature = nature
        one.target_cell, one.actual_cell = self._place(row, "target"), self._place(row, "actual")
        label = one.name or one.level2 or ""
        if target is not None and not self.remarks.prompt(target, f"{label}·年度指标值"):
            one.target = put_together(target.text.strip(), nature or "", unit)
            one.target_value = parse.target(target.cell, one.target, unit, nature or "", self.year)
        if actual is not None and not self.remarks.prompt(actual, f"{label}·实际完成值"):
            one.actual = row.text("actual")
            one.actual_value = parse.actual(actual.cell, unit, self.year)

    def _points(self, one: Indicator, row: Row) -> None:
        label = one.name or one.level2 or ""
        area: tuple[int, int, int, int] | None = None
        for concept, word in (("weight", "分值"), ("self_score", "得分"), ("review_score", "复核分")):
            place = self._place(row, concept)
            item = row.cells.get(concept)
            if item is not None and item in (row.cells.get("name"), row.level1, row.level2):
                item = None
            cell = item.cell if item else self.view.grid.cells.get(self._blank_place(row, concept))
            if item is not None and item.bottom > item.top and concept == "self_score":
                area = (item.top, item.left, item.bottom, item.right)
            if item is not None and item.top < row.row and not self._is_first_of(item):
                setattr(one, concept, Figure(cell=place))
                continue
            value, said = parse.points(cell)
            if cell is not None:
                self.remarks.figure(said, cell, f"{label}·{word}")
            setattr(one, concept, Figure(value, said, place))
        named = self.points_in_names.search(plain_text(one.name or ""))
        if named and not self.columns.has("weight"):  # 补贴人数（10分）, where no column gives the points
            one.weight = printed(Decimal(named.group(1)), named.group(), one.name_cell)
        if area is None and self.columns.has("self_score") and "self_score" not in row.cells:
            top, left, bottom, right = self.view.area(row.row, self.columns.spans["self_score"][0])
            area = (top, left, bottom, right) if bottom > top else None  # merged and still blank
        self.areas.append(area)
        level2 = row.level2
        self.level2_areas.append(
            (level2.top, level2.left, level2.bottom, level2.right)
            if level2 is not None and level2.bottom > level2.top and level2.top <= row.row <= level2.bottom
            else None
        )

    def _blank_place(self, row: Row, concept: str) -> tuple[int, int]:
        span = self.columns.spans.get(concept)
        return self.view.area(row.row, span[0])[:2] if span else (0, 0)

    def _is_first_of(self, item: Item) -> bool:
        """True where no record above has taken a merged cell yet (its first rows were leftovers)."""
        return all(area is None or area[:2] != (item.top, item.left) for area in self.areas) and not any(
            one.weight.cell == item.address for one in self.out
        )

    # ------------------------------------------------------------------------------------ scores over several rows

    def _merged_scores(self) -> None:
        """One 得分 merged over several rows is one score for them together."""
        first: dict[tuple[int, int, int, int], int] = {}
        for index, area in enumerate(self.areas):
            if area is None:
                continue
            if area in first:
                self.out[first[area]].score_rows += 1
                self.out[index].score_rows = 0
            else:
                first[area] = index

    def _scores_of_groups(self) -> None:
        """No 分值 anywhere, 二级指标 merged, a score on its first row and none below: one score for the group."""
        if self.columns.has("weight") or not self.columns.has("self_score"):
            return
        groups: dict[tuple[int, int, int, int], list[int]] = {}
        for index, area in enumerate(self.level2_areas):
            if area is not None:
                groups.setdefault(area, []).append(index)
        for indexes in groups.values():
            ones = [self.out[index] for index in indexes]
            whole = indexes == list(range(indexes[0], indexes[-1] + 1))
            if len(ones) < 2 or not whole or any(one.score_rows != 1 for one in ones):
                continue
            if ones[0].self_score.value is not None and all(_is_blank(one.self_score.said) for one in ones[1:]):
                ones[0].score_rows = len(ones)
                for one in ones[1:]:
                    one.score_rows = 0


def _is_blank(said: Said) -> bool:
    return not said.text and said.formula is None


_SIGNS = frozenset("<>=≤≥≦≧≮≯⩾⩽﹦═＝＞＜≠±")


def put_together(value: str, nature: str, unit: str) -> str:
    """A target of up to three columns as one writes it: ≥ | 95 | % -> ≥95%."""
    nature, unit = nature.strip(), unit.strip()
    out = value
    folded = plain_text(value)
    if unit and any(sign.isdigit() for sign in folded) and not is_nothing(unit):
        bare = plain_text(unit).split("(")[0]
        if not folded.endswith((plain_text(unit), bare)) and folded[-1:].isdigit():
            out += unit
    sign = plain_text(nature)
    if (
        sign and all(one in _SIGNS for one in nature) and folded[:1] not in _SIGNS and any(s.isdigit() for s in folded)
    ) or (sign in _SIGN_WORDS and folded[:1] not in _SIGNS and not folded.startswith(sign)):
        out = nature + out
    return out


_SIGN_WORDS = frozenset(
    ("大于", "小于", "等于", "大于等于", "小于等于", "大于或等于", "小于或等于", "不少于", "不低于", "不超过", "不高于")
)
