"""The Word report.

1. Every figure of the workbook that the outline asks for stands in the report, in each outline that is shipped.
2. What the workbook does not say is marked 【待补充：…】, highlighted, and told; nothing is made up.
3. A form with errors makes a draft, which says so on its first page; a clean one does not.
4. Each lost point stands among the problems, and there are as many advices as problems.
5. The same input gives the same bytes.
6. An office's own outline: unknown and broken fields are told with their place; no code runs; one with nothing to fill
   in is left as it is.
7. Texts of the workbook are text: braces, angle brackets and characters that XML forbids change nothing.
8. Several forms make one report that names each of them, with sums.
9. --fields names every field that the shipped outlines use.
10. The command writes where it is told, and over nothing that is there without --force.
11. Microsoft's validator has nothing against the reports (slow).
"""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from perfeval_xl import resources
from perfeval_xl.cli import cli
from perfeval_xl.inputs import expand
from perfeval_xl.pipeline import Options, run
from perfeval_xl.problems import FileError
from perfeval_xl.result import FormResult
from perfeval_xl.writing.report import outlines
from perfeval_xl.writing.report.facts import Gaps, facts_of
from perfeval_xl.writing.report.fill import Report, write_report
from tests.office import errors

SAMPLES = resources.folder("samples")
CLEAN = SAMPLES / "家庭综合服务中心运营经费_完整填报.xlsx"
FAULTY = SAMPLES / "家庭综合服务中心运营经费_含错误.xlsx"
CODE = "7K3M-9QFX-2T"


def forms_of(*paths: Path) -> list[FormResult]:
    result = run(expand([str(one) for one in paths]).inputs, Options())
    return [form for file in result.files for form in file.forms]


def made(forms: list[FormResult], outline: str = "founding-2023") -> Report:
    return write_report(forms, ["评分规则"], CODE, outline)


def text_of(report: Report) -> str:
    document = Document(BytesIO(report.data))
    lines = [one.text for one in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def outline_of(folder: Path, *lines: str) -> str:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(folder / "提纲.docx"))
    return str(folder / "提纲.docx")


@pytest.mark.parametrize("outline", outlines.SHIPPED)
def test_1_every_figure_stands_in_the_report(outline: str) -> None:
    form = forms_of(CLEAN)[0]
    text = text_of(made([form], outline))
    assert "{{" not in text
    assert "{%" not in text
    for said in ("120 万元", "预算执行率为 100%", "自评得分为 100 分", "自评等级为“优”", "共设置绩效指标 14 项"):
        assert said in text
    for row in form.indicators:
        assert row.name in text, row.name
        assert row.target in text, row.target
    for one in form.texts:
        if one.key in ("background", "policy", "experience"):
            assert one.text[:30] in text


def test_2_gaps_are_marked_and_told() -> None:
    form = forms_of(CLEAN)[0]
    form.texts = []
    form.form.department = None
    report = made([form])
    assert any("项目背景" in one for one in report.gaps)
    assert "主管部门" in report.gaps
    document = Document(BytesIO(report.data))
    runs = [run for one in document.paragraphs for run in one.runs if "【待补充" in run.text]
    assert len(runs) >= len(report.gaps)
    assert all(run.font.highlight_color is not None for run in runs)
    others = [run for one in document.paragraphs for run in one.runs if "【待补充" not in run.text]
    assert not any(run.font.highlight_color for run in others)


@pytest.mark.parametrize(("path", "is_draft"), [(CLEAN, False), (FAULTY, True)])
def test_3_errors_make_a_draft(path: Path, is_draft: bool) -> None:
    first = Document(BytesIO(made(forms_of(path)).data)).paragraphs[0].text
    assert first.startswith("草稿：") is is_draft


def test_4_lost_points_and_advices() -> None:
    facts = facts_of(forms_of(FAULTY), ["评分规则"], CODE, Gaps())
    lost = [row for row in facts["评分表"] if row["失分"]]
    assert [row["三级"] for row in lost] == ["预算执行率", "专业个案"]
    for row in lost:
        assert any(row["三级"] in one and f"失 {row['失分']} 分" in one for one in facts["问题"])
    assert len(facts["问题"]) == len(facts["建议"])


