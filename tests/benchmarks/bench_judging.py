"""CPU of judging: scoring, and checks where there are any, over 1,000 forms of 12 indicators, and one form alone.

    python tests/benchmarks/bench_judging.py

Goals: scoring at most 0.4 ms a form; checks and scoring together at most 1.5 ms a form over 1,000 forms; one form alone
at most 60 ms.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from decimal import Decimal

from perfeval_xl.form import Figure, Form, Fund, Indicator, Said, SaidKind
from perfeval_xl.reading.meaning.values import parse_actual, parse_target
from perfeval_xl.result import FormResult
from perfeval_xl.rules.ruleset import RuleSet, load
from perfeval_xl.scoring import score_form

# level 1, level 2, name, target, actual, weight, self-score
ROWS = [
    ("产出指标（50分）", "数量指标", "服务人次", "≥100000人次", "103520人次", 10, 10),
    ("产出指标（50分）", "数量指标", "宣传活动场次", "≥12场", "15场", 10, 10),
    ("产出指标（50分）", "质量指标", "服务合格率", "≥95%", "93%", 10, "9.79"),
    ("产出指标（50分）", "质量指标", "第三方评估结果", "良好", "良好", 5, 5),
    ("产出指标（50分）", "时效指标", "完成时间", "{year}年12月31日前", "{year}年12月20日", 5, 5),
    ("产出指标（50分）", "成本指标", "项目总成本", "120万元", "118.5万元", 10, 10),
    ("效益指标（30分）", "经济效益指标", "带动就业人数", "≥50人", "50人", 5, 5),
    ("效益指标（30分）", "社会效益指标", "政策知晓率", "≥90%", "92.5%", 10, 10),
    ("效益指标（30分）", "社会效益指标", "群众投诉次数", "≤5次", "6次", 5, 4),
    ("效益指标（30分）", "可持续影响指标", "长效机制建设", "建立健全", "达成预期指标", 10, 9),
    ("满意度指标（10分）", "服务对象满意度指标", "居民满意度", "≥95%", "97%", 5, 5),
    ("满意度指标（10分）", "服务对象满意度指标", "志愿者满意度", "≥95%", "96%", 5, 5),
]


def _said(value: Decimal) -> Said:
    return Said(str(value), SaidKind.NUMBER, value, value)


def form_of(number: int) -> FormResult:
    """One form, slightly different from the next."""
    year = 2020 + number % 5
    form_id = f"f{number}"
    head = Form(
        form_id, f"{number}.xlsx", "自评表", "A1:H30", year=year, has_funds=True, has_weights=True, has_scores=True
    )
    head.project, head.department, head.unit = f"项目{number}", "某区民政局", "某街道办事处"
    budget = Decimal(120 + number % 7)
    funds = [
        Fund(
            form_id,
            at,
            source,
            label,
            annual_budget=Figure(budget, said=_said(budget), cell=f"D{5 + at}"),
            executed=Figure(budget - 1, said=_said(budget - 1), cell=f"E{5 + at}"),
            weight=Figure(Decimal(10) if at == 0 else None),
        )
        for at, (source, label) in enumerate([("total", "年度资金总额"), ("fiscal", "其中：当年财政拨款")])
    ]
    rows: list[Indicator] = []
    for at, (level1, level2, name, target, actual, weight, own) in enumerate(ROWS):
        goal, result = target.format(year=year), actual.format(year=year)
        row = Indicator(form_id, at, level1=level1, level2=level2, name=name, target=goal, actual=result)
        row.level1_cell, row.target_cell, row.actual_cell = f"B{10 + at}", f"E{10 + at}", f"F{10 + at}"
        row.target_value, row.actual_value = parse_target(goal, year=year), parse_actual(result, year=year)
        row.weight.value, row.self_score.value = Decimal(weight), Decimal(own)
        rows.append(row)
    return FormResult(head, funds, rows, [], [], [])


def _cpu(work: Callable[[], object], rounds: int) -> float:
    """Median CPU seconds of one call."""
    times: list[float] = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def _score_all(forms: list[FormResult], rules: RuleSet) -> None:
    for form in forms:
        form.score = score_form(form, rules)


def main() -> None:
    rules = load("mof-2020")
    forms = [form_of(number) for number in range(1000)]
    score_form(forms[0], rules)
    scoring = _cpu(lambda: _score_all(forms, rules), 5)
    print(f"scoring, 1,000 forms of {len(ROWS)} indicators: {scoring:.3f} ms a form (goal 0.4)")
    from perfeval_xl.checks import check_forms

    def check(batch: list[FormResult]) -> None:
        for form in batch:
            form.findings.clear()
        check_forms(batch, rules, filling=False)

    check(forms[:1])
    checking = _cpu(lambda: check(forms), 3)
    print(f"checks, 1,000 forms: {checking:.3f} ms a form; together {scoring + checking:.3f} (goal 1.5)")
    one = forms[:1]

    def alone() -> None:
        _score_all(one, rules)
        check(one)

    print(f"scoring and checks of one form alone: {_cpu(alone, 20) * 1000:.1f} ms (goal 60)")


if __name__ == "__main__":
    main()
