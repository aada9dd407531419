"""The report against the workbook: amounts, rates, points, grades, values of indicators, losses, what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfeval_xl.form import Form, Fund, Indicator, Meaning
from perfeval_xl.form_words import FUND_WORDS, GRADES, bare_name
from perfeval_xl.report_check import claims, kinds
from perfeval_xl.report_check.document import Document, Passage
from perfeval_xl.report_check.kinds import Remark, remark
from perfeval_xl.result import FormResult, Status
from perfeval_xl.standing import scored_rows
from perfeval_xl.units import percent, plain

_FIELDS = ("initial_budget", "annual_budget", "executed")
_CENT = Decimal("0.000001")  # 万元: a hundredth of a 元
EXECUTION = "预算执行"
_PROBLEMS = ("存在问题", "存在的问题", "问题和", "问题及", "问题清单")


def remarks(document: Document, forms: Sequence[FormResult]) -> Iterator[Remark]:
    """Where the report speaks of one project, against its form; of several, what holds for each of them."""
    known = _all_numbers(forms)
    for passage in document.passages:
        if not passage.in_table:
            yield from _nowhere(passage, known)
    if len(forms) != 1:
        return
    form = forms[0]
    for passage in document.passages:
        if passage.in_table:
            continue
        yield from _money(passage, form)
        yield from _points(passage, form)
        yield from _grade(passage, form.form)
        yield from _values(passage, form)
    yield from _losses(document, form)
    yield from _unreported(document, form)


# -------------------------------------------------------------------------------------------------------- money


def _money(passage: Passage, form: FormResult) -> Iterator[Remark]:
    total = next((one for one in form.funds if one.source == "total"), None)
    if total is None:
        return
    wanted = {"initial_budget": total.initial_budget, "annual_budget": total.annual_budget, "executed": total.executed}
    for claim in claims.amounts(passage.text):
        value = wanted[claim.name].value
        if value is not None and not _alike(claim.value, value, claim.text):
            yield _at(
                kinds.AMOUNT, passage, what=FUND_WORDS[claim.name], stated=claim.text, expected=f"{plain(value)} 万元"
            )
    for fund in form.funds:
        if fund is not total:
            yield from _source(passage, fund)
    rate = total.rate.value
    for claim in claims.rates(passage.text):
        if rate is not None and abs(claim.value - rate) >= Decimal(10) ** -(_places(claim.text) + 2):
            yield _at(kinds.RATE, passage, stated=claim.text, expected=percent(rate))


def _source(passage: Passage, fund: Fund) -> Iterator[Remark]:
    label = fund.label.removeprefix("其中").lstrip("：:，, ")
    said = [
        one for one in (fund.initial_budget.value, fund.annual_budget.value, fund.executed.value) if one is not None
    ]
    if len(label) < 4 or not said:
        return
    for claim in claims.source_amounts(passage.text, label):
        if not any(_alike(claim.value, one, claim.text) for one in said):
            expected = "、".join(dict.fromkeys(f"{plain(one)} 万元" for one in said))
            yield _at(kinds.AMOUNT, passage, what=label, stated=claim.text, expected=expected)


def _alike(stated: Decimal, value: Decimal, text: str) -> bool:
    """Equal as written: 98.5 stands for 98.46 where one decimal is written, in 万元."""
    unit = Decimal("0.0001") if text.endswith(" 元") else Decimal(10_000) if text.endswith("亿元") else Decimal(1)
    return abs(stated - value) <= max(
        _CENT, Decimal(5) * Decimal(10) ** -(_places(text) + 1) * unit * bool(_places(text))
    )


def _places(text: str) -> int:
    figure = text.split(" ")[0].rstrip("%％")
    return len(figure.partition(".")[2])


def _nowhere(passage: Passage, known: set[Decimal]) -> Iterator[Remark]:
    told: set[str] = set()
    for claim in claims.all_amounts(passage.text):
        if claim.text not in told and not any(_alike(claim.value, one, claim.text) for one in known):
            told.add(claim.text)
            yield _at(kinds.NOWHERE, passage, stated=claim.text)


def _all_numbers(forms: Sequence[FormResult]) -> set[Decimal]:
    """Every amount that a report over these forms may speak of, in 万元: of each form, and added up over all."""
    known: set[Decimal] = set()
    sums: dict[str, Decimal] = {}
    for form in forms:
        for fund in form.funds:
            for name in _FIELDS:
                value = getattr(fund, name).value
                if value is not None:
                    known.add(value)
                    if fund.source == "total":
                        sums[name] = sums.get(name, Decimal(0)) + value
        for row in form.indicators:
            for one in (row.target_value, row.actual_value):
                if one.dimension == "money" and one.base is not None:
                    known.add(one.base / 10_000)
        for text in _texts(form):
            known |= {claim.value for claim in claims.all_amounts(text)}
        for fund in form.funds:  # what is left, and what was adjusted
            annual, executed, initial = fund.annual_budget.value, fund.executed.value, fund.initial_budget.value
            known |= {abs(a - b) for a, b in ((annual, executed), (annual, initial)) if a is not None and b is not None}
    return known | set(sums.values())


def _texts(form: FormResult) -> Iterator[str]:
    yield from (one.text for one in form.texts)
    yield from (one for one in (form.form.goal_expected, form.form.goal_actual) if one)
    for row in form.indicators:
        yield from (one for one in (row.name, row.target, row.actual, row.reason) if one)


# ------------------------------------------------------------------------------------------------ points and grade


def _points(passage: Passage, form: FormResult) -> Iterator[Remark]:
    levels = _levels(form)
    known = {name.removesuffix("指标"): value for name, value in levels.items()} | levels
    total = form.form.total_self_score.value
    computed = form.score.total if form.score is not None and not form.score.open else None
    for claim in claims.points(passage.text, tuple(known)):
        value = known[claim.name] if claim.name else total
        also = {value, computed} if not claim.name else {value}
        if value is not None and claim.value not in also:
            what = claim.name or "总"
            yield _at(kinds.POINTS, passage, what=what, stated=plain(claim.value), expected=plain(value))


def _levels(form: FormResult) -> dict[str, Decimal]:
    """Own points by 一级指标, 预算执行 among them; only those that are whole."""
    sums: dict[str, Decimal | None] = {}
    for one in scored_rows(form):
        if one.score.status is Status.NOT_SCORED and one.own is None:
            continue
        first = one.rows[0]
        name = EXECUTION if isinstance(first, Fund) else bare_name(first.level1)
        own, before = one.standing, sums.get(name, Decimal(0))
        sums[name] = None if own is None or before is None else before + own
    return {name: value for name, value in sums.items() if name and value is not None}


def _grade(passage: Passage, form: Form) -> Iterator[Remark]:
    for stated in claims.grades(passage.text):
        if form.grade and GRADES.get(form.grade) and GRADES.get(stated) != GRADES[form.grade]:
            yield _at(kinds.GRADE, passage, stated=stated, expected=form.grade)


# ----------------------------------------------------------------------------------------------------- indicators


def _values(passage: Passage, form: FormResult) -> Iterator[Remark]:
    """The figure right behind an indicator's name is its target or its result."""
    names = [bare_name(row.name) for row in form.indicators]
    for row, name in zip(form.indicators, names, strict=True):
        if len(name) < 3 or any(name != other and name in other and other in passage.text for other in names):
            continue
        for stated in claims.value_behind(passage.text, name):
            if not _is_one_of(stated, row):
                of_goal = "目标" in passage.chapter or "指标设定" in passage.chapter
                column, expected = ("年度指标值", row.target) if of_goal else ("实际完成值", row.actual)
                if expected:
                    yield _at(kinds.VALUE, passage, what=name, stated=stated, column=column, expected=expected)


