"""Builds a rule-set from the content of its file: all faults at once, one Chinese sentence each, with its key path."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import EllipsisType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from perfeval_xl.rules.asked import Asked

Raw = dict[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where (key path, () for the file as a whole) and what is allowed there."""

    key: Key
    text: str

    @property
    def path(self) -> str:
        return ".".join(self.key)


_PLAIN: dict[Any, str] = {
    str: "应是文字，写在双引号内",
    bool: "应写 true（是）或 false（否），不加引号",
    int: "应是整数，不加引号",
    date: "应是日期，写成 2020-01-31，不加引号",
    Decimal: "应写成数字，不加引号，例如 10 或 0.9",
}


def built(kind: Any, raw: Any) -> tuple[Any, list[Fault]]:
    """The content as a value of a type of the model, None where it has faults; and every fault."""
    builder = _Builder()
    value = builder.made(kind, raw, ())
    return (None if builder.faults else value), builder.faults


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


class _Builder:
    """Walks a type of the model and the content beside it; what has a fault is None."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def made(self, kind: Any, raw: Any, at: Key, inside: Any = None) -> Any:
        """A value of a type as the model writes it; `inside` is what T stands for (in Value[T])."""
        if isinstance(kind, TypeVar):
            kind = inside
        origin, inner = get_origin(kind) or kind, get_args(kind)
        if origin is Annotated:
            return self._asked(inner[0], inner[1], raw, at)
        if origin is Literal:
            return raw if raw in inner else self._fault(at, _choice(inner))
        if origin in (Union, UnionType):  # … | None: what is not said is left out of a file
            return self.made(inner[0], raw, at)
        if is_dataclass(origin):
            return self._part(origin, inner[0] if inner else None, raw, at)
        if origin is tuple:
            return self._list(inner, raw, at)
        if origin is dict:
            return self._table(inner, raw, at)
        return raw if type(raw) is kind else self._fault(at, _PLAIN[kind])

    def _fault(self, at: Key, text: str) -> None:
        self.faults.append(Fault(at, text))

    def _asked(self, kind: Any, asked: Asked, raw: Any, at: Key) -> Any:
        before = len(self.faults)
        numeric = kind is Decimal or kind is int  # written as either; the check gives the right type
        value = raw if numeric else self.made(kind, raw, at)
        if len(self.faults) > before:
            return None
        if len(value) < asked.least if asked.least else False:
            shorter = "不能为空" if kind is str else f"应有 {asked.least} 项，现有 {len(value)} 项"
            return self._fault(at, shorter)
        try:
            return asked.check(value) if asked.check else value
        except ValueError as refused:
            return self._fault(at, str(refused))

    def _part(self, kind: Any, inside: Any, raw: Any, at: Key) -> Any:
        if not isinstance(raw, dict):
            return self._fault(at, '应写成一组参数，例如 { value = …, source = "…" }')
        before = len(self.faults)
        there = {key_of(one): one for one in fields(kind)}
        for key in raw:
            if key not in there:
                self._fault((*at, key), f"没有这个参数，请检查拼写；这里可以写：{'、'.join(there)}")
        values: Raw = {}
        for key, one in there.items():
            if key in raw:
                values[one.name] = self.made(one.type, raw[key], (*at, key), inside)
            elif one.default is MISSING:
                self._fault((*at, key), "缺少这一项，请补上")
        if len(self.faults) > before:
            return None
        try:
            return kind(**values)
        except ValueError as refused:
            return self._fault(at, str(refused))

    def _list(self, inner: tuple[Any, ...], raw: Any, at: Key) -> Any:
        if not isinstance(raw, list | tuple):
            return self._fault(at, "应写成列表，放在 [ ] 内")
        if not isinstance(inner[-1], EllipsisType) and len(raw) != len(inner):
            return self._fault(at, f"应有 {len(inner)} 项，现有 {len(raw)} 项")
        return tuple(self.made(inner[0], one, (*at, str(n))) for n, one in enumerate(raw, start=1))

    def _table(self, inner: tuple[Any, ...], raw: Any, at: Key) -> Any:
        if not isinstance(raw, dict):
            return self._fault(at, "应写成一组“名称 = 取值”，放在 { } 内")
        return {self.made(inner[0], key, (*at, key)): self.made(inner[1], one, (*at, key)) for key, one in raw.items()}


def _choice(allowed: tuple[str, ...]) -> str:
    quoted = [f'"{one}"' for one in allowed]
    return f"只能是 {'、'.join(quoted[:-1])} 或 {quoted[-1]}"
