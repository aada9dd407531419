"""What each part of a rule-set may say alone but not together: unknown sources, weights that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, cast

from perfeval_xl.rules.content import Fault, Raw, built
from perfeval_xl.rules.model import ExecutionPart, IndicatorsPart, RuleSet, WeightsPart, bare_heading


def validated(raw: Raw) -> tuple[RuleSet | None, list[Fault]]:
    """The rule-set, None where it has faults; and every fault."""
    rules, found = built(RuleSet, raw)
    found += _unknown_sources(raw)
    weights, execution = built(WeightsPart, raw.get("weights"))[0], built(ExecutionPart, raw.get("execution"))[0]
    names = built(IndicatorsPart, raw.get("indicators"))[0]
    if weights and execution:
        found += _sums(weights, execution)
    if weights and names:
        found += _unknown_names(weights, names)
    if execution and execution.by_steps and not execution.steps.value:
        found.append(Fault(("execution", "steps", "value"), "method 为 steps 时，这里至少要有一档"))
    return (None if found else rules), found


def _unknown_sources(raw: Raw) -> Iterator[Fault]:
    known: Any = raw.get("sources")
    if not isinstance(known, dict):
        return
    for part_name, part in raw.items():
        if part_name == "sources" or not isinstance(part, dict):
            continue
        for key, value in cast(Raw, part).items():
            source = cast(Raw, value).get("source") if isinstance(value, dict) else None
            if isinstance(source, str) and source not in known:
                names = "、".join(f"“{name}”" for name in cast(Raw, known))
                text = f"[sources] 中没有名为“{source}”的来源；现有：{names}"
                yield Fault((part_name, key, "source"), text)


def _sums(weights: WeightsPart, execution: ExecutionPart) -> Iterator[Fault]:
    total, indicators = weights.total.value, weights.indicators.value
    rate = execution.weight.value if execution.scored.value else Decimal(0)
    if indicators + rate != total:
        text = f"指标分值合计 {indicators} 加预算执行率 {rate} 为 {indicators + rate}，应等于 weights.total 的 {total}"
        yield Fault(("weights", "indicators", "value"), text)
    if weights.free.value:
        return
    splits = [("first_level", (), weights.first_level.value)]
    splits += [("alternatives", (str(at),), split) for at, split in enumerate(weights.alternatives.value, start=1)]
    for name, at, split in splits:
        if sum(split.values()) != indicators:
            text = f"各项之和为 {sum(split.values())}，应等于 weights.indicators 的 {indicators}"
            yield Fault(("weights", name, "value", *at), text)


def _unknown_names(weights: WeightsPart, names: IndicatorsPart) -> Iterator[Fault]:
    known = {bare_heading(name) for name in names.first_level.value}
    for name in weights.first_level.value:
        if bare_heading(name) not in known:
            text = "indicators.first_level 中没有这个一级指标，请在那里补上名称"
            yield Fault(("weights", "first_level", "value", name), text)
