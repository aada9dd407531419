"""What `read` shows: each form, field and value with its cell and the sense it was read in, before any judgement."""

from __future__ import annotations

from decimal import Decimal

from rich.table import Table
from rich.text import Text

from perfeval_xl.addresses import area_told, told
from perfeval_xl.form import (
    Figure,
    Form,
    Fund,
    Indicator,
    Meaning,
    MeaningKind,
    Note,
    VerdictFamily,
    cell_of,
    figure_of,
)
from perfeval_xl.form_words import FUND_WORDS, KIND_WORDS
from perfeval_xl.result import FileResult, FormResult, Tally
from perfeval_xl.units import plain
from perfeval_xl.writing.telling.console import Teller
from perfeval_xl.writing.telling.terminal import summary_of_reading

_NUMBER_WORDS = {
    MeaningKind.AT_LEAST: "不少于 ",
    MeaningKind.AT_MOST: "不超过 ",
    MeaningKind.MORE_THAN: "大于 ",
    MeaningKind.LESS_THAN: "小于 ",
    MeaningKind.EQUAL: "",
}
_FAMILY_WORDS = {
    VerdictFamily.OFFICIAL: "评语",
    VerdictFamily.GRADE: "等次",
    VerdictFamily.MET: "完成情况",
    VerdictFamily.VAGUE: "无法衡量的描述",
}
_PLAIN_WORDS = {
    MeaningKind.TEXT: "文字",
    MeaningKind.NOT_APPLICABLE: "不适用",
    MeaningKind.BLANK: "（空）",
    MeaningKind.ERROR: "错误值",
    MeaningKind.NO_RESULT: "公式没有结果",
}
_HEAD = (
    ("年度", "year"),
    ("项目名称", "project"),
    ("主管部门", "department"),
    ("实施单位", "unit"),
    ("金额单位", "amount_unit"),
    ("预期目标", "goal_expected"),
    ("实际完成情况", "goal_actual"),
    ("总分", "total_self_score"),
    ("等级", "grade"),
)


class Receipt:
    """Prints the receipt of every file."""

    def __init__(self, console: Teller) -> None:
        self._console = console

    def tell(self, one: FileResult) -> None:
        """A file."""
        _show_file(one, self._console)

    def end(self, tally: Tally) -> None:
        """All is said with the last file."""


def _show_file(one: FileResult, console: Teller) -> None:
    console.say(one.file, "bold")
    if one.error_code is not None:
        console.say(f"  未能处理：{one.error_message} [{one.error_code}]", "bold red")
        return
    console.say(f"  {summary_of_reading(one.forms)}")
    for form in one.forms:
        _show_form(form, console)


def _show_form(result: FormResult, console: Teller) -> None:
    form = result.form
    hidden = "，工作表已隐藏" if form.is_hidden else ""
    title = f"{form.title or '（没有标题）'}（{KIND_WORDS[form.kind]}）"
    console.say(f"  {area_told(form.sheet, form.range)}{hidden}：{title}", "bold")
    for label, name in _HEAD:
        console.say(f"    {label}：{_head_value(form, name)}")
    if result.funds:
        console.show(_funds_table(result.funds))
    if result.indicators:
        console.show(_indicators_table(result.indicators))
    if result.approved:
        console.say(f"    批复的绩效目标 {len(result.approved)} 条（工作表“{result.approved[0].sheet}”）")
    if result.evidence:
        console.say(f"    佐证材料 {len(result.evidence)} 份（工作表“{result.evidence[0].sheet}”）")
    if result.texts:
        console.say("    文字：" + "、".join(f"{text.label}（{told(text.sheet, text.cell)}）" for text in result.texts))
    _show_notes(result.notes, console)


def _head_value(form: Form, name: str) -> str:
    value, cell = getattr(form, name), cell_of(form, name)
    if isinstance(value, Figure):
        value = value.value
    if value is None and not cell:
        return "（表中没有此栏）"
    shown = "（空）" if value is None else plain(value) if isinstance(value, Decimal) else str(value)
    return f"{shown}  [{cell}]" if cell else shown


