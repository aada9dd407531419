"""Units: what kind of thing a unit counts, its factor to the kind's base unit, and numbers as a clerk writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, getcontext
from functools import lru_cache

from perfeval_xl.patterns import lazy

ZERO = Decimal(0)
ONE = Decimal(1)

# What a dimension is called; one that is not here is a thing that is counted, called by its unit.
DIMENSIONS = {
    "ratio": "比率",
    "money": "金额",
    "length": "长度",
    "area": "面积",
    "volume": "体积",
    "mass": "重量",
    "hours": "时间",
    "days": "天数",
    "workdays": "工作日数",
    "months": "月数",
}

# ------------------------------------------------------------------------------------------------- the table of units

# dimension -> (name of the base unit, {unit: factor}). The base of each is chosen so that every factor is an exact
# decimal: area is in 亩 (1 平方米 = 0.0015 亩), since 1 亩 in 平方米 has no end.
_KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "ratio": (
        "比率",
        {
            "%": "0.01",
            "百分比": "0.01",
            "%(百分比)": "0.01",
            "百分比(%)": "0.01",
            "‰": "0.001",
            "比例": "1",
            "成": "0.1",
        },
    ),
    "money": (
        "元",
        {"元": "1", "元整": "1", "人民币元": "1", "圆": "1", "块": "1", "千元": "1000", "百元": "100", "万元": "10000"}
        | {"万元整": "10000", "十万元": "100000", "百万元": "1000000", "千万元": "10000000", "亿元": "100000000"},
    ),
    "length": (
        "米",
        {"米": "1", "m": "1", "公尺": "1", "延米": "1", "延长米": "1", "千米": "1000", "公里": "1000", "km": "1000"}
        | {"里": "500", "华里": "500", "分米": "0.1", "dm": "0.1", "厘米": "0.01", "cm": "0.01", "公分": "0.01"}
        | {"毫米": "0.001", "mm": "0.001"},
    ),
    "area": (
        "亩",
        {
            "亩": "1",
            "公顷": "15",
            "顷": "100",
            "ha": "15",
            "hm2": "15",
            "平方米": "0.0015",
            "平米": "0.0015",
            "平方": "0.0015",
        }
        | {"m2": "0.0015", "平方公里": "1500", "平方千米": "1500", "km2": "1500"},
    ),
    "volume": (
        "立方米",
        {"立方米": "1", "立方": "1", "方": "1", "m3": "1", "升": "0.001", "公升": "0.001", "L": "0.001", "l": "0.001"}
        | {"毫升": "0.000001", "ml": "0.000001", "mL": "0.000001"},
    ),
    "mass": (
        "千克",
        {
            "千克": "1",
            "公斤": "1",
            "kg": "1",
            "KG": "1",
            "Kg": "1",
            "吨": "1000",
            "t": "1000",
            "斤": "0.5",
            "市斤": "0.5",
        }
        | {"克": "0.001", "g": "0.001", "毫克": "0.000001", "mg": "0.000001"},
    ),
    # 小时 and 天 are kept apart: a 天 of service is not 24 小时 of it. So are 天 and 月, and 工作日 from both.
    "hours": (
        "秒",
        {"秒": "1", "秒钟": "1", "分钟": "60", "min": "60", "小时": "3600", "个小时": "3600", "h": "3600"},
    ),
    "days": (
        "天",
        {
            "天": "1",
            "日": "1",
            "个日": "1",
            "自然日": "1",
            "日历天": "1",
            "周": "7",
            "个周": "7",
            "星期": "7",
            "个星期": "7",
        },
    ),
    "workdays": ("工作日", {"工作日": "1", "个工作日": "1", "工作天": "1"}),
    "months": (
        "月",
        {"月": "1", "个月": "1", "季度": "3", "个季度": "3", "季": "3", "年": "12", "年度": "12", "周年": "12"}
        | {"半年": "6"},
    ),
}


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# Classifiers: the dimension is the classifier itself, in the word that this table gives it (名 counts people, as 人).
_SAME = {
    "名": "人",
    "个人": "人",
    "人/次": "人次",
    "场次": "场",
    "批次": "批",
    "个百分点": "百分点",
    "台/套": "台套",
    "台(套)": "台套",
    **dict.fromkeys(("dB", "db", "DB", "dB(A)"), "分贝"),
}
_CLASSIFIERS = _words(
    "个 人 人次 户 户次 家 家次 次 次数 起 件 件次 台 台套 套 套次 辆 辆次 座 处 处次 项 项次 例 例次 份 篇 本 册 部",
    "张 张次 幅 面 条 根 株 棵 只 只次 头 头次 匹 羽 尾 粒 颗 单 种 类 批 场 期 期次 届 班 班次 组 组次 队 支 所 间 栋",
    "幢 架 艘 盏 把 块 片 段 村 村次 镇 乡 县 区 社区 街道 学校 院 门 科 课 课时 学时 学期 节 节次 讲 位 床 倍 百分点",
    "分 级 星 度 千瓦 千瓦时 kW kw KW kWh kwh KVA kVA TB GB MB ℃ 车次 台次 航次 宗 笔 枚 点 站 口 眼 亩次 对 双 副",
    "分贝 摄氏度 兆瓦 兆瓦时 海里 帕 兆帕 餐 餐次 顿 趟 趟次",
    "箱 袋 瓶 桶 盒 桌 页 字 行 列 层 孔 道 样 样本 标 标段 包 平台 系统 岗位 人天 人月 人年 工日 台班",
)
# With a Chinese numeral these read as another word (一起, 一点, 二期, 三类 …): only a figure goes with them.
_NOT_AFTER_WORDS = _words(
    "起 样 行 点 度 面 道 级 分 星 字 片 段 对 口 眼 门 院 科 课 标 包 列 层 把 方 里 平方 立方 队 头 期 届 区 类",
    "村 镇 乡 县 部 所 组 班 批 本 节 讲 单 条",
)

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7} | {
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
_SCALE = lazy("万亿|[十百千]?[万亿]|[十百千]")

_BY_NAME: dict[str, tuple[str, Decimal]] = {
    name: (kind, Decimal(factor)) for kind, (_, units) in _KINDS.items() for name, factor in units.items()
}
_LATIN = lazy(r"[A-Za-z°℃μΩ]{1,6}[23]?")
# What may stand as a classifier that the table does not know: short, and without a word that would turn its sense.
_UNKNOWN = lazy(r"[一-鿿]{1,4}")
_TURNS = lazy(
    "[不未无没非超低高于少多达约至到以前后内外增减降升完已的和与及其或等第提优良差好]|[一二三四五六七八九十百千万亿]|合格|满意|左右"
)
_PER = lazy(r"[/每]")
_EITHER = lazy(r"([一-鿿]{1,3})\(([一-鿿]{1,3})\)")
_JOINT = lazy(r"[*·.x×]|/|每")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as read: `name` as written without its scale (亩 of 万亩; 万元 stays whole), `scale` (10000 of 万亩),
    `dimension` the kind, `factor` from value x scale to the dimension's base unit, `known` whether a table has it."""

    name: str
    scale: Decimal
    dimension: str
    factor: Decimal
    known: bool = True


