"""Builds a rule-set from the content of a shipped file, and turns one back into such content.

It takes the content at its word (the tests hold the shipped files to the strict loader), so that a run on a shipped
rule-set need not load pydantic.
"""

from __future__ import annotations

from dataclasses import Field, fields, is_dataclass
from typing import Annotated, Any, TypeVar, get_args, get_origin

from perfeval_xl.rules.model import Asked, RuleSet

Raw = dict[str, Any]


def built(raw: Raw) -> RuleSet:
    """The rule-set of resolved content, which must be right: any other is the strict loader's."""
    return _made(RuleSet, raw)


def raw_of(value: Any) -> Any:
    """The content that a rule-set is built from."""
    if is_dataclass(value):
        said = ((key_of(one), getattr(value, one.name)) for one in fields(value))
        return {key: raw_of(one) for key, one in said if one is not None}
    if isinstance(value, dict):
        return {key: raw_of(one) for key, one in value.items()}
    return [raw_of(one) for one in value] if isinstance(value, tuple) else value


def key_of(parameter: Field[Any]) -> str:
    """Its key in a file."""
    return parameter.metadata.get("alias", parameter.name)


def _made(kind: Any, raw: Any, inside: Any = None) -> Any:
    """A value of a type as the model writes it; `inside` is what T stands for (in Value[T])."""
    if isinstance(kind, TypeVar):
        return _made(inside, raw)
    origin, inner = get_origin(kind) or kind, get_args(kind)
    if origin is Annotated:
        return _checked(inner[0], [one for one in inner[1:] if isinstance(one, Asked)], raw)
    if is_dataclass(origin):
        of_t = inner[0] if inner else None
        there = ((one, key_of(one)) for one in fields(origin))
        return origin(**{one.name: _made(one.type, raw[key], of_t) for one, key in there if key in raw})  # pyright: ignore
    if origin is tuple:
        return tuple(_made(inner[0], one) for one in raw)
    if origin is dict:
        return {key: _made(inner[1], one) for key, one in raw.items()}
    return raw


def _checked(kind: Any, asked: list[Asked], raw: Any) -> Any:
    value = raw
    for one in asked:
        value = one.before(value) if one.before is not None else value
    value = _made(kind, value)
    for one in asked:
        value = one.after(value) if one.after is not None else value
    return value
