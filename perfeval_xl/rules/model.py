"""What a rule-set says: its parameters, each with its source, described once; `content` holds files to it."""

# Without `from __future__ import annotations`: the loader reads the types themselves.

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from perfeval_xl.form import BudgetField, Fund
from perfeval_xl.form_words import bare_grade, folded_grade
from perfeval_xl.rules.asked import Asked, Decimals, Factor, Id, Points, Share, Words, YesNo, described, titled
from perfeval_xl.rules.digest import digest_of
from perfeval_xl.rules.sentences import Rule, sentences_of
from perfeval_xl.units import ONE, without_tail

COMMON_PRACTICE = "通行做法（未见原文，仅供参考）"

T = TypeVar("T")


@described
class Source:
    """Where values come from: a document, a form's printed notes, a published configuration."""

    title: Words = titled("名称")
    number: Words | None = titled("文号", default=None)
    year: int | None = titled("年份", default=None)
    issued: date | None = titled("印发日期", default=None)
    href: Words | None = titled("网址", default=None)
    note: Words | None = titled("说明", default=None)
    regions: tuple[Words, ...] = titled("在哪些地区读到（不写的，不限地区）", default=())

    def phrase(self, article: str | None = None) -> str:
        """The source as a sentence names it: 《…》（文号）第…条."""
        return f"{self.title}{f'（{self.number}）' if self.number else ''}{article or ''}"


@described
class Value(Generic[T]):
    """One parameter: what it says, where that comes from, whether somebody read it there, and since when."""

    value: T = titled("取值")
    source: Words = titled("来源（[sources] 中的名称）")
    confirmed: YesNo = titled("是否读过原文", default=False)
    article: Words | None = titled("条款", default=None)
    from_: date | None = titled("施行日期", default=None, key="from")
    to: date | None = titled("失效日期", default=None)
    last_checked: date | None = titled("最近核对日期", default=None)
    note: Words | None = titled("说明", default=None)

    def __post_init__(self) -> None:
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise ValueError("失效日期（to）早于施行日期（from）")


@described
class RateStep:
    """Execution points by steps: from this rate on, this share of the points."""

    rate_from: Share
    share: Share


@described
class TotalCap:
    """Below this rate, the total is at most so much."""

    rate_below: Share
    total_at_most: Points


@described
class Band:
    """One verdict: its words, and the share of the points it may earn (lower bound included)."""

    words: Annotated[tuple[Words, ...], Asked(least=1)]
    share_from: Share
    share_to: Share


@described
class Grade:
    """From this total on (included), this grade."""

    name: Words
    total_from: Points


@described
class OverStep:
    """From this multiple of the target on, this share of the points is deducted."""

    factor_from: Factor
    deduct_share: Share


