"""Finds the forms of a sheet, and in each form the places of its fields, by their printed labels."""

from __future__ import annotations

from dataclasses import replace

from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.headings import (
    fund_columns,
    indicator_columns,
    is_fund_heading,
    is_indicator_heading,
    names_total,
)
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.pairs import read_loose_row, says_year
from perfeval_xl.reading.layout.places import Columns, CrossFunds, FormPlaces, FundBlock, IndicatorBlock
from perfeval_xl.reading.layout.signatures import has_signatures, is_foot, is_remark, is_signature
from perfeval_xl.reading.layout.synonyms import FUND_COLUMNS, GOALS, HEAD, INDICATOR_COLUMNS, SOURCES, TASKS, TEXTS
from perfeval_xl.reading.layout.table_words import DOTS, LEVEL1, LEVEL2, SUBTOTAL_ROW, TITLE
from perfeval_xl.reading.layout.view import Item, View

LONGEST_GAP = 40  # empty rows after which a form is over
_MONEY = frozenset(("initial_budget", "annual_budget", "executed", "rate"))


class Segment:
    """Rows of a sheet that belong to one form, and what was seen in them."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.last = first
        self.has_actuals = False
        self.has_approved = False
        self.has_funds = False
        self.has_project = False
        self.titles: list[str] = []


def segments(view: View) -> list[Segment]:
    """The parts of a sheet that are tables of their own: each begins at a title or at 项目名称 after a finished one."""
    out: list[Segment] = []
    now: Segment | None = None
    start: int | None = None  # a title or year line that may begin the next table
    for row in view.rows:
        kind = _row_kind(view, row)
        if now is None:
            now = Segment(row)
            out.append(now)
        finished = now.has_actuals or now.has_approved
        if kind in ("title", "line") and finished:
            start = start if start is not None else row
            continue
        begins = finished and (kind == "project" or (kind in ("funds", "actual", "approved") and start is not None))
        begins = begins or (kind == "project" and now.has_project and now.has_funds and row - now.first > 3)
        begins = begins or (finished and kind == "funds" and now.has_funds and start is not None)
        if begins:
            now = Segment(start if start is not None else row)
            out.append(now)
            start = None
        elif start is not None and kind == "":
            start = None  # it was a line at the foot of the table before
        now.last = row
        now.has_actuals = now.has_actuals or kind == "actual"
        now.has_approved = now.has_approved or kind == "approved"
        now.has_funds = now.has_funds or kind == "funds"
        now.has_project = now.has_project or kind == "project"
    for one, following in zip(out, [*out[1:], None], strict=True):
        one.last = following.first - 1 if following else view.last_row
        one.titles = [
            item.text
            for row in view.between(one.first, one.first + 6)
            for item in view.starts(row)
            if item.is_words and TITLE.fullmatch(plain_text(item.text)) and len(item.text) < 60
        ]
    return out


def _row_kind(view: View, row: int) -> str:
    """What a row is for telling tables apart: actual, approved, funds, project, title, line (year or unit) or ""."""
    items = view.starts(row)
    first = items[0]
    if len(items) == 1:
        text = plain_text(first.text)
        if says_year(first):
            return "line"
        if len(text) < 60 and first.is_words:
            if first.label.core == "单位" and first.label.unit:
                return "line"
            concept = concept_of(HEAD, first.label.core)
            if concept is None and TITLE.fullmatch(text) and len(text) < 40:
                return "title"
            if concept == "project":
                return "project"
            if text.startswith(("项目名称:", "项目名称")) and ":" in text:
                return "project"
        return ""
    if is_indicator_heading(view, row):
        return kind_of(indicator_columns(view, row))
    if is_fund_heading(view, row):
        return "funds"
    return "project" if _names_project(view, row, items) else ""


def _names_project(view: View, row: int, items: list[Item]) -> bool:
    """项目名称 | 某项目, maybe with more labels behind it; not an indicator of this name with its target and result."""
    label = next((one for one in items[:2] if one.is_words and concept_of(HEAD, one.label.core) == "project"), None)
    if label is None or len(label.label.core) <= 2:
        return False
    labels = [one for one in items if one.is_words and concept_of(HEAD, one.label.core)]
    merged_down = any(one.top < row and one.right < label.left for one in view.showing(row))
    return (len(items) <= 3 or len(labels) >= 2) and not merged_down


def kind_of(columns: Columns) -> str:
    """ "actual" where results or scores have a column, else "approved" (targets as approved with the budget)."""
    return "actual" if columns.has("actual") or columns.has("self_score") else "approved"


# ------------------------------------------------------------------------------------------------------- one form


def places_of(view: View, first: int, last: int, force_actual: bool = False) -> FormPlaces:
    """Where the fields of the form in these rows stand."""
    places = FormPlaces(view, first, last)
    scan = _Scan(places, force_actual)
    previous: int | None = None
    for row in view.between(first, last):
        if previous is not None and row - max(previous, scan.deepest) > LONGEST_GAP and places.indicators:
            places.gap = (previous, row)
            places.last_row = previous
            break
        scan.row(row)
        previous = row
    return places


def continuation_of(view: View, before: FormPlaces) -> FormPlaces | None:
    """The rest of a form's table on a sheet of its own, without its headings: in the same columns, row upon row."""
    block = next((one for one in reversed(before.indicators) if one.kind == "actual"), None)
    if block is None:
        return None
    columns = replace(block.columns, first_row=0, last_row=0, unknown=[], near=[], labels=[], group=None)
    places = FormPlaces(view, view.first_row, view.last_row)
    scan = _Scan(places, force_actual=False)
    scan.indicators = IndicatorBlock(columns, "actual")
    places.indicators.append(scan.indicators)
    for row in view.rows:
        scan.row(row)
    rows = places.indicators[0].rows
    fits = [row for row in rows if scan.is_in_columns(columns, row)]
    return places if fits and len(fits) * 2 > len(rows) else None


