"""Loads rule-sets: the shipped ones by id, a user's own by path; works in `extends`; all faults of a file at once.

    rules = load("mof-2020")            # or load("my.toml"), load(Path(...)); raises FileError R912
    rules.id, .title, .version, .region, .note, .digest (12 hex digits), .extends, .sources
    rules.execution.weight.value        # each parameter is a Value: .value .source .confirmed .article .from_ .to
                                        # .last_checked .note
    rules.cite("execution.weight")      # the source in words, or 通行做法（未见原文，仅供参考）
    rules.parameter("execution.weight") # the same Value by key path
    rules.parameters()                  # (key path, Chinese title, Value) of every parameter, in order
    rules.grade_word("优秀")             # the grade of its own scale that a word means (优), None where it means none
    rules.budget_of(fund)               # which amount stands below the line of the rate
    rules.rule("positive")              # a rule of scoring in words, with its source
    rules.rounding.round(points), rules.execution.step_share(rate)
    rules.level1("产出指标（50分）")      # the rule-set's own first-level name (产出指标), None if unknown
    rules.grade_of(total)               # 优 …
    shipped(), matching(execution_weight, {"产出指标": 50, …}), differences(rules), variant(rules, {"key.path": value})

Parameters (points in 分, rates and shares as ratios, 0.9 for 90%):

    points.given                 bool: does the form give points at all
    points.rescale_not_applicable  bool: leave 不适用 rows out and rescale the rest
    weights.total                Decimal, 100
    weights.indicators           Decimal, sum of the indicators' weights without execution (90, 80, 100)
    weights.first_level          dict first-level name -> points ({} where nothing is laid down)
    weights.free                 bool: the split over first levels is the unit's own, only `indicators` must be met
    weights.alternatives         tuple of such dicts, also allowed
    execution.scored             bool; execution.weight Decimal
    execution.denominator        "annual_budget" | "initial_budget" | "arrived"
    execution.method             "linear" | "steps"; execution.steps tuple of RateStep(rate_from, share)
    execution.total_caps         tuple of TotalCap(rate_below, total_at_most)
    quantitative.positive_missed "ratio" | "zero" | "by_hand"
    quantitative.negative_missed "limit_over_actual" (w·A/B) | "one_minus_excess" (w·(1−(B−A)/A), 0 from 2A) | "zero"
                                 | "by_hand"
    quantitative.negative_also   tuple of the two formulas: in force elsewhere, a self-score by one of them is no error
    quantitative.equal_missed    "ratio" | "zero" | "by_hand"; quantitative.equal_exceeded "full" | "by_hand"
    quantitative.ratio_floor     Decimal: below this completion no points (0: no floor)
    quantitative.late            "by_hand" | "zero"
    over.flag_from               Decimal, 1.2; over.deductions tuple of OverStep(factor_from, deduct_share), () = off
    qualitative.bands            three Band(words, share_from, share_to), tier 1, 2, 3
    rounding.decimals int; rounding.mode "half_up" | "down"
    reasons.points_lost          bool; reasons.rate_below Decimal (0.9); reasons.budget_changed bool
    reasons.over_achieved_from   Decimal (1.3)
    evidence.asked_of            tuple of headings whose points need a paper; .survey, .acceptance, .in_year bool
    indicators.first_level       dict name -> other spellings; indicators.required_second_level dict first -> names
    grades.bands                 tuple of Grade(name, total_from), best first
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast

from perfeval_xl.form_words import FUND_WORDS
from perfeval_xl.problems import FileError
from perfeval_xl.rules.content import Fault, Raw, raw_of
from perfeval_xl.rules.faults import validated
from perfeval_xl.rules.model import (
    COMMON_PRACTICE,
    PART_NAMES,
    Band,
    Grade,
    OverStep,
    RateStep,
    RuleSet,
    Source,
    TotalCap,
    Value,
    bare_heading,
)
from perfeval_xl.rules.sentences import REVERSE_FORMULAS
from perfeval_xl.toml_text import read_toml
from perfeval_xl.units import plain, whole_percent

__all__ = [
    "COMMON_PRACTICE",
    "NATIONAL",
    "Band",
    "Difference",
    "Grade",
    "OverStep",
    "RateStep",
    "RuleSet",
    "Source",
    "TotalCap",
    "Value",
    "any_scale_gives",
    "bare_heading",
    "differences",
    "load",
    "matching",
    "said",
    "shipped",
    "variant",
]

NATIONAL = "mof-2020"
_WHAT = "规则文件"
_FILES = (one.stem for one in Path(__file__).parent.glob("*.toml"))
SHIPPED = tuple(sorted(_FILES, key=lambda name: (not name.startswith("mof-"), name)))  # the national ones first


def load(which: str | Path) -> RuleSet:
    """The rule-set of an id (mof-2020) or a file (my.toml). FileError R912 names every fault of the file."""
    if isinstance(which, str) and which in SHIPPED:
        return _load_shipped(which)
    path = Path(which)
    if path.suffix.lower() != ".toml" and not path.is_file():
        known = "、".join(SHIPPED)
        raise FileError("R912", f"没有编号为“{which}”的评分规则；可用的有：{known}，也可以写规则文件（.toml）的路径。")
    return _build(_resolved(path, ()), str(path), read_toml(path, _WHAT))


def shipped() -> list[RuleSet]:
    """The rule-sets that come with the program, the national one first."""
    return [_load_shipped(name) for name in SHIPPED]


@cache
def _load_shipped(name: str) -> RuleSet:
    path = _shipped_path(name)
    return _build(_resolved(path, ()), str(path), read_toml(path, _WHAT))


def _shipped_path(name: str) -> Path:
    return Path(__file__).with_name(f"{name}.toml")


def _resolved(path: Path, seen: tuple[Path, ...]) -> Raw:
    """What a file says with its bases worked in: a parameter of the file replaces that of its base as a whole."""
    own = read_toml(path, _WHAT)
    base_name = own.get("extends")
    if not isinstance(base_name, str):
        return own
    base_path = _shipped_path(base_name) if base_name in SHIPPED else path.parent / base_name
    if base_path.resolve() in (*(one.resolve() for one in seen), path.resolve()):
        raise FileError("R912", f"规则文件“{path}”的 extends 绕了一圈又回到自己，请改为别的规则。")
    if base_name not in SHIPPED and not base_path.is_file():
        known = "、".join(SHIPPED)
        raise FileError("R912", f"规则文件“{path}”的 extends 写的是“{base_name}”，没有这个规则；可用的有：{known}。")
    base = _resolved(base_path, (*seen, path))
    merged: Raw = {key: value for key, value in base.items() if key not in ("id", "title", "version", "note")}
    for key, value in own.items():
        under = merged.get(key)
        if isinstance(under, dict) and isinstance(value, dict):
            merged[key] = {**cast(Raw, under), **cast(Raw, value)}
        else:
            merged[key] = value
    return _unconfirmed_from_elsewhere(merged, own)


def _unconfirmed_from_elsewhere(merged: Raw, own: Raw) -> Raw:
    """What a rule-set of a region inherits is confirmed for it only if it was read there, or holds anywhere."""
    region, sources = merged.get("region"), merged.get("sources")
    if not isinstance(region, str) or not isinstance(sources, dict):
        return merged
    out = dict(merged)
    for name in PART_NAMES:
        part, mine = merged.get(name), own.get(name)
        if isinstance(part, dict):
            said = cast(Raw, mine) if isinstance(mine, dict) else {}
            out[name] = {
                key: one if key in said or _holds_in(region, one, sources) else {**one, "confirmed": False}
                for key, one in cast(Raw, part).items()
            }
    return out


def _holds_in(region: str, value: object, sources: Raw) -> bool:
    """Whether a value's source was read in a region, or is bound to none."""
    source = sources.get(str(cast(Raw, value).get("source"))) if isinstance(value, dict) else None
    regions = cast(Raw, source).get("regions") if isinstance(source, dict) else None
    return not isinstance(regions, list) or any(region.startswith(str(one)) for one in cast("list[object]", regions))


