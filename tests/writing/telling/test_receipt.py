"""The receipt of `read`, on the terminal and as JSON: what was understood, before any judgement.

1. Each form with sheet and range; each field with its cell; a field that the form does not have is said to be absent.
2. Each target and result with the sense it was read in.
3. What was left over, nearly known, hidden, or left in by the template.
4. Amounts in 万元 beside what was written; a file that cannot be read has its sentence.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.cli import run
from perfeval_xl.form import MeaningKind
from perfeval_xl.reading.meaning.values import parse_actual, parse_target
from perfeval_xl.result import FileResult
from perfeval_xl.writing.telling import receipt
from perfeval_xl.writing.telling.console import Teller
from tests.sheets import forms_from, grid_from

FORM = """
    | 项目支出绩效自评表（2023年度） |
    | 项目名称 | 某项目 | < | < | 主管部门 | 某局 | < | < |
    | 自评总分 | 96分 | 优 | | | 游离的字 |
    | 资金（元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
    | | 年度资金总额 | 1200000 | 1200000 | 60万元 | 10 | 50% | 5 |
    | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完或值 | 分值 | 得分 | 未完成原因 |
    | 产出指标 | 数量指标 | 种树 | 每亩300株 | 约310株 | 40 | 40 | |
    | ^ | ^ | 其中：杨树 | ≥100株 | 110株 | | | |
    | ^ | 时效指标 | 完成时间 | 12月底之前完成 | 2023年12月20日 | 20 | 20 | |
    | 效益指标 | 社会效益指标 | 环境 | 效果明显 | 达成预期指标 | 30 | 30 | |
    | | | 指标2： | | | | | |
"""


def shown(*tables: str, state: str = "visible", hidden_rows: tuple[int, ...] = ()) -> str:
    grids = [grid_from(one, state=state) for one in tables]
    grids[0].hidden_rows.update(hidden_rows)
    out = io.StringIO()
    receipt.Receipt(Teller(file=out, width=200)).tell(FileResult("某项目.xlsx", forms_from(*grids)))
    return out.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "工作表“自评表”A1:H11：项目支出绩效自评表（2023年度）",
        "年度：2023  [A1]",
        "项目名称：某项目  [B2]",
        "主管部门：某局  [F2]",
        "金额单位：元  [A4]",
        "预期目标：（表中没有此栏）",
        "总分：96  [B3]",
        "等级：优  [C3]",
    ],
)
def test_1_fields_with_cells(words: str) -> None:
    assert words in shown(FORM)


@pytest.mark.parametrize(
    "words",
    [
        "每亩300株 D7",
        "→ 300株/亩",
        "→ 310株（另有文字：约）",
        "其中：杨树 C8（其中项，不计分）",
        "→ 不少于 100株",
        "→ 2023-12-31 或以前",
        "→ 2023-12-20",
        "→ 无法衡量的描述",
        "→ 评语，第 1 档",
    ],
)
def test_2_senses(words: str) -> None:
    assert words in shown(FORM)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("80%-90%", "80% 至 90%"),
        ("＜5万人", "小于 5万人"),
        ("超过100", "大于 100"),
        ("良好", "等次，第 2 档"),
        ("已完成", "完成情况，第 1 档"),
        ("是", "是"),
        ("否", "否"),
        ("居住环境整洁，机制已形成", "文字"),
        ("/", "不适用"),
        ("#REF!", "错误值"),
        ("", "（空）"),
    ],
)
def test_2_in_words(written: str, words: str) -> None:
    assert receipt.in_words(parse_target(written)) == words


def test_2_every_kind_has_words() -> None:
    assert receipt.in_words(parse_actual("6月", year=None)) == "日期"  # no year is known
    assert {kind for kind in MeaningKind if kind not in receipt._PLAIN_WORDS} == {  # pyright: ignore[reportPrivateUsage]
        *(MeaningKind.AT_LEAST, MeaningKind.AT_MOST, MeaningKind.MORE_THAN, MeaningKind.LESS_THAN, MeaningKind.EQUAL),
        *(MeaningKind.BETWEEN, MeaningKind.VERDICT, MeaningKind.DEADLINE, MeaningKind.DATE, MeaningKind.YES_NO),
    }


def test_3_left_over_and_near() -> None:
    text = shown(FORM)
    assert "C11  模板留下的空行“指标2：”，没有当作指标。" in text
    assert "E6  列标题“实际完或值”按相近的“实际完成值”读取，请核对。" in text
    assert "F3  “游离的字”不属于任何已知栏目，没有读入。" in text
    assert "隐藏" not in text


def test_3_hidden() -> None:
    text = shown(FORM, state="hidden", hidden_rows=(9,))
    assert "A1:H11，工作表已隐藏" in text
    assert "工作表“自评表”是隐藏的，已照常读取。" in text
    assert "第 9 行是隐藏的，已照常读取。" in text
    assert "完成时间 C9（隐藏行）" in text


def test_4_money() -> None:
    text = shown(FORM)
    assert "1200000＝120 D5" in text
    assert "60万元＝60 E5" in text
    assert "50% G5" in text


def test_4_a_file_that_cannot_be_read() -> None:
    out = io.StringIO()
    failed = FileResult("a.xlsx", error_code="R904", error_message="文件不完整。")
    receipt.Receipt(Teller(file=out, width=200)).tell(failed)
    assert "未能处理：文件不完整。 [R904]" in out.getvalue()


def test_3_as_json(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for (row, column), cell in grid_from(FORM).cells.items():
        sheet.cell(row, column, cell.text)
    sheet.row_dimensions[9].hidden = True
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert run(["read", "--json", str(path)]) == 0
    form = json.loads(capfd.readouterr().out)["files"][0]["forms"][0]
    assert (form["range"], form["hidden"], form["cells"]["grade"]) == ("A1:H11", False, "C3")
    assert [(row["breakdown"], row["hidden"]) for row in form["indicators"]] == [
        (False, False),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert {(note["kind"], note["cell"]) for note in form["notes"]} >= {
        ("leftover", "C11"),
        ("near_label", "E6"),
        ("unplaced", "F3"),
        ("hidden", "A9"),
    }
