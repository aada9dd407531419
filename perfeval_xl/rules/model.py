"""What a rule-set says: its parameters, each with its source; strict, so that a misspelt key is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator

COMMON_PRACTICE = "通行做法（未见原文，仅供参考）"

T = TypeVar("T")


def _number(value: object) -> object:
    """Numbers must be written as numbers: no "10", no true, no inf."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool) and Decimal(value).is_finite():
        return Decimal(value)
    raise ValueError("应写成数字，不加引号，例如 10 或 0.9")


def _share(value: object) -> object:
    number = _number(value)
    if isinstance(number, Decimal) and not 0 <= number <= 1:
        raise ValueError("应为 0 到 1 之间的比例，例如 90% 写成 0.9")
    return number


def _points(value: object) -> object:
    number = _number(value)
    if isinstance(number, Decimal) and not 0 <= number <= 1000:
        raise ValueError("应为 0 到 1000 之间的分数")
    return number


def _factor(value: object) -> object:
    number = _number(value)
    if isinstance(number, Decimal) and number < 1:
        raise ValueError("应为不小于 1 的倍数，例如 120% 写成 1.2")
    return number


def _decimals(value: object) -> object:
    number = _number(value)
    if isinstance(number, Decimal) and (number != number.to_integral_value() or not 0 <= number <= 6):
        raise ValueError("应为 0 到 6 之间的整数（小数位数）")
    return int(number) if isinstance(number, Decimal) else number


Share = Annotated[Decimal, BeforeValidator(_share)]
Points = Annotated[Decimal, BeforeValidator(_points)]
Factor = Annotated[Decimal, BeforeValidator(_factor)]
Decimals = Annotated[int, BeforeValidator(_decimals)]
Words = Annotated[str, Field(strict=True, min_length=1)]
YesNo = Annotated[bool, Field(strict=True)]


class Strict(BaseModel):
    """Base of all parts: unknown keys refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Source(Strict):
    """Where values come from: a document, a form's printed notes, a published configuration."""

    title: Words = Field(title="名称")
    number: Words | None = Field(None, title="文号")
    year: int | None = Field(None, title="年份")
    issued: date | None = Field(None, title="印发日期")
    href: Words | None = Field(None, title="网址")
    note: Words | None = Field(None, title="说明")

    def phrase(self, article: str | None = None) -> str:
        """The source as a sentence names it: 《…》（文号）第…条."""
        return f"{self.title}{f'（{self.number}）' if self.number else ''}{article or ''}"


class Value(Strict, Generic[T]):
    """One parameter: what it says, where that comes from, whether somebody read it there, and since when."""

    value: T = Field(title="取值")
    source: Words = Field(title="来源（[sources] 中的名称）")
    confirmed: YesNo = Field(False, title="是否读过原文")
    article: Words | None = Field(None, title="条款")
    from_: date | None = Field(None, alias="from", title="施行日期")
    to: date | None = Field(None, title="失效日期")
    last_checked: date | None = Field(None, title="最近核对日期")
    note: Words | None = Field(None, title="说明")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Value[T]:
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise ValueError("失效日期（to）早于施行日期（from）")
        return self


class RateStep(Strict):
    """Execution points by steps: from this rate on, this share of the points."""

    rate_from: Share
    share: Share


class TotalCap(Strict):
    """Below this rate, the total is at most so much."""

    rate_below: Share
    total_at_most: Points


class Band(Strict):
    """One verdict: its words, and the share of the points it may earn (lower bound included)."""

    words: Annotated[tuple[Words, ...], Field(min_length=1)]
    share_from: Share
    share_to: Share


class Grade(Strict):
    """From this total on (included), this grade."""

    name: Words
    total_from: Points


class OverStep(Strict):
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


Bands = Annotated[tuple[Band, Band, Band], AfterValidator(_bands)]
Grades = Annotated[tuple[Grade, ...], Field(min_length=2), AfterValidator(_grades)]
RateSteps = Annotated[tuple[RateStep, ...], AfterValidator(_rate_steps)]
OverSteps = Annotated[tuple[OverStep, ...], AfterValidator(_over_steps)]


class PointsPart(Strict):
    """打分方式"""

    given: Value[YesNo] = Field(title="自评表是否打分")
    rescale_not_applicable: Value[YesNo] = Field(title="“不适用”的指标是否剔除后按比例折算")


class WeightsPart(Strict):
    """分值设置"""

    total: Value[Points] = Field(title="总分")
    indicators: Value[Points] = Field(title="绩效指标分值合计")
    first_level: Value[dict[Words, Points]] = Field(title="一级指标分值")
    free: Value[YesNo] = Field(title="一级指标分值是否可自行分配")
    alternatives: Value[tuple[dict[Words, Points], ...]] = Field(title="可替代的一级指标分值")


class ExecutionPart(Strict):
    """预算执行率"""

    scored: Value[YesNo] = Field(title="预算执行率是否计分")
    weight: Value[Points] = Field(title="预算执行率分值")
    denominator: Value[Literal["annual_budget", "initial_budget", "arrived"]] = Field(title="执行率的分母")
    method: Value[Literal["linear", "steps"]] = Field(title="执行率计分方法")
    steps: Value[RateSteps] = Field(title="分档计分表")
    total_caps: Value[tuple[TotalCap, ...]] = Field(title="执行率偏低时的总分上限")


