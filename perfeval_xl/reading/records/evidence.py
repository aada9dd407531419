"""The sheet 佐证材料: which papers a unit names for its results, a row each below a heading of their columns."""

from __future__ import annotations

import re
from datetime import date

from perfeval_xl.form import Evidence
from perfeval_xl.form_words import is_nothing
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.synonyms import EVIDENCE
from perfeval_xl.reading.layout.table_words import is_prompt
from perfeval_xl.reading.layout.view import Item, View
from perfeval_xl.reading.meaning.dates import read_date

_BETWEEN = re.compile(r"[、；;\n]+")
_TELLING = frozenset(("number", "issued", "place"))  # with the papers' names, at least one makes the heading
_LONGEST_GAP = 30  # blank rows between two papers
_FIELDS = ("subject", "what", "number", "issued", "place", "note")


def evidence_of(view: View, year: int | None) -> list[Evidence] | None:
    """The papers of a sheet (form_id still blank), in order; None where it is no list of papers.

    `year`: the form's, for dates that have none.
    """
    head = next((row for row in view.rows if _columns_of(view, row)), None)
    if head is None:
        return None
    columns = _columns_of(view, head)
    papers: list[Evidence] = []
    last = head
    for row in view.between(head + 1, view.last_row):
        if row > last + _LONGEST_GAP:
            break
        paper = _paper(view, row, columns, len(papers), year)
        if paper is not None:
            papers.append(paper)
            last = row
    return papers


def subjects_of(paper: Evidence) -> list[str]:
    """The indicators that a paper is named for, each as written."""
    return [one.strip() for one in _BETWEEN.split(paper.subject or "") if one.strip()]


def _columns_of(view: View, row: int) -> dict[str, Item]:
    """The heading of each column, where a row is the heading of a list of papers; {} where it is none."""
    found: dict[str, Item] = {}
    for item in view.starts(row):
        concept = concept_of(EVIDENCE, item.label.core) if item.is_words else None
        if concept is not None:
            found.setdefault(concept, item)
    is_heading = "what" in found and "subject" in found and _TELLING & found.keys()
    return found if is_heading else {}


def _paper(view: View, row: int, columns: dict[str, Item], number: int, year: int | None) -> Evidence | None:
    """The paper of one row; an indicator merged over several rows is that of each."""
    paper = Evidence("", number, view.grid.name)
    own = False
    for name in _FIELDS:
        head = columns.get(name)
        if head is None:
            continue
        item = view.within(row, head.left, head.right)
        setattr(paper, f"{name}_cell", item.address if item else view.address(row, head.left))
        if item is None or is_nothing(item.text) or is_prompt(item.text):
            continue
        setattr(paper, name, item.text.strip())
        own = own or (item.top == row and (name != "subject" or item.bottom == row))
        if name == "issued":
            paper.day = _day(item, year)
    return paper if own else None


def _day(item: Item, year: int | None) -> date | None:
    if item.cell.day is not None:
        return item.cell.day
    read = read_date(plain_text(item.text), year)
    return None if read is None or read.year_assumed else read.last
