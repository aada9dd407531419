"""The scored copy and the clean copy.

1. Blank scores, rate, total and grade are filled and stand on the computed colour; stated ones stay as they are.
2. A finding's cell has its colour and one comment; of several findings on a cell, the strongest gives the colour;
   a finding of several cells is marked at each.
3. A comment of theirs stays; the cell is coloured, and 核对意见 says so.
4. The copy has 评分汇总 and 核对意见 at the end, visible, and a hidden 评分记录.
5. Formulas stay; a total that adds up what was filled in has its new result; the workbook is recalculated on load.
6. A number format that would round points, or show a rate without %, is changed for that cell only.
7. The clean copy has the values and nothing else of ours; with errors or open points it is refused, saying which.
8. Sheets of theirs that bear our names are left alone.
9. The same input gives the same bytes; properties say what produced the copy; the file's own dates stay.
10. A merged 得分 is filled at its top left cell; a macro workbook keeps its macros.
11. The clean copy of a scored copy is that of its source, part by part: no format and no content type of ours is left.
12. A finding beyond the form's own sheet is marked there; one without a cell stands on 核对意见 only.
"""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl.comments import Comment

from perfeval_xl.problems import FileError
from perfeval_xl.result import Severity
from perfeval_xl.writing import colours
from perfeval_xl.writing.copy import record, scored
from perfeval_xl.writing.copy.scored import comment_of, free_name
from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from tests.samples import CLEAN
from tests.writing.judged import RULES, finding
from tests.writing.process import (
    GRADE,
    MONEY_SCORE,
    NAMES,
    RATE,
    SCORES,
    TOTAL,
    explanations,
    fill_of,
    form_bytes,
    form_workbook,
    judge,
    opened,
    process,
    saved,
    values_of,
)

OURS = ("评分汇总", "核对意见", "评分记录")
WRONG_RATE = {RATE: "98%"}
TOO_HIGH = {NAMES["活动合格率"]: 10}


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(BytesIO(data)).read(name).decode()


def bytes_of_taken_back(copy: bytes) -> bytes:
    return Editor(record.take_back(Package.from_bytes(copy))[0], AUTHOR).build()


def comment_at(data: bytes, cell: str, sheet: str = "自评表") -> str | None:
    found = opened(data)[sheet][cell].comment
    return found.text if found else None


def test_1_blanks_are_filled_and_marked() -> None:
    copy = process(form_bytes())
    values = values_of(copy)
    assert [values[cell] for cell in (MONEY_SCORE, *SCORES, TOTAL, GRADE)] == [9.96, 30, 9.47, 10, 30, 10, 99.43, "优"]
    assert values[RATE] == pytest.approx(119.5 / 120)
    assert {fill_of(copy, cell) for cell in (RATE, MONEY_SCORE, *SCORES, TOTAL, GRADE)} == {colours.COMPUTED_FILL}


def test_1_stated_ones_stay() -> None:
    own = {RATE: "98%", MONEY_SCORE: 9, SCORES[0]: 28, TOTAL: 90, GRADE: "良"}
    copy = process(form_bytes(**own))
    assert {cell: values_of(copy)[cell] for cell in own} == own
    assert colours.COMPUTED_FILL not in {fill_of(copy, cell) for cell in own}
    assert fill_of(copy, SCORES[3]) == colours.COMPUTED_FILL


def test_1_nothing_else_changes() -> None:
    before, after = values_of(form_bytes()), values_of(process(form_bytes()))
    filled = {RATE, MONEY_SCORE, *SCORES, TOTAL, GRADE}
    assert {cell: after[cell] for cell in after if cell not in filled} == before


def test_2_findings_are_marked() -> None:
    copy = process(form_bytes(**WRONG_RATE))
    assert fill_of(copy, RATE) == colours.SEVERITY_FILLS[Severity.ERROR]
    text = comment_at(copy, RATE)
    assert text is not None
    assert text.startswith("【错误 B201】")
    assert "98%" in text
    assert "99.58%" in text
    assert "建议：" in text


