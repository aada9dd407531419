"""Checks of the family R: the notes of reading, and the head of the form."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.addresses import order
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.form import Form, Indicator, MeaningKind, Note, cell_of
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity

MOST_PLACES = 8  # leftover rows, or rules out of date, named in one finding


YEAR_MISSING = Kind(
    code="R101",
    severity=Severity.ERROR,
    title="年度未填",
    says="{what}。",
    do="请写明自评的年度，例如（2023年度）。",
    explains=("S516", "S525"),
)


@check(YEAR_MISSING, over="form")
def year_is_given(case: Case) -> Draft | None:
    """检查内容：标题、标题下方或“年度”栏写明了自评年度；写了两个年份的（2023-2024年度）为提醒。
    依据：自评表按年度填报，没有年度的表会被退回。
    例（好）：项目支出绩效自评表（2023年度）。
    例（坏）：项目支出绩效自评表（　年度）。
    """
    if case.form.year is not None or any(_may_be_the_year(note, case) for note in case.result.notes):
        return None
    said = case.form.year_said or ""
    if not lazy("[0-9一二三四五六七八九]").search(said) or lazy(r"^\D*(?:20|19)\D+$").match(said):
        what = "没有找到自评年度：标题、标题下方及“年度”栏都没有写明年份"
        return case.at(YEAR_MISSING, case.form, "year", what=what, touching=_waiting_for_the_year(case))
    what = f"年度写的是“{said}”，看不出自评的是哪一年"
    two_years = Severity.WARNING if len(lazy("[0-9]{4}").findall(said)) > 1 else None
    rows = _waiting_for_the_year(case)
    return case.at(YEAR_MISSING, case.form, "year", severity=two_years, stated=said, what=what, touching=rows)


def _waiting_for_the_year(case: Case) -> list[tuple[Indicator, str]]:
    """Rows of days without a year, which are left open for that alone."""
    dates = (MeaningKind.DATE, MeaningKind.DEADLINE)
    return [
        (row, "self_score")
        for row in case.indicators
        if row.target_value.kind in dates
        and row.actual_value.kind in dates
        and None in (row.target_value.day, row.actual_value.day)
    ]


def _may_be_the_year(note: Note, case: Case) -> bool:
    """A cell above the tables whose content could not be had: told by itself, the year may stand there."""
    cells = [row.label_cell for row in case.funds] + [row.name_cell for row in case.indicators]
    first = min((order(cell)[:-1] for cell in cells if cell), default=())
    return note.kind in ("no_result", "error_cell") and note.cell is not None and order(note.cell)[:-1] < first


PROJECT_MISSING = Kind(
    code="R102",
    severity=Severity.ERROR,
    title="项目名称未填",
    says="{what}。",
    do="请填写项目名称，与批复的预算项目名称一致。",
)


@check(PROJECT_MISSING, over="form")
def project_is_named(case: Case) -> Draft | None:
    """检查内容：“项目名称”已填。
    依据：自评以项目为单位，没有名称无法与预算批复对应。
    例（好）：项目名称：社工服务站运营经费。
    例（坏）：项目名称一栏为空。
    """
    if (case.form.project or "").strip() or not _is_asked(case.form, case.form.project_cell):
        return None
    return case.at(PROJECT_MISSING, case.form, "project", what=_missing("项目名称", case.form.project_cell))


UNIT_MISSING = Kind(
    code="R103",
    severity=Severity.ERROR,
    title="实施单位未填",
    says="{what}。",
    do="请{how}。",
)


@check(UNIT_MISSING, over="form")
def unit_is_named(case: Case) -> Draft | None:
    """检查内容：“实施单位”已填。表式里没有这一栏、但写明了主管部门的，只作提醒；多个项目的清单没有这一列的，提醒一次。
    依据：自评由项目实施单位负责，单位不明的表会被退回。
    例（好）：实施单位：某街道办事处公共服务办公室。
    例（坏）：实施单位一栏为空。
    """
    if (case.form.unit or "").strip() or not _is_asked(case.form, case.form.unit_cell):
        return None
    has_department = bool((case.form.department or "").strip())
    if case.form.kind == "department" and has_department:
        return None
    not_asked_for, in_list = case.form.unit_cell is None, case.form.number_in_list
    if not_asked_for and in_list > 1:
        return None  # told at the first form of the list
    severity = Severity.WARNING if not_asked_for and (has_department or in_list) else None
    what, how = _missing("实施单位", case.form.unit_cell), "填写实施单位全称"
    if not_asked_for and in_list:
        what, how = "清单里没有“实施单位”一列", "加一列“实施单位”，或在标题下面写明填报单位"
    return case.at(UNIT_MISSING, case.form, "unit", severity=severity, what=what, how=how)


GOAL_BLANK = Kind(
    code="R117",
    severity=Severity.WARNING,
    title="年度总体目标未填",
    says="年度总体目标的{what}没有填写。",
    do="请对照批复的年度总体目标填写；没有总体目标的项目，请在栏内注明。",
)


@check(GOAL_BLANK, over="form")
def goal_and_result_are_told(case: Case) -> Draft | None:
    """检查内容：表内有年度总体目标两栏的，“预期目标”和“实际完成情况”都已填写。
    依据：自评先对照年度总体目标说明完成情况，再逐条评价指标；只填指标看不出总体目标是否实现。
    例（好）：实际完成情况：完成 20 个小区的环境整治，居民满意度 92%。
    例（坏）：预期目标写了，“实际完成情况”空白。
    """
    form = case.form
    blank = [
        place
        for place, text, cell in (
            ("goal_expected", form.goal_expected, form.goal_expected_cell),
            ("goal_actual", form.goal_actual, form.goal_actual_cell),
        )
        if cell is not None and not (text or "").strip()
    ]
    if not blank or not case.indicators:
        return None
    names = {"goal_expected": "“预期目标”", "goal_actual": "“实际完成情况”"}
    return case.at(GOAL_BLANK, form, blank[-1], stated="空白", what="和".join(names[place] for place in blank))


def _is_asked(form: Form, cell: str | None) -> bool:
    """Whether a form of this kind has the field: a department has no project, a score table may have no head."""
    return cell is not None or form.kind in ("project", "transfer", "example")


def _missing(label: str, cell: str | None) -> str:
    return f"“{label}”一栏是空的" if cell else f"表内没有“{label}”一栏"


PROMPT_LEFT = Kind(
    code="R104",
    severity=Severity.ERROR,
    title="表内提示语未替换",
    says="{note}。",
    do="请删去提示语，填写实际内容。",
    explains=("N", "R117", "S520", "S521", "S522"),
)


@check(PROMPT_LEFT, over="note", notes=["prompt"])
def prompt_is_replaced(note: Note, case: Case) -> Draft:
    """检查内容：栏目里没有留下表格自带的填写提示。
    依据：提示语不是填报内容，带着提示语的表会被退回。
    例（好）：实际完成情况：全年发放工资 251.89 万元，按月足额发放。
    例（坏）：实际完成情况：对照年度目标，说明相关任务目标的完成情况（100字以内）。
    """
    return case.at_note(PROMPT_LEFT, note)


NOT_A_NUMBER = Kind(
    code="R105",
    severity=Severity.ERROR,
    title="应填数字的单元格填了文字",
    says="{note}。",
    do="请改填数字；确实没有金额或分值的，请留空或填“—”。",
    explains=("B", "W", "S"),
)


@check(NOT_A_NUMBER, over="note", notes=["not_number"])
def number_is_a_number(note: Note, case: Case) -> Draft:
    """检查内容：金额、执行率、分值、得分填的是数字。
    依据：不是数字就不能核对、不能评分。
    例（好）：全年执行数 65.07。
    例（坏）：全年执行数“约六十五万”。
    """
    return case.at_note(NOT_A_NUMBER, note, stated=case.said_at(note), places=_computed_from(note, case))


def _computed_from(note: Note, case: Case) -> list[tuple[str, str]]:
    """The rate and the score that the form computes from an amount: what they lack is not told beside it."""
    amounts = ("initial_budget", "annual_budget", "executed", "rate")
    fund = next((one for one in case.funds if note.cell in [cell_of(one, name) for name in amounts]), None)
    computed = (fund.rate, fund.self_score) if fund is not None else ()
    return [(note.sheet, one.cell) for one in computed if one.cell is not None and one.said.formula is not None]


NEGATIVE_AMOUNT = Kind(
    code="R106",
    severity=Severity.ERROR,
    title="金额为负数",
    says="{note}。",
    do="请核对后改为正数；退回或冲销的资金请在说明中写明，不要填负数。",
    explains=("B", "S501", "S508"),
)


@check(NEGATIVE_AMOUNT, over="note", notes=["negative"])
def amount_is_not_negative(note: Note, case: Case) -> Draft:
    """检查内容：预算数、执行数不是负数。
    依据：预算和执行金额不会小于零，负数多为录入错误。
    例（好）：其他资金 0。
    例（坏）：其他资金 -12.5。
    """
    return case.at_note(NEGATIVE_AMOUNT, note, stated=case.said_at(note))


ERROR_CELL = Kind(
    code="R107",
    severity=Severity.ERROR,
    title="单元格显示错误值",
    says="{note}。",
    do="请修正公式，或直接填写数值。",
    explains=("B", "I", "W", "S"),
)


@check(ERROR_CELL, over="note", notes=["error_cell"])
def no_error_value(note: Note, case: Case) -> Draft:
    """检查内容：要读取的单元格没有 #REF!、#DIV/0! 等错误值。
    依据：错误值说明公式已经失效，单元格没有数值。
    例（好）：执行率 99.10%。
    例（坏）：执行率 #DIV/0!。
    """
    return case.at_note(ERROR_CELL, note)


NO_RESULT = Kind(
    code="R108",
    severity=Severity.WARNING,
    title="公式没有计算结果",
    says="{note}。",
    do="请用 Excel 或 WPS 打开，按 F9 重算并保存后再核对。",
    explains=("B", "I", "W", "S"),
)


@check(NO_RESULT, over="note", notes=["no_result"])
def formula_has_a_result(note: Note, case: Case) -> Draft:
    """检查内容：公式单元格保存了计算结果。
    依据：有些软件导出的文件只有公式、没有结果，这样的单元格不能当作空白，也不能当作零。
    例（好）：总分公式 =SUM(G5:G17) 保存的结果为 93。
    例（坏）：总分只有公式，没有结果。
    """
    return case.at_note(NO_RESULT, note)


NEARLY_A_HEADING = Kind(
    code="R110",
    severity=Severity.WARNING,
    title="标题与规范写法不完全一致",
    says="{note}。",
    do="请改为“{detail}”，以免读错栏目。",
)


@check(NEARLY_A_HEADING, over="note", notes=["near_label"])
def heading_is_written_right(note: Note, case: Case) -> Draft:
    """检查内容：栏目标题是规范写法。
    依据：标题差一两个字时仍按相近的栏目读取，但可能读错，需要人看一眼。
    例（好）：偏差原因分析及改进措施。
    例（坏）：偏差原因分忻及改进措旋。
    """
    return case.at_note(NEARLY_A_HEADING, note)


LONG_GAP = Kind(
    code="R111",
    severity=Severity.WARNING,
    title="大段空白之后还有内容",
    says="{note}。",
    do="请删去中间的空行或空列，或删去多余的内容；空白之后的内容没有参加核对。",
)


@check(LONG_GAP, over="note", notes=["long_gap"])
def nothing_behind_a_long_gap(note: Note, case: Case) -> Draft:
    """检查内容：大段空行或空列之后没有遗落的内容。
    依据：程序在很长的空白处停止读取，后面的内容不会参加核对。
    例（好）：表格连续填写。
    例（坏）：第 20 行之后空了几百行，第 600 行又有数据。
    """
    return case.at_note(LONG_GAP, note)


TEMPLATE_ROW_LEFT = Kind(
    code="R112",
    severity=Severity.HINT,
    title="模板空行未删除",
    says="表内还留着 {count} 处没有用到的模板行：{where}。这些行没有当作指标。",
    do="请删去没有用到的“指标2：”“……”等模板行。",
)


@check(TEMPLATE_ROW_LEFT, over="form")
def template_rows_are_gone(case: Case) -> Iterator[Draft]:
    """检查内容：没有用到的模板行（指标2：、……）已经删除。
    依据：模板行不是指标，留着不影响评分，但上报的表应当整洁。
    例（好）：只保留填写了内容的指标行。
    例（坏）：表内留有“指标2：”“……”。
    """
    left = [note for note in case.result.notes if note.kind == "leftover"]
    if not left:
        return
    yield case.at_note(TEMPLATE_ROW_LEFT, left[0], cells=[note.cell for note in left])


UNPLACED = Kind(
    code="R113",
    severity=Severity.HINT,
    title="有内容没有归入任何栏目",
    says="{note}。",
    do="请看一下是否写错了位置；属于备注的，可以不改。",
    together="有 {count} 处内容不属于任何已知栏目，没有读入：{where}。",
)


@check(UNPLACED, over="note", notes=["unplaced"])
def content_has_a_place(note: Note, case: Case) -> Draft:
    """检查内容：表内内容都属于认得的栏目。
    依据：认不出栏目的内容没有参加核对，应让填表人知道。
    例（好）：备注写在“备注”栏。
    例（坏）：金额写在表格右侧的空白处。
    """
    return case.at_note(UNPLACED, note, stated=note.detail or None)


HIDDEN = Kind(
    code="R114",
    severity=Severity.HINT,
    title="读到了隐藏的内容",
    says="{note}。",
    do="请取消隐藏后核对；不需要的请删除。",
)


@check(HIDDEN, over="note", notes=["hidden"])
def nothing_is_hidden(note: Note, case: Case) -> Draft:
    """检查内容：没有隐藏的工作表、行、列参加核对。
    依据：隐藏的内容看不见，却会计入合计和得分。
    例（好）：表内没有隐藏的行列。
    例（坏）：第 15 行被隐藏，但其中有分值和得分。
    """
    form = case.form
    counted = any(
        row.is_hidden and (row.weight.value or row.self_score.value) for row in (*case.funds, *case.indicators)
    )
    severity = Severity.WARNING if form.is_hidden or counted else None
    return case.at_note(HIDDEN, note, severity=severity)


OTHER_RULES_DECLARED = Kind(
    code="R115",
    severity=Severity.WARNING,
    title="填报说明所列评分规则与所用规则不同",
    says="工作簿写明的评分规则是“{stated}”，本次按“{used}”核对和评分。",
    do="请确认应按哪一套规则；应按前一套的，请换用后再核对。",
)


@check(OTHER_RULES_DECLARED, over="form")
def declared_rules_are_used(case: Case) -> Draft | None:
    """检查内容：所用的评分规则就是工作簿“填报说明”写明的规则。
    依据：规则不同，分值和得分都会不同；以实际使用的为准，但要让人知道。
    例（好）：填报说明写明 mof-2020，核对也用 mof-2020。
    例（坏）：填报说明写明 guangzhou-baiyun-2023，核对却用 mof-2020。
    """
    form = case.form
    if not form.declared_rules or form.declared_rules == case.rules.id:
        return None
    draft = case.at(OTHER_RULES_DECLARED, form, "declared_rules", used=case.rules.id)
    draft.finding.sheet = form.declared_rules_sheet or form.sheet
    return draft


RULES_OUT_OF_DATE = Kind(
    code="R118",
    severity=Severity.WARNING,
    title="评分规则不适用于自评年度",
    says="所用评分规则“{rules}”有 {count} 项规定不适用于 {year} 年度：{dates}。",
    do="请换用该年度的评分规则再核对；仍按这套规则的，请在单位说明中写明。",
)


@check(RULES_OUT_OF_DATE, over="form")
def rules_hold_in_the_year(case: Case) -> Draft | None:
    """检查内容：所用评分规则的各项规定在自评年度内有效（规则文件写明了施行、失效日期的才核对）。
    依据：评分规则文件各项的 from、to。
    例（好）：2023 年度的表，规则 2022 年起施行。
    例（坏）：2023 年度的表，规则 2024 年才施行。
    """
    year = case.form.year
    if year is None:
        return None
    dates = [
        f"“{title}”{value.from_} 起施行" if value.from_ and value.from_.year > year else f"“{title}”{value.to} 失效"
        for title, value in case.rules.dated
        if (value.from_ and value.from_.year > year) or (value.to and value.to.year < year)
    ]
    if not dates:
        return None
    return case.at(
        RULES_OUT_OF_DATE,
        case.form,
        "year",
        rules=case.rules.title,
        count=len(dates),
        year=year,
        dates="；".join(dates[:MOST_PLACES]) + ("等" if len(dates) > MOST_PLACES else ""),
    )


NO_INDICATORS = Kind(
    code="R116",
    severity=Severity.ERROR,
    title="没有绩效指标",
    says="表内没有读到任何绩效指标，无法评分。",
    do="请逐条填写三级指标、年度指标值、实际完成值、分值和得分；已经填写的，请核对列标题是否为规范写法。",
    explains=("S509", "S517", "W"),
)


@check(NO_INDICATORS, over="form")
def indicators_are_there(case: Case) -> Draft | None:
    """检查内容：自评表里至少有一条绩效指标（没有用到的模板行不算）。
    依据：自评就是对照绩效指标逐条评价，没有指标的表无法评分，会被退回。
    例（好）：产出、效益、满意度各有指标。
    例（坏）：指标表全部空白，或者没有指标表。
    """
    if case.indicators:
        return None
    totals = [(case.form, "total_weight"), (case.form, "total_self_score")]
    return case.at(NO_INDICATORS, case.form, "title", stated="", touching=totals)
