"""Words of the form for a finding: what a place is called, and what stands there as a person sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from perfeval_xl.form import Approved, Evidence, Figure, Form, Fund, Indicator, Record
from perfeval_xl.form_words import EVIDENCE_WORDS, FORM_WORDS, FUND_WORDS, INDICATOR_WORDS, unnumbered
from perfeval_xl.units import plain

_LONGEST_QUOTE = 80  # characters of a cell's text quoted in a message; the finding keeps the whole
LONGEST = 24  # characters of an indicator's name in a label
MOST_CELLS = 8  # named in one finding


def label(row: Record, place: str) -> str:
    """What a place is on the form: 年度资金总额·执行率."""
    if isinstance(row, Form):
        return FORM_WORDS.get(place, place)
    if isinstance(row, Fund):
        return f"{fund_name(row)}·{FUND_WORDS.get(place, place)}"
    if isinstance(row, Evidence):
        return f"{paper_name(row)}·{EVIDENCE_WORDS.get(place, place)}"
    if place in ("level1", "level2"):
        return " ".join((getattr(row, place) or INDICATOR_WORDS[place]).split())
    return f"{name_of(row)}·{INDICATOR_WORDS.get(place, place)}"


def field_word(place: str, *, fund: bool = False) -> str:
    """The form's word for a column."""
    return (FUND_WORDS if fund else INDICATOR_WORDS).get(place, place)


def places_of(row: Fund | Indicator) -> Iterable[str]:
    """The columns that a row has on the form."""
    return FUND_WORDS if isinstance(row, Fund) else INDICATOR_WORDS


def fund_name(fund: Fund) -> str:
    """A source of money as printed, without its colon and 其中."""
    name = fund.label.strip().rstrip(":：")
    return re.sub(r"^其中\s*[:：]?\s*", "", name) or "资金"


def name_of(row: Indicator | Approved) -> str:
    """An indicator's name for a label: without 指标1：, on one line, not too long."""
    name = unnumbered(" ".join((row.name or "").split()))
    name = name or row.level2 or row.level1 or f"第 {row.row + 1} 条指标"
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def paper_name(row: Evidence) -> str:
    """A paper's name for a label: on one line, not too long."""
    name = " ".join((row.what or row.number or row.place or "").split()) or f"第 {row.row + 1} 份材料"
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def home_cell(row: Record) -> str | None:
    """The cell that stands for the whole row, where the place meant has none."""
    if isinstance(row, Form):
        own_title = row.title_cell if row.number_in_list < 2 else None  # the list's title is the first one's
        return own_title or row.first_cell or None
    if isinstance(row, Fund):
        return row.label_cell
    return row.what_cell or row.subject_cell if isinstance(row, Evidence) else row.name_cell


def said(row: Record, place: str) -> str | None:
    """What stands in a field, as a person sees it; None when it is blank."""
    value = getattr(row, place, None)
    if isinstance(value, Figure):
        return value.said.text or None
    return None if value is None else spoken(value)


def spoken(value: object) -> str:
    """A value inside a sentence."""
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)


def on_one_line(text: str) -> str:
    """Line breaks of a cell as spaces; all else as it is."""
    first, *rest = re.split("[\r\n]", text)
    if not rest:
        return text
    between = (one.strip() for one in rest[:-1])
    return " ".join([first.rstrip(), *(one for one in between if one), rest[-1].lstrip()])


def quoted(value: object) -> str:
    """What stands in a cell, short enough and on one line, for quoting it in a sentence."""
    said = " ".join(spoken(value).split())
    return said if len(said) <= _LONGEST_QUOTE else said[: _LONGEST_QUOTE - 1] + "…"


def where(cells: Sequence[str]) -> str:
    """Some cells in one line: E12、E13 等."""
    shown = "、".join(cells[:MOST_CELLS])
    return shown if len(cells) <= MOST_CELLS else f"{shown} 等"
