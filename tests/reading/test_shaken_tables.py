"""The published tables, moved, renamed within the synonyms, stretched, split and re-merged at random, read the same.

1. Each step alone, and all together, over many seeds: every field as published.
2. Nothing is unplaced by it.
"""

from __future__ import annotations

import random
from functools import cache

import pytest

from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import Book, Grid, book_of
from perfeval_xl.xlsx.package import Package
from tests.reading.meaning.compare import NAMES, TABLES, differences
from tests.reading.shaking import STEPS, shaken

SEEDS = 60


@cache
def grid(name: str) -> Grid:
    return book_of(Package.open(TABLES / f"{name}.xlsx"), name).grids[0]


def problems(name: str, changed: Grid) -> list[str]:
    forms = read_book(Book("x.xlsx", [changed]), "x.xlsx")
    if len(forms) != 1:
        return [f"{len(forms)} forms"]
    unplaced = [f"unplaced {note.cell} {note.text}" for note in forms[0].notes if note.kind == "unplaced"]
    return differences(name, forms[0]) + unplaced


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_each_step(name: str, step) -> None:  # 1, 2
    for seed in range(10):
        assert problems(name, step(grid(name), random.Random(seed))) == [], seed


@pytest.mark.parametrize("name", NAMES)
def test_all_together(name: str) -> None:  # 1, 2
    for seed in range(SEEDS):
        assert problems(name, shaken(grid(name), seed)) == [], seed