def _bands(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """The bands of a verdict run from 1 down to 0 without a gap."""
    edges = [Decimal(1)]
    for band in bands:
        if band.share_to != edges[-1] or band.share_from >= band.share_to:
            raise ValueError("各档应从 1 起逐档向下、首尾相接，例如 1～0.8、0.8～0.6、0.6～0")
        edges.append(band.share_from)
    if edges[-1] != 0:
        raise ValueError("最后一档应到 0 为止")
    return bands


def _grades(grades: tuple[Grade, ...]) -> tuple[Grade, ...]:
    starts = [grade.total_from for grade in grades]
    if any(below >= above for above, below in pairwise(starts)) or starts[-1] != 0:
        raise ValueError("分数线应由高到低，最后一个等级从 0 分起")
    return grades


def _rate_steps(steps: tuple[RateStep, ...]) -> tuple[RateStep, ...]:
    if any(one.rate_from <= two.rate_from or one.share < two.share for one, two in pairwise(steps)):
        raise ValueError("各档应按 rate_from 由高到低，share 不得随执行率下降而上升")
    return steps


def _over_steps(steps: tuple[OverStep, ...]) -> tuple[OverStep, ...]:
    if any(one.factor_from <= two.factor_from or one.deduct_share < two.deduct_share for one, two in pairwise(steps)):
        raise ValueError("各档应按 factor_from 由高到低，扣分比例也由高到低")
    return steps


Bands = Annotated[tuple[Band, Band, Band], Asked(_bands)]
Grades = Annotated[tuple[Grade, ...], Asked(_grades, least=2)]
RateSteps = Annotated[tuple[RateStep, ...], Asked(_rate_steps)]
OverSteps = Annotated[tuple[OverStep, ...], Asked(_over_steps)]


@described
class PointsPart:
    """打分方式"""

    given: Value[YesNo] = titled("自评表是否打分")
    rescale_not_applicable: Value[YesNo] = titled("“不适用”的指标是否剔除后按比例折算")


@described
class WeightsPart:
    """分值设置"""

    total: Value[Points] = titled("总分")
    indicators: Value[Points] = titled("绩效指标分值合计")
    first_level: Value[dict[Words, Points]] = titled("一级指标分值")
    free: Value[YesNo] = titled("一级指标分值是否可自行分配")
    alternatives: Value[tuple[dict[Words, Points], ...]] = titled("可替代的一级指标分值")


@described
class ExecutionPart:
    """预算执行率"""

    scored: Value[YesNo] = titled("预算执行率是否计分")
    weight: Value[Points] = titled("预算执行率分值")
    denominator: Value[Literal["annual_budget", "initial_budget", "arrived"]] = titled("执行率的分母")
    method: Value[Literal["linear", "steps"]] = titled("执行率计分方法")
    steps: Value[RateSteps] = titled("分档计分表")
    total_caps: Value[tuple[TotalCap, ...]] = titled("执行率偏低时的总分上限")

    @property
    def by_steps(self) -> bool:
        return self.method.value == "steps"

    def step_share(self, rate: Decimal) -> Decimal | None:
        """The share of the points that the table of steps gives at a rate; None where the points are linear."""
        if not self.by_steps:
            return None
        return next((step.share for step in self.steps.value if rate >= step.rate_from), Decimal(0))

    def total_at_most(self, rate: Decimal | None) -> Decimal | None:
        """What a total may come to at a rate at most; None where nothing caps it."""
        if rate is None:
            return None
        return min((cap.total_at_most for cap in self.total_caps.value if rate < cap.rate_below), default=None)


@described
class QuantitativePart:
    """定量指标"""

    positive_missed: Value[Literal["ratio", "zero", "by_hand"]] = titled("正向指标（≥）未完成")
    negative_missed: Value[Literal["limit_over_actual", "one_minus_excess", "zero", "by_hand"]] = titled(
        "反向指标（≤）超出上限"
    )
    negative_also: Value[tuple[Literal["limit_over_actual", "one_minus_excess"], ...]] = titled(
        "反向指标超出上限的其他在用算法"
    )
    equal_missed: Value[Literal["ratio", "zero", "by_hand"]] = titled("等于指标（=）未达到")
    equal_exceeded: Value[Literal["full", "by_hand"]] = titled("等于指标（=）超过")
    ratio_floor: Value[Share] = titled("完成比例低于多少不得分")
    late: Value[Literal["by_hand", "zero"]] = titled("时限指标逾期完成")

    @property
    def formulas_of_elsewhere(self) -> tuple[str, ...]:
        """Other formulas in force for an exceeded limit: none where the rule-set's own was read in a text."""
        return () if self.negative_missed.confirmed else self.negative_also.value

    @staticmethod
    def exceeded(formula: str, limit: Decimal, actual: Decimal) -> Decimal:
        """The share of the points that a formula leaves where the actual value exceeds the limit."""
        return limit / actual if formula == "limit_over_actual" else max(2 - actual / limit, Decimal(0))


@described
class OverPart:
    """超额完成"""

    flag_from: Value[Factor] = titled("达到目标值多少倍时提示")
    deductions: Value[OverSteps] = titled("超额完成扣分表")


@described
class QualitativePart:
    """定性指标"""

    bands: Value[Bands] = titled("定性指标三档得分")


@described
class RoundingPart:
    """小数位数"""

    decimals: Value[Decimals] = titled("得分保留小数位数")
    mode: Value[Literal["half_up", "down"]] = titled("取舍方法")

    @cached_property
    def unit(self) -> Decimal:
        """The last decimal of a score: 0.01."""
        return ONE.scaleb(-self.decimals.value)

    @cached_property
    def finer(self) -> Decimal:
        """Half a unit of one decimal more: what a finer rounding may differ by."""
        return self.unit / 20

    def trim(self, points: Decimal) -> Decimal:
        """Points as they are compared and told: a tail that a formula left (a third) ends at the rule-set's decimals.

        Where those are fewer than two, points may have two all the same: typed points are exact.
        """
        return without_tail(points, self.shown)

    @cached_property
    def shown(self) -> int:
        """The decimals that points and rates have in a sentence."""
        return max(self.decimals.value, 2)

    def round(self, points: Decimal) -> Decimal:
        """Points as the rule-set rounds them."""
        return points.quantize(self.unit, ROUND_HALF_UP if self.mode.value == "half_up" else ROUND_DOWN)

    def share(self, weight: Decimal, share: Decimal) -> Decimal:
        """A share of a row's points, rounded; never more than them (22.5 rounded to 23), and all of them unrounded."""
        return weight if share == ONE else min(self.round(weight * share), weight)

    def floor(self, points: Decimal) -> Decimal:
        """Points cut off at the rule-set's decimals."""
        return points.quantize(self.unit, ROUND_DOWN)


@described
class ReasonsPart:
    """偏差原因"""

    points_lost: Value[YesNo] = titled("得分低于分值时须填写原因")
    rate_below: Value[Share] = titled("执行率低于多少须填写原因")
    budget_changed: Value[YesNo] = titled("年中调整预算须说明原因")
    over_achieved_from: Value[Factor] = titled("达到目标值多少倍须填写原因")


@described
class EvidencePart:
    """佐证材料"""

    asked_of: Value[tuple[Words, ...]] = titled("哪些指标得分须列佐证材料（一级或二级指标名称）")
    survey: Value[YesNo] = titled("满意度得分须有调查（材料、样本量、方式、时间）")
    acceptance: Value[YesNo] = titled("工程、采购类数量指标得满分须有验收材料")
    in_year: Value[YesNo] = titled("佐证材料的日期不得晚于年度")

    def is_asked_of(self, level1: str | None, level2: str | None) -> bool:
        """Whether points of a row under these headings need a paper."""
        return not {bare_heading(one) for one in self.asked_of.value}.isdisjoint(
            (bare_heading(level1), bare_heading(level2))
        )


@described
class IndicatorsPart:
    """指标名称"""

    first_level: Value[dict[Words, tuple[Words, ...]]] = titled("一级指标的其他写法")
    required_second_level: Value[dict[Words, tuple[Words, ...]]] = titled("应设置的二级指标")


@described
class GradesPart:
    """评价等级"""

    bands: Value[Grades] = titled("等级分数线")


_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+|\d+)[、.．]")
_AFTER_NAME = re.compile(r"(?:[（(【\[]|\d|[:：]).*$")


