"""How a standard workbook has to look to hold given forms: which blocks, how many rows, which further columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from perfeval_xl.addresses import is_in_word
from perfeval_xl.form import NO_FIGURE
from perfeval_xl.rules.model import bare_heading
from perfeval_xl.writing.standard import layout as at
from perfeval_xl.writing.standard.layout import Block, FormLayout, Plan, standard_blocks, standard_plan

if TYPE_CHECKING:
    from perfeval_xl.form import Approved, Evidence, Fund, Indicator, Text
    from perfeval_xl.result import FormResult
    from perfeval_xl.rules.model import RuleSet

# Columns that the standard form lacks: field of form.Indicator, heading
REMARK = "备注"
EXTRAS = (("nature", "指标性质"), ("rule_text", "评分标准"), ("review_score", "复核分"))
_NAME_LIMIT = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Placed:
    """The blocks to print, and for each row of the form its place among their rows, from 0."""

    blocks: tuple[Block, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FilledPlan:
    """The plan of a workbook, and where each form's rows go."""

    plan: Plan
    indicators: tuple[Placed, ...]
    approved: Placed


def plan_for(rules: RuleSet, forms: Sequence[FormResult], note: str) -> FilledPlan:
    """The plan of a standard workbook that holds these forms."""
    base = standard_plan(rules)
    placed = tuple(place_rows(rules, form.indicators) for form in forms)
    names = sheet_names([at.FORM if is_in_word(form.form.first_cell) else form.form.sheet for form in forms])
    layouts = tuple(map(_layout, forms, placed, names))
    targets = place_rows(rules, approved_of(forms))
    texts = [text for form in forms for text in form.texts]
    plan = replace(
        base,
        forms=layouts,
        targets=targets.blocks,
        note=note,
        policies=max(base.policies, len(items(texts, "policy"))),
        experience=max(base.experience, len(items(texts, "experience"))),
        problems=max(base.problems, len(items(texts, "problems"))),
        suggestions=max(base.suggestions, len(items(texts, "suggestions"))),
        rectifications=max(base.rectifications, len(rectifications(texts))),
        papers=max(base.papers, len(papers_of(forms))),
    )
    return FilledPlan(plan, placed, targets)


def _layout(form: FormResult, placed: Placed, name: str) -> FormLayout:
    layout = FormLayout(
        placed.blocks,
        funds=fund_rows(form.funds),
        sheet=name,
        amount_unit=form.form.amount_unit,
        extras=extra_headings(form),
    )
    rows = [layout.first + place for place in placed.places]
    shared = tuple(
        (rows[index], rows[min(index + row.score_rows, len(rows)) - 1])
        for index, row in enumerate(form.indicators)
        if row.score_rows > 1
    )
    return replace(layout, shared_scores=shared)


def approved_of(forms: Iterable[FormResult]) -> list[Approved]:
    """The approved targets of all forms; what two forms share once."""
    seen: dict[tuple[object, ...], Approved] = {}
    for form in forms:
        for row in form.approved:
            seen.setdefault((row.sheet, row.name_cell, row.row, row.name), row)
    return list(seen.values())


def papers_of(forms: Iterable[FormResult]) -> list[Evidence]:
    """The papers of all forms; what several forms share once."""
    seen: dict[tuple[object, ...], Evidence] = {}
    for form in forms:
        for paper in form.evidence:
            seen.setdefault((paper.sheet, paper.what_cell, paper.subject, paper.what), paper)
    return list(seen.values())


def items(texts: Iterable[Text], key: str) -> list[str]:
    """The texts of one sort, a line each."""
    return [line.strip() for text in texts if text.key == key for line in text.text.splitlines() if line.strip()]


_RECTIFICATION = re.compile(r"(?:^|；)(问题|措施|责任岗位|时限)：")  # as reading puts the four columns into one text
_RECTIFICATION_COLUMNS = ("问题", "措施", "责任岗位", "时限")


def rectifications(texts: Iterable[Text]) -> list[tuple[str, str, str, str]]:
    """The rows of a 整改清单, in its four columns; what was no list stands in the first."""
    rows: list[tuple[str, str, str, str]] = []
    for text in texts:
        if text.key != "rectification":
            continue
        lead, *parts = _RECTIFICATION.split(text.text)
        said: dict[str, str] = {}
        for word, part in zip(parts[::2], parts[1::2], strict=True):  # a word that comes again is part of what is said
            said[word] = f"{said[word]}；{word}：{part}" if word in said else part
        if lead.strip() or not said:
            rows += [(line.strip(), "", "", "") for line in text.text.splitlines() if line.strip()]
            continue
        problem, measure, post, deadline = (said.get(word, "").strip() for word in _RECTIFICATION_COLUMNS)
        rows.append((problem, measure, post, deadline))
    return rows


