"""Checks of the family N on products: what a sentence says for one, of how many, for how long, against its sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.quantities import Quantity, before, quantities
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.form import Text
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity
from perfeval_xl.units import TIMES_A_YEAR, normalise, plain, read_unit, split_unit

_MEAN = lazy("([人户亩生月])均")
_TIMES = lazy(r"[^0-9=＝]{0,8}[×xX*＊✕][^0-9=＝]{0,8}")
_COMES_TO = lazy(r"[^0-9=＝×xX*＊\u2715+＋半计]{0,8}[=＝][^0-9]{0,4}")
_MORE = lazy("[0-9+＋－(（]")  # before what is multiplied: it may be one part of a longer sum
_SUM = lazy("(?:共计?|合计|总计|总额|累计|支出|支付|发放|拨付|兑付|金额|资金|投入|安排|需要?|使用)[^0-9]{0,6}$")
_PARTS = lazy("其中|分别|部分|不等|至|～|~|—")  # more than one price, or not all of it
_MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class _Price:
    """So much for one `thing` (人, 户; "" where only the period is said) a `period` (月; "" without one)."""

    quantity: Quantity
    thing: str
    period: str


PRODUCT_IN_TEXT = Kind(
    code="N616",
    severity=Severity.WARNING,
    title="文中单价、数量相乘与合计不符",
    says="文中写“{stated}”，同一句里的{factors}相乘为 {product}。",
    do="请核对单价、数量、时间和合计；中途有增减变动的，请在文中写明。",
)


@check(PRODUCT_IN_TEXT, over="form")
def products_in_texts_come_out(case: Case) -> Iterator[Draft]:
    """检查内容：同一句里写明单价（每人、每户、每月……）、数量（人数、户数）和合计金额的，相乘等于合计；按月的单价写了月数的，
    再乘以月数。一句里有几个单价、几个数量或约数的不看；没有写月数的，只看合计是否不到一个月或超过十二个月。
    依据：同一句话里的几个数应当对得上。
    例（好）：每人每月500元，120人，12个月，共发放72万元。
    例（坏）：每人每月500元，120人，12个月，共发放62万元；120人×500元×12个月=62万元。
    """
    for text in case.result.texts:
        if not lazy("[每均/=＝]").search(text.text) or "元" not in text.text:
            continue
        for figures in _sentences(text):
            draft = _written_out(text, figures, case) or _product(text, figures, case)
            if draft is not None:
                yield draft


def _sentences(text: Text) -> Iterator[list[Quantity]]:
    """The figures of each sentence; none of one that speaks of parts."""
    figures = quantities(text.text)
    ends = [-1, *(at for at, sign in enumerate(text.text) if sign in "。；;\n"), len(text.text)]
    for start, end in pairwise(ends):
        within = [one for one in figures if start < one.start < end]
        if len(within) >= 3 and not _PARTS.search(text.text[start + 1 : end]):
            yield within


def _written_out(text: Text, figures: Sequence[Quantity], case: Case) -> Draft | None:
    """42人×3000元×12个月=151.2万元, with signs for what is multiplied."""
    signs = [text.text[one.end : other.start] for one, other in pairwise(figures)]
    last = next((at for at, sign in enumerate(signs) if _COMES_TO.fullmatch(sign)), None)
    if last is None or figures[last + 1].dimension != "money":
        return None
    first = last
    while first and _TIMES.fullmatch(signs[first - 1]):
        first -= 1
    factors, told = figures[first : last + 1], figures[last + 1]
    if len(factors) < 2 or sum(_is_money(one) for one in factors) != 1:
        return None
    if _MORE.search(text.text[_sentence_start(text.text, factors[0].start) : factors[0].start]):
        return None
    product = Decimal(1)
    for one in factors:
        product *= _as_written(one)
    if told.about or any(one.about for one in factors) or told.may_be(product):
        return None
    return case.at_text(
        PRODUCT_IN_TEXT,
        text,
        stated=text.text[factors[0].start : told.end],
        factors="、".join(one.text for one in factors),
        product=f"{plain(product / told.factor)}{told.unit}",
    )


def _is_money(one: Quantity) -> bool:
    return one.dimension.partition("/")[0] in ("money", "元")


def _as_written(one: Quantity) -> Decimal:
    """100 of 100吨, 5000 of 0.5万株, 0.2 of 20%; 30000 of 3万元/公里: what a price is for has the unit of its count."""
    if _is_money(one):
        return one.base / one.factor * normalise(one.unit.partition("/")[0])[1]
    if one.dimension == "ratio":
        return one.base
    unit = read_unit(one.unit)
    return one.base / one.factor * (unit.scale if unit is not None else 1)


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(stop, 0, at) for stop in "。；;\n") + 1


def _product(text: Text, figures: Sequence[Quantity], case: Case) -> Draft | None:
    prices = [price for one in figures if (price := _price_of(text.text, one)) is not None]
    if len(prices) != 1 or any(one.about for one in figures):
        return None
    price = prices[0]
    others = [one for one in figures if one is not price.quantity]
    sums = [one for one in others if one.dimension == "money"]
    counts = [one for one in others if _is_count(one, price)]
    times = [one for one in others if one.dimension == "months"]
    if len(sums) != 1 or len(counts) != 1 or len(times) > 1 or len(others) != 2 + len(times):
        return None
    if not _SUM.search(before(text.text, sums[0])):
        return None
    factor = normalise(price.thing)[1] if price.thing else Decimal(1)
    once = price.quantity.base * counts[0].base / factor
    rounds = _rounds(price, times[0] if times else None)
    if not once or any(sums[0].may_be(once * least, once * most) for least, most in rounds):
        return None
    least, most = rounds[-1]
    times_over = most if sums[0].low > once * most else least
    factors = "、".join(one.text for one in (price.quantity, counts[0], *times))
    if price.period and not times:
        factors += f"（按 {plain(times_over)} 个{price.period.removeprefix('个')}计）"
    start, end = figures[0].start, max(one.end for one in figures)
    return case.at_text(
        PRODUCT_IN_TEXT,
        text,
        stated=text.text[_clause_start(text.text, start) : end].strip(),
        factors=factors,
        product=f"{plain(once * times_over / sums[0].factor)}{sums[0].unit}",
    )


def _clause_start(text: str, at: int) -> int:
    return max(text.rfind(stop, 0, at) for stop in "。；;，,\n") + 1


def _price_of(text: str, one: Quantity) -> _Price | None:
    """每人每月500元, 500元/人·月, 人均500元; None of what is no price."""
    if one.dimension.startswith("元/"):
        per = one.dimension.split("/")[1:]
    elif one.dimension == "money":
        per = _each_of(before(text, one))
    else:
        return None
    periods = [each for each in per if each in TIMES_A_YEAR]
    things = [each for each in per if each not in TIMES_A_YEAR]
    known = all((unit := read_unit(each)) is not None and unit.known for each in things)
    whole_sum = not things and lazy("[0-9]").search(before(text, one).rpartition("每")[2])  # 每月为42人发放12.6万元
    if not per or whole_sum or not known or len(things) > 1 or len(periods) > 1 or {"天", "日"} & set(things):
        return None
    return _Price(one, things[0] if things else "", periods[0] if periods else "")


def _each_of(lead: str) -> list[str]:
    """人 and 月 of 每人每月, 人 of 人均."""
    words = (one.removeprefix("个") or one for one in lead.split("每")[1:])
    each = [unit[0].name for one in words if (unit := split_unit(one)) is not None]
    return [*each, *_MEAN.findall(lead)]


def _is_count(one: Quantity, price: _Price) -> bool:
    if price.thing:
        return one.dimension == normalise(price.thing)[0]
    return one.dimension in ("人", "户", "家", "个", "处", "台套", "辆")


def _rounds(price: _Price, months: Quantity | None) -> list[tuple[Decimal, Decimal]]:
    """How often the price is paid, at least and at most; several where the sentence leaves it open."""
    once = (Decimal(1), Decimal(1))
    if not price.period:
        return [once] if months is None else [once, (months.base, months.base)]
    if months is None:
        return [(Decimal(1), Decimal(TIMES_A_YEAR[price.period]))]
    times = months.base * TIMES_A_YEAR[price.period] / _MONTHS
    return [(times, times)]
