"""Heading rows of the two tables of a form: which column means what, by the words printed above it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfeval_xl.reading.layout.concepts import Table, concept_of, nearest
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.places import Columns
from perfeval_xl.reading.layout.synonyms import FUND_COLUMNS, GOALS, HEAD, INDICATOR_COLUMNS, SOURCES
from perfeval_xl.reading.layout.table_words import LEVEL1, TOTAL_ROW
from perfeval_xl.reading.layout.view import Item, View

_MONEY = frozenset(("initial_budget", "annual_budget", "executed", "rate"))
_NAMING = frozenset(("level1", "level2", "name", "indicator", "target", "actual"))
_POINTS = frozenset(
    ("weight", "self_score", "reason", "nature", "measure_unit", "review_score", "rule_text", "converted")
)
_DEEPEST = 3  # rows a heading may have
_AMOUNT = re.compile(r"[\d.,]+(?:万|亿)?元?%?")
_FIGURE = re.compile(r"\d+(?:\.\d+)?分?")
_MARK = re.compile(r"[(\[]?(?:[a-z①-⑩](?:[/÷*×+\-=][a-z0-9①-⑩%]+)*|[①-⑩])[)\]]?")


def names_total(item: Item) -> bool:
    """总分, 合计; also with its figure in the same cell (总分：96)."""
    word, colon, figure = item.label.core.partition(":")
    return TOTAL_ROW.fullmatch(word) is not None and (not colon or _FIGURE.fullmatch(figure) is not None)


def _concepts(view: View, row: int, table: Table, words_only: bool = True) -> dict[str, Item] | None:
    """Concepts named in a row; None where anything but words stands in it, if that must not be."""
    out: dict[str, Item] = {}
    for item in view.showing(row):
        if item.top < row - 1 or item.bottom > row + _DEEPEST:
            continue
        if not item.is_words:
            if words_only:
                return None
            continue
        concept = concept_of(table, item.label.core)
        if concept:
            out.setdefault(concept, item)
    return out


def is_indicator_heading(view: View, row: int) -> bool:
    """三级指标 | 年度指标值 | 实际完成值 …: three known columns or more, one of them naming or valuing indicators."""
    known = view.heading_rows.get((row, "indicators"))
    if known is None:
        known = view.heading_rows[row, "indicators"] = _is_indicator_heading(view, row)
    return known


def _is_indicator_heading(view: View, row: int) -> bool:
    items = view.starts(row)
    only_words = all(item.is_words for item in items)
    if len(items) < 2 or (len(items) < 5 and not only_words):
        return False
    found = _concepts(view, row, INDICATOR_COLUMNS, words_only=only_words)
    # A figure among the headings (分值 with its 90 beside it) takes more headings to be one.
    if not found or len(found.keys() & (_NAMING | _POINTS)) < (3 if only_words else 5):
        return False
    naming = found.keys() & _NAMING
    if not naming:
        return False
    money = _concepts(view, row, FUND_COLUMNS) or {}
    lists_projects = _lists_projects(view, row)
    has_money = len(money.keys() & _MONEY) >= 2 and not (lists_projects and naming > {"target", "actual"})
    if has_money or (naming <= {"target", "actual"} and lists_projects):
        return False
    if naming <= {"target", "actual"} and _is_goal_block(view, row):
        return False
    # 预期目标 | 实际完成情况 under 年度总体目标 is no heading of indicators: it names neither levels nor points.
    return bool(naming - {"target", "actual"}) or len(found.keys() & _POINTS) >= 1


def _is_goal_block(view: View, row: int) -> bool:
    """总体目标完成情况 down the side of 年初设定目标 | 全年实际完成情况 | 得分, or goals beside their texts."""
    first, *rest = view.showing(row)
    if concept_of(GOALS, first.label.core) is None:
        return False
    # 年度总体目标 | 预期目标 | 巡查12次 | 实际完成情况 | 因天气原因顺延: each label with its text beside it
    texts = any(concept_of(INDICATOR_COLUMNS, item.label.core) is None for item in rest)
    labels = [item for item in rest if concept_of(GOALS, item.label.core)]
    return first.bottom > row or (texts and len(labels) >= 2)


def _lists_projects(view: View, row: int) -> bool:
    """序号 | 项目名称 | 年度目标 | 完成情况 | 自评得分: a list of projects, a row each."""
    return any(concept_of(HEAD, item.label.core) == "project" for item in view.starts(row))


def is_fund_heading(view: View, row: int) -> bool:
    """年初预算数 | 全年预算数 | 全年执行数 | 执行率: columns of money, nothing but words in the row."""
    known = view.heading_rows.get((row, "funds"))
    if known is None:
        found = _concepts(view, row, FUND_COLUMNS) if _may_be_heading(view, row) else None
        money = [item for name, item in (found or {}).items() if name in _MONEY]
        known = len(money) >= 2 or (len(money) == 1 and _stands_over_money(view, row, money[0]))
        view.heading_rows[row, "funds"] = known
    return known


def _stands_over_money(view: View, row: int, heading: Item) -> bool:
    """One known column of money is enough where the row below is 年度资金总额 with a figure in that column."""
    below = view.showing(heading.bottom + 1)
    figure = view.within(heading.bottom + 1, heading.left, heading.right)
    names = [item for item in below if item.right < heading.left and item.is_words]
    is_total = bool(names) and concept_of(SOURCES, names[-1].label.core) == "total"
    return len(view.starts(row)) >= 3 and is_total and figure is not None and figure.cell.kind == "number"


def _may_be_heading(view: View, row: int) -> bool:
    items = view.starts(row)
    return len(items) >= 2 and all(item.is_words and not _AMOUNT.fullmatch(plain_text(item.text)) for item in items)


def indicator_columns(view: View, row: int) -> Columns:
    """The columns of an indicator block whose heading is at `row` (and maybe the rows below it)."""
    columns = _columns(view, row, INDICATOR_COLUMNS)
    _levels_of_weights(columns)
    spans = columns.spans
    if "converted" in spans:  # 换算得分 is what counts towards the total; the single score beside it is not
        if "self_score" in spans:
            columns.other.append(spans["self_score"])
        spans["self_score"] = spans.pop("converted")
        columns.items["self_score"] = columns.items.pop("converted")
    if "remark" in spans:
        if "reason" not in spans:
            spans["reason"] = spans["remark"]
            columns.items["reason"] = columns.items["remark"]
        else:
            columns.other.append(spans["remark"])
        del spans["remark"], columns.items["remark"]
    _share_out_indicator(columns)
    _lines_are_names(columns)
    if "name" not in spans:
        _name_by_place(view, columns)
    _reach(columns)
    return columns.finished()


def fund_columns(view: View, row: int) -> Columns:
    """The columns of a money block whose heading is at `row`."""
    columns = _columns(view, row, FUND_COLUMNS)
    spans = columns.spans
    if "remark" in spans:
        if "reason" not in spans:
            spans["reason"] = spans["remark"]
            columns.items["reason"] = columns.items["remark"]
        del spans["remark"], columns.items["remark"]
    _reach(columns)
    return columns.finished()


# ------------------------------------------------------------------------------------------------------- internals


def _last_row(view: View, row: int, table: Table) -> int:
    """The last row of a heading: rows that follow with nothing but column labels belong to it."""
    last = row
    while last - row < _DEEPEST - 1:
        below = [item for item in view.starts(last + 1) if item.bottom <= last + 2]
        if _are_marks(below) or (table is FUND_COLUMNS and _are_sources(below)):
            last += 1
            continue
        if not below or any(item.cell.kind != "text" for item in below):
            break
        known = [item for item in below if concept_of(table, item.label.core)]
        if not known or len(known) * 2 < len(below):
            break
        # A lower heading stands under a label that is wider than it, or under nothing, or beside one merged down.
        parents = [view.at(last, item.left) for item in known]
        wider = any(parent and parent.right > parent.left and parent.top <= last for parent in parents)
        if len(known) < 2 and not wider:
            break
        merged_down = any(item.bottom == last + 1 and item.top <= last for item in view.showing(last + 1))
        if not (wider or merged_down or all(parent is None for parent in parents)):
            break
        last += 1
    return last


def _are_sources(items: list[Item]) -> bool:
    """总额 | 财政拨款 | 总额 | 财政拨款 below 预算数 | 执行数: sources, each group with its total."""
    named = [concept_of(SOURCES, item.label.core) for item in items if item.is_words]
    return len(named) == len(items) >= 3 and None not in named and named.count("total") >= 2


def _are_marks(items: list[Item]) -> bool:
    """（A） | （B） | （B/A）, or the columns numbered 1, 2, 3 …: they belong to the heading above them."""
    if len(items) < 2:
        return False
    texts = [plain_text(item.text) for item in items]
    if all(_MARK.fullmatch(text) for text in texts):
        return True
    rest = texts[1:] if texts[0] in ("栏次", "序号", "行次") else texts
    if len(rest) < 4 or not all(text.isdigit() and len(text) < 3 for text in rest):
        return False
    return [int(text) for text in rest] == list(range(int(rest[0]), int(rest[0]) + len(rest)))


def _columns(view: View, row: int, table: Table) -> Columns:
    last = _last_row(view, row, table)
    first = min((item.top for item in view.showing(row) if item.top >= row - 1 and item.bottom <= last), default=row)
    first = row - 1 if first == row and _names_columns(view, row - 1, table) else first
    columns = Columns(first, last)
    found: list[tuple[str, Item, int, int]] = []
    shown = [item for line in range(first, last + 1) for item in view.showing(line)]
    column = min((item.left for item in shown), default=1)
    while column <= max((item.right for item in shown), default=0):
        chain = [view.at(line, column) for line in range(last, first - 1, -1)]
        items = [item for item in chain if item and item.bottom <= last and item.is_words]
        column += 1
        if not items:
            continue
        lowest = items[0]
        able = items[:1] if _is_one_of_a_group(view, items, table) else items
        chosen = next(((name, item) for item in able if (name := concept_of(table, item.label.core))), None)
        if chosen is None:
            if lowest not in columns.unknown:
                columns.unknown.append(lowest)
            continue
        name, item = chosen
        if found and found[-1][:2] == (name, item):
            found[-1] = (name, item, found[-1][2], column - 1)
        else:
            found.append((name, item, column - 1, column - 1))
    for item in {(one.top, one.left): one for line in range(first, last + 1) for one in view.showing(line)}.values():
        if item.bottom <= last:
            columns.labels.append(item)
    if table is FUND_COLUMNS:  # 年度预算数（万元） printed over the names of the sources is no amount
        found = _totals_of_sources(view, columns, found)
        named = [one for one in found if one[0] in _MONEY and _holds_sources(view, columns, one[2])]
        columns.other += [(left, right) for _, _, left, right in named]
        found = [one for one in found if one not in named]
    _take(columns, found)
    _near_ones(columns, table)
    return columns


def _is_one_of_a_group(view: View, chain: list[Item], table: Table) -> bool:
    """兑现值 of 自评情况 over 兑现值 | 分值 | 得分: a group, another column of which has the meaning of its heading."""
    lowest, *above = chain
    wide = next((one for one in above if one.right > one.left and concept_of(table, one.label.core)), None)
    if wide is None or concept_of(table, lowest.label.core):
        return False
    beside = [one for one in view.showing(lowest.top) if one is not lowest and wide.left <= one.left <= wide.right]
    return any(concept_of(table, one.label.core) == concept_of(table, wide.label.core) for one in beside)


def _names_columns(view: View, row: int, table: Table) -> bool:
    """指标名称 | 指标解释 | 记录 | 未完成原因 above a heading, not merged with it: labels of columns."""
    items = view.starts(row)
    known = [item for item in items if concept_of(table, item.label.core)]
    return (
        table is INDICATOR_COLUMNS
        and len({concept_of(table, item.label.core) for item in known}) >= 3  # texts of goals may read 完成, too
        and len(known) * 2 > len(items)
        and all(item.is_words and concept_of(GOALS, item.label.core) is None for item in items)
    )


def _totals_of_sources(
    view: View, columns: Columns, found: list[tuple[str, Item, int, int]]
) -> list[tuple[str, Item, int, int]]:
    """预算数 over 总额 | 财政拨款: the column of the total counts."""
    out: list[tuple[str, Item, int, int]] = []
    for name, item, left, right in found:
        sources = [one for one in view.starts(columns.last_row) if left <= one.left <= right and one.top > item.bottom]
        total = next((one for one in sources if concept_of(SOURCES, one.label.core) == "total"), None)
        if total is not None and len(sources) >= 2:
            columns.other += [(one.left, one.right) for one in sources if one is not total]
            left, right = total.left, total.right
        out.append((name, item, left, right))
    return out


def _holds_sources(view: View, columns: Columns, column: int) -> bool:
    """True where the cell under a heading is the name of a source, not an amount."""
    below = view.at(columns.last_row + 1, column)
    return below is not None and below.is_words and concept_of(SOURCES, below.label.core) is not None


def _take(columns: Columns, found: Iterable[tuple[str, Item, int, int]]) -> None:
    """Gives each concept its columns; of two with one meaning the plainer one (or the first) has it."""
    listed = list(found)
    for index, (name, item, left, right) in enumerate(listed):
        span = (left, right)
        if name == "ignored":
            columns.other.append(span)
            continue
        if name == "weight" and "weight" in columns.spans:
            columns.spans[f"weight#{index}"] = span
            columns.items[f"weight#{index}"] = item
            continue
        if name == "reason" and name in columns.spans:
            name = "more_reason"  # 偏差原因 | 改进措施 in columns of their own: read as one text
        if name == "target" and name in columns.spans and "调整" in item.label.core:
            name = "adjusted_target"  # 年初指标值 | 调整指标值: the adjusted one counts where it is filled in
        if name in columns.spans:
            name = _second(columns, name)
            if name is None:
                columns.other.append(span)
                continue
        columns.spans[name] = span
        columns.items[name] = item


def _second(columns: Columns, name: str) -> str | None:
    """What a second column of one meaning is: 预算数 beside 调整后预算数 is the budget at the year's beginning.

    So is the first of two that no word tells apart (批复金额 | 下达金额).
    """
    if name != "annual_budget":
        return None
    is_marked = any(sign in columns.items[name].label.core for sign in ("调整", "追加", "全年", "年度"))
    if not is_marked:
        if "initial_budget" not in columns.spans:
            columns.spans["initial_budget"] = columns.spans[name]
            columns.items["initial_budget"] = columns.items[name]
        else:
            columns.other.append(columns.spans[name])
        return name
    return "initial_budget" if "initial_budget" not in columns.spans else None


def _near_ones(columns: Columns, table: Table) -> None:
    """A heading that is nearly a known one is read as it (and said to be) where nothing else has that meaning."""
    rest: list[Item] = []
    for item in columns.unknown:
        near = nearest(table, item.label.core)
        if near and near[0] not in columns.spans:
            columns.spans[near[0]] = (item.left, item.right)
            columns.items[near[0]] = item
            columns.near.append((item, near[1]))
        else:
            rest.append(item)
    columns.unknown[:] = rest


def _levels_of_weights(columns: Columns) -> None:
    """一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值: the points of a level stand right behind it."""
    names = [name for name in columns.spans if name == "weight" or name.startswith("weight#")]
    if len(names) < 2:
        return
    weights = [(columns.spans.pop(name), columns.items.pop(name)) for name in names]
    levels = {columns.spans[name]: name for name in ("level1", "level2", "name") if name in columns.spans}
    for span, item in sorted(weights, key=lambda one: one[0]):
        before = max((one for one in levels if one[1] < span[0]), default=None)
        level = levels[before] if before and before[1] + 1 >= span[0] else "name"
        concept = "weight" if level == "name" else f"{level}_points"
        if concept in columns.spans:
            columns.other.append(span)
            continue
        columns.spans[concept], columns.items[concept] = span, item


def _share_out_indicator(columns: Columns) -> None:
    """绩效指标 printed once over several columns: the last is the indicator, those before it its levels."""
    span = columns.spans.pop("indicator", None)
    item = columns.items.pop("indicator", None)
    if span is None or item is None:
        return
    spans, items = columns.spans, columns.items
    if "name" in spans:
        if "level1" not in spans and span[1] < spans["name"][0]:
            spans["level1"], items["level1"] = span, item
        else:
            columns.other.append(span)
        return
    left, right = span
    if right - left >= 2 and "level1" not in spans and "level2" not in spans:
        spans["level1"], items["level1"] = (left, left), item
        spans["level2"], items["level2"] = (left + 1, right - 1), item
        spans["name"], items["name"] = (right, right), item
    elif right - left == 1 and "level2" not in spans:
        level = "level2" if "level1" in spans else "level1"
        spans[level], items[level] = (left, left), item
        spans["name"], items["name"] = (right, right), item
    else:
        spans["name"], items["name"] = span, item


def _lines_are_names(columns: Columns) -> None:
    """三级指标 | 自评内容: what a checklist asks line by line is what the line's answer is about."""
    if "line" not in columns.spans:
        return
    span, item = columns.spans.pop("line"), columns.items.pop("line")
    if "name" in columns.spans:
        columns.other.append(columns.spans["name"])
    columns.spans["name"], columns.items["name"] = span, item


