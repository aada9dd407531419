"""The blank standard workbook.

1. Its sheets, in order; the ones in workbook_templates/ equal a fresh build, and two builds are the same bytes.
2. The rule-set's id, title and digest stand in labelled cells, its id in a document property.
3. Level-1 headings carry the rule-set's points; level-2 blocks are printed with several open rows, 24 in all.
4. Cells to fill in are open, everything else is protected without a password; rows may be inserted and made higher.
5. Formulas use only what every spreadsheet program has, and are stored with an empty text as result.
6. Validations: amounts, points, scores and the year have a Chinese message; verdicts are a list that allows other text.
7. A4 landscape, one page wide, the heading of the indicators on each page, page numbers.
8. 填报说明 says what the rule-set says; what nobody has read in a text is called common practice.
9. Our own reader finds an empty form in it: nothing typed, nothing left over, the rule-set declared.
10. Other rule-sets have templates too: cost as a first level, points given by steps, execution not scored.
11. Rows that grow with their text have a height to start from that is not fixed; a long label is not cut off.
"""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options, run
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.resources import folder
from perfeval_xl.rules import ruleset
from perfeval_xl.rules.model import COMMON_PRACTICE, RuleSet
from perfeval_xl.writing.standard import layout as at
from perfeval_xl.writing.standard.notes import how_points_are_given
from perfeval_xl.writing.standard.workbook import file_name, write_template
from perfeval_xl.xlsx.package import Package
from tests.office import parts

BOTH = ("mof-2020", "guangzhou-baiyun-2023")
EVERYWHERE = {"IF", "AND", "OR", "NOT", "ISNUMBER", "ROUND", "MIN", "SUM", "COUNT", "SUMPRODUCT", "LEN", "N", "SEARCH"}


def opened(rules: RuleSet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(write_template(rules)))


@pytest.fixture(scope="module", params=BOTH)
def rules(request: pytest.FixtureRequest) -> RuleSet:
    return ruleset.load(request.param)


@pytest.fixture(scope="module")
def book(rules: RuleSet) -> openpyxl.Workbook:
    return opened(rules)


@pytest.fixture(scope="module")
def form(book: openpyxl.Workbook) -> Worksheet:
    return book[at.FORM]


def test_1_sheets_and_bytes(rules: RuleSet, book: openpyxl.Workbook) -> None:
    assert tuple(book.sheetnames) == ("填报说明", "自评表", "项目概况", "绩效目标", "总结与整改", "佐证材料")
    assert write_template(rules) == write_template(rules)


def test_1_the_shipped_ones_are_fresh(rules: RuleSet) -> None:
    shipped = (folder("workbook_templates") / file_name(rules)).read_bytes()
    assert parts(shipped) == parts(write_template(rules))


def test_1_nothing_else_is_shipped() -> None:
    names = {path.name for path in folder("workbook_templates").glob("*.xlsx")}
    assert names == {file_name(ruleset.load(name)) for name in BOTH}


def test_2_the_rule_set_is_named(rules: RuleSet, book: openpyxl.Workbook) -> None:
    notes = book[at.NOTES]
    labelled = {notes.cell(row, 1).value: notes.cell(row, 2).value for row in range(1, 12)}
    assert labelled["评分规则编号"] == rules.id
    assert labelled["评分规则名称"] == rules.title
    assert rules.digest in str(labelled["评分规则版本"])
    assert book.custom_doc_props[at.RULES_PROPERTY].value == rules.id


def test_3_blocks(rules: RuleSet, form: Worksheet) -> None:
    layout = at.FormLayout(at.standard_blocks(rules))
    headings = [re.sub(r"\s", "", str(form.cell(span.first, 2).value)) for span in layout.level1_spans()]
    assert headings == [f"{name}（{points}分）" for name, points in rules.weights.first_level.value.items()]
    spans = layout.level2_spans()
    assert [form.cell(span.first, 3).value for span in spans] == [
        "数量指标",
        "质量指标",
        "时效指标",
        "成本指标",
        "经济效益指标",
        "社会效益指标",
        "生态效益指标",
        "可持续影响指标",
        "服务对象满意度指标",
    ]
    assert all(span.last > span.first for span in spans)
    assert sum(span.last - span.first + 1 for span in spans) == 24
    merged = {str(area) for area in form.merged_cells.ranges}
    assert {f"C{span.first}:C{span.last}" for span in spans} <= merged


