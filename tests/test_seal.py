"""The check code, verify and diff.

1. A scored copy and the copy sent up have the code of the form they were made of, when they are read again.
2. Saving a copy anew in another program changes no code; a digit, a text, a hidden row's figure does, and is named.
3. A stored result that is not its formula's is a change.
4. verify tells: unchanged 0, changed 1, no copy 2; original and copy are held against each other.
5. Differences follow rows that have moved, were inserted or renamed.
6. diff says which changes findings had asked for, and what became of the findings.
7. Values kept in a record are given back; whatever else is there is none.
8. What hangs on more than the file (what was asked to be told, papers beside it) is no change.
"""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from perfeval_xl.cli import cli
from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options, run
from perfeval_xl.rules import ruleset
from perfeval_xl.seal import Value, code_of, differences, read, values_of, written
from perfeval_xl.standing import fillings_of
from perfeval_xl.writing.copy.record import sealed_in
from perfeval_xl.xlsx.package import Package
from tests.office import saved_by_libreoffice
from tests.samples import CLEAN, FAULTY

REAL = sorted((Path(__file__).parent / "fixtures" / "real_forms").glob("*.xlsx"))


def code_now(path: Path, source: str) -> str:
    file = run([Input(path)], Options(rules=source)).files[0]
    return code_of((form, ruleset.load(source)) for form in file.forms)


def made(tmp_path: Path, source: Path, *, clean: bool = False) -> Path | None:
    path = tmp_path / "自评表.xlsx"
    shutil.copy(source, path)
    output = run([Input(path)], Options(write=True, clean=clean)).files[0].output
    return Path(output) if output else None


@pytest.mark.parametrize("source", [CLEAN, FAULTY, *REAL], ids=lambda path: path.stem[:12])
def test_1_the_code_of_the_copy_is_that_of_the_form(tmp_path: Path, source: Path) -> None:
    copy = made(tmp_path, source)
    assert copy is not None
    sealed = sealed_in(Package.open(copy))
    assert sealed is not None
    assert sealed.code == code_now(copy, sealed.rules_id) == code_now(tmp_path / "自评表.xlsx", sealed.rules_id)


def test_1_the_copy_sent_up(tmp_path: Path) -> None:
    scored, clean = made(tmp_path, CLEAN), made(tmp_path, CLEAN, clean=True)
    assert scored is not None
    assert clean is not None
    codes = [sealed_in(Package.open(one)) for one in (scored, clean)]
    assert len({one.code for one in codes if one is not None}) == 1
    assert codes[1] is not None
    assert codes[1].values == ()


def changed(path: Path, name: str, **cells: Any) -> Path:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["自评表"][cell] = value
    target = path.with_name(name)
    book.save(target)
    return target


def verify(*words: object) -> Result:
    return CliRunner().invoke(cli, ["verify", *map(str, words)], standalone_mode=False)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"F6": 118}, "自评表!F6　年度资金总额·全年执行数：115.2 → 118"),
        ({"F15": "72个"}, "自评表!F15　专业个案·实际完成值：62个 → 72个"),
        ({"F11": "年度目标已完成。"}, "实际完成情况"),
        ({"C3": "另一个项目"}, "项目名称：家庭综合服务中心运营经费 → 另一个项目"),
        ({"H15": 2.5}, "专业个案·得分：3 → 2.5"),
    ],
)
def test_2_a_change_is_named(tmp_path: Path, cells: dict[str, Any], told: str) -> None:
    copy = made(tmp_path, FAULTY)
    assert copy is not None
    result = verify(changed(copy, "改.xlsx", **cells))
    assert result.return_value == 1
    assert told in result.output


def test_2_saved_anew_by_another_library(tmp_path: Path) -> None:
    copy = made(tmp_path, FAULTY)
    assert copy is not None
    assert verify(changed(copy, "存.xlsx")).return_value == 0


@pytest.mark.slow
@pytest.mark.parametrize("clean", [False, True])
def test_2_saved_anew_by_libreoffice(tmp_path: Path, clean: bool) -> None:
    copy = made(tmp_path, CLEAN, clean=clean)
    assert copy is not None
    again = tmp_path / "存.xlsx"
    again.write_bytes(saved_by_libreoffice(copy.read_bytes(), tmp_path))
    assert verify(again).return_value == 0


