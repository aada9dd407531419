"""The sheet 填报说明 of the standard workbook: what to fill in, how points are given, what the colours mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfeval_xl.form_words import FUND_WORDS
from perfeval_xl.units import plain, whole_percent
from perfeval_xl.writing.standard.layout import NOTES, Plan
from perfeval_xl.writing.text_size import text_height

if TYPE_CHECKING:
    from perfeval_xl.rules.model import RuleSet
    from perfeval_xl.writing.standard.styles import Page

WIDTHS = {1: 19, 2: 12, 3: 66, 4: 34}
RULES_ID, RULES_TITLE = "评分规则编号", "评分规则名称"

STEPS = (
    "先填“自评表”：年度、项目名称、主管部门、实施单位、项目资金、年度总体目标。金额一律以万元为单位，只填数字。",
    "逐条填写绩效指标：三级指标、年度指标值、实际完成值、分值、得分。指标不必把行填满，空着的行不计分、不用删。",
    "一类指标的行不够时：选中该类的最后一行，点右键，选“插入”，再在新的一行中填写。文字较多、显示不全时，把行拉高即可。",
    "定量指标的目标写明 ≥、≤ 或 = 和单位（≥95%、≤30万元），完成值写实际数（96%、28.5万元）；"
    "定性指标的完成值从下拉列表中选，也可以写具体情况。",
    "执行率、预算执行率的得分、总分和等级由表内公式算出，不用填；有一条指标还没有填得分时，总分和等级先空着。",
    "得分低于分值的，在“偏差原因分析及改进措施”中写明原因和改进措施。",
    "再填“项目概况”“绩效目标”“总结与整改”三张表。“绩效目标”按批复的绩效目标申报表填写；没有的可留空。",
    "有证明材料的，在“佐证材料”中逐条列出：证明哪条指标、材料名称、文号、日期、放在哪里；满意度调查写明样本量和方式。",
    "填好后保存，用 perfeval-xl process 核对和评分：原文件不会改动，结果另存为评分件“…_已评分.xlsx”。",
)
COLOURS = (
    ("swatch_input", "填写", "这种底色的格子请填写；其他格子已保护（没有密码），以免误改。"),
    ("swatch_red", "变红", "填写时格子变红：金额、执行率、分值、得分或总分互相对不上，请核对。"),
    ("swatch_error", "错误", "评分件中：前后矛盾或会被退回的内容，请改正。"),
    ("swatch_warning", "提醒", "评分件中：请人工看一看，属实的可以保留，并在“核对意见”中说明。"),
    ("swatch_hint", "建议", "评分件中：建议改进的写法，不影响得分。"),
    ("swatch_computed", "程序计算", "评分件中：单位没有填、由程序按规则算出的得分等。"),
)


def write_notes(page: Page, rules: RuleSet, plan: Plan) -> None:
    """Writes the whole sheet."""
    page.widths(WIDTHS)
    page.area(1, 1, 1, 4, NOTES, "title")
    page.height(1, 34)
    row = 2
    head = [
        (RULES_ID, rules.id),
        (RULES_TITLE, rules.title),
        ("评分规则版本", f"第 {rules.version} 版（校验码 {rules.digest}）"),
    ]
    if rules.note:
        head.append(("评分规则来历", rules.note))
    if plan.note:
        head.append(("本表内容来源", plan.note))
    for label, text in head:
        row = _line(page, row, label, text, "value" if label in (RULES_ID, RULES_TITLE) else "text_lined")
    row = _section(page, row, "一、怎样填写")
    for number, text in enumerate(STEPS, 1):
        row = _line(page, row, f"第 {number} 步", text, "text_lined")
    row = _section(page, row, "二、怎样给分")
    row = _points(page, row, rules)
    row = _section(page, row, "三、颜色的含义")
    for style, name, text in COLOURS:
        page.text(row, 1, name, style)
        page.area(row, 2, row, 4, text, "text_lined")
        page.height(row, 24)
        row += 1
    page.printing(row - 1, landscape=False)
    page.protect()


def _line(page: Page, row: int, label: str, text: str, style: str) -> int:
    page.text(row, 1, label, "label")
    page.area(row, 2, row, 4, text, style)
    page.height(row, text_height(text, WIDTHS[2] + WIDTHS[3] + WIDTHS[4], indent=1, least=24))
    return row + 1


def _section(page: Page, row: int, text: str) -> int:
    page.area(row, 1, row, 4, text, "subtitle")
    page.height(row, 32)
    return row + 1


def _points(page: Page, row: int, rules: RuleSet) -> int:
    for column, text in enumerate(("内容", "分值", "给分办法", "依据"), 1):
        page.text(row, column, text, "label_bold")
    page.height(row, 24)
    for subject, points, method, source in how_points_are_given(rules):
        row += 1
        page.text(row, 1, subject, "label")
        page.text(row, 2, points, "fixed")
        page.text(row, 3, method, "text_lined")
        page.text(row, 4, source, "advice")
        needed = text_height(method, WIDTHS[3], indent=1), text_height(source, WIDTHS[4], size=9.5, indent=1)
        page.height(row, max(24, *needed))
    return row + 1


# --------------------------------------------------------------------------------------------- the rule-set in words


def how_points_are_given(rules: RuleSet) -> list[tuple[str, str, str, str]]:
    """The rule-set as rows: subject, points, how points are given, source."""
    if not rules.points.given.value:
        return [("打分", "—", "本评分规则不打分，只核对内容。", rules.cite("points.given"))]
    return [
        *_execution(rules),
        *_first_levels(rules),
        *_quantitative(rules),
        ("定性指标", "—", _verdicts(rules), rules.cite("qualitative.bands")),
        ("超额完成", "—", _over(rules), rules.cite("over.flag_from")),
        ("偏差原因", "—", _reasons(rules), rules.cite("reasons.points_lost")),
        *_evidence(rules),
        ("小数位数", "—", _decimals(rules), rules.cite("rounding.decimals")),
        ("总分和等级", plain(rules.weights.total.value), _grades(rules), rules.cite("grades.bands")),
    ]


def _execution(rules: RuleSet) -> list[tuple[str, str, str, str]]:
    part = rules.execution
    if not part.scored.value:
        return [("预算执行率", "—", "不计分，只核对执行率与金额是否一致。", rules.cite("execution.scored"))]
    text = f"执行率＝全年执行数÷{FUND_WORDS[part.denominator.value]}。"
    if part.method.value == "linear":
        text += "得分＝分值×执行率，最高为分值。"
    else:
        weight = part.weight.value
        steps = [f"{whole_percent(one.rate_from)}（含）以上得{plain(weight * one.share)}分" for one in part.steps.value]
        text += f"执行率{'，'.join(steps)}，其余不得分。"
    for cap in part.total_caps.value:
        text += f"执行率低于{whole_percent(cap.rate_below)}的，总分最高{plain(cap.total_at_most)}分。"
    return [("预算执行率", plain(part.weight.value), text, rules.cite("execution.weight"))]


def _first_levels(rules: RuleSet) -> list[tuple[str, str, str, str]]:
    if rules.weights.free.value or not rules.weights.first_level.value:
        whole = plain(rules.weights.indicators.value)
        text = "各级指标的分值由单位按重要程度设定，合计应等于左列分值。"
        return [("绩效指标", whole, text, rules.cite("weights.indicators"))]
    text = "各三级指标的分值由单位按重要程度设定，合计应等于左列分值；得分为各三级指标得分之和。"
    cited = rules.cite("weights.first_level")
    return [(name, plain(points), text, cited) for name, points in rules.weights.first_level.value.items()]


def _quantitative(rules: RuleSet) -> list[tuple[str, str, str, str]]:
    part = rules.quantitative
    missed = {"ratio": "得分＝分值×实际完成值÷年度指标值", "zero": "不得分", "by_hand": "由人工判断"}
    negative = {
        "limit_over_actual": "得分＝分值×年度指标值÷实际完成值",
        "one_minus_excess": "得分＝分值×〔1－（实际完成值－年度指标值）÷年度指标值〕，最低为 0 分",
        "zero": "不得分",
        "by_hand": "由人工判断",
    }
    positive = f"达到目标得满分；未达到的，{missed[part.positive_missed.value]}。"
    if part.ratio_floor.value:
        positive += f"完成比例低于{whole_percent(part.ratio_floor.value)}的不得分。"
    exceeded = "得满分" if part.equal_exceeded.value == "full" else "由人工判断"
    late = "由人工判断" if part.late.value == "by_hand" else "不得分"
    return [
        ("正向指标（≥、>）", "—", positive, rules.cite("quantitative.positive_missed")),
        (
            "反向指标（≤、<）",
            "—",
            f"不超过上限得满分；超过的，{negative[part.negative_missed.value]}。",
            rules.cite("quantitative.negative_missed"),
        ),
        (
            "等于指标（=）",
            "—",
            f"等于目标得满分；超过的，{exceeded}；未达到的，{missed[part.equal_missed.value]}。",
            rules.cite("quantitative.equal_missed"),
        ),
        ("时限指标", "—", f"在期限当日或之前完成得满分；逾期的，{late}。", rules.cite("quantitative.late")),
    ]


def _verdicts(rules: RuleSet) -> str:
    parts: list[str] = []
    for number, band in enumerate(rules.qualitative.bands.value):
        low, high = whole_percent(band.share_from), whole_percent(band.share_to)
        upper = "" if number == 0 else "（不含）"
        parts.append(f"{band.words[0]}：分值的 {high}{upper}～{low}")
    return "；".join(parts) + "。"


def _over(rules: RuleSet) -> str:
    text = f"实际完成值达到目标的 {whole_percent(rules.over.flag_from.value)} 时会提醒，请看目标是否定得过低。"
    for step in sorted(rules.over.deductions.value, key=lambda one: one.factor_from):
        text += f"达到目标的 {whole_percent(step.factor_from)} 起扣分值的 {whole_percent(step.deduct_share)}。"
    return text if rules.over.deductions.value else text + "不自动扣分。"


def _reasons(rules: RuleSet) -> str:
    part = rules.reasons
    cases: list[str] = []
    if part.points_lost.value:
        cases.append("得分低于分值")
    if part.rate_below.value:
        cases.append(f"执行率低于 {whole_percent(part.rate_below.value)}")
    if part.budget_changed.value:
        cases.append("年中调整预算")
    cases.append(f"完成值达到目标的 {whole_percent(part.over_achieved_from.value)} 以上")
    return f"{'、'.join(cases)}的，应写明原因。"


def _evidence(rules: RuleSet) -> list[tuple[str, str, str, str]]:
    """What papers the rule-set asks for; nothing where it asks for none."""
    keys = [one for one in ("asked_of", "survey", "acceptance", "in_year") if getattr(rules.evidence, one).value]
    return [("佐证材料", "—", rules.rule(one).bare, rules.cite(f"evidence.{one}")) for one in keys]


def _decimals(rules: RuleSet) -> str:
    mode = "四舍五入" if rules.rounding.mode.value == "half_up" else "多余的舍去"
    digits = rules.rounding.decimals.value
    return f"每项得分保留 {digits} 位小数，{mode}。" if digits else f"每项得分取整数，{mode}。"


def _grades(rules: RuleSet) -> str:
    bands = rules.grades.bands.value
    parts = [f"{plain(band.total_from)}分（含）以上为{band.name}" for band in bands[:-1]]
    return f"总分为各项得分之和。{'，'.join(parts)}，其余为{bands[-1].name}。"
