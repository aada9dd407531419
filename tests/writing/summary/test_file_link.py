"""Addresses of files.

1. What a name may hold comes back from its address, and nothing of it ends the path or begins a scheme.
2. The bytes of a name that is no UTF-8 are written one by one.
3. A cell of a sheet is named with the sheet in quotes.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.writing.summary.kit.file_link import FileLink, address_of, escaped, place_in


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=40))
def test_1_names(name: str) -> None:
    address = escaped(name)
    assert unquote(address) == name
    parts = urlsplit(address)
    assert (parts.scheme, parts.query, parts.fragment) == ("", "", "")
    assert FileLink(address, "", "x")._target() == address


def test_2_other_encodings() -> None:
    name = "自评表.xlsx".encode("gbk").decode("utf-8", "surrogateescape")
    assert unquote_to_bytes(escaped(name)) == "自评表.xlsx".encode("gbk")
    escaped("\ud83d").encode("utf-8")


@pytest.mark.parametrize(
    ("sheet", "cell", "place"),
    [(None, "A1", ""), ("自评表", None, "'自评表'!A1"), ("甲's 表", "G12", "'甲''s 表'!G12")],
)
def test_3_places(sheet: str | None, cell: str | None, place: str) -> None:
    assert place_in(sheet, cell) == place


def test_1_relative(tmp_path: Path) -> None:
    assert address_of(tmp_path / "自评材料" / "a b.xlsx", tmp_path) == "自评材料/a%20b.xlsx"
    assert address_of(tmp_path / "甲.xlsx", tmp_path / "出") == "../甲.xlsx"