def test_2_several_findings_one_comment() -> None:
    package, result, carried = judge(form_bytes())
    hint, error = finding("W404", Severity.HINT, RATE, "甲"), finding("B201", Severity.ERROR, RATE, "乙")
    result.forms[0].findings = [hint, error]
    copy = scored.write_scored(package, result, RULES, carried)
    assert comment_at(copy, RATE) == comment_of([error, hint])
    assert fill_of(copy, RATE) == colours.SEVERITY_FILLS[Severity.ERROR]


def test_2_a_finding_of_several_cells_marks_them_all() -> None:
    package, result, carried = judge(form_bytes())
    one = finding("R113", Severity.HINT, RATE, "甲")
    one.cells = (RATE, SCORES[0], SCORES[2])
    result.forms[0].findings = [one]
    copy = scored.write_scored(package, result, RULES, carried)
    assert {fill_of(copy, cell) for cell in one.cells} == {colours.SEVERITY_FILLS[Severity.HINT]}
    assert {comment_at(copy, cell) for cell in one.cells} == {comment_of([one])}
    assert fill_of(copy, SCORES[1]) == colours.COMPUTED_FILL


def test_3_their_comment_stays() -> None:
    book = form_workbook(**WRONG_RATE)
    book["自评表"][RATE].comment = Comment("财务已核", "李某")
    copy = process(saved(book))
    assert comment_at(copy, RATE) == "财务已核"
    assert fill_of(copy, RATE) == colours.SEVERITY_FILLS[Severity.ERROR]
    row = next(row for row in opened(copy)["核对意见"].iter_rows(values_only=True) if row[2] == "B201")
    assert "已有批注" in str(row[5])


def test_4_sheets() -> None:
    book = opened(process(form_bytes()))
    assert book.sheetnames == ["自评表", *OURS]
    assert [book[name].sheet_state for name in OURS] == ["visible", "visible", "hidden"]


def test_4_link_leads_to_the_cell() -> None:
    sheet = opened(process(form_bytes(**WRONG_RATE)))["核对意见"]
    places = {cell.value: cell.hyperlink.location for cell in sheet["D"] if cell.hyperlink}
    assert places["自评表!G6"].replace("'", "") == "自评表!G6"


def test_5_formula_of_the_total() -> None:
    formula = f"=SUM({MONEY_SCORE},{SCORES[0]}:{SCORES[-1]})"
    copy = process(form_bytes(**{TOTAL: formula}))
    assert values_of(copy)[TOTAL] == formula
    assert f"<v>{99.43}</v>" in part(copy, "xl/worksheets/sheet1.xml")
    assert 'fullCalcOnLoad="1"' in part(copy, "xl/workbook.xml")
    assert fill_of(copy, TOTAL) != colours.COMPUTED_FILL


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=SUM(H6,H11:H15)", "99.43"),
        ("=H6+SUM($H$11:$H$15)", "99.43"),
        ("=ROUND(SUM(H6:H15),1)", "99.4"),
        ("=SUM(H11:H15)", "89.47"),
        ('=IF(H6="","",SUM(H6:H15))', "99.43"),
        ("=OFFSET(H6,0,0)", None),
    ],
)
def test_5_a_total_is_what_its_formula_adds_up(formula: str, result: str | None) -> None:
    editor = Editor(Package.from_bytes(form_bytes(**{TOTAL: formula})), AUTHOR)
    editor.set_result("自评表", TOTAL, Decimal(0))  # as a spreadsheet program left it while the scores were blank
    copy = process(editor.build())
    stored = opened(copy, results=True)["自评表"][TOTAL].value
    assert stored == (None if result is None else float(result))
    assert process(copy) == copy
    assert opened(bytes_of_taken_back(copy), results=True)["自评表"][TOTAL].value == 0


