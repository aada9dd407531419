"""Indicators whose target or result is words: verdicts by bands, yes or no, the same words, deadlines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from perfeval_xl.form import Meaning, MeaningKind, VerdictFamily
from perfeval_xl.form_words import AWAITS, BAD_THINGS, BUDGET, TURNS, UNDER_WAY
from perfeval_xl.patterns import lazy
from perfeval_xl.rules.ruleset import RuleSet
from perfeval_xl.scoring.judgement import Judgement, met, undecided
from perfeval_xl.scoring.phrases import stated
from perfeval_xl.scoring.quantitative import NUMERIC
from perfeval_xl.units import ZERO

_K = MeaningKind
_WHOLE_SCALE = "整个等级"  # how reading marks 好坏, 优良中差 where one word of it belongs
_TIERS = ("第一档（达成）", "第二档（部分达成）", "第三档（未达成）")
_NO = frozenset(["未", "尚未", "还未", "暂未", "均未", "未能", "没", "没有", "不", "不够"])
_ON_TIME = lazy("及时|按时|按期|如期|准时|按计划|期限|时限|时间内")
_DELAY = lazy(
    "(?<![未无不])(?<!没有)(?:逾期|推迟|延期|延后|延迟|滞后|超期)|(?:未能?|不)(?:按时|按期|及时|如期|准时|按计划)"
)
_DELAYS = frozenset({"逾期", "延期", "超期", "超时", "延误", "拖欠"})
_BEFORE = frozenset({"前", "之前", "以前"})
_SO_IT_IS = lazy("^(?:均|都|全部|全面)?(?:已经|已|均已|都已)?(?:全部|全面|全)?|了$")
_NONE_AT_ALL = lazy(f"(?:未|没有?|不|无|零|杜绝|避免)再?(?=发生|出现|产生|存在|.{{0,8}}(?:{BAD_THINGS}))")
_SOFTENED = lazy("[0-9A-Za-z不未无没非零欠待较]|基本|部分|大部|初步|逐步|正在|杜绝|避免|防止|减少|降低|一般")
_WHOLE = ("全覆盖", "全部覆盖")
_COUNTED_ALL = lazy("[0-9]{1,6}个?(?![不未无没非尚仅部半约])[一-鿿]{1,4}(?<![不未无没非尚仅部半约])")
_TOO_LITTLE = lazy(
    "(?:无|没有?|未见|未有|未能|未|不|尚未|有待)(?:得到|进一步)?(?:明显|显著|有效|太|够|很|大)?(?P<thing>[一-鿿]{2})"
    "|(?P<lacking>[一-鿿]{2})(?:不足|不够|不力|不到位|较差)"
)
_POOR = lazy("(?:效果|情况)?(?:较|很|偏)?(?:差|低|弱)|(?:效果|情况)?(?:一般|不明显|不显著|不佳|不好|不高)")
_WELL = lazy("好|高|强|显著|明显|有效|优")
_STANDARD = lazy("(?:达到|符合|满足)(?P<of>国家|省|市|区|县|行业|地方|国际)级?(?=.{0,8}(?:标准|要求|规定))")
_HOW_WELL = lazy("^(?:及时|按时|按期|如期|准时|按(?:规定|要求|计划)|依法依规|依法|依规|合规|规范)(?=[^0-9].)")
_NOT_ALL = lazy("[难半多少]|个别|勉强|仅|只|有的|有些|除")
_FINISHED = lazy("了(?!解)")
_SET_UP = lazy("^(?:建立(?:并|和|、)?(?:健全|完善)|健全|完善)(?=.{2})|^建立(?:并|和|、)?(?:健全|完善)$")
_DEEDS = frozenset(
    (
        *(
            "建立",
            "制定",
            "制订",
            "出台",
            "印发",
            "编制",
            "设立",
            "成立",
            "组建",
            "签订",
            "签署",
            "召开",
            "举办",
            "公示",
        ),
        *("公布", "发布", "备案", "归档", "移交", "建成", "开通", "上线", "更新", "修订"),
    )
)
_USED = frozenset(["使用", "支出", "支付", "发放", "管理", "执行", "运行", "开展", "实施", "办理"])
_IN_PART = lazy("(?:已)?(?:基本|部分|大部分|大体|初步)(?:已|实现|做到)?")
_BY_THEN = lazy("前|之内|以内")
_TIME = lazy(
    "(?:每日|每天|当日|当天|工作日|均|在)*(?P<part>上午|早上|早|凌晨|下午|晚上|晚)?(?P<hour>[0-9]{1,2})(?:点钟?|时|[:：])"
    "(?:(?P<half>半)|(?P<minute>[0-9]{1,2})分?)?(?:之前|以前|前)?(?:完成|清运完毕|到位|完毕|办结|清运|收运)?"
)
_NEXT_YEAR = 270  # days before a deadline from which a month without a year may be the next year's (12月: 1月至3月)
_SPACE_AND_MARKS = str.maketrans("", "", " \t\r\n\u3000。；;，,、.")


def judge(target: Meaning, actual: Meaning, rules: RuleSet) -> Judgement:
    """A row of which target or result is not a figure."""
    if target.kind in (_K.DEADLINE, _K.DATE) and target.value is not None:
        day = _day_of_month(actual)
        if day is not None:
            return _by_day_of_month(target, actual, day, rules)
    elif target.kind in (_K.DEADLINE, _K.DATE) and actual.kind in (_K.DEADLINE, _K.DATE):
        return _by_day(target, actual, rules)
    if target.kind is _K.YES_NO and actual.kind is _K.YES_NO:
        return _yes_no(target, actual, rules)
    if _is_vague(target) and _falls_short(target, actual):
        why = f"实际完成值“{actual.text}”没有达到目标“{target.text}”，扣多少分没有统一规定"
        return undecided("fell_short", why, rule="bands", missed=True)
    if actual.kind is _K.VERDICT and actual.tier is not None:
        return _by_verdict(target, actual, rules)
    if _asks_for_done(target) and actual.is_number and actual.dimension == "ratio" and not actual.turn:
        return _done_in_part(target, actual, rules)
    if _says_so_otherwise(target, actual):
        return met(f"实际“{actual.text}”达到目标“{target.text}”", "met", None)
    if actual.kind is _K.TEXT and actual.remark == _WHOLE_SCALE:
        return undecided("scale", f"实际完成值“{actual.text}”是整个等级，没有写明是哪一档")
    if same_words(target, actual):
        return _same(target, rules)
    if _is_done(target, actual):
        return _same(target, rules)
    if _says_in_part(target, actual):
        head = f"实际完成值“{actual.text}”属{_TIERS[1]}"
        return band(2, head, rules, rule="bands", full_if_blank=False)
    hours = _time_of_day(target), _time_of_day(actual)
    if hours[0] is not None and hours[1] is not None and _BY_THEN.search(target.text):
        if hours[1] <= hours[0]:
            return Judgement("deadline", "met", f"实际“{actual.text}”不晚于目标“{target.text}”")
        return _late(f"实际“{actual.text}”晚于目标“{target.text}”", rules)
    if _tells_of_delay(target, actual):
        return _late(f"目标“{target.text}”，实际“{actual.text}”", rules)
    if _denies(target, actual):
        head = f"实际完成值“{actual.text}”与目标“{target.text}”相反，属{_TIERS[2]}"
        return band(3, head, rules, rule="bands", full_if_blank=False)
    return _other_words(target, actual)


def same_words(target: Meaning, actual: Meaning) -> bool:
    """Whether the result says the very words of the target; spaces and closing marks do not count."""
    said = target.text.translate(_SPACE_AND_MARKS)
    done = actual.text.translate(_SPACE_AND_MARKS)
    return bool(said) and (said == done or _core(said) == _core(done) or _is_about(said, done) or _is_about(done, said))


def _is_about(longer: str, shorter: str) -> bool:
    """目标明确 says 明确 of something, 未明确 and 基本明确 do not."""
    about = longer.removesuffix(shorter)
    if shorter in _WHOLE and _COUNTED_ALL.fullmatch(about):
        return True  # 12个社区全覆盖
    return 2 <= len(shorter) < len(longer) and about != longer and _SOFTENED.search(about) is None


def _core(text: str) -> str:
    """What words say apart from that it is so: 已健全 and 健全 are the same, so are 未发生 and 不发生."""
    bare = _SO_IT_IS.sub("", text)
    none = _NONE_AT_ALL.match(bare)
    return f"无{bare[none.end() :]}" if none is not None and none.end() < len(bare) else bare


def _time_of_day(meaning: Meaning) -> int | None:
    """Minutes from midnight of 每日上午10点, 9:30, 下午3点半; None for other words, and for 3点, which may be 15点."""
    found = _TIME.fullmatch("".join(meaning.text.split()))
    if found is None:
        return None
    hour, minute = int(found["hour"]), 30 if found["half"] else int(found["minute"] or 0)
    if found["part"] in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    is_clear = bool(found["part"]) or hour >= 6
    return hour * 60 + minute if is_clear and hour < 24 and minute < 60 else None


def _is_done(target: Meaning, actual: Meaning) -> bool:
    """已公开 for 及时公开, 已建立 for 建立健全长效机制, 已合规使用 for 合规: that it has been done, in fewer words.

    Where nothing says that it was late, or done in part, a unit that reports it done reports the target met.
    """
    said, done = (one.text.translate(_SPACE_AND_MARKS) for one in (target, actual))
    asked, did = _bare_deed(said), _bare_deed(done)
    if len(asked) < 2 or len(did) < 2 or _SOFTENED.search(done):
        return False
    if asked == did or did.removeprefix(asked) in _USED or _is_turned(said, done):
        return True
    deed = did == asked[: len(did)] and did in _DEEDS and (done.startswith(("已", "均已")) or done.endswith("了"))
    return bool(deed) and _SOFTENED.search(said) is None


def _is_turned(asked: str, did: str) -> bool:
    """设备运行正常 for 正常运行, 招标工作完成 for 完成招标: the same two words the other way round."""
    did = did.replace("工作", "").replace("已", "")
    turned = (asked[at:] + asked[:at] for at in range(2, len(asked) - 1))
    return any(did.endswith(one) and not _NOT_ALL.search(did.removesuffix(one)) for one in turned)


def _bare_deed(text: str) -> str:
    """What is done, without how: 及时公开 -> 公开, 建立健全长效机制 and 建立了长效机制 -> 建立长效机制."""
    return _SET_UP.sub("建立", _HOW_WELL.sub("", _SO_IT_IS.sub("", _FINISHED.sub("", text))))


def _says_in_part(target: Meaning, actual: Meaning) -> bool:
    """基本健全 for 健全."""
    said, done = (one.text.translate(_SPACE_AND_MARKS) for one in (target, actual))
    part = _IN_PART.match(done)
    return part is not None and len(said) > 1 and _bare_deed(done[part.end() :]) == _bare_deed(said)


def _says_so_otherwise(target: Meaning, actual: Meaning) -> bool:
    """无逾期 for 按期完成, 节约5% for 不超预算."""
    no_delay = actual.base == 0 and actual.remark in _DELAYS and bool(_ON_TIME.search(target.text))
    if target.kind is _K.YES_NO and target.yes and actual.text.startswith("已"):
        return _bare_deed(actual.text) in _DEEDS  # 已公示 for 是; not 已取消
    saved = target.remark == BUDGET and bool(actual.turn) and TURNS[actual.turn] < 0
    return no_delay or saved


def _tells_of_delay(target: Meaning, actual: Meaning) -> bool:
    """推迟完成 where the target is to be on time."""
    on_time = target.kind in (_K.DEADLINE, _K.DATE) or bool(_ON_TIME.search(target.text))
    return on_time and actual.kind is _K.TEXT and bool(_DELAY.search(actual.text))


def _denies(target: Meaning, actual: Meaning) -> bool:
    """未建立 for 建立, 不健全 for 健全, 未公开 for 及时公开: what the target asks for with a plain No before it."""
    said, asked = actual.text.translate(_SPACE_AND_MARKS), target.text.translate(_SPACE_AND_MARKS)
    deeds = {asked, _bare_deed(asked)} | {one for one in _DEEDS if _bare_deed(asked).startswith(one)}
    return any(len(one) > 1 and said.endswith(one) and said.removesuffix(one) in _NO for one in deeds)


def _falls_short(target: Meaning, actual: Meaning) -> bool:
    """无明显改善 for 明显改善, 有待完善 for 完善, 较低 for 高: of what was asked for there is too little or none."""
    said, asked = actual.text.translate(_SPACE_AND_MARKS), target.text.translate(_SPACE_AND_MARKS)
    found = _TOO_LITTLE.fullmatch(said)
    if found is not None:
        return (found["thing"] or found["lacking"]) in asked
    return _POOR.fullmatch(said) is not None and _WELL.search(asked) is not None


def band(
    tier: int,
    head: str,
    rules: RuleSet,
    *,
    rule: str,
    full_if_blank: bool,
    flags: tuple[str, ...] = (),
    method: str = "verdict_band",
) -> Judgement:
    """The band of a tier: a self-score inside it stands."""
    band = rules.qualitative.bands.value[min(tier, 3) - 1]
    low, high = band.share_from, band.share_to
    return Judgement(
        method,
        rule,
        head,
        decided=False,
        low=low,
        high=high,
        band=True,
        full_if_blank=full_if_blank and tier == 1,
        why=f"{head}，该档内得多少分需要人工确定",
        flags=flags,
    )


def _by_verdict(target: Meaning, actual: Meaning, rules: RuleSet) -> Judgement:
    """达成预期指标, 完成, 优 as the result."""
    assert actual.tier is not None
    flags = ("unmeasurable",) if _is_vague(target) else ()
    if actual.family is VerdictFamily.GRADE:
        return _by_grade(target, actual, flags)
    if _leaves_open(target, actual):
        why = f"目标“{target.text}”，实际“{actual.text}”，是否算达到目标需要人工判断"
        return undecided("words", why, flags=flags)
    numeric = target.kind in NUMERIC
    if numeric:
        flags = (*flags, "words_for_number")
    head = f"实际完成值“{actual.text}”属{_TIERS[min(actual.tier, 3) - 1]}"
    rule = "words" if numeric or target.kind in (_K.DEADLINE, _K.DATE) else "bands"
    return band(actual.tier, head, rules, rule=rule, full_if_blank=not numeric, flags=flags)


def _leaves_open(target: Meaning, actual: Meaning) -> bool:
    """正在推进 for 持续推进 and 已完工待验收 for 完工 do not fall short of what was asked for."""
    if actual.remark == UNDER_WAY:
        return not (_asks_for_done(target) or target.kind in NUMERIC or target.kind in (_K.DEADLINE, _K.DATE))
    levels = [found["of"] for one in (target, actual) if (found := _STANDARD.search(one.text))]
    if len(set(levels)) == 2:
        return True  # 达到市级标准 for 达到省级标准
    awaited = actual.remark.removeprefix(AWAITS)
    return awaited != actual.remark and awaited not in target.text


def _asks_for_done(target: Meaning) -> bool:
    """完成, 全覆盖, 达成预期指标; not 不超预算, of which nothing is done in part."""
    asks = target.kind is _K.VERDICT and target.tier == 1 and target.remark != BUDGET
    return asks and target.family in (VerdictFamily.MET, VerdictFamily.OFFICIAL)


def _done_in_part(target: Meaning, actual: Meaning, rules: RuleSet) -> Judgement:
    """100% for 完成 is done, 80% is not."""
    head = f"目标“{target.text}”，实际“{actual.text}”"
    if actual.base is not None and actual.base >= 1 and actual.kind not in (_K.AT_MOST, _K.LESS_THAN):
        return band(1, f"{head}，属{_TIERS[0]}", rules, rule="bands", full_if_blank=True, method="same_words")
    if actual.kind is _K.EQUAL:
        return undecided("done_in_part", f"{head}，没有全部完成", rule="bands", completion=actual.base, missed=True)
    return undecided("done_in_part", f"{head}，是否全部完成需要人工判断", rule="bands")


def _by_grade(target: Meaning, actual: Meaning, flags: tuple[str, ...]) -> Judgement:
    """良好 for 良好: a grade is judged by the grade that was asked for, and by nothing else."""
    assert actual.tier is not None
    if target.kind is _K.VERDICT and target.family is VerdictFamily.GRADE and target.tier is not None:
        if actual.tier <= target.tier:
            return met(f"实际“{actual.text}”达到目标“{target.text}”", "met", None, flags)
        why = f"实际“{actual.text}”低于目标“{target.text}”，低多少分没有统一规定"
        return undecided("grade", why, missed=True, flags=flags)
    if same_words(target, actual):
        return met(f"实际完成值与目标“{target.text}”一致", "bands", None, flags)
    why = f"目标为{stated(target)}，实际为等级“{actual.text}”，是否达到目标需要人工判断"
    return undecided("words", why, flags=flags)


def _same(target: Meaning, rules: RuleSet) -> Judgement:
    flags = ("same_words", "unmeasurable") if _is_vague(target) else ("same_words",)
    if target.kind is _K.VERDICT and target.family is VerdictFamily.GRADE:
        return met(f"实际完成值与目标“{target.text}”一致", "bands", None, flags)
    head = f"实际完成值与目标“{target.text}”一致，属{_TIERS[0]}"
    return band(1, head, rules, rule="bands", full_if_blank=True, flags=flags, method="same_words")


def _is_vague(target: Meaning) -> bool:
    return target.kind is _K.VERDICT and target.family is VerdictFamily.VAGUE


def _other_words(target: Meaning, actual: Meaning) -> Judgement:
    """Words or kinds that cannot be held against each other."""
    flags = ("unmeasurable",) if _is_vague(target) else ()
    if target.kind in NUMERIC and actual.kind in (_K.DATE, _K.DEADLINE):
        why = f"目标是 {stated(target)}，实际完成值“{actual.text}”是日期，没有写明用了多长时间"
        return undecided("date_for_number", why, flags=flags)
    if target.kind in NUMERIC:
        why = f"目标值是数 {stated(target)}，实际完成值却是文字“{actual.text}”，请填写实际完成数"
        return undecided("words_for_number", why, flags=(*flags, "words_for_number"))
    if target.kind in (_K.DEADLINE, _K.DATE):
        why = f"目标是时间“{target.text}”，实际完成值{stated(actual)}不是日期，请填写实际完成日期"
        return undecided("words_for_date", why, flags=flags)
    if actual.is_number:
        why = f"目标是文字“{target.text}”，实际完成值是数 {stated(actual)}，是否达到目标需要人工判断"
        return undecided("number_for_words", why, flags=flags)
    why = f"目标“{target.text}”与实际“{actual.text}”都是文字，是否达到目标需要人工判断"
    return undecided("words", why, flags=flags)


# --------------------------------------------------------------------------------------------- days, yes and no


def _by_day(target: Meaning, actual: Meaning, rules: RuleSet) -> Judgement:
    """A deadline is on or before its day."""
    if target.day is None or actual.day is None:
        if same_words(target, actual):
            return met(f"实际完成时间与目标“{target.text}”一致", "met", None)
        return undecided("deadline", f"目标“{target.text}”或实际“{actual.text}”没有写明年月日，不能确定先后")
    if _is_a_plan(actual):
        return undecided("deadline", f"实际完成值“{actual.text}”写的是计划时间，不是实际完成的时间", missed=True)
    if actual.day <= target.day and actual.year_assumed and (target.day - actual.day).days >= _NEXT_YEAR:
        why = f"目标“{target.text}”，实际“{actual.text}”没有写年份，可能是次年，不能确定是否按时完成"
        return undecided("deadline", why)
    if actual.day <= target.day and _may_be_too_late(target, actual.day):
        why = f"目标“{target.text}”没有写明含不含当月，不能确定实际“{actual.text}”是否按时"
        return undecided("deadline", why)
    if actual.day <= target.day:
        return Judgement("deadline", "met", f"实际“{actual.text}”不晚于目标“{target.text}”")
    start = actual.day_from or actual.day
    if start <= target.day:
        if target.kind is _K.DATE and _within(target, start):
            why = f"目标“{target.text}”、实际“{actual.text}”都是一段时间，前后不一致，需要人工判断"
        else:
            why = f"实际“{actual.text}”没有写到日，不能确定是否晚于目标“{target.text}”"
        return undecided("deadline", why)
    days = (start - target.day).days
    head = f"实际“{actual.text}”晚于目标“{target.text}”"
    return _late(head, rules, f"（至少晚 {days} 天）")


def _may_be_too_late(target: Meaning, day: date) -> bool:
    """15 October for 10月前: whether October itself is in time is not said. 12月前 is by the end of the year."""
    first, last = target.day_from, target.day
    if target.operator not in _BEFORE or first is None or last is None or last.month == 12:
        return False
    return first.day == 1 and (first.year, first.month) == (last.year, last.month) and first <= day


def _day_of_month(actual: Meaning) -> Decimal | None:
    """The day of the month that a result says: 每月8日, 8日, 2023年5月8日."""
    if actual.kind is _K.DATE:
        one_day = actual.day is not None and actual.day == actual.day_from
        return Decimal(actual.day.day) if one_day and actual.day is not None else actual.value
    is_day = actual.kind is _K.EQUAL and actual.unit == "日"
    return actual.value if is_day else None


def _by_day_of_month(target: Meaning, actual: Meaning, day: Decimal, rules: RuleSet) -> Judgement:
    """每月10日前 is kept by 每月8日, not by 每月12日."""
    if target.value is not None and day <= target.value:
        return Judgement("deadline", "met", f"实际“{actual.text}”不晚于目标“{target.text}”")
    return _late(f"实际“{actual.text}”晚于目标“{target.text}”", rules)


def _is_a_plan(actual: Meaning) -> bool:
    return actual.remark.startswith(("计划", "预计"))


def _late(head: str, rules: RuleSet, by: str = "") -> Judgement:
    if rules.quantitative.late.value == "zero":
        return Judgement("late", "late", head, share_of=ZERO)
    why = f"{head}{by}，逾期扣多少分没有统一规定，不能得满分"
    return undecided("late", why, rule="late", missed=True, flags=("late",))


def _within(target: Meaning, day: date) -> bool:
    return target.day_from is not None and target.day_from <= day


def _yes_no(target: Meaning, actual: Meaning, rules: RuleSet) -> Judgement:
    if target.yes == actual.yes:
        return met(f"实际“{actual.text}”与目标“{target.text}”一致", "bands", None)
    head = f"目标“{target.text}”、实际“{actual.text}”，属{_TIERS[2]}"
    return band(3, head, rules, rule="bands", full_if_blank=False, method="yes_no")
