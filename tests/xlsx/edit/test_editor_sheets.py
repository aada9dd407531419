"""Sheets of ours, document properties, and what holds the workbook together.

1. A new sheet comes last, with its own id, relation and part; the sheet that was shown first still is.
2. A sheet of ours is replaced in place; what hung on its old self goes.
3. Print titles and print areas belong to the right sheet, beside the names of others, also after a sheet goes.
4. A removed sheet takes its names along; the places of the others in names and views stay right.
5. Document properties are set beside those of others, and taken away again.
6. All formulas are computed anew on load, once asked for.
7. What cannot be patched safely is refused (R908) with the reason and what to do.
8. Row heights fit the wrapped Chinese text; a wide character counts two.
9. Macros stay, byte for byte.
10. The calculation chain forgets a sheet that goes.
"""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from lxml import etree

from perfeval_xl.refusals import file_error
from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit.added_sheets import CellDesign, PrintDesign, SheetDesign
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from tests.xlsx.fixtures import MAIN, MAKERS, SHEET, base, changed, parts_of, signed, strict, zipped
from tests.xlsx.marking import marked, summary


def editor_of(data: bytes) -> Editor:
    return Editor(Package.from_bytes(data), AUTHOR)


def book_part(data: bytes) -> etree._Element:
    return etree.fromstring(parts_of(data)["xl/workbook.xml"])


def names(data: bytes) -> dict[tuple[str | None, str], str]:
    found = book_part(data).iter(f"{{{MAIN}}}definedName")
    return {(one.get("localSheetId"), one.get("name", "")): one.text or "" for one in found}


def sheet_names(data: bytes) -> list[str]:
    return [one.name for one in Package.from_bytes(data).sheets]


def test_1_a_new_sheet() -> None:
    data = MAKERS["with_defined_names"]()
    editor = editor_of(data)
    editor.put_sheet(summary())
    after = editor.build()
    assert sheet_names(after) == [SHEET, "说明", "评分汇总"]
    book = book_part(after)
    ids = [one.get("sheetId") for one in book.iter(f"{{{MAIN}}}sheet")]
    assert len(set(ids)) == 3
    view = next(book.iter(f"{{{MAIN}}}workbookView"))
    assert view.get("activeTab", "0") == "0"
    sheet = openpyxl.load_workbook(io.BytesIO(after))["评分汇总"]
    assert sheet["A9"].value == "=1+1"
    assert sheet["A9"].data_type != "f"
    assert sheet["B5"].value == "=SUM(B4:B4)"
    assert sheet["A4"].hyperlink.location == f"'{SHEET}'!G12"
    assert (sheet.freeze_panes, sheet.merged_cells.ranges.pop().coord) == ("A4", "A1:B1")
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$3")
    assert [one.id for one in sheet.row_breaks.brk] == [5]
    assert not sheet.sheet_view.tabSelected


def test_2_replaced_in_place() -> None:
    first = editor_of(base(lambda book, _: book.add_worksheet("后面")))
    for name in ("评分汇总", "核对意见"):
        first.put_sheet(summary(name))
    first.comment("评分汇总", "A4", "意见")
    data = first.build()
    second = editor_of(data)
    design = summary()
    design.cells = [CellDesign(1, 1, "新的汇总")]
    design.links = {}
    design.printing = PrintDesign()
    design.state = "hidden"
    second.put_sheet(design)
    after = second.build()
    assert sheet_names(after) == sheet_names(data) == [SHEET, "后面", "评分汇总", "核对意见"]
    assert [one.part for one in Package.from_bytes(after).sheets] == [
        one.part for one in Package.from_bytes(data).sheets
    ]
    assert {part for part in parts_of(after) if "omment" in part or part.endswith(".vml")} == set()
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book["评分汇总"]["A1"].value == "新的汇总"
    assert book["评分汇总"].sheet_state == "hidden"
    assert ("2", "_xlnm.Print_Titles") not in names(after)
    assert ("3", "_xlnm.Print_Titles") in names(after)


def test_2_the_same_design_again_changes_no_byte() -> None:
    data = marked(base())
    editor = editor_of(data)
    editor.put_sheet(summary())
    editor.put_sheet(summary("核对意见"))
    assert editor.build() == data


def test_3_and_4_names_follow_their_sheets() -> None:
    data = MAKERS["with_defined_names"]()
    there = names(data)
    editor = editor_of(data)
    editor.put_sheet(summary())
    editor.put_sheet(summary("核对意见"))
    both = editor.build()
    titles = "'{}'!$1:$3"
    own = {
        ("2", "_xlnm.Print_Titles"): titles.format("评分汇总"),
        ("3", "_xlnm.Print_Titles"): titles.format("核对意见"),
    }
    assert names(both) == there | own
    fewer = editor_of(both)
    assert fewer.remove_sheet("评分汇总")
    assert not fewer.remove_sheet("评分汇总")
    one = fewer.build()
    assert names(one) == there | {
        ("2", "_xlnm.Print_Titles"): titles.format("核对意见"),
    }
    none = editor_of(one)
    none.remove_sheet("核对意见")
    assert names(none.build()) == there


