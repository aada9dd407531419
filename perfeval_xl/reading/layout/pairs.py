"""Rows outside the two tables: title, year line, labels with their values beside or below them, goals, texts."""

from __future__ import annotations

import re
from itertools import pairwise

from perfeval_xl.form_words import is_day, is_grade, year_line_in
from perfeval_xl.reading.layout.concepts import concept_of, nearest
from perfeval_xl.reading.layout.headings import is_fund_heading, is_indicator_heading
from perfeval_xl.reading.layout.labels import LONGEST_LABEL, label, money_unit, plain_text
from perfeval_xl.reading.layout.places import FormPlaces, Pair
from perfeval_xl.reading.layout.signatures import INLINE_LABELS, is_foot, is_remark, is_signature
from perfeval_xl.reading.layout.synonyms import FUND_COLUMNS, GOALS, HEAD, INDICATOR_COLUMNS, SOURCES, TEXTS
from perfeval_xl.reading.layout.table_words import BLOCK_LABEL, TITLE, is_prompt
from perfeval_xl.reading.layout.view import Item, View

_MONEY = frozenset(("initial_budget", "annual_budget", "executed", "rate"))
_ANNEX = re.compile(r"^附[件表录]?[\d一二三四五六七八九十]*(?:-\d+)?[:.、]")
_SHARE_OF_MONEY = re.compile(
    r"按[\u4e00-\u9fff]{2,8}(?:分|划分|分类):?"
    r"|(?:其中:)?[\u4e00-\u9fff]{0,10}(?:支出|收入|拨款|资金|经费|预算|基金)[\u4e00-\u9fff]{0,6}:[\d.,/-]{0,20}(?:万?元)?"
)
_TEXT_INLINE = re.compile(r"\s{0,4}([^:：\n]{2,14})[:：](?=\s{0,4}\S)(.+)", re.DOTALL)
_LONGEST_GOAL_LABEL = 10  # characters
_NOTE_TEXT = re.compile(r"\d[、.]|^[(（]?\d")


def read_loose_row(places: FormPlaces, row: int, after_table: bool) -> None:
    """Takes what is understood of a row that belongs to no table; the rest stays unplaced."""
    view = places.view
    items = view.starts(row)
    if len(items) == 1 and _single_line(places, items[0], after_table):
        return
    if _headings_of_texts(places, row, items):
        return
    for item in items:
        if (item.top, item.left) in places.used or not item.is_words:
            continue
        _label(places, item, after_table)
    if after_table and (is_foot(items) or is_remark(items[0])):
        for item in items:
            if is_remark(items[0]) and (item.top, item.left) not in places.used:
                _remark(places, item)
            places.use(item)


def says_year(item: Item) -> bool:
    """（2023年度）, 二○二三年度, or the bare number 2023 (also one that only shows as （2023年度）)."""
    if year_line_in(item.text):
        return True
    text = plain_text(item.text)
    return item.cell.kind == "number" and text.isdigit() and 1990 <= int(text) < 2100


def _single_line(places: FormPlaces, item: Item, after_table: bool) -> bool:
    """A row of one cell: title, year line, unit line, note."""
    text = plain_text(item.text)
    core = item.label.core
    is_year = says_year(item) or _is_day_below_title(places, item)
    if not (item.is_words or is_year or (after_table and is_signature(item))):
        return False
    if is_year and places.year_line is None and (item.is_words or not places.indicators):
        places.year_line = item
    elif _says_unit(item):
        places.unit_line = item
    elif _is_title(text, core) and places.title is None and not places.indicators:
        places.title = item
    elif after_table and (is_remark(item) or is_signature(item)) and not concept_of(TEXTS, core):
        if is_remark(item):
            _remark(places, item)
    else:
        return False
    places.use(item)
    return True


def _says_unit(item: Item) -> bool:
    """单位：元, or （元） alone."""
    return item.label.unit is not None and item.label.core in ("单位", "")


def _is_day_below_title(places: FormPlaces, item: Item) -> bool:
    """2023/12/31 where （2023年度） should stand."""
    title = places.title
    return title is not None and item.top == title.bottom + 1 and not places.funds and is_day(item.text)


def _is_title(text: str, core: str) -> bool:
    text = _ANNEX.sub("", text)
    return len(text) < 60 and bool(TITLE.fullmatch(text)) and concept_of(HEAD, core) is None and ":" not in text