class QuantitativePart(Strict):
    """定量指标"""

    positive_missed: Value[Literal["ratio", "zero", "by_hand"]] = Field(title="正向指标（≥）未完成")
    negative_missed: Value[Literal["limit_over_actual", "one_minus_excess", "zero", "by_hand"]] = Field(
        title="反向指标（≤）超出上限"
    )
    equal_missed: Value[Literal["ratio", "zero", "by_hand"]] = Field(title="等于指标（=）未达到")
    equal_exceeded: Value[Literal["full", "by_hand"]] = Field(title="等于指标（=）超过")
    ratio_floor: Value[Share] = Field(title="完成比例低于多少不得分")
    late: Value[Literal["by_hand", "zero"]] = Field(title="时限指标逾期完成")


class OverPart(Strict):
    """超额完成"""

    flag_from: Value[Factor] = Field(title="达到目标值多少倍时提示")
    deductions: Value[OverSteps] = Field(title="超额完成扣分表")


class QualitativePart(Strict):
    """定性指标"""

    bands: Value[Bands] = Field(title="定性指标三档得分")


class RoundingPart(Strict):
    """小数位数"""

    decimals: Value[Decimals] = Field(title="得分保留小数位数")
    mode: Value[Literal["half_up", "down"]] = Field(title="取舍方法")


class ReasonsPart(Strict):
    """偏差原因"""

    points_lost: Value[YesNo] = Field(title="得分低于分值时须填写原因")
    rate_below: Value[Share] = Field(title="执行率低于多少须填写原因")
    budget_changed: Value[YesNo] = Field(title="年中调整预算须说明原因")
    over_achieved_from: Value[Factor] = Field(title="达到目标值多少倍须填写原因")


class IndicatorsPart(Strict):
    """指标名称"""

    first_level: Value[dict[Words, tuple[Words, ...]]] = Field(title="一级指标的其他写法")
    required_second_level: Value[dict[Words, tuple[Words, ...]]] = Field(title="应设置的二级指标")


class GradesPart(Strict):
    """评价等级"""

    bands: Value[Grades] = Field(title="等级分数线")


_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+|\d+)[、.．]")
_AFTER_NAME = re.compile(r"(?:[（(【\[]|\d|[:：]).*$")


def bare_heading(printed: str | None) -> str:
    """The bare name of a printed heading: 产出指标（50分） -> 产出, 一、效 益 指 标 -> 效益."""
    name = "".join((printed or "").split())
    name = _AFTER_NAME.sub("", _NUMBERING.sub("", name))
    return name.removesuffix("等").removesuffix("指标")


class RuleSet(Strict):
    """One rule-set, resolved (`extends` already worked in). See `ruleset.py` for the list of parameters."""

    id: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9][a-z0-9.\-]*$", title="编号")]
    title: Words = Field(title="名称")
    version: Words = Field(title="版本")
    note: Words | None = Field(None, title="说明")
    year: int | None = Field(None, title="年份")
    extends: Words | None = Field(None, title="以哪个规则为基础")
    sources: dict[Words, Source] = Field(title="来源")
    points: PointsPart = Field(title="打分方式")
    weights: WeightsPart = Field(title="分值设置")
    execution: ExecutionPart = Field(title="预算执行率")
    quantitative: QuantitativePart = Field(title="定量指标")
    over: OverPart = Field(title="超额完成")
    qualitative: QualitativePart = Field(title="定性指标")
    rounding: RoundingPart = Field(title="小数位数")
    reasons: ReasonsPart = Field(title="偏差原因")
    indicators: IndicatorsPart = Field(title="指标名称")
    grades: GradesPart = Field(title="评价等级")

    _digest: str = PrivateAttr("")
    _file: str = PrivateAttr("")
    _names: dict[str, str] = PrivateAttr(default_factory=dict[str, str])

    @model_validator(mode="after")
    def _names_known(self) -> RuleSet:
        for name, others in self.indicators.first_level.value.items():
            for word in (name, *others):
                self._names[bare_heading(word)] = name
        return self

    @property
    def digest(self) -> str:
        """sha256 over all that the rule-set says, first 12 hex digits; comments and order of keys do not count."""
        return self._digest

    @property
    def file(self) -> str:
        """The file it was loaded from."""
        return self._file

    def __reduce__(self) -> tuple[Any, ...]:
        """Lets a rule-set cross to a worker process: by what it says, for its generic parts have no name to import."""
        return _again, (self.model_dump(by_alias=True, exclude_none=True), self._digest, self._file)

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
            part: Strict = getattr(self, part_name)
            for key, info in type(part).model_fields.items():
                yield f"{part_name}.{key}", info.title or key, getattr(part, key)

    def cite(self, key_path: str) -> str:
        """Where a value comes from, for a sentence; common practice where nobody has read it in a text."""
        value = self.parameter(key_path)
        if not value.confirmed:
            return COMMON_PRACTICE
        return self.sources[value.source].phrase(value.article)

    def grade_of(self, total: Decimal) -> str:
        """The grade of a total in 分."""
        for grade in self.grades.bands.value:
            if total >= grade.total_from:
                return grade.name
        return self.grades.bands.value[-1].name


def _again(raw: dict[str, Any], digest: str, file: str) -> RuleSet:
    rules = RuleSet.model_validate(raw)
    rules._digest, rules._file = digest, file  # pyright: ignore[reportPrivateUsage]
    return rules


PART_NAMES = (
    "points",
    "weights",
    "execution",
    "quantitative",
    "over",
    "qualitative",
    "rounding",
    "reasons",
    "indicators",
    "grades",
)