@pytest.mark.parametrize(
    ("total", "is_wrong", "grade", "stored"),
    [(f"=SUM({MONEY_SCORE}:{SCORES[-1]})", False, "优", 98.96), (89, True, None, 89)],
)
def test_5_a_formula_over_blanks_is_no_wrong_total(
    total: object, is_wrong: bool, grade: str | None, stored: float
) -> None:
    """The points of the execution are blank: a formula will count them once they are filled in, a typed total not."""
    own: dict[str, object] = dict(zip(SCORES, (30, 9, 10, 30, 10), strict=True))
    editor = Editor(Package.from_bytes(form_bytes(**own, **{TOTAL: total})), AUTHOR)
    if not is_wrong:
        editor.set_result("自评表", TOTAL, Decimal(89))
    copy = opened(process(editor.build()), results=True)
    words = [str(cell) for row in copy["核对意见"].iter_rows(values_only=True) for cell in row]
    assert any("S509" in one for one in words) is is_wrong
    assert (copy["自评表"][GRADE].value, copy["自评表"][TOTAL].value) == (grade, stored)


def test_5_a_rate_that_reading_computed_is_stored() -> None:
    copy = process(form_bytes(**{RATE: "=E6/D6"}))
    assert opened(copy, results=True)["自评表"][RATE].value == pytest.approx(119.5 / 120)
    assert values_of(copy)[RATE] == "=E6/D6"


def test_5_our_own_form_keeps_its_formulas() -> None:
    sample = CLEAN
    editor = Editor(Package.open(sample), AUTHOR)
    for cell in ("H15", "H16", "H17"):
        editor.clear("自评表", cell)
    for cell in ("H40", "G41"):  # as Excel leaves total and grade while a score is blank
        editor.set_result("自评表", cell, "")
    data = editor.build()
    copy = process(data)
    before, after = values_of(data), values_of(copy)
    assert {cell: after[cell] for cell in after if before.get(cell) != after[cell]} == {"H15": 3, "H16": 2, "H17": 3}
    stored = opened(copy, results=True)["自评表"]
    assert (stored["H40"].value, stored["G41"].value) == (100, "优")
    assert fill_of(copy, "H40") != colours.COMPUTED_FILL
    assert process(copy) == copy


@pytest.mark.parametrize(
    ("cell", "given", "shown"),
    [
        (SCORES[1], "0", "0.00"),
        (SCORES[1], "0.0", "0.00"),
        (SCORES[1], "0%", "0.00"),
        (SCORES[1], "yyyy/m/d", "0.00"),
        (SCORES[1], "0.00_ ", "0.00_ "),
        (SCORES[1], "General", "General"),
        (SCORES[1], '0.00"分"', '0.00"分"'),
        (SCORES[0], "0", "0"),
        (RATE, "General", "0.00%"),
        (RATE, "0.0%", "0.0%"),
    ],
)
def test_6_number_formats(cell: str, given: str, shown: str) -> None:
    book = form_workbook()
    for place in (cell, "I12"):
        book["自评表"][place].number_format = given
    sheet = opened(process(saved(book)))["自评表"]
    assert (sheet[cell].number_format, sheet["I12"].number_format) == (shown, given)


def test_7_clean_copy() -> None:
    copy = process(form_bytes(), clean=True)
    assert values_of(copy) == values_of(process(form_bytes()))
    assert opened(copy).sheetnames == ["自评表"]
    assert fill_of(copy, TOTAL) is None
    assert not [name for name in zipfile.ZipFile(BytesIO(copy)).namelist() if "comment" in name]


def test_7_clean_copy_of_a_scored_copy() -> None:
    assert process(process(form_bytes()), clean=True) == process(
        process(process(form_bytes()), clean=False), clean=True
    )
    assert values_of(process(process(form_bytes()), clean=True)) == values_of(process(form_bytes(), clean=True))


def test_7_refused_with_errors() -> None:
    with pytest.raises(FileError) as problem:
        process(form_bytes(**WRONG_RATE, **TOO_HIGH), clean=True)
    assert problem.value.code == "R913"
    assert "自评表!G6" in problem.value.message
    assert "2 处错误" in problem.value.message


def test_7_refused_while_points_are_open() -> None:
    with pytest.raises(FileError) as problem:
        process(form_bytes(E14="≥2000人", F14="效果明显"), clean=True)
    assert problem.value.code == "R913"
    assert "30 分" in problem.value.message


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ([], "评分汇总"),
        (["评分汇总"], "评分汇总（核对）"),
        (["评分汇总", "评分汇总（核对）"], "评分汇总（核对2）"),
    ],
)
def test_8_free_names(taken: list[str], name: str) -> None:
    assert free_name("评分汇总", taken) == name


