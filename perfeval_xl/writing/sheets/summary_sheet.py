"""The sheet 评分汇总: every form's scores beside its own, each point derived in words; made to be printed and signed.

One block a form, each on pages of its own. Pure: results in, a SheetDesign out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perfeval_xl.result import FileResult, FormResult, FormScore, Severity, Told
from perfeval_xl.rules.model import RuleSet
from perfeval_xl.standing import Filling, own_total, standing_of, total_words
from perfeval_xl.units import plain
from perfeval_xl.writing.sheets import look
from perfeval_xl.writing.sheets.look import Page
from perfeval_xl.writing.sheets.summary_tables import (
    WEIGHT,
    Block,
    Rules,
    block_of,
    difference_of,
    differing,
    ground,
    number_mark,
    open_ground,
    put_funds,
    put_indicators,
)
from perfeval_xl.xlsx.edit.added_sheets import PrintDesign, SheetDesign

NAME = "评分汇总"
TITLE = "项目支出绩效自评评分汇总"
NO_FINDINGS, FINDINGS = "核对未发现问题", "核对意见："  # begin what is said of the findings
PROGRAM = "perfeval-xl"

# 序号, 一级, 二级, 三级 (two columns), 指标值, 完成值, 分值, 自评, 核算, 差异, 过程, 规则
_WIDTHS = (5, 12, 15, 12, 12, 14, 14, 8, 9, 9, 8, 42, 6)
_SQUEEZED = 1.2  # a form that takes so many pages is printed on one
_PRINTING = PrintDesign(landscape=True, left=0.4, right=0.4, top=0.5, bottom=0.5)


# Pages of a form up to which its indicators end on their first page: their heads would be repeated above the money.
_TABLE_GOES_ON = 1.5


def summary_design(
    result: FileResult,
    rules: RuleSet,
    fillings: Sequence[Filling],
    version: str,
    *,
    code: str = "",
    name: str = NAME,
    findings: str | None = None,
) -> SheetDesign:
    """The whole sheet for one file. `fillings` are the places that the copy fills (shown on green ground); `code` the
    check code that is printed; `findings` the sheet that a link leads to."""
    page = Page(name, _widths(result))
    _put_top(page, result, rules, version, code)
    top, alone = page.row - 1, len(result.forms) == 1
    repeated = (1, top)
    for number, form in enumerate(result.forms, 1):
        if number > 1:
            page.end_page()
        heading = "" if alone else f"（{number}/{len(result.forms)}）"
        first = page.row
        table_head, money = _put_form(block_of(page, form, rules, fillings), result, heading, findings)
        pages = page.pages_of([*range(1, top + 1), *range(first, page.row)], _PRINTING)
        split = pages > (_SQUEEZED if alone else 1.0)
        if split:  # what is signed has its own page
            page.end_page(money - 1)
        if alone and form.indicators and not (split and pages <= _TABLE_GOES_ON):
            repeated = (table_head, table_head)
    printing = replace(_PRINTING, repeat_rows=repeated)
    if alone and page.pages_of(range(1, page.row), printing) <= _SQUEEZED:
        printing = replace(printing, fit_height=1)  # rather somewhat smaller than a page for the signatures alone
    return page.finish(printing)


def _widths(result: FileResult) -> tuple[float, ...]:
    """The columns' widths; those of the amounts as wide as the longest of them, which cannot be wrapped."""
    amounts = (
        one
        for form in result.forms
        for row in form.funds
        for one in (row.initial_budget.value, row.annual_budget.value, row.executed.value)
        if one is not None
    )
    longest = max((max(len(f"{one:,.2f}"), len(f"{one.normalize():,f}")) for one in amounts), default=0)
    return tuple(max(width, longest + 3) if 3 <= column <= 5 else width for column, width in enumerate(_WIDTHS, 1))


