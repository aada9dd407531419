"""Words that judge instead of counting: official tiers, grades, done or not done, and words that measure nothing."""

from __future__ import annotations

from dataclasses import dataclass

from perfeval_xl.form import VerdictFamily
from perfeval_xl.form_words import AWAITS, BUDGET, TIERS, UNDER_WAY, one_of
from perfeval_xl.patterns import lazy


def _words(*lines: str) -> frozenset[str]:
    return frozenset("".join(lines).split("|"))


def _any(*lists: str) -> str:
    """One alternation of all words, each once and the longest first, so that matching stays linear."""
    return one_of({word for words in lists for word in words.split("|")})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict as read: its scale, its tier (1 best; None where the word measures nothing), what else stood there."""

    family: VerdictFamily
    tier: int | None
    operator: str = ""  # 以上 of 良好以上
    remark: str = ""


# The three tiers as the finance system offers them, and shorter:
# 达成年度指标 / 部分达成年度指标并具有一定效果 / 未达成年度指标且效果较差
_WHICH = "本年度|年度|年初|预期|预定|既定|设定|绩效|计划|各项|全部|工作|任务|项目"
_AIM = f"了?(?:{_WHICH})*(?:指标值|指标|目标值|目标|效果|预期)"
_REACHES = f"(?:达成(?:{_AIM})?|(?:达到|实现){_AIM})"
_OFFICIAL = [
    (2, lazy(f"已?(?:部分|基本|大部分){_REACHES}(?:[,并且]*(?:具有|有)一定的?效果)?")),
    (3, lazy(f"(?:未|没有|尚未|未能){_REACHES}(?:[,并且]*效果较?差)?")),
    (1, lazy(f"已?(?:全部|全面|完全|均|已)?{_REACHES}")),
]

_GRADE = lazy(f"({one_of(TIERS)})(?:等?级)?((?:及|或)?以上)?")
_RESULT_IS = lazy("(.{0,16}(?:结果|等级|评价|评定|评级|等次))(?:为|是|达到|达|:)")

_HOW = (
    "(?:已经?|均已?|全部|全面|完全|圆满|顺利|按时|按期|按质|按量|按月|按季度?|按年|及时|如期|准时|提前|超额|保质保量|足额|"
    "按照?(?:计划|要求|规定|进度|合同|约定|时间|节点|标准){1,3}){0,8}"
)
_DOING = (
    "(?:完成|建成|竣工|完工|交付|发放|支付|拨付|兑付|落实|实施|开展|到位|通过|执行|提交|验收|投入使用|实现|达到|覆盖)"
)
_OF_IT = "了|到位|完毕|验收|合格|通过|建设|支付|发放|采购|指标值|指标|目标值|目标|效果|要求|标准|任务"
_AFTER = f"(?:{_any(_OF_IT, _WHICH)})*"
_RULES = "(?:规定|要求|标准|规范|政策|条件|制度|办法|文件|合同|约定|计划)+"
_WHOLLY = "(?:完全|全面|彻底|充分|全部|足额)"
_SOMETHING = "[^0-9不未无没]{0,14}?"
_SUBJECT = "(?:资金|经费|款项|工程|项目|任务|工作|补助|补贴|工资)?"
_NOT_LATE = (
    "(?:未|没有|无|不|均未|从未)(?:发生|出现)?(?:逾期|延期|超期|推迟|滞后|延误|拖延|延迟)"
    "(?:情况|现象|问题|完成|支付|发放)?"
)
# All of them, whatever is done with them: 全部建立, 已全部入户, 应保尽保.
_EVERY = "(?:已经?|均已?)?全部(?:已经?)?[^0-9不未无没非停延逾超失缺退拒否撤取,;、]{2,6}"
_AS_DUE = "(?:做到|实现|确保|已|均|达到)*(?:应([一-鿿]{1,2})尽\\1)(?:[,、和]?应([一-鿿]{1,2})尽\\2){0,3}"
_THE_BUDGET = (
    "(?:年初|全年|年度|批复|批准|下达|项目|财政|投资|总|的|了)*(?:预算|概算|控制数|控制价|限额)"
    "(?:数|额|金额|总额|资金|安排|批复|指标)*"
)
_MONEY = "(?:成本|费用|支出|资金|项目|造价|总投资|投资|经费|总额|均|已|都|严格|实际)*"
_KEPT = (
    f"{_MONEY}(?:(?:未|不|没有|无|不得|未有)(?:超出?|超过|突破|高于)|(?:控制)?在|低于|少于|不大于){_THE_BUDGET}"
    "(?:范围|额度|控制|标准)*(?:之?内|以内)?"
    f"|{_MONEY}(?:未|不|没有|无)(?:超支|超概|超标准|超额)"
)
_OVERSPENT = f"{_MONEY}(?:(?:超出?|超过|突破|高于){_THE_BUDGET}|超支|超概)(?:约|达)?(?:[0-9.]{{1,9}}(?:%|[万亿]?元))?"
_IN_TIME = "及时足额|足额及时|按时足额|足额按时|及时|按时|按期|准时|如期|足额"
_MET = [
    (1, f"{_SUBJECT}{_HOW}{_DOING}{_AFTER}"),
    (1, f"{_SUBJECT}{_DOING}(?:{_IN_TIME})"),
    (3, f"{_SUBJECT}{_DOING}不(?:{_IN_TIME}|到位)"),
    (1, f"{_HOW}(?:实现|做到|确保|保证|达到)?(?:全部)?(?:全|100%)覆盖"),
    (1, "(?:已|均已?|已经)?(?:全部|全体|全数|全员)(?:到位)?"),
    (1, f"{_HOW}(?:达标|合格|合规|合法合规|依法合规|合法|全覆盖|符合)"),
    (1, f"(?:均|完全|全部|已)*(?:符合|达到|满足){_SOMETHING}{_RULES}"),
    (1, f"(?:均|已)*(?:{_IN_TIME})"),
    (2, f"{_SUBJECT}已?(?:基本|部分|大部分|大体)已?(?:{_DOING}|达标|合格|合规){_AFTER}"),
    (2, f"已?(?:基本|部分|大部分)符合{_SOMETHING}(?:{_RULES})?"),
    (2, f"{_SUBJECT}(?:未|尚未|没有|没|未能|均未|还未|并未){_WHOLLY}(?:{_DOING}|达标|合格){_AFTER}"),
    (2, f"{_SUBJECT}{_DOING}了?(?:部分|一部分|大部分|大半|一半|过半|多半)(?:{_WHICH})*"),
    (
        2,
        f"(?:部分|个别|少数|少量|有[0-9一两几]项)(?:{_WHICH}|指标)*(?:未|尚未|没有)(?:{_DOING}|达标|合格){_AFTER}",
    ),
    (2, f"除[^0-9,;]{{1,16}}(?:之?外|以外),?(?:其余|其他|其它)?(?:{_WHICH}|指标)*(?:{_HOW}){_DOING}{_AFTER}"),
    (
        3,
        f"{_SUBJECT}(?:未|尚未|没有|没|未能|均未|还未|暂未|仍未|至今未)(?:{_IN_TIME}|全部)*(?:{_DOING}|达标|合格|开工|启动|采购|招标|动工|进行){_AFTER}",
    ),
    (3, f"不(?:达标|合格|合规|及时|符合|足额)(?:{_SOMETHING}{_RULES})?"),
    (1, _NOT_LATE),
    (1, _EVERY),
    (1, _AS_DUE),
    (3, "已?(?:逾期|延期|超期|滞后|延迟|推迟)"),
]
# Not done yet: under way, or done but for what it waits for.
_GOING = "推进|实施|建设|施工|办理|进行|筹备|采购|招标|编制|开展|审批|验收|整改|协调|落实|完善|组织|安装|调试|申报|结算"
_AT_PACE = "(?:有序|稳步|抓紧|积极|加快|持续|按计划|陆续|逐步){0,2}"
_GOING_ON = lazy(
    f"{_SUBJECT}(?:目前|现|已)?(?:(?:正在|正|仍在|尚在|还在|仍|尚|在){_AT_PACE}(?:{_GOING}){{1,2}}(?:当中|过程中|之中|中)?"
    f"|{_AT_PACE}(?:{_GOING}){{1,2}}(?:当中|过程中|之中|中)|在建|未完工|未竣工|未完|未结束"
    f"|(?:即将|将|拟|接近|临近|基本接近|预计|计划|力争){_DOING}{_AFTER})"
)
_AWAITED = lazy(
    f"{_SUBJECT}(?:主体)?(?:工程)?{_HOW}{_DOING}(?:{_OF_IT})?,?(?:正在|正|尚|还|仍)?(?:等待|待|未|尚未)"
    "(?:最终|竣工|项目|整体|组织|财政|完成|进行|通过){0,2}(?P<what>验收|结算|审计|决算|支付|付款|移交|备案|审批|投用|投入使用)"
)
_BUDGET = [(1, lazy(_KEPT)), (3, lazy(_OVERSPENT))]
_MET_PATTERNS = [(tier, lazy(pattern)) for tier, pattern in _MET]

# Words of degree, change and quality; a text made of them alone, or of such a phrase about something, measures nothing.
_DEGREE = (
    "显著|明显|有效|有力|稳步|逐步|逐年|逐渐|不断|持续|进一步|大幅度|大幅|较大|极大|积极|切实|全面|充分|长期|较为|较|"
    "很|非常|比较|更加|更|良好|得到|有所|可持续|正面|深远|长远|一定|十分|日益|大大|促进|提供|具有|发挥|产生"
)
_CHANGE = (
    "提升|提高|改善|增强|增加|加强|增长|促进|推动|推进|保障|优化|完善|好转|发展|支撑|减少|降低|下降|缓解|带动|扩大|"
    "改进|巩固|满足|保持|增进|规范|强化|维护"
)
_QUALITY = (
    "有效|显著|明显|良好|健康|长远|深远|长期|整洁|完整|稳定|可持续|积极|正面|较好|很好|较大|较高|较强|很高|高|低|好|"
    "强|大|美观|安全|和谐|满意|较满意|很满意|非常满意|比较满意|基本满意|一般|较差|较低|较小|持续|充分|到位|有序|正常|"
    "平稳|优越|完好"
)
_THING = (
    "效果|成效|成果|效益|影响力|影响|作用|质量|水平|能力|环境|秩序|功能|程度|满意度|服务|工作|运行|运转|管理|社会|经济|"
    "生态|群众|居民|生活|条件|意义"
)
# A word once taken is not taken apart again (the group looked ahead for stands for an atomic one): time stays linear.
_VAGUE_ONLY = lazy(f"(?:(?=({_any(_DEGREE, _CHANGE, _QUALITY, _THING)}|[,、;和与及并]))\\1)+")
_VAGUE_CORE = lazy(_any(_DEGREE, _CHANGE, _QUALITY))
_IS_GOOD = f"(?:{_THING}|维护|保存|保管|绿地)(?:{_DEGREE})*(?:{_QUALITY})"
_ABOUT = lazy(f"[^0-9%不未无没非,;、]{{0,14}}?(?:(?:{_DEGREE})*(?:{_CHANGE})|{_IS_GOOD})")
_CHANGES_IT = lazy(f"(?:{_DEGREE})*(?:{_CHANGE})了?[^0-9%不未无没非,;]{{1,16}}")
_NEGATED = lazy("未|没|无|不(?!断)")

_SCALES = _words(
    "优良中低差|优良中差|优良差|优良中|优良可差|优秀良好中等差|优秀良好合格不合格|好坏|好中差|好一般差|好较好一般差|",
    "高中低|有无|是否|是否无|合格不合格|达标不达标|完成未完成|已完成未完成|达到未达到|符合不符合|及时不及时|满意不满意|",
    "满意基本满意不满意|显著一般不显著|达成部分达成未达成|达成未达成|",
    "达成年度指标部分达成年度指标并具有一定效果未达成年度指标且效果较差",
)
_BETWEEN = lazy("[/、,;|或()~-]")
_PARTS = lazy("[,;、。]")


def is_scale(text: str) -> bool:
    """Whether a whole scale stands where one of its words belongs (优良中低差, 合格/不合格)."""
    return _BETWEEN.sub("", text) in _SCALES


def read_verdict(text: str) -> Verdict | None:
    """The verdict that `text` (compact) is as a whole, or None."""
    if len(text) > 60:
        return None
    whole = _one(text)
    if whole is not None or not _PARTS.search(text):
        return whole
    parts = [part for part in _PARTS.split(text) if part]
    read = [_one(part) for part in parts]
    if len(parts) > 4 or any(one is None for one in read):
        return None
    plain = [(one, part) for one, part in zip(read, parts, strict=True) if one is not None and one.tier is not None]
    if not plain:
        return Verdict(VerdictFamily.VAGUE, None)
    families = {one.family for one, _ in plain}
    if len(families) > 1 and VerdictFamily.GRADE in families:
        return None
    worst = max((one for one, _ in plain), key=lambda one: one.tier or 0)
    said = ",".join(part for one, part in zip(read, parts, strict=True) if one is not None and one.tier is None)
    return Verdict(worst.family, worst.tier, remark=said)


def _one(text: str) -> Verdict | None:
    for tier, pattern in _OFFICIAL:
        if pattern.fullmatch(text):
            return Verdict(VerdictFamily.OFFICIAL, tier)
    awaited = _AWAITED.fullmatch(text)
    if awaited is not None:
        return Verdict(VerdictFamily.MET, 2, remark=AWAITS + awaited["what"])
    if _GOING_ON.fullmatch(text):
        return Verdict(VerdictFamily.MET, 2, remark=UNDER_WAY)
    for tier, pattern in _BUDGET:
        if pattern.fullmatch(text):
            return Verdict(VerdictFamily.MET, tier, remark=BUDGET)
    for tier, pattern in _MET_PATTERNS:
        if pattern.fullmatch(text):
            return Verdict(VerdictFamily.MET, tier)
    grade = _grade(text)
    if grade is not None:
        return grade
    return Verdict(VerdictFamily.VAGUE, None) if _is_vague(text) else None


def _grade(text: str) -> Verdict | None:
    prefix = _RESULT_IS.match(text)
    word = text[prefix.end() :] if prefix else text
    found = _GRADE.fullmatch(word)
    if prefix is not None and _NEGATED.search(prefix[1]):
        return None
    if prefix is not None and word in {"合格", "达标", "通过"}:
        return Verdict(VerdictFamily.MET, 1, remark=prefix[1])
    if found is None:
        return None
    return Verdict(VerdictFamily.GRADE, TIERS[found[1]], found[2] or "", prefix[1] if prefix else "")


def _is_vague(text: str) -> bool:
    if len(text) > 24 or _NEGATED.search(text):
        return False
    if _VAGUE_ONLY.fullmatch(text):
        return _VAGUE_CORE.search(text) is not None
    return _ABOUT.fullmatch(text) is not None or _CHANGES_IT.fullmatch(text) is not None