NO_UNIT = Unit("", Decimal(1), "", Decimal(1))


def normalise(unit: str) -> tuple[str, Decimal]:
    """Dimension and factor to its base unit of a unit as written, scale included: 万亩 -> ("area", 10000).

    An unknown classifier is its own dimension with factor 1; no unit is ("", 1).
    """
    read = read_unit(unit.strip())
    if read is None:
        return unit.strip(), Decimal(1)
    return read.dimension, read.scale * read.factor


@lru_cache(maxsize=4096)
def read_unit(text: str) -> Unit | None:
    """The unit that `text` (half-width, no spaces) is, as a whole; None when it cannot be one."""
    if not text:
        return NO_UNIT
    whole = _simple(text)
    if whole is not None and whole.known:
        return whole
    scale = _SCALE.match(text)
    if scale is not None:
        rest = text[scale.end() :]
        inner = read_unit(rest) if not _SCALE.match(rest) else None
        if inner is not None:
            times = Decimal(_SCALES[scale.group()])
            if inner.dimension == "money":
                return Unit(text, Decimal(1), "money", inner.factor * times)
            return Unit(inner.name, inner.scale * times, inner.dimension, inner.factor, inner.known)
        return None
    return _compound(text) or whole


def split_unit(text: str) -> tuple[Unit, str] | None:
    """The longest known unit at the start of `text`, and what follows it: 次宣传 -> (次, 宣传)."""
    for end in range(min(len(text), 10), 0, -1):
        unit = read_unit(text[:end])
        if unit is not None and unit.known and unit.name:
            return unit, text[end:]
    return None


