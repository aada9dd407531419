"""What may stand as a value in a rule-set file: shares, points, words, each with the sentence that asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field
from decimal import Decimal
from typing import Annotated, Any, TypeVar, dataclass_transform

_ID = re.compile(r"[a-z0-9][a-z0-9.\-]*")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a value besides its type: a check, and a least length.

    The check gives the value back, perhaps in its right type, or raises ValueError with what is allowed.
    """

    check: Callable[[Any], Any] | None = None
    least: int = 0


def _number(value: object) -> Decimal:
    """Numbers must be written as numbers: no "10", no true, no inf."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool) and Decimal(value).is_finite():
        return Decimal(value)
    raise ValueError("应写成数字，不加引号，例如 10 或 0.9")


def _share(value: object) -> Decimal:
    number = _number(value)
    if not 0 <= number <= 1:
        raise ValueError("应为 0 到 1 之间的比例，例如 90% 写成 0.9")
    return number


def _points(value: object) -> Decimal:
    number = _number(value)
    if not 0 <= number <= 1000:
        raise ValueError("应为 0 到 1000 之间的分数")
    return number


def _factor(value: object) -> Decimal:
    number = _number(value)
    if number < 1:
        raise ValueError("应为不小于 1 的倍数，例如 120% 写成 1.2")
    return number


def _decimals(value: object) -> int:
    number = _number(value)
    if number != number.to_integral_value() or not 0 <= number <= 6:
        raise ValueError("应为 0 到 6 之间的整数（小数位数）")
    return int(number)


def _id(value: str) -> str:
    if _ID.fullmatch(value) is None:
        raise ValueError("只能用小写字母、数字、点和连字符，例如 my-district-2024")
    return value


Share = Annotated[Decimal, Asked(_share)]
Points = Annotated[Decimal, Asked(_points)]
Factor = Annotated[Decimal, Asked(_factor)]
Decimals = Annotated[int, Asked(_decimals)]
Id = Annotated[str, Asked(_id)]
Words = Annotated[str, Asked(least=1)]
YesNo = bool


def titled(title: str, *, default: Any = MISSING, key: str | None = None) -> Any:
    """A parameter with its Chinese title; `key` in the file where it is another than its name here."""
    return field(default=default, metadata={"title": title, **({"alias": key} if key else {})})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(titled,))
def described(cls: type[T]) -> type[T]:
    """A frozen dataclass of parameters; a file may hold no other keys than these."""
    return dataclass(frozen=True, kw_only=True)(cls)
