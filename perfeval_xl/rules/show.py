"""A rule-set in words, for `rules show`: what it says, where each value comes from, what differs from its base."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from perfeval_xl.rules.model import PART_NAMES, RuleSet, Value
from perfeval_xl.rules.ruleset import differences, said


def describe(rules: RuleSet) -> str:
    """The whole rule-set as Chinese text, a parameter a line."""
    return "\n".join([*_head(rules), *_differences(rules), *_parameters(rules)])


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


def _parameters(rules: RuleSet) -> list[str]:
    lines: list[str] = []
    part = ""
    for key_path, title, value in rules.parameters():
        here = key_path.partition(".")[0]
        if here != part:
            part = here
            lines += ["", f"【{_part_title(rules, part)}】"]
        lines.append(f"  {title}：{said(value.value)}  〔{rules.cite(key_path)}{_when(value)}〕")
    return lines


def _when(value: Value[Any]) -> str:
    """Since when a value holds, and when somebody last looked."""
    since = f"；{value.from_} 起施行" if value.from_ else ""
    until = f"；{value.to} 失效" if value.to else ""
    checked = f"；{value.last_checked} 核对过" if value.last_checked else ""
    return since + until + checked


def _part_title(rules: RuleSet, part: str) -> str:
    assert part in PART_NAMES
    return next(one.metadata["title"] for one in fields(rules) if one.name == part)
