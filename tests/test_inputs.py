"""Which files a command works on.

1. A file named outright is taken as it is, also one of our own outputs, also one that is not there.
2. A folder is searched, subfolders too; lock files, hidden files, settings and our own outputs are left out; files of
   other kinds are kept: each is accounted for.
3. A pattern is expanded here where the shell did not; a name with brackets that exists is a name.
   Where the shell expanded it, our outputs beside their originals are left out likewise.
4. Each file is taken once; a word that finds nothing is told.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.inputs import expand, is_own_output

NAMES = [
    "自评表.xlsx",
    "~$自评表.xlsx",
    "自评表_已评分.xlsx",
    "自评表_已评分.上次.xlsx",
    "旧表.xls",
    "带宏.xlsm",
    "说明.docx",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in [*NAMES, ".隐藏.xlsx", "perfeval-xl.toml", "Thumbs.db", "表[2023].xlsx"]:
        (tmp_path / name).touch()
    (tmp_path / "某街道").mkdir()
    (tmp_path / "某街道" / "自评表.xlsx").touch()
    return tmp_path


def names(words: list[str]) -> list[str]:
    return [one.path.name for one in expand(words).inputs]


def test_1_named_outright(folder: Path) -> None:
    assert names([str(folder / "自评表_已评分.xlsx"), str(folder / "没有.xlsx")]) == ["自评表_已评分.xlsx", "没有.xlsx"]


def test_2_folder(folder: Path) -> None:
    found = expand([str(folder)])
    assert sorted(one.path.name for one in found.inputs) == sorted(
        ["自评表.xlsx", "旧表.xls", "带宏.xlsm", "说明.docx", "表[2023].xlsx", "自评表.xlsx"]
    )
    assert found.skipped_own == 2
    assert {str(one.folder) for one in found.inputs} == {".", "某街道"}


def test_3_patterns(folder: Path) -> None:
    assert names([str(folder / "自*.xlsx")]) == ["自评表.xlsx"]
    assert names([str(folder / "表[2023].xlsx")]) == ["表[2023].xlsx"]


def test_3_a_pattern_in_a_folder_with_brackets(tmp_path: Path) -> None:
    place = tmp_path / "上报[终稿]"
    place.mkdir()
    (place / "自评表.xlsx").touch()
    assert [one.path.name for one in expand([str(place / "*.xlsx")]).inputs] == ["自评表.xlsx"]


def test_3_expanded_by_the_shell(folder: Path) -> None:
    found = expand([str(path) for path in sorted(folder.glob("自*.xlsx"))])
    assert [one.path.name for one in found.inputs] == ["自评表.xlsx"]
    assert found.skipped_own == 2


def test_4_once_and_nothing(folder: Path) -> None:
    assert len(expand([str(folder / "自评表.xlsx"), str(folder / "自*.xlsx")]).inputs) == 1
    assert expand([str(folder / "*.ods")]).empty == [str(folder / "*.ods")]


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("自评表_已评分.xlsx", True),
        ("自评表_报送.xlsx", True),
        ("自评表_已评分.上次.xlsx", True),
        ("自评表.xlsx", False),
    ],
)
def test_own_outputs_by_name(name: str, ours: bool) -> None:
    assert is_own_output(Path(name)) is ours
