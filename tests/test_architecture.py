"""The house as docs/design.md has it.

1. Imports go downwards only; rooms on one level do not import each other.
2. Heavy libraries are not loaded for --help and --version.
3. Every module says in its first line what it is.
4. xlsx stands by itself: the standard library and lxml; in it `edit` is over `read`, both over the rest.
5. One file is checked and scored without what only other work needs: the makers of workbooks, the network;
   checked without the editor, too.
6. What spans forms knows nothing of writing; pandas is loaded there alone.
7. Inside reading: a grid is seen first; where fields stand and what people write do not know each other; records stand
   above both.
8. docs/design.md names every folder, and every file it speaks of is there.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl import resources

ROOT = Path(perfeval_xl.__file__).parent
SAMPLE = resources.folder("samples") / "家庭综合服务中心运营经费_完整填报.xlsx"
LEVELS = [
    {"__main__", "__init__"},
    {"cli"},
    {"commands"},
    {"page"},
    {"desk", "versions"},
    {"pipeline"},
    {"standard_copy", "filings", "report_check", "watching"},
    {"reading", "scoring", "checks", "writing", "inputs", "outputs", "config", "resources", "evidence_files"},
    {"seal", "changes"},
    {"standing", "shares"},
    {"rules"},
    {"refusals"},
    {"left_behind"},
    {"footprint"},
    {"result", "addresses"},
    {"xlsx", "form", "form_words", "units", "whole_files", "toml_text"},
    {"problems", "patterns", "time_limit", "workers", "opening"},
]
# Inside writing: copy builds on the looks of sheets; the blank form and what is told know neither, nor each other.
# What stands beside them (colours, the size of a text) serves all.
WRITING = {
    **{"copy": {"sheets"}, "sheets": set[str](), "standard": set[str](), "telling": set[str](), "summary": set[str]()},
    "report": set[str](),
    "letters": set[str](),
    "review": {"summary"},  # its kit alone: how sheets of the desk look, formulas with their results
}
VOCABULARY = (
    "perfeval_xl.filings.batch",
    "perfeval_xl.filings.drawn",
    "perfeval_xl.filings.review.words",
    "perfeval_xl.filings.review.grounds",
    "perfeval_xl.filings.review.papers",
    "perfeval_xl.filings.review.before",
    "perfeval_xl.filings.review.filled",
    "perfeval_xl.filings.review.reviewed",
)  # records, as `result` has them: what is written of a batch may know them
TOGETHER = [
    {"inputs", "outputs"},
    {"form", "units"},
]  # may know each other
LEVEL = {room: depth for depth, rooms in enumerate(LEVELS) for room in rooms}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "perfeval_xl" else [f"perfeval_xl.{one.name}" for one in node.names]
            yield from names
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_1_imports_go_downwards(path: Path) -> None:
    mine = room_of(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "perfeval_xl" or len(parts) < 2 or parts[1] not in LEVEL or name in VOCABULARY:
            continue
        theirs = parts[1]
        together = any({mine, theirs} <= rooms for rooms in TOGETHER)
        assert mine == theirs or together or LEVEL[theirs] > LEVEL[mine], f"{mine} imports {theirs}"


def test_1_the_vocabulary_of_batches_rests_on_results_alone() -> None:
    names = imported(ROOT / "filings" / "batch.py")
    assert {name for name in names if name.startswith("perfeval_xl")} == {"perfeval_xl.result"}


def test_1_every_room_has_a_level() -> None:
    assert {room_of(path) for path in modules()} <= set(LEVEL)


def test_1_rooms_of_writing() -> None:
    for path in modules():
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] != "writing" or len(parts) < 3:
            continue
        for name in imported(path):
            theirs = name.split(".")[2:] if name.startswith("perfeval_xl.writing.") else []
            if theirs and theirs[0] in WRITING and theirs[0] != parts[1]:
                assert theirs[0] in WRITING[parts[1]], f"{path.name} ({parts[1]}) imports {name}"


def test_1_the_review_sheets_know_the_kit_alone() -> None:
    for path in sorted((ROOT / "writing" / "review").rglob("*.py")):
        theirs = [name for name in imported(path) if name.startswith("perfeval_xl.writing.summary")]
        assert [name for name in theirs if not name.startswith("perfeval_xl.writing.summary.kit")] == [], path.name


INNER = {  # room -> its folders from the top down; those in one set do not know each other
    "checks": [
        {"__init__"},
        {"docs"},
        {
            "approved",
            "cells",
            "evidence",
            "indicators",
            "money",
            "reading_notes",
            "scores",
            "texts",
            "weights",
            "whole_form",
        },
        {"kit"},
    ],
    "desk": [
        {"__init__"},
        {"review_books", "review_check", "side_outputs", "sample_book", "summary_book", "report"},
        {"gathering", "letters", "earlier_books"},
    ],
    "reading": [{"__init__"}, {"records"}, {"layout", "meaning"}, {"grids"}],
}
SUMMARY = [
    {"sample_book"},
    {"workbook", "take_over", "rekey", "review_book"},
    {"sheets"},
    {"occasion"},
    {"before"},
    {"kit"},
]  # of writing/summary


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_1_borders_inside_a_room(path: Path) -> None:
    room, *inside = path.relative_to(ROOT).parts
    if room not in INNER:
        return
    level = {one: depth for depth, folders in enumerate(INNER[room]) for one in folders}
    mine = inside[0].removesuffix(".py")
    for name in imported(path):
        parts = name.split(".")
        if parts[:2] != ["perfeval_xl", room] or len(parts) < 3 or parts[2] not in level:
            continue
        assert mine == parts[2] or level[parts[2]] > level[mine], f"{mine} imports {parts[2]}"


def test_1_borders_inside_the_summary() -> None:
    level = {one: depth for depth, rooms in enumerate(SUMMARY) for one in rooms}
    for path in sorted((ROOT / "writing" / "summary").rglob("*.py")):
        mine = path.relative_to(ROOT / "writing" / "summary").parts[0].removesuffix(".py")
        for name in imported(path):
            theirs = name.removeprefix("perfeval_xl.writing.summary.").split(".")[0]
            if name.startswith("perfeval_xl.writing.summary.") and mine != "__init__":
                assert mine == theirs or level[theirs] > level[mine], f"{mine} imports {name}"


def loaded_by(*words: str) -> set[str]:
    """The modules that a run of the command line loads."""
    program = (
        "import sys; from perfeval_xl.cli import run; code = run(sys.argv[1:]); print(); print(code, *sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, *words],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    code, *names = ran.stdout.splitlines()[-1].split()
    assert code in ("0", "1"), ran.stderr
    return set(names)


@pytest.mark.parametrize("words", ["--help", "--version", "process --help"])
def test_2_light_start(words: str) -> None:
    assert not loaded_by(*words.split()) & {"pandas", "lxml", "openpyxl", "xlsxwriter", "rich"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_3_first_line(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert len(docstring.splitlines()[0]) > 15


@pytest.mark.parametrize("path", sorted((ROOT / "xlsx").rglob("*.py")), ids=lambda path: path.stem)
def test_4_xlsx_stands_by_itself(path: Path) -> None:
    own = "perfeval_xl.xlsx"
    others = {name.partition(".")[0] for name in imported(path) if name != own and not name.startswith(own + ".")}
    assert others <= set(sys.stdlib_module_names) | {"lxml"}
    assert not re.search("--[a-z]+-|绩效|评分|核对|自评|perfeval-xl", path.read_text(encoding="utf-8"))
    rooms = ["", "formulas", "read", "edit"]
    mine = path.relative_to(ROOT / "xlsx").parent.name
    for name in imported(path):
        theirs = name.removeprefix(own).split(".")[1:2]
        if name.startswith(own) and theirs and theirs[0] in rooms:
            assert rooms.index(theirs[0]) <= rooms.index(mine), name


OTHER_WORK = {"openpyxl", "xlsxwriter", "xlrd", "docx", "urllib.request", "ssl", "rich"}


@pytest.mark.parametrize("command", ["check", "process"])
def test_5_one_file_loads_only_what_it_needs(command: str, tmp_path: Path) -> None:
    form = tmp_path / SAMPLE.name
    shutil.copy(SAMPLE, form)
    loaded = loaded_by(command, str(form))
    assert not loaded & OTHER_WORK
    assert ("perfeval_xl.xlsx.edit.editor" in loaded) == (command == "process")


def test_5_only_the_command_that_is_called_is_loaded() -> None:
    loaded = {name for name in loaded_by("check", str(SAMPLE)) if name.startswith("perfeval_xl.commands.")}
    assert loaded == {f"perfeval_xl.commands.{one}" for one in ("answers", "judge", "options", "words")}
    assert "perfeval_xl.filings.batch" not in loaded_by("check", str(SAMPLE))


def test_5_word_is_read_only_where_there_is_word() -> None:
    assert not [name for name in loaded_by("check", str(SAMPLE)) if name.startswith("perfeval_xl.reading.grids.word")]


def test_6_filings_know_nothing_of_writing() -> None:
    for path in sorted((ROOT / "filings").rglob("*.py")):
        assert not [name for name in imported(path) if name.startswith("perfeval_xl.writing")], path.name


def test_6_pandas_is_at_home_in_filings_alone() -> None:
    users = {room_of(path) for path in modules() if any(name.split(".")[0] == "pandas" for name in imported(path))}
    assert users == {"filings"}


def test_8_the_map_is_true() -> None:
    map_of_rooms = (ROOT.parent / "docs" / "design.md").read_text(encoding="utf-8")
    rooms = map_of_rooms.partition("## The rooms")[2].partition("## To change X")[0]
    folders = {path.name for path in ROOT.iterdir() if (path / "__init__.py").is_file()}
    assert [one for one in folders if f"{one}/" not in rooms] == []
    spoken_of = re.findall(r"`([a-z_]+/[a-z_/]*(?:[a-z_]+\.(?:py|toml))?)`", map_of_rooms)
    homes = [ROOT, *(ROOT / one for one in ("reading", "writing", "filings", "writing/summary")), ROOT.parent]
    assert [one for one in spoken_of if not any((home / one).exists() for home in homes)] == []
    assert len(spoken_of) > 20
