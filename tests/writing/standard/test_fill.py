"""Our standard workbook filled with forms that were read.

1. What was read of a published table, filled and read again, is the same: every amount, rate, indicator, total, grade.
2. More indicators than the blank form has rows get more rows in their block; other headings get their own blocks.
3. One 得分 for several rows stays one merged cell.
4. What was blank stays blank; nothing that was typed is replaced by a formula; 填报说明 says where it comes from.
5. Numbers show as they showed: digits, percent signs, and the hidden decimals where the file is at hand.
6. Text never becomes a formula or a number it was not.
7. Several forms: a sheet each, names that a spreadsheet program accepts and that differ.
8. Columns the standard form lacks (指标性质, 评分标准, 复核分) and other sources of money are carried along.
9. With live formulas, the stored results are what they come to, and blank while something is missing.
10. The same forms give the same bytes; rows are high enough for their texts.
"""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.form import Approved, Figure, Form, Fund, Indicator, Meaning, Said, SaidKind, Text
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import Book, GridCell, book_of
from perfeval_xl.result import FormResult
from perfeval_xl.rules import ruleset
from perfeval_xl.writing.standard.cell_contents import entry_of
from perfeval_xl.writing.standard.fill import draft, fill_template
from perfeval_xl.writing.standard.fill_form import Stored
from perfeval_xl.writing.standard.fill_pages import split_serial
from perfeval_xl.writing.standard.fill_plan import rectifications, sheet_names
from perfeval_xl.writing.text_size import text_height
from perfeval_xl.xlsx.names import split_ref
from perfeval_xl.xlsx.package import Package
from tests.figures import put
from tests.reading.meaning.compare import NAMES, TABLES
from tests.sheets import form_from

RULES = ruleset.load("mof-2020")
HEAD = ("year", "project", "department", "unit", "amount_unit", "goal_expected", "goal_actual", "grade", "total_weight")
SEVEN = "\n".join(
    f"| | 产出指标 | 数量指标 | 指标{sign} | ≥{n}0人 | {n}1人 | 5 | 5 | |" for n, sign in enumerate("ABCDEFG", 1)
)
FORM = f"""
| 项目支出绩效自评表 |
| （2023年度） |
| 项目名称 | 社工站运营 |
| 主管部门 | 某街道办事处 | | | 实施单位 | 公共服务办公室 |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| | 年度资金总额 | 120 | 120 | 65.660 | 10 | | |
| | 其中：当年财政拨款 | 120 | 120 | 65.660 | — | | — |
| 年度总体目标 | 预期目标 | | | | 实际完成情况 |
| | 为居民提供服务 | | | | 服务已完成 |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
{SEVEN}
| | 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | =没有统计 | 10 | | 没有开展调查 |
| 总分 | | | | | | 100 | |
"""


def read(data: bytes, name: str = "自评表.xlsx") -> list[FormResult]:
    return read_book(book_of(Package.from_bytes(data), name), name)


def stored_in(book: Book) -> Stored:
    grids = {grid.name: grid for grid in book.grids}

    def cell(sheet: str, address: str) -> GridCell | None:
        return grids[sheet].cells.get(split_ref(address))

    return cell


def sheet_of(data: bytes, name: str = "自评表") -> Worksheet:
    return openpyxl.load_workbook(BytesIO(data))[name]


def without_cells(row: Fund | Indicator) -> dict[str, object]:
    """A record without its addresses, and without what a rule for its column is said in."""
    left_out = {"form_id", "row", "is_hidden"}
    names = [one.name for one in fields(row) if one.name not in left_out and "_cell" not in one.name]
    said = {name: getattr(row, name) for name in names}
    return {
        name: (one.value, None if name == "weight" else one.said) if isinstance(one, Figure) else one
        for name, one in said.items()
    }


def head_value(form: Form, field: str) -> object:
    value = getattr(form, field)
    return value.value if isinstance(value, Figure) else value


def told(value: Meaning) -> tuple[object, ...]:
    return value.kind, value.operator, value.base, value.base_upper, value.unit, value.low, value.high, value.tier