def _put_top(page: Page, result: FileResult, rules: RuleSet, version: str, code: str) -> None:
    page.put(1, TITLE, look.TITLE, columns=page.last_column)
    page.next_row(28)
    words = (
        f"评分规则：{rules.title}（编号 {rules.id}，版本 {rules.version}，校验码 {rules.digest}）"
        f"{f'　　核对码：{code}' if code else ''}"
        f"　　程序：{PROGRAM} {version}{f'　　设置文件：{_short(result.settings)}' if result.settings else ''}"
    )
    page.put(1, words, look.NOTE, columns=page.last_column)
    page.next_row()


def _short(path: str) -> str:
    """A file with the folder it lies in: the rest of its path belongs to one machine."""
    return "/".join(path.replace("\\", "/").split("/")[-2:])


def _put_form(block: Block, result: FileResult, heading: str, findings: str | None) -> tuple[int, int]:
    """One form's block; gives the row of the indicator table's headings and the first row of the money."""
    page, form = block.page, block.form
    _put_identity(page, result, form, heading)
    _put_outcome(block, result.told, findings)
    page.put(1, "一、绩效指标得分", look.SECTION, columns=page.last_column)
    page.next_row(22)
    table_head = page.row
    put_indicators(block)
    unit = form.form.amount_unit
    converted = "" if unit == "万元" else f"，由自评表的“{unit}”折算"
    money = page.row
    page.put(1, f"二、预算执行得分（金额单位：万元{converted}）", look.SECTION, columns=page.last_column)
    page.next_row(22)
    put_funds(block)
    _put_sum(page, form)
    _put_rules(page, block.used)
    _put_signature(page, form)
    return table_head, money


def _put_identity(page: Page, result: FileResult, form: FormResult, heading: str) -> None:
    head = form.form
    year = f"{head.year} 年度" if head.year is not None else "（未填写）"
    file = look.file_words(result.file)
    rows = (
        ("项目名称", f"{heading}{head.project or '（未填写）'}", "年度", year),
        ("主管部门", head.department or "（未填写）", "实施单位", head.unit or "（未填写）"),
        ("文件", file, "工作表", f"{head.sheet}（{head.range}）"),
    )
    for label, value, label2, value2 in rows:
        page.put(1, label, look.LABEL, columns=2)
        page.put(3, value, look.TEXT, columns=5)
        page.put(8, label2, look.LABEL, columns=2)
        page.put(10, value2, look.TEXT, columns=4)
        page.next_row()


def _put_outcome(block: Block, told: Told, findings: str | None) -> None:
    page, form = block.page, block.form
    labels = ("自评总分", "核算总分", "差异", "待复核分值", "自评等级", "核算等级")
    places = ((1, 2), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1))
    for label, (column, columns) in zip(labels, places, strict=True):
        page.put(column, label, look.LABEL, columns=columns)
    if findings is None:
        page.put(8, "说明", look.LABEL, columns=6)
    else:
        page.put(8, f"说明（点这里转到“{findings}”）", look.linked(look.LABEL), columns=6)
        page.link(8, findings, "A1", f"转到“{findings}”")
    page.next_row()
    head, score = form.form, form.score
    stated, total = _stated_total(form), score.total if score else None
    grade = score.grade if score else None
    blank = "未填" if head.total_self_score.cell else "—"
    words = "" if head.total_self_score.said.is_number else head.total_self_score.said.text
    page.put(1, stated if stated is not None else words or blank, look.POINTS, columns=2)
    shown = total_words(score) if score is not None and score.open else total
    page.put(3, shown if shown is not None else "不计分", ground(look.POINTS, head.total_self_score.cell, block))
    page.put(
        4,
        difference_of(stated, None if _is_open(form) else total),
        differing(look.DIFFERENCE, block, head.total_self_score.cell),
    )
    page.put(5, score.open if score else "—", open_ground(look.POINTS, bool(score and score.open)))
    page.put(6, head.grade or ("未填" if head.grade_cell else "—"), differing(look.CENTRED, block, head.grade_cell))
    page.put(7, grade or ("待定" if total is not None else "—"), ground(look.CENTRED, head.grade_cell, block))
    page.put(8, _outcome_words(block, told), look.TEXT, columns=6)
    page.next_row(22)


