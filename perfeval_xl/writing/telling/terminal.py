"""What `process` and `check` show in the terminal: per file what was read, score, grade, findings with their cells."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.addresses import told
from perfeval_xl.form import NOT_JUDGED
from perfeval_xl.result import FileResult, Finding, FormResult, Severity, Tally, Told
from perfeval_xl.standing import total_words
from perfeval_xl.units import plain
from perfeval_xl.writing.telling import short_table
from perfeval_xl.writing.telling.console import Teller

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_FAILED = "未能处理"
_OTHER_RULES = frozenset({"R115", "R118", "W404", "W405"})  # findings that may ask for another rule-set
_LONGEST_NAME = 60  # characters of a project's name on a line


class Findings:
    """Prints every file (`quiet`: only those with errors or failures, without their hints), at the end the sum."""

    def __init__(self, console: Teller, *, quiet: bool) -> None:
        self._console, self._quiet = console, quiet
        self._lines: list[short_table.Line] = []  # of the short table: all that is kept of a file
        self._other_rules = False  # somebody may want to choose another rule-set

    def tell(self, one: FileResult) -> None:
        """A file."""
        if not self._quiet or one.error_code is not None or _errors(one):
            _show_file(one, self._console, quiet=self._quiet)
            self._lines += short_table.lines_of(one)
            self._other_rules = self._other_rules or _asks_for_other_rules(one)

    def end(self, tally: Tally) -> None:
        """How to choose another rule-set, where that may be wanted; of several files the short table and the sum."""
        if self._other_rules:
            self._console.say(
                "（换用评分规则：加上 --rules 编号，例如 --rules sichuan-2023；全部编号见 perfeval-xl rules list）"
            )
        if tally.files > 1:
            short_table.show(self._lines, self._console)
            _show_sum(tally, self._console)


def _asks_for_other_rules(one: FileResult) -> bool:
    return any(found.code in _OTHER_RULES for form in one.forms for found in one.told.of(form.findings))


def _show_file(one: FileResult, console: Teller, *, quiet: bool) -> None:
    console.say(one.file, "bold")
    if one.error_code is not None:
        console.say(f"  {_FAILED}：{one.error_message} [{one.error_code}]", _STYLES[Severity.ERROR])
        return
    rules = f"（评分规则：{one.rules.title}，{one.rules.id}，校验码 {one.rules.digest}）" if one.rules else ""
    console.say(f"  {summary_of_reading(one.forms)}{rules}")
    if one.settings:
        console.say(f"  用了设置文件：{one.settings}")
    for remark in one.remarks:
        console.say(f"  {remark}", _STYLES[Severity.WARNING])
    for form in one.forms:
        _show_form(form, one.told, console, quiet=quiet)
    if one.output:
        console.say(f"  已写入：{one.output}")
        if one.previous:
            console.say(f"  （原有的同名评分件另存为：{one.previous}）")
        if one.is_refilled:
            what = ".xls " if one.file.lower().endswith(".xls") else "Word 文档"
            console.say(f"  （{what}不能在原表上标注，这是填好的标准自评表；以上位置指原表，核对意见中两处都写明）")


def summary_of_reading(forms: list[FormResult]) -> str:
    """读到 1 张自评表：7 条指标、4 行资金."""
    indicators = sum(len(form.indicators) for form in forms)
    funds = sum(len(form.funds) for form in forms)
    return f"读到 {len(forms)} 张自评表：{indicators} 条指标、{funds} 行资金"


def _show_form(form: FormResult, told: Told, console: Teller, *, quiet: bool) -> None:
    name = " ".join(form.form.subject.split())
    name = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    console.say(f"  {name}（{form.form.sheet}）：{_score_line(form)}")
    findings = told.of(form.findings)
    for severity in Severity:
        found = [one for one in findings if one.severity is severity]
        if found and not (quiet and severity is not Severity.ERROR):
            console.say(f"    {severity.word} {len(found)} 条", _STYLES[severity])
            for one in found:
                _show_finding(one, form.form.sheet, console)
    if not form.findings:
        is_open = form.score is not None and form.score.open
        console.say("    没有其他意见" if is_open else "    未发现问题")
    if left_out := told.words(form.findings):
        console.say(f"    {left_out}", "bold")


def _score_line(form: FormResult) -> str:
    if form.form.kind in NOT_JUDGED:
        return "没有评分"
    parts: list[str] = []
    stated = form.form.total_self_score.value
    if stated is not None or form.form.grade:
        parts.append("自评 " + " ".join(one for one in (_points(stated), form.form.grade) if one))
    score = form.score
    if score is not None and score.total is not None:
        parts.append(f"核算 {total_words(score)}" + (f" {score.grade}" if score.grade else ""))
        if score.open:
            parts.append(f"其中 {_points(score.open)}待复核")
    return "，".join(parts) or "本表不计分"


def _points(value: Decimal | None) -> str:
    return "" if value is None else f"{plain(value)} 分"


def _show_finding(one: Finding, sheet: str, console: Teller) -> None:
    place = one.cell or "整表"
    if one.cell and one.sheet != sheet:
        place = told(one.sheet, one.cell)
    label = f"{one.label}：" if one.label else ""
    console.say(f"      {place}  {label}{one.message} [{one.code}]")
    console.say(f"          {one.suggestion}", "dim")
    if one.explanation:
        stale = "（填写说明后单元格已改动，请重新核对）" if one.explanation_is_stale else ""
        console.say(f"          单位说明：{one.explanation}{stale}", "dim")


def _show_sum(tally: Tally, console: Teller) -> None:
    words = "、".join(f"{severity.word} {tally.told[severity]} 条" for severity in Severity)
    failed = f"；{tally.failed} 个文件{_FAILED}" if tally.failed else ""
    console.say(f"共 {tally.files} 个文件、{tally.forms} 张自评表：{words}{failed}")
    for setting, hidden in tally.hidden.items():
        console.say(setting.words_of(hidden), "bold")


def _errors(file: FileResult) -> bool:
    findings = (one for form in file.forms for one in file.told.of(form.findings))
    return any(one.severity is Severity.ERROR for one in findings)
