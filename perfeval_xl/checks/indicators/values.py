"""Checks of the family I on a target and its result: bounds, units, words for numbers, what cannot be measured."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.reasons import is_given, reason_of
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.kit.rows import BOUNDS, is_figure
from perfeval_xl.form import Indicator, Meaning, MeaningKind, VerdictFamily
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity
from perfeval_xl.units import DIMENSIONS, counted, is_short_for, leaves_open, period_of, plain, read_unit

_K = MeaningKind
_DURATIONS = frozenset({"hours", "days", "workdays", "months"})
# Units that people use for one another: worth a hint at most.
_NEARLY_SAME = (
    frozenset({"次", "场", "期", "批", "班", "节", "课", "课时"}),
    _DURATIONS,
    frozenset({"ratio", "分", "百分点"}),
)
_ANY_THING = frozenset({"个", "项", "件", "种", "类", "处"})  # stand for nearly every other classifier


# Judged all the same: by last year's figure (同比下降, 持平或提高), or by a result that itself says too little.
_MEASURED = ("met", "last_year", "fell_short")


def _says_nothing_measurable(meaning: Meaning) -> bool:
    return meaning.kind is _K.VERDICT and meaning.family is VerdictFamily.VAGUE


_ABOUT = frozenset(["余", "多"])  # 1200余人 is more than that, and no target's sign


RESULT_IS_A_BOUND = Kind(
    code="I301",
    severity=Severity.WARNING,
    title="实际完成值带有“≥”等符号",
    says="实际完成值写的是“{stated}”，{sign}{what}，看不出实际完成了多少。",
    do="请填写实际数值。",
)


@check(RESULT_IS_A_BOUND, over="indicator")
def result_is_a_figure(row: Indicator, case: Case) -> Draft | None:
    """检查内容：实际完成值是实际数值，没有照抄目标的“≥”“不少于”“以上”等写法；约数（1200余人）只作建议。
    依据：完成值要能说明实际完成了多少；带符号的完成值只能看出达到了目标。
    例（好）：目标 ≥266米，完成值 270米。
    例（坏）：目标 ≥266米，完成值 ≥266米。
    """
    actual = row.actual_value
    if actual.kind not in BOUNDS:
        return None
    sign = f"“{actual.operator.replace('…', '……')}”" if actual.operator else "这"
    about = actual.operator in _ABOUT
    what, severity = ("是约数", Severity.HINT) if about else ("是目标的写法", None)
    return case.at(
        RESULT_IS_A_BOUND, row, "actual", severity=severity, touching=[(row, "target")], sign=sign, what=what
    )


UNITS_DIFFER = Kind(
    code="I302",
    severity=Severity.WARNING,
    title="目标值与完成值单位不同",
    says="年度指标值“{target}”以{goal}计，实际完成值“{stated}”以{result}计，两者不能直接比较。",
    do="请核对两处的单位，按同一单位填写。",
    explains=("S516", "S525"),
)


@check(UNITS_DIFFER, over="indicator")
def units_agree(row: Indicator, case: Case) -> Draft | None:
    """检查内容：年度指标值和实际完成值用同一种单位；换算得出的（米和公里、元和万元）不算不同。
    场和次、个和家等习惯上混用的单位，只作建议。
    依据：单位不同就不能比较，也无法评分。
    例（好）：目标 ≥500人次，完成值 520人次。
    例（坏）：目标 ≥500人次，完成值 95%。
    """
    target, actual = row.target_value, row.actual_value
    if not is_figure(target) or not is_figure(actual) or not target.dimension or not actual.dimension:
        return None
    if target.dimension == actual.dimension or _may_be_the_same(actual, target) or _may_be_the_same(target, actual):
        return None
    both = {target.dimension, actual.dimension}
    score = case.own_score(row)
    if score is not None and score.method != "not_comparable":
        return None  # 2天 for 24小时: they were compared
    loose = any(both <= group for group in _NEARLY_SAME) or (both & _ANY_THING and not both & DIMENSIONS.keys())
    unknown = any((unit := read_unit(one.unit)) is None or not unit.known for one in (target, actual))
    return case.at(
        UNITS_DIFFER,
        row,
        "actual",
        target=row.target or "",
        severity=Severity.HINT if loose or unknown else None,
        touching=[(row, "target"), (row, "self_score")],
        goal=_kind_of_unit(target),
        result=_kind_of_unit(actual),
    )


def _may_be_the_same(one: Meaning, other: Meaning) -> bool:
    """12台 beside 10台（套）, 每月1次 beside 12次: compared all the same."""
    if is_short_for(one.unit, one.dimension, other.unit) or leaves_open(other.unit, one.dimension):
        return True
    return bool(period_of(one.unit) and period_of(other.unit)) and counted(one.unit) == counted(other.unit)


def _kind_of_unit(meaning: Meaning) -> str:
    kind = None if meaning.dimension in _DURATIONS else DIMENSIONS.get(meaning.dimension)  # 小时 says more than 时间
    return kind or f"“{meaning.unit}”"


UNMEASURABLE = Kind(
    code="I310",
    severity=Severity.WARNING,
    title="目标无法衡量",
    says="年度指标值“{stated}”没有可以衡量的标准，是否完成无从核实。",
    do="请不要改动年度指标值（应与批复一致），在实际完成值或佐证材料里写明依据；下一年度申报时建议改成数量、比例或时限。",
    explains=("I313",),
    together="共 {count} 条指标的年度指标值没有可以衡量的标准：{where}，是否完成无从核实。",
)


@check(UNMEASURABLE, over="indicator")
def target_can_be_measured(row: Indicator, case: Case) -> Draft | None:
    """检查内容：年度指标值是可以衡量的目标，不是“效果明显”“显著提升”“有效”一类的描述；“正常”“稳定”等状态，以及已经
    自行扣分并写明原因的，只作建议。
    依据：绩效目标应当细化、量化、可衡量；无法衡量的目标，完成与否全凭判断。
    例（好）：投诉件数比上年下降 10%；第三方评估结果良好。
    例（坏）：效果明显。
    """
    if row.is_breakdown or not _says_nothing_measurable(row.target_value):
        return None
    if lazy("按照?(?:计划|进度|期|时|要求|合同|规定)").search(row.target_value.text):
        return None  # the plan says what is asked for
    score = case.own_score(row)
    if score is not None and score.method in _MEASURED and "unmeasurable" not in score.flags:
        return None
    effect = lazy("效果|成效|影响|明显|显著|[提改增加促推优完]|有效|有所|[好高大强]|持续|长期|长远|深远|积极|正面|步")
    is_effect = effect.search(row.target_value.text) is not None
    own, weight = row.self_score.value, row.weight.value
    is_weighed = own is not None and weight is not None and own < weight and is_given(reason_of(row, case))
    return case.at(UNMEASURABLE, row, "target", severity=None if is_effect and not is_weighed else Severity.HINT)


WORDS_FOR_A_NUMBER = Kind(
    code="I312",
    severity=Severity.WARNING,
    title="目标是数值，完成值是文字",
    says="年度指标值是“{target}”，实际完成值写的是文字“{stated}”，不能直接核对完成了多少。",
    do="请只填写实际完成的数值，其他说明写在“实际完成情况”或偏差原因栏。",
    explains=("S516", "S525"),
)


@check(WORDS_FOR_A_NUMBER, over="indicator")
def number_is_answered_by_a_number(row: Indicator, case: Case) -> Draft | None:
    """检查内容：目标是数值的，完成值也是数值。
    依据：定量指标按完成值与目标值之比评分，写文字就无从核对。
    例（好）：目标 ≤30万元，完成值 28.6万元。
    例（坏）：目标 ≤30万元，完成值“完成”。
    """
    if row.is_breakdown or not is_figure(row.target_value) or row.target_value.base == 0:
        return None
    score = case.own_score(row)
    if score is None or "words_for_number" not in score.flags or _says_all(row) or _says_none(row):
        return None
    return case.at(
        WORDS_FOR_A_NUMBER,
        row,
        "actual",
        target=row.target or "",
        touching=[(row, "target"), (row, "self_score")],
    )


_NOT_BEGUN = lazy("(?:未|没有|没)(?:能|有)?(?:实施|开展|开工|启动|采购|招标|动工|进行|执行)")
_ALL = lazy("全(?:部|覆盖|面|体|员|数)|应.{1,2}尽|足额")


def _says_all(row: Indicator) -> bool:
    """全覆盖 and 全部发放 say 100%."""
    is_whole = row.target_value.dimension == "ratio" and row.target_value.base == 1
    return is_whole and row.actual_value.tier == 1 and _ALL.search(row.actual_value.text) is not None


def _says_none(row: Indicator) -> bool:
    """未实施 says 0."""
    return row.actual_value.tier == 3 and _NOT_BEGUN.search(row.actual_value.text) is not None


NUMBER_FOR_WORDS = Kind(
    code="I313",
    severity=Severity.HINT,
    title="目标是文字，完成值是数值",
    says="年度指标值是文字“{target}”，实际完成值是数值“{stated}”，两者对不上。",
    do="请核对实际完成值，写成与目标相应的结果；目标有数值要求的，下一年度申报时写进年度指标值。",
    explains=("S516", "S525"),
)


@check(NUMBER_FOR_WORDS, over="indicator")
def words_are_answered_by_words(row: Indicator, case: Case) -> Draft | None:
    """检查内容：目标是文字的，完成值不是一个孤立的数值；100% 表示全部做到，不算。
    依据：目标没有数值，完成值的数值就没有参照。
    例（好）：目标“合格”，完成值“合格”。
    例（坏）：目标“符合相关规定”，完成值“15”。
    """
    target, actual = row.target_value, row.actual_value
    in_words = target.kind is _K.VERDICT or (target.kind is _K.TEXT and not lazy(r"\d").search(target.text))
    if row.is_breakdown or not in_words or not is_figure(actual) or target.remark == "整个等级":
        return None
    score = case.own_score(row)
    compared = score is not None and score.method != "number_for_words"  # 98% for 应建尽建, 0 for 杜绝
    if compared or (actual.dimension == "ratio" and actual.base == 1):
        return None
    return case.at(NUMBER_FOR_WORDS, row, "actual", target=row.target or "", touching=[(row, "target")])


WHOLE_SCALE = Kind(
    code="I314",
    severity=Severity.WARNING,
    title="填的是整个等级",
    says="{column}写的是“{stated}”，这是整个等级，没有写明是哪一档。",
    do="请只填其中一档。",
    explains=("S516", "S525", "I313"),
)


@check(WHOLE_SCALE, over="indicator")
def one_step_of_the_scale(row: Indicator, case: Case) -> Draft | None:
    """检查内容：目标值、完成值没有填整个等级（优良中低差、好坏）。
    依据：等级是用来选其中一档的，填整个等级等于没有填。
    例（好）：目标“良好”，完成值“优”。
    例（坏）：目标“优良中低差”，完成值“优良中低差”。
    """
    places = [place for place in ("actual", "target") if getattr(row, f"{place}_value").remark == "整个等级"]
    if not places:
        return None
    columns = "、".join(words.field_word(place) for place in reversed(places))
    return case.at(WHOLE_SCALE, row, places[-1], touching=[(row, "actual"), (row, "self_score")], column=columns)


TARGET_ZERO = Kind(
    code="I320",
    severity=Severity.HINT,
    title="目标为零",
    says="年度指标值是“{stated}”，{why}。",
    do="请与批复核对年度指标值；按零控制的事项，下一年度申报时建议写成“=0”或“≤0”。",
)


@check(TARGET_ZERO, over="indicator")
def target_asks_for_something(row: Indicator, case: Case) -> Draft | None:
    """检查内容：年度指标值没有写成“≥0”，应当越多越好的指标目标不是 0。
    依据：“≥0”完成多少都算达标；目标为 0 的比例无法计算。
    例（好）：安全事故 0 起；培训 ≥3 次。
    例（坏）：培训 ≥0 次。
    """
    target = row.target_value
    if row.is_breakdown or not is_figure(target) or target.base != 0 or target.base_upper:
        return None
    if target.kind is _K.AT_LEAST:
        return case.at(TARGET_ZERO, row, "target", why="完成多少都算达标")
    return None


UNIT_DROPPED = Kind(
    code="I316",
    severity=Severity.HINT,
    title="完成值没有写单位",
    says="目标值有单位，实际完成值没有写，共 {count} 处：{where}。评分时一般按目标值的单位理解，看不准的列为待复核。",
    do="请写上单位，例如目标“{target}”的完成值写成“{written}{unit}”。",
)


@check(UNIT_DROPPED, over="form")
def results_have_units(case: Case) -> Draft | None:
    """检查内容：目标值写了单位的，完成值也写了单位；整张表合并为一条。
    依据：没有单位的完成值只能按目标值的单位理解，万、元等容易读错。
    例（好）：目标 ≥50个，完成值 50个。
    例（坏）：目标 ≥50个，完成值 50。
    """
    rows = [row for row in case.indicators if _drops_its_unit(row)]
    if not rows:
        return None
    unit = lazy(r"^\D*[\d.,，]+\s*").sub("", rows[0].target_value.text)
    figure = rows[0].actual_value.value or Decimal(0)
    is_share = rows[0].target_value.dimension == "ratio" and 0 < figure <= 1  # 0.97 of a rate: 97%
    return case.at(
        UNIT_DROPPED,
        rows[0],
        "actual",
        target=rows[0].target or "",
        touching=[(row, "actual") for row in rows],
        cells=[row.actual_cell for row in rows],
        written=plain(figure * 100) if is_share else rows[0].actual or "",
        unit=lazy("(?:以上|以下|以内|及)$").sub("", unit),
    )


def _drops_its_unit(row: Indicator) -> bool:
    target, actual = row.target_value, row.actual_value
    bare = actual.kind is _K.EQUAL and not actual.dimension and not actual.unit and bool(actual.value)
    return bare and is_figure(target) and bool(target.unit) and target.upper is None


RESULTS_COPIED = Kind(
    code="I321",
    severity=Severity.HINT,
    title="完成值与目标值全部相同",
    says="全部 {count} 条指标的实际完成值都与年度指标值一字不差（其中 {numbers} 条是数值）。",
    do="请核对是否填写了实际完成的数值；确实都恰好相等的，可以不改。",
)


@check(RESULTS_COPIED, over="form")
def results_are_not_copied(case: Case) -> Draft | None:
    """检查内容：不是所有指标的完成值都与目标值一字不差（至少五条指标，其中至少三条是数值；100% 不计）。
    依据：每一条都恰好等于目标的情况很少，常见的是照抄目标。
    例（好）：目标 150场、80个、95%，完成值 153场、76个、96%。
    例（坏）：目标 150场、80个、95%，完成值 150场、80个、95%。
    """
    rows = [row for row in case.indicators if not row.is_breakdown and (row.target or row.actual)]
    if len(rows) < 5 or any(_bare(row.target) != _bare(row.actual) for row in rows):
        return None
    figures = [row for row in rows if row.actual_value.kind is _K.EQUAL and row.actual_value.base != 1]
    if len(figures) < 3 or any(row.actual_value.kind in BOUNDS for row in rows):
        return None
    return case.at(RESULTS_COPIED, rows[0], "actual", count=len(rows), numbers=len(figures))


def _bare(text: str | None) -> str:
    return "".join((text or "").split())