def goes_with_words(unit: Unit) -> bool:
    """Whether a number written in Chinese numerals can stand before this unit (十二个, but not 一起)."""
    return unit.known and unit.name not in _NOT_AFTER_WORDS and not unit.name.startswith("/")


def per(unit: Unit, things: tuple[str, ...]) -> Unit | None:
    """The unit of 每亩300元: 元 per 亩. Without a unit of its own (每亩300) it is /亩."""
    made = read_unit("/".join([unit.name, *things]))
    if made is None or unit.scale == 1:
        return made
    return Unit(made.name, unit.scale, made.dimension, made.factor, made.known)


def in_column(unit: Unit, column: Unit) -> Unit:
    """A unit in a cell under its column's: a bare 万 takes the column's unit; 万 in a column of 万元 is meant once."""
    if unit.name or unit.scale == 1 or not column.name:
        return unit
    word = next(word for word, scale in _SCALES.items() if scale == unit.scale)
    if column.dimension == "money":
        return read_unit(word + "元") or column
    return Unit(column.name, unit.scale, column.dimension, column.factor, column.known)


def _simple(text: str) -> Unit | None:
    found = _BY_NAME.get(text)
    if found is None and len(text) > 1 and text.isascii():
        found = _BY_NAME.get(text.lower())
    if found is not None:
        return Unit(text, Decimal(1), found[0], found[1])
    same = _SAME.get(text, text)
    if same in _CLASSIFIERS or text in _SAME:
        return Unit(text, Decimal(1), same, Decimal(1))
    if _LATIN.fullmatch(text) or (_UNKNOWN.fullmatch(text) and not _TURNS.search(text)):
        return Unit(text, Decimal(1), same, Decimal(1), known=False)
    return None


def _compound(text: str) -> Unit | None:
    """元/人*月, 元每人每年, /株: numerator, then what it is per (in any order); 家(次) is a classifier of its own."""
    either = _EITHER.fullmatch(text)
    if either is not None:
        known = all(part in _CLASSIFIERS or part in _SAME for part in either.groups())
        return Unit(text, Decimal(1), text, Decimal(1)) if known else None
    cut = _PER.search(text)
    if cut is None:
        return None
    above = text[: cut.start()]
    below = _JOINT.split(text[cut.end() :].strip("()"))
    top = _simple(above) if above else NO_UNIT
    things = [_simple(part) for part in below]
    if top is None or len(things) > 3 or any(thing is None for thing in things):
        return None
    names = sorted(_base_name(thing) for thing in things if thing is not None)
    dimension = "/".join([_KINDS[top.dimension][0] if top.dimension in _KINDS else top.dimension, *names])
    known = top.known and all(thing.known for thing in things if thing is not None)
    return Unit(text, Decimal(1), dimension, top.factor, known)


def _base_name(unit: Unit) -> str:
    """One name for one thing below the stroke: 天 for 日, 平方米 for 平米; 吨 stays 吨 (no conversion there)."""
    if unit.dimension not in _KINDS:
        return unit.dimension
    same = (name for name, factor in _KINDS[unit.dimension][1].items() if Decimal(factor) == unit.factor)
    return _KINDS[unit.dimension][0] if unit.factor == 1 else next(same)


# ------------------------------------------------------------------------------- one unit written in more than one way

