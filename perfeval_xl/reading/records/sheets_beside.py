"""What stands beside the forms: approved targets (绩效目标), narrative sheets, the rule-set a workbook declares."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from perfeval_xl.form import Approved, Indicator, Text
from perfeval_xl.reading.grids.spreadsheet import Grid
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.places import FormPlaces
from perfeval_xl.reading.layout.synonyms import HEAD, TEXTS
from perfeval_xl.reading.layout.table_words import is_prompt
from perfeval_xl.reading.layout.view import Item, View
from perfeval_xl.reading.records.indicators import Rows
from perfeval_xl.reading.records.remarks import Remarks

RULES_LABEL = "评分规则编号"
_RUNNING_NUMBER = ("序号", "编号")
_DOCUMENT_NUMBER = ("文号", "发文字号", "文件文号", "发文文号")
_LIST_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("问题", re.compile(r".*问题.*")),
    ("措施", re.compile(r".*(?:整改|改进)?措施.*")),
    ("责任岗位", re.compile(r".*(?:责任|负责).*")),
    ("时限", re.compile(r".*(?:时限|期限|完成时间|整改时间|日期).*")),
)


class Declared(NamedTuple):
    """The rule-set id a workbook names, and where."""

    rules: str
    sheet: str
    cell: str


def declared_rules(grids: list[Grid]) -> Declared | None:
    """评分规则编号 on 填报说明: the rule-set that the workbook was made for."""
    for grid in grids:
        for cell in grid.cells.values():
            if cell.kind != "text" or RULES_LABEL not in cell.text:
                continue
            inline = re.match(rf".*{RULES_LABEL}\s*[:：]\s*([\w.-]+)", cell.text)
            if inline:
                return Declared(inline.group(1), grid.name, cell.address)
            if plain_text(cell.text).strip(":") != RULES_LABEL:
                continue
            view = View(grid)
            item = view.at(cell.row, cell.column)
            value = view.right_of(item) if item else None
            if value is not None:
                return Declared(value.text.strip(), grid.name, value.address)
    return None


def approved_of(places: FormPlaces, form_id: str, year: int | None) -> list[Approved]:
    """The targets of a table without results or scores."""
    out: list[Approved] = []
    for block in places.indicators:
        if block.kind != "approved":
            continue
        silent = Remarks(form_id, places.view.grid.name)
        rows: list[Indicator] = Rows(places, block, form_id, year, silent, own=True).records(len(out))
        for one in rows:
            if one.target is None and one.weight.value is None and not block.columns.has("weight") and one.name is None:
                continue
            out.append(
                Approved(
                    form_id,
                    len(out),
                    places.view.grid.name,
                    one.level1,
                    one.level2,
                    one.name,
                    one.name_cell,
                    one.target,
                    one.target_cell,
                    one.target_value,
                    one.weight,
                )
            )
    return out


def narrative(view: View) -> tuple[list[Text], list[tuple[str, str]]]:
    """Texts of a sheet of labels and texts (form_id still blank), and the prompts left in it as (cell, text)."""
    grid = view.grid
    texts: list[Text] = []
    prompts: list[tuple[str, str]] = []
    if any(item.label.core == RULES_LABEL for row in view.rows for item in view.starts(row)):
        return texts, prompts  # 填报说明: what we say to the clerk, not what the unit says
    taken: set[tuple[int, int]] = set()
    skip_until = 0
    for row in view.rows:
        if row <= skip_until:
            continue
        listed = _list_at(view, row) or _documents_at(view, row)
        if listed is not None:
            entries, skip_until = listed
            texts += entries
            continue
        for item in view.starts(row):
            if (item.top, item.left) in taken or not item.is_words:
                continue
            core = item.label.core
            key = concept_of(TEXTS, core) if 0 < len(core) <= 20 else None
            if key is None:
                continue
            for value in _values_of(view, item):
                taken.add((value.top, value.left))
                if is_prompt(value.text):
                    prompts.append((value.address, value.text.strip()))
                else:
                    texts.append(Text("", key, item.text.strip(), value.text.strip(), grid.name, value.address))
    return texts, prompts


def _values_of(view: View, item: Item) -> list[Item]:
    """The texts of a label: one, or one a row beside a label that is merged over several rows."""
    if item.bottom > item.top:
        lines = [(row, view.within(row, item.right + 1, view.last_column)) for row in range(item.top, item.bottom + 1)]
        found = [one for row, one in lines if one is not None and one.top == row and not _is_label_too(view, one)]
        if found:
            return found
    value = _value_of(view, item)
    return [] if value is None else [value]


def _is_label_too(view: View, beside: Item) -> bool:
    """A cell beside a label that is itself a printed label, not what was filled in (共配备20位工作人员 is)."""
    core = beside.label.core
    if not beside.is_words or not core or len(core) > 12:
        return False
    if any(core in one.words for one in (*TEXTS.concepts, *HEAD.concepts)):
        return True
    return bool(concept_of(TEXTS, core) or concept_of(HEAD, core)) and view.right_of(beside) is not None


def _value_of(view: View, item: Item) -> Item | None:
    beside = view.right_of(item)
    if beside is not None and beside.top <= item.bottom and not _is_label_too(view, beside):
        return beside
    below = view.starts(item.bottom + 1)
    if len(view.starts(item.top)) > 1 or len(below) != 1 or not below[0].is_words:
        return None
    core = below[0].label.core
    is_another_label = concept_of(TEXTS, core) or (3 <= len(core) <= 12 and not any(one in core for one in "，。；,;"))
    return None if is_another_label or not below[0].covers(item.left) else below[0]


def _documents_at(view: View, row: int) -> tuple[list[Text], int] | None:
    """The list of policy documents: a heading of title and 文号, a row each below it."""
    heads = {item.label.core: item for item in view.starts(row)}
    number = next((item for core, item in heads.items() if core in _DOCUMENT_NUMBER), None)
    title = next(
        (item for core, item in heads.items() if item is not number and concept_of(TEXTS, core) == "policy"), None
    )
    if number is None or title is None:
        return None

    def document(line: int) -> list[Text] | None:
        named, numbered = (view.within(line, head.left, head.right) for head in (title, number))
        place = named or numbered
        if place is None:
            return None
        text = f"{named.text.strip() if named else ''}{f'（{numbered.text.strip()}）' if numbered else ''}"
        return [Text("", "policy", "政策依据", text, view.grid.name, place.address)]

    return _below(view, row, document)


def _list_at(view: View, row: int) -> tuple[list[Text], int] | None:
    """The 整改 list: a heading of problem, measure, responsible post and deadline, a row each below it."""
    heads: list[tuple[str, Item]] = []
    for item in view.starts(row):
        core = item.label.core
        word = next((word for word, pattern in _LIST_HEADINGS if pattern.fullmatch(core)), None) if core else None
        if word is None:
            if core not in _RUNNING_NUMBER:
                return None
            continue
        heads.append((word, item))
    if len({word for word, _ in heads}) < 3:
        return None

    def entry(line: int) -> list[Text] | None:
        parts = [(word, view.within(line, head.left, head.right)) for word, head in heads]
        said = [(word, item) for word, item in parts if item is not None and item.top == line]
        if not said:
            alone = view.starts(line)[0] if len(view.starts(line)) == 1 else None
            return [] if alone is not None and alone.cell.kind == "number" else None  # numbered and left empty
        text = "；".join(f"{word}：{item.text.strip()}" for word, item in said)
        return [Text("", "rectification", "整改清单", text, view.grid.name, said[0][1].address)]

    return _below(view, row, entry)


def _below(view: View, row: int, read: Callable[[int], list[Text] | None]) -> tuple[list[Text], int]:
    """The rows of a list below its heading, with at most one empty line between them, and the last of them.

    `read` gives what a row says, None where the list has ended.
    """
    out: list[Text] = []
    last = row
    for line in (one for one in view.rows if one > row):
        said = read(line) if line <= last + 2 else None
        if said is None:
            break
        out += said
        last = line
    return out, last
