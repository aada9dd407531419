"""Checks of the family I on an indicator's name: against its target, its direction and its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.indicators.headings import heading_of
from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.funds import scored_fund
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.kit.rows import DOWN, UP, is_figure
from perfeval_xl.checks.kit.weights import awaits_points
from perfeval_xl.form import Indicator, Meaning, cell_of, figure_of
from perfeval_xl.form_words import TURNS, bare_name, is_nothing, is_rate, whole_name
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity

# What a rate may be given in besides a percentage.
_GOES_WITH_RATE = frozenset({"ratio", "", "分", "百分点", "倍", "级", "度", "星"})
_UNWANTED = lazy(
    r"(?:投诉|差错|错误|失误|事故|逾期|返工|超标|死亡|伤亡|失业|辍学|返贫|故障|漏损|不合格|不满意)"
    r"(?:发生)?(?:率|数|数量|次数|件数|起数|人数|量)?$|违规率$|(?:成本|造价|用时|耗时)$|(?:办理|办结|响应|等待)时间$"
)
# Of what is done, more is better: an upper limit on it is most likely the wrong way round.
_WORK_DONE = lazy(
    "(?:建设|改造|修建|新建|整治|培训|服务|惠及|受益|扶持|帮扶|开展|宣传|覆盖|安装)"
    ".{0,40}(?:数|数量|人次|次数|场次|面积)$"
)
_LIMITED = lazy("控制|调整|会议|投诉|事故|差错|违规|平均|成本|费|时间|时限|天数|每")
_TURNED_GOOD = lazy(
    "处理|办结|解决|回复|查处|排查|整改|下降|降低|减少|节约|节省|压[减降]|控制|化解|防|预警|救助|报告|[监检]测|受理|调解|打击|"
    "[零无未]|培训|演练|宣传|补助|补贴|标准|投入|保障"
)
_WANTED = lazy(
    "(?<![不未非差])(?:覆盖|满意|完成|合格|达标|及时|到位|知晓|参与|就业|优良|优秀|准确|正确|完好|兑付|发放|签约|入学|入园|"
    "巩固|成活|受益)(?:率|度|人数|人次|户数)$"
)


RATE_IN_COUNTS = Kind(
    code="I303",
    severity=Severity.WARNING,
    title="指标是比率，目标值是数量",
    says="“{name}”是比率，年度指标值却是“{stated}”。",
    do="请与批复核对；批复如此的可以不改，下一年度申报时建议填百分比，或改用数量的名称（例如“……人数”）。",
)


@check(RATE_IN_COUNTS, over="indicator")
def rate_is_given_as_a_rate(row: Indicator, case: Case) -> Draft | None:
    """检查内容：名称是比率的指标（……率、满意度、占比），目标值不是人数、次数等数量。
    依据：名称和目标值说的不是同一件事，完成多少算达标就说不清。
    例（好）：家庭医生签约率 ≥60%；家庭医生签约人数 ≥24694人。
    例（坏）：家庭医生签约率 24694人。
    """
    target = row.target_value
    if not is_figure(target) or target.dimension in _GOES_WITH_RATE or "/" in target.dimension or not target.base:
        return None
    if not is_rate(row.name):
        return None
    return case.at(RATE_IN_COUNTS, row, "target", touching=[(row, "actual"), (row, "name")], name=words.name_of(row))


WRONG_DIRECTION = Kind(
    code="I304",
    severity=Severity.WARNING,
    title="目标方向可能写反",
    says="“{name}”{sense}，年度指标值却写成“{stated}”。",
    do="请与批复核对“≥”“≤”是否写反；批复如此的请不要改动，下一年度申报时改正。",
)


@check(WRONG_DIRECTION, over="indicator")
def target_points_the_right_way(row: Indicator, case: Case) -> Draft | None:
    """检查内容：越低越好的指标（投诉、差错、事故、成本、用时）没有写“≥”，越高越好的指标
    （覆盖率、满意度、合格率等，数量指标中建设、培训、服务等的数量）没有写“≤”。
    依据：方向写反，完成得越差得分越高。
    例（好）：投诉率 ≤1%；服务对象满意度 ≥95%；交通事故起数 下降10%以上。
    例（坏）：投诉率 ≥1%；服务对象满意度 ≤95%。
    """
    target = row.target_value
    if target.kind not in UP and target.kind not in DOWN:
        return None
    if target.turn and TURNS[target.turn] < 0:
        return None  # 下降10%以上: the sign speaks of how much less
    name = bare_name(row.name)
    if target.kind in UP:
        wrong = bool(target.base) and _UNWANTED.search(name) and not _TURNED_GOOD.search(name)
        sense = "越低越好"
    else:
        wrong, sense = _WANTED.search(name), "越高越好"
        if not wrong and "数量" in heading_of(row) and not _LIMITED.search(name):
            wrong, sense = _WORK_DONE.search(name), "应当越多越好"
    if not wrong:
        return None
    return case.at(WRONG_DIRECTION, row, "target", name=words.name_of(row), sense=sense)


_FILLING = lazy("本?年度|本年|全年|当年|项目|资金|经费|款项|工作|任务|相关|各[类项]|人员|对象|的|情况")
_OPPOSITE = lazy("[未不非无]$")  # 未成年人, 不合格 before 成年人, 合格
_OF_ITS_OWN = lazy("满意|[人户件次个]数$|人次$|数量$|面积$|配套|自筹|上级|本级|[中一二三四]期|[0-9]")


SAME_INDICATOR_TWICE = Kind(
    code="I305",
    severity=Severity.WARNING,
    title="同一指标重复",
    says="“{name}”与 {other} 的指标{same}，目标值也相同（{target}）。",
    do="请核对是否重复填报，重复的只保留一条。",
    together="有 {count} 条指标与前面的指标重复（名称相同或相近，目标值也相同）：{where}。",
)


@check(SAME_INDICATOR_TWICE, over="form")
def indicators_are_different(case: Case) -> Iterator[Draft]:
    """检查内容：表内没有名称和目标值都相同的指标；只差“项目”“年度”等字样、
    或一个名称只是在另一个前面多说了对象的，作建议。
    依据：同一件事填两次，等于计两次分。
    例（好）：学生满意度 ≥95%、家长满意度 ≥95%。
    例（坏）：服务对象满意度 ≥95% 填了两行。
    """
    seen: dict[tuple[str, object], Indicator] = {}
    nearly: dict[object, dict[str, Indicator]] = {}  # by target, then by what is left of the name
    for row in case.indicators:
        name, target = whole_name(row.name), _asked(row)
        if row.is_breakdown or len(name) < 3 or not target:
            continue
        core = _FILLING.sub("", name)
        alike = nearly.setdefault(target, {})
        before, near = seen.setdefault((name, target), row), alike.setdefault(core, row)
        earlier = before if before is not row else near
        if earlier is not row and row.name_cell is not None and row.name_cell == earlier.name_cell:
            continue  # one name over several rows
        if near is row:
            near = next((one for other, one in alike.items() if _says_more(core, other)), row)
        if before is not row:
            yield _twice(row, before, "同名", None, case)
        elif near is not row and len(core) >= 3:
            yield _twice(row, near, "名称相近", Severity.HINT, case)


def _asked(row: Indicator) -> object:
    """What a target comes to: 100%, =100% and ≥100% ask the same."""
    target = row.target_value
    if target.base is None or not target.is_number:
        return "".join((row.target or "").split())
    return target.base, target.base_upper, target.dimension, target.turn, target.kind in DOWN


def _says_more(one: str, other: str) -> bool:
    """验收合格率 and 工程验收合格率: one name with what it is of before it; not 满意度: every group has one."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return (
        len(shorter) >= 4
        and longer.endswith(shorter)
        and longer != shorter
        and not _OPPOSITE.search(longer.removesuffix(shorter))
        and not _OF_ITS_OWN.search(longer)
    )


