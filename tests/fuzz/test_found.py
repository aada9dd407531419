"""What the fuzzer found, each small: a second run gives the same bytes, or the workbook is refused at the first.

1. Workbooks: a list twice, a name of a sheet that is not, a part declared twice, merged areas over each other; parts
   named with backslashes come out with slashes, as other readers look for them.
2. Scored copies: the record no longer tells of a comment of ours.
3. Many changed cells are kept in mind in one order, whatever the process.
4. A part that is damaged is told as the file's, whatever command meets it: which file, exit code 2.
5. Numbers of a report's layout that are none raise no hint; without its styles it is told as damaged.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfeval_xl.writing.copy import as_left
from perfeval_xl.writing.sheets.record_sheet import Entry, Kind
from perfeval_xl.xlsx.package import Package
from tests.fuzz import doors
from tests.fuzz.mutators import unzipped, zipped
from tests.fuzz.trial import processed
from tests.samples import FAULTY

BOOK, STYLES, TYPES, FORM = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/worksheets/sheet2.xml"


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    copy, why = processed(FAULTY.read_bytes(), tmp_path_factory.mktemp("scored") / "0")
    assert copy is not None, why
    return copy


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The file with every match of `old` in a part replaced."""
    parts = unzipped(data)
    text, count = re.subn(old, new, parts[part].decode())
    assert count
    return zipped(parts | {part: text.encode()})


def again(data: bytes, folder: Path) -> str:
    """The code of a refusal, or whether a second run changes the copy."""
    folder.mkdir(exist_ok=True)
    copy, why = processed(data, folder / "1")
    if copy is None:
        return why.split()[0]
    second, why = processed(copy, folder / "2", "表_已评分.xlsx")
    return "stays" if second == copy else f"changes {why}"


@pytest.mark.parametrize(
    ("part", "old", "new", "wanted"),
    [
        (BOOK, "</definedNames>", "</definedNames><definedNames/>", "R908"),
        (BOOK, "<bookViews>.*</bookViews>", r"\g<0>\g<0>", "R908"),
        (BOOK, 'localSheetId="3"', 'localSheetId="99999"', "R908"),
        (BOOK, 'localSheetId="3"', 'localSheetId="x"', "R908"),
        (STYLES, r'(<xf [^>]*fillId=)"0"', r'\1"x"', "R908"),
        (STYLES, r'(<xf [^>]*fillId=)"0"', r'\1"999"', "R908"),
        (STYLES, r'(<xf [^>]*fontId=)"1"', r'\1"99"', "R908"),
        (STYLES, r'(<xf [^>]*numFmtId=)"165"', r'\1"1:4"', "stays"),
        (FORM, '<mergeCell ref="A5:A9"/>', '<mergeCell ref="A:A"/>', "stays"),
        (FORM, '<mergeCell ref="B13:B27"/>', '<mergeCell ref="B13:I27"/>', "stays"),
    ],
)
def test_1_workbooks(part: str, old: str, new: str, wanted: str, tmp_path: Path) -> None:
    assert again(changed(FAULTY.read_bytes(), part, old, new), tmp_path) == wanted


def test_1_backslashes(tmp_path: Path) -> None:
    parts = {name.replace("/", "\\"): data for name, data in unzipped(FAULTY.read_bytes()).items()}
    copy, why = processed(zipped(parts), tmp_path / "1")
    assert copy is not None, why
    assert not [name for name in unzipped(copy) if "\\" in name]
    assert again(copy, tmp_path / "2") == "stays"


@pytest.mark.parametrize("fault", ["a part declared three times", "an entry of no kind", "no record"])
def test_2_scored_copies(fault: str, scored: bytes, tmp_path: Path) -> None:
    record = next(name for name, data in unzipped(scored).items() if "评分记录（本表".encode() in data)
    if fault == "an entry of no kind":
        copy = changed(scored, record, ">批注<", ">x<")
    elif fault == "no record":
        copy = changed(scored, record, "评分记录（本表", "无")
    else:
        copy = changed(scored, TYPES, f"<Override PartName=./{record}[^>]*>", r"\g<0>\g<0>\g<0>")
    assert again(copy, tmp_path) == "stays"


def test_3_in_one_order() -> None:
    places = [("自评表", f"Z{number * 7 % 50 + 100}") for number in range(50)]
    left = Entry(Kind.LEFT, "自评表", "A1", after=" ".join(f"{cell}=00000f" for _, cell in places))
    found = as_left.changes(Package.from_bytes(FAULTY.read_bytes()), [left], ())
    assert [place for place in found if place[1].startswith("Z")] == places


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("review start 材料 -o 底稿 --template 坏.xlsx", "xl/worksheets/sheet1.xml"),
        ("summarize 材料 -o 出.xlsx --layout 坏.xlsx", "xl/worksheets/sheet1.xml"),
        ("summarize 材料 -o 出.xlsx --roster 坏.xlsx", "xl/worksheets/sheet1.xml"),
    ],
)
def test_4_a_damaged_part(words: str, part: str) -> None:
    papers = unzipped(doors.made(doors.PAPERS, "底稿/*.xlsx"))
    with doors.filled() as folder:
        (folder / "坏.xlsx").write_bytes(zipped(papers | {part: b"<broken"}))
        code, told = doors.typed(folder, words)
    assert (code, "R904" in told, "“坏.xlsx”" in told) == (2, True, True), told


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        ("word/styles.xml", "<w:styles [^>]*>(?s:.*)</w:styles>", '<w:styles xmlns:w="0"/>', "R923"),
        ("word/styles.xml", 'w:sz w:val="[0-9]+"', 'w:sz w:val="INF"', ""),
        ("word/document.xml", "<w:t>", '<w:rPr><w:sz w:val="x"/></w:rPr><w:t>', ""),
        ("word/document.xml", 'w:top="[0-9]+"', 'w:top="NaN"', ""),
    ],
)
def test_5_reports(part: str, old: str, new: str, code: str) -> None:
    report = changed(doors.made(doors.REPORT, "报告.docx"), part, old, new)
    with doors.filled() as folder:
        (folder / "坏.docx").write_bytes(report)
        number, told = doors.typed(folder, "report --check 坏.docx 好.xlsx")
    assert (number == 2, "R999" in told) == (bool(code), False), told
    assert code in told
