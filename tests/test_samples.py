"""The samples.

1. They equal what make_samples.py makes, and two runs give the same bytes.
2. (a) The founding report's own faults come out at their cells: targets never reported, results never set, points that
   were not shared out; money, total and grade raise nothing.
3. (b) Filled in completely: exit code 0, total 100, 优, nothing at all to remark.
4. (c) Three faults: the rate, a missed target with full points, the total; each at its cell, nothing else.
5. They name no office and no contractor.
"""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfeval_xl.cli import run as typed
from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options, run
from perfeval_xl.result import FormResult, Severity
from tests import samples
from tests.office import parts

SAMPLES = samples.FOLDER
REPORTED, COMPLETE, FAULTY = (f"家庭综合服务中心运营经费_{name}.xlsx" for name in ("报告原样", "完整填报", "含错误"))


@pytest.fixture(scope="module")
def made() -> Callable[[], dict[str, bytes]]:
    functions: dict[str, Any] = runpy.run_path(str(SAMPLES / "make_samples.py"))
    return functions["make_all"]


def judged(name: str) -> FormResult:
    result = run([Input(SAMPLES / name, Path(name))], Options())
    (file,) = result.files
    assert file.error_code is None
    (form,) = file.forms
    return form


def found(form: FormResult, *severities: Severity) -> dict[str, str]:
    """Cell -> code, of the findings of these severities."""
    told = [one for one in form.findings if one.severity in severities]
    out = {f"{one.sheet}!{one.cell}": one.code for one in told}
    assert len(out) == len(told)
    return out


def test_1_made_by_the_script(made: Callable[[], dict[str, bytes]]) -> None:
    fresh = made()
    assert set(fresh) == {path.name for path in samples.SAMPLES}
    assert fresh == made()
    for name, data in fresh.items():
        assert parts((SAMPLES / name).read_bytes()) == parts(data)


def test_2_as_reported() -> None:
    form = judged(REPORTED)
    assert found(form, Severity.ERROR) == {
        "绩效目标!C5": "A701",  # 服务站点覆率
        "绩效目标!C8": "A701",  # 支出及时率
        "绩效目标!C9": "A701",  # 第三方服务评估结果
        "绩效目标!C16": "A701",  # 阵地宣传影响力
        "自评表!F37": "S520",  # 满意度: points without a result
    }
    warned = found(form, Severity.WARNING)
    never_set = {f"自评表!D{row}" for row in (14, 15, 16, 17, 18, 19, 35)}
    assert {cell for cell, code in warned.items() if code == "A702"} == never_set
    names = {row.name_cell: row.name for row in form.indicators}
    assert {names[cell.split("!")[1]] for cell in never_set} == {
        "项目全年宣传次数",
        "全年培育志愿者人数",
        "专业个案",
        "咨询个案",
        "专业小组",
        "社区活动",
        "新增志愿者",
    }


def test_2_what_agrees_raises_nothing() -> None:
    form = judged(REPORTED)
    assert (form.funds[0].annual_budget.value, form.funds[0].executed.value, form.funds[0].rate.value) == (120, 120, 1)
    assert (form.form.total_self_score.value, form.form.grade) == (100, "优")
    assert [row.self_score.value for row in form.indicators if row.self_score.value is not None] == [40, 30, 10]
    money = {f"自评表!{letter}{row}" for letter in "DEFGHI" for row in (6, 7, 8, 9)}
    assert not (money | {"自评表!H40", "自评表!G41"}) & set(found(form, *Severity))
    assert not [one for one in form.findings if one.code.startswith("B")]


def test_3_complete() -> None:
    form = judged(COMPLETE)
    assert form.findings == []
    assert form.score is not None
    assert (form.score.total, form.score.open, form.score.grade) == (100, 0, "优")
    assert (form.form.total_self_score.value, form.form.grade) == (100, "优")


def test_4_faulty() -> None:
    form = judged(FAULTY)
    assert found(form, *Severity) == {"自评表!H6": "B201", "自评表!H15": "S504", "自评表!H40": "S509"}
    assert form.score is not None
    assert form.score.total == Decimal("98.86")


@pytest.mark.parametrize(("name", "code"), [(COMPLETE, 0), (FAULTY, 1), (REPORTED, 1)])
def test_processed(name: str, code: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copy(SAMPLES / name, tmp_path / name)
    assert typed(["process", str(tmp_path / name)]) == code
    output = tmp_path / f"{Path(name).stem}_已评分.xlsx"
    assert output.exists()
    assert "评分汇总" in openpyxl.load_workbook(output).sheetnames
    assert (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes()
    capfd.readouterr()


def test_5_no_names() -> None:
    for path in [*samples.SAMPLES, SAMPLES / "README.md", SAMPLES / "make_samples.py"]:
        text = path.read_text(encoding="utf-8") if path.suffix != ".xlsx" else _texts(path)
        assert "\u77f3\u95e8" not in text
        assert "\u98ce\u5411\u6807" not in text


def _texts(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
