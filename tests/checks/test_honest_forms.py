"""Laws over forms that are filled in honestly, whatever their figures: false alarms count as hard as misses.

1. A form whose amounts add up, whose rates are rounded as shown, whose scores are the rule's, whose lost points have a
   reason and whose total and grade follow has no error.
2. Its scores cut to fewer decimals, or its points lowered with a reason, still make no error.
3. Every finding has a cell on the form, a label, a message that ends as a sentence, and advice that asks politely.
4. One figure of the total made wrong is always found.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.result import FormResult, Severity, Status
from perfeval_xl.units import plain
from tests.checks.sampling import checked, codes, rules_of, told

QUIET = settings(max_examples=60)
LEVELS = (
    ("产出指标（50分）", 50, (("数量指标", "场"), ("质量指标", "%"), ("时效指标", "日"), ("成本指标", "元"))),
    ("效益指标（30分）", 30, (("社会效益指标", "人次"), ("可持续影响指标", "判断"))),
    ("满意度指标（10分）", 10, (("服务对象满意度指标", "%"),)),
)
THINGS = ("社区宣传", "居民培训", "入户走访", "志愿服务", "长者探访", "邻里活动", "困境帮扶", "矛盾调处", "绿化养护")


@st.composite
def splits(draw: st.DrawFn, whole: int, parts: int) -> list[int]:
    """`whole` points over `parts` rows, each at least one."""
    cuts = sorted(draw(st.lists(st.integers(1, whole - 1), min_size=parts - 1, max_size=parts - 1, unique=True)))
    return [high - low for low, high in zip([0, *cuts], [*cuts, whole], strict=True)]


@st.composite
def indicators(draw: st.DrawFn) -> list[list[str]]:
    """Rows as on the form: level 1, level 2, name, target, actual, weight; score and reason still blank."""
    rows: list[list[str]] = []
    things = iter(draw(st.permutations(THINGS)))
    for level1, whole, kinds in LEVELS:
        weights = draw(splits(whole, len(kinds)))
        for index, ((level2, kind), weight) in enumerate(zip(kinds, weights, strict=True)):
            name, target, actual = _figures(draw, kind, next(things))
            rows.append([level1 if not index else "^", level2, name, target, actual, str(weight), "", ""])
    return rows


def _figures(draw: st.DrawFn, kind: str, thing: str) -> tuple[str, str, str]:
    reached = draw(st.integers(40, 110))
    if kind == "%":
        goal = draw(st.integers(80, 95))
        return f"{thing}{'满意度' if draw(st.booleans()) else '合格率'}", f"≥{goal}%", f"{min(reached, 100)}%"
    if kind == "日":
        return f"{thing}完成时间", "2023年12月31日前", f"2023年{draw(st.integers(1, 12))}月{draw(st.integers(1, 28))}日"
    if kind == "元":
        return f"{thing}成本控制数", "≤100万元", f"{reached}万元"
    if kind == "判断":
        word = draw(st.sampled_from(["达成预期指标", "部分达成预期指标", "未达成预期指标"]))
        return f"{thing}机制持续运行", "长效运行", word
    return f"{thing}{'场次' if kind == '场' else '人次'}", f"≥{draw(st.integers(50, 100))}{kind}", f"{reached}{kind}"


@st.composite
def money(draw: st.DrawFn) -> list[list[str]]:
    """The money block: source, initial, annual, executed, weight, rate, score."""
    cents = st.integers(0, 500_000)
    parts = [[Decimal(draw(cents)).scaleb(-2) + (1 if not row else 0) for _ in range(2)] for row in range(3)]
    for part in parts:
        part[1] = min(part[1], part[0])
    decimals = draw(st.integers(0, 2))
    rows: list[list[str]] = []
    total = [sum((part[one] for part in parts), Decimal(0)) for one in range(2)]
    names = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
    for name, (budget, executed) in zip(names, [total, *parts], strict=True):
        rate = "—"
        if budget:
            rate = f"{(executed / budget * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)}%"
        first = name == names[0]
        rows.append([name, plain(budget), plain(budget), plain(executed), "10" if first else "—", rate, "—"])
    return rows


def table(funds: list[list[str]], rows: list[list[str]], total: str, grade: str) -> str:
    lines = [
        ["项目支出绩效自评表", *["<"] * 7],
        ["（2023年度）", *["<"] * 7],
        ["项目名称", "社区服务项目", *["<"] * 6],
        ["主管部门", "某局", "<", "<", "实施单位", "某街道办事处", "<", "<"],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        *(["^", *fund] for fund in funds),
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        *rows,
        ["总分", "<", "<", "<", "<", "100", total, grade],
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def filled(funds: list[list[str]], rows: list[list[str]], lowered: Decimal = Decimal(0)) -> tuple[str, Decimal]:
    """The form with the rule's own scores (each lost point explained), and its total."""
    scored = checked(table(funds, rows, "", ""))
    total = Decimal(0)
    funds, rows = [list(fund) for fund in funds], [list(row) for row in rows]
    assert scored.score is not None
    for score in scored.score.scores:
        if score.status is Status.NOT_SCORED:
            continue
        points = score.points if score.points is not None else score.open_from
        assert points is not None
        assert score.weight is not None
        points = max(points - (lowered if score.table == "indicators" else 0), Decimal(0))
        total += points
        if score.table == "funds":
            funds[score.row][6] = plain(points)
        else:
            rows[score.row][6] = plain(points)
            rows[score.row][7] = "受天气影响，部分工作推迟，来年提前安排" if points < score.weight else ""
    return table(funds, rows, plain(total), rules_of("mof-2020").grade_of(total)), total


def errors(form: FormResult) -> list[str]:
    return [line for line, one in zip(told(form), form.findings, strict=True) if one.severity is Severity.ERROR]


@given(money(), indicators())
@QUIET
def test_1_honest_form_has_no_error(funds: list[list[str]], rows: list[list[str]]) -> None:
    text, _ = filled(funds, rows)
    assert errors(checked(text)) == [], text


@given(money(), indicators(), st.sampled_from(["0.5", "1", "2"]))
@QUIET
def test_2_own_deductions_with_a_reason_are_no_error(funds: list[list[str]], rows: list[list[str]], less: str) -> None:
    text, _ = filled(funds, rows, Decimal(less))
    assert errors(checked(text)) == [], text


@given(money(), indicators(), st.sampled_from(["-5", "0.5", "3"]))
@QUIET
def test_3_findings_are_complete_4_wrong_total_is_found(
    funds: list[list[str]], rows: list[list[str]], off: str
) -> None:
    text, total = filled(funds, rows)
    lines = text.splitlines()
    lines[-1] = f"| 总分 | < | < | < | < | 100 | {plain(total + Decimal(off))} | |"
    form = checked("\n".join(lines))
    assert codes(form).get("S509") == 1, told(form)
    for one in form.findings:
        assert one.cell, one
        assert one.label, one
        assert one.message.endswith(("。", "）", "”")), one
        assert one.suggestion.startswith("请"), one