def _build(raw: Raw, file: str, own: Raw) -> RuleSet:
    """The rule-set of resolved content; `own` is what the file itself says, to tell whose fault a fault is."""
    rules, found = validated(raw)
    if rules is None:
        raise FileError("R912", _report(found, file, own, str(raw.get("extends", ""))))
    object.__setattr__(rules, "file", file)  # frozen for everybody else
    return rules


def _report(found: list[Fault], file: str, own: Raw, base: str) -> str:
    lines: list[str] = []
    for fault in sorted(set(found), key=lambda one: one.key):
        origin = "" if not base or _says(own, fault.key) else f"（来自所依据的 {base}）"
        lines.append(f"  {fault.path or '整个文件'}{origin}：{fault.text}")
    return f"规则文件“{file}”有 {len(lines)} 处不对，请改正：\n" + "\n".join(lines)


def _says(own: Raw, key: tuple[str, ...]) -> bool:
    """Whether the file itself says something about this parameter."""
    part = own.get(key[0]) if key else None
    return len(key) < 2 or (isinstance(part, dict) and key[1] in part)


# ------------------------------------------------------------------------------------------ what a rule-set says


def variant(rules: RuleSet, changes: Mapping[str, object]) -> RuleSet:
    """The same rule-set with some values changed, by key path; checked like a file. For trying things out."""
    raw = raw_of(rules)
    for key_path, value in changes.items():
        part, _, key = key_path.partition(".")
        rules.parameter(key_path)
        raw[part][key]["value"] = value
    return _build(raw, rules.file, raw)