@pytest.mark.parametrize("name", NAMES)
def test_1_published_tables_come_back(name: str) -> None:
    path = TABLES / f"{name}.xlsx"
    book = book_of(Package.open(path), path.name)
    before = read_book(book, path.name)
    after = read(fill_template(RULES, before, stored_in(book)))
    assert len(before) == len(after) == 1
    for old, new in zip(before, after, strict=True):
        assert [head_value(old.form, field) for field in HEAD] == [head_value(new.form, field) for field in HEAD]
        assert old.form.total_self_score.said == new.form.total_self_score.said
        labels = [fund.label for fund in old.funds]
        kept = [fund for fund in new.funds if fund.label in labels]
        assert [without_cells(fund) for fund in old.funds] == [without_cells(fund) for fund in kept]
        assert len(old.indicators) == len(new.indicators)
        for row, again in zip(old.indicators, new.indicators, strict=True):
            pair = without_cells(row), without_cells(again)
            for one in pair:  # a unit from a column of its own stands beside its number now
                one["actual"] = one["target"] = None
                one["actual_value"], one["target_value"] = told(one["actual_value"]), told(one["target_value"])  # type: ignore[arg-type]
            assert pair[0] == pair[1]
            assert (again.actual or "").startswith(row.actual or "")
            assert again.weight.value == row.weight.value


def test_2_more_rows_in_their_block() -> None:
    form = form_from(FORM)
    sheet = sheet_of(fill_template(RULES, [form]))
    names = {sheet.cell(row, 4).value: row for row in range(13, 42)}
    first, last = names["指标A"], names["指标G"]
    assert last - first == 6
    assert f"C{first}:C{last}" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.cell(last + 1, 3).value == "质量指标"
    assert sheet.cell(names["居民满意度"], 3).value == "服务对象满意度指标"


def test_2_other_headings_get_their_own_blocks() -> None:
    form = form_from(
        """
        | 项目名称 | 某项目 |
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 决策（10分） | 项目立项 | 立项规范性 | 规范 | 规范 | 10 | 10 |
        | 管理（25分） | 资金管理 | 预算执行率 | 100% | 98% | 10 | 9.8 |
        | ^ | ^ | 资金合规性 | 合规 | 合规 | 15 | 15 |
        """
    )
    (again,) = read(fill_template(RULES, [form]))
    assert [(row.level1, row.level1_points, row.level2) for row in again.indicators] == [
        ("决策（10分）", 10, "项目立项"),
        ("管理（25分）", 25, "资金管理"),
        ("管理（25分）", 25, "资金管理"),
    ]


def test_3_one_score_for_several_rows() -> None:
    form = form_from(FORM)
    form.indicators[0].score_rows = 7
    form.indicators[0].self_score = replace(form.indicators[0].self_score, said=Said("35", SaidKind.NUMBER))
    for row in form.indicators[1:7]:
        row.score_rows = 0
    data = fill_template(RULES, [form])
    assert "H13:H19" in {str(area) for area in sheet_of(data).merged_cells.ranges}
    (again,) = read(data)
    assert (again.indicators[0].self_score.value, again.indicators[0].score_rows) == (35, 7)
    assert [row.score_rows for row in again.indicators[1:7]] == [0] * 6


def test_4_blank_stays_blank() -> None:
    data = fill_template(RULES, [form_from(FORM)])
    sheet = sheet_of(data)
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    (again,) = read(data)
    assert (again.funds[0].rate.said.kind, again.funds[0].self_score.said.kind) == (SaidKind.BLANK, SaidKind.BLANK)
    assert again.indicators[-1].self_score.said.kind is SaidKind.BLANK
    assert again.form.total_self_score.said.kind is SaidKind.BLANK
    assert again.form.grade is None


def test_4_says_where_it_comes_from() -> None:
    form = form_from(FORM)
    form.form.file = r"D:\绩效\社工站自评表.xls"
    notes = sheet_of(fill_template(RULES, [form]), "填报说明")
    labelled = {notes.cell(row, 1).value: str(notes.cell(row, 2).value) for row in range(1, 12)}
    assert labelled["本表内容来源"].startswith("由“社工站自评表.xls”中读到的内容填入标准表。")
    assert "原文件没有改动" in labelled["本表内容来源"]


@pytest.mark.parametrize(
    ("shown", "number", "num_format"),
    [
        ("120", "120", None),
        ("65.66", "65.66", None),
        ("65.660", "65.66", "0.000"),
        ("98%", "0.98", "0%"),
        ("99.10%", "0.991", "0.00%"),
        ("1,200", "1200", "#,##0"),
        ("1,200.50", "1200.5", "#,##0.00"),
        ("-3", "-3", None),
    ],
)
def test_5_numbers_show_as_they_showed(shown: str, number: str, num_format: str | None) -> None:
    entry = entry_of(shown)
    assert (entry.number, entry.num_format) == (Decimal(number), num_format)