def test_3_the_printed_form_in_its_order(rules: RuleSet, form: Worksheet) -> None:
    words = [str(cell.value).replace("\n", "") for row in form.iter_rows() for cell in row if cell.value is not None]
    printed = [
        "项目支出绩效自评表", "（    年度）", "项目名称", "主管部门", "实施单位", "项目资金（万元）",
        "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分",
        "年度资金总额", str(rules.execution.weight.value), "其中：当年财政拨款", "上年结转资金", "其他资金",
        "年度总体目标", "预期目标", "实际完成情况",
        "绩效指标", "一级指标", "二级指标", "三级指标",
        "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施",
        "总分", "100", "等级", "填报人：", "负责人：", "联系电话：", "填报日期：",
    ]  # fmt: skip
    left = iter(words)
    assert all(word in left for word in printed)


def test_4_open_and_protected(form: Worksheet, book: openpyxl.Workbook) -> None:
    to_fill_in = [
        "A2",
        "C3",
        "C4",
        "G4",
        "D6",
        "E7",
        "F9",
        "B11",
        "F11",
        "D13",
        "E13",
        "F20",
        "G25",
        "H36",
        "I36",
        "A39",
    ]
    printed = ["A3", "B6", "G6", "H6", "I6", "B13", "C13", "G37", "H37", "G38"]
    assert [place for place in to_fill_in if form[place].protection.locked] == []
    assert [place for place in printed if not form[place].protection.locked] == []
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert not sheet.protection.insertRows  # False here: allowed
        assert not sheet.protection.formatRows
        assert not sheet.protection.formatColumns


def test_5_formulas(rules: RuleSet) -> None:
    found = opened(rules)[at.FORM]
    formulas = {
        cell.coordinate: cell.value for row in found.iter_rows() for cell in row if str(cell.value).startswith("=")
    }
    assert set(formulas) == {"H6", "H7", "H8", "H9", "I6", "H37", "G38"}
    used = {name for formula in formulas.values() for name in re.findall(r"([A-Z.]+)\(", formula)}
    assert used <= EVERYWHERE
    conditions = [rule.formula[0] for area in found.conditional_formatting for rule in area.rules]
    assert {name for one in conditions for name in re.findall(r"([A-Z.]+)\(", one)} <= EVERYWHERE
    assert len(conditions) >= 10
    stored = Package.from_bytes(write_template(rules))
    sheet = book_of(stored, "").grids[1]
    assert not [cell for cell in sheet.cells.values() if cell.kind == "no_result"]


def test_6_validations(form: Worksheet) -> None:
    by_place = {str(one.sqref): one for one in form.data_validations.dataValidation}
    for place in ("A2", "D6:F9", "G13:G36", "H13:H36"):
        one = by_place[place]
        assert one.showErrorMessage
        assert re.search("[\u4e00-\u9fff]", one.error)
        assert one.type in ("decimal", "custom")
    verdicts = by_place["F13:F36"]
    assert verdicts.type == "list"
    assert not verdicts.showErrorMessage
    assert verdicts.formula1.split(",")[0] == '"达成年度指标'


def test_7_printing(form: Worksheet) -> None:
    assert form.page_setup.orientation == "landscape"
    assert str(form.page_setup.paperSize) == "9"
    assert form.sheet_properties.pageSetUpPr.fitToPage
    assert (form.page_setup.fitToWidth, form.page_setup.fitToHeight) in ((1, 0), (None, 0))
    assert form.print_title_rows == "$12:$12"
    assert "&P" in form.oddFooter.center.text or "&[Page]" in form.oddFooter.center.text


