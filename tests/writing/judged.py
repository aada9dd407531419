"""A judged form built by hand: what reading, scoring and checks would have made of a small 自评表."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.form import BLANK, Figure, Form, Fund, Indicator, Said, SaidKind
from perfeval_xl.result import FileResult, Finding, FormResult, FormScore, RulesUsed, Score, Severity, Status
from perfeval_xl.rules import ruleset
from tests.figures import put

RULES = ruleset.load("mof-2020")


def said(value: Decimal | None, formula: str | None = None) -> Said:
    """What a cell with this number says."""
    if value is None:
        return BLANK if formula is None else Said(formula=formula)
    return Said(str(value), SaidKind.NUMBER, value, value, formula)


def fund(row: int, source: str, label: str, **values: Decimal | str | None) -> Fund:
    """A row of money in row 6 + `row`: C initial, D annual, E executed, F weight, G rate, H score."""
    line = 6 + row
    made = Fund(
        "0:1",
        row,
        source,
        label,
        label_cell=f"B{line}",
        initial_budget=Figure(cell=f"C{line}"),
        annual_budget=Figure(cell=f"D{line}"),
        executed=Figure(cell=f"E{line}"),
        weight=Figure(cell=f"F{line}"),
        rate=Figure(cell=f"G{line}"),
        self_score=Figure(cell=f"H{line}"),
    )
    for name, value in values.items():
        put(made, **{name: value})
        if isinstance(value, Decimal):
            put(made, **{f"{name}_said": said(value)})
    return made


def indicator(row: int, level1: str, level2: str, name: str, target: str, actual: str, weight: int, own: str | None):
    """An indicator in row 14 + `row`: B level 1, C level 2, D name, E target, F actual, G weight, H score."""
    line = 14 + row
    points = None if own is None else Decimal(own)
    return Indicator(
        "0:1",
        row,
        level1,
        f"B{line}",
        level2=level2,
        level2_cell=f"C{line}",
        name=name,
        name_cell=f"D{line}",
        target=target,
        target_cell=f"E{line}",
        actual=actual,
        actual_cell=f"F{line}",
        weight=Figure(Decimal(weight), said=said(Decimal(weight)), cell=f"G{line}"),
        self_score=Figure(points, said=said(points), cell=f"H{line}"),
    )


def scored(
    row: Fund | Indicator, points: str, derivation: str, rule: str = "完成得满分", confirmed: bool = True
) -> Score:
    """A decided score for a row."""
    table = "funds" if isinstance(row, Fund) else "indicators"
    completion = Decimal(1) if isinstance(row, Fund) else None
    return Score(
        "0:1",
        table,
        row.row,
        1,
        row.weight.value,
        Status.SCORED,
        Decimal(points),
        completion,
        "met",
        derivation,
        rule,
        confirmed,
    )


def finding(code: str, severity: Severity, cell: str | None, message: str, **more: str) -> Finding:
    """A finding on 自评表."""
    return Finding(
        code,
        severity,
        "0:1",
        "自评表",
        cell,
        more.pop("label", "某一栏"),
        message,
        more.pop("suggestion", "请核对。"),
        **more,
    )


def small_form(self_scores: tuple[str | None, ...] = (None, None), total: str | None = None) -> FormResult:
    """One source of money (10 points, own score blank) and two indicators (50 and 40 points), all decided."""
    money = fund(
        0,
        "total",
        "年度资金总额",
        initial_budget=Decimal(120),
        annual_budget=Decimal(120),
        executed=Decimal("119.5"),
        weight=Decimal(10),
    )
    rows = [
        indicator(0, "产出指标", "数量指标", "服务人次", "≥100人次", "104人次", 50, self_scores[0]),
        indicator(1, "效益指标", "社会效益指标", "受益面", "≥95%", "90%", 40, self_scores[1]),
    ]
    stated = None if total is None else Decimal(total)
    head = Form(
        "0:1",
        "自评表.xlsx",
        "自评表",
        "A1:I20",
        year=2023,
        project="社工站运营",
        department="某街道办事处",
        unit="公共服务办公室",
        total_weight=Figure(Decimal(100)),
        total_self_score=Figure(stated, said=said(stated), cell="H16"),
        grade_cell="H17",
        has_funds=True,
        has_weights=True,
        has_scores=True,
        has_total=True,
    )
    scores = [
        scored(money, "9.96", "119.5 万元 ÷ 120 万元 = 99.58%；99.58% × 10 分 = 9.96 分", "分值 × 执行率"),
        scored(rows[0], "50", "104人次 达到 ≥100人次，得满分 50 分"),
        scored(rows[1], "37.89", "90% ÷ 95% × 40 分 = 37.89 分", "得分 = 分值 × 实际值 ÷ 目标值", confirmed=False),
    ]
    scores[0].completion = Decimal("119.5") / Decimal(120)
    return FormResult(
        head, [money], rows, [], [], [], FormScore("0:1", scores, Decimal("97.85"), Decimal(100), Decimal(0), "优")
    )


def file_of(*forms: FormResult, file: str = "某处/自评表.xlsx") -> FileResult:
    """One file with these forms, judged by the national rule-set."""
    return FileResult(file, list(forms), rules=RulesUsed(RULES.id, RULES.title, RULES.digest))


def undecided(form: FormResult, row: int, low: str, high: str, why: str) -> None:
    """Makes an indicator's score a matter of review."""
    assert form.score is not None
    score = next(one for one in form.score.scores if one.table == "indicators" and one.row == row)
    points = score.points or Decimal(0)
    score.status, score.points, score.why = Status.NEEDS_REVIEW, None, why
    score.open_from, score.open_to = Decimal(low), Decimal(high)
    form.score.total = (form.score.total or Decimal(0)) - points
    form.score.open = score.weight or Decimal(0)
    form.score.grade = None
