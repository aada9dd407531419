"""The kind of a form, and what is asked of each.

1. The kind is told from title, columns and what is filled in.
2. No project name is asked of a department; of a project's form it is.
3. An example or a blank sheet beside a filled form is named, not judged.
4. A blank form and a review sheet get one finding, whatever else could be said of them.
5. Rows of the framework (决策, 过程, 管理) need no target; rows of output do.
6. A column without a known heading is one finding, and what needs it is silent.
"""

from __future__ import annotations

import pytest

from perfeval_xl.result import Severity
from tests.checks.sampling import CLEAN, changed, checked, codes, without_rows
from tests.reading.layouts import HEAD, HEADING, MONEY, TABLE, TOTAL
from tests.sheets import form_from

FORM = HEAD + MONEY + TABLE + TOTAL
TRANSFER = FORM.replace("主管部门", "地方主管部门").replace("项目支出绩效自评表", "转移支付区域绩效自评表")
REVIEW = (
    "| 某项目支出绩效自评复核表 | < | < | < | < | < | < | < |\n"
    "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 | 自评完成值 | 自评得分 | 复核完成值 | 复核得分 | 备注 |\n"
    "| 产出指标 | 数量指标 | 甲 | 100 | 100 | 100 | 100 | 80 | 80 | 实有80人 |\n"
)


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (FORM, "project"),
        (FORM.replace("项目支出", "部门整体支出"), "department"),
        (FORM.replace("项目支出", "单位整体"), "department"),
        (TRANSFER, "transfer"),
        (TRANSFER.replace("转移支付区域绩效自评表", "绩效自评表"), "transfer"),
        (FORM.replace("主管部门", "市级主管部门及代码"), "project"),
        (REVIEW, "review"),
        (FORM.replace("项目甲", "××项目（示例）"), "example"),
        (HEAD.replace("项目甲", "").replace("某街道办", "").replace("某局", "") + HEADING + TOTAL, "blank"),
    ],
)
def test_1_kinds(table: str, kind: str) -> None:
    assert form_from(table).form.kind == kind


def test_2_a_department_has_no_project() -> None:
    table = without_rows(3).replace("项目支出", "部门整体支出")
    assert "R102" not in codes(checked(table))
    assert "R102" in codes(checked(without_rows(3)))


def test_3_an_example_beside_the_form() -> None:
    example = changed({"B3": "××项目（示例）", "G6": "50%"})
    form = checked(CLEAN, example)
    assert form.form.project == "社工服务站运营经费"
    assert [(one.code, one.severity) for one in form.findings] == [("R120", Severity.HINT)]


@pytest.mark.parametrize("table", [REVIEW, HEAD.replace("项目甲", "").replace("某街道办", "") + HEADING + TOTAL])
def test_4_one_finding(table: str) -> None:
    assert [one.code for one in checked(table).findings] == ["R119"]


@pytest.mark.parametrize(
    ("level", "found"), [("项目决策", False), ("管理", False), ("过程指标", False), ("产出指标", True)]
)
def test_5_framework_rows(level: str, found: bool) -> None:
    table = changed({"A13": level, "D13": "", "E13": "程序规范"})
    assert ("S521" in codes(checked(table))) == found


@pytest.mark.parametrize(
    ("cell", "needs"),
    [("E12", {"S520", "S525"}), ("D12", {"S521", "S525"}), ("G12", {"S501", "S515"}), ("F12", {"W408", "S503"})],
)
def test_6_an_unknown_column_is_one_finding(cell: str, needs: set[str]) -> None:
    form = checked(changed({cell: "落地成果"}))
    assert form.form.kind == "project"
    assert [one.code for one in form.findings if one.severity is Severity.ERROR] == ["R121"]
    assert not needs & set(codes(form))
    assert "R113" not in codes(form)


def test_6_no_column_of_points_is_missed_where_there_is_none() -> None:
    table = "\n".join(line.replace(" 10 | 10 |", " 10 | 3 |") for line in changed({"F12": "落地成果"}).splitlines())
    assert "R121" not in codes(checked(table.replace("| 10 |", "| 0.2 |").replace("| 15 |", "| 0.3 |")))


def test_6_a_reason_under_an_unknown_heading_is_not_said_to_be_absent() -> None:
    assert "S512" in codes(checked(changed({"H14": ""})))
    assert "S512" not in codes(checked(changed({"H12": "落地成果"})))
