"""Rows outside the two tables: title, year line, labels with their values beside or below them, goals, texts."""

from __future__ import annotations

import re

from perfeval_xl.reading.labels import (
    FOOTNOTE,
    FUND_COLUMNS,
    GOALS,
    GRADE,
    HEAD,
    LONGEST_LABEL,
    SIGNATURE,
    SOURCES,
    TEXTS,
    TITLE,
    concept_of,
    plain_text,
)
from perfeval_xl.reading.places import FormPlaces, Pair
from perfeval_xl.reading.remarks import is_prompt
from perfeval_xl.reading.view import Item, View

_MONEY = frozenset(("initial_budget", "annual_budget", "executed", "rate"))
YEAR_LINE = re.compile(r"^[(\[]?(\d{4}|[〇零一二三四五六七八九]{4})?年度?[)\]]?$")
_INLINE = re.compile(r"^(.{2,14}?)[:：](.*)$", re.DOTALL)
_INLINE_LABELS = re.compile(r"([\u4e00-\u9fff]{2,10})\s*[:：]")
_NOTE_TEXT = re.compile(r"\d[、.]|^[(（]?\d")


def read_loose_row(places: FormPlaces, row: int, after_table: bool) -> None:
    """Takes what is understood of a row that belongs to no table; the rest stays unplaced."""
    view = places.view
    items = view.starts(row)
    if len(items) == 1 and _single_line(places, items[0], after_table):
        return
    for item in items:
        if (item.top, item.left) in places.used or not item.is_words:
            continue
        _label(places, item, after_table)


def _single_line(places: FormPlaces, item: Item, after_table: bool) -> bool:
    """A row of one cell: title, year line, unit line, note."""
    text = plain_text(item.text)
    if not item.is_words and not YEAR_LINE.match(text):  # a number may show as （2023年度）
        return False
    label = item.label
    if YEAR_LINE.match(text) and places.year_line is None:
        places.year_line = item
    elif label.core == "单位" and label.unit:
        places.unit_line = item
    elif _is_title(text, label.core) and places.title is None and not places.indicators:
        places.title = item
    elif after_table and (FOOTNOTE.match(text) or SIGNATURE.search(text)) and not concept_of(TEXTS, label.core):
        pass
    else:
        return False
    places.use(item)
    return True


def _is_title(text: str, core: str) -> bool:
    return len(text) < 60 and bool(TITLE.fullmatch(text)) and concept_of(HEAD, core) is None and ":" not in text


def _label(places: FormPlaces, item: Item, after_table: bool) -> None:
    """Reads one cell as a label with its value, if it is one."""
    view, label = places.view, item.label
    core = label.core
    text = plain_text(item.text)
    if _unit_or_year(places, item, text) or _inline(places, item, text):
        return
    goal = concept_of(GOALS, core)
    if goal:
        _goal(places, item, goal)
        return
    head = concept_of(HEAD, core)
    if head and (head != "project" or core not in ("项目", "名称") or view.right_of(item)):
        _pair(places, item, head)
        return
    if _money_pair(places, item, core):
        return
    narrative = concept_of(TEXTS, core)
    if narrative and len(core) <= 24:
        value = _beside(view, item) or _below(view, item)
        if value is not None:
            places.use(item)
            places.use(value)
            places.texts.append(Pair(narrative, item, value, (value.top, value.left)))
        else:
            places.use(item)
            places.texts.append(Pair(narrative, item, None, (item.top, item.right + 1)))
        return
    if places.title is None and not places.indicators and _is_title(text, core):
        places.title = item
        places.use(item)
    elif after_table and (SIGNATURE.search(text) or FOOTNOTE.match(text)):
        places.use(item)
    elif SIGNATURE.search(text) and len(text) < 60 and (text.endswith(":") or SIGNATURE.match(text)):
        places.use(item)


def _unit_or_year(places: FormPlaces, item: Item, text: str) -> bool:
    if item.label.core == "单位" and item.label.unit:
        places.unit_line = item
    elif YEAR_LINE.match(text) and places.year_line is None:
        places.year_line = item
    else:
        return False
    places.use(item)
    return True


