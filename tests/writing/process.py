"""The whole way from a workbook's bytes to its scored copy, as the program goes it, and hands on a workbook."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from perfeval_xl.checks import check_forms
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.result import FileResult, RulesUsed
from perfeval_xl.scoring import score_form
from perfeval_xl.writing.copy import record, scored
from perfeval_xl.writing.copy.explanations import Carried
from perfeval_xl.xlsx.package import Package
from tests.writing.judged import RULES

NAME = "自评表.xlsx"

FORM = """
项目支出绩效自评表
（2023年度）
项目名称|社工站运营
主管部门|某街道办事处|||实施单位|公共服务办公室
项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
|年度资金总额|120|120|119.5|10||
|其中：当年财政拨款|120|120|119.5|—|—|—
年度总体目标|预期目标||||实际完成情况
|为居民提供社工服务||||服务已按协议完成
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标|数量指标|服务人次|≥100人次|104人次|30||
||质量指标|活动合格率|≥95%|90%|10||部分活动因天气取消
||时效指标|支出及时率|≥100%|100%|10||
|效益指标|社会效益指标|受益居民数|≥2000人|2100人|30||
|满意度指标|服务对象满意度指标|居民满意度|≥90%|96%|10||
总分||||||100||
等级|
"""
RATE, MONEY_SCORE, SCORES, TOTAL, GRADE = "G6", "H6", ("H11", "H12", "H13", "H14", "H15"), "H16", "B17"
NAMES = {"服务人次": "H11", "活动合格率": "H12", "支出及时率": "H13", "受益居民数": "H14", "居民满意度": "H15"}


def form_workbook(**cells: object) -> Workbook:
    """The form above as a workbook; `cells` are put in after (G6="98%")."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "自评表"
    for row, line in enumerate(FORM.strip().splitlines(), 1):
        for column, text in enumerate(line.split("|"), 1):
            if text:
                sheet.cell(row, column).value = float(text) if text.replace(".", "").isdecimal() else text
    for place, value in cells.items():
        sheet[place] = value
    return book


@cache
def form_bytes(**cells: object) -> bytes:
    """The same as a file; asked twice, the very same bytes (openpyxl stamps the second into what it saves)."""
    return saved(form_workbook(**cells))


def saved(book: Workbook) -> bytes:
    """What openpyxl makes of it."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes, *, results: bool = False) -> Workbook:
    """The workbook as openpyxl reads it: formulas, or their stored results."""
    return openpyxl.load_workbook(BytesIO(data), data_only=results)


@cache
def edited(data: bytes, sheet: str = "自评表", **cells: object) -> bytes:
    """The workbook after a unit has put values in and saved it with another program (None empties a cell)."""
    book = opened(data)
    for place, value in cells.items():
        book[sheet][place] = value
    return saved(book)


def judge(data: bytes, name: str = NAME) -> tuple[Package, FileResult, Carried]:
    """Takes back, reads, scores, checks."""
    package, carried = record.take_back(Package.from_bytes(data, name))
    forms = read_book(book_of(package, name), name, "0:")
    for form in forms:
        form.score = score_form(form, RULES)
    check_forms(forms, RULES, filling=True)
    return package, FileResult(name, forms, rules=RulesUsed(RULES.id, RULES.title, RULES.digest)), carried


def process(data: bytes, name: str = NAME, *, clean: bool = False, version: str = "1.0") -> bytes:
    """The scored copy, or the clean one."""
    package, result, carried = judge(data, name)
    if clean:
        return scored.write_clean(package, result, RULES, version)
    return scored.write_scored(package, result, RULES, carried, version)


def values_of(data: bytes, sheet: str = "自评表") -> dict[str, object]:
    """What stands in a sheet's cells."""
    return {cell.coordinate: cell.value for row in opened(data)[sheet] for cell in row if cell.value is not None}


def fill_of(data: bytes, cell: str, sheet: str = "自评表") -> str | None:
    """The colour RRGGBB of a cell, None without."""
    fill = opened(data)[sheet][cell].fill
    return str(fill.fgColor.rgb)[2:] if fill.fill_type == "solid" else None


def explain(data: bytes, **texts: str) -> bytes:
    """The unit writes into 单位说明: `S504="…"` beside the first finding of that code."""
    book = opened(data)
    sheet = book["核对意见"]
    for code, text in texts.items():
        row = next(row for row in sheet.iter_rows() if row[2].value == code)
        row[9].value = text
    return saved(book)


def explanations(data: bytes) -> dict[tuple[str, str], str]:
    """(code, place) -> what stands in 单位说明."""
    rows = opened(data)["核对意见"].iter_rows(min_row=5, values_only=True)
    return {(str(row[2]), str(row[3])): str(row[9]) for row in rows if row[9] is not None}