def test_8_how_points_are_given(rules: RuleSet) -> None:
    told = {subject: (points, text, source) for subject, points, text, source in how_points_are_given(rules)}
    assert told["预算执行率"][0] == str(rules.execution.weight.value)
    assert "全年执行数÷全年预算数" in told["预算执行率"][1]
    assert "90分（含）以上为优" in told["总分和等级"][1]
    assert told["总分和等级"][2] == rules.cite("grades.bands") == "财政部预算司关于绩效评价等级的说明（转引）"
    assert rules.cite("rounding.mode") == COMMON_PRACTICE
    assert told["定性指标"][1].startswith("达成年度指标：分值的 100%～80%；")


def test_9_an_empty_form_is_read(rules: RuleSet) -> None:
    (one,) = read_book(book_of(Package.from_bytes(write_template(rules)), "空表.xlsx"), "空表.xlsx")
    assert one.form.declared_rules == rules.id
    assert one.form.is_own_template
    assert (one.form.year, one.form.project, one.form.department, one.form.unit) == (None, None, None, None)
    assert one.form.year_cell == "A2"
    assert (one.form.goal_expected, one.form.goal_actual) == (None, None)
    assert (one.form.total_self_score.value, one.form.grade) == (None, None)
    assert one.form.total_weight.value == 100
    assert [fund.label for fund in one.funds] == ["年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"]
    assert one.funds[0].weight.value == rules.execution.weight.value
    assert all(
        fund.executed.value is None and fund.rate.value is None and fund.self_score.value is None for fund in one.funds
    )
    assert (one.indicators, one.approved, one.texts, one.notes) == ([], [], [], [])


def test_10_cost_as_a_first_level() -> None:
    form = opened(ruleset.load("mof-2021-cost"))[at.FORM]
    levels = [str(form.cell(row, 3).value) for row in range(13, 40) if form.cell(row, 3).value]
    assert "经济成本指标" in levels
    assert "成本指标" not in levels


def test_10_steps_and_no_execution() -> None:
    base = ruleset.load("mof-2020")
    steps = [{"rate_from": Decimal("0.9"), "share": Decimal(1)}, {"rate_from": Decimal("0.8"), "share": Decimal("0.5")}]
    stepped = ruleset.variant(base, {"execution.method": "steps", "execution.steps": steps})
    score = opened(stepped)[at.FORM]["I6"].value
    assert "IF(ROUND(H6,6)>=0.9,G6*1,IF(ROUND(H6,6)>=0.8,G6*0.5,0))" in score
    assert "90%（含）以上得10分，80%（含）以上得5分，其余不得分" in how_points_are_given(stepped)[0][2]
    unscored_execution = {
        "execution.scored": False,
        "execution.weight": 0,
        "weights.indicators": 100,
        "weights.first_level": {"产出指标": 40, "效益指标": 40, "满意度指标": 20},
    }
    unscored = opened(ruleset.variant(base, unscored_execution))[at.FORM]
    assert (unscored["G6"].value, unscored["I6"].value) == ("—", "—")
    assert "I6" not in unscored["H37"].value


def test_11_rows_grow(rules: RuleSet) -> None:
    with ZipFile(BytesIO(write_template(rules))) as package:
        rows = re.findall(r'<row r="(\d+)"([^>]*)>', package.read("xl/worksheets/sheet2.xml").decode())
    attributes = {int(row): rest for row, rest in rows}
    assert all('ht="' in rest for rest in attributes.values())
    assert all("customHeight" not in attributes[row] for row in range(13, 37))
    assert "customHeight" in attributes[11]


def test_9_an_empty_form_is_judged_without_a_crash(rules: RuleSet, tmp_path: Path) -> None:
    path = tmp_path / "空表.xlsx"
    path.write_bytes(write_template(rules))
    (file,) = run([Input(path)], Options(write=True)).files
    assert file.error_code is None
    assert [one.code for one in file.forms[0].findings] == ["R119"]