@pytest.mark.parametrize(
    "shown", ["", "—", "007", "1,20", "12个", "≥95%", "1,2%", "12345678901234567890", "1e5", "二十"]
)
def test_6_texts_stay_texts(shown: str) -> None:
    entry = entry_of(shown)
    assert (entry.number, entry.text) == (None, shown)


def test_5_hidden_decimals_of_the_file() -> None:
    form = form_from(FORM)
    form.funds[0].executed = replace(form.funds[0].executed, said=Said("89.97", SaidKind.NUMBER))
    held = GridCell(1, 1, "89.97", "number", Decimal("89.974"), format="0.00")

    def stored(sheet: str, cell: str) -> GridCell | None:
        return held if (sheet, cell) == (form.form.sheet, form.funds[0].executed.cell) else None

    cell = sheet_of(fill_template(RULES, [form], stored))["F6"]
    assert (cell.value, cell.number_format) == (89.974, "0.00")


def test_6_no_formula_from_a_text() -> None:
    data = fill_template(RULES, [form_from(FORM)])
    (again,) = read(data)
    assert again.indicators[-1].actual == "=没有统计"
    grids = book_of(Package.from_bytes(data), "").grids
    assert [cell.formula for cell in grids[1].cells.values() if cell.formula] == []


def test_7_several_forms() -> None:
    one, two = form_from(FORM), form_from(FORM)
    two.form.project, two.form.sheet = "另一个项目", one.form.sheet
    again = read(fill_template(RULES, [one, two]))
    assert [form.form.project for form in again] == ["社工站运营", "另一个项目"]
    assert [len(form.indicators) for form in again] == [8, 8]
    assert again[0].form.sheet != again[1].form.sheet


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["表一"], ["自评表"]),
        (["表一", "表二"], ["表一", "表二"]),
        (["表一", "表一", "表一"], ["表一", "表一（2）", "表一（3）"]),
        (["绩效目标", "a/b"], ["绩效目标（2）", "ab"]),
        (["长" * 40, "长" * 31], ["长" * 31, "长" * 28 + "（2）"]),
        (["'", "Sheet1", "sheet1"], ["自评表", "Sheet1", "sheet1（2）"]),
    ],
)
def test_7_names_of_sheets(wanted: list[str], names: list[str]) -> None:
    assert sheet_names(wanted) == names


def test_8_further_columns_and_sources() -> None:
    form = form_from(FORM)
    form.indicators[0].nature = "正向"
    form.indicators[1].rule_text = "未完成按比例扣分"
    put(form.indicators[2], review_score=Decimal("4.5"))
    form.funds[1].source, form.funds[1].label = "central", "其中：中央财政资金"
    (again,) = read(fill_template(RULES, [form]))
    assert again.indicators[0].nature == "正向"
    assert again.indicators[1].rule_text == "未完成按比例扣分"
    assert again.indicators[2].review_score.value == Decimal("4.5")
    assert [(fund.source, fund.executed.value) for fund in again.funds] == [
        ("total", Decimal("65.66")),
        ("central", Decimal("65.66")),
    ]


def test_8_amounts_keep_their_unit() -> None:
    form = form_from(FORM)
    form.form.amount_unit = "元"
    form.funds[0].executed = replace(form.funds[0].executed, said=Said("656600", SaidKind.NUMBER))
    (again,) = read(fill_template(RULES, [form]))
    assert again.form.amount_unit == "元"
    assert again.funds[0].executed.value == Decimal("65.66")


def typed(executed: str, scores: tuple[str, ...]) -> FormResult:
    """A form as a clerk fills the standard workbook in: 10 points for execution, rows of 30."""
    money = Said(executed, SaidKind.NUMBER) if executed else Said()
    fund = Fund(
        "",
        0,
        "total",
        "年度资金总额",
        annual_budget=Figure(said=Said("120", SaidKind.NUMBER)),
        executed=Figure(said=money),
    )
    rows = [
        Indicator(
            "",
            number,
            level1="产出指标\n（50分）",
            level2="数量指标",
            name=f"指标{number}",
            weight=Figure(Decimal(30), said=Said("30", SaidKind.NUMBER)),
            self_score=Figure(said=Said(score, SaidKind.NUMBER) if score else Said()),
        )
        for number, score in enumerate(scores)
    ]
    return FormResult(Form("", "", "自评表", ""), [fund], rows, [], [], [])


