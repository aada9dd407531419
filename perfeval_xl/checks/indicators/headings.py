"""Checks of the family I on where an indicator stands: first and second level, and which of them are there."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.form import Indicator
from perfeval_xl.form_words import bare_name, is_rate
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity
from perfeval_xl.rules.model import bare_heading

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
    ("满意度", "事故(?:发生)?(?:次数|起数|数|率|数量)?$", "社会效益指标"),
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


def heading_of(row: Indicator) -> str:
    """The heading right above a row."""
    return bare_heading(row.level2) or bare_heading(row.level1)


def _better_heading(row: Indicator) -> str | None:
    heading, name = heading_of(row), bare_name(row.name)
    for under, says, better in _BELONGS:
        if lazy(under).search(heading) and lazy(says).search(name):
            return better
    return None


UNDER_ANOTHER_HEADING = Kind(
    code="I307",
    severity=Severity.HINT,
    title="指标可能列错了类别",
    says="“{name}”列在{heading}，按内容更像{better}。",
    do="请核对；批复的绩效目标就是这样列的，可以不改。",
)


@check(UNDER_ANOTHER_HEADING, over="indicator")
def row_stands_under_its_heading(row: Indicator, case: Case) -> Draft | None:
    """检查内容：合格率、达标率列在质量指标，及时率列在时效指标，成本列在成本指标，满意度列在满意度指标。
    依据：二级指标的通行分类；批复的目标另有安排的以批复为准，只作建议。
    例（好）：资金支付及时率列在时效指标。
    例（坏）：资金支付及时率列在质量指标；群众满意度列在社会效益指标。
    """
    if row.is_breakdown or not row.name:
        return None
    better = _better_heading(row)
    if better is None:
        return None
    heading = f"“{words.label(row, 'level2' if row.level2 else 'level1')}”"
    return case.at(UNDER_ANOTHER_HEADING, row, "name", name=words.name_of(row), heading=heading, better=f"“{better}”")


RATE_AMONG_QUANTITIES = Kind(
    code="I306",
    severity=Severity.HINT,
    title="数量指标填的是比率",
    says="“{name}”列在{heading}，填的却是比率（{target}），看不出做了多少。",
    do="请与批复核对；批复如此的可以不改，下一年度申报时建议填数量（个、次、人次等），比率列入质量指标。",
    together="有 {count} 条数量指标填的是比率，看不出做了多少：{where}。",
)


@check(RATE_AMONG_QUANTITIES, over="indicator")
def quantities_are_counts(row: Indicator, case: Case) -> Draft | None:
    """检查内容：数量指标填的是数量；完成率、覆盖率通行做法也列在数量指标，不算。
    依据：数量指标反映提供了多少产品和服务，比率看不出做了多少。
    例（好）：适龄儿童接种人数 ≥2000人。
    例（坏）：数量指标“适龄儿童疫苗接种率”100%。
    """
    if row.is_breakdown or row.target_value.dimension != "ratio" or "数量" not in heading_of(row):
        return None
    if not is_rate(row.name) or lazy("(?:完成|覆盖)率$").search(bare_name(row.name)) or _better_heading(row):
        return None
    heading = f"“{words.label(row, 'level2')}”"
    return case.at(
        RATE_AMONG_QUANTITIES,
        row,
        "name",
        name=words.name_of(row),
        heading=heading,
        target=row.target or "",
    )


HEADINGS_DISAGREE = Kind(
    code="I308",
    severity=Severity.WARNING,
    title="二级指标与一级指标不对应",
    says="“{stated}”列在“{level1}”之下，应属于{better}。",
    do="请核对一级指标、二级指标，把这一组指标移到对应的一级指标下。",
)


@check(HEADINGS_DISAGREE, over="form")
def second_level_fits_the_first(case: Case) -> Iterator[Draft]:
    """检查内容：二级指标列在对应的一级指标之下：数量、质量、时效、成本属产出，经济、社会、生态效益和可持续影响属效益。
    依据：公开表式的一级、二级指标；满意度列在效益指标之下的地方表式不算错。
    例（好）：效益指标——经济效益指标。
    例（坏）：产出指标——经济效益指标。
    """
    told: set[str | None] = set()
    for row in case.indicators:
        place = row.level2_cell or row.level2
        first, second = bare_heading(row.level1).removeprefix("服务对象"), bare_heading(row.level2)
        if place in told or not first or not second or row.is_breakdown:
            continue
        better = next((to for one, foreign, to in _FOREIGN if first == one and lazy(foreign).match(second)), None)
        if better is not None:
            told.add(place)
            yield case.at(
                HEADINGS_DISAGREE,
                row,
                "level2",
                stated="",
                level1=words.label(row, "level1"),
                better=f"“{better}”",
            )


SECOND_LEVEL_MISSING = Kind(
    code="I318",
    severity=Severity.HINT,
    title="没有设置常用的二级指标",
    says="{missing}（{resting_on}）。",
    do="请看一下是否需要补充；批复的绩效目标没有的，可以不设。",
)


@check(SECOND_LEVEL_MISSING, over="form")
def usual_second_level_is_there(case: Case) -> Draft | None:
    """检查内容：每个一级指标下设了评分规则列出的二级指标（产出：数量、质量、时效、成本）；整张表合并为一条。
    依据：评分规则 indicators.required_second_level，来源见提示；以批复的绩效目标为准，只作建议。
    例（好）：产出指标下有数量、质量、时效、成本四类。
    例（坏）：产出指标下只有数量指标。
    """
    given: dict[str, set[str]] = {}
    first: dict[str, Indicator] = {}
    for row in case.indicators:
        level1 = case.rules.level1(row.level1)
        if level1 is not None and row.level2 and not row.is_breakdown:
            given.setdefault(level1, set()).add(bare_heading(row.level2))
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
        SECOND_LEVEL_MISSING,
        first[next(iter(gaps))],
        "level1",
        stated="",
        missing="；".join(parts),
        source=case.rules.cite("indicators.required_second_level"),
    )


def _is_there(required: str, names: set[str], given: dict[str, set[str]]) -> bool:
    bare = bare_heading(required).removeprefix("服务对象")
    return any(bare in name or (name and name in bare) for name in names) or f"{bare}指标" in given
