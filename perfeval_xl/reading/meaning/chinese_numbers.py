"""Numbers written in Chinese numerals: 十二, 两万三千, 壹佰, 三点五, 二〇二三."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {
    sign: value
    for value, signs in enumerate(["零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for sign in signs
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SIGNS = "零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿"


def read_chinese(text: str) -> Decimal | None:
    """The number that `text` is as a whole, or None: 一百二 and 两三 are not plain enough to be read."""
    if not text or len(text) > 30:
        return None
    before, point, after = text.partition("点")
    if point:
        whole = _integer(before)
        if whole is None or not after or any(sign not in _DIGITS for sign in after):
            return None
        return whole + Decimal("0." + "".join(str(_DIGITS[sign]) for sign in after))
    return _integer(text)


def _integer(text: str) -> Decimal | None:
    if len(text) == 4 and all(sign in _DIGITS for sign in text) and ("〇" in text or "零" in text):
        return Decimal("".join(str(_DIGITS[sign]) for sign in text))  # 二〇二三: digit by digit
    total = 0
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        head, found, text = text.rpartition(mark)
        if found:
            part = _integer(head) if size == 10**8 else _section(head)
            if part is None or part == 0:
                return None
            total += int(part) * size
            if not text:
                return Decimal(total)
    last = _section(text, follows=total > 0)
    return None if last is None else Decimal(total + last)


def _section(text: str, *, follows: bool = False) -> int | None:
    """A number below 10000. `follows` 万 or 亿: then a single digit needs 零 before it or a unit behind it."""
    total, digit, above, zero = 0, None, 10000 if not follows else 10001, False
    for sign in text:
        if sign in _UNITS:
            unit = _UNITS[sign]
            if (digit is None and unit != 10) or unit >= above:
                return None
            total += (1 if digit is None else digit) * unit
            digit, above, zero = None, unit, False
        elif sign not in _DIGITS or digit is not None:
            return None
        elif _DIGITS[sign] == 0:
            if zero:
                return None
            zero = True
        else:
            digit = _DIGITS[sign]
    if digit is not None:
        if above not in {10, 10000} and not zero:
            return None  # 一百二, 两万三: said, not written
        return total + digit
    return total if total or text in {"零", "〇"} else None