def _twice(row: Indicator, before: Indicator, same: str, severity: Severity | None, case: Case) -> Draft:
    return case.at(
        SAME_INDICATOR_TWICE,
        row,
        "name",
        severity=severity,
        name=words.name_of(row),
        other=before.name_cell or f"第 {before.row + 1} 条",
        same=same,
        target=row.target or "",
    )


EXECUTION_AGAIN = Kind(
    code="I309",
    severity=Severity.WARNING,
    title="预算执行率重复计分",
    says="“{name}”说的是预算执行率，资金部分已经按执行率计了 {points} 分，这里又计 {stated} 分。",
    do="请与批复核对；批复如此的可以不改，下一年度申报时建议改用其他指标，预算执行率只在资金部分计分。",
)


@check(EXECUTION_AGAIN, over="indicator")
def execution_counts_once(row: Indicator, case: Case) -> Draft | None:
    """检查内容：资金部分已按执行率计分的，绩效指标里没有再设预算执行率。
    依据：同一件事不应计两次分。
    例（好）：预算执行率只在资金总额一行计 10 分。
    例（坏）：资金总额一行计 10 分，时效指标又设“预算执行率”计 10 分。
    """
    fund = scored_fund(case)
    points = row.weight.value if row.weight.value is not None else row.self_score.value
    if fund is None or not fund.weight.value or not points or row.is_breakdown:
        return None
    if not row.is_execution and not lazy("^(?:项目|年度|全年)?(?:预算|资金)+执行率$").search(bare_name(row.name)):
        return None
    return case.at(EXECUTION_AGAIN, row, "name", stated=points, name=words.name_of(row), points=fund.weight.value)