# How often a period comes in a year; 天 is left out (365 days, or the working days of the year).
TIMES_A_YEAR = {"周": 52, "星期": 52, "月": 12, "个月": 12, "季": 4, "季度": 4, "半年": 2, "年": 1, "年度": 1}
DAYS_A_YEAR = (250, 366)
_EACH_DAY = frozenset({"天", "日", "工作日"})
_ALTERNATIVE = lazy(r"([一-鿿]{1,3})(?:\(([一-鿿]{1,3})\)|/([台套件个只处座]))")


def leaves_open(unit: str, dimension: str) -> bool:
    """Whether a unit leaves another open: 人（次） is 人 or 人次, 台/套 is 台 or 套."""
    found = _ALTERNATIVE.fullmatch(unit)
    if found is None or not dimension:
        return False
    first, second = (one for one in found.groups() if one)
    return dimension in {normalise(one)[0] for one in (first, second, first + second)}


def is_short_for(unit: str, dimension: str, full: str) -> bool:
    """583元 beside 570元/人*月, 4次 beside 4次/年: the same unit, not written out."""
    top = counted(full)
    return top != full and bool(top) and not _PER.search(unit) and normalise(top)[0] == dimension


def counted(unit: str) -> str:
    """次 of 次/月."""
    return _PER.split(unit, maxsplit=1)[0]


def period_of(unit: str) -> str:
    """月 of 次/月; "" where a unit is of no period."""
    _, *periods = _PER.split(unit)
    known = len(periods) == 1 and (periods[0] in TIMES_A_YEAR or periods[0] in _EACH_DAY)
    return periods[0] if known else ""


# --------------------------------------------------------------------------------------- numbers as a clerk writes them


def plain(value: Decimal) -> str:
    """Without exponent and trailing zeros: 1E+2 -> 100, 65.660 -> 65.66, -0 -> 0."""
    if not value.is_finite():
        return str(value)
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as 四舍五入 does; a number of more digits than can be held is left as it is."""
    if value.adjusted() + places + 1 >= getcontext().prec:
        return value
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@lru_cache(maxsize=8192)
def places_of(value: Decimal) -> int:
    """How many decimals a number has: 2 of 9.91, 0 of 100."""
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def without_tail(value: Decimal, places: int) -> Decimal:
    """A number that a formula or an exporting program left (9.877926…, 9.89999961853027) at so many decimals; one that
    has no more of them as it is."""
    return rounded(value, places) if places_of(value) > places else value


_TAIL = lazy(r"(?<![0-9.])[0-9]{1,15}\.[0-9]{7,30}(?![0-9])")


def without_tails(text: str, places: int) -> str:
    """A sentence whose figures have no tails: 得 9.87792657147415 分 -> 得 9.88 分."""
    if "." not in text:
        return text
    return _TAIL.sub(lambda found: plain(rounded(Decimal(found.group()), places)), text)


def percent(ratio: Decimal, places: int = 2) -> str:
    """A ratio as a percentage of at most `places` decimals: 0.99104 -> 99.1%, 1 -> 100%."""
    return plain(rounded(ratio * 100, places)) + "%"


def whole_percent(ratio: Decimal) -> str:
    """A ratio as a percentage with all its decimals, as a rule has them: 0.9 -> 90%, 0.12345 -> 12.345%."""
    return plain(ratio * 100) + "%"


def points(value: Decimal) -> str:
    """Points, of at most two decimals: 9.666 -> 9.67, 10.00 -> 10."""
    return plain(rounded(value, 2))


def amount(value: Decimal) -> str:
    """An amount in 万元, all its decimals, with its unit: 65.660 -> 65.66 万元."""
    return f"{plain(value)} 万元"


_CHINESE_DIGITS = "〇一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A number as headings are counted: 三, 十, 十二, 三十; in digits from a hundred on."""
    if number < 10:
        return _CHINESE_DIGITS[number]
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _CHINESE_DIGITS[tens]) + "十" + (_CHINESE_DIGITS[ones] if ones else "")


def first_of(places: Sequence[str], most: int = 5) -> str:
    """Places as a sentence names them: G12、H3 等 7 处 where there are more than so many."""
    return "、".join(places[:most]) + (f" 等 {len(places)} 处" if len(places) > most else "")
