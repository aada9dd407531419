"""An existing report held against the workbook and against itself.

1. A report of 2023, written by hand beside its workbook: what is wrong in it comes out, what agrees raises nothing.
2. Our own reports agree with the workbook they were made of, in each outline.
3. One fault put in: found, with its code, and nothing else with it.
4. Tracked changes are read as accepted.
5. The copy with comments has each remark at its paragraph and keeps all else; the validator has nothing against it.
6. Lines that a page broke are put together; a text in GB 18030 is read.
7. What is no report is refused in one sentence.
8. explain knows every code.
9. Text as long as a file may be is looked through in linear time (no pattern repeats without a bound).
10. docs/report-checks.md is what the kinds say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from perfeval_xl.cli import cli
from perfeval_xl.inputs import expand
from perfeval_xl.pipeline import Options, run
from perfeval_xl.problems import FileError
from perfeval_xl.report_check import check_report
from perfeval_xl.report_check.comments import commented
from perfeval_xl.report_check.docs import page
from perfeval_xl.report_check.document import Document as Report
from perfeval_xl.report_check.document import opened
from perfeval_xl.report_check.kinds import Remark, kinds
from perfeval_xl.result import FormResult, Severity
from perfeval_xl.writing.report import outlines
from perfeval_xl.writing.report.fill import write_report
from tests.office import errors
from tests.samples import CLEAN, REPORTED

FOUNDING = Path(__file__).parents[1] / "fixtures" / "reports" / "街道重点项目绩效评价报告_2023.txt"
OUTLINE = outlines.STANDARD


def form_of(path: Path) -> FormResult:
    return run(expand([str(path)]).inputs, Options()).files[0].forms[0]


@cache
def report_of(outline: str = OUTLINE, *, with_loss: bool = False) -> tuple[bytes, FormResult]:
    """Our own report of the clean sample, its office named; on request with a row that lost points."""
    form = form_of(CLEAN)
    form.form.unit = form.form.department = "松烛街道办事处"
    if with_loss:
        row = next(one for one in form.indicators if one.name == "专业小组")
        row.self_score = replace(row.self_score, value=Decimal(2))
        row.reason = "有一个小组因场地原因延期"
        form.form.total_self_score = replace(form.form.total_self_score, value=Decimal(99))
    return write_report([form], ["评分规则"], "7K3M-9QFX-2T", outline).data, form


def saved(folder: Path, document: Any) -> Path:
    path = folder / "报告.docx"
    document.save(str(path))
    return path


def told(path: Path, form: FormResult, outline: str = OUTLINE) -> list[Remark]:
    return [one for one in check_report(opened(path), [form], outline) if one.severity is not Severity.HINT]


# ------------------------------------------------------------------------------------------------- 1, 2: whole reports


def test_1_the_report_of_2023() -> None:
    found = check_report(opened(FOUNDING), [form_of(REPORTED)], OUTLINE)
    by_code: dict[str, list[str]] = {}
    for one in found:
        by_code.setdefault(one.code, []).append(one.message)
    set_only = " ".join(by_code["P202"])
    for name in ("服务站点覆率", "支出及时率", "接受第三方服务评估结果", "阵地宣传影响力", "服务对象满意度"):
        assert name in set_only, name
    assert "链接社会资源" not in set_only
    assert "社工服务人次" not in set_only
    reported_only = " ".join(by_code["P203"])
    assert "宣传次数" in reported_only
    assert "培育志愿者" in reported_only
    assert "〔2018〕13号" in by_code["P204"][0]
    assert any("服务人次" in one for one in by_code["P206"])
    assert "支出及时率" in by_code["P207"][0]
    assert set(by_code) == {"P202", "P203", "P204", "P206", "P207"}  # 120/120/100%, 20+40+30+10 = 100, 优 agree


@pytest.mark.parametrize("outline", outlines.SHIPPED)
@pytest.mark.parametrize("with_loss", [False, True])
def test_2_our_own_reports_agree(tmp_path: Path, outline: str, with_loss: bool) -> None:
    data, form = report_of(outline, with_loss=with_loss)
    (tmp_path / "r.docx").write_bytes(data)
    assert check_report(opened(tmp_path / "r.docx"), [form], outline) == []


# ----------------------------------------------------------------------------------------------------- 3: one fault


def replaced(old: str, new: str, *, once: bool = True) -> Callable[[Any], None]:
    def put(document: Any) -> None:
        for paragraph in document.paragraphs:
            if old in paragraph.text:
                for run in paragraph.runs[1:]:
                    run.text = "" if run.text in paragraph.text else run.text
                whole = paragraph.text
                paragraph.runs[0].text = whole.replace(old, new, 1)
                if once:
                    return
        assert not once, old

    return put


def added(text: str, behind: str) -> Callable[[Any], None]:
    def put(document: Any) -> None:
        place = next(one for one in document.paragraphs if behind in one.text)
        place._p.addnext(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{text}</w:t></w:r></w:p>"))

    return put


def dropped(text: str) -> Callable[[Any], None]:
    def put(document: Any) -> None:
        for paragraph in [one for one in document.paragraphs if text in one.text]:
            paragraph._p.getparent().remove(paragraph._p)

    return put


FAULTS: list[tuple[str, Callable[[Any], None], str]] = [
    ("the executed amount", replaced("全年执行数为 120 万元", "全年执行数为 112 万元"), "P101"),
    ("a source of money", replaced("当年财政拨款 120 万元", "当年财政拨款 102 万元"), "P101"),
    ("the rate", replaced("预算执行率为 100%", "预算执行率为 98%"), "P102"),
    ("the total", replaced("自评得分为 100 分，", "自评得分为 98 分，"), "P103"),
    ("a level's points", replaced("产出指标得分 40 分", "产出指标得分 38 分"), "P103"),
    ("the grade", replaced("自评等级为“优”", "自评等级为“良”"), "P104"),
    ("a result", replaced("专业个案76个", "专业个案67个"), "P105"),
    ("an amount from elsewhere", added("另有维修支出 37.5 万元。", "（二）项目资金分配情况"), "P106"),
    ("an indicator not reported", replaced("接受第三方服务评估得分", "上述结果"), "P202"),
    (
        "two numbers of one law",
        added(
            "依据《广州市人民政府办公厅关于印发广州市社工服务站管理办法的通知》（穗府办〔2018〕13号）。", "评价标准："
        ),
        "P204",
    ),
    ("an advice less", dropped("加强部门服务联动频率"), "P208"),
    ("shares", added("其中青少年服务占 45%，长者服务占 52%。", "（一）项目管理绩效指标分析"), "P209"),
    ("another office", added("由石弦镇人民政府组织实施。", "（一）项目背景资料"), "P210"),
    ("another year", added("2022 年度各项工作顺利完成。", "（一）项目管理绩效指标分析"), "P211"),
    ("a chapter missing", dropped("七、绩效评价结果应用"), "P301"),
    ("a chapter twice", replaced("七、绩效评价结果应用", "六、绩效评价结果应用"), "P302"),
]


@pytest.mark.parametrize(("fault", "code"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_3_one_fault(tmp_path: Path, fault: Callable[[Any], None], code: str) -> None:
    data, form = report_of()
    document = Document(BytesIO(data))
    if code == "P202":  # in the chapter of analysis alone
        paragraph = next(one for one in document.paragraphs if one.text.startswith("2．产出指标方面"))
        whole = paragraph.text
        for run_ in paragraph.runs[1:]:
            run_.text = ""
        paragraph.runs[0].text = re.sub("接受第三方服务评估得分：[^；]*；", "", whole)
    else:
        fault(document)
    assert {one.code for one in told(saved(tmp_path, document), form)} == {code}


def test_3_a_loss_that_is_not_told(tmp_path: Path) -> None:
    data, form = report_of(with_loss=True)
    document = Document(BytesIO(data))
    dropped("专业小组未完成目标")(document)
    dropped("专业小组未得满分")(document)
    dropped("针对“专业小组”")(document)
    assert {one.code for one in told(saved(tmp_path, document), form)} == {"P107"}


# ------------------------------------------------------------------------------------------------- 4, 5: Word files


def test_4_changes_are_read_as_accepted(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("全年执行数为 ")
    change = 'w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"'
    for kind, tag, text in (("del", "delText", "99 万元"), ("ins", "t", "120 万元")):
        paragraph._p.append(
            parse_xml(f"<w:{kind} {nsdecls('w')} {change}><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>")
        )
    report = opened(saved(tmp_path, document))
    assert [one.text for one in report.passages] == ["全年执行数为 120 万元"]


def commented_report(tmp_path: Path) -> tuple[Report, list[Remark], bytes]:
    data, form = report_of()
    document = Document(BytesIO(data))
    replaced("全年执行数为 120 万元", "全年执行数为 112 万元")(document)
    dropped("七、绩效评价结果应用")(document)
    report = opened(saved(tmp_path, document))
    remarks = check_report(report, [form], OUTLINE)
    return report, remarks, commented(report, remarks)


def test_5_comments_at_their_paragraphs(tmp_path: Path) -> None:
    before = [one.text for one in Document(str(commented_report(tmp_path)[0].name)).paragraphs]
    _, remarks, data = commented_report(tmp_path)
    after = Document(BytesIO(data))
    assert [one.text for one in after.paragraphs] == before
    comments = [one.text for one in after.comments]
    assert len(comments) == len(remarks) == 2
    assert any("112 万元" in one and "120 万元" in one for one in comments)
    place = next(one for one in after.paragraphs if "112 万元" in one.text)
    assert "commentRangeStart" in place._p.xml


@pytest.mark.slow
def test_5_the_validator_has_nothing_against_it(tmp_path: Path) -> None:
    assert not errors(commented_report(tmp_path)[2], ".docx")


# ---------------------------------------------------------------------------------------------------- 6, 7, 8, 9


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_6_lines_that_a_page_broke(tmp_path: Path, encoding: str) -> None:
    lines = [
        "一、评价项目概述",
        "（一）项目背景资料",
        "某街道办事处开展家庭综合服务中心运营经费",
        "项目，通过政府购买服务方式运营。",
        "1.第一条",
    ]
    (tmp_path / "r.txt").write_text("\n\n".join(lines), encoding=encoding)
    texts = [one.text for one in opened(tmp_path / "r.txt").passages]
    assert texts == ["一、评价项目概述", "（一）项目背景资料", lines[2] + lines[3], "1.第一条"]


@pytest.mark.parametrize(
    ("name", "data"), [("没有.docx", None), ("旧.doc", b"\xd0\xcf"), ("坏.docx", b"PK\x03\x04"), ("表.xlsx", b"PK")]
)
def test_7_what_is_no_report(tmp_path: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(FileError) as problem:
        opened(tmp_path / name)
    assert problem.value.code == "R923"


def test_8_explained() -> None:
    for code in kinds():
        assert code in CliRunner().invoke(cli, ["explain", code]).output


def test_9_no_repeat_without_a_bound() -> None:
    room = Path(outlines.__file__).parents[2] / "report_check"
    for path in room.glob("*.py"):
        for pattern in re.findall(r're\.\w+\(\s*rf?"([^"]+)"', path.read_text(encoding="utf-8")):
            bare = re.sub(r"\[[^\]]*\]|\\.", "x", pattern)
            assert not re.search(r"x[+*]x[+*]|\)[+*]", bare), f"{path.name}: {pattern}"


def test_10_the_page_of_codes_is_fresh() -> None:
    written = (Path(__file__).parents[2] / "docs" / "report-checks.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m perfeval_xl.report_check.docs > docs/report-checks.md"