class _Scan:
    """Goes down the rows of one form and gives each to the block it belongs to."""

    def __init__(self, places: FormPlaces, force_actual: bool) -> None:
        self.places = places
        self.view = places.view
        self.force_actual = force_actual
        self.done_until = 0  # rows of a heading already taken
        self.deepest = 0  # last row that anything seen so far reaches
        self.funds: FundBlock | None = None
        self.indicators: IndicatorBlock | None = None
        self.after_table = False

    def row(self, row: int) -> None:
        items = self.view.starts(row)
        self.deepest = max([self.deepest, *(item.bottom for item in items)])
        if row <= self.done_until:
            return
        if is_indicator_heading(self.view, row):
            self._indicator_heading(row)
        elif is_fund_heading(self.view, row):
            self._fund_heading(row)
        elif self.indicators is None and self._cross_funds(row):
            self.funds = None
        elif (
            (self.indicators is not None and self._indicator_row(row, items))
            or self._late_total(row, items)
            or (self.funds is not None and self._fund_row(row, items))
        ):
            pass
        else:
            self.funds = None
            read_loose_row(self.places, row, after_table=self.after_table)

    def _indicator_heading(self, row: int) -> None:
        columns = indicator_columns(self.view, row)
        for item in columns.labels:
            self.places.use(item)
        self.funds = None
        kind = "actual" if self.force_actual else kind_of(columns)
        before = self.indicators
        again = before is not None and kind == before.kind and columns.spans == before.columns.spans
        if again and columns.group is None:
            self.done_until = columns.last_row  # the heading printed again on a new page
            return
        self.indicators = IndicatorBlock(columns, kind)
        self.places.indicators.append(self.indicators)
        self.done_until = columns.last_row
        self._block_label(row, columns)

    def _fund_heading(self, row: int) -> None:
        columns = fund_columns(self.view, row)
        for item in columns.labels:
            self.places.use(item)
        self.funds = FundBlock(columns)
        self.places.funds.append(self.funds)
        self.done_until = columns.last_row
        self.indicators = None
        self.funds.block_label = self._block_label(row, columns)

    def _block_label(self, row: int, columns: Columns) -> Item | None:
        """A label beside the heading that stands for the whole block: 项目资金（万元）, 绩效指标."""
        label: Item | None = None
        for item in self.view.showing(row):
            if item.is_words and (item.bottom > columns.last_row or item.right < columns.left):
                self.places.use(item)
                self.places.block_labels.append(item)
                if item.right < columns.left:
                    label = label or item
        return label

    def _cross_funds(self, row: int) -> bool:
        """Sources side by side, 年初预算数 and its like down the left side."""
        items = [item for item in self.view.starts(row) if item.is_words]
        if len(items) < 2:
            return False
        sources = [item for item in items if item.label.core and concept_of(SOURCES, item.label.core)]
        if len(sources) < 2 or concept_of(SOURCES, sources[0].label.core) != "total":
            return False
        corner = [item for item in self.view.showing(row) if item.right < sources[0].left]
        rows: dict[str, Item] = {}
        for line in range(row + 1, row + 9):
            left = [item for item in self.view.showing(line) if item.right < sources[0].left and item.is_words]
            concept = concept_of(FUND_COLUMNS, left[-1].label.core) if left else None
            if concept is None or concept in rows:
                break
            rows[concept] = left[-1]
        if len(rows.keys() & _MONEY) < 2:
            return False
        for item in [*items, *corner, *rows.values()]:
            self.places.use(item)
        self.places.cross_funds.append(CrossFunds(sources, corner, rows))
        self.done_until = row + len(rows)
        return True

    # ---------------------------------------------------------------------------------------------- rows of money

    def _fund_row(self, row: int, items: list[Item]) -> bool:
        block = self.funds
        assert block is not None
        columns = block.columns
        label = fund_label(self.view, columns, row, block.block_label)
        first = items[0]
        wide = first.right >= columns.left and first.left < columns.left and first.right > first.left
        if wide and first.is_words:
            return False  # a line across the table: the block is over
        values = [self.view.within(row, *columns.spans[name]) for name in columns.spans]
        filled = [item for item in values if item and item.top == row]
        if label is None:
            if not filled or first.left < columns.left:
                return False
        elif label is not block.block_label and not self._is_source(label, block, filled, row):
            return False
        block.rows.append(row)
        for item in self.view.showing(row):  # 其中： of several sources, in a column before them
            if item.right < columns.left and item.is_words and plain_text(item.text).startswith("其中"):
                self.places.use(item)
        if label is not None:
            self.places.use(label)
        return True

    def _is_source(self, label: Item, block: FundBlock, filled: list[Item], row: int) -> bool:
        core = label.label.core
        text = plain_text(label.text)
        if concept_of(SOURCES, core) or text.startswith("其中"):
            return not self._begins_something(core)
        if self._begins_something(core):
            return False
        inside = block.block_label is not None and block.block_label.bottom >= row
        figures = any(item.cell.kind == "number" or item.text.strip() in "—-/" for item in filled)
        return label.is_words and len(text) < 40 and (inside or figures)

    def _begins_something(self, core: str) -> bool:
        return bool(concept_of(GOALS, core)) or concept_of(HEAD, core) not in (None, "project", "known")

    # ------------------------------------------------------------------------------------------ rows of indicators

    def _indicator_row(self, row: int, items: list[Item]) -> bool:
        block = self.indicators
        assert block is not None
        columns = block.columns
        naming_end = max(
            (columns.spans[name][1] for name in ("level1", "level2", "name") if columns.has(name)), default=1
        )
        own = self._own_values(columns, row)
        # no total has a name in the names' column, a target and a result
        is_measured = own >= {"name", "target", "actual"}
        for item in items:
            core = item.label.core
            if item.is_words and core and not is_measured and (item.left <= naming_end or item is items[0]):
                if names_total(item) and not self._is_named_row(columns, row, item):
                    block.total_rows.append(row)
                    self.after_table = True
                    return True
                if SUBTOTAL_ROW.fullmatch(core):
                    block.subtotal_rows.append(row)
                    return True
                break
        if self.after_table and not self._looks_like_row(columns, row):
            return False
        if self._ends_the_table(columns, row, items):
            self.after_table = True
            self.indicators = None
            return False
        block.rows.append(row)
        return True

    def _late_total(self, row: int, items: list[Item]) -> bool:
        """总分 behind rows of text or money that closed the table."""
        block = next((one for one in reversed(self.places.indicators) if one.kind == "actual"), None)
        first = items[0]
        if block is None or not first.is_words or first.left > block.columns.left:
            return False
        if not names_total(first) or not (self.after_table or "分" in first.label.core):
            return False
        block.total_rows.append(row)
        return True

    def _is_named_row(self, columns: Columns, row: int, label: Item) -> bool:
        """True where 合计 is only the level of a row that names an indicator behind it."""
        if not columns.has("name"):
            return False
        name = self.view.within(row, *columns.spans["name"])
        return name is not None and name.is_words and (name.top, name.left) != (label.top, label.left)

    def _looks_like_row(self, columns: Columns, row: int) -> bool:
        """After the total: only what names an indicator and gives points or values is one more row."""
        name = self.view.within(row, *columns.spans["name"]) if columns.has("name") else None
        values = [
            self.view.within(row, *columns.spans[one])
            for one in ("target", "actual", "weight", "self_score")
            if columns.has(one)
        ]
        own = [one for one in values if one and one.left > (name.right if name else 0)]
        return name is not None and name.top == row and name.right <= columns.spans["name"][1] and len(own) >= 2

    def _ends_the_table(self, columns: Columns, row: int, items: list[Item]) -> bool:
        """Whether something else begins here. Where cells stand decides; words only where that leaves it open."""
        first = next((item for item in items if item.left >= columns.left or item.right >= columns.left), items[0])
        own = self._own_values(columns, row)
        if has_signatures(items):
            return True  # 填报人 | 张某 | 联系电话 | 83334444, however its cells lie over the columns
        if self._has_points(columns, row) or self._goes_on(columns, row):
            return False
        if is_foot(items) or (is_remark(items[0]) and not own & {"target", "actual"}):
            return True
        name = self.view.within(row, *columns.spans["name"]) if columns.has("name") else None
        limit = columns.spans["name"][1] if columns.has("name") else columns.left
        across = name is not None and name.right > limit
        core = first.label.core
        if len(own - {"name"}) >= 2 and not across:
            return self._is_line_of_labels(columns, first, items)
        if name is not None and not across and (name.left, name.top) != (first.left, first.top):
            # the row names something; only a label-and-text pair laid over the columns is not an indicator
            return bool(
                (concept_of(HEAD, core) or (concept_of(GOALS, core) and not own & {"target", "actual"}))
                and first.top == row
                and not LEVEL1.fullmatch(core)
                and columns.has("level1")
                and first.left <= columns.spans["level1"][1]
            )
        text = plain_text(first.text)
        if LEVEL1.fullmatch(core) or LEVEL2.fullmatch(core) or DOTS.fullmatch(text):
            return False
        if concept_of(HEAD, core) or concept_of(GOALS, core) or concept_of(TEXTS, core):
            return True
        if len(items) == 1 and concept_of(HEAD, core.partition(":")[0]) == "grade":
            return True  # 等级：优
        if is_signature(first) or is_remark(first):
            return across or not own - {"name"}
        return across and first.right > limit

    def is_in_columns(self, columns: Columns, row: int) -> bool:
        """A row with a name, a result and points where the table has them."""
        wanted = [one for one in ("name", "target", "actual", "weight") if columns.has(one)]
        points = not columns.has("weight") or self._has_points(columns, row)
        return points and len(self._own_values(columns, row) & set(wanted)) >= min(3, len(wanted))

    def _own_values(self, columns: Columns, row: int) -> set[str]:
        """Name, target, result, points, score that begin in this row, each within its own column."""
        out: set[str] = set()
        for name in ("name", "target", "actual", "weight", "self_score"):
            item = self.view.within(row, *columns.spans[name]) if columns.has(name) else None
            if item is not None and item.top == row and item.left >= columns.spans[name][0]:
                out.update((name,) if item.right <= columns.spans[name][1] else ())
        return out

    def _has_points(self, columns: Columns, row: int) -> bool:
        return any(
            (one := self.view.within(row, *columns.spans[name]))
            and (one.top, one.right) == (row, min(one.right, columns.spans[name][1]))
            and one.cell.kind == "number"
            for name in ("weight", "self_score")
            if columns.has(name)
        )

    def _goes_on(self, columns: Columns, row: int) -> bool:
        """Whether a level merged down from a row above of this table still shows here."""
        return any(
            (one := self.view.within(row, *columns.spans[name])) is not None
            and columns.last_row < one.top < row
            and one.right <= columns.spans[name][1]
            for name in ("level1", "level2")
            if columns.has(name)
        )

    def _is_line_of_labels(self, columns: Columns, first: Item, items: list[Item]) -> bool:
        """项目负责人 | 张三 | 联系电话 | 123: labels of the head with their values, laid over the columns."""
        if not columns.has("level1") or first.left > columns.spans["level1"][1]:
            return False
        labels = [one for one in items if one.is_words and concept_of(HEAD, one.label.core)]
        return len(labels) >= 2 and labels[0] is first


def told_beside(columns: Columns) -> list[Item]:
    """Headings in a block of money that say what a task is and how it went: neither a source nor an amount."""
    return [
        one
        for one in columns.unknown
        if concept_of(TASKS, one.label.core) == "told" or concept_of(INDICATOR_COLUMNS, one.label.core)
    ]


def fund_label(view: View, columns: Columns, row: int, block_label: Item | None) -> Item | None:
    """The source a row of money is for: the nearest words left of the figures, or the block's own label."""
    column = columns.left - 1
    told = told_beside(columns)
    while column >= view.first_column:
        item = view.at(row, column)
        if any(one.covers(column) for one in told):
            column -= 1
            continue
        if item is not None and item.is_words:
            if item.top == row:
                return item
            return block_label if block_label and (item.top, item.left) == (block_label.top, block_label.left) else None
        column = (item.left if item else column) - 1
    return block_label if row == columns.last_row + 1 else None  # 部门预算执行情况 printed beside the headings alone
