"""What a reason for lost points is worth: whether one is given, and whether its words say why."""

from __future__ import annotations

from perfeval_xl.checks.kit.elsewhere import loss_is_explained
from perfeval_xl.checks.kit.registry import Case
from perfeval_xl.checks.kit.relation import scored_together
from perfeval_xl.form import Fund, Indicator
from perfeval_xl.form_words import all_nothing
from perfeval_xl.patterns import lazy
from perfeval_xl.units import read_unit

# Clauses that say nothing of why, by what they say instead.
_AIM = "(?:的|了|年度|年初|预期|既定|绩效|计划|规定|设定|预定|指标|目标|任务|要求|标准|值|数){0,6}"
_MISSED = (
    f"(?:部分|尚|暂|还|均)?(?:未能?|没有?)(?:全部|完全|能|及时|按时|按期|如期|按计划|按要求|按进度)*"
    f"(?:完成|达标|达到|达成|实现|满分){_AIM}"
)
_SAYS_INSTEAD = {
    "look there": "[如同]上|同前|见上|略|省略|[详另]?见(?:附件|附表|附注|说明|报告|自评报告|佐证材料)",
    "that it is done": (
        f"已?(?:按(?:计划|时|期|要求|规定))?(?:全部|基本|均|都)?(?:完成|达到|达成|实现){_AIM}|超额完成{_AIM}|已?达标|已整改"
        "|正常(?:扣分|扣减|开展|进行|完成|得分|推进)?|合理|(?:基本)?符合(?:要求|实际|规定|预期|标准)"
        "|(?:完成|执行|进展)?(?:情况)?(?:较|很)?(?:好|良好|顺利)"
    ),
    "that nothing is wrong": "(?:无|没有|未发生|不存在|基本无|暂无)(?:明显|较大)?(?:偏差|问题|差异|原因)?",
    "that it was missed": (
        f"{_MISSED}|不达标"
        f"|(?:达不到|完不成){_AIM}|{_AIM}(?:还|尚|仍)?(?:未|没有?)(?:完成|达标|达到|达成|实现)"
        f"|(?:完成|实际|指标)?(?:值|数|率|情况)?(?:略|稍|偏|有所)?(?:低于|少于|不及|小于){_AIM}"
        f"|(?:与|和|距|离)?{_AIM}(?:有|存在|略有|仍有|尚有)?(?:一定|较大|较小|少量|少许)?的?"
        "(?:偏差|差距|差异|偏离)(?:较小|较大|率)?"
        "|(?:工作|项目|任务)?(?:开展|推进|完成|实施)(?:得)?不(?:够)?(?:及时|到位|充分|理想)"
        "|(?:总体|服务对象|群众|居民)?(?:满意度|完成率|合格率|执行率|达标率|覆盖率|数量|人数|得分|比例|比率)"
        "(?:还|仍|较|略|偏|稍|有所)?(?:不高|不够高|低|偏低|较低|不足|不够|下降)|(?:略|稍|尚|仍)?有(?:所|些)?不足"
    ),
    "that the target was wrong": (
        "(?:年初|年度|原|原定|当初)?(?:绩效)?(?:目标|指标)值?(?:的?(?:设置|设定|制定|测算|估计|预估|编制|定))?得?"
        "(?:(?:偏|过|太|较|略)(?:高|大|低|小|乐观)|不(?:够|太|尽)?(?:合理|科学|准确|恰当|符合实际))"
    ),
    "that points were taken": (
        "(?:酌情|自行|适当|合理|自评|按(?:要求|规定|规则|标准|比例|实际))?(?:扣|减)(?:减|除|掉|了)?分?值?"
        "|按(?:实际|规则|规定|比例)(?:得分|打分|评分|计分)"
    ),
    "that there are causes": (
        "(?:由于|因为?|受|系|受到)?(?:客观|主观|历史|特殊|实际|不可抗力|不可控|各种|种种|其他|其它|多种|多方面|各方面|工作|自身|"
        "某些|主要|外部|内部){0,2}(?:的?(?:原因|因素|因|条件|环境|情况|形势))?(?:等)?"
        f"(?:所致|影响|导致|造成|限制|制约|不允许|复杂|待查|待核实|不明)?(?:而|导致|致使)?(?:{_MISSED})?"
        f"|因故(?:{_MISSED})?|不可(?:控|抗力)(?:因素|原因)?|历史遗留(?:问题|原因)?"
    ),
    "that it is as it is": (
        "(?:实际|工作)?情况如此|(?:根据|按照?|依据|结合|视)(?:实际|具体|工作)?(?:完成)?(?:情况|需要)(?:而定|确定|填写)?|据实"
        "|(?:因|由于)?(?:实际|工作)需要|属?正常(?:现象|情况|范围)|(?:已|已经)?尽力|待(?:查|核实|确认)"
    ),
    "that work was poor": (
        "(?:工作|任务|措施|管理|落实|执行|完成|推进){1,2}(?:情况|质量|效果|力度)?(?:还|尚)?(?:不够?|未|没有|不太|有待)?"
        "(?:到位|达标|完善|一般|理想|好|细致|扎实|及时|充分|提高|加强|差)?|(?:努力|重视|力度)不够|一般|较差"
    ),
    "that it shall improve": (
        "(?:下一?步|今后|以后|后续|下一?年|明年|进一步|继续|持续|不断|将|需|要|应|待|有待|逐步|积极|切实|努力|仍需|尚需|还需|需要){0,4}"
        "(?:改进|完善|提高|提升|加强|努力|优化|整改|强化|加大)(?:(?:各项|相关|项目|绩效)?"
        "(?:工作|管理|质量|服务|水平|力度|措施|绩效|监督|完成率))?"
    ),
}
_SAYS_NOTHING = lazy("|".join(f"(?:{one})" for one in _SAYS_INSTEAD.values()))
# Words that could stand in every row of every form: a clause made of nothing else says nothing, in whatever order.
_OF_ANY_ROW = lazy(
    "(?:由于|因为?|根据|按照?|依据|结合|鉴于)?(?:主要|实际|客观|主观|特殊|具体|其他|有关|相关|各方面|种种){0,3}(?:原因|因素|情况|条件|需要|要求|规定|"
    "标准)|(?:无|没有|不存在)(?:特殊|明显|较大|重大|任何){0,3}(?:情况|原因|偏差|问题|差异)|(?:无需|不需|无须|不用|暂不)(?:改进|整改|说明|"
    "填写)|未(?:能|全部|完全){0,3}(?:完成|达到|达成|达标|实现|实施|开展)|没有?(?:完成|达到|达成|达标|实现|实施|开展)|实际|完成值?|年度|年初|预期|"
    "既定|绩效|指标值?|目标值?|任务|计划|本项|该项|此项|自评|评价|评分|打分|计分|得分|扣分|扣减|酌情|自行|适当|不详|不明|未知|不清楚|"
    "(?:待|后|另行?)(?:补充?|定|说明|查|核实)|特此|说明|工作|主要|相关|有关|是|进行|予以|给予|存在|有所|一定|偏差|差距|如上|所述|以上|的|了|而|故|此|在"
)
# The figure alone, with what it is of: 1, 46次, 88%, 满意度88%, 得分9.5分, 差2人.
_FIGURE = lazy(
    r"(?:本项|该项|实际|得分|自评|(?:自评|自行|酌情|本项)?扣(?:除|减|了)?|差|少|低|比目标值?[低少差]?|仅|只|完成了?|[一-鿿]{1,6}[率度值])?"
    r"(?:为|是|仅|只有|达到?|完成)?(?P<figure>[0-9][0-9.,/]{0,12})(?P<unit>[^0-9]{0,3})"
)
_PADDING = lazy(r"[^一-鿿0-9A-Za-z]|^[0-9]{1,2}(?=[.、)）])|原因[:：是]|由于|主要|因为|有所|所致|偏差|导致|造成")
_ABOVE = ("同上", "同前", "见上", "如上")
_CLAUSES = lazy(r"[\s。．；;！!、:：，\u2002-\u200f\ufeff\u25a0-\u25ff\u2713-\u2718√×★☆●○]+|,(?![0-9])|\.(?![0-9])")
_NO_DEVIATION = lazy(r"无偏差|没有偏差|完成|达成|达标|超|高于|符合|正常|满足")