def test_4_the_shown_sheet_stays_shown() -> None:
    first = editor_of(base())
    first.put_sheet(summary())
    first.put_sheet(summary("核对意见"))
    parts = parts_of(first.build())
    changed(parts, "xl/workbook.xml", "<workbookView ", '<workbookView activeTab="2" firstSheet="2" ')
    editor = editor_of(zipped(parts))
    editor.remove_sheet("评分汇总")
    view = next(book_part(editor.build()).iter(f"{{{MAIN}}}workbookView"))
    assert (view.get("activeTab"), view.get("firstSheet")) == ("1", "1")


def test_5_properties() -> None:
    data = MAKERS["with_custom_properties"]()
    editor = editor_of(data)
    editor.set_properties({"perfeval-xl": "0.1 <甲> & 乙", "评分规则": "mof-2020"})
    first = editor.build()
    again = editor_of(first)
    again.set_properties({"评分规则": "新规则", "perfeval-xl": None, "没有的": None})
    second = again.build()
    theirs = {"文号": "粤财绩〔2023〕1号"}
    assert Package.from_bytes(first).custom_properties == theirs | {
        "perfeval-xl": "0.1 <甲> & 乙",
        "评分规则": "mof-2020",
    }
    assert Package.from_bytes(second).custom_properties == theirs | {"评分规则": "新规则"}
    seen = openpyxl.load_workbook(io.BytesIO(second)).custom_doc_props.props
    assert {one.name: one.value for one in seen} == theirs | {"评分规则": "新规则"}


def test_5_the_part_comes_and_goes() -> None:
    editor = editor_of(base())
    editor.set_properties({"甲": "1"})
    with_it = editor.build()
    gone = editor_of(with_it)
    gone.set_properties({"甲": None})
    assert parts_of(gone.build()) == parts_of(base())
    untouched = editor_of(base())
    untouched.set_properties({"甲": None})
    assert untouched.build() == editor_of(base()).build()


@pytest.mark.parametrize("name", ["plain", "with_bare_parts", "with_defined_names", "with_prefixes"])
def test_6_computed_on_load(name: str) -> None:
    editor = editor_of(MAKERS[name]())
    editor.recalculate_on_load()
    after = editor.build()
    calculation = book_part(after).findall(f"{{{MAIN}}}calcPr")
    assert [one.get("fullCalcOnLoad") for one in calculation] == ["1"]
    again = editor_of(after)
    again.recalculate_on_load()
    assert again.build() == after


@pytest.mark.parametrize(("data", "word"), [(signed(), "数字签名"), (strict(), "另存为")])
def test_7_refused(data: bytes, word: str) -> None:
    with pytest.raises(PackageError) as problem:
        editor_of(data)
    told = file_error(problem.value)
    assert told.code == "R908"
    assert word in told.message


def test_8_heights_are_as_designed() -> None:
    editor = editor_of(base())
    editor.put_sheet(SheetDesign("表", [CellDesign(1, 1, "字" * 60), CellDesign(2, 1, "字")], row_heights={1: 33}))
    rows = openpyxl.load_workbook(io.BytesIO(editor.build()))["表"].row_dimensions
    assert (rows[1].height, rows[2].height) == (33, None)


def test_9_macros_stay() -> None:
    data = MAKERS["with_macros"]()
    after = marked(data)
    assert "macroEnabled" in Package.from_bytes(after).content_types.of("xl/workbook.xml")
    assert parts_of(after)["xl/vbaProject.bin"] == parts_of(data)["xl/vbaProject.bin"]


def test_10_the_chain_forgets_a_sheet() -> None:
    editor = editor_of(MAKERS["with_shared_formulas"]())
    editor.put_sheet(summary())
    parts = parts_of(editor.build())
    changed(
        parts, "xl/calcChain.xml", "</calcChain>", '<c r="B5" i="2" l="1"/><c r="B6"/><c r="G20" i="1"/></calcChain>'
    )
    later = editor_of(zipped(parts))
    later.remove_sheet("评分汇总")
    chain = parts_of(later.build())["xl/calcChain.xml"].decode()
    assert chain.endswith('<c r="H19"/><c r="G20" i="1"/></calcChain>')
    assert '"B5"' not in chain
    assert '"B6"' not in chain


def test_10_numbers_as_results() -> None:
    editor = editor_of(base())
    editor.put_sheet(SheetDesign("表", [CellDesign(1, 1, Decimal("2.50"), formula="5/2"), CellDesign(1, 2, 7)]))
    sheet = openpyxl.load_workbook(io.BytesIO(editor.build()), data_only=True)["表"]
    assert (sheet["A1"].value, sheet["B1"].value) == (2.5, 7)


def test_7_a_workbook_that_nothing_leads_to_is_refused() -> None:
    parts = parts_of(base())
    del parts["_rels/.rels"]
    with pytest.raises(PackageError) as problem:
        editor_of(zipped(parts))
    assert file_error(problem.value).code == "R908"
