"""Checks of the family I on what an indicator is: its name against its target, its headings and its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks import words
from perfeval_xl.checks.catalogue import indicators as kinds
from perfeval_xl.checks.money import scored_fund
from perfeval_xl.checks.registry import Case, Draft, check
from perfeval_xl.checks.rows import DOWN, UP, bare_level, is_figure, is_rate, pattern, subject, where
from perfeval_xl.form import Indicator, Meaning, Severity

# What a rate may be given in besides a percentage.
_GOES_WITH_RATE = frozenset({"ratio", "", "分", "百分点", "倍", "级", "度", "星"})
_UNWANTED = (
    r"(?:投诉|差错|错误|失误|事故|逾期|返工|超标|死亡|伤亡|失业|辍学|返贫|故障|漏损|不合格|不满意)"
    r"(?:发生)?(?:率|数|数量|次数|件数|起数|人数|量)?$|违规率$|(?:成本|造价|用时|耗时)$|(?:办理|办结|响应|等待)时间$"
)
# Of what is done, more is better: an upper limit on it is most likely the wrong way round.
_WORK_DONE = (
    "(?:建设|改造|修建|新建|整治|培训|服务|惠及|受益|扶持|帮扶|开展|宣传|覆盖|安装).*(?:数|数量|人次|次数|场次|面积)$"
)
_LIMITED = "控制|调整|会议|投诉|事故|差错|违规|平均|成本|费|时间|时限|天数|每"
_TURNED_GOOD = (
    "处理|办结|解决|回复|查处|排查|整改|下降|降低|减少|节约|节省|压[减降]|控制|化解|防|预警|救助|报告|[监检]测|受理|调解|打击|"
    "[零无未]|培训|演练|宣传|补助|补贴|标准|投入|保障"
)
_WANTED = (
    "(?<![不未非差])(?:覆盖|满意|完成|合格|达标|及时|到位|知晓|参与|就业|优良|优秀|准确|正确|完好|兑付|发放|签约|入学|入园|"
    "巩固|成活|受益)(?:率|度|人数|人次|户数)$"
)
_TIMELY = "(?:及时|准时)[率性]$|(?:按时|按期).{0,6}率$"
_SOUND = "(?:合格|达标|优良|优秀|准确|正确|完好|成活)率$"
_CONTENT = "满意[度率]$"
_COST = "^(?!.*(?:节约|节省|降低|减少|下降|控制|影响|效益|增)).*(?:成本|造价|单价)$"
# (the heading a row stands under, what its name says, where it would belong)
_BELONGS: tuple[tuple[str, str, str], ...] = (
    ("数量", _SOUND, "质量指标"),
    ("数量|质量", _TIMELY, "时效指标"),
    ("时效", _SOUND, "质量指标"),
    ("数量|质量|时效|成本|经济效益|社会效益|生态效益|环境效益|可持续影响", _CONTENT, "满意度指标"),
    ("质量|时效|经济效益|社会效益|生态效益|环境效益|可持续影响", _COST, "成本指标"),
    ("满意度", _TIMELY, "时效指标"),
    ("满意度", _SOUND, "质量指标"),
    ("满意度", "事故(?:次数|起数|数|率|数量)?$", "社会效益指标"),
)
_OUTPUT, _EFFECT = "数量|质量|时效|成本", "(?:经济|社会|生态|环境)效益|可持续影响"
# (first level, what cannot stand below it, where that belongs)
_FOREIGN: tuple[tuple[str, str, str], ...] = (
    ("产出", _EFFECT, "效益指标"),
    ("产出", "服务对象满意度|满意度", "满意度指标"),
    ("效益", _OUTPUT, "产出指标"),
    ("满意度", _OUTPUT, "产出指标"),
    ("满意度", _EFFECT, "效益指标"),
)


@check(kinds.RATE_IN_COUNTS, over="indicator")
def rate_is_given_as_a_rate(row: Indicator, case: Case) -> Draft | None:
    """检查内容：名称是比率的指标（……率、满意度、占比），目标值不是人数、次数等数量。
    依据：名称和目标值说的不是同一件事，完成多少算达标就说不清。
    例（好）：家庭医生签约率 ≥60%；家庭医生签约人数 ≥24694人。
    例（坏）：家庭医生签约率 24694人。
    如何改正：改填百分比，或改指标名称。
    """
    target = row.target_value
    if not is_figure(target) or target.dimension in _GOES_WITH_RATE or "/" in target.dimension or not target.base:
        return None
    if not is_rate(row.name):
        return None
    return case.at(
        kinds.RATE_IN_COUNTS, row, "target", touching=[(row, "actual"), (row, "name")], name=words.name_of(row)
    )


@check(kinds.WRONG_DIRECTION, over="indicator")
def target_points_the_right_way(row: Indicator, case: Case) -> Draft | None:
    """检查内容：越低越好的指标（投诉、差错、事故、成本、用时）没有写“≥”，越高越好的指标
    （覆盖率、满意度、合格率等，数量指标中建设、培训、服务等的数量）没有写“≤”。
    依据：方向写反，完成得越差得分越高。
    例（好）：投诉率 ≤1%；服务对象满意度 ≥95%。
    例（坏）：投诉率 ≥1%；服务对象满意度 ≤95%。
    如何改正：核对“≥”“≤”。
    """
    target = row.target_value
    if target.kind not in UP and target.kind not in DOWN:
        return None
    name = subject(row.name)
    if target.kind in UP:
        wrong = bool(target.base) and pattern(_UNWANTED).search(name) and not pattern(_TURNED_GOOD).search(name)
        sense = "越低越好"
    else:
        wrong, sense = pattern(_WANTED).search(name), "越高越好"
        if not wrong and "数量" in _heading(row) and not pattern(_LIMITED).search(name):
            wrong, sense = pattern(_WORK_DONE).search(name), "应当越多越好"
    if not wrong:
        return None
    return case.at(kinds.WRONG_DIRECTION, row, "target", name=words.name_of(row), sense=sense)


@check(kinds.SAME_INDICATOR_TWICE, over="form")
def indicators_are_different(case: Case) -> Iterator[Draft]:
    """检查内容：表内没有名称和目标值都相同的指标；只差“项目”“年度”等字样的作建议。
    依据：同一件事填两次，等于计两次分。
    例（好）：学生满意度 ≥95%、家长满意度 ≥95%。
    例（坏）：服务对象满意度 ≥95% 填了两行。
    如何改正：重复的只保留一条。
    """
    seen: dict[tuple[str, str], Indicator] = {}
    nearly: dict[tuple[str, str], Indicator] = {}
    for row in case.indicators:
        name, target = _whole_name(row), "".join((row.target or "").split())
        if row.is_breakdown or len(name) < 3 or not target:
            continue
        core = pattern("本?年度|本年|全年|当年|项目|的|情况").sub("", name)
        before, near = seen.setdefault((name, target), row), nearly.setdefault((core, target), row)
        earlier = before if before is not row else near
        if earlier is not row and row.name_cell is not None and row.name_cell == earlier.name_cell:
            continue  # one name over several rows
        if before is not row:
            yield _twice(row, before, "同名", None, case)
        elif near is not row and len(core) >= 3:
            yield _twice(row, near, "名称相近", Severity.HINT, case)


def _whole_name(row: Indicator) -> str:
    """The name with its remarks in brackets: 培训（一期） and 培训（二期） are two."""
    bare = "".join((row.name or "").split())
    return pattern(r"^[★☆*※]*(?:指标\d+[:：.、]?)?").sub("", bare, count=1)


def _twice(row: Indicator, before: Indicator, same: str, severity: Severity | None, case: Case) -> Draft:
    return case.at(
        kinds.SAME_INDICATOR_TWICE,
        row,
        "name",
        severity=severity,
        name=words.name_of(row),
        other=before.name_cell or f"第 {before.row + 1} 条",
        same=same,
        target=row.target or "",
    )


def _heading(row: Indicator) -> str:
    """The heading right above a row."""
    return bare_level(row.level2) or bare_level(row.level1)


def _better_heading(row: Indicator) -> str | None:
    heading, name = _heading(row), subject(row.name)
    for under, says, better in _BELONGS:
        if pattern(under).search(heading) and pattern(says).search(name):
            return better
    return None


@check(kinds.UNDER_ANOTHER_HEADING, over="indicator")
def row_stands_under_its_heading(row: Indicator, case: Case) -> Draft | None:
    """检查内容：合格率、达标率列在质量指标，及时率列在时效指标，成本列在成本指标，满意度列在满意度指标。
    依据：二级指标的通行分类；批复的目标另有安排的以批复为准，只作建议。
    例（好）：资金支付及时率列在时效指标。
    例（坏）：资金支付及时率列在质量指标；群众满意度列在社会效益指标。
    如何改正：移到对应的二级指标下；批复如此的可以不改。
    """
    if row.is_breakdown or not row.name:
        return None
    better = _better_heading(row)
    if better is None:
        return None
    heading = f"“{words.label(row, 'level2' if row.level2 else 'level1')}”"
    return case.at(
        kinds.UNDER_ANOTHER_HEADING, row, "name", name=words.name_of(row), heading=heading, better=f"“{better}”"
    )


@check(kinds.RATE_AMONG_QUANTITIES, over="indicator")
def quantities_are_counts(row: Indicator, case: Case) -> Draft | None:
    """检查内容：数量指标填的是数量；完成率、覆盖率通行作法也列在数量指标，不算。
    依据：数量指标反映提供了多少产品和服务，比率看不出做了多少。
    例（好）：适龄儿童接种人数 ≥2000人。
    例（坏）：数量指标“适龄儿童疫苗接种率”100%。
    如何改正：改填数量，比率列入质量指标。
    """
    if row.is_breakdown or row.target_value.dimension != "ratio" or "数量" not in _heading(row):
        return None
    if not is_rate(row.name) or pattern("(?:完成|覆盖)率$").search(subject(row.name)) or _better_heading(row):
        return None
    heading = f"“{words.label(row, 'level2')}”"
    return case.at(
        kinds.RATE_AMONG_QUANTITIES,
        row,
        "name",
        name=words.name_of(row),
        heading=heading,
        target=row.target or "",
    )


@check(kinds.HEADINGS_DISAGREE, over="form")
def second_level_fits_the_first(case: Case) -> Iterator[Draft]:
    """检查内容：二级指标列在对应的一级指标之下：数量、质量、时效、成本属产出，经济、社会、生态效益和可持续影响属效益。
    依据：公开表式的一级、二级指标；满意度列在效益指标之下的地方表式不算错。
    例（好）：效益指标——经济效益指标。
    例（坏）：产出指标——经济效益指标。
    如何改正：移到对应的一级指标下。
    """
    told: set[str | None] = set()
    for row in case.indicators:
        place = row.level2_cell or row.level2
        first, second = bare_level(row.level1).removeprefix("服务对象"), bare_level(row.level2)
        if place in told or not first or not second or row.is_breakdown:
            continue
        better = next((to for one, foreign, to in _FOREIGN if first == one and pattern(foreign).match(second)), None)
        if better is not None:
            told.add(place)
            yield case.at(
                kinds.HEADINGS_DISAGREE,
                row,
                "level2",
                level1=words.label(row, "level1"),
                better=f"“{better}”",
            )


@check(kinds.EXECUTION_AGAIN, over="indicator")
def execution_counts_once(row: Indicator, case: Case) -> Draft | None:
    """检查内容：资金部分已按执行率计分的，绩效指标里没有再设预算执行率。
    依据：同一件事不应计两次分。
    例（好）：预算执行率只在资金总额一行计 10 分。
    例（坏）：资金总额一行计 10 分，时效指标又设“预算执行率”计 10 分。
    如何改正：换成反映产出和效益的指标。
    """
    fund = scored_fund(case)
    points = row.weight if row.weight is not None else row.self_score
    if fund is None or not fund.weight or not points or row.is_breakdown:
        return None
    if not row.is_execution and not pattern("^(?:项目|年度|全年)?(?:预算|资金)+执行率$").search(subject(row.name)):
        return None
    return case.at(kinds.EXECUTION_AGAIN, row, "name", stated=points, name=words.name_of(row), points=fund.weight)


# --------------------------------------------------------------------------------------- names that say too much


@check(kinds.TARGET_IN_NAME, over="indicator")
def name_agrees_with_the_target(row: Indicator, case: Case) -> Draft | None:
    """检查内容：名称末尾写着目标数值的（完成率100%），与年度指标值相同；名称写着时限而目标值是百分比的，只作建议。
    依据：同一个目标写了两处，两处应当一致。
    例（好）：资金支付完成率，年度指标值 100%。
    例（坏）：资金支付完成率100%，年度指标值 95%。
    如何改正：名称里不写数值，目标写在年度指标值一栏。
    """
    name, target = row.name or "", row.target_value
    if not is_figure(target) or target.value is None:
        return None
    told = pattern(
        r"[≥≤＞＜><]=?\s*(\d+(?:\.\d+)?)\s*([%％]?)[一-鿿]{0,3}[)）]?$|(\d+(?:\.\d+)?)\s*([%％])[)）]?$"
    ).search(name)
    if told is not None:
        number, is_percent = Decimal(told[1] or told[3]), bool(told[2] or told[4])
        if is_percent != (target.dimension == "ratio") or number in _numbers(target):
            return None
        return _in_name(row, told.group(), None, case)
    if target.dimension != "ratio":
        return None
    day = pattern(r"\d{1,2}月(?:\d{1,2}日|底|末)?(?:之|以)?前(?:完成)?").search(name)
    return _in_name(row, day.group(), Severity.HINT, case) if day is not None else None


def _in_name(row: Indicator, told: str, severity: Severity | None, case: Case) -> Draft:
    return case.at(
        kinds.TARGET_IN_NAME,
        row,
        "name",
        expected=row.target or "",
        severity=severity,
        touching=[(row, "target")],
        told=told.strip("()（）"),
    )


def _numbers(target: Meaning) -> set[Decimal]:
    numbers = {one for one in (target.value, target.upper) if one is not None}
    if target.dimension == "ratio" and target.base is not None:
        numbers.add(target.base * 100)
    return numbers


@check(kinds.QUESTION_IN_PERCENT, over="form")
def question_is_answered_by_yes(case: Case) -> Draft | None:
    """检查内容：名称是“是否……”的指标，目标值不是百分比；整张表合并为一条。
    依据：“是否满意”只能答是或否，95% 答的是另一个问题。
    例（好）：参保群众满意度 95%。
    例（坏）：是否满意 95%。
    如何改正：改名称或改目标值。
    """
    rows = [row for row in case.indicators if row.target_value.dimension == "ratio" and "是否" in (row.name or "")]
    if not rows:
        return None
    cells = [row.target_cell for row in rows]
    return case.at(kinds.QUESTION_IN_PERCENT, rows[0], "target", count=len(rows), where=where(cells))


@check(kinds.PLACEHOLDER_IN_NAME, over="form")
def names_have_no_placeholder(case: Case) -> Draft | None:
    """检查内容：指标名称里没有留下“**”占位符号；整张表合并为一条。
    依据：“**”是上级下发模板时留给填报单位替换的。
    例（好）：农村低保发放人数。
    例（坏）：农村低保发放人数（≥**人）。
    如何改正：换成实际数值，或删去。
    """
    rows = [row for row in case.indicators if "**" in (row.name or "")]
    if not rows:
        return None
    return case.at(
        kinds.PLACEHOLDER_IN_NAME, rows[0], "name", count=len(rows), where=where([row.name_cell for row in rows])
    )


@check(kinds.SECOND_LEVEL_MISSING, over="form")
def usual_second_level_is_there(case: Case) -> Draft | None:
    """检查内容：每个一级指标下设了评分规则列出的二级指标（产出：数量、质量、时效、成本）；整张表合并为一条。
    依据：评分规则 indicators.required_second_level，来源见提示；以批复的绩效目标为准，只作建议。
    例（好）：产出指标下有数量、质量、时效、成本四类。
    例（坏）：产出指标下只有数量指标。
    如何改正：看是否需要补充；批复的目标没有的可以不设。
    """
    given: dict[str, set[str]] = {}
    first: dict[str, Indicator] = {}
    for row in case.indicators:
        level1 = case.rules.level1(row.level1)
        if level1 is not None and row.level2 and not row.is_breakdown:
            given.setdefault(level1, set()).add(bare_level(row.level2))
            first.setdefault(level1, row)
    required = case.rules.indicators.required_second_level.value
    gaps = {
        level1: missing
        for level1, names in given.items()
        if (missing := [one for one in required.get(level1, ()) if not _is_there(one, names, given)])
    }
    if not gaps:
        return None
    parts = [f"“{level1}”下没有设置{'、'.join(missing)}" for level1, missing in gaps.items()]
    return case.at(
        kinds.SECOND_LEVEL_MISSING,
        first[next(iter(gaps))],
        "level1",
        missing="；".join(parts),
        source=case.rules.cite("indicators.required_second_level"),
    )


def _is_there(required: str, names: set[str], given: dict[str, set[str]]) -> bool:
    bare = bare_level(required).removeprefix("服务对象")
    return any(bare in name or (name and name in bare) for name in names) or f"{bare}指标" in given