def reason_of(row: Fund | Indicator, case: Case) -> str:
    """The reason that covers a row; one merged over several rows stands for all of them."""
    if isinstance(row, Fund):
        return row.reason or ""
    together = scored_together(row, case)
    if len(together) > 1:
        return "；".join(one.reason for one in together if is_given(one.reason) and one.reason)
    if row.reason is not None or row.reason_cell is None:
        return row.reason or ""
    for other in case.indicators[: row.row]:
        if other.reason_cell == row.reason_cell and other.reason:
            return other.reason
    return ""


def is_given(reason: str | None) -> bool:
    """More than 无, a dash or nothing."""
    return bool(reason) and not all_nothing(reason)


def says_nothing(row: Indicator, case: Case) -> bool:
    """A reason is written and gives none: 同上 below a row without a reason, 已完成, 未达到目标值，今后改进."""
    reason = reason_of(row, case)
    if not is_given(reason) or not is_empty(reason):
        return False
    if "".join(_CLAUSES.split(reason)) in _ABOVE:
        above = case.indicators[row.row - 1] if row.row > 0 else None
        return above is None or not is_given(reason_of(above, case)) or says_nothing(above, case)
    return True


def is_empty(reason: str) -> bool:
    """Whether no clause of a reason says why."""
    clauses = [one for one in _CLAUSES.split(reason) if one]
    return all(_SAYS_NOTHING.fullmatch(one) or _is_a_figure(one) or not _OF_ANY_ROW.sub("", one) for one in clauses)


def without_marks(reason: str) -> str:
    """A reason to hold two against each other: 1.由于受台风影响。 and 受台风影响 are the same."""
    return _PADDING.sub("", reason)


def _is_a_figure(clause: str) -> bool:
    found = _FIGURE.fullmatch(clause)
    unit = read_unit(found["unit"].replace("％", "%")) if found is not None else None
    return unit is not None and unit.known


def gives_reason(row: Fund | Indicator, case: Case) -> bool:
    """Words that say why stand in the reason column, or elsewhere on the form where a person would look."""
    if isinstance(row, Fund):
        return is_given(row.reason)
    return (is_given(reason_of(row, case)) and not says_nothing(row, case)) or loss_is_explained(row, case)


def tells_of_deviation(reason: str) -> bool:
    """A reason that speaks of something that went wrong; 无偏差, 超额完成 and the like do not."""
    return is_given(reason) and not _NO_DEVIATION.search(reason) and not is_empty(reason)
