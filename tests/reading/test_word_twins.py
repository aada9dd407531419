"""The published tables, written as Word tables, read and judged as their workbooks.

1. The same records, scores and findings, all fields but the names of the places; the table alone, and with the lines
   above it as paragraphs.
2. Every finding and every value names a place that the document has.
3. Two forms in one document are two forms; a table that was cut in two goes on below.
4. The samples, with all their sheets as tables below each other: the same findings, approved targets and texts.
5. Title, year and unit of the amounts at the head or foot of the pages are found there.

Not the same would be (no published table has it): what a Word table cannot hold. A number whose format shows fewer
digits than it has is what shows; a formula is its result, and nothing is told of how it was worked out; a date is its
text; a cell is never too narrow for its number.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from perfeval_xl.addresses import IN_TEXT
from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options, run
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.result import FormResult
from perfeval_xl.xlsx.package import Package
from tests.reading.meaning.compare import NAMES, TABLES, differences
from tests.samples import SAMPLES
from tests.word_tables import add_grid, as_document, saved

# A table of points alone, without project, money or the title of a 自评表: among text it is part of a report.
POINTS_ALONE = "36-sichuan-2017-score-table"
_PLACES = ("sheet", "file", "range", "cell", "cells", "form_id")
_IN_TABLE = re.compile(r"表1 第(\d+)行第(\d+)列(?:右侧)?|表1 上方第\d段")


def judged(path: Path) -> list[FormResult]:
    one = run([Input(path)], Options(jobs=1)).files[0]
    assert one.error_message is None
    return one.forms


@cache
def of_workbook(name: str) -> FormResult:
    (form,) = judged(TABLES / f"{name}.xlsx")
    return form


def said(value: Any, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a form but the places; places named inside a sentence are a sign."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in _PLACES and not key.endswith("_cell"):
                yield from said(one, f"{path}/{key}")
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value):
            yield from said(one, f"{path}/{number}")
    elif isinstance(value, str):
        yield path, IN_TEXT.sub(lambda found: found[0] if found[0].startswith("“") else "◇", value)
    else:
        yield path, value


def cells_of(value: Any) -> Iterator[str]:
    """Every place that is named."""
    if isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, str) and (key == "cell" or key.endswith("_cell")):
                yield one
            else:
                yield from cells_of(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from cells_of(one)


@pytest.mark.parametrize("lead_as_text", [False, True], ids=["all in the table", "lines above as text"])
@pytest.mark.parametrize("name", NAMES)
def test_1_and_2_the_same(name: str, lead_as_text: bool, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(as_document(TABLES / f"{name}.xlsx", lead_as_text=lead_as_text))
    (form,) = judged(path)
    assert dict(said(asdict(form))) == dict(said(asdict(of_workbook(name))))
    assert differences(name, form) == []
    rows = len(Document(str(path)).tables[0].rows)
    for cell in cells_of(asdict(form)):
        found = _IN_TABLE.fullmatch(cell)
        assert found, cell
        assert found[1] is None or 1 <= int(found[1]) <= rows, cell


def test_1_a_table_of_points_is_no_form_of_a_report(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    document = Document(io.BytesIO(as_document(TABLES / f"{POINTS_ALONE}.xlsx", lead_as_text=True)))
    document.paragraphs[0].insert_paragraph_before("一、项目概况")
    document.paragraphs[1].insert_paragraph_before("项目由水务部门组织实施，资金由县财政统筹安排。")
    document.save(str(path))
    one = run([Input(path)], Options(jobs=1)).files[0]
    assert "像是报告里的表，没有当作自评表" in (one.error_message or "")


def test_3_two_forms(tmp_path: Path) -> None:
    document = Document()
    for name in NAMES[:2]:
        path = TABLES / f"{name}.xlsx"
        add_grid(document, book_of(Package.open(path), path.name).grids[0], lead_as_text=True)
        document.add_page_break()
    (tmp_path / "两张.docx").write_bytes(saved(document))
    first, second = judged(tmp_path / "两张.docx")
    for form, name in ((first, NAMES[0]), (second, NAMES[1])):
        assert differences(name, form) == []
        assert {**dict(said(asdict(form)))} == dict(said(asdict(of_workbook(name))))
    assert first.form.range.startswith("表1 ")
    assert second.form.range.startswith("表2 ")


@pytest.mark.parametrize("where", ["header", "footer"])
def test_5_head_in_the_margins(where: str, tmp_path: Path) -> None:
    document = Document(io.BytesIO(as_document(TABLES / f"{NAMES[0]}.xlsx", lead_as_text=True)))
    lead = [one for one in document.paragraphs if one.text.strip()]
    place = getattr(document.sections[0], where)
    for one in lead:
        place.add_paragraph(one.text)
        one._p.getparent().remove(one._p)
    assert lead
    document.save(str(tmp_path / "页眉.docx"))
    (form,) = judged(tmp_path / "页眉.docx")
    assert differences(NAMES[0], form) == []
    assert [one.code for one in form.findings] == [one.code for one in of_workbook(NAMES[0]).findings]
    assert form.form.title_cell == f"页{'眉' if where == 'header' else '脚'}第1段"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[-4:])
def test_4_samples(path: Path, tmp_path: Path) -> None:
    (workbook,) = judged(path)
    (tmp_path / "样例.docx").write_bytes(as_document(path, lead_as_text=True))
    (form,) = judged(tmp_path / "样例.docx")
    assert [one.name for one in form.approved] == [one.name for one in workbook.approved]
    assert [(one.key, one.text) for one in form.texts] == [(one.key, one.text) for one in workbook.texts]
    found, expected = (sorted((one.code, one.label) for one in two.findings) for two in (form, workbook))
    assert found == expected


@pytest.mark.parametrize("cut", [8, 12, 15])
def test_3_a_table_cut_in_two(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "两段.docx"
    name = NAMES[0]
    path.write_bytes(as_document(TABLES / f"{name}.xlsx"))
    document = Document(str(path))
    table = document.tables[0]
    second = document.add_paragraph()._p.addnext  # an empty paragraph keeps two tables apart
    rows = table._tbl.tr_lst[cut:]
    other = document.add_table(rows=0, cols=len(table.columns))
    second(other._tbl)
    for one in rows:
        other._tbl.append(one)
    document.save(str(path))
    (form,) = judged(path)
    assert differences(name, form) == []
