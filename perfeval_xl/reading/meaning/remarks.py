"""Words behind a figure, in brackets or after a comma: whether the figure before them stays what it is.

56人(其中女性20人), 48部,完成率100%, 96.4%(较上年提高1.2个百分点) are 56, 48 and 96.4; 12个(实际10个) may be 10.
"""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.form_words import TURNS, one_of
from perfeval_xl.patterns import lazy

# Against last year, with the figure of the change alone: 同比增长3%, 较上年提高1.2个百分点.
_CHANGED_BY = (
    f"(?:同比|环比|[较比](?:上一?年度?|去年)(?:同期)?){{1,2}}(?:{one_of(TURNS)})了?[0-9][0-9.]{{0,9}}"
    "(?:%|[一-鿿]{1,4})?"
)
_PART = "(?:其中|包含|包括|含):?[^0-9()]{1,10}?[0-9][0-9.]{0,9}[一-鿿]{1,4}"
_CAUSE = "(?:主要)?是?(?:因|由于|受)[^0-9,:;()]{2,40}"
# Behind a figure: brackets, or words without a figure of their own, or that all of it is done.
_REMARK = lazy(
    r"(?P<figure>[^(),:;]{1,40})(?P<remark>\([^()]{1,60}\)|[,:;](?:[^0-9一二两三四五六七八九十百]{1,60}"
    r"|(?:目标|任务|指标)?(?:完成|达成|实现)率(?:为|达)?100%|超额(?:完成)?[0-9]{1,6}[^0-9]{1,3}|"
    rf"{_CHANGED_BY}|{_CAUSE}|{_PART}))"
)
_IS_CAUSE = lazy(rf"[,:;]{_CAUSE}|\({_CAUSE}\)")  # of a shortfall, whatever it says: the figure is what came of it
_COUNTS_ANEW = lazy("只|仅|实际|核实|均未|多数未|尚未|误报|虚报|[减改]为")  # a cause that gives another figure
_IS_CHANGE = lazy(rf"[,:;]{_CHANGED_BY}|\({_CHANGED_BY}\)")
_TAKES_BACK = lazy(
    "[不未没无非缺欠减退差停]|取消|除|其余|剩余|尚|仅|部分|大部|基本|约|预计|计划|正在|待|核实|误报|虚报"
)
_FIGURE_IN = lazy("[0-9一二两三四五六七八九十百]|重复|去年|上年|往年|在建")
_A_PART = lazy(r"\(其中:?[^0-9]{0,2}(?:男|女|党员|干部|职工|居民|村民|老人|儿童|学生|本科|高级|户籍|外地|本地)")
# (上年95%), not (2022年完成10部), which may be part of the figure
_OF_BEFORE = lazy(
    r"\((?:上一?年|去年|往年|目标|计划|年初|20[0-9]{2}年)(?:度|值|同期|水平|为|是|:){0,2}[0-9.]{1,12}[^0-9()]{0,4}\)"
)
_SHARE_OF = lazy(r"\((?P<part>[0-9]{1,9})[^0-9()/]{0,3}/(?P<whole>[0-9]{1,9})[^0-9()/]{0,3}\)")
# 抽检20批次,合格19批次: how many of how many, which has to come to the share.
_COUNTED_OUT = lazy(
    r"\([^0-9()]{1,10}(?P<whole>[0-9]{1,9})[^0-9()]{1,8}?(?:合格|满意|达标|通过|优良|整改|办结)[^0-9()]{0,3}(?P<part>[0-9]{1,9})"
    r"[^0-9()]{0,4}\)"
)
_PART_FIRST = lazy("[0-9]{1,9}[^0-9()]{0,3}(?:满意|合格|达标|通过|优良|整改|办结)")  # 200人,160人满意: 80%
_PART_OF_IT = lazy(rf"\({_PART}\)|[,;]{_PART}")
_OF_A_SURVEY = lazy(
    r"\((?:共|有效|随机|累计)*(?:发放|回收|收回|调查|问卷|抽样|抽查|抽检|抽取|样本|受访|走访|访问|回访|测评|评价)"
)
_EACH = lazy("(?P<figure>[0-9]{1,9}(?:[.][0-9]{1,4})?)(?P<unit>[一-鿿]{1,4})")
# What is there twice, of another year or of no use: it may not count.
_OF_OTHERS = lazy(
    "重复|去年|上年|往年|以前|历年|累计|在建|结转|跨年|补录|补报|作废|无效|返工|空置|闲置|报废|损坏|实际|合格率|其余|其他|虚报|流失|未"
)


def split_remark(text: str) -> tuple[str, str] | None:
    """The figure of `text` (compact) and the words behind it; None without such words, or where they take back."""
    found = _REMARK.fullmatch(text)
    if found is None:
        return None
    remark = found["remark"]
    says_why = _IS_CHANGE.fullmatch(remark) or _is_cause(remark)
    return (found["figure"], remark) if says_why or not _TAKES_BACK.search(remark) else None


def leaves_it(remark: str, *, is_share: bool, of_target: bool) -> bool:
    """Whether no figure of a remark in brackets can be the real one: a part by name, a change against last year, and
    behind a share the numbers of a survey. A target that says more is a target of several things."""
    if _PART_OF_IT.fullmatch(remark):
        return bool(_A_PART.match(remark)) and not _OF_OTHERS.search(remark)
    if not remark.startswith("(") or not _FIGURE_IN.search(remark):
        return True
    if _OF_BEFORE.fullmatch(remark) or (_A_PART.match(remark) and not _OF_OTHERS.search(remark)):
        return True
    if of_target:
        return False
    counts = "%" in remark or _PART_FIRST.search(remark) or _OF_OTHERS.search(remark)
    surveyed = is_share and not counts and _OF_A_SURVEY.match(remark)
    return bool(surveyed or _IS_CHANGE.fullmatch(remark) or _is_cause(remark))


def _is_cause(remark: str) -> bool:
    return _IS_CAUSE.fullmatch(remark) is not None and not _COUNTS_ANEW.search(remark)


def share_in(remark: str) -> Decimal | None:
    """0.92 of (23/25) and of (抽检25批次,合格23批次)."""
    found = _SHARE_OF.fullmatch(remark) or _COUNTED_OUT.fullmatch(remark)
    return Decimal(found["part"]) / Decimal(found["whole"]) if found is not None and int(found["whole"]) else None


def comes_to(remark: str, value: Decimal, unit: str) -> bool:
    """Whether the figures of a remark, in the same unit, add up to the figure: 520人次(上半年260人次,下半年260人次)."""
    each = [Decimal(found["figure"]) for found in _EACH.finditer(remark) if unit and found["unit"].startswith(unit)]
    return len(each) > 1 and sum(each) == value and not _OF_OTHERS.search(remark)


def part_in(remark: str) -> str:
    """2个 of (其中新增2个): a part of the figure, if it is no more than that and in its unit; "" for anything else."""
    if _PART_OF_IT.fullmatch(remark) is None or _OF_OTHERS.search(remark):
        return ""
    return lazy("[0-9][0-9.]{0,9}[一-鿿]{1,4}").findall(remark)[0]
