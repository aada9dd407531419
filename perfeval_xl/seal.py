"""The check code of scored forms, and what differs between two states of a form, value by value.

The code is over values, not over bytes: saving the workbook again in Excel, WPS or LibreOffice does not change it,
changing one digit does; a scored copy, the copy sent up and the table made public have the same one. It says that the
figures are the same, not who scored them: anyone with this program can compute it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple, TypeVar

from perfeval_xl.form import Approved, Figure, Form, Fund, Indicator, cell_of
from perfeval_xl.form_words import FORM_WORDS, FUND_WORDS, INDICATOR_WORDS, bare_name, visible
from perfeval_xl.result import FormResult
from perfeval_xl.rules.model import RuleSet
from perfeval_xl.standing import Filling, fillings_of
from perfeval_xl.units import plain

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another, aloud or in print
_LENGTH = 10
_PLACES = 6  # decimals that count; a double has no more that mean anything in 万元 or 分

# The fields that count, with what the form calls them.
_OF_FORM = {name: words for name, words in FORM_WORDS.items() if name not in ("title", "amount_unit", "declared_rules")}
_OF_FUND = {name: words for name, words in FUND_WORDS.items() if name not in ("label", "arrived")}
_OF_ROW = {name: words for name, words in INDICATOR_WORDS.items() if name != "review_score"}
_WHOLE = "自评表"


class Value(NamedTuple):
    """One value of a form: of which row (its name, numbered where names repeat), which field, where, and what."""

    row: str
    field: str  # in the form's words
    cell: str | None
    text: str  # "" for a blank
    of_row: bool = False  # of an indicator's row, which may have moved


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not what it was. `cell`: where it stands now; `cell_before`: where it stood."""

    row: str
    field: str
    cell: str | None
    cell_before: str | None
    before: str
    after: str

    @property
    def place(self) -> str:
        """H12; where it stood, if it stands nowhere now."""
        return self.cell or self.cell_before or ""

    @property
    def label(self) -> str:
        """专业小组·得分."""
        return self.field if self.row == _WHOLE else f"{self.row}·{self.field}"


# ------------------------------------------------------------------------------------------------------- the code


def code_of(forms: Iterable[tuple[FormResult, RuleSet]]) -> str:
    """The code of forms, in their order, each with the rules it was scored by: 7K3M-9QFX-2T."""
    return code_over((rules.digest, values_of(form, fillings_of(form, rules))) for form, rules in forms)


def code_over(forms: Iterable[tuple[str, Iterable[Value]]]) -> str:
    """The same of forms whose values are known already, each with the digest of its rules."""
    lines: list[str] = []
    for digest, values in forms:
        lines.append(digest)
        lines += (f"{one.row}\t{one.field}\t{one.text}" for one in values)
    return code_of_lines(lines)


def code_of_lines(lines: Iterable[str]) -> str:
    """The code of any values, a line each, in their order."""
    number = int.from_bytes(sha256("\n".join(lines).encode("utf-8", "replace")).digest(), "big")
    signs = ""
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_SIGNS))
        signs += _SIGNS[place]
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def values_of(form: FormResult, fillings: Iterable[Filling]) -> list[Value]:
    """Every value that the scores rest on, in the form's order, as it stands once blanks are filled: a copy in which
    they were filled has the values of the form that it was made of."""
    filled = {one.cell: one.value for one in fillings if one.value is not None}
    found = list(_values(_WHOLE, form.form, _OF_FORM, filled))
    for name, fund in _named(form.funds, [one.label for one in form.funds]):
        found += _values(name, fund, _OF_FUND, filled)
    names = [row.name or f"{bare_name(row.level2) or bare_name(row.level1)}（无名称）" for row in form.indicators]
    for name, row in _named(form.indicators, names):
        found += _values(name, row, _OF_ROW, filled)
    return found


_Row = TypeVar("_Row")


def _named(rows: Sequence[_Row], names: Sequence[str]) -> Iterator[tuple[str, _Row]]:
    """Each row with its name, a repeated one numbered."""
    seen: dict[str, int] = {}
    for row, name in zip(rows, names, strict=True):
        bare = "".join(visible(name).split())
        seen[bare] = seen.get(bare, 0) + 1
        yield bare if seen[bare] == 1 else f"{bare}（{seen[bare]}）", row


def _values(
    name: str, row: Form | Fund | Indicator | Approved, fields: Mapping[str, str], filled: Mapping[str, Decimal | str]
) -> Iterator[Value]:
    of_row = isinstance(row, Indicator)
    for field, words in fields.items():
        cell = cell_of(row, field)
        text = _said(getattr(row, field)) or (_said(filled.get(cell)) if cell is not None else "")
        yield Value(name, words, cell, text, of_row)


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Figure):
        return _said(value.value) if value.value is not None else _said(value.said.text)
    if isinstance(value, Decimal):
        return plain(round(value, _PLACES))
    return "".join(visible(str(value)).split())


# ------------------------------------------------------------------------------------------------- kept in a record


def written(values: Iterable[Value]) -> str:
    """The values as text to be kept; `read` gives them back."""
    return json.dumps(
        [[one.row, one.field, one.cell, one.text, one.of_row] for one in values if one.text], ensure_ascii=False
    )


def read(text: str) -> list[Value]:
    """What `written` wrote; ValueError for anything else."""
    lines = json.loads(text)
    if not isinstance(lines, list) or not all(isinstance(one, list) and len(one) == 5 for one in lines):
        raise ValueError("no values")
    return [Value(str(row), str(field), cell, str(said), bool(of_row)) for row, field, cell, said, of_row in lines]


# -------------------------------------------------------------------------------------------------- what differs


def differences(before: Sequence[Value], after: Sequence[Value]) -> list[Difference]:
    """What is not what it was, in the order of the later state; rows are followed by their names, wherever they stand.

    A row under another name is the same row where all else in it is: then its name has changed.
    """
    renamed = _renamed(before, after)
    then = {(renamed.get(one.row, one.row), one.field): one for one in before}
    now = {(one.row, one.field): one for one in after}
    found: list[Difference] = []
    for place in dict.fromkeys([*now, *then]):
        old, new = then.get(place), now.get(place)
        was, said = (one.text if one is not None else "" for one in (old, new))
        if was != said:
            cell, before_cell = (one.cell if one is not None else None for one in (new, old))
            found.append(Difference(*place, cell, before_cell, was, said))
    return found


def _renamed(before: Sequence[Value], after: Sequence[Value]) -> dict[str, str]:
    """Old name -> new name of the indicators' rows that have another name and the same target, result and points."""
    old, new = (_rows(one) for one in (before, after))
    gone = {name: fields for name, fields in old.items() if name not in new}
    come = {name: fields for name, fields in new.items() if name not in old}
    found: dict[str, str] = {}
    for name, fields in gone.items():
        same = [other for other, theirs in come.items() if theirs == fields]
        if len(same) == 1:
            found[name] = same[0]
            del come[same[0]]
    return found


def _rows(values: Sequence[Value]) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for one in values:
        if one.of_row and one.field != _OF_ROW["name"] and one.text:
            rows.setdefault(one.row, {})[one.field] = one.text
    return rows