def test_2_a_figure_in_a_hidden_row(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    book = openpyxl.load_workbook(FAULTY)
    book["自评表"].row_dimensions[17].hidden = True
    book.save(path)
    run([Input(path)], Options(write=True))
    copy = tmp_path / "自评表_已评分.xlsx"
    assert verify(copy).return_value == 0
    assert "专业小组·实际完成值：28个 → 27个" in verify(changed(copy, "改.xlsx", F17="27个")).output


def test_3_a_result_typed_over(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    book = openpyxl.load_workbook(FAULTY)
    book["自评表"]["H15"] = "=1+2"
    book.save(path)
    run([Input(path)], Options(write=True))
    copy = tmp_path / "自评表_已评分.xlsx"
    with_result = _with_result(copy, b"<f>1+2</f>", b"3")
    assert verify(with_result).return_value == 0
    assert "公式的结果与公式不符" in verify(_with_result(copy, b"<f>1+2</f>", b"2.5")).output


def _with_result(copy: Path, formula: bytes, result: bytes) -> Path:
    """The workbook with another stored result behind a formula."""
    from zipfile import ZipFile

    out = BytesIO()
    with ZipFile(copy) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            for old in (b"<v></v>", b"<v/>", b""):
                data = data.replace(formula + old + b"</c>", formula + b"<v>" + result + b"</v></c>")
            target.writestr(name, data)
    path = copy.with_name(f"结果{result.decode()}.xlsx")
    path.write_bytes(out.getvalue())
    return path


def test_4_what_verify_ends_with(tmp_path: Path) -> None:
    copy = made(tmp_path, FAULTY)
    assert copy is not None
    assert verify(copy).return_value == 0
    both = verify(copy, tmp_path / "自评表.xlsx")
    assert both.return_value == 0
    assert "数值一致" in both.output
    other = changed(tmp_path / "自评表.xlsx", "改.xlsx", F15="72个")
    assert "专业个案·实际完成值：62个 → 72个" in verify(copy, other).output
    assert verify(tmp_path / "自评表.xlsx").exception is not None
    told = json.loads(verify(copy, other, "--json").output)
    assert {line["cell"] for line in told["findings"] if line.get("before")} == {"F15"}


def test_4_results_changed_by_hand(tmp_path: Path) -> None:
    """The form is as it was scored, but 评分汇总 says another score; a signature there is no change."""
    copy = made(tmp_path, FAULTY)
    assert copy is not None
    book = openpyxl.load_workbook(copy)
    sheet = book["评分汇总"]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "核算得分")
    below = (sheet.cell(row, head.column) for row in range(head.row + 1, sheet.max_row))
    score = next(cell for cell in below if isinstance(cell.value, int | float))
    was, score.value = score.value, 99.5
    sheet.cell(sheet.max_row + 2, 1).value = "张三 2024年3月20日"
    book.save(copy)
    result = verify(copy)
    assert result.return_value == 1
    assert f"评分汇总!{score.coordinate}　评分件里写的是 99.5，重新评分是 {was}" in result.output
    assert result.output.count("重新评分是") == 1
    (line,) = (one for one in json.loads(verify(copy, "--json").output)["findings"] if one["cell"])
    assert (line["cell"], line["before"], line["after"]) == (score.coordinate, str(was), "99.5")


def test_4_the_copy_sent_up_has_no_results_of_its_own(tmp_path: Path) -> None:
    clean = made(tmp_path, CLEAN, clean=True)
    assert clean is not None
    assert verify(clean).output.strip().endswith("与评分时一致。")


def test_4_results_of_a_changed_form(tmp_path: Path) -> None:
    """Form and 评分汇总 part: what the results are now is told."""
    copy = made(tmp_path, FAULTY)
    assert copy is not None
    told = verify(changed(copy, "改.xlsx", F15="72个", H15=2.5)).output
    assert "专业个案·得分：3 → 2.5" in told
    assert "评分汇总有" in told
    assert "重新评分是" in told


# ------------------------------------------------------------------------------------------------------- 5, 7


def rows(*lines: tuple[str, str, str]) -> list[Value]:
    """Name, target, result of each row, in cells of the columns D, E and F from row 13 on."""
    fields = ("三级指标", "年度指标值", "实际完成值")
    return [
        Value(line[0], field, f"{column}{number}", text, True)
        for number, line in enumerate(lines, 13)
        for field, column, text in zip(fields, "DEF", line, strict=True)
    ]


BEFORE = rows(("甲", "≥10", "12"), ("乙", "≥20", "19"), ("丙", "≥30", "30"))


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (BEFORE, []),
        (rows(("乙", "≥20", "19"), ("甲", "≥10", "12"), ("丙", "≥30", "30")), []),
        (rows(("甲", "≥10", "12"), ("乙", "≥20", "21"), ("丙", "≥30", "30")), [("乙", "实际完成值", "19", "21")]),
        (
            rows(("甲", "≥10", "12"), ("新", "≥1", "1"), ("乙", "≥20", "19"), ("丙", "≥30", "30")),
            [("新", "三级指标", "", "新")],
        ),
        (rows(("甲", "≥10", "12"), ("丙", "≥30", "30")), [("乙", "三级指标", "乙", "")]),
        (
            rows(("甲", "≥10", "12"), ("乙的新名", "≥20", "19"), ("丙", "≥30", "30")),
            [("乙的新名", "三级指标", "乙", "乙的新名")],
        ),
    ],
)
def test_5_rows_are_followed(after: list[Value], told: list[tuple[str, str, str, str]]) -> None:
    found = [(one.row, one.field, one.before, one.after) for one in differences(BEFORE, after)]
    assert found[: len(told)] == told
    assert {one[0] for one in found} == {one[0] for one in told}


