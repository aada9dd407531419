"""Taking our marks, values and sheets back, so that a second run starts where the first one did.

1. Processed again, a scored copy does not change by a byte.
2. Taken back, the unit's sheets hold what they held before: values, colours, formats, no comments, no sheets of ours.
3. What the unit has changed since stays; only our colour goes.
4. After a correction, only what follows from it changes.
5. References follow moved rows and renamed sheets; a cell that is gone is passed over.
6. Numbers are found again as Excel writes them; results that follow from our values go with them.
7. Without a record the package itself comes back; a record of another format is refused with a sentence.
8. A copy of ours is known by its record or its properties.
9. A record that says what cannot be changes nothing, and the places are told.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from perfeval_xl.problems import FileError
from perfeval_xl.writing import colours
from perfeval_xl.writing.copy import record
from perfeval_xl.writing.sheets.record_name import record_sheets
from perfeval_xl.writing.sheets.record_sheet import (
    Entry,
    Kind,
    holds,
    record_design,
    record_of,
)
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.sheetreader import RawCell, read_sheet
from tests.samples import SAMPLES
from tests.writing.process import (
    GRADE,
    MONEY_SCORE,
    RATE,
    SCORES,
    TOTAL,
    edited,
    fill_of,
    form_bytes,
    form_workbook,
    opened,
    process,
    saved,
    values_of,
)

ROOT = Path(__file__).parents[3]
REAL = sorted((ROOT / "tests/fixtures/real_forms").glob("*.xlsx"))
WRONG = {RATE: "98%", SCORES[1]: 10}


def taken_back(data: bytes) -> Package:
    return record.take_back(Package.from_bytes(data))[0]


def bytes_of(package: Package) -> bytes:
    """The file that a package was made of, written anew."""
    from perfeval_xl.writing.sheets.record_name import AUTHOR
    from perfeval_xl.xlsx.edit.editor import Editor

    return Editor(package, AUTHOR).build()


# ------------------------------------------------------------------------------------------------- 1 processed again


@pytest.mark.parametrize("path", [*REAL, *SAMPLES], ids=lambda path: path.stem)
def test_1_published_forms_and_samples(path: Path) -> None:
    first = process(path.read_bytes())
    assert process(first) == first


@pytest.mark.parametrize(
    "cells",
    [
        {},
        WRONG,
        {TOTAL: f"=SUM({MONEY_SCORE},{SCORES[0]}:{SCORES[-1]})"},
        {RATE: "=E6/D6"},
        {"H12": "  "},
        {"E14": "效果明显", "F14": "效果明显"},
    ],
    ids=["clean", "wrong", "total", "rate", "spaces", "open"],
)
def test_1_small_forms(cells: dict[str, object]) -> None:
    first = process(form_bytes(**cells))
    assert process(first) == first
    assert process(process(first)) == first


def test_1_with_comments_and_colours_of_theirs() -> None:
    book = form_workbook(**WRONG)
    sheet = book["自评表"]
    sheet[RATE].comment = Comment("财务已核", "李某")
    sheet["A1"].comment = Comment("初稿", "李某")
    for cell in (RATE, SCORES[1], SCORES[2]):
        sheet[cell].fill = PatternFill("solid", fgColor="FF00B050")
        sheet[cell].number_format = "0"
    first = process(saved(book))
    assert process(first) == first


# ---------------------------------------------------------------------------------------------- 2 as it was before us


def test_2_all_as_before() -> None:
    book = form_workbook(**WRONG)
    sheet = book["自评表"]
    sheet[SCORES[2]].fill = PatternFill("solid", fgColor="FF00B050")
    sheet[SCORES[1]].number_format = "0"
    data = saved(book)
    after = bytes_of(taken_back(process(data)))
    assert opened(after).sheetnames == ["自评表"]
    assert values_of(after) == values_of(data)
    before, now = opened(data)["自评表"], opened(after)["自评表"]
    for row in now.iter_rows():
        for cell in row:
            was = before[cell.coordinate]
            assert (cell.number_format, cell.comment) == (was.number_format, None)
            assert (cell.fill.fill_type, cell.fill.fgColor.rgb) == (was.fill.fill_type, was.fill.fgColor.rgb)


def test_2_text_that_looked_empty_comes_back() -> None:
    after = bytes_of(taken_back(process(form_bytes(H12="  "))))
    assert values_of(after)["H12"] == "  "


# ---------------------------------------------------------------------------------------- 3, 4 what the unit changed


def test_3_their_changes_stay() -> None:
    copy = edited(process(form_bytes()), **{SCORES[0]: 28, TOTAL: None})
    package = bytes_of(taken_back(copy))
    assert values_of(package)[SCORES[0]] == 28
    assert SCORES[1] not in values_of(package)
    assert fill_of(package, SCORES[0]) is None


def test_3_their_colour_stays() -> None:
    book = opened(process(form_bytes()))
    book["自评表"][SCORES[0]].fill = PatternFill("solid", fgColor="FF00B050")
    assert fill_of(bytes_of(taken_back(saved(book))), SCORES[0]) == "00B050"


def test_4_only_what_follows_changes() -> None:
    first = process(form_bytes())
    second = process(edited(first, F12="95%"))
    before, after = values_of(first), values_of(second)
    assert {cell for cell in before if before[cell] != after[cell]} == {"F12", "H12", TOTAL}
    assert (after["H12"], after[TOTAL]) == (10, Decimal("99.96").__float__())


def test_4_a_corrected_error_loses_its_marks() -> None:
    second = process(edited(process(form_bytes(**WRONG)), **{RATE: "99.58%"}))
    sheet = opened(second)["自评表"]
    assert sheet[RATE].comment is None
    assert fill_of(second, RATE) is None
    assert fill_of(second, SCORES[1]) is not None
    assert "B201" not in {cell.value for cell in opened(second)["核对意见"]["C"]}


def test_4_same_as_if_it_had_been_right_from_the_start() -> None:
    corrected = process(edited(process(form_bytes(**WRONG)), **{RATE: "99.58%", SCORES[1]: None}))
    right = process(edited(form_bytes(**WRONG), **{RATE: "99.58%", SCORES[1]: None}))
    for sheet in ("自评表", "评分汇总", "核对意见"):
        assert values_of(corrected, sheet) == values_of(right, sheet)


# -------------------------------------------------------------------------------------------------------- 5 references


def repointed(data: bytes, change: dict[str, str]) -> bytes:
    """The record's references as a spreadsheet program would adjust them."""
    book = opened(data)
    for row in book["评分记录"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                for old, new in change.items():
                    cell.value = re.sub(old, new, cell.value)
    return saved(book)


def test_5_moved_rows() -> None:
    book = opened(process(form_bytes()))
    book["自评表"].insert_rows(3)
    for row in book["评分记录"].iter_rows(min_col=3, max_col=3):
        cell = row[0]
        if isinstance(cell.value, str) and cell.value.startswith("='自评表'"):
            cell.value = re.sub(r"\d+$", lambda found: str(int(found[0]) + (int(found[0]) >= 3)), cell.value)
    after = bytes_of(taken_back(saved(book)))
    assert {"H7", "H12", "H13", "H17"}.isdisjoint(values_of(after))
    assert fill_of(after, "H12") is None


def test_5_renamed_sheet() -> None:
    book = opened(process(form_bytes()))
    book["自评表"].title = "2023年 (终稿)"
    book["评分汇总"].title = "汇总"
    renamed = {"'自评表'": "'2023年 (终稿)'", "'评分汇总'": "汇总"}
    after = bytes_of(taken_back(repointed(saved(book), renamed)))
    assert opened(after).sheetnames == ["2023年 (终稿)"]
    assert SCORES[0] not in values_of(after, "2023年 (终稿)")


def test_5_a_cell_that_is_gone() -> None:
    data = repointed(process(form_bytes()), {r".*\$H\$11$": "=#REF!"})
    after = values_of(bytes_of(taken_back(data)))
    assert after["H11"] == 30
    assert "H12" not in after


def test_5_a_sheet_that_is_gone() -> None:
    book = opened(process(form_bytes()))
    del book["评分汇总"]
    assert opened(bytes_of(taken_back(saved(book)))).sheetnames == ["自评表"]


# ------------------------------------------------------------------------------------------------------------- 6 values


@pytest.mark.parametrize("stored", ["9.4700000000000006", "9.47", "9.4700", "947e-2"])
def test_6_numbers_as_other_programs_write_them(stored: str) -> None:
    assert holds(RawCell(12, 8, "n", stored, None, True, 0), "数字 9.47")


@pytest.mark.parametrize(
    ("kind", "stored", "words"), [("n", "9.48", "数字 9.47"), ("s", "9.47", "数字 9.47"), ("n", "0", '文本 "优"')]
)
def test_6_others_are_not_ours(kind: str, stored: str, words: str) -> None:
    assert not holds(RawCell(12, 8, kind, stored, None, True, 0), words)


def test_6_a_total_recomputed_from_our_values_goes_with_them() -> None:
    formula = f"=SUM({MONEY_SCORE},{SCORES[0]}:{SCORES[-1]})"
    data = form_bytes(**{TOTAL: formula})
    copy = process(data).replace(b"", b"")
    changed = _with_result(copy, TOTAL, "99.96")
    package = taken_back(changed)
    sheet = package.part("xl/worksheets/sheet1.xml").decode()
    assert "99.96" not in sheet
    assert "99.43" not in sheet


def _with_result(data: bytes, cell: str, result: str) -> bytes:
    from perfeval_xl.writing.sheets.record_name import AUTHOR
    from perfeval_xl.xlsx.edit.editor import Editor

    editor = Editor(Package.from_bytes(data), AUTHOR)
    assert editor.set_result("自评表", cell, Decimal(result))
    return editor.build()


# ----------------------------------------------------------------------------------------------- 7 no or other record


def test_7_no_record() -> None:
    package = Package.from_bytes(form_bytes())
    same, carried = record.take_back(package)
    assert same is package
    assert (record.is_ours(package), carried.explanations) == (False, ())


def test_7_other_format() -> None:
    book = opened(process(form_bytes()))
    book["评分记录"]["C2"] = "2"
    with pytest.raises(FileError) as problem:
        record.take_back(Package.from_bytes(saved(book)))
    assert problem.value.code == "R908"


@pytest.mark.parametrize("column", range(1, 13))
def test_7_a_record_that_was_written_in(column: int) -> None:
    book = opened(process(form_bytes(**WRONG)))
    for row in book["评分记录"].iter_rows(min_row=7, min_col=column, max_col=column):
        row[0].value = "改"
    again = process(saved(book))
    assert [name for name in opened(again).sheetnames if name.startswith("自评表")] == ["自评表"]


def test_7_what_made_it() -> None:
    copy = Package.from_bytes(process(form_bytes(), version="1.5"))
    (sheet,) = record_sheets(copy)
    kept = record_of(read_sheet(copy, sheet))
    assert record.is_ours(copy)
    assert (kept.program, kept.rules_id) == ("perfeval-xl 1.5", "mof-2020")


# ------------------------------------------------------------------------------------------------------- 8 known again


def test_8_known_by_record_or_properties() -> None:
    copy = process(form_bytes())
    assert record.is_ours(Package.from_bytes(copy))
    assert record.is_ours(Package.from_bytes(process(form_bytes(), clean=True)))
    assert record.is_ours(Package.from_bytes(edited(copy, A1="改了标题")))
    assert not record.is_ours(Package.from_bytes(form_bytes()))


def test_8_marks_are_of_the_published_colours() -> None:
    assert {"FFC9CE", "FFEBA6", "DDEBF7", "E2F0D9"} == {*colours.SEVERITY_FILLS.values(), colours.COMPUTED_FILL}


@pytest.mark.parametrize(
    "written",
    [
        Entry(Kind.VALUE, "自评表", "C6", "空", "数字 120"),
        Entry(Kind.VALUE, "自评表", "B3", '文本 "别的项目"', '文本 "社工站运营"'),
        Entry(Kind.SHEET, "自评表", "A1", label="评分汇总"),
        Entry(Kind.FILL, "自评表", "G6", after="FFC9CE", fill='{"0,0":["<fill/></fills><evil/><fills>","1"]}'),
        Entry(Kind.FILL, "自评表", "G6", after="FFC9CE", fill='{"0,0":["<fill/>","1\\" evil=\\"1"]}'),
    ],
    ids=lambda one: f"{one.kind} {one.cell}",
)
def test_9_a_tampered_record_changes_nothing(written: Entry) -> None:
    """Only blanks of score, rate, total and grade were ever filled, only sheets with our titles are ours."""
    data = process(form_bytes(G6="98%"))
    package = Package.from_bytes(data)
    found = record._find(package)
    assert found is not None
    told = replace(found.record, entries=(*found.record.entries, written))
    editor = Editor(package, "绩效核对")
    editor.put_sheet(record_design(told, [""] * len(told.entries), name=found.sheet.name))
    tampered = Package.from_bytes(editor.build())
    back, carried = record.take_back(
        tampered, {("自评表", cell) for cell in (RATE, MONEY_SCORE, *SCORES, TOTAL, GRADE)}
    )
    assert (written.sheet, written.cell) in carried.doubted
    theirs = opened(form_bytes(G6="98%"))["自评表"]
    now = opened(Editor(back, "绩效核对").build())["自评表"]
    assert [[cell.value for cell in row] for row in now] == [[cell.value for cell in row] for row in theirs]
    assert all(b"evil" not in back.part(name) for name in back.part_names)