def _funds_table(funds: list[Fund]) -> Table:
    table = Table(title="资金（万元）", title_justify="left", show_lines=False)
    columns = ["initial_budget", "annual_budget", "arrived", "executed", "rate", "weight", "self_score"]
    if not any(row.has("arrived") for row in funds):
        columns.remove("arrived")
    for heading in ("label", *columns):
        table.add_column(FUND_WORDS[heading], overflow="fold")
    for row in funds:
        cells = [f"{row.label} {row.label_cell or ''}"]
        for name in columns:
            cells.append(_said(figure_of(row, name)))
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _said(figure: Figure) -> str:
    value, said, cell = figure.value, figure.said, figure.cell
    if cell is None and not said.text:
        return ""
    if value is None:
        return f"{said.text or '（空）'} {cell or ''}"
    number = plain(value)
    as_written = said.text == number or said.text.endswith(("%", "％"))
    shown = said.text if as_written else f"{said.text}＝{number}".removeprefix("＝")
    return f"{shown} {cell or ''}"


def _indicators_table(indicators: list[Indicator]) -> Table:
    table = Table(title="指标", title_justify="left", show_lines=True)
    for heading in ("一级／二级", "三级指标", "目标值", "完成值", "分值", "得分", "偏差原因"):
        table.add_column(heading, overflow="fold")
    for row in indicators:
        marks = [word for word, is_so in _row_marks(row) if is_so]
        name = f"{row.name or '（空）'} {row.name_cell or ''}" + (f"（{'、'.join(marks)}）" if marks else "")
        table.add_row(
            Text("／".join(one for one in (row.level1, row.level2) if one)),
            Text(name),
            Text(_value(row.target, row.target_value, row.target_cell)),
            Text(_value(row.actual, row.actual_value, row.actual_cell)),
            Text(_said(row.weight)),
            Text(_said(row.self_score)),
            Text(f"{row.reason or ''} {row.reason_cell or ''}" if row.reason else ""),
        )
    return table


def _row_marks(row: Indicator) -> list[tuple[str, bool]]:
    return [
        ("其中项，不计分", row.is_breakdown),
        ("预算执行率", row.is_execution),
        ("隐藏行", row.is_hidden),
        (f"{row.score_rows} 行合并计分", row.score_rows > 1),
        ("与上行合并计分", row.score_rows == 0),
    ]


def _value(text: str | None, value: Meaning, cell: str | None) -> str:
    return f"{text or '（空）'} {cell or ''}" + (f"\n→ {in_words(value)}" if text else "")


def in_words(value: Meaning) -> str:
    """The parsed sense in words: 不少于 95%; 2023-12-31 或以前; 评语：第 1 档."""
    if value.kind in _NUMBER_WORDS and value.value is not None:
        return _NUMBER_WORDS[value.kind] + _quantity(value, value.value) + _remark(value)
    if value.kind is MeaningKind.BETWEEN and value.value is not None and value.upper is not None:
        return f"{_quantity(value, value.value)} 至 {_quantity(value, value.upper)}" + _remark(value)
    if value.kind is MeaningKind.VERDICT and value.family is not None:
        tier = f"，第 {value.tier} 档" if value.tier else ""
        return _FAMILY_WORDS[value.family] + tier
    if value.kind in (MeaningKind.DEADLINE, MeaningKind.DATE):
        day = value.day.isoformat() if value.day else "日期"
        return f"{day} 或以前" if value.kind is MeaningKind.DEADLINE else day
    if value.kind is MeaningKind.YES_NO:
        return "是" if value.yes else "否"
    return _PLAIN_WORDS.get(value.kind, "文字")


def _quantity(value: Meaning, number: Decimal) -> str:
    scale = {Decimal(10000): "万", Decimal(100000000): "亿"}.get(value.scale, "")
    return f"{plain(number)}{scale}{value.unit}"


def _remark(value: Meaning) -> str:
    return f"（另有文字：{value.remark}）" if value.remark else ""


def _show_notes(notes: list[Note], console: Teller) -> None:
    if notes:
        console.say("    阅读时的说明：")
    for note in notes:
        console.say(f"      {note.cell or note.sheet}  {note.text}")