def test_7_values_are_given_back() -> None:
    form = run([Input(FAULTY)], Options()).files[0].forms[0]
    values = values_of(form, fillings_of(form, ruleset.load("guangzhou-baiyun-2023")))
    assert read(written(values)) == [one for one in values if one.text]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[["a"]]', "x"])
def test_7_what_is_no_record(text: str) -> None:
    with pytest.raises(ValueError, match="value"):
        read(text)


# ---------------------------------------------------------------------------------------------------------- 6


def test_6_what_was_asked_for(tmp_path: Path) -> None:
    old = tmp_path / "旧.xlsx"
    shutil.copy(FAULTY, old)
    new = changed(old, "新.xlsx", H6=0.96, I6=19.2, H17=2)
    result = CliRunner().invoke(cli, ["diff", str(old), str(new), "--json"], standalone_mode=False)
    assert result.return_value == 1
    (form,) = json.loads(result.output)["forms"]
    codes = {one["label"]: one["codes"] for one in form["changes"]}
    assert codes["年度资金总额·执行率"] == ["B201"]
    assert codes["专业小组·得分"] == []
    assert "B201" in [one["code"] for one in form["settled"]]
    assert form["new"]


def test_6_the_same_and_the_workbook(tmp_path: Path) -> None:
    old = tmp_path / "旧.xlsx"
    shutil.copy(FAULTY, old)
    target = tmp_path / "结果" / "差异.xlsx"
    words = ["diff", str(old), str(old), "-o", str(target)]
    assert CliRunner().invoke(cli, words, standalone_mode=False).return_value == 0
    assert openpyxl.load_workbook(target)["改动"]["A2"].value == "两个版本没有不同。"
    assert CliRunner().invoke(cli, words, standalone_mode=False).exception is not None  # not over what is there


def test_8_what_was_not_to_be_told_is_no_change(tmp_path: Path) -> None:
    form = shutil.copy(FAULTY, tmp_path / "表.xlsx")
    CliRunner().invoke(cli, ["process", str(form), "--ignore", "B201"])
    result = CliRunner().invoke(cli, ["verify", str(tmp_path / "表_已评分.xlsx")])
    assert (result.exit_code, "不同" in result.output) == (0, False), result.output
