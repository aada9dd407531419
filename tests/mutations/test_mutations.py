"""Single faults in the clean sample give exactly the findings that they should, and no others.

1. The clean sample itself has no finding.
2. Each of the mutations gives exactly its codes, each as often as it says.
3. There are at least sixty of them, each of its own name, and together they use most kinds of finding.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from perfeval_xl.checks import check_forms
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import Book, GridCell, book_of
from perfeval_xl.result import FormResult
from perfeval_xl.rules import ruleset
from perfeval_xl.scoring import score_form
from perfeval_xl.xlsx.package import Package
from tests.grids import grid_of
from tests.sheets import value_of

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "家庭综合服务中心运营经费_完整填报.xlsx"
FORM = "自评表"
_A1 = re.compile(r"([A-Z])(\d+)")


@dataclass(frozen=True)
class Mutation:
    name: str
    cells: dict[str, str]
    codes: dict[str, int]


@cache
def mutations() -> list[Mutation]:
    listed = tomllib.loads((Path(__file__).parent / "mutations.toml").read_text(encoding="utf-8"))["mutation"]
    return [Mutation(**one) for one in listed]


@cache
def package() -> Package:
    return Package.open(SAMPLE)


def _cell(written: str, row: int, column: int) -> GridCell | None:
    """A cell as `written` would be stored and shown (see tests/sheets.py)."""
    made = grid_of([[value_of(written)]]).cells.get((1, 1))
    if made is not None:
        made.row, made.column = row, column
    return made


def _changed(book: Book, cells: dict[str, str]) -> Book:
    grids = {grid.name: grid for grid in book.grids}
    for address, written in cells.items():
        sheet, _, cell = address.rpartition("!")
        match = _A1.fullmatch(cell)
        assert match, address
        place = (int(match[2]), ord(match[1]) - 64)
        grid = grids[sheet or FORM]
        grid.cells.pop(place, None)
        made = _cell(written, *place)
        if made is not None:
            grid.cells[place] = made
    return book


def judged(cells: dict[str, str]) -> FormResult:
    """The clean sample with other cells: read, scored under the sample's own rule-set and checked."""
    book = _changed(book_of(package(), SAMPLE.name), cells)
    forms = read_book(book, SAMPLE.name)
    assert len(forms) == 1
    rules = ruleset.load("guangzhou-baiyun-2023")
    forms[0].score = score_form(forms[0], rules)
    check_forms(forms, rules, filling=False, chosen=True)
    return forms[0]


def told(form: FormResult) -> list[str]:
    return [f"{one.code} {one.severity} {one.sheet} {one.cell} {one.message}" for one in form.findings]


def test_1_clean_sample_has_no_finding() -> None:
    assert told(judged({})) == []


@pytest.mark.parametrize("mutation", mutations(), ids=lambda one: one.name)
def test_2_one_fault_gives_exactly_its_findings(mutation: Mutation) -> None:
    form = judged(mutation.cells)
    assert dict(Counter(one.code for one in form.findings)) == mutation.codes, told(form)


def test_3_there_are_enough_of_them() -> None:
    names = [one.name for one in mutations()]
    assert len(names) == len(set(names)) >= 60
    assert len({code for one in mutations() for code in one.codes}) >= 50
