"""The seventeen published tables are read as they were transcribed.

1. Every funds row, indicator row, total, grade and field of the head, all fields: 100%.
2. What the workbook gives as a number is a number: amounts in 万元, rates as ratios, points.
3. Template leftovers are noted, and are no indicators.
4. Nothing that stands in these tables is left unplaced.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.result import FormResult
from perfeval_xl.xlsx.package import Package
from tests.reading.meaning.compare import NAMES, TABLES, differences, transcription


@cache
def read(name: str) -> FormResult:
    path = TABLES / f"{name}.xlsx"
    forms = read_book(book_of(Package.open(path), path.name), path.name)
    assert len(forms) == 1
    return forms[0]


def test_there_are_seventeen() -> None:
    assert len(NAMES) == 17


@pytest.mark.parametrize("name", NAMES)
def test_all_fields_as_published(name: str) -> None:  # 1
    assert differences(name, read(name)) == []


def _decimal(text: str) -> Decimal:
    text = text.rstrip("万")
    return Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_numbers(name: str) -> None:  # 2
    table = transcription(name)
    per = Decimal(10_000) if table["money_unit"] == "元" else Decimal(1)
    for fund, row in zip(read(name).funds, table["funds"], strict=True):
        for column in ("initial_budget", "annual_budget", "executed"):
            published = row[column]
            expected = None if published in (None, "—", "-", "/") else _decimal(published) / per
            assert getattr(fund, column).value == expected, (row["label"], column)
        assert fund.rate.value == (None if row["rate"] is None else _decimal(row["rate"]))
    rows = [row for row in table["indicators"] if not row.get("leftover")]
    for indicator, row in zip(read(name).indicators, rows, strict=True):
        for ours, theirs in ((indicator.weight.value, row["weight"]), (indicator.self_score.value, row["score"])):
            assert ours == (None if theirs is None else Decimal(theirs))


@pytest.mark.parametrize("name", NAMES)
def test_leftovers_are_noted(name: str) -> None:  # 3
    leftovers = [row for row in transcription(name)["indicators"] if row.get("leftover")]
    assert sum(note.kind == "leftover" for note in read(name).notes) == len(leftovers)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_unplaced(name: str) -> None:  # 4
    assert [note for note in read(name).notes if note.kind not in ("leftover", "prompt")] == []