def extra_headings(form: FormResult) -> tuple[str, ...]:
    """Headings of the further columns that this form needs."""
    names = [
        title for name, title in EXTRAS if any(getattr(row, name) not in (None, NO_FIGURE) for row in form.indicators)
    ]
    if any(fund.reason for fund in form.funds):
        names.append(REMARK)
    return tuple(names)


def fund_rows(funds: Sequence[Fund]) -> tuple[tuple[str, str], ...]:
    """The rows of the money block: the standard four where they can hold what was read, else the form's own."""
    standard = dict(at.STANDARD_FUNDS)
    counted = Counter(fund.source for fund in funds)
    if all(source in standard and count == 1 for source, count in counted.items()):
        labels = {fund.source: fund.label for fund in funds}
        return tuple((source, labels.get(source) or label) for source, label in at.STANDARD_FUNDS)
    rows = [(fund.source, fund.label) for fund in funds]
    if "total" not in counted:
        rows.insert(0, at.STANDARD_FUNDS[0])
    return tuple(sorted(rows, key=lambda row: row[0] != "total"))


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names for the forms' sheets: 自评表 for one form, else their own, made different from one another."""
    if len(wanted) <= 1:
        return [at.FORM for _ in wanted]
    taken = {at.NOTES, at.PROFILE, at.TARGETS, at.SUMMARY, at.EVIDENCE}
    names: list[str] = []
    for own in wanted:
        stem = _FORBIDDEN.sub("", own).strip("'")[:_NAME_LIMIT] or at.FORM
        name, number = stem, 2
        while name.lower() in taken:
            ending = f"（{number}）"
            name, number = stem[: _NAME_LIMIT - len(ending)] + ending, number + 1
        taken.add(name.lower())
        names.append(name)
    return names


# ------------------------------------------------------------------------------------------------ rows into blocks


def place_rows(rules: RuleSet, rows: Sequence[Indicator | Approved]) -> Placed:
    """Blocks for these rows: the printed ones, grown where needed, if the rows fit them; else the form's own."""
    return _into_printed(standard_blocks(rules), rows) or _own_blocks(rows)


def _into_printed(blocks: Sequence[Block], rows: Sequence[Indicator | Approved]) -> Placed | None:
    slots = [
        (index, part, (bare_heading(block.level1), bare_heading(name)))
        for index, block in enumerate(blocks)
        for part, (name, _) in enumerate(block.parts)
    ]
    own1: dict[int, str] = {}
    own2: dict[int, str] = {}
    used: list[int] = []
    for row in rows:
        wanted = (bare_heading(row.level1), bare_heading(row.level2))
        found = next((at_ for at_, slot in enumerate(slots) if slot[2] == wanted), None)
        if found is None or (used and found < used[-1]):
            return None
        headings = ((own1, slots[found][0], row.level1 or ""), (own2, found, row.level2 or ""))
        if any(kept.setdefault(index, text) != text for kept, index, text in headings):
            return None
        used.append(found)
    counts = Counter(used)
    sizes = [max(blocks[index].parts[part][1], counts[at_]) for at_, (index, part, _) in enumerate(slots)]
    grown: list[Block] = []
    for index, block in enumerate(blocks):
        parts = tuple(
            (own2.get(at_, block.parts[part][0]), sizes[at_]) for at_, (of, part, _) in enumerate(slots) if of == index
        )
        grown.append(_block(own1.get(index, block.level1), parts))
    starts = [sum(sizes[:at_]) for at_ in range(len(slots))]
    nth: Counter[int] = Counter()
    places: list[int] = []
    for found in used:
        places.append(starts[found] + nth[found])
        nth[found] += 1
    return Placed(tuple(grown), tuple(places))


def _own_blocks(rows: Sequence[Indicator | Approved]) -> Placed:
    blocks: list[Block] = []
    for level1, group in groupby(rows, key=lambda row: row.level1 or ""):
        parts = tuple(
            (level2, sum(1 for _ in members)) for level2, members in groupby(group, key=lambda row: row.level2 or "")
        )
        blocks.append(_block(level1, parts))
    return Placed(tuple(blocks), tuple(range(len(rows))))


_POINTS = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]")


def _block(level1: str, parts: tuple[tuple[str, int], ...]) -> Block:
    points = _POINTS.search(level1)
    return Block(level1, Decimal(points.group(1)) if points else None, parts)
