"""The form's own words, said once: grades, words for nothing, years, what a place is called, an indicator's bare name.

Whoever asks about one of these asks here; tests/test_said_once.py finds a second list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from perfeval_xl.patterns import lazy

# ------------------------------------------------------------------------------------------------------- grades

# Words that are a grade wherever they stand, and the band of the national scale that they mean.
GRADES = {
    **dict.fromkeys(("优秀", "优等", "优"), "优"),
    **dict.fromkeys(("优良", "良好", "良等", "良"), "良"),
    **dict.fromkeys(("中等", "中"), "中"),
    **dict.fromkeys(("差等", "差"), "差"),
}
# Words that are one only where a grade is asked for: elsewhere they judge (合格) or describe (一般).
GRADES_WHERE_ASKED = {
    **dict.fromkeys(("合格", "基本合格", "一般"), "中"),
    **dict.fromkeys(("不合格", "较差", "低"), "差"),
}
ANY_GRADE = {**GRADES, **GRADES_WHERE_ASKED}
TIERS = {word: "优良中差".index(band) + 1 for word, band in GRADES.items()}


def one_of(words: Iterable[str]) -> str:
    """An alternation for a pattern, the longest word first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


GRADE_WORD = one_of(ANY_GRADE)
_GRADE_CELL = lazy(f"(?:{GRADE_WORD}|[一二三四五]级|[a-d])(?:等级|等|级|档)?")
_ABOUT_A_GRADE = lazy(r"[\s“”\"「」【】()（）。:：]|等级|等次|自评|评价|评定|结果")


def is_grade(text: str) -> bool:
    """Whether a whole cell is a grade, of whatever scale: 优, 良好, 一级, A."""
    return _GRADE_CELL.fullmatch(_folded(text)) is not None


def bare_grade(text: str) -> str:
    """The grade's own word: 等级：优秀 -> 优秀."""
    return _ABOUT_A_GRADE.sub("", text)


def folded_grade(text: str) -> str:
    """The band of the national scale that a grade means (等级：优秀 -> 优); a word of another scale as it is."""
    word = bare_grade(text)
    return ANY_GRADE.get(word, word)


# --------------------------------------------------------------------------------------------- words for nothing

_SIGNS = frozenset("-—–―─/\\_*.…·。")
_THING = "此|该|这|本|其他|其它|相关|项|类|项目|资金|内容|指标|情况|部分|支出|预算|经费|安排|填写"
_NOTHING = lazy(
    f"(?:不适用|(?:不|未|没有|无)涉及|(?:无需|无须|不需|不用|不必)填写|不填)(?:{_THING})*"
    f"|(?:暂无|暂没有|没有|无)(?:{_THING})*|n/?a|none|null|nan"
)
_NO_MONEY = lazy(
    "(?:本年度?|当年|今年)?(?:未|没有|无|尚未|不)(?:安排|发生|产生|下达|支出|拨付|使用|动用|到位|存在)(?:资金|支出|预算|经费)?"
    "|(?:无|没有|不存在)(?:上年|以前年度|本年|年初|年末)?(?:结转结余|结转|结余|配套|自筹)(?:资金|金额|经费)?|0元|零元|[○×]"
)
_BETWEEN = lazy(r"[\s,，、;；.。]+")


