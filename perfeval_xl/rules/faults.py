"""Holds the content of a rule-set file to the model, with pydantic: all its faults, one Chinese sentence each."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from perfeval_xl.rules.model import ExecutionPart, IndicatorsPart, RuleSet, WeightsPart, bare_heading
from perfeval_xl.rules.plain import Raw, key_of


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where (key path, "" for the file as a whole) and what is allowed there."""

    key: tuple[str, ...]
    text: str

    @property
    def path(self) -> str:
        return ".".join(self.key)


_TEXTS = {
    "missing": "缺少这一项，请补上",
    "bool_type": "应写 true（是）或 false（否），不加引号",
    "bool_parsing": "应写 true（是）或 false（否），不加引号",
    "string_type": "应是文字，写在双引号内",
    "string_too_short": "不能为空",
    "int_type": "应是整数，不加引号",
    "int_parsing": "应是整数，不加引号",
    "date_type": "应是日期，写成 2020-01-31，不加引号",
    "date_parsing": "应是日期，写成 2020-01-31，不加引号",
    "date_from_datetime_parsing": "应是日期，写成 2020-01-31，不加引号",
    "dict_type": "应写成一组“名称 = 取值”，放在 { } 内",
    "tuple_type": "应写成列表，放在 [ ] 内",
    "dataclass_type": '应写成一组参数，例如 { value = …, source = "…" }',
}


def validated(raw: Raw) -> tuple[RuleSet | None, list[Fault]]:
    """The rule-set, None where it has not even the right shape; and every fault."""
    found = _of_sense(raw)
    try:
        return TypeAdapter(RuleSet).validate_python(raw), found
    except ValidationError as problem:
        return None, _of_shape(problem) + found


def _allowed_keys(key: tuple[str, ...]) -> str:
    """The keys that may stand beside a refused one."""
    model: Any = RuleSet
    for name in key[:-1]:
        model = _inner_model(model, name)
        if model is None:
            return ""
    return "、".join(key_of(one) for one in fields(typing.get_origin(model) or model))


def _inner_model(model: Any, name: str) -> Any:
    """The model that holds the keys under `name`; list positions and names of sources are passed through."""
    kind = next((one.type for one in fields(typing.get_origin(model) or model) if key_of(one) == name), None)
    if kind is None:
        return model
    inside = typing.get_args(model)
    return next(_models_in(inside[0] if isinstance(kind, typing.TypeVar) else kind), None)


def _models_in(annotation: Any) -> Iterator[Any]:
    if is_dataclass(typing.get_origin(annotation) or annotation):
        yield annotation
        return
    for inner in typing.get_args(annotation):
        yield from _models_in(inner)


def _sentence(error: Any, key: tuple[str, ...]) -> str:
    kind: str = error["type"]
    context: Raw = error.get("ctx") or {}
    if kind == "unexpected_keyword_argument":
        allowed = _allowed_keys(key)
        return "没有这个参数，请检查拼写" + (f"；这里可以写：{allowed}" if allowed else "")
    if kind == "literal_error":
        return "只能是 " + str(context["expected"]).replace("'", '"').replace(" or ", " 或 ").replace(", ", "、")
    if kind == "value_error":
        return str(context["error"])
    if kind in ("too_short", "too_long"):
        return f"应有 {context.get('min_length', context.get('max_length'))} 项，现有 {context['actual_length']} 项"
    return _TEXTS.get(kind, "写法不对，请参照随程序提供的规则文件")


def _of_shape(problem: ValidationError) -> list[Fault]:
    """The faults that the model itself found."""
    faults: list[Fault] = []
    for error in problem.errors(include_url=False):
        key = tuple(str(one + 1) if isinstance(one, int) else one for one in error["loc"])
        faults.append(Fault(key, _sentence(error, key)))
    return faults


def _of_sense(raw: Raw) -> list[Fault]:
    """What each part may say alone but not together: unknown sources, weights that do not add up, unknown names."""
    faults = list(_unknown_sources(raw))
    weights, execution = _part(WeightsPart, raw, "weights"), _part(ExecutionPart, raw, "execution")
    names = _part(IndicatorsPart, raw, "indicators")
    if weights and execution:
        faults += _sums(weights, execution)
    if weights and names:
        faults += _unknown_names(weights, names)
    if execution and execution.method.value == "steps" and not execution.steps.value:
        faults.append(Fault(("execution", "steps", "value"), "method 为 steps 时，这里至少要有一档"))
    return faults


def _part(model: type[Any], raw: Raw, name: str) -> Any:
    try:
        return TypeAdapter(model).validate_python(raw.get(name))
    except ValidationError:
        return None


def _unknown_sources(raw: Raw) -> Iterator[Fault]:
    known: Any = raw.get("sources")
    if not isinstance(known, dict):
        return
    for part_name, part in raw.items():
        if part_name == "sources" or not isinstance(part, dict):
            continue
        for key, value in typing.cast(Raw, part).items():
            source = typing.cast(Raw, value).get("source") if isinstance(value, dict) else None
            if isinstance(source, str) and source not in known:
                names = "、".join(f"“{name}”" for name in typing.cast(Iterable[str], known))
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