def _label(places: FormPlaces, item: Item, after_table: bool) -> None:
    """Reads one cell as a label with its value, if it is one."""
    view = places.view
    core = item.label.core
    text = plain_text(item.text)
    if _unit_or_year(places, item) or _inline(places, item, text) or _inline_text(places, item):
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
        _narrative(places, item, narrative)
        return
    if places.title is None and not places.indicators and _is_title(text, core):
        places.title = item
        places.use(item)
    elif (
        BLOCK_LABEL.fullmatch(core)
        or _is_share_of_money(item)
        or is_signature(item)
        or (after_table and is_remark(item))
        or _nearly(places, item)
    ):
        if after_table and is_remark(item):
            _remark(places, item)
        places.use(item)


def _is_share_of_money(item: Item) -> bool:
    """按支出性质分：, 其中：基本支出：60: how a department's money is made up, told in single cells."""
    return len(item.text) < LONGEST_LABEL and _SHARE_OF_MONEY.fullmatch(plain_text(item.text)) is not None


def _nearly(places: FormPlaces, item: Item) -> bool:
    """A label of the head with a slip in it (主官部门): read as the one it nearly is, and said to be."""
    near = nearest(HEAD, item.label.core) if 4 <= len(item.label.core) <= 12 else None
    if near is None or any(pair.concept == near[0] and pair.value for pair in places.pairs):
        return False
    if _beside(places.view, item) is None:
        return False
    places.near.append((item, near[1]))
    _pair(places, item, near[0])
    return True


def _narrative(places: FormPlaces, item: Item, concept: str) -> None:
    """A label with its text beside it (and more texts further right), or below it where nothing stands beside."""
    view = places.view
    places.use(item)
    following = view.right_of(item)
    found = 0
    while (
        following is not None
        and following.top <= item.bottom
        and not (is_label(following) or _is_text_label(following))
    ):
        places.use(following)
        places.texts.append(Pair(concept, item, following, (following.top, following.left)))
        _inline(places, following, plain_text(following.text), only=("total", "grade"))
        found += 1
        following = view.right_of(following)
    if found or item.bottom > item.top:
        return
    below = _below(view, item)
    if below is not None and not _is_text_label(below):
        places.use(below)
        places.texts.append(Pair(concept, item, below, (below.top, below.left)))


def _remark(places: FormPlaces, item: Item) -> None:
    """备注：结余系招标节约: what is said below the table, as a text."""
    places.texts.append(Pair("remark", item, None, (item.top, item.left), inline=item.text.strip()))


def _inline_text(places: FormPlaces, item: Item) -> bool:
    """存在问题：第四季度经费未支付: a text that shares its cell with its label."""
    found = _TEXT_INLINE.match(item.text)
    concept = concept_of(TEXTS, label(found[1]).core) if found is not None else None
    if found is None or concept is None:
        return False
    places.use(item)
    places.texts.append(Pair(concept, item, None, (item.top, item.left), found[2].strip(), found[1].strip()))
    return True


def _is_text_label(item: Item) -> bool:
    core = item.label.core
    return item.is_words and 0 < len(core) <= 14 and concept_of(TEXTS, core) is not None


def _headings_of_texts(places: FormPlaces, row: int, items: list[Item]) -> bool:
    """情况说明 | 存在问题和改进措施 over rows that each begin with a label of their own: headings, no fields."""
    view = places.view
    columns = [item for item in items if item.bottom == item.top]
    if len(columns) < 2 or not all(_is_text_label(item) for item in columns):
        return False
    below = view.starts(row + 1)
    if len(below) < 2 or not _is_text_label(below[0]) or below[0].left >= columns[0].left:
        return False
    for item in items:
        places.use(item)
    return True


def _unit_or_year(places: FormPlaces, item: Item) -> bool:
    beside = places.view.right_of(item)
    says_unit = item.label.core == "单位" or concept_of(HEAD, item.label.core) == "amount_unit"
    if says_unit and beside is not None and money_unit(beside.text):
        places.unit_line = beside  # 金额单位 | 元
        places.use(beside)
    elif _says_unit(item):
        places.unit_line = item
    elif year_line_in(item.text) and places.year_line is None:
        places.year_line = item
    else:
        return False
    places.use(item)
    return True


def is_label(item: Item, of_goals: bool = True) -> bool:
    """True where a cell is one of the labels that may stand beside another label (so it is not that one's value)."""
    if not item.is_words:
        return False
    core = item.label.core
    if not core or len(core) > 16 or is_prompt(item.text):
        return False
    return (
        concept_of(HEAD, core) is not None
        or (of_goals and concept_of(GOALS, core) is not None)
        or concept_of(FUND_COLUMNS, core) in _MONEY
        or concept_of(INDICATOR_COLUMNS, core) in ("weight", "self_score")
    )


