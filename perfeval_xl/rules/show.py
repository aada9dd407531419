"""A rule-set in words, for `rules show`: what it says, under which keys, where that comes from, what differs."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Literal, get_args, get_origin

from perfeval_xl.rules.model import PART_NAMES, RuleSet, Value
from perfeval_xl.rules.ruleset import differences, said, shipped


def describe(rules: RuleSet, *, for_writers: bool = True) -> str:
    """The whole rule-set as Chinese text, a parameter a line; `for_writers`: with the keys and how to write one."""
    how = _how_to_write() if for_writers else []
    return "\n".join([*_head(rules), *_differences(rules), *_parameters(rules, for_writers=for_writers), *how])


def _head(rules: RuleSet) -> list[str]:
    lines = [f"{rules.title}", f"编号 {rules.id}，版本 {rules.version}，校验码 {rules.digest}"]
    if rules.note:
        lines.append(f"说明：{rules.note}")
    return lines


def _differences(rules: RuleSet) -> list[str]:
    if rules.extends is None:
        return []
    lines = ["", f"与所依据的 {rules.extends} 不同之处："]
    changed = differences(rules)
    lines += [f"  {one.title}：{one.own}（{rules.extends} 为 {one.base}；出处：{one.source}）" for one in changed]
    return lines if changed else [*lines, "  没有不同"]


def _parameters(rules: RuleSet, *, for_writers: bool) -> list[str]:
    lines: list[str] = []
    for part in (one for one in fields(rules) if one.name in PART_NAMES):
        lines += ["", f"【{part.metadata['title']}】" + (f"[{part.name}]" if for_writers else "")]
        for one in fields(getattr(rules, part.name)):
            value = rules.parameter(path := f"{part.name}.{one.name}")
            says = f"{one.metadata['title']}：{said(value.value)}"
            if for_writers:
                says = f"{one.name}　{says}{_choices(one.type)}"
            lines.append(f"  {says}  〔{rules.cite(path)}{_when(value)}〕")
    return lines


def _choices(kind: Any) -> str:
    """What may be written where only some may stand: the type is Value[Literal[…]], or of a list of them."""
    while get_args(kind) and get_origin(kind) is not Literal:
        kind = get_args(kind)[0]
    words = ["true 是", "false 否"] if kind is bool else [f'"{one}" {said(one)}' for one in get_args(kind)]
    return f"（可以写：{'；'.join(words)}）" if words else ""


def _how_to_write() -> list[str]:
    return [
        "",
        "写自己的规则文件：【】后面的 [ ] 是章节，行首的英文是键，在章节里写",
        '  键 = { value = 取值, source = "来源" }',
        f"各种取值怎么写，看自带的 {shipped()[0].file}。写好后运行 perfeval-xl rules check 文件。",
    ]


def _when(value: Value[Any]) -> str:
    """Since when a value holds, and when somebody last looked."""
    since = f"；{value.from_} 起施行" if value.from_ else ""
    until = f"；{value.to} 失效" if value.to else ""
    checked = f"；{value.last_checked} 核对过" if value.last_checked else ""
    return since + until + checked
