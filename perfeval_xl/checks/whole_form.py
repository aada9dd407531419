"""Checks of the family R on the form as a whole: its kind, columns and blocks not read, a form that breaks off."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.checks.kit.funds import scored_fund
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check, row_place
from perfeval_xl.form import NOT_JUDGED, Note, cell_of
from perfeval_xl.form_words import FUND_WORDS, INDICATOR_WORDS, KIND_WORDS
from perfeval_xl.result import Severity

OF_ANOTHER_KIND = Kind(
    code="R119",
    severity=Severity.ERROR,
    title="不是填好的自评表",
    says="这是{what}，没有按自评表核对其中内容。",
    do="请{advice}",
)


@check(OF_ANOTHER_KIND, over="form")
def form_is_a_filled_one(case: Case) -> Draft | None:
    """检查内容：工作表是填好的自评表，不是空白表、复核表。
    依据：空白表没有内容可核对；复核表是复核人填写的，不按单位自评的要求核对。
    例（好）：填好的项目支出绩效自评表。
    例（坏）：只有表头、没有填写的空白表。
    """
    kind = case.form.kind
    if kind not in NOT_JUDGED:
        return None
    is_blank = kind == "blank"
    advice = "填写后再核对。" if is_blank else "核对单位填报的自评表；复核表上的意见请由复核人确认。"
    severity = None if is_blank else Severity.WARNING
    what = KIND_WORDS[kind]
    return case.at(OF_ANOTHER_KIND, case.form, "title", stated="", severity=severity, what=what, advice=advice)


SHEET_NOT_JUDGED = Kind(
    code="R120",
    severity=Severity.HINT,
    title="工作表没有核对",
    says="{note}。",
    do="请看一下：它是要上报的自评表的，请改正工作表名称、标题和项目名称后再核对；否则不用改。",
)


@check(SHEET_NOT_JUDGED, over="note", notes=["not_judged"])
def every_sheet_is_accounted_for(note: Note, case: Case) -> Draft:
    """检查内容：工作簿里没有核对的自评表样子的工作表，逐张说明。
    依据：填报示例、空白表随表下发，不是单位的填报内容；没有核对的要让人知道。
    例（好）：工作簿里只有填好的自评表。
    例（坏）：附带的“填报示例”工作表。
    """
    return case.at_note(SHEET_NOT_JUDGED, note)


TWO_SHEETS = Kind(
    code="R125",
    severity=Severity.HINT,
    title="一张表分在两个工作表",
    says="{note}。",
    do="请把表头、资金和指标放在同一张工作表上再上报；确实分开的可以不改。",
)


@check(TWO_SHEETS, over="note", notes=["two_sheets"])
def form_is_on_one_sheet(note: Note, case: Case) -> Draft:
    """检查内容：表头、资金和指标在同一张工作表上。
    依据：分在两处的容易漏报一半，看表的人也要来回翻；程序已把两处合为一张表核对。
    例（好）：表头、资金、指标从上到下在一张工作表上。
    例（坏）：表头和资金在第一张工作表，指标在第二张；或指标填到一半，接到“自评表（续）”上。
    """
    return case.at_note(TWO_SHEETS, note)


UNREAD_COLUMN = Kind(
    code="R121",
    severity=Severity.ERROR,
    title="栏目没有认出",
    says="{note}。",
    do="请把列标题改为规范写法（{detail}），再核对一次。",
    explains=(
        *("R113", "S503", "S504", "S505", "S506", "S507", "S515", "S516", "S525"),
        *("B201", "B203", "B204", "B205", "B209", "B215", "B217", "S508"),
    ),
)


@check(UNREAD_COLUMN, over="note", notes=["unread_column"])
def columns_are_known(note: Note, case: Case) -> Draft:
    """检查内容：指标表、资金表的列标题都认得。
    依据：认不出的一列没有读入，与它有关的核对都没有进行，应当先改标题。
    例（好）：实际完成值。
    例（坏）：完成值一列的标题写成程序不认识的说法。
    """
    if {FUND_WORDS["annual_budget"], FUND_WORDS["executed"]} & set(note.detail.split("、")):
        fields = ("initial_budget", "executed", "rate", "self_score")
        money = [cell for fund in case.funds for one in fields if (cell := cell_of(fund, one))]
        return case.at_note(UNREAD_COLUMN, note, places=[(note.sheet, cell) for cell in money])
    return case.at_note(UNREAD_COLUMN, note, places=[place for row in case.indicators for place in row_place(row)])


UNREAD = Kind(
    code="R122",
    severity=Severity.WARNING,
    title="有内容没有读入",
    says="{note}。",
    do="请看一下：属于自评表的，请移到表内对应的行、列（行与行之间不要插入别的内容）；不属于的可以不改。",
    explains=("R113",),
)


@check(UNREAD, over="note", notes=["unread"])
def no_rows_are_left_out(note: Note, case: Case) -> Draft:
    """检查内容：带有一级、二级指标或分值、金额的内容都读入了表内。
    依据：没有读入的行没有参加核对，也没有计分，不能当作没有。
    例（好）：各条指标连续排在表内，合计行在最后。
    例（坏）：合计行之后又接了几行指标。
    """
    severity = {"error": Severity.ERROR, "hint": Severity.HINT}.get(note.detail)
    return case.at_note(UNREAD, note, severity=severity)


COLUMNS_MISSING = Kind(
    code="R123",
    severity=Severity.WARNING,
    title="没有年度指标值、实际完成值栏",
    says="指标表没有{what}，无法核对指标是否完成{held}。",
    do="请改用有年度指标值、实际完成值的自评表；按本地规定使用这种表的，可以不改。",
    explains=("S525",),
)


@check(COLUMNS_MISSING, over="form")
def targets_and_results_have_columns(case: Case) -> Draft | None:
    """检查内容：指标表有“年度指标值”和“实际完成值”两栏。
    依据：没有目标和结果就无从判断得分是否恰当；整栏没有的只说一次，不逐行说。
    例（好）：三级指标、年度指标值、实际完成值、分值、得分各占一栏。
    例（坏）：只有指标名称、分值、得分三栏的评分表。
    """
    form = case.form
    if not case.indicators or any(note.kind == "unread_column" for note in case.result.notes):
        return None
    columns = (("target", form.has_targets), ("actual", form.has_actuals))
    lacking = [f"“{INDICATOR_WORDS[name]}”" for name, there in columns if not there]
    if not lacking:
        return None
    what = "和".join(lacking) + ("两栏" if len(lacking) > 1 else "一栏")
    held = "，只核对了分值、得分和合计，各行得分须由人工复核" if form.has_weights or form.has_scores else ""
    rows = [(row, "name") for row in case.indicators]
    return case.at(COLUMNS_MISSING, case.indicators[0], "name", stated="", touching=rows, what=what, held=held)


BREAKS_OFF = Kind(
    code="R124",
    severity=Severity.WARNING,
    title="表格可能不完整",
    says="没有总分（合计）行，读到的分值合计只有 {stated} 分，不足 {expected} 分，表格可能没有填完或没有接全。",
    do="请检查后面的行是否在别的工作表、别的页，或没有读入；确认完整的，请补上总分行。",
)


@check(BREAKS_OFF, over="form")
def form_is_whole(case: Case) -> Draft | None:
    """检查内容：没有总分行的表，各项分值合计等于总分。
    依据：分值不足又没有总分行，多半是表格在中间断开，后面的指标没有读到。
    例（好）：分值合计 100 分，末行为总分。
    例（坏）：只有前四条指标，分值合计 50 分，没有总分行。
    """
    form = case.form
    weights = [row.weight.value for row in case.indicators if row.weight.value is not None and not row.is_breakdown]
    if form.has_total or form.total_weight.value is not None or not weights:
        return None
    money = scored_fund(case)
    whole = case.rules.weights.total.value
    found = sum(weights, Decimal(0)) + (money.weight.value or Decimal(0) if money is not None else Decimal(0))
    if found >= whole or any(row.weight.value is None and not row.is_breakdown for row in case.indicators):
        return None
    return case.at(BREAKS_OFF, case.indicators[-1], "weight", stated=found, expected=whole)
