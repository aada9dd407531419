"""Whatever stands in the cells of a form, checking it ends well.

1. Published tables with cells emptied, exchanged or overwritten at random: no check crashes, every finding is complete.
2. The same batch judged together and one by one gives the same findings.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.checks import check_forms
from perfeval_xl.problems import FileError
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import Book, Grid, book_of
from perfeval_xl.result import FormResult
from perfeval_xl.scoring import score_form
from perfeval_xl.xlsx.package import Package
from tests.checks.sampling import rules_of, told
from tests.grids import grid_of
from tests.sheets import value_of

FOLDER = Path(__file__).parents[1] / "fixtures" / "real_forms"
_WRITTEN = """
0 -1 100 1e400 99999999999999999999 0.000000001 120% -5% — / 无 同上 #REF! =A1+B1 =FOO( ≥ ≥0 ≤0% ≥10≤5 80%-90%
2023年2月30日 {2023-02-28} {TRUE} 优 达成预期指标 不适用
10分 1,200,000元 约100 一百二十万元 指标1： …… （100字以内） 其中： 总分
"""
ODD = st.sampled_from(["", "𠮷" * 40, *_WRITTEN.split()])


@cache
def grids(path: Path) -> list[Grid]:
    return book_of(Package.open(path), path.name).grids


@st.composite
def books(draw: st.DrawFn) -> Book:
    path = draw(st.sampled_from(sorted(FOLDER.glob("*.xlsx"))))
    made: list[Grid] = []
    for grid in grids(path):
        cells = dict(grid.cells)
        places = draw(st.lists(st.sampled_from(sorted(cells)), min_size=1, max_size=8, unique=True))
        for place in places:
            cells.pop(place)
            other = grid_of([[value_of(draw(ODD))]]).cells.get((1, 1))
            if other is not None:
                other.row, other.column = place
                cells[place] = other
        made.append(replace(grid, cells=cells))
    return Book(path.name, made)


def read(book: Book, first_id: str = "") -> list[FormResult]:
    try:
        return read_book(book, book.name, first_id)
    except FileError:
        return []  # no form left in it: said in a sentence


def judged(forms: list[FormResult], *, filling: bool) -> None:
    rules = rules_of("mof-2020")
    for form in forms:
        form.score = score_form(form, rules)
    check_forms(forms, rules, filling=filling)


@given(books(), st.booleans())
@settings(max_examples=150)
def test_1_nothing_crashes(book: Book, filling: bool) -> None:
    forms = read(book)
    judged(forms, filling=filling)
    for form in forms:
        assert not [line for line in told(form) if line.startswith("R199")], told(form)
        for one in form.findings:
            assert one.message.strip(), one
            assert "{" not in one.message, one
            assert one.suggestion.startswith("请"), one


@given(st.lists(books(), min_size=2, max_size=4))
@settings(max_examples=15)
def test_2_together_and_one_by_one(several: list[Book]) -> None:
    forms = [form for index, book in enumerate(several) for form in read(book, f"{index}:")]
    judged(forms, filling=False)
    together = [told(form) for form in forms]
    for form in forms:
        judged([form], filling=False)
    assert [told(form) for form in forms] == together
