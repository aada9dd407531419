"""Every target and result of the published value strings has the meaning a person gave it.

1. `value_strings_reviewed.tsv` holds each string of `fixtures/value-strings.tsv` once in each role, and no other.
   A target in three columns is written ≧|735|人次; a result beside one is read with the unit of that column.
2. Each is read as its row says: kind, operator, value, scale, unit, dimension, base, verdict, days, yes or no, remark.
3. `interval` is empty: what is typed is exact.
   Dates without a year are read in a form of 2023.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.form import Meaning, MeaningKind
from perfeval_xl.reading.meaning.values import parse_actual, parse_target
from perfeval_xl.units import plain

HERE = Path(__file__).parent
FIXTURE = HERE.parents[1] / "fixtures" / "value-strings.tsv"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


REVIEWED = _rows(HERE / "value_strings_reviewed.tsv")


def _read(row: dict[str, str]) -> Meaning:
    if row["role"] == "actual":
        return parse_actual(row["text"], unit=row["unit_column"], year=2023)
    parts = row["text"].split("|")
    if len(parts) == 3:
        return parse_target(parts[1], operator=parts[0], nature=parts[0], unit=parts[2], year=2023)
    return parse_target(row["text"], year=2023)


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _as_written(meaning: Meaning) -> dict[str, str]:
    exact = meaning.low == meaning.high or meaning.kind is MeaningKind.BETWEEN
    verdict = "" if meaning.family is None else f"{meaning.family} {meaning.tier or ''}".strip()
    return {
        "kind": str(meaning.kind),
        "operator": meaning.operator,
        "value": _number(meaning.value),
        "scale": "" if meaning.scale == 1 else plain(meaning.scale),
        "unit": meaning.unit,
        "dimension": meaning.dimension,
        "base": _number(meaning.base),
        "interval": "" if exact else f"{_number(meaning.low)}..{_number(meaning.high)}",
        "verdict": verdict,
        "days": "" if meaning.day is None else f"{meaning.day_from}..{meaning.day}",
        "yes_no": "" if meaning.yes is None else ("yes" if meaning.yes else "no"),
        "remark": meaning.remark,
    }


def test_every_published_string_is_reviewed() -> None:  # 1
    published: set[tuple[str, str, str]] = set()
    for row in _rows(FIXTURE):
        target, actual = row["target"], row["actual"] or ""
        published.add(("target", target, ""))
        published.add(("actual", actual, target.split("|")[2] if target.count("|") == 2 else ""))
    reviewed = [(row["role"], row["text"], row["unit_column"]) for row in REVIEWED]
    assert len(reviewed) == len(set(reviewed))
    assert set(reviewed) == published


@pytest.mark.parametrize("row", REVIEWED, ids=lambda row: f"{row['role']} {row['text']}")
def test_is_read_as_reviewed(row: dict[str, str]) -> None:  # 2, 3
    meaning = _read(row)
    expected = {key: row[key] or "" for key in row if key not in {"role", "text", "unit_column"}}
    assert _as_written(meaning) == expected