def _is_one_of(stated: str, row: Indicator) -> bool:
    """Whether the figure is the row's target, its result, its points, or its rate of completion."""
    share, ten_thousands = stated.endswith(("%", "％")), stated.endswith("万")
    figure = claims.number("".join(sign for sign in stated if sign.isdigit() or sign in ".,"))
    allowed: set[Decimal] = set()
    for one in (row.target_value, row.actual_value):
        allowed |= _figures(one, share=share)
    if share and row.target_value.base and row.actual_value.base is not None:
        done = row.actual_value.base / row.target_value.base * 100
        return figure in allowed or abs(figure - done) < Decimal("0.06") or (figure == 100 and done >= 100)
    if not allowed:
        return True  # nothing to hold it against
    points = {one for one in (row.weight.value, row.self_score.value) if one is not None}
    return (figure * 10_000 if ten_thousands else figure) in allowed or figure in allowed | points


def _figures(one: Meaning, *, share: bool) -> set[Decimal]:
    values = {value for value in (one.value, one.upper) if value is not None}
    if share:
        return values if one.unit in ("%", "％") else set()
    return values | {value * one.scale for value in values}


def _losses(document: Document, form: FormResult) -> Iterator[Remark]:
    told = document.under(*_PROBLEMS)
    if not told:
        return
    text = "".join(one.text for one in told)
    for one in scored_rows(form):
        weight, own = one.score.weight, one.standing
        if weight is None or own is None or own >= weight:
            continue
        row = one.rows[0]
        name = "预算执行率" if isinstance(row, Fund) else bare_name(row.name)
        words = ("执行率", "预算执行", "支出进度") if isinstance(row, Fund) else (name,)
        if name and not any(word in text for word in words):
            yield remark(kinds.LOSS_UNTOLD, told[0].number, told[0].place, what=name, stated=plain(weight - own))


def _unreported(document: Document, form: FormResult) -> Iterator[Remark]:
    text = "".join("".join(one.text.split()) for one in document.passages)
    for row in form.indicators:
        name = "".join(bare_name(row.name).split())
        if len(name) >= 3 and not row.is_breakdown and not _is_named(name, text):
            yield remark(kinds.UNREPORTED, 0, "全文", what=bare_name(row.name))


def _is_named(name: str, text: str) -> bool:
    """Whether the text has the name, or all of it but a usual beginning or end."""
    core = name
    for ending in ("完成率", "达标率", "完成情况", "数量", "人数", "次数", "率", "数"):
        if core.endswith(ending) and len(core) - len(ending) >= 3:
            core = core.removesuffix(ending)
            break
    return name in text or core in text


def _at(kind: kinds.ReportKind, passage: Passage, **context: object) -> Remark:
    return remark(kind, passage.number, passage.place, **context)