# --------------------------------------------------------------------------------------- names that say too much


_DONE = "(?:全部|全面)?(?:完成|完工|竣工|交付|建成|投用|到位|开工|验收|通过)"
_BY_WHEN = lazy(
    r"(?:\d{1,2}月(?:\d{1,2}日|底|末|份)?|年底|年末|季度末?|上半年|下半年)"
    rf"(?:(?:之|以)?前{_DONE}?|{_DONE}(?![率度情值]))"
)
_NUMBER = r"\d{1,15}(?:\.\d{1,10})?"

TARGET_IN_NAME = Kind(
    code="I315",
    severity=Severity.WARNING,
    title="名称里的目标与目标值不一致",
    says="指标名称里写着“{told}”，年度指标值却是“{target}”。",
    do="请与批复核对，填错的一处请改正；下一年度申报时，目标（数值、时限）只写在年度指标值一栏。",
)


@check(TARGET_IN_NAME, over="indicator")
def name_agrees_with_the_target(row: Indicator, case: Case) -> Draft | None:
    """检查内容：名称末尾写着目标数值的（完成率100%），与年度指标值相同；名称写着时限（10月完成）的，目标值不是百分比
    （100% 只作建议）。
    依据：同一个目标写了两处，两处应当一致。
    例（好）：资金支付完成率，年度指标值 100%。
    例（坏）：资金支付完成率100%，年度指标值 95%。
    """
    name, target = row.name or "", row.target_value
    if not is_figure(target) or target.value is None:
        return None
    told = lazy(
        rf"[≥≤＞＜><]=?\s{{0,3}}({_NUMBER})\s{{0,3}}([%％]?)[一-鿿]{{0,3}}[)）]?$"
        rf"|(?<![\d.])({_NUMBER})\s{{0,3}}([%％])[)）]?$"
    ).search(name)
    if told is not None:
        number, is_percent = Decimal(told[1] or told[3]), bool(told[2] or told[4])
        if is_percent != (target.dimension == "ratio") or number in _numbers(target):
            return None
        return _in_name(row, told.group(), None, case)
    if target.dimension != "ratio":
        return None
    day = _BY_WHEN.search(name)
    if day is None or is_rate(name):
        return None  # 6月底前完成率: how much of it by then
    return _in_name(row, day.group(), Severity.HINT if target.base == 1 else None, case)  # 100%: all of it by then


def _in_name(row: Indicator, told: str, severity: Severity | None, case: Case) -> Draft:
    return case.at(
        TARGET_IN_NAME,
        row,
        "name",
        target=row.target or "",
        severity=severity,
        touching=[(row, "target")],
        told=told.strip("()（）"),
    )


def _numbers(target: Meaning) -> set[Decimal]:
    numbers = {one for one in (target.value, target.upper) if one is not None}
    if target.dimension == "ratio" and target.base is not None:
        numbers.add(target.base * 100)
    return numbers


QUESTION_IN_PERCENT = Kind(
    code="I317",
    severity=Severity.HINT,
    title="“是否……”的指标填了百分比",
    says="名称是“是否……”的问句，目标值却是百分比，共 {count} 处：{where}。",
    do="请与批复核对；批复如此的可以不改，下一年度申报时建议改用与百分比相称的名称（例如“资金纳入率”“满意度”）。",
)


