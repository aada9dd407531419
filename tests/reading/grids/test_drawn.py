"""A form as it can be drawn.

1. What is shown stands at its place, as bold or aligned as it is; numbers at the right where the style says nothing.
2. Widths of columns, merged areas, what is hidden.
3. Only the form's own part of the sheet; but a cell that a finding names is there, too.
4. Within limits: rows, columns, characters; what is left out is counted.
5. Alike in .xlsx, .xls and Word; a place of a Word document leads to its cell.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.form import Form
from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options, run
from perfeval_xl.reading.grids import drawn as drawing
from perfeval_xl.reading.grids.spreadsheet import Book, book_of
from perfeval_xl.result import Drawn
from perfeval_xl.xlsx.package import Package
from tests.grids import grid_of
from tests.reading.grids.test_xls import written_as_xls
from tests.samples import FAULTY
from tests.word_tables import as_document


def drawn(rows: list[list[object]], area: str, *places: str, merges: tuple[str, ...] = (), **more: object) -> Drawn:
    grid = grid_of(rows, merges)  # pyright: ignore[reportArgumentType]
    for name, value in more.items():
        setattr(grid, name, value)
    named = [("自评表", place) for place in places]
    made = drawing.drawn(Book("a", [grid]), Form("1", "a", "自评表", area), named)
    assert made is not None
    return made


def texts(made: Drawn) -> dict[str, str]:
    return {one.cell: one.text for one in made.cells}


def test_1_texts_and_looks() -> None:
    made = drawn([["执行率", (0.98, "0%"), True, "#REF!"]], "A1:D1", looks=lambda: ["b"])
    assert texts(made) == {"A1": "执行率", "B1": "98%", "C1": "TRUE", "D1": "#REF!"}
    assert [one.look for one in made.cells] == ["b", "br", "bc", "bc"]
    left = drawn([[3]], "A1:A1", looks=lambda: ["l"])
    assert left.cells[0].look == ""


def test_1_a_style_that_is_not_there() -> None:
    assert drawn([["甲"]], "A1:A1", looks=list).cells[0].look == ""


def test_2_widths_merges_hidden() -> None:
    made = drawn([["甲"]], "A1:C3", merges=("A1:C1", "B2:B3"), widths=[(1, 1, 40.2), (2, 2, 99)], usual_width=64.0)
    assert made.widths == (40, 99, 64)
    assert made.merges == ("A1:C1", "B2:B3")
    made = drawn([["甲"]], "A2:C3", hidden_rows={1, 3}, hidden_columns={3, 9})
    assert (made.hidden_rows, made.hidden_columns) == ((3,), ("C",))


def test_3_its_own_part() -> None:
    rows: list[list[object]] = [["上"], ["甲", "乙"], ["下"], [], ["旁"]]
    assert texts(drawn(rows, "A2:B2")) == {"A2": "甲", "B2": "乙"}
    assert texts(drawn(rows, "A2:B2", "A3", "A3:B3", "没有这样的地址")) == {"A2": "甲", "B2": "乙", "A3": "下"}
    assert drawing.drawn(Book("a", []), Form("1", "a", "自评表", "A1:B2"), ()) is None


def test_3_other_sheets_that_findings_stand_on() -> None:
    targets = grid_of([["目标", "值"], [None, None], ["丙"]], ["A3:B4"], name="绩效目标")
    book = Book("a", [grid_of([["甲"], ["乙"]]), targets, grid_of([["丁"]], name="别的"), grid_of([], name="空")])
    places = [("绩效目标", "A3"), ("没有", "A1"), ("空", "A1")]
    made = drawing.drawn(book, Form("1", "a", "自评表", "A1:A1"), places)
    assert made is not None
    assert (made.sheet, made.last) == ("自评表", "A1")
    beside = [(one.sheet, one.first, one.last, texts(one)["A3"]) for one in made.beside]
    assert beside == [("绩效目标", "A1", "B3", "丙")]


def test_4_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_ROWS", 2)
    monkeypatch.setattr(drawing, "MOST_COLUMNS", 2)
    made = drawn([["甲" * 2_500, "乙", "丙"], ["丁"], ["戊"]], "A1:C3", merges=("A1:C3",))
    assert (made.last, made.rows_left_out, made.columns_left_out) == ("B2", 1, 1)
    assert made.merges == ("A1:B2",)
    assert next((len(one.text), one.length) for one in made.cells) == (2_000, 2_500)
    assert texts(made).keys() == {"A1", "B1", "A2"}


def result_of(path: Path) -> Drawn:
    form = run([Input(path)], Options(grids=True)).files[0].forms[0]
    assert form.drawn is not None
    return form.drawn


def test_5_of_a_workbook() -> None:
    made = result_of(FAULTY)
    assert texts(made)["H6"] == "98%"
    assert "A1:I1" in made.merges
    assert (made.first, made.last, made.places) == ("A1", "I42", {})
    assert len(set(made.widths)) > 3


def test_1_a_computed_result_keeps_its_look(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(FAULTY)
    book.save(tmp_path / "a.xlsx")  # formulas without results
    looks = {one.cell: one.look for one in result_of(tmp_path / "a.xlsx").cells}
    assert looks["I6"] == {one.cell: one.look for one in result_of(FAULTY).cells}["I6"] == "c"


def test_5_of_a_word_document(tmp_path: Path) -> None:
    (tmp_path / "自评表.docx").write_bytes(as_document(FAULTY))
    result = run([Input(tmp_path / "自评表.docx")], Options(grids=True)).files[0].forms[0]
    made = result.drawn
    assert made is not None
    shown = texts(made)
    place = next(one.cell for one in result.findings if one.code == "B201")
    assert place is not None
    assert place.startswith("表")
    assert shown[made.places[place]] == "98%"
    assert made.merges
    assert sum(made.widths) == pytest.approx(650, abs=5)  # a line of text on A4


def test_5_of_an_old_workbook(tmp_path: Path) -> None:
    written_as_xls(book_of(Package.open(FAULTY), FAULTY.name), tmp_path / "自评表.xls")
    made, twin = result_of(tmp_path / "自评表.xls"), result_of(FAULTY)
    assert texts(made) == texts(twin)
    assert sorted(made.merges) == sorted(twin.merges)