def is_label(item: Item) -> bool:
    """True where a cell is one of the labels that may stand beside another label (so it is not that one's value)."""
    if not item.is_words:
        return False
    core = item.label.core
    if not core or len(core) > 16 or is_prompt(item.text):
        return False
    return (
        concept_of(HEAD, core) is not None
        or concept_of(GOALS, core) is not None
        or (concept_of(FUND_COLUMNS, core) in _MONEY)
    )


def _beside(view: View, item: Item) -> Item | None:
    value = view.right_of(item)
    return value if value is not None and value.top <= item.bottom and not is_label(value) else None


def _below(view: View, item: Item) -> Item | None:
    """The text under a label, within its columns."""
    for row in range(item.bottom + 1, item.bottom + 3):
        found = view.within(row, item.left, max(item.right, item.left))
        if found is not None:
            return found if found.top == row and not is_label(found) and found.left >= item.left else None
        if view.starts(row):
            return None
    return None


def _pair(places: FormPlaces, item: Item, concept: str) -> None:
    view = places.view
    value = _beside(view, item)
    place = (item.top, item.right + 1)
    following = view.right_of(item)
    if value is None and following is not None and following.left == item.right + 1 and is_label(following):
        below = _below(view, item)  # labels side by side: their values stand in the row below
        if below is not None:
            value, place = below, (below.top, below.left)
    if (
        concept == "grade"
        and value is not None
        and not GRADE.fullmatch(plain_text(value.text))
        and len(value.text) > 30
    ):
        value = None
    places.use(item)
    if value is not None:
        places.use(value)
        place = (value.top, value.left)
    places.pairs.append(Pair(concept, item, value, place))


def _money_pair(places: FormPlaces, item: Item, core: str) -> bool:
    """全年预算数 | 120 | 全年执行数 | 120: money written as labels with their value at the right."""
    concept = concept_of(FUND_COLUMNS, core)
    if concept not in _MONEY and not (concept in ("weight", "self_score") and places.money_pairs):
        if concept_of(SOURCES, core) == "total" and "资金" in core or core in ("预算总额",):
            concept = "annual_budget"
        else:
            return False
    value = places.view.right_of(item)
    if value is None or value.left != item.right + 1 or is_label(value) or value.top != item.top:
        return False
    if value.cell.kind != "number" and not re.match(r"^[\d.,]+(万|亿)?(元|%)?$", plain_text(value.text)):
        return False
    places.use(item)
    places.use(value)
    places.money_pairs.append(Pair(concept or "", item, value, (value.top, value.left)))
    return True


def _goal(places: FormPlaces, item: Item, concept: str) -> None:
    """年度总体目标: 预期目标 | 实际完成情况 side by side over their texts, or each beside its text."""
    view = places.view
    places.use(item)
    following = view.right_of(item)
    beside = following if following is not None and not is_label(following) else None
    if concept == "goal":
        if beside is not None and beside.is_words and item.top == beside.top:
            places.use(beside)
            places.pairs.append(Pair("goal_expected", item, beside, (beside.top, beside.left)))
        return
    value = beside if beside is not None and beside.top == item.top else None
    if value is None:
        value = _below(view, item)
        place = (item.bottom + 1, item.left)
    else:
        place = (value.top, value.left)
    if value is not None:
        places.use(value)
        place = (value.top, value.left)
    places.pairs.append(Pair(concept, item, value, place))


def _inline(places: FormPlaces, item: Item, text: str) -> bool:
    """Labels with their values in one cell: 项目名称：某项目　　主管部门：某局."""
    if ":" not in text or len(text) > 4 * LONGEST_LABEL:
        return False
    found = list(_INLINE_LABELS.finditer(item.text))
    if not found or plain_text(item.text[: found[0].start()]) not in ("", "(", "1.", "2.", "3."):
        return False
    taken = False
    for index, one in enumerate(found):
        concept = concept_of(HEAD, plain_text(one.group(1)))
        if concept is None:
            continue
        end = found[index + 1].start() if index + 1 < len(found) else len(item.text)
        value = item.text[one.end() : end].strip()
        if not value and len(found) == 1 and places.view.right_of(item) is not None:
            return False  # 项目名称： with its value in the next cell
        places.pairs.append(Pair(concept, item, None, (item.top, item.left), inline=value or ""))
        taken = True
    if taken:
        places.use(item)
    return taken