def _stated_total(form: FormResult) -> Decimal | None:
    """The total as the form states it; none where a formula adds up scores of which some are blank."""
    is_formula = form.form.total_self_score.said.formula is not None
    return None if is_formula and own_total(form) is None else form.form.total_self_score.value


def _is_open(form: FormResult) -> bool:
    """Whether points are left to be decided: then nothing can be said of the total."""
    return form.score is not None and form.score.open > 0


def _outcome_words(block: Block, told: Told) -> str:
    form = block.form
    counts = Counter(one.severity for one in told.of(form.findings))
    words = "、".join(f"{one.word} {counts[one]} 条" for one in Severity)
    is_clean = not form.findings and not _is_open(form)
    parts = [f"{NO_FINDINGS}。" if is_clean else f"{FINDINGS}{words}。"]
    parts.append(told.words(form.findings))
    if form.score and form.score.open:
        parts.append(f"有 {plain(form.score.open)} 分待人工复核。")
    head = form.form
    if block.filled:
        parts.append("绿色底色：自评表中原为空白，已填入核算结果。")
    blank_total = head.total_self_score.cell is not None and head.total_self_score.value is None
    blank_grade = head.grade_cell is not None and head.grade is None
    if (blank_total or blank_grade) and (why := standing_of(form, block.rules).why_not):
        parts.append(f"{why}。")
    return "".join(parts)


# ----------------------------------------------------------------------------------------- sum, rules, signature


def _put_sum(page: Page, form: FormResult) -> None:
    score = form.score
    if score is None or score.total is None:
        return
    strong = replace(look.POINTS, bold=True)
    page.put(1, "合计", replace(look.LABEL, fill=None), columns=7)
    page.put(WEIGHT, score.total_weight if score.total_weight is not None else "—", strong)
    own = own_total(form)
    page.put(WEIGHT + 1, own if own is not None else "—", strong)
    page.put(WEIGHT + 2, score.total, open_ground(strong, bool(score.open)))
    page.put(WEIGHT + 3, difference_of(own, None if score.open else score.total), replace(look.DIFFERENCE, bold=True))
    page.put(WEIGHT + 4, _sum_words(score, score.total), look.TEXT, columns=2)
    page.next_row(22)


def _sum_words(score: FormScore, total: Decimal) -> str:
    if not score.open:
        return "各行核算得分之和"
    low, high = (plain(one) for one in score.bounds or (total, total))
    return f"已定 {plain(total)} 分，另有 {plain(score.open)} 分待复核；总分可在 {low}～{high} 分之间"


def _put_rules(page: Page, used: Rules) -> None:
    if used.texts:
        page.put(1, "评分规则说明", look.SECTION, columns=page.last_column)
        page.next_row(22)
    for index, text in enumerate(used.texts):
        page.put(1, f"{number_mark(index)} {text}", replace(look.NOTE, color=None), columns=page.last_column)
        page.next_row(14)


def _put_signature(page: Page, form: FormResult) -> None:
    """What is signed stands right above the signatures: the project and its score."""
    score, stated = form.score, _stated_total(form)
    parts = [f"{'项目' if form.form.project else '自评表'}：{form.form.subject}"]
    if stated is not None or form.form.grade:
        own = f"{plain(stated)} 分" if stated is not None else ""
        parts.append(f"自评：{own} {form.form.grade or ''}".rstrip())
    if score is not None and score.total is not None:
        still_open = f"（其中 {plain(score.open)} 分待复核）" if score.open else ""
        parts.append(f"核算：{total_words(score)} {score.grade or ''}".rstrip() + still_open)
    page.next_row(10)
    page.put(1, "　　".join(parts), replace(look.PLAIN, bold=True), columns=page.last_column)
    page.next_row(22)
    line = "＿" * 8
    for row in (
        ((1, 5, f"填报人：{line}"), (6, 5, f"复核人：{line}"), (11, 3, f"单位负责人：{line}")),
        ((1, 5, ""), (6, 5, "单位（公章）："), (11, 3, "日期：       年    月    日")),
    ):
        for column, columns, words in row:
            page.put(column, words or None, look.PLAIN, columns=columns)
        page.next_row(28)
