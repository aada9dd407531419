"""An .xls through `process`: its scored copy is our standard workbook filled with what was read.

1. The copy lies beside it as .xlsx, holds every field, says where it comes from; the .xls is untouched.
2. A number keeps its hidden decimals and its format: 89.974 that shows 89.97 stays 89.974.
3. What was blank is computed into the copy and marked; what was wrong is marked in the copy at its cell.
4. Two forms in one .xls get two sheets.
5. Processed again, the copy is the same.
6. check and process name the same cells, those of the .xls; in the copy each finding stands at the copy's own cell,
   with that of the .xls told beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from perfeval_xl.cli import run as typed

ROWS: list[list[Any]] = [
    ["项目支出绩效自评表"],
    ["（2023年度）"],
    ["项目名称", "社工站运营"],
    ["主管部门", "某街道办事处", None, None, "实施单位", "公共服务办公室"],
    ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, "年度资金总额", (90, "0.00"), (90, "0.00"), (89.974, "0.00"), 10, (0.95, "0%"), None],
    [None, "其中：当年财政拨款", 90, 90, (89.974, "0.00"), "—", "—", "—"],
    ["年度总体目标", "预期目标", None, None, None, "实际完成情况"],
    [None, "为居民提供社工服务", None, None, None, "服务已按协议完成"],
    [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    [None, "产出指标（50分）", "数量指标", "服务人次", "≥100人次", "104人次", 50, 50],
    [None, "效益指标（30分）", "社会效益指标", "受益居民数", "≥2000人", "2100人", 30, None],
    [None, "满意度指标（10分）", "服务对象满意度指标", "居民满意度", (0.9, "0%"), (0.96, "0%"), 10, 10],
    ["总分", None, None, None, None, None, 100, None],
]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    book = xlwt.Workbook()
    for name in ("项目一", "项目二"):
        sheet = book.add_sheet(name)
        for row, values in enumerate(ROWS):
            for column, value in enumerate(values):
                number, code = value if isinstance(value, tuple) else (value, "General")
                if value is not None:
                    style = xlwt.XFStyle()
                    style.num_format_str = code
                    sheet.write(row, column, number, style)
    path = tmp_path / "自评表.xls"
    book.save(str(path))
    return path


@pytest.fixture
def copy(written: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    before = written.read_bytes()
    assert typed(["process", str(written)]) == 1
    capfd.readouterr()
    assert written.read_bytes() == before
    return written.parent / "自评表_已评分.xlsx"


def test_1_and_4_what_it_holds(copy: Path) -> None:
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames[:6] == ["填报说明", "项目一", "项目二", "项目概况", "绩效目标", "总结与整改"]
    form = book["项目二"]
    assert (form["A2"].value, form["C3"].value, form["G4"].value) == (2023, "社工站运营", "公共服务办公室")
    assert form["D13"].value == "服务人次"
    notes = [str(row[1].value) for row in book["填报说明"].iter_rows(max_row=8)]
    assert any(text.startswith("由“自评表.xls”中读到的内容填入标准表") for text in notes)


def test_2_hidden_decimals(copy: Path) -> None:
    executed = openpyxl.load_workbook(copy)["项目一"]["F6"]
    assert (executed.value, executed.number_format) == (89.974, "0.00")


def test_3_computed_and_marked(copy: Path) -> None:
    form = openpyxl.load_workbook(copy)["项目一"]
    assert form["H6"].value == 0.95
    assert form["H6"].fill.fgColor.rgb.endswith("FFC9CE")
    benefit = next(row for row in range(13, 40) if form.cell(row, 4).value == "受益居民数")
    assert form.cell(benefit, 8).value == 30
    assert form.cell(benefit, 8).fill.fgColor.rgb.endswith("E2F0D9")


def test_5_again(written: Path, copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    first = copy.read_bytes()
    assert typed(["process", str(written)]) == 1
    capfd.readouterr()
    assert copy.read_bytes() == first


def test_6_the_cells_of_the_xls(written: Path, copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def found(command: str) -> list[tuple[str, str, str | None]]:
        assert typed([command, "--json", str(written)]) == 1
        forms = json.loads(capfd.readouterr().out)["files"][0]["forms"]
        return [(one["code"], one["sheet"], one["cell"]) for form in forms for one in form["findings"]]

    processed = found("process")
    assert ("B201", "项目一", "G6") in processed
    assert set(processed) <= set(found("check"))  # a blank score is filled in by process, and told by check alone
    rows = openpyxl.load_workbook(copy)["核对意见"].iter_rows(min_row=5, values_only=True)
    places = {(str(row[3]), str(row[4]).partition("\n")[2]) for row in rows if row[2] == "B201"}
    assert places == {("项目一!H6", "原表 项目一!G6"), ("项目二!H6", "原表 项目二!G6")}
