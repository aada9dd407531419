"""Targets and results as a derivation shows them."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.form import Meaning, MeaningKind
from perfeval_xl.units import plain

_SCALES = {
    1: "",
    10: "十",
    100: "百",
    1000: "千",
    10**4: "万",
    10**5: "十万",
    10**6: "百万",
    10**7: "千万",
    10**8: "亿",
}
_SIGNS = {
    MeaningKind.AT_LEAST: "≥",
    MeaningKind.AT_MOST: "≤",
    MeaningKind.MORE_THAN: ">",
    MeaningKind.LESS_THAN: "<",
}


def number(value: Decimal, meaning: Meaning) -> str:
    """A figure with the scale and unit of `meaning`: 1.2 -> 1.2万亩."""
    scale = _SCALES.get(int(meaning.scale), "") if meaning.scale == meaning.scale.to_integral_value() else ""
    return f"{plain(value)}{scale}{meaning.unit}"


def figure(meaning: Meaning) -> str:
    """The figure without its operator: ≥1.2万亩 -> 1.2万亩; words as written."""
    if meaning.value is None:
        return meaning.text
    if meaning.upper is not None:
        return f"{plain(meaning.value)}～{number(meaning.upper, meaning)}"
    return meaning.turn + number(meaning.value, meaning)


def stated(meaning: Meaning) -> str:
    """The figure with its operator as one sign: 不少于12种 -> ≥12种; words as written, in quotation marks."""
    if meaning.value is None:
        return f"“{meaning.text}”"
    sign = _SIGNS.get(meaning.kind, "")
    return meaning.turn + sign + figure(meaning).removeprefix(meaning.turn)