def _beside(view: View, item: Item) -> Item | None:
    value = view.right_of(item)
    if value is None or value.top > item.bottom or is_label(value) or _is_labelled(value):
        return None
    return value


def _is_labelled(item: Item) -> bool:
    """主管部门：某局 beside 实施单位：, which was left blank: a label with a value of its own."""
    found = INLINE_LABELS.match(item.text.lstrip()) if item.is_words else None
    return found is not None and concept_of(HEAD, plain_text(found[1])) not in (None, "known")


def _below(view: View, item: Item, of_goals: bool = True) -> Item | None:
    """The text under a label, within its columns."""
    for row in range(item.bottom + 1, item.bottom + 3):
        found = view.within(row, item.left, max(item.right, item.left))
        if found is not None:
            heading = is_indicator_heading(view, row) or is_fund_heading(view, row)
            inline = found.is_words and _inline_goal(plain_text(found.text))
            fits = found.top == row and found.left >= item.left and not heading and not inline
            return found if fits and not is_label(found, of_goals) else None
        if view.starts(row):
            return None
    return None


def _pair(places: FormPlaces, item: Item, concept: str) -> None:
    view = places.view
    value = _beside(view, item)
    place = item.beside
    if value is None and _only_labels(view, item):
        below = _below(view, item)  # labels side by side: their values stand in the row below
        if below is not None:
            value, place = below, (below.top, below.left)
    if (
        concept == "grade"
        and value is not None
        and value.cell.kind == "text"  # not a formula without its result
        and not is_grade(value.text)
        and len(value.text) > 30
    ):
        value = None
    places.use(item)
    if value is not None:
        places.use(value)
        place = (value.top, value.left)
    places.pairs.append(Pair(concept, item, value, place))
    if concept == "total" and value is not None:
        _grade_behind(places, item, value)


def _grade_behind(places: FormPlaces, item: Item, total: Item) -> None:
    """自评总分 | 96 | 优: the grade word beside the total, without a label of its own."""
    beside = places.view.right_of(total)
    if beside is not None and beside.top == total.top and beside.is_words and is_grade(beside.text):
        places.use(beside)
        places.pairs.append(Pair("grade", item, beside, (beside.top, beside.left)))


def _only_labels(view: View, item: Item) -> bool:
    """True in a row of nothing but labels side by side, without room for values between them."""
    items = view.starts(item.top)
    together = all(right.left == left.right + 1 for left, right in pairwise(items))
    return len(items) > 1 and together and all(is_label(one) for one in items)


def _money_pair(places: FormPlaces, item: Item, core: str) -> bool:
    """全年预算数 | 120 | 全年执行数 | 120: money written as labels with their value at the right."""
    concept = concept_of(FUND_COLUMNS, core)
    if concept not in _MONEY and not (concept in ("weight", "self_score") and places.money_pairs):
        if (concept_of(SOURCES, core) == "total" and "资金" in core) or core in ("预算总额",):
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
    answers = following is not None and _answers(view, item, following)
    named = None if answers or following is None or not is_label(following) else concept_of(GOALS, following.label.core)
    if following is not None and not is_label(following) and _heads_a_goal(view, item, following):
        places.pairs.append(Pair("goal_expected", following, *_text_of_goal(places, following)))
        following = None
    beside = following if following is not None and (answers or not is_label(following)) else None
    if named and item.bottom > item.top:
        return  # a label of the whole block: 总体目标完成情况, with 总体目标 | 全年实际完成情况 beside it
    if concept == "goal" and (named == "goal_actual" or _stands_among_goals(view, item)):
        concept = "goal_expected"
    if beside is not None and _is_text_label(beside) and item.bottom > item.top:
        return
    if concept == "goal":
        if beside is not None and beside.is_words and item.top == beside.top:
            places.use(beside)
            places.pairs.append(Pair("goal_expected", item, beside, (beside.top, beside.left)))
        return
    value = beside if beside is not None and beside.top == item.top else None
    if value is None:
        value = _below(view, item, of_goals=concept_of(GOALS, item.label.core) == "goal")
        if value is not None and _is_text_label(value) and not _is_inside(view, item, value):
            value = None
    is_below = view.within(item.bottom + 1, item.left, item.right) is None  # else something else stands there
    place = (item.bottom + 1, item.left) if is_below else item.beside
    if value is not None:
        places.use(value)
        place = (value.top, value.left)
    more = _rest_of_goal(places, item, value) if value is not None and value.top > item.bottom else None
    places.pairs.append(Pair(concept, item, value, place, more))


