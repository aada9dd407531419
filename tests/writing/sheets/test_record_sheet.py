"""The sheet 评分记录.

1. Contents in words come back as they were; words that mean nothing are nothing.
2. A whole record comes back as it was written, entries at no cell in particular, too.
3. A cell is named by a reference that spreadsheet programs keep right.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.writing.sheets.record_sheet import (
    Entry,
    Kind,
    Record,
    from_words,
    holds,
    record_design,
    record_of,
    reference,
    value_in_words,
)
from perfeval_xl.xlsx.read.sheetreader import RawCell, RawSheet

NEITHER = "\ufffe\uffff"  # no XML can hold them
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=NEITHER, include_characters="\n\t"), max_size=40
)
NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=f"[]:*?/\\{NEITHER}"), min_size=1, max_size=31
)


@given(st.one_of(st.decimals(allow_nan=False, allow_infinity=False, places=4), TEXTS))
def test_1_contents(value: Decimal | str) -> None:
    assert from_words(value_in_words(value)) == value


@given(st.text(max_size=20))
def test_1_words_that_mean_nothing(words: str) -> None:
    from_words(words)
    holds(None, words)


@given(
    st.lists(
        st.builds(
            Entry,
            st.sampled_from(Kind),
            NAMES.filter(lambda name: name.strip() == name and name.strip("'")),
            st.sampled_from(["A1", "H12", "XFD1048576", None]),
            before=TEXTS,
            after=TEXTS,
            fill=TEXTS,
            number=st.none() | st.integers(0, 999),
            code=TEXTS,
            label=TEXTS,
            message=TEXTS,
            stated=TEXTS.map(lambda text: text or None),
            expected=TEXTS.map(lambda text: text or None),
            place=TEXTS,
        ),
        max_size=5,
    )
)
def test_2_records(entries: list[Entry]) -> None:
    entries = [one if one.cell else replace(one, before="") for one in entries]  # nothing stood there before
    written = Record("perfeval-xl 1.0", "mof-2020", "0123456789ab", tuple(entries))
    sheet = RawSheet()
    for one in record_design(written, ["…"] * len(entries)).cells:
        if one.value is not None or one.formula:
            kind = "s" if isinstance(one.value, str) else "n"
            place = (one.row, one.column)
            sheet.cells[place] = RawCell(*place, kind, str(one.value), one.formula, True, 0)
    assert record_of(sheet) == written


@pytest.mark.parametrize(
    ("sheet", "cell", "formula"),
    [("自评表", "G12", "'自评表'!$G$12"), ("it's", "XFD1", "'it''s'!$XFD$1"), ("a!b", "A1", "'a!b'!$A$1")],
)
def test_3_references(sheet: str, cell: str, formula: str) -> None:
    assert reference(sheet, cell) == formula