_INVISIBLE = lazy(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


@lru_cache(maxsize=8192)
def visible(text: str) -> str:
    """A text without characters that nobody sees; "" where only spaces are left."""
    text = text if text.isascii() else _INVISIBLE.sub("", text)
    return "" if text.isspace() else text


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say: blank, —, /, ***, 无, 无此项, 不适用, 未涉及, N/A."""
    word = _folded(text)
    return _SIGNS.issuperset(word) or (len(word) <= 16 and _NOTHING.fullmatch(word) is not None)


def is_no_money(text: str) -> bool:
    """The same of a cell for an amount, where 未安排 says it, too."""
    return is_nothing(text) or (len(text) <= 16 and _NO_MONEY.fullmatch(text) is not None)


def all_nothing(text: str) -> bool:
    """The same of a sentence: 无，不适用。"""
    return is_nothing(text) or all(is_nothing(part) for part in _BETWEEN.split(text))


# --------------------------------------------------------------------------------------------------------- years

_ZEROS = "〇零○◯oοо0"  # Latin, Greek and Cyrillic o, too
_YEAR_SIGNS = f"{_ZEROS}一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_TO_DIGITS = str.maketrans(_YEAR_SIGNS, "0" * len(_ZEROS) + "123456789" * 2)
_IN_WORDS = f"(?:[二贰][{_ZEROS}]|一九)[{_YEAR_SIGNS}]{{2}}"
_YEAR_IN_WORDS = lazy(f"{_IN_WORDS}(?=年|财年|$|[)\\]】〕])")
_YEARS = (
    lazy(r"((?:20|19)[0-9]{2})年"),
    lazy(r"(?<![0-9])(20[0-9]{2})(?![0-9])"),
    lazy(r"(?<![0-9])([12][0-9])年度"),
    lazy(r"^[(\[【〔]([12][0-9])年[)\]】〕]$"),
)
_TO = "[-—–~至到]+"
_DAY = "(?:年?度?|[年./-][0-9]{1,2}(?:月份?|[./-])?(?:[0-9]{1,2}日?)?)"  # of 2022年7月, 2023.01, 2023年12月31日
_FROM_TO = lazy(rf"([0-9]{{4}}){_DAY}起?(?:{_TO}|/)([0-9]{{4}}){_DAY}")  # 2023-2024年度, 2022年7月至2023年6月
_MONTHS = f"[(]?[0-9]{{1,2}}[月./-]?(?:[0-9]{{1,2}}日?)?{_TO}[0-9]{{1,2}}[月./-]?(?:[0-9]{{1,2}}日?)?份?[)]?"
_YEAR_LINE = lazy(
    rf"(?:(?:填报|评价|预算|自评|考核|所属|会计)?(?:年度|年份|期间|区间|周期):?)?[(\[{{<【〔〖《—–-]{{0,2}}自?"
    rf"(?:(?:公元|fy)?[0-9]{{4}}[)\]】〕_]?(?:年度?|[财学]年度?|(?:会计|财政|预算)年度)?[./-]?"
    rf"(?:[(]?(?:[上下]半年|全年|[一二三四1-4]季度)[)]?|{_MONTHS})?"
    rf"|[0-9]{{4}}{_DAY}起?(?:{_TO}|/)[0-9]{{4}}{_DAY}止?(?:[财学]年)?|[12][0-9]年度|截[至止]到?[0-9]{{4}}年12月31日"
    rf"|(?<=[(\[【〔])(?:[0-9]{{4}}年度?(?:项目|预算|支出|绩效|自评|评价|考核)+|[0-9]{{0,3}}年度?|(?:20|19)?[_x×*]{{1,6}}年?度?))"
    rf"[)\]}}>】〕〗》—–-]{{0,2}}"
)
_LEFT_OPEN = lazy(r"(?<![0-9])(?:20|19)[\s_＿xX×*]{1,9}年")  # （20　　年度）, as a blank form prints it
_LONGEST_LINE = 80  # characters of a line that may hold the year
_GAP = lazy(r"[ \t]{2,}|[\u3000\n]+")
_LETTERS_FOR_ZEROS = lazy(r"(?<![a-z0-9])2[0o][0-9o]{2}(?=年|财年|$|[)\]】〕])")


def years_in_digits(text: str) -> str:
    """二○二三年, 2O23年 -> 2023年, whatever the sign for zero."""
    for pattern in (_YEAR_IN_WORDS, _LETTERS_FOR_ZEROS):
        text = pattern.sub(lambda found: found.group().translate(_TO_DIGITS), text)
    return text


def year_line_in(text: str) -> str | None:
    """What a cell says of a form's year: （2023年度）, 二○二三年, 2023.01-2023.12, the blank （　年度）; else None.

    It may share its cell with more, a gap away: （2023年度）　　单位：元.
    """
    if len(text) > _LONGEST_LINE:
        return None
    pieces = (text, *_GAP.split(text.strip()))
    return next((one for one in pieces if _YEAR_LINE.fullmatch(years_in_digits(_folded(one)))), None)


_DAY_ALONE = lazy(r"(?:20|19)[0-9]{2}[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?")


def is_day(text: str) -> bool:
    """A day and nothing else: when a form was filled in is not the year that it is for."""
    return _DAY_ALONE.fullmatch(_folded(text)) is not None


def is_last_day(text: str) -> bool:
    """The 31st of December, by which a year may be named."""
    found = _DAY_ALONE.fullmatch(_folded(text))
    return found is not None and (int(found[1]), int(found[2])) == (12, 31)


def year_of(text: str) -> int | None:
    """The year of a text such as （2023年度）, 二○二三年度, （23年度）, 2023; None of two years (2023-2024年度)."""
    plain = years_in_digits(_folded(text))
    span = _FROM_TO.search(plain)
    if _LEFT_OPEN.search(text) or (span is not None and span[1] != span[2]):
        return None
    for pattern in _YEARS:
        found = pattern.search(plain)
        if found is not None:
            return int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])
    return None


# ------------------------------------------------------------------------------------------ what a place is called

FUND_WORDS = {
    "label": "资金来源",
    "initial_budget": "年初预算数",
    "annual_budget": "全年预算数",
    "arrived": "实际到位资金",
    "executed": "全年执行数",
    "rate": "执行率",
    "weight": "分值",
    "self_score": "得分",
    "reason": "原因",
}
INDICATOR_WORDS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "self_score": "得分",
    "review_score": "复核分",
    "reason": "偏差原因分析及改进措施",
}
EVIDENCE_WORDS = {
    "subject": "对应指标",
    "what": "佐证材料名称",
    "number": "文号或编号",
    "issued": "日期",
    "place": "存放位置（文件名）",
    "note": "说明",
}
FORM_WORDS = {
    "title": "标题",
    "year": "年度",
    "project": "项目名称",
    "department": "主管部门",
    "unit": "实施单位",
    "amount_unit": "金额单位",
    "goal_expected": "年度总体目标·预期目标",
    "goal_actual": "年度总体目标·实际完成情况",
    "total_weight": "总分·分值",
    "total_self_score": "总分·得分",
    "grade": "等级",
    "declared_rules": "评分规则编号",
}

# ------------------------------------------------------------------------------------- what is wanted and what is not

# What nobody wants more of: 投诉次数, 零投诉, 未发生安全事故.
BAD_THINGS = (
    "投诉|事故|差错|失误|错误|违规|违纪|违法|逾期|超期|超时|拖欠|伤亡|死亡|发病|患病|感染|损耗|漏损|漏失|漏报|迟报|瞒报|能耗|"
    "排放|浓度|超标|超支|超编|故障|缺陷|返工|退件|退货|退费|上访|信访|隐患|舆情|中断|流失|偏差|误差|失业|返贫|辍学|发案|犯罪|"
    "火灾|溺水|走失|复发|闲置|空置|积压|拥堵|延误|纠纷|泄密|泄漏|泄露|污染|案件|差评|误诊|破损|断档|挂账|群体性事件|极端事件|恶性事件"
)

# What the reading of a verdict notes beside it: the work goes on, waits for something (待验收), is about the budget.
UNDER_WAY, AWAITS, BUDGET = "进行中", "待", "预算"

# Words of change: which way the figure behind them goes (下降10%, 提高3个百分点).
TURNS = {
    **dict.fromkeys(("提高", "提升", "增长", "增加", "上升", "增幅", "上涨", "升高", "扩大"), 1),
    **dict.fromkeys(
        ("下降", "降低", "减少", "压减", "压缩", "缩短", "节约", "节省", "降幅", "缩减", "减轻", "削减"), -1
    ),
}

# What a form of each kind is called.
KIND_WORDS = {
    "project": "项目支出绩效自评表",
    "department": "部门整体支出绩效自评表",
    "transfer": "转移支付绩效自评表",
    "score_table": "没有年度指标值和实际完成值的评分表",
    "checklist": "没有年度指标值和分值的自评清单",
    "review": "绩效自评复核表",
    "example": "填报示例",
    "blank": "没有填写的空白表",
}

# ------------------------------------------------------------------------------------------- an indicator's name

_A_YEAR = lazy(r"(?:20[0-9]{2}|[12][0-9])年度?")
_NO_WORDS = lazy(r"[\s\W_]+")


@lru_cache(maxsize=8192)
def folded_name(name: str | None) -> str:
    """A project's or a unit's name to hold two against each other: without years, marks and spaces, brackets opened."""
    return _NO_WORDS.sub("", _A_YEAR.sub("", name or "")).lower()


_FRAMEWORK = lazy(
    r"(?:项目|部门)?(?:决策|过程|投入|(?:预算|资金|财务|业务|组织|实施|履职|内部|运行)?管理(?:效率)?|预算执行)(?:类)?(?:指标)?"
)


@lru_cache(maxsize=1024)
def is_framework(level1: str | None) -> bool:
    """A heading of the evaluation framework (项目决策, 过程, 管理): its rows have standards, not targets."""
    return _FRAMEWORK.fullmatch(bare_name(level1)) is not None


_NUMBERED = lazy(r"[★☆*※]{0,9}(?:指标 ?[0-9]{1,4} ?[:：.、)）]?|[0-9]{1,2}[、.．)）:：](?![0-9]))?")
_REMARK = lazy("[（(][^（()）]*[)）]")
_NO_SHARE = ("分辨", "容积", "密度", "压缩", "曝光", "点击", "采样", *"效频功速汇倍费概税利")  # 效率 is no share
_SHARE = "|".join(
    (
        *("满意度", "知晓度", "认可度", "支持度", "完成度", "占比", "比例", "比重", "百分比", "覆盖面"),
        "".join(f"(?<!{one})" for one in _NO_SHARE) + "率",
    )
)
_IS_RATE = lazy(f"(?:{_SHARE})(?:指标|情况|水平|值)?(?:$|[达为不≥≤<>=＞＜＝:：0-9])")


def unnumbered(name: str) -> str:
    """An indicator's name without its number and the marks before it: ★指标1：培训 -> 培训."""
    numbered = _NUMBERED.match(name)
    return name[numbered.end() :].lstrip() if numbered else name


@lru_cache(maxsize=8192)
def whole_name(name: str | None) -> str:
    """The same without spaces; what stands in brackets stays: 培训（一期） and 培训（二期） are two."""
    return unnumbered("".join((name or "").split()))


@lru_cache(maxsize=8192)
def bare_name(name: str | None) -> str:
    """The same without remarks in brackets: 指标1：满意度（%） -> 满意度; a name that is all bracket stays."""
    whole = whole_name(name)
    return _REMARK.sub("", whole) or whole


@lru_cache(maxsize=8192)
def is_rate(name: str | None) -> bool:
    """A name that means a share of something: 合格率, 合格率达到95%, 满意度; not 效率, 频率, 满意度调查次数."""
    bare = bare_name(name)
    return _IS_RATE.search(bare) is not None


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    """Width folded, no spaces, lower case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()
