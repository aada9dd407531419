"""Situations of real offices, for and against: reasons in other places, figures in texts, years left over.

1. A reason counts wherever a person would look: in the result, in a text that names the indicator in its own words.
2. What stands in every row, under a heading nobody knows, is no reason.
3. Texts: a count of the year, the change of the budget.
4. A deadline left from an older form is told once, at the deadline.
5. A whole department's form is not held to a split of project points that nobody chose.
6. 未实施 is no text that should have been a number.
7. The sum of a project's points is told at the project, where a list has no total.
8. An amount for 控制在预算内 is held against the form's budget.
9. 其中 stands before the first part alone.
10. 足额到位 for 100%, 0 for 0%: no words for a number, no unit that lacks.
11. A label left blank does not take the next label, with its value, for its own.
12. Without a year, days are left open: the year is told, not each of them.
13. What a source spent, by its name.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.result import Severity
from tests.accuracy import honest
from tests.accuracy.honest import judged
from tests.accuracy.test_kinds_again import GRAVE, form, judged_all, told
from tests.checks.sampling import changed

_LOST = {"E13": "5600次", "G13": "4.8", "G23": "@SUM(H6,G13:G22) -> 97"}
_SAYS = "处置问题3156件，网格员队伍保持稳定，培训3期"


@pytest.mark.parametrize(
    "cells",
    [
        {"E13": "5600次，因台风停工两周"},
        {"E11": f"{_SAYS}。因台风停工两周，网格巡查次数没有完成"},
        {"C13": "全年巡查次数", "E11": f"{_SAYS}。因台风停工两周，巡查次数没有完成"},
        {"A24": "备注：网格巡查次数未完成，原因是台风期间停工两周。"},
    ],
)
def test_1_a_reason_in_another_place(tmp_path: Path, cells: dict[str, str]) -> None:
    cells = {"E11": _SAYS} | _LOST | cells
    assert told(form(tmp_path, "national", cells), *GRAVE) == []


@pytest.mark.parametrize(
    "cells", [{}, {"E11": f"{_SAYS}。因台风停工两周，绿化养护没有完成"}, {"E13": "5600次，比上年减少200次"}]
)
def test_1_no_reason_at_all(tmp_path: Path, cells: dict[str, str]) -> None:
    cells = {"E11": _SAYS} | _LOST | cells
    assert told(form(tmp_path, "national", cells)) == [("S512", "H13")]


def test_2_what_stands_in_every_row_is_no_reason(tmp_path: Path) -> None:
    rows = honest.YUAN.replace("| 未完成原因分析 |", "| 未完成原因分析 | 台账情况 |")
    lines = [f"{line} 台账 |" if line.startswith(("| 产出", "| ^ ", "| 效益")) else line for line in rows.splitlines()]
    table = changed({"F14": "60分钟", "G14": "0", "G19": "90"}, "\n".join(lines))
    assert ("S512", "H14") in told(judged(tmp_path, table))


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("全年共巡查7420次，问题处置合格率93.5%", False),
        ("全年共巡查7240次，问题处置合格率93.5%", True),
        ("第三季度巡查1840次", False),
    ],
)
def test_3_1_a_count_of_the_year(tmp_path: Path, text: str, is_told: bool) -> None:
    codes = dict(told(form(tmp_path, "national", {"C13": "全年巡查次数", "E11": text}), *GRAVE))
    assert ("N604" in codes) is is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("7月起新增保洁道路2条，追加预算14.4万元", False),
        ("7月起新增保洁道路2条，追加预算144000元", False),
        ("7月起新增保洁道路2条，追加预算24.4万元", True),
        ("3月追加预算20万元，11月核减预算5.6万元", False),
    ],
)
def test_3_2_the_change_of_the_budget(tmp_path: Path, text: str, is_told: bool) -> None:
    result = form(tmp_path, "numbered", {"F9": f"保洁道路36条。{text}"})
    assert told(result, *GRAVE) == ([("N602", "F9")] if is_told else [])


@pytest.mark.parametrize(("year", "expected"), [("2022", [("I319", "D18")]), ("2023", [])])
def test_4_a_deadline_of_an_older_form(tmp_path: Path, year: str, expected: list[tuple[str, str]]) -> None:
    assert told(form(tmp_path, "national", {"D18": f"{year}年6月30日前"}), *GRAVE) == expected


_FREE = {"A9": "产出指标（40分）", "A12": "效益指标（40分）", "A14": "满意度指标（10分）"}
_FREE |= {"F9": "20", "G9": "20", "F10": "10", "G10": "10", "F11": "10", "G11": "10", "F12": "20", "G12": "20"}
_FREE |= {"F13": "20", "G13": "20"}


@pytest.mark.parametrize(("title", "codes"), [("部门整体支出绩效自评表", []), ("项目支出绩效自评表", ["W404"])])
def test_5_the_split_of_a_department(tmp_path: Path, title: str, codes: list[str]) -> None:
    head = {"A1": title} | ({} if title.startswith("部门") else {"A3": "项目名称", "E3": "实施单位", "F3": "街道"})
    result = form(tmp_path, "department", _FREE | head)
    assert [code for code, _ in told(result, *GRAVE) if code.startswith("W")] == codes


@pytest.mark.parametrize(("said", "expected"), [("未实施", []), ("正常", ["I312"])])
def test_6_not_begun(tmp_path: Path, said: str, expected: list[str]) -> None:
    cells = {
        "E13": said,
        "G13": "0",
        "H13": "场地拆迁，项目推迟至下年",
        "E11": _SAYS,
        "G23": "@SUM(H6,G13:G22) -> 92.2",
    }
    assert [code for code, _ in told(form(tmp_path, "national", cells), *GRAVE)] == expected


def test_7_a_sum_of_a_project_in_a_list(tmp_path: Path) -> None:
    table = """
    | 2023年度项目绩效自评明细表 | < | < | < | < | < | < |
    | 填报单位：某街道办事处 | < | < | < | < | < | < |
    | 序号 | 项目名称 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
    | 1 | 公园绿化养护 | 养护面积 | ≥21万平方米 | 21.4万平方米 | 65 | 65 |
    | ^ | ^ | 居民满意度 | ≥90% | 94% | 40 | 40 |
    | 2 | 社区图书室运行 | 开放天数 | ≥300天 | 312天 | 60 | 60 |
    | ^ | ^ | 读者满意度 | ≥90% | 95.2% | 40 | 40 |
    """
    forms = judged_all(tmp_path, table)
    assert [told(one, Severity.ERROR) for one in forms] == [[("W401", "B4")], []]


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("控制在预算内", "252.2万元", []),
        ("不超过预算批复数", "2522000元", []),
        ("控制在预算内", "262.2万元", ["S504"]),
        ("控制在预算内", "未超预算", []),
    ],
)
def test_8_within_the_budget(tmp_path: Path, target: str, actual: str, expected: list[str]) -> None:
    result = form(tmp_path, "national", {"C19": "成本控制情况", "D19": target, "E19": actual})
    assert [code for code, _ in told(result, *GRAVE)] == expected


_PARTS = "| ^ | ^ | 其中：日间 | | 5000次 | | | |\n| ^ | ^ | {0} | {1} | 2420次 | | | |\n"


@pytest.mark.parametrize(("name", "target", "codes"), [("夜间", "", []), ("夜间", "≥2000次", ["W406"])])
def test_9_parts_of_a_row(tmp_path: Path, name: str, target: str, codes: list[str]) -> None:
    row = "| ^ | ^ | 处置问题件数 |"
    table = honest.NATIONAL.replace(row, _PARTS.format(name, target) + row)
    table = table.replace("@SUM(H6,G13:G22)", "@SUM(H6,G13:G24)")
    assert [code for code, _ in told(judged(tmp_path, table), *GRAVE)] == codes


@pytest.mark.parametrize(
    "cells",
    [
        {"C17": "补贴到位率", "D17": "100%", "E17": "足额到位"},
        {"C20": "安全事故率", "D20": "0", "E20": "0.00%"},
    ],
)
def test_10_words_and_zeros(tmp_path: Path, cells: dict[str, str]) -> None:
    assert told(form(tmp_path, "national", cells), *GRAVE) == []


_HEAD = """
| 项目绩效目标完成情况自评表 | < | < | < | < | < | < |
| 项目名称：退役军人服务站建设 | < | < | {0} | < | < | < |
| {1} | < | < | 主管单位：某区退役军人事务局 | < | < | < |
| 指标类别 | 指标名称 | 计划值 | 实现值 | 权重 | 自评分 | 差异说明 |
| 产出指标 | 建设服务站 | 1个 | 1个 | 50 | 50 | |
| 产出指标 | 挂牌时间 | 4月底前 | 3月 | 40 | 40 | |
| 满意度指标 | 退役军人满意度 | ≥90% | 96% | 10 | 10 | |
| 总分 | < | < | < | 100 | 100 | |
"""


@pytest.mark.parametrize(
    ("year", "unit", "expected"),
    [
        ("年度：2023", "项目单位：某街道退役军人服务站", []),
        ("年度：2023", "项目单位：", [("R103", "A3")]),
        ("年度：", "项目单位：某街道退役军人服务站", [("R101", "D2")]),
    ],
)
def test_11_12_labels_left_blank(tmp_path: Path, year: str, unit: str, expected: list[tuple[str, str]]) -> None:
    result = judged(tmp_path, _HEAD.format(year, unit))
    assert [one for one in told(result, *GRAVE) if one[0].startswith(("R10", "S"))] == expected
    assert result.form.department == "某区退役军人事务局"


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ("当年财政拨款支出232.2万元", False),
        ("当年财政拨款支出223.2万元", True),
        ("当年财政拨款支出的培训费3.2万元", False),
    ],
)
def test_13_what_a_source_spent(tmp_path: Path, said: str, is_told: bool) -> None:
    assert (("N602", "E11") in told(form(tmp_path, "national", {"E11": f"{_SAYS}，{said}"}), *GRAVE)) is is_told