def test_5_the_same_bytes() -> None:
    forms = forms_of(FAULTY)
    assert made(forms).data == made(forms).data


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("前言", "{{ 项目名成 }}"), ("“项目名成”", "第 2 段")),
        (("{%p for 项 in 项目 %}", "{{ 项.得份 }}", "{%p endfor %}"), ("“得份”", "第 2 段")),
        (("{{ 项目名称 }", "文"), ("第 1 段",)),
        (("{%p for 项 in 项目 %}", "没有结束"), ("endfor",)),
        (("{{ ''.__class__.__mro__ }}",), ("__class__",)),
        (("{{ 待补充.__globals__ }}",), ("__globals__",)),
    ],
)
def test_6_faults_of_an_outline_have_a_place(tmp_path: Path, lines: tuple[str, ...], told: tuple[str, ...]) -> None:
    with pytest.raises(FileError) as problem:
        made(forms_of(CLEAN), outline_of(tmp_path, *lines))
    assert problem.value.code == "R922"
    for words in told:
        assert words in problem.value.message


def test_6_an_outline_of_ones_own(tmp_path: Path) -> None:
    report = made(forms_of(CLEAN), outline_of(tmp_path, "项目：{{ 项目名称 }}，{{ 全年执行数 }}", "照抄的一段"))
    assert text_of(report).splitlines()[:2] == ["项目：家庭综合服务中心运营经费，120 万元", "照抄的一段"]


@pytest.mark.parametrize(
    ("name", "data"), [("没有.docx", None), ("坏.docx", b"PK\x03\x04 broken"), ("x", None), ("文.docx", b"")]
)
def test_6_what_is_no_outline(tmp_path: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(FileError) as problem:
        made(forms_of(CLEAN), str(tmp_path / name))
    assert problem.value.code == "R921"


def test_7_texts_are_texts() -> None:
    form = forms_of(CLEAN)[0]
    form.form.goal_actual = "完成 {{ 7*7 }} <w:p/> & \x07\x0b 项\n第二段"
    text = text_of(made([form]))
    assert "完成 {{ 7*7 }} <w:p/> &" in text
    assert "\n第二段" in text


def test_8_several_forms() -> None:
    forms = forms_of(CLEAN, FAULTY)
    forms[1].form.project = "道路养护"
    text = text_of(made(forms))
    assert "2 个项目全年预算数合计 240 万元，全年执行数合计 235.2 万元，总体预算执行率为 98%" in text
    assert "1．家庭综合服务中心运营经费" in text
    assert "2．道路养护" in text


def test_9_every_field_is_listed() -> None:
    listed = CliRunner().invoke(cli, ["report", "--fields"]).output
    for outline in outlines.SHIPPED:
        for line in outlines.paragraphs(outlines.opened(outlines.bytes_of(outline), outline)):
            for field in re.findall(r"\{\{ (?:\w+\.)?(\w+)", line):
                assert field in listed or field in ("index", "句"), field


def invoke(*words: object) -> Result:
    return CliRunner().invoke(cli, ["report", *map(str, words)], standalone_mode=False)


def test_10_the_command(tmp_path: Path) -> None:
    target = tmp_path / "新" / "报告.docx"
    assert invoke(CLEAN, "-o", target).return_value == 0
    before = target.read_bytes()
    assert invoke(CLEAN, "-o", target).return_value == 0  # the same again: nothing to replace
    assert target.read_bytes() == before
    refused = invoke(FAULTY, "-o", target)
    assert isinstance(refused.exception, FileError)
    assert target.read_bytes() == before
    assert invoke(FAULTY, "-o", target, "--force").return_value == 1
    assert Decimal(len(target.read_bytes())) > 10_000


@pytest.mark.slow
@pytest.mark.parametrize("outline", outlines.SHIPPED)
def test_11_the_validator_has_nothing_against_it(outline: str) -> None:
    assert not errors(made(forms_of(FAULTY, CLEAN), outline).data, ".docx")