@check(QUESTION_IN_PERCENT, over="form")
def question_is_answered_by_yes(case: Case) -> Draft | None:
    """检查内容：名称是“是否……”的指标，目标值不是百分比；整张表合并为一条。
    依据：“是否满意”只能答是或否，95% 答的是另一个问题。
    例（好）：参保群众满意度 95%。
    例（坏）：是否满意 95%。
    """
    rows = [row for row in case.indicators if row.target_value.dimension == "ratio" and "是否" in (row.name or "")]
    if not rows:
        return None
    return case.at(QUESTION_IN_PERCENT, rows[0], "target", cells=[row.target_cell for row in rows])


PLACEHOLDER_IN_NAME = Kind(
    code="I322",
    severity=Severity.HINT,
    title="指标名称里留有“**”",
    says="指标名称里留有上级模板的占位符号“**”，共 {count} 处：{where}。",
    do="请把“**”换成实际数值，或从名称中删去。",
)


@check(PLACEHOLDER_IN_NAME, over="form")
def names_have_no_placeholder(case: Case) -> Draft | None:
    """检查内容：指标名称里没有留下“**”占位符号；整张表合并为一条。
    依据：“**”是上级下发模板时留给填报单位替换的。
    例（好）：农村低保发放人数。
    例（坏）：农村低保发放人数（≥**人）。
    """
    rows = [row for row in case.indicators if "**" in (row.name or "")]
    if not rows:
        return None
    return case.at(PLACEHOLDER_IN_NAME, rows[0], "name", cells=[row.name_cell for row in rows])


NAME_BLANK = Kind(
    code="I326",
    severity=Severity.ERROR,
    title="指标名称未填",
    says="这一行有{what}，三级指标名称却是空的。",
    do="请填写批复的三级指标名称；这一行不用的，请清空整行。",
)


@check(NAME_BLANK, over="indicator")
def indicator_is_named(row: Indicator, case: Case) -> Draft | None:
    """检查内容：有目标值、完成值、分值或得分的行写了三级指标名称（只有不可见字符的也算空白）。
    依据：没有名称，不知道评的是哪一项，也无法与批复的绩效目标对照。
    例（好）：三级指标“组织巡查次数”，年度指标值 ≥12次。
    例（坏）：三级指标空白，年度指标值 ≥12次，得分 10。
    """
    if row.name_cell is None or not is_nothing(row.name or "") or row.is_breakdown:
        return None
    given = ("target", "actual", "weight", "self_score")
    what = "、".join(f"{words.field_word(one)}“{said}”" for one in given if (said := words.said(row, one)))
    if not what:
        return None
    return case.at(NAME_BLANK, row, "name", stated="空白", what=what)


NAME_ALONE = Kind(
    code="I327",
    severity=Severity.WARNING,
    title="指标只写了名称",
    says="“{name}”只有名称，{what}都是空的，没有计分。",
    do="请补填这一行；不用的，请清空整行。",
    explains=("W401",),
)


@check(NAME_ALONE, over="indicator")
def name_is_not_alone(row: Indicator, case: Case) -> Draft | None:
    """检查内容：打分的表里，没有只写了名称、其余各栏都空着的指标。
    依据：这样的行是漏填还是不用的，别人无从判断；分值合计缺的往往就是它。
    例（好）：三级指标“组织巡查次数”，年度指标值、实际完成值、分值、得分都已填写。
    例（坏）：只写了“组织巡查次数”。
    """
    form = case.form
    if not (form.has_weights or form.has_scores) or row.is_breakdown or row.score_rows == 0 or awaits_points(row, case):
        return None
    columns = ("target", "actual", "weight", "self_score")
    if is_nothing(row.name or "") or any(words.said(row, one) for one in columns):
        return None
    there = [one for one in columns if cell_of(row, one)]
    if not there or any(figure_of(row, one).said.formula for one in ("weight", "self_score")):
        return None
    what = "、".join(words.field_word(one) for one in there)
    totals = [(form, "total_weight"), (form, "total_self_score")]
    return case.at(NAME_ALONE, row, "name", touching=totals, name=words.name_of(row), what=what)