_MEANS = FUND_WORDS | {
    "linear": "分值 × 执行率，最高为分值",
    "steps": "按分档表",
    "ratio": "按完成比例",
    "zero": "不得分",
    "by_hand": "人工判断",
    **REVERSE_FORMULAS,
    "full": "满分",
    "half_up": "四舍五入",
    "down": "舍去",
}


def said(value: object) -> str:
    """A parameter's value in words, for `rules show`."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, str):
        return _MEANS.get(value, value)
    if isinstance(value, Band):
        return f"{value.words[0]}：分值的 {whole_percent(value.share_to)}～{whole_percent(value.share_from)}"
    if isinstance(value, Grade):
        return f"{value.name} {plain(value.total_from)} 分起"
    if isinstance(value, RateStep):
        return f"执行率 {whole_percent(value.rate_from)} 起得分值的 {whole_percent(value.share)}"
    if isinstance(value, TotalCap):
        return f"执行率低于 {whole_percent(value.rate_below)} 时总分不超过 {plain(value.total_at_most)} 分"
    if isinstance(value, OverStep):
        return f"达到目标 {plain(value.factor_from)} 倍起扣分值的 {whole_percent(value.deduct_share)}"
    if isinstance(value, Mapping):
        pairs = cast(Mapping[str, object], value)
        if any(isinstance(one, tuple) for one in pairs.values()):
            return "；".join(f"{key}（{said(one).replace('；', '、')}）" for key, one in pairs.items())
        return "、".join(f"{key} {said(one)}" for key, one in pairs.items()) or "无"
    if isinstance(value, tuple):
        return "；".join(said(one) for one in cast(tuple[object, ...], value)) or "无"
    return str(value)


@dataclass(frozen=True, slots=True)
class Difference:
    """One parameter that a rule-set sets otherwise than its base; values in words."""

    key_path: str
    title: str
    base: str
    own: str
    source: str  # as `cite` has it


def differences(rules: RuleSet) -> list[Difference]:
    """What a rule-set says otherwise than the one it extends; [] where it extends none."""
    if rules.extends is None:
        return []
    base = load(rules.extends if rules.extends in SHIPPED else Path(rules.file).parent / rules.extends)
    return [
        Difference(path, title, said(base.parameter(path).value), said(value.value), rules.cite(path))
        for path, title, value in rules.parameters()
        if value.value != base.parameter(path).value
    ]


def any_scale_gives(written: str, total: Decimal) -> bool:
    """Whether a grade is that of a total by the scale of any shipped rule-set."""
    return any(one.grade_word(written) == one.grade_of(total) for one in shipped())


def matching(execution_weight: Decimal | None, level1_weights: Mapping[str, Decimal]) -> list[RuleSet]:
    """The shipped rule-sets whose split a form's weights plainly follow.

    `level1_weights`: first-level heading as printed -> its points (of the heading or the sum of its rows).
    """
    national = load(NATIONAL).weights.first_level.value
    own = (one for one in shipped() if one.id == NATIONAL or one.weights.first_level.value != national)
    return [rules for rules in own if _follows(rules, execution_weight, level1_weights)]


def _follows(rules: RuleSet, execution_weight: Decimal | None, level1_weights: Mapping[str, Decimal]) -> bool:
    expected = rules.execution.weight.value if rules.execution.scored.value else None
    if execution_weight != expected or not level1_weights:
        return False
    stated: dict[str | None, Decimal] = {}
    for printed, points in level1_weights.items():
        name = rules.level1(printed)
        stated[name] = stated.get(name, Decimal(0)) + points
    return any(stated == split for split in (rules.weights.first_level.value, *rules.weights.alternatives.value))