def _heads_a_goal(view: View, item: Item, beside: Item) -> bool:
    """期初目标 | 期中调整 | 期末完成情况 over their texts: between two labels of goals stands a third."""
    last = view.right_of(beside)
    return (
        last is not None
        and beside.is_words
        and len(beside.label.core) <= _LONGEST_GOAL_LABEL
        and concept_of(GOALS, last.label.core) == "goal_actual"
        and item.top == beside.top == last.top
        and item.bottom == beside.bottom == last.bottom
        and all(_below(view, one, of_goals=False) is not None for one in (beside, last))
    )


def _text_of_goal(places: FormPlaces, item: Item) -> tuple[Item | None, tuple[int, int]]:
    """The text under a heading of goals, taken; and its place."""
    value = _below(places.view, item, of_goals=False)
    for one in (item, value):
        if one is not None:
            places.use(one)
    return value, (value.top, value.left) if value is not None else (item.bottom + 1, item.left)


def _answers(view: View, item: Item, beside: Item) -> bool:
    """实际完成情况 | 完成目标: a goal's text that reads like a label, since the label it would be stands by it."""
    if concept_of(GOALS, beside.label.core) != "goal_actual":
        return False
    around = (item, view.right_of(beside), view.at(item.bottom + 1, item.left))
    return any(one is not None and concept_of(GOALS, one.label.core) == "goal_actual" for one in around)


def _is_inside(view: View, item: Item, below: Item) -> bool:
    """True where a label of the whole block (年度总体目标) reaches down from a heading's row to what is below it."""
    return any(one.right < item.left and one.bottom >= below.top for one in view.showing(item.top))


def _stands_among_goals(view: View, item: Item) -> bool:
    """年初绩效目标 | 全年（调整）绩效目标 | 实际完成情况: a column of its own between a goal and its result."""
    goals = [one for one in view.starts(item.top) if concept_of(GOALS, one.label.core)]
    return len(goals) >= 3 and item not in (goals[0], goals[-1]) and item.bottom == goals[-1].bottom


def _rest_of_goal(places: FormPlaces, item: Item, value: Item) -> str | None:
    """Goals in several rows beside one block label: their texts together; None where there is one row only."""
    view = places.view
    last = max((one.bottom for one in view.showing(item.top) if one.right < item.left), default=item.bottom)
    first = min(
        one.left for one in view.starts(item.top) if concept_of(GOALS, one.label.core) and one.bottom == item.bottom
    )
    texts = [value.text.strip()]
    for row in range(value.bottom + 1, last + 1):
        found = view.within(row, item.left, item.right)
        if any(one.left < first for one in view.starts(row)):
            break  # a label of something else
        if found is not None and found.top == row and found.is_words and not is_label(found, of_goals=False):
            texts.append(found.text.strip())
            places.use(found)
    return "\n".join(texts) if len(texts) > 1 else None


def _inline_goal(text: str) -> str | None:
    """The concept of a goal's label that shares its cell with the text (预期目标：建成); 目标1： numbers a text."""
    before, colon, after = text.partition(":")
    core = label(before).core if colon and after else ""
    return concept_of(GOALS, core) if core and not core.startswith("目标") else None


def _inline(places: FormPlaces, item: Item, text: str, only: tuple[str, ...] = ()) -> bool:
    """Labels with their values in one cell: 项目名称：某项目　　主管部门：某局."""
    if ":" not in text or len(text) > 4 * LONGEST_LABEL:
        return False
    goal = _inline_goal(text) if not only else None
    if goal:
        value = re.split("[:：]", item.text, maxsplit=1)[1].strip()
        concept = "goal_actual" if goal == "goal_actual" else "goal_expected"
        places.pairs.append(Pair(concept, item, None, (item.top, item.left), inline=value))
        places.use(item)
        return True
    found = list(INLINE_LABELS.finditer(item.text))
    if not found or plain_text(item.text[: found[0].start()]) not in ("", "(", "1.", "2.", "3."):
        return False
    taken = False
    for index, one in enumerate(found):
        concept = concept_of(HEAD, plain_text(one.group(1)))
        if concept is None or (only and concept not in only):
            continue
        end = found[index + 1].start() if index + 1 < len(found) else len(item.text)
        value = item.text[one.end() : end].strip()
        beside = places.view.right_of(item)
        if not value and len(found) == 1 and beside is not None and not _is_labelled(beside):
            return False  # 项目名称： with its value in the next cell
        places.pairs.append(Pair(concept, item, None, (item.top, item.left), value or "", one.group(1)))
        taken = True
    if taken:
        places.use(item)
    return taken