def test_8_their_sheets_of_our_names() -> None:
    book = form_workbook()
    book.create_sheet("评分汇总")["A1"] = "各科室评分"
    book.create_sheet("评分记录")["A1"] = "打分会议记录"
    first = process(saved(book))
    assert opened(first)["评分汇总"]["A1"].value == "各科室评分"
    assert opened(first).sheetnames[-3:] == ["评分汇总（核对）", "核对意见", "评分记录（核对）"]
    assert process(first) == first


def test_9_same_bytes_and_properties() -> None:
    data = form_bytes()
    copy = process(data)
    assert copy == process(data)
    properties = {one.name: one.value for one in opened(copy).custom_doc_props.props}
    *of_rules, code = properties.values()
    assert of_rules == ["perfeval-xl 1.0", RULES.id, RULES.digest]
    assert re.fullmatch("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}", code)
    assert part(copy, "docProps/core.xml") == part(data, "docProps/core.xml")


def test_10_merged_score() -> None:
    book = form_workbook()
    for area in ("H13:H14", "G13:G14"):
        book["自评表"].merge_cells(area)
    copy = process(saved(book))
    assert values_of(copy)["H13"] == 10
    assert "H14" not in values_of(copy)
    assert fill_of(copy, "H13") == colours.COMPUTED_FILL


def test_10_macro_workbook() -> None:
    data, macros = form_bytes(), b"macros as they lie"
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "[Content_Types].xml":
                text = text.replace(b"spreadsheetml.sheet.main", b"SHEET").replace(
                    b"application/vnd.openxmlformats-officedocument.SHEET+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
                kind = b'<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                text = text.replace(b"</Types>", kind + b"</Types>")
            if name == "xl/_rels/workbook.xml.rels":
                kind = b'"http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
                link = b"<Relationship Id='rId99' Type=" + kind + b" Target='vbaProject.bin'/>"
                text = text.replace(b"</Relationships>", link + b"</Relationships>")
            target.writestr(name, text)
        target.writestr("xl/vbaProject.bin", macros)
    copy = process(out.getvalue(), "自评表.xlsm")
    package = Package.from_bytes(copy, "自评表.xlsm")
    assert "macroEnabled" in package.content_types.of(package.workbook_part)
    assert package.part("xl/vbaProject.bin") == macros
    assert process(copy, "自评表.xlsm") == copy


def parts(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def test_11_the_clean_copy_is_that_of_the_source() -> None:
    data = CLEAN.read_bytes()
    assert parts(process(process(data), clean=True)) == parts(process(data, clean=True))


def test_12_other_sheet_and_no_cell() -> None:
    book = form_workbook()
    book.create_sheet("说明")["B2"] = "补充"
    package, result, carried = judge(saved(book))
    elsewhere = finding("A701", Severity.WARNING, "B2", "没有对应的结果")
    elsewhere.sheet = "说明"
    nowhere = finding("N801", Severity.HINT, None, "没有写存在问题")
    result.forms[0].findings = [elsewhere, nowhere]
    copy = scored.write_scored(package, result, RULES, carried)
    assert fill_of(copy, "B2", "说明") == colours.SEVERITY_FILLS[Severity.WARNING]
    rows = list(opened(copy)["核对意见"].iter_rows(min_row=5, values_only=True))
    assert [(row[2], row[3]) for row in rows] == [("A701", "说明!B2"), ("N801", "自评表")]
    assert explanations(copy) == {}


def test_12_a_place_that_is_not_there() -> None:
    package, result, carried = judge(form_bytes())
    lost = finding("R199", Severity.ERROR, "A1", "核对项没有运行完")
    lost.sheet = "没有这张表"
    odd = finding("R199", Severity.ERROR, "第一行", "核对项没有运行完")
    result.forms[0].findings = [lost, odd]
    copy = scored.write_scored(package, result, RULES, carried)
    rows = list(opened(copy)["核对意见"].iter_rows(min_row=5, values_only=True))
    assert [row[3] for row in rows] == ["没有这张表!A1", "自评表!第一行"]
    assert record.is_ours(Package.from_bytes(copy))