def _name_by_place(view: View, columns: Columns) -> None:
    """Where no heading names the indicators, the column before the values is theirs (工作任务, 产出指标（60分）).

    Behind a second level only one with words below it: without it the second level names the indicators.
    """
    values = [columns.spans[name][0] for name in ("target", "actual", "weight", "self_score") if name in columns.spans]
    before = [item for item in columns.unknown if item.right < min(values, default=0)]
    if before and "level2" in columns.spans:
        below = view.within(columns.last_row + 1, before[-1].left, before[-1].right)
        is_name = before[-1].left > columns.spans["level2"][1] and below is not None and below.is_words
        before = before if is_name else []
    if not before:
        return
    item = before[-1]
    columns.unknown.remove(item)
    columns.spans["name"], columns.items["name"] = (item.left, item.right), item
    if LEVEL1.fullmatch(item.label.core):
        columns.group = item
    else:
        columns.near.append((item, "三级指标"))


def _reach(columns: Columns) -> None:
    """A column without any heading belongs to the heading at its left (a cell merged in the rows but not above)."""
    starts = sorted(
        [span[0] for span in columns.spans.values()]
        + [span[0] for span in columns.other]
        + [item.left for item in columns.unknown]
    )
    for name, (left, right) in columns.spans.items():
        following = next((one for one in starts if one > right), None)
        if following is not None and following > right + 1:
            columns.spans[name] = (left, following - 1)