@pytest.mark.parametrize(
    ("executed", "scores", "shown"),
    [
        ("120", ("30", "30", "30"), (1, 10, 100, "优")),
        ("107.5", ("30", "30", "20.5"), (0.895833333333333, 8.96, 89.46, "良")),
        ("126", ("20", "20", "20"), (1.05, 10, 70, "中")),
        ("6", ("30", "", "30"), (0.05, 0.5, None, None)),
        ("", ("30", "30", "30"), (None, None, None, None)),
        ("60", ("9", "9", "9"), (0.5, 5, 32, "差")),
    ],
)
def test_9_stored_results(executed: str, scores: tuple[str, ...], shown: tuple[object, ...]) -> None:
    data = draft(RULES, [typed(executed, scores)], live=True).write(RULES)
    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True)["自评表"]
    assert tuple(sheet[place].value or None for place in ("H6", "I6", "H37", "G38")) == shown


def test_10_same_bytes_and_room() -> None:
    form = form_from(FORM)
    form.indicators[0].reason = "受疫情影响，部分活动改为线上开展。" * 12
    form.form.goal_actual = "全年完成各项服务。" * 60
    form.texts = [Text("", "background", "项目背景", "为居民提供服务。" * 40, "项目概况", "B2")]
    data = fill_template(RULES, [form])
    assert data == fill_template(RULES, [form])
    sheet = sheet_of(data)
    assert sheet.row_dimensions[13].height >= 7 * 14
    goal = next(row for row in range(9, 13) if sheet.cell(row, 6).value == form.form.goal_actual)
    assert sheet.row_dimensions[goal].height >= 12 * 14
    assert sheet_of(data, "项目概况").row_dimensions[2].height >= 6 * 14


def test_10_height_of_a_text() -> None:
    assert text_height("字" * 21, 43) < text_height("字" * 22, 43) < text_height("字" * 43, 43)
    assert text_height("一\n二\n三", 43) == text_height("字" * 60, 43)
    assert text_height("一行", 40) < text_height("一行", 40, size=20)
    assert text_height("字" * 60, 43, wrap=False) == text_height("字", 43)
    assert text_height("预算执行率97.52%，达到目标", 20) == text_height("字\n字", 20)  # a figure is not broken


@pytest.mark.parametrize(
    ("document", "parts"),
    [
        ("《某办法》（穗府办〔2023〕7号）", ("《某办法》", "穗府办〔2023〕7号")),
        ("《某办法》 云财〔2023〕69 号", ("《某办法》", "云财〔2023〕69 号")),
        ("《某社工服务站服务协议》", ("《某社工服务站服务协议》", "")),
    ],
)
def test_4_policy_documents(document: str, parts: tuple[str, str]) -> None:
    assert split_serial(document) == parts


def test_4_texts_of_other_sheets_come_back() -> None:
    form = form_from(FORM)
    said = [
        ("background", "为居民提供服务，由街道购买。"),
        ("policy", "《甲办法》（穗府办〔2023〕7号）"),
        ("policy", "《乙协议》"),
        *(("experience", f"{number}.做法{number}。") for number in range(1, 9)),
        ("problems", "1.调研不够。"),
        ("rectification", "问题：调研不够；措施：增加调研；责任岗位：社工站站长；时限：2024年6月"),
    ]
    form.texts = [Text("", key, "", text, "", "") for key, text in said]
    (again,) = read(fill_template(RULES, [form]))
    found = [(one.key, one.text) for one in again.texts if one.key in {key for key, _ in said}]
    assert found == said


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("问题：摸底不够；措施：提前摸底；责任岗位：城管办；时限：6月底", ("摸底不够", "提前摸底", "城管办", "6月底")),
        ("问题：摸底不够；时限：6月底", ("摸底不够", "", "", "6月底")),
        (
            "问题：人手少；措施：分两步；措施：招聘；责任岗位：综合办",
            ("人手少", "分两步；措施：招聘", "综合办", ""),
        ),
        ("加强监管；措施：每月检查", ("加强监管；措施：每月检查", "", "", "")),
    ],
)
def test_4_a_rectification_keeps_its_columns(text: str, columns: tuple[str, ...]) -> None:
    assert rectifications([Text("", "rectification", "整改清单", text, "总结", "B9")]) == [columns]


def test_1_targets_come_back() -> None:
    form = form_from(FORM)
    form.approved = [
        Approved("", number, "绩效目标", "产出指标", level2, name, target="≥95%", weight=Figure(Decimal(5)))
        for number, (level2, name) in enumerate((("数量指标", "服务人次"), ("质量指标", "合格率")))
    ]
    (again,) = read(fill_template(RULES, [form]))
    assert [(one.level2, one.name, one.target, one.weight.value) for one in again.approved] == [
        ("数量指标", "服务人次", "≥95%", 5),
        ("质量指标", "合格率", "≥95%", 5),
    ]