@cache
def bare_heading(printed: str | None) -> str:
    """The bare name of a printed heading: 产出指标（50分） -> 产出, 一、效 益 指 标 -> 效益."""
    name = "".join((printed or "").split())
    name = _AFTER_NAME.sub("", _NUMBERING.sub("", name))
    return name.removesuffix("等").removesuffix("指标")


@described
class RuleSet:
    """One rule-set, resolved (`extends` already worked in). See `ruleset.py` for the list of parameters."""

    file: ClassVar[str] = ""  # where it was loaded from: said by the loader of each one, no part of what it says

    id: Id = titled("编号")
    title: Words = titled("名称")
    version: Words = titled("版本")
    note: Words | None = titled("说明", default=None)
    region: Words | None = titled("适用地区", default=None)
    extends: Words | None = titled("以哪个规则为基础", default=None)
    sources: dict[Words, Source] = titled("来源")
    points: PointsPart = titled("打分方式")
    weights: WeightsPart = titled("分值设置")
    execution: ExecutionPart = titled("预算执行率")
    quantitative: QuantitativePart = titled("定量指标")
    over: OverPart = titled("超额完成")
    qualitative: QualitativePart = titled("定性指标")
    rounding: RoundingPart = titled("小数位数")
    reasons: ReasonsPart = titled("偏差原因")
    evidence: EvidencePart = titled("佐证材料")
    indicators: IndicatorsPart = titled("指标名称")
    grades: GradesPart = titled("评价等级")

    @cached_property
    def digest(self) -> str:
        """sha256 over all that the rule-set says, first 12 hex digits; comments and order of keys do not count."""
        return digest_of(self)

    @cached_property
    def _names(self) -> dict[str, str]:
        """The rule-set's own first-level names by their bare spellings."""
        spelt = self.indicators.first_level.value
        return {bare_heading(word): name for name, others in spelt.items() for word in (name, *others)}

    def budget_of(self, fund: Fund) -> BudgetField | None:
        """Which amount of a row of money stands below the line of its rate: the rule-set's, or the only budget that
        the form has; None where the rule-set asks for what arrived (实际到位资金) and the form has no such column."""
        wanted = self.execution.denominator.value
        if fund.has(wanted):
            return wanted
        return None if wanted == "arrived" else fund.ceiling

    def level1(self, printed: str | None) -> str | None:
        """The rule-set's own name for a printed first-level heading (产出指标（50分） -> 产出指标), None if unknown."""
        bare = bare_heading(printed)
        return self._names.get(bare) if bare else None

    def parameter(self, key_path: str) -> Value[Any]:
        """The value at a key path such as execution.weight. KeyError where there is none."""
        part, _, key = key_path.partition(".")
        found = getattr(getattr(self, part, None), key, None) if key else None
        if not isinstance(found, Value):
            raise KeyError(key_path)
        return found

    def parameters(self) -> Iterator[tuple[str, str, Value[Any]]]:
        """All parameters: key path, Chinese title, value."""
        for part_name in PART_NAMES:
            part = getattr(self, part_name)
            for one in fields(part):
                yield f"{part_name}.{one.name}", one.metadata["title"], getattr(part, one.name)

    @cached_property
    def dated(self) -> list[tuple[str, Value[Any]]]:
        """Title and value of the parameters that hold from a day on, or until one."""
        return [(title, value) for _, title, value in self.parameters() if value.from_ or value.to]

    def cite(self, key_path: str) -> str:
        """Where a value comes from, for a sentence; common practice where nobody has read it in a text."""
        value = self.parameter(key_path)
        if not value.confirmed:
            return COMMON_PRACTICE
        return self.sources[value.source].phrase(value.article)

    @cached_property
    def _sentences(self) -> dict[str, Rule]:
        return sentences_of(self)

    def rule(self, key: str) -> Rule:
        """One rule of scoring in words, with its source; see `sentences` for the keys."""
        return self._sentences[key]

    @cached_property
    def _grade_words(self) -> dict[str, str | None]:
        """The rule-set's own grades by their words, and by the national ones that mean the same."""
        own = {band.name: band.name for band in self.grades.bands.value}
        words: dict[str, str | None] = {}
        for name in own:
            folded = folded_grade(name)
            words[folded] = None if folded in words else name  # two of the scale mean it: neither
        return {**words, **own}

    def grade_word(self, written: str) -> str | None:
        """The grade of its own scale that a word means: 等级：优秀 -> 优; None where it means none of them."""
        bare, folded = bare_grade(written), folded_grade(written)
        return self._grade_words.get(bare) or self._grade_words.get(folded)

    @property
    def grade_steps(self) -> list[tuple[str, Decimal]]:
        """Each grade with the points it begins at, best first."""
        return [(one.name, one.total_from) for one in self.grades.bands.value]

    def grade_of(self, total: Decimal) -> str:
        """The grade of a total in 分."""
        for grade in self.grades.bands.value:
            if total >= grade.total_from:
                return grade.name
        return self.grades.bands.value[-1].name


PART_NAMES = (
    "points",
    "weights",
    "execution",
    "quantitative",
    "over",
    "qualitative",
    "rounding",
    "reasons",
    "evidence",
    "indicators",
    "grades",
)
